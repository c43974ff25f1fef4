"""The pictures of a file, taken out of it under names of ours; those that no page can hold are told."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from publish.base.messages import join_messages, say
from publish.base.units import MM_PER_INCH
from publish.importing.metafiles import NOT_DRAWN, PPI, draw_metafiles, is_metafile
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.tree import Crop, PlacedPicture, Turn
from publish.publication.assets.images import DRAWING, measure_picture
from publish.publication.words import words

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
        self._drawn: dict[str, bytes] = {}
        self._whole: set[str] = set()

    def draw(self, pictures: Iterable[PlacedPicture]) -> None:
        """Have LibreOffice draw those pictures that are in EMF or WMF, all at once."""
        parts = dict.fromkeys(
            each.part for each in pictures if each.part and not each.part.startswith(("http", "data:"))
        )
        contents = {part: self.read_picture(part) for part in parts}
        metafiles = {part: content for part, content in contents.items() if is_metafile(content)}
        if metafiles:
            self._drawn = draw_metafiles(metafiles, self.text_mm / MM_PER_INCH)

    def take(self, drawing: PlacedPicture) -> bool:
        """Take out the picture of a drawing, and tell whether there is one that can be published."""
        if drawing.part.startswith(("http:", "https:", "//")) and not self.read_picture(drawing.part):
            drawing = replace(drawing, outside=drawing.part)
        if not drawing.part and not drawing.outside:  # the caption of a picture that is not in the file
            return False
        if drawing.outside:
            outside = say("it lies outside of the file: {place}", place=drawing.outside[:120])
            self.ledger.leave_out(say("picture"), drawing.place, outside)
            return False
        key = _key(drawing)
        if key not in self.names and key not in self._refused and (why := self._take(drawing)):
            self._refused[key] = why
        if why := self._refused.get(key, ""):
            self.ledger.leave_out(say("picture"), drawing.place, why)
            return False
        if drawing.part in self._drawn:
            how = say("a drawing in EMF or WMF, which LibreOffice has drawn at {ppi} pixels to the inch", ppi=PPI)
            self.ledger.change(say("picture"), drawing.place, how)
        elif drawing.crop or drawing.turn:
            self.ledger.change(say("picture"), drawing.place, _edited(drawing, whole=key in self._whole))
        return True

    def fit(self, drawing: PlacedPicture, caption: str) -> PlacedPicture:
        """Return a picture that is taken with a description, and no wider than it is sharp on a press."""
        alt, percent = drawing.alt, drawing.percent
        if not alt:
            alt = caption[:200] or self.undescribed
            how = (
                say("its caption is its description") if caption else say("it has no description: write what it shows")
            )
            self.ledger.change(say("description"), drawing.place, how)
        key = _key(drawing)
        pixels = self.pixels.get(key, 0)
        widest = int(100 * pixels * MM_PER_INCH / LEAST_PPI / self.text_mm)
        if pixels and widest < (percent or 100):
            percent = max(5, widest)
            how = say(
                "printed at {least_ppi} pixels to the inch, the least that a press takes, and so smaller",
                least_ppi=LEAST_PPI,
            )
            self.ledger.change(say("size"), drawing.place, how)
        return replace(drawing, part=key, alt=alt, percent=percent, crop=None, turn=None)

    def _take(self, drawing: PlacedPicture) -> str:
        """Take out the picture of a drawing, and return why it cannot be published; empty if it can."""
        part, key = drawing.part, _key(drawing)
        content = self._drawn.get(part) or self.read_picture(part)
        if not content:
            return say("the file names it, and it is not there or cannot be unpacked")
        if is_metafile(content):
            return say(
                "a drawing in WMF or EMF, {why}: open it in Word, save it as a picture, and put it there", why=NOT_DRAWN
            )
        suffix = part.rpartition(".")[2].lower() if "." in part else "png"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"picture.{suffix if suffix.isalnum() else 'png'}"
            path.write_bytes(content)
            try:
                found = measure_picture(path)
                if (drawing.crop or drawing.turn) and found.media_type != DRAWING:
                    from publish.publication.assets.cropping import PictureEdit, edit_raster  # takes Pillow

                    crop, turn = drawing.crop or Crop(0, 0, 0, 0), drawing.turn or Turn()
                    sides = (crop.left, crop.top, crop.right, crop.bottom)
                    content = edit_raster(path, PictureEdit(sides, crop.inches, turn.degrees, turn.across, turn.down))
                    path.write_bytes(content)
                    found = measure_picture(path)
                elif drawing.crop or drawing.turn:
                    self._whole.add(key)
            except ValueError as failure:
                return say("it cannot be published: {reason}", reason=failure)
        self.pixels[key] = 0 if found.media_type == DRAWING else found.width
        kind = "svg" if found.media_type == DRAWING else _SUFFIXES.get(found.media_type, suffix)
        name = re.sub(r"[^a-z0-9-]+", "-", part.rpartition("/")[2].rpartition(".")[0].lower()).strip("-") or "picture"
        unique, number = f"{name}.{kind}", 1
        while unique in self.files:
            number += 1
            unique = f"{name}-{number}.{kind}"
        self.names[key], self.files[unique] = unique, content
        return ""


_ASLANT = 1.0
"""Degrees from which on a picture is seen not to stand upright."""


def turn_of(degrees: float, ledger: Ledger, place: str, *, across: bool = False, down: bool = False) -> Turn | None:
    """Return how a picture is turned clockwise; None for one that stands as it is, or aslant, which is told.

    Args:
        degrees: How far the file shows it turned clockwise.
        ledger: Takes note of what stands aslant.
        place: Where the picture stands.
        across: Whether the picture is mirrored left to right before it is turned.
        down: Whether the picture is mirrored upside down before it is turned.
    """
    quarters = round(degrees / 90)
    if abs(degrees - 90 * quarters) > _ASLANT:
        said = f"{degrees % 360:.4g}"
        how = say("the file shows it turned by {degrees}°, and it stands upright here", degrees=said)
        ledger.change(say("angle"), place, how)
        quarters = 0
    turn = Turn(90 * quarters % 360, across, down)
    return None if turn == Turn() else turn


def _key(drawing: PlacedPicture) -> str:
    """Return the name of a picture as it is shown: one part may be cut in several ways."""
    return " ".join([drawing.part, *(str(edit) for edit in (drawing.crop, drawing.turn) if edit)])


def _edited(drawing: PlacedPicture, *, whole: bool) -> str:
    """Return what was done to a picture that its file shows cut, turned or mirrored; ``whole`` is left as it was."""
    turn = drawing.turn or Turn()
    seen = [
        *([say("mirrored")] if turn.across or turn.down else []),
        *([say("turned by {degrees}°", degrees=turn.degrees)] if turn.degrees else []),
    ]
    how = join_messages(seen)
    if whole:
        if not drawing.turn:
            return say("it was cut, and is whole here: a drawing")
        cut = say("it was cut, {how}, and is as it was here: a drawing", how=how)
        return cut if drawing.crop else say("it was {how}, and is as it was here: a drawing", how=how)
    gone = say("what was cut off it in the file is gone")
    if not drawing.turn:
        return gone
    stands = say("it is {how} as the file shows it", how=how)
    return join_messages([gone, stands], "; ") if drawing.crop else stands
