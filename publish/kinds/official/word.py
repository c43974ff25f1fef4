"""The Word file of an official document, which an office can go on editing: styles, plain tables, sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from publish.kinds.official.document import read_document
from publish.kinds.official.markup import ON_LINES, held
from publish.kinds.official.printing import annex_note, break_subject
from publish.kinds.official.signature_images import place_images
from publish.kinds.official.structure import Annex, BodyPart
from publish.kinds.official.word_head import HeadWriter
from publish.kinds.official.word_images import write_image
from publish.kinds.official.word_parts import TWIPS_PER_MM, FaceMetrics, keep, spacer, spacing
from publish.kinds.official.word_signatures import LEFT, SignatureWriter
from publish.kinds.official.word_tables import column_widths
from publish.outputs.commission import Commission
from publish.outputs.docx.blocks import BlockHolder, BlockWriter
from publish.outputs.docx.manuscript import Manuscript, Written
from publish.outputs.docx.places import WordPlaces
from publish.outputs.docx.wordml import PLAIN, RunLook, paragraph, run
from publish.publication import model

_STYLES = {
    **{"basis": "CanCu", "order": "QuyetDinh", "part": "Phan", "chapter": "Chuong", "section": "Muc"},
    **{"subsection": "TieuMuc", "article": "Dieu", "crosshead": "DeMuc", "run_in": "ChinhVan", "clause": "Khoan"},
    **{"point": "Diem", "dash": "GachDau", "text": "ChinhVan"},
}
"""The style of a part of the body, by its role."""

_CAPITALS = RunLook(style="InHoa")
_BOLD = RunLook(bold=True)
_ABOVE_PT = 12.0

_SHORT = 90
"""Letters of a last paragraph that may fill one line alone: the one before it stays with it."""


class OfficialManuscript(Manuscript):
    """Writes one official document."""

    template = "official/template.docx"

    def __init__(self, asked: Commission, body: BlockHolder, notes: BlockHolder, section: str) -> None:
        """Start with the document, the parts of text and notes, and the section that the template ends with."""
        super().__init__(asked, body, notes, section)
        article = asked.subject
        assert isinstance(article, model.Article), "this kind joins nothing"
        self.article_, self.document = article, read_document(article)
        self.places: WordPlaces = PlainPlaces()
        self.measure = FaceMetrics(asked.assets)
        self.room = text_width(section)
        self.head = HeadWriter(self.document, self.measure, self.room, self.body)
        images = place_images(self.document.signature, article)
        column = self.room - round(self.room * LEFT)
        runs = "".join(write_image(image, column, self.places.number(), self.body) for image in images)
        self.foot = SignatureWriter(self.document, self.measure, self.room, runs)

    def write(self) -> Written:
        """Return the parts of the file."""
        document, scene = self.document, self._scene(self.chapters[0])
        writer = BlockWriter(self.places, self.body, scene, self.numbering)
        writer.widths = lambda node: column_widths(node, self.measure, self.room)
        above = 6.0 if document.authority else _ABOVE_PT
        parts = self.parts(document.body.parts, writer, above)
        made = [self.head.write(), *keep_last(parts, document.body.parts), self.foot.write()]
        if document.is_annex:
            made = []  # it has no head and no signature
        if document.copy:
            made.append(self.head.write_copy(document.copy) + self.foot.write_copy(document.copy))
        first, blank = self.head.write_margins()
        if not document.body.annexes:
            made.append(spacer(1) + section(self.section, first))
        for index, annex in enumerate(document.body.annexes):
            if made:
                made.append(_end_section(self.section, blank if index else first, again=index > 0))
            made += self.annex(annex, writer)
        if document.body.annexes:
            alone = document.is_annex and len(document.body.annexes) == 1
            made.append(spacer(1) + section(self.section, first if alone else blank, again=not alone))
        for note in self.article_.footnotes:
            self.note(note, scene)
        return Written("".join(made), self.numbering.part(), "".join(self._note_texts), "")

    def annex(self, annex: Annex, writer: BlockWriter) -> list[str]:
        """Return an annex: its number and title, the line that names its document, its text."""
        title = run(held(annex.number))
        if annex.title:
            title += run("\n") + writer.lines.line(annex.title, _CAPITALS)
        made = [paragraph("PhuLuc", writer.named(getattr(annex.block, "id", None), title))]
        made += self.head.write_note(break_subject(annex_note(self.document)))
        return [*made, *self.parts(annex.parts, writer, _ABOVE_PT)]

    def parts(self, parts: Sequence[BodyPart], writer: BlockWriter, above: float) -> list[str]:
        """Return parts of a body, the first with a space above it in points."""
        made = [self.part(part, writer) for part in parts]
        if made and made[0].startswith("<w:p>"):
            made[0] = made[0].replace("/>", f"/>{spacing(above)}", 1)
        return made

    def part(self, part: BodyPart, writer: BlockWriter) -> str:
        """Return a part of the body."""
        block = part.block
        if part.role == "block":
            return self.table(block, writer) if isinstance(block, model.Table) else writer.blocks([block])
        number = held(part.number)
        if part.role in ON_LINES:
            text = writer.lines.line(part.children, _CAPITALS)
            content = run(number) + (run("\n") + text if text else "")
        else:
            before = run(f"{number}", _BOLD if part.role == "run_in" else PLAIN) + run(" ") if number else ""
            content = before + writer.lines.line(part.children)
        return paragraph(_STYLES[part.role], writer.named(getattr(block, "id", None), content))

    def table(self, node: model.Table, writer: BlockWriter) -> str:
        """Return a table with the space that stands above it."""
        made = writer.table(node)
        made = made if node.credit else made.removesuffix(paragraph("Dem", "")) + spacer(1)
        return made if node.caption else spacer(6) + made


class PlainPlaces(WordPlaces):
    """The places of a file that no program of ours reads back: bookmarks, and no controls around what Word knows."""

    def control(
        self, kind: str, title: str, content: str, facts: Mapping[str, str] | None = None, *, locked: bool = False
    ) -> str:
        """Return content as it is."""
        return content


WRITER = OfficialManuscript
"""What writes the Word files of this kind."""


def keep_last(made: Sequence[str], parts: Sequence[BodyPart]) -> Iterable[str]:
    """Return the paragraphs of a body, the last ones, two lines of them at least, kept with the signature."""
    kept = list(made)
    last = model.plain_text(parts[-1].children) if parts else ""
    for index in range(1, min(len(kept), 1 if len(last) > _SHORT else 2) + 1):
        kept[-index] = keep(kept[-index])
    return kept


# Sections ------------------------------------------------------------------------------------------------------------


def text_width(properties: str) -> int:
    """Return how wide the text of a section is, in twips."""
    page = re.search(r'<w:pgSz [^>]*w:w="(\d+)"', properties)
    margins = re.search(r"<w:pgMar [^>]*/>", properties)
    sides = [re.search(rf'w:{side}="(\d+)"', margins[0]) for side in ("left", "right")] if margins else []
    if not page or not all(sides):
        return round(160 * TWIPS_PER_MM)
    return int(page[1]) - sum(int(side[1]) for side in sides if side)


def section(properties: str, references: str, *, again: bool = False) -> str:
    """Return the properties of a section.

    Args:
        properties: The properties that the template ends with.
        references: What stands in the margins of its first page.
        again: Whether its pages are counted from 1.
    """
    made = properties.replace("<w:pgSz", f"{references}<w:pgSz", 1)
    if again:
        made = re.sub(r"<w:pgNumType [^>]*/>", "", made)
        made = re.sub(r"(<w:pgMar [^>]*/>)", r'\1<w:pgNumType w:start="1"/>', made, count=1)
    return made


def _end_section(properties: str, references: str, *, again: bool) -> str:
    """Return the paragraph that ends a section."""
    return spacer(1, section(properties, references, again=again))
