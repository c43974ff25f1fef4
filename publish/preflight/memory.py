"""Recognise a page by all that it is made of, so that one that has not changed is not judged again."""

from __future__ import annotations

import hashlib
from typing import Any

import pikepdf

from publish.preflight.reading import Page, items_of, key_of, lookup
from publish.printers import Printer

VERSION = b"1"
"""Counts up with the rules of the page."""

LEFT_OUT = (
    *("/Parent", "/P", "/StructParent", "/StructParents", "/Metadata"),
    *("/FontFile", "/FontFile2", "/FontFile3", "/W", "/Widths", "/ToUnicode", "/CIDSet"),
)
"""What leads elsewhere, and what a font holds for other pages as well: it is known by its name and encoding."""

MAX_DEPTH = 60
PAGE_KEYS = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/UserUnit", "/Rotate", "/Group")


class Digests:
    """The digests of a file's objects, each made once."""

    def __init__(self, printer: Printer | None) -> None:
        """Begin with what all pages are judged by."""
        self._known: dict[tuple[int, int], bytes] = {}
        self._start = VERSION + repr(printer).encode()

    def page(self, page: Page, wanted: tuple[float, float]) -> str:
        """Return the digest of a page."""
        digest = hashlib.blake2b(self._start + f"{wanted[0]:.3f} {wanted[1]:.3f}".encode(), digest_size=20)
        digest.update(repr((page.media, page.crop, page.bleed, page.trim, page.trimmed)).encode())
        for key in PAGE_KEYS:
            digest.update(self._of(page.obj.get(key), 0))
        digest.update(self._of(page.obj.get("/Contents"), 0))
        digest.update(self._of(page.resources, 0))
        for item in items_of(page.obj.get("/Annots"))[:5000]:
            for key in ("/Subtype", "/Rect", "/Contents"):
                digest.update(self._of(lookup(item, key), 0))
        return digest.hexdigest()

    def _of(self, value: Any, depth: int) -> bytes:
        key = key_of(value)
        if key is None:
            return self._make(value, depth)
        if key not in self._known:
            self._known[key] = b"within itself"
            self._known[key] = self._make(value, depth)
        return self._known[key]

    def _make(self, value: Any, depth: int) -> bytes:
        if depth > MAX_DEPTH:
            return b"deep"
        digest = hashlib.blake2b(type(value).__name__.encode(), digest_size=20)
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            for name in sorted(value.keys()):
                if name in LEFT_OUT:
                    digest.update(name.encode())
                else:
                    digest.update(name.encode() + b" " + self._of(value.get(name), depth + 1))
            if isinstance(value, pikepdf.Stream):
                digest.update(value.read_raw_bytes())
        elif isinstance(value, pikepdf.Array):
            for item in value:
                digest.update(self._of(item, depth + 1))
        elif isinstance(value, pikepdf.String):
            digest.update(bytes(value))
        else:
            digest.update(str(value).encode("utf-8", "surrogateescape"))
        return digest.digest()
