"""Ink is measured on MuPDF's plates: in process inks, overprinting, as Ghostscript draws them."""

from __future__ import annotations

import dataclasses
import functools
import io
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from publish.base.diagnostics import Severity
from publish.preflight import Finding, judge
from publish.preflight.ink.measuring import worst_spot
from publish.preflight.ink.mupdf import draw_plates
from publish.preflight.judging import judge_page
from publish.preflight.pdf.reading import PdfPage, open_pdf, read_page
from publish.preflight.pdf.resources import Cabinet
from publish.publication.assets.printers import read_printer
from tests.support import faults, flawless, ghostscript, inked
from tests.support.programs import need

OFFSET = read_printer(flawless.ROOT / "styles/printers/vn-offset.toml")
NAMES = list(inked.CASES)


def pages_of(pdf: Pdf) -> list[PdfPage]:
    return [read_page(page.obj, index) for index, page in enumerate(pdf.pages)]


def drawn(content: bytes) -> list[tuple[Any, int]]:
    with open_pdf(content) as pdf:
        return [(picture, errors) for _, picture, errors in draw_plates(content, pages_of(pdf))]


def most(picture: Any) -> float:
    return worst_spot(picture)[0]


@functools.cache
def measured(*, group: bool, intent: bool = True) -> list[float]:
    plates = drawn(inked.build(group=group, intent=intent))
    assert [0] * len(NAMES) == [errors for _, errors in plates]
    return [most(picture) for picture, _ in plates]


@pytest.mark.parametrize("group", [True, False], ids=["in a page group", "without"])
@pytest.mark.parametrize("name", NAMES)
def test_inks_come_together_as_on_a_press(name: str, group: bool) -> None:
    assert inked.CASES[name][0] == pytest.approx(measured(group=group)[NAMES.index(name)], abs=1.6)


def test_inks_are_the_same_for_whichever_press_the_file_is_made() -> None:
    assert measured(group=True) == measured(group=True, intent=False)


@pytest.mark.parametrize("group", [True, False], ids=["in a page group", "without"])
def test_ghostscript_has_the_same_ink(group: bool, tmp_path: Path) -> None:
    need("gs")
    file = tmp_path / "inks.pdf"
    file.write_bytes(inked.build(group=group))
    witness = dict(zip(NAMES, map(most, ghostscript.plates(file)), strict=True))
    ours = dict(zip(NAMES, measured(group=group), strict=True)) | inked.OF_GHOSTSCRIPT
    assert {} == {name: (ink, ours[name]) for name, ink in witness.items() if abs(ink - ours[name]) > 3}


def test_no_page_has_more_ink_than_its_ceiling() -> None:
    pdf, cabinet = open_pdf(inked.build(group=True)), Cabinet()
    for page in pages_of(pdf):
        judge_page(page, OFFSET, (100.0, 100.0), cabinet)
    totals = [cabinet.ceilings[index].total for index in range(len(NAMES))]
    inks = measured(group=True)
    assert {} == {n: (ink, top) for n, ink, top in zip(NAMES, inks, totals, strict=True) if ink > top + 0.5}


def limited(content: str, resources: inked.Resources) -> tuple[list[float], list[str]]:
    """The ink of a page, and what is said of it by a printer that takes 240 %."""
    pdf = Pdf.new()
    inked.add_page(pdf, content, resources, group=True)
    judgement = judge(inked.saved(pdf), dataclasses.replace(OFFSET, ink_percent=240))
    said = [finding.message for finding in judgement.findings if finding.rule == "ink-limit"]
    return [ink.percent for ink in judgement.ink], said


@pytest.mark.parametrize(
    ("expected", "content"),
    [
        ([], "/over gs .9 .8 .7 0 k 0 0 90 90 re f 0 0 0 1 K .8 w 10 20 m 80 20 l 80 80 l S"),
        ([], ".9 .8 .7 .9 k " + "".join(f"{x} {y} 1 1 re f " for x in range(0, 90, 3) for y in range(0, 90, 3))),
        (["340 % of ink in one spot, more than 240 %"], "/over gs .9 .8 .7 0 k 0 0 90 90 re f 0 0 0 1 k 9 9 4 4 re f"),
        (["260 % of ink in one spot, more than 240 %"], ".9 .9 .8 0 k 0 0 40 90 re f .9 .8 .8 .9 k 60 60 1 1 re f"),
    ],
    ids=["fine lines", "dots", "a spot", "an area beside a dot"],
)
def test_limit_is_broken_by_spots_of_a_millimetre(expected: list[str], content: str) -> None:
    assert expected == limited(content, {})[1]


