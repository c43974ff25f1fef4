"""Pictures and fonts as they go into a PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any


def pictures_by_content(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what names a picture of a PDF after what is in it, where the engine takes its URL."""
    start = weasyprint.images.RasterImage.__init__

    def start_named(self: Any, picture: Any, name: str, content: bytes, *rest: Any, **keywords: Any) -> None:
        start(self, picture, hashlib.md5(content, usedforsecurity=False).hexdigest(), content, *rest, **keywords)

    return {"weasyprint.images:RasterImage.__init__": start_named}


class Fonts(dict[Any, Any]):
    """The fonts of a document, by the engine's keys, with what is to be done before they are embedded.

    Attributes:
        embedded: Whether fonts are embedded; if not, the font dictionary is empty.
        prepare: Called with them before.
    """

    def __init__(self, fonts: Mapping[Any, Any], embedded: bool, prepare: Callable[[Any], None] | None) -> None:
        """Take over the fonts that are known."""
        super().__init__(fonts)
        self.embedded, self.prepare = embedded, prepare


def fonts_as_told(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what embeds :class:`Fonts` as they tell."""
    build = weasyprint.pdf.build_fonts_dictionary

    def build_fonts_dictionary(pdf: Any, fonts: Any, *rest: Any) -> Any:
        if isinstance(fonts, Fonts):
            if fonts.prepare:
                fonts.prepare(fonts)
            if not fonts.embedded:
                fonts = {}
            _join(fonts.values())
        return build(pdf, fonts, *rest)

    return {"weasyprint.pdf:build_fonts_dictionary": build_fonts_dictionary}


def _join(fonts: Iterable[Any]) -> None:
    """Have the fonts of one name know the glyphs of each other: the last of them stands in the file for all."""
    texts: dict[str, dict[int, str]] = {}
    widths: dict[str, dict[int, int]] = {}
    for font in fonts:
        texts[font.hash] = font.to_unicode = texts.get(font.hash, {}) | font.to_unicode
        widths[font.hash] = font.widths = widths.get(font.hash, {}) | font.widths
