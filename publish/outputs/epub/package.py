"""Bind the screens of a publication into an EPUB 3.3; the only door to EbookLib, which writes the package document."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

from publish.base.records import dataclass
from publish.layout import page_values
from publish.outputs.commission import Workers
from publish.outputs.epub.accessibility import describe_access
from publish.outputs.epub.container import Resource, pack
from publish.outputs.epub.fonts import make_styles
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.project import Project

COVER, NAV, NCX = "cover.xhtml", "nav.xhtml", "toc.ncx"
COVER_IMAGE = "images/cover.png"
"""Addresses in the book."""

XHTML, _NCX_TYPE = "application/xhtml+xml", "application/x-dtbncx+xml"
_PACKAGE = "EPUB/content.opf"


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """A page of a publication on a screen.

    Attributes:
        address: Path of the page in the folder of the package document.
        text: The page as XHTML, or NCX.
        in_spine: Whether the page is read in the order of the documents.
        article: The article on the page; None for a page with none.
    """

    address: str
    text: str
    in_spine: bool = True
    article: model.Article | None = None


@dataclass(frozen=True, slots=True)
class Screens:
    """A publication for the screen, as its kind gives it.

    Attributes:
        whole: The publication as one article, for what looks at everything: letters, pictures, metadata.
        project: The facts of its publication.
        assets: Styles and fonts.
        identifier: A URN that all editions share and no other publication has, or that of its ISBN.
        edition: The printed edition whose pages are marked.
        documents: Pages in their order, navigation among them.
        pictures: Pictures of the articles.
        cover: Waits for the picture on its cover, PNG.
        number: Place in the series that the publication belongs to; empty if there is none.
        types: What the whole and each of its articles are in the words of Schema.org.
    """

    whole: model.Article
    project: Project
    assets: Assets
    identifier: str
    edition: str
    documents: tuple[ScreenPage, ...]
    pictures: tuple[Resource, ...]
    cover: Callable[[], bytes]
    number: str = ""
    types: tuple[str, str] = ("NewsArticle", "NewsArticle")


def make(screens: Screens, workers: Workers, file_name: str) -> bytes:
    """Return a publication as EPUB 3.3 with the pages of its PDF, accessible after EPUB Accessibility 1.1.

    Args:
        screens: The pages of the publication.
        workers: Who cuts down its fonts and draws its cover.
        file_name: Name of the file, which nothing in it shows.

    Raises:
        StyleError, AssetError: For what is wrong in a layout, a stylesheet, a font or a picture.
        EngineError: If Pango is not installed.
    """
    described = describe(screens)
    cover = Resource("cover-image", COVER_IMAGE, "image/png", screens.cover(), ("cover-image",))
    texts = [document.text for document in screens.documents if document.address != NCX]
    styles = make_styles(screens.whole, screens.assets, texts, workers.call)
    resources = [*_pages(screens.documents), cover, *styles, *screens.pictures]
    return pack(write_package(described, screens.whole, resources))


def _pages(documents: Sequence[ScreenPage]) -> Iterator[Resource]:
    """Yield the pages as members of the book, the NCX last."""
    for document in sorted(documents, key=lambda document: document.address == NCX):
        content = document.text.encode()
        if document.address == NCX:
            yield Resource("ncx", NCX, _NCX_TYPE, content)
        else:
            name = document.address.removeprefix("text/").removesuffix(".xhtml")
            kinds = {"nav": document.address == NAV, "mathml": "<math " in document.text}
            properties = tuple(kind for kind, holds in kinds.items() if holds)
            yield Resource(name, document.address, XHTML, content, properties, document.in_spine)


def identify(article: model.Article, project: Project) -> str:
    """Return an identifier that all editions of an article share and no other has."""
    published = article.published.isoformat() if article.published else ""
    facts = (article.name, page_values.headline_text(article), published, project.publisher)
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(("publish", *facts))).urn


def name_edition(article: model.Article, project: Project) -> str:
    """Return what the printed edition of an article is called: its title and its trim."""
    width, height = project.page.trim_mm
    return f"{page_values.headline_text(article)}, PDF, {width:g} × {height:g} mm"


# The package document ------------------------------------------------------------------------------------------------


def describe(screens: Screens) -> Any:
    """Return an EbookLib book with the metadata of a publication."""
    from ebooklib import epub  # type: ignore[import-untyped]  # it has no types

    article, project = screens.whole, screens.project
    book = epub.EpubBook()
    book.metadata.clear()
    book.set_identifier(screens.identifier)
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
    _add_property(book, "pageBreakSource", screens.edition)
    for name, value in describe_access(article, [picture.media_type for picture in screens.pictures]):
        claim = {"dcterms:conformsTo": {"id": "conformance"}, "a11y:certifiedBy": {"refines": "#conformance"}}
        _add_property(book, name, value, **claim.get(name, {}))
    for name, value in (("cover", "cover-image"), ("generator", page_values.GENERATOR)):
        book.add_metadata("OPF", "meta", "", {"name": name, "content": value})
    if screens.number:  # EPUB 3.3, D.3.6: where it stands in its series
        _add_property(book, "group-position", screens.number, refines="#publication")
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
