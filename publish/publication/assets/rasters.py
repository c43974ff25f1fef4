"""Open pictures made of pixels, and turn those that an output does not take into ones that all of them take.

What outputs take is JPEG and PNG with 8 bits a colour, upright, in gray, sRGB or the inks of a press. Every other one
is converted: 16 bits are scaled to 8 and not cut off, palettes looked up, colours of another RGB profile are sRGB
afterwards. Sizes are looked at before anything is decoded.
"""

from __future__ import annotations

import functools
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageFile, ImageMath, ImageOps, UnidentifiedImageError

from publish.base.diagnostics import os_reason
from publish.base.messages import say

LARGEST_SIDE = 20_000  # pixels: 1.7 m at 300 ppi
LARGEST_AREA = 178_000_000  # pixels, decoded 700 MB: 113 × 113 cm at 300 ppi

Image.MAX_IMAGE_PIXELS = LARGEST_AREA  # so that Pillow, also in the engine, warns of none that is let through here

FORMATS = (
    *("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF", "JPEG2000", "PSD", "PPM", "ICO", "ICNS", "DIB", "DDS"),
    *("QOI", "SGI", "PCX", "MSP", "SUN", "XBM", "XPM", "TGA"),
)
"""Formats that are read; of those that Pillow knows all but the ones that need another program, such as EPS, that are
data and not pictures, such as FITS, and whose files cannot be told from others."""

COMMON = "PNG, JPEG, TIFF, WebP, GIF, AVIF, BMP or SVG"
"""What a picture is best given as."""

_SAVE_IT = say("save it as {formats}", formats=COMMON)

QUALITY = 95  # of JPEG that stands for an original; none of the colours is sampled more coarsely
FINEST = Image.Resampling.LANCZOS
"""How a picture is made smaller."""

_FRAMED = ("GIF", "PNG", "WEBP", "TIFF", "AVIF")
"""Formats that may hold several pictures of equal standing."""

_PLAIN_MODES = {"JPEG": ("L", "RGB", "CMYK"), "PNG": ("L", "LA", "RGB", "RGBA")}
_ORIENTATION = 0x0112  # Exif 2.3
_MP_ENTRIES = 0xB002
_TIFF_BITS, _TIFF_PHOTOMETRIC = 258, 262
_LEAST_DIFFERENCE = 3  # levels of 255; a profile that changes colours by less is one of sRGB


class PictureError(ValueError):
    """A picture that cannot be published, and why.

    Attributes:
        hint: What to do about it.
    """

    def __init__(self, message: str, hint: str = _SAVE_IT) -> None:
        """Start with what is wrong and what helps."""
        super().__init__(message)
        self.hint = hint


@contextmanager
def open_raster(source: Path | io.BytesIO) -> Iterator[Image.Image]:
    """Give a picture, measured but not decoded.

    Raises:
        PictureError: If it is no picture that can be published, here or while it is used in the block.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # as the engine would have it
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what Pillow finds odd, or too large, is told below
            with Image.open(source, formats=FORMATS) as image:
                demand_size(*image.size)
                yield image
    except UnidentifiedImageError as failure:
        raise PictureError(say("not a picture in a format, or with colours, that can be read")) from failure
    except Image.DecompressionBombError as failure:
        raise PictureError(say("more than {most:,} pixels", most=LARGEST_AREA), say("save it smaller")) from failure
    except OSError as failure:
        raise PictureError(say("damaged or unreadable: {reason}", reason=os_reason(failure)), _AGAIN) from failure
    except PictureError:
        raise
    except (SyntaxError, ValueError, KeyError, IndexError, TypeError, EOFError, OverflowError) as failure:
        raise PictureError(
            say("damaged: {failure}", failure=failure), _AGAIN
        ) from failure  # Pillow raises all of these for broken files


_AGAIN = say("open it where it was made, and save it again")


def demand_size(width: int, height: int) -> None:
    """Raise PictureError for a picture with too many pixels."""
    if max(width, height) > LARGEST_SIDE:
        raise PictureError(
            say(
                "{width} × {height} pixels; a side may have {most:,} at most",
                width=width,
                height=height,
                most=LARGEST_SIDE,
            ),
            say("save it smaller"),
        )
    if width * height > LARGEST_AREA:
        message = say(
            "{width} × {height} pixels; a picture may have {most:,} at most",
            width=width,
            height=height,
            most=LARGEST_AREA,
        )
        raise PictureError(message, say("save it smaller"))


def count_frames(image: Image.Image) -> int:
    """Return 2 if there are several pictures in a file, of which the first is used; else 1."""
    if image.format not in _FRAMED:
        return 1
    try:
        image.seek(1)
    except (EOFError, OSError, SyntaxError, ValueError):  # what is behind the first is not used, whole or not
        return 1
    return 2


def media_type(image: Image.Image) -> str:
    """Return the IANA media type of a picture's file; empty if its format has none."""
    return "image/jpeg" if is_jpeg(image) else Image.MIME.get(image.format or "", "")


