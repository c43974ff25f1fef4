"""What is no official document, or no PDF, is told as that; files of Word are set by LibreOffice, if it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import Position
from publish.importing import libreoffice
from publish.preflight.official.judging import judge_document, judge_official
from publish.publication.assets.folders import find_assets
from publish.publication.official.regimes import Regime, find_regime
from tests.support.finished import blank_pdf
from tests.support.folders import ROOT
from tests.support.official_samples import render_sample, sample_project


@pytest.fixture(scope="module")
def regime() -> Regime:
    return find_regime(find_assets(ROOT), "nd30", Position(Path()))


def test_what_has_no_head_is_no_official_document(regime: Regime) -> None:
    assert ["official-unrecognised"] == [found.rule for found in judge_official(blank_pdf(), regime)]


@pytest.mark.parametrize(("content", "rule"), [(b"", "no-pdf"), (b"%PDF-1.7\n", "damaged-pdf")])
def test_what_is_no_pdf_is_told(regime: Regime, content: bytes, rule: str) -> None:
    assert [rule] == [found.rule for found in judge_official(content, regime)]


def test_a_file_of_word_needs_libreoffice(tmp_path: Path, regime: Regime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_program", lambda: None)
    (tmp_path / "a.docx").write_bytes(b"PK")
    content, found = judge_document(tmp_path / "a.docx", b"PK", regime)
    assert (b"", ["missing-libreoffice"]) == (content, [one.rule for one in found])


@pytest.mark.slow
@pytest.mark.skipif(not libreoffice.find_program(), reason="LibreOffice is not installed")
def test_a_file_of_word_is_measured_as_libreoffice_sets_it(tmp_path: Path, regime: Regime) -> None:
    file = tmp_path / "letter.docx"
    file.write_bytes(render_sample(sample_project(tmp_path / "project"), "letter", output="docx"))
    content, found = judge_document(file, file.read_bytes(), regime)
    assert (b"%PDF", ()) == (content[:4], found)
