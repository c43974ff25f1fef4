"""Pictures and text boxes, whichever of the ways of drawing they are written in (DrawingML, VML, or both at once)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.base.messages import say
from publish.importing.shaping.pictures import turn_of
from publish.importing.shaping.tree import Block, Boxed, Crop, Para, Piece, PlacedPicture, Turn
from publish.importing.word.context import PartContext
from publish.importing.word.xml import SPACES, Element, child, full, number, short

_KNOWN = frozenset(
    [
        "wps",
        "wpg",
        "wpc",
        "w14",
        "wp14",
        "a14",
        "pic",
        "w15",
        "w16se",
        "cx",
        "aink",
        "asvg",
        "a16",
        "a",
        "wp",
        "r",
        "m",
        "w",
        "v",
        "o",
        "adec",
        "c16",
        "am3d",
    ]
)
_EMU = 635
"""English Metric Units in a twentieth of a point."""

_OTHERS = {
    f"{SPACES['c']}": say("chart"),
    f"{SPACES['dgm']}": say("diagram (SmartArt)"),
    "http://schemas.microsoft.com/office/drawing/2014/chartex": say("chart"),
    "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas": say("locked drawing"),
    "http://schemas.microsoft.com/office/drawing/2016/ink": say("drawing by hand"),
    "http://schemas.microsoft.com/office/word/2010/wordprocessingInk": say("drawing by hand"),
    "http://schemas.microsoft.com/office/drawing/2017/model3d": say("model in three dimensions"),
}


def choose(context: PartContext, alternatives: Element) -> Element:
    """Return the form of something that is written in several: the first that is known, else what all can read.

    A chart, a diagram and the like has a picture of itself there, which is told.
    """
    fallback = alternatives.find(full("mc:Fallback"))
    for each in alternatives.iterchildren(full("mc:Choice")):
        if _KNOWN.issuperset((each.get("Requires") or "?").split()):
            if fallback is None or not (kinds := list(_drawn_by_others(each))) or not _shows_picture(fallback):
                return each
            for kind in kinds:
                context.ledger.change(kind, context.place, say("the picture of it that the file has stands for it"))
            return fallback
    return fallback if fallback is not None else ()


def _drawn_by_others(element: Element) -> Iterator[str]:
    """Yield what an element holds that has no form in the source, unless there are words or pictures beside it."""
    if next(element.iter(full("w:txbxContent"), full("pic:pic")), None) is None:
        for each in element.iter(full("a:graphicData")):
            if kind := _OTHERS.get(each.get("uri") or ""):
                yield kind


def _shows_picture(element: Element) -> bool:
    return next(element.iter(full("a:blip"), full("v:imagedata")), None) is not None


def read_drawing(context: PartContext, element: Element) -> Iterator[Piece]:
    """Yield the pictures and boxes of a drawing; shapes without words are told."""
    found: list[Piece] = []
    described = _described(element)
    width = _width(element)
    _walk(context, element, described, width, found)
    if short(element.tag) == "w:object" and not any(isinstance(piece, Boxed) for piece in found):
        kind = _ole_kind(element)
        if not found:
            why = say(
                "an object of another program ({value}) without a picture of it: put one there", value=kind or "OLE"
            )
            context.ledger.leave_out(say("object"), context.place, why)
        elif not kind.startswith("Equation"):
            how = say("an object of another program ({value}) is there as its picture", value=kind or "OLE")
            context.ledger.change(say("object"), context.place, how)
        else:
            context.ledger.change(
                say("equation"), context.place, say("a formula of the old editor is there as its picture")
            )
    yield from found


def _walk(context: PartContext, element: Element, alt: str, width: int, found: list[Piece]) -> None:
    for each in element:
        name = short(each.tag)
        if name == "mc:AlternateContent":
            _walk(context, choose(context, each), alt, width, found)
        elif name == "pic:pic":
            if piece := _picture(context, each, alt, width):
                found.append(piece)
        elif name == "v:imagedata":
            if piece := _vml_picture(context, each, alt, width):
                found.append(piece)
        elif name == "w:txbxContent":
            if blocks := _box(context, each):
                found.append(Boxed(blocks))
        elif name == "a:graphicData" and (kind := _OTHERS.get(each.get("uri") or "")):
            found += _other(context, each, kind, alt)
        elif name == "v:textpath" and each.get("string"):
            context.ledger.leave_out(say("word art"), context.place, say("words drawn as a shape"), each.get("string"))
        elif name == "a:blip":
            if piece := _picture(context, each.getparent(), alt, width):
                found.append(piece)
        else:
            _walk(context, each, alt, width, found)


def _other(context: PartContext, data: Element, kind: str, alt: str) -> Iterator[Boxed]:
    """Yield the table of a chart; take note of anything else that is no picture, box or shape."""
    from publish.importing.word.charts import has_bubbles, read_chart  # few files have any

    drawn = child(data, "c:chart")
    relation = context.package.relations(context.part).get(drawn.get(full("r:id")) or "") if drawn is not None else None
    root = context.package.xml(relation.target) if relation and not relation.outside else None
    if root is None or not (blocks := read_chart(root, context.place, alt)):
        words = " ".join(_words_of(context, data))
        context.ledger.leave_out(kind, context.place, say("it has no form in the source: put a picture there"), words)
        return
    how = (
        say("it is a table of the values that the file keeps of it, without the sizes of its bubbles")
        if has_bubbles(root)
        else say("it is a table of the values that the file keeps of it")
    )
    context.ledger.change(kind, context.place, how)
    if alt and not any(isinstance(block, Para) and block.text.startswith(alt) for block in blocks):
        how = say("the table of the chart stands for it: {words}", words=alt[:200])
        context.ledger.change(say("description"), context.place, how)
    yield Boxed(tuple(blocks), beside=False)


def _box(context: PartContext, content: Element) -> tuple[Block, ...]:
    fields, context.fields = context.fields, []
    context.depth += 1
    blocks = context.read_blocks(context, content)
    context.depth -= 1
    context.fields = fields
    return tuple(blocks)


def _picture(context: PartContext, picture: Element, alt: str, width: int) -> PlacedPicture | None:
    blip = next(picture.iter(full("a:blip")), None)
    if blip is None:
        return None
    own = next((each for each in picture.iter(full("pic:cNvPr"))), None)
    said = (own.get("descr") or "") if own is not None else ""
    cut = next(picture.iter(full("a:srcRect")), None)
    crop = _crop(*(_thousandths(cut.get(side)) for side in "ltrb")) if cut is not None else None
    relations = context.package.relations(context.part)
    relation = relations.get(blip.get(full("r:embed")) or "") or relations.get(blip.get(full("r:link")) or "")
    target, outside = (relation.target, relation.outside) if relation else ("", False)
    turn, extent = _turn_of(context, picture)
    return _drawing(context, target, outside, alt or said, extent or width, crop, turn)


def _turn_of(context: PartContext, picture: Element) -> tuple[Turn | None, int]:
    """Return how a picture is turned, and how wide it is then in twentieths of a point; 0 if as before."""
    placed = child(picture, "pic:spPr", "a:xfrm")
    if placed is None:
        return None, 0
    across, down = (placed.get(key, "0") in ("1", "true", "on") for key in ("flipH", "flipV"))
    turn = turn_of(number(placed.get("rot")) / 60_000, context.ledger, context.place, across=across, down=down)
    extent = child(placed, "a:ext")
    if turn is None or turn.degrees not in (90, 270) or extent is None:
        return turn, 0
    return turn, number(extent.get("cy")) // _EMU


def _vml_picture(context: PartContext, data: Element, alt: str, width: int) -> PlacedPicture | None:
    id_ = data.get(full("r:id")) or data.get(full("o:relid")) or data.get(full("r:href")) or ""
    relation = context.package.relations(context.part).get(id_)
    if relation is None:
        return None
    said = alt or data.getparent().get("alt") or ""
    crop = _crop(*(_of_65536(data.get(f"crop{side}")) for side in ("left", "top", "right", "bottom")))
    style = data.getparent().get("style") or ""
    turned = re.search(r"(?:^|;)\s*rotation:\s*(-?\d+(?:\.\d+)?)(fd)?", style)
    degrees = float(turned[1]) / (65_536 if turned[2] else 1) if turned else 0.0
    flips = re.search(r"(?:^|;)\s*flip:\s*([xy ]+)", style)
    flipped = flips[1] if flips else ""
    turn = turn_of(degrees, context.ledger, context.place, across="x" in flipped, down="y" in flipped)
    if turn and turn.degrees in (90, 270):
        width = _length(style, "height") or width
    return _drawing(context, relation.target, relation.outside, said, width, crop, turn)


def _crop(*sides: float) -> Crop | None:
    """Return what is cut off a picture; sides that are larger than the picture show nothing more of it."""
    left, top, right, bottom = (max(0.0, side) for side in sides)
    return Crop(left, top, right, bottom) if any((left, top, right, bottom)) else None


def _thousandths(said: str | None) -> float:
    """Return a share that is said in thousandths of a percent, or in the strict form as ``12.5%``."""
    try:
        return float(said[:-1]) / 100 if said and said.endswith("%") else float(said or 0) / 100_000
    except ValueError:
        return 0.0


def _of_65536(said: str | None) -> float:
    """Return a share that VML says as ``6554f``, in parts of 65536, as ``0.1`` or as ``10%``."""
    try:
        if said and said[-1] in "f%":
            return float(said[:-1]) / (65536 if said[-1] == "f" else 100)
        return float(said or 0)
    except ValueError:
        return 0.0


def _drawing(
    context: PartContext,
    target: str,
    outside: bool,
    alt: str,
    width: int,
    crop: Crop | None,
    turn: Turn | None,
) -> PlacedPicture | None:
    if not target:
        context.ledger.leave_out(say("picture"), context.place, say("the file names it, and does not have it"))
        return None
    percent = min(100, round(100 * width / context.text_width)) if width else 0
    return PlacedPicture(
        "" if outside else target, " ".join(alt.split()), context.place, target if outside else "", percent, crop, turn
    )


def _described(element: Element) -> str:
    """Return what a drawing says it shows; nothing of what a program says for want of it."""
    for name in ("wp:docPr",):
        for each in element.iter(full(name)):
            text = (each.get("descr") or each.get("title") or "").strip()
            return "" if _EMPTY.search(text) else text
    return ""


_EMPTY = re.compile(
    r"^(?:A picture containing .*|Description automatically generated|[A-Za-z]:\\.*"
    r"|.*\.(?:png|jpe?g|gif|bmp|emf|wmf))$",
    re.I,
)
"""What programs write for want of a description: names of files, and guesses."""


def _width(element: Element) -> int:
    """Return how wide a drawing is in twentieths of a point; 0 if that is not said."""
    for extent in element.iter(full("wp:extent")):
        return number(extent.get("cx")) // _EMU
    for shape in element.iter(full("v:shape"), full("v:rect")):
        if width := _length(shape.get("style") or "", "width"):
            return width
    return 0


def _length(style: str, name: str) -> int:
    """Return a length that the style of a shape says in twentieths of a point; 0 if it says none."""
    match = re.search(rf"(?:^|;)\s*{name}:\s*([\d.]+)(pt|in|cm|mm|px)", style)
    worth = {"pt": 20, "in": 1440, "cm": 567, "mm": 56.7, "px": 15}
    return round(float(match[1]) * worth[match[2]]) if match else 0


def _ole_kind(element: Element) -> str:
    return next((each.get("ProgID") or "" for each in element.iter(full("o:OLEObject"))), "")


def _words_of(context: PartContext, element: Element) -> Iterator[str]:
    yield from (each.text for each in element.iter(full("a:t")) if each.text)
