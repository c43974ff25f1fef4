"""The preflight finds nothing in clean files, and of each seeded fault its own rule and nothing else."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pikepdf
import pytest

from publish.base.diagnostics import Severity
from publish.preflight import Finding, Judgement, PageTrim, judge
from publish.publication.assets.printers import Printer, read_printer
from tests.support import faults, flawless
from tests.support.mark_faults import MARK_FAULTS
from tests.support.tag_faults import TAG_FAULTS

PRINTERS = {path.stem: read_printer(path) for path in sorted((flawless.ROOT / "styles/printers").glob("*.toml"))}
OFFSET = PRINTERS["vn-offset"]


def rules(judgement: Judgement) -> set[str]:
    return {finding.rule for finding in judgement.findings}


def seeded(seed: faults.Seed, *, screen: bool = False) -> bytes:
    pdf = flawless.build_screen() if screen else flawless.build_print()
    seed(pdf)
    return flawless.saved(pdf)


def change(**values: object) -> Printer:
    return dataclasses.replace(OFFSET, **values)


@pytest.mark.parametrize("name", PRINTERS)
def test_clean_file_has_no_finding(name: str) -> None:
    judgement = judge(flawless.clean_print(), PRINTERS[name], trim_mm=flawless.TRIM_MM)
    assert () == judgement.findings
    assert name == judgement.printer
    assert (PageTrim(148.0, 210.0),) * 2 == judgement.sheets


def test_clean_screen_file_has_no_finding() -> None:
    judgement = judge(flawless.clean_screen(), None)
    assert () == judgement.findings
    assert "screen" == judgement.printer
    assert () == judgement.ink


@pytest.mark.parametrize("name", faults.PRINT_FAULTS)
def test_fault_is_found_by_its_own_rule_alone(name: str) -> None:
    rule, seed = faults.PRINT_FAULTS[name]
    judgement = judge(seeded(seed), OFFSET, ink=rule == "ink-limit")
    assert {rule} == rules(judgement)


SCREEN_FAULTS = {
    **faults.SCREEN_FAULTS,
    **TAG_FAULTS,
    **{name: (rule, seed) for name, (rule, _, seed) in MARK_FAULTS.items()},
}


@pytest.mark.parametrize("name", SCREEN_FAULTS)
def test_fault_on_screen_is_found_by_its_own_rule_alone(name: str) -> None:
    rule, seed = SCREEN_FAULTS[name]
    assert {rule} == rules(judge(seeded(seed, screen=True), None))


@pytest.mark.parametrize(
    ("expected", "content"),
    [
        ("no-pdf", b""),
        ("no-pdf", b"PK\x03\x04 no PDF"),
        ("damaged-pdf", b"%PDF-1.7\n"),
        ("damaged-pdf", flawless.clean_print()[:-3000]),
        ("damaged-pdf", flawless.clean_print()[:4000]),
        ("encrypted", faults.encrypted(flawless.clean_print())),
    ],
)
def test_file_that_cannot_be_printed_has_one_finding(expected: str, content: bytes) -> None:
    judgement = judge(content, OFFSET)
    assert [expected] == [finding.rule for finding in judgement.findings]


def test_finding_tells_place_page_and_words() -> None:
    (finding,) = judge(seeded(faults.black_over_colour), OFFSET, ink=False).findings
    assert (Severity.ERROR, 2, (2,), "người dân") == (finding.severity, finding.page, finding.pages, finding.text)
    assert finding.place is not None
    assert (2, 25.0) == (finding.place.page, finding.place.x_mm)
    assert finding.place.y_mm < 92 < finding.place.y_mm + finding.place.height_mm
    assert "black text of 11.0 pt knocks out the colour beneath" == finding.message


def test_same_fault_on_many_pages_is_one_finding() -> None:
    pdf = flawless.build_print()
    for page in (0, 1):
        faults.draw(pdf, flawless.area(20, 120, 40, 10, "0.9 0.8 0.2 rg"), page)
    (finding,) = judge(flawless.saved(pdf), OFFSET, ink=False).findings
    assert (1, (1, 2)) == (finding.page, finding.pages)


def test_repeated_fault_is_told_at_most_twenty_times_a_page() -> None:
    content = b"".join(flawless.area(20 + i, 120, 0.5, 1, f"0.{i:02d} 0.5 0.2 rg") for i in range(60))
    assert 20 == len(judge(seeded(faults.seed(content)), OFFSET, ink=False).findings)


def test_advice_is_only_told() -> None:
    (finding,) = judge(seeded(faults.odd_count), OFFSET, ink=False).findings
    assert Severity.NOTE is finding.severity


def test_picture_below_the_advised_resolution_is_a_warning() -> None:
    low = seeded(lambda pdf: faults.draw(pdf, flawless.placed("Pic", 20, 80, 100, 68)))
    (finding,) = judge(low, OFFSET, ink=False).findings
    assert ("image-resolution-advised", Severity.WARNING) == (finding.rule, finding.severity)
    assert "picture of 184 ppi at 100 x 68 mm" == finding.message


@pytest.mark.parametrize(
    ("name", "allowed"),
    [("an RGB picture", "rgb"), ("RGB black", "rgb"), ("a Lab area", "device-independent"), ("a link", "annotations")],
)
def test_what_a_printer_does_not_forbid_is_no_fault(name: str, allowed: str) -> None:
    printer = change(forbidden=tuple(item for item in OFFSET.forbidden if item != allowed))
    assert () == judge(seeded(faults.PRINT_FAULTS[name][1]), printer, ink=False).findings


@pytest.mark.parametrize(("rule", "seed"), [("spot", faults.spot), ("transparency", faults.transparent)])
def test_what_only_some_printers_forbid(rule: str, seed: faults.Seed) -> None:
    content = seeded(seed)
    assert () == judge(content, OFFSET, ink=False).findings
    assert {rule} == rules(judge(content, change(forbidden=(*OFFSET.forbidden, rule)), ink=False))


def test_marks_stand_outside_of_the_bleed_where_the_printer_wants_them() -> None:
    content = seeded(faults.seed(flawless.area(-9, 40, 5, 0.2, "0 0 0 1 k")))
    assert () == judge(content, OFFSET, ink=False).findings
    assert {"marks"} == rules(judge(content, change(marks=False), ink=False))


def test_slug_is_no_text_near_the_trim() -> None:
    content = seeded(faults.seed(flawless.words(20, -5, "Thung", size=6)))
    assert () == judge(content, OFFSET, ink=False).findings


def test_large_or_light_or_undisturbed_text_is_no_fault() -> None:
    content = flawless.words(20, 100, "Trang hai", "0.4 0.3 0.3 1 k", 30) + flawless.words(
        20, 110, "hai", "0.3 0.1 0 0 k"
    )
    content += flawless.words(20, 120, "Trang hai", "0 0 0 1 k")
    content += flawless.area(20, 130, 40, 10, "0 0 0 0.2 k") + flawless.words(25, 136, "hai", "0 0 0 1 k")
    content += flawless.area(20, 150, 40, 10, "0.4 0 0 0 k") + flawless.area(20, 150, 40, 10, "0 0 0 0 k")
    content += flawless.words(25, 156, "hai", "0 0 0 1 k")
    assert () == judge(seeded(faults.seed(content)), OFFSET, ink=False).findings


def test_letters_and_not_their_line_lie_in_the_safe_area() -> None:
    inside = seeded(faults.seed(flawless.words(20, 209.7 - OFFSET.safe_mm, "hai")))
    assert () == judge(inside, OFFSET, ink=False).findings
    assert {"text-outside-safe-area"} == rules(
        judge(seeded(faults.seed(flawless.words(20, 209.7 - OFFSET.safe_mm, "một người"))), OFFSET, ink=False)
    )


def test_trim_is_what_the_publication_asks_for() -> None:
    judgement = judge(flawless.clean_print(), OFFSET, trim_mm=(145, 205), ink=False)
    assert ["trim-size"] == [finding.rule for finding in judgement.findings]
    assert (1, 2) == judgement.findings[0].pages


def test_tags_are_judged_in_print_too() -> None:
    def seed(pdf: pikepdf.Pdf) -> None:
        tree = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        tree.K = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, P=tree)
        pdf.Root.StructTreeRoot = tree

    assert {"missing-alt"} == rules(judge(seeded(seed), OFFSET, ink=False))


def test_ink_of_each_page_is_measured() -> None:
    area = flawless.area(20, 80, 40, 10, "0.9 0.8 0.8 0.9 k")
    judgement = judge(seeded(faults.seed(area)), OFFSET)
    assert {"ink-limit"} == rules(judgement)
    assert [pytest.approx(121, abs=2), pytest.approx(340, abs=2)] == [ink.percent for ink in judgement.ink]
    place = judgement.findings[0].place
    assert place == judgement.ink[1].place
    assert (20, 80, 40, 10) == pytest.approx((place.x_mm, place.y_mm, place.width_mm, place.height_mm), abs=0.5)


def test_ink_beyond_the_bleed_and_on_a_dot_is_no_fault() -> None:
    dark = "0.9 0.8 0.8 0.9 k"
    content = seeded(faults.seed(flawless.area(-9, 40, 5, 5, dark) + flawless.area(60, 100, 0.3, 0.3, dark)))
    assert () == judge(content, OFFSET).findings


def test_page_that_has_not_changed_is_not_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    remembered: dict[str, tuple[Finding, ...]] = {}
    content = seeded(faults.black_over_colour)
    first = judge(content, OFFSET, remembered=remembered)
    assert {"black-not-overprinting"} == rules(first)
    judged = []
    from publish.preflight import judging

    real = judging.judge_page
    monkeypatch.setattr(judging, "judge_page", lambda page, *rest: judged.append(page.index) or real(page, *rest))
    assert first == judge(content, OFFSET, remembered=remembered)
    assert [] == judged
    pdf = pikepdf.open(io.BytesIO(content))
    faults.draw(pdf, flawless.area(20, 120, 40, 10, "0.9 0.8 0.2 rg"), 0)
    assert {"black-not-overprinting", "rgb-colour"} == rules(judge(flawless.saved(pdf), OFFSET, remembered=remembered))
    assert [0] == judged
    judge(content, change(bleed_mm=2.0), ink=False, remembered=remembered)
    assert [0, 0, 1] == judged


def test_page_whose_inherited_resources_change_is_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from publish.preflight import judging

    remembered: dict[str, tuple[Finding, ...]] = {}
    pdf = flawless.build_print()
    resources = pdf.pages[0].obj.Resources
    del pdf.pages[0].obj.Resources
    pdf.Root.Pages.Resources = resources
    judge(flawless.saved(pdf), OFFSET, ink=False, remembered=remembered)
    judged = []
    real = judging.judge_page
    monkeypatch.setattr(judging, "judge_page", lambda page, *rest: judged.append(page.index) or real(page, *rest))
    judge(flawless.saved(pdf), OFFSET, ink=False, remembered=remembered)
    assert [] == judged
    pdf.Root.Pages.Resources = pikepdf.Dictionary({**resources, "/Properties": pikepdf.Dictionary()})
    judge(flawless.saved(pdf), OFFSET, ink=False, remembered=remembered)
    assert [0] == judged


def test_remembered_page_is_found_again_at_another_place() -> None:
    remembered: dict[str, tuple[Finding, ...]] = {}
    pdf = flawless.build_print()
    faults.black_over_colour(pdf)
    judge(flawless.saved(pdf), OFFSET, remembered=remembered)
    pdf.pages.insert(0, pdf.pages[1])
    again = judge(flawless.saved(pdf), OFFSET, remembered=remembered)
    (finding,) = [finding for finding in again.findings if finding.rule == "black-not-overprinting"]
    assert (1, (1, 3), 1) == (finding.page, finding.pages, finding.place and finding.place.page)
    assert [1, 2, 3] == [ink.place.page for ink in again.ink]


def test_nothing_heavy_is_loaded_with_the_package() -> None:
    import subprocess
    import sys

    code = "import sys, publish.preflight; print(sorted({'pikepdf', 'PIL', 'fontTools', 'pymupdf'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(flawless.ROOT)
    )
    assert "[]" == done.stdout.strip()
