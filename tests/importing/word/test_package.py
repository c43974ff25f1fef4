from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from publish.base.diagnostics import SourceError
from publish.importing.word import package
from publish.importing.word.reading import read_word
from tests.support.word_files import para, word_file
from tests.support.word_imports import article


def refused(content: bytes) -> tuple[str, str]:
    with pytest.raises(SourceError) as failure:
        read_word(Path("bai.docx"), content)
    (found,) = failure.value.diagnostics
    return found.rule, found.message


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return stream.getvalue()


def test_broken_zip_is_an_error() -> None:
    assert "damaged-input" == refused(word_file(para("Đầu."))[:200])[0]


def test_package_without_a_text_is_an_error() -> None:
    assert "damaged-input" == refused(zipped({"[Content_Types].xml": b"<Types/>"}))[0]


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"word/document.xml": b" " * 30_000_000})
    assert ("unsafe-input", "a part that unpacks to a bomb: word/document.xml") == refused(bomb)
    monkeypatch.setattr(package, "MOST_PARTS", 3)
    assert "unsafe-input" == refused(word_file(para("Đầu.")))[0]
    monkeypatch.setattr(package, "MOST_BYTES", 100)
    monkeypatch.setattr(package, "MOST_PARTS", 30)
    assert ("unsafe-input", "more than 0 MB unpacked") == refused(word_file(para("Đầu.")))


@pytest.mark.parametrize("name", ["../x.xml", "/etc/x", "C:/x", "word/../../x"])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    assert ("unsafe-input", f"a part outside of the file: {name}") == refused(zipped({name: b"x"}))


@pytest.mark.parametrize("declared", ['<!DOCTYPE x [<!ENTITY a "b">]>', '<!doctype x SYSTEM "file:///etc/passwd">'])
def test_entities_are_refused(declared: str) -> None:
    content = word_file(para("Đầu."))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        members = {name: file.read(name) for name in file.namelist()}
    members["word/document.xml"] = declared.encode() + members["word/document.xml"]
    assert refused(zipped(members))[1].endswith("it declares entities or a document type of its own")


def test_parts_nested_without_end_are_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 400 + para("x") + "</w:sdtContent></w:sdt>" * 400
    assert "damaged-input" == refused(word_file(deep))[0]


@pytest.mark.parametrize("tag", ["w:smartTag", "w:ins", "w:hyperlink"])
def test_lines_as_deep_as_xml_may_be_are_read(tmp_path: Path, tag: str) -> None:
    deep = f"<{tag}>" * 240 + "<w:r><w:t>đáy</w:t></w:r>" + f"</{tag}>" * 240
    assert "đáy" == article(tmp_path, para(deep))


def test_strict_form_of_the_standard_is_read(tmp_path: Path) -> None:
    body = para("Đầu ", '<w:hyperlink r:id="l">' + "<w:r><w:t>báo</w:t></w:r></w:hyperlink>")
    relations = {"l": ("hyperlink", "https://a.vn/")}
    assert "Đầu [báo](https://a.vn/)" == article(tmp_path, body, relations=relations, strict=True)


def test_million_empty_paragraphs_and_long_rows_of_signs_take_moments(tmp_path: Path) -> None:
    dots = "." * 200_000 + "x"
    spaces = f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">a{" " * 50_000}</w:t></w:r>'
    body = para("Đầu.") + "<w:p/>" * 200_000 + para(dots) + para(spaces, "b")
    began = time.monotonic()
    assert article(tmp_path, body).startswith("Đầu.\n\n...")
    assert time.monotonic() - began < 20


def test_text_is_found_without_its_relation(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(word_file(para("Đầu.")))) as file:
        members = {name: file.read(name) for name in file.namelist() if name != "_rels/.rels"}
    assert 1 == len(read_word(Path("bai.docx"), zipped(members)).blocks)
