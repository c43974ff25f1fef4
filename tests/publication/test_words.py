"""The words that a publication prints stand in one place, in every language the same."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from itertools import chain
from string import Formatter

import pytest

from publish.publication.words import WORDS, words
from tests.support.folders import ROOT

CATALOGUE = ROOT / "publish/publication/words.py"
MESSAGES = ("publish/editing/lint/", "publish/vietnamese/problems/", "publish/preflight/official/bench.py")
"""What is said to the user, and not printed."""

NAMES = [(part, name) for part, entries in WORDS["en"].items() for name in entries]
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


def placeholders(text: str) -> set[str]:
    """The values that a text has places for, whichever of their attributes it prints."""
    return {re.split(r"[.\[]", field)[0] for _, field, _, _ in Formatter().parse(text) if field is not None}


def entries(language: str) -> dict[tuple[str, str], str]:
    return {(part, name): text for part, table in WORDS[language].items() for name, text in table.items()}


def tables(source: str) -> list[int]:
    """The lines of a module where a dict literal has languages of the catalogue as its keys."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            keys = [key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
            if set(keys) & set(WORDS) and all(LANGUAGE.fullmatch(key) for key in keys) and set(keys) != {"en", "em"}:
                found.append(node.lineno)
    return found


@pytest.mark.parametrize("language", WORDS)
def test_every_language_has_every_word_in_the_same_order(language: str) -> None:
    assert NAMES == list(entries(language))
    assert all(text.strip() == text != "" for text in entries(language).values())


@pytest.mark.parametrize(("part", "name"), NAMES)
def test_a_word_has_the_same_placeholders_in_every_language(part: str, name: str) -> None:
    expected = placeholders(WORDS["en"][part][name])
    assert [expected] * len(WORDS) == [placeholders(table[part][name]) for table in WORDS.values()]


def test_no_two_names_say_the_same_in_every_language() -> None:
    named = defaultdict(list)
    for place in NAMES:
        named[tuple(entries(language)[place] for language in WORDS)].append(place)
    assert [] == [names for names in named.values() if len(names) > 1]


def test_a_bulletin_has_other_names_than_every_page() -> None:
    assert set() == WORDS["en"]["pages"].keys() & WORDS["en"]["bulletin"].keys()


@pytest.mark.parametrize(("part", "name"), NAMES)
def test_every_word_is_asked_for(part: str, name: str) -> None:
    sources = [path for path in (ROOT / "publish").rglob("*.py") if path != CATALOGUE]
    layouts = chain((ROOT / "styles").rglob("*.html"), (ROOT / "styles").rglob("*.xml"))
    programs = (re.search(rf"""["']{name}["']""", path.read_text(encoding="utf-8")) for path in sources)
    pages = (re.search(rf"\bwords\.{name}\b", path.read_text(encoding="utf-8")) for path in layouts)
    assert any(programs) or any(pages)


def test_tables_by_language_are_found() -> None:
    assert [2] == tables('a = {"and": 1, "em": 2}\nb = {"en": "page", "fr": "page"}\nc = {"en": "–", "em": "—"}')


def test_no_other_module_has_words_by_language() -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "publish").rglob("*.py")
        if (lines := tables(path.read_text(encoding="utf-8")))
    }
    assert {} == {path: lines for path, lines in found.items() if not path.startswith(MESSAGES)}


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("vi", "Mục lục"), ("VI-vn", "Mục lục"), ("en-GB", "Contents"), ("fr", "Contents"), ("", "Contents")],
)
def test_a_tag_gets_the_words_of_its_primary_language_else_english(tag: str, expected: str) -> None:
    assert expected == words(tag)["contents"]


def test_nobody_can_change_a_word() -> None:
    for mapping in (WORDS, WORDS["vi"], words("vi"), words("vi", "bulletin")):
        with pytest.raises(TypeError):
            mapping["contents"] = "Nội dung"  # type: ignore[index]


def test_the_catalogue_imports_nothing_of_the_program() -> None:
    code = "import sys, publish.publication.words; print(*sorted(n for n in sys.modules if n.startswith('publish')))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert ["publish", "publish.publication", "publish.publication.words"] == out.split()
