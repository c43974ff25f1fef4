"""Recognise a page by all that it is made of, so that one that has not changed is not judged again."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pikepdf

from publish.preflight.pdf.reading import PdfPage, key_of
from publish.preflight.pdf.resources import Cabinet
from publish.publication.assets.printers import Printer

VERSION = b"4"
"""Counts up with the rules of the page."""

_ELSEWHERE = re.compile(rb"/(?:Parent|P|StructParents?|Metadata|Dest|A|Pg) (?:\d+ \d+ R|\d+)")
"""What leads elsewhere in the file."""

_REFERENCE = re.compile(rb"(?<![\w.])(\d+) (\d+) R(?!\w)")
MAX_DEPTH = 60
FONT_KEYS = ("/Subtype", "/BaseFont", "/Encoding")
"""What a font is known by, with the faults of its text; its program and tables hold what other pages use as well."""


class Digests:
    """The digests of a file's objects, each made once."""

    def __init__(self, pdf: pikepdf.Pdf, printer: Printer | None, cabinet: Cabinet) -> None:
        """Begin with what all pages are judged by."""
        self._pdf, self._cabinet = pdf, cabinet
        self._known: dict[tuple[int, int], bytes] = {}
        self._start = VERSION + repr(printer).encode()

    def page(self, page: PdfPage, wanted: tuple[float, float]) -> str:
        """Return the digest of a page."""
        digest = hashlib.blake2b(self._start + f"{wanted[0]:.3f} {wanted[1]:.3f}".encode(), digest_size=20)
        digest.update(repr((page.media, page.crop, page.bleed, page.trim, page.trimmed)).encode())
        if self._cabinet.owners:
            owned = self._cabinet.owners.of(page.obj)
            digest.update(
                repr((sorted(owned.named), [mark for mark in sorted(owned.named) if mark not in owned.owned])).encode()
            )
        digest.update(self._of(page.resources, 0))  # it may have inherited them
        digest.update(self._make(page.obj, 0))
        return digest.hexdigest()

    def _of(self, value: Any, depth: int) -> bytes:
        """Return the digest of an object, direct or not."""
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
        raw = b""
        if isinstance(value, pikepdf.Stream):
            text, raw = value.stream_dict.unparse(), value.read_raw_bytes()
        elif isinstance(value, pikepdf.Object):
            if isinstance(value, pikepdf.Dictionary) and value.get("/Type") == "/Font":
                face = self._cabinet.typeface(value) if self._cabinet.heard else None
                raw = repr(face.text_faults()).encode() if face else b""
                value = pikepdf.Dictionary({key: value[key] for key in FONT_KEYS if key in value})
            text = value.unparse(resolved=True)
        else:
            text = repr(value).encode()

        def follow(reference: re.Match[bytes]) -> bytes:
            key = int(reference[1]), int(reference[2])
            return self._known.get(key) or self._of(self._pdf.get_object(*key), depth + 1)

        text = _REFERENCE.sub(follow, _ELSEWHERE.sub(b"", text))
        return hashlib.blake2b(text + b"\0" + raw, digest_size=20).digest()
