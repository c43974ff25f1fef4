"""Elements of WordprocessingML as text (ECMA-376, part 1, 17)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publish.base.records import dataclass

_OFFICE = "http://schemas.openxmlformats.org"
_MICROSOFT = "http://schemas.microsoft.com/office"
SPACES = {
    "w": f"{_OFFICE}/wordprocessingml/2006/main",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "m": f"{_OFFICE}/officeDocument/2006/math",
    "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_OFFICE}/drawingml/2006/main",
    "pic": f"{_OFFICE}/drawingml/2006/picture",
    "mc": f"{_OFFICE}/markup-compatibility/2006",
    "w14": f"{_MICROSOFT}/word/2010/wordml",
    "w15": f"{_MICROSOFT}/word/2012/wordml",
    "asvg": f"{_MICROSOFT}/drawing/2016/SVG/main",
}
"""Namespaces by the prefix that Word writes for them."""

ROOT = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items()) + ' mc:Ignorable="w14 w15"'
"""Attributes of the outermost element of a part."""

_BUILT = '<w:docPartObj><w:docPartGallery w:val="Quick Parts"/></w:docPartObj>'
"""Makes LibreOffice take a control around paragraphs for what it is, and not for one within the first of them."""

_QUOTED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_PARTS = re.compile("([\t\n])")


@dataclass(frozen=True, slots=True)
class RunLook:
    """What the words of a run look like.

    Attributes:
        style: Id of a style of characters; empty for none.
        raised: ``superscript``, ``subscript`` or empty.
        language: Tag of the language where that is not the one of the text.
    """

    style: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    mark: bool = False
    underline: bool = False
    raised: str = ""
    language: str = ""


PLAIN = RunLook()


def quote(text: str) -> str:
    """Return text as it stands in an attribute or between tags."""
    return text.translate(_QUOTED)


def run_properties(look: RunLook) -> str:
    """Return the properties of a run, in the order that the schema asks for."""
    style = look.style or ("Strong" if look.bold else "Emphasis" if look.italic else "")
    parts = [f'<w:rStyle w:val="{style}"/>' if style else ""]
    parts.append("<w:b/>" if look.bold and style != "Strong" else "")
    parts.append("<w:i/>" if look.italic and style != "Emphasis" else "")
    parts.append("<w:strike/>" if look.strike else "")
    parts.append('<w:highlight w:val="yellow"/>' if look.mark else "")
    parts.append('<w:u w:val="single"/>' if look.underline else "")
    parts.append(f'<w:vertAlign w:val="{look.raised}"/>' if look.raised else "")
    parts.append(f'<w:lang w:val="{quote(look.language)}"/>' if look.language else "")
    inside = "".join(parts)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def run(text: str, look: RunLook = PLAIN) -> str:
    """Return a run of words; a tab and the end of a line in it are those of Word."""
    inside = "".join(map(_part, _PARTS.split(text.replace("\N{WORD JOINER}", ""))))
    return f"<w:r>{run_properties(look)}{inside}</w:r>" if inside else ""


def _part(text: str) -> str:
    if not text:
        return ""
    return {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(text) or f'<w:t xml:space="preserve">{quote(text)}</w:t>'


def paragraph(style: str, content: str, *properties: str) -> str:
    """Return a paragraph; ``properties`` are elements behind its style, in the order of the schema."""
    about = f'<w:pStyle w:val="{style}"/>{"".join(properties)}'
    return f"<w:p><w:pPr>{about}</w:pPr>{content}</w:p>"


def field(instruction: str, result: str, look: RunLook = PLAIN) -> str:
    """Return a field with what it shows until Word reckons it anew; ``result`` holds runs."""
    about = run_properties(look)
    return (
        f'<w:r>{about}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{about}<w:instrText xml:space="preserve"> {quote(instruction)} </w:instrText></w:r>'
        f'<w:r>{about}<w:fldChar w:fldCharType="separate"/></w:r>{result}'
        f'<w:r>{about}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def hidden_field(instruction: str) -> str:
    """Return a field that shows nothing, such as the mark of an entry in the index."""
    return (
        '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:rPr><w:vanish/></w:rPr><w:instrText xml:space="preserve"> {quote(instruction)} </w:instrText></w:r>'
        '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(number: int, name: str, content: str) -> str:
    """Return content that links lead to by a name."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{quote(name)}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def control(number: int, tag: str, title: str, content: str, *, locked: bool = False) -> str:
    """Return content that is held together: a content control without a frame.

    Args:
        number: The number of the control, which no other control of the file has.
        tag: Name by which programs know it, at most 64 characters.
        title: What people call it.
        content: Blocks or runs.
        locked: Whether Word lets nobody change what stands in it.
    """
    about = f'<w:alias w:val="{quote(title[:64])}"/>' if title else ""
    about += f'<w:tag w:val="{quote(tag)}"/><w:id w:val="{number}"/>'
    about += '<w:lock w:val="contentLocked"/>' if locked else ""
    about += '<w15:appearance w15:val="hidden"/>'
    about += _BUILT if "</w:p>" in content else ""
    return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def attributes(values: Iterable[tuple[str, str]]) -> str:
    """Return attributes as they stand in a tag, each with a space before it; empty ones are left out."""
    return "".join(f' {name}="{quote(value)}"' for name, value in values if value)
