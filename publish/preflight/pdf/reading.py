"""Open a PDF that may be anything, within limits, and read its objects without trusting one of them."""

from __future__ import annotations

import io
import logging
import math
import re
import zlib
from typing import Any

import pikepdf

from publish.base.messages import say
from publish.base.qpdf import is_harmless
from publish.base.records import dataclass

logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # what it warns of is judged here

MAX_STREAM = 64 << 20
"""How many bytes a stream may have unpacked."""

MAX_PAGES = 20_000

Box = tuple[float, float, float, float]
_COMPRESSED = re.compile(rb"/(?:ObjStm|XRef)\b[^\0]{0,600}?stream\r?\n", re.S)
_RATIOS = {"/LZWDecode": 1400, "/RunLengthDecode": 64, "/ASCII85Decode": 4, "/ASCIIHexDecode": 1}
FAILURES = (Exception, RecursionError, MemoryError)
"""All that reading foreign bytes can raise."""


class TooLarge(Exception):
    """Something is larger than the preflight reads."""


class Damaged(Exception):
    """A stream ends before it should, or is not what it says."""


class Unreadable(Exception):
    """A file cannot be judged; the rule says why."""

    def __init__(self, rule: str, message: str) -> None:
        """Carry the rule and its message."""
        super().__init__(message)
        self.rule = rule


def open_pdf(content: bytes) -> pikepdf.Pdf:
    """Return the file.

    Raises:
        Unreadable: If it is no PDF, damaged, closed with a password, or a bomb.
    """
    if b"%PDF-" not in content[:1024]:
        raise Unreadable("no-pdf", say("the file is not a PDF"))
    if _is_bomb(content):
        raise Unreadable("too-large", say("the file unpacks to more than {room} MB of objects", room=MAX_STREAM >> 20))
    try:
        pdf = pikepdf.open(io.BytesIO(content), suppress_warnings=True)
        count = len(pdf.pages)
        warnings = pdf.get_warnings()
    except pikepdf.PasswordError as failure:
        raise Unreadable("encrypted", say("the file is closed with a password")) from failure
    except FAILURES as failure:
        raise Unreadable("damaged-pdf", say("the PDF cannot be read: {reason}", reason=_short(failure))) from failure
    if faults := [text for text in map(str, warnings) if not is_harmless(text)]:
        raise Unreadable("damaged-pdf", say("the PDF is damaged: {reason}", reason=_short(faults[0])))
    if not count:
        raise Unreadable("damaged-pdf", say("the PDF has no pages"))
    if count > MAX_PAGES:
        raise Unreadable(
            "too-large",
            say(
                "the file has {count} pages, more than the {most} that are judged",
                count=count,
                most=MAX_PAGES,
            ),
        )
    return pdf


def _is_bomb(content: bytes) -> bool:
    for found in _COMPRESSED.finditer(content):
        try:
            inflate(content[found.end() : found.end() + (16 << 20)])
        except TooLarge:
            return True
    return False


def _short(failure: object) -> str:
    text = " ".join(str(failure).split())
    return re.sub(r"^.*?\(offset \d+\): |<_io[^>]*>:? ?", "", text)[:120].rstrip(". ") or type(failure).__name__


def inflate(packed: bytes, *, whole: bool = False) -> bytes:
    """Return unpacked Flate data, as far as it can be read.

    Raises:
        TooLarge: If it is more than :data:`MAX_STREAM`.
        Damaged: If it must be whole and is not.
    """
    worker = zlib.decompressobj()
    try:
        content = worker.decompress(packed, MAX_STREAM)
    except zlib.error as failure:
        if whole:
            raise Damaged(say("a stream of its content is damaged")) from failure
        return _inflate_rest(packed)
    if whole and not worker.eof and not worker.unconsumed_tail:
        raise Damaged(say("a stream of its content is cut short"))
    if worker.unconsumed_tail:
        raise TooLarge
    return content


def _inflate_rest(packed: bytes) -> bytes:
    """Return what can be read of damaged Flate data."""
    worker, pieces, size = zlib.decompressobj(), [], 0
    for start in range(0, len(packed), 256):
        try:
            pieces.append(worker.decompress(packed[start : start + 256], MAX_STREAM))
        except zlib.error:
            break
        size += len(pieces[-1])
        if size > MAX_STREAM:
            raise TooLarge
    return b"".join(pieces)


