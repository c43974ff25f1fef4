"""The box of a printed page as a style: trim and bleed."""

from __future__ import annotations

from publish.publication.project import Page


def page_style(page: Page) -> str:
    """Return the CSS that gives the page its trim and bleed."""
    width, height = page.trim_mm
    return f"@page {{ size: {width:g}mm {height:g}mm; bleed: {page.bleed_mm:g}mm }}"
