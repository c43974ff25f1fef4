"""The printed page as a style: trim, bleed, and whether lines hang over the edges of their column."""

from __future__ import annotations

from publish.publication.project import Page


def page_style(page: Page) -> str:
    """Return the CSS that gives the page its trim and bleed, and its lines the edges that are asked for."""
    width, height = page.trim_mm
    box = f"@page {{ size: {width:g}mm {height:g}mm; bleed: {page.bleed_mm:g}mm }}"
    if page.optical is None:
        return box
    return f"{box} :root {{ --optical-edges: {'hang' if page.optical else 'none'} }}"
