from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from publish.base.diagnostics import SourceError
from publish.importing.project import Request
from publish.importing.word.importer import read
from tests.support.word_files import bold, centred, heading_styles, para, picture, run, save, table, word_file
from tests.support.word_imports import TODAY, article, imported

STYLES = {"styles": heading_styles()}
PLAIN = para("Chợ họp sáu ngày một lần, và mỗi phiên là một ngày hội của cả vùng, người đi chợ từ sáng sớm.")


def outline(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("#")]


def test_styles_make_crossheads(tmp_path: Path) -> None:
    body = (
        PLAIN
        + para("Phần một", style="H1")
        + PLAIN
        + para("Mục nhỏ", style="H2")
        + PLAIN
        + para("Phần hai", style="H1")
    )
    found = outline(article(tmp_path, body, parts=STYLES, headings="styles"))
    assert ["## Phần một", "### Mục nhỏ", "## Phần hai"] == found


def test_levels_are_closed_up(tmp_path: Path) -> None:
    body = PLAIN + para("Một", style="H1") + PLAIN + para("Sâu", style="H3") + PLAIN
    assert ["## Một", "### Sâu"] == outline(article(tmp_path, body, parts=STYLES))


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        (
            ["## Chương I<br>QUY ĐỊNH CHUNG", "### Điều 1. Phạm vi"],
            [centred(bold("Chương I")), centred(bold("QUY ĐỊNH CHUNG")), PLAIN, para(bold("Điều 1. Phạm vi"))],
        ),
        (
            ["## I. MỞ ĐẦU", "### 1. Lý do chọn đề tài", "### 2. Mục đích"],
            [para(bold("I. MỞ ĐẦU")), PLAIN, para(bold("1. Lý do chọn đề tài")), PLAIN, para(bold("2. Mục đích"))],
        ),
        (
            ["## 1.1. Khái niệm", "### 1.1.1. Định nghĩa"],
            [para(bold("1.1. Khái niệm")), PLAIN, para(bold("1.1.1. Định nghĩa"))],
        ),
        (["## Ngày họp"], [para(bold("Ngày họp"), about='<w:spacing w:before="240"/>')]),
        ([], [para("Chợ họp sớm.")]),
        ([], [para(bold("Chợ họp rất sớm, từ khi trời chưa sáng hẳn, và tan khi mặt trời lên."))]),
        ([], [para("a) ", bold("Điểm a"), "; của khoản này.")]),
        ([], [para("Điều 5 của Luật này quy định những việc phải làm trong năm.")]),
    ],
)
def test_crossheads_are_found_by_look(tmp_path: Path, found: list[str], lines: list[str]) -> None:
    body = PLAIN + "".join(line + (PLAIN if index == len(lines) - 1 else "") for index, line in enumerate(lines))
    assert found == outline(article(tmp_path, body))
    assert [] == outline(article(tmp_path, body, headings="styles"))


def test_bold_text_has_no_crossheads_for_being_bold(tmp_path: Path) -> None:
    body = "".join(para(bold(f"Đoạn thứ {number} của một bài được in đậm từ đầu đến cuối.")) for number in range(6))
    assert [] == outline(article(tmp_path, body))


@pytest.mark.parametrize(
    ("headline", "lines"),
    [
        ("headline: Chợ phiên Kỳ Lừa", [para("Chợ phiên Kỳ Lừa", style="T")]),
        ("headline: Chợ phiên Kỳ Lừa", [centred(run("Chợ phiên Kỳ Lừa", '<w:b/><w:sz w:val="40"/>'))]),
        (
            "headline: |\n  NGHỊ ĐỊNH\n  Về công tác văn thư",
            [centred(bold("NGHỊ ĐỊNH")), centred(bold("Về công tác văn thư")), centred("_______")],
        ),
        ("headline: |\n  Phụ lục II\n  VIẾT HOA", [centred(bold("Phụ lục II")), centred(bold("VIẾT HOA"))]),
        ("headline: bai", []),
    ],
)
def test_headline_is_found(tmp_path: Path, headline: str, lines: list[str]) -> None:
    text = imported(tmp_path, "".join(lines) + PLAIN, parts=STYLES).project.files["bai.md"].decode()
    assert f"---\n{headline}\nlang: vi\n---\n\nChợ họp" in text


