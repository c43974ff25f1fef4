"""From what stands in a Word file to an article: headline, crossheads, captions, lists, boxes, tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publish.base.messages import say
from publish.importing.balance import FURNITURE
from publish.importing.recognition import insets, openings
from publish.importing.shaping import captions, looks
from publish.importing.shaping.crossheads import Crossheads, Unit, Wishes
from publish.importing.shaping.grids import build_table, cells_of, is_layout
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.lists import CONTINUED, ListEntry, build_lists, goes_on_from, read_entry
from publish.importing.shaping.nodes import (
    BoxNode,
    CodeNode,
    FigureNode,
    HeadingNode,
    Node,
    QuoteNode,
    RemarkNode,
    TextNode,
    VerseNode,
)
from publish.importing.shaping.official import read_head, tell_ornaments
from publish.importing.shaping.paras import (
    code_lines,
    is_caption_style,
    is_code,
    is_quote,
    is_rule,
    is_verse,
    key_of,
    labelled,
    lifted,
    without_lifted,
)
from publish.importing.shaping.tree import (
    Block,
    Boxed,
    Break,
    Look,
    Missing,
    Para,
    Piece,
    PlacedPicture,
    TableBlock,
    TextRun,
    paragraphs,
    plain,
)

_MOST_PIECES = 40
_MOST_TRIES = 3
"""From how many of its lines on short lines that are no poem are looked at: a poem may stand below its title."""

_MOST_BETWEEN = 4
"""Paragraphs without a mark that may stand in one item of a list."""


class Shaper:
    """Makes nodes of blocks; one for a file, since ranks of crossheads are those of all of it."""

    def __init__(self, ledger: Ledger, wishes: Wishes, blocks: Sequence[Block]) -> None:
        """Look over the blocks of a file."""
        self.ledger, self.wishes = ledger, wishes
        self.heads = Crossheads(ledger, wishes, blocks)
        self.tried: dict[int, tuple[int, int]] = {}
        paras = paragraphs(list(blocks))
        self.has_photo_notes = wishes.plain and any(captions.is_credited(para.text) for para in paras)

    def shape(self, blocks: Sequence[Block], *, crossheads: bool = True) -> list[Node]:
        """Return the nodes of blocks; without crossheads in boxes, cells and notes."""
        units = self.units(blocks)
        self.tried.pop(id(units), None)
        nodes: list[Node] = []
        index = 0
        while index < len(units):
            index = self.take(units, index, nodes, crossheads)
        return nodes

    def units(self, blocks: Sequence[Block]) -> list[Unit]:
        """Return blocks with the pictures and boxes out of their lines, and without empty paragraphs."""
        found: list[Unit] = []
        gap = False
        for block in blocks:
            if not isinstance(block, Para):
                found.append(block)
                gap = False
                continue
            if gap:
                block = replace(block, gap=True)
            out = lifted(block.pieces)
            if out:
                if block.text:
                    self.ledger.change(
                        say("picture"),
                        block.place,
                        say("it stood in a line, and is below its paragraph"),
                        count=len(out),
                    )
                block = replace(block, pieces=without_lifted(block.pieces), _text=None)
            if is_rule(block.text):
                kind = FURNITURE if block.align == "center" else "rule"  # on the left it may be a blank to fill in
                self.ledger.leave_out(kind, block.place, say("a line drawn with signs"), block.text)
                found += out
                continue
            if any(
                not isinstance(piece, TextRun | Break) or (isinstance(piece, TextRun) and piece.text.strip())
                for piece in block.pieces
            ):
                found.append(block)
                gap = False
            elif not out:
                gap = True
            found += out
        return found

    def take(self, units: list[Unit], index: int, nodes: list[Node], crossheads: bool) -> int:
        """Make a node of what stands at a place, and return the place behind it."""
        unit = units[index]
        if isinstance(unit, Missing):
            nodes.append(RemarkNode(f"{unit.place}: {unit.text} was left out by the import"))
        elif isinstance(unit, PlacedPicture):
            return self.figure(units, index, nodes)
        elif isinstance(unit, Boxed):
            self.box(unit, nodes)
        elif isinstance(unit, TableBlock):
            return self.table(units, index, nodes)
        else:
            return self.paragraph(units, index, nodes, crossheads)
        return index + 1

    # Paragraphs

    def paragraph(self, units: list[Unit], index: int, nodes: list[Node], crossheads: bool) -> int:
        """Make a node of a paragraph, or of several that belong together."""
        para = units[index]
        assert isinstance(para, Para)
        if crossheads and (level := self.heads.level(units, index)):
            pieces, index = labelled(para), index + 1
            last = para
            named = openings.is_label(key_of(para)) or (looks.is_centred(para) and openings.is_kind(para.text))
            if named and (title := self.heads.title_of(units, index, para)):
                pieces, index, last = (*pieces, Break("line"), *labelled(title)), index + 1, title
            while len(pieces) < _MOST_PIECES and (more := self.heads.goes_on(units, index, last)):
                pieces, index = (*pieces, Break("line"), *labelled(more)), index + 1
            nodes.append(HeadingNode(level, pieces, para))
            return index
        if self.heads.is_table_caption(units, index):
            following = units[index + 1]
            assert isinstance(following, TableBlock)
            return self.table(units, index + 1, nodes, para)
        if self.has_photo_notes and captions.is_photo_note(para.text, para.before):
            node = FigureNode(PlacedPicture("", "", para.place))
            self.set_caption(node, para, say("it is worded as that of a photograph that the file has lost"))
            nodes.append(node)
            return index + 1
        for test, make in ((is_quote, self.quote), (is_code, self.code), (is_verse, self.verse)):
            if test(para):
                end = index
                while end < len(units) and isinstance(other := units[end], Para) and test(other):
                    end += 1
                make([unit for unit in units[index:end] if isinstance(unit, Para)], nodes)
                return end
        if end := self.inset(units, index, nodes):
            return end
        if entry := self.entry_of(para):
            return self.lists(units, index, entry, nodes, crossheads)
        nodes.append(TextNode(labelled(para), para))
        return index + 1

    def lists(self, units: list[Unit], index: int, entry: ListEntry, nodes: list[Node], crossheads: bool) -> int:
        """Make lists of the paragraphs that are items."""
        entries = [entry]
        index += 1
        while index < len(units):
            para = units[index]
            if not isinstance(para, Para) or (crossheads and self.heads.wanted(units, index)):
                break
            if any(test(para) for test in (is_quote, is_code, is_verse)) or self.heads.is_table_caption(units, index):
                break
            following = self.entry_of(para)
            if following is None:
                inside = self.between(units, index, entries)
                if not inside:
                    break
                entries += inside
                index += len(inside)
                continue
            entries.append(following)
            index += 1
        nodes += build_lists(entries, self.ledger)
        return index

    def entry_of(self, para: Para) -> ListEntry | None:
        """Return the item of a list that a paragraph is; None where somebody has decided that it is running text."""
        return None if self.wishes.levels.get(key_of(para)) == 0 else read_entry(para)

    def between(self, units: list[Unit], index: int, entries: list[ListEntry]) -> list[ListEntry]:
        """Return the paragraphs without a mark from a place on, behind which a list goes on: parts of its last item."""
        found: list[Para] = []
        for place in range(index, min(len(units), index + _MOST_BETWEEN + 1)):
            para = units[place]
            if not isinstance(para, Para) or self.heads.wanted(units, place) or para.align in ("center", "right"):
                return []
            if following := self.entry_of(para):
                if not goes_on_from(entries, following):
                    return []
                return [ListEntry(following.kind, CONTINUED, -1, each, labelled(each)) for each in found]
            found.append(para)
        return []

    def quote(self, paras: list[Para], nodes: list[Node]) -> None:
        """Make a quotation."""
        nodes.append(QuoteNode([TextNode(labelled(para), para) for para in paras]))

    def inset(self, units: list[Unit], index: int, nodes: list[Node]) -> int:
        """Make verse or a quotation of paragraphs that look so; return the place behind them, 0 for none."""
        para = units[index]
        if not isinstance(para, Para) or self.wishes.headings != "look" or key_of(para) in self.wishes.levels:
            return 0
        if count := self.verse_at(units, index):
            paras = [unit for unit in units[index : index + count] if isinstance(unit, Para)]
            self.verse(paras, nodes)
            lines = sum(len(insets.lines_of(para)) for para in paras)
            reason = say("{count} short lines that are set off or in a metre", count=lines)
            self.ledger.decide(paras[0].place, key_of(paras[0]), say("verse"), reason, "verse-by-look")
            return index + count
        end = index
        while end < len(units) and self.is_drawn_in(units, end, goes_on=end > index):
            end += 1
        if end > index:
            paras = [unit for unit in units[index:end] if isinstance(unit, Para)]
            nodes.append(QuoteNode([TextNode(labelled(para), para) for para in paras]))
            self.ledger.decide(
                paras[0].place, key_of(paras[0]), say("quotation"), say("it is drawn in"), "quotation-by-look"
            )
            return end
        return 0

    def verse_at(self, units: list[Unit], index: int) -> int:
        """Return how many paragraphs from a place on are verse; a run that is none is tried a few times only."""
        tried, tries = self.tried.get(id(units), (0, 0))
        if index < tried and tries >= _MOST_TRIES:
            return 0
        count, end = insets.verse_at(units, index, self.heads.most)
        if not count and end > index:
            self.tried[id(units)] = (end, tries + 1 if index < tried else 1)
        return count

    def is_drawn_in(self, units: list[Unit], index: int, *, goes_on: bool) -> bool:
        """Tell whether a paragraph is one of a quotation by its look."""
        para = units[index]
        before = units[index - 1] if index else None
        return isinstance(para, Para) and insets.is_drawn_in(para, before, self.heads.most, goes_on=goes_on)

    def code(self, paras: list[Para], nodes: list[Node]) -> None:
        """Make a block of code."""
        lines = [line for para in paras for line in code_lines(para)]
        nodes.append(CodeNode(lines))

    def verse(self, paras: list[Para], nodes: list[Node]) -> None:
        """Make verse."""
        gaps = [para.gap for para in paras[1:]]
        stanzas: list[list[tuple[Piece, ...]]] = [[]]
        for index, para in enumerate(paras):
            if index and para.gap and not all(gaps):
                stanzas.append([])
            stanzas[-1] += insets.lines_of(para)
        nodes.append(VerseNode(stanzas))

    # Pictures, boxes, tables

    def figure(self, units: list[Unit], index: int, nodes: list[Node]) -> int:
        """Make a figure of a picture, with the caption and credit below it."""
        drawing = units[index]
        assert isinstance(drawing, PlacedPicture)
        node = FigureNode(drawing)
        nodes.append(node)
        if self.heads.follows_figure(units, index + 1):
            caption = units[index + 1]
            assert isinstance(caption, Para)
            self.set_caption(node, caption)
            index += 1
            following = units[index + 1] if index + 1 < len(units) else None
            if not node.credit and isinstance(following, Para) and captions.is_credit(following.text):
                node.credit = following.text
                index += 1
        return index + 1

    def set_caption(self, node: FigureNode, para: Para, reason: str = say("it stands below a picture")) -> None:
        """Give a figure its caption, and its credit if the caption names one."""
        pieces = labelled(para)
        text, credit = captions.credit_of(plain(pieces))
        if captions.is_credit(plain(pieces)):
            node.credit = plain(pieces)
        elif credit and not any(not isinstance(piece, TextRun) for piece in pieces):
            node.caption, node.credit = (TextRun(text, Look()),), credit
        else:
            node.caption = pieces
        if not is_caption_style(para):
            self.ledger.decide(para.place, key_of(para), say("caption"), reason, "caption-by-look")

    def box(self, boxed: Boxed, nodes: list[Node]) -> None:
        """Make a box of a text box; figures in it stand below."""
        inner = self.shape(boxed.blocks, crossheads=False)
        if not inner:
            return None
        if all(isinstance(node, FigureNode) for node in inner):
            nodes += inner
            return None
        figures: list[Node] = [node for node in inner if isinstance(node, FigureNode)]
        last = nodes[-1] if nodes else None
        only = inner[0] if len(inner) == 1 else None
        if isinstance(last, FigureNode) and not last.caption and isinstance(only, TextNode) and only.para:
            para = only.para
            if captions.is_figure_caption(para.text, is_caption_style(para), para.sequence):
                return self.set_caption(last, para)
        nodes.append(BoxNode([node for node in inner if not isinstance(node, FigureNode)]))
        nodes += figures
        return None

    def table(self, units: list[Unit], index: int, nodes: list[Node], caption: Para | None = None) -> int:
        """Make a table, or what is in it if it only places things side by side."""
        block = units[index]
        assert isinstance(block, TableBlock)
        if head := read_head(block):
            tell_ornaments(block, self.ledger)
            self.ledger.change(
                say("table"), block.place, say("the head of an official document, read column by column")
            )
            nodes += self.shape(head.lines, crossheads=False)
            return index + 1
        if is_layout(block):
            cells = [self.shape(blocks, crossheads=False) for blocks in cells_of(block)]
            inner = [node for cell in cells for node in cell]
            if inner and len(block.rows) == 1 and len(cells) == 1 and block.ruled:
                nodes.append(BoxNode(inner)) if not any(isinstance(n, FigureNode) for n in inner) else nodes.extend(
                    inner
                )
                self.ledger.change(say("table"), block.place, say("a frame of one cell became a box"))
            elif inner:
                self.ledger.change(
                    say("table"), block.place, say("it placed things side by side; its cells follow one another")
                )
                nodes += inner
            return index + 1
        node = build_table(block, self.ledger)
        if node is None:
            self.ledger.leave_out(say("table"), block.place, say("it has no words"))
            return index + 1
        nodes.append(node)
        if caption:
            node.caption = labelled(caption)
            if not is_caption_style(caption):
                self.ledger.decide(
                    caption.place, key_of(caption), say("caption"), say("it stands above a table"), "caption-by-look"
                )
        following = units[index + 1] if index + 1 < len(units) else None
        if isinstance(following, Para) and captions.is_credit(following.text):
            node.credit = following.text
            index += 1
        return index + 1
