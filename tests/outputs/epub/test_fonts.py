"""The EPUB's fonts and styles."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from publish.base.diagnostics import StyleError
from publish.publication import model
from tests.support.books import Book, make
from tests.support.factories import AT, article, text
from tests.support.folders import ROOT


def fonts(book: Book) -> dict[str, TTFont]:
    return {
        name: TTFont(io.BytesIO(book.archive.read(f"EPUB/{name}")))
        for name in book.manifest()
        if "fonts/" in name and name.endswith(".ttf")
    }


def test_fonts_have_every_letter_and_no_reserved_name(book: Book, sample: model.Article) -> None:
    letters = {
        c
        for c in model.plain_text(tuple(n for n in model.walk(sample.children) if isinstance(n, model.Text)))
        if not c.isspace()
    }
    found = fonts(book)
    assert not letters - {chr(code) for code in found["fonts/publish-serif-400.ttf"].getBestCmap()}
    assert not {c.upper() for c in "Thời sự – Kinh tế" if not c.isspace()} - {
        chr(c) for c in found["fonts/publish-sans-700.ttf"].getBestCmap()
    }
    for font in found.values():
        names = [record.toUnicode() for record in font["name"].names if record.nameID in (1, 3, 4, 6, 16)]
        assert names
        assert not [name for name in names if re.search("Source|JetBrains", name)]


def test_only_fonts_that_are_used_are_there(book: Book, tmp_path: Path) -> None:
    usual = ["publish-sans-400", "publish-sans-700", "publish-serif-400", "publish-serif-700"]
    assert sorted(fonts(make(tmp_path, article()))) == [f"fonts/{name}.ttf" for name in usual]
    more = [*usual, "publish-mono-400", "publish-sans-400-italic", "publish-serif-400-italic"]
    assert sorted(fonts(book)) == sorted(f"fonts/{name}.ttf" for name in more)
    stressed = model.Strong((model.Emphasis(text("mạnh"), AT),), AT)
    found = fonts(make(tmp_path, article(model.Paragraph(None, (stressed,), AT))))
    assert {chr(code) for code in found["fonts/publish-serif-700-italic.ttf"].getBestCmap()} >= set("mạnh")


def test_code_that_is_told_apart_takes_the_weight_and_slant_that_it_has(tmp_path: Path) -> None:
    code = model.CodeBlock("python", "return # Ghi", None, AT, kinds="kkkkkk ccccc")
    found = fonts(make(tmp_path, article(code)))
    letters = {name: {chr(code) for code in font.getBestCmap()} for name, font in found.items() if "mono" in name}
    assert {"fonts/publish-mono-400.ttf", "fonts/publish-mono-700.ttf", "fonts/publish-mono-400-italic.ttf"} == {
        *letters
    }
    assert set("return") == letters["fonts/publish-mono-700.ttf"] - {" "}
    assert set("#Ghi") == letters["fonts/publish-mono-400-italic.ttf"] - {" "}


def test_the_stylesheets_name_the_fonts_of_the_book_and_their_licence(book: Book) -> None:
    css = book.read("styles/fonts.css")
    assert sorted(re.findall(r'url\("\.\./([^"]+)"\)', css)) == sorted(fonts(book))
    assert "Copyright 2014 The Source Serif 4 Project Authors" in css
    assert "https://openfontlicense.org" in css
    families = set(re.findall(r'font-family: "([^"]+)"', css))
    assert families == {"Publish Serif", "Publish Sans", "Publish Mono"}
    assert set(re.findall(r'"(\w[^"]*)"', book.read("styles/article.css"))) == families


def test_a_projects_own_style_goes_before_the_bundled_one(tmp_path: Path) -> None:
    style = tmp_path / "styles" / "article" / "epub.css"
    style.parent.mkdir(parents=True)
    style.write_text('body { font: italic 600 1em "Source Sans 3" }', encoding="utf-8")
    book = make(tmp_path, article())
    assert book.read("styles/article.css") == 'body { font: italic 600 1em "Publish Sans" }'
    assert sorted(fonts(book)) == [
        f"fonts/publish-sans-{name}.ttf" for name in ("400-italic", "400", "600", "700-italic", "700")
    ]
    style.write_bytes(b"\xff")
    with pytest.raises(StyleError):
        make(tmp_path, article())


def test_code_is_set_letter_by_letter_whatever_a_project_says(tmp_path: Path) -> None:
    style = tmp_path / "styles" / "article" / "epub.css"
    style.parent.mkdir(parents=True)
    style.write_text('code { font-family: "JetBrains Mono"; font-feature-settings: "calt" }', encoding="utf-8")
    book = make(tmp_path, article(model.CodeBlock("", "a != b", None, AT)))
    (rule,) = re.findall(r"code, pre \{ (.*) \}", book.read("styles/fonts.css"))
    assert ["none !important", '"liga" 0, "clig" 0, "dlig" 0, "hlig" 0, "calt" 0 !important'] == [
        value.partition(": ")[2] for value in rule.split("; ")
    ]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_accent_reads_on_white_and_on_black_and_nothing_is_fixed() -> None:
    css = (ROOT / "styles" / "article" / "epub.css").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    for colour in set(re.findall(r"#[0-9a-f]{6}", rules)):
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5
        assert (luminance(colour) + 0.05) / 0.05 >= 4.5
    assert not re.search(r"\d(px|pt|mm|cm|in)\b", rules)
    assert not re.search(r"justify|#000|#fff|\bblack\b|\bwhite\b(?!-)", rules)
    body = re.findall(r"(?m)^(\S.*?)\{[^}]*?line-height: ([\d.]+)", rules)
    assert all(float(height) >= 1.4 for selector, height in body if selector.strip() not in (".call", "sub, sup"))
