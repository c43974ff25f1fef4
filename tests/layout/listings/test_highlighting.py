"""What is told apart in code, and the colours that it has."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from publish.editing.code_languages import MOST_LETTERS
from publish.layout.code import COLOURS, EPUB_COLOURS
from publish.layout.listings.highlighting import highlight
from tests.support.folders import ROOT

SAMPLES = {
    "python": '# Ghi chú\ndef cộng(a: int) -> str:\n    """Lời."""\n\n    return f"{a}  {1.5}"  # hết\n',
    "rust": 'fn main() {\n\tlet x = 5; // đếm\n\tprintln!("{}", x);\n}',
    "html": '<p class="a">Chữ &amp; số</p>\n<!-- ghi chú -->',
    "js": "const a = () => b !== null;\n\n",
    "diff": "--- a\n+++ b\n@@ -1 +1 @@\n-cũ\n+mới",
    "console": "$ echo 'a'\ntotal 0",
    "toml": '[a]\nb = "c"  # d',
    "json": '{"a": [1, null, true]}',
    "bash": 'if [ -n "$A" ]; then\n  echo "hai  dấu cách"\nfi',
    "c": "#include <stdio.h>\nint main(void) { return 0; }",
    "yaml": "a:\n  - b: 1\n\n  - c",
    "markdown": "# Đề mục\n\n*nghiêng* **đậm**",
    "makefile": "a: b\n\techo $@\n",
    "sql": "SELECT a FROM b WHERE c = 'd'; -- ghi chú",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_no_letter_is_lost_or_added(language: str) -> None:
    lines = highlight(SAMPLES[language], language)
    assert SAMPLES[language] == "\n".join("".join(piece.text for piece in line) for line in lines)


@pytest.mark.parametrize("language", SAMPLES)
def test_something_is_told_apart_and_no_piece_is_blank_beside_another(language: str) -> None:
    lines = highlight(SAMPLES[language], language)
    assert {piece.kind for line in lines for piece in line} & COLOURS.keys()
    assert all(piece.text.strip() for line in lines if len(line) > 1 for piece in line)


@pytest.mark.parametrize("text", ["", "\n", "\n\n  x\n\n", "  ", "\tx\r", "\ufeffx"])
def test_odd_text_stays_as_it_is(text: str) -> None:
    assert text == "\n".join("".join(piece.text for piece in line) for line in highlight(text, "python"))


def test_kinds_of_pieces() -> None:
    (line,) = highlight("return None  # xong", "python")
    assert [("keyword", "return"), ("literal", " None"), ("comment", "  # xong")] == list(line)


def test_code_that_is_too_long_is_plain() -> None:
    assert {""} == {piece.kind for line in highlight("x = 1\n" * MOST_LETTERS, "python") for piece in line}


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
