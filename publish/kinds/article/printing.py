"""The printed pages of an article that is published by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from publish.base.messages import say
from publish.base.workers.task import Task
from publish.kinds.article.styles import LAYOUT, print_article, print_styles
from publish.layout import engine, notes, page_values, plates, xhtml
from publish.layout.page_starts import PagePlaces
from publish.layout.paper import Paper
from publish.outputs.commission import Commission
from publish.outputs.pdf.finishing import LAYING_OUT
from publish.outputs.pdf.printed import OnePiece
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.project import Project

if TYPE_CHECKING:
    from publish.layout.copyfit.choosing import Choice


def printed(asked: Commission) -> OnePiece:
    """Return the pages of an article, which one worker lays out at once."""
    article, project, assets = asked.subject, asked.project, asked.assets
    assert isinstance(article, model.Article), "this kind joins nothing"

    def lay_out(fitted: str = "") -> tuple[bytes, PagePlaces]:
        values, styles = _values(article, project, asked.draft), print_styles(project, assets, fitted)
        task = Task(print_article, LAYING_OUT, article.position)
        made: tuple[bytes, PagePlaces] = asked.workers.call(
            task, values, assets, styles, article.position, project.page
        )
        return made

    if not project.page.fit:
        return OnePiece(asked, article.position, project.page, lay_out)
    from publish.kinds.article.copyfit import FittedPiece  # few ask for it

    return FittedPiece(asked, article.position, project.page, lambda: _choose(asked, article), lay_out)


def _choose(asked: Commission, article: model.Article) -> Choice:
    """Return the setting with which a worker finds the pages as they are asked for."""
    from publish.layout.copyfit.choosing import choose_setting
    from publish.publication.assets.fit_limits import read_limits

    html, styles = compose(article, asked.project, asked.assets, draft=asked.draft)
    task = Task(choose_setting, say("fitting the text to its pages"), article.position)
    wanted, limits = asked.project.page.fit, read_limits(asked.assets)
    chosen: Choice = asked.workers.call(task, html, styles, asked.assets.roots, article.position, wanted, limits)
    return chosen


def compose(
    article: model.Article, project: Project, assets: Assets, fitted: str = "", *, draft: bool = False
) -> tuple[str, tuple[engine.StyleSheet, ...]]:
    """Return the XHTML of the printed article and the stylesheets that shape it, in the order of the cascade.

    Args:
        article: The article.
        project: The page of the article, and all else that ``publish.toml`` says.
        assets: Layouts, styles and fonts.
        fitted: The setting that was chosen to fit the text to its pages, as CSS; empty for the natural one.
        draft: Whether a missing photograph leaves its place open.
    """
    from publish.publication.assets.jinja import fill_layout

    html = fill_layout(assets, LAYOUT, _values(article, project, draft))
    return html, print_styles(project, assets, fitted)


def _values(article: model.Article, project: Project, draft: bool) -> dict[str, Any]:
    """Return what the layout of the printed article sees."""
    around = xhtml.Surroundings(notes=project.notes)
    renderer = xhtml.Renderer(article, Paper(article, draft, around))
    below = Markup(notes.print_notes(article, renderer, around))
    values = page_values.page_values(replace(article, children=()), project, renderer)
    return values | {"body": Markup(plates.print_body(article.children, renderer, project.page)), "notes": below}
