"""The screens of a bulletin: a page for each article, with the pages of the printed issue marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from publish.kinds.bulletin import masthead
from publish.kinds.bulletin.settings import bulletin_of
from publish.outputs.commission import Commission
from publish.outputs.epub import package
from publish.outputs.epub.cover import set_cover, start_cover
from publish.outputs.epub.package import Screens
from publish.outputs.epub.pictures import collect_pictures
from publish.outputs.epub.publication import TITLE_PAGE, ChapterScreens, merge
from publish.outputs.pdf.printed import Leaves
from publish.publication import model
from publish.publication.apparatus import NoteSettings
from publish.publication.assets.jinja import fill_layout
from publish.publication.publication import TITLE


def screens(asked: Commission, printed: Leaves) -> Screens:
    """Return the bulletin for the screen.

    Label n stands where page n of the print begins, in the middle of an article that goes on there, too.

    Args:
        asked: The bulletin.
        printed: The printed pages, which are marked in the text.

    Raises:
        StyleError, AssetError: For what is wrong in a layout, a stylesheet, a font or a picture.
        EngineError: If Pango is not installed.
    """
    publication, assets, bulletin = printed.publication, asked.assets, bulletin_of(asked.project)
    project = replace(asked.project, publisher=bulletin.organ or asked.project.publisher, notes=NoteSettings())
    title = model.Text(masthead.issue_title(publication, project), publication.position)
    whole = replace(merge(publication), headline=((title,),), summary=bulletin.slogan)
    cover = start_cover(set_cover(whole, project, assets), printed.layouter)
    articles = [chapter.article for chapter in publication.chapters]
    pictures = collect_pictures(articles, assets, project.epub.picture_pixels, asked.workers)
    identifier = package.identify(whole, project)
    documents = _IssueScreens(asked, project, printed.pagination, pictures).bind(identifier)
    number = re.match(r"\d+", bulletin.number)
    edition = package.name_edition(whole, project)
    series = number[0] if number else ""
    copies, types = tuple(pictures.values()), ("PublicationIssue", "NewsArticle")
    return Screens(whole, project, assets, identifier, edition, documents, copies, cover, series, types)


class _IssueScreens(ChapterScreens):
    """The pages of a bulletin on a screen; its title page is the nameplate with the imprint below it."""

    def front_pages(self) -> Iterator[tuple[str, str]]:
        """Yield the nameplate."""
        values = masthead.nameplate(self.publication, self.project) | {
            "marks": Markup(self.marks(TITLE_PAGE, self.sheets[TITLE])),
            "lines": masthead.imprint_lines(self.publication, self.project),
        }
        yield TITLE_PAGE, fill_layout(self.assets, "bulletin/epub-title.html", values)
