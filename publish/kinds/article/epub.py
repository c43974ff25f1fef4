"""The screens of an article that is published by itself: one page, with the pages of its PDF marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from markupsafe import Markup

from publish.base.messages import say
from publish.base.records import dataclass
from publish.base.workers.task import Task
from publish.kinds.article.printing import compose
from publish.layout import engine, page_starts, page_values, screen, xhtml
from publish.outputs.commission import Commission
from publish.outputs.epub import package
from publish.outputs.epub.cover import DRAWING, draw_cover, set_cover
from publish.outputs.epub.package import ScreenPage, Screens
from publish.outputs.epub.pictures import collect_pictures
from publish.outputs.pdf.printed import OnePiece, Printed
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.project import Project

ARTICLE = "article.xhtml"
"""Address of the article in the book."""


_NEWS = ("NewsArticle", "NewsArticle")


@dataclass(frozen=True, slots=True)
class OnePage:
    """How an article is shown on its page.

    Attributes:
        layout: The layout of the page.
        texts: The blocks that the layout places under each name, in the order in which they are read.
        values: What else the layout sees.
        classes: Class of a paragraph, by ``id`` of its node; None for the one that a lede has, and the last one.
        types: What the article is in the words of Schema.org.
    """

    layout: str
    texts: Mapping[str, Sequence[model.Block]]
    values: Mapping[str, Any] = field(default_factory=dict)
    classes: Mapping[int, str] | None = None
    types: tuple[str, str] = _NEWS


def screens(asked: Commission, printed: Printed) -> Screens:
    """Return the article for the screen.

    Args:
        asked: The article.
        printed: The printed pages, whose places are marked.

    Raises:
        StyleError, AssetError: For what is wrong in a layout, a stylesheet, a font or a picture.
        EngineError: If Pango is not installed.
    """
    article = dated(asked)

    def composed() -> tuple[str, Sequence[engine.StyleSheet]]:
        fitted = printed.style if isinstance(printed, OnePiece) else ""
        return compose(article, asked.project, asked.assets, fitted, draft=asked.draft)

    def places() -> page_starts.PagePlaces:
        return find_places(asked, article, printed, composed)

    return show(asked, article, places, OnePage("article/epub.html", {"body": article.children}))


def dated(asked: Commission) -> model.Article:
    """Return the article that is asked for with a day of publication: its own, or that of the project."""
    article = asked.subject
    assert isinstance(article, model.Article), "this kind joins nothing"
    return article if article.published else replace(article, published=asked.project.date)


def find_places(
    asked: Commission,
    article: model.Article,
    printed: Printed,
    composed: Callable[[], tuple[str, Sequence[engine.StyleSheet]]],
) -> page_starts.PagePlaces:
    """Return what stands on each printed page; a worker lays them out where no PDF has been made of them yet.

    Args:
        asked: What is asked.
        article: The article.
        printed: The printed pages, which are not made for this.
        composed: Gives the printed pages as XHTML, and the stylesheets that shape them.
    """
    if isinstance(printed, OnePiece) and printed.places is not None:
        return printed.places
    task = Task(page_starts.read_places, say("laying out the printed pages"), article.position)
    places: page_starts.PagePlaces = asked.workers.call(task, *composed(), asked.assets.roots, article.position)
    return places


def show(
    asked: Commission, article: model.Article, find: Callable[[], page_starts.PagePlaces], page: OnePage
) -> Screens:
    """Return an article on a page for the screen, with the cover and the navigation around it.

    Args:
        asked: What is asked.
        article: The article, as the screen has it.
        find: Finds what stands on each printed page; pictures are read before.
        page: What the page shows.

    Raises:
        StyleError, AssetError: For what is wrong in a layout, a stylesheet, a font or a picture.
        EngineError: If Pango is not installed.
    """
    project, assets, call = asked.project, asked.assets, asked.workers.call
    pictures = collect_pictures([article], assets, project.epub.picture_pixels, asked.workers)
    places = find()
    labels = {f"#{name}": str(number) for name, number in places.numbers.items()}
    around = xhtml.Surroundings(notes=project.notes, folios=labels)
    addresses = {path: picture.name for path, picture in pictures.items()}
    documents = _render_pages(article, project, assets, places.texts, addresses, asked.draft, around, page)
    return Screens(
        article,
        project,
        assets,
        package.identify(article, project),
        package.name_edition(article, project),
        tuple(
            ScreenPage(address, text, address != package.NAV, article if address == ARTICLE else None)
            for address, text in documents.items()
        ),
        tuple(pictures.values()),
        lambda: call(Task(draw_cover, DRAWING, article.position), set_cover(article, project, assets)),
        types=page.types,
    )


def _render_pages(
    article: model.Article,
    project: Project,
    assets: Assets,
    printed: Sequence[str],
    pictures: Mapping[Path, str],
    draft: bool,
    around: xhtml.Surroundings,
    page: OnePage,
) -> dict[str, str]:
    """Return the pages by address, in their order; ``printed`` is the text of each printed page."""
    ids = screen.name_headings(article)

    def renderer(breaks: Sequence[tuple[str, int]] = ()) -> tuple[xhtml.Renderer, screen.Screen]:
        target = screen.Screen(article, pictures, breaks, draft, around)
        made = xhtml.Renderer(article, target)
        made.ids = ids
        if page.classes is not None:
            made.classes = dict(page.classes)
        return made, target

    plain, counted = renderer()
    for blocks in page.texts.values():
        plain.blocks(blocks)
    labels = [str(number) for number in range(1, len(printed) + 1)]
    starts = page_starts.find_breaks(printed, "".join(counted.seen))
    text, target = renderer(list(zip(labels[1:], starts, strict=True)))
    made = {name: text.blocks(blocks) for name, blocks in page.texts.items()}
    made[[*made][-1]] += target.last_pages()
    values = {
        **{name: Markup(text) for name, text in made.items()},
        "notes": screen.render_notes(article, plain),
        "pages": [{"label": label, "href": f"{ARTICLE}#page-{label}"} for label in labels],
        "first_mark": Markup(screen.page_mark("1")),
        "contents": [screen.outline(article, page_values.headline_text(article), ARTICLE)],
        "places_behind": screen.find_works(article, ARTICLE),
        "start_file": ARTICLE,
        "cover_file": package.COVER,
        "cover_image": package.COVER_IMAGE,
        "identifier": package.identify(article, project),
    }
    facts = replace(article, children=())  # its text is in the values
    layouts = {
        package.COVER: "article/epub-cover.html",
        ARTICLE: page.layout,
        package.NAV: "article/epub-nav.html",
        package.NCX: "article/epub-ncx.xml",
    }
    return {
        name: page_values.fill_page(layout, facts, project, assets, plain, **values, **page.values)
        for name, layout in layouts.items()
    }