def shown_size(image: Image.Image) -> tuple[int, int]:
    """Return width and height of a decoded picture as it is shown, upright."""
    width, height = image.size
    return (height, width) if image.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8) else (width, height)


def is_plain(image: Image.Image) -> bool:
    """Tell whether every output shows a decoded picture as it is."""
    modes = _PLAIN_MODES.get("JPEG" if is_jpeg(image) else image.format or "", ())
    if image.mode not in modes or "transparency" in image.info or not is_upright_srgb(image):
        return False
    return image.mode != "RGBA" or _leave_out(image) is image


def is_upright_srgb(image: Image.Image) -> bool:
    """Tell whether a picture is shown upright and, unless it is gray or in inks, in sRGB, by all who show it."""
    foreign = image.mode not in ("1", "L", "LA", "CMYK") and _foreign(image.info.get("icc_profile"))
    return image.getexif().get(_ORIENTATION, 1) in (0, 1) and not foreign


def is_jpeg(image: Image.Image) -> bool:
    """Tell whether a picture is JPEG, also one with others behind it, as cameras and telephones make them (MPO)."""
    return image.format in ("JPEG", "MPO")


def without_others(image: Image.Image, content: bytes) -> bytes:
    """Return a file without the pictures that stand behind the first (CIPA DC-007), of JPEG only."""
    entries: Any = getattr(image, "mpinfo", {}).get(_MP_ENTRIES)
    return content[: entries[0]["Size"]] if entries else content


def demand_depth(image: Image.Image) -> None:
    """Raise PictureError for a decoded picture of which nothing says what is white."""
    if image.mode == "F" or (image.mode == "I" and image.format != "PPM"):
        message = say("numbers of 32 bits for its pixels, of which nothing says which is white")
        raise PictureError(message, say("save it with 16 or 8 bits for each colour"))


def plain(image: Image.Image) -> Image.Image:
    """Return a picture upright in gray or sRGB, each with or without alpha, or in inks (L, LA, RGB, RGBA, CMYK).

    Raises:
        PictureError: If nothing says what is white in it.
    """
    image.load()
    demand_depth(image)
    if image.getexif().get(_ORIENTATION, 1) not in (0, 1):
        kind = image.format
        image = ImageOps.exif_transpose(image)
        image.format = kind
    profile, mode = image.info.get("icc_profile"), image.mode
    if mode.startswith("I"):
        image = _eight_bits(image)
    elif mode == "LAB":
        image = _from_lab(image)
    elif mode == "1":
        image = image.convert("LA" if "transparency" in image.info else "L")
    elif "transparency" in image.info:
        image = image.convert("LA" if mode == "L" else "RGBA")
    elif mode not in ("L", "LA", "RGB", "RGBA", "CMYK"):
        image = image.convert({"PA": "RGBA", "RGBa": "RGBA", "La": "LA"}.get(mode, "RGB"))
    image = _leave_out(image)
    if profile and image.mode in ("RGB", "RGBA") and mode != "LAB" and _foreign(profile):
        image = _to_srgb(image, profile)
    return image


def pack_png(image: Image.Image) -> bytes:
    """Return a picture in gray or RGB as PNG."""
    stream = io.BytesIO()
    image.info = {}
    image.save(stream, "PNG")
    return stream.getvalue()


