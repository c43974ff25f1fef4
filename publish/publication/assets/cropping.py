"""Pictures without what their author has cut off, which readers must not get."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from publish.base.messages import say
from publish.publication.assets import rasters

_SCREEN_PPI = 96
"""Pixels to the inch of a picture that says nothing of them, as LibreOffice has it."""

_PNG_MODES = ("1", "L", "LA", "I;16", "P", "RGB", "RGBA")


def crop_raster(path: Path, sides: tuple[float, float, float, float], *, inches: bool = False) -> bytes:
    """Return a picture made of pixels without what is cut off its sides: JPEG of JPEG, else PNG, or TIFF for inks.

    Args:
        path: A picture.
        sides: What is cut off its left, top, right and bottom, in shares of its width and height.
        inches: Whether ``sides`` are inches instead, at the pixels to the inch that the picture says.

    Raises:
        ValueError: If it cannot be decoded, or nothing is left of it.
    """
    with rasters.open_raster(path) as image:
        image.load()
        box = _box(image, sides, inches=inches)
        if box[0] >= box[2] or box[1] >= box[3]:
            raise rasters.PictureError(say("nothing is left of it where it was cut"), say("put the picture there"))
        part, stream = image.crop(box), io.BytesIO()
        kept = {key: value for key in ("icc_profile", "dpi", "exif") if (value := image.info.get(key))}
        if rasters.is_jpeg(image):
            part.save(stream, "JPEG", quality=rasters.QUALITY, subsampling=0, **kept)
        elif image.mode in _PNG_MODES:
            part.save(stream, "PNG", **kept)
        else:
            kept.pop("exif", None)
            part.save(stream, "TIFF", compression="tiff_lzw", **kept)
    return stream.getvalue()


def _box(image: Image.Image, sides: tuple[float, float, float, float], *, inches: bool) -> tuple[int, int, int, int]:
    """Return the left, top, right and bottom of what stays, in pixels."""
    wide, high = (float(side) for side in image.size)
    if inches:
        across, down = image.info.get("dpi", (0, 0))
        wide = float(across) if across and across > 1 else _SCREEN_PPI
        high = float(down) if down and down > 1 else _SCREEN_PPI
    left, top, right, bottom = sides
    return round(left * wide), round(top * high), round(image.width - right * wide), round(image.height - bottom * high)
