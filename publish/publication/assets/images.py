"""Measure pictures: those made of pixels are decoded once to see that they are whole, drawings are read."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, Severity, error, os_reason
from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.assets.drawing_text import Words, read_words, set_words
from publish.publication.assets.drawings import is_drawing, measure_drawing

LARGEST_FILE = 200_000_000  # bytes
DRAWING = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be published.

    Attributes:
        media_type: IANA media type of the file.
        width: Width in pixels as it is shown, upright; of a drawing in CSS pixels, at which it can be set without loss
            at any size.
        height: Likewise.
        frames: 1, or more for a file of several pictures, of which the first is published.
    """

    media_type: str
    width: int
    height: int
    frames: int = 1


def measure_picture(path: Path) -> Picture:
    """Return what a picture file is.

    Raises:
        ValueError: If it cannot be published, saying why: no picture, damaged, in a format that is not read, larger
            than :data:`LARGEST_FILE` or :data:`publish.publication.assets.rasters.LARGEST_AREA`. A
            :class:`publish.publication.assets.rasters.PictureError` says what helps.
    """
    try:
        facts = path.stat()
    except OSError as failure:
        raise ValueError(say("damaged or unreadable: {reason}", reason=os_reason(failure))) from failure
    return _measure(path, facts.st_size, facts.st_mtime_ns)


@functools.lru_cache(maxsize=256)
def _measure(path: Path, size: int, changed: int) -> Picture:
    """Measure a picture, once as long as it does not change."""
    if size > LARGEST_FILE:
        raise ValueError(say("larger than {most} MB", most=LARGEST_FILE // 1_000_000))
    try:
        drawing = _read_drawing(path)
    except OSError as failure:
        raise ValueError(say("damaged or unreadable: {reason}", reason=os_reason(failure))) from failure
    from publish.publication.assets import rasters

    if drawing:
        width, height = (max(1, round(side)) for side in measure_drawing(drawing))
        rasters.demand_size(width, height)
        return Picture(DRAWING, width, height)
    with rasters.open_raster(path) as image:
        image.load()
        rasters.demand_depth(image)
        width, height = rasters.shown_size(image)
        return Picture(rasters.media_type(image), width, height, rasters.count_frames(image))


def check_picture(path: Path, name: str, at: Position) -> Iterator[Diagnostic]:
    """Yield what is wrong with a picture file, and what of it is not published.

    Args:
        path: The file, which is there.
        name: What the source calls the file.
        at: Where that is.
    """
    try:
        picture = measure_picture(path)
    except ValueError as failure:
        yield unreadable(name, at, failure)
    else:
        if picture.frames > 1:
            message = say("only the first picture of the file is published: {name}", name=name)
            yield Diagnostic(Severity.NOTE, at, message, "first-picture", say("save the one that is meant by itself"))


def drawing_words(path: Path) -> Words | None:
    """Return what a drawing says; None for one without words, and for other pictures."""
    content = _read_drawing(path)
    return read_words(content) if content else None


def unreadable(name: str, at: Position, failure: ValueError) -> Diagnostic:
    """Return the finding that a picture cannot be published, as :func:`measure_picture` says why."""
    return error(
        at,
        say("picture cannot be used: {name}: {failure}", name=name, failure=failure),
        "unreadable-image",
        getattr(failure, "hint", ""),
    )


def plain_picture(content: bytes) -> bytes:
    """Return a picture as every output takes it: PNG, JPEG or a drawing; as it is if it is one.

    Args:
        content: A picture file.

    Raises:
        ValueError: If it is no picture that can be published.
    """
    if is_drawing(content[:64]):
        return set_words(content)
    from publish.publication.assets import rasters

    return rasters.plain_raster(content)


def _read_drawing(path: Path) -> bytes:
    """Return what is in a file of SVG; nothing of any other file."""
    with path.open("rb") as file:
        begin = file.read(64)
        return begin + file.read() if is_drawing(begin) else b""
