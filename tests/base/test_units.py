"""How many of one unit of length go into another stands in one module."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from publish.base.units import POINTS_PER_MM, POINTS_PER_PX
from publish.publication.assets import drawings
from publish.publication.settings import read_length
from tests.support.folders import ROOT

PACKAGE = ROOT / "publish"
IN_INCH = (25.4, 2.54)
RECKONED = (72, 96)
RATIOS = (72 / 25.4, 25.4 / 72, 96 / 25.4, 25.4 / 96, 72 / 96, 96 / 72)


def conversions(tree: ast.AST) -> Iterator[str]:
    """The numbers of a module that turn one unit into another: they multiply or divide, or bear a name."""
    for node in ast.walk(tree):
        beside = [node.left, node.right] if isinstance(node, ast.BinOp) else []
        named = [node.value] if isinstance(node, ast.Assign | ast.AnnAssign) else []
        for part in (*beside, *named, node):
            value = getattr(part, "value", None)
            if not isinstance(part, ast.Constant) or isinstance(value, str | bytes) or not value:
                continue
            ratio = part in named and any(abs(value - known) < 1e-4 for known in RATIOS)
            if value in IN_INCH or (part in beside and value in RECKONED) or ratio:
                yield f"{part.lineno}: {value}"


@pytest.mark.parametrize("text", ["MM = 72 / 25.4", "_PIXEL = 0.75", "f(2.54)", "dpi / 72", "pt * 96", "MM = 2.83465"])
def test_a_conversion_is_seen(text: str) -> None:
    assert list(conversions(ast.parse(text)))


@pytest.mark.parametrize("text", ["DPI = 72", "t in (0.25, 0.5, 0.75)", "radius * 0.75", "'72 / 25.4'"])
def test_another_number_is_none(text: str) -> None:
    assert [] == list(conversions(ast.parse(text)))


def test_units_are_turned_into_each_other_in_one_place() -> None:
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "base" / "units.py"]
    found = {path.relative_to(PACKAGE).as_posix(): list(conversions(ast.parse(path.read_bytes()))) for path in paths}
    assert {} == {name: places for name, places in found.items() if places}


def test_lengths_in_all_units_agree() -> None:
    assert 72 == pytest.approx(25.4 * POINTS_PER_MM) == 96 * POINTS_PER_PX
    assert (
        25.4
        == read_length("1in")
        == read_length("2.54cm")
        == read_length("25.4mm")
        == pytest.approx(read_length("72pt"))
    )
    for size in ("1in", "2.54cm", "25.4mm", "72pt", "6pc", "96px"):
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"/>'.encode()
        assert (96, 96) == pytest.approx(drawings.measure_drawing(picture))
