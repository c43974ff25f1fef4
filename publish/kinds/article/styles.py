"""The styles and the layout of the printed article; the worker reads them, and nothing that only the text needs."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.font_styles import font_styles
from publish.layout.page_box import page_style
from publish.layout.page_starts import PagePlaces
from publish.outputs.pdf.finishing import print_with_places
from publish.publication.assets.folders import Assets
from publish.publication.project import Page, Project

LAYOUT = "article/print.html"
"""The layout of the printed article."""


WIDE_MM = 170.0
"""From this trim width on, in millimetres, the article is set in two columns: narrower ones fall below 40 letters."""


def print_styles(project: Project, assets: Assets, fitted: str = "") -> tuple[engine.StyleSheet, ...]:
    """Return the stylesheets of the printed article in the order of the cascade, the page's size and bleed last.

    Args:
        project: The page.
        assets: Styles and fonts.
        fitted: What fits the text to its pages (:mod:`publish.layout.copyfit`), as CSS; empty for nothing.
    """
    sheet = "article/two-columns.css" if project.page.trim_mm[0] >= WIDE_MM else "article/one-column.css"
    styles = (engine.StyleSheet(assets.style(name)) for name in ("article/print.css", sheet))
    page = page_style(project.page)
    made = (engine.StyleSheet(project.config, text) for text in (page, fitted) if text)
    return (*font_styles(assets), *styles, *made)


def print_article(
    values: Mapping[str, Any], assets: Assets, styles: Sequence[engine.StyleSheet], at: Position, page: Page
) -> tuple[bytes, PagePlaces]:
    """Return an article as a tagged PDF, its layout filled with the values, and what stands on each page."""
    from publish.publication.assets.jinja import fill_layout

    return print_with_places(fill_layout(assets, LAYOUT, values), styles, assets.roots, at, page)


def warm_up(project: Project, assets: Assets) -> None:
    """Load in the worker what the pages of an article take."""
    engine.parse_styles(print_styles(project, assets), assets.roots)
    importlib.import_module("publish.publication.assets.jinja").load_layout(assets, LAYOUT)
    importlib.import_module("publish.layout.fitting")
