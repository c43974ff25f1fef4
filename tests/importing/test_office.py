from __future__ import annotations

import datetime
import shutil
import subprocess
from pathlib import Path

import pytest

from publish.base.diagnostics import EngineError, ExitCode, SourceError
from publish.importing import find_importer, libreoffice, office
from publish.importing.project import Request
from tests.support.word_files import centred, para, run, save, word_file

REQUEST = Request(datetime.date(2026, 11, 30))
RTF = rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\f0 Ch\u7907? phi\u234?n \b h\u7885?p\b0  s\u7899?m.\par}"
OFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def saved(folder: Path, content: bytes, name: str = "bai.doc") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@OFFICE
@pytest.mark.slow
def test_rtf_is_read_by_way_of_libreoffice(tmp_path: Path) -> None:
    path = saved(tmp_path, RTF)
    importer = find_importer(path)
    assert importer
    result = importer.read(path, REQUEST)
    assert "Chợ phiên **họp** sớm." in result.project.files["bai.md"].decode()
    assert "LibreOffice made a .docx of it, which was read" == result.balance.changed[0].how


def test_without_libreoffice_the_one_command_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(EngineError) as failure:
        office.read(saved(tmp_path, RTF), REQUEST)
    (found,) = failure.value.diagnostics
    assert (ExitCode.ENGINE, "missing-libreoffice") == (failure.value.exit_code, found.rule)
    assert found.hint.startswith("apt install libreoffice-writer-nogui")


def test_encrypted_file_is_told_before_libreoffice_is_asked(tmp_path: Path) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(SourceError) as failure:
        office.read(saved(tmp_path, content), REQUEST)
    assert "encrypted-input" == failure.value.diagnostics[0].rule


@pytest.mark.parametrize("failure", [subprocess.TimeoutExpired("soffice", 1), OSError("no")])
def test_libreoffice_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    def run(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(shutil, "which", lambda name: "soffice")
    monkeypatch.setattr(subprocess, "Popen", run)
    with pytest.raises(SourceError) as told:
        office.read(saved(tmp_path, RTF), REQUEST)
    assert "damaged-input" == told.value.diagnostics[0].rule


@pytest.mark.parametrize("words", ["Chợ phiên họp sớm.", ""])
def test_what_is_found_is_found_in_the_file_that_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    def convert(program: str, path: Path, folder: Path) -> Path:
        head = centred(run("Chương 1. Chợ phiên", "<w:b/>")) + para("Đoạn văn dài hơn một chút.") if words else ""
        return save(folder, word_file(head + para(words)), "made.docx")

    monkeypatch.setattr(libreoffice, "find_program", lambda: "soffice")
    monkeypatch.setattr(office, "_convert", convert)
    path = saved(tmp_path, RTF)
    try:
        found = list(office.read(path, REQUEST).notes)
    except SourceError as failure:
        found = list(failure.diagnostics)
    assert found and {path} == {each.position.file for each in found}
