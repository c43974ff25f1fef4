from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.support.word_files import cell, centred, para, picture, run, table
from tests.support.word_imports import article, imported, left_out

BOX = f"<w:txbxContent>{para('Trong hộp.')}</w:txbxContent>"
CHOICE = (
    '<mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp><wps:txbx>'
    f"{BOX}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice>"
)
VML = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"


@pytest.mark.parametrize(
    "drawing",
    [
        f"<mc:AlternateContent>{CHOICE}<mc:Fallback>{VML}</mc:Fallback></mc:AlternateContent>",
        f"<mc:AlternateContent>{CHOICE}</mc:AlternateContent>",
        f'<mc:AlternateContent><mc:Choice Requires="new"/><mc:Fallback>{VML}</mc:Fallback></mc:AlternateContent>',
        VML,
    ],
    ids=["both", "choice", "fallback", "vml"],
)
def test_text_boxes_of_all_sorts_are_boxes_once(tmp_path: Path, drawing: str) -> None:
    body = para("Đầu.", f"<w:r>{drawing}</w:r>")
    assert "Đầu.\n\n::: box\nTrong hộp.\n:::" == article(tmp_path, body)


def test_picture_has_description_caption_and_credit(tmp_path: Path) -> None:
    body = para("Đầu.") + para(picture("p1", "Chợ đông")) + para("Hình 1. Chợ phiên. Ảnh: Báo Lạng Sơn")
    result = imported(tmp_path, body)
    text = result.project.files["bai.md"].decode()
    assert (
        "::: figure\n![Chợ đông](figures/one.png){width=17%}\n\nHình 1. Chợ phiên.\n\n-- Ảnh: Báo Lạng Sơn\n:::" in text
    )
    assert "figures/one.png" in result.project.files
    assert ("caption", "it stands below a picture") in [(made, why) for _, _, made, why in result.balance.decisions]


def test_caption_may_be_told_by_its_look_alone(tmp_path: Path) -> None:
    body = para("Đầu.") + para(picture("p1")) + centred(run("Chợ phiên cuối năm", "<w:i/>")) + para("Cuối.")
    assert "\n\nChợ phiên cuối năm\n:::\n\nCuối." in article(tmp_path, body).replace("*", "")


@pytest.mark.parametrize(
    ("relation", "reason"),
    [
        (("image", "https://a.vn/x.png"), "it lies outside of the file: https://a.vn/x.png"),
        (("image", "media/none.png"), "the file names it, and it is not there or cannot be unpacked"),
        (
            ("image", "media/two.emf"),
            "a drawing in WMF or EMF: open it in Word, save it as a picture, and put it there",
        ),
        (("image", "media/bad.png"), "it cannot be published: "),
    ],
)
def test_picture_that_cannot_be_published_is_told(tmp_path: Path, relation: tuple[str, str], reason: str) -> None:
    files = {"word/media/two.emf": b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(60), "word/media/bad.png": b"no picture"}
    result = imported(tmp_path, para("Đầu.", picture("x")), relations={"x": relation}, files=files)
    ((what, why),) = left_out(result)
    assert ("picture", True) == (what, why.startswith(reason))


def test_words_around_a_picture_stay_in_their_line(tmp_path: Path) -> None:
    body = para("Trước ", picture("p1", "Cờ"), " sau.")
    assert "Trước sau.\n\n![Cờ](figures/one.png){width=17%}" == article(tmp_path, body)


def test_picture_says_what_it_shows_and_is_sharp(tmp_path: Path) -> None:
    small = io.BytesIO()
    Image.new("L", (120, 90), 255).save(small, "PNG")
    files = {"word/media/small.png": small.getvalue()}
    body = para("Đầu.") + para(picture("s", wide=4_000_000)) + para("Hết.")
    result = imported(tmp_path, body, relations={"s": ("image", "media/small.png")}, files=files)
    assert "![Hình chưa có mô tả](figures/small.png){width=24%}" in result.project.files["bai.md"].decode()
    assert {"description", "size"} <= {entry.what for entry in result.balance.changed}


def test_signs_without_a_glyph_become_signs_that_have_one(tmp_path: Path) -> None:
    result = imported(tmp_path, para("Chọn ➢ một ＊ và ｜ hết."))
    assert "Chọn ➢ một • và ¦ hết." in result.project.files["bai.md"].decode()
    assert 2 == sum(entry.count for entry in result.balance.changed if entry.what == "sign")


def test_captions_below_a_row_of_pictures_go_with_their_own(tmp_path: Path) -> None:
    body = table(
        [cell(para(picture("p1", "Một"))), cell(para(picture("p1", "Hai")))],
        ["Hình 1. Một", "Hình 2. Hai"],
        ruled=False,
    )
    text = article(tmp_path, para("Đầu.") + body)
    one, two = text.index("Hình 1. Một"), text.index("Hình 2. Hai")
    assert text.index("![Một]") < one < text.index("![Hai]") < two and 2 == text.count("::: figure")
