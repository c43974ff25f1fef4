"""The fonts of web pages: WOFF2 with the letters that each sets, under names of their own."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from publish.base.diagnostics import StyleError
from publish.base.workers.worker import call_here
from publish.outputs.html.fonts import WebStyle, make_style
from publish.publication.assets.folders import find_assets
from publish.publication.assets.fonts import characters
from tests.support.factories import article
from tests.support.folders import ROOT

PAGE = "<!DOCTYPE html><html><head><title>T</title></head><body>{}</body></html>"
BRANCH = "\ue0a0"
"""A sign that of all fonts the monospaced one alone has."""


def style(root: Path, body: str, more: str = "") -> WebStyle:
    return make_style(article(), find_assets(root), [PAGE.format(body)], more, call_here)


def letters(made: WebStyle) -> dict[str, set[str]]:
    return {
        font.name: {chr(code) for code in TTFont(io.BytesIO(font.content)).getBestCmap()} - {" "} for font in made.fonts
    }


def test_a_face_holds_what_it_sets_and_one_that_sets_nothing_is_not_there(tmp_path: Path) -> None:
    made = style(tmp_path, "<p>ắ <strong>đậm</strong></p>")
    assert {"publish-serif-400.woff2": {"ắ"}, "publish-serif-700.woff2": set("đậm")} == letters(made)
    assert all(font.content.startswith(b"wOF2") for font in made.fonts)


def test_families_have_names_of_their_own_and_whose_they_are_is_told(tmp_path: Path) -> None:
    made = style(tmp_path, "<p>a <code>b</code></p>", ".x { width: 50% }\n")
    written = made.write(f"{number}.woff2" for number in range(len(made.fonts)))
    named = set(re.findall(r'font-family: "([^"]+)"', written))
    assert {"Publish Serif", "Publish Sans", "Publish Mono"} == named
    assert "Copyright 2014 The Source Serif 4 Project Authors" in written
    assert written.endswith(".x { width: 50% }\n")
    assert 'src: url("0.woff2") format("woff2") }' in written
    for font in made.fonts:
        names = [record.toUnicode() for record in TTFont(io.BytesIO(font.content))["name"].names if record.nameID < 7]
        assert not [name for name in names if re.match("Source|JetBrains", name)]


@pytest.mark.parametrize(
    ("letter", "font", "family"),
    [
        ("☂", "publish-text-400.woff2", "Publish Text"),
        ("😀", "publish-text-3-400.woff2", "Publish Text"),
        (BRANCH, "publish-mono-400.woff2", "Publish Mono"),
    ],
)
def test_a_letter_that_its_family_lacks_is_set_by_another(letter: str, font: str, family: str, tmp_path: Path) -> None:
    made = style(tmp_path, f"<p>a{letter}</p>")
    (found,) = [name for name, has in letters(made).items() if letter in has]
    assert font.partition("-4")[0][:12] == found[:12]
    body = re.search(r"body \{.*?\}", made.css, re.DOTALL)
    assert body and re.search(rf'font-family: "Publish Serif", "{family}[ \d]*", serif', body[0])


def test_the_sign_of_the_test_is_in_one_font_alone() -> None:
    fonts = [path for path in (ROOT / "fonts").rglob("*Regular.ttf") if ord(BRANCH) in characters(path)]
    assert ["JetBrainsMono_400Regular.ttf"] == [path.name for path in fonts]


def test_a_project_has_its_own_style(tmp_path: Path) -> None:
    own = tmp_path / "styles" / "html" / "style.css"
    own.parent.mkdir(parents=True)
    own.write_text('/* mine */\nbody { font: italic 1em "Source Sans 3" } /* and mine: "; */\n', encoding="utf-8")
    made = style(tmp_path, "<p>a</p>")
    assert {"publish-sans-400-italic.woff2": {"a"}} == letters(made)
    assert made.css.startswith('body { font: italic 1em "Publish Sans" }\n')
    own.write_bytes(b"\xff")
    with pytest.raises(StyleError):
        style(tmp_path, "<p>a</p>")
