"""The rules about marks and about what letters say refuse what veraPDF refuses, also beside pages that are known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from publish.preflight import Finding, judge
from publish.preflight.validators import Validator, validate
from publish.publication.assets.printers import read_printer
from tests.support import faults, flawless
from tests.support.mark_faults import BEYOND, MARK_FAULTS, SPOKEN, marked_form, no_table, saying, unlisted_mark

OFFSET = read_printer(flawless.ROOT / "styles/printers/vn-offset.toml")
CLAUSES = {clause for _, clause, _ in MARK_FAULTS.values() if clause}


def rules(pdf: Pdf, remembered: dict[str, tuple[Finding, ...]] | None = None) -> set[str]:
    return {finding.rule for finding in judge(flawless.saved(pdf), None, remembered=remembered).findings}


def seeded(seed: faults.Seed) -> Pdf:
    pdf = flawless.build_screen()
    seed(pdf)
    return pdf


@pytest.mark.slow
def test_verapdf_refuses_each_fault_by_its_clause(tmp_path: Path, need: Callable[[str], Validator]) -> None:
    expected: dict[Path, set[str]] = {tmp_path / "clean.pdf": set()}
    (tmp_path / "clean.pdf").write_bytes(flawless.clean_screen())
    for number, (_, clause, seed) in enumerate(MARK_FAULTS.values()):
        path = tmp_path / f"{number:02}.pdf"
        path.write_bytes(flawless.saved(seeded(seed)))
        expected[path] = {clause} - {""}
    found: dict[Path, set[str]] = {path: set() for path in expected}
    for told in validate(need("verapdf"), list(expected)):
        if (clause := told.rule.removeprefix("verapdf-")) in CLAUSES:
            found[told.position.file].add(clause)
    assert expected == found


def spoken_by_its_element(pdf: Pdf) -> None:
    saying(b"e000")(pdf)
    tree, page = pdf.Root.StructTreeRoot, pdf.pages[1].obj
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Span, P=tree, Pg=page, K=0))
    element.ActualText, page.StructParents = String("T"), 2
    tree.K.append(element)
    tree.ParentTree.Nums.extend([2, Array([element])])
    head, _, letter = page.Contents.read_bytes().rpartition(b"/Artifact BMC")
    page.Contents = pdf.make_stream(head + b"/Span <</MCID 0>> BDC" + letter)


def mark_without_content(pdf: Pdf) -> None:
    faults.draw(pdf, b" /P <</MCID 9>> BDC EMC ")


def artifact_in_an_artifact(pdf: Pdf) -> None:
    faults.draw(pdf, b" /Artifact BMC /Artifact BMC 9 9 9 9 re f EMC EMC ")


def form_beyond_the_page(pdf: Pdf) -> None:
    marked_form(pdf)
    faults.draw(pdf, b" q 1 0 0 1 -900 -900 cm /Marked Do Q ")


def form_once(pdf: Pdf) -> None:
    marked_form(pdf, 1)


@pytest.mark.parametrize(
    "seed",
    [
        saying(b"e000", SPOKEN),
        saying(b"", SPOKEN),
        saying(b"fffd"),
        spoken_by_its_element,
        mark_without_content,
        artifact_in_an_artifact,
        form_beyond_the_page,
        form_once,
    ],
)
def test_what_verapdf_takes_is_taken(seed: faults.Seed) -> None:
    assert set() == rules(seeded(seed))


@pytest.mark.parametrize("name", MARK_FAULTS)
def test_fault_is_found_beside_pages_that_are_known(name: str) -> None:
    """What a page is judged by may be on another page or in the tree: a mark, the table of a font, a form."""
    rule, _, seed = MARK_FAULTS[name]
    remembered: dict[str, tuple[Finding, ...]] = {}
    assert set() == rules(flawless.build_screen(), remembered) == rules(seeded(form_once), remembered)
    assert {rule} == rules(seeded(seed), remembered)
    assert {rule} == rules(seeded(seed), remembered)


def test_pages_without_change_are_known() -> None:
    remembered: dict[str, tuple[Finding, ...]] = {}
    rules(flawless.build_screen(), remembered)
    known = len(remembered)
    rules(seeded(lambda pdf: faults.draw(pdf, b" /Artifact BMC 9 9 9 9 re f EMC ")), remembered)
    assert (2, 3) == (known, len(remembered))


def test_press_files_are_not_listened_to() -> None:
    pdf = flawless.build_print()
    no_table(pdf)
    assert () == judge(flawless.saved(pdf), OFFSET, ink=False).findings


def test_content_that_shows_is_told_by_its_words() -> None:
    (finding,) = judge(flawless.saved(seeded(unlisted_mark)), None).findings
    assert ("có đường mới", 1) == (finding.text, finding.page)


def test_content_that_does_not_show_is_told_once() -> None:
    pdf = seeded(lambda pdf: faults.draw(pdf, BEYOND * 3))
    (finding,) = judge(flawless.saved(pdf), None).findings
    assert "content that does not show is neither tagged nor an artifact" == finding.message
