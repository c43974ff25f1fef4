from __future__ import annotations

import datetime
import hashlib
import resource
import subprocess
import sys
import textwrap
import types
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.base.diagnostics import ExitCode
from publish.base.workers import worker
from publish.cli import main
from publish.importing import limits
from publish.importing.project import Request
from publish.reader import reading
from publish.reader.reading import read_text
from tests.support.word_files import para, save, word_file

WORDS = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(40_000)]
HOSTILE = {
    "bai.docx": word_file("".join(para(" ".join(textwrap.wrap(word, 8))) for word in WORDS)),
    "bai.txt": ("Chợ phiên họp sáu ngày một lần.\n\n" * 100_000).encode(),
    "bai.html": b"<html><body>" + ("<p>Chợ <b>phiên</b> họp.</p>" * 100_000).encode(),
}
"""Files that are small, or soon made, and take long."""


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    ("limit", "value", "told"),
    [
        ("CPU_SECONDS", 1, "importing it took more than 1 s of processor time and was stopped"),
        ("WALL_SECONDS", 1, "importing it took more than 1 s and was stopped"),
        ("MEMORY_BYTES", 200 << 20, "importing it took more than 0.2 GB of memory and was stopped"),
    ],
)
def test_file_that_takes_too_much_is_an_error_with_its_name(
    tmp_path: Path, name: str, limit: str, value: int, told: str
) -> None:
    """In a process of its own, which is no larger than the program."""
    path = save(tmp_path, HOSTILE[name], name)
    code = (
        f"from publish.base.workers import worker; worker.{limit} = {value}; from publish.__main__ import main; main()"
    )
    command = [sys.executable, "-c", code, "import", str(path), "--into", str(tmp_path / "du-an")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert f"{name}: error: {told} [import-limits]" in ran.stderr
    assert (ExitCode.SOURCE, False) == (ran.returncode, (tmp_path / "du-an").exists())


def test_file_within_the_limits_comes_in(tmp_path: Path) -> None:
    path = save(tmp_path, word_file(para("Chợ họp.")))
    ran = CliRunner().invoke(main, ["import", str(path), "--into", str(tmp_path / "du-an")])
    assert ExitCode.WRITTEN == ran.exit_code and (tmp_path / "du-an" / "source" / "bai.md").is_file()


@pytest.mark.parametrize(("limit", "failure"), [(1 << 40, KeyError), (64 << 20, MemoryError)])
def test_fault_of_any_kind_near_the_limit_is_the_lack_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, failure: type[Exception]
) -> None:
    def read(path: Path, request: Request) -> None:
        raise KeyError("strange")

    monkeypatch.setattr(resource, "getrlimit", lambda kind: (limit, limit))
    monkeypatch.setattr(limits, "find_importer", lambda path: types.SimpleNamespace(read=read))
    with pytest.raises(failure):
        limits.read_input(tmp_path / "bai.docx", Request(datetime.date(2026, 11, 30)))


def test_article_that_was_imported_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    monkeypatch.setattr(worker, "take", lambda *_: types.SimpleNamespace(call=worker.call_here, close=lambda: None))
    monkeypatch.setattr(reading, "read_text", lambda path, *text: read.append(path) or read_text(path, *text))
    body = "".join(para(f"Đoạn {number} của bài về chợ phiên.") for number in range(9))
    path, folder = save(tmp_path, word_file(body)), tmp_path / "du-an"
    ran = CliRunner().invoke(main, ["import", str(path), "--into", str(folder)])
    assert 0 == ran.exit_code, ran.output
    assert [*(folder / "source").glob("*.md")] == read  # by the balance, the linter and the check