def pack_jpeg(image: Image.Image, quality: int = QUALITY, profile: bytes | None = None) -> bytes:
    """Return a picture without alpha as JPEG."""
    stream = io.BytesIO()
    image.info = {}
    image.save(stream, "JPEG", quality=quality, subsampling=0, icc_profile=profile)
    return stream.getvalue()


@functools.lru_cache(maxsize=8)
def plain_raster(content: bytes) -> bytes:
    """Return a picture as PNG or JPEG that every output takes; as it is if it is one.

    Args:
        content: A picture file.

    Raises:
        PictureError: If it is none that can be published.
    """
    with open_raster(io.BytesIO(content)) as image:
        image.load()
        if is_plain(image):
            return without_others(image, content)
        lossy, profile = is_jpeg(image), image.info.get("icc_profile")
        made = plain(image)
        if made.mode == "CMYK":
            return pack_jpeg(made, profile=profile)
        return pack_jpeg(made) if lossy else pack_png(made)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return gray of up to 16 bits with 8, black still black and white still white."""
    tags: Any = getattr(image, "tag_v2", {})
    most = (1 << min(16, (tags.get(_TIFF_BITS) or (16,))[0])) - 1
    inverted, clear = tags.get(_TIFF_PHOTOMETRIC) == 0, image.info.get("transparency")
    levels = image.convert("I")

    def scale(of: Any) -> Any:
        level = most - of["a"] if inverted else of["a"]
        return of["convert"]((of["min"](of["max"](level, 0), most) * 255 + most // 2) / most, "L")

    gray: Image.Image = ImageMath.lambda_eval(scale, a=levels)
    if not isinstance(clear, int):
        return gray
    gray = gray.convert("LA")
    gray.putalpha(ImageMath.lambda_eval(lambda of: of["convert"]((of["a"] != clear) * 255, "L"), a=levels))
    return gray


def _leave_out(image: Image.Image) -> Image.Image:
    """Return a picture without an alpha that hides nothing, and without colours where all are gray."""
    if image.mode in ("LA", "RGBA") and image.getchannel("A").getextrema()[0] == 255:
        image = image.convert(image.mode[:-1])
    if image.mode in ("RGB", "RGBA"):
        red, green, blue = (image.getchannel(band) for band in "RGB")
        if not any(ImageChops.difference(red, other).getbbox() for other in (green, blue)):
            if image.mode == "RGB":
                return red
            return Image.merge("LA", (red, image.getchannel("A")))
    return image


def _from_lab(image: Image.Image) -> Image.Image:
    from PIL import ImageCms  # few pictures take it

    profiles = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    return _converted(image, ImageCms.buildTransform(*profiles, "LAB", "RGB", _RELATIVE))


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    shown = _converted(image.convert("RGB"), _transform(profile))
    if image.mode == "RGBA":
        shown.putalpha(image.getchannel("A"))
    return shown


def _converted(image: Image.Image, transform: Any) -> Image.Image:
    """Return a picture transformed; Pillow's own way would write a profile into it."""
    made = Image.new("RGB", image.size)
    transform.transform.apply(image.getim(), made.getim())
    return made


_RELATIVE: Any = 1  # ImageCms.Intent.RELATIVE_COLORIMETRIC


def _transform(profile: bytes) -> Any:
    from PIL import ImageCms

    own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    return ImageCms.buildTransform(own, ImageCms.createProfile("sRGB"), "RGB", "RGB", _RELATIVE, flags)


@functools.lru_cache(maxsize=16)
def _foreign(profile: bytes | None) -> bool:
    """Tell whether colours of a profile are others than those of sRGB; a profile that is none is passed over."""
    if not profile:
        return False
    from PIL import ImageCms

    levels = range(0, 256, 51)
    grid = Image.new("RGB", (len(levels) ** 3, 1))
    grid.putdata([(red, green, blue) for red in levels for green in levels for blue in levels])
    try:
        shown = _converted(grid, _transform(profile))
    except (OSError, ImageCms.PyCMSError):
        return False
    bands = ImageChops.difference(grid, shown).split()
    return any(level > _LEAST_DIFFERENCE for band in bands for level in band.tobytes())
