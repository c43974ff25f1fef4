"""Where an article has been edited: the first line that is another one than before."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.build.preview.edits import Edits

BEFORE = "một\nhai\nba\n"


@pytest.mark.parametrize(
    "now, line",
    [
        ("một\nhai\nba\nbốn\n", 4),
        ("không\nmột\nhai\nba\n", 1),
        ("một\nba\n", 2),
        ("một\nhai\n", 2),
        ("một\nhai\nBA\n", 3),
        ("", 1),
    ],
)
def test_the_first_line_that_is_another_one(tmp_path: Path, now: str, line: int) -> None:
    (tmp_path / "source").mkdir()
    path = tmp_path / "source" / "bai.md"
    path.write_text(BEFORE, encoding="utf-8")
    edits = Edits(tmp_path)
    path.write_text(now, encoding="utf-8")
    found = edits.find({path})
    assert found is not None
    assert (path, line) == (found.file, found.line)
    assert edits.find({path}) is None, "nothing has changed since"


def test_a_file_that_is_gone_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    assert Edits(tmp_path).find({tmp_path / "source" / "bai.md", tmp_path / "source" / "a.png"}) is None
