"""The tests pass where nothing is installed but Python and Pango: what they cannot do then is skipped by name."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.folders import ROOT

PROGRAMS = "gs|pdftotext|qpdf|node|iconv|sha256sum|epubcheck|ace|verapdf"

USERS = (
    *("tests/vietnamese/test_collation.py", "tests/vietnamese/encodings/test_encodings.py"),
    *("tests/cli/test_commands.py", "tests/outputs/imposition/test_sheets.py"),
    *("tests/preflight/ink/test_measuring.py", "tests/preflight/test_validators.py", "tests/layout/tags"),
)
"""Tests that call programs, of which some are in each of these files."""


def run(folder: Path, ci: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run tests in a process that finds no program on its PATH and none that was installed in the home folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PUBLISH_", "PYTEST_"))}
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    (folder / "nothing").mkdir()
    environment = kept | {"PATH": str(folder / "nothing"), "HOME": str(folder), "PYTHONPATH": path, "CI": ci}
    options = ["-q", "-rsf", "-m", "not slow", "-p", "no:cacheprovider", "--basetemp", str(folder / "base")]
    command = [sys.executable, "-m", "pytest", *options, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)


@pytest.mark.slow
def test_without_any_program_tests_are_skipped_by_name(tmp_path: Path) -> None:
    done = run(tmp_path, "false", *USERS)
    assert 0 == done.returncode, done.stdout[-4000:] + done.stderr
    skipped = re.findall(r"^SKIPPED \[\d+\] (.*?\.py)(?::\d+)?: (.*)$", done.stdout, re.MULTILINE)
    known = re.compile(rf"({PROGRAMS})( is not installed|: .*)|another Pango or HarfBuzz may give other bytes")
    assert [] == [(file, why) for file, why in skipped if not known.fullmatch(why)]
    named = {why.partition(" ")[0].rstrip(":") for _, why in skipped}
    assert {"gs", "qpdf", "node", "iconv", "sha256sum"} <= named


@pytest.mark.slow
def test_in_continuous_integration_nothing_is_skipped(tmp_path: Path) -> None:
    done = run(tmp_path, "true", "tests/vietnamese/test_collation.py", "-k", "icu")
    assert 1 == done.returncode
    assert "node is not installed" in done.stdout
    assert "skipped" not in done.stdout
