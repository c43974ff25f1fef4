"""Many projects: each is built or told of, whatever becomes of the others, and a second run does what is left to do."""

from __future__ import annotations

import concurrent.futures
import gc
import json
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import ExitCode, Position, error
from publish.base.workers.pool import Inline
from publish.build import archive, rendering
from publish.build.archive import Crew, Run, Summary, find_projects, is_archive
from publish.build.rebuild import BUILT, FAILED, UNCHANGED, Options, Result, build_project
from publish.outputs.manifest import check_dist, sweep
from tests.support.archives import add_project, article, summary

pytestmark = pytest.mark.slow


@pytest.fixture
def years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of three projects, two of them in a folder of their own; the current folder is above it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUBLISH_CACHE", str(tmp_path / "cache"))
    for number, name in enumerate(["2025/mot", "2025/hai", "ba"], 1):
        add_project(tmp_path / "years" / name, number)
    return tmp_path / "years"


def break_project(root: Path) -> None:
    (root / "source" / "bai.md").write_text(article(1, "![Chợ](no.jpg)"), encoding="utf-8")


Runner = Callable[..., Any]


# Which ---------------------------------------------------------------------------------------------------------------


def test_a_folder_stands_for_the_projects_in_it_in_order(years: Path) -> None:
    (years / "2025" / "mot" / "dist" / "source").mkdir(parents=True)
    (years / ".git" / "source").mkdir(parents=True)
    names = [Path(place).relative_to(years).as_posix() for place in find_projects([str(years)])]
    assert ["2025/hai", "2025/mot", "ba"] == names


def test_a_link_is_followed_to_a_project_and_nowhere_else(years: Path) -> None:
    (years / "bon").symlink_to(years / "ba")
    (years / "round").symlink_to(years)
    names = [Path(place).name for place in find_projects([str(years)])]
    assert ["hai", "mot", "ba", "bon"] == names


def test_one_project_or_article_is_no_archive(years: Path) -> None:
    assert not is_archive([])
    assert not is_archive([str(years / "ba")])
    assert not is_archive([str(years / "ba" / "source")])
    assert not is_archive([str(years / "ba" / "source" / "bai.md")])
    assert is_archive([str(years)])
    assert is_archive([str(years / "ba"), str(years / "2025" / "mot")])
    assert is_archive(["s3://bucket/ba"])


def test_an_empty_folder_has_nothing_to_publish(tmp_path: Path, run: Runner) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "deeper" / "empty").mkdir(parents=True)
    for folder in ("empty", "deeper"):
        result = run("build", tmp_path / folder)
        assert (result.exit_code, "[missing-source]" in result.stderr) == (ExitCode.SOURCE, True)


# Runs ----------------------------------------------------------------------------------------------------------------


def test_projects_are_built_and_named(years: Path, run: Runner) -> None:
    result = run("build", "years", "--jobs", 2)
    assert result.exit_code == 0, result.stderr
    assert sorted(result.stdout.split()) == ["years/2025/hai/dist", "years/2025/mot/dist", "years/ba/dist"]
    assert result.stderr == "3 built, 0 unchanged, 0 failed\n"
    for place in find_projects([str(years)]):
        assert check_dist(Path(place, "dist")) == []
        assert sorted(path.name for path in Path(place, "dist").iterdir()) == ["SHA256SUMS", "bai.pdf", "manifest.json"]


def test_an_archive_makes_the_bytes_that_each_project_makes_alone(years: Path, run: Runner) -> None:
    run("build", "years")
    (together,) = (years / "ba" / "dist").glob("*.pdf")
    content = together.read_bytes()
    together.unlink()
    assert run("build", "years/ba").stdout.split()[0] == "years/ba/dist/bai.pdf"
    assert content == together.read_bytes()


def test_a_second_run_builds_only_what_was_touched(years: Path, run: Runner) -> None:
    run("build", "years")
    times = {path: path.stat().st_mtime_ns for path in years.rglob("dist/*")}
    result = run("build", "years")
    assert (result.exit_code, result.stdout, summary(result)) == (0, "", "0 built, 3 unchanged, 0 failed")
    assert times == {path: path.stat().st_mtime_ns for path in years.rglob("dist/*")}

    (years / "ba" / "source" / "bai.md").write_text(article(3, "Một đoạn khác."), encoding="utf-8")
    result = run("build", "years")
    assert (result.stdout, summary(result)) == ("years/ba/dist\n", "1 built, 2 unchanged, 0 failed")


def test_rebuild_builds_everything_again(years: Path, run: Runner) -> None:
    run("build", "years")
    assert summary(run("build", "years", "--rebuild")) == "3 built, 0 unchanged, 0 failed"


def _delete(dist: Path) -> None:
    (dist / "bai.pdf").unlink()


def _damage(dist: Path) -> None:
    (dist / "bai.pdf").write_bytes(b"x")


