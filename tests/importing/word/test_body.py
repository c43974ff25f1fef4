from __future__ import annotations

from pathlib import Path

from tests.support.word_files import cell, para, run, table
from tests.support.word_imports import article, imported, left_out


def test_table_has_its_joined_cells(tmp_path: Path) -> None:
    body = table(
        [cell("Huyện"), cell("Đại biểu", about='<w:gridSpan w:val="2"/>')],
        [cell("Bắc Sơn", about='<w:vMerge w:val="restart"/>'), "24", "12"],
        [cell(about="<w:vMerge/>"), "3", "4"],
    )
    written = "| Huyện | Đại biểu ||\n| --- | --- | --- |\n| Bắc Sơn | 24 | 12 |\n| ^^ | 3 | 4 |"
    assert written == article(tmp_path, para("Đầu.") + body).removeprefix("Đầu.\n\n")


def test_head_takes_in_the_rows_that_it_is_joined_to(tmp_path: Path) -> None:
    body = table(
        [cell("Huyện", about='<w:vMerge w:val="restart"/>'), cell("Đại biểu", about='<w:gridSpan w:val="2"/>')],
        [cell(about="<w:vMerge/>"), "Nam", "Nữ"],
        ["Bắc Sơn", "24", "12"],
    )
    assert "| ^^ | Nam | Nữ |\n| === | === | === |\n| Bắc Sơn |" in article(tmp_path, para("Đầu.") + body)


def test_table_in_a_table_is_lines_of_its_cell(tmp_path: Path) -> None:
    body = table(["A", "B"], [cell(table(["trong", "nữa"]), para("dưới")), "b"])
    result = imported(tmp_path, para("Đầu.") + body)
    assert "| trong – nữa<br>dưới | b |" in result.project.files["bai.md"].decode()
    assert ["it stood in a cell of another one; its rows are lines there"] == [
        e.how for e in result.balance.changed if e.what == "table"
    ]


def test_table_without_lines_is_unfolded(tmp_path: Path) -> None:
    body = table(["CHÍNH PHỦ", "CỘNG HÒA"], ruled=False)
    assert "Đầu.\n\nCHÍNH PHỦ\n\nCỘNG HÒA" == article(tmp_path, para("Đầu.") + body)


def test_frame_of_one_cell_is_a_box(tmp_path: Path) -> None:
    assert "Đầu.\n\n::: box\nNhớ mang theo.\n:::" == article(tmp_path, para("Đầu.") + table(["Nhớ mang theo."]))


def test_bars_in_cells_are_signs(tmp_path: Path) -> None:
    assert "| a\\|b | c |" in article(tmp_path, para("Đầu.") + table(["a|b", "c"], ["d", "e"]))


def test_inserted_files_are_told(tmp_path: Path) -> None:
    result = imported(tmp_path, para("Đầu.") + '<w:altChunk r:id="x"/>')
    assert ("inserted file", "open the file in Word and save it anew") in left_out(result)
    assert "<!-- word/document.xml: paragraph 1: inserted file was left out by the import -->" in article(
        tmp_path, para("Đầu.") + '<w:altChunk r:id="x"/>'
    )


def test_unknown_elements_are_counted_by_name_and_their_words_kept(tmp_path: Path) -> None:
    result = imported(tmp_path, para("Đầu ", f"<w:strange>{run('lạ')}</w:strange>"))
    assert "Đầu lạ" in result.project.files["bai.md"].decode()
    assert [("unknown element", "w:strange", 1)] == [
        (e.what, e.place, e.count) for e in result.balance.changed if e.what == "unknown element"
    ]


def test_rows_that_were_deleted_are_gone_with_the_change(tmp_path: Path) -> None:
    rows = table(["a", "b"], ["c", "d"], ["x", "y"]).replace(
        '<w:tr><w:tc><w:tcPr></w:tcPr><w:p><w:r><w:t xml:space="preserve">x',
        '<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:tcPr></w:tcPr><w:p><w:r><w:t xml:space="preserve">x',
    )
    result = imported(tmp_path, para("Đầu.") + rows)
    assert ("deleted row", "the changes were accepted") in left_out(result)
    assert "| x |" not in result.project.files["bai.md"].decode()


def test_large_first_letter_belongs_to_its_word(tmp_path: Path) -> None:
    body = para("C", about='<w:framePr w:dropCap="drop" w:lines="3"/>') + para("hợ họp sáu ngày một lần.")
    assert "Chợ họp sáu ngày một lần." == article(tmp_path, body)
    assert () == imported(tmp_path, body).balance.left_out
