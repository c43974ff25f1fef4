"""Fill page 1 of a bulletin: cut the articles that open on it so that it is full to its foot and not fuller."""

from __future__ import annotations

from collections.abc import Callable

from publish.base.diagnostics import Diagnostic, Position, StyleError, error
from publish.base.messages import say
from publish.kinds.bulletin.grid import LINE_PT
from publish.kinds.bulletin.issue import Front, Issue, is_asked, is_brief
from publish.kinds.bulletin.jumps import Cut, count_characters, find_cuts, find_cuts_inside
from publish.layout.fitting import UNFIT
from publish.outputs.pdf.fragments import Fragment
from publish.outputs.pdf.layouter import Layouter
from publish.publication.publication import Chapter
from publish.publication.toml_values import line_of

LEAST_OPENING = 240
"""Characters of an article that must stand on page 1 for it to open there."""


def fit_front(issue: Issue, layouter: Layouter, taller: int = 0) -> Front:
    """Return how page 1 is set.

    Args:
        issue: The bulletin.
        layouter: Lays out what has not been laid out before.
        taller: By how many lines the picture that opens the lead is higher.

    Where there is no room for some text below a picture over all columns of the lead, it stands in one of them; an
    opening for which there is none stands inside as a whole; below a short lead another article opens. Each try is a
    layout of page 1, which the layouter keeps for the next time.
    """
    lead, *openings = issue.front_chapters()
    ways = {chapter.name: find_cuts(chapter.article) for chapter in (lead, *openings)}
    least = {name: _least(cuts) for name, cuts in ways.items()}

    def fits(front: Front, *, beside: bool = False) -> bool:
        page = _try(issue, front, layouter)
        return page is not None and is_full_at_most(page, issue.grid.foot_pt, beside=beside)

    def lengthen(front: Front, chapter: Chapter, cuts: list[Cut], *, beside: bool = False) -> Front:
        def longest(ways: list[Cut]) -> Front:
            return _longest(
                [front.with_cut(chapter.name, cut) for cut in ways], lambda trial: fits(trial, beside=beside)
            )

        front = longest(cuts)
        return longest(find_cuts_inside(chapter.article, front.cuts[chapter.name]))

    wide, narrow = Front(least, True, taller=taller), Front(least, False)
    asked = is_asked(lead.article)
    alone = Front({lead.name: least[lead.name]}, True, taller=taller)
    spans = fits(wide) or ((asked or not fits(narrow)) and fits(alone))
    front = Front({lead.name: ways[lead.name][0]}, spans, taller=taller if spans else 0)
    for chapter in openings:
        trial = front.with_cut(chapter.name, least[chapter.name])
        front = trial if fits(trial) else front
    last = [chapter for chapter in (lead, *openings) if chapter.name in front.cuts][-1]
    if last is not lead:  # it takes what is left beside the lead
        longer = ways[last.name][ways[last.name].index(front.cuts[last.name]) :]
        front = lengthen(front, last, longer, beside=issue.grid.columns == 2)
    front = lengthen(front, lead, ways[lead.name])
    following = next((c for c in issue.inner(front.cuts) if c.part is None and not is_brief(c.article)), None)
    if following and not front.cuts[lead.name].rest:
        cuts = find_cuts(following.article)
        trial = front.with_cut(following.name, _least(cuts))._replace(below=following.name)
        front = lengthen(trial, following, cuts[cuts.index(_least(cuts)) :]) if fits(trial) else front
    return front


def fill_front(issue: Issue, front: Front, layouter: Layouter) -> Front:
    """Return how page 1 is set when its parts are spread to its foot: by a higher picture, and space between pieces."""
    page = _try(issue, front, layouter)
    if page is None:  # it does not hold the least that it must
        return front
    limits, foot = issue.fill_limits, issue.grid.foot_pt
    main, side = (max(0.0, page.anchors.get(name, OVER)[2] - foot) for name in ("lead-end", "side-end"))
    if issue.grid.columns == 2:  # the side stands below the lead
        main, side = side, 0.0
    room = most_taller(issue, next(iter(front.cuts)), spans=front.spans) - front.taller
    more = max(0, min(int(main / LINE_PT), room))
    heads = 1 + bool(front.below)
    pieces = 1 + len(front.cuts) - heads
    spread = front._replace(
        taller=front.taller + more,
        lead_pt=min((main - more * LINE_PT) / heads, (limits.head_lines + limits.between_lines / 2) * LINE_PT),
        side_pt=min(side / pieces, limits.between_lines * LINE_PT),
    )
    page = _try(issue, spread, layouter)
    return spread if page is not None and is_full_at_most(page, foot, beside=False) else front


def _try(issue: Issue, front: Front, layouter: Layouter) -> Fragment | None:
    """Return page 1 laid out; None if it does not hold what is on it."""
    try:
        return layouter.lay_out([issue.front(front)])[0]
    except StyleError as failure:
        if all(found.rule in UNFIT or is_listed(found, issue) for found in failure.diagnostics):
            return None
        raise


def most_taller(issue: Issue, name: str, *, spans: bool) -> int:
    """Return by how many lines the picture that opens an article may be higher or lower; 0 where it is in a column."""
    return int(issue.picture_lines(name, spans=spans) * issue.fill_limits.picture_percent / 100)


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
