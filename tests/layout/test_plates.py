"""A full-bleed picture fills a page of its own to the edge of the bleed, and what cannot bleed is told."""

from __future__ import annotations

import dataclasses
import io
import shutil
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image

from publish.base.diagnostics import ExitCode
from publish.cli import main
from publish.editing.rules import FACT_RULES, check_article
from publish.kinds import KINDS
from publish.layout.paper import Paper
from publish.layout.plates import print_body
from publish.layout.xhtml import Renderer
from publish.publication import model
from publish.publication.apparatus import NoteSettings
from publish.publication.assets.folders import find_assets
from publish.publication.project import Page, Project
from publish.reader.reading import read_article
from tests.support import books, draw_photographs
from tests.support.factories import AT, article, paragraph, text, without_lines
from tests.support.folders import PROJECTS
from tests.support.printed import render_pdf
from tests.support.publications import WORDS, Site

SAMPLE = PROJECTS / "photographs"
RED = (200, 30, 40)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    Image.new("RGB", (2700, 1800), RED).save(tmp_path / "source" / "a.png")
    return tmp_path


def plate(root: Path, caption: str = "Cờ trên nóc.") -> model.Figure:
    words = text(caption) if caption else ()
    return model.Figure(root / "source" / "a.png", "a.png", "Cờ đỏ", words, (), None, AT, bleed=True)


