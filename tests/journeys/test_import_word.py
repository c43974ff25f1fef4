"""From a Word file to finished files: the road of docs/import-word.md."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.folders import ROOT
from tests.support.word_files import bold, centred, heading_styles, para, picture, run, save, table, word_file

SENTENCE = "Chợ phiên Kỳ Lừa họp sáu ngày một lần, và mỗi phiên là một ngày hội của cả vùng, người đi chợ từ sáng sớm."


def publish(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "publish", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


def word() -> bytes:
    notes = f'<w:footnote w:id="2">{para("Theo sổ của Ủy ban nhân dân xã.")}</w:footnote>'
    body = [
        centred(run("CHỢ PHIÊN KỲ LỪA", '<w:b/><w:sz w:val="36"/>')),
        para(SENTENCE, '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        para(bold("I. NGÀY HỌP")),
        para(SENTENCE),
        para(picture("p1", "Chợ đông người", 3_000_000)),
        centred("Hình 1. Chợ phiên cuối năm. Ảnh: Báo Lạng Sơn"),
        para("1. Một là muối;"),
        para("2. Hai là vải:"),
        para("a) vải chàm;"),
        para("b) vải trắng."),
        para(bold("II. GIÁ CẢ")),
        para("Bảng 1. Giá muối"),
        table(["Tháng", "Giá"], ["11", "4000"], ["12", "4500"]),
        para(SENTENCE),
    ]
    return word_file("".join(body), parts={"styles": heading_styles(), "footnotes": notes})


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["article", "book"])
def test_word_file_becomes_finished_files(tmp_path: Path, kind: str) -> None:
    save(tmp_path, word())
    imported = publish(tmp_path, "import", "bai.docx", "--into", "bai", "--kind", kind)
    assert (0, "left out: nothing") == (imported.returncode, imported.stdout.split("\n")[2].strip()), imported.stdout
    balance = json.loads((tmp_path / "bai" / "import.json").read_text(encoding="utf-8"))
    assert 0 == sum(row["left out"] for row in balance["totals"].values())
    built = publish(tmp_path / "bai", "build")
    assert 0 == built.returncode, built.stderr
    endings = {path.suffix for path in (tmp_path / "bai" / "dist").iterdir()}
    assert {".pdf", ".epub"} <= endings
    again = publish(tmp_path, "import", "bai.docx", "--into", "bai")
    assert 1 == again.returncode and "file-exists" in again.stderr
    forced = publish(tmp_path, "import", "bai.docx", "--into", "bai", "--kind", kind, "--force")
    assert 0 == forced.returncode and (tmp_path / "bai.old" / "dist").is_dir()


@pytest.mark.parametrize("content", [b"PK\3\4broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"%PDF-1.7"])
def test_file_that_cannot_be_imported_is_told_and_nothing_written(tmp_path: Path, content: bytes) -> None:
    save(tmp_path, content)
    failed = publish(tmp_path, "import", "bai.docx", "--into", "bai")
    assert failed.returncode in (3, 6) and "Traceback" not in failed.stderr and "bai.docx: error: " in failed.stderr
    assert not (tmp_path / "bai").exists()


def test_strict_import_writes_nothing_where_something_is_left_out(tmp_path: Path) -> None:
    save(tmp_path, word_file(para(SENTENCE, run("giấu", "<w:vanish/>"))))
    failed = publish(tmp_path, "import", "bai.docx", "--into", "bai", "--strict")
    assert 7 == failed.returncode and "left out: hidden words" in failed.stderr
    assert not (tmp_path / "bai").exists()
