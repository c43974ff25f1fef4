from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from publish.importing.sniffing import is_text, sniff
from tests.support.word_files import para, word_file


def zipped(name: str, content: bytes = b"x") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("word", word_file(para("Đầu."))),
        ("word", b"PK\3\4broken"),
        ("sheet", zipped("xl/workbook.xml")),
        ("slides", zipped("ppt/presentation.xml")),
        ("odt", zipped("mimetype", b"application/vnd.oasis.opendocument.text")),
        ("epub", zipped("mimetype", b"application/epub+zip")),
        ("zip", zipped("a.txt")),
        ("ole", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("encrypted", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")),
        ("flat", b'<?xml version="1.0"?><pkg:package xmlns:pkg="x">'),
        ("rtf", b"{\\rtf1\\ansi x}"),
        ("pdf", b"%PDF-1.7"),
        ("html", b"\xef\xbb\xbf<html xmlns:w='x'><body>"),
        ("mail", b"From: <a@b.vn>\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n"),
        ("text", "Chợ họp sáu ngày một lần.".encode()),
        ("text", "Chợ họp sáu ngày một lần.".encode("utf-16")),
        ("text", "§¶ng bé tØnh L¹ng S¬n".encode("latin-1")),
        ("binary", bytes(range(256)) * 20),
        ("empty", b" \n"),
    ],
)
def test_files_are_what_their_bytes_are(tmp_path: Path, kind: str, content: bytes) -> None:
    path = tmp_path / "bai.doc"
    path.write_bytes(content)
    assert kind == sniff(path)


def test_folder_is_one_and_what_is_not_there_nothing(tmp_path: Path) -> None:
    assert ("folder", "") == (sniff(tmp_path), sniff(tmp_path / "none"))


@pytest.mark.parametrize(("name", "plain"), [("bai.txt", True), ("bai", True), ("bai.md", False), ("bai.tex", False)])
def test_sources_of_other_systems_are_no_plain_texts(tmp_path: Path, name: str, plain: bool) -> None:
    path = tmp_path / name
    path.write_text("# Chợ\n", encoding="utf-8")
    assert plain == is_text(path)
