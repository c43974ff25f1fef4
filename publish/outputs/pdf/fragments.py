"""Lay out a piece of a publication on its own: pages without fonts, and what the rest of the publication must know.

A fragment knows neither its folios nor where it will stand; the assembly (:mod:`publish.outputs.pdf.assembly`) puts
many together, stamps the folios and embeds each font once. What stands here runs in a worker.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Position, StyleError, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.base.units import POINTS_PER_PX
from publish.layout import engine, fitting, page_starts
from publish.outputs.pdf import blocks, finishing, packing
from publish.outputs.pdf.blocks import Block
from publish.publication.project import Page


@dataclass(frozen=True, slots=True)
class FontUse:
    """What pages use of a font.

    Attributes:
        family, weight, style: Font family, weight and style as CSS names them.
        unicode: Text of each glyph.
        widths: Advance of each glyph in thousandths of an em.
    """

    family: str
    weight: int
    style: str
    unicode: Mapping[int, str]
    widths: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: its level from 1, its text, the page from 0, and the place on it in points."""

    level: int
    label: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Fragment:
    """Finished pages.

    Attributes:
        block: The pages, whose font dictionary stands outside.
        texts: The folded text of the body on each page (:func:`publish.layout.page_starts.fold`).
        anchors: Page from 0, x and y in points of each id.
        bookmarks: What the outline shows of the pages.
        fonts: What the pages use of each font, by the name of the font in them.
        key: Key under which the fragment is kept.
    """

    block: Block
    texts: tuple[str, ...]
    anchors: Mapping[str, tuple[int, float, float]]
    bookmarks: tuple[Bookmark, ...]
    fonts: Mapping[str, FontUse]
    key: str = ""


@dataclass(frozen=True, slots=True)
class FolioStyle:
    """How folios are set.

    Attributes:
        font: Name of the font in the pages.
        size: Size of the type in points.
        gray: Darkness of the figures, 0 for black.
        baseline: Height over the foot of the trim, in points.
        outside: Distance of the folio from the outer edge of the trim, in points; None for the middle of the page.
        glyphs: Number and width (thousandths of an em) of the glyph of each letter and figure.
    """

    font: str
    size: float
    gray: float
    baseline: float
    outside: float | None
    glyphs: Mapping[str, tuple[int, int]]


def render_fragment(
    html: str,
    styles: Sequence[engine.StyleSheet],
    roots: Sequence[Path],
    at: Position,
    page: Page,
    side: str,
    places: Sequence[page_starts.IndexPlace] = (),
) -> bytes:
    """Return a fragment packed (:func:`unpack`).

    Args:
        html: The pages as XHTML.
        styles: Stylesheets in the order of the cascade.
        roots: Folders that may be read.
        at: Where to point when the engine finds fault with the page.
        page: Trim and bleed.
        side: ``right`` if the first page is a recto, ``left`` if it is a verso.
        places: Words whose places are anchors although nothing in the pages marks them.
    """
    first = engine.StyleSheet(roots[0] / f"{side}.css", f"html {{ break-before: {side} }}")
    document = fitting.lay_out(html, [*styles, first], roots, at)
    anchors: dict[str, tuple[int, float, float]] = {}
    bookmarks: list[Bookmark] = []
    for number, sheet in enumerate(document.pages):
        for name, (x, y, *_) in sheet.anchors.items():
            anchors.setdefault(name, (number, x * POINTS_PER_PX, (sheet.height - y) * POINTS_PER_PX))
        for level, label, (x, y), _ in sheet.bookmarks:
            place = x * POINTS_PER_PX, (sheet.height - y) * POINTS_PER_PX
            bookmarks.append(Bookmark(level, finishing.plain(label), number, *place))
        sheet.bookmarks = []
    for name, (number, x, y) in page_starts.find_places(document, places).items():
        anchors[name] = number, x * POINTS_PER_PX, (document.pages[number].height - y) * POINTS_PER_PX
    from publish.outputs.pdf import cutting  # who only unpacks does without

    content = engine.write_pdf(document, at, lambda _, pdf: finishing.finish_fragment(pdf, page), fonts=False)
    texts = tuple(page_starts.body_texts(document))
    return pack(Fragment(cutting.cut_pages(content), texts, anchors, tuple(bookmarks), _uses(document)))


def _uses(document: Any) -> dict[str, FontUse]:
    """Return what a painted document uses of each font; fonts of one hash are the same file."""
    uses: dict[str, FontUse] = {}
    for font in document.fonts.values():
        known = uses.get(font.hash)
        unicode, widths = dict(font.to_unicode), dict(font.widths)
        if known:
            unicode, widths = {**unicode, **known.unicode}, {**widths, **known.widths}
        style = "italic" if font.style else "normal"
        uses[font.hash] = FontUse(font.family, int(font.weight), style, unicode, widths)
    return uses


def join_uses(uses: Iterable[Mapping[str, FontUse]], at: Position) -> dict[str, FontUse]:
    """Return what several fragments use of each font together.

    Args:
        uses: What each of them uses.
        at: Where to point when a glyph stands for one text here and for another there.

    Raises:
        StyleError: If one does, since a glyph has one text in a file, and only a fragment can say both.
    """
    joined: dict[str, FontUse] = {}
    for fonts in uses:
        for name, use in fonts.items():
            if known := joined.get(name):
                unicode, widths = {**use.unicode, **known.unicode}, {**use.widths, **known.widths}
                joined[name] = FontUse(use.family, use.weight, use.style, unicode, widths)
                for glyph, text in use.unicode.items():
                    if unicode[glyph] != text:
                        message = say(
                            "{family} has one glyph for {one!r} and {other!r}, told apart by no text",
                            family=use.family,
                            one=unicode[glyph],
                            other=text,
                        )
                        hint = say("switch the feature of the font off that makes it so (font-feature-settings)")
                        raise StyleError(error(at, message, "copied-text", hint))
            else:
                joined[name] = use
    return joined


