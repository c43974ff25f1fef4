"""The screens of an article that is published by itself: one page, with the pages of its PDF marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from publish.base.messages import say
from publish.base.workers.task import Task
from publish.kinds.article.printing import compose
from publish.layout import page_starts, page_values, screen, xhtml
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


def screens(asked: Commission, printed: Printed) -> Screens:
    """Return the article for the screen.

    Args:
        asked: The article; its worker lays out the printed pages, whose places are marked.
        printed: The printed pages, which are not made for this; their setting is chosen.

    Raises:
        StyleError, AssetError: For what is wrong in a layout, a stylesheet, a font or a picture.
        EngineError: If Pango is not installed.
    """
    article, project, assets, call = asked.subject, asked.project, asked.assets, asked.workers.call
    assert isinstance(article, model.Article), "this kind joins nothing"
    if not article.published:
        article = replace(article, published=project.date)
    pictures = collect_pictures([article], assets, project.epub.picture_pixels, asked.workers)
    fitted = printed.style if isinstance(printed, OnePiece) else ""
    html, styles = compose(article, project, assets, fitted, draft=asked.draft)
    task = Task(page_starts.read_places, say("laying out the printed pages"), article.position)
    texts, places = call(task, html, styles, assets.roots, article.position)
    labels = {f"#{name}": str(number) for name, number in places.items()}
    around = xhtml.Surroundings(notes=project.notes, folios=labels)
    addresses = {path: picture.name for path, picture in pictures.items()}
    documents = _render_pages(article, project, assets, texts, addresses, asked.draft, around)
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
    )


def _render_pages(
    article: model.Article,
    project: Project,
    assets: Assets,
    printed: Sequence[str],
    pictures: Mapping[Path, str],
    draft: bool,
    around: xhtml.Surroundings,
) -> dict[str, str]:
    """Return the pages by address, in their order; ``printed`` is the text of each printed page."""
    ids = screen.name_headings(article)

    def renderer(breaks: Sequence[tuple[str, int]] = ()) -> tuple[xhtml.Renderer, screen.Screen]:
        target = screen.Screen(article, pictures, breaks, draft, around)
        made = xhtml.Renderer(article, target)
        made.ids = ids
        return made, target

    plain, counted = renderer()
    plain.blocks(article.children)
    labels = [str(number) for number in range(1, len(printed) + 1)]
    starts = page_starts.find_breaks(printed, "".join(counted.seen))
    text, target = renderer(list(zip(labels[1:], starts, strict=True)))
    values = {
        "body": text.blocks(article.children) + target.last_pages(),
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
        package.COVER: "epub-cover.html",
        ARTICLE: "epub.html",
        package.NAV: "epub-nav.html",
        package.NCX: "epub-ncx.xml",
    }
    return {
        name: page_values.fill_page(f"article/{layout}", facts, project, assets, plain, **values)
        for name, layout in layouts.items()
    }
