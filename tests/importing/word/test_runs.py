from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.word_files import bold, field, heading_styles, para, run
from tests.support.word_imports import article, imported, left_out

STYLES = {"styles": heading_styles()}


def link(id_: str, words: str) -> str:
    return f'<w:hyperlink r:id="{id_}">{run(words)}</w:hyperlink>'


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("Chợ **họp** sớm.", para("Chợ ", bold("họp"), " sớm.")),
        ("Chợ **họp sáu** sớm.", para("Chợ ", bold("họp "), bold("sáu"), " sớm.")),
        ("Chợ **họp** sớm.", para("Chợ", bold(" họp "), "sớm.")),
        ("Chợ *họp* sớm.", para("Chợ ", run("họp", "<w:i/>"), " sớm.")),
        ("Chợ ***họp*** sớm.", para("Chợ ", run("họp", "<w:b/><w:i/>"), " sớm.")),
        ("**(a)**b", para(bold("(a)"), "b")),
        ("H<sub>2</sub>O", para("H", run("2", '<w:vertAlign w:val="subscript"/>'), "O")),
        ("~~bỏ~~ và <u>gạch</u>", para(run("bỏ", "<w:strike/>"), " và ", run("gạch", '<w:u w:val="single"/>'))),
        ("một\\\nhai", para("một", "<w:r><w:br/></w:r>", "hai")),
        ("một hai", para("một", "<w:r><w:tab/></w:r>", "hai")),
        ("[báo](https://a.vn/b)", para(link("l1", "báo"))),
        ("[báo](https://a.vn/b)", para(field('HYPERLINK "https://a.vn/b"', "báo"))),
        ("<https://a.vn/b>", para(link("l1", "https://a.vn/b"))),
        ("tệp", para(link("l2", "tệp"))),
        ("trang 5", para("trang ", field("PAGE", "5"))),
        ("trang 5", para("trang ", f'<w:fldSimple w:instr=" PAGE ">{run("5")}</w:fldSimple>')),
        (
            "α và ☑",
            para(
                run("\uf061", '<w:rFonts w:ascii="Symbol"/>'),
                " và ",
                '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
            ),
        ),
        ("trong", para(f"<w:smartTag>{run('trong')}</w:smartTag>")),
        ("trong", para(f"<w:sdt><w:sdtContent>{run('trong')}</w:sdtContent></w:sdt>")),
        (
            "漢 (hán) tự",
            para(
                "<w:r><w:ruby><w:rt><w:r><w:t>hán</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>",
                " tự",
            ),
        ),
        ("2\\*3 \\[x\\] a_b \\$5 &lt.", para("2*3 [x] a_b $5 &lt.")),
    ],
)
def test_line_is_written(tmp_path: Path, written: str, body: str) -> None:
    relations = {"l1": ("hyperlink", "https://a.vn/b"), "l2": ("hyperlink", "file:///C:/a.doc://")}
    assert written == article(tmp_path, body, relations=relations, headings="styles")


@pytest.mark.parametrize(
    ("changes", "written"),
    [("accept", "một ba"), ("reject", "một hai"), ("show", "một ~~hai~~ <mark>ba</mark>")],
)
def test_tracked_changes_are_taken_as_asked(tmp_path: Path, changes: str, written: str) -> None:
    deleted = '<w:del w:author="A"><w:r><w:delText xml:space="preserve">hai </w:delText></w:r></w:del>'
    body = para("một ", deleted, f'<w:ins w:author="A">{run("ba")}</w:ins>')
    assert written == article(tmp_path, body, changes=changes)


def test_change_that_is_not_taken_is_told_with_its_words(tmp_path: Path) -> None:
    body = para("một", "<w:del><w:r><w:delText>hai</w:delText></w:r></w:del>")
    assert [("deleted words", "the change was accepted")] == left_out(imported(tmp_path, body))


def test_words_that_were_moved_are_there_once(tmp_path: Path) -> None:
    body = para("một", f"<w:moveFrom>{run(' hai')}</w:moveFrom>", " ba", f"<w:moveTo>{run(' hai')}</w:moveTo>")
    assert "một ba hai" == article(tmp_path, body)


def test_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    body = para("một ", about="<w:rPr><w:del/></w:rPr>") + para("hai")
    assert "một hai" == article(tmp_path, body)


def test_hidden_words_are_listed_and_not_printed(tmp_path: Path) -> None:
    result = imported(tmp_path, para("thấy", run("giấu", "<w:vanish/>")))
    assert b"gi\xe1\xba\xa5u" not in result.project.files["bai.md"]
    assert [("hidden words", "they are not printed in Word either")] == left_out(result)


@pytest.mark.parametrize(
    ("font", "raw", "decoded"),
    [(".VnTime", "§¶ng bé tØnh L¹ng S¬n", "Đảng bộ tỉnh Lạng Sơn"), ("VNI-Times", "Vieät Nam", "Việt Nam")],
)
def test_old_fonts_are_decoded_run_by_run(tmp_path: Path, font: str, raw: str, decoded: str) -> None:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    result = imported(tmp_path, para("Mới: ", run(raw, fonts)))
    assert f"Mới: {decoded}" in result.project.files["bai.md"].decode()
    assert any("the encoding of its font" in entry.how for entry in result.balance.changed)
    assert [] == left_out(result)


def test_remarks_of_the_margin_are_comments_with_their_author(tmp_path: Path) -> None:
    comments = f'<w:comment w:id="1" w:author="Lan">{para("Xem lại -- số này")}</w:comment>'
    body = para("Chợ họp", '<w:r><w:commentReference w:id="1"/></w:r>', " sớm.")
    assert "Chợ họp<!-- Lan: Xem lại – số này --> sớm." == article(tmp_path, body, parts={"comments": comments})


def test_notes_are_notes(tmp_path: Path) -> None:
    notes = f'<w:footnote w:id="2">{para("Một chú thích.")}{para("Hai đoạn.")}</w:footnote>'
    body = para("Chợ", '<w:r><w:footnoteReference w:id="2"/></w:r>', " họp.")
    written = "Chợ[^n1] họp.\n\n[^n1]: Một chú thích.\n\n    Hai đoạn."
    assert written == article(tmp_path, body, parts={"footnotes": notes})


def test_contents_that_word_makes_are_left_out(tmp_path: Path) -> None:
    body = para(field("TOC \\o", "Chương một 1")) + para("Chợ họp.")
    result = imported(tmp_path, body)
    assert "Chương" not in result.project.files["bai.md"].decode()
    assert "field TOC" == left_out(result)[0][0]


def test_references_lead_to_the_place_that_they_name(tmp_path: Path) -> None:
    place = '<w:bookmarkStart w:id="1" w:name="_Ref1"/><w:bookmarkEnd w:id="1"/>'
    body = para(place, "Chợ họp", style="H1") + para("Xem ", field("REF _Ref1 \\h", "phần một"), ".") + para("Hết.")
    body = para("Đầu") + body
    assert "Đầu\n\n## Chợ họp {#ref1}\n\nXem [phần một](#ref1).\n\nHết." == article(tmp_path, body, parts=STYLES)


def test_boxes_to_tick_say_whether_they_are(tmp_path: Path) -> None:
    data = '<w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'
    body = para(
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        " xong",
    )
    assert "☑ xong" == article(tmp_path, body)
