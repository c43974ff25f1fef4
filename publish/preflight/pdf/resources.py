"""Read the resources that pages name, each once for the whole file."""

from __future__ import annotations

from typing import Any

import pikepdf

from publish.preflight.pdf.colours import CMYK, GRAY, PATTERN, RGB, UNKNOWN, Space, read_space
from publish.preflight.pdf.ink_bound import Ceiling
from publish.preflight.pdf.ownership import Owners
from publish.preflight.pdf.reading import (
    FAILURES,
    TooLarge,
    Unreadable,
    items_of,
    key_of,
    lookup,
    number,
    stream_bytes,
    text_of,
)
from publish.preflight.pdf.shapes import Image
from publish.preflight.pdf.typefaces import Typeface

DEVICE = {"/DeviceGray": GRAY, "/DeviceRGB": RGB, "/DeviceCMYK": CMYK, "/Pattern": PATTERN}


class Cabinet:
    """What has been read of a file, by the numbers of its objects.

    Attributes:
        owners: The elements that marks belong to; None where they are not asked.
        met: The marks of the forms that have been drawn.
        shared: The pages of which something depends on other pages.
    """

    def __init__(self, owners: Owners | None = None, *, heard: bool = False) -> None:
        """Begin empty.

        Args:
            owners: The elements that marks belong to.
            heard: Whether the file is also listened to, so that what its letters say matters.
        """
        self.owners, self.heard = owners, heard
        self.met: dict[tuple[int, int], set[int]] = {}
        self.shared: set[int] = set()
        self.fonts: dict[tuple[int, int], Typeface] = {}
        self.spaces: dict[tuple[int, int], Space] = {}
        self.images: dict[tuple[int, int], Image] = {}
        self.forms: dict[tuple[int, int], bytes] = {}
        self.shelves: dict[tuple[int, int], Resources] = {}
        self.ceilings: dict[int, Ceiling] = {}
        self.form_size = 0
        self.operations = self.objects = 0

    def resources(self, obj: Any) -> Resources:
        """Return a resource dictionary, a shared one as it was read before."""
        key = key_of(obj)
        if key is None:
            return Resources(self, obj)
        if key not in self.shelves:
            self.shelves[key] = Resources(self, obj)
        return self.shelves[key]

    def typeface(self, obj: Any) -> Typeface | None:
        """Return a font; None if it is missing or cannot be read."""
        key = key_of(obj)
        if key is not None and key in self.fonts:
            return self.fonts[key]
        if not isinstance(obj, pikepdf.Dictionary):
            return None
        try:
            face = Typeface(obj, heard=self.heard)
        except (TooLarge, Unreadable):
            raise
        except FAILURES:
            return None
        if key is not None:
            self.fonts[key] = face
        return face

    def form_bytes(self, form: Any) -> bytes:
        """Return the content of a form; what is drawn often is unpacked once."""
        key = key_of(form)
        if key is not None and key in self.forms:
            return self.forms[key]
        data = stream_bytes(form)
        if key is not None and self.form_size + len(data) < 64 << 20:
            self.form_size += len(data)
            self.forms[key] = data
        return data


class Resources:
    """One resource dictionary."""

    def __init__(self, cabinet: Cabinet, obj: Any) -> None:
        """Keep the dictionary unread."""
        self.cabinet, self.obj = cabinet, obj
        self._fonts: dict[str, Typeface | None] = {}
        self._spaces: dict[str, Space] = {}
        self._states: dict[str, Any] = {}

    def font(self, name: str) -> Typeface | None:
        """Return a font by name; None if it is missing or cannot be read."""
        if name not in self._fonts:
            self._fonts[name] = self.cabinet.typeface(lookup(self.obj, "/Font", name))
        return self._fonts[name]

    def space(self, name: str) -> Space:
        """Return a colour space by name."""
        if name not in self._spaces:
            named = lookup(self.obj, "/ColorSpace", name)
            self._spaces[name] = DEVICE[name] if name in DEVICE and named is None else self.read(named)
        return self._spaces[name]

    def read(self, value: Any) -> Space:
        """Return a colour space that stands somewhere in the file."""
        key = key_of(value)
        if key is not None and key in self.cabinet.spaces:
            return self.cabinet.spaces[key]
        if isinstance(value, pikepdf.Name) and str(value) not in DEVICE and lookup(self.obj, "/ColorSpace", str(value)):
            value = lookup(self.obj, "/ColorSpace", str(value))
        space = read_space(value) if value is not None else UNKNOWN
        if key is not None:
            self.cabinet.spaces[key] = space
        return space

    def state(self, name: str) -> Any:
        """Return a graphics state by name."""
        if name not in self._states:
            self._states[name] = lookup(self.obj, "/ExtGState", name)
        return self._states[name]

    def image(self, obj: Any) -> Image:
        """Return an image."""
        key = key_of(obj)
        if key is not None and key in self.cabinet.images:
            return self.cabinet.images[key]
        mask = lookup(obj, "/ImageMask") is True
        named = lookup(obj, "/ColorSpace")
        space = self.read(named) if named is not None else UNKNOWN
        if named is None and not mask and "/JPXDecode" in _filters(obj):
            space = _look_into(obj)
        image = Image(
            space,
            int(number(lookup(obj, "/Width"))),
            int(number(lookup(obj, "/Height"))),
            1 if mask else int(number(lookup(obj, "/BitsPerComponent"), 8)),
            mask,
            lookup(obj, "/SMask") is not None or number(lookup(obj, "/SMaskInData")) > 0,
        )
        if key is not None:
            self.cabinet.images[key] = image
        return image


def _filters(obj: Any) -> list[str]:
    value = lookup(obj, "/Filter")
    return [text_of(item) for item in items_of(value)] or [text_of(value)]


def _look_into(obj: Any) -> Space:
    """Return the colour space that a JPEG 2000 picture says of itself."""
    import io

    from PIL import Image as Pictures

    try:
        with Pictures.open(io.BytesIO(obj.read_raw_bytes())) as picture:
            return {"RGB": RGB, "RGBA": RGB, "CMYK": CMYK, "L": GRAY}.get(picture.mode, UNKNOWN)
    except FAILURES:
        return UNKNOWN
