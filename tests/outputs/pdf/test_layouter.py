"""What is kept is neither laid out nor composed again."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.cache import Cache
from publish.base.diagnostics import Position
from publish.base.workers.pool import Inline
from publish.kinds.book.styles import print_styles
from publish.kinds.projects import read_project
from publish.outputs.pdf.layouter import Deferred, Layouter, Order
from publish.publication.assets.folders import find_assets
from publish.publication.project import Page


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """An order for a page of one paragraph."""
    assets = find_assets(tmp_path)
    html = '<html lang="vi"><head><title>a</title></head><body><p>Một đoạn.</p></body></html>'
    styles = print_styles(read_project(tmp_path), assets)
    return Order("a", html, styles, assets.roots, Position(tmp_path / "a.md"), Page(), "right")


def test_a_deferred_order_is_made_once(tmp_path: Path, order: Order) -> None:
    made: list[str] = []

    def make() -> Order:
        made.append("a")
        return order

    def lay_out(identity: str) -> list[str]:
        steps: list[str] = []
        layouter = Layouter(Inline(), Cache(tmp_path / "cache"), steps.append)
        (fragment,) = layouter.lay_out([Deferred("a", identity * 64, make)])
        assert 1 == len(fragment.block.pages)
        return steps

    assert (1, 1) == (len(lay_out("1")), len(made))
    assert (0, 1) == (len(lay_out("1")), len(made))
    assert (0, 2) == (len(lay_out("2")), len(made))  # made of something else, and yet the same pages


def test_a_deferred_order_whose_pages_were_dropped_is_made_again(tmp_path: Path, order: Order) -> None:
    store = Cache(tmp_path / "cache")
    layouter = Layouter(Inline(), store, lambda step: None)
    store.put("3" * 64, layouter.key(order).encode())
    (fragment,) = layouter.lay_out([Deferred("a", "3" * 64, lambda: order)])
    assert 1 == len(fragment.block.pages)
