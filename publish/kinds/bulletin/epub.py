"""Turn a bulletin into one EPUB 3.3: a page for each article, with the pages of the printed issue."""

from __future__ import annotations

import re
from dataclasses import replace

from markupsafe import Markup

from publish.base.workers.worker import Call, call_here
from publish.kinds.book.printing import TITLE
from publish.kinds.bulletin import masthead
from publish.kinds.bulletin.printing import paginate_bulletin
from publish.outputs.epub import package
from publish.outputs.epub.cover import set_cover
from publish.outputs.epub.pictures import collect_pictures
from publish.outputs.epub.publication import Screens, bind, merge
from publish.outputs.pdf.layouter import Layouter
from publish.publication import model
from publish.publication.apparatus import NoteSettings
from publish.publication.assets.folders import Assets
from publish.publication.assets.jinja import fill_layout
from publish.publication.project import Project
from publish.publication.publication import Publication


def render_epub(
    publication: Publication,
    project: Project,
    assets: Assets,
    layouter: Layouter,
    *,
    draft: bool = False,
    call: Call = call_here,
) -> bytes:
    """Return the bulletin as EPUB 3.3, accessible after EPUB Accessibility 1.1.

    Label n stands where page n of the print begins, in the middle of an article that goes on there, too.

    Args:
        publication: What is published.
        project: What the bulletin says of itself.
        assets: Layouts, styles and fonts.
        layouter: Lays out the printed issue, whose pages are marked in the text.
        draft: Whether a missing photograph leaves its place open.
        call: How the fonts are cut down: here, or in a worker.

    Raises:
        StyleError, AssetError: For what is wrong in a layout, a stylesheet, a font or a picture.
        EngineError: If Pango is not installed.
    """
    bulletin, printing = project.bulletin, project
    project = replace(project, publisher=bulletin.organ or project.publisher, notes=NoteSettings())
    title = model.Text(masthead.issue_title(publication, project), publication.position)
    whole = replace(merge(publication), headline=((title,),), summary=bulletin.slogan)
    cover = layouter.draw_cover(set_cover(whole, project, assets))
    printed = paginate_bulletin(publication, printing, assets, layouter, draft=draft)
    pictures = collect_pictures(whole)
    issue = _Issue(publication, project, assets, printed, {path: r.name for path, r in pictures.items()}, draft)
    described = package.describe(whole, project, [picture.media_type for picture in pictures.values()])
    if number := re.match(r"\d+", bulletin.number):  # EPUB 3.3, D.3.6: where it stands in its series
        place = {"property": "group-position", "refines": "#publication"}
        described.add_metadata("OPF", "meta", number[0], place)
    return bind(issue, whole, described, list(pictures.values()), cover, call)


class _Issue(Screens):
    """Knows the pages of a bulletin on a screen; its title page is the nameplate with the imprint below it."""

    def plain(self, address: str, name: str, title: str, *, is_title: bool = False) -> str:
        """Return the nameplate, or the page of a rubric."""
        if name != TITLE:
            return super().plain(address, name, title, is_title=is_title)
        values = masthead.nameplate(self.publication, self.project) | {
            "marks": Markup(self.marks(address, self.sheets[TITLE])),
            "lines": masthead.imprint_lines(self.publication, self.project),
        }
        return fill_layout(self.assets, "bulletin/epub-title.html", values)
