"""The pictures of a file, taken out of it under names of ours; those that no page can hold are told."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from publish.base.units import MM_PER_INCH
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.tree import PlacedPicture
from publish.publication.assets.images import measure_picture
from publish.publication.words import words

_WMF = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/tiff": "tif", "image/bmp": "bmp"}


LEAST_PPI = 155


class Pictures:
    """The pictures that an article shows, each once."""

    def __init__(self, read_picture: Callable[[str], bytes], ledger: Ledger, language: str, text_mm: float) -> None:
        """Start without any; ``text_mm`` is how wide a column of the publication is."""
        self.read_picture, self.ledger = read_picture, ledger
        self.undescribed, self.text_mm = words(language)["undescribed"], text_mm
        self.pixels: dict[str, int] = {}
        self.names: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self._refused: dict[str, str] = {}

    def take(self, drawing: PlacedPicture) -> bool:
        """Take out the picture of a drawing, and tell whether there is one that can be published."""
        if drawing.part.startswith(("http:", "https:", "//")) and not self.read_picture(drawing.part):
            drawing = replace(drawing, outside=drawing.part)
        if not drawing.part and not drawing.outside:  # the caption of a picture that is not in the file
            return False
        if drawing.outside:
            why = f"it lies outside of the file: {drawing.outside[:120]}"
            self.ledger.leave_out("picture", drawing.place, why)
            return False
        if drawing.part in self.names:
            return True
        if drawing.part not in self._refused:
            self._refused[drawing.part] = self._take(drawing.part)
        if why := self._refused[drawing.part]:
            self.ledger.leave_out("picture", drawing.place, why)
            return False
        del self._refused[drawing.part]
        return True

    def fit(self, drawing: PlacedPicture, caption: str) -> PlacedPicture:
        """Return a picture that is taken with a description, and no wider than it is sharp on a press."""
        alt, percent = drawing.alt, drawing.percent
        if not alt:
            alt = caption[:200] or self.undescribed
            how = "its caption is its description" if caption else "it has no description: write what it shows"
            self.ledger.change("description", drawing.place, how)
        pixels = self.pixels.get(drawing.part, 0)
        widest = int(100 * pixels * MM_PER_INCH / LEAST_PPI / self.text_mm)
        if pixels and widest < (percent or 100):
            percent = max(5, widest)
            how = f"printed at {LEAST_PPI} pixels to the inch, the least that a press takes, and so smaller"
            self.ledger.change("size", drawing.place, how)
        return replace(drawing, alt=alt, percent=percent)

    def _take(self, part: str) -> str:
        """Take out a part, and return why it cannot be published; empty if it can."""
        content = self.read_picture(part)
        if not content:
            return "the file names it, and it is not there or cannot be unpacked"
        if content.startswith(_WMF) or content[40:44] == b" EMF" or part.lower().endswith((".emz", ".wmz")):
            return "a drawing in WMF or EMF: open it in Word, save it as a picture, and put it there"
        suffix = part.rpartition(".")[2].lower() if "." in part else "png"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"picture.{suffix if suffix.isalnum() else 'png'}"
            path.write_bytes(content)
            try:
                found = measure_picture(path)
            except ValueError as failure:
                return f"it cannot be published: {failure}"
        self.pixels[part] = 0 if found.media_type == "image/svg+xml" else found.width
        kind = "svg" if found.media_type == "image/svg+xml" else _SUFFIXES.get(found.media_type, suffix)
        name = re.sub(r"[^a-z0-9-]+", "-", part.rpartition("/")[2].rpartition(".")[0].lower()).strip("-") or "picture"
        unique, number = f"{name}.{kind}", 1
        while unique in self.files:
            number += 1
            unique = f"{name}-{number}.{kind}"
        self.names[part], self.files[unique] = unique, content
        return ""
