"""The styles and the layout of a printed official document; the worker reads them, and nothing else."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

from publish.base.diagnostics import Position
from publish.kinds.official.regime_style import regime_style
from publish.layout import engine
from publish.layout.font_styles import font_styles
from publish.layout.page_box import page_style
from publish.layout.page_starts import PagePlaces
from publish.outputs.pdf.finishing import print_with_places
from publish.publication.assets.folders import Assets
from publish.publication.project import Page, Project

LAYOUT = "official/print.html"
"""The layout of a printed official document."""


def print_styles(project: Project, assets: Assets) -> tuple[engine.StyleSheet, ...]:
    """Return the stylesheets of the printed document in the order of the cascade, the page's size and bleed last."""
    page = engine.StyleSheet(project.config, page_style(project.page))
    fonts, own = (engine.StyleSheet(assets.style(f"official/{name}.css")) for name in ("fonts", "print"))
    return (*font_styles(assets), fonts, own, regime_style(project, assets), page)


def print_document(
    values: Mapping[str, Any], assets: Assets, styles: Sequence[engine.StyleSheet], at: Position, page: Page
) -> tuple[bytes, PagePlaces]:
    """Return a document as a tagged PDF, its layout filled with the values, and what stands on each page."""
    from publish.publication.assets.jinja import fill_layout

    return print_with_places(fill_layout(assets, LAYOUT, values), styles, assets.roots, at, page)


def warm_up(project: Project, assets: Assets) -> None:
    """Load in the worker what the pages of a document take."""
    engine.parse_styles(print_styles(project, assets), assets.roots)
    importlib.import_module("publish.publication.assets.jinja").load_layout(assets, LAYOUT)
    importlib.import_module("publish.layout.fitting")
