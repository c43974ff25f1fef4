"""Findings are told in one form, with a place, and know their exit code."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from publish.base.diagnostics import (
    AssetError,
    ConformanceError,
    EngineError,
    ExitCode,
    OutputError,
    Position,
    PublishError,
    SourceError,
    StyleError,
    error,
    render_human,
    render_short,
    sort_diagnostics,
    summarise,
    warning,
)

AT = Position(Path("source/a.md"), 3, 5)


def test_short_form_is_what_editors_read() -> None:
    assert render_short(error(AT, "no such file", "missing")) == "source/a.md:3:5: error: no such file [missing]"


def test_human_form_underlines_the_place_and_gives_the_hint() -> None:
    found = error(AT, "no such file", "missing", "look again", length=3)
    expected = [
        "source/a.md:3:5: error: no such file [missing]",
        "  3 | mot hai ba",
        "    |     ^^^",
        "  hint: look again",
    ]
    assert render_human(found, ["", "", "mot hai ba"]).splitlines() == expected


def test_human_form_cuts_a_long_line_to_a_window() -> None:
    found = error(Position(Path("a.md"), 1, 5001), "here", "rule")
    excerpt, marks = render_human(found, ["x" * 5000 + "!" + "y" * 5000]).splitlines()[1:]
    assert len(excerpt) < 120
    assert excerpt[marks.index("^")] == "!"


def test_a_place_without_column_is_the_line() -> None:
    assert str(Position(Path("a.md"), 7)) == "a.md:7"


def test_a_file_below_the_current_folder_is_named_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert str(Position(tmp_path / "source" / "a.md", 1, 2)) == "source/a.md:1:2"


def test_findings_are_sorted_and_told_once() -> None:
    late, early = error(Position(Path("a"), 9, 1), "b", "r"), warning(Position(Path("a"), 2, 1), "a", "r")
    assert sort_diagnostics([late, early, late]) == [early, late]


def test_summary_counts_errors_and_warnings() -> None:
    assert summarise([error(AT, "a", "r"), error(AT, "b", "r"), warning(AT, "c", "r")]) == "2 errors, 1 warning"
    assert summarise([]) == ""


@pytest.mark.parametrize(
    ("family", "code"),
    [
        (PublishError, ExitCode.ABORTED),
        (SourceError, ExitCode.SOURCE),
        (AssetError, ExitCode.ASSET),
        (StyleError, ExitCode.STYLE),
        (EngineError, ExitCode.ENGINE),
        (ConformanceError, ExitCode.CONFORMANCE),
        (OutputError, ExitCode.ABORTED),
    ],
)
def test_each_family_of_failure_has_its_exit_code(family: type[PublishError], code: ExitCode) -> None:
    assert family(error(AT, "a", "r")).exit_code == code


def test_a_failure_crosses_between_processes_whole() -> None:
    failure = StyleError([error(AT, "a", "r"), warning(AT, "b", "s")])
    copy = pickle.loads(pickle.dumps(failure))
    assert (type(copy), copy.diagnostics) == (StyleError, failure.diagnostics)
