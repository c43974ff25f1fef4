"""The screens of a book: its chapters, the book data before and behind them, and its cover."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from publish.kinds.book.cover import set_front
from publish.kinds.book.imprint import set_credits, set_imprint
from publish.kinds.book.settings import book_of
from publish.outputs.commission import Commission
from publish.outputs.epub import package
from publish.outputs.epub.cover import set_cover, start_cover
from publish.outputs.epub.package import Screens
from publish.outputs.epub.pictures import collect_pictures
from publish.outputs.epub.publication import COLOPHON_PAGE, IMPRINT_PAGE, TITLE_PAGE, ChapterScreens, merge
from publish.outputs.pdf.printed import Leaves
from publish.publication.assets.jinja import fill_layout
from publish.publication.publication import COLOPHON, IMPRINT, TITLE


def screens(asked: Commission, printed: Leaves) -> Screens:
    """Return the book for the screen.

    Args:
        asked: The book.
        printed: The printed pages, which are marked in the text.

    Raises:
        StyleError, AssetError: For what is wrong in a layout, a stylesheet, a font or a picture.
        EngineError: If Pango is not installed.
    """
    publication, project, assets = printed.publication, asked.project, asked.assets
    whole, book = merge(publication), book_of(project)
    drawing = set_front(publication, project, assets) if book.cover else set_cover(whole, project, assets)
    cover = start_cover(drawing, printed.layouter)
    articles = [chapter.article for chapter in publication.chapters]
    pictures = collect_pictures(articles, assets, project.epub.picture_pixels, asked.workers)
    pages = _BookScreens(asked, project, printed.pagination, pictures)
    ebook, print_edition = (book.imprint.isbn_ebook, book.imprint.isbn) if book.imprint else ("", "")
    identifier = f"urn:isbn:{ebook}" if ebook else package.identify(whole, project)
    edition = f"urn:isbn:{print_edition}" if print_edition else package.name_edition(whole, project)
    documents = pages.bind(identifier)
    types = ("Book", "Chapter")
    copies = tuple(pictures.values())
    return Screens(whole, project, assets, identifier, edition, documents, copies, cover, types=types)


class _BookScreens(ChapterScreens):
    """The pages of a book on a screen, with its book data where it has any."""

    def front_pages(self) -> Iterator[tuple[str, str]]:
        """Yield the title page, and its back with the book data."""
        credits = set_credits(book_of(self.project).imprint, self.publication)
        yield TITLE_PAGE, self.plain(TITLE_PAGE, TITLE, self.publication.title, is_title=True, **credits)
        if IMPRINT in self.sheets:
            yield IMPRINT_PAGE, self.imprint(IMPRINT_PAGE, IMPRINT)

    def end_pages(self) -> Iterator[tuple[str, str]]:
        """Yield the last page, which says how the book was made."""
        if COLOPHON in self.sheets:
            yield COLOPHON_PAGE, self.imprint(COLOPHON_PAGE, COLOPHON)

    def imprint(self, address: str, name: str) -> str:
        """Return the page behind the title page, or the last one: the book data."""
        imprint = book_of(self.project).imprint
        assert imprint, "printed, or there were no such page"
        data = set_imprint(imprint, self.publication, self.project.page.trim_mm)
        values = {
            "title": data.colophon_heading if name == COLOPHON else data.heading,
            "language": self.publication.language,
            "book": self.publication.title,
            "marks": Markup(self.marks(address, self.sheets[name])),
            "is_colophon": name == COLOPHON,
            "data": data,
        }
        return fill_layout(self.assets, "book/epub-imprint.html", values)
