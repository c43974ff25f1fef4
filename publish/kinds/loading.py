"""Load in the worker what pages of a kind take, while the text is still being read elsewhere."""

from __future__ import annotations

import importlib

from publish.base.units import POINTS_PER_MM as POINTS_PER_MM
from publish.kinds.article.styles import LAYOUT, print_styles
from publish.kinds.book.styles import book_styles
from publish.kinds.bulletin.styles import bulletin_styles
from publish.layout import engine
from publish.publication.assets.folders import find_assets
from publish.publication.project import Project


def warm_up(project: Project) -> None:
    """Load the engine and the styles of a project, while the text is still being read elsewhere."""
    engine.load()
    assets = find_assets(project.root)
    styles = {"article": print_styles, "bulletin": bulletin_styles}.get(project.kind, book_styles)
    engine.parse_styles(styles(project, assets), assets.roots)
    if project.kind == "article":
        from publish.publication.assets.jinja import load_layout

        load_layout(assets, LAYOUT)
        importlib.import_module("publish.layout.fitting")
    else:
        for name in ("publish.outputs.pdf.cutting", "publish.layout.fitting", "publish.outputs.pdf.fragments"):
            importlib.import_module(name)  # what every worker needs, being a copy of this one; few of them read
