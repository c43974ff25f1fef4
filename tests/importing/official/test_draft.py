from __future__ import annotations

from pathlib import Path

from publish.importing.project import Imported, Request
from publish.importing.word.importer import read
from publish.kinds import KINDS
from tests.support.official_files import COUNTRY, MOTTO, TODAY, body_of, facts_of
from tests.support.word_files import bold, cell, centred, para, picture, run, save, table, word_file

NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTES = '<w:footnote w:id="2"><w:p><w:r><w:t>Lời của cước chú.</w:t></w:r></w:p></w:footnote>'
MARK = '<w:bookmarkStart w:id="7" w:name="dau"/><w:bookmarkEnd w:id="7"/>'
LINK = '<w:hyperlink w:anchor="dau"><w:r><w:t>xem đầu văn bản</w:t></w:r></w:hyperlink>'


def made(folder: Path, *agency: str, signed: str = "", body: str = "", **parts: str) -> Imported:
    left = cell(centred(*agency), centred("Số: 05/BC-VP"))
    right = cell(centred(bold(COUNTRY)), centred(MOTTO), centred("Hà Nội, ngày 05 tháng 01 năm 2020"))
    signature = cell(centred("GIÁM ĐỐC"), *([centred(signed)] if signed else []), centred("Lê Văn An"))
    foot = table([cell("Nơi nhận:", "- Lưu: VT."), signature], ruled=False)
    text = centred(bold("BÁO CÁO")) + centred("Kết quả") + para("Nội dung báo cáo, ", body or "hết.")
    text = table([left, right], ruled=False) + text + foot
    return read(save(folder, word_file(text, parts=parts)), Request(TODAY, None, KINDS))


def test_raised_figures_of_a_head_are_signs_of_their_own(tmp_path: Path) -> None:
    result = made(tmp_path, bold("VĂN PHÒNG"), run("12", '<w:vertAlign w:val="superscript"/>'))
    assert ["VĂN PHÒNG¹²"] == facts_of(result)["co_quan"]
    assert () == result.balance.losses


def test_note_that_a_head_calls_is_a_note_to_the_editor(tmp_path: Path) -> None:
    result = made(tmp_path, bold("VĂN PHÒNG"), NOTE, footnotes=NOTES)
    assert "<!-- Lời của cước chú. -->" in body_of(result)
    assert () == result.balance.losses


def test_place_in_a_head_that_a_link_leads_to_stands_in_the_text(tmp_path: Path) -> None:
    text = body_of(made(tmp_path, MARK, bold("VĂN PHÒNG"), body=LINK))
    assert text.startswith('<a id="dau"></a>Nội dung báo cáo') and "[xem đầu văn bản](#dau)" in text


def test_picture_at_the_foot_is_left_out_and_told(tmp_path: Path) -> None:
    result = made(tmp_path, bold("VĂN PHÒNG"), signed=picture("p1"))
    assert ["Lê Văn An"] == facts_of(result)["nguoi_ky"]
    assert ["picture"] == [entry.what for entry in result.balance.losses]
    assert "a picture was left out by the import" in body_of(result)
