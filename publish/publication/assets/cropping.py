"""Pictures without what their author has cut off, which readers must not get, and turned as their author shows them."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.assets import rasters

_SCREEN_PPI = 96
"""Pixels to the inch of a picture that says nothing of them, as LibreOffice has it."""

_PNG_MODES = ("1", "L", "LA", "I;16", "P", "RGB", "RGBA")
_ORIENTATION = 0x0112  # Exif 2.3
_TURNED = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
"""What Pillow calls a turn by degrees clockwise: it counts them the other way."""


@dataclass(frozen=True, slots=True)
class PictureEdit:
    """What is done to a picture, one after the other.

    Attributes:
        sides: What is cut off its left, top, right and bottom, in shares of its width and height.
        inches: Whether ``sides`` are inches instead, at the pixels to the inch that the picture says.
        degrees: How far the picture is turned clockwise: 0, 90, 180 or 270.
        across: Whether the picture is mirrored left to right before that.
        down: Whether the picture is mirrored upside down before that.
    """

    sides: tuple[float, float, float, float] = (0, 0, 0, 0)
    inches: bool = False
    degrees: int = 0
    across: bool = False
    down: bool = False


def edit_raster(path: Path, edit: PictureEdit) -> bytes:
    """Return a picture made of pixels cut, mirrored and turned: JPEG of JPEG, else PNG, or TIFF for inks.

    The pixels are those of the file: programs for writing turn a picture from a camera by themselves, and pass over
    what it says of its upper side. What is turned here says nothing of that any more.

    Raises:
        ValueError: If it cannot be decoded, or nothing is left of it.
    """
    with rasters.open_raster(path) as image:
        image.load()
        box = _box(image, edit.sides, inches=edit.inches)
        if box[0] >= box[2] or box[1] >= box[3]:
            raise rasters.PictureError(say("nothing is left of it where it was cut"), say("put the picture there"))
        part, stream = image.crop(box), io.BytesIO()
        kept = {key: value for key in ("icc_profile", "dpi", "exif") if (value := image.info.get(key))}
        if edit.degrees or edit.across or edit.down:
            part = _turned(part, edit)
            kept |= _facts_of_turned(image, edit) if kept.keys() & {"dpi", "exif"} else {}
        if rasters.is_jpeg(image):
            part.save(stream, "JPEG", quality=rasters.QUALITY, subsampling=0, **kept)
        elif image.mode in _PNG_MODES:
            part.save(stream, "PNG", **kept)
        else:
            kept.pop("exif", None)
            part.save(stream, "TIFF", compression="tiff_lzw", **kept)
    return stream.getvalue()


def _turned(image: Image.Image, edit: PictureEdit) -> Image.Image:
    """Return a picture mirrored and turned."""
    ways = [
        *([Image.Transpose.FLIP_LEFT_RIGHT] if edit.across else []),
        *([Image.Transpose.FLIP_TOP_BOTTOM] if edit.down else []),
        *([_TURNED[edit.degrees]] if edit.degrees else []),
    ]
    for way in ways:
        image = image.transpose(way)
    return image


def _facts_of_turned(image: Image.Image, edit: PictureEdit) -> dict[str, object]:
    """Return what a turned picture says of itself: no upper side but its own, and its resolution in both directions."""
    found: dict[str, object] = {}
    if "exif" in image.info:
        exif = image.getexif()
        exif.pop(_ORIENTATION, None)
        found["exif"] = exif.tobytes()
    if dpi := image.info.get("dpi"):
        found["dpi"] = tuple(reversed(dpi)) if edit.degrees in (90, 270) else dpi
    return found


def _box(image: Image.Image, sides: tuple[float, float, float, float], *, inches: bool) -> tuple[int, int, int, int]:
    """Return the left, top, right and bottom of what stays, in pixels."""
    wide, high = (float(side) for side in image.size)
    if inches:
        across, down = image.info.get("dpi", (0, 0))
        wide = float(across) if across and across > 1 else _SCREEN_PPI
        high = float(down) if down and down > 1 else _SCREEN_PPI
    left, top, right, bottom = sides
    return round(left * wide), round(top * high), round(image.width - right * wide), round(image.height - bottom * high)
