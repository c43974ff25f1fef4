"""A book with its data and its cover, made by the real engine: boxes, spine, barcode, imprint, colophon, ISBN."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from publish.base.diagnostics import Severity
from publish.build.jobs import build, prepare
from publish.build.output import Output
from publish.build.workers import hire
from publish.kinds.book.barcode import draw_barcode
from publish.kinds.book.cover import FOLD_MM, SPINE_TEXT_MM, set_spine
from publish.preflight.validators import Validator, validate
from publish.publication.assets.accent import read_accent
from publish.publication.project import open_project
from publish.publication.publication import Publication
from tests.support.books import Book
from tests.support.imprints import FIELDS, findings, section

ISBN = "9786047012343"
TRIM = (145.0, 205.0)
POINT_MM = 25.4 / 72
TOML = """\
[publication]
kind = "book"
title = "Ẩn Ngữ Ỷ Lan và những phiên chợ"
subtitle = "Bút ký"
creators = ["Nguyễn Thị Hường", "Trần Văn Ứng"]
publisher = "Nhà xuất bản Văn hóa dân tộc"
rights = "© 2026 Nguyễn Thị Hường"
date = 2026-01-20
contents = [{ title = "Phần thứ nhất. Đường lên biên ải", contents = ["a.md"] }, "b.md"]

[page]
trim = "145mm x 205mm"
bleed = "4mm"

[output]
name = "cho"

