"""Turn a bulletin into one PDF: page 1, and what flows behind it in columns, laid out apart and put together.

Page 1 must be filled to its foot (:mod:`publish.kinds.bulletin.front`); all other pages are one run of articles. The
folios on page 1 come from the run, so page 1 is laid out once more when the run stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from publish.base.workers.worker import Call, call_here
from publish.kinds.bulletin import masthead
from publish.kinds.bulletin.filling import fill_run
from publish.kinds.bulletin.front import fit_front
from publish.kinds.bulletin.issue import FRONT, REST, RUN, Front, Issue
from publish.kinds.bulletin.page_map import Part, find_parts
from publish.outputs.pdf.fragments import Fragment
from publish.outputs.pdf.layouter import Layouter
from publish.outputs.pdf.leaf import Leaf
from publish.outputs.pdf.page_map import Pagination, find_pages
from publish.outputs.pdf.places import check_places
from publish.outputs.pdf.printing import Printed, describe, print_leaves
from publish.outputs.pdf.xmp import Facts
from publish.outputs.press.printing import press_leaves
from publish.publication.assets.folders import Assets
from publish.publication.project import Project
from publish.publication.publication import SCHEME, TITLE, Publication


class _Laid(NamedTuple):
    """A bulletin that is laid out: how page 1 is set, its fragment, and that of the run behind it."""

    set_front: Front
    front: Fragment
    run: Fragment

    @property
    def labels(self) -> tuple[str, ...]:
        """The folio of each page."""
        return tuple(str(number) for number in range(1, 1 + len(self.front.texts) + len(self.run.texts)))


def paginate_bulletin(
    publication: Publication, project: Project, assets: Assets, layouter: Layouter, *, draft: bool = False
) -> Pagination:
    """Return which text of which article is on each page, as :func:`render_bulletin` does, without making its PDF."""
    issue = Issue(publication, project, assets, draft)
    return find_pages(layouter, lambda: _paginate(issue, layouter.once("bulletin", lambda: _lay_out(issue, layouter))))


def render_bulletin(
    publication: Publication, project: Project, assets: Assets, layouter: Layouter, *, draft: bool = False
) -> Printed:
    """Return the bulletin as tagged PDF 1.7, and which text of which article is on each of its pages.

    Args:
        publication: What is printed; its first article is the lead.
        project: Its page, and what the bulletin says of itself.
        assets: Layouts and styles.
        layouter: Lays out what has not been laid out before.
        draft: Whether a missing photograph leaves its place open.

    Raises:
        StyleError: For what is wrong in a layout or stylesheet.
        EngineError: If Pango is not installed.
    """
    issue = Issue(publication, project, assets, draft)
    laid = layouter.once("bulletin", lambda: _lay_out(issue, layouter))
    leaves, facts = _leaves(laid), _describe(issue)
    return print_leaves(issue, leaves, "bulletin/folio.css", facts, _paginate(issue, laid), layouter)


def _leaves(laid: _Laid) -> list[Leaf]:
    """Return page 1, whose folio is in its nameplate, and the run."""
    count, labels = len(laid.front.texts), laid.labels
    return [Leaf(FRONT, laid.front, labels[:count], printed=False), Leaf(RUN, laid.run, labels[count:])]


def _describe(issue: Issue) -> Facts:
    """Return what the file says of itself."""
    publication = issue.publication
    return describe(replace(publication, title=masthead.issue_title(publication, issue.project)))


def _lay_out(issue: Issue, layouter: Layouter) -> _Laid:
    """Lay out page 1 and the run, and page 1 again with the folios of the run."""
    set_front = fit_front(issue, layouter)
    run = fill_run(issue, set_front.cuts, layouter)
    asked = [place for _, place in issue.entries(set_front.cuts)]
    asked += [f"{name}.{REST}" for name, cut in set_front.cuts.items() if cut.rest]
    check_places(map(_address, asked), {_address(place) for place in run.anchors}, issue.publication)
    (front,) = layouter.lay_out([issue.front(set_front, _folios(run))])
    return _Laid(set_front, front, run)


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


def render_pdf(
    publication: Publication,
    project: Project,
    assets: Assets,
    layouter: Layouter,
    *,
    draft: bool = False,
    call: Call = call_here,
) -> bytes:
    """Return the bulletin as tagged PDF (:func:`render_bulletin`)."""
    return render_bulletin(publication, project, assets, layouter, draft=draft).content


def render_press(
    publication: Publication,
    project: Project,
    assets: Assets,
    layouter: Layouter,
    *,
    draft: bool = False,
    call: Call = call_here,
) -> bytes:
    """Return the press twin of the bulletin: PDF/X-4 of the same pages as :func:`render_pdf`."""
    issue = Issue(publication, project, assets, draft)
    laid = layouter.once("bulletin", lambda: _lay_out(issue, layouter))
    return press_leaves(issue, _leaves(laid), "bulletin/folio.css", _describe(issue), layouter)
