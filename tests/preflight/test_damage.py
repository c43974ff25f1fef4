"""Whatever the bytes are, the preflight answers and does not raise."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from publish.base.qpdf import is_harmless
from publish.preflight import Judgement, judge
from publish.preflight.pdf import painting, reading
from publish.preflight.pdf.tokens import instructions, parts_of
from publish.publication.assets.printers import read_printer
from tests.support import faults, flawless

OFFSET = read_printer(flawless.ROOT / "styles/printers/vn-offset.toml")


def rules(judgement: Judgement) -> set[str]:
    return {finding.rule for finding in judgement.findings}


def drawn(content: bytes) -> set[str]:
    pdf = flawless.build_print()
    faults.draw(pdf, content)
    return rules(judge(flawless.saved(pdf), OFFSET, ink=False))


@pytest.fixture(scope="module")
def small() -> bytes:
    """The clean file for the screen, its streams unpacked, so that a changed byte means something."""
    pdf = flawless.build_screen()
    import io

    stream = io.BytesIO()
    pdf.save(stream, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all, deterministic_id=True)
    return stream.getvalue()


@pytest.mark.parametrize("seed", range(40))
def test_changed_bytes_are_judged(small: bytes, seed: int) -> None:
    dice = random.Random(seed)
    content = bytearray(small)
    for _ in range(dice.choice((1, 4, 30, 300))):
        content[dice.randrange(len(content))] = dice.randrange(256)
    for printer in (OFFSET, None):
        judge(bytes(content), printer, ink=False, remembered={})


@pytest.mark.parametrize("seed", range(40))
def test_changed_content_is_judged(seed: int) -> None:
    dice = random.Random(seed)
    pdf = flawless.build_print()
    for name in ("rgb_shading", "in_tile", "rgb_group_of_form", "black_over_colour"):
        getattr(faults, name)(pdf)
    content = bytearray(pdf.pages[1].obj.Contents.read_bytes())
    for _ in range(dice.choice((1, 4, 20))):
        place = dice.randrange(len(content))
        content[place : place + dice.randrange(3)] = bytes(
            dice.choices(b"()<>[]/% 0-.qQBTEIDoWn\\\0", k=dice.randrange(4))
        )
    pdf.pages[1].obj.Contents = Stream(pdf, bytes(content))
    for printer in (OFFSET, None):
        assert "damaged-pdf" not in rules(judge(flawless.saved(pdf), printer, ink=False))


@pytest.mark.parametrize("part", range(1, 20))
def test_cut_file_is_judged(small: bytes, part: int) -> None:
    assert {"damaged-pdf"} == rules(judge(small[: len(small) * part // 20], None))


WRONG: list[object] = [
    True,
    -1,
    10**15,
    Array([]),
    Dictionary(),
    Name.Wrong,
    pikepdf.String("x"),
    Array([1, 2, 3]),
]


@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_objects_of_the_wrong_kind_are_judged(value: object) -> None:
    for key in ("MediaBox", "TrimBox", "BleedBox", "Resources", "Contents", "Group", "Annots", "Rotate", "UserUnit"):
        pdf = flawless.build_print()
        pdf.pages[1].obj["/" + key] = value
        judge(flawless.saved(pdf), OFFSET, ink=False, remembered={})
    for key in ("Metadata", "OutputIntents", "StructTreeRoot", "PageLabels", "Names", "OpenAction", "MarkInfo", "Lang"):
        for build, printer in ((flawless.build_print, OFFSET), (flawless.build_screen, None)):
            pdf = build()
            pdf.Root["/" + key] = value
            judge(flawless.saved(pdf), printer, ink=False)
    for kind in ("Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading"):
        pdf = flawless.build_print()
        pdf.pages[1].obj.Resources["/" + kind] = Dictionary(X=value)
        faults.draw(pdf, b" /X gs /X cs 1 scn /Pattern cs /X scn 0 0 9 9 re f /X Do /X sh BT /X 9 Tf (abc) Tj ET ")
        judge(flawless.saved(pdf), OFFSET, ink=False, remembered={})


def test_pages_within_themselves_are_damage() -> None:
    pdf = flawless.build_print()
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)
    assert {"damaged-pdf"} >= rules(judge(flawless.saved(pdf), OFFSET, ink=False)) - {"page-multiple"}


def test_forms_within_themselves_end() -> None:
    pdf = flawless.build_print()
    form = pdf.make_indirect(Stream(pdf, b"/Fm Do /Fm Do", Type=Name.XObject, Subtype=Name.Form))
    form.Resources = Dictionary(XObject=Dictionary(Fm=form))
    faults.own(pdf, "/XObject", "/Fm", form)
    faults.draw(pdf, b" /Fm Do ")
    painting_limit = painting.MAX_OPERATIONS
    painting.MAX_OPERATIONS = 20_000
    try:
        assert {"too-large"} == rules(judge(flawless.saved(pdf), OFFSET, ink=False, remembered={}))
    finally:
        painting.MAX_OPERATIONS = painting_limit


def test_patterns_within_themselves_end(monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = flawless.build_print()
    tile = pdf.make_indirect(Stream(pdf, b"/Pattern cs /P1 scn 0 0 8 8 re f", PatternType=1))
    tile.Resources, tile.BBox = Dictionary(Pattern=Dictionary(P1=tile)), Array([0, 0, 8, 8])
    faults.own(pdf, "/Pattern", "/P1", tile)
    faults.draw(pdf, b" /Pattern cs /P1 scn 100 100 8 8 re f ")
    assert set() == rules(judge(flawless.saved(pdf), OFFSET, ink=False))


def test_deep_structure_is_judged() -> None:
    pdf = flawless.build_screen()
    element = pdf.Root.StructTreeRoot.K[0]
    for _ in range(2000):
        element = pdf.make_indirect(Dictionary(S=Name.Sect, K=element))
    pdf.Root.StructTreeRoot.K = element
    judge(flawless.saved(pdf), None)


def test_stream_that_unpacks_to_too_much_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_STREAM", 1 << 20)
    pdf = flawless.build_print()
    bomb = Stream(pdf, zlib.compress(b" " * (2 << 20)))
    bomb.Filter = Name.FlateDecode
    pdf.pages[1].obj.Contents = pdf.make_indirect(bomb)
    content = flawless.saved(pdf)
    assert "too-large" in rules(judge(content, OFFSET, ink=False))


@pytest.mark.parametrize("cut", [lambda packed: packed[:-20], lambda packed: packed[:9] + b"\0\0" + packed[11:]])
def test_content_that_does_not_unpack_is_damage(cut: Callable[[bytes], bytes]) -> None:
    pdf = flawless.build_print()
    packed = zlib.compress(pdf.pages[1].obj.Contents.read_bytes() * 20)
    pdf.pages[1].obj.Contents = pdf.make_indirect(Stream(pdf, cut(packed), Filter=Name.FlateDecode))
    assert {"damaged-pdf"} == rules(judge(flawless.saved(pdf), OFFSET, ink=False))


@pytest.mark.parametrize(
    "content",
    [
        b" ((((((((( ",
        b" [[[[ 1 2 << /A (x Tj",
        b" BT (a(b(c(d)e)f)g) Tj ET % comment (\n 1 0 0 rg",
        b" BI /W 1 /H 1 ID ",
        b" /Span <</A <</B [1 (x) <</C 1>>]>>>> BDC EMC EMC EMC Q Q Q ",
        b" 1e9999 w 1.2.3 --4 w 0 0 m 1 l S ",
        b" q" * 30_000,
        b"<" * 50_000,
        b"(" * 50_000,
    ],
    ids=lambda content: repr(content[:12]),
)
def test_malformed_content_is_passed_over(content: bytes) -> None:
    assert set() == drawn(content)


@pytest.mark.parametrize("unit", [b"/a", b"(", b"<", b"[1 ", b"<</A ", b"1 1 m 2 2 l "], ids=repr)
def test_content_without_end_is_too_large(unit: bytes) -> None:
    assert {"too-large"} == drawn(b" " + unit * 250_000)


def test_instructions_are_cut_with_all_kinds_of_operands() -> None:
    content = (
        b"q 1 0 0 1 0 0 cm/F1 12 Tf[(a\\)b)-20<00 41>]TJ (x(y(z)))Tj %c\n/P<</MCID 3/A<</B 1>>>>BDC BI/W 1 ID \0\1EI Q"
    )
    found = list(instructions(content))
    assert [b"q", b"cm", b"Tf", b"TJ", b"Tj", b"BDC", b"BI", b"Q"] == [operator for operator, _ in found]
    assert [b"a)b", -20.0, b"\0A"] == parts_of(found[3][1])
    assert [b"x(y(z))"] == parts_of(found[4][1])
    assert b"/MCID 3" in found[5][1]


def test_nested_pages_are_read() -> None:
    pdf = flawless.build_print()
    kids = pdf.Root.Pages
    for _ in range(200):
        kids = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([kids]), Count=2))
    pdf.Root.Pages = kids
    assert isinstance(judge(flawless.saved(pdf), OFFSET, ink=False), Judgement)


def saved_empty() -> bytes:
    return flawless.saved(Pdf.new())


@pytest.mark.parametrize("name", faults.harmless_files())
def test_what_every_reader_copes_with_is_no_damage(name: str) -> None:
    """Of 2,693 files of strangers 332 were called damaged for it."""
    content = faults.harmless_files()[name]
    with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
        assert len(pdf.pages) and len(pdf.objects)
        assert all(map(is_harmless, map(str, pdf.get_warnings())))
    assert rules(judge(flawless.clean_print(), OFFSET, ink=False)) == rules(judge(content, OFFSET, ink=False))


def test_damage_beside_what_is_harmless_is_told() -> None:
    content = faults.harmless_files()["unlisted-xref-stream"].replace(
        b"/Type /Catalog", b"/Type /Catalog /Type /Catalog"
    )
    shifted = re.sub(rb"startxref\n(\d+)", lambda found: b"startxref\n%d" % (int(found[1]) + 14), content)
    (finding,) = judge(shifted, OFFSET, ink=False).findings
    assert "damaged-pdf" == finding.rule and "common error" not in finding.message


def test_file_without_pages_is_damaged() -> None:
    assert {"damaged-pdf"} == rules(judge(saved_empty(), OFFSET))
