"""The cover of a book, made by the real engine: boxes, spine, barcode, and what may be wrong with it."""

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
from publish.kinds.book.cover import FOLD_MM, SPINE_TEXT_MM, set_spine
from publish.preflight.validators import Validator, validate
from publish.publication.publication import Publication
from tests.support.books import Book
from tests.support.covers import ISBN, TOML, TRIM, make, texts, write
from tests.support.imprints import findings

pytestmark = pytest.mark.slow

POINT_MM = 25.4 / 72


@pytest.fixture(scope="module")
def sheet(made: dict[str, bytes]) -> Iterator[Any]:
    with pikepdf.open(io.BytesIO(made["cho-cover.pdf"])) as pdf:
        yield pdf.pages[0]


def box(page: Any, name: str) -> list[float]:
    return [float(value) * POINT_MM for value in page.obj[name]]


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


# EPUB ----------------------------------------------------------------------------------------------------------------


def test_the_cover_of_the_epub_is_the_front(made: dict[str, bytes]) -> None:
    picture = Image.open(io.BytesIO(Book(made["cho.epub"]).archive.read("EPUB/images/cover.png"))).convert("RGB")
    assert picture.size == (1600, 2400)
    red, green, blue = picture.getpixel((40, 1200))  # type: ignore[misc]
    assert (red > 140, green < 60, blue < 60) == (True, True, True), "the cloth of the spine"
    assert picture.getpixel((1590, 1600))[1] > picture.getpixel((1590, 1600))[0], "the picture bleeds at the right"  # type: ignore[index]


def test_the_same_bytes_twice(made: dict[str, bytes], tmp_path: Path) -> None:
    again = make(write(tmp_path, spine="14mm"))
    assert [name for name in made if made[name] != again[name]] == []


@pytest.mark.parametrize("name", ["epubcheck", "verapdf", "ace"])
def test_the_judges_accept_all(made: dict[str, bytes], tmp_path: Path, need: Any, name: str) -> None:
    validator: Validator = need(name)
    for file, content in made.items():
        (tmp_path / file).write_bytes(content)
    assert (files := sorted(tmp_path.glob(f"*{validator.suffix}")))
    assert [d for d in validate(validator, files) if d.severity is Severity.ERROR] == []
