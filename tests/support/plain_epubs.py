"""Small EPUBs, to be compared."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z" fill="COLOUR"/></svg>'


def epub(
    chapters: Mapping[str, str],
    title: str = "A book",
    members: Mapping[str, str] | None = None,
    more: str = "",
    modified: str = "2026-01-01",
) -> bytes:
    """An EPUB of chapters by their names; ``members`` are other files by their paths, ``more`` is other metadata."""
    others = {"fig.svg": PIXEL.replace("COLOUR", "red"), **(members or {})}
    items = [f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in chapters]
    kinds = {"svg": "image/svg+xml", "css": "text/css"}
    items += [
        f'<item id="m{number}" href="{path}" media-type="{kinds[path[-3:]]}"/>' for number, path in enumerate(others)
    ]
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier>'
        f"<dc:title>{title}</dc:title><dc:language>en</dc:language>{more}"
        f'<meta property="dcterms:modified">{modified}T00:00:00Z</meta></metadata>'
        f"<manifest>{''.join(items)}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("EPUB/book.opf", package)
        for name, body in chapters.items():
            head = f"<head><title>{name}</title></head>"
            page = f'<html xmlns="http://www.w3.org/1999/xhtml">{head}<body>{body}</body></html>'
            archive.writestr(f"EPUB/{name}.xhtml", page)
        for path, text in others.items():
            archive.writestr(f"EPUB/{path}", text)
    return stream.getvalue()
