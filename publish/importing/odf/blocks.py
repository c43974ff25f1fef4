"""The blocks of a text in OpenDocument, from its XML: paragraphs, lists with their labels, tables, notes, frames."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from publish.base.messages import say
from publish.importing.odf.styles import OdfStyles, turned_by, twentieths
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.pictures import turn_of
from publish.importing.shaping.tree import (
    Anchor,
    Anchored,
    Block,
    Boxed,
    Break,
    Call,
    Label,
    Look,
    Para,
    Piece,
    PlacedPicture,
    Remark,
    TableBlock,
    TableCell,
    TableRow,
    TextRun,
)
from publish.importing.word import letters
from publish.importing.word.leaders import Leaders
from publish.importing.word.numbering import show_number
from publish.importing.word.xml import Element, full, number, short

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MADE = {
    "text:table-of-content": say("contents are made anew from the crossheads ([contents] in publish.toml)"),
    "text:alphabetical-index": say("an index is made anew from the marks in the text"),
    "text:illustration-index": say("lists of figures are made anew"),
    "text:table-index": say("lists of tables are made anew"),
    "text:user-index": say("an index is made anew"),
}
_PASSED_OVER = frozenset(
    """text:sequence-decls text:variable-decls text:user-field-decls office:forms text:bookmark-end text:soft-page-
    break text:reference-mark-end text:change text:change-start text:change-end office:annotation-end text:toc-
    mark text:alphabetical-index-mark text:index-title-template dc:creator dc:date office:event-listeners
    svg:title svg:desc table:table-column table:table-columns text:list-header-style text:dde-connection-decls
    text:meta-field-end text:alphabetical-index-mark-start text:alphabetical-index-mark-end text:toc-mark-start
    text:toc-mark-end""".split()  # noqa: SIM905
)
_ALIGNS = {"center": "center", "end": "right", "right": "right", "justify": "both"}
_READ = (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".svg")
"""How the names of pictures end that can be published, of several forms of one."""

DEEPEST = 20


@dataclass
class OdfWalker:
    """Goes through the elements of a text.

    Attributes:
        deleted: The words of tracked deletions by id; they are told and not printed.
        notes: The blocks of each note by its name.
        tabs: The tab stops of the paragraph that is read.
    """

    styles: OdfStyles
    ledger: Ledger
    text_width: int = 9000
    number: int = 0
    depth: int = 0
    lists: int = 0
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    notes: dict[str, list[Block]] = field(default_factory=dict)
    in_note: bool = False
    tabs: Leaders | None = None

    @property
    def place(self) -> str:
        """The place of the paragraph that is read."""
        return f"content.xml: paragraph {self.number}"

    def read(self, parent: Element) -> list[Block]:
        """Return the blocks in an element."""
        blocks: list[Block] = []
        for each in parent:
            name = short(each.tag)
            if name in ("text:p", "text:h"):
                blocks.append(self.paragraph(each))
            elif name == "text:list":
                self.items(each, blocks, "", 0)
            elif name == "table:table":
                self.table(each, blocks)
            elif name == "text:tracked-changes":
                self.tell_changes(each)
            elif name in _MADE:
                self.leave_out(each, "contents", _MADE[name])
            elif name in ("draw:frame", "draw:custom-shape", "draw:g", "draw:rect", "draw:text-box"):
                pieces: list[Piece] = []
                self.one(each, Look(), pieces)
                if pieces:
                    blocks.append(Para(tuple(pieces), self.place))
            elif name in _PASSED_OVER or not name:
                continue
            else:
                if name not in ("text:section", "text:numbered-paragraph", "text:index-body"):
                    self.ledger.unknown[name] += 1
                blocks += self.read(each)
        return blocks

    def leave_out(self, element: Element, what: str, why: str) -> None:
        """Leave out all paragraphs in an element."""
        for each in element.iter(full("text:p"), full("text:h")):
            self.number += 1
            words = "".join(each.itertext())
            if words.strip():
                self.ledger.leave_out(what, self.place, why, words)

    def tell_changes(self, element: Element) -> None:
        """Tell of what was deleted with changes tracked."""
        for each in element.iter(full("text:deletion")):
            self.leave_out(each, "deleted words", say("the change was accepted"))

    # Paragraphs

    def paragraph(self, element: Element) -> Para:
        """Return a paragraph."""
        self.number += 1
        name = element.get(full("text:style-name")) or ""
        look = self.styles.look("paragraph", name, Look(size=24))
        pieces: list[Piece] = []
        place = self.place
        around, self.tabs = self.tabs, Leaders(self.styles.tab_stops(name), 0, partial(_words_behind, element))
        self.children(element, look, pieces)
        self.tabs = around
        names = self.styles.names(name)

        def said(attribute: str) -> str:
            return self.styles.value("paragraph", name, "style:paragraph-properties", attribute)

        level = element.get(full("text:outline-level"))
        align = {"center": "center", "end": "right", "right": "right", "justify": "both"}.get(
            said("fo:text-align"), "left"
        )
        return Para(
            tuple(pieces),
            place,
            names[0] if names else "",
            tuple(names),
            number(level) - 1 if level and short(element.tag) == "text:h" else None,
            align,
            left=twentieths(said("fo:margin-left")),
            right=twentieths(said("fo:margin-right")),
            before=twentieths(said("fo:margin-top")),
            after=twentieths(said("fo:margin-bottom")),
            keep_next=said("fo:keep-with-next") == "always",
        )

    def children(self, element: Element, look: Look, pieces: list[Piece]) -> None:
        """Take in what stands in an element of a line."""
        self.text(element.text, look, pieces)
        for child in element:
            self.one(child, look, pieces)
            self.text(child.tail, look, pieces)

    def text(self, text: str | None, look: Look, pieces: list[Piece]) -> None:
        """Take in words, their space as OpenDocument has it."""
        if not text:
            return
        if look.hidden:
            self.ledger.leave_out(
                say("hidden words"), self.place, say("they are not printed in LibreOffice either"), text
            )
            return
        if encoding := letters.legacy_encoding(look.font):
            how = say("decoded from the encoding of its font")
            text = letters.decode_and_tell(text, encoding, self.ledger, self.place, how)
        pieces.append(TextRun(letters.run_spaces_together(text), look))

    def one(self, element: Element, look: Look, pieces: list[Piece]) -> None:
        """Take in an element of a line."""
        name = short(element.tag)
        if name == "text:span":
            self.children(element, self.styles.look("text", element.get(full("text:style-name")) or "", look), pieces)
        elif name == "text:a":
            inner: list[Piece] = []
            self.children(element, look, inner)
            words = tuple(piece for piece in inner if isinstance(piece, TextRun | Break))
            if any(isinstance(piece, TextRun) and piece.text.strip() for piece in words):
                pieces.append(Anchored(element.get(full("xlink:href")) or "", words))
            pieces += [piece for piece in inner if not isinstance(piece, TextRun | Break)]
        elif name == "text:s":
            pieces.append(TextRun(" ", look))
        elif name == "text:tab":
            drawn = self.tabs.draw(element, pieces) if self.tabs else ""
            pieces.append(TextRun(drawn or " ", look))
        elif name == "text:line-break":
            pieces.append(Break("line"))
        elif name == "text:note":
            self.note(element, pieces)
        elif name == "office:annotation":
            self.remark(element, pieces)
        elif name in ("text:bookmark", "text:bookmark-start", "text:reference-mark", "text:reference-mark-start"):
            pieces.append(Anchor(element.get(full("text:name")) or ""))
        elif name in ("text:bookmark-ref", "text:reference-ref", "text:sequence-ref"):
            words = tuple([TextRun("".join(element.itertext()), look)])
            pieces.append(Anchored(f"#{element.get(full('text:ref-name')) or ''}", words))
        elif name == "draw:frame":
            self.frame(element, pieces)
        elif name in ("draw:text-box", "draw:custom-shape", "draw:rect"):
            self.depth += 1
            if self.depth <= DEEPEST and (blocks := self.read(element)):
                pieces.append(Boxed(tuple(blocks)))
            self.depth -= 1
        elif name == "text:ruby":
            self.ruby(element, look, pieces)
        elif name not in _PASSED_OVER and name:
            self.children(element, look, pieces)

    def ruby(self, element: Element, look: Look, pieces: list[Piece]) -> None:
        """Take in words with their reading behind them."""
        base, above = element.find(full("text:ruby-base")), element.find(full("text:ruby-text"))
        if base is not None:
            self.children(base, look, pieces)
        if above is not None and (words := "".join(above.itertext())):
            pieces.append(TextRun(f" ({words})", look))
            self.ledger.change(say("ruby"), self.place, say("what stood above the words is behind them"))

    def note(self, element: Element, pieces: list[Piece]) -> None:
        """Take in a note."""
        body = element.find(full("text:note-body"))
        if body is None or self.in_note:
            self.ledger.leave_out(say("note"), self.place, say("a note inside a note, or one without a text"))
            return
        name = f"{'e' if element.get(full('text:note-class')) == 'endnote' else 'n'}{len(self.notes) + 1}"
        pieces.append(Call(name))
        self.notes[name] = []
        self.in_note = True
        self.notes[name] = self.read(body)
        self.in_note = False

    def remark(self, element: Element, pieces: list[Piece]) -> None:
        """Take in what an editor wrote in the margin."""
        author = "".join(element.findtext(full("dc:creator")) or "")
        lines = ["".join(each.itertext()) for each in element.iter(full("text:p"))]
        self.number += len(lines)
        pieces.append(Remark(author, " ¶ ".join(line for line in lines if line.strip())))

    def frame(self, element: Element, pieces: list[Piece]) -> None:
        """Take in a frame: a picture, a text box, or an object of another program."""
        alt = element.findtext(full("svg:desc")) or element.findtext(full("svg:title")) or ""
        width = twentieths(element.get(full("svg:width")) or "")
        percent = min(100, round(100 * width / self.text_width)) if width else 0
        images = [(each.get(full("xlink:href")) or "", each) for each in element.iterchildren(full("draw:image"))]
        image = next((each for name, each in images if name.lower().endswith(_READ)), images[0][1] if images else None)
        box = element.find(full("draw:text-box"))
        if box is not None:
            self.one(box, Look(size=24), pieces)
        elif image is not None:
            source = image.get(full("xlink:href")) or ""
            if element.find(full("draw:object")) is not None or element.find(full("draw:object-ole")) is not None:
                self.ledger.change(
                    say("object"), self.place, say("an object of another program is there as its picture")
                )
            outside = source if "://" in source else ""
            name = "" if outside else source.removeprefix("./")
            style = element.get(full("draw:style-name")) or ""
            across, down = self.styles.mirrored(style)
            turn = turn_of(turned_by(element), self.ledger, self.place, across=across, down=down)
            if turn and turn.degrees in (90, 270) and (high := twentieths(element.get(full("svg:height")) or "")):
                percent = min(100, round(100 * high / self.text_width))
            crop = self.styles.crop(style)
            pieces.append(PlacedPicture(name, " ".join(alt.split()), self.place, outside, percent, crop, turn))
        elif element.find(full("draw:object")) is not None:
            self.ledger.leave_out(say("object"), self.place, say("it has no form in the source: put a picture there"))
        else:
            for child in element:
                self.one(child, Look(size=24), pieces)

    # Lists

    def items(self, element: Element, blocks: list[Block], style: str, level: int) -> None:
        """Take in a list, and the lists in it; each first paragraph of an item has its label."""
        style = element.get(full("text:style-name")) or style
        goes_on = element.get(full("text:continue-numbering")) == "true" or element.get(full("text:continue-list"))
        if not level:
            self.lists += 0 if goes_on else 1
        name = f"{style} {self.lists}"
        counters = self.counters.setdefault(name, {})
        if not goes_on and level:
            counters.pop(level, None)
        for item in element:
            if short(item.tag) not in ("text:list-item", "text:list-header"):
                continue
            first = short(item.tag) == "text:list-item"
            for each in item:
                if short(each.tag) == "text:list":
                    self.items(each, blocks, style, level + 1)
                elif short(each.tag) in ("text:p", "text:h"):
                    para = self.paragraph(each)
                    if first:
                        para.label = self.label(style, level, name, counters, item.get(full("text:start-value")))
                        first = False
                    blocks.append(para)
                else:
                    blocks += self.read([each])

    def label(self, style: str, level: int, name: str, counters: dict[int, int], start: str | None) -> Label | None:
        """Return the label of the next item of a list."""
        here = self.styles.lists.get(style, {}).get(level + 1)
        if here is None or short(here.tag) != "text:list-level-style-number":
            return Label("•", level, name, True, "bullet")
        begin = number(start) if start else number(here.get(full("text:start-value")), 1)
        counters[level] = begin if start or level not in counters else counters[level] + 1
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        format_ = here.get(full("style:num-format")) or ""
        if not format_:
            return None
        shown = max(1, number(here.get(full("text:display-levels")), 1))
        counted, levels = _FORMATS.get(format_, "decimal"), range(level - shown + 1, level + 1)
        parts = [show_number(counters.get(each, 1), counted) for each in levels]
        before, after = here.get(full("style:num-prefix")) or "", here.get(full("style:num-suffix")) or ""
        return Label(f"{before}{'.'.join(parts)}{after}".strip(), level, name, False, counted)

    # Tables

    def table(self, element: Element, blocks: list[Block]) -> None:
        """Take in a table."""
        if self.depth >= DEEPEST:
            self.ledger.leave_out(
                say("table"), self.place, say("more than {deepest} inside each other", deepest=DEEPEST)
            )
            return
        self.depth += 1
        table = TableBlock([], f"content.xml: paragraph {self.number + 1}", ruled=False)
        open_: dict[int, tuple[int, int]] = {}
        for row in element.iter(full("table:table-row")):
            if next(row.iterancestors(full("table:table"))) is element:
                cells = self.row(row, table, open_)
                if cells:
                    table.rows.append(TableRow(cells, short(row.getparent().tag) == "table:table-header-rows"))
        self.depth -= 1
        if table.rows:
            blocks.append(table)

    def row(self, row: Element, table: TableBlock, open_: dict[int, tuple[int, int]]) -> list[TableCell]:
        """Return the cells of a row; ``open_`` has those that go on in it from above: rows left and columns."""
        cells: list[TableCell] = []
        later: dict[int, tuple[int, int]] = {}
        column = taken = 0
        for cell in row:
            name = short(cell.tag)
            if name not in ("table:table-cell", "table:covered-table-cell"):
                continue
            for _ in range(min(64, number(cell.get(full("table:number-columns-repeated")), 1))):
                wide = max(1, min(64, number(cell.get(full("table:number-columns-spanned")), 1)))
                high = max(1, number(cell.get(full("table:number-rows-spanned")), 1))
                if name == "table:table-cell":
                    cells.append(TableCell(self.read(cell), wide))
                    table.ruled = table.ruled or self.has_lines(cell)
                    taken = column + wide
                    if high > 1:
                        later[column] = (high - 1, wide)
                elif column >= taken:
                    left, wide = open_.get(column, (0, 1))
                    cells.append(TableCell([], wide, joined=bool(left)))
                    taken = column + wide
                    if left > 1:
                        later[column] = (left - 1, wide)
                column += 1
        open_.clear()
        open_ |= later
        return cells

    def has_lines(self, cell: Element) -> bool:
        """Tell whether a cell has lines around it that are seen."""
        name = cell.get(full("table:style-name")) or ""
        sides = ("fo:border", "fo:border-top", "fo:border-bottom", "fo:border-left", "fo:border-right")
        said = [self.styles.value("table-cell", name, "style:table-cell-properties", side) for side in sides]
        return any(side and not side.startswith("none") for side in said)


def _words_behind(paragraph: Element, tab: Element) -> str:
    words: list[str] = []
    here = tab
    while here is not paragraph:
        words.append(here.tail or "")
        words += [text for each in here.itersiblings() for text in (*each.itertext(), each.tail or "")]
        here = here.getparent()
    return "".join(words)
