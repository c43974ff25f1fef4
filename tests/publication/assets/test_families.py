"""The families of a project: which there are, what they are used for, what they lack, and their licences."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import AssetError
from publish.publication.assets import families as module
from publish.publication.assets.families import EMOJI, NAMED, OWN, SIGNS, UNUSED, FontFamily, find_families
from publish.publication.assets.folders import find_assets
from tests.support.folders import ROOT
from tests.support.fonts import draw_font


def find(root: Path) -> dict[str, FontFamily]:
    return {family.name: family for family in find_families(find_assets(root))}


def test_the_bundled_families_and_what_they_are_used_for(tmp_path: Path) -> None:
    assert [
        ("Source Serif 4", NAMED),
        ("Source Sans 3", NAMED),
        ("JetBrains Mono", NAMED),
        ("Noto Sans Math", SIGNS),
        ("Noto Sans Symbols 2", SIGNS),
        ("Noto Sans Symbols", SIGNS),
        ("Noto Emoji", EMOJI),
        ("Liberation Serif", UNUSED),
    ] == [(name, family.use) for name, family in find(tmp_path).items()]


def test_every_bundled_file_is_told_once(tmp_path: Path) -> None:
    told = [file.path for family in find(tmp_path).values() for file in family.files]
    assert sorted(path.resolve() for path in (ROOT / "fonts").rglob("*.ttf")) == sorted(told)


def test_every_bundled_family_has_its_licence(tmp_path: Path) -> None:
    assert {"SIL OFL 1.1"} == {family.terms for family in find(tmp_path).values()}


def test_files_of_a_family_stand_together_the_regular_one_first(tmp_path: Path) -> None:
    files = find(tmp_path)["Source Serif 4"].files
    assert ["400 normal", "600 normal", "700 normal", "400 italic", "700 italic"] == [
        f"{file.weight} {file.style}" for file in files
    ]


def test_fonts_of_the_project_are_its_own(tmp_path: Path) -> None:
    draw_font(tmp_path / "fonts" / "nom.ttf", "喃字", "Nôm")
    draw_font(tmp_path / "fonts" / "nom-bold.ttf", "喃", "Nôm", weight=700)
    family = find(tmp_path)["Nôm"]
    assert (OWN, True, ["400", "700"]) == (family.use, family.own, [file.weight for file in family.files])
    assert ("", "") == (family.terms, family.lacks("喃字 \n"))
    assert ("a", "字") == (family.lacks("字a"), family.lacks_in_some("字喃a"))


def test_a_style_of_the_project_names_its_own_families(tmp_path: Path) -> None:
    draw_font(tmp_path / "fonts" / "own.ttf", "abc", "Something")
    (tmp_path / "styles").mkdir()
    rule = '@font-face { font-family: "House"; font-weight: 500; src: url("../fonts/own.ttf") }'
    (tmp_path / "styles" / "fonts.css").write_text(rule, encoding="utf-8")
    found = find(tmp_path)
    assert (NAMED, True, "500") == ((house := found["House"]).use, house.own, house.files[0].weight)
    assert UNUSED == found["Source Serif 4"].use
    assert "Something" not in found


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007", "SIL OFL 1.1"),
        ("Apache License\n   Version 2.0, January 2004", "Apache 2.0"),
        ("The MIT License (MIT)", "MIT"),
        ("All rights reserved.", "LICENSE.txt"),
    ],
)
def test_a_licence_is_told_by_its_name(text: str, terms: str, tmp_path: Path) -> None:
    draw_font(tmp_path / "fonts" / "own.ttf", "abc", "Own")
    (tmp_path / "fonts" / "LICENSE.txt").write_text(text, encoding="utf-8")
    assert terms == find(tmp_path)["Own"].terms


def test_a_font_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "broken.ttf").write_bytes(b"no font")
    with pytest.raises(AssetError) as failure:
        find(tmp_path)
    assert "broken.ttf" == failure.value.diagnostics[0].position.file.name


def test_spaces_are_no_letters() -> None:
    assert "ab" == module._visible("b a\n\u00a0\u200ba")
