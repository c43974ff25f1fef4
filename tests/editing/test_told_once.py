"""What is wrong with the facts of an article is told once, with its true cause, and not again as a fact that lacks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publish.base.diagnostics import Diagnostic, PublishError, Severity
from publish.build.jobs import check, prepare
from publish.kinds.projects import open_project
from publish.reader.reading import Readings

GOOD = {"headline": "Chợ phiên", "published": "2026-01-15", "updated": "2026-01-16", "lang": "vi", "byline": "Ứng"}
NEEDED = {"headline": "missing-headline", "published": "missing-date"}

NO_DATES = ["2026-13-40", "15/1/2026", "hôm qua", "2026-1-5", "[2026]", "2026-01-15T10:00:00", "{a: b}", "'\\x01'"]
NO_LINES = ["[a, b]", "{a: b}", '"\\x01"', "!!binary aGk="]
WRONG = {
    **{f"published: {value}": ("published", value) for value in NO_DATES},
    **{f"headline: {value}": ("headline", value) for value in NO_LINES},
    **{f"updated: {value}": ("updated", value) for value in NO_DATES},
    **{f"byline: {value}": ("byline", value) for value in NO_LINES},
    "lang: xx_": ("lang", "xx_"),
}
MISSPELT = {key: [key + key[-1], key[:-1], key.upper(), key.title()] for key in NEEDED}


def told(folder: Path, front: str) -> list[str]:
    """The rules of the errors that an article with that front matter has."""
    (folder / "source").mkdir(exist_ok=True)
    path = folder / "source" / "bai.md"
    path.write_text(f"{front}\n\nMột đoạn văn.\n", encoding="utf-8")
    project = open_project(folder)
    prepared = errors_of(lambda: prepare(project, project.sources, lambda _: None))
    assert prepared == errors_of(lambda: check(project, Readings()))
    return [found.rule for found in prepared]


def errors_of(work: Callable[[], object]) -> list[Diagnostic]:
    try:
        work()
    except PublishError as failure:
        return [found for found in failure.diagnostics if found.severity is Severity.ERROR]
    return []


def fenced(facts: dict[str, str]) -> str:
    return "\n".join(["---", *(f"{key}: {value}" for key, value in facts.items()), "---"])


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_one_error(name: str, tmp_path: Path) -> None:
    key, value = WRONG[name]
    found = told(tmp_path, fenced(GOOD | {key: value}))
    assert 1 == len(found) and found[0] not in NEEDED.values()


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, names in MISSPELT.items() for name in names])
def test_a_misspelt_key_is_one_error(key: str, name: str, tmp_path: Path) -> None:
    facts = {name if one == key else one: value for one, value in GOOD.items()}
    assert ["unknown-key"] == told(tmp_path, fenced(facts))


@pytest.mark.parametrize(
    "front",
    [
        "---\nheadline: a: b\n---",
        "---\nheadline: *a\n---",
        "---\n- a\n---",
        "---\nwords alone\n---",
        "---\nheadline: a\n",
    ],
)
def test_front_matter_that_cannot_be_read_is_one_error(front: str, tmp_path: Path) -> None:
    assert 1 == len(told(tmp_path, front))


@pytest.mark.parametrize("key", NEEDED)
@pytest.mark.parametrize("empty", [True, False])
def test_what_is_not_given_is_asked_for(key: str, empty: bool, tmp_path: Path) -> None:
    facts = {one: value for one, value in GOOD.items() if one != key} | ({key: ""} if empty else {})
    assert [NEEDED[key]] == told(tmp_path, fenced(facts))
