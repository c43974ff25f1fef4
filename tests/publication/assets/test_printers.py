"""Printers: each value of theirs has its source, and one that is not whole is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import StyleError
from publish.publication.assets.folders import find_assets
from publish.publication.assets.printers import list_printers, read_printer
from tests.support.folders import ROOT


def test_every_printer_gives_the_source_of_each_value() -> None:
    assets = find_assets(ROOT)
    names = list_printers(assets)
    assert names == ("digital", "ingram", "kdp", "newsprint", "vn-offset")
    for name in names:
        printer = read_printer(assets.style(f"printers/{name}.toml"))
        assert all(printer.sources.values()) and len(printer.sources) == 14


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "cannot be read"),
        ("title = 'a'", "profile is missing"),
        ("title = 'a'\n[parity]\nvalue = 1\nsource = 'b'", "is missing"),
    ],
)
def test_a_printer_that_is_not_whole_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(StyleError, match=told):
        read_printer(path)
