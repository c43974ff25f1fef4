"""The styles of the printed bulletin, with its grid."""

from __future__ import annotations

from publish.kinds.bulletin.grid import lay_grid
from publish.layout import engine
from publish.layout.font_styles import font_styles
from publish.layout.page_box import page_style
from publish.outputs.pdf.warming import warm_up_fragments
from publish.publication.assets.folders import Assets
from publish.publication.project import Project


def print_styles(project: Project, assets: Assets, *more: str) -> tuple[engine.StyleSheet, ...]:
    """Return the stylesheets of a printed bulletin in the order of the cascade, the grid and the page's size last."""
    names = ("article/print.css", "bulletin/print.css", *more)
    own = lay_grid(project).css + page_style(project.page)
    styles = (engine.StyleSheet(assets.style(name)) for name in names)
    return (*font_styles(assets), *styles, engine.StyleSheet(project.config, own))


def warm_up(project: Project, assets: Assets) -> None:
    """Load in the worker what pages of its kind take."""
    warm_up_fragments(print_styles(project, assets), assets)