def edges(content: bytes, number: int) -> set[tuple[int, ...]]:
    """The colours along the four sides of a page with its bleed, a pixel inside them."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[number].obj
        assert page.MediaBox == page.BleedBox
        page.CropBox = page.MediaBox
        out = io.BytesIO()
        pdf.save(out)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        picture = document[number].render(scale=1).to_pil().convert("RGB")
    right, foot = picture.width - 2, picture.height - 2
    along = [(x, y) for x in range(1, right) for y in (1, foot)] + [(x, y) for y in range(1, foot) for x in (1, right)]
    return {picture.getpixel(place) for place in along}  # type: ignore[misc]  # a pixel of RGB is three numbers


def inks_of(image: pikepdf.Stream) -> int:
    """How many inks or lights a pixel of a picture has."""
    space = image.ColorSpace
    named = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
    return int(space[1].N) if isinstance(space, pikepdf.Array) else named[str(space)]


def texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize("attributes", ["{bleed}", "{#a bleed}", "{bleed span=2}"])
def test_the_reader_knows_a_picture_that_bleeds(tmp_path: Path, attributes: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\nheadline: a\n---\n\n::: figure {attributes}\n![Cờ](a.png)\n:::\n", encoding="utf-8")
    reading = read_article(path)
    assert reading.article
    (figure,) = reading.article.children
    assert [] == list(reading.diagnostics)
    assert isinstance(figure, model.Figure)
    assert figure.bleed
    assert ("a" if "#a" in attributes else None) == figure.id


def test_words_and_boxes_do_not_bleed(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nheadline: a\n---\n\n[a]{bleed}\n\n::: box {bleed}\na\n:::\n", encoding="utf-8")
    assert ["unknown-attribute"] * 2 == [found.rule for found in read_article(path).diagnostics]


def test_what_bleeds_in_vain_is_told(root: Path) -> None:
    figure, assets = plate(root), find_assets(root)
    note = dataclasses.replace(figure, file=None, name="", alt="")
    box = model.Box((), (figure,), None, AT)
    cases = [
        (figure, Project(root), []),
        (figure, Project(root, kind=KINDS["bulletin"]), ["idle-bleed"]),
        (note, Project(root), ["no-photograph", "idle-bleed"]),
        (box, Project(root), ["idle-bleed"]),
        (figure, Project(root, page=Page(bleed_mm=0)), ["idle-bleed"]),
    ]
    for block, project, expected in cases:
        found = check_article(article(block), project, assets, FACT_RULES)
        assert expected == [finding.rule for finding in found]
        assert all(AT == finding.position for finding in found)


@pytest.mark.parametrize(("place", "expected"), [("foot", ["bleed-note"]), ("chapter", []), ("end", [])])
def test_no_note_stands_at_the_foot_of_a_picture(root: Path, place: str, expected: list[str]) -> None:
    figure = dataclasses.replace(plate(root), caption=(*text("Cờ"), model.NoteReference(1, AT)))
    note = model.Footnote(1, "a", (paragraph("Lụa."),), AT)
    project = Project(root, notes=NoteSettings(place=place))
    found = check_article(article(figure, footnotes=(note,)), project, find_assets(root), FACT_RULES)
    assert expected == [finding.rule for finding in found]


def test_a_plate_stands_between_two_pieces_of_the_text(root: Path) -> None:
    subject = article(plate(root), paragraph("a"), plate(root), plate(root), paragraph("b"), deck=text("x"))
    body = without_lines(print_body(subject.children, Renderer(subject, Paper(subject)), Page((100, 150), 2.5)))
    style = "--width: 100mm; --height: 150mm; --bleed: 2.5mm"
    opening = f'</div>\n<div class="body plate" style="{style}">\n<figure class="bleed"><img'
    assert body.startswith(opening)
    assert 3 == body.count(opening)
    assert 2 == body.count('</div>\n<div class="body">\n<p')
    assert body.count("<div") == body.count("</div>")


def test_a_text_without_plates_is_one_body(root: Path) -> None:
    note = dataclasses.replace(plate(root), file=None, name="")
    subject = article(paragraph("a"), note, model.Box((), (plate(root),), None, AT), paragraph("b"), deck=text("x"))
    renderer = Renderer(subject, Paper(subject))
    assert renderer.blocks(subject.children) == print_body(subject.children, renderer, Page())


@pytest.mark.parametrize("page", [Page(), Page((148, 210), 5), Page((210, 148), 0), Page((333.3, 222.2), 3.175)])
def test_a_picture_reaches_the_bleed_on_all_four_sides(root: Path, page: Page) -> None:
    long = [paragraph(WORDS * 6) for _ in range(4)]
    subject = article(*long, plate(root), *long)
    content = render_pdf(subject, Project(root, page=page, title="Bản tin"), find_assets(root))
    pages = texts(content)
    number = next(n for n, words in enumerate(pages) if "Cờ trên nóc." in words)
    assert {RED} == edges(content, number)
    assert "Cờ trên nóc." == pages[number]  # neither running head nor folio
    assert "Bản tin" in pages[number + 1]
    assert pages[number + 1].startswith(WORDS.split(",")[0])


def test_plates_may_follow_one_another_and_have_no_caption(root: Path) -> None:
    subject = article(paragraph("Đầu."), plate(root, ""), plate(root), paragraph("Cuối."))
    content = render_pdf(subject, Project(root), find_assets(root))
    assert ["", "Cờ trên nóc."] == texts(content)[1:3]
    assert {RED} == edges(content, 1) == edges(content, 2)
    assert 4 == len(texts(content))


def test_in_the_epub_it_is_a_figure_of_full_width(root: Path) -> None:
    book = books.make(root, article(paragraph("Đầu."), plate(root), paragraph("Cuối.")))
    page = book.read("article.xhtml")
    assert '<figure class="bleed"><span epub:type="pagebreak"' in page or '<figure class="bleed"><img' in page
    assert '<div class="body plate"' not in page
    assert "page-2" in page and "page-3" in page


@pytest.mark.slow
def test_in_a_book_the_folio_stands_beside_the_caption(site: Site) -> None:
    figure = "::: figure {bleed}\n![Cờ đỏ](a.png)\n\nCờ trên nóc.\n:::"
    site.write('contents = ["a.md"]', {"a": f"{WORDS}\n\n{figure}\n\n{WORDS}"})
    Image.new("RGB", (2700, 1800), RED).save(site.root / "source" / "a.png")
    assert ExitCode.WRITTEN == site.run("build", "-q").exit_code
    content = (site.root / "dist" / "cho.pdf").read_bytes()
    pages = site.pages()
    number = next(n for n, words in enumerate(pages) if "Cờ trên nóc." in words)
    assert {RED} == edges(content, number)
    assert {"Cờ", "trên", "nóc.", "2"} == set(pages[number].split())


@pytest.mark.slow
def test_in_a_bulletin_it_is_a_picture_like_others(site: Site) -> None:
    site.write("", {"a": f"{WORDS}\n\n::: figure {{bleed}}\n![Cờ đỏ](a.png)\n\nCờ.\n:::\n\n{WORDS * 20}"}, "bulletin")
    Image.new("RGB", (2700, 1800), RED).save(site.root / "source" / "a.png")
    result = site.run("build", "--diagnostics", "short")
    assert ExitCode.WRITTEN == result.exit_code
    assert "source/a.md:8:1: warning: no picture of a bulletin fills a page of its own [idle-bleed]" in result.stderr


@pytest.mark.slow
def test_the_sample_has_every_kind_of_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SAMPLE / "source", tmp_path / "source")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    result = CliRunner().invoke(main, ["build", "--strict", "-q"])
    assert ExitCode.WRITTEN == result.exit_code, result.output
    content = (tmp_path / "dist" / "anh-bao-chi.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        images = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"]
        clear = [image for image in images if "/SMask" in image]
        inks = {inks_of(image) for image in images}
        shadings = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/ShadingType" in item]
    assert {1, 3, 4} == inks
    assert 1 == len(clear)
    assert shadings
    night = [n for n, words in enumerate(texts(content)) if "Phố sau mưa" in words][-1]  # behind the list of figures
    darkest = min(sum(pixel) for pixel in edges(content, night))
    assert darkest < 100  # inks that are stored upside down are not negative
    assert (255, 255, 255) not in edges(content, night)
    with pypdfium2.PdfDocument(content) as document:
        found = [o for page in document for o in page.get_objects() if isinstance(o, pypdfium2.PdfImage)]
        assert min(min(o.get_metadata().horizontal_dpi, o.get_metadata().vertical_dpi) for o in found) >= 299.5
    with zipfile.ZipFile(tmp_path / "dist" / "anh-bao-chi.epub") as book:
        names = {Path(name).name for name in book.namelist() if "/images/" in name}
    assert {path.name for path in (SAMPLE / "source" / "figures").iterdir()} <= names


def test_the_pictures_of_the_sample_are_those_of_the_script() -> None:
    figures = SAMPLE / "source" / "figures"
    assert draw_photographs.TRIANGLE == (figures / "tam-giac.svg").read_text(encoding="utf-8")
    kinds = {}
    for path in sorted(figures.glob("*.[jp]*")):
        with Image.open(path) as picture:
            kinds[path.name] = picture.mode, picture.size
    assert kinds == {
        "cau-suong.jpg": ("L", draw_photographs.TEXT),
        "hoa-sen.jpg": ("CMYK", draw_photographs.TEXT),
        "nui-som.jpg": ("RGB", draw_photographs.PAGE),
        "ong-kinh.png": ("RGBA", (draw_photographs.TEXT[0], 900)),
        "pho-dem.jpg": ("CMYK", draw_photographs.PAGE),
        "ruong-bac-thang.jpg": ("RGB", draw_photographs.TEXT),
    }


def test_a_night_without_a_limit_takes_more_ink_than_a_press_can_dry() -> None:
    with Image.open(SAMPLE / "source" / "figures" / "pho-dem.jpg") as picture:
        inks = picture.reduce(16)
    most = max(sum(pixel) for pixel in inks.get_flattened_data()) / 2.55
    assert 330 < most < 360
