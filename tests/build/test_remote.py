"""Projects at URLs: what is copied, within which limits, and how dist/ goes back; the backend lives in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import Diagnostic, EngineError, OutputError, Position, PublishError, SourceError, error
from publish.build import remote
from publish.outputs import manifest

fsspec = pytest.importorskip("fsspec", reason="the extra cluster is not installed")

URL = "memory://shelf/bai"


@pytest.fixture
def memory() -> Iterator[Any]:
    """The memory with one project in it, and with files that are none of ours."""
    filesystem = fsspec.filesystem("memory")
    for name in ("source/bai.md", "source/figures/a.jpg", "styles/epub.css", "dist/bai.pdf", "notes/private.md"):
        filesystem.pipe_file(f"/shelf/bai/{name}", name.encode())
    yield filesystem
    filesystem.rm("/shelf", recursive=True)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def failure(url: str = URL) -> Diagnostic:
    with pytest.raises(PublishError) as caught, remote.borrow(url):
        pass
    return caught.value.diagnostics[0]


@pytest.mark.parametrize("place", ["s3://bucket/a", "memory://a", "file:///srv/a", "git+ssh://host/a"])
def test_a_url_is_known(place: str) -> None:
    assert remote.is_url(place)


@pytest.mark.parametrize("place", ["a", "./a:b", "C:\\a", "c://a", "/srv/a", "a/s3://b"])
def test_a_path_is_no_url(place: str) -> None:
    assert not remote.is_url(place)


def test_only_what_a_project_is_made_from_is_copied(memory: Any) -> None:
    with remote.borrow(URL) as copy:
        assert names(copy.root) == {"source/bai.md", "source/figures/a.jpg", "styles/epub.css"}
        folder = copy.root
    assert not folder.exists()


def test_a_failure_names_the_file_at_the_url(memory: Any) -> None:
    with pytest.raises(SourceError) as caught, remote.borrow(URL) as copy:
        raise SourceError(error(Position(copy.root / "source" / "bai.md", 3, 1), "wrong", "rule"))
    position = caught.value.diagnostics[0].position
    assert (position.file, position.line) == (Path(URL, "source/bai.md"), 3)


def test_a_project_out_of_all_measure_is_refused(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MOST_FILES", 2)
    assert failure().rule == "project-too-large"
    monkeypatch.setattr(remote, "MOST_FILES", 3)
    monkeypatch.setattr(remote, "MOST_BYTES", 30)
    assert failure().rule == "project-too-large"


def test_a_size_that_the_backend_does_not_tell_is_measured(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MOST_BYTES", 1 << 20)
    memory.pipe_file("/shelf/bai/source/big.jpg", bytes(3 << 20))
    listing = type(memory).ls
    monkeypatch.setattr(
        type(memory), "ls", lambda *a, **k: [dict(e, size=0) if isinstance(e, dict) else e for e in listing(*a, **k)]
    )
    assert failure().rule == "project-too-large"


def test_a_name_that_leads_out_of_the_copy_is_refused(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"name": "/shelf/bai/source/../../x", "type": "file", "size": 1}
    monkeypatch.setattr(type(memory), "ls", lambda *_, **__: [wrong])
    assert failure().rule == "outside-project"


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bai" / "source").mkdir(parents=True)
    (tmp_path / "secret").touch()
    (tmp_path / "bai" / "source" / "a.md").symlink_to(tmp_path / "secret")
    assert failure((tmp_path / "bai").as_uri()).rule == "linked-file"


def test_what_is_not_there_is_told(memory: Any) -> None:
    assert failure("memory://shelf/none").rule == "missing-project"
    assert failure("nosuch://a").rule == "missing-project"


def test_a_backend_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(url: str) -> Any:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.core.url_to_fs", refuse)
    with pytest.raises(EngineError) as caught, remote.borrow("s3://bucket/a"):
        pass
    assert "s3fs" in caught.value.diagnostics[0].message


FILES = {"bai.pdf": b"new", "manifest.json": b"{}", "SHA256SUMS": b""}


def dist(memory: Any) -> dict[str, bytes]:
    return {Path(path).name: memory.cat_file(path) for path in memory.ls("/shelf/bai/dist", detail=False)}


def test_dist_is_put_back_whole(memory: Any) -> None:
    with remote.borrow(URL) as copy:
        copy.put_back(FILES)
    assert dist(memory) == FILES


def test_files_in_folders_are_put_back_and_missed(memory: Any) -> None:
    files = {"a.pdf": b"pdf", "a-web/index.html": b"page", "a-web/fonts/a.woff2": b"font"}
    described = manifest.describe_files(files, {})
    with remote.borrow(URL) as copy:
        copy.put_back(files | described)
    assert b"font" == memory.cat_file("/shelf/bai/dist/a-web/fonts/a.woff2")
    with remote.borrow(URL) as copy:
        assert copy.is_whole()
    memory.rm_file("/shelf/bai/dist/a-web/fonts/a.woff2")
    with remote.borrow(URL) as copy:
        assert not copy.is_whole()


def test_the_manifest_takes_its_place_last(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[str] = []
    move = type(memory).mv
    monkeypatch.setattr(type(memory), "mv", lambda s, a, b: moved.append(Path(b).name) or move(s, a, b))
    with remote.borrow(URL) as copy:
        copy.put_back(FILES)
    assert moved == ["bai.pdf", "SHA256SUMS", "manifest.json"]


def test_a_backend_that_cannot_move_is_written_to_once_more(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise NotImplementedError

    monkeypatch.setattr(type(memory), "mv", refuse)
    with remote.borrow(URL) as copy:
        copy.put_back(FILES)
    assert dist(memory) == FILES


def test_an_upload_that_fails_leaves_what_was_there(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    put = type(memory).pipe_file

    def fill(self: Any, path: str, content: bytes, **rest: Any) -> None:
        if ".manifest.json" in path:
            raise OSError(28, "No space left on device")
        put(self, path, content, **rest)

    monkeypatch.setattr(type(memory), "pipe_file", fill)
    with pytest.raises(OutputError) as caught, remote.borrow(URL) as copy:
        copy.put_back(FILES)
    assert "no space left on device" in caught.value.diagnostics[0].message
    assert dist(memory) == {"bai.pdf": b"dist/bai.pdf"}


def test_projects_below_a_url_are_found_in_order(memory: Any) -> None:
    memory.pipe_file("/shelf/2025/an/source/a.md", b"x")
    memory.pipe_file("/shelf/.old/source/a.md", b"x")
    found = [url.removeprefix("memory://").strip("/") for url in remote.find_projects("memory://shelf")]
    assert found == ["shelf/2025/an", "shelf/bai"]
