"""The pages of a PDF as pictures: what PDFium draws, and each size of page as it is."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from publish.build.preview.page_pictures import PagePictures
from tests.support.folders import ROOT

CONTENT = (ROOT / "dist" / "lang-son-2020.pdf").read_bytes()


@pytest.mark.parametrize("scale", [0.5, 0.77, 1.5])
def test_the_picture_has_each_pixel_that_is_drawn(scale: float) -> None:
    pages = PagePictures(CONTENT)
    with pypdfium2.PdfDocument(CONTENT) as pdf:
        drawn = pdf[0].render(scale=scale).to_pil().convert("RGB")
    picture = Image.open(io.BytesIO(pages.draw(1, scale)))
    assert ("RGB", drawn.size) == (picture.mode, picture.size)
    assert ImageChops.difference(drawn, picture).getbbox() is None


def test_pages_that_differ_in_one_box_are_measured_apart() -> None:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        for number in range(4):
            page = pdf.add_blank_page(page_size=(100, 200))
            for box in ("CropBox", "BleedBox", "TrimBox"):
                page.obj[f"/{box}"] = [0, 0, 100, 200]
            page.obj.TrimBox = [0, 0, 100 - number % 2, 200]
        pdf.save(stream)
    widths = [round(sheet.trim[2] / 25.4 * 72) for sheet in PagePictures(stream.getvalue()).sheets]
    assert [100, 99, 100, 99] == widths


def test_pages_that_were_in_view_are_drawn_before_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = PagePictures(CONTENT), PagePictures(CONTENT)
    wanted = before.draw(2, 0.5)
    after.draw_as(before)
    monkeypatch.setattr(after, "_page", lambda number: pytest.fail("it is there"))
    assert wanted == after.draw(2, 0.5)
    assert before.lines(2) == after.lines(2)
