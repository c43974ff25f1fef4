"""The command that imposes: what it writes, where, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pikepdf import Array, Dictionary, Name

from publish.base.diagnostics import ExitCode
from publish.cli import imposing
from publish.outputs.imposition.scheme import MILL_MM, N_UP, SIGNATURES
from tests.support.imposed import each, impose, make

if TYPE_CHECKING:
    from click.testing import Result

Run = Callable[..., "Result"]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PDF of six pages in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tin.pdf").write_bytes(make(6))
    return tmp_path / "tin.pdf"


@pytest.mark.parametrize(
    ("options", "name", "told"),
    [
        (("--booklet",), "tin-booklet.pdf", "2 sheets, 2 blank pages\n"),
        (("--n-up", "2"), "tin-2up.pdf", "2 sheets\n"),
        (("--signatures", "8", "--mill", "0", "--caliper", "0.1"), "tin-8pp.pdf", "1 sheet, 2 blank pages\n"),
        (("--booklet", "--paper", "couche-100", "--back-cover", "-o", "a.pdf"), "a.pdf", "2 sheets, 2 blank pages\n"),
    ],
)
def test_it_writes_beside_the_file(file: Path, run: Run, options: tuple[str, ...], name: str, told: str) -> None:
    result = run("impose", "tin.pdf", *options)
    assert (0, f"{name}\n", told) == (result.exit_code, result.stdout, result.stderr)
    assert {"tin.pdf", name} == {path.name for path in file.parent.iterdir()}


def test_the_paper_of_the_project_makes_the_creep(file: Path, run: Run) -> None:
    run("impose", "tin.pdf", "--booklet", "--paper", "couche-100", "-o", "a.pdf")
    run("impose", "tin.pdf", "--booklet", "--caliper", "0.08", "-o", "b.pdf")
    run("impose", "tin.pdf", "--booklet", "-o", "c.pdf")
    first, second, third = ((file.parent / f"{name}.pdf").read_bytes() for name in "abc")
    assert first == second != third


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--booklet", "--n-up", "2"),
        ("--booklet", "--signatures", "16"),
        ("--n-up", "3"),
        ("--n-up", "0"),
        ("--signatures", "12"),
        ("--n-up", "2", "--caliper", "0.1"),
        ("--n-up", "2", "--paper", "couche-100"),
        ("--n-up", "2", "--back-cover"),
        ("--booklet", "--caliper", "0"),
        ("--booklet", "--caliper", "nan"),
        ("--booklet", "--caliper", "-1"),
        ("--booklet", "--caliper", "0.1", "--paper", "couche-100"),
        ("--booklet", "--mill", "3"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(file: Path, run: Run, options: tuple[str, ...]) -> None:
    result = run("impose", "tin.pdf", *options)
    assert ExitCode.USAGE == result.exit_code
    assert [file] == list(file.parent.iterdir())


def test_the_command_offers_every_scheme() -> None:
    assert (tuple(map(str, N_UP)), tuple(map(str, SIGNATURES))) == (imposing.N_UP, imposing.SIGNATURES)
    (mill,) = (option for option in imposing.impose.params if option.name == "mill")
    assert f"[default: {MILL_MM:g}]" in str(mill.to_info_dict()["help"])


def test_an_unknown_paper_is_told_with_a_guess(file: Path, run: Run) -> None:
    result = run("impose", "tin.pdf", "--booklet", "--paper", "couche-1000")
    assert ExitCode.SOURCE == result.exit_code
    assert "no paper is called 'couche-1000'" in result.stderr
    assert "did you mean 'couche-100'?" in result.stderr


@pytest.mark.parametrize("name", ["missing.pdf", "."])
def test_a_file_that_cannot_be_read_is_told(file: Path, run: Run, name: str) -> None:
    result = run("impose", name, "--booklet")
    assert (ExitCode.SOURCE, 1) == (result.exit_code, result.stderr.count("cannot be read"))


def test_the_file_itself_is_not_written_over(file: Path, run: Run) -> None:
    before = file.read_bytes()
    result = run("impose", "tin.pdf", "--booklet", "-o", "tin.pdf")
    assert (ExitCode.ABORTED, before) == (result.exit_code, file.read_bytes())


def test_strict_stops_at_what_is_lost(file: Path, run: Run) -> None:
    file.write_bytes(make(4, each("/Annots", Array([Dictionary(Subtype=Name.Stamp)]))))
    assert ExitCode.CONFORMANCE == run("impose", "tin.pdf", "--booklet", "--strict").exit_code
    assert [file] == list(file.parent.iterdir())
    assert 0 == run("impose", "tin.pdf", "--booklet").exit_code


def test_sheets_go_to_stdout(file: Path, run: Run) -> None:
    result = run("impose", "tin.pdf", "--booklet", "-q", "-o", "-")
    assert (0, impose(file.read_bytes()).content) == (result.exit_code, result.stdout_bytes)
