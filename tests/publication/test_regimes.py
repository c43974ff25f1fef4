"""Regimes: each value of theirs has its source, one that is not whole is told, one that is not there is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import Position, SourceError, StyleError
from publish.publication.assets.folders import find_assets
from publish.publication.official.regimes import find_regime, list_regimes, read_regime
from tests.support.folders import ROOT

HEAD = "name = 'A'\nenglish = 'B'\ndocument = 'C'\n"
MOTTO = "[components.motto]\nvietnamese = 'a'\nenglish = 'b'\nsource = 'c'\n"


def test_the_decree_gives_the_place_of_every_component() -> None:
    regime = find_regime(find_assets(ROOT), "nd30", Position(Path()))
    assert "Nghị định 30/2020/NĐ-CP" == regime.name
    assert set(regime.page.sources) >= {"size_mm", "top_mm", "bottom_mm", "left_mm", "right_mm", "typefaces", "colour"}
    assert 42 == len(regime.components)
    assert all(component.source.startswith("Phụ lục I, Phần ") for component in regime.components.values())


def test_sizes_are_those_of_the_decree() -> None:
    components = find_regime(find_assets(ROOT), "nd30", Position(Path())).components
    assert ((12, 13), 12) == (components["national-name"].size_pt, components["national-name"].set_pt)
    assert ((13, 14), 14) == (components["body"].size_pt, components["body"].set_pt)
    assert (10, 12.7) == components["body"].indents_mm
    assert (30, 8) == components["urgency"].frames_mm["HOẢ TỐC"]
    assert components["secrecy"].size_pt is None  # the decree leaves it to the law of state secrets


def test_a_regime_of_the_project_goes_before_a_bundled_one(tmp_path: Path) -> None:
    folder = tmp_path / "styles" / "regimes"
    folder.mkdir(parents=True)
    (folder / "nd30.toml").write_text(HEAD)
    (folder / "mine.toml").write_text(HEAD)
    assets = find_assets(tmp_path)
    assert ("mine", "nd30") == list_regimes(assets)
    assert "A" == find_regime(assets, "nd30", Position(Path())).name


def test_an_unknown_regime_is_told_with_those_there_are() -> None:
    with pytest.raises(SourceError, match="no regime of official documents is called 'nd31'") as raised:
        find_regime(find_assets(ROOT), "nd31", Position(Path("publish.toml")))
    assert "did you mean 'nd30'? known here: nd30" == raised.value.diagnostics[0].hint


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "cannot be read"),
        ("name = 'A'", "english is missing"),
        (HEAD + "colour = 'red'", "colour is nothing that a regime says"),
        (HEAD + "[page]\ntop_mm = [20, 25]", "page.top_mm has no source"),
        (HEAD + "[page]\ntop_mm = [25, 20]\n[page.sources]\ntop_mm = 'a'", "the least before the most"),
        (HEAD + "[components]\nmotto = 1", "motto is a table"),
        (HEAD + "[components.motto]\nvietnamese = 'a'\nenglish = 'b'", "motto.source is missing"),
        (HEAD + MOTTO + "size_pt = 13", "motto.size_pt is two numbers"),
        (HEAD + MOTTO + "size_pt = [13, 14]\nset_pt = 12", "motto.set_pt is not within size_pt"),
        (HEAD + MOTTO + "weight = 'heavy'", "motto.weight is one of bold, regular"),
        (HEAD + MOTTO + "under = 'nothing'", "motto.under names no component: 'nothing'"),
        (HEAD + MOTTO + "first_page = 1", "motto.first_page is true or false"),
        (HEAD + MOTTO + "indents_mm = []", "motto.indents_mm is a list of numbers"),
        (HEAD + MOTTO + "shadow = true", "motto.shadow is nothing that a regime says"),
        (HEAD + MOTTO + "words = ['']", "motto.words is a text"),
        (HEAD + MOTTO + "set_pt = true", "motto.set_pt is a number from 0"),
    ],
)
def test_a_regime_that_is_not_as_it_should_be_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(StyleError, match=told):
        read_regime(path)
