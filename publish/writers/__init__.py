"""The outputs: a writer turns an article into the bytes of one file; a new one is a module and a row here."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import cast

Render = Callable[..., bytes]
"""``render(article, project, assets, *, draft=False, call=call_here)``: the same bytes for the same article."""

WRITERS: Mapping[str, tuple[str, str]] = {
    "pdf": ("publish.writers.pdf", "render_pdf"),
    "epub": ("publish.writers.epub", "render_epub"),
}
"""Module and function of each writer by the format it makes; the format is also the suffix. Imported on use."""


def find_writer(format_: str) -> Render:
    """Return the function that renders a format of :data:`WRITERS`."""
    module, function = WRITERS[format_]
    return cast(Render, getattr(importlib.import_module(module), function))
