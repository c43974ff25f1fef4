"""Pictures for the press: through their profile into inks, under the limit of the printer, kept by what is in them.

A picture that a press can print as it is stays byte for byte: gray, and inks that are under the limit.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from typing import Any, Protocol

import pikepdf
from pikepdf import Array, Name
from PIL import Image

from publish.outputs.press.inks import Inks, most_ink
from publish.outputs.press.shadings import family_of

_QUALITY = 95  # of JPEG; no loss is seen, and none of the colours is sampled more coarsely
_MARGINS = (0.0, 0.04, 0.08, 0.15)
"""By how much less ink is asked for until JPEG, which rings at edges, stays under the limit."""


class Store(Protocol):
    """Keeps what was made by what it was made from."""

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key."""

    def put(self, key: str, content: bytes) -> None:
        """Keep something."""


def print_picture(picture: Any, inks: Inks, *, flat: bool, key: str, store: Store | None) -> None:
    """Have an image paint inks.

    Args:
        picture: The image, a stream.
        inks: Turns colours into inks.
        flat: Whether what shines through it is to be white paper, since the printer wants no transparency.
        key: Digest of the inks, under which with its own the result is kept.
        store: Where results are kept; None for nowhere.
    """
    _drop(picture, "/Interpolate")
    mask = picture.get("/SMask") if flat else None
    space = _space(picture)
    if picture.get("/ImageMask", False) or (space in ("DeviceGray", "CalGray") and mask is None):
        if space == "CalGray":
            picture.ColorSpace = Name.DeviceGray
        return
    known = _key(picture, mask, key)
    kept = store.get(known) if store else None
    if kept is None:
        kept = _convert(picture, mask, space, inks)
        if store:
            store.put(known, kept)
    _put(picture, kept)
    if flat:
        _drop(picture, "/SMask")


def gray_picture(picture: Any) -> bool:
    """Have an image in a soft mask be gray; return that it is part of one."""
    if _space(picture) != "DeviceGray":
        image = _open(picture, picture.get("/Filter") == Name.DCTDecode).convert("L")
        _drop(picture, "/DecodeParms", "/Decode", "/SMask")
        picture.write(zlib.compress(image.tobytes(), 6), filter=Name.FlateDecode)
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
    _drop(picture, "/Interpolate")
    return True


def _drop(picture: Any, *keys: str) -> None:
    for key in keys:
        if key in picture:
            del picture[key]


def _space(picture: Any) -> str:
    return family_of(picture.get("/ColorSpace", Name.DeviceGray))


def _key(picture: Any, mask: Any, key: str) -> str:
    """Return a digest of an image and of what is done to it."""
    import hashlib

    parts = [picture.read_raw_bytes(), picture.stream_dict.unparse()]
    parts += [mask.read_raw_bytes()] if mask is not None else []
    found = hashlib.sha256(key.encode())
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


_SAME, _JPEG, _FLATE = b"same", b"jpeg", b"flat"


def _convert(picture: Any, mask: Any, space: str, inks: Inks) -> bytes:
    """Return how an image is to be written: a word of four letters, and what is in it."""
    jpeg = picture.get("/Filter") == Name.DCTDecode
    image = _open(picture, jpeg)
    if space == "DeviceCMYK" and image.mode == "CMYK" and mask is None and most_ink(image) <= inks.limit:
        return _SAME
    printed = inks.picture(image)
    if mask is not None:
        printed = Image.composite(
            printed, Image.new("CMYK", printed.size), _open(mask, False).convert("L").resize(printed.size)
        )
    if not jpeg:
        return _FLATE + zlib.compress(printed.tobytes(), 6)
    for margin in _MARGINS:
        content = io.BytesIO()
        inks.hold(printed, inks.limit - margin).save(content, "JPEG", quality=_QUALITY)
        if most_ink(Image.open(content)) <= inks.limit:
            return _JPEG + content.getvalue()
    return _FLATE + zlib.compress(printed.tobytes(), 6)


def _open(picture: Any, jpeg: bool) -> Image.Image:
    if jpeg:
        return Image.open(io.BytesIO(picture.read_raw_bytes()))
    return pikepdf.PdfImage(picture).as_pil_image(apply_mask=False)


_PLAIN: Mapping[bytes, Any] = {
    _JPEG: {"/Filter": Name.DCTDecode, "/Decode": Array([1, 0] * 4)},  # as Adobe writes inks, and Pillow after it
    _FLATE: {"/Filter": Name.FlateDecode},
}


def _put(picture: Any, kept: bytes) -> None:
    """Write what was made of an image in its place."""
    kind, content = kept[:4], kept[4:]
    if kind == _SAME:
        return
    facts = _PLAIN[kind]
    _drop(picture, "/DecodeParms", "/Decode")
    picture.write(content, filter=facts["/Filter"])
    if "/Decode" in facts:
        picture.Decode = facts["/Decode"]
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceCMYK, 8