[cover]
image = "hill.png"
blurb = "Từ Kỳ Lừa tới Đồng Đăng.\\n\\nMỗi phiên chợ là một ngày hội."
"""


def write(root: Path, *more: str, spine: str = "", imprint: bool = True) -> Path:
    source = root / "source"
    source.mkdir(parents=True)
    toml = TOML + (f'spine = "{spine}"\n' if spine else "")
    if imprint:
        extra = 'publisher_address = "19 Nguyễn Bỉnh Khiêm, Hà Nội"', 'isbn_ebook = "978-604-70-1235-0"'
        toml += section(FIELDS, "official = true", *extra, *more)
    (source / "publish.toml").write_text(toml, encoding="utf-8")
    Image.new("RGB", (1800, 1200), "#46685a").save(source / "hill.png")
    for name in "ab":
        text = "Chợ phiên mở từ lúc trời còn mờ sương. " * 20
        (source / f"{name}.md").write_text(
            f"---\nheadline: Chương {name}\npublished: 2026-01-15\n---\n\n" + f"{text}\n\n" * 6, encoding="utf-8"
        )
    return root


def make(root: Path) -> dict[str, bytes]:
    project = open_project(root)
    with hire(
        project, "publish.outputs.pdf.finishing:warm_up", (project.setting,), 1, False, lambda step: None
    ) as tools:
        jobs = prepare(project, project.sources, lambda step: None)
        assert [d for job in jobs for d in job.diagnostics if d.severity is Severity.ERROR] == []
        outputs: list[Output] = build(jobs, tools, lambda step: None)
    return {output.path.name: output.content for output in outputs}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return make(write(tmp_path_factory.mktemp("book"), spine="14mm"))


@pytest.fixture(scope="module")
def sheet(made: dict[str, bytes]) -> Iterator[Any]:
    with pikepdf.open(io.BytesIO(made["cho-cover.pdf"])) as pdf:
        yield pdf.pages[0]


def box(page: Any, name: str) -> list[float]:
    return [float(value) * POINT_MM for value in page.obj[name]]


def texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]


def test_the_cover_is_in_the_manifest(made: dict[str, bytes]) -> None:
    assert b"cho-cover.pdf" in made["manifest.json"]
    assert b"cho-cover.pdf" in made["SHA256SUMS"]


def test_the_boxes_are_those_of_the_whole_sheet(sheet: Any) -> None:
    width = 2 * TRIM[0] + 14
    assert box(sheet, "/TrimBox") == pytest.approx([0, 0, width, TRIM[1]], abs=0.01)
    assert box(sheet, "/BleedBox") == pytest.approx([-4, -4, width + 4, TRIM[1] + 4], abs=0.01)
    assert box(sheet, "/MediaBox") == pytest.approx([-13, -13, width + 13, TRIM[1] + 13], abs=0.01), "with marks"


def test_the_spine_follows_from_the_pages_and_the_papers(tmp_path: Path) -> None:
    files = make(write(tmp_path))
    with pikepdf.open(io.BytesIO(files["cho.pdf"])) as pdf:
        leaves = -(-len(pdf.pages) // 2)
    with pikepdf.open(io.BytesIO(files["cho-cover.pdf"])) as pdf:
        width = box(pdf.pages[0], "/TrimBox")[2]
    spine = round(leaves * 70 * 1.31 / 1000 + 0.4, 1)
    assert width == pytest.approx(2 * TRIM[0] + spine, abs=0.01)
    text = texts(files["cho-cover.pdf"])[0]
    assert text.count("Ẩn Ngữ Ỷ Lan") == 1, "no title on a spine of less than 6 mm"


def raster(content: bytes, dpi: int, crop_mm: tuple[float, float, float, float]) -> Image.Image:
    """A part of the trimmed cover; left, top, right, bottom in millimetres from the upper left."""
    with pypdfium2.PdfDocument(content) as pdf:
        page = pdf[0]
        page.set_cropbox(*page.get_trimbox())
        image = page.render(scale=dpi / 72).to_pil().convert("RGB")
    return image.crop(tuple(round(value / 25.4 * dpi) for value in crop_mm))  # type: ignore[arg-type]


@pytest.mark.parametrize("dpi", [200, 300, 600])
def test_a_scanner_reads_the_barcode_at_the_lower_right_of_the_back(made: dict[str, bytes], dpi: int) -> None:
    back = raster(made["cho-cover.pdf"], dpi, (TRIM[0] / 2, TRIM[1] / 2, TRIM[0], TRIM[1]))
    (found,) = zxingcpp.read_barcodes(back)
    assert (found.text, found.format) == (ISBN, zxingcpp.BarcodeFormat.EAN13)


def test_bars_and_type_are_black_ink_alone(sheet: Any) -> None:
    colours = set()
    for operands, operator in pikepdf.parse_content_stream(sheet):
        name = str(operator)
        assert name not in {"rg", "RG", "g", "G"} or [float(value) for value in operands] in ([0, 0, 0], [0]), operands
        assert name != "scn" or len(operands) == 1, "of the marks, which stand on all plates"
        if name == "k":
            colours.add(tuple(round(float(value), 3) for value in operands))
    assert colours == {(0, 0, 0, 1), (0, 0, 0, 0), (0.2, 1, 1, 0.15)}


def test_the_symbol_has_the_measures_of_the_standard() -> None:
    code = draw_barcode(ISBN)
    assert code.width_mm == pytest.approx(113 * 0.33)
    assert min(bar.width_mm for bar in code.bars) == pytest.approx(0.33)
    assert code.bars[0].left_mm == pytest.approx(11 * 0.33), "left quiet zone"
    last = code.bars[-1]
    assert code.width_mm - last.left_mm - last.width_mm == pytest.approx(7 * 0.33), "right quiet zone"
    assert len(code.bars) == 30
    assert len([bar for bar in code.bars if bar.height_mm > 23]) == 6, "guard bars"
    assert "".join(digit.text for digit in code.digits) == f"{ISBN}>"
    assert code.isbn == "ISBN 978-604-70-1234-3"


@pytest.mark.parametrize("width", [6, 14])
def test_the_type_on_the_spine_keeps_clear_of_the_folds(tmp_path: Path, width: int) -> None:
    root = write(tmp_path, spine=f"{width}mm")
    config = root / "source" / "publish.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("những phiên", "ỆẶ gợp"), encoding="utf-8")
    spine = raster(make(root)["cho-cover.pdf"], 600, (TRIM[0], 0, TRIM[0] + width, TRIM[1]))
    ground = spine.getpixel((3, 3))
    inked = [x for x in range(spine.width) for y in range(0, spine.height, 2) if spine.getpixel((x, y)) != ground]
    assert inked, "there is a title"
    assert min(inked) / 600 * 25.4 >= FOLD_MM
    assert (spine.width - 1 - max(inked)) / 600 * 25.4 >= FOLD_MM


def test_the_spine_reads_from_head_to_foot(made: dict[str, bytes]) -> None:
    with pypdfium2.PdfDocument(made["cho-cover.pdf"]) as pdf:
        page = pdf[0].get_textpage()
        text = page.get_text_range()
        at = [match.start() for match in re.finditer("Ẩn Ngữ Ỷ Lan", text.replace("\r", " ").replace("\n", " "))]
        boxes = [(page.get_charbox(start), page.get_charbox(start + 9)) for start in at]
    turned = [(first, last) for first, last in boxes if TRIM[0] < first[0] * POINT_MM < TRIM[0] + 14]
    assert len(turned) == 1
    ((first, last),) = turned
    assert last[3] < first[1], "the later letter stands lower"


@pytest.mark.parametrize(("width", "has_type"), [(SPINE_TEXT_MM - 0.1, False), (SPINE_TEXT_MM, True), (30.0, True)])
def test_a_narrow_spine_has_no_type(width: float, has_type: bool) -> None:
    book = publication("Chợ phiên", ("An",))
    spine = set_spine(book, width, 205)
    assert (spine is not None) is has_type
    if spine:
        assert 6 <= spine.size_pt <= 18


def test_a_long_title_has_the_spine_to_itself() -> None:
    spine = set_spine(publication("Một tựa sách dài hơn mọi gáy sách " * 3, ("Nguyễn Thị Hường",) * 3), 20, 190)
    assert spine
    assert (spine.creator, spine.publisher) == ("", "")


def test_a_volume_is_named_on_the_spine() -> None:
    spine = set_spine(publication("Chợ phiên", ("An",)), 12, 205, "Tập 2")
    assert spine
    assert spine.title == "Chợ phiên, tập 2"


def publication(title: str, creators: tuple[str, ...]) -> Publication:
    import datetime

    from publish.base.diagnostics import Position

    facts = ("", "", "vi", datetime.date(2026, 1, 1), (), (), Position(Path("publish.toml")))
    return Publication("cho", title, "", creators, *facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "screen", "press", "white"),
    [
        ("#ffffff", "#ffffff", "device-cmyk(0 0 0 0)", False),
        ("cmyk 20 100 100 15", "#ad0000", "device-cmyk(0.2 1 1 0.15)", True),
        ("#004080", "#004080", "device-cmyk(1 0.5 0 0.498)", True),
        ("cmyk 0 10 90 0", "#ffe619", "device-cmyk(0 0.1 0.9 0)", False),
    ],
)
def test_colours_for_screen_and_press(text: str, screen: str, press: str, white: bool) -> None:
    accent = read_accent(text)
    assert (accent.screen, accent.press, accent.takes_white) == (screen, press, white)


@pytest.mark.parametrize("text", ["red", "#fff", "cmyk 90 90 90 90", "cmyk 120 0 0 0", "cmyk 1 2 3"])
def test_a_colour_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_accent(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('accent = "red"', "error: 'accent': 'red' is no colour; write #a11d21 or cmyk 20 100 100 15 [invalid-value]"),
        ('spine = "14"', "error: 'spine': '14' is not a length; write a number with mm, cm, in or pt, such as 3mm"),
        ('spine = "0.2mm"', "error: 'spine': a spine of 0.2mm cannot be bound; 1mm to 100mm [invalid-value]"),
        ('cover_paper = "couche-25"', "error: no paper is called 'couche-25' [unknown-paper]"),
        ('image = "no.jpg"', "error: picture not found: no.jpg [missing-image]"),
        ('image = "../../no.jpg"', "error: picture outside the project: no.jpg [image-outside-project]"),
        ('image = "publish.toml"', "error: picture cannot be used: publish.toml: not a picture"),
        ('image = "small.png"', "warning: the picture of the cover has 105 pixels to the inch at its width: small.png"),
        ('blurb = "字"', "error: no font has 字 (U+5B57) [missing-glyph]"),
    ],
)
def test_each_mistake_on_the_cover_has_its_line(tmp_path: Path, line: str, expected: str) -> None:
    toml = TOML[: TOML.index("image =")].replace('["a.md"]', '["*.md"]').replace(', "b.md"', "")
    root = tmp_path / "book"
    (root / "source").mkdir(parents=True)
    (root / "source" / "publish.toml").write_text(f"{toml}{line}\n", encoding="utf-8")
    Image.new("RGB", (600, 600)).save(root / "source" / "small.png")
    (found,) = findings(root)
    assert found.startswith(f"source/publish.toml:{toml.count(chr(10)) + 1}:1: {expected}")


def test_the_command_makes_the_cover_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Any) -> None:
    root = write(tmp_path / "book", spine="14mm")
    monkeypatch.chdir(root / "source")
    result = run("cover", "--no-cache", "--jobs", "1")
    assert (result.exit_code, result.exception) == (0, None), result.output
    assert [path.name for path in (root / "dist").iterdir()] == ["cho-cover.pdf"]


def test_an_article_has_no_cover_for_the_press(project: Path, monkeypatch: pytest.MonkeyPatch, run: Any) -> None:
    monkeypatch.chdir(project)
    result = run("cover")
    assert result.exit_code == 2
    assert "only a book has a cover" in result.output


# Imprint and colophon ------------------------------------------------------------------------------------------------


def test_the_imprint_stands_behind_the_title_page_and_the_colophon_on_the_last_page(made: dict[str, bytes]) -> None:
    found = texts(made["cho.pdf"])
    assert "Nhà xuất bản Văn hóa dân tộc" in found[2]
    assert found[3].rstrip().endswith("ISBN: 978-604-70-1234-3\nISBN (sách điện tử): 978-604-70-1235-0")
    assert len(found) % 2 == 0, "the last page is a verso"
    for line in (
        "NHÀ XUẤT BẢN VĂN HÓA DÂN TỘC",
        "Chịu trách nhiệm xuất bản",
        "Giám đốc Lê Ngọc Ẩn",
        "Tổng biên tập Hoàng Thị Ngữ",
        "In 1.000 cuốn, khổ 14,5 × 20,5 cm, tại Công ty TNHH In Thanh Bình, 432 đường K2,",
        "Số xác nhận đăng ký xuất bản: 1234-2026/CXBIPH/05-67/VHDT.",
        "Quyết định xuất bản số: 89/QĐ-XBVHDT.",
        "ISBN: 978-604-70-1234-3.",
        "In xong và nộp lưu chiểu quý IV/2026.",
        "Giá: 98.000 đồng",
    ):
        assert line in found[-1].replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_labels_count_the_new_pages(made: dict[str, bytes]) -> None:
    with pypdfium2.PdfDocument(made["cho.pdf"]) as pdf:
        labels = [pdf.get_page_label(number) for number in range(len(pdf))]
    assert labels[:5] == ["i", "ii", "iii", "iv", "v"]
    assert labels[-1] == str(len(labels) - labels.index("1"))


def test_a_book_without_book_data_has_neither_page(tmp_path: Path) -> None:
    files = make(write(tmp_path, imprint=False))
    found = texts(files["cho.pdf"])
    assert found[3] == ""
    assert "lưu chiểu" not in found[-1]
    assert "imprint.xhtml" not in Book(files["cho.epub"]).manifest()
    assert "ISBN" not in texts(files["cho-cover.pdf"])[0]


def test_book_data_of_one_field_are_enough(tmp_path: Path) -> None:
    root = write(tmp_path, imprint=False)
    with (root / "source" / "publish.toml").open("a", encoding="utf-8") as stream:
        stream.write('[imprint]\neditor = "Vũ Thị Ỷ Lan"\n')
    assert "Vũ Thị Ỷ Lan" in texts(make(root)["cho.pdf"])[-1]


def test_a_book_under_the_law_is_not_built_without_a_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Any
) -> None:
    root = write(tmp_path)
    config = root / "source" / "publish.toml"
    text = config.read_text(encoding="utf-8").replace('deposit = "IV/2026"\n', "")
    monkeypatch.chdir(root)
    config.write_text(text, encoding="utf-8")
    result = run("pdf", "--no-cache", "--jobs", "1", "--diagnostics", "short")
    line = text[: text.index("[imprint]")].count("\n") + 1
    assert result.exit_code == 3
    assert f"publish.toml:{line}:1: error: the book data lack the quarter of the legal deposit" in result.output
    config.write_text(text.replace("official = true", "official = false"), encoding="utf-8")
    result = run("pdf", "--no-cache", "--jobs", "1", "--diagnostics", "short")
    assert (result.exit_code, result.exception) == (0, None), result.output
    assert f"publish.toml:{line}:1: warning: the book data lack the quarter" in result.output


def test_a_translation_names_its_original_and_its_catalogue_entry(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        'translators = ["Lê Thị Ngân"]\noriginal_title = "The Market"\ntranslated_from = "Pháp"',
        'cip = """\nBiên mục trên xuất bản phẩm\n   Nguyễn Thị Hường\n"""',
        'other_isbns = { "bìa cứng" = "978-604-1-23456-7" }',
    )
    _, _, title, page, *_ = texts(make(root)["cho.pdf"])
    assert "Người dịch: Lê Thị Ngân" in title
    for line in ("Nguyên tác: The Market", "Dịch qua bản tiếng Pháp", "Biên mục trên xuất bản phẩm"):
        assert line in page
    assert "ISBN (bìa cứng): 978-604-1-23456-7" in page


# EPUB ----------------------------------------------------------------------------------------------------------------


def test_the_epub_carries_its_own_isbn_and_names_the_printed_one(made: dict[str, bytes]) -> None:
    book = Book(made["cho.epub"])
    assert book.facts("identifier") == ["urn:isbn:9786047012350"]
    assert book.properties("pageBreakSource") == [f"urn:isbn:{ISBN}"]


def test_the_epub_has_imprint_and_colophon(made: dict[str, bytes]) -> None:
    book = Book(made["cho.epub"])
    assert 'epub:type="copyright-page"' in book.read("imprint.xhtml")
    assert 'id="page-iv"' in book.read("imprint.xhtml")
    colophon = book.read("colophon.xhtml")
    assert 'epub:type="colophon" role="doc-colophon"' in colophon
    assert "In xong và nộp lưu chiểu quý IV/2026." in colophon
    spine = re.findall(r'idref="([^"]+)"', book.read("content.opf"))
    assert (spine[:3], spine[-1]) == (["cover", "title", "imprint"], "colophon")


def test_the_cover_of_the_epub_is_the_front(made: dict[str, bytes]) -> None:
    picture = Image.open(io.BytesIO(Book(made["cho.epub"]).archive.read("EPUB/images/cover.png"))).convert("RGB")
    assert picture.size == (1600, 2400)
    red, green, blue = picture.getpixel((40, 1200))  # type: ignore[misc]
    assert (red > 140, green < 60, blue < 60) == (True, True, True), "the cloth of the spine"
    assert picture.getpixel((1590, 1600))[1] > picture.getpixel((1590, 1600))[0], "the picture bleeds at the right"  # type: ignore[index]


def test_the_same_bytes_twice(made: dict[str, bytes], tmp_path: Path) -> None:
    again = make(write(tmp_path, spine="14mm"))
    assert [name for name in made if made[name] != again[name]] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["epubcheck", "verapdf", "ace"])
def test_the_judges_accept_all(made: dict[str, bytes], tmp_path: Path, need: Any, name: str) -> None:
    validator: Validator = need(name)
    for file, content in made.items():
        (tmp_path / file).write_bytes(content)
    assert (files := sorted(tmp_path.glob(f"*{validator.suffix}")))
    assert [d for d in validate(validator, files) if d.severity is Severity.ERROR] == []
