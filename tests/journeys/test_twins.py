"""Both twins of every sample: judged for every printer, and by judges that are not ours."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from publish.base.cache import Cache
from publish.base.diagnostics import Severity
from publish.build.finished import FinishedFile
from publish.build.jobs import Job
from publish.build.rendering import render
from publish.outputs.commission import Workers
from publish.preflight.ink.measuring import worst_spot
from publish.preflight.validators import Validator
from publish.publication.assets.folders import find_assets
from publish.publication.assets.printers import find_printer, list_printers
from publish.publication.press_settings import Press
from tests.support import ghostscript, printed
from tests.support.folders import PROJECTS, ROOT
from tests.support.programs import need

SAMPLES = {"article": ROOT} | {name: PROJECTS / name for name in ("book", "bulletin", "photographs")}
PRINTERS = list_printers(find_assets(ROOT))
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def kept() -> Cache:
    """That of the run: the samples are laid out in other tests, too."""
    return Cache()


def make(job: Job, format_: str, kept: Cache, printer: str = "") -> FinishedFile:
    tools = Workers() if not job.project.kind.joined else printed.tools(kept)[0]
    asked = replace(job, project=replace(job.project, press=Press(printer)))
    return render(asked, format_, tools, lambda step: None)


@pytest.fixture(scope="module", params=SAMPLES)
def job(request: pytest.FixtureRequest) -> Job:
    return printed.read(SAMPLES[request.param])


def errors(output: FinishedFile) -> list[str]:
    return [found.message for found in output.diagnostics if found.severity is Severity.ERROR]


def press_formats(job: Job) -> tuple[str, ...]:
    return ("press", "cover") if "cover" in job.outputs else ("press",)


def test_the_screen_twin_enters_dist(job: Job, kept: Cache) -> None:
    assert errors(make(job, "pdf", kept)) == []


@pytest.mark.parametrize("printer", PRINTERS)
def test_the_press_twin_enters_dist_for_every_printer(job: Job, kept: Cache, printer: str) -> None:
    for format_ in press_formats(job):
        output = make(job, format_, kept, printer)
        assert (errors(output), output.rejected) == ([], False)


@pytest.mark.parametrize("printer", PRINTERS)
def test_ghostscript_finds_no_more_ink_in_the_press_twin(job: Job, kept: Cache, printer: str, tmp_path: Path) -> None:
    need("gs")
    limit = find_printer(find_assets(ROOT), printer, job.subject.position).ink_percent
    for format_ in press_formats(job):
        path = tmp_path / "twin.pdf"
        path.write_bytes(make(job, format_, kept, printer).content)
        assert complaints(path) == []
        most = max(worst_spot(picture)[0] for picture in ghostscript.plates(path))
        assert most <= limit + 1, "rounded up by the plates"


def complaints(path: Path) -> list[str]:
    """What Ghostscript says of annotations when it is asked for PDF/X (its exit code is always 0)."""
    command = ["gs", "-q", "-dPDFX", "-dPDFACompatibilityPolicy=2", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite"]
    result = subprocess.run([*command, "-o", "/dev/null", str(path)], capture_output=True, text=True, timeout=300)
    return [line for line in (result.stdout + result.stderr).splitlines() if "nnotation" in line]


def test_other_judges_accept_both(job: Job, kept: Cache, need: Callable[[str], Validator], tmp_path: Path) -> None:
    """PDF/A-2b is an outside witness for colours, fonts, transparency and annotations of the press twin."""
    screen, press = tmp_path / "screen.pdf", tmp_path / "press.pdf"
    screen.write_bytes(make(job, "pdf", kept).content)
    press.write_bytes(make(job, "press", kept).content)
    for name in ("verapdf", "qpdf"):
        validator = need(name)
        assert [found for judged in validator.judge([screen, press]) for found in judged] == []


def test_both_twins_have_the_same_words_on_the_same_pages(job: Job, kept: Cache) -> None:
    screen, press = (make(job, format_, kept).content for format_ in ("pdf", "press"))
    assert printed.texts(screen) == printed.texts(press)
