"""Blocks of a part, from its XML: paragraphs with all that is said of them, tables with their grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from publish.base.messages import say
from publish.importing.shaping.tree import Anchor, Block, Missing, Para, TableBlock, TableCell, TableRow, TextRun
from publish.importing.word import drawings
from publish.importing.word.context import PartContext
from publish.importing.word.leaders import read_leaders
from publish.importing.word.runs import HANDLED, MADE_ANEW, PASSED_OVER, LineReader
from publish.importing.word.styles import Properties, numbering_of
from publish.importing.word.xml import Element, child, flag, full, is_on, number, short, value

DEEPEST = 20
"""Tables and boxes that may stand inside each other."""

_THROUGH = frozenset(["w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo", "w:del", "w:moveFrom"])


def read_blocks(context: PartContext, parent: Element) -> list[Block]:
    """Return the blocks in an element; paragraphs whose ends are no part of the text go on in the next one."""
    blocks: list[Block] = []
    waiting: Para | None = None
    for block, joins in _read(context, parent):
        if waiting and isinstance(block, Para):
            _tell_joint(context, waiting, block)
            block = replace(block, pieces=waiting.pieces + block.pieces, _text=None)
            waiting = None
        elif waiting:
            blocks.append(waiting)
            waiting = None
        if joins and isinstance(block, Para):
            waiting = block
        else:
            blocks.append(block)
    return [*blocks, waiting] if waiting else blocks


def _tell_joint(context: PartContext, one: Para, other: Para) -> None:
    """Take note of two words that become one where a paragraph goes on in the next."""
    ends, begins = one.text.split()[-1:], other.text.split()[:1]
    last = next((piece for piece in reversed(one.pieces) if isinstance(piece, TextRun)), None)
    if ends and begins and last is not None and not last.text[-1:].isspace():
        how = say("the paragraph goes on in the next one, and two words are one")
        context.ledger.change(say("paragraph end"), one.place, how, f"{ends[0]} {begins[0]}")


def _read(context: PartContext, parent: Element) -> Iterator[tuple[Block, bool]]:
    gap = False
    for each in parent:
        name = short(each.tag)
        if name == "w:p" and _is_empty(each) and not context.anchors:
            context.paragraph += 1
            gap = True
        elif name == "w:p":
            paragraph = _paragraph(context, each)
            paragraph.gap, gap = gap, False
            yield paragraph, _joins_next(context, each)
        elif name == "w:tbl":
            if context.depth >= DEEPEST:
                context.ledger.leave_out(
                    say("table"), context.place, say("more than {deepest} inside each other", deepest=DEEPEST)
                )
                continue
            context.depth += 1
            yield _table(context, each), False
            context.depth -= 1
        elif name == "w:sdt":
            content = child(each, "w:sdtContent")
            gallery = value(child(each, "w:sdtPr", "w:docPartObj"), "w:docPartGallery") or ""
            if content is not None and gallery in ("Table of Contents", "Bibliographies") and gallery[0] == "T":
                _skip(context, content, say("contents"), MADE_ANEW["TOC"])
            elif content is not None:
                yield from _read(context, content)
        elif name == "mc:AlternateContent":
            yield from _read(context, drawings.choose(context, each))
        elif name == "w:bookmarkStart":
            if bookmark := each.get(full("w:name")):
                context.anchors.append(bookmark)
        elif name == "w:altChunk":
            context.ledger.leave_out(say("inserted file"), context.place, say("open the file in Word and save it anew"))
            yield Missing("inserted file", context.place), False
        elif name in _THROUGH:
            yield from _read(context, each)
        elif name in HANDLED:  # what belongs in a paragraph
            line = LineReader(context, None)
            line.take(each)
            yield Para(line.finish(), context.place), False
        elif name not in PASSED_OVER and name not in ("w:sectPr", "w:tcPr", "w:tblPr", "w:tblGrid"):
            context.ledger.unknown[name] += 1
            yield from _read(context, each)


def _is_empty(paragraph: Element) -> bool:
    """Tell whether a paragraph has nothing in it that could count: files have thousands of these."""
    if len(paragraph) > 1:
        return False
    for about in paragraph:
        if short(about.tag) != "w:pPr" or any(short(each.tag) in _COUNTING for each in about):
            return False
    return True


_COUNTING = ("w:pStyle", "w:numPr", "w:rPr", "w:sectPr")


def _skip(context: PartContext, content: Element, what: str, why: str) -> None:
    """Leave out all of what Word makes by itself."""
    for paragraph in content.iter(full("w:p")):
        context.paragraph += 1
        words = "".join(
            each.text or "" if short(each.tag) == "w:t" else " " for each in paragraph.iter(full("w:t"), full("w:tab"))
        )
        if words.strip():
            context.ledger.leave_out(what, context.place, why, words)


def _joins_next(context: PartContext, paragraph: Element) -> bool:
    """Tell whether a paragraph goes on in the next: its end is no part of the text, or it is a large first letter."""
    if value(paragraph, "w:pPr", "w:framePr", of="w:dropCap") in ("drop", "margin"):
        return True
    mark = child(paragraph, "w:pPr", "w:rPr")
    if mark is None:
        return False
    deleted = child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None
    inserted = child(mark, "w:ins") is not None or child(mark, "w:moveTo") is not None
    return (deleted and context.is_dropped("deleted")) or (inserted and context.is_dropped("inserted"))


def _paragraph(context: PartContext, element: Element) -> Para:
    context.paragraph += 1
    direct = child(element, "w:pPr")
    style = value(direct, "w:pStyle")
    known = context.styles.paragraph(style, direct)
    line = LineReader(context, style)
    line.leaders = read_leaders(element, known)
    line.pieces += [Anchor(name) for name in context.anchors]
    context.anchors = []
    line.read(element)
    names = context.styles.names(style)
    spacing, indent = _spacing(known), _indents(known)
    outline = _first(known, "w:outlineLvl")
    paragraph = Para(
        pieces=line.finish(),
        place=context.place,
        style=names[0] if names else "",
        styles=tuple(names),
        outline=number(outline) if outline is not None and number(outline, 9) < 9 else None,
        align=_align(_first(known, "w:jc")),
        left=indent[0],
        first=indent[1],
        right=indent[2],
        before=spacing[0],
        after=spacing[1],
        keep_next=bool(_first_flag(known, "w:keepNext")),
        page_before=bool(_first_flag(known, "w:pageBreakBefore")),
        sequence=line.sequence,
        ruled=direct is not None and child(direct, "w:pBdr") is not None,
    )
    if numbered := numbering_of(known):
        paragraph.label = context.numbering.count(*numbered)
    return paragraph


def _first(known: list[Properties], name: str, of: str = "w:val") -> str | None:
    name, of = full(name), full(of)
    for properties in known:
        if (found := properties.get(name)) is not None and (said := found.get(of)) is not None:
            return str(said)
    return None


def _first_flag(known: list[Properties], name: str) -> bool | None:
    name = full(name)
    return next((is_on(properties[name]) for properties in known if name in properties), None)


def _align(said: str | None) -> str:
    return {"center": "center", "right": "right", "end": "right", "both": "both", "distribute": "both"}.get(
        said or "", "left"
    )


def _spacing(known: list[Properties]) -> tuple[int, int]:
    return number(_first(known, "w:spacing", "w:before")), number(_first(known, "w:spacing", "w:after"))


def _indents(known: list[Properties]) -> tuple[int, int, int]:
    left = _first(known, "w:ind", "w:left") or _first(known, "w:ind", "w:start")
    hanging = _first(known, "w:ind", "w:hanging")
    first = -number(hanging) if hanging else number(_first(known, "w:ind", "w:firstLine"))
    right = _first(known, "w:ind", "w:right") or _first(known, "w:ind", "w:end")
    return number(left), first, number(right)


# Tables --------------------------------------------------------------------------------------------------------------


def _table(context: PartContext, element: Element) -> TableBlock:
    properties = child(element, "w:tblPr")
    around, context.table = context.table, value(properties, "w:tblStyle")
    table = TableBlock([], f"{context.part}: paragraph {context.paragraph + 1}")
    for row in _inside(context, element, "w:tr"):
        about = child(row, "w:trPr")
        change = (
            "deleted" if child(about, "w:del") is not None else "inserted" if child(about, "w:ins") is not None else ""
        )
        before = _gap(value(about, "w:gridBefore"))
        cells = [*before]
        for cell in _inside(context, row, "w:tc"):
            said = child(cell, "w:tcPr")
            merge = child(said, "w:vMerge")
            joined = merge is not None and merge.get(full("w:val"), "continue") == "continue"
            blocks = read_blocks(context, cell)
            cells.append(TableCell(blocks, max(1, min(64, number(value(said, "w:gridSpan"), 1))), joined))
        cells += _gap(value(about, "w:gridAfter"))
        if change and context.is_dropped(change):
            what = say("deleted row") if change == "deleted" else say("inserted row")
            why = say("the changes were accepted") if context.changes == "accept" else say("the changes were rejected")
            words = " ".join(block.text for cell in cells for block in cell.blocks if isinstance(block, Para))
            context.ledger.leave_out(
                what,
                context.place,
                why,
                words,
            )
        elif cells:
            table.rows.append(TableRow(cells, bool(flag(about, "w:tblHeader"))))
    table.ruled = _is_ruled(context, element, properties)
    context.table = around
    return table


def _gap(columns: str | None) -> list[TableCell]:
    return [TableCell([], min(64, number(columns)))] if number(columns) else []


def _inside(context: PartContext, parent: Element, wanted: str) -> Iterator[Element]:
    """Yield rows or cells, those in content controls and the like among them."""
    for each in parent:
        name = short(each.tag)
        if name == wanted:
            yield each
        elif name == "w:sdt":
            content = child(each, "w:sdtContent")
            if content is not None:
                yield from _inside(context, content, wanted)
        elif name in _THROUGH:
            yield from _inside(context, each, wanted)


def _is_ruled(context: PartContext, element: Element, properties: Element | None) -> bool:
    """Tell whether a table has lines that are seen."""
    places = [child(properties, "w:tblBorders")]
    style = value(properties, "w:tblStyle")
    names = context.styles.names(style) if style else []
    if places[0] is None and any("grid" in name or "list" in name or "lưới" in name for name in names):
        return True
    places += [child(each, "w:tcBorders") for each in element.iter(full("w:tcPr"))]
    seen = [side for place in places if place is not None for side in place]
    return any(side.get(full("w:val"), "none") not in ("none", "nil") for side in seen)
