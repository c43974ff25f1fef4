"""The head of an official document in its Word file: agency and nation side by side, title, addressees, margins."""

from __future__ import annotations

from publish.kinds.official.document import MOTTO, NATION, DocumentCopy, Lines, OfficialDocument
from publish.kinds.official.printing import annex_note, break_about, break_agency, break_subject
from publish.kinds.official.word_parts import TWIPS_PER_MM, FaceMetrics, box, rule, spacing, table
from publish.outputs.docx.blocks import BlockHolder
from publish.outputs.docx.wordml import paragraph, run

RULE_SHARE = 0.42
"""How long a rule is as a share of the line above it."""

_LEFT = 0.43
"""The share of the left column of the head."""

_AGENCY_PT, _MOTTO_PT, _TITLE_PT, _STAMP_PT, _MARGIN_PT = 12.0, 13.0, 14.0, 13.0, 10.0
_FRAMES_MM = {"khẩn": 20.0, "thượng khẩn": 40.0, "hoả tốc": 30.0, "hỏa tốc": 30.0}
"""How wide the box around each degree of urgency is (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III.2.b)."""

_INDENT_MM = 30.0
_PADDING = round(TWIPS_PER_MM)


class HeadWriter:
    """Writes what stands above the text of a document, and in the margins of its first page."""

    def __init__(self, document: OfficialDocument, measure: FaceMetrics, room: int, holder: BlockHolder) -> None:
        """Start with the document, the metrics of its face, the width of its text in twips, and the file."""
        self.document, self.measure, self.room, self.holder = document, measure, room, holder
        left = round(room * _LEFT)
        self.columns = left, room - left

    def write(self) -> str:
        """Return the head, the title and the addressees."""
        document = self.document
        left, right = self.columns
        rows = [
            [
                self._agency(break_agency(document.superior), break_agency(document.agency)),
                paragraph("QuocHieu", run(NATION))
                + paragraph("TieuNgu", run(MOTTO))
                + rule(self.measure.width(MOTTO, _MOTTO_PT, bold=True), right),
            ]
        ]
        registration, dateline = self._registration(), document.dateline
        if registration or dateline:
            rows.append([registration, paragraph("DiaDanhNgay", run(dateline)) if dateline else ""])
        made = [table((left, right), rows, _PADDING)]
        if not document.is_letter:
            made += self._title()
        return "".join([*made, *self._addressees(), *self._authority()])

    def write_copy(self, copy: DocumentCopy) -> str:
        """Return the head of a copy, below a rule."""
        left, right = self.columns
        rows = [
            [self._agency((), break_agency(copy.agency)), paragraph("HinhThucSao", run(copy.form))],
            [paragraph("SoKyHieu", run(copy.number)), paragraph("DiaDanhNgay", run(copy.dateline))],
        ]
        return rule(self.room / 20, self.room, 22, 12) + table((left, right), rows, _PADDING)

    def write_note(self, lines: Lines) -> list[str]:
        """Return lines that name another document, with a rule below them."""
        if not lines:
            return []
        made = [paragraph("KemTheo", run(line)) for line in lines]
        return [*made, rule(self.measure.width(lines[-1], _TITLE_PT, italic=True) * RULE_SHARE, self.room)]

    def write_margins(self) -> tuple[str, str]:
        """Return the references of the first page's margins, and those of the first pages of annexes."""
        document, above = self.document, []
        if document.circulation:
            width = self.measure.boxed(document.circulation, _STAMP_PT)
            above.append(box("DauMuc", document.circulation, width, self.room, right=True, before=0))
        copied = document.copy.digital if document.copy else ""
        above += [paragraph("KySo", run(text), spacing(5.67, 11.5)) for text in (document.digital, copied) if text]
        first = self._reference("header", "".join(above)) if above else ""
        blank = self._reference("header", paragraph("Header", "")) if above else ""
        if document.address:
            first += self._reference("footer", paragraph("DiaChi", run(document.address), spacing(11.3)))
            blank += self._reference("footer", paragraph("Header", ""))
        return first, blank

    def _reference(self, kind: str, content: str) -> str:
        return f'<w:{kind}Reference w:type="first" r:id="{self.holder.margin(kind, content)}"/>'

    def _agency(self, superior: Lines, agency: Lines) -> str:
        made = [paragraph("CoQuanChuQuan", run(line)) for line in superior]
        made += [paragraph("CoQuan", run(line)) for line in agency]
        if agency:
            length = self.measure.width(agency[-1].upper(), _AGENCY_PT, bold=True) * RULE_SHARE
            made.append(rule(length, self.columns[0] - 2 * _PADDING))
        return "".join(made)

    def _registration(self) -> str:
        """Return number, subject of a letter and stamps."""
        document, room = self.document, self.columns[0] - 2 * _PADDING
        made = [paragraph("SoKyHieu", run(document.number))] if document.number else []
        if document.is_letter_subject:
            made.append(paragraph("TrichYeuCongVan", run("\n".join(break_about(document.subject)))))
        if secrecy := document.secrecy:
            made.append(box("DauMuc", secrecy, self.measure.boxed(secrecy, _STAMP_PT), room))
        if urgency := document.urgency:
            known = _FRAMES_MM.get(urgency.lower())
            width = known * TWIPS_PER_MM / 20 if known else self.measure.boxed(urgency, _STAMP_PT)
            made.append(box("DauKhan", urgency, width, room))
        return "".join(made)

    def _title(self) -> list[str]:
        document, subject = self.document, break_subject(self.document.subject)
        made = [paragraph("TenLoai", run(document.type))]
        made += [paragraph("TrichYeu", run(line)) for line in subject]
        if document.issued_with:
            return made + self.write_note(break_subject(annex_note(document)))
        last = (document.type.upper(), *subject)[-1]
        return [*made, rule(self.measure.width(last, _TITLE_PT, bold=True) * RULE_SHARE, self.room)]

    def _addressees(self) -> list[str]:
        addressees = self.document.addressees
        if len(addressees) == 1:
            return [paragraph("KinhGui", run(f"{self.document.greeting}: {addressees[0]}."))]
        made = []
        if addressees:
            inside = f'<w:ind w:left="{round(_INDENT_MM * TWIPS_PER_MM)}"/><w:jc w:val="left"/>'
            made.append(paragraph("KinhGui", run(f"{self.document.greeting}:"), inside))
        for text in addressees:
            made.append(paragraph("NoiKinhGui", run(f"- {text}{'.' if text is addressees[-1] else ';'}")))
        return made

    def _authority(self) -> list[str]:
        lines = () if self.document.is_telegram else self.document.authority
        return [paragraph("ThamQuyen", run(line), "" if index else spacing(14)) for index, line in enumerate(lines)]
