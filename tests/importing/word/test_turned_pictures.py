"""Pictures that a Word file shows turned and mirrored come in as they are seen there."""

from __future__ import annotations

import io
import itertools
from pathlib import Path

import pytest
from PIL import Image

from publish.importing.project import Imported
from tests.support.word_files import para, picture
from tests.support.word_imports import imported

CORNERS = {(-1, -1): "red", (1, -1): "lime", (-1, 1): "blue", (1, 1): "yellow"}
"""The colours of the quarters of a picture, by where they stand: left and above are -1."""

WIDE, HIGH = 800, 600


def quarters(kind: str = "PNG", **facts: object) -> bytes:
    """A picture of four colours."""
    image = Image.new("RGB", (WIDE, HIGH))
    for (across, down), colour in CORNERS.items():
        corner = (across + 1) * WIDE // 4, (down + 1) * HIGH // 4
        image.paste(colour, (*corner, corner[0] + WIDE // 2, corner[1] + HIGH // 2))
    stream = io.BytesIO()
    image.save(stream, kind, **facts)
    return stream.getvalue()


def turned(rot: int, flips: str = "", inner: str = "", cx: int = 4_000_000, cy: int = 3_000_000) -> str:
    """A picture that is placed with a turn in parts of 60,000 to the degree."""
    placed = f'<a:xfrm rot="{rot}" {flips}><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    end = f"{inner}</pic:blipFill><pic:spPr>{placed}</pic:spPr>"
    return picture("q", "Chợ", cx).replace("</pic:blipFill>", end)


def brought_in(folder: Path, drawn: str, content: bytes | None = None, name: str = "q.png") -> Imported:
    """What comes of a file with one picture."""
    files = {f"word/media/{name}": content or quarters()}
    body = para("Đầu.") + para(drawn) + para("Cuối.")
    return imported(folder, body, relations={"q": ("image", f"media/{name}")}, files=files)


def seen(result: Imported, name: str = "q.png") -> dict[tuple[int, int], str]:
    """The colours of the quarters of the picture that came in."""
    with Image.open(io.BytesIO(result.project.files[f"figures/{name}"])) as image:
        made = image.convert("RGB")
        found = {}
        for across, down in CORNERS:
            pixel = made.getpixel(((2 + across) * made.width // 4, (2 + down) * made.height // 4))
            assert isinstance(pixel, tuple)
            found[across, down] = {
                (255, 0, 0): "red",
                (0, 255, 0): "lime",
                (0, 0, 255): "blue",
                (255, 255, 0): "yellow",
            }.get(tuple(round(value / 255) * 255 for value in pixel), "")
        return found


def expected(degrees: int, *, across: bool, down: bool) -> dict[tuple[int, int], str]:
    """Where the quarters stand that are mirrored first, and then turned clockwise: to the right goes down."""
    found = {}
    for (x, y), colour in CORNERS.items():
        here = (-x if across else x, -y if down else y)
        for _ in range(degrees // 90):
            here = (-here[1], here[0])
        found[here] = colour
    return found


@pytest.mark.parametrize(
    ("degrees", "across", "down"), list(itertools.product((0, 90, 180, 270), (False, True), (False, True)))
)
def test_picture_is_mirrored_and_turned_as_the_file_shows_it(
    tmp_path: Path, degrees: int, across: bool, down: bool
) -> None:
    flips = f'flipH="{across:d}" flipV="{down:d}"'
    result = brought_in(tmp_path, turned(degrees * 60_000, flips))
    assert expected(degrees, across=across, down=down) == seen(result)
    told = [entry.how for entry in result.balance.changed if entry.what == "picture"]
    assert bool(degrees or across or down) == (len(told) == 1)
    assert not result.balance.left_out


def test_turned_picture_is_as_wide_as_it_was_high(tmp_path: Path) -> None:
    text = brought_in(tmp_path, turned(5_400_000)).project.files["bai.md"].decode()
    assert "{width=52%}" in text
    assert "{width=70%}" in brought_in(tmp_path, turned(0)).project.files["bai.md"].decode()


@pytest.mark.parametrize("rot", [2_700_000, 1_200_000, 21_000_000])
def test_picture_that_stands_aslant_is_upright_and_told(tmp_path: Path, rot: int) -> None:
    result = brought_in(tmp_path, turned(rot))
    assert CORNERS == seen(result)
    how = f"the file shows it turned by {rot // 60_000}°, and it stands upright here"
    assert [("angle", how)] == [(entry.what, entry.how) for entry in result.balance.changed if entry.what == "angle"]


@pytest.mark.parametrize("rot", [5_399_999, 5_430_000, -16_200_000])
def test_quarter_turn_may_be_said_with_less_care(tmp_path: Path, rot: int) -> None:
    assert expected(90, across=False, down=False) == seen(brought_in(tmp_path, turned(rot)))


def test_picture_is_cut_before_it_is_turned(tmp_path: Path) -> None:
    result = brought_in(tmp_path, turned(5_400_000, inner='<a:srcRect r="50000"/>'))
    assert {(-1, -1): "blue", (1, -1): "red", (-1, 1): "blue", (1, 1): "red"} == seen(result)
    how = "what was cut off it in the file is gone; it is turned by 90° as the file shows it"
    assert how in [entry.how for entry in result.balance.changed]


def test_turned_photograph_forgets_where_its_camera_had_the_sky(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Máy ảnh"
    content = quarters("JPEG", quality=95, exif=exif.tobytes(), dpi=(300, 200))
    result = brought_in(tmp_path, turned(5_400_000), content, "q.jpg")
    assert expected(90, across=False, down=False) == seen(result, "q.jpg")
    with Image.open(io.BytesIO(result.project.files["figures/q.jpg"])) as made:
        assert 0x0112 not in made.getexif() and 0x010F in made.getexif()
        assert (200, 300) == made.info["dpi"] and "JPEG" == made.format


@pytest.mark.parametrize(
    ("style", "degrees", "across"),
    [
        ("width:100pt;height:75pt;rotation:90", 90, False),
        ("rotation:-90;width:100pt", 270, False),
        ("width:100pt;rotation:11796480fd", 180, False),
        ("flip:x;width:100pt", 0, True),
    ],
)
def test_picture_of_an_old_file_is_turned_as_well(tmp_path: Path, style: str, degrees: int, across: bool) -> None:
    drawn = f'<w:r><w:pict><v:shape style="{style}"><v:imagedata r:id="q"/></v:shape></w:pict></w:r>'
    assert expected(degrees, across=across, down=False) == seen(brought_in(tmp_path, drawn))


def test_one_picture_in_two_ways_is_two_files(tmp_path: Path) -> None:
    result = brought_in(tmp_path, turned(5_400_000) + turned(0))
    assert {"figures/q.png", "figures/q-2.png"} <= result.project.files.keys()


def test_turned_drawing_is_as_it_was_and_told(tmp_path: Path) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"><rect width="40" height="60"/></svg>'
    result = brought_in(tmp_path, turned(10_800_000), svg, "q.svg")
    assert svg == result.project.files["figures/q.svg"]
    how = "it was turned by 180°, and is as it was here: a drawing"
    assert [how] == [entry.how for entry in result.balance.changed if entry.what == "picture"]
