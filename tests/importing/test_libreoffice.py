from __future__ import annotations

import io
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from publish.importing import libreoffice
from publish.importing.libreoffice import ConversionError, convert
from publish.importing.metafiles import PPI, draw_metafiles, is_metafile
from tests.support.word_files import para, picture
from tests.support.word_imports import imported

OFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<II", kind, 8 + len(data)) + data


def emf() -> bytes:
    """A drawing in EMF, 50 × 25 mm, 200 × 100 units: a rectangle in its right half."""
    body = record(0x2B, struct.pack("<4i", 110, 20, 190, 80)) + record(14, struct.pack("<III", 0, 16, 20))
    head = struct.pack("<8i", 0, 0, 200, 100, 0, 0, 5000, 2500) + b" EMF"
    head += struct.pack("<IIIHHIIIiiii", 0x10000, 108 + len(body), 3, 1, 0, 0, 0, 0, 1920, 1080, 480, 270)
    head += struct.pack("<IIIii", 0, 0, 0, 480_000, 270_000)
    return record(1, head) + body


def wmf(*, placeable: bool) -> bytes:
    """A drawing in WMF: a rectangle in a window of 200 × 100 units, 100 to the inch."""

    def one(function: int, *words: int) -> bytes:
        return struct.pack(f"<IH{len(words)}h", 3 + len(words), function, *words)

    body = one(0x0103, 8) + one(0x020C, 100, 200) + one(0x041B, 80, 190, 20, 110) + one(0)
    head = struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(body) // 2, 0, 7, 0)
    place = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, 0, 0, 200, 100, 100, 0)
    words = struct.unpack("<10H", place[:20])
    checksum = 0
    for word in words:
        checksum ^= word
    return (place + struct.pack("<H", checksum) if placeable else b"") + head + body


@pytest.mark.parametrize("content", [emf(), wmf(placeable=True), wmf(placeable=False)], ids=["emf", "placeable", "wmf"])
def test_drawings_are_known_by_their_bytes(content: bytes) -> None:
    assert is_metafile(content) and not is_metafile(b"\x89PNG" + content[4:40])


@OFFICE
@pytest.mark.slow
def test_drawings_become_pictures_of_their_size(tmp_path: Path) -> None:
    named = {"a": emf(), "b": b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(60), "c": wmf(placeable=True)}
    drawn = draw_metafiles(named | {"d": wmf(placeable=False)}, 3.0)
    assert ["a", "c", "d"] == list(drawn)
    for content in drawn.values():
        image = Image.open(io.BytesIO(content)).convert("L")
        assert image.width >= 3 * PPI and abs(image.width - 2 * image.height) < 10
        left, right = image.crop((0, 0, image.width // 2, image.height)), image.crop((image.width // 2, 0, *image.size))
        assert (255, 255) == left.getextrema() and right.getextrema()[0] < 64


@OFFICE
@pytest.mark.slow
def test_drawing_in_a_word_file_is_drawn(tmp_path: Path) -> None:
    files = {"word/media/two.emf": emf()}
    result = imported(
        tmp_path, para("Đầu.") + para(picture("x", "Sơ đồ")), relations={"x": ("image", "media/two.emf")}, files=files
    )
    assert "![Sơ đồ](figures/two.png)" in result.project.files["bai.md"].decode()
    assert b"\x89PNG" == result.project.files["figures/two.png"][:4] and () == result.balance.left_out
    told = [entry.how for entry in result.balance.changed if entry.what == "picture"]
    assert ["a drawing in EMF or WMF, which LibreOffice has drawn at 300 pixels to the inch"] == told


def test_all_that_libreoffice_has_started_ends_with_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\n(sleep 2; touch {tmp_path}/late) &\nwait\n")
    script.chmod(0o755)
    monkeypatch.setattr(libreoffice, "SECONDS", 0.3)
    with pytest.raises(ConversionError, match="TimeoutExpired"):
        convert(str(script), tmp_path / "bai.doc", "docx", tmp_path / "work")
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(["sleep", "5"], timeout=2.2, check=False)
    assert not (tmp_path / "late").exists()


def test_libreoffice_that_makes_nothing_says_why(tmp_path: Path) -> None:
    script = tmp_path / "soffice"
    script.write_text("#!/bin/sh\necho 'Error: source file could not be loaded' >&2\n")
    script.chmod(0o755)
    with pytest.raises(ConversionError, match="source file could not be loaded"):
        convert(str(script), tmp_path / "bai.doc", "docx", tmp_path / "work")
