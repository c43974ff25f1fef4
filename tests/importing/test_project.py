from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

import pytest

from publish.base.diagnostics import OutputError
from publish.importing.balance import Balance
from publish.importing.project import Imported, NewPart, NewProject, render_config, write_project
from publish.kinds.projects import read_project

DAY = datetime.date(2026, 1, 2)
PROJECT = NewProject(
    "book",
    'Sách "hay" \\ dở\x07\n# không',
    DAY,
    {"a.md": b"# A\n\nMot.\n", "b/c.md": b"# C\n\nHai.\n"},
    creators=("Lê Thị Ẩn",),
    contents=("a.md", NewPart("Phần một", ("b/c.md",))),
    notes={"date": "to be filled in"},
    sections={"notes": {"place": "end"}, "contents": {"levels": 2, "figures": True}},
)


def test_config_is_read_as_it_was_meant() -> None:
    text = render_config(PROJECT)
    read = tomllib.loads(text)
    assert 'Sách "hay" \\ dở # không' == read["publication"]["title"]
    assert ["a.md", {"title": "Phần một", "contents": ["b/c.md"]}] == read["publication"]["contents"]
    assert {"levels": 2, "figures": True} == read["contents"]
    assert "date = 2026-01-02  # to be filled in" in text


def test_project_on_disk_is_read_without_a_fault(tmp_path: Path) -> None:
    write_project(tmp_path / "new", Imported(PROJECT, Balance()), "old")
    project = read_project(tmp_path / "new")
    assert ((), ["a", "c"]) == (project.faults, [path.stem for path in project.sources])
    assert ["import.html", "import.json", "source"] == sorted(path.name for path in (tmp_path / "new").iterdir())
    assert ["new"] == [path.name for path in tmp_path.iterdir()]


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine.txt").write_text("1")
    with pytest.raises(OutputError, match="is there already"):
        write_project(tmp_path / "new", Imported(PROJECT, Balance()), "old")
    for _ in range(2):
        write_project(tmp_path / "new", Imported(PROJECT, Balance()), "old", force=True)
    assert "1" == (tmp_path / "new.old" / "mine.txt").read_text()
    assert (tmp_path / "new.old-2" / "source" / "publish.toml").is_file()
    assert ["new", "new.old", "new.old-2"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write_project(tmp_path / "file" / "new", Imported(PROJECT, Balance()), "old")
    assert ["file"] == [path.name for path in tmp_path.iterdir()]
