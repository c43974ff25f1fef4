"""Pictures are measured before they are decoded; what cannot be published says why, and what helps."""

from __future__ import annotations

import struct
import warnings
import zlib
from pathlib import Path

import pytest
from PIL import Image

from publish.publication.assets.images import check_picture, measure_picture
from publish.publication.assets.rasters import LARGEST_AREA, PictureError
from tests.support.factories import AT


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is larger than what stands in it."""
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">L", len(content)) + name + content + struct.pack(">L", zlib.crc32(name + content))
        for name, content in ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    )


@pytest.mark.parametrize(("width", "height"), [(20_001, 1), (19_000, 19_000), (14_000, 14_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(bomb(width, height))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda image: pytest.fail("decoded"))
    with pytest.raises(PictureError, match="pixels") as caught:
        measure_picture(path)
    assert "save it smaller" == caught.value.hint


def test_a_large_picture_brings_no_warning_of_pillow(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("1", (13_000, 13_000)).save(path)
    assert 13_000**2 <= LARGEST_AREA
    with warnings.catch_warnings(), Image.open(path):
        warnings.simplefilter("error")
        assert (13_000, 13_000) == (measure_picture(path).width, measure_picture(path).height)


def test_the_size_of_a_picture_is_that_in_which_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (30, 20)).save(path, exif=exif)
    assert (20, 30) == (measure_picture(path).width, measure_picture(path).height)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP", "AVIF", "JPEG2000", "QOI", "PSD"])
@pytest.mark.parametrize("length", [3, 40, 300])
def test_a_file_that_was_cut_off_is_told_by_its_name(tmp_path: Path, kind: str, length: int) -> None:
    path = tmp_path / "a.png"
    if kind == "PSD":
        path.write_bytes(b"8BPS" + struct.pack(">H6xHLLHH", 1, 3, 9, 9, 8, 3))
    else:
        Image.effect_noise((200, 200), 90).convert("RGB").save(path, kind)
    path.write_bytes(path.read_bytes()[:length])
    (found,) = check_picture(path, "figures/a.png", AT)
    assert ("unreadable-image", True) == (found.rule, "picture cannot be used: figures/a.png: " in found.message)
    assert found.hint


def test_a_picture_that_changes_is_measured_again(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    for side in (3, 500):
        Image.effect_noise((side, side), 9).save(path)
        assert side == measure_picture(path).width