def stream_bytes(stream: Any, *, whole: bool = False) -> bytes:
    """Return the unpacked bytes of a stream; empty if it is none.

    Raises:
        TooLarge: If they are more than :data:`MAX_STREAM`.
        Damaged: If it must be whole and is not.
    """
    if not isinstance(stream, pikepdf.Stream):
        return b""
    filters = stream.get("/Filter")
    kinds = [str(kind) for kind in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    raw = stream.read_raw_bytes()
    if kinds == ["/FlateDecode"] and not lookup(stream, "/DecodeParms"):
        return inflate(raw, whole=whole)
    worst = len(raw)
    for kind in kinds:
        worst *= 1032 if kind == "/FlateDecode" else _RATIOS.get(kind, 1)
    if worst > 8 * MAX_STREAM and len(raw) * 64 > MAX_STREAM:
        raise TooLarge
    content = stream.read_bytes()
    if len(content) > MAX_STREAM:
        raise TooLarge
    return bytes(content)


def lookup(holder: Any, *keys: str) -> Any:
    """Return what lies under the keys, one in the other; None if anything on the way is missing or no dictionary."""
    for key in keys:
        if not isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
            return None
        holder = holder.get(key)
    return holder


def items_of(holder: Any) -> list[Any]:
    """Return the items of an array; none if it is no array."""
    return list(holder) if isinstance(holder, pikepdf.Array) else []


def entries_of(holder: Any) -> list[tuple[str, Any]]:
    """Return the entries of a dictionary in the order of their keys; none if it is no dictionary."""
    if not isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
        return []
    return [(key, holder.get(key)) for key in sorted(holder.keys())]


def number(value: Any, default: float = 0.0) -> float:
    """Return a number of the file as a float."""
    try:
        result = float(value)
    except (TypeError, ValueError, OverflowError):
        return default
    return result if math.isfinite(result) and abs(result) < 1e12 else default


def numbers(value: Any) -> tuple[float, ...]:
    """Return an array of numbers."""
    return tuple(number(item) for item in items_of(value))


def text_of(value: Any) -> str:
    """Return a string or name of the file; empty if it is neither."""
    return str(value) if isinstance(value, pikepdf.String | pikepdf.Name | str) else ""


def key_of(value: Any) -> tuple[int, int] | None:
    """Return the number of an indirect object, by which it is known again; None for others."""
    if not isinstance(value, pikepdf.Object):
        return None
    found = value.objgen
    return found if found[0] else None


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page with its boxes, in points of its own space.

    Attributes:
        index: Counted from 0.
        bleed, trim: The boxes of that name; where the page has none, the crop or media box.
        trimmed: Whether the page names a trim or art box.
    """

    index: int
    obj: Any
    media: Box
    crop: Box
    bleed: Box
    trim: Box
    trimmed: bool
    resources: Any


def read_page(obj: Any, index: int) -> PdfPage:
    """Return a page, which stands at that place of its file, with what it inherits."""
    media = read_box(inherited(obj, "/MediaBox")) or (0.0, 0.0, 612.0, 792.0)
    crop = read_box(inherited(obj, "/CropBox")) or media
    trim = read_box(obj.get("/TrimBox")) or read_box(obj.get("/ArtBox"))
    bleed = read_box(obj.get("/BleedBox")) or trim or crop
    resources = inherited(obj, "/Resources")
    return PdfPage(index, obj, media, crop, bleed, trim or crop, trim is not None, resources)


def inherited(obj: Any, key: str) -> Any:
    """Return an entry of a page, or of the nearest node above it."""
    for _ in range(64):
        value = lookup(obj, key)
        if value is not None:
            return value
        obj = lookup(obj, "/Parent")
        if obj is None:
            return None
    return None


def read_box(value: Any) -> Box | None:
    """Return a box with its lower left corner first; None if it is none."""
    corners = numbers(value)
    if len(corners) != 4:
        return None
    x0, x1 = sorted((corners[0], corners[2]))
    y0, y1 = sorted((corners[1], corners[3]))
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def page_content(page: PdfPage) -> bytes:
    """Return the content of a page, its streams joined.

    Raises:
        TooLarge: If it is more than :data:`MAX_STREAM`.
        Damaged: If one of them is not whole.
    """
    contents = page.obj.get("/Contents")
    pieces, size = [], 0
    for stream in items_of(contents) or [contents]:
        pieces.append(stream_bytes(stream, whole=True))
        size += len(pieces[-1])
        if size > MAX_STREAM:
            raise TooLarge
    return b"\n".join(pieces)
