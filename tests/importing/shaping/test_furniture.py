from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.base.diagnostics import ExitCode
from publish.cli import main
from publish.importing.balance import FURNITURE
from publish.importing.project import Imported
from publish.importing.shaping.furniture import SHOWN, RepeatedMatter, RunningLine, tell_running
from publish.importing.shaping.ledger import Ledger
from tests.support.word_files import field, heading_styles, para, run, save, word_file
from tests.support.word_imports import imported

TITLE = para("Chợ phiên cuối năm", style="T")
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Lan Anh</dc:creator></cp:coreProperties>'
)


def balance(folder: Path, kind: str, *content: str) -> Imported:
    return imported(
        folder,
        TITLE + para("Sáu ngày một lần."),
        parts={"styles": heading_styles(), kind: "".join(content)},
        relations={"core": ("core-properties", "../docProps/core.xml")},
        files={"docProps/core.xml": CORE.encode()},
    )


@pytest.mark.parametrize(
    "content",
    [
        para("Trang ", field("PAGE", "3"), "/", field("NUMPAGES", "12")),
        para("– ", f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>', " –"),
        para("- 12 -"),
        para("Page 3 of 12"),
        para("CHỢ PHIÊN CUỐI NĂM"),
        para("Chợ phiên cuối năm | ", field("PAGE", "3")),
        para("Chợ phiên cuối năm", "<w:r><w:tab/></w:r>", "Trang ", field("PAGE", "3")),
        para("Chợ phiên cuối năm – Trang ", field("PAGE", "3")),
        para("bai.docx"),
        para(field("FILENAME", "ban-thao-2.docx")),
        para("Hà Nội, ngày 5 tháng 3 năm 2020"),
        para("05/03/2020"),
        para(field("DATE", "5 tháng Ba")),
    ],
)
@pytest.mark.parametrize("kind", ["header", "footer"])
def test_what_repeats_is_one_row_that_is_no_loss(tmp_path: Path, kind: str, content: str) -> None:
    made = balance(tmp_path, kind, content, para("Sáu ngày một lần."), para()).balance
    assert [FURNITURE] == [entry.what for entry in made.left_out]
    assert () == made.losses


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (para("Số 5 phố Chợ, Kỳ Lừa"), "Số 5 phố Chợ, Kỳ Lừa"),
        (para("Điện thoại: 0205 3812 345"), "Điện thoại: 0205 3812 345"),
        (para("Lưu hành nội bộ – Trang ", field("PAGE", "3")), "Lưu hành nội bộ"),
        (para("Chợ phiên cuối năm", "<w:r><w:tab/></w:r>", "MẬT"), "MẬT"),
        (para("Chợ phiên"), "Chợ phiên"),
        (para(field("DOCPROPERTY Hotline", "1900 1234")), "1900 1234"),
    ],
)
def test_words_of_its_own_are_told(tmp_path: Path, content: str, told: str) -> None:
    made = balance(tmp_path, "footer", content).balance
    assert [("footer", "word/footer1.xml", True)] == [
        (e.what, e.place, e.how.endswith(f": {told}")) for e in made.losses
    ]


def test_form_that_is_written_twice_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{para('Gọi 113')}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert 1 == len(balance(tmp_path, "header", para(f"<w:r>{both}</w:r>")).balance.losses)


def test_each_word_of_headers_and_footers_is_in_the_balance(tmp_path: Path) -> None:
    made = balance(
        tmp_path, "header", para("Chợ phiên cuối năm | Gọi 113 | Trang ", field("PAGE", "3")), para("MẬT")
    ).balance
    ((_, repeated),) = [(entry.what, entry.count) for entry in made.left_out if entry.what == FURNITURE]
    assert 4 + 2 == repeated
    assert ["Gọi 113", "MẬT"] == [entry.how.rpartition(": ")[2] for entry in made.losses]
    assert not any("not found" in entry.how for entry in made.entries)


def test_author_of_the_file_repeats() -> None:
    ledger = Ledger()
    lines = [RunningLine("footer", "f", "Lan Anh"), RunningLine("footer", "f", f"Trang {SHOWN}", "7")]
    tell_running(lines, RepeatedMatter(names={("lan", "anh")}), ledger)
    assert [(FURNITURE, "Lan Anh Trang 7", 4)] == [(deed.what, deed.words, deed.count) for deed in ledger.deeds]


def test_strict_lets_pass_what_repeats_and_nothing_else(tmp_path: Path) -> None:
    for footer, code in (
        (para("Trang ", field("PAGE", "3")), ExitCode.WRITTEN),
        (para("Gọi 113"), ExitCode.CONFORMANCE),
    ):
        content = word_file(TITLE + para("Sáu ngày."), parts={"styles": heading_styles(), "footer": footer})
        path = save(tmp_path, content, f"bai-{int(code)}.docx")
        ran = CliRunner().invoke(
            main, ["import", str(path), "--into", str(tmp_path / f"du-an-{int(code)}"), "--strict"]
        )
        assert code == ran.exit_code, ran.output


CONTENTS = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
    "{}</w:sdtContent></w:sdt>"
)
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


@pytest.mark.parametrize("form", [CONTENTS, FIELD], ids=["content control", "field"])
@pytest.mark.parametrize(("line", "losses"), [("Đường đi chợ", 0), ("Đường về", 1), ("Mục lục", 0)])
def test_contents_that_repeat_crossheads_are_no_loss(tmp_path: Path, form: str, line: str, losses: int) -> None:
    words = f"{run(line[:4])}{run(line[4:])}<w:r><w:tab/></w:r>{run('7')}"
    body = TITLE + form.format(para(words) if form == CONTENTS else words) + para("Chợ.")
    made = imported(tmp_path, body + para("Đường đi chợ", style="H1") + para("Xa."), parts={"styles": heading_styles()})
    assert losses == len(made.balance.losses)
    assert not any("not found" in entry.how for entry in made.balance.entries)
