"""Styles of OpenDocument: what a run and a paragraph look like, by their names and those they are based on."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from publish.importing.shaping.tree import Crop, Look
from publish.importing.word.leaders import DOTS, RULE
from publish.importing.word.xml import Element, full

_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px|%)?")
_TWENTIETHS = {"pt": 20.0, "in": 1440.0, "cm": 567.0, "mm": 56.7, "px": 15.0}
_CLIP = re.compile(r"rect\((.*)\)")
_DEEPEST = 50


class OdfStyles:
    """The styles of a file: those with names and those made for single places."""

    def __init__(self, *roots: Element | None) -> None:
        """Take in the parts that hold styles."""
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self.lists: dict[str, dict[int, Element]] = {}
        for root in roots:
            for each in root.iter(full("style:style")) if root is not None else ():
                key = each.get(full("style:family")) or "", each.get(full("style:name")) or ""
                self._styles.setdefault(key, each)
            for each in root.iter(full("style:default-style")) if root is not None else ():
                self._defaults.setdefault(each.get(full("style:family")) or "", each)
            for each in root.iter(full("text:list-style")) if root is not None else ():
                levels = {
                    int(level.get(full("text:level")) or 1): level for level in each if level.get(full("text:level"))
                }
                self.lists.setdefault(each.get(full("style:name")) or "", levels)

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                break
            yield style
            name = style.get(full("style:parent-style-name")) or ""
        if family in self._defaults:
            yield self._defaults[family]

    def names(self, name: str) -> list[str]:
        """Return the names of a style of paragraphs and of those that it is based on, as people see them."""
        found = []
        for style in self._chain("paragraph", name):
            shown = style.get(full("style:display-name")) or (style.get(full("style:name")) or "")
            if shown:
                found.append(re.sub(r"_([0-9a-f]{2})_", lambda match: chr(int(match[1], 16)), shown).lower())
        return found

    def value(self, family: str, name: str, properties: str, attribute: str) -> str:
        """Return what a style says of a property; empty if it says nothing."""
        for style in self._chain(family, name):
            holder = style.find(full(properties))
            if holder is not None and (said := holder.get(full(attribute))):
                return str(said)
        return ""

    def look(self, family: str, name: str, around: Look) -> Look:
        """Return what words look like that have a style, among words that look in some way."""

        def said(attribute: str) -> str:
            return self.value(family, name, "style:text-properties", attribute)

        weight, slant, line = said("fo:font-weight"), said("fo:font-style"), said("style:text-underline-style")
        struck, place, size = said("style:text-line-through-style"), said("style:text-position"), said("fo:font-size")
        font = said("style:font-name") or said("fo:font-family")
        heavy = weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
        raised = around.raised
        if place:
            raised = (
                "superscript"
                if place.startswith(("super", "3", "5"))
                else "subscript"
                if place.startswith(("sub", "-"))
                else ""
            )
        return Look(
            bold=heavy if weight else around.bold,
            italic=slant in ("italic", "oblique") if slant else around.italic,
            underline=line != "none" if line else around.underline,
            strike=struck != "none" if struck else around.strike,
            hidden=around.hidden or said("text:display") == "none",
            raised=raised,
            size=_half_points(size, around.size),
            font=font.strip("'\"") or around.font,
            other_font=font.strip("'\"") or around.other_font,
        )

    def tab_stops(self, name: str) -> list[tuple[int, str]]:
        """Return where the tab stops of a style of paragraphs are, and what is drawn up to each (17.8)."""
        stops = full("style:paragraph-properties"), full("style:tab-stops")
        for style in self._chain("paragraph", name):
            if (found := style.find("/".join(stops))) is not None:
                return [(twentieths(each.get(full("style:position")) or ""), _leader(each)) for each in found]
        return []

    def mirrored(self, name: str) -> tuple[bool, bool]:
        """Return whether a style of frames mirrors a picture left to right, and upside down (20.319)."""
        said = self.value("graphic", name, "style:graphic-properties", "style:mirror").split()
        return "horizontal" in said, "vertical" in said

    def crop(self, name: str) -> Crop | None:
        """Return what a style of frames cuts off a picture; None if it cuts nothing off.

        ``fo:clip`` is ``rect(top, right, bottom, left)``: how far each side stands in (OpenDocument 1.3, 20.182).
        """
        said = _CLIP.fullmatch(self.value("graphic", name, "style:graphic-properties", "fo:clip").strip())
        lengths = re.split(r"[,\s]+", said[1].strip()) if said else []
        if len(lengths) != 4:
            return None
        top, right, bottom, left = (max(0.0, twentieths(length) / 1440) for length in lengths)
        return Crop(left, top, right, bottom, inches=True) if any((top, right, bottom, left)) else None


def _leader(stop: Element) -> str:
    """Return what is drawn up to a tab stop; a dotted line has no sign but that of LibreOffice, where it says one."""
    sign, line = stop.get(full("style:leader-text")) or "", stop.get(full("style:leader-style")) or "none"
    if sign.strip():
        return RULE if sign == "_" else DOTS
    return "" if line == "none" else RULE if line == "solid" else DOTS


def _raised(place: str) -> str:
    """Return how words stand, by their place: ``super 58%``, ``-33% 58%``."""
    if place.startswith(("sub", "-")):
        return "subscript"
    return "superscript" if place.startswith("super") or twentieths(place.split()[0].replace("%", "pt")) > 0 else ""


def twentieths(length: str) -> int:
    """Return a length in twentieths of a point; 0 for none."""
    match = _LENGTH.fullmatch(length.strip()) if length else None
    return round(float(match[1]) * _TWENTIETHS.get(match[2] or "", 0)) if match else 0


def _half_points(size: str, around: int) -> int:
    if size.endswith("%"):
        match = _LENGTH.fullmatch(size)
        return round(around * float(match[1]) / 100) if match else around
    return max(2, round(twentieths(size) / 10)) if twentieths(size) > 0 else around


def turned_by(frame: Element) -> float:
    """Return how far a frame is turned clockwise, in degrees; LibreOffice writes radians that turn the other way."""
    said = _ROTATED.search(frame.get(full("draw:transform")) or "")
    return -math.degrees(float(said[1])) if said else 0.0


_ROTATED = re.compile(r"\brotate\s*\(\s*(-?\d+(?:\.\d+)?(?:e-?\d+)?)\s*\)")
