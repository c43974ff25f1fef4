"""`publish check --regime`: official documents of anybody, measured by a regime."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import ExitCode
from tests.cli.test_checking import Run, entries, findings
from tests.support.official_samples import render_sample, sample_project

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter of which the motto is too small, without the project that it comes from."""
    project = sample_project(tmp_path_factory.mktemp("project"))
    file = tmp_path_factory.mktemp("letter") / "letter.pdf"
    file.write_bytes(render_sample(project, "letter", ".motto { font-size: 11pt }"))
    return file


def test_a_finding_says_what_was_measured_what_may_be_and_where_the_law_says_so(letter: Path, run: Run) -> None:
    result = run("check", letter, "--regime", "nd30", "--format", "json")
    assert ExitCode.CONFORMANCE == result.exit_code
    (found,) = findings(result)
    assert "official-motto-size" == found["rule"]
    law = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.1.b"
    assert f"page 1: the motto is 11.0 pt; 13 to 14 pt ({law})" in str(found["message"])


def test_findings_are_told_in_vietnamese(letter: Path, run: Run) -> None:
    result = run("check", letter, "--regime", "nd30", "--lang", "vi")
    assert "tiêu ngữ cỡ 11,0 pt; phải là từ 13 đến 14 pt" in result.stderr


def test_an_unknown_regime_is_told_with_those_there_are(letter: Path, run: Run) -> None:
    result = run("check", letter, "--regime", "nd78")
    assert ExitCode.SOURCE == result.exit_code
    assert "one of nd30, or a file in styles/regimes/" in result.stderr


def test_a_regime_is_for_finished_files_alone(letter: Path, run: Run) -> None:
    for others in (("--page",), ("--for", "screen")):
        assert ExitCode.USAGE == run("check", letter, "--regime", "nd30", *others).exit_code
    assert ExitCode.USAGE == run("check", "--regime", "nd30").exit_code


def test_of_a_folder_files_of_word_are_measured_too(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.docx").write_bytes(b"no file of Word")
    (tmp_path / "b.epub").write_bytes(b"")
    result = run("check", tmp_path, "--regime", "nd30", "--format", "json")
    assert ["a.docx"] == [Path(str(entry["file"])).name for entry in entries(result)]
