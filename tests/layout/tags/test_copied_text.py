"""The text that is copied out of a PDF is the text that was set, in each bundled font and whatever its glyphs join."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import string
import subprocess
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pikepdf
import pymupdf
import pypdfium2
import pytest

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.tags.copied_text import plain
from publish.publication.assets.character_maps import read_glyphs
from publish.publication.assets.fonts import characters
from publish.vietnamese.letters import LETTERS
from tests.support.folders import ROOT
from tests.support.paragraphs import lay_out
from tests.support.programs import need

FONTS = [font for font in sorted(ROOT.glob("fonts/*/*.ttf")) if ord("a") in characters(font)]
PUNCTUATION = [f"a{one}{other}z" for one, other in itertools.product(string.punctuation, repeat=2)]
_SIGNS = "=== !== <=> <!-- --> ->> <<- ||= &&= /** **/ ... ::: ??? www #{ #[ ~~> |> <| +++ ---"
OPERATORS = [*(f"a{signs}z" for signs in _SIGNS.split()), "ffi", "fi", "fl", "ffl", "fj", "Th", "ct", "st"]
MANY = [
    "a-b a‐b a‑b",
    "10 µm 10 μm",
    "∆x Δx",
    "3 Ω 3 Ω",
    "một hai",
    "5⁄8 5∕8",
    "ʻOkina ‘okina’ ʼn",
    "q\u0302 va\u0323 vạ vie\u0323\u0302t",
    "fi ffi",
]
STYLES = {
    "as it is": "",
    "old-style figures": "font-variant-numeric: oldstyle-nums",
    "small capitals": "font-variant-caps: all-small-caps",
    "letters apart": "letter-spacing: .05em",
    "ligatures for once": 'font-feature-settings: "dlig", "hlig", "calt"',
    "underlined": "text-decoration: underline",
}


@pytest.fixture(autouse=True, scope="module")
def fonts_of_these_tests() -> Iterator[None]:
    """Fonts under names of their own, which no other test of the process sees."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    engine._font_configuration.cache_clear()
    engine._parse_style.cache_clear()


def set_and_copied(font: Path, lines: list[str], style: str, name: str = "p") -> tuple[list[str], bytes]:
    """Lines as pdfium copies them out of a page, and the page."""
    face = f'@font-face {{ font-family: "{font.stem}"; src: url("{font.as_uri()}") }}'
    css = f'{face} @page {{ size: 400mm 4000mm }} p, pre {{ font: 10pt "{font.stem}"; white-space: pre; {style} }}'
    body = "".join(f"<{name}>{escape(line)}</{name}>" for line in lines)
    html = f'<html lang="vi"><head><meta charset="utf-8"/><title>Thử</title></head><body>{body}</body></html>'
    document = engine.lay_out(html, [engine.StyleSheet(ROOT / "a.css", css)], (ROOT,), Position(ROOT))
    content = engine.write_pdf(document, Position(ROOT))
    with pypdfium2.PdfDocument(content) as pdf:
        return [line for page in pdf for line in page.get_textpage().get_text_range().split("\r\n")], content