def test_jpeg_that_keeps_the_limit_is_not_said_to_break_it() -> None:
    """Read at a smaller size, as is fast, its edges overshoot."""
    side = 130
    row = b"".join(bytes([153 * (x % 32 < 29)] * 4) for x in range(side))
    stream = io.BytesIO()
    Image.frombytes("CMYK", (side, side), row * side).save(stream, "JPEG", quality=95)

    def make(pdf: Pdf) -> Stream:
        image = Stream(pdf, stream.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=side, Height=side)
        image.ColorSpace, image.BitsPerComponent, image.Filter = inked.CMYK, 8, Name.DCTDecode
        image.Decode = Array([1, 0] * 4)
        return pdf.make_indirect(image)

    pdf = Pdf.new()
    inked.add_page(pdf, inked.AT, inked.drawn(make), group=True)
    ((fast, _),) = drawn(inked.saved(pdf))
    assert 250 < most(fast)
    assert ([pytest.approx(240, abs=0.5)], []) == limited(inked.AT, inked.drawn(make))


def framed(**entries: object) -> list[tuple[Any, int]]:
    """Cyan that lies 20 points from the left and 10 from the foot of the page, 30 wide and 20 high."""
    pdf = Pdf.new()
    page = inked.add_page(pdf, "1 0 0 0 k 20 10 30 20 re f", {}, group=False)
    for key, value in entries.items():
        page["/" + key] = value
    return drawn(inked.saved(pdf))


@pytest.mark.parametrize(
    "entries",
    [
        {},
        {"Rotate": 90},
        {"Rotate": 180},
        {"Rotate": 270},
        {"CropBox": Array([30, 30, 60, 60])},
        {"CropBox": Array([30, 30, 60, 60]), "BleedBox": Array([0, 0, 100, 100]), "Rotate": 90},
        {"MediaBox": Array([-50, -50, 150, 150]), "BleedBox": Array([0, 0, 100, 100])},
    ],
    ids=repr,
)
def test_page_is_drawn_upright_and_beyond_its_crop_box(entries: dict[str, object]) -> None:
    ((picture, _),) = framed(**{"BleedBox": Array([0, 0, 100, 100]), **entries})
    assert ((100, 100), (20, 70, 50, 90)) == (picture.size, picture.getbbox())


def test_page_in_larger_units_is_drawn_larger_and_a_very_large_one_coarser() -> None:
    ((double, _),) = framed(UserUnit=2)
    assert ((200, 200), (40, 140, 100, 180)) == (double.size, double.getbbox())
    ((coarse, _),) = framed(UserUnit=1000)
    assert (5000, 5000) == coarse.size


def test_same_page_has_the_same_plates() -> None:
    content = inked.build(group=True)
    first, second = drawn(content), drawn(content)
    assert [picture.tobytes() for picture, _ in first] == [picture.tobytes() for picture, _ in second]


def seeded(content: bytes, **resources: object) -> bytes:
    pdf = flawless.build_print()
    for name, value in resources.items():
        faults.own(pdf, "/XObject", f"/{name}", value)
    faults.draw(pdf, content)
    return flawless.saved(pdf)


DARK = flawless.area(20, 80, 40, 10, "0.9 0.8 0.8 0.9 k")


