"""Sources are read, checked and typeset once for each content."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from publish.base.cache import Cache
from publish.base.messages import translate
from publish.editing import preparation
from publish.editing.preparation import prepare_sources
from publish.publication.model import plain_text
from publish.publication.project import HouseStyle, Project

TEXT = '---\nheadline: Chợ phiên\npublished: 2026-01-15\n---\n\nHọ nói "vâng" năm 2020-2025.\n'


class Counting(Executor):
    """Does the work at once, and counts it."""

    def __init__(self) -> None:
        self.count = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.count += 1
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "source"
    folder.mkdir()
    paths = [folder / f"{number}.md" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_text(TEXT.replace("phiên", f"phiên {number}"), encoding="utf-8")
    return paths


def prepare(tmp_path: Path, sources: list[Path], **project: Any) -> tuple[list[preparation.Prepared], int]:
    executor = Counting()
    ready = prepare_sources(Project(tmp_path, **project), sources, executor, Cache(tmp_path / "cache"))
    return ready, executor.count


def test_a_source_is_typeset(tmp_path: Path, sources: list[Path]) -> None:
    (ready, *_), _ = prepare(tmp_path, sources)
    assert ready.article
    assert "“vâng” năm 2020–2025" in plain_text(ready.article.children[0].children)  # type: ignore[union-attr,arg-type]


def test_what_was_prepared_is_not_prepared_again(tmp_path: Path, sources: list[Path]) -> None:
    first, count = prepare(tmp_path, sources)
    assert 3 == count
    second, count = prepare(tmp_path, sources)
    assert 0 == count
    assert first == second


def test_what_was_found_is_told_in_another_language_when_it_was_kept(tmp_path: Path, sources: list[Path]) -> None:
    sources[0].write_text(TEXT + "\n![](vắng.png) <font>thứ ba\n\n```hát\na\n```\n", encoding="utf-8")
    first, _ = prepare(tmp_path, sources[:1])
    kept, count = prepare(tmp_path, sources[:1])
    assert 0 == count
    for ready in (first[0], kept[0]):
        told = [translate(one.message, "vi") for one in ready.diagnostics]
        assert ["HTML này không được đọc: <font>"] == [text for text in told if "HTML" in text]
        assert all(translate(one.message, "vi") != one.message for one in ready.diagnostics)


def test_one_changed_source_is_prepared_alone(tmp_path: Path, sources: list[Path]) -> None:
    prepare(tmp_path, sources)
    sources[1].write_text(TEXT, encoding="utf-8")
    ready, count = prepare(tmp_path, sources)
    assert 1 == count  # by a worker, which has all that it takes
    assert "Chợ phiên" == plain_text(ready[1].article.headline[0])  # type: ignore[union-attr]


def test_something_else_is_done_only_while_a_source_is_prepared(tmp_path: Path, sources: list[Path]) -> None:
    done: list[int] = []
    executor, store = Counting(), Cache(tmp_path / "cache")
    for _ in range(2):
        prepare_sources(Project(tmp_path), sources, executor, store, lambda: done.append(executor.count))
    assert [3] == done  # when all has been handed out


def test_the_style_of_the_house_makes_another_text(tmp_path: Path, sources: list[Path]) -> None:
    prepare(tmp_path, sources)
    ready, count = prepare(tmp_path, sources, text=HouseStyle(ranges="spaced"))
    assert 3 == count
    assert "2020 – 2025" in plain_text(ready[0].article.children[0].children)  # type: ignore[union-attr,arg-type]


def test_a_source_that_cannot_be_read_is_a_finding_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        ((missing,), _) = prepare(tmp_path, [tmp_path / "no.md"])
        assert missing.article is None
        assert missing.diagnostics


def test_a_kept_text_can_hold_nothing_but_nodes(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> Any:
            return os.system, ("touch evil",)

    named = b"\x80\x04\x8c\x0dpublish.model\x8c%c%b\x93."
    for content in (
        pickle.dumps((Evil(), ())),
        *(named % (len(name), name) for name in (b"datetime.sys.exit", b"walk", b"Path")),
    ):
        with pytest.raises(pickle.UnpicklingError):
            preparation._unpack(content, "")
