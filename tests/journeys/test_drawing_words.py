"""Drawings with words are set in the fonts of the house, and say them in every output."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from publish.build.rendering import render
from publish.editing.rules import FACT_RULES, check_article
from publish.outputs.commission import Workers
from publish.publication.assets.drawing_text import MONO, SANS, SERIF, read_words, set_words
from publish.publication.assets.folders import find_assets
from publish.publication.project import Project
from tests.support import printed
from tests.support.books import Book
from tests.support.factories import article, figure

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100">'
FAMILIES = {
    "Arial": SANS,
    "'Helvetica Neue', sans-serif": SANS,
    "unknown": SANS,
    "Georgia, serif": SERIF,
    "'Times New Roman'": SERIF,
    "'Courier New', monospace": MONO,
    "Consolas": MONO,
}
WAYS = {
    "attribute": '<text y="40" font-family="{}" font-size="20">{}</text>',
    "style": '<text y="40" style="fill:red; font-family:{}; font-size:20px">{}</text>',
    "sheet": "<style>.a {{ font-family: {} ; font-size: 20px }}</style><text y='40' class='a'>{}</text>",
    "shorthand": "<style>.a{{font: italic bold 20px/1.2 {}}}</style><text y='40' class='a'>{}</text>",
    "tspan": '<text y="40" font-size="20"><tspan font-family="{}">{}</tspan></text>',
}
WORDS = "Ch\u1ee3 \u0110\u1ed3ng \u0110\u0103ng 12 \u20ab"
CASES = list(product(FAMILIES, WAYS))


def drawing(family: str, way: str, words: str = WORDS) -> bytes:
    quoted = family.replace("'", "&apos;") if '"' in WAYS[way] else family
    return f"{HEAD}{WAYS[way].format(quoted, words)}</svg>".encode()


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("drawings")
    (root / "source").mkdir()
    for number, (family, way) in enumerate(CASES):
        (root / "source" / f"h{number}.svg").write_bytes(drawing(family, way, f"{WORDS} s{number}e"))
    pictures = "\n\n".join(f"![\u00d4]({f'h{number}.svg'})" for number in range(len(CASES)))
    text = f"---\nheadline: H\u00ecnh\npublished: 2026-01-15\n---\n\nM\u1edf.\n\n{pictures}\n"
    (root / "source" / "bai.md").write_text(text, encoding="utf-8")
    job = printed.read(root)
    return {name: render(job, name, Workers(), lambda step: None).content for name in ("pdf", "press", "epub")}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["pdf", "press"])
def test_the_words_of_drawings_can_be_read_in_a_pdf_and_no_other_font_sets_them(
    outputs: dict[str, bytes], name: str
) -> None:
    text = re.sub(r"\s+", "", "".join(printed.texts(outputs[name])))
    for number in range(len(CASES)):
        assert re.sub(r"\s+", "", f"{WORDS} s{number}e") in text
    with pikepdf.open(BytesIO(outputs[name])) as pdf:
        fonts = {str(o.FontName) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o}
    families = {re.sub(r"^/\w+\+|,?$", "", font) for font in fonts}
    assert all(family.startswith(("Source-Serif-4", "Source-Sans-3", "JetBrains-Mono")) for family in families)
    assert {"Source-Serif-4", "Source-Sans-3", "JetBrains-Mono"} <= families


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_drawing_of_the_epub_keeps_its_words_and_carries_their_fonts(outputs: dict[str, bytes], number: int) -> None:
    svg = Book(outputs["epub"]).read(f"images/h{number}.svg")
    assert f"{WORDS} s{number}e" in svg
    assert "<title>\u00d4</title>" in svg
    carried = dict(re.findall(r'font-family: "(\w+)";.*?base64,([^)]+)', svg))
    named = set(re.findall(r"font-family(?:: |=\")(\w+), ", svg))
    assert named <= carried.keys()
    for content in carried.values():
        with TTFont(BytesIO(b64decode(content))) as font:
            assert set(map(ord, WORDS)) <= set(font.getBestCmap())


@pytest.mark.parametrize(("family", "way"), CASES)
def test_the_family_of_the_house_that_is_most_alike_is_taken(family: str, way: str) -> None:
    words = read_words(drawing(family, way))
    assert words
    assert FAMILIES[family] in words.families
    assert (words.bold, words.italic) == ((True, True) if way == "shorthand" else (False, False))


def test_letters_are_composed_and_a_drawing_without_words_stays_as_it_is() -> None:
    assert "Ch\u1ee3".encode() in set_words(drawing("Arial", "tspan", "Cho\u031b\u0323"))
    plain = f"{HEAD}<path d='M0 0'/></svg>".encode()
    assert plain is set_words(plain)


def test_a_letter_of_a_drawing_that_no_font_has_is_told_at_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(drawing("Arial", "style", "\u6f22"))
    (found,) = check_article(article(figure("a.svg", path, "a")), Project(tmp_path), find_assets(tmp_path), FACT_RULES)
    assert ("missing-glyph", True) == (found.rule, "a.svg" in found.message)
