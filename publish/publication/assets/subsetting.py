"""Cut a font down to some of its letters with HarfBuzz, or see how it sets some; the only door to it but the engine.

WeasyPrint stands on the same library. It needs two milliseconds for a font where fontTools needs two hundred.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
from collections.abc import Collection, Iterable
from ctypes import c_char_p, c_int, c_uint, c_uint32, c_void_p
from typing import Any

_LIBRARIES = (
    ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
)
"""What the library and its subsetter are called on Linux, macOS and Windows."""

_OLDEST = (4, 1, 0)
"""The first version that takes many numbers at once."""

_FUNCTIONS = {
    "hb_version_atleast": (c_int, c_uint, c_uint, c_uint),
    "hb_blob_create": (c_void_p, c_char_p, c_uint, c_int, c_void_p, c_void_p),
    "hb_blob_get_data": (c_void_p, c_void_p, c_void_p),
    "hb_blob_destroy": (None, c_void_p),
    "hb_face_create": (c_void_p, c_void_p, c_uint),
    "hb_face_reference_blob": (c_void_p, c_void_p),
    "hb_face_destroy": (None, c_void_p),
    "hb_font_create": (c_void_p, c_void_p),
    "hb_font_destroy": (None, c_void_p),
    "hb_buffer_create": (c_void_p,),
    "hb_buffer_destroy": (None, c_void_p),
    "hb_buffer_add_utf8": (None, c_void_p, c_char_p, c_int, c_uint, c_int),
    "hb_buffer_guess_segment_properties": (None, c_void_p),
    "hb_buffer_get_glyph_infos": (c_void_p, c_void_p, c_void_p),
    "hb_buffer_get_glyph_positions": (c_void_p, c_void_p, c_void_p),
    "hb_shape": (None, c_void_p, c_void_p, c_void_p, c_uint),
    "hb_set_clear": (None, c_void_p),
    "hb_set_add_sorted_array": (None, c_void_p, c_void_p, c_uint),
    "hb_subset_input_create_or_fail": (c_void_p,),
    "hb_subset_input_set": (c_void_p, c_void_p, c_int),
    "hb_subset_input_set_flags": (None, c_void_p, c_uint),
    "hb_subset_input_destroy": (None, c_void_p),
    "hb_subset_or_fail": (c_void_p, c_void_p, c_void_p),
}
"""What each function returns and takes."""

_EMPTY_BYTES = 12
"""A font without tables: what HarfBuzz makes of a file that is no font."""

_READ_ONLY = 1  # hb_memory_mode_t
_LETTERS, _DROPPED_TABLES, _NAME_IDS, _FEATURES = 1, 3, 4, 6  # hb_subset_sets_t
_NO_HINTING, _NOTDEF_OUTLINE = 0x01, 0x40  # hb_subset_flags_t


def cut_font(
    font: bytes, letters: Collection[int], features: Collection[str], name_ids: Collection[int]
) -> bytes | None:
    """Return a copy of a font with the glyphs of some letters, without hinting.

    Args:
        font: A font file that is no collection.
        letters: Code points; those that the font does not have are passed over.
        features: Tags of the OpenType features that stay.
        name_ids: Names that stay.

    Returns:
        The copy; None if the library is not there or too old, or cannot cut the font.
    """
    hb = _load()
    if hb is None:
        return None
    with contextlib.ExitStack() as stack:

        def hold(kind: str, pointer: int | None) -> int | None:
            stack.callback(hb[f"hb_{kind}_destroy"], pointer)  # which takes NULL
            return pointer

        blob = hold("blob", hb["hb_blob_create"](font, len(font), _READ_ONLY, None, None))
        face = hold("face", hb["hb_face_create"](blob, 0))
        asked = hold("subset_input", hb["hb_subset_input_create_or_fail"]())
        if not asked:
            return None
        _ask(hb, asked, _LETTERS, letters)
        _ask(hb, asked, _NAME_IDS, name_ids)
        _ask(hb, asked, _FEATURES, map(_tag, features))
        _ask(hb, asked, _DROPPED_TABLES, [_tag("BASE")], keep=True)
        hb["hb_subset_input_set_flags"](asked, _NO_HINTING | _NOTDEF_OUTLINE)
        cut = hold("face", hb["hb_subset_or_fail"](face, asked))
        if not cut:
            return None
        content, length = hold("blob", hb["hb_face_reference_blob"](cut)), c_uint()
        start = hb["hb_blob_get_data"](content, ctypes.byref(length))
        return ctypes.string_at(start, length.value) if length.value > _EMPTY_BYTES else None


def shape(font: bytes, text: str) -> list[int] | None:
    """Return the glyphs of a text in a font, without those that take no room; None if the library is not there.

    Args:
        font: A font file, or a collection, of which the first font counts.
        text: A few letters of one script.
    """
    hb = _load()
    if hb is None:
        return None
    with contextlib.ExitStack() as stack:

        def hold(kind: str, pointer: int) -> int:
            stack.callback(hb[f"hb_{kind}_destroy"], pointer)
            return pointer

        blob = hold("blob", hb["hb_blob_create"](font, len(font), _READ_ONLY, None, None))
        face = hold("face", hb["hb_face_create"](blob, 0))
        shaper, buffer = hold("font", hb["hb_font_create"](face)), hold("buffer", hb["hb_buffer_create"]())
        content = text.encode()
        hb["hb_buffer_add_utf8"](buffer, content, len(content), 0, len(content))
        hb["hb_buffer_guess_segment_properties"](buffer)
        hb["hb_shape"](shaper, buffer, None, 0)
        count = c_uint()
        rows = _FIVE_NUMBERS * len(content)
        infos = rows.from_address(hb["hb_buffer_get_glyph_infos"](buffer, ctypes.byref(count)))
        places = rows.from_address(hb["hb_buffer_get_glyph_positions"](buffer, ctypes.byref(count)))
        return [infos[index][0] for index in range(count.value) if places[index][0]]


_FIVE_NUMBERS = c_uint32 * 5
"""``hb_glyph_info_t``, the glyph first, and ``hb_glyph_position_t``, the advance first."""


def _ask(hb: dict[str, Any], asked: int, kind: int, values: Iterable[int], *, keep: bool = False) -> None:
    """Fill a set of what is asked for; what stands in it goes unless it is kept."""
    numbers = sorted(values)
    place = hb["hb_subset_input_set"](asked, kind)
    if not keep:
        hb["hb_set_clear"](place)
    hb["hb_set_add_sorted_array"](place, (c_uint32 * len(numbers))(*numbers), len(numbers))


def _tag(name: str) -> int:
    """Return an OpenType tag as a number."""
    return int.from_bytes(name.encode("ascii"), "big")


@functools.cache
def _load() -> dict[str, Any] | None:
    """Return the functions by name; None if a library is not there or too old."""
    libraries = [_open(names) for names in _LIBRARIES]
    functions: dict[str, Any] = {}
    for name, (returned, *taken) in _FUNCTIONS.items():
        for library in libraries:
            if found := getattr(library, name, None):
                found.restype, found.argtypes = returned, taken
                functions[name] = found
                break
    if len(functions) < len(_FUNCTIONS) or not functions["hb_version_atleast"](*_OLDEST):
        return None
    return functions


def _open(names: Iterable[str]) -> ctypes.CDLL | None:
    """Return the first library that is there."""
    for name in names:
        with contextlib.suppress(OSError):
            return ctypes.CDLL(name)
    return None
