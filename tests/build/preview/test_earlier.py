"""The pages as they were: before the last save, and at a revision of the project's repository."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image

from publish.base.cache import NoCache
from publish.base.diagnostics import SourceError
from publish.build.preview.generations import Generations
from publish.build.preview.revisions import list_revisions, write_revision
from publish.build.preview.server import Server
from publish.build.preview.watching import Changes
from publish.outputs.commission import Workers
from tests.support.asgi import Answer, ask

HEADERS = {"Host": "127.0.0.1:1", "Cookie": "publish-preview-1=t"}
ARTICLE = "---\nheadline: Chợ phiên cuối năm\npublished: 2026-01-15\n---\n\nChợ phiên mở từ lúc trời còn mờ sương.\n"


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *who, *arguments], cwd=root, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


class Preview:
    """A project in a repository, in preview."""

    def __init__(self, root: Path) -> None:
        self.root, self.article = root, root / "source" / "bai.md"
        self.article.parent.mkdir()
        self.save(ARTICLE)
        git(root, "init", "-q")
        git(root, "add", ".")
        git(root, "commit", "-qm", "Bản đầu; $(touch hacked)")
        self.generations = Generations(root, lambda _: Workers(store=NoCache()), "en")
        self.app = Server(self.generations, Changes(root), "t", 1, "vi", lambda _: None).app
        self.build()

    def save(self, text: str) -> None:
        self.article.write_text(text, encoding="utf-8")

    def build(self) -> None:
        self.generations.show()

    def get(self, path: str) -> Answer:
        return ask(self.app, path, headers=HEADERS)

    def compare(self, against: str) -> Any:
        return json.loads(self.get(f"/compare/bai.pdf?against={quote(against)}").body)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    yield Preview(tmp_path_factory.mktemp("earlier"))


def test_nothing_is_told_before_anything_was_saved(preview: Preview) -> None:
    assert preview.compare("saved") is None


@pytest.fixture(scope="module")
def edited(preview: Preview) -> Preview:
    """The same, with an edit that was saved and seen."""
    preview.save(ARTICLE.replace("mờ sương", "tối trời"))
    preview.build()
    return preview


def test_the_last_save_is_told_and_shown(edited: Preview) -> None:
    found = edited.compare("saved")
    (row,) = found["rows"]
    assert "trang 1: đã đổi: “mờ sương.” → “tối trời.”" == row["what"]
    assert (1, 1, 1) == (row["old"]["page"], row["new"]["page"], len(row["new"]["boxes"]))
    x, y, width, height, fate = row["new"]["boxes"][0]
    assert "changed" == fate and 0 < x < x + width < row["new"]["size"][0] and 0 < y < y + height
    answer = edited.get(f"/earlier/{found['key']}/1.png?scale=1")
    assert "image/png" == answer.headers["content-type"]
    assert Image.open(io.BytesIO(answer.body)).size[0] == pytest.approx(row["old"]["size"][0] / 25.4 * 72, abs=1)


def test_a_revision_is_told(edited: Preview) -> None:
    (revision,) = json.loads(edited.get("/revisions").body)
    assert "Bản đầu; $(touch hacked)" == revision[2]
    assert ["trang 1: đã đổi: “mờ sương.” → “tối trời.”"] == [
        row["what"] for row in edited.compare(revision[0])["rows"]
    ]


@pytest.mark.parametrize("name", ["--output=hacked", "HEAD; touch hacked", "no-such", "", "\n", "HEAD:source"])
def test_what_is_no_revision_is_told_and_does_nothing(edited: Preview, name: str) -> None:
    assert edited.compare(name)["why"]
    assert [] == list(edited.root.rglob("hacked"))


@pytest.mark.parametrize("path", ["/earlier/x/1.png", "/compare/other.pdf?against=saved"])
def test_what_is_not_there_is_not_shown(edited: Preview, path: str) -> None:
    assert edited.get(path).body in (b"", b"null")


def test_no_hook_filter_or_link_of_the_repository_is_followed(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "source").mkdir(parents=True)
    (root / "source" / "bai.md").write_text(ARTICLE, encoding="utf-8")
    (root / "source" / "bai.md").with_name("link.md").symlink_to("/etc/passwd")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "x")
    (root / ".gitattributes").write_text("*.md filter=evil diff=evil\n", encoding="utf-8")
    touch = f"touch {tmp_path}/hacked"
    for key in ("filter.evil.smudge", "diff.evil.textconv", "core.fsmonitor", "core.pager", "core.sshCommand"):
        git(root, "config", key, touch)
    for hook in ("post-checkout", "reference-transaction", "post-index-change"):
        path = root / ".git" / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{touch}\n", encoding="utf-8")
        path.chmod(0o755)
    there = tmp_path / "there"
    there.mkdir()
    (revision,) = list_revisions(root)
    write_revision(root, revision.name, there)
    assert ["source/bai.md"] == [path.relative_to(there).as_posix() for path in there.rglob("*") if path.is_file()]
    assert ARTICLE == (there / "source" / "bai.md").read_text(encoding="utf-8")
    assert not (tmp_path / "hacked").exists()


def test_a_project_in_a_folder_of_its_repository_is_taken_alone(tmp_path: Path) -> None:
    root = tmp_path / "books" / "one"
    (root / "source").mkdir(parents=True)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "other.md").write_text("x", encoding="utf-8")
    (root / "source" / "bai.md").write_text(ARTICLE, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "x")
    there = tmp_path / "there"
    there.mkdir()
    write_revision(root, "HEAD", there)
    assert ["source/bai.md"] == [path.relative_to(there).as_posix() for path in there.rglob("*") if path.is_file()]


def test_a_project_outside_of_a_repository_has_no_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "source").mkdir()
    assert [] == list_revisions(tmp_path)
    with pytest.raises(SourceError):
        write_revision(tmp_path, "HEAD", tmp_path)
