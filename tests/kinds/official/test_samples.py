"""The samples of official documents: one of each type and form of copy, which builds and is measured without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish.kinds import KINDS
from publish.kinds.samples import create_project, forms, sample
from publish.publication.official.types import COPIES, LETTER, TYPES, plain_name, search_types

OFFICIAL = KINDS["official"]
NAMES = sorted(plain_name(name).replace(" ", "-") for name in (*TYPES, *COPIES) if name != LETTER)


def test_there_is_a_sample_of_each_type_and_form_of_copy() -> None:
    assert NAMES == list(forms(OFFICIAL, "vi"))
    assert 29 == len(TYPES)


@pytest.mark.parametrize("name", [*TYPES, *COPIES])
def test_a_type_is_found_in_any_case_and_without_marks(name: str) -> None:
    assert {(name,)} == {search_types(way) for way in (name, name.upper(), plain_name(name), f" {plain_name(name)} ")}


@pytest.mark.parametrize(
    ("written", "name"),
    [("giấy ủy quyền", "Giấy uỷ quyền"), ("Bản thoả thuận", "Bản thỏa thuận"), ("bản sao y", "Sao y")],
)
def test_a_type_is_found_in_other_spellings(written: str, name: str) -> None:
    assert (name,) == search_types(written)


def test_a_sample_of_a_type_takes_the_place_of_the_letter() -> None:
    letter, report = sample(OFFICIAL, "vi", "bc"), sample(OFFICIAL, "vi", "bc", "bao-cao")
    assert letter.keys() == report.keys()
    assert ["source/bc.md"] == [path for path in letter if letter[path] != report[path]]
    assert "loai: Báo cáo" in report["source/bc.md"].decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--kind", "official", "--type", "bài báo"), "Quyết định"),
        (("--kind", "article", "--type", "báo cáo"), "--kind official"),
    ],
)
def test_a_type_that_there_is_not_is_told(
    arguments: tuple[str, ...], said: str, run: Callable[..., Any], tmp_path: Path
) -> None:
    result = run("new", tmp_path / "a", *arguments)
    assert (2, True) == (result.exit_code, said in result.stderr)
    assert not (tmp_path / "a").exists()


def test_a_type_is_started(run: Callable[..., Any], tmp_path: Path) -> None:
    made = run("new", tmp_path / "td", "--kind", "official", "--type", "CONG DIEN", "--lang", "en")
    assert 0 == made.exit_code, made.stderr
    assert "loai: Công điện" in (tmp_path / "td" / "source" / "td.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_all_samples_build_and_are_measured_without_a_word(
    run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_project(tmp_path / "mau", OFFICIAL, "vi")
    monkeypatch.chdir(tmp_path / "mau")
    for name in NAMES:
        Path(f"source/{name}.md").write_bytes(sample(OFFICIAL, "vi", "a", name)["source/a.md"])
    linted = run("lint", "--strict")
    assert (0, "") == (linted.exit_code, linted.output)
    built = run("pdf", "--for", "screen", "--strict")
    assert (0, "") == (built.exit_code, built.stderr)
    assert len(NAMES) + 1 == len(list(Path("dist").glob("*.pdf")))
