"""Images of signature and seal: there, of their own size, and the seal over a third of the signature on its left."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from publish.base.diagnostics import PublishError
from publish.publication.assets.png_scale import is_png, real_size
from tests.support.officials import LETTER, make_official, official_files, write_official
from tests.support.printed import read

_MM = 25.4 / 72
_SIGNED = LETTER.replace("ky_hieu_soan:", "anh_chu_ky: ky.png\nanh_dau: dau.png\nky_hieu_soan:")


def with_images(root: Path, *, seal_ppi: int = 300) -> Path:
    """A project with a signature of 40 mm × 16 mm and a seal of 36 mm."""
    source = write_official(root, _SIGNED) / "source"
    Image.new("RGBA", (400, 160), (0, 0, 160, 128)).save(source / "ky.png", dpi=(254, 254))
    facts = {"dpi": (seal_ppi, seal_ppi)} if seal_ppi else {}
    Image.new("RGBA", (425, 425), (200, 0, 0, 128)).save(source / "dau.png", **facts)
    return root


def images(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each picture of page 1, in millimetres."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        left, _, _, top = page.get_cropbox()
        bounds = [shape.get_bounds() for shape in page.get_objects() if shape.type == 3]
        return [((a - left) * _MM, (top - d) * _MM, (c - left) * _MM, (top - b) * _MM) for a, b, c, d in bounds]


def test_size_is_what_the_file_says(tmp_path: Path) -> None:
    Image.new("L", (300, 600)).save(tmp_path / "a.png", dpi=(300, 300))
    Image.new("L", (300, 600)).save(tmp_path / "b.png")
    Image.new("L", (300, 600)).save(tmp_path / "c.jpg", dpi=(300, 300))
    assert (25.4, 50.8) == pytest.approx(real_size(tmp_path / "a.png"), abs=0.01)
    assert [None, None] == [real_size(tmp_path / name) for name in ("b.png", "c.jpg")]
    assert [True, True, False] == [is_png(tmp_path / name) for name in ("a.png", "b.png", "c.jpg")]


def test_seal_has_its_size_and_covers_a_third_of_the_signature(tmp_path: Path) -> None:
    with_images(tmp_path)
    signature, seal = images(official_files(tmp_path, _SIGNED)[0][0])
    assert (40, 16) == pytest.approx((signature[2] - signature[0], signature[3] - signature[1]), abs=0.1)
    assert 36 == pytest.approx(seal[2] - seal[0], abs=0.1)
    assert 1 / 3 == pytest.approx((seal[2] - signature[0]) / 40, abs=0.01)
    assert (signature[1] + signature[3]) / 2 == pytest.approx((seal[1] + seal[3]) / 2, abs=0.1)
    assert 30 + 160 * 0.725 == pytest.approx((signature[0] + signature[2]) / 2, abs=0.1)


def test_word_file_anchors_both_in_front_of_the_text(tmp_path: Path) -> None:
    with_images(tmp_path)
    with zipfile.ZipFile(io.BytesIO(official_files(tmp_path, _SIGNED)[0][1])) as package:
        text = package.read("word/document.xml").decode()
    assert 2 == text.count("<wp:anchor ") == text.count("</wp:anchor>") == text.count("<wp:wrapNone/>")
    assert ["1440000", "1295403"] == re.findall(r'<wp:extent cx="(\d+)"', text)
    assert ["Chữ ký của Trần Thị Bình", "Dấu của Sở Nội vụ"] == re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', text)


@pytest.mark.slow
def test_screen_and_press_show_both_and_say_what_they_are(tmp_path: Path) -> None:
    root = with_images(tmp_path)
    with zipfile.ZipFile(io.BytesIO(make_official(root, _SIGNED, "epub"))) as book:
        page = book.read("EPUB/article.xhtml").decode()
    assert re.findall(r'alt="([^"]*)"', page) == ["Chữ ký của Trần Thị Bình", "Dấu của Sở Nội vụ"]
    assert 2 == len(images(make_official(root, _SIGNED, "press")))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda source: (source / "dau.png").unlink(), "missing-image"),
        (lambda source: Image.new("L", (9, 9)).save(source / "ky.png", "JPEG"), "official-image"),
        (lambda source: Image.new("L", (9, 9)).save(source / "dau.png"), "official-image"),
        (
            lambda source: (source / "d1.md").write_text(_SIGNED.replace("ky.png", "../../ky.png")),
            "image-outside-project",
        ),
    ],
    ids=["missing", "no PNG", "without a size", "outside"],
)
def test_images_that_cannot_be_used_are_told(tmp_path: Path, change: object, rule: str) -> None:
    root = with_images(tmp_path / "a")
    Image.new("L", (9, 9)).save(tmp_path / "ky.png")
    change(root / "source")  # type: ignore[operator]
    with pytest.raises(PublishError) as failure:
        read(root)
    assert rule in [one.rule for one in failure.value.diagnostics]
