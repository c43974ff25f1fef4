"""Fill the pages behind page 1: pictures of the size that leaves no holes, even space, the imprint at the foot.

Each picture that opens an article may span two columns or stand in one. All choices are laid out, at once where there
are workers, and the one with the fewest pages and the smallest holes is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from publish.base.diagnostics import StyleError, error
from publish.base.messages import say
from publish.kinds.bulletin.front import most_taller
from publish.kinds.bulletin.grid import LINE_PT
from publish.kinds.bulletin.issue import END, REST, START, Issue, Setting
from publish.kinds.bulletin.jumps import Cut
from publish.outputs.pdf.fragments import Fragment
from publish.outputs.pdf.layouter import Layouter

MOST_CHOICES = 2
"""How many pictures are tried in both sizes, those of the longest articles; four layouts. Others stand in a column."""

OVER_NOTES_PT = 15.0
"""What styles/article/print.css takes over the notes of a page for a rule and the space around it, in points."""

CLOSER_PT = -6.5
"""What is taken from the space between articles to pull a last page back, in points."""


def fill_run(issue: Issue, cuts: Mapping[str, Cut], layouter: Layouter) -> Fragment:
    """Return all pages but the first, as full as they can be made.

    Args:
        issue: The bulletin.
        cuts: How the articles on page 1 are cut.
        layouter: Lays out what has not been laid out before.
    """
    foot = issue.grid.foot_pt

    def lay_out(setting: Setting) -> Fragment:
        return layouter.lay_out([issue.run(cuts, setting)])[0]

    setting, run = _choose_features(issue, cuts, layouter)
    if _is_nearly_empty(run, issue):
        closer = replace(setting, gaps={name: CLOSER_PT for name, _, _ in _ends(run)})
        trial = lay_out(closer)
        if len(trial.texts) < len(run.texts):
            setting, run = closer, trial
    for fill in (_raise_pictures, _widen):
        filled = fill(issue, setting, run)
        if filled != setting:
            trial = lay_out(filled)
            if _turns(trial) == _turns(run):
                setting, run = filled, trial
    page, _, end = run.anchors["masthead-end"]
    return lay_out(replace(setting, drop_pt=end - _feet(run, foot)[page]))


def _check_places(run: Fragment, issue: Issue) -> None:
    """Raise a finding for each end that no page has: the filling measures from them.

    Raises:
        StyleError: If there is one.
    """
    ends = {f"{name}.{END}" for name, _, kind in (place.partition(".") for place in run.anchors) if kind in _STARTS}
    if lost := sorted({*ends, "masthead-end"} - run.anchors.keys()):
        hint = say("a style or layout of the project hides it: show it again")
        at = issue.publication.position
        raise StyleError(error(at, _unplaced(place), "missing-place", hint) for place in lost)


def _unplaced(place: str) -> str:
    return say("no printed page has the place {place}, which the pages are measured from", place=place)


_STARTS = (START, REST)
_NOTE = re.compile(r".*\.note-\d+")


def _choose_features(issue: Issue, cuts: Mapping[str, Cut], layouter: Layouter) -> tuple[Setting, Fragment]:
    """Return the choice of pictures that span with the fewest pages, then with the smallest holes."""
    names, asked = issue.features(cuts)
    names = names[:MOST_CHOICES]
    settings = [
        Setting(asked.union(chosen)) for count in range(len(names), -1, -1) for chosen in combinations(names, count)
    ]
    runs = layouter.lay_out([issue.run(cuts, setting) for setting in settings])
    _check_places(runs[0], issue)
    wastes = [(len(run.texts), _waste(run, issue.grid.foot_pt)) for run in runs]
    best = wastes.index(min(wastes))
    return settings[best], runs[best]


def _is_nearly_empty(run: Fragment, issue: Issue) -> bool:
    """Tell whether the last page is less than a third full, the imprint included."""
    height = issue.grid.lines * LINE_PT
    return len(run.texts) > 1 and run.anchors["masthead-end"][2] - issue.grid.foot_pt > height * 2 / 3


def _waste(run: Fragment, foot_pt: float) -> float:
    """Return how much the holes of all pages weigh; one large hole weighs more than two small ones."""
    return sum(hole * hole for hole in _holes(run, foot_pt).values())


def _holes(run: Fragment, foot_pt: float) -> dict[int, float]:
    """Return the empty space at the foot of each page, in points; a page whose last article goes on has none."""
    holes: dict[int, float] = {}
    feet = _feet(run, foot_pt)
    for _, page, y in _ends(run):
        hole = y - feet[page]
        holes[page] = min(holes.get(page, hole), hole)
    for _, (first, _), (last, _) in _articles(run):
        for page in range(first, last):
            holes.pop(page, None)
    page, _, y = run.anchors["masthead-end"]
    holes[page] = y - feet[page]
    return holes


def _feet(run: Fragment, foot_pt: float) -> list[float]:
    """Return the height at which the text of each page ends: its foot, or what stands over its notes."""
    feet = [foot_pt] * len(run.texts)
    for name, (page, _, y) in run.anchors.items():
        if _NOTE.fullmatch(name):
            feet[page] = max(feet[page], y + OVER_NOTES_PT)
    return feet


def _raise_pictures(issue: Issue, setting: Setting, run: Fragment) -> Setting:
    """Return the setting with the pictures over columns higher on pages that have room for it."""
    taller = dict(setting.taller)
    for page, hole, names in _short_pages(issue, run):
        if page == len(run.texts) - 1:
            continue
        left = int(hole / LINE_PT)
        for name in names:
            most = (
                most_taller(issue, name, spans=True)
                if name in setting.features and f"{name}.{START}" in run.anchors
                else 0
            )
            taller[name] = taller.get(name, 0) + max(0, min(left, most - taller.get(name, 0)))
            left -= taller[name] - setting.taller.get(name, 0)
    return replace(setting, taller={name: lines for name, lines in taller.items() if lines})


def _widen(issue: Issue, setting: Setting, run: Fragment) -> Setting:
    """Return the setting with more space between the articles of a page and below their heads, so that it is full.

    On the last page some of the space is left over the imprint.
    """
    limits = issue.fill_limits
    gaps, heads = dict(setting.gaps), dict(setting.heads)
    for page, hole, names in _short_pages(issue, run):
        last = page == len(run.texts) - 1
        between = [name for name in (names if last else names[:-1]) if not issue.is_shared(name)]
        headed = [name for name in names if not issue.is_shared(name) and _begins_on(run, name, page)]
        gap = min(limits.between_lines * LINE_PT, hole / (len(between) + last)) if between else 0.0
        left = 0.0 if last else hole - gap * len(between)
        head = min(limits.head_lines * LINE_PT, left / len(headed)) if headed else 0.0
        gaps.update({name: gaps.get(name, 0.0) + gap for name in between})
        heads.update({name: heads.get(name, 0.0) + head for name in headed if head})
    return replace(setting, gaps=gaps, heads=heads)


def _short_pages(issue: Issue, run: Fragment) -> Iterator[tuple[int, float, list[str]]]:
    """Yield each page that has a hole at its foot, with its height in points and the articles that end there."""
    for page, hole in _holes(run, issue.grid.foot_pt).items():
        if hole > 1:
            yield (
                page,
                hole,
                [name for name, at, _ in sorted(_ends(run), key=lambda end: (end[1], -end[2])) if at == page],
            )


def measure_holes(issue: Issue, run: Fragment) -> float:
    """Return how many lines lack at the feet of all pages but the last, the squares of those of each page added up."""
    last = len(run.texts) - 1
    holes = (hole / LINE_PT for page, hole, _ in _short_pages(issue, run) if page != last)
    return sum(hole * hole for hole in holes if hole > 0.5)


def _begins_on(run: Fragment, name: str, page: int) -> bool:
    return any(run.anchors.get(f"{name}.{kind}", (-1,))[0] == page for kind in _STARTS)


def _turns(run: Fragment) -> list[tuple[str, int, int]]:
    """Return on which page each article begins and ends."""
    return [(name, first, last) for name, (first, _), (last, _) in _articles(run)]


def _ends(run: Fragment) -> list[tuple[str, int, float]]:
    """Return name, page and height of the end of each article."""
    return [(name, *end) for name, _, end in _articles(run)]


def _articles(run: Fragment) -> Iterator[tuple[str, tuple[int, float], tuple[int, float]]]:
    """Yield name, start and end of each article or rest, each with its page and its height on it."""
    for place, (page, _, y) in run.anchors.items():
        name, _, kind = place.partition(".")
        if kind in (START, REST):
            last, _, foot = run.anchors[f"{name}.{END}"]
            yield name, (page, y), (last, foot)
