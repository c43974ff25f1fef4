"""The press twin: inks, boxes, marks, and what a file for the press says of itself."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from publish.base.diagnostics import PublishError, SourceError
from publish.build.rendering import render
from publish.kinds.projects import open_project
from publish.outputs.commission import Workers
from publish.outputs.press.inks import most_ink
from publish.outputs.press.intent import find_intent
from publish.publication.assets.folders import find_assets
from tests.support import printed
from tests.support.folders import ROOT

MM = 72 / 25.4

FIGURES = ("rgb.jpg", "cmyk.jpg", "dark.jpg", "gray.jpg", "alpha.png", "drawing.svg")
PICTURES = "\n\n".join(
    f"::: figure\n![Ô {number}](figures/{name})\n\nHình {number}.\n\n-- Ảnh: Tòa soạn\n:::"
    for number, name in enumerate(FIGURES, 1)
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90"><defs><linearGradient id="g">'
    '<stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue" stop-opacity=".3"/></linearGradient></defs>'
    '<rect width="150" height="90" fill="url(#g)" stroke="black"/><circle cx="200" cy="45" r="40" opacity=".5"/></svg>'
)


def write(root: Path, press: str = "", body: str = PICTURES) -> Path:
    figures = root / "source" / "figures"
    figures.mkdir(parents=True)
    size = (900, 600)
    shades = Image.linear_gradient("L").resize(size)
    Image.merge("RGB", (shades, shades.rotate(180), shades.point(lambda v: v // 3))).save(figures / "rgb.jpg")
    Image.merge("CMYK", (shades, shades, shades.rotate(180), Image.new("L", size, 20))).save(figures / "cmyk.jpg")
    Image.new("CMYK", size, (230, 220, 210, 240)).save(figures / "dark.jpg")
    shades.save(figures / "gray.jpg")
    Image.merge("RGBA", (shades, shades, Image.new("L", size, 200), shades)).save(figures / "alpha.png")
    (figures / "drawing.svg").write_text(SVG)
    (root / "source" / "publish.toml").write_text(f"[press]\n{press}\n", encoding="utf-8")
    text = f"---\nheadline: Ẩn Ngữ\npublished: 2026-01-15\n---\n\nMở đầu.\n\n{body}\n\nKết thúc.\n"
    (root / "source" / "bai.md").write_text(text, encoding="utf-8")
    return root


def twins(root: Path) -> tuple[bytes, bytes]:
    """Screen twin and press twin, made without the gate of the preflight."""
    job, tools = printed.read(root), Workers()
    return render(job, "pdf", tools, lambda step: None).content, render(job, "press", tools, lambda step: None).content


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    return twins(write(tmp_path_factory.mktemp("press"), "bars = true\nslug = true"))


@pytest.fixture
def pdf(pair: tuple[bytes, bytes]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pair[1])) as opened:
        yield opened


def mm(box: Any) -> list[float]:
    return [round(float(side) / MM, 2) for side in box]


def images(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    masks = {item.SMask.objgen for item in pdf.objects if _is_image(item) and "/SMask" in item}
    return [item for item in pdf.objects if _is_image(item) and item.objgen not in masks]


def _is_image(item: Any) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


def open_image(item: Any) -> Image.Image:
    raw = item.read_raw_bytes()
    return (
        Image.open(io.BytesIO(raw))
        if item.Filter == "/DCTDecode"
        else pikepdf.PdfImage(item).as_pil_image(apply_mask=False)
    )


def test_the_boxes_are_exact_and_the_marks_stand_outside(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        assert mm(page.TrimBox) == [0, 0, 210, 297]
        assert mm(page.BleedBox) == [-3, -3, 213, 300]
        assert mm(page.MediaBox) == [-12, -12, 222, 309]
        assert "/CropBox" not in page


def test_no_space_of_a_screen_is_left_anywhere(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        text = item.stream_dict.unparse() if isinstance(item, pikepdf.Stream) else item.unparse(resolved=True)
        assert not re.search(rb"/DeviceRGB|/CalRGB|/CalGray|/Lab\b|/ICCBased", text)
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and ("/BBox" in stream or "/Type" not in stream):
            content = stream.read_bytes()
            assert not re.search(rb"(?<=\s)(rg|RG)\s", content[:200_000]) or b"acsp" in content[:64]


def test_each_picture_is_printed_as_it_should_be(pdf: pikepdf.Pdf, tmp_path: Path) -> None:
    spaces = sorted(str(item.ColorSpace) for item in images(pdf))
    assert spaces == ["/DeviceCMYK"] * 4 + ["/DeviceGray"]
    raws = [item.read_raw_bytes() for item in images(pdf)]
    own = write(tmp_path) / "source" / "figures"
    for kept in ("cmyk.jpg", "gray.jpg"):
        assert (own / kept).read_bytes() in raws, f"{kept} is printed byte for byte"
    assert (own / "dark.jpg").read_bytes() not in raws
    inked = [most_ink(open_image(item)) for item in images(pdf) if item.ColorSpace == "/DeviceCMYK"]
    assert 2.5 < max(inked) <= 3.0
    assert sum("/SMask" in item for item in images(pdf)) == 1
    assert not any("/Interpolate" in item for item in images(pdf))


def test_transparent_pages_say_in_which_space_they_blend(pdf: pikepdf.Pdf) -> None:
    groups = [page.obj.Group.CS for page in pdf.pages if "/Group" in page.obj]
    groups += [item.Group.CS for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Group" in item]
    assert groups and set(map(str, groups)) <= {"/DeviceCMYK", "/DeviceGray"}


def test_a_file_for_the_press_says_so(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert str(intent.RegistryName) == "http://www.color.org"
    assert (intent.DestOutputProfile.N, intent.DestOutputProfile.read_bytes()[36:40]) == (4, b"acsp")
    xmp = pdf.Root.Metadata.read_bytes().decode()
    for fact in ("GTS_PDFXVersion>PDF/X-4<", "Trapped>False<", "RenditionClass>default<", "VersionID>1<"):
        assert fact in xmp
    info = pdf.docinfo
    assert (str(info.Title), info.Trapped) == ("Ẩn Ngữ", "/False")
    assert f">{info.Title}<" in xmp
    assert f"Producer>{info.Producer}<" in xmp
    assert "CreateDate>2026-01-15" in xmp and str(info.CreationDate).startswith("D:20260115")
    assert pdf.pdf_version == "1.6"


def test_nothing_is_left_that_only_a_screen_shows(pdf: pikepdf.Pdf) -> None:
    assert not {"/StructTreeRoot", "/AcroForm", "/Names", "/Outlines", "/MarkInfo"} & set(pdf.Root.keys())
    for page in pdf.pages:
        assert not {"/Annots", "/StructParents", "/Tabs"} & set(page.obj.keys())


def test_both_twins_have_the_same_words_on_the_same_pages(pair: tuple[bytes, bytes]) -> None:
    screen, press = pair
    assert printed.texts(screen) == printed.texts(press)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["book", "bulletin"])
def test_the_samples_have_the_same_words_on_the_same_pages_in_both_twins(name: str) -> None:
    screen, press = (printed.print_sample(name, format_) for format_ in ("pdf", "press"))
    assert printed.texts(screen) == printed.texts(press)


def test_the_same_bytes_in_another_folder(pair: tuple[bytes, bytes], tmp_path: Path) -> None:
    assert twins(write(tmp_path / "far", "bars = true\nslug = true"))[1] == pair[1]


def test_marks_are_on_all_plates_and_outside_of_the_bleed(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    space, name = page.Resources.ColorSpace.All[:2]
    assert (space, name) == ("/Separation", "/All")
    marks = [stream.read_bytes().decode() for stream in page.Contents if b"/All CS" in stream.read_bytes()]
    lines = re.findall(r"(\S+) (\S+) m (\S+) (\S+) l S", marks[0])
    assert len(lines) == 8 + 8
    for x, y, x_end, y_end in ([float(part) / MM for part in line] for line in lines):
        inside = (-3 < x < 213 and -3 < y < 300) or (-3 < x_end < 213 and -3 < y_end < 300)
        assert not inside


def test_a_printer_without_marks_and_transparency_gets_neither(tmp_path: Path) -> None:
    _, press = twins(write(tmp_path, 'printer = "ingram"'))
    with pikepdf.open(io.BytesIO(press)) as pdf:
        assert mm(pdf.pages[0].MediaBox) == mm(pdf.pages[0].BleedBox)
        assert not any("/SMask" in item for item in images(pdf))
        assert max(most_ink(open_image(item)) for item in images(pdf) if item.ColorSpace == "/DeviceCMYK") <= 2.4


# What may be asked for -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("press", "rule"),
    [
        ('printer = "vn-ofset"', "unknown-printer"),
        ('profile = "none.icc"', "missing-style"),
        ('profile = "sRGB2014.icc"', "invalid-profile"),
        ('profile = "../x.icc"', "invalid-value"),
        ("marks = 1", "wrong-type"),
        ("mark = true", "unknown-key"),
    ],
)
def test_what_cannot_be_asked_for_is_told(tmp_path: Path, press: str, rule: str) -> None:
    root = write(tmp_path, press)
    with pytest.raises(PublishError) as failure:
        find_intent(open_project(root), find_assets(root))
    assert [found.rule for found in failure.value.diagnostics] == [rule]


def test_another_profile_is_named_by_its_condition(tmp_path: Path) -> None:
    root = write(tmp_path, 'profile = "own.icc"\ncondition = "FOGRA51"')
    own = root / "styles" / "profiles"
    own.mkdir(parents=True)
    profile = ROOT / "styles" / "profiles" / "ISOcoated_v2_300_bas.icc"
    (own / "own.icc").write_bytes(profile.read_bytes())
    intent = find_intent(open_project(root), find_assets(root))
    assert (intent.condition, intent.look.profile.name) == ("FOGRA51", "own.icc")


def test_an_unknown_printer_is_told_with_a_guess(tmp_path: Path) -> None:
    root = write(tmp_path, 'printer = "kpd"')
    with pytest.raises(SourceError) as failure:
        find_intent(open_project(root), find_assets(root))
    assert failure.value.diagnostics[0].hint == "did you mean kdp?"
    assert failure.value.diagnostics[0].position.line == 2
