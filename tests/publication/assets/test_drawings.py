"""Drawings in SVG have a size, and hold nothing that paper or a reading system could not show."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from publish.publication import model
from publish.publication.assets.drawings import is_drawing, measure_drawing
from publish.publication.assets.folders import find_assets
from publish.publication.assets.images import DRAWING, Picture, measure_picture
from publish.publication.project import Project
from tests.support import books, draw_photographs
from tests.support.factories import AT, article, text
from tests.support.printed import render_pdf

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


def drawing(content: str = "", size: str = 'viewBox="0 0 30 20"') -> bytes:
    return f"{HEAD}{size}>{content}</svg>".encode()


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ('width="96" height="48px"', (96, 48)),
        ('width="1in" height="25.4mm"', (96, 96)),
        ('width="72pt" height="2.54cm"', (96, 96)),
        ('viewBox="0 0 30 20"', (30, 20)),
        ('viewBox="-5,-5 30 20" width="60"', (60, 40)),
        ('viewBox="0 0 30 20" height="60" width="100%"', (90, 60)),
        ('viewBox="0 0 30 20" height="60" width="80"', (80, 60)),
    ],
)
def test_a_drawing_says_how_large_it_is(size: str, expected: tuple[float, float]) -> None:
    assert expected == pytest.approx(measure_drawing(drawing(size=size)))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<script>a</script>", "a drawing cannot hold <script>"),
        ("<textPath/>", "a drawing cannot hold <textPath>; turn its letters into paths"),
        (
            '<text style="text-decoration: underline">a</text>',
            "a drawing with text-decoration, which is not set; turn these letters into paths",
        ),
        (
            '<text writing-mode="tb">a</text>',
            "a drawing with writing-mode, which is not set; turn these letters into paths",
        ),
        (
            "<text>\u0915\u093f</text>",
            "a drawing with letters that are set together (\u0915\u093f); turn them into paths",
        ),
        ("<foreignObject/>", "a drawing cannot hold <foreignObject>"),
        ('<a xmlns="http://www.w3.org/1999/xhtml"/>', "a drawing cannot hold <a>"),
        ('<rect onclick="a"/>', "a drawing with a program: onclick"),
        ('<use xlink:href="b.svg#a"/>', "a drawing that takes something from another file: b.svg#a"),
        ('<rect fill="url(b.svg#a)"/>', "a drawing that takes something from another file"),
        ("<style>@import 'a.css';</style>", "a drawing that takes something from another file"),
        ("<rect>", "not a drawing that can be read: mismatched tag: line 1, column 111"),
    ],
)
def test_what_a_drawing_cannot_hold_is_told(content: str, expected: str) -> None:
    with pytest.raises(ValueError, match="drawing") as caught:
        measure_drawing(drawing(content))
    assert expected == str(caught.value)


def test_a_drawing_may_hold_what_draws_and_what_its_program_left_behind() -> None:
    content = (
        '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><style>.a { fill: url(#a) }</style>'
        '<metadata><x:note xmlns:x="urn:x">a</x:note></metadata><use xlink:href="#a"/><path d="M0 0" fill="url(#a)"/>'
    )
    assert (30, 20) == measure_drawing(drawing(content))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<html/>", "XML, but no SVG"),
        (drawing(size=""), "neither its width and height nor its viewBox"),
        (drawing(size='viewBox="0 0 0 0"'), "neither its width and height nor its viewBox"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing(), "entities"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'.encode("utf-16"), "entities"),
        (drawing("<g/>" * 600_000), "larger than 2 MB"),
        (b'<?xml version="1.0" encoding="x-none"?><svg/>', "not a drawing that can be read"),
    ],
)
def test_other_files_are_refused(content: bytes, expected: str) -> None:
    assert is_drawing(content)
    with pytest.raises(ValueError, match=expected):
        measure_drawing(content)


def test_a_drawing_is_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(drawing())
    assert Picture(DRAWING, 30, 20) == measure_picture(path)


def test_a_drawing_stays_one_on_paper_and_on_the_screen(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    path = tmp_path / "source" / "a.svg"
    path.write_text(draw_photographs.TRIANGLE, encoding="utf-8")
    subject = article(model.Figure(path, "a.svg", "Tam giác", text("Hình."), (), None, AT))
    content = render_pdf(subject, Project(tmp_path), find_assets(tmp_path))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        images = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"]
    assert [] == images
    book = books.make(tmp_path, subject)
    assert "image/svg+xml" == book.manifest()["images/a.svg"]["media-type"]
    assert draw_photographs.TRIANGLE == book.read("images/a.svg")
