"""Pack a publication into a Word file with the styles of a template; the only door to python-docx."""

from __future__ import annotations

import importlib.util
import io
import re
import zipfile
from pathlib import Path
from typing import Any

from publish.base.diagnostics import AssetError, EngineError, Position, error
from publish.base.extras import install_extra
from publish.base.filenames import find_file
from publish.base.messages import say
from publish.base.records import dataclass
from publish.importing.manuscript.part import NAMESPACE
from publish.layout import page_values
from publish.outputs.commission import Commission, Workers
from publish.outputs.docx.images import Images
from publish.outputs.docx.manuscript import Manuscript
from publish.outputs.docx.pictures import figure_size, icon_size, write_picture
from publish.outputs.docx.wordml import ROOT
from publish.publication import model

EXTRA = "docx"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES = (
    '<ds:datastoreItem ds:itemID="{7A0F4E5C-3B0D-5C55-9A43-5D2E6A1B9C01}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_MARGINS = {"header": "hdr", "footer": "ftr"}
_MARGIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_LONGEST = 255  # characters that Word takes in a property
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows
_PLAIN_FILE = 0o100644 << 16


def make(asked: Commission, workers: Workers, file_name: str) -> bytes:
    """Return a publication as a Word file: the text with what an editor works on, in the styles of the template.

    Args:
        asked: The article or the publication.
        workers: Who converts its pictures.
        file_name: Name of the file, which nothing in it shows.

    Raises:
        AssetError: If the template or a picture cannot be used.
        EngineError: If python-docx is not installed.
    """
    return _write(asked, Images(asked, workers))


def make_plain(asked: Commission) -> bytes:
    """Return a publication as :func:`make` does, but with pictures that are not there: to be read, not looked at."""
    return _write(asked, None)


def _write(asked: Commission, images: Images | None) -> bytes:
    if importlib.util.find_spec("docx") is None:
        message = say("Word files are written by python-docx, which is not installed")
        raise EngineError(error(asked.subject.position, message, "missing-docx", install_extra(EXTRA)))
    kind = asked.project.kind
    writer: type[Manuscript] = kind.module(kind.word).WRITER if kind.word else Manuscript
    file = _WordFile(asked.assets.style(writer.template), images)
    return file.finish(writer(asked, file.body, file.notes, file.section))


class _WordFile:
    """A file that begins as the template."""

    def __init__(self, template: Path, images: Images | None) -> None:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
        from docx.oxml.xmlchemy import serialize_for_reading

        try:
            self.document = docx.Document(str(template))
            parts = {relation.reltype.rpartition("/")[2]: relation for relation in self._relations()}
            self.footnotes = parts["footnotes"].target_part
        except (KeyError, ValueError, zipfile.BadZipFile, PackageNotFoundError) as failure:
            hint = say("copy the template of the program and change its styles in Word")
            message = say("no template with styles and footnotes: {reason}", reason=failure)
            raise AssetError(error(Position(template), message, "invalid-template", hint)) from failure
        self.section = serialize_for_reading(self.document.element.body.sectPr)
        self.body = _Part(self.document.part, images)
        self.notes = _Part(self.footnotes, images)

    def _relations(self) -> Any:
        return self.document.part.rels.values()

    def finish(self, manuscript: Manuscript) -> bytes:
        """Return the file with a text in it."""
        from docx.oxml import parse_xml

        written = manuscript.write()
        body, lists = self.document.element.body, self.document.part.numbering_part.element
        for element, content, name in ((body, written.body, "body"), (lists, written.numbering, "numbering")):
            for child in list(element):
                element.remove(child)
            for child in parse_xml(f"<w:{name} {ROOT}>{content}</w:{name}>"):
                element.append(child)
        self.footnotes._blob = _with_notes(self.footnotes.blob.decode(), written.notes)
        if "PAGEREF" in written.body:  # the pages are those of Word
            settings = self.document.settings.element
            update = parse_xml(f'<w:updateFields {ROOT} w:val="true"/>')
            later = settings.xpath("w:hdrShapeDefaults | w:footnotePr | w:endnotePr | w:compat")
            later[0].addprevious(update) if later else settings.append(update)
        if written.facts:
            self._add_part(written.facts)
        self._tell(manuscript)
        stream = io.BytesIO()
        self.document.save(stream)
        return _repack(stream.getvalue())

    def _add_part(self, text: str) -> None:
        """Add the part that says what Word has no words for."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        package = self.document.part.package
        content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}\n'.encode()
        part = Part(PackURI("/customXml/item1.xml"), "application/xml", content, package)
        self.document.part.relate_to(part, f"{_RELATIONS}/customXml")
        described = Part(PackURI("/customXml/itemProps1.xml"), _PROPERTIES_TYPE, _PROPERTIES.encode(), package)
        part.relate_to(described, f"{_RELATIONS}/customXmlProps")

    def _tell(self, manuscript: Manuscript) -> None:
        """Say in the properties of the file what it is."""
        facts = manuscript.facts()
        properties = self.document.core_properties
        properties.title, properties.author = facts.title[:_LONGEST], facts.authors[:_LONGEST]
        properties.comments, properties.keywords = facts.summary[:_LONGEST], ", ".join(facts.subjects)[:_LONGEST]
        properties.language = facts.language
        properties.created = properties.modified = facts.time.replace(tzinfo=None)
        properties.last_modified_by, properties.revision = page_values.GENERATOR, 1
        styles = self.document.part._styles_part.element
        for language in styles.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang"):
            language.set(f"{{{_W}}}val", facts.language if facts.language != "vi" else "vi-VN")


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _with_notes(template: str, notes: str) -> bytes:
    """Return the part of the notes: what the template has there, the lines above notes, and the notes."""
    head, opening, inside = re.split(r"(<w:footnotes\b[^>]*>)", template, maxsplit=1)
    known = dict(re.findall(r'(xmlns:\w+)="([^"]*)"', opening)) | dict(re.findall(r'(xmlns:\w+)="([^"]*)"', ROOT))
    prefixes = {*re.findall(r'mc:Ignorable="([^"]*)"', opening + ROOT)}
    ignored = " ".join(sorted({prefix for each in prefixes for prefix in each.split()}))
    names = " ".join(f'{name}="{space}"' for name, space in sorted(known.items()))
    kept, _, _ = inside.rpartition("</w:footnotes>")
    return f'{head}<w:footnotes {names} mc:Ignorable="{ignored}">{kept}{notes}</w:footnotes>'.encode()


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that text stands in, and what it names."""

    part: Any
    images: Images | None

    def link(self, address: str) -> str:
        """Return the id of an address outside of the file."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        made: str = self.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return made

    def picture(self, figure: model.Figure, number: int) -> str:
        """Return the run of a picture; empty where its file is not there."""
        added = self._add(figure)
        if added is None or figure.file is None:
            return ""
        relation, drawing = added
        return write_picture(figure_size(figure.file, figure.width), number, figure.name, figure.alt, relation, drawing)

    def icon(self, picture: model.Icon, number: int) -> str:
        """Return a picture that stands in a line; empty where its file is not there."""
        added = self._add(picture)
        if added is None or picture.file is None:
            return ""
        relation, drawing = added
        size = icon_size(picture.file)
        return write_picture(size, number, picture.name, picture.alt, relation, drawing, picture.title)

    def margin(self, kind: str, content: str) -> str:
        """Return the id of a ``header`` or ``footer`` that has been added, with these paragraphs."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        package, element = self.part.package, _MARGINS[kind]
        name = package.next_partname(f"/word/{kind}%d.xml")
        text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{element} {ROOT}>{content}</w:{element}>'
        part = Part(PackURI(name), _MARGIN_TYPE.format(kind), text.encode(), package)
        made: str = self.part.relate_to(part, f"{_RELATIONS}/{kind}")
        return made

    def _add(self, node: model.Figure | model.Icon) -> tuple[str, str] | None:
        """Return the ids of a picture and of the drawing that it is a copy of; None where its file is not there."""
        if self.images is None:
            return ("", "") if node.file and find_file(node.file).is_file() else None
        copy = self.images.copy(node)
        if copy is None:
            return None
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        package = self.part.package
        image = package.get_or_add_image_part(io.BytesIO(copy.content))
        relation = self.part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
        if not copy.drawing:
            return relation, ""
        name = PackURI(str(image.partname).rpartition(".")[0] + ".svg")
        part = self.images.drawings.setdefault(name, Part(name, "image/svg+xml", copy.drawing, package))
        return relation, self.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)


def _repack(content: bytes) -> bytes:
    """Return a zip whose members are as old as any: the same parts give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(stream, "w") as packed:
        for name in made.namelist():
            member = zipfile.ZipInfo(name, _DAY)
            member.external_attr, member.create_system = _PLAIN_FILE, 3
            kind = zipfile.ZIP_STORED if name.endswith((".png", ".jpg", ".jpeg")) else zipfile.ZIP_DEFLATED
            packed.writestr(member, made.read(name), kind, 9)
    return stream.getvalue()
