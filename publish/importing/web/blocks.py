"""The blocks of a page, from its elements: paragraphs with their looks, lists, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from publish.base.messages import say
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.tree import (
    Anchor,
    Anchored,
    Block,
    Break,
    Call,
    Label,
    Look,
    Para,
    Piece,
    PlacedPicture,
    TableBlock,
    TableCell,
    TableRow,
    TextRun,
)
from publish.importing.web.looks import PageStyles
from publish.importing.web.page import DROPPED, Element
from publish.importing.word import letters
from publish.importing.word.numbering import show_number

_INLINE = frozenset(
    """a abbr acronym b bdi bdo big br cite code dfn em font i img ins kbd label mark q s samp small span strike
    strong sub sup tt u var del time wbr o:p st1:place data ruby rt rb""".split()  # noqa: SIM905
)
_LISTS = ("ul", "ol", "menu", "dir")
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NAMED = {"msotitle": "title", "msosubtitle": "subtitle", "msocaption": "caption", "msoquote": "quote"}
"""Styles of Word by the classes that it writes for them."""

DEEPEST = 20


def _itself(name: str) -> str:
    return name


def _nothing(element: Element) -> str:
    return ""


@dataclass
class Walker:
    """Goes through the elements of a page.

    Attributes:
        sheet: The rules of the page.
        ledger: Takes note of what is left out.
        blocks: What has been found.
        pieces: The line that is growing.
        base: Name of the document, where there are several.
        resolve: Gives the address that a link of the document leads to.
        call: Gives the name of the note that a link calls; empty for other links.
        find_picture: Gives the name of a picture by its address in the document.
    """

    sheet: PageStyles
    ledger: Ledger
    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    style: str = ""
    outline: int | None = None
    align: str = "left"
    label: Label | None = None
    number: int = 0
    lists: int = 0
    depth: int = 0
    keeps_space: bool = False
    base: str = ""
    resolve: Callable[[str], str] = _itself
    call: Callable[[Element], str] = _nothing
    find_picture: Callable[[str], str] = _itself

    def read(self, element: Element) -> list[Block]:
        """Return the blocks in an element."""
        self.children(element, Look(size=24))
        self.end()
        return self.blocks

    @property
    def place(self) -> str:
        """The place of the paragraph that is growing."""
        return f"paragraph {self.number + 1}"

    def end(self) -> None:
        """End the paragraph that is growing."""
        pieces = self.pieces if self.keeps_space else _trimmed(self.pieces)
        self.pieces = []
        if not pieces:
            return
        self.number += 1
        styles = (self.style,) if self.style else ()
        para = Para(tuple(pieces), f"paragraph {self.number}", self.style, styles, self.outline, self.align)
        para.label = self.label
        self.label = None
        self.blocks.append(para)

    def children(self, element: Element, look: Look) -> None:
        """Take in what stands in an element."""
        self.text(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self.one(child, look)
            self.text(child.tail, look)

    def text(self, text: str | None, look: Look) -> None:
        """Take in words; space runs together as in HTML, but for code."""
        if not text:
            return
        if look.hidden:
            self.ledger.leave_out(say("hidden words"), self.place, say("the page does not show them"), text)
            return
        if encoding := letters.legacy_encoding(look.font):
            how = say("decoded from the encoding of its font")
            text = letters.decode_and_tell(text, encoding, self.ledger, self.place, how)
        if self.keeps_space:
            for index, line in enumerate(text.split("\n")):
                self.pieces += [Break("line")] if index else []
                self.pieces += [TextRun(line, look)] if line else []
            return
        self.pieces.append(TextRun(letters.run_spaces_together(text), look))

    def one(self, element: Element, look: Look) -> None:
        """Take in an element."""
        tag = element.tag.lower()
        if tag in DROPPED or tag in ("input", "link", "meta", "title"):
            return
        inner = self.sheet.look(element, look)
        if name := element.get("id") or (element.get("name") if tag == "a" else None):
            self.pieces.append(Anchor(f"{self.base}#{name}" if self.base else name))
        if tag == "br":
            self.pieces.append(Break("line"))
        elif tag == "img":
            self.picture(element)
        elif tag == "a" and element.get("href"):
            self.link(element, inner)
        elif tag in _LISTS:
            self.list(element, inner)
        elif tag == "table":
            self.table(element, inner)
        elif tag == "q":
            self.text("“", inner)
            self.children(element, inner)
            self.text("”", inner)
        elif tag in _INLINE or ":" in tag:
            self.children(element, inner)
        else:
            self.block(element, tag, inner)

    def block(self, element: Element, tag: str, look: Look) -> None:
        """Take in a block."""
        self.end()
        before = self.style, self.outline, self.align, self.keeps_space
        said = self.sheet.of(element)
        self.align = {"center": "center", "right": "right"}.get(said.get("text-align", ""), self.align)
        self.align = "center" if tag == "center" else self.align
        classes = (element.get("class") or "").lower().split()
        self.style = next((_NAMED[name] for name in classes if name in _NAMED), self.style)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.outline, self.style = int(tag[1]) - 1, f"heading {tag[1]}"
        elif tag == "blockquote":
            self.style = "quote"
        elif tag == "pre":
            self.style, self.keeps_space = "source code", True
        elif tag == "figcaption":
            self.style = "caption"
        elif tag == "dt":
            look = replace(look, bold=True)
        elif tag == "hr":
            self.ledger.leave_out(say("rule"), self.place, say("a line across the page"))
        self.children(element, look)
        self.end()
        self.style, self.outline, self.align, self.keeps_space = before

    def link(self, element: Element, look: Look) -> None:
        """Take in a link."""
        if note := self.call(element):
            self.pieces.append(Call(note))
            self.ledger.change(say("note mark"), self.place, say("notes are counted anew"), "".join(element.itertext()))
            return
        around, self.pieces = self.pieces, []
        self.children(element, look)
        inner, self.pieces = self.pieces, around
        words = [piece for piece in inner if isinstance(piece, TextRun)]
        others = [piece for piece in inner if not isinstance(piece, TextRun | Break)]
        target = self.resolve(" ".join((element.get("href") or "").split()))
        if any(piece.text.strip() for piece in words):
            self.pieces.append(Anchored(target, tuple(words)))
        else:
            self.pieces += words
        self.pieces += others

    def picture(self, element: Element) -> None:
        """Take in a picture, by its address."""
        source = next((value for key in ("data-src", "src", "data-original") if (value := element.get(key))), "")
        if not source or element.get("width") in ("0", "1") or element.get("height") in ("0", "1"):
            return
        source = self.find_picture(source)
        self.pieces.append(PlacedPicture(source, " ".join((element.get("alt") or "").split()), self.place))

    def list(self, element: Element, look: Look) -> None:
        """Take in a list; its items have labels as Word's have."""
        self.end()
        self.lists += 1
        name, ordered = f"list {self.lists}", element.tag.lower() == "ol"
        format_ = _FORMATS.get(element.get("type") or "", "decimal")
        style = self.sheet.of(element)
        plain = "none" in style.get("list-style", "") + style.get("list-style-type", "") or _is_marked(element)
        start = element.get("start") or "1"
        count = int(start) if start.isdecimal() else 1
        level = self.depth
        self.depth += 1
        for child in element:
            if not isinstance(child.tag, str) or child.tag.lower() in DROPPED:
                continue
            if child.tag.lower() != "li":
                self.one(child, look)
                continue
            if (value := child.get("value") or "").isdecimal():
                count = int(value)
            text = f"{show_number(count, format_)}." if ordered else "•"
            label = Label(text, level, name, not ordered, format_ if ordered else "bullet")
            self.label = None if plain else label
            self.children(child, self.sheet.look(child, look))
            self.end()
            self.label = None
            count += 1
        self.depth -= 1

    def table(self, element: Element, look: Look) -> None:
        """Take in a table."""
        self.end()
        caption = element.find("caption")
        if caption is not None:
            before, self.style = self.style, "caption"
            self.children(caption, look)
            self.end()
            self.style = before
        rows = [row for row in element.iter("tr") if _table_of(row) is element]
        if self.depth >= DEEPEST:
            self.ledger.leave_out(
                say("table"), self.place, say("more than {deepest} inside each other", deepest=DEEPEST)
            )
            return
        self.depth += 1
        table = TableBlock([], self.place, ruled=_is_ruled(element))
        open_: dict[int, tuple[int, int]] = {}
        for row in rows:
            table.rows.append(self.row(row, look, open_))
        self.depth -= 1
        table.rows = [row for row in table.rows if row.cells]
        if table.rows:
            self.blocks.append(table)

    def row(self, element: Element, look: Look, open_: dict[int, tuple[int, int]]) -> TableRow:
        """Return a row; ``open_`` has the cells that go on in it from above: rows left and columns, by column."""
        cells: list[TableCell] = []
        column = 0

        def go_on() -> None:
            nonlocal column
            while column in open_:
                left, wide = open_.pop(column)
                cells.append(TableCell([], wide, joined=True))
                if left > 1:
                    later[column] = (left - 1, wide)
                column += wide

        later: dict[int, tuple[int, int]] = {}
        found = [each for each in element if isinstance(each.tag, str) and each.tag.lower() in ("td", "th")]
        for each in found:
            go_on()
            wide, high = _span(each, "colspan"), _span(each, "rowspan")
            walker = replace(self, blocks=[], pieces=[], style="", outline=None, align="left", label=None)
            walker.align = {"center": "center", "right": "right"}.get(self.sheet.of(each).get("text-align", ""), "left")
            walker.children(each, self.sheet.look(each, look))
            walker.end()
            self.number, self.lists = walker.number, walker.lists
            cells.append(TableCell(walker.blocks, wide))
            if high > 1:
                later[column] = (high - 1, wide)
            column += wide
        go_on()
        open_ |= later
        head = bool(found) and all(each.tag.lower() == "th" for each in found)
        return TableRow(cells, head or element.getparent().tag == "thead")


