"""Files appear in dist/ whole or not at all, and the checksums tell when one is not what was made."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from publish.base.diagnostics import OutputError
from publish.base.files import write_files
from publish.build.inputs import Inputs
from publish.kinds.projects import read_project
from publish.outputs.manifest import check_dist, describe_files


def test_files_are_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_files({tmp_path / "dist" / "a.pdf": b"one", tmp_path / "dist" / "a.epub": b"two"})
    assert sorted(path.name for path in (tmp_path / "dist").iterdir()) == ["a.epub", "a.pdf"]
    assert (tmp_path / "dist" / "a.pdf").read_bytes() == b"one"


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"before")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError) as caught:
        write_files({tmp_path / "a.pdf": b"after", tmp_path / "file" / "b.pdf": b"x"})
    assert caught.value.diagnostics[0].rule == "output"
    assert (tmp_path / "a.pdf").read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "file"]


def test_a_full_disk_leaves_the_earlier_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"before")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError) as caught:
        write_files({tmp_path / "a.pdf": b"after"})
    assert "no space left on device" in caught.value.diagnostics[0].message
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == b"before"


def test_manifest_and_checksums_describe_the_files() -> None:
    described = describe_files({"b.pdf": b"2", "a.epub": b"1"}, {"generator": "publish"})
    manifest = json.loads(described["manifest.json"])
    assert [entry["name"] for entry in manifest["files"]] == ["a.epub", "b.pdf"]
    assert manifest["files"][0]["sha256"] == hashlib.sha256(b"1").hexdigest()
    names = [line.split("  ")[1] for line in described["SHA256SUMS"].decode().splitlines()]
    assert names == ["a.epub", "b.pdf", "manifest.json"]


def test_a_missing_or_changed_file_is_found(tmp_path: Path) -> None:
    files = {"a.pdf": b"1", "b.epub": b"2"}
    described = describe_files(files, {})
    write_files({tmp_path / name: content for name, content in (files | described).items()})
    assert check_dist(tmp_path) == []
    (tmp_path / "a.pdf").write_bytes(b"other")
    (tmp_path / "b.epub").unlink()
    assert [(found.rule, found.position.file.name) for found in check_dist(tmp_path)] == [
        ("changed-output", "a.pdf"),
        ("missing-output", "b.epub"),
    ]


def test_the_digest_depends_on_names_and_contents_only(tmp_path: Path) -> None:
    roots = {folder: tmp_path / folder for folder in ("x", "y", "z")}
    for folder, root in roots.items():
        (root / "source").mkdir(parents=True)
        (root / "source" / ("b.md" if folder == "z" else "a.md")).write_bytes(b"1")
    one, same, other = (Inputs(read_project(root), ()).source_digest() for root in roots.values())
    assert one == same
    assert one != other
