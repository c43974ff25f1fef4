"""Draw the cover of a book: back, spine and front on one sheet for the press, and the front alone for the EPUB.

Both are one design: its measures are hundredths of the trim width, so that the front of the EPUB differs in nothing but
its height.
"""

from __future__ import annotations

from publish.base.diagnostics import Position
from publish.base.messages import say
from publish.base.records import dataclass
from publish.base.units import MM_PER_INCH, POINTS_PER_MM
from publish.base.workers.task import Task
from publish.kinds.book.barcode import draw_barcode
from publish.kinds.book.imprint import hold_names, set_price, set_volume
from publish.kinds.book.settings import Cover, book_of
from publish.layout import engine, page_box, page_values
from publish.layout.font_styles import font_styles
from publish.layout.headlines import set_headline, width_em
from publish.outputs.commission import Commission
from publish.outputs.epub.cover import Drawing
from publish.outputs.pdf import finishing
from publish.outputs.pdf.printed import Leaves, OnePiece
from publish.publication.assets.folders import Assets
from publish.publication.assets.jinja import fill_layout
from publish.publication.assets.papers import find_stock, spine_width
from publish.publication.project import Page, Project
from publish.publication.publication import Publication
from publish.publication.settings import read_config
from publish.publication.toml_values import line_of

SPINE_TEXT_MM = 6.0
"""From this width on the spine has a title: a narrower one leaves less than 6 pt between the safe edges."""

FOLD_MM = 1.5
"""What the type on the spine keeps from each fold at least; a cover is folded to about a millimetre."""

SHORTEST_BLEED_MM = 3.0
_STACK_EM = 1.36
"""From the dot below a letter to the tone above its circumflex, in em."""

_LARGEST_SPINE_PT, _SMALLEST_SPINE_PT = 15.0, 6.0
_SPINE_ENDS_MM = 12.0  # free at head and foot of the spine
_SPINE_GAP_EM = 2.0
_MEASURE, _TALLEST, _TALLEST_WITH_IMAGE, _LARGEST, _SMALLEST = 74.0, 58.0, 33.0, 9.5, 4.0
"""Of the title, in hundredths of the trim width."""

_SCREEN_PT = 288.0
"""Width of the front for the EPUB, 4 in (:func:`publish.outputs.epub.cover.draw_cover`)."""


@dataclass(frozen=True, slots=True)
class Spine:
    """What stands on the spine, in the order of reading from its head.

    Attributes:
        size_pt: Size of the title; creator and publisher are smaller.
    """

    creator: str
    title: str
    publisher: str
    size_pt: float


def cover(asked: Commission, printed: Leaves) -> OnePiece:
    """Return the cover for the press: back, spine and front on one sheet, with trim and bleed.

    Args:
        asked: The book; a project without ``[cover]`` takes the defaults.
        printed: The pages of the book, whose number makes the spine.

    Raises:
        SourceError: If a paper is not known.
        StyleError: For what is wrong in a layout or stylesheet.
        EngineError: If Pango is not installed.
    """
    publication, project, assets = printed.publication, asked.project, asked.assets
    book = book_of(project)
    settings, imprint = book.cover or Cover(), book.imprint
    spine_mm = measure_spine(project, settings, assets, len(printed.pagination.labels))
    (width, height), bleed = project.page.trim_mm, max(project.page.bleed_mm, SHORTEST_BLEED_MM)
    sheet = Page((round(2 * width + spine_mm, 4), height), bleed)
    values = _front(publication, project, settings) | {
        "spine": set_spine(publication, spine_mm, height, set_volume(imprint, publication.language)),
        "blurb": [" ".join(text.split()) for text in settings.blurb.strip().split("\n\n") if text.strip()],
        "barcode": draw_barcode(imprint.isbn) if imprint and imprint.isbn else None,
        "price": set_price(imprint, publication.language),
        "publisher_address": hold_names(imprint.publisher_address) if imprint else "",
        "published": publication.date,
        "modified": page_values.time_of(publication.date),
        "generator": page_values.GENERATOR,
    }
    colours = {
        "accent": settings.accent.press,
        "on-accent": f"device-cmyk(0 0 0 {0 if settings.accent.takes_white else 1})",
        "ink": "device-cmyk(0 0 0 1)",
        "paper": "device-cmyk(0 0 0 0)",
    }
    measures = {"width": f"{width:g}mm", "height": f"{height:g}mm", "spine": f"{spine_mm:g}mm", "bleed": f"{bleed:g}mm"}
    html = fill_layout(assets, "book/cover.html", values)
    styles = _styles(project, assets, colours | measures, width * POINTS_PER_MM / 100, sheet)
    at = publication.position
    task = Task(finishing.print_with_places, say("laying out the cover"), at)
    return OnePiece(asked, at, sheet, lambda: asked.workers.call(task, html, styles, assets.roots, at, sheet))