def test_deck_byline_and_day_are_facts(tmp_path: Path) -> None:
    deck = "Chợ Kỳ Lừa họp sáu ngày một lần, và mỗi phiên là một ngày hội của người Tày, người Nùng cả vùng."
    lines = [centred(run("Chợ phiên", '<w:b/><w:sz w:val="40"/>')), para("Tác giả: Lan Anh"), para(bold(deck))]
    head = table(["UBND TỈNH", "Hà Nội, ngày 05 tháng 3 năm 2020"], ruled=False)
    text = imported(tmp_path, head + "".join(lines) + PLAIN).project.files["bai.md"].decode()
    assert f'headline: Chợ phiên\ndeck: {deck}\nbyline: "Tác giả: Lan Anh"\npublished: 2020-03-05\n' in text


def test_label_lists_in_words_are_lists(tmp_path: Path) -> None:
    body = PLAIN + para("Một là tiếp tục giữ gìn;") + para("Hai là, tiếp tục xây dựng.")
    assert article(tmp_path, body).endswith("Một là\n:   tiếp tục giữ gìn;\n\nHai là,\n:   tiếp tục xây dựng.")


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("1. một\n2. hai", ["1. một", "2. hai"]),
        ("1. một\n   a) con\n   b) nữa\n2. hai", ["1. một", "a) con", "b) nữa", "2. hai"]),
        ("a) một\nb) hai\nc) ba\nd) bốn\nđ) năm", ["a) một", "b) hai", "c) ba", "d) bốn", "đ) năm"]),
        ("- một\n- hai", ["- một", "- hai"]),
        ("- một\n- hai", ["– một", "– hai"]),
        ("1. một\n\n   không số\n\n2. hai", ["1. một", "không số", "2. hai"]),
        ("a\\) một mình", ["a) một mình"]),
        ("A\\. Nguyễn đi chợ.", ["A. Nguyễn đi chợ."]),
        ("1. một\n\n<!-- -->\n\n5. năm", ["1. một", "5. năm"]),
        ("2020\\. Năm ấy", ["2020. Năm ấy"]),
    ],
)
def test_lists_typed_by_hand_are_lists(tmp_path: Path, written: str, lines: list[str]) -> None:
    text = article(tmp_path, PLAIN + "".join(map(para, lines)) + centred(run("Hết.", "<w:i/>")))
    assert written == text.split("\n\n", 1)[1].removesuffix("\n\n*Hết.*")


def test_caption_of_a_table_stands_above_it_and_its_source_below(tmp_path: Path) -> None:
    body = PLAIN + para("Bảng 2. Giá muối") + table(["Tháng", "Giá"], ["11", "4000"]) + para("Nguồn: Sở Công Thương")
    written = (
        "::: table Bảng 2. Giá muối\n\n| Tháng | Giá |\n| --- | --- |\n| 11 | 4000 |\n\n-- Nguồn: Sở Công Thương\n:::"
    )
    assert article(tmp_path, body).endswith(written)


def test_quotations_and_code_have_their_styles(tmp_path: Path) -> None:
    body = PLAIN + para("Không có gì quý hơn.", style="Q") + para("if x:", style="Code") + para("    y()", style="Code")
    assert article(tmp_path, body, parts=STYLES).endswith("> Không có gì quý hơn.\n\n```\nif x:\n    y()\n```")


def test_places_are_written_where_links_lead_to_them(tmp_path: Path) -> None:
    place = '<w:bookmarkStart w:id="1" w:name="Đây 1"/>'
    to = f'<w:hyperlink w:anchor="Đây 1">{run("xem")}</w:hyperlink>'
    away = f'<w:hyperlink w:anchor="mất">{run("mất")}</w:hyperlink>'
    assert 'Đầu <a id="day-1"></a>chợ, [xem](#day-1), mất.' == article(
        tmp_path, para("Đầu ", place, "chợ, ", to, ", ", away, ".")
    )


