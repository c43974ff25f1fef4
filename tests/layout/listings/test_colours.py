"""The colours of what is told apart in code."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from publish.editing.highlighting import KINDS
from publish.layout.code import COLOURS, EPUB_COLOURS
from tests.support.folders import ROOT


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def colours(css: str) -> Mapping[str, str]:
    """The colours that a stylesheet has for code."""
    return dict(re.findall(r"\.code-(\w+) \{[^}]*?color: (#[0-9a-f]{6})", css))


PRINT, EPUB = ((ROOT / "styles/article" / name).read_text(encoding="utf-8") for name in ("print.css", "epub.css"))


def test_the_styles_have_the_colours_that_the_program_knows() -> None:
    assert (COLOURS, EPUB_COLOURS) == (colours(PRINT), colours(EPUB))


@pytest.mark.parametrize("kind", COLOURS)
def test_a_contrast_of_4_5_to_1_at_least(kind: str) -> None:
    (marked,) = re.findall(r"\.marked \{ background: (#[0-9a-f]{6})", PRINT)
    assert 4.5 <= min(contrast(COLOURS[kind], ground) for ground in ("#ffffff", marked))
    assert 4.5 <= min(contrast(EPUB_COLOURS[kind], ground) for ground in ("#ffffff", "#000000"))


def test_all_that_is_told_apart_has_a_colour() -> None:
    assert set(KINDS.values()) == set(COLOURS) == set(EPUB_COLOURS)
