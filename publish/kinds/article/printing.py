"""The printed pages of an article that is published by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from publish.base.workers.task import Task
from publish.kinds.article.styles import LAYOUT, print_article, print_styles
from publish.layout import engine, notes, page_values, plates, xhtml
from publish.layout.paper import Paper
from publish.outputs.commission import Commission
from publish.outputs.pdf.finishing import LAYING_OUT
from publish.outputs.pdf.printed import OnePiece
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.project import Project


def printed(asked: Commission) -> OnePiece:
    """Return the pages of an article, which one worker lays out at once."""
    article, project, assets = asked.subject, asked.project, asked.assets
    assert isinstance(article, model.Article), "this kind joins nothing"

    def lay_out() -> bytes:
        values, styles = _values(article, project, asked.draft), print_styles(project, assets)
        task = Task(print_article, LAYING_OUT, article.position)
        pdf: bytes = asked.workers.call(task, values, assets, styles, article.position, project.page)
        return pdf

    return OnePiece(asked, article.position, project.page, lay_out)


def compose(
    article: model.Article, project: Project, assets: Assets, *, draft: bool = False
) -> tuple[str, tuple[engine.StyleSheet, ...]]:
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