@pytest.mark.parametrize(
    ("expected", "content"),
    [(Severity.WARNING, b" /Missing Do " + DARK), (Severity.ERROR, b" /Missing Do " * 150 + DARK)],
    ids=["a part", "the rest"],
)
def test_page_that_is_not_drawn_whole_is_told(
    expected: Severity, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    remembered: dict[str, tuple[Finding, ...]] = {}
    for _ in range(2):
        found = [f for f in judge(seeded(content), OFFSET, remembered=remembered).findings if f.rule == "damaged-pdf"]
        assert [(2, expected)] == [(finding.page, finding.severity) for finding in found]
    assert ("", "") == capfd.readouterr()


def test_file_that_cannot_be_drawn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from publish.preflight.ink import mupdf

    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(mupdf, "_open", fail)
    judgement = judge(seeded(DARK), OFFSET)
    (finding,) = judgement.findings
    assert ("damaged-pdf", Severity.ERROR, (1, 2)) == (finding.rule, finding.severity, finding.pages)
    assert () == judgement.ink


def test_page_that_is_too_large_to_be_read_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    from publish.preflight.ink import measuring
    from publish.preflight.pdf import painting

    asked: list[int] = []

    def draw(content: bytes, pages: list[PdfPage]) -> Any:
        asked.extend(page.index for page in pages)
        return draw_plates(content, pages)

    monkeypatch.setattr(painting, "MAX_OPERATIONS", 500)
    monkeypatch.setattr(measuring, "draw_plates", draw)
    judgement = judge(seeded(b" q Q" * 1000), OFFSET)
    assert {"too-large"} == {finding.rule for finding in judgement.findings}
    assert ([0], [1]) == (asked, [ink.place.page for ink in judgement.ink])


@pytest.mark.parametrize("seed", range(20))
def test_changed_content_is_measured_in_silence(seed: int, capfd: pytest.CaptureFixture[str]) -> None:
    import random

    dice = random.Random(seed)
    pdf = Pdf.new()
    for _, text, resources in inked.CASES.values():
        content = bytearray(text.encode())
        for _ in range(dice.choice((1, 4, 9))):
            place = dice.randrange(len(content))
            content[place : place + dice.randrange(4)] = bytes(
                dice.choices(b"()<>[]/% 0-.qQk\\\0", k=dice.randrange(4))
            )
        page = inked.add_page(pdf, "", resources, group=True)
        page.Contents = Stream(pdf, bytes(content))
    judge(inked.saved(pdf), OFFSET)
    assert ("", "") == capfd.readouterr()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_changed_file_is_measured_in_silence(seed: int, capfd: pytest.CaptureFixture[str]) -> None:
    import random

    dice = random.Random(seed)
    with pikepdf.open(io.BytesIO(inked.build(group=False))) as pdf:
        stream = io.BytesIO()
        pdf.save(stream, compress_streams=False, deterministic_id=True)
    content = bytearray(stream.getvalue())
    for _ in range(dice.choice((1, 4, 30))):
        content[dice.randrange(len(content))] = dice.randrange(256)
    judge(bytes(content), OFFSET)
    with open_pdf(inked.build(group=False)) as whole:
        assert len(NAMES) == len(list(draw_plates(bytes(content), pages_of(whole))))
    assert ("", "") == capfd.readouterr()


def test_picture_whose_samples_are_damaged_is_measured() -> None:
    pdf = Pdf.new()
    packed = zlib.compress(bytes([230, 200, 200, 180]) * 100, 0)
    image = Stream(pdf, packed[:-99], Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10, BitsPerComponent=8)
    image.ColorSpace, image.Filter = inked.CMYK, Name.FlateDecode
    inked.add_page(pdf, inked.AT, {"XObject": {"I": pdf.make_indirect(image)}}, group=False)
    ((picture, _),) = drawn(inked.saved(pdf))
    assert 318 == pytest.approx(most(picture), abs=1)


def test_resources_within_themselves_end() -> None:
    pdf = Pdf.new()
    page = inked.add_page(pdf, "1 0 0 0 k 20 10 30 20 re f", {}, group=False)
    node = pdf.make_indirect(Dictionary())
    node.Self, node.Again = node, Array([node, node])
    deep: Any = Array([])
    for _ in range(90):
        deep = Array([deep])
    page.Resources.Self, page.Resources.Deep = node, deep
    ((picture, errors),) = drawn(inked.saved(pdf))
    assert (100, 0) == (round(most(picture)), errors)


def test_nothing_outside_of_python_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a program is started")

    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(subprocess.Popen, "__init__", refuse)
    judgement = judge(seeded(DARK), OFFSET)
    assert {"ink-limit"} == {finding.rule for finding in judgement.findings}


LOADED = """
import sys
from pathlib import Path
from publish.preflight import judge
from publish.publication.assets.printers import read_printer
judgement = judge(sys.stdin.buffer.read(), read_printer(Path(sys.argv[1])))
print(len(judgement.ink), "pymupdf" in sys.modules)
"""


@pytest.mark.parametrize(("expected", "drawn"), [("2 False", ""), ("2 True", DARK.decode())], ids=["type", "dark"])
def test_library_is_loaded_only_where_a_page_is_drawn(expected: str, drawn: str) -> None:
    with pikepdf.open(io.BytesIO(flawless.clean_print())) as pdf:
        pdf.pages[0].obj.Contents = Stream(pdf, flawless.words(20, 60, "Trang hai"))
        faults.draw(pdf, drawn.encode())
        content = flawless.saved(pdf)
    printer = flawless.ROOT / "styles/printers/vn-offset.toml"
    command = [sys.executable, "-c", LOADED, str(printer)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(flawless.ROOT), *filter(None, sys.path)])}
    done = subprocess.run(command, input=content, capture_output=True, check=True, env=environment)
    assert (expected, b"") == (done.stdout.decode().strip(), done.stderr)
