"""Measure pictures without decoding more of them than that takes."""

from __future__ import annotations

import warnings
from pathlib import Path

from publish.base.diagnostics import os_reason
from publish.base.records import dataclass
from publish.publication.assets.drawings import is_drawing, measure_drawing

LARGEST_SIDE = 20_000  # pixels: 1.7 m at 300 ppi
LARGEST_FILE = 200_000_000  # bytes
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
DRAWING = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be published.

    Attributes:
        media_type: IANA media type of the picture, one of the EPUB 3.3 core media types.
        width: Width in pixels; of a drawing in CSS pixels, at which it can be set without loss at any size.
        height: Likewise.
        inked: Whether the picture is in the inks of a press (CMYK).
    """

    media_type: str
    width: int
    height: int
    inked: bool = False


def measure_picture(path: Path) -> Picture:
    """Return what a picture file is.

    Raises:
        ValueError: If it cannot be published, saying why: no picture, damaged, a format that the outputs do not take,
            larger than :data:`LARGEST_SIDE` or :data:`LARGEST_FILE`.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError(f"larger than {LARGEST_FILE // 1_000_000} MB")
        if drawing := _read_drawing(path):
            width, height = (max(1, round(side)) for side in measure_drawing(drawing))
            if max(width, height) > LARGEST_SIDE:
                raise ValueError(f"{width} × {height} pixels; a side may have {LARGEST_SIDE:,} at most")
            return Picture(DRAWING, width, height)
        with warnings.catch_warnings(), Image.open(path, formats=tuple(MEDIA_TYPES)) as image:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            width, height = image.size
            if max(width, height) > LARGEST_SIDE:
                raise ValueError(f"{width} × {height} pixels; a side may have {LARGEST_SIDE:,} at most")
            image.load()
            return Picture(MEDIA_TYPES[image.format or ""], width, height, image.mode == "CMYK")
    except UnidentifiedImageError as failure:
        raise ValueError(f"not a picture in {', '.join(MEDIA_TYPES)} or SVG") from failure
    except Image.DecompressionBombError as failure:
        raise ValueError("too many pixels") from failure
    except OSError as failure:
        raise ValueError(f"damaged or unreadable: {os_reason(failure)}") from failure
    except SyntaxError as failure:  # Pillow raises it for broken PNG chunks
        raise ValueError(f"damaged: {failure}") from failure


def _read_drawing(path: Path) -> bytes:
    """Return what is in a file of SVG; nothing of any other file."""
    with path.open("rb") as file:
        begin = file.read(64)
        return begin + file.read() if is_drawing(begin) else b""
