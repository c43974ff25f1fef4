"""Whatever Pillow reads comes out in the same colours in all three outputs, or is refused at its place."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageFilter

from publish.build.rendering import render
from publish.editing.rules import FACT_RULES, check_article
from publish.kinds.projects import read_project
from publish.outputs.commission import Workers
from publish.outputs.press.inks import PRESS_PROFILE, Inks, for_screen
from publish.publication.assets.folders import bundled, find_assets
from publish.publication.project import Project
from tests.support import printed
from tests.support.books import Book
from tests.support.factories import article, figure
from tests.support.pictures import SRGB, Sample, samples

SAMPLES = list(samples())
TAKEN = [sample for sample in SAMPLES if sample.shown]
REFUSED = [sample for sample in SAMPLES if not sample.shown]
INKS = Inks(bundled("styles") / "profiles" / PRESS_PROFILE, SRGB, 3.0)
pytestmark = pytest.mark.slow


def names(each: list[Sample]) -> Any:
    return pytest.mark.parametrize("number", [pytest.param(i, id=sample.name) for i, sample in enumerate(each)])


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One article with all of them, in the three outputs."""
    root = tmp_path_factory.mktemp("pictures")
    (root / "source").mkdir()
    for sample in TAKEN:
        (root / "source" / sample.name).write_bytes(sample.content)
    pictures = "\n\n".join(f"![Ô]({sample.name})" for sample in TAKEN)
    text = f"---\nheadline: Ảnh\npublished: 2026-01-15\n---\n\nMở đầu.\n\n{pictures}\n\nKết thúc.\n"
    (root / "source" / "anh.md").write_text(text, encoding="utf-8")
    job = printed.read(root)
    return {name: render(job, name, Workers(), lambda step: None).content for name in ("pdf", "press", "epub")}


@pytest.fixture(scope="module")
def on_paper(outputs: dict[str, bytes]) -> dict[str, list[Image.Image]]:
    return {name: list(painted(outputs[name])) for name in ("pdf", "press")}


def painted(content: bytes) -> list[Image.Image]:
    """The pictures of a PDF in the order in which they are painted, on white, in L, RGB or CMYK."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Do" and page.Resources.XObject[operands[0]].Subtype == "/Image":
                    found.append(decoded(page.Resources.XObject[operands[0]]))
    return found


def decoded(picture: Any) -> Image.Image:
    if picture.get("/Filter") == "/DCTDecode":
        image = Image.open(io.BytesIO(picture.read_raw_bytes()))
        assert (image.mode == "CMYK") == ("/Decode" in picture) or "adobe" not in image.info
    else:
        image = pikepdf.PdfImage(picture).as_pil_image(apply_mask=False)
    if "/SMask" in picture:
        mask = pikepdf.PdfImage(picture.SMask).as_pil_image().convert("L")
        paper = Image.new(image.mode, image.size, 0 if image.mode == "CMYK" else "white")
        image = Image.composite(image, paper, mask)
    return image


def difference(expected: Image.Image, found: Image.Image) -> int:
    """By how much of 255 levels the pictures differ at most, edges of one pixel aside."""
    assert abs(expected.width / expected.height - found.width / found.height) < 0.01
    if found.mode != expected.mode:
        expected, found = expected.convert("RGB"), found.convert("RGB")
    found = found.resize(expected.size, Image.Resampling.BOX)
    return max(high for low, high in _extrema(ImageChops.difference(expected, found)))


def _extrema(image: Image.Image) -> list[tuple[int, int]]:
    return [band.getextrema() for band in image.split()]  # type: ignore[misc]  # of one band it is a pair


@names(TAKEN)
def test_the_screen_twin_shows_a_picture_in_its_colours(on_paper: dict[str, list[Image.Image]], number: int) -> None:
    sample = TAKEN[number]
    assert sample.shown
    assert len(TAKEN) == len(on_paper["pdf"])
    assert difference(sample.shown, on_paper["pdf"][number]) <= sample.tolerance


@names(TAKEN)
def test_the_press_twin_prints_a_picture_in_its_inks(on_paper: dict[str, list[Image.Image]], number: int) -> None:
    sample, found = TAKEN[number], on_paper["press"][number]
    assert sample.shown
    if sample.shown.mode == "L":
        assert "L" == found.mode, "gray is black ink alone"
        assert difference(sample.shown, found) <= sample.tolerance
    else:
        assert "CMYK" == found.mode
        assert difference(INKS.picture(sample.shown), found) <= 2 * sample.tolerance


@names(TAKEN)
def test_the_epub_shows_a_picture_in_its_colours(outputs: dict[str, bytes], number: int) -> None:
    sample, book = TAKEN[number], Book(outputs["epub"])
    assert sample.shown
    files = re.findall(r'<img src="([^"]+)"', book.read("article.xhtml"))
    content = book.archive.read(f"EPUB/{files[number]}")
    image = Image.open(io.BytesIO(content))
    media_type = {b"\x89P": "image/png", b"\xff\xd8": "image/jpeg"}[content[:2]]
    assert media_type == book.manifest()[files[number]]["media-type"]
    assert 1 == image.getexif().get(0x0112, 1)
    expected = for_screen(sample.shown) if sample.shown.mode == "CMYK" else sample.shown
    rgba = image.convert("RGBA")
    flat = Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")
    assert difference(expected.convert("RGB"), flat) <= sample.tolerance


@names(REFUSED)
def test_a_picture_that_says_not_what_is_white_is_refused_at_its_place(tmp_path: Path, number: int) -> None:
    sample = REFUSED[number]
    path = tmp_path / sample.name
    path.write_bytes(sample.content)
    subject = article(figure(sample.name, path, "Ô"))
    (found,) = check_article(subject, Project(tmp_path), find_assets(tmp_path), FACT_RULES)
    assert ("unreadable-image", True) == (found.rule, sample.name in found.message)
    assert "16 or 8 bits" in found.hint


def test_of_several_pages_the_first_is_taken_and_that_is_said(tmp_path: Path) -> None:
    sample = next(sample for sample in SAMPLES if sample.name == "pages.tiff")
    path = tmp_path / sample.name
    path.write_bytes(sample.content)
    (found,) = check_article(
        article(figure(sample.name, path, "Ô")), Project(tmp_path), find_assets(tmp_path), FACT_RULES
    )
    assert "first-picture" == found.rule


def test_the_pictures_of_an_epub_have_no_more_pixels_than_the_project_says(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "publish.toml").write_text("[epub]\npicture_pixels = 400\n")
    path = tmp_path / "source" / "a.png"
    Image.linear_gradient("L").resize((900, 300)).save(path)
    book = Book(printed.render_epub(article(figure("a.png", path, "Ô")), read_project(tmp_path), find_assets(tmp_path)))
    image = Image.open(io.BytesIO(book.archive.read("EPUB/images/a.png")))
    assert (400, 133) == image.size


def test_a_photograph_stored_without_loss_is_jpeg_in_the_epub_and_a_drawing_stays_png(tmp_path: Path) -> None:
    noise = Image.effect_noise((600, 400), 90).filter(ImageFilter.GaussianBlur(2))
    photograph = Image.merge("RGB", (noise, noise.rotate(180), noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
    photograph.save(tmp_path / "a.png")
    Image.new("RGB", (600, 400), "navy").save(tmp_path / "b.bmp")
    figures = [figure(name, tmp_path / name, "Ô") for name in ("a.png", "b.bmp")]
    book = Book(printed.render_epub(article(*figures), Project(tmp_path), find_assets(tmp_path)))
    assert {"images/a.jpg", "images/b.png"} <= book.manifest().keys()
