"""Collect the pictures of an article for a book, under names that every system reads.

They stay as they are, but for those in the inks of a press, which reading systems show in colours of their own.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from publish.base.diagnostics import AssetError, error, os_reason
from publish.outputs.epub.container import Resource
from publish.publication import model
from publish.publication.assets.images import measure_picture

_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg"}


def collect_pictures(article: model.Article) -> dict[Path, Resource]:
    """Return the pictures of an article by their files, in the order of the text, each once.

    Raises:
        AssetError: If one cannot be read or published.
    """
    pictures: dict[Path, Resource] = {}
    names = {"cover"}
    for node in model.walk(article):
        if isinstance(node, model.Figure) and node.file and node.file not in pictures:
            try:
                measured = measure_picture(node.file)
                content = node.file.read_bytes()
            except (ValueError, OSError) as failure:
                reason = os_reason(failure) if isinstance(failure, OSError) else str(failure)
                message = f"picture cannot be used: {node.name}: {reason}"
                raise AssetError(error(node.position, message, "unreadable-image")) from failure
            if measured.inked:
                from publish.outputs.press.inks import for_screen  # few pictures are in inks

                content = for_screen(content)
            name = _free_name(safe_name(node.file.stem), names)
            names.add(name)
            file = f"images/{name}.{_SUFFIXES[measured.media_type]}"
            pictures[node.file] = Resource(f"image-{name}", file, measured.media_type, content)
    return pictures


def safe_name(stem: str) -> str:
    """Return a file's name in small ASCII letters, figures and hyphens: ``Chợ Đồng`` becomes ``cho-dong``."""
    letters = unicodedata.normalize("NFKD", stem.lower().replace("đ", "d"))
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "picture"


def _free_name(name: str, taken: set[str]) -> str:
    number = 1
    while (candidate := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return candidate
