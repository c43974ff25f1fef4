"""Lay the pages of a PDF out on sheets, with marks where these are cut and folded. The file may come from anywhere.

A page becomes a form (ISO 32000-1, 8.10) and is painted as it was. Of the file stay what it says of itself, its output
intent and its layers; what leads to a page that is no more, such as links, outline and tags, goes.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import re
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from publish.base.diagnostics import Diagnostic, Position, SourceError, error, warning
from publish.base.messages import say
from publish.base.qpdf import is_harmless
from publish.base.records import dataclass
from publish.base.units import POINTS_PER_MM
from publish.outputs.imposition.pages import (
    LARGEST_BLEED_MM,
    Box,
    ImposedPage,
    box_array,
    check_sizes,
    figure,
    take_leaf,
)
from publish.outputs.imposition.scheme import Scheme, Sheet, Slot, SlotGrid, impose, lay_grid
from publish.outputs.press.marks import ALL, MARGIN_MM, tint_of_marks

_GAP_MM, _LENGTH_MM, _WIDTH_PT = 0.5, 5.0, 0.25
_TINT = tint_of_marks(3.0)  # what coated paper takes of four inks
_KEPT = ("/Type", "/Pages", "/OutputIntents", "/Metadata", "/OCProperties", "/Lang", "/Version", "/Extensions")
_CLAIMS = (b"http://www.aiim.org/pdfua/ns/id/", b"http://www.aiim.org/pdfa/ns/id/")
"""Namespaces in XMP under which a file claims to be accessible or an archive; nobody has checked that of its sheets."""
_UNPRINTED = ("/Link", "/Popup", "/PrinterMark", "/TrapNet")


@dataclass(frozen=True, slots=True)
class Imposed:
    """Finished sheets.

    Attributes:
        content: The PDF; a page of it is a side of a sheet.
        sheets: How many sheets of paper there are.
        blanks: How many pages on them are blank.
        warnings: What of the file is not on the sheets.
    """

    content: bytes
    sheets: int
    blanks: int
    warnings: tuple[Diagnostic, ...]


def impose_pdf(content: bytes, scheme: Scheme, at: Position, *, marks: bool = True) -> Imposed:
    """Return the pages of a PDF on sheets. The same file gives the same bytes.

    Args:
        content: The PDF.
        scheme: How its pages are imposed.
        at: Where to point when it cannot be.
        marks: Whether sheets have room and marks for cutting and folding around the bleed.

    Raises:
        SourceError: If the file cannot be read, or its pages do not fit together.
    """
    try:
        with _unheard(), pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise SourceError(_encrypted(at))
            digest = hashlib.sha256(f"{scheme}{marks}".encode() + content).digest()
            return _impose(pdf, scheme, at, marks, digest)
    except pikepdf.PasswordError as failure:
        raise SourceError(_encrypted(at)) from failure
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError) as failure:
        message = say("no PDF that can be read: {reason}", reason=_reason(failure))
        raise SourceError(error(at, message, "unreadable-pdf")) from failure


def _encrypted(at: Position) -> Diagnostic:
    return error(
        at, say("the PDF is encrypted"), "encrypted-pdf", say("save it without a password: no press takes it either")
    )


def _reason(failure: object) -> str:
    """Return what the library says, without what it calls the file."""
    return " ".join(re.sub(r"stream <[^>]*>(?: \((.*?)\))?[,:]? *", "", str(failure)).split()) or type(failure).__name__


@contextlib.contextmanager
def _unheard() -> Iterator[None]:
    """Keep the library from telling on its own what it repairs."""
    logger = logging.getLogger("pikepdf")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _impose(pdf: pikepdf.Pdf, scheme: Scheme, at: Position, marks: bool, digest: bytes) -> Imposed:
    pages = [page.obj for page in pdf.pages]
    if not pages:
        raise SourceError(error(at, say("the PDF has no pages"), "no-pages"))
    found = [*_lost(pages, at)]
    leaves = [take_leaf(pdf, page, number, at) for number, page in enumerate(pages, 1)]
    check_sizes(leaves, at)
    trim = leaves[0].size[0] / POINTS_PER_MM, leaves[0].size[1] / POINTS_PER_MM
    bleed = min(max(leaf.bleed for leaf in leaves) / POINTS_PER_MM, LARGEST_BLEED_MM)
    sheets = impose(len(leaves), scheme, wide=trim[0] > trim[1])
    slots = [slot for sheet in sheets for slot in (*sheet.front, *sheet.back)]
    creep = max(abs(slot.shift_mm) for slot in slots)
    if creep > trim[0] / 4:
        hint = say("use signatures of fewer pages, or thinner paper")
        message = say("creep moves pages {length:.1f} mm, which no margin holds", length=creep)
        raise SourceError(error(at, message, "creep", hint))
    for sheet in sheets:
        grid = lay_grid(sheet, scheme, trim, bleed)
        for side in filter(None, (sheet.front, sheet.back)):
            pdf.pages.append(pikepdf.Page(_Side(pdf, sheet, side, grid, trim, leaves).page(marks)))
    del pdf.pages[: len(leaves)]
    for key in set(pdf.Root.keys()) - set(_KEPT):
        del pdf.Root[key]
    _correct_metadata(pdf, digest)
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True, fix_metadata_version=False)
    if damage := [note for note in pdf.get_warnings() if not is_harmless(str(note))]:
        hint = say("look at every page: {reason}", reason=_reason(damage[0]))
        message = say("the PDF is damaged and was repaired as far as it could be")
        found.insert(0, warning(at, message, "damaged-pdf", hint))
    return Imposed(stream.getvalue(), len(sheets), sum(slot.page is None for slot in slots), tuple(found))


def _lost(pages: Sequence[Any], at: Position) -> Iterator[Diagnostic]:
    """Yield what is to say of notes and fields, which are no part of a page and do not go with it."""
    notes = [note for page in pages if isinstance(own := page.get("/Annots"), Array) for note in own]
    count = sum(isinstance(note, Dictionary) and str(note.get("/Subtype")) not in _UNPRINTED for note in notes)
    if count:
        hint = say("if they are to be printed, make them part of the pages first (flatten)")
        message = say("annotations and form fields are left out: {count}", count=count)
        yield warning(at, message, "lost-annotation", hint)


class _Side:
    """Draws one side of a sheet; lengths are in points from the lower left corner of the outermost trim."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        sheet: Sheet,
        slots: Sequence[Slot],
        grid: SlotGrid,
        trim_mm: tuple[float, float],
        leaves: Sequence[ImposedPage],
    ) -> None:
        self.pdf, self.sheet, self.slots, self.grid = pdf, sheet, slots, grid
        self.width, self.height = trim_mm
        self.leaves = leaves

    def page(self, marks: bool) -> Dictionary:
        """Return the page; its trim box spans all trimmed pages on it."""
        forms, parts, groups = Dictionary(), [], []
        for slot in self.slots:
            if slot.page is not None:
                leaf = self.leaves[slot.page - 1]
                forms[f"/P{slot.page}"] = leaf.form
                parts.append(self._place(slot, leaf))
                groups += [leaf.form.Group] if "/Group" in leaf.form else []
        resources = Dictionary(XObject=forms)
        margin = self.grid.bleed
        if marks:
            margin += MARGIN_MM
            resources.ColorSpace = Dictionary(All=pikepdf.Object.parse(ALL.encode()))
            resources.ExtGState = Dictionary(Over=Dictionary(Type=Name.ExtGState, OP=True, op=True))
            begin = f"q /Over gs /All CS {_TINT:g} SCN {_WIDTH_PT} w"
            parts.append("\n".join([begin, *self._cuts(), *self._folds(), "Q"]))
        lefts, rights = zip(*(self._edges(slot) for slot in self.slots), strict=True)
        trim = (min(lefts), 0.0, max(rights), self.grid.height)
        sheet = (0.0, 0.0, self.grid.width, self.grid.height)
        page = Dictionary(
            Type=Name.Page,
            MediaBox=box_array(_grow(sheet, margin)),
            BleedBox=box_array(_grow(sheet, self.grid.bleed)),
            TrimBox=box_array(_grow(trim, 0)),
            Resources=resources,
            Contents=Stream(self.pdf, "\n".join(parts).encode()),
        )
        if groups:
            page.Group = groups[0]
        return page

    def _edges(self, slot: Slot) -> tuple[float, float]:
        """Return where a page is cut left and right, which at the spine is the edge of its column."""
        left = self.grid.lefts[slot.column]
        return (
            left + (slot.shift_mm if slot.spine >= 0 else 0.0),
            left + self.width + (slot.shift_mm if slot.spine <= 0 else 0.0),
        )

    def _place(self, slot: Slot, leaf: ImposedPage) -> str:
        """Return what paints a page at its place, with its bleed as far as the slot goes."""
        left, bottom = self.grid.lefts[slot.column], self.grid.bottoms[slot.row]
        before, behind = self.grid.across[slot.column]
        bleed = self.grid.bleed
        clip = _points(left - before, bottom - bleed, self.width + before + behind, self.height + 2 * bleed)
        turn = (leaf.turn + 2 * slot.turned) % 4
        cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[turn]
        a, b, c, d = (leaf.unit * part for part in (cosine, -sine, sine, cosine))
        x, y, x_end, y_end = leaf.trim
        corners = [(a * px + c * py, b * px + d * py) for px, py in ((x, y), (x_end, y_end))]
        e = (left + slot.shift_mm) * POINTS_PER_MM - min(px for px, _ in corners)
        f = bottom * POINTS_PER_MM - min(py for _, py in corners)
        matrix = " ".join(figure(part) for part in (a, b, c, d, e, f))
        return f"q {clip} re W n {matrix} cm /P{slot.page} Do Q"

    def _cuts(self) -> Iterator[str]:
        """Yield marks at the trim edges of the outermost slots; where a page is folded or milled there is none."""
        grid, start = self.grid, self.grid.bleed + _GAP_MM
        lines: dict[str, None] = {}
        for slot in self.slots:
            edges = [x for x, spine in zip(self._edges(slot), (-1, 1), strict=True) if slot.spine != spine]
            heights = [grid.bottoms[slot.row], grid.bottoms[slot.row] + self.height]
            if slot.row == 0:
                lines |= dict.fromkeys(_line(x, grid.height + start, 0, _LENGTH_MM) for x in edges)
            if slot.row == self.sheet.rows - 1:
                lines |= dict.fromkeys(_line(x, -start, 0, -_LENGTH_MM) for x in edges)
            if slot.column == 0:
                lines |= dict.fromkeys(_line(-start, y, -_LENGTH_MM, 0) for y in heights)
            if slot.column == self.sheet.columns - 1:
                lines |= dict.fromkeys(_line(grid.width + start, y, _LENGTH_MM, 0) for y in heights)
        yield from lines

    def _folds(self) -> Iterator[str]:
        """Yield dashes at both ends of each fold."""
        grid, start = self.grid, self.grid.bleed + _GAP_MM
        if grid.folds_x or grid.folds_y:
            yield "[3 2] 0 d"
        for x in grid.folds_x:
            yield _line(x, grid.height + start, 0, _LENGTH_MM)
            yield _line(x, -start, 0, -_LENGTH_MM)
        for y in grid.folds_y:
            yield _line(-start, y, -_LENGTH_MM, 0)
            yield _line(grid.width + start, y, _LENGTH_MM, 0)