_MARK = re.compile(r"\s*\(?(?:[0-9]{1,3}|[a-zđA-ZĐ]|[ivxIVX]{2,5})[.)]\s")


def _is_marked(element: Element) -> bool:
    """Tell whether the items of a list have their marks as words."""
    items = ["".join(each.itertext()) for each in element if each.tag == "li"]
    return bool(items) and all(_MARK.match(item) for item in items)


def _span(cell: Element, name: str) -> int:
    said = cell.get(name) or "1"
    return max(1, min(64, int(said))) if said.isdecimal() else 1


def _table_of(row: Element) -> Element | None:
    return next((each for each in row.iterancestors("table")), None)


def _is_ruled(table: Element) -> bool:
    """Tell whether a table is to be read as one: lines, heads of columns, or several rows and columns."""
    style = table.get("style") or ""
    if (table.get("border") or "0") not in ("0", "") or "border" in style or table.find(".//th") is not None:
        return True
    rows = list(table.iter("tr"))
    return (
        len(rows) > 2
        and max((len(row) for row in rows), default=0) > 1
        and "border" in "".join((cell.get("style") or "") + (cell.get("class") or "") for cell in table.iter("td"))
    )


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Return a line without space at its ends, with one space where several run together."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, TextRun):
            last = found[-1] if found else None
            ends = not found or isinstance(last, Break) or (isinstance(last, TextRun) and last.text.endswith(" "))
            text = piece.text.lstrip(" ") if ends and not piece.look.code else piece.text
            if text:
                found.append(replace(piece, text=text))
        else:
            found.append(piece)
    says = any(
        (isinstance(p, TextRun) and p.text.strip()) or isinstance(p, Anchored | PlacedPicture | Call) for p in found
    )
    return found if says else []
