"""Copyfitting: choose size, tracking, leading, pictures and space so that the last page of an article is well filled.

The settings are tried in a fixed order, the natural one first and the others outwards from it, and the first that fits
is taken: the same text has the same setting on any machine, and a small change that still fits keeps it. What stands
here runs in a worker.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Position
from publish.base.records import dataclass
from publish.layout import engine
from publish.layout.tables import has_columns
from publish.publication.assets.fit_limits import FitLimits

LEAST_FILL = 1 / 3
"""The least part of the last page that is filled."""

FULL, SPREAD = "full", "spread"
"""What can be asked for beside a number of pages: as many as the text takes, or an even number."""

_RUNGS = (
    (0.5, 0.0, 0.0, 0.0, 0.0),
    (1.0, 0.0, 0.0, 0.0, 0.0),
    (1.0, 0.5, 0.0, 0.5, 0.0),
    (1.0, 1.0, 0.5, 1.0, 0.0),
    (1.0, 1.0, 1.0, 1.0, 1.0),
)
"""Which part of each limit is taken, from near the natural setting outwards; what is seen least goes first."""


@dataclass(frozen=True, slots=True)
class FitSetting:
    """How text is set otherwise than its style says; all 0 for the natural setting.

    Attributes:
        size_percent: What is added to the size of the text.
        tracking: What is added between letters, in thousandths of an em.
        leading_percent: What is added to the height of a line.
        pictures_percent: By how much pictures are smaller.
        crosshead_lines: Lines that are added above crossheads.
    """

    size_percent: float = 0.0
    tracking: float = 0.0
    leading_percent: float = 0.0
    pictures_percent: float = 0.0
    crosshead_lines: float = 0.0


@dataclass(frozen=True, slots=True)
class Filling:
    """How pages are filled.

    Attributes:
        pages: Number of pages.
        fill: Part of the last page that is filled, 0 to 1.
        lines: Lines that a page holds, those of all its columns.
        words: Words that a line holds.
    """

    pages: int
    fill: float
    lines: int
    words: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting that was chosen, and what came of it.

    Attributes:
        setting: The setting.
        style: The same as CSS; empty for the natural setting.
        filling: How its pages are filled.
        fits: Whether they are as they were asked for; if not, the setting is the natural one.
        tries: How many settings were laid out.
    """

    setting: FitSetting = field(default=FitSetting())
    style: str = ""
    filling: Filling = field(default=Filling(0, 1.0, 0, 0.0))
    fits: bool = True
    tries: int = 1


def choose_setting(
    html: str,
    styles: Sequence[engine.StyleSheet],
    roots: Sequence[Path],
    at: Position,
    asked: int | str,
    limits: FitLimits,
) -> Choice:
    """Return the first setting with which the pages of an article are as they are asked for.

    Args:
        html: The printed article as XHTML, its text in ``div.body``.
        styles: Stylesheets in the order of the cascade.
        roots: Folders that may be read.
        at: Where to point when the page itself is at fault.
        asked: A number of pages, :data:`FULL` or :data:`SPREAD`.
        limits: How far settings may go.

    Raises:
        StyleError: As the engine; what is wrong with the pages of a setting that is tried counts as not fitting.
    """
    from publish.base.diagnostics import StyleError
    from publish.layout import fitting

    document = fitting.lay_out(html, styles, roots, at)
    natural = measure_filling(document)
    if suits(natural, asked):
        return Choice(filling=natural)
    natural_type, tries = _measure_type(document), 1
    for setting in list_settings(limits, natural.pages, asked):
        style = _write_style(setting, natural_type)
        tries += 1
        try:
            filling = measure_filling(
                fitting.lay_out(html, (*styles, engine.StyleSheet(roots[0] / "fit.css", style)), roots, at)
            )
        except StyleError:  # words that are on no page with it; the natural setting has all of them
            continue
        if suits(filling, asked):
            return Choice(setting, style, filling, True, tries)
    return Choice(filling=natural, fits=False, tries=tries)


def suits(filling: Filling, asked: int | str) -> bool:
    """Tell whether pages are as many as are asked for, and the last of them at least a third full."""
    counted = filling.pages % 2 == 0 if asked == SPREAD else asked in (FULL, filling.pages)
    return counted and filling.fill >= LEAST_FILL


