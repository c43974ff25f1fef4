"""A publication of which nothing has changed is not read again; of which anything has changed, it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.base.cache import Cache
from publish.base.diagnostics import Diagnostic, Position, Severity
from publish.base.messages import say, translate
from publish.build.finished import FinishedFile
from publish.build.inputs import Inputs
from publish.build.up_to_date import Made, Memory
from publish.cli import main
from publish.kinds.projects import read_project
from tests.support.folders import ROOT

CONFIG = """[publication]
kind = "book"
title = "Chợ phiên"
date = 2026-01-01
contents = ["*.md"]
"""

FOUND = (
    Diagnostic(Severity.WARNING, Position(Path("a.md"), 3, 4), "message", "rule", "hint", 7),
    Diagnostic(Severity.WARNING, Position(Path("a.md"), 5), say("picture not found: {name}", name="chợ"), "rule"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of one chapter with a picture."""
    source = tmp_path / "book" / "source"
    source.mkdir(parents=True)
    (source / "publish.toml").write_text(CONFIG, encoding="utf-8")
    (source / "a.md").write_text("---\nheadline: Một\n---\n\nMột đoạn.\n", encoding="utf-8")
    (tmp_path / "book" / "p.png").write_bytes(b"picture")
    return tmp_path / "book"


def memory(store: Cache, root: Path) -> Memory:
    project = read_project(root)
    return Memory(store, Inputs(project, project.sources))


def keep(store: Cache, root: Path) -> None:
    file = FinishedFile(root / "dist" / "cho-phien.pdf", b"file", FOUND, facts={"fit": {"size_percent": 1.5}})
    memory(store, root).keep("pdf", Made((file,), FOUND, {"trim": "A4"}), [root / "p.png"])


def test_what_was_made_of_the_same_files_is_known(tmp_path: Path, root: Path) -> None:
    store = Cache(tmp_path / "cache")
    assert memory(store, root).recall(["pdf"]) is None
    keep(store, root)
    (made,) = memory(store, root).recall(["pdf"]) or ()
    file = FinishedFile(root / "dist" / "cho-phien.pdf", b"file", FOUND, facts={"fit": {"size_percent": 1.5}})
    assert Made((file,), FOUND, {"trim": "A4"}) == made
    assert memory(store, root).recall(["pdf", "epub"]) is None
    for kept in (made.diagnostics[1], made.files[0].diagnostics[1]):
        assert "không tìm thấy ảnh: chợ" == translate(kept.message, "vi")


def test_a_rejected_file_is_not_kept(tmp_path: Path, root: Path) -> None:
    store = Cache(tmp_path / "cache")
    file = FinishedFile(root / "dist" / "cho-phien.pdf", b"file", FOUND, rejected=True)
    memory(store, root).keep("pdf", Made((file,), FOUND, {}), [])
    assert memory(store, root).recall(["pdf"]) is None


@pytest.mark.parametrize("change", ["another text", "another name", "no file"])
def test_what_changed_while_it_was_made_is_not_kept(tmp_path: Path, root: Path, change: str) -> None:
    store = Cache(tmp_path / "cache")
    began = memory(store, root)
    if change == "another text":
        change_text(root)
    elif change == "another name":
        (root / "source" / "a.md").rename(root / "source" / "b.md")
    else:
        (root / "source" / "a.md").unlink()
    file = FinishedFile(root / "dist" / "cho-phien.pdf", b"file")
    began.keep("pdf", Made((file,), (), {}), [])
    (root / "source" / "a.md").touch()
    assert memory(store, root).recall(["pdf"]) is None


def change_text(root: Path) -> None:
    (root / "source" / "a.md").write_text("---\nheadline: Hai\n---\n\nMột đoạn.\n", encoding="utf-8")


def add_chapter(root: Path) -> None:
    shutil.copy(root / "source" / "a.md", root / "source" / "b.md")


def change_settings(root: Path) -> None:
    (root / "source" / "publish.toml").write_text(CONFIG + '[page]\ntrim = "A5"\n', encoding="utf-8")