def embed_fonts(
    fonts: Mapping[str, FontUse], styles: Sequence[engine.StyleSheet], roots: Sequence[Path], at: Position
) -> bytes:
    """Return a block, packed, whose first object is the font dictionary, each font with the glyphs that are used.

    A page with a letter in each font makes the engine load them; then they are told what the fragments use. Subsets
    keep the numbers of their glyphs, so that the pages of every fragment fit them.
    """
    spans = "".join(
        f"<span style=\"font-family: '{use.family}'; font-weight: {use.weight}; font-style: {use.style}\">"
        f"{_letter(use)}</span>"
        for use in fonts.values()
    )
    html = f'<html lang="vi"><head><meta charset="utf-8"/><title>a</title></head><body><p>{spans}</p></body></html>'
    document = engine.lay_out(html, styles, roots, at)

    def tell(loaded: Mapping[Any, Any]) -> None:
        for key, font in list(loaded.items()):
            use = fonts.get(font.hash)
            if use:
                font.to_unicode, font.widths = dict(sorted(use.unicode.items())), dict(sorted(use.widths.items()))
            else:
                del loaded[key]  # type: ignore[attr-defined]
        missing = set(fonts) - {font.hash for font in loaded.values()}
        assert not missing, f"fonts that no style leads to: {sorted(missing)}"

    from publish.outputs.pdf import cutting

    content = engine.write_pdf(document, at, prepare=tell)
    return blocks.pack(cutting.cut_fonts(content))


def _letter(use: FontUse) -> str:
    """Return a letter that a font has, as XHTML; not every font has an a."""
    texts = (text for text in use.unicode.values() if text.strip() and text != "\N{REPLACEMENT CHARACTER}")
    return escape(min(texts, key=lambda text: (not text.isprintable(), len(text)), default="a"))


def measure_folio(styles: Sequence[engine.StyleSheet], roots: Sequence[Path], at: Position) -> bytes:
    """Return how folios are set, packed (:func:`unpack_folio`).

    The styles give a page whose foot has every figure and letter of a folio, and nothing else.
    """
    html = '<html lang="vi"><head><meta charset="utf-8"/><title>0</title></head><body></body></html>'
    document = engine.lay_out(html, styles, roots, at)
    (sheet,) = document.pages
    margin, text = next(
        (box, text) for box in sheet._page_box.children for text in _texts(box) if text.text.startswith("0123")
    )
    engine.write_pdf(document, at, fonts=False)
    ((name, use),) = _uses(document).items()
    glyphs = {letter: (glyph, use.widths[glyph]) for glyph, letter in use.unicode.items()}
    right = text.position_x + text.width
    facts = {
        "font": name,
        "size": text.style["font_size"] * POINTS_PER_PX,
        "gray": sum(text.style["color"].to("srgb").coordinates) / 3,
        "baseline": (sheet.height - text.position_y - text.baseline) * POINTS_PER_PX,
        "outside": None if margin.at_keyword == "@bottom-center" else (sheet.width - right) * POINTS_PER_PX,
        "glyphs": glyphs,
    }
    return json.dumps([facts, _pack_use(use)], ensure_ascii=False).encode()


def _texts(box: Any) -> Iterator[Any]:
    """Yield the text boxes in a box."""
    if hasattr(box, "text"):
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def unpack_folio(content: bytes) -> tuple[FolioStyle, FontUse]:
    """Return how folios are set, and what they use of their font."""
    facts, use = json.loads(content)
    facts["glyphs"] = {letter: (glyph, width) for letter, (glyph, width) in facts["glyphs"].items()}
    return FolioStyle(**facts), _unpack_use(use)


# Packing -------------------------------------------------------------------------------------------------------------


def pack(fragment: Fragment) -> bytes:
    """Return a fragment as bytes, its pages behind what is said of them."""
    facts = {
        "texts": fragment.texts,
        "anchors": fragment.anchors,
        "bookmarks": [[*asdict(bookmark).values()] for bookmark in fragment.bookmarks],
        "fonts": {name: _pack_use(use) for name, use in fragment.fonts.items()},
    }
    return packing.pack(facts, blocks.pack(fragment.block))


def unpack(content: bytes, key: str = "") -> Fragment:
    """Return a fragment that was packed, and what it is kept under."""
    facts, rest = packing.unpack(content)
    fonts = {name: _unpack_use(use) for name, use in facts["fonts"].items()}
    anchors = {name: (page, x, y) for name, (page, x, y) in facts["anchors"].items()}
    bookmarks = tuple(Bookmark(*bookmark) for bookmark in facts["bookmarks"])
    return Fragment(blocks.unpack(rest), tuple(facts["texts"]), anchors, bookmarks, fonts, key)


def _pack_use(use: FontUse) -> list[Any]:
    return [use.family, use.weight, use.style, [*use.unicode.items()], [*use.widths.items()]]


def _unpack_use(facts: Sequence[Any]) -> FontUse:
    family, weight, style, unicode, widths = facts
    return FontUse(family, weight, style, dict(unicode), dict(widths))
