"""What most of a file has is told once, with its count; what a few places have, at each of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from publish.build.jobs import prepare
from publish.kinds.projects import open_project

Run = Callable[..., Result]

LINE = "Chợ phiên ở huyện Bình Gia mở từ lúc trời còn mờ sương."
HABITS = {
    "not-nfc": (LINE, lambda text: unicodedata.normalize("NFD", text)),
    "straight-quote": ("Ông nói “chợ phiên” là chợ.", lambda text: text.replace("“", '"').replace("”", '"')),
    "ellipsis": ("Chợ phiên, người đi… rồi về.", lambda text: text.replace("…", "...")),
    "spaced-hyphen": ("Chợ – nơi người gặp nhau.", lambda text: text.replace("–", "-")),
    "double-space": ("Chợ phiên. Người đi chợ.", lambda text: text.replace(". ", ".  ")),
    "range-hyphen": ("Những năm 2015–2020 ở đây.", lambda text: text.replace("–", "-")),
    "space-before-mark": ("Người đi chợ, nói cười.", lambda text: text.replace(",", " ,")),
    "foreign-space": ("Người đi chợ nói cười.", lambda text: text.replace(" ", "\N{NO-BREAK SPACE}")),
}


def write(root: Path, lines: list[str]) -> Path:
    path = root / "source" / "a.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text("---\nheadline: T\npublished: 2026-01-15\n---\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")
    return path


def told(run: Run, path: Path, rule: str, *more: str) -> list[str]:
    result = run("lint", str(path), "--rule", rule, "--format", "short", "--lang", "en", *more)
    return [line for line in result.stdout.splitlines() if f"[{rule}]" in line]


@pytest.mark.parametrize("rule", HABITS)
def test_a_habit_is_one_finding_with_its_count(rule: str, run: Run, tmp_path: Path) -> None:
    right, spoil = HABITS[rule]
    path = write(tmp_path, [spoil(right)] * 30 + [right] * 5)
    (line,) = told(run, path, rule)
    assert " such places in this file [" in line
    assert [] == told(run, path, rule, "--fix")


@pytest.mark.parametrize("rule", HABITS)
def test_what_a_few_places_have_is_told_at_each(rule: str, run: Run, tmp_path: Path) -> None:
    right, spoil = HABITS[rule]
    path = write(tmp_path, [right] * 60 + [spoil(right)] * 12)
    found = told(run, path, rule)
    assert len(found) >= 12 and not any("such places" in line for line in found)


def test_for_machines_each_place_is_told(run: Run, tmp_path: Path) -> None:
    import json

    path = write(tmp_path, [unicodedata.normalize("NFD", LINE)] * 30)
    result = run("lint", str(path), "--format", "json")
    assert len(json.loads(result.stdout)) > 100


def test_building_tells_a_habit_once_too(tmp_path: Path) -> None:
    write(tmp_path, [unicodedata.normalize("NFD", LINE)] * 30)
    project = open_project(tmp_path)
    (job,) = prepare(project, project.sources, lambda _: None)
    (found,) = job.diagnostics
    assert ("not-nfc", True) == (found.rule, "more places of this article" in found.message)
