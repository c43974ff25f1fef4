"""Read what stands on the pages of any PDF: letters put together to lines, drawn rules, frames."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from publish.base.messages import say
from publish.base.records import dataclass
from publish.base.units import POINTS_PER_MM
from publish.preflight.official.lines import BLACK, OTHER, RED, Frame, LetterRun, SetLine, SetPage, Stroke
from publish.preflight.pdf.colours import Colour
from publish.preflight.pdf.painting import Painter
from publish.preflight.pdf.reading import (
    FAILURES,
    Box,
    PdfPage,
    TooLarge,
    Unreadable,
    lookup,
    number,
    open_pdf,
    page_content,
    read_page,
)
from publish.preflight.pdf.resources import Cabinet
from publish.preflight.pdf.shapes import Painted, is_rectangle
from publish.preflight.pdf.typefaces import Typeface
from publish.preflight.typography.lines import letters_of

_WORD = 0.15  # ems between letters from which a space is meant where none is written
_COLUMN = 0.8  # ems from which letters without a space between them stand in different columns
_TAB = 3.0  # ems from which letters stand in different columns, with spaces or not
_LEVEL = 0.02  # ems by which baselines of a line differ
_RAISED = (0.6, 0.85)  # ems by which the call of a note stands above its line, and its size in sizes of the line
_THIN, _LEAST = 3.0, 8.0  # points: how thick a drawn line is at most, and how long at least
_FRAME = ((20.0, 200.0), (10.0, 60.0))  # points: width and height of the frame of a stamp
_FORCED, _SLANTED = 1 << 18, 1 << 6
_HEAVY, _OBLIQUE = ("bold", "black", "heavy", "demi"), ("italic", "oblique")


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A letter, in points from the upper left corner."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    family: str
    colour: str


def read_pages(content: bytes) -> tuple[SetPage, ...]:
    """Return the pages of a PDF.

    Raises:
        Unreadable: If the bytes are no PDF, damaged, closed with a password, or more than is read.
    """
    with open_pdf(content) as pdf:
        try:
            cabinet = Cabinet()
            return tuple(_read(read_page(page.obj, index), cabinet) for index, page in enumerate(pdf.pages))
        except TooLarge as failure:
            raise Unreadable("too-large", say("a page is larger than is read")) from failure
        except FAILURES as failure:
            raise Unreadable(
                "damaged-pdf", say("the pages cannot be read: {failure}", failure=type(failure).__name__)
            ) from failure


def _read(page: PdfPage, cabinet: Cabinet) -> SetPage:
    glyphs: list[_Glyph] = []
    boxes: list[tuple[Box, bool]] = []
    left, low, right, high = page.trim

    def look(item: Painted) -> None:
        if item.kind == "text":
            glyphs.extend(_glyphs(item, left, high))
        elif item.kind in ("stroke", "fill") and not item.colour.white:
            x0, y0, x1, y1 = item.box
            hollow = item.kind == "stroke" or len(item.paths) == 2
            boxes.append(((x0 - left, high - y1, x1 - left, high - y0), hollow and _is_frame(item)))

    painter = Painter(cabinet, page.media, look, page.obj)
    painter.run(page_content(page), cabinet.resources(page.resources))
    index = page.index + 1
    lines, dashes = _lines(index, glyphs)
    strokes = [*_strokes(index, boxes), *dashes]
    return SetPage(
        index,
        round((right - left) / POINTS_PER_MM, 2),
        round((high - low) / POINTS_PER_MM, 2),
        tuple(sorted(lines, key=lambda line: (line.baseline, line.left))),
        tuple(sorted(strokes, key=lambda stroke: (stroke.y, stroke.left))),
        tuple(_frames(index, boxes, strokes)),
    )


# Letters --------------------------------------------------------------------------------------------------------------


def _glyphs(item: Painted, left: float, high: float) -> Iterator[_Glyph]:
    face = item.font
    a, b, c, d, _, _ = item.matrix
    if face is None or a <= 0 or d <= 0 or abs(b) > 0.01 * a:
        return
    bold, italic = _look(face)
    italic = italic or c > 0.1 * d
    size, colour = round(item.size, 2), _name(item.colour)
    for text, start, end, baseline in letters_of(item):
        yield _Glyph(text, start - left, end - left, high - baseline, size, bold, italic, face.name, colour)


def _look(face: Typeface) -> tuple[bool, bool]:
    """Return whether a font is bold, and whether it is italic."""
    name = face.name.casefold()
    flags = int(number(lookup(face.descriptor, "/Flags")))
    weight = number(lookup(face.descriptor, "/FontWeight"))
    bold = any(sign in name for sign in _HEAVY) or weight >= 600 or bool(flags & _FORCED)
    italic = any(sign in name for sign in _OBLIQUE) or number(lookup(face.descriptor, "/ItalicAngle")) != 0.0
    return bold, italic or bool(flags & _SLANTED)


def _name(colour: Colour) -> str:
    cyan, magenta, yellow, black = colour.inks
    if black > 0.85 or cyan + magenta + yellow + black > 2.4:
        return BLACK
    return RED if magenta > 0.6 and yellow > 0.5 and cyan < 0.4 else OTHER


def _lines(page: int, glyphs: Sequence[_Glyph]) -> tuple[list[SetLine], list[Stroke]]:
    """Return the lines, and the rules that are written as underscores."""
    spaced = sum(glyph.text.isspace() for glyph in glyphs) > 0.03 * len(glyphs)
    pieces = [piece for row in _rows(glyphs) for piece in _pieces(row, spaced)]
    pieces = _with_raised(pieces)
    lines, dashes = [], []
    for piece in pieces:
        if set("".join(glyph.text for glyph in piece)) <= {"_", " "}:
            x0, x1 = piece[0].left / POINTS_PER_MM, piece[-1].right / POINTS_PER_MM
            dashes.append(Stroke(page, x0, x1, piece[0].baseline / POINTS_PER_MM))
        else:
            lines.append(_line(page, piece, spaced))
    return lines, dashes


def _rows(glyphs: Sequence[_Glyph]) -> Iterator[list[_Glyph]]:
    """Yield the letters of each baseline from left to right; spaces at the ends of pieces go with them."""
    row: list[_Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if row and glyph.baseline - row[0].baseline > _LEVEL * max(glyph.size, row[0].size):
            yield sorted(row, key=lambda glyph: glyph.left)
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=lambda glyph: glyph.left)


def _pieces(row: Sequence[_Glyph], spaced: bool) -> Iterator[list[_Glyph]]:
    """Yield the letters of a row between its wide gaps."""
    piece: list[_Glyph] = []
    last: _Glyph | None = None
    for glyph in row:
        if glyph.text.isspace():
            if piece:
                piece.append(glyph)
            continue
        if last:
            em = max(last.size, glyph.size)
            gap = (glyph.left - last.right) / em
            parted = piece[-1].text.isspace() or not spaced
            if gap > (_TAB if parted else _COLUMN):
                yield _trimmed(piece)
                piece = []
        piece.append(glyph)
        last = glyph
    if piece:
        yield _trimmed(piece)


def _trimmed(piece: list[_Glyph]) -> list[_Glyph]:
    while piece[-1].text.isspace():
        piece.pop()
    return piece


def _with_raised(pieces: list[list[_Glyph]]) -> list[list[_Glyph]]:
    """Return pieces with the calls of notes in the lines that they stand in; parts of lines around them are joined."""
    high, small = _RAISED
    pieces = sorted(pieces, key=lambda piece: -piece[0].size)
    kept: list[list[_Glyph]] = []
    for piece in pieces:
        first, home = piece[0], None
        for line in kept:
            em = line[0].size
            if first.size <= small * em and 0.05 * em < line[0].baseline - first.baseline < high * em:
                before = [glyph for glyph in line if glyph.left < first.left]
                if before and first.left - max(glyph.right for glyph in before) < em:
                    home = line
        if home is None:
            kept.append(piece)
        else:
            home.extend(piece)
            home.sort(key=lambda glyph: glyph.left)
    return kept


def _line(page: int, piece: Sequence[_Glyph], spaced: bool) -> SetLine:
    base = max(piece, key=lambda glyph: glyph.size)
    runs: list[LetterRun] = []
    for key, group in itertools.groupby(_worded(piece, spaced), key=lambda glyph: _key(glyph, base)):
        glyphs = list(group)
        size, bold, italic, family, colour, raised = key
        x0, x1 = glyphs[0].left / POINTS_PER_MM, glyphs[-1].right / POINTS_PER_MM
        text = "".join(glyph.text for glyph in glyphs)
        runs.append(LetterRun(text, round(x0, 3), round(x1, 3), size, bold, italic, family, colour, raised))
    return SetLine(page, tuple(runs), round(base.baseline / POINTS_PER_MM, 3))


def _key(glyph: _Glyph, base: _Glyph) -> tuple[float, bool, bool, str, str, bool]:
    raised = base.baseline - glyph.baseline > 0.05 * base.size
    return glyph.size, glyph.bold, glyph.italic, glyph.family, glyph.colour, raised


def _worded(piece: Sequence[_Glyph], spaced: bool) -> Iterator[_Glyph]:
    """Yield letters with the spaces that are only shown by distances, and spaces in the look of what they follow."""
    last: _Glyph | None = None
    for glyph in piece:
        if glyph.text.isspace() and last:
            yield _Glyph(" ", glyph.left, glyph.right, last.baseline, *_looks(last))
            continue
        if last and not spaced and glyph.left - last.right > _WORD * glyph.size:
            yield _Glyph(" ", last.right, glyph.left, last.baseline, *_looks(last))
        yield glyph
        last = glyph


def _looks(glyph: _Glyph) -> tuple[float, bool, bool, str, str]:
    return glyph.size, glyph.bold, glyph.italic, glyph.family, glyph.colour


# What is drawn --------------------------------------------------------------------------------------------------------


def _is_frame(item: Painted) -> bool:
    x0, y0, x1, y1 = item.box
    (narrow, wide), (low, high) = _FRAME
    return (
        narrow <= x1 - x0 <= wide and low <= y1 - y0 <= high and bool(item.paths) and all(map(is_rectangle, item.paths))
    )


def _strokes(page: int, boxes: Sequence[tuple[Box, bool]]) -> list[Stroke]:
    """Return the lines that are drawn; pieces that touch are one."""
    thin = sorted((round((y0 + y1) / 2, 1), x0, x1) for (x0, y0, x1, y1), _ in boxes if y1 - y0 <= _THIN)
    joined: list[list[float]] = []
    for y, x0, x1 in thin:
        if joined and abs(joined[-1][0] - y) < 0.3 and x0 <= joined[-1][2] + 1.0:
            joined[-1][2] = max(joined[-1][2], x1)
        else:
            joined.append([y, x0, x1])
    return [
        Stroke(page, round(x0 / POINTS_PER_MM, 3), round(x1 / POINTS_PER_MM, 3), round(y / POINTS_PER_MM, 3))
        for y, x0, x1 in joined
        if x1 - x0 >= _LEAST
    ]


def _frames(page: int, boxes: Sequence[tuple[Box, bool]], strokes: Sequence[Stroke]) -> Iterator[Frame]:
    """Yield the frames: rectangles that are drawn as such, and those that two rules of the same length make."""
    for (x0, y0, x1, y1), framed in boxes:
        if framed:
            lengths = (x0, y0, x1 - x0, y1 - y0)
            yield Frame(page, *(round(length / POINTS_PER_MM, 2) for length in lengths))
    (narrow, wide), (low, high) = _FRAME
    for upper, lower in itertools.combinations(strokes, 2):
        same = abs(upper.left - lower.left) < 0.5 and abs(upper.right - lower.right) < 0.5
        same = same and narrow <= upper.width * POINTS_PER_MM <= wide
        if same and low <= (lower.y - upper.y) * POINTS_PER_MM <= high:
            yield Frame(page, upper.left, upper.y, upper.width, lower.y - upper.y)
