"""``publish impose``: the sheets of a PDF show its pages where they belong, or the command says why not."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from publish.base.diagnostics import ExitCode, PublishError
from publish.outputs.imposition.scheme import Binding, Scheme
from tests.support.imposed import (
    BLEED,
    BOOKLET,
    HEIGHT,
    MARGIN,
    MM,
    SIXTEEN,
    WIDTH,
    close,
    colour,
    each,
    failure,
    impose,
    make,
    page_colour,
    save,
    seen,
)
from tests.support.programs import need

if TYPE_CHECKING:
    from click.testing import Result

Run = Callable[..., "Result"]


def test_a_booklet_shows_outer_pages_outside() -> None:
    made = impose(make(6))
    assert [["", "1"], ["2", ""], ["6", "3"], ["4", "5"]] == seen(made.content, 2, 1)
    assert (2, 2) == (made.sheets, made.blanks)


def test_a_signature_shows_pages_head_to_head() -> None:
    made = impose(make(16), SIXTEEN)
    front, back = seen(made.content, 4, 2)
    assert ["5", "12", "9", "8", "4", "13", "16", "1"] == front
    assert ["7", "10", "11", "6", "2", "15", "14", "3"] == back
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode()
    assert {"5": "-1 0", "12": "-1 0", "9": "-1 0", "8": "-1 0"} == dict(
        (number, matrix) for matrix, number in re.findall(r"W n (-1 0)[-\d. ]+cm /P(\d+)", content)
    )


def test_an_n_up_shows_pages_as_they_are_read() -> None:
    made = impose(make(5), Scheme(Binding.N_UP, 4))
    assert [["1", "2", "3", "4"], ["5", "", "", ""]] == seen(made.content, 2, 2)


def test_wide_pages_lie_above_each_other() -> None:
    made = impose(make(2, each("/Rotate", 90)), Scheme(Binding.N_UP, 2))
    assert [["1", "2"]] == seen(made.content, 1, 2)


def test_boxes_tell_sheet_bleed_and_trim() -> None:
    with pikepdf.open(io.BytesIO(impose(make(4)).content)) as pdf:
        page = pdf.pages[0].obj
        boxes = {key: [float(side) for side in page[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")}
    for key, margin in (("/MediaBox", MARGIN + BLEED), ("/BleedBox", BLEED), ("/TrimBox", 0)):
        expected = [-margin, -margin, 2 * WIDTH + margin, HEIGHT + margin]
        assert boxes[key] == pytest.approx(expected, abs=1e-3)


def test_without_marks_and_bleed_a_sheet_is_two_pages_large() -> None:
    made = impose(make(4, lambda pdf: [page.obj.__delitem__("/BleedBox") for page in pdf.pages]), marks=False)
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert [0, 0, 2 * WIDTH, HEIGHT] == pytest.approx([float(side) for side in pdf.pages[0].MediaBox], abs=1e-3)
        assert "/ColorSpace" not in pdf.pages[0].Resources


def test_bleed_reaches_outwards_and_never_across_the_fold() -> None:
    content = impose(make(4)).content
    left = MARGIN + BLEED
    assert close(page_colour(4, 4), colour(content, 0, left - BLEED / 2, 100))
    assert (255, 255, 255) == colour(content, 0, left - BLEED - 2, 100)
    assert close(page_colour(4, 4), colour(content, 0, left + WIDTH - 1, 100))
    assert close(page_colour(1, 4), colour(content, 0, left + WIDTH + 1, 100))
    assert close(page_colour(1, 4), colour(content, 0, left + 2 * WIDTH + BLEED / 2, 100))


def test_creep_moves_inner_pages_to_the_fold_and_their_marks_with_them() -> None:
    made = impose(make(8), Scheme(Binding.BOOKLET, caliper_mm=0.5))
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        outer, inner = (pdf.pages[side].Contents.read_bytes().decode() for side in (0, 2))
        trims = [[float(side) for side in page.TrimBox] for page in pdf.pages]
    shift = 0.5 * MM
    places = {number: float(x) for x, number in re.findall(r"cm|(\S+) \S+ cm /P(\d+)", outer + inner) if number}
    assert places == pytest.approx({"8": 0, "1": WIDTH, "6": shift, "3": WIDTH - shift}, abs=1e-3)
    assert trims[2] == pytest.approx([shift, 0, 2 * WIDTH - shift, HEIGHT], abs=1e-3)
    assert f"\n{shift:.4f} " in inner
    assert f"\n{shift:.4f} " not in outer


@pytest.mark.parametrize("scheme", [BOOKLET, SIXTEEN, Scheme(Binding.N_UP, 9)], ids=["booklet", "signatures", "n-up"])
def test_marks_stand_outside_the_bleed_on_every_plate(scheme: Scheme) -> None:
    with pikepdf.open(io.BytesIO(impose(make(16), scheme).content)) as pdf:
        for page in pdf.pages:
            space, state = page.Resources.ColorSpace.All, page.Resources.ExtGState.Over
            assert (Name.Separation, Name.All) == (space[0], space[1])
            assert (True, True) == (state.OP, state.op)
            left, bottom, right, top = (float(side) for side in page.BleedBox)
            outer = [float(side) for side in page.MediaBox]
            marks = page.Contents.read_bytes().decode().rpartition("/All CS 1 SCN")[2]
            lines = [[float(part) for part in line] for line in re.findall(r"(\S+) (\S+) m (\S+) (\S+) l S", marks)]
            assert len(lines) > 8
            for x, y, x_end, y_end in lines:
                assert max(x, x_end) < left or min(x, x_end) > right or max(y, y_end) < bottom or min(y, y_end) > top
                assert outer[0] < min(x, x_end) <= max(x, x_end) < outer[2]
                assert outer[1] < min(y, y_end) <= max(y, y_end) < outer[3]
            assert ("[3 2] 0 d" in marks) == (scheme.binding is not Binding.N_UP)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270, -90])
@pytest.mark.parametrize("origin", [(0, 0), (-100, 50)])
def test_a_page_looks_on_the_sheet_as_it_does_alone(rotate: int, origin: tuple[float, float]) -> None:
    content = make(1, each("/Rotate", rotate), origin)
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        page.set_cropbox(*page.get_trimbox())
        alone = page.render(scale=1).to_pil().convert("L")
    with pypdfium2.PdfDocument(impose(content, marks=False).content) as document:
        page = document[0]
        page.set_cropbox(*page.get_trimbox())
        sheet = page.render(scale=1).to_pil().convert("L")
    right = sheet.crop((sheet.width - alone.width, 0, sheet.width, alone.height))
    differing = sum(abs(one - other) > 60 for one, other in zip(alone.tobytes(), right.tobytes(), strict=True))
    dark = sum(part < 60 for part in alone.tobytes())
    assert dark > 40
    assert differing < dark  # the edges of a letter that stands half a pixel off


def test_units_of_users_are_reckoned_in() -> None:
    with pikepdf.open(io.BytesIO(impose(make(4, each("/UserUnit", Decimal("2.5")))).content)) as pdf:
        page = pdf.pages[0].obj
        assert "/UserUnit" not in page
        assert float(page.TrimBox[2]) == pytest.approx(5 * WIDTH, abs=1e-3)
        assert b"2.5 0 0 2.5 " in page.Contents.read_bytes()


def test_boxes_and_resources_of_the_tree_count() -> None:
    def lift(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            pdf.Root.Pages.MediaBox, pdf.Root.Pages.Resources = Array([WIDTH, HEIGHT, 0, 0]), page.Resources
            for key in ("/MediaBox", "/TrimBox", "/BleedBox", "/Resources"):
                del page.obj[key]

    assert [["4", "1"], ["2", "3"]] == seen(impose(make(4, lift)).content, 2, 1)


def test_content_in_parts_is_joined_and_none_is_a_blank_page() -> None:
    def part(pdf: pikepdf.Pdf) -> None:
        first, second, *_ = (page.obj for page in pdf.pages)
        whole = first.Contents.read_bytes()
        cut = whole.index(b" BT")
        first.Contents = Array([Stream(pdf, whole[:cut]), Stream(pdf, whole[cut:])])
        del second["/Contents"]

    assert [["4", "1"], ["", "3"]] == seen(impose(make(4, part)).content, 2, 1)


def test_what_the_file_says_of_itself_stays_and_what_leads_to_pages_goes() -> None:
    def dress(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, Info="FOGRA39")])
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.docinfo["/Title"] = "Bản tin"
        pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
            said["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
            said["pdfuaid:part"] = "1"
            said["xmpMM:DocumentID"] = said["xmpMM:InstanceID"] = "uuid:1"
        pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
        field = pdf.make_indirect(Dictionary(Subtype=Name.Widget, FT=Name.Tx, T="field", Rect=Array([0, 0, 9, 9])))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        pdf.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Link), field])

    made = impose(make(4, dress))
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert {"/Type", "/Pages", "/OutputIntents", "/Metadata"} == set(pdf.Root.keys())
        assert ("Bản tin", "PDF/X-4") == (str(pdf.docinfo["/Title"]), str(pdf.docinfo["/GTS_PDFXVersion"]))
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
            assert ("PDF/X-4", None) == (said.get("pdfxid:GTS_PDFXVersion"), said.get("pdfuaid:part"))
            assert ("uuid:1", 41) == (said["xmpMM:DocumentID"], len(said["xmpMM:InstanceID"]))
        front = pdf.pages[0]
        assert Name.DeviceCMYK == front.obj.Group.CS == front.Resources.XObject["/P1"].Group.CS
        assert "/Group" not in front.Resources.XObject["/P4"]
        assert not any("/Annots" in page.obj for page in pdf.pages)
    assert ["lost-annotation"] == [found.rule for found in made.warnings]
    assert made.warnings[0].message.endswith(": 1")


@pytest.mark.parametrize("scheme", [BOOKLET, SIXTEEN, Scheme(Binding.N_UP, 2)], ids=["booklet", "signatures", "n-up"])
def test_the_same_file_gives_the_same_bytes(scheme: Scheme) -> None:
    content = make(20)
    assert impose(content, scheme).content == impose(content, scheme).content


@pytest.mark.parametrize("scheme", [BOOKLET, SIXTEEN, Scheme(Binding.N_UP, 2)], ids=["booklet", "signatures", "n-up"])
def test_qpdf_finds_nothing_wrong(tmp_path: Path, scheme: Scheme) -> None:
    need("qpdf")
    (tmp_path / "a.pdf").write_bytes(impose(make(20), scheme).content)
    done = subprocess.run(["qpdf", "--check", tmp_path / "a.pdf"], capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"%PDF-1.4\ntrailer<</Root 1 0 R>>"])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    assert ("unreadable-pdf", ExitCode.SOURCE) == failure(content)


def test_a_pdf_without_pages_is_refused() -> None:
    assert ("no-pages", ExitCode.SOURCE) == failure(make(0))


@pytest.mark.parametrize("password", ["", "x"])
def test_an_encrypted_pdf_is_refused(password: str) -> None:
    with pikepdf.open(io.BytesIO(make(1))) as pdf:
        content = save(pdf, encryption=pikepdf.Encryption(owner="owner", user=password))
    assert ("encrypted-pdf", ExitCode.SOURCE) == failure(content)


def test_pages_of_several_sizes_are_refused_with_their_sizes() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.TrimBox = Array([0, 0, WIDTH, HEIGHT - 10])

    with pytest.raises(PublishError, match=r"page 1 is 60\.0 × 90\.0 mm, page 2 60\.0 × 86\.5 mm"):
        impose(make(3, change))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/TrimBox", Array([0, 0, 0, 0])),
        ("/TrimBox", Array([0, 0])),
        ("/TrimBox", Array([5000, 5000, 6000, 6000])),
        ("/BleedBox", 3),
        ("/Rotate", 45),
        ("/Rotate", Name.Left),
        ("/UserUnit", 0),
    ],
)
def test_a_page_without_a_box_that_can_be_used_is_refused(key: str, value: object) -> None:
    assert ("unusable-page", ExitCode.SOURCE) == failure(make(2, each(key, value)))


@pytest.mark.parametrize("key", ["/Contents", "/Resources", "/Group", "/Annots", "/CropBox"])
@pytest.mark.parametrize("value", [3, Array([]), Array([3, Name.A]), Name.A, Dictionary(), Dictionary(S=3)])
def test_nonsense_ends_with_a_reason_if_at_all(key: str, value: object) -> None:
    try:
        impose(make(2, each(key, value)))
    except PublishError as caught:
        assert ExitCode.SOURCE == caught.exit_code


@pytest.mark.parametrize("metadata", [b"", b"<x:xmpmeta", b"InstanceID", b"<a>InstanceID</b>", b"\xff\xfeInstanceID"])
@pytest.mark.parametrize("filter_", ["/FlateDecode", None])
def test_metadata_that_cannot_be_read_stop_nothing(metadata: bytes, filter_: str | None) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Metadata = Stream(pdf, metadata)
        if filter_:
            pdf.Root.Metadata.Filter = Name(filter_)

    assert 1 == impose(make(4, spoil)).sheets


def test_damaged_bytes_end_with_a_reason_if_at_all() -> None:
    whole = make(4)
    for start in range(0, len(whole), 97):
        for content in (whole[:start], whole[:start] + b"\xff" * 20 + whole[start + 20 :]):
            try:
                impose(content)
            except PublishError as caught:
                assert ExitCode.SOURCE == caught.exit_code


@pytest.mark.parametrize("box", [Name.A4, Array([Name.A, Name.B, Name.C, Name.D]), Array([0, 0])])
def test_a_repaired_pdf_is_told(box: object) -> None:
    for content in (make(4).replace(b"startxref", b"startxxxx"), make(4, each("/MediaBox", box))):
        (found,) = impose(content).warnings
        assert ("damaged-pdf", False) == (found.rule, "BytesIO" in found.hint)


def test_creep_that_no_margin_holds_is_refused() -> None:
    assert ("creep", ExitCode.SOURCE) == failure(make(200), Scheme(Binding.BOOKLET, caliper_mm=0.5))
