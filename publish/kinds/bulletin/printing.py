"""The printed pages of a bulletin: page 1, and what flows behind it in columns, laid out apart and put together.

Page 1 must be filled to its foot (:mod:`publish.kinds.bulletin.front`); all other pages are one run of articles. The
folios on page 1 come from the run, so page 1 is laid out once more when the run stands.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from publish.base.diagnostics import StyleError
from publish.kinds.bulletin import masthead
from publish.kinds.bulletin.filling import fill_run, measure_holes
from publish.kinds.bulletin.front import fill_front, fit_front, is_listed, most_taller, overfull
from publish.kinds.bulletin.issue import FRONT, REST, RUN, Front, Issue
from publish.kinds.bulletin.page_map import Part, find_parts
from publish.outputs.commission import Commission
from publish.outputs.pdf.fragments import Fragment
from publish.outputs.pdf.layouter import Layouter
from publish.outputs.pdf.leaf import Leaf
from publish.outputs.pdf.page_map import Pagination
from publish.outputs.pdf.places import check_places
from publish.outputs.pdf.printed import Leaves
from publish.outputs.pdf.printing import describe
from publish.outputs.pdf.xmp import Facts
from publish.publication.publication import SCHEME, TITLE

if TYPE_CHECKING:
    from publish.layout.engine import StyleSheet


class _Laid(NamedTuple):
    """A bulletin that is laid out: how page 1 is set, its fragment, and that of the run behind it."""

    set_front: Front
    front: Fragment
    run: Fragment

    @property
    def labels(self) -> tuple[str, ...]:
        """The folio of each page."""
        return tuple(str(number) for number in range(1, 1 + len(self.front.texts) + len(self.run.texts)))


def printed(asked: Commission) -> Leaves:
    """Return the pages of a bulletin, its first article the lead."""
    return _BulletinPages(asked)


class _BulletinPages(Leaves):
    """The pages of a bulletin: page 1, and the run behind it."""

    folio_style = "bulletin/folio.css"

    def __init__(self, asked: Commission) -> None:
        super().__init__(asked)
        self.issue = Issue(self.publication, self.project, self.assets, self.draft)

    def styles(self, *more: str) -> tuple[StyleSheet, ...]:
        """Return the stylesheets of the bulletin in the order of the cascade, more of them by name."""
        return self.issue.styles(*more)

    def describe(self) -> Facts:
        """Return what the file says of itself."""
        return describe(replace(self.publication, title=masthead.issue_title(self.publication, self.project)))

    def find_leaves(self) -> list[Leaf]:
        """Return page 1, whose folio is in its nameplate, and the run."""
        count, labels = len(self.laid.front.texts), self.laid.labels
        return [Leaf(FRONT, self.laid.front, labels[:count], printed=False), Leaf(RUN, self.laid.run, labels[count:])]

    def paginate(self) -> Pagination:
        """Return which text of which article is on each page."""
        return _paginate(self.issue, self.laid)

    @functools.cached_property
    def laid(self) -> _Laid:
        """The issue, laid out."""
        return _lay_out(self.issue, self.layouter)


def _lay_out(issue: Issue, layouter: Layouter) -> _Laid:
    """Lay out page 1 and the run, and page 1 again with the folios of the run."""
    set_front, run = _fill(issue, layouter)
    set_front = fill_front(issue, set_front, layouter)
    asked = [place for _, place in issue.entries(set_front.cuts)]
    asked += [f"{name}.{REST}" for name, cut in set_front.cuts.items() if cut.rest]
    check_places(map(_address, asked), {_address(place) for place in run.anchors}, issue.publication)
    try:
        (front,) = layouter.lay_out([issue.front(set_front, _folios(run))])
    except StyleError as failure:
        if all(is_listed(found, issue) for found in failure.diagnostics):
            raise StyleError(overfull(issue, set_front)) from failure
        raise
    return _Laid(set_front, front, run)


def _fill(issue: Issue, layouter: Layouter) -> tuple[Front, Fragment]:
    """Return how page 1 is set, and the run behind it.

    Where pages of the run end above their feet, the picture of page 1 is tried higher and lower, by turns: then less of
    the articles that open there stands on it, or more, and the jumps are elsewhere.
    """
    front = fit_front(issue, layouter)
    run = fill_run(issue, front.cuts, layouter)
    most = most_taller(issue, next(iter(front.cuts)), spans=front.spans)
    holes = measure_holes(issue, run)
    for taller in sorted({*range(-most, most + 1)} - {0}, key=lambda lines: (abs(lines), -lines)):
        if not holes:
            break
        trial = fit_front(issue, layouter, taller)
        if trial.spans and [*trial.cuts] == [*front.cuts]:
            moved = fill_run(issue, trial.cuts, layouter)
            left = measure_holes(issue, moved)
            if (len(moved.texts), left) < (len(run.texts), holes):
                front, run, holes = trial, moved, left
    return front, run


def _folios(run: Fragment) -> dict[str, str]:
    """Return the folio of each place of the run, which begins on page 2."""
    return {name: str(2 + place[0]) for name, place in run.anchors.items()}


def _address(place: str) -> str:
    """Return the address of a place, which is called ``NAME.id`` in the run."""
    return f"{SCHEME}{place.replace('.', '#', 1)}"


def _paginate(issue: Issue, laid: _Laid) -> Pagination:
    """Return which text of which article is on each page."""
    on_front, behind = issue.texts(laid.set_front)
    parts = [
        Part("1", TITLE, ""),  # page 1 begins with the nameplate
        *(part._replace(label="") for part in find_parts(on_front, laid.front.texts, 1)),
        *(Part("", f"part-{number}", "") for number, _ in enumerate(issue.publication.parts, 1)),
        *find_parts(behind, laid.run.texts, 1 + len(laid.front.texts), on_front[-1][0]),
    ]
    labelled, texts = tuple(part.label for part in parts), tuple((part.name, part.text) for part in parts)
    places = {_address(name): folio for name, folio in _folios(laid.run).items()}
    return Pagination(labelled, texts, places)
