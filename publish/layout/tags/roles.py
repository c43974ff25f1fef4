"""What an element of XHTML is in the tag tree of a PDF (ISO 32000-1, 14.8.4), and the tree of such elements.

Nothing here knows the engine: :mod:`publish.layout.tags.tagging` walks its boxes and grows the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

ROLES: Mapping[str, str] = {"Aside": "Div", "Em": "Span", "Strong": "Span"}
"""Our own types, which PDF 2.0 has, and the type of PDF 1.7 that comes next to each."""

_TYPES: Mapping[str, str] = {
    **{name: name.upper() for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "th", "td")},
    **{"article": "Art", "aside": "Aside", "blockquote": "BlockQuote", "caption": "Caption", "code": "Code"},
    **{"em": "Em", "figcaption": "Caption", "figure": "Figure", "main": "Part", "pre": "P", "section": "Sect"},
    **{"strong": "Strong", "table": "Table", "tbody": "TBody", "tfoot": "TFoot", "thead": "THead"},
}
_CLASSES: Mapping[str, str] = {
    **{"contents": "Sect", "end-notes": "Sect", "index": "Sect", "index-columns": "Index"},
    **{"equation": "P", "note-paragraph": "P", "photo-note": "Div", "verse": "Div"},
}
"""What an element is by its class, whatever its name."""

GROUPS = frozenset({"Art", "Aside", "BlockQuote", "Div", "Document", "Index", "Part", "Sect", "TOCI"})
"""What holds no text of its own, only paragraphs."""

BARE = GROUPS | frozenset({"L", "LI", "Note", "TBody", "TFoot", "THead", "TOC", "TR", "Table"})
"""Where a space between two elements is no text."""

_NUMBERINGS: Mapping[str, str] = {
    **{"circle": "Circle", "decimal": "Decimal", "disc": "Disc", "lower-alpha": "LowerAlpha", "square": "Square"},
    **{"lower-latin": "LowerAlpha", "lower-roman": "LowerRoman", "upper-alpha": "UpperAlpha"},
    **{"upper-latin": "UpperAlpha", "upper-roman": "UpperRoman"},
}


class Mark:
    """A marked piece of the content of a page, perhaps in a form there, or the annotation of a link.

    ``said`` is what is to be copied of it where its glyphs do not say that; empty where they do.
    """

    __slots__ = ("annotation", "form", "mcid", "owner", "page", "said")

    def __init__(self, page: int, mcid: int, owner: Tag, annotation: Any = None) -> None:
        """Start with what it belongs to."""
        self.page, self.mcid, self.owner, self.annotation = page, mcid, owner, annotation
        self.form: Any = None
        self.said = ""


class Tag:
    """A structure element; its parent is None for that of the document.

    Attributes:
        type: The type of the element, without slash.
        kids: What is in it, in the order of reading.
        language: The language of its text.
        owners: The attributes of the element by their owner (14.7.5.2), each as PDF writes it.
        facts: ``Alt``, ``E`` (what an abbreviation stands for), ``T`` (the title of a link or picture), and ``Lang``
            where the language changes.
        mathml: The formula that the element is, for machines; empty for all else.
    """

    __slots__ = ("facts", "kids", "language", "mathml", "owners", "parent", "type")

    def __init__(self, type_: str, parent: Tag | None, language: str) -> None:
        """Start without anything in it; it does not yet stand in its parent."""
        self.type, self.parent, self.language = type_, parent, language
        self.kids: list[Tag | Mark] = []
        self.owners: dict[str, dict[str, Any]] = {}
        self.facts: dict[str, str] = {}
        self.mathml = ""

    def add(self, type_: str, *, first: bool = False) -> Tag:
        """Return a new element in this one, behind the others or before them."""
        tag = Tag(type_, self, self.language)
        self.kids.insert(0 if first else len(self.kids), tag)
        return tag

    def within(self, *types: str) -> Tag | None:
        """Return the nearest element of these types, this one included; None where there is none."""
        found: Tag | None = self
        while found and found.type not in types:
            found = found.parent
        return found

    def last(self) -> Mark | None:
        """Return the last mark of content in the element, which an annotation is not; None where there is none."""
        marks = (kid.last() if isinstance(kid, Tag) else kid for kid in reversed(self.kids))
        return next((mark for mark in marks if mark and mark.mcid >= 0), None)


def grow(parent: Tag, element: Any, *, numbering: str) -> Tag:
    """Return what the text of an element of XHTML belongs to: a new element in its parent, or the parent itself.

    Args:
        parent: What the element around it belongs to.
        element: The element.
        numbering: How the element is numbered if it is an item of a list, as CSS names it.
    """
    name, classes = str(element.tag), str(element.get("class", "")).split()
    language = element.get("lang") or parent.language
    tag = (_SPECIAL.get(name) or _by_type)(parent, element, classes, numbering)
    if language != parent.language:
        if tag is parent:
            tag = parent.add("Span" if name in ("a", "span", "time") else "Div")
        top = next((kid for kid in parent.kids[-1:] if isinstance(kid, Tag)), tag)
        top.facts["Lang"] = tag.language = top.language = language
    return tag


def _by_type(parent: Tag, element: Any, classes: list[str], numbering: str) -> Tag:
    name = str(element.tag)
    type_ = next((_CLASSES[known] for known in classes if known in _CLASSES), _TYPES.get(name))
    return parent.add(type_) if type_ else parent


def _cell(parent: Tag, element: Any, classes: list[str], numbering: str) -> Tag:
    """Say how far a cell goes, and of a head which cells it is for (table 349)."""
    tag = parent.add(str(element.tag).upper())
    spans = (("ColSpan", element.get("colspan")), ("RowSpan", element.get("rowspan")))
    table: dict[str, Any] = {key: int(value) for key, value in spans if value and int(value) > 1}
    if tag.type == "TH":
        table["Scope"] = "/Row" if str(element.get("scope")).startswith("row") else "/Column"
    if table:
        tag.owners["Table"] = table
    return tag


def _list(parent: Tag, element: Any, classes: list[str], numbering: str) -> Tag:
    """Return a list; one of places is a table of contents."""
    if parent.type in ("TOC", "TOCI"):
        return parent if parent.type == "TOC" else parent.add("TOC")
    return parent.add("L")


def _item(parent: Tag, element: Any, classes: list[str], numbering: str) -> Tag:
    """Return the body of an item, and say how its list is numbered; one with labels of its own is not (table 347)."""
    if parent.type == "TOC":
        return parent.add("TOCI")
    counted = next((known for known in classes if known in _NUMBERINGS), numbering)
    parent.owners["List"] = {"ListNumbering": f"/{_NUMBERINGS.get(counted, 'None')}"}
    return parent.add("LI").add("LBody")


def _navigation(parent: Tag, element: Any, classes: list[str], numbering: str) -> Tag:
    return parent.add("TOC")


def _paragraph(parent: Tag, element: Any, classes: list[str], numbering: str) -> Tag:
    """Return a paragraph, a line of a table of contents, or the text of a note."""
    if parent.type == "TOC" and "inside-title" in classes:
        return parent.add("Caption")
    if parent.type == "TOC":
        last = parent.kids[-1] if parent.kids else None
        if "crosshead-line" in classes and isinstance(last, Tag):
            return (last if last.type == "TOC" else parent.add("TOC")).add("TOCI")
        return parent.add("TOCI")
    if "note" in classes:
        return parent.add("Note").add("P")
    last = parent.kids[-1] if parent.kids else None
    if "note-more" in classes and isinstance(last, Tag) and last.type == "Note":
        return last.add("P")
    return _by_type(parent, element, classes, numbering)


_FORMS: Mapping[str, tuple[str, str]] = {
    **{"s": ("TextDecorationType", "/LineThrough"), "u": ("TextDecorationType", "/Underline")},
    **{"sub": ("TextPosition", "/Sub"), "sup": ("TextPosition", "/Sup")},
}
"""How words stand in their line (14.8.5.4.5; the position is of PDF 2.0)."""


def _styled(parent: Tag, element: Any, classes: list[str], numbering: str) -> Tag:
    """Return words that are struck out, marked, raised and so on, or an abbreviation with what it stands for."""
    tag = parent.add("Span")
    if form := _FORMS.get(str(element.tag)):
        tag.owners["Layout"] = dict([form])
    if expansion := element.get("title"):
        tag.facts["E"] = expansion
    return tag


def _link(parent: Tag, element: Any, classes: list[str], numbering: str) -> Tag:
    """Return a link: as the label of its note, or as a reference where it leads to a place of the same publication."""
    target = str(element.get("href", ""))
    if not target:
        return parent
    if "number" in classes and (note := parent.within("Note")):
        return note.add("Lbl", first=True).add("Link")
    inside = target.startswith("#") or ":" not in target or target.startswith("publish:")
    tag = (parent.add("Reference") if inside else parent).add("Link")
    if title := element.get("title"):
        tag.facts["T"] = title
    return tag


def _span(parent: Tag, element: Any, classes: list[str], numbering: str) -> Tag:
    """Return the label of an item, a note at the foot of the page, or what its class says."""
    if "label" in classes and (item := parent.within("LI")):
        return item.add("Lbl", first=True)
    if "footnote" in classes:
        return Tag("Note", parent, parent.language)  # it is put behind its call later
    return _by_type(parent, element, classes, numbering)


def _division(parent: Tag, element: Any, classes: list[str], numbering: str) -> Tag:
    """Return the note that a block below its first paragraph belongs to, or what the class of the division says."""
    last = parent.kids[-1] if parent.kids else None
    if "note-block" in classes and isinstance(last, Tag) and last.type == "Note":
        return last
    return _by_type(parent, element, classes, numbering)


def _picture(parent: Tag, element: Any, classes: list[str], numbering: str) -> Tag:
    """Return the figure that a picture is, or is in; or the formula that is drawn."""
    type_ = "Formula" if "formula" in classes else "Figure"
    tag = parent if parent.type == "Figure" == type_ else parent.add(type_)
    alternative = element.get("alt") if str(element.tag) == "img" else _svg_title(element)
    if alternative:
        tag.facts["Alt"] = alternative
    if (title := element.get("title")) and type_ == "Figure":
        tag.facts["T"] = title
    tag.mathml = element.get("data-mathml", "")
    return tag


def _svg_title(element: Any) -> str:
    title = element.find("{http://www.w3.org/2000/svg}title")
    return (title.text or "") if title is not None else ""


_SPECIAL: Mapping[str, Callable[[Tag, Any, list[str], str], Tag]] = {
    **dict.fromkeys(("abbr", "kbd", "mark", "s", "sub", "sup", "u"), _styled),
    **{
        "a": _link,
        "div": _division,
        "object": _span,
        "img": _picture,
        "li": _item,
        "nav": _navigation,
        "ol": _list,
        "p": _paragraph,
        "span": _span,
    },
    **{"td": _cell, "th": _cell, "ul": _list, "{http://www.w3.org/2000/svg}svg": _picture},
}


def prune(tag: Tag) -> None:
    """Take away what is empty, but for rows and cells of tables, and what something without a part is no longer.

    That is a figure without a picture, and the head of a table without a body, which is all there is of it.
    """
    for kid in tag.kids:
        if isinstance(kid, Tag):
            prune(kid)
    tag.kids = [kid for kid in tag.kids if isinstance(kid, Mark) or kid.kids or kid.type in ("TD", "TH", "TR")]
    if tag.type == "Table" and not any(isinstance(kid, Tag) and kid.type == "TBody" for kid in tag.kids):
        for kid in tag.kids:
            if isinstance(kid, Tag) and kid.type == "THead":
                kid.type = "TBody"
    if tag.type == "Figure" and "Alt" not in tag.facts:
        tag.type = "Div"
        for kid in tag.kids:
            if isinstance(kid, Tag) and kid.type == "Caption":
                kid.type = "P"


def level(root: Tag) -> None:
    """Have the levels of headings go down one by one (ISO 14289-1, 7.4.2)."""
    before = 0
    for tag in tags(root):
        if tag.type in ("H1", "H2", "H3", "H4", "H5", "H6"):
            before = min(int(tag.type[1]), before + 1)
            tag.type = f"H{before}"


def tags(root: Tag) -> Iterator[Tag]:
    """Yield all elements below one, in the order of reading."""
    for kid in root.kids:
        if isinstance(kid, Tag):
            yield kid
            yield from tags(kid)
