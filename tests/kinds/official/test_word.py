"""The Word file of an official document: what an office edits, in the places where the printed pages have it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from publish.importing import libreoffice
from publish.publication.assets.folders import bundled
from tests.support.letters import SetLine, set_lines
from tests.support.officials import DECISION, LETTER, MINUTES, NOTICE, REPORT, official_files
from tests.support.word_schema import check_order, local, parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = (DECISION, LETTER, REPORT, MINUTES, NOTICE)
_SUPERSCRIPT = re.compile(r"\d{1,2}")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[bytes, bytes]]:
    return official_files(tmp_path_factory.mktemp("word"), *_TEXTS)


@pytest.fixture(scope="module")
def decision(files: list[tuple[bytes, bytes]]) -> bytes:
    return files[0][1]


def body(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/document.xml").decode()


def test_elements_stand_in_the_order_of_the_schema(files: list[tuple[bytes, bytes]]) -> None:
    for _, content in files:
        check_order(content)


def test_styles_and_parts_that_are_named_are_there(files: list[tuple[bytes, bytes]]) -> None:
    for _, content in files:
        found = parts(content)
        styles = {each.get(f"{_W}styleId") for each in found["word/styles.xml"].iter(f"{_W}style")}
        text = [each for name, root in found.items() if name.startswith("word/") for each in root.iter()]
        assert {each.get(f"{_W}val") for each in text if local(each) in ("pStyle", "rStyle", "tblStyle")} <= styles
        related = {each.get("Id") for each in found["word/_rels/document.xml.rels"]}
        assert set(re.findall(r'r:(?:embed|id)="([^"]+)"', body(content))) <= related


def test_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (official_files(tmp_path / name, DECISION)[0][1] for name in "ab")
    assert first == second


def test_a_decision_has_styles_that_name_what_they_are(decision: bytes) -> None:
    document = docx.Document(io.BytesIO(decision))
    cells = [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    said = {p.style.name: p.text for p in [*document.paragraphs, *cells] if p.text}
    assert "BỘ NỘI VỤ" == said["Cơ quan ban hành"].upper()
    assert "Độc lập - Tự do - Hạnh phúc" == said["Tiêu ngữ"]
    assert "QUYẾT ĐỊNH:" == said["Quyết định"]
    assert "đ) Hồ sơ kèm theo." == said["Điểm"]
    assert "- Lưu: VT, TCCB." == said["Dòng nơi nhận"]
    assert "Nguyễn Văn An" == said["Họ tên người ký"]
    assert "Times New Roman" == document.styles["Normal"].font.name or "Times New Roman" in _defaults(decision)


def _defaults(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/styles.xml").decode().partition("</w:docDefaults>")[0]


def test_word_counts_no_clauses_and_holds_nothing_in_controls(decision: bytes) -> None:
    text = body(decision)
    assert 0 == text.count("<w:numPr>") + text.count("<w:sdt>")
    assert '<w:t xml:space="preserve">đ)</w:t>' in text


def test_each_annex_is_a_section_with_folios_of_its_own(decision: bytes) -> None:
    sections = re.findall(r"<w:sectPr>.*?</w:sectPr>", body(decision))
    assert [False, True, True] == ['<w:pgNumType w:start="1"/>' in each for each in sections]
    assert all("<w:titlePg/>" in each and "headerReference" in each for each in sections)


def test_signature_and_last_lines_stay_together(decision: bytes) -> None:
    before, _, _ = body(decision).partition("Nơi nhận:")
    last = [p for p in re.findall(r"<w:p>.*?</w:p>", before) if "Điều" in p][-1]
    assert "<w:keepNext/>" in last
    assert "<w:cantSplit/>" in before[before.rindex("<w:tbl>") :]


def test_stamps_and_address_stand_in_the_margins_of_the_first_page(files: list[tuple[bytes, bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(files[1][1])) as package:
        margins = "".join(package.read(n).decode() for n in package.namelist() if re.search(r"header|footer", n))
    assert "Lưu hành nội bộ" in margins
    assert "www.hoason.example" in margins
    assert "Khẩn" in body(files[1][1])


@pytest.fixture(scope="module")
def set_by_office(files: list[tuple[bytes, bytes]], tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The Word files as PDF, made by LibreOffice at once."""
    folder = tmp_path_factory.mktemp("office")
    for number, (_, content) in enumerate(files):
        (folder / f"{number}.docx").write_bytes(content)
    fonts = libreoffice._with_fonts(bundled("fonts") / "liberation-serif", folder)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    names = [str(folder / f"{number}.docx") for number in range(len(files))]
    subprocess.run([*command, "--outdir", str(folder), *names], env=fonts, check=True, capture_output=True)
    return [(folder / f"{number}.pdf").read_bytes() for number in range(len(files))]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_word_and_print_have_every_line_in_one_place(
    files: list[tuple[bytes, bytes]], set_by_office: list[bytes]
) -> None:
    for (pdf, _), made in zip(files, set_by_office, strict=True):
        printed, word = _told_apart(set_lines(pdf)), _told_apart(set_lines(made))
        assert sorted(printed) == sorted(word)
        for key, line in printed.items():
            other = word[key]
            assert abs(line.left - other.left) < 1, key
            assert abs(line.left + line.right - other.left - other.right) / 2 < 1, key
            assert abs(line.baseline - other.baseline) < 1, key


def _told_apart(lines: list[SetLine]) -> dict[tuple[int, str, int], SetLine]:
    """The lines by their page, their words, and how often these stood there before; calls of notes are left out."""
    found: dict[tuple[int, str, int], SetLine] = {}
    for line in lines:
        if not _SUPERSCRIPT.fullmatch(line.text):
            text = re.sub(r"^\d(?=Theo)", "", line.text.casefold())
            count = sum(key[:2] == (line.page, text) for key in found)
            found[line.page, text, count] = line
    return found


def test_telegrams_name_their_sender_and_annexes_by_themselves_have_no_head(tmp_path: Path) -> None:
    head = "loai: Công điện\nco_quan: Sở Nội vụ\nso: 1\nky_hieu: CĐ-SNV\nngay: 2026-02-09\nnguoi_ky: Trần Thị Bình\n"
    telegram = f"---\n{head}tham_quyen: Giám đốc Sở Nội vụ\nkinh_gui: Các phòng\n---\n\nTrực từ hôm nay./.\n"
    front = "---\nloai: Phụ lục\npublished: 2026-02-09\nkem_theo: Văn bản số 5\n---\n\n"
    annex = f"{front}## Phụ lục I. Bảng\n\nBảng này có một dòng./.\n"
    (_, first), (_, second) = official_files(tmp_path, telegram, annex)
    assert "Giám đốc Sở Nội vụ điện: Các phòng." in body(first)
    assert ("CỘNG HÒA" not in body(second), "(Kèm theo Văn bản số 5)" in body(second)) == (True, True)
    check_order(second)
