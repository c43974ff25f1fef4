"""Measure pictures without decoding more of them than that takes."""

from __future__ import annotations

import warnings
from pathlib import Path

from publish.diagnostics import os_reason
from publish.records import dataclass

LARGEST_SIDE = 20_000  # pixels: 1.7 m at 300 ppi
LARGEST_FILE = 200_000_000  # bytes
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be published.

    Attributes:
        media_type: Its IANA media type, one of the EPUB 3.3 core media types.
        width: In pixels.
        height: In pixels.
    """

    media_type: str
    width: int
    height: int


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
        with warnings.catch_warnings(), Image.open(path, formats=tuple(MEDIA_TYPES)) as image:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            width, height = image.size
            if max(width, height) > LARGEST_SIDE:
                raise ValueError(f"{width} × {height} pixels; a side may have {LARGEST_SIDE:,} at most")
            image.load()
            return Picture(MEDIA_TYPES[image.format or ""], width, height)
    except UnidentifiedImageError as failure:
        raise ValueError(f"not a picture in {', '.join(MEDIA_TYPES)}") from failure
    except Image.DecompressionBombError as failure:
        raise ValueError("too many pixels") from failure
    except OSError as failure:
        raise ValueError(f"damaged or unreadable: {os_reason(failure)}") from failure
    except SyntaxError as failure:  # Pillow raises it for broken PNG chunks
        raise ValueError(f"damaged: {failure}") from failure