def page_content(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return pdf.pages[0].Contents.read_bytes()


def known(lines: list[str], font: Path) -> list[str]:
    """The lines of which a font has each character."""
    return [line for line in lines if set(map(ord, plain(line))) <= characters(font)]


@pytest.mark.slow
@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
def test_every_letter_and_pair_of_signs_is_copied_as_it_was_set(font: Path, tmp_path: Path) -> None:
    lines = [*(f"n{letter}u" for letter in sorted(LETTERS)), *PUNCTUATION, *OPERATORS, string.digits]
    copied, content = set_and_copied(font, lines, "")
    assert lines == copied
    if shutil.which("pdftotext"):
        (tmp_path / "a.pdf").write_bytes(content)
        done = subprocess.run(["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, check=True)
        assert lines == [line.strip() for line in done.stdout.decode().split("\n") if line.strip("\f ")]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["JetBrainsMono_400Regular", "SourceSans3_400Regular", "SourceSerif4_400Regular"])
@pytest.mark.parametrize("turned", [False, True])
def test_one_glyph_for_two_characters_is_copied_as_each(name: str, style: str, turned: bool) -> None:
    (font,) = (font for font in FONTS if font.stem == name)
    lines = [*MANY, *OPERATORS, "Hai BA 1920", "hai ba 1920"]
    lines = [line[::-1] if turned else line for line in lines][:: -1 if turned else 1]
    lines = known(lines, font)
    copied, _ = set_and_copied(font, lines, STYLES[style])
    assert [plain(line) for line in lines] == copied


@pytest.mark.parametrize("name", ["code", "pre"])
def test_no_style_of_a_project_joins_the_signs_of_code(name: str) -> None:
    (font,) = (font for font in FONTS if font.stem == "JetBrainsMono_400Regular")
    glyphs = {read_glyphs(font.read_bytes())[ord(sign)] for operator in OPERATORS for sign in operator}
    body = "".join(f"<div><{name}>{escape(operator)}</{name}></div>" for operator in OPERATORS)
    for style in ('font-feature-settings: "calt" !important', "font-variant-ligatures: contextual !important"):
        document = lay_out(body, f'{name} {{ font-family: "JetBrains Mono"; {style} }}')
        engine.write_pdf(document, Position(ROOT))
        (face,) = document.fonts.values()
        assert glyphs == set(face.to_unicode)


def test_a_hyphen_at_the_end_of_a_line_divides_a_word_and_is_no_sign() -> None:
    words = "thông tin com\N{SOFT HYPHEN}munication và a‐b, a-b. " * 9
    document = lay_out("".join(f"<p>{'và ' * number}{words}</p>" for number in range(6)))
    content = engine.write_pdf(document, Position(ROOT))
    texts = re.findall(rb"/ActualText <feff([0-9a-f]+)>", page_content(content))
    said = {bytes.fromhex(text.decode()).decode("utf-16-be") for text in texts}
    assert {"com\N{SOFT HYPHEN}", "a‐b,"} == said


def test_readers_copy_words_that_lines_divide_as_they_are_written(tmp_path: Path) -> None:
    """A hyphen of the source is said as one, one that was added as a soft hyphen, a break in a long word not at all.

    pdfium marks any hyphen at the end of a line that a letter stands before, and says that it does: U+0002 as a
    character, U+FFFE in a text. No file can say there which kind it is.
    """
    words = "và hoa-hồng com\N{SOFT HYPHEN}munication https://example.com/rat/dai-qua-dai-qua-dai-qua/khong?a=b-c " * 9
    content = engine.write_pdf(lay_out("".join(f"<p>{'và ' * count}{words}</p>" for count in range(6))), Position(ROOT))
    (tmp_path / "a.pdf").write_bytes(content)
    need("pdftotext")
    poppler = subprocess.run(["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True, check=True).stdout
    with pymupdf.open(stream=content) as pdf:
        found = [poppler.decode().replace("\f", ""), "".join(page.get_text() for page in pdf)]
    written = "".join(f"{'và ' * count}{words}" for count in range(6)).replace("\N{SOFT HYPHEN}", "")
    for text in found:
        assert "hoa-\n" in text and "com\N{SOFT HYPHEN}\n" in text and "-qua-\n" in text
        assert written.replace(" ", "") == re.sub(r"\N{SOFT HYPHEN}\n|\s", "", text)
    with pypdfium2.PdfDocument(content) as pdf:
        pages = [page.get_textpage() for page in pdf]
        marked = "".join(text.get_text_range() for text in pages)
        hyphens = [text for text in pages for at in range(text.count_chars()) if is_hyphen(text, at)]
    assert written.replace(" ", "").replace("-", "") == re.sub(r"[-\s\ufffe]", "", marked)
    assert 0 < marked.count("\ufffe") == len(hyphens)


def is_hyphen(text: pypdfium2.PdfTextPage, at: int) -> bool:
    """Whether pdfium says that a character is a hyphen at the end of a line."""
    return bool(pypdfium2.raw.FPDFText_IsHyphen(text, at)) and pypdfium2.raw.FPDFText_GetUnicode(text, at) == 2
