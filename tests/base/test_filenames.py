"""Which texts name a file, and which a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.filenames import names_folder


@pytest.mark.parametrize(
    ("text", "is_folder"),
    [
        ("new/", True),
        ("a/new/", True),
        ("new/.", True),
        (".", True),
        ("there", True),
        ("new", False),
        ("new.pdf", False),
    ],
)
def test_a_folder_is_there_or_ends_as_one(
    text: str, is_folder: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there").mkdir()
    assert is_folder == names_folder(text)
