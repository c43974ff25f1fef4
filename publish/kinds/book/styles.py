"""The styles of the printed book."""

from __future__ import annotations

from publish.layout import engine
from publish.layout.font_styles import font_styles
from publish.layout.page_box import page_style
from publish.outputs.pdf.warming import warm_up_fragments
from publish.publication.assets.folders import Assets
from publish.publication.project import Project


def print_styles(project: Project, assets: Assets, *more: str) -> tuple[engine.StyleSheet, ...]:
    """Return the stylesheets of a printed book in the order of the cascade, ``more`` of them before the page's size."""
    names = ("article/print.css", "book/print.css", "book/imprint.css", *more)
    return (
        *font_styles(assets),
        *(engine.StyleSheet(assets.style(name)) for name in names),
        engine.StyleSheet(project.config, page_style(project.page)),
    )


def warm_up(project: Project, assets: Assets) -> None:
    """Load in the worker what pages of its kind take."""
    warm_up_fragments(print_styles(project, assets), assets)
