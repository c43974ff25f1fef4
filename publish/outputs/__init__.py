"""The outputs: a writer turns an article, or a publication, into the bytes of one file.

A new one is a module and a row here.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import cast

Render = Callable[..., bytes]
"""``render(article, project, assets, *, draft=False, call=call_here)``: the same bytes for the same article.

For a publication a :class:`publish.outputs.pdf.layouter.Layouter` stands behind ``assets``.
"""

WRITERS: Mapping[str, tuple[str, str]] = {
    "pdf": ("publish.kinds.article.printing", "render_pdf"),
    "press": ("publish.kinds.article.printing", "render_press"),
    "epub": ("publish.outputs.epub.package", "render_epub"),
    "publication.pdf": ("publish.kinds.book.printing", "render_pdf"),
    "publication.press": ("publish.kinds.book.printing", "render_press"),
    "publication.epub": ("publish.outputs.epub.publication", "render_epub"),
    "bulletin.pdf": ("publish.kinds.bulletin.printing", "render_pdf"),
    "bulletin.press": ("publish.kinds.bulletin.printing", "render_press"),
    "bulletin.epub": ("publish.kinds.bulletin.epub", "render_epub"),
    "publication.cover": ("publish.kinds.book.cover", "render_cover"),
}
"""Module and function of each writer by the format it makes (:func:`name_file`); imported on use."""


def name_file(name: str, format_: str) -> str:
    """Return the name of the file in a format: ``NAME.pdf``, ``NAME-press.pdf``, ``NAME-cover.pdf``, ``NAME.epub``."""
    return f"{name}-{format_}.pdf" if format_ in ("press", "cover") else f"{name}.{format_}"


def find_writer(format_: str) -> Render:
    """Return the function that renders a format of :data:`WRITERS`."""
    module, function = WRITERS[format_]
    return cast(Render, getattr(importlib.import_module(module), function))
