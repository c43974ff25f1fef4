"""`publish check --page`: how the pages of PDFs are set, as text, JSON and a page of HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import ExitCode
from tests.cli.test_checking import Run, entries, findings, made
from tests.support.typeset import paragraph, print_pages

__all__ = ["made"]

pytestmark = pytest.mark.slow


@pytest.fixture
def set_pdf(tmp_path: Path) -> Path:
    """Two pages of which the first ends with a runt."""
    (tmp_path / "a.pdf").write_bytes(print_pages([paragraph(0, 15, "nnn"), paragraph(15, 15), paragraph(30, 6)]))
    return tmp_path / "a.pdf"


def test_pages_are_measured_and_flaws_are_notes(set_pdf: Path, run: Run) -> None:
    result = run("check", "--page", "--strict", set_pdf)
    assert ExitCode.WRITTEN == result.exit_code
    figures = [" ".join(line.split()) for line in result.stdout.splitlines()]
    for figure in ("Type 10 pt on 14 pt", "Runts 1", "Widows 0", "Ragged feet 0", "Last page 40 % filled"):
        assert figure in figures
    assert "1 file measured" == figures[-1]
    assert 1 == result.stderr.count("note: page 1: the last line of a paragraph has only one word")


def test_figures_of_pages_are_told_as_json(set_pdf: Path, run: Run) -> None:
    result = run("check", "--page", set_pdf, "--format", "json")
    (entry,) = entries(result)
    measured = entry["typography"]
    assert isinstance(measured, dict)
    assert {"page", "words", "median", "widest"} < measured["spaces"].keys()
    assert (1.2, 40, 1) == (
        measured["spaces"]["percentile_95"],
        measured["last_page_percent"],
        measured["counts"]["runt"],
    )
    assert ["runt"] == [found["rule"] for found in findings(result)]
    assert "judged_for" not in entry


def test_figures_of_pages_stand_in_the_page_of_html(set_pdf: Path, run: Run) -> None:
    html = run("check", "--page", set_pdf, "--format", "html").stdout
    assert '<tr><th scope="row">Runts</th><td>1</td></tr>' in html
    assert 1 == html.count('<div class="box note"')


def test_measured_pages_lead_to_the_same_bytes(set_pdf: Path, run: Run) -> None:
    (set_pdf.parent / "b.pdf").write_bytes(set_pdf.read_bytes())
    one, two = (run("check", "--page", set_pdf.parent, "--format", "json", "--jobs", jobs).stdout for jobs in "12")
    assert one == two


def test_what_is_no_pdf_cannot_be_measured(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    result = run("check", "--page", tmp_path / "a.pdf")
    assert (ExitCode.CONFORMANCE, 1) == (result.exit_code, result.stderr.count("[damaged-pdf]"))


def test_only_pdfs_are_measured_and_no_printer_is_asked(made: Path, set_pdf: Path, run: Run) -> None:
    for arguments in ((set_pdf, "--for", "screen"), (made / "bai.epub",), (made.parent / "source" / "bai.md",)):
        assert ExitCode.USAGE == run("check", "--page", *arguments).exit_code
    result = run("check", "--page", made, "--format", "json")
    assert {".pdf"} == {Path(str(entry["file"])).suffix for entry in entries(result)}
    assert all(found["source"] for found in findings(result))