def list_settings(limits: FitLimits, pages: int, asked: int | str) -> Iterator[FitSetting]:
    """Yield the settings that are tried after the natural one, in their order, each once.

    Text is set tighter if it has more pages than are asked for, wider if it has fewer, and by turns both ways where
    either may do.
    """
    ways: tuple[int, ...] = (-1, 1)
    if isinstance(asked, int) and pages != asked:
        ways = (-1,) if pages > asked else (1,)
    seen = {FitSetting()}
    for size, tracking, leading, pictures, crossheads in _RUNGS:
        for way in ways:
            setting = FitSetting(
                way * size * limits.size_percent,
                way * tracking * limits.tracking,
                way * leading * limits.leading_percent,
                pictures * limits.pictures_percent if way < 0 else 0.0,
                crossheads * limits.crosshead_lines if way > 0 else 0.0,
            )
            if setting not in seen:
                seen.add(setting)
                yield setting


def measure_filling(document: Any) -> Filling:
    """Return how the pages of a laid-out article are filled."""
    last = document.pages[-1]._page_box
    used = sum(box.margin_height() for box in last.children if box.element_tag == "html" or _is_notes(box))
    columns = max((_columns(box) for page in document.pages for box in _bodies(page._page_box)), default=1)
    words = lines = 0
    for page in document.pages:
        for body in _bodies(page._page_box):
            for line in _lines(body):
                lines, words = lines + 1, words + len(_words(line).split())
    room = max(1, math.floor(last.height / _measure_type(document)[0])) * columns
    return Filling(len(document.pages), round(min(1.0, used / last.height), 4), room, words / max(1, lines))


def _is_notes(box: Any) -> bool:
    return type(box).__name__ == "FootnoteAreaBox" and bool(box.children)


def _columns(box: Any) -> int:
    count = box.style["column_count"]
    return count if has_columns(box) and isinstance(count, int) else 1


def _measure_type(document: Any) -> tuple[float, float, float]:
    """Return the height of a line, the size of the text and its tracking, in CSS pixels, as the style has them."""
    root = next(box for box in document.pages[0]._page_box.children if box.element_tag == "html")
    text = next((box for page in document.pages for box in _bodies(page._page_box)), root)
    line, size, tracking = root.style["line_height"], float(text.style["font_size"]), text.style["letter_spacing"]
    return _in_pixels(line, size), size, 0.0 if tracking == "normal" else float(tracking)


def _in_pixels(line: Any, size: float) -> float:
    """Return a computed line height, which is a length, a number of sizes, or left to the font."""
    if line == "normal":
        return 1.2 * size
    return float(line.value if line.unit == "px" else line.value * size)


def _write_style(setting: FitSetting, natural: tuple[float, float, float]) -> str:
    """Return a setting as CSS, in lengths that are reckoned from those of the style."""
    line, size, tracking = natural
    line *= 1 + setting.leading_percent / 100
    size *= 1 + setting.size_percent / 100
    tracking += setting.tracking / 1000 * size
    rules = [f".body {{ font-size: {size:.4f}px; letter-spacing: {tracking:.4f}px }}"]
    if setting.leading_percent:
        rules.append(f":root {{ --line: {line:.4f}px; line-height: var(--line) }}")
    if setting.pictures_percent:
        width = 100 - setting.pictures_percent
        rules.append(f".body:not(.plate) figure > img {{ width: {width:.4g}%; margin-left: auto; margin-right: auto }}")
    if setting.crosshead_lines:
        above = ".body :has(+ .crosshead):not(.pullquote, blockquote, pre, .listing, .verse, .table)"
        rules.append(f"{above} {{ margin-bottom: {line * (1 + setting.crosshead_lines):.4f}px }}")
    return "\n".join(rules)


def _bodies(box: Any) -> Iterator[Any]:
    """Yield the boxes of the article's text."""
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)  # of what is placed absolutely
        if child.element_tag == "div" and "body" in child.element.get("class", "").split():
            yield child
        else:
            yield from _bodies(child)


def _lines(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        if type(child).__name__ == "LineBox":
            yield child
        else:
            yield from _lines(child)


def _words(box: Any) -> str:
    return getattr(box, "text", "") + "".join(map(_words, getattr(box, "children", ())))
