"""Turn a bulletin into one PDF: page 1, and what flows behind it in columns, laid out apart and put together.

Page 1 must be filled to its foot (:mod:`publish.writers.front`); all other pages are one run of articles. The folios on
page 1 come from the run, so page 1 is laid out once more when the run stands.
"""

from __future__ import annotations

from dataclasses import replace

from publish.assets import Assets
from publish.project import Project
from publish.publication import SCHEME, Publication
from publish.worker import Call, call_here
from publish.writers import assembly, fragments, masthead
from publish.writers.assembly import Leaf
from publish.writers.book import TITLE, Printed, describe
from publish.writers.filling import fill_run
from publish.writers.front import fit_front
from publish.writers.issue import FRONT, RUN, Issue
from publish.writers.layouter import Layouter
from publish.writers.paging import Part, find_parts


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
    set_front = fit_front(issue, layouter)
    run = fill_run(issue, set_front.cuts, layouter)
    folios = {name: str(2 + place[0]) for name, place in run.anchors.items()}
    (front,) = layouter.lay_out([issue.front(set_front, folios)])
    count = len(front.texts)
    labels = [str(number) for number in range(1, 1 + count + len(run.texts))]
    leaves = [Leaf(FRONT, front, tuple(labels[:count]), printed=False), Leaf(RUN, run, tuple(labels[count:]))]
    folio, style = layouter.measure_folio(issue.styles("bulletin/folio.css"), assets.roots, publication.position)
    fonts = fragments.join_uses([front.fonts, run.fonts, {folio.font: style}])
    embedded = layouter.embed_fonts(fonts, issue.styles(), assets.roots, publication.position)
    facts = describe(replace(publication, title=masthead.issue_title(publication, project)))
    content = assembly.assemble(leaves, embedded, folio, facts, project.page)
    on_front, behind = issue.texts(set_front)
    parts = [
        Part("1", TITLE, ""),  # page 1 begins with the nameplate
        *(part._replace(label="") for part in find_parts(on_front, front.texts, 1)),
        *(Part("", f"part-{number}", "") for number, _ in enumerate(publication.parts, 1)),
        *find_parts(behind, run.texts, 1 + count, on_front[-1][0]),
    ]
    labelled, texts = tuple(part.label for part in parts), tuple((part.name, part.text) for part in parts)
    places = {f"{SCHEME}{name.replace('.', '#', 1)}": folio for name, folio in folios.items()}
    return Printed(content, labelled, texts, places)


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