def test_decision_that_was_turned_round_is_kept(tmp_path: Path) -> None:
    body = PLAIN + para(bold("I. MỞ ĐẦU")) + PLAIN + para("Kết thúc ở đây") + PLAIN
    path = save(tmp_path, word_file(body))
    first = read(path, Request(TODAY)).project.files["import.toml"].decode()
    assert '"I. MỞ ĐẦU" = 1  # ' in first
    (tmp_path / "bai" / "source").mkdir(parents=True)
    kept = tmp_path / "bai" / "source" / "import.toml"
    kept.write_text('[crossheads]\n"I. MỞ ĐẦU" = 0\n"Kết thúc ở đây" = 1\n', encoding="utf-8")
    again = read(path, Request(TODAY, earlier=tmp_path / "bai")).project.files
    assert ["## Kết thúc ở đây"] == outline(again["bai.md"].decode())
    assert '"I. MỞ ĐẦU" = 0  # as decided\n"Kết thúc ở đây" = 1  # as decided\n' in again["import.toml"].decode()


@pytest.mark.parametrize("text", ["[crossheads", '[crossheads]\n"a" = "b"', '[crossheads]\n"a" = 9'])
def test_decisions_that_cannot_be_read_are_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "bai" / "source").mkdir(parents=True)
    (tmp_path / "bai" / "source" / "import.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as failure:
        read(save(tmp_path, word_file(PLAIN)), Request(TODAY, earlier=tmp_path / "bai"))
    assert "invalid-decisions" == failure.value.diagnostics[0].rule


def test_same_file_gives_the_same_bytes_on_any_day(tmp_path: Path) -> None:
    body = PLAIN + para(bold("I. MỞ ĐẦU")) + para(picture("p1")) + table(["a", "b"], ["c", "d"])
    path = save(tmp_path, word_file(body))
    one, two = (read(path, Request(datetime.date(2026, 1, day))) for day in (1, 2))
    assert one.project.files == two.project.files and one.balance.as_json() == two.balance.as_json()


def test_file_without_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as failure:
        imported(tmp_path, para(), parts={"header": para("Đầu trang")})
    assert "the file has no text; it has headers and footers only" == failure.value.diagnostics[0].message


def test_headline_that_is_a_link_keeps_its_words(tmp_path: Path) -> None:
    title = f'<w:hyperlink r:id="l">{run("Chợ phiên", "<w:b/>")}</w:hyperlink>'
    relations = {"l": ("hyperlink", "https://a.vn/")}
    result = imported(tmp_path, para(title, style="T") + PLAIN, parts=STYLES, relations=relations)
    assert "headline: Chợ phiên\n" in result.project.files["bai.md"].decode()
    assert () == result.balance.left_out


@pytest.mark.parametrize("line", ["CHƯƠNG 1: CƠ SỞ LÝ LUẬN ............ 5", "CHƯƠNG 1: CƠ SỞ LÝ LUẬN\t5"])
def test_contents_typed_by_hand_are_no_crossheads(tmp_path: Path, line: str) -> None:
    tab = '</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve">'
    typed = centred(bold(line)).replace("\t", tab)
    assert [] == outline(article(tmp_path, PLAIN + typed + PLAIN))


def test_item_and_headline_that_were_decided_against_are_running_text(tmp_path: Path) -> None:
    title = centred(run("Chợ phiên", '<w:b/><w:sz w:val="40"/>'))
    path = save(tmp_path, word_file(title + PLAIN + para("1. một") + para("2. hai")))
    (tmp_path / "bai" / "source").mkdir(parents=True)
    kept = tmp_path / "bai" / "source" / "import.toml"
    kept.write_text('[crossheads]\n"Chợ phiên" = 0\n"1. một" = 0\n"2. hai" = 0\n', encoding="utf-8")
    text = read(path, Request(TODAY, earlier=tmp_path / "bai")).project.files["bai.md"].decode()
    assert text.startswith("---\nheadline: bai\n") and text.endswith("\n\n1\\. một\n\n2\\. hai\n")
