"""A stylesheet that has changed is another one, though its file has the same name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.engine import StyleSheet
from publish.outputs.pdf.layouter import digest_styles

HTML = '<html lang="vi"><head><title>a</title></head><body><p>a</p></body></html>'


@pytest.mark.parametrize("imported", [False, True], ids=["own", "imported"])
def test_each_change_is_seen_on_the_page_and_by_the_digest(tmp_path: Path, imported: bool) -> None:
    (tmp_path / "b").mkdir()
    main, other = tmp_path / "a.css", tmp_path / "b" / "b.css"
    main.write_text('@import "b/b.css";')
    styles = (StyleSheet(main),)
    widths, digests = [], set()
    for number in (100, 200, 300):
        changed = other if imported else main
        changed.write_text(f"@page {{ size: {number}px 100px; margin: 0 }}")
        if not imported:
            other.write_text("")
        os.utime(changed, ns=(number, number))  # whatever the disk takes for one moment
        widths.append(engine.lay_out(HTML, styles, [tmp_path], Position(main)).pages[0].width)
        digests.add(digest_styles(styles))
    assert [100, 200, 300] == widths
    assert 3 == len(digests)


def test_files_that_import_each_other_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("@import url('b.css'); @import url(https://example.org/c.css); @import 'none.css';")
    (tmp_path / "b.css").write_text('@import "a.css";')
    assert ["a.css", "b.css", "none.css"] == [file.name for file in StyleSheet(tmp_path / "a.css").files]
    assert () == StyleSheet(tmp_path / "a.css", "p { margin: 0 }").files
