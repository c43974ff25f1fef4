"""Turn an article into an EPUB 3.3; the only door to EbookLib, which writes the package document and nothing else."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from markupsafe import Markup

from publish.base.workers.task import Task
from publish.base.workers.worker import Call, call_here
from publish.kinds.article import printing
from publish.layout import page_starts, page_values, screen, xhtml
from publish.outputs.epub.accessibility import describe_access
from publish.outputs.epub.container import Resource, pack
from publish.outputs.epub.cover import render_cover
from publish.outputs.epub.fonts import make_styles
from publish.outputs.epub.pictures import collect_pictures
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.project import Project

ARTICLE, COVER, NAV, NCX = "article.xhtml", "cover.xhtml", "nav.xhtml", "toc.ncx"
COVER_IMAGE = "images/cover.png"
"""Addresses in the book."""

XHTML = "application/xhtml+xml"
_PACKAGE = "EPUB/content.opf"


def render_epub(
    article: model.Article, project: Project, assets: Assets, *, draft: bool = False, call: Call = call_here
) -> bytes:
    """Return the article as EPUB 3.3 with the pages of its PDF, accessible after EPUB Accessibility 1.1.

    Args:
        article: What is published.
        project: The facts of its publication.
        assets: Layouts, styles and fonts.
        draft: Whether a missing photograph leaves its place open.
        call: How the engine is called, for the cover and the printed pages: here, or in a worker.

    Raises:
        StyleError, AssetError: For what is wrong in a layout, a stylesheet, a font or a picture.
        EngineError: If Pango is not installed.
    """
    if not article.published:
        article = replace(article, published=project.date)
    pictures = collect_pictures(article)
    task = Task(page_starts.read_places, "laying out the printed pages", article.position)
    printed, places = call(task, *_print(article, project, assets, draft))
    labels = {f"#{name}": str(number) for name, number in places.items()}
    around = xhtml.Surroundings(notes=project.notes, folios=labels)
    addresses = {path: r.name for path, r in pictures.items()}
    documents = _render_pages(article, project, assets, printed, addresses, draft, around)
    cover = render_cover(article, project, assets, call=call)
    resources = [
        Resource("cover", COVER, XHTML, documents[COVER].encode(), in_spine=True),
        Resource("article", ARTICLE, XHTML, documents[ARTICLE].encode(), in_spine=True),
        Resource("nav", NAV, XHTML, documents[NAV].encode(), ("nav",)),
        Resource("ncx", NCX, "application/x-dtbncx+xml", documents[NCX].encode()),
        Resource("cover-image", COVER_IMAGE, "image/png", cover, ("cover-image",)),
        *make_styles(article, assets, [documents[name] for name in (ARTICLE, NAV, COVER)], call),
        *pictures.values(),
    ]
    book = describe(article, project, [picture.media_type for picture in pictures.values()])
    return pack(write_package(book, article, resources))


def identify(article: model.Article, project: Project) -> str:
    """Return the identifier: the ISBN of the e-book, else one that all editions share and no other has."""
    if project.imprint and project.imprint.isbn_ebook and article.position.file == project.config:
        return f"urn:isbn:{project.imprint.isbn_ebook}"
    published = article.published.isoformat() if article.published else ""
    facts = (article.name, page_values.headline_text(article), published, project.publisher)
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(("publish", *facts))).urn


# Pages ---------------------------------------------------------------------------------------------------------------


def _print(article: model.Article, project: Project, assets: Assets, draft: bool) -> tuple[Any, ...]:
    """Return what :func:`folios.read_places` takes."""
    html, styles = printing.compose(article, project, assets, draft=draft)
    return html, styles, assets.roots, article.position


def _render_pages(
    article: model.Article,
    project: Project,
    assets: Assets,
    printed: Sequence[str],
    pictures: Mapping[Path, str],
    draft: bool,
    around: xhtml.Surroundings,
) -> dict[str, str]:
    """Return the pages of the book by address; ``printed`` is the text of each printed page."""
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
        "cover_file": COVER,
        "cover_image": COVER_IMAGE,
        "identifier": identify(article, project),
    }
    facts = replace(article, children=())  # its text is in the values
    layouts = {ARTICLE: "epub.html", COVER: "epub-cover.html", NAV: "epub-nav.html", NCX: "epub-ncx.xml"}
    return {
        name: page_values.fill_page(f"article/{layout}", facts, project, assets, plain, **values)
        for name, layout in layouts.items()
    }


# The package document ------------------------------------------------------------------------------------------------


def describe(article: model.Article, project: Project, media_types: Sequence[str]) -> Any:
    """Return an EbookLib book with the metadata of the article."""
    from ebooklib import epub  # type: ignore[import-untyped]  # it has no types

    book = epub.EpubBook()
    book.metadata.clear()
    book.set_identifier(identify(article, project))
    book.set_title(page_values.headline_text(article))
    book.set_language(article.language)
    facts = {
        "creator": page_values.authors(article),
        "publisher": project.publisher,
        "date": article.published.isoformat() if article.published else "",
        "rights": model.plain_text(article.rights).strip() or project.rights,
        "description": article.summary or model.plain_text(article.deck).strip(),
        "source": model.plain_text(article.source).strip(),
    }
    for name, value in facts.items():
        if value:
            book.add_metadata("DC", name, value)
    for subject in article.subjects:
        book.add_metadata("DC", "subject", subject)
    if project.title:
        _add_property(book, "belongs-to-collection", project.title, id="publication")
        _add_property(book, "collection-type", "series", refines="#publication")
    width, height = project.page.trim_mm
    edition = f"{page_values.headline_text(article)}, PDF, {width:g} × {height:g} mm"
    if project.imprint and project.imprint.isbn and article.position.file == project.config:
        edition = f"urn:isbn:{project.imprint.isbn}"
    _add_property(book, "pageBreakSource", edition)
    for name, value in describe_access(article, media_types):
        claim = {"dcterms:conformsTo": {"id": "conformance"}, "a11y:certifiedBy": {"refines": "#conformance"}}
        _add_property(book, name, value, **claim.get(name, {}))
    for name, value in (("cover", "cover-image"), ("generator", page_values.GENERATOR)):
        book.add_metadata("OPF", "meta", "", {"name": name, "content": value})
    return book


def _add_property(book: Any, name: str, value: str, **attributes: str) -> None:
    book.add_metadata("OPF", "meta", value, {"property": name, **attributes})


def write_package(book: Any, article: model.Article, resources: Sequence[Resource]) -> dict[str, bytes]:
    """Return the members of the container: what EbookLib writes, its package document mended, and the resources."""
    from ebooklib import epub

    for resource in resources:
        item = epub.EpubItem(resource.id, resource.name, resource.media_type, resource.content)
        item.properties = list(resource.properties)
        book.add_item(item)
    book.spine = [resource.id for resource in resources if resource.in_spine]
    stream = io.BytesIO()
    options = {
        "mtime": page_values.file_time(article),
        "raise_exceptions": True,
        "epub3_pages": False,
        "compresslevel": 0,
    }
    epub.write_epub(stream, book, options)
    with zipfile.ZipFile(stream) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != "mimetype"}
    language = f'<package xml:lang="{escape(article.language)}" '
    members[_PACKAGE] = members[_PACKAGE].replace(b"<package ", language.encode(), 1)
    return members
