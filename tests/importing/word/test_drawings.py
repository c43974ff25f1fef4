from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from publish.importing import libreoffice
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
            "a drawing in WMF or EMF, which LibreOffice draws where it is installed and can read it: open it in Word",
        ),
        (("image", "media/bad.png"), "it cannot be published: "),
    ],
)
def test_picture_that_cannot_be_published_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, relation: tuple[str, str], reason: str
) -> None:
    monkeypatch.setattr(libreoffice, "find_program", lambda: None)
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


def halved() -> bytes:
    """A picture whose left half is black."""
    stream, image = io.BytesIO(), Image.new("RGB", (800, 600), "white")
    image.paste("black", (0, 0, 400, 600))
    image.save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("drawn", "size", "colour"),
    [
        (picture("h").replace("/></pic:blipFill>", '/><a:srcRect l="50000"/></pic:blipFill>'), (400, 600), "white"),
        (
            picture("h").replace("/></pic:blipFill>", '/><a:srcRect r="50%" b="25%"/></pic:blipFill>'),
            (400, 450),
            "black",
        ),
        (
            '<w:r><w:pict><v:shape><v:imagedata r:id="h" cropleft="32768f" croptop="0.5"/></v:shape></w:pict></w:r>',
            *((400, 300), "white"),
        ),
    ],
    ids=["thousandths", "percent", "vml"],
)
def test_what_was_cut_off_a_picture_is_gone(tmp_path: Path, drawn: str, size: tuple[int, int], colour: str) -> None:
    files = {"word/media/half.png": halved()}
    body = para("Đầu.") + para(drawn) + para("Giữa.") + para(picture("h"))
    result = imported(tmp_path, body, relations={"h": ("image", "media/half.png")}, files=files)
    cut, whole = (
        Image.open(io.BytesIO(result.project.files[name])).convert("RGB")
        for name in ("figures/half.png", "figures/half-2.png")
    )
    assert (size, {0: "black", 255: "white"}[cut.getextrema()[0][0]]) == (cut.size, colour)
    assert 1 == len(cut.getcolors() or ()) and (800, 600) == whole.size
    assert ["what was cut off it in the file is gone"] == [e.how for e in result.balance.changed if e.what == "picture"]


def test_picture_that_is_cut_away_whole_is_told(tmp_path: Path) -> None:
    drawn = picture("p1").replace("/></pic:blipFill>", '/><a:srcRect l="60000" r="60000"/></pic:blipFill>')
    ((what, why),) = left_out(imported(tmp_path, para("Đầu.") + para(drawn)))
    assert ("picture", "it cannot be published: nothing is left of it where it was cut") == (what, why)


@pytest.mark.parametrize("suffix", ["jpg", "tif"])
def test_picture_that_is_cut_keeps_its_inks(tmp_path: Path, suffix: str) -> None:
    stream = io.BytesIO()
    Image.new("CMYK", (800, 600), (10, 20, 30, 40)).save(stream, "JPEG" if suffix == "jpg" else "TIFF")
    drawn = picture("h").replace("/></pic:blipFill>", '/><a:srcRect t="50000"/></pic:blipFill>')
    files = {f"word/media/half.{suffix}": stream.getvalue()}
    result = imported(
        tmp_path, para("Đầu.") + para(drawn), relations={"h": ("image", f"media/half.{suffix}")}, files=files
    )
    made = Image.open(io.BytesIO(result.project.files[f"figures/half.{suffix}"]))
    assert ("CMYK", (800, 300)) == (made.mode, made.size)


@pytest.mark.parametrize(
    ("kind", "space", "needs"),
    [
        ("chart", "http://schemas.microsoft.com/office/drawing/2014/chartex", "cx"),
        ("chart", "http://schemas.openxmlformats.org/drawingml/2006/chart", "wps"),
        ("diagram (SmartArt)", "http://schemas.openxmlformats.org/drawingml/2006/diagram", "wps"),
        ("drawing by hand", "http://schemas.microsoft.com/office/drawing/2016/ink", "aink"),
        ("model in three dimensions", "http://schemas.microsoft.com/office/drawing/2017/model3d", "am3d"),
    ],
)
@pytest.mark.parametrize("form", ["drawing", "vml"])
def test_picture_that_the_file_has_of_a_chart_stands_for_it(
    tmp_path: Path, kind: str, space: str, needs: str, form: str
) -> None:
    chart = f'<w:drawing><wp:inline><a:graphic><a:graphicData uri="{space}"/></a:graphic></wp:inline></w:drawing>'
    fallback = {
        "drawing": picture("p1", "Biểu đồ").removeprefix("<w:r>").removesuffix("</w:r>"),
        "vml": '<w:pict><v:shape alt="Biểu đồ"><v:imagedata r:id="p1"/></v:shape></w:pict>',
    }[form]
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="{needs}">{chart}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    result = imported(tmp_path, para("Đầu.") + para(both))
    assert "![Biểu đồ](figures/one.png)" in result.project.files["bai.md"].decode()
    assert () == result.balance.left_out
    assert [kind] == [e.what for e in result.balance.changed if e.how.startswith("the picture of it that the file has")]
    alone = imported(tmp_path, para("Đầu.") + para(f"<w:r>{chart}</w:r>"))
    assert [(kind, "word/document.xml: paragraph 2")] == [(e.what, e.place) for e in alone.balance.left_out]


def test_object_of_another_program_is_its_picture_or_told(tmp_path: Path) -> None:
    drawn = '<v:shape><v:imagedata r:id="p1"/></v:shape>'
    for shape, told in ((drawn, []), ("", [("object", "word/document.xml: paragraph 2")])):
        body = para("Đầu.") + para(f'<w:r><w:object>{shape}<o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>')
        assert told == [(e.what, e.place) for e in imported(tmp_path, body).balance.left_out]
