"""Each fault that is seeded in a sound document is caught, by its own rule and by no other."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from publish.base.diagnostics import Position
from publish.preflight.official.judging import judge_official, judge_sections
from publish.preflight.official.reading import read_pages
from publish.preflight.official.recognition import recognise
from publish.publication.assets.folders import find_assets
from publish.publication.official.regimes import Regime, find_regime
from tests.support.folders import ROOT
from tests.support.official_samples import render_sample, sample_project

pytestmark = pytest.mark.slow

DECISION = {
    "national-name-size": ".nation { font-size: 11pt }",
    "national-name-weight": ".nation { font-weight: 400 }",
    "national-name-slant": ".nation { font-style: italic }",
    "national-name-case": ".nation { text-transform: lowercase }",
    "national-name-colour": ".nation { color: #00c }",
    "national-name-place": ".nation { margin: 0 -9mm; letter-spacing: 1.5pt }",
    "national-name-lines": ".nation { white-space: normal; padding: 0 15mm }",
    "motto-size": ".motto { font-size: 12pt }",
    "motto-weight": ".motto { font-weight: 400 }",
    "motto-slant": ".motto { font-style: italic }",
    "motto-case": ".motto { text-transform: uppercase }",
    "motto-align": ".motto { position: relative; left: 5mm }",
    "motto-rule": ".motto > span { border: 0 }",
    "motto-line-spacing": ".motto { margin-top: 8pt }",
    "superior-agency-size": ".superior { font-size: 14pt }",
    "superior-agency-weight": ".superior { font-weight: 700 }",
    "superior-agency-slant": ".superior { font-style: italic }",
    "superior-agency-case": ".superior { text-transform: lowercase }",
    "agency-size": ".agency { font-size: 14pt }",
    "agency-weight": ".agency { font-weight: 400 }",
    "agency-slant": ".agency { font-style: italic }",
    "agency-case": ".agency { text-transform: lowercase }",
    "agency-align": ".agency { position: relative; left: 4mm }",
    "agency-rule": ".agency .ruled::after { width: 90% }",
    "agency-line-spacing": ".agency { margin-top: 9pt }",
    "number-size": ".registration > .number { font-size: 12pt }",
    "number-weight": ".registration > .number { font-weight: 700 }",
    "number-slant": ".registration > .number { font-style: italic }",
    "number-align": ".registration > .number { text-align: left }",
    "place-and-date-size": ".dateline { font-size: 12pt }",
    "place-and-date-weight": ".dateline { font-weight: 700 }",
    "place-and-date-slant": ".dateline { font-style: normal }",
    "place-and-date-align": ".dateline { text-align: right }",
    "place-and-date-level": ".dateline { padding-top: 18pt }",
    "type-size": ".type { font-size: 12pt }",
    "type-weight": ".type { font-weight: 400 }",
    "type-case": ".type { text-transform: lowercase }",
    "type-align": ".type { position: relative; left: 9mm }",
    "subject-size": ".subject { font-size: 12pt }",
    "subject-weight": ".subject { font-weight: 400 }",
    "subject-slant": ".subject { font-style: italic }",
    "subject-case": ".subject { text-transform: uppercase }",
    "subject-align": ".subject { position: relative; left: 9mm }",
    "subject-rule": ".subject.ruled::after { width: 70% }",
    "legal-bases-size": ".basis { font-size: 12pt }",
    "legal-bases-slant": ".basis { font-style: normal }",
    "legal-bases-weight": ".basis { font-weight: 700 }",
    "part-size": ".part > .number { font-size: 16pt }",
    "part-align": ".part > .number { position: relative; left: 20mm }",
    "part-title-case": ".part > .title { text-transform: none }",
    "chapter-weight": ".chapter > .number { font-weight: 400 }",
    "chapter-case": ".chapter > .number { text-transform: uppercase }",
    "chapter-title-weight": ".chapter > .title { font-weight: 400 }",
    "section-slant": ".section > .number { font-style: italic }",
    "section-title-size": ".section > .title { font-size: 12pt }",
    "article-weight": ".article { font-weight: 400 }",
    "article-slant": ".article { font-style: italic }",
    "article-size": ".body > .article { font-size: 13pt }",
    "article-indent": ".body > .article { text-indent: 6mm }",
    "clause-weight": ".clause > .number { font-weight: 700 }",
    "point-slant": ".point > .number { font-style: italic }",
    "body-size": ".text:last-child { font-size: 12pt }",
    "body-indent": ".body > .text:last-child { text-indent: 5mm }",
    "body-space": ".body > p { margin-top: 2pt }",
    "body-line-spacing": ".body { line-height: 1.95 }",
    "body-align": ".document > .body { text-align: left }",
    "body-slant": ".text, .clause, .point { font-style: italic } .body .number { font-style: normal }",
    "body-weight": ".text, .clause, .point { font-weight: 700 } :is(.clause, .point) > .number { font-weight: 400 }",
    "signing-authority-size": ".right .office:first-child { font-size: 12pt }",
    "signing-authority-weight": ".right .office:first-child { font-weight: 400 }",
    "office-size": ".right .office:nth-child(2) { font-size: 15pt }",
    "office-weight": ".right .office:nth-child(2) { font-weight: 400 }",
    "office-case": ".right .office:nth-child(2) { text-transform: lowercase }",
    "signer-size": ".signer { font-size: 12pt }",
    "signer-weight": ".signer { font-weight: 400 }",
    "signer-slant": ".signer { font-style: italic }",
    "signer-case": ".signer { text-transform: uppercase }",
    "signer-align": ".signer { position: relative; left: 8mm }",
    "recipients-heading-size": ".recipients-title { font-size: 14pt }",
    "recipients-heading-weight": ".recipients-title { font-weight: 400 }",
    "recipients-heading-slant": ".recipients-title { font-style: normal }",
    "recipients-heading-align": ".recipients-title { padding-left: 8mm }",
    "recipients-heading-level": ".left { padding-top: 12pt }",
    "recipients-size": ".recipients { font-size: 13pt }",
    "recipients-slant": ".recipients { font-style: italic }",
    "recipients-align": ".recipients > p:not(.recipients-title) { padding-left: 8mm }",
    "drafter-size": ".drafter { font-size: 13pt }",
    "urgency-size": ".urgency { font-size: 11pt }",
    "urgency-weight": ".urgency { font-weight: 400 }",
    "urgency-colour": ".urgency { color: #000 }",
    "urgency-frame": ".urgency { width: 30mm }",
    "circulation-frame": ".circulation { border: 0 }",
    "page-number-size": "@page { @top-center { font-size: 11pt } }",
    "page-number-weight": "@page { @top-center { font-weight: 700 } }",
    "page-number-align": "@page { @top-center { content: none } @top-left { font: 14pt 'Liberation Serif';"
    " content: counter(page) } }"
    " @page :first { @top-left { content: none } } @page :nth(1 of annex) { @top-left { content: none } }",
    "page-number-first": "@page :first { @top-center { content: counter(page) } }",
    "page-number-missing": "@page { @top-center { content: none } }",
    "page-number-place": "@page { @top-center { content: none } @bottom-center { font: 14pt 'Liberation Serif';"
    " content: counter(page) } }"
    " @page :first { @bottom-center { content: none } } @page :nth(1 of annex) { @bottom-center { content: none } }",
    "margin-left": "@page { margin-left: 25mm !important }",
    "margin-right": "@page { margin-right: 10mm !important }",
    "margin-top": "@page { margin-top: 14mm !important }",
    "margin-bottom": "@page { margin-bottom: 12mm !important }",
    "typeface": '.basis { font-family: "Source Serif 4" }',
    "text-colour": ".clause { color: #00c }",
    "annex-size": ".annex-number { font-size: 13pt }",
    "annex-weight": ".annex-number { font-weight: 400 }",
    "annex-title-case": ".annex-title > .title { text-transform: lowercase }",
    "annex-title-align": ".annex-title > .title { position: relative; left: 9mm }",
    "annex-note-slant": ".annex > .issued-with { font-style: normal }",
}

LETTER = {
    "letter-subject-size": ".letter-subject { font-size: 14pt }",
    "letter-subject-weight": ".letter-subject { font-weight: 700 }",
    "letter-subject-slant": ".letter-subject { font-style: italic }",
    "letter-subject-case": ".letter-subject { text-transform: uppercase }",
    "letter-subject-align": ".letter-subject { position: relative; left: 5mm }",
    "letter-subject-space": ".letter-subject { padding-top: 0 }",
    "addressees-size": ".addressees { font-size: 12pt }",
    "addressees-weight": ".addressees { font-weight: 700 }",
    "addressees-slant": ".addressees { font-style: italic }",
    "address-size": ".address { font-size: 13pt }",
    "address-slant": ".address { font-style: italic }",
    "address-rule": ".address { border: 0 }",
    "signature-information-size": ".digital { font-size: 12pt }",
    "signature-information-slant": ".digital { font-style: italic }",
    "signature-information-colour": ".digital { color: #c00 }",
}

FAULTS = [
    *(("decision", rule, css) for rule, css in DECISION.items()),
    *(("letter", rule, css) for rule, css in LETTER.items()),
]
UNFIT = ("article-size", "body-size", "body-slant", "body-weight", "legal-bases-weight", "part-title-case")
"""Faults that change what others are measured against."""

LOOKS = ("size", "weight", "slant", "case")
ALONE = [fault for fault in FAULTS if not fault[1].endswith(LOOKS) or "national" in fault[1] or "body" in fault[1]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_project(tmp_path_factory.mktemp("official"))


@pytest.fixture(scope="module")
def regime() -> Regime:
    return find_regime(find_assets(ROOT), "nd30", Position(Path()))


def rules(content: bytes, regime: Regime) -> set[str]:
    return {finding.rule.removeprefix("official-") for finding in judge_official(content, regime)}


@pytest.mark.parametrize("name", ["decision", "letter"])
def test_a_sound_document_has_no_finding(project: Path, regime: Regime, name: str) -> None:
    assert () == judge_official(render_sample(project, name), regime)


@pytest.mark.parametrize(("name", "rule", "css"), ALONE, ids=lambda value: None if "{" in value else value)
def test_a_seeded_fault_is_caught_by_its_rule_alone(
    project: Path, regime: Regime, name: str, rule: str, css: str
) -> None:
    assert {rule} == rules(render_sample(project, name, css), regime)


def test_a_motto_with_other_dashes_is_caught(project: Path, regime: Regime) -> None:
    words = {"{{ motto }}": "Độc lập – Tự do – Hạnh phúc"}
    assert {"motto-words"} == rules(render_sample(project, "letter", words=words), regime)


@pytest.mark.parametrize("key", ["motto", "number", "dateline"])
def test_a_component_that_is_left_out_is_missed(project: Path, regime: Regime, key: str) -> None:
    missed = {"motto": "motto", "number": "number", "dateline": "place-and-date"}[key]
    content = render_sample(project, "decision", f".{key} {{ display: none }}")
    assert f"{missed}-missing" in rules(content, regime)


@pytest.mark.parametrize("name", ["decision", "letter"])
@pytest.mark.parametrize("look", LOOKS)
def test_letters_that_look_wrong_are_caught_each_by_the_rule_of_its_component(
    project: Path, regime: Regime, name: str, look: str
) -> None:
    seeded = {rule: css for where, rule, css in FAULTS if where == name and rule.endswith(look) and rule not in UNFIT}
    assert set(seeded) == rules(render_sample(project, name, "\n".join(seeded.values())), regime)


def test_whatever_is_left_of_a_document_is_judged(project: Path, regime: Regime) -> None:
    chance = random.Random(30)
    sound = [read_pages(render_sample(project, name)) for name in ("decision", "letter")]
    for _ in range(80):
        share = chance.choice((0.1, 0.5, 0.9))
        pages = [
            replace(
                page,
                lines=tuple(line for line in page.lines if chance.random() < share),
                strokes=tuple(stroke for stroke in page.strokes if chance.random() < share),
            )
            for page in chance.choice(sound)
        ]
        found = judge_sections(pages, recognise(pages, regime), regime)
        assert all(finding.rule.startswith("official-") for finding in found)
