"""Turn an article into a tagged PDF for press and screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from publish.base.workers.worker import Call, call_here
from publish.kinds.article.styles import LAYOUT, print_article, print_styles
from publish.layout import engine, notes, page_values, plates, xhtml
from publish.layout.paper import Paper
from publish.outputs import name_file
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.project import Project


def render_pdf(
    article: model.Article, project: Project, assets: Assets, *, draft: bool = False, call: Call = call_here
) -> bytes:
    """Return the article as PDF 1.7, tagged for PDF/UA-1 (ISO 14289-1).

    MediaBox and BleedBox are the trim grown by the bleed, TrimBox and CropBox the trim: a viewer shows the finished
    page, a press finds the ink around it (ISO 32000-1, 14.11.2).

    Args:
        article: What is printed.
        project: Its page and the facts of its publication.
        assets: Layouts and styles.
        draft: Whether a missing photograph leaves its place open.
        call: How the engine is called: here, or in a worker.

    Raises:
        StyleError: For what is wrong in a layout or stylesheet.
        EngineError: If Pango is not installed.
    """
    values, styles = _values(article, project, draft), print_styles(project, assets)
    pdf: bytes = call(print_article, values, assets, styles, article.position, project.page)
    return pdf


def render_press(
    article: model.Article,
    project: Project,
    assets: Assets,
    *,
    draft: bool = False,
    call: Call = call_here,
    keep: bool = False,
    twin: bytes | None = None,
) -> bytes:
    """Return the article for the press: PDF/X-4 of the same pages as :func:`render_pdf` makes for the screen.

    Args:
        article: What is printed.
        project: Its page, and who prints it.
        assets: Layouts, styles, printers and profiles.
        draft: Whether a missing photograph leaves its place open.
        call: How the engine is called: here, or in a worker.
        keep: Whether converted pictures are kept for the next time.
        twin: The screen twin, where it is made already.

    Raises:
        SourceError: If there is no such printer.
        StyleError: For what is wrong in a layout or stylesheet, and for a colour that cannot be printed.
        EngineError: If Pango is not installed.
    """
    from publish.outputs.press import inking
    from publish.outputs.press.intent import find_intent

    intent = find_intent(project, assets)
    name = name_file(article.name, "press")
    loading = inking.prepare(intent.look)
    content = twin or render_pdf(article, project, assets, draft=draft, call=call)
    loading.join()
    hire = call if inking.has_pictures(content) else call_here  # type alone is printed before a worker could begin
    pdf: bytes = hire(inking.ink_file, content, project.page, intent, name, article.position, keep)
    return pdf


def compose(
    article: model.Article, project: Project, assets: Assets, *, draft: bool = False
) -> tuple[str, tuple[engine.Style, ...]]:
    """Return the XHTML of the printed article and the stylesheets that shape it, in the order of the cascade."""
    from publish.publication.assets.jinja import fill_layout

    html = fill_layout(assets, LAYOUT, _values(article, project, draft))
    return html, print_styles(project, assets)


def _values(article: model.Article, project: Project, draft: bool) -> dict[str, Any]:
    """Return what the layout of the printed article sees."""
    around = xhtml.Surroundings(notes=project.notes)
    renderer = xhtml.Renderer(article, Paper(article, draft, around))
    below = Markup(notes.print_notes(article, renderer, around))
    values = page_values.page_values(replace(article, children=()), project, renderer)
    return values | {"body": Markup(plates.print_body(article.children, renderer, project.page)), "notes": below}
