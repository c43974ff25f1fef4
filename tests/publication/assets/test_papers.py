"""Spines by hand: pages, half as many leaves, the paper of each, the cover on both sides."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import Position, SourceError, StyleError
from publish.publication.assets.folders import bundled, find_assets
from publish.publication.assets.papers import Stock, find_stock, read_stocks, spine_width


def test_the_example_of_the_source() -> None:
    """HPS: 80 pages of 130 g/m² silk (0.10 mm) in a cover of 300 g/m² silk (0.23 mm) are 4.46 mm."""
    inside, cover = Stock("silk 130", 130, 0.10, ""), Stock("silk 300", 300, 0.23, "")
    assert spine_width(80, inside, cover) == 4.5


@pytest.mark.parametrize(
    ("pages", "inside", "cover", "expected"),
    [
        (200, "offset-80", "couche-250", 11.4),  # 100 × 0.11 + 2 × 0.20
        (320, "offset-70", "couche-300", 15.1),  # 160 × 70 × 1.31 / 1000 + 2 × 0.23 = 14.672 + 0.46
        (96, "couche-150", "couche-250", 6.2),  # 48 × 0.12 + 0.40 = 6.16
        (97, "couche-150", "couche-250", 6.3),  # 49 leaves: 5.88 + 0.40 = 6.28
        (120, "offset-100", "couche-200", 8.1),  # 60 × 0.13 + 0.32 = 8.12
    ],
)
def test_spines_by_hand(tmp_path: Path, pages: int, inside: str, cover: str, expected: float) -> None:
    stocks = read_stocks(find_assets(tmp_path))
    assert spine_width(pages, stocks[inside], stocks[cover]) == expected


def test_every_paper_says_where_its_thickness_comes_from(tmp_path: Path) -> None:
    for name, stock in read_stocks(find_assets(tmp_path)).items():
        assert stock.source, name
        assert 0.7 <= stock.caliper_mm / stock.grammage * 1000 <= 2.0, f"{name}: no paper has such a bulk"
        assert f"{stock.grammage:g} g/m²" in stock.name


def test_an_unknown_paper_is_told_with_a_guess(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        find_stock(find_assets(tmp_path), "ofset-70", Position(tmp_path / "publish.toml", 3, 1))
    (found,) = caught.value.diagnostics
    assert (found.rule, found.hint) == ("unknown-paper", "did you mean 'offset-70'?")


@pytest.mark.parametrize("text", ["[a]\nname = 'x'\n", "[a\n", "[a]\nname='x'\ngrammage=80\nsource='s'\ncaliper=-1\n"])
def test_a_paper_that_is_not_complete_is_a_mistake_of_the_style(tmp_path: Path, text: str) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "papers.toml").write_text(text, encoding="utf-8")
    with pytest.raises(StyleError):
        read_stocks(find_assets(tmp_path))


def test_a_project_may_bring_its_own_papers(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    text = (bundled("styles") / "papers.toml").read_text(encoding="utf-8")
    own = '[bamboo-90]\nname = "Giấy tre 90 g/m²"\ngrammage = 90\nbulk = 1.5\nsource = "nhà máy"\n'
    (tmp_path / "styles" / "papers.toml").write_text(text + own, encoding="utf-8")
    assert read_stocks(find_assets(tmp_path))["bamboo-90"].caliper_mm == pytest.approx(0.135)