def set_front(publication: Publication, project: Project, assets: Assets) -> Drawing:
    """Return the front as the cover of the EPUB.

    Raises:
        StyleError: For what is wrong in a layout.
    """
    cover = book_of(project).cover or Cover()
    colours = {
        "accent": cover.accent.screen,
        "on-accent": "#fff" if cover.accent.takes_white else "#000",
        "ink": "#000",
        "paper": "#fff",
    }
    measures = {"width": "4in", "height": "6in", "spine": "0mm", "bleed": "0mm"}
    html = fill_layout(assets, "book/cover-front.html", _front(publication, project, cover))
    sheet = Page((4 * MM_PER_INCH, 6 * MM_PER_INCH), 0.0)
    styles = _styles(project, assets, colours | measures, _SCREEN_PT / 100, sheet)
    return Drawing(html, styles, assets.roots, publication.position, (cover.image,) if cover.image else ())


def measure_spine(project: Project, cover: Cover, assets: Assets, pages: int) -> float:
    """Return the width of the spine in millimetres: as the printer gave it, or reckoned from the papers.

    Raises:
        SourceError: If a paper is not known.
    """
    if cover.spine_mm is not None:
        return cover.spine_mm
    text = read_config(project.config)
    inside, outside = (
        find_stock(assets, name, Position(project.config, line_of(text, "cover", key), 1))
        for key, name in (("inside_paper", cover.inside_paper), ("cover_paper", cover.cover_paper))
    )
    return spine_width(pages, inside, outside)


def set_spine(publication: Publication, spine_mm: float, height_mm: float, volume: str = "") -> Spine | None:
    """Return what fits on the spine, as large as it can be; None where it is too narrow for type.

    First the creators go, then the publisher, before the type falls below a size that can be read on a shelf.
    """
    if spine_mm < SPINE_TEXT_MM:
        return None
    across = (spine_mm - 2 * FOLD_MM) / _STACK_EM * POINTS_PER_MM
    along = (height_mm - 2 * _SPINE_ENDS_MM) * POINTS_PER_MM
    title = f"{publication.title}, {volume.lower()}" if volume else publication.title
    creators = ", ".join(publication.creators)
    publisher = publication.publisher.replace("Nhà xuất bản", "NXB")
    size = 0.0
    for creator, house in ((creators, publisher), ("", publisher), ("", "")):
        length = width_em(title) + 0.8 * width_em(creator) + 0.7 * width_em(house)
        length += _SPINE_GAP_EM * (bool(creator) + bool(house))
        size = round(min(across, _LARGEST_SPINE_PT, along / (length * 1.06)), 2)
        if size >= _SMALLEST_SPINE_PT:
            return Spine(creator, title, house, size)
    return Spine("", title, "", size)


def _front(publication: Publication, project: Project, cover: Cover) -> dict[str, object]:
    """Return what the front shows; sizes of type are hundredths of the width (rem)."""
    tallest = _TALLEST_WITH_IMAGE if cover.image else _TALLEST
    lines, size = set_headline([publication.title], _MEASURE, tallest, _LARGEST, _SMALLEST)
    return {
        "title": publication.title,
        "language": publication.language,
        "lines": [line.replace("–", "–\N{WORD JOINER}") for line in lines],  # the engine breaks after a dash
        "size": size,
        "subtitle": publication.subtitle,
        "creators": hold_names(", ".join(publication.creators)),
        "publisher": publication.publisher,
        "volume": set_volume(book_of(project).imprint, publication.language),
        "image": cover.image.as_uri() if cover.image else "",
    }


def _styles(
    project: Project, assets: Assets, variables: dict[str, str], unit_pt: float, sheet: Page
) -> tuple[engine.StyleSheet, ...]:
    """Return the stylesheets of a cover: those of the house, and the measures and colours of this one."""
    names = "; ".join(f"--{name}: {value}" for name, value in variables.items())
    made = f":root {{ {names}; font-size: {unit_pt:.4f}pt }} {page_box.page_style(sheet)}"
    house = engine.StyleSheet(assets.style("book/cover.css"))
    return (*font_styles(assets), house, engine.StyleSheet(project.config, made))