def _correct_metadata(pdf: pikepdf.Pdf, digest: bytes) -> None:
    """Take from the metadata what is not true of sheets, and have them name this file; unreadable ones go."""
    metadata = pdf.Root.get("/Metadata")
    try:
        content = metadata.read_bytes() if isinstance(metadata, Stream) else b""
        if any(word in content for word in (*_CLAIMS, b"InstanceID")):
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
                for key in [key for key in said if key.startswith(tuple(f"{{{claim.decode()}}}" for claim in _CLAIMS))]:
                    del said[key]
                if "xmpMM:InstanceID" in said:
                    said["xmpMM:InstanceID"] = f"uuid:{uuid.UUID(bytes=digest[:16])}"
    except (pikepdf.PdfError, ValueError):
        del pdf.Root["/Metadata"]


def _points(*values_mm: float) -> str:
    return " ".join(figure(value * POINTS_PER_MM) for value in values_mm)


def _line(x: float, y: float, across: float, up: float) -> str:
    return f"{_points(x, y)} m {_points(x + across, y + up)} l S"


def _grow(box_mm: Box, margin_mm: float) -> Box:
    """Return a box in points that is larger on all sides than one in millimetres."""
    left, bottom, right, top = box_mm
    return (
        (left - margin_mm) * POINTS_PER_MM,
        (bottom - margin_mm) * POINTS_PER_MM,
        (right + margin_mm) * POINTS_PER_MM,
        (top + margin_mm) * POINTS_PER_MM,
    )
