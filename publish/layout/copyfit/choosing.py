"""Choose how an article is set so that its last page is well filled.

The settings are tried in a fixed order, the natural one first and the others outwards from it, and the first that fits
and has its pages full is taken: the same text has the same setting on any machine, and a small change that still fits
keeps it. What stands here runs in a worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path

from publish.base.diagnostics import Position, StyleError
from publish.base.records import dataclass
from publish.layout import engine
from publish.layout.copyfit.filling import Filling, measure_filling, measure_type
from publish.layout.copyfit.settings import FULL, SPREAD, FitSetting, list_settings, write_style
from publish.publication.assets.fit_limits import FitLimits

SURE, SURE_LINES = 1.5, 4.0
"""A setting is tried if so many times what it is reckoned to change, and so many lines, are enough."""

LEAST_FILL = 1 / 3
"""The least part of the last page that is filled."""

FULL_HOLE, MOST_HOLE = 1, 2
"""Lines that a column before the last page may lack at its foot when it is spread, and at most where no setting does
better, or as many as in the natural setting; else the last page would be filled with what the pages before it lose."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting that was chosen, and what came of it.

    Attributes:
        setting: The setting.
        style: The setting as CSS; empty for the natural setting.
        filling: How its pages are filled.
        fits: Whether the pages are as they were asked for; if not, the setting is the natural one.
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
    from publish.layout import fitting

    document = fitting.lay_out(html, styles, roots, at)
    natural = measure_filling(document)
    if suits(natural, asked):
        return Choice(filling=natural)
    natural_type, tries, second = measure_type(document), 1, None
    for setting in list_settings(limits, natural.pages, asked):
        if not may_suit(setting, natural, asked):
            continue
        style = write_style(setting, natural_type)
        tries += 1
        try:
            filling = measure_filling(
                fitting.lay_out(html, (*styles, engine.StyleSheet(roots[0] / "fit.css", style)), roots, at)
            )
        except StyleError:  # words that are on no page with it; the natural setting has all of them
            continue
        if suits(filling, asked) and filling.hole <= max(FULL_HOLE, natural.hole):
            return Choice(setting, style, filling, True, tries)
        if suits(filling, asked) and filling.hole <= MOST_HOLE and second is None:
            second = setting, style, filling
    if second is not None:
        return Choice(*second, True, tries)
    return Choice(filling=natural, fits=False, tries=tries)


def suits(filling: Filling, asked: int | str) -> bool:
    """Tell whether pages are as many as are asked for, and the last of them at least a third full."""
    counted = filling.pages % 2 == 0 if asked == SPREAD else asked in (FULL, filling.pages)
    return counted and filling.fill >= LEAST_FILL


def may_suit(setting: FitSetting, natural: Filling, asked: int | str) -> bool:
    """Tell whether a setting may change as many lines as are needed; most that cannot are never laid out.

    Args:
        setting: The setting.
        natural: How the pages of the natural setting are filled.
        asked: What is asked for.
    """
    changed = count_lines(setting, natural)
    needed = _lines_more(natural, asked) if changed > 0 else -_lines_fewer(natural, asked)
    return abs(needed) <= SURE * abs(changed) + SURE_LINES


def count_lines(setting: FitSetting, natural: Filling) -> float:
    """Return about how many lines more a setting takes than the natural one; less than 0 for fewer."""
    lines = (natural.pages - 1 + natural.fill) * natural.lines
    wider = setting.size_percent + 0.2 * setting.tracking - setting.measure_percent  # a letter is half an em wide
    before = (natural.pages - 1) * (
        setting.leading_percent / 100 * natural.lines - setting.foot_lines * natural.columns
    )
    return lines * wider / 100 + before + setting.head_lines * natural.columns


def _lines_more(natural: Filling, asked: int | str) -> float:
    """Return how many lines are needed for the last page of as many pages as may be asked for."""
    odd = asked == SPREAD and natural.pages % 2
    pages = asked if isinstance(asked, int) else natural.pages + odd
    return (pages - natural.pages + LEAST_FILL - natural.fill) * natural.lines


def _lines_fewer(natural: Filling, asked: int | str) -> float:
    """Return how many lines have to go for the pages before them to be as many as are asked for."""
    if isinstance(asked, int):
        pages = asked
    else:
        pages = natural.pages - (2 if asked == SPREAD and natural.pages % 2 == 0 else 1)
    return (natural.pages - 1 + natural.fill - pages) * natural.lines
