"""Fill page 1 of a bulletin: cut the articles that open on it so that it is full to its foot and not fuller."""

from __future__ import annotations

from collections.abc import Callable

from publish.base.diagnostics import Diagnostic, Position, StyleError, error
from publish.base.messages import say
from publish.kinds.bulletin.issue import Front, Issue, is_asked, is_brief
from publish.kinds.bulletin.jumps import Cut, count_characters, find_cuts
from publish.layout.fitting import UNFIT
from publish.outputs.pdf.fragments import Fragment
from publish.outputs.pdf.layouter import Layouter
from publish.publication.toml_values import line_of

LEAST_OPENING = 240
"""Characters of an article that must stand on page 1 for it to open there."""


def fit_front(issue: Issue, layouter: Layouter) -> Front:
    """Return how page 1 is set.

    Where there is no room for some text below a picture over all columns of the lead, it stands in one of them; an
    opening for which there is none stands inside as a whole; below a short lead another article opens. Each try is a
    layout of page 1, which the layouter keeps for the next time.
    """
    lead, *openings = issue.front_chapters()
    ways = {chapter.name: find_cuts(chapter.article) for chapter in (lead, *openings)}
    least = {name: _least(cuts) for name, cuts in ways.items()}

    def fits(front: Front, *, beside: bool = False) -> bool:
        try:
            (page,) = layouter.lay_out([issue.front(front)])
        except StyleError as failure:
            if all(found.rule in UNFIT or is_listed(found, issue) for found in failure.diagnostics):
                return False
            raise
        return is_full_at_most(page, issue.grid.foot_pt, beside=beside)

    def lengthen(front: Front, name: str, cuts: list[Cut], *, beside: bool = False) -> Front:
        return _longest([front.with_cut(name, cut) for cut in cuts], lambda trial: fits(trial, beside=beside))

    wide, narrow = Front(least, True), Front(least, False)
    asked = is_asked(lead.article)
    spans = fits(wide) or ((asked or not fits(narrow)) and fits(Front({lead.name: least[lead.name]}, True)))
    front = Front({lead.name: ways[lead.name][0]}, spans)
    for chapter in openings:
        trial = front.with_cut(chapter.name, least[chapter.name])
        front = trial if fits(trial) else front
    last = [*front.cuts][-1]
    if last != lead.name:  # it takes what is left beside the lead
        longer = ways[last][ways[last].index(front.cuts[last]) :]
        front = lengthen(front, last, longer, beside=issue.grid.columns == 2)
    front = lengthen(front, lead.name, ways[lead.name])
    following = next((c for c in issue.inner(front.cuts) if c.part is None and not is_brief(c.article)), None)
    if following and not front.cuts[lead.name].rest:
        cuts = find_cuts(following.article)
        trial = front.with_cut(following.name, _least(cuts))._replace(below=following.name)
        front = lengthen(trial, following.name, cuts[cuts.index(_least(cuts)) :]) if fits(trial) else front
    return front


def is_full_at_most(front: Fragment, foot_pt: float, *, beside: bool) -> bool:
    """Tell whether page 1 holds all that is on it.

    Args:
        front: The page.
        foot_pt: Where the page ends, in points over the foot of the trim.
        beside: Whether the openings stand beside the contents, not below them, and must not be longer.
    """
    ends = [front.anchors.get(name, OVER) for name in ("lead-end", "inside-end", "side-end")]
    if len(front.texts) > 1 or any(page or y < foot_pt - 1 for page, _, y in ends):
        return False
    return not beside or front.anchors.get("opening-end", ends[1])[2] >= ends[1][2] - 1


def is_listed(found: Diagnostic, issue: Issue) -> bool:
    """Tell whether a finding is that the list of what is inside is not whole: it stands in no source."""
    return found.rule == "lost-text" and found.position.file == issue.project.config


def overfull(issue: Issue, front: Front) -> Diagnostic:
    """Return the error for a page 1 that does not hold the least that it must."""
    config = issue.project.config
    lines = line_of(config.read_text("utf-8"), "publication", "contents")
    count = len(list(issue.entries(front.cuts)))
    message = say(
        "page 1 does not hold the head of its first article and the list of what is inside, {count} entries long",
        count=count,
    )
    hint = say(
        "gather articles into parts, of which the list has one entry each, or give long headlines a 'short_headline'"
    )
    return error(Position(config, lines, 1), message, "front-page", hint)


OVER = (1, 0.0, 0.0)
"""Place of what fell off page 1; floats that do not fit are cut by the engine."""


def _least(ways: list[Cut]) -> Cut:
    """Return the shortest opening that is worth its headline."""
    return next(cut for cut in ways if not cut.rest or count_characters(cut.opening) >= LEAST_OPENING)


def _longest(trials: list[Front], fits: Callable[[Front], bool]) -> Front:
    """Return the last of longer and longer openings that fits, found by halves; the first if none does."""
    low, high = 0, len(trials) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if fits(trials[middle]):
            low = middle
        else:
            high = middle - 1
    return trials[low]
