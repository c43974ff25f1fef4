"""Turn an article into a tagged PDF for press and screen: trim and bleed boxes, outline, metadata, bundled fonts."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from publish import model
from publish.assets import Assets
from publish.project import Page, Project
from publish.writers import engine, pages, xhtml

SUFFIX = ".pdf"
POINTS_PER_MM = 72 / 25.4
WIDE_MM = 170.0
"""From this trim width on, in millimetres, the article is set in two columns: narrower ones fall below 40 letters."""

_RANGE = re.compile(r"(?<=\d)–(?=\d)")


class Paper:
    """How the nodes of an article look on paper; in a draft a missing photograph leaves its place open."""

    def __init__(self, article: model.Article, draft: bool = False) -> None:
        """Start with the article and whether this is a draft."""
        self.placeholder = xhtml.words(article.language)["draft"] if draft else ""

    def text(self, text: str) -> str:
        """Return running text, escaped; a range such as 2020–2025 stays on one line.

        The engine breaks after an en dash even between figures; U+2060 WORD JOINER forbids it, is set in no font and
        leaves no trace in the text that a reader copies.
        """
        return _RANGE.sub("–\N{WORD JOINER}", escape(text, quote=False))

    def note_call(self, note: model.Footnote, renderer: xhtml.Renderer) -> str:
        """Return the note itself; the engine moves it to the foot of the page and leaves the call."""
        paragraphs = (
            xhtml.element("span", renderer.inlines(block.children), class_="note-paragraph")
            for block in note.children
            if isinstance(block, model.Paragraph)
        )
        return xhtml.element("span", "".join(paragraphs), class_="footnote")

    def picture(self, figure: model.Figure) -> str:
        """Return the picture by its address on disk, or in a draft the place of one that is missing."""
        if figure.file:
            return f"<img{xhtml.attribute_list(src=figure.file.as_uri(), alt=figure.alt)}/>"
        return xhtml.element("div", self.placeholder, class_="placeholder") if self.placeholder else ""

    def role(self, name: str) -> str:
        """Return nothing: the engine makes its tags from the elements."""
        return ""


def render_pdf(article: model.Article, project: Project, assets: Assets, *, draft: bool = False) -> bytes:
    """Return the article as PDF 1.7, tagged for PDF/UA-1 (ISO 14289-1).

    MediaBox and BleedBox are the trim grown by the bleed, TrimBox and CropBox the trim: a viewer shows the finished
    page, a press finds the ink around it (ISO 32000-1, 14.11.2).

    Raises:
        StyleError: For what is wrong in a layout or stylesheet.
        EngineError: If Pango is not installed.
    """
    document = lay_out_article(article, project, assets, draft=draft)
    page = project.page

    def finish(_: Any, pdf: Any) -> None:
        set_boxes(pdf, page)

    return engine.write_pdf(document, article.position, finish)


def warm_up(project: Project, assets: Assets) -> None:
    """Load what every article needs, while its text is still being read elsewhere."""
    engine.parse_styles(_styles(project.page, assets), assets.roots)


def lay_out_article(article: model.Article, project: Project, assets: Assets, *, draft: bool = False) -> Any:
    """Return the article laid out page by page (``weasyprint.Document``)."""
    html, styles = compose(article, project, assets, draft=draft)
    return engine.lay_out(html, styles, assets.roots, article.position)


def compose(
    article: model.Article, project: Project, assets: Assets, *, draft: bool = False
) -> tuple[str, tuple[engine.Style, ...]]:
    """Return the XHTML of the printed article and the stylesheets that shape it, in the order of the cascade."""
    renderer = xhtml.Renderer(article, Paper(article, draft))
    html = pages.fill_page("article/print.html", article, project, assets, renderer)
    shape = engine.Style(project.config, page_style(project.page))
    return html, (*_styles(project.page, assets), shape)


def _styles(page: Page, assets: Assets) -> tuple[engine.Style, ...]:
    sheet = "article/two-columns.css" if page.trim_mm[0] >= WIDE_MM else "article/one-column.css"
    return tuple(engine.Style(assets.style(name)) for name in ("fonts.css", "article/print.css", sheet))


def page_style(page: Page) -> str:
    """Return the CSS that gives the page its trim and bleed."""
    width, height = page.trim_mm
    return f"@page {{ size: {width:g}mm {height:g}mm; bleed: {page.bleed_mm:g}mm }}"


def set_boxes(pdf: Any, page: Page) -> None:
    """Write the page boxes exactly, in points from the lower left of the trim.

    WeasyPrint caps the BleedBox at 10 pt and writes no CropBox.
    """
    width, height = (side * POINTS_PER_MM for side in page.trim_mm)
    bleed = page.bleed_mm * POINTS_PER_MM
    trim = _numbers(0, 0, width, height)
    bled = _numbers(-bleed, -bleed, width + bleed, height + bleed)
    for reference in pdf.pages["Kids"][::3]:
        boxes = pdf.objects[reference]
        boxes.update(MediaBox=bled, BleedBox=bled, TrimBox=trim, CropBox=trim)


def _numbers(*values: float) -> str:
    return "[" + " ".join(f"{round(value, 3):g}" for value in values) + "]"
