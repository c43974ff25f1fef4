"""Picture files of every kind that a camera, a scanner or a program makes, each with how it is to look."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from PIL import Image, ImageCms

from publish.publication.assets.rasters import FORMATS
from tests.support.folders import ROOT

SIDE = 64
SRGB = ROOT / "styles" / "profiles" / "sRGB2014.icc"
MODES = ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "LAB", "HSV", "I", "F", "I;16", "I;16B"]
_GRAY = Image.frombytes("L", (SIDE, SIDE), bytes(x * 255 // (SIDE - 1) for _ in range(SIDE) for x in range(SIDE)))
_DOWN = _GRAY.transpose(Image.Transpose.ROTATE_270)
_COLOURS = Image.merge("RGB", (_GRAY, _DOWN, _GRAY.point(lambda level: 255 - level)))
_ALPHA = _DOWN.point(lambda level: 255 if level < 128 else 0)


@dataclass(frozen=True)
class Sample:
    """A picture file.

    Attributes:
        name: Its file name.
        content: The file.
        shown: How it looks, upright, in L, RGB or CMYK, on white; None if it is to be refused.
        tolerance: By how many of 255 levels a colour may differ.
    """

    name: str
    content: bytes
    shown: Image.Image | None
    tolerance: int = 6


def samples() -> Iterator[Sample]:
    """All of them, in an order that is always the same."""
    yield from written_by_pillow()
    yield from every_png()
    yield from every_tiff()
    yield from turned()
    yield from with_profiles()


def written_by_pillow() -> Iterator[Sample]:
    """Each mode in each format that Pillow can write it in."""
    Image.init()
    for kind, mode in product(FORMATS, MODES):
        image, shown = _image(mode)
        stream = io.BytesIO()
        try:
            image.save(stream, kind, **_OPTIONS.get(kind, {}))
            with Image.open(io.BytesIO(stream.getvalue())) as again:
                kept = again.mode
        except (OSError, KeyError, ValueError, TypeError):
            continue  # it cannot be written
        if (mode[0] in "IF" and kept[0] not in "IF") or (mode in ("CMYK", "LAB") and mode != kept):
            continue  # Pillow cuts its levels off when it writes, or takes its inks for light
        if (kind, mode) == ("GIF", "LA"):
            continue  # it leaves the alpha out
        if mode[-1] == "A" and kept[-1] != "A" and kind in ("BMP", "DIB", "PPM"):
            shown = image.convert("L" if mode == "LA" else "RGB")  # the format has no alpha
        refused = mode == "F" or (mode == "I" and kind != "PPM")
        name = f"{kind}-{mode.replace(';', '-')}.{kind.lower()}"
        tolerance = 14 if mode == "LAB" else _TOLERANCES.get(kind, 6)  # 8 bits of LAB are coarse
        yield Sample(name, stream.getvalue(), None if refused else shown, tolerance)


_OPTIONS = {
    "JPEG": {"quality": 95, "subsampling": 0},
    "WEBP": {"lossless": True},
    "AVIF": {"quality": 95, "subsampling": "4:4:4"},
}
_TOLERANCES = {"AVIF": 30, "GIF": 40, "ICNS": 40}


def _image(mode: str) -> tuple[Image.Image, Image.Image]:
    """A picture of a mode, and how it looks on white."""
    if mode == "1":
        image = _GRAY.convert("1", dither=Image.Dither.NONE)
        return image, image.convert("L")
    if mode in ("I", "I;16", "I;16B"):
        levels = [level * 257 for level in _GRAY.tobytes()]
        letter, order = ("i", "<") if mode == "I" else ("H", ">" if mode[-1] == "B" else "<")
        content = struct.pack(f"{order}{len(levels)}{letter}", *levels)
        return Image.frombytes(mode, (SIDE, SIDE), content), _GRAY
    if mode in ("L", "F"):
        return _GRAY.convert(mode), _GRAY
    if mode == "CMYK":
        image = Image.merge("CMYK", (*_COLOURS.point(lambda level: level // 2).split(), _DOWN.point(lambda v: v // 3)))
        return image, image
    if mode == "LAB":
        profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        muted = _COLOURS.point(lambda level: 64 + level // 2)
        made = ImageCms.profileToProfile(muted, *profiles, outputMode="LAB")
        assert made
        return made, muted
    if mode in ("LA", "RGBA", "PA"):
        image = _GRAY.convert("LA") if mode == "LA" else _COLOURS.convert("RGBA")
        image.putalpha(_ALPHA)
        base = image.convert("RGB")
        if mode == "PA":
            flat = _COLOURS.quantize(64)
            image, base = flat.convert("PA"), flat.convert("RGB")
            image.putalpha(_ALPHA)
        shown = Image.composite(base, Image.new("RGB", base.size, "white"), _ALPHA)
        return image, shown.convert("L") if mode == "LA" else shown
    if mode == "P":
        image = _COLOURS.quantize(64)
        return image, image.convert("RGB")
    return _COLOURS.convert(mode), _COLOURS


# PNG and TIFF that Pillow does not write -----------------------------------------------------------------------------


def every_png() -> Iterator[Sample]:
    """Each colour type with each depth (PNG 1.2, 11.2.2), and transparency by a colour."""
    for kind, channels, depths in ((0, 1, (1, 2, 4, 8, 16)), (2, 3, (8, 16)), (4, 2, (8, 16)), (6, 4, (8, 16))):
        for depth in depths:
            yield Sample(f"png-{kind}-{depth}.png", *_png(kind, channels, depth))
    for depth in (1, 2, 4, 8):
        count = 1 << depth
        palette = bytes(
            part for i in range(count) for part in (255 * i // (count - 1), 255 - 255 * i // (count - 1), 9)
        )
        rows = _rows([[x * count // SIDE for x in range(SIDE)] for _ in range(SIDE)], depth)
        shown = Image.new("RGB", (SIDE, SIDE))
        for x in range(SIDE):
            at = 3 * (x * count // SIDE)
            shown.paste(tuple(palette[at : at + 3]), (x, 0, x + 1, SIDE))
        yield Sample(f"png-3-{depth}.png", _png_file(3, depth, rows, (b"PLTE", palette)), shown)
        clear = shown.copy()
        clear.paste("white", (0, 0, max(1, SIDE // count), SIDE))
        yield Sample(f"png-3-{depth}-clear.png", _png_file(3, depth, rows, (b"PLTE", palette), (b"tRNS", b"\0")), clear)
    for depth in (8, 16):
        content, gray = _png(0, 1, depth, (b"tRNS", b"\0\0"))
        shown = gray.copy()
        shown.paste(255, (0, 0, 1, SIDE))  # the one column that is black
        yield Sample(f"png-0-{depth}-clear.png", content, shown)


def _png(kind: int, channels: int, depth: int, *chunks: tuple[bytes, bytes]) -> tuple[bytes, Image.Image]:
    most, ramp = (1 << depth) - 1, range(SIDE)
    values = [
        [x * most // (SIDE - 1), y * most // (SIDE - 1), most // 2][: 3 if kind & 2 else 1] for y in ramp for x in ramp
    ]
    alpha = [most if y < SIDE // 2 else 0 for y in ramp for _ in ramp]
    pixels = [[*v, a] if kind & 4 else v for v, a in zip(values, alpha, strict=True)]
    lines = [[part for pixel in pixels[y * SIDE : (y + 1) * SIDE] for part in pixel] for y in ramp]
    shown = Image.new("RGB" if kind & 2 else "L", (SIDE, SIDE))
    levels = [
        tuple(255 if kind & 4 and not a else part * 255 // most for part in v)
        for v, a in zip(values, alpha, strict=True)
    ]
    shown.putdata(levels if kind & 2 else [level for (level,) in levels])
    return _png_file(kind, depth, _rows(lines, depth), *chunks), shown


def _rows(lines: list[list[int]], depth: int) -> bytes:
    packed = b""
    for line in lines:
        bits = "".join(f"{value:0{depth}b}" for value in line)
        packed += b"\0" + int(bits, 2).to_bytes(len(bits) // 8, "big")
    return packed


def _png_file(kind: int, depth: int, rows: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    head = struct.pack(">LLBBBBB", SIDE, SIDE, depth, kind, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content))
        for name, content in parts
    )


def every_tiff() -> Iterator[Sample]:
    """Gray from black to white and from white to black, RGB and inks, with 8, 12 or 16 bits, of both byte orders."""
    for order, (photometric, channels), depth in product("<>", ((0, 1), (1, 1), (2, 3), (5, 4)), (8, 16)):
        if (order, photometric, depth) == (">", 0, 16):
            continue  # Pillow does not read it
        most, ramp = (1 << depth) - 1, range(SIDE)
        pixels = [(x * most // (SIDE - 1), y * most // (SIDE - 1), most // 2, 0)[:channels] for y in ramp for x in ramp]
        values = [most - part if photometric == 0 else part for pixel in pixels for part in pixel]
        data = struct.pack(f"{order}{len(values)}{'B' if depth == 8 else 'H'}", *values)
        shown = Image.new({1: "L", 3: "RGB", 4: "CMYK"}[channels], (SIDE, SIDE))
        levels = [tuple(part * 255 // most for part in pixel) for pixel in pixels]
        shown.putdata(levels if channels > 1 else [level for (level,) in levels])
        name = f"tiff-{'little' if order == '<' else 'big'}-{photometric}-{depth}.tiff"
        yield Sample(name, _tiff_file(order, photometric, channels, depth, data), shown)
    for compression in ("tiff_lzw", "tiff_deflate", "tiff_jpeg", "packbits"):
        for mode in ("RGB", "CMYK"):
            if (compression, mode) != ("tiff_jpeg", "CMYK"):
                image, shown = _image(mode)
                stream = io.BytesIO()
                image.save(stream, "TIFF", compression=compression)
                yield Sample(f"{compression}-{mode}.tiff", stream.getvalue(), shown, 40 if "jpeg" in compression else 6)
    stream = io.BytesIO()
    _COLOURS.save(stream, "TIFF", save_all=True, append_images=[Image.new("RGB", (8, 8))])
    yield Sample("pages.tiff", stream.getvalue(), _COLOURS)


def _tiff_file(order: str, photometric: int, channels: int, depth: int, data: bytes) -> bytes:
    extra = 8 + 2 + 9 * 12 + 4
    bits = struct.pack(f"{order}4H", *[depth] * 4)
    tags = [
        *((256, 3, 1, SIDE), (257, 3, 1, SIDE), (258, 3, channels, depth if channels == 1 else extra), (259, 3, 1, 1)),
        *((262, 3, 1, photometric), (273, 4, 1, extra + 8), (277, 3, 1, channels), (278, 3, 1, SIDE)),
        (279, 4, 1, len(data)),
    ]
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HLH", 42, 8, len(tags))
    for tag, kind, count, value in tags:
        fits = (kind == 3 and count == 1) or (kind == 3 and tag == 258 and channels == 1)
        head += struct.pack(
            f"{order}HHLHH" if fits else f"{order}HHLL", tag, kind, count, *((value, 0) if fits else (value,))
        )
    return head + struct.pack(f"{order}L", 0) + bits + data


# What stands in the file beside the pixels ---------------------------------------------------------------------------


def turned() -> Iterator[Sample]:
    """Pictures that a camera has taken on its side: eight orientations (Exif 2.3) in each format that has them."""
    wide = _COLOURS.resize((SIDE, SIDE // 2))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    for kind, orientation in product(("JPEG", "PNG", "TIFF", "WEBP", "MPO"), range(1, 9)):
        exif = Image.Exif()
        exif[0x0112] = orientation
        stored = wide.transpose(back[orientation]) if orientation > 1 else wide
        more = {"save_all": True, "append_images": [stored]} if kind == "MPO" else {}
        stream = io.BytesIO()
        stored.save(stream, kind, exif=exif, **_OPTIONS.get(kind, _OPTIONS["JPEG"] if kind == "MPO" else {}), **more)
        yield Sample(f"turned-{orientation}.{kind.lower()}", stream.getvalue(), wide, 12)


def with_profiles() -> Iterator[Sample]:
    """RGB by the profile of a screen whose red is green: what is stored green is to be seen red."""
    srgb = SRGB.read_bytes()
    swapped = srgb.replace(b"rXYZ", b"?XYZ", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"?XYZ", b"gXYZ", 1)
    red, green, blue = _COLOURS.split()
    for kind in ("JPEG", "PNG", "TIFF", "WEBP"):
        for name, profile, shown in (
            ("srgb", srgb, _COLOURS),
            ("other", swapped, Image.merge("RGB", (green, red, blue))),
            ("none", b"none", _COLOURS),
        ):
            stream = io.BytesIO()
            _COLOURS.save(stream, kind, icc_profile=profile, **_OPTIONS.get(kind, {}))
            yield Sample(f"profile-{name}.{kind.lower()}", stream.getvalue(), shown, 12)
