"""Lists in hyphens that are speech become paragraphs with a dash; what is said about it can be set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.editing.lint import LintOptions, lint
from publish.publication.model import plain_text
from publish.publication.project import HouseStyle, Project
from tests.support.printed import print_text
from tests.support.tagtree import Tree

TEXT = """Bà hỏi:

- Cháu về bao giờ?

- Dạ, cháu về *từ sáng*.

Bà gật đầu.

- Thế à.
- Vâng.

Chợ có:

- Bắc Sơn
- Lộc Bình

* Thế à.

> Anh đáp:
>
> - Mai nhé.
"""


def tags(tmp_path: Path, settings: str = "") -> str:
    found = Tree(print_text(tmp_path, TEXT, "book", settings=settings))
    return re.sub(r"</?Em>", "", found.markup(found.root))


def dialogue(markup: str) -> list[str]:
    return [" ".join(each.split()) for each in re.findall(r"<P>(– [^<]*)</P>", markup)]


def items(markup: str) -> list[str]:
    return re.findall(r"<LBody>(?:<P>)?([^<]*)<", markup)


def test_speech_is_set_with_a_dash_and_lists_stay_lists(tmp_path: Path) -> None:
    markup = tags(tmp_path)
    assert ["– Cháu về bao giờ?", "– Dạ, cháu về từ sáng.", "– Thế à.", "– Vâng.", "– Mai nhé."] == dialogue(markup)
    assert ["Bắc Sơn", "Lộc Bình", "Thế à."] == items(markup)


@pytest.mark.parametrize(("mode", "counts"), [("never", (0, 8)), ("always", (7, 1))])
def test_house_may_have_all_lists_in_hyphens_be_dialogue_or_none(
    tmp_path: Path, mode: str, counts: tuple[int, int]
) -> None:
    markup = tags(tmp_path, f'[text]\ndialogue = "{mode}"\n')
    assert counts == (len(dialogue(markup)), len(items(markup)))


def test_house_with_em_dashes_has_them_in_dialogue(tmp_path: Path) -> None:
    assert "<P>— Vâng.</P>" in tags(tmp_path, '[text]\ndash = "em"\n')


@pytest.mark.parametrize(("mode", "lines"), [("speech", [7, 13, 25]), ("never", []), ("always", [7, 13, 18, 25])])
def test_lint_shows_what_is_set_as_dialogue(tmp_path: Path, mode: str, lines: list[int]) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\nheadline: A\n---\n\n{TEXT}", encoding="utf-8")
    found, _ = lint(Project(tmp_path, text=HouseStyle(dialogue=mode)), [path], LintOptions())
    assert lines == [each.start.line for each in found if each.rule == "dialogue"]


def test_name_of_a_list_is_that_of_its_first_line(tmp_path: Path) -> None:
    from publish.editing.dialogue import set_dialogue
    from publish.reader.reading import read_article

    path = tmp_path / "a.md"
    path.write_text("# A\n\n{#x}\n- Vâng ạ.\n- Thế à?\n", encoding="utf-8")
    article = read_article(path).article
    assert article is not None
    made = set_dialogue(article, "speech").children
    assert [("x", "- Vâng ạ."), (None, "- Thế à?")] == [(each.id, plain_text(each.children)) for each in made]
