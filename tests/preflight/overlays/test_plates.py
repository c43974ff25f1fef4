"""What each ink of a page prints, and where there is too much of all."""

from __future__ import annotations

import base64
import io
import re
from typing import Any

import pytest
from pikepdf import Pdf
from PIL import Image

from publish.preflight.ink.mupdf import draw_inks, find_spots
from publish.preflight.overlays import OVERLAYS
from publish.preflight.overlays.canvas import Asked, PageFrame
from publish.preflight.pdf.reading import open_pdf, read_page
from publish.publication.assets.printers import read_printer
from tests.support import flawless, inked

PRINTER = read_printer(flawless.ROOT / "styles/printers/vn-offset.toml")
SIDE_MM = 100 / 72 * 25.4
SHEET = PageFrame(SIDE_MM, SIDE_MM, 0, 0, SIDE_MM, SIDE_MM)
LEFT, RIGHT = (0.25, 0.5), (0.75, 0.5)
"""Middle of each half of a page."""


def page_of(content: str, resources: inked.Resources | None = None) -> bytes:
    """A page of one hundred points, with what is drawn on it."""
    pdf = Pdf.new()
    inked.add_page(pdf, content, resources or {}, group=False)
    return inked.saved(pdf)


def halves(left: str, right: str) -> str:
    return f"{left} 0 0 50 100 re f {right} 50 0 50 100 re f"


def at(picture: Any, place: tuple[float, float]) -> Any:
    return picture.getpixel((int(place[0] * picture.width), int(place[1] * picture.height)))


def shown(overlay: str, content: bytes, **asked: Any) -> Any:
    """The picture in the drawing of an overlay."""
    drawing = OVERLAYS[overlay].draw(content, 1, SHEET, Asked(PRINTER, **asked)).decode()
    found = re.search(r'href="data:image/png;base64,([^"]+)"', drawing)
    assert found
    return Image.open(io.BytesIO(base64.b64decode(found[1]))).convert("RGBA")


@pytest.mark.parametrize("place, ink", list(enumerate("CMYK")), ids=list("CMYK"))
def test_each_process_ink_has_a_plate_of_its_own(place: int, ink: str) -> None:
    half = ["0"] * 4
    half[place] = "0.5"
    content = page_of(halves(f"{' '.join(half)} k", "1 1 1 1 k"))
    with open_pdf(content) as pdf:
        plates = draw_inks(content, read_page(pdf.pages[0].obj, 0), 72)
    assert {one: 128 if one == ink else 0 for one in "CMYK"} == pytest.approx(
        {one: at(plate, LEFT) for one, plate in plates.items()}, abs=1
    )
    assert [255] * 4 == [at(plate, RIGHT) for plate in plates.values()]


def test_a_spot_colour_has_a_plate_and_leaves_the_others_alone() -> None:
    space = inked.separation("Huy#20hieu", 0, 1, 1, 0)
    content = page_of(halves("/S cs 0.4 scn", "0 0 0 1 k"), {"ColorSpace": {"S": space}})
    (spot,) = find_spots(content)
    with open_pdf(content) as pdf:
        plates = draw_inks(content, read_page(pdf.pages[0].obj, 0), 72)
    assert [*"CMYK", spot] == list(plates)
    assert [0, 0, 0, 0, 102] == pytest.approx([at(plate, LEFT) for plate in plates.values()], abs=1)
    assert (255, 255, 255, 255) == at(shown("ink", content, ink="M"), LEFT)
    assert at(shown("ink", content, ink=spot), LEFT) != (255, 255, 255, 255)
    with pytest.raises(KeyError):
        OVERLAYS["ink"].draw(content, 1, SHEET, Asked(PRINTER, ink="Vàng 2"))


def test_an_ink_is_shown_in_its_colour_or_in_grey() -> None:
    content = page_of(halves("0 1 0 0 k", "0 0 0 0 k"))
    red, green, blue, _ = at(shown("ink", content, ink="M"), LEFT)
    assert red > blue > green
    assert (0, 0, 0, 255) == at(shown("ink", content, ink="M", grey=True), LEFT)
    assert (255, 255, 255, 255) == at(shown("ink", content, ink="M", grey=True), RIGHT)


@pytest.mark.parametrize(
    "left, alpha, is_red",
    [("0.5 0.5 0.5 0.5 k", False, False), ("0.7 0.7 0.7 0.7 k", True, False), ("1 1 1 0.9 k", True, True)],
    ids=["far below", "near", "above"],
)
def test_ink_over_the_limit_is_red_and_near_it_yellow(left: str, alpha: bool, is_red: bool) -> None:
    picture = shown("limit", page_of(halves(left, "0 0 0 0 k")))
    red, green, _, there = at(picture, LEFT)
    assert (alpha, is_red) == (there > 0, red > 2 * green)
    assert 0 == at(picture, RIGHT)[3]
