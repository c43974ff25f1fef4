"""Word files built from a few lines of XML: a body, and the parts that it names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

_OFFICE = "http://schemas.openxmlformats.org"
_W = f"{_OFFICE}/wordprocessingml/2006/main"
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": _W,
        "r": f"{_OFFICE}/officeDocument/2006/relationships",
        "m": f"{_OFFICE}/officeDocument/2006/math",
        "a": f"{_OFFICE}/drawingml/2006/main",
        "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
        "pic": f"{_OFFICE}/drawingml/2006/picture",
        "mc": f"{_OFFICE}/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_RELATIONS = f"{_OFFICE}/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments", "theme")


def _png() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (800, 600), 255).save(stream, "PNG")
    return stream.getvalue()


_PNG = _png()
"""A picture that is large enough for a press."""


def run(text: str, properties: str = "") -> str:
    """Words with properties, such as ``<w:b/>``."""
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*content: str, style: str = "", about: str = "") -> str:
    """A paragraph of runs and other elements; plain words are runs."""
    inner = "".join(each if each.startswith("<") else run(each) for each in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{about}</w:pPr>" if named or about else ""
    return f"<w:p>{properties}{inner}</w:p>"


def bold(text: str) -> str:
    """Bold words."""
    return run(text, "<w:b/>")


def centred(*content: str) -> str:
    """A paragraph in the middle."""
    return para(*content, about='<w:jc w:val="center"/>')


def cell(*content: str, about: str = "") -> str:
    """A cell of paragraphs."""
    inner = "".join(each if each.startswith("<w:p>") or each.startswith("<w:tbl") else para(each) for each in content)
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{inner or para()}</w:tc>"


def table(*rows: list[str], ruled: bool = True) -> str:
    """A table of cells; plain words are cells."""
    borders = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>' if ruled else ""
    lines = "".join(f"<w:tr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr>{lines}</w:tbl>"


def picture(relation: str, alt: str = "", wide: int = 1_000_000) -> str:
    """A picture in a line."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{wide}" cy="{wide}"/>'
        f'<wp:docPr id="1" name="x" descr={quoteattr(alt)}/>'
        f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def field(instruction: str, result: str) -> str:
    """A field of several runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def heading_styles() -> str:
    """Styles: text of 14 points, three crossheads and a title."""
    rows = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/><w:pPr>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        for level in (1, 2, 3)
    )
    return (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
        f'{rows}<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Code"><w:name w:val="Source Code"/></w:style>'
    )


def word_file(
    body: str,
    *,
    parts: Mapping[str, str] | None = None,
    relations: Mapping[str, tuple[str, str]] | None = None,
    files: Mapping[str, bytes] | None = None,
    strict: bool = False,
) -> bytes:
    """A Word file.

    Args:
        body: What stands in ``w:body``.
        parts: The inside of further parts by kind: ``styles``, ``numbering``, ``footnotes``, ``comments`` …
        relations: Kind and target of further relations of the text by id; a target with ``://`` is outside.
        files: Further files of the package by name; ``word/media/one.png`` is a picture that is always there.
        strict: Whether names are those of the strict form of the standard.
    """
    parts, relations = dict(parts or {}), dict(relations or {})
    tags = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    members: dict[str, bytes] = {"word/media/one.png": _PNG, **(files or {})}
    types = [f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>']
    rows = [_relation("p1", "image", "media/one.png")]
    for kind, inner in parts.items():
        name = kind if kind not in ("header", "footer") else f"{kind}1"
        tag = tags.get(kind, {"comments": "comments", "header": "hdr", "footer": "ftr"}.get(kind, kind))
        members[f"word/{name}.xml"] = f"<w:{tag} {SPACES}>{inner}</w:{tag}>".encode()
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>')
        rows.append(_relation(f"k{kind}", kind, f"{name}.xml"))
    rows += [_relation(id_, kind, target) for id_, (kind, target) in relations.items()]
    members["word/document.xml"] = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode()
    members["word/_rels/document.xml.rels"] = _relation_part(rows)
    members["_rels/.rels"] = _relation_part([_relation("r1", "officeDocument", "word/document.xml")])
    space = f"{_OFFICE}/package/2006/content-types"
    usual = '<Default Extension="xml" ContentType="application/xml"/>'
    members["[Content_Types].xml"] = f'<Types xmlns="{space}">{usual}{"".join(types)}</Types>'.encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, _strict(content) if strict and name.endswith((".xml", ".rels")) else content)
    return stream.getvalue()


def _relation(id_: str, kind: str, target: str) -> str:
    mode = ' TargetMode="External"' if "://" in target else ""
    return f'<Relationship Id="{id_}" Type="{_RELATIONS}/{kind}" Target={quoteattr(target)}{mode}/>'


def _relation_part(rows: list[str]) -> bytes:
    space = f"{_OFFICE}/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(rows)}</Relationships>'.encode()


def _strict(content: bytes) -> bytes:
    """Names as the strict form has them."""
    for name in (b"wordprocessingml", b"officeDocument", b"drawingml"):
        old = f"{_OFFICE}/".encode() + name + b"/2006/"
        content = content.replace(old, b"http://purl.oclc.org/ooxml/" + name + b"/")
    return content


def save(folder: Path, content: bytes, name: str = "bai.docx") -> Path:
    """A file in a folder."""
    path = folder / name
    path.write_bytes(content)
    return path