def _age(dist: Path) -> None:
    manifest = json.loads((dist / "manifest.json").read_bytes()) | {"generator": "publish 0.0.9"}
    (dist / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize("spoil", [_delete, _damage, _age])
def test_what_is_not_whole_or_of_another_version_is_built_again(
    years: Path, run: Runner, spoil: Callable[[Path], None]
) -> None:
    run("build", "years")
    spoil(years / "ba" / "dist")
    assert run("build", "years").stdout == "years/ba/dist\n"
    assert check_dist(years / "ba" / "dist") == []


def test_another_paper_or_day_is_another_output(years: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build", "years")
    assert summary(run("build", "years", "--paper", "A4")) == "3 built, 0 unchanged, 0 failed"
    assert summary(run("build", "years", "--paper", "A4")) == "0 built, 3 unchanged, 0 failed"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert summary(run("build", "years", "--paper", "A4")) == "3 built, 0 unchanged, 0 failed"


def test_a_broken_project_does_not_stop_the_others(years: Path, run: Runner) -> None:
    break_project(years / "2025" / "hai")
    result = run("build", "years", "--diagnostics", "short")
    assert result.exit_code == ExitCode.ASSET
    assert sorted(result.stdout.split()) == ["years/2025/mot/dist", "years/ba/dist"]
    assert result.stderr.splitlines() == [
        "years/2025/hai: not built",
        "years/2025/hai/source/bai.md:6:1: error: picture not found: no.jpg [missing-image]",
        "1 error",
        "2 built, 0 unchanged, 1 failed (missing-image 1)",
    ]
    assert not (years / "2025" / "hai" / "dist").exists()


def test_strict_keeps_a_project_with_a_warning_from_being_built(years: Path, run: Runner) -> None:
    body = "::: figure\nChú thích.\n:::"
    (years / "ba" / "source" / "bai.md").write_text(article(1, body), encoding="utf-8")
    assert run("build", "years").exit_code == 0
    result = run("build", "years", "--strict")
    assert (result.exit_code, summary(result)) == (ExitCode.CONFORMANCE, "0 built, 2 unchanged, 1 failed")


def test_an_old_leftover_goes_from_a_project_that_is_unchanged(years: Path, run: Runner) -> None:
    run("build", "years")
    left = years / "ba" / "dist" / ".bai.pdf.abcd1234"
    left.touch()
    os.utime(left, (0, 0))
    assert summary(run("build", "years")) == "0 built, 3 unchanged, 0 failed"
    assert not left.exists()


def test_projects_that_cannot_be_had_are_told(years: Path, run: Runner) -> None:
    (years / "note.txt").touch()
    result = run("build", "years/ba", "years/none", "years/note.txt", "--diagnostics", "short")
    assert result.exit_code == ExitCode.SOURCE
    assert "years/none: error: no such folder [missing-project]" in result.stderr
    assert "years/note.txt: error: not a folder [missing-project]" in result.stderr
    assert summary(result) == "1 built, 0 unchanged, 2 failed (missing-project 2)"


def test_a_folder_that_cannot_be_listed_is_told(years: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def scan(path: Any) -> Any:
        if not isinstance(path, int) and Path(path).name == "2025":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    real = os.scandir
    monkeypatch.setattr(archive.os, "scandir", scan)
    result = run("build", "years", "--diagnostics", "short")
    assert result.exit_code == ExitCode.SOURCE, result.stderr
    assert result.stdout == "years/ba/dist\n"
    assert "years/2025: not built" in result.stderr


def test_a_dist_that_cannot_be_written_is_told(years: Path, run: Runner) -> None:
    (years / "ba" / "dist").touch()
    result = run("build", "years")
    assert (result.exit_code, summary(result)) == (
        ExitCode.ABORTED,
        "2 built, 0 unchanged, 1 failed (output 1)",
    )


def test_quiet_prints_failures_only(years: Path, run: Runner) -> None:
    assert run("build", "-q", "years").output == ""
    break_project(years / "ba")
    assert "[missing-image]" in run("build", "-q", "years").stderr


def test_verbose_counts_down(years: Path, run: Runner) -> None:
    lines = run("build", "-v", "years", "--jobs", 1).stderr.splitlines()
    assert ["(3 left)", "(2 left)", "(1 left)"] == [line[-8:] for line in lines if line.startswith("build ")]


def test_a_worker_that_dies_fails_its_project_alone(years: Path, run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "build_project", die_for_three)
    result = run("build", "years")
    assert result.exit_code == ExitCode.STYLE
    assert summary(result) == "2 built, 0 unchanged, 1 failed (layout-limits 1)"


def die_for_three(place: str, options: Options) -> Result:
    if place.endswith("ba"):
        os.kill(os.getpid(), signal.SIGKILL)
    return build_project(place, options)


def test_a_fault_of_the_program_fails_its_project_alone(
    years: Path, run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "build_project", stumble_for_three)
    result = run("build", "years")
    assert result.exit_code == ExitCode.ABORTED
    assert "ZeroDivisionError" in result.stderr and "Traceback" not in result.stderr
    assert summary(result) == "2 built, 0 unchanged, 1 failed (fault 1)"


def stumble_for_three(place: str, options: Options) -> Result:
    assert not place.endswith("ba") or 1 / 0
    return build_project(place, options)


# One -----------------------------------------------------------------------------------------------------------------


def test_another_version_of_the_program_builds_nothing(tmp_path: Path) -> None:
    result = build_project(str(add_project(tmp_path / "a")), Options(version="0.0.9"))
    assert (result.state, result.code, result.diagnostics[0].rule) == (FAILED, ExitCode.ENGINE, "version")


def test_a_source_that_changes_while_it_is_built_is_not_taken_for_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = add_project(tmp_path / "a")

    def edit(*_: Any, **__: Any) -> dict[str, Any]:
        (root / "source" / "bai.md").write_text(article(2), encoding="utf-8")
        return {}

    monkeypatch.setattr(rendering, "render_each", edit)
    result = build_project(str(root), Options(cache=False))
    assert (result.state, result.diagnostics[0].rule) == (FAILED, "source-changed")


def test_what_killed_writers_left_is_swept_when_it_is_old(tmp_path: Path) -> None:
    for name, age in ((".bai.pdf.abcd_123", 7200), (".bai.pdf.efgh5678", 60), (".other.pdf.abcdefgh", 7200)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    sweep([tmp_path / "bai.pdf", tmp_path / "none" / "x.pdf"])
    assert sorted(path.name for path in tmp_path.iterdir()) == [".bai.pdf.efgh5678", ".other.pdf.abcdefgh"]


# The whole -----------------------------------------------------------------------------------------------------------


def test_the_worst_project_gives_the_exit_code() -> None:
    counted = Summary()
    assert counted.code == ExitCode.WRITTEN
    for code in (ExitCode.WRITTEN, ExitCode.CONFORMANCE, ExitCode.SOURCE, ExitCode.ASSET, ExitCode.STYLE):
        counted.add(Result("a", FAILED if code else BUILT, (), code))
        assert counted.code == code
    assert set(archive.WORST) == set(ExitCode) - {ExitCode.USAGE, ExitCode.DIFFERENT}, "no build ends with these"


def test_rules_are_counted_by_how_often_they_were_broken() -> None:
    counted = Summary()
    findings = [error(Position(Path("a.md")), "wrong", rule) for rule in ("b", "a", "b")]
    counted.add(Result("a", FAILED, tuple(findings), ExitCode.SOURCE))
    counted.add(Result("b", UNCHANGED))
    assert counted.words() == "0 built, 1 unchanged, 1 failed (b 2, a 1)"


def test_ten_thousand_projects_take_no_more_memory_than_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    def many(places: Sequence[str]) -> Iterator[str]:
        return (f"/archive/project-{number:05}" for number in range(int(places[0])))

    finding = error(Position(Path("a.md")), "wrong", "rule")
    monkeypatch.setattr(archive, "find_projects", many)
    monkeypatch.setattr(archive, "build_project", lambda place, _: Result(place, FAILED, (finding,), ExitCode.SOURCE))
    run = Run(["10000"], Options(), Crew(Inline(), 4), lambda _: None)
    alive = {}
    for count, _ in enumerate(run.results(), 1):
        if count in (1_000, 9_999):
            gc.collect()
            alive[count] = len(gc.get_objects())
    assert count == 10_000
    assert alive[9_999] < alive[1_000] + 100


def test_a_run_that_is_stopped_begins_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    monkeypatch.setattr(archive, "find_projects", lambda _: iter("abcdef"))
    monkeypatch.setattr(archive, "build_project", lambda place, _: begun.append(place) or Result(place, BUILT))
    run = Run([], Options(), Crew(Inline(), 2), lambda _: None)
    for _ in run.results():
        run.stop()
    assert begun == ["a", "b"]


def test_what_is_ended_with_the_run_has_not_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(place: str, options: Options) -> Result:
        raise ZeroDivisionError

    monkeypatch.setattr(archive, "find_projects", lambda _: iter("ab"))
    monkeypatch.setattr(archive, "build_project", fail)
    run = Run([], Options(), Crew(Inline(), 2), lambda _: None)
    assert next(run.results()).state == FAILED
    run.stop()
    assert list(run.results()) == []


def test_a_cluster_that_is_lost_fails_the_projects_it_had(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lost(concurrent.futures.Executor):
        def submit(self, *_: Any) -> Any:
            future: concurrent.futures.Future[Any] = concurrent.futures.Future()
            future.cancel()
            future.set_running_or_notify_cancel()
            return future

    monkeypatch.setattr(archive, "find_projects", lambda _: iter("ab"))
    run = Run([], Options(), Crew(Lost(), 2), lambda _: None)
    assert [(ExitCode.ENGINE, "workers")] * 2 == [(r.code, r.diagnostics[0].rule) for r in run.results()]
