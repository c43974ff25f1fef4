"""Pictures that a text of LibreOffice shows turned and mirrored come in as they are seen there."""

from __future__ import annotations

import datetime
import math
import zipfile
from pathlib import Path

import pytest

from publish.importing.odf import importer
from publish.importing.project import Imported, Request
from tests.importing.odf.test_importer import NAMES, TEXT
from tests.importing.word.test_turned_pictures import CORNERS, expected, quarters, seen


def brought_in(folder: Path, transform: str, mirror: str) -> Imported:
    """What comes of a text with one picture, 8 by 6 centimetres."""
    styles = (
        '<style:style style:name="K" style:family="graphic">'
        f'<style:graphic-properties style:mirror="{mirror}"/></style:style>'
    )
    frame = (
        f'<text:p><draw:frame draw:style-name="K" svg:width="8cm" svg:height="6cm" draw:transform="{transform}">'
        '<draw:image xlink:href="Pictures/q.png"/></draw:frame></text:p>'
    )
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{TEXT}{frame}</office:text></office:body></office:document-content>"
    )
    path = folder / "bai.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("Pictures/q.png", quarters())
    return importer.read(path, Request(datetime.date(2026, 11, 30)))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("mirror", ["none", "horizontal", "vertical", "horizontal vertical"])
def test_picture_is_mirrored_and_turned_as_the_text_shows_it(tmp_path: Path, degrees: int, mirror: str) -> None:
    transform = f"rotate ({-math.radians(degrees)}) translate (1cm 2cm)" if degrees else ""
    result = brought_in(tmp_path, transform, mirror)
    across, down = "horizontal" in mirror, "vertical" in mirror
    assert expected(degrees, across=across, down=down) == seen(result)


def test_turned_picture_is_as_wide_as_it_was_high(tmp_path: Path) -> None:
    upright, sideways = (
        brought_in(tmp_path, transform, "none").project.files["bai.md"].decode()
        for transform in ("", "rotate (-1.5707963267949)")
    )
    assert "{width=50%}" in upright and "{width=38%}" in sideways


def test_picture_that_stands_aslant_is_upright_and_told(tmp_path: Path) -> None:
    result = brought_in(tmp_path, "rotate (-0.5235987755983)", "none")
    assert CORNERS == seen(result)
    how = "the file shows it turned by 30°, and it stands upright here"
    assert [how] == [entry.how for entry in result.balance.changed if entry.what == "angle"]
