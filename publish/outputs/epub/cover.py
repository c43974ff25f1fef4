"""Draw the cover of an article; the only door to PDFium.

:func:`draw_cover` runs in the worker, which needs the engine but nothing of the text; so the rest is imported late.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from publish.base.cache import digest
from publish.base.diagnostics import Position
from publish.base.messages import say
from publish.base.program_digest import file_digest
from publish.base.records import dataclass
from publish.base.workers.task import Task
from publish.base.workers.worker import Call, call_here
from publish.layout import engine
from publish.layout.headlines import set_headline
from publish.outputs.pdf.layouter import Layouter, digest_styles
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.project import Project

DRAWING = say("drawing the cover")
"""What :func:`draw_cover` does, in the words of messages."""

WIDTH, HEIGHT = 1600, 2400
"""Size of the picture, in pixels; the stores ask for 1,600 on the shorter side."""

_TONES = 64
_MOST_EXACT = 1  # of the ways to choose tones that Pillow knows, Image.Quantize.MAXCOVERAGE, which is fast as well


@dataclass(frozen=True, slots=True)
class Drawing:
    """A cover to be drawn.

    Attributes:
        html: The cover as XHTML, of which the first page is drawn.
        styles: Stylesheets in the order of the cascade.
        roots: Folders that may be read.
        at: Where to point when the engine finds fault with the page.
        pictures: Files that it shows; with one it needs all tones, type alone needs few.
        width, height: Size of the picture that is made, in pixels.
    """

    html: str
    styles: tuple[engine.StyleSheet, ...]
    roots: tuple[Path, ...]
    at: Position
    pictures: tuple[Path, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT


def set_cover(article: model.Article, project: Project, assets: Assets) -> Drawing:
    """Return the cover of what has none of its own: its headline in type.

    Raises:
        StyleError: For what is wrong in the layout ``article/cover.html``.
    """
    from publish.layout import page_values, xhtml
    from publish.layout.font_styles import font_styles
    from publish.layout.paper import CoverPaper

    lines, size = set_headline([" ".join(model.plain_text(line).split()) for line in article.headline])
    renderer = xhtml.Renderer(article, CoverPaper(article))
    lines = [line.replace("–", "–\N{WORD JOINER}") for line in lines]  # the engine breaks after a dash
    html = page_values.fill_page("article/cover.html", article, project, assets, renderer, lines=lines, size_pt=size)
    styles = (*font_styles(assets), engine.StyleSheet(assets.style("article/cover.css")))
    return Drawing(html, styles, assets.roots, article.position)


def render_cover(article: model.Article, project: Project, assets: Assets, *, call: Call = call_here) -> bytes:
    """Return the cover of an article as PNG (:func:`set_cover`, :func:`draw_cover`)."""
    png: bytes = call(Task(draw_cover, DRAWING, article.position), set_cover(article, project, assets))
    return png


def start_cover(cover: Drawing, layouter: Layouter) -> Callable[[], bytes]:
    """Have a cover drawn by a worker unless it is kept; return what waits for its picture."""
    html = cover.html.replace(cover.roots[0].as_uri(), "root:")
    pictures = [file_digest(path) for path in cover.pictures]
    key = digest("cover", html, str(bool(cover.pictures)), digest_styles(cover.styles), *pictures)
    return layouter.start(key, Task(draw_cover, DRAWING, cover.at), cover)


def draw_cover(cover: Drawing) -> bytes:
    """Return a cover as PNG, of the size that is asked for.

    Raises:
        StyleError: For what is wrong in its stylesheets.
        EngineError: If Pango is not installed.
    """
    import pypdfium2  # type: ignore[import-untyped]  # it has no types

    document = engine.lay_out(cover.html, cover.styles, cover.roots, cover.at)
    with pypdfium2.PdfDocument(engine.write_pdf(document, cover.at)) as pdf:
        page = pdf[0]
        bitmap = page.render(scale=cover.width / page.get_width(), rev_byteorder=True)
        image = bitmap.to_pil().convert("RGB").resize((cover.width, cover.height))
    stream = io.BytesIO()
    (image if cover.pictures else image.quantize(_TONES, _MOST_EXACT)).save(stream, "PNG", optimize=True)
    return stream.getvalue()