def add_style(root: Path) -> None:
    (root / "styles").mkdir()
    (root / "styles" / "fonts.css").write_text("", encoding="utf-8")


def change_picture(root: Path) -> None:
    (root / "p.png").write_bytes(b"another")


def remove_picture(root: Path) -> None:
    (root / "p.png").unlink()


@pytest.mark.parametrize(
    "change", [change_text, add_chapter, change_settings, add_style, change_picture, remove_picture]
)
def test_any_change_is_seen(tmp_path: Path, root: Path, change, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    from publish.base.program_digest import _digest_as_it_is

    store = Cache(tmp_path / "cache")
    keep(store, root)
    _digest_as_it_is.cache_clear()  # another run
    change(root)
    assert memory(store, root).recall(["pdf"]) is None


def test_the_day_of_the_build_is_part_of_it(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Cache(tmp_path / "cache")
    keep(store, root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert memory(store, root).recall(["pdf"]) is None


def test_a_file_that_was_dropped_from_the_cache_is_made_again(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Cache(tmp_path / "cache")
    keep(store, root)
    get = store.get
    monkeypatch.setattr(store, "get", lambda key: None if get(key) == b"file" else get(key))
    assert memory(store, root).recall(["pdf"]) is None


def install_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.editing.compounds.is_installed", lambda: True)


def remove_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.editing.compounds.is_installed", lambda: False)


def test_with_another_extra_a_book_is_made_again(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Cache(tmp_path / "cache")
    remove_words(monkeypatch)
    keep(store, root)
    assert memory(store, root).recall(["pdf"])
    install_words(monkeypatch)
    assert memory(store, root).recall(["pdf"]) is None


def test_two_fonts_of_one_name_are_two(root: Path) -> None:
    """The digest of the source changes with each of them."""
    styles = root / "styles"
    styles.mkdir()
    names = ("a/Chu.ttf", "b/Chu.ttf")
    faces = [f'@font-face {{ font-family: "Chu {n[0]}"; src: url("../fonts/{n}") }}' for n in names]
    (styles / "fonts.css").write_text("\n".join(faces), encoding="utf-8")
    for name in names:
        (root / "fonts" / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / "fonts" / "source-serif-4" / "SourceSerif4_400Regular.ttf", root / "fonts" / name)
    inputs = Inputs(read_project(root), ())
    assert {f"project/fonts/{name}" for name in names} <= set(inputs.files())
    digests = {inputs.source_digest()}
    for name in names:
        with (root / "fonts" / name).open("ab") as font:
            font.write(b"\0")
        digests.add(inputs.source_digest())
    assert 3 == len(digests)


def test_the_command_says_the_same_of_what_it_knows(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "source" / "a.md").write_text(
        "---\nheadline: Mộtt\n---\n\n![](){}\n\nMột đoạn cũ.\n\nChữ đ và Ð.\n", encoding="utf-8"
    )
    (root / "source" / "a.md").write_text("---\nheadline: Một\n---\n\nTỉnh Ðồng Tháp.\n", encoding="utf-8")
    monkeypatch.chdir(root)
    first = CliRunner().invoke(main, ["pdf"])
    content = (root / "dist" / "cho-phien.pdf").read_bytes()
    (root / "dist" / "cho-phien.pdf").unlink()
    read: list[object] = []
    monkeypatch.setattr("publish.build.jobs.prepare", lambda *rest: read.append(rest))
    second = CliRunner().invoke(main, ["pdf"])
    assert (0, 0, []) == (first.exit_code, second.exit_code, read)
    assert content == (root / "dist" / "cho-phien.pdf").read_bytes()
    warnings = [[line for line in run.stderr.splitlines() if "warning" in line] for run in (first, second)]
    assert warnings[0] and warnings[0] == warnings[1]
    strict = CliRunner().invoke(main, ["pdf", "--strict"])
    assert 7 == strict.exit_code
