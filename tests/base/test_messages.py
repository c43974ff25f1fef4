"""Messages are English sentences that can be told in the languages of the catalogs."""

from __future__ import annotations

import ast
import copy
import datetime
import functools
import json
import pickle
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message as Entry

from publish.base import messages
from publish.base.diagnostics import Position
from publish.base.messages import LANGUAGES, TRANSLATED, Message, say, say_as, say_count, translate
from tests.support import catalogs
from tests.support.folders import ROOT

SAID = say("no font has {letter} in {word!r}", letter="ệ", word="việc")


def entries(language: str) -> Iterator[Entry]:
    return (entry for entry in catalogs.read(language) if entry.id)


def names(sentence: str) -> list[str]:
    """What stands in a sentence for values, each with its conversion and format."""
    found = ((name, conversion, form) for _, name, form, conversion in string.Formatter().parse(sentence))
    return sorted(f"{name}!{conversion}:{form}" for name, conversion, form in found if name is not None)


def test_a_message_is_its_english_sentence() -> None:
    assert "no font has ệ in 'việc'" == SAID
    assert {SAID: 1} == {"no font has ệ in 'việc'": 1}
    assert "1 page" == say_count("{count} page", "{count} pages", 1)
    assert "0 pages" == say_count("{count} page", "{count} pages", 0)


def test_a_message_can_still_be_told_in_another_process() -> None:
    for message in (SAID, say_count("{count} page of {name}", "{count} pages of {name}", 2, name=SAID)):
        for other in (pickle.loads(pickle.dumps(message)), copy.deepcopy(message)):
            assert isinstance(other, Message)
            assert (message, message.entry) == (other, other.entry)


def test_what_has_no_language_stays_as_it_is() -> None:
    for language in LANGUAGES:
        assert "bài.md" == translate("bài.md", language)
        assert "never said before ệ" == translate(say("never said before {letter}", letter="ệ"), language)


def test_messages_within_a_message_and_fractions_are_told_in_the_same_language(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = {"{width:.1f} mm: {why}": "{why}, {width:.1f} mm", "too wide": "rộng quá"}

    class Catalog:
        def gettext(self, sentence: str) -> str:
            return sentences[sentence]

        def ngettext(self, one: str, many: str, count: int) -> str:
            return "{count} trang"

    monkeypatch.setattr(messages, "_catalog", lambda language: Catalog())
    said = say("{width:.1f} mm: {why}", width=2.25, why=say("too wide"))
    assert "2.2 mm: too wide" == said
    assert "rộng quá, 2,2 mm" == translate(said, "vi")
    assert "3 trang" == translate(say_count("{count} page", "{count} pages", 3), "vi")


def test_a_message_that_is_written_in_every_language_takes_no_catalog() -> None:
    told = say_as({"en": "“đuờng” should be “đường”", "vi": "“đuờng” nên viết là “đường”"})
    assert "“đuờng” should be “đường”" == told
    for other in (told, pickle.loads(pickle.dumps(told))):
        assert "“đuờng” nên viết là “đường”" == translate(other, "vi")


def test_the_message_of_a_failure_is_told_within_another() -> None:
    said = say("{key!r}: {failure}", key="bleed", failure=ValueError(say("true or false")))
    assert "'bleed': true or false" == said
    assert "'bleed': true hoặc false" == translate(pickle.loads(pickle.dumps(said)), "vi")
    plain = say("{key!r}: {failure}", key="bleed", failure=KeyError("đậm"))
    assert "'bleed': 'đậm'" == plain == translate(plain, "vi")


KEPT = (
    say("{lost:,} characters were lost before, U+FFFD stands for them", lost=1200),
    say("a line is {width:.1f} mm wider than its column: {words}", width=1.25, words="chợ"),
    say("{key!r}: {failure}", key="bleed", failure=ValueError(say("true or false"))),
    say("first at {position}", position=Position(Path("a.md"), 3)),
    say("no date: {parts}", parts=[[2026, 13]]),
    *(say_count("{count} error", "{count} errors", count) for count in (1, 2)),
    say_as({"en": "“đuờng” should be “đường”", "vi": "“đuờng” nên viết là “đường”"}),
)


@pytest.mark.parametrize("message", KEPT)
def test_a_message_that_was_kept_as_json_is_told_as_before(message: Message) -> None:
    back = messages.unpack(json.loads(json.dumps(messages.pack(message))))
    assert isinstance(back, Message)
    for language in LANGUAGES:
        assert translate(message, language) == translate(back, language)


def test_what_would_not_come_back_as_it_is_is_kept_in_english() -> None:
    message = say("{value!r} is no measure", value=datetime.date(2026, 1, 1))
    assert "datetime.date(2026, 1, 1) is no measure" == messages.pack(message) == messages.unpack(str(message))


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalog_has_what_the_program_says_and_is_compiled(language: str) -> None:
    path = catalogs.path_of(language)
    assert (path.read_bytes(), path.with_suffix(".mo").read_bytes()) == catalogs.renew(language), (
        "run python -m tests.support.catalogs"
    )


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_has_a_translation_with_the_same_values(language: str) -> None:
    for entry in entries(language):
        sources = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        told = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        assert all(told), entry.id
        for sentence in told:
            assert names(sources[-1]) == names(sentence), entry.id
            assert sources[-1].endswith((".", ":", "…")) == sentence.endswith((".", ":", "…")), entry.id


@functools.cache
def said() -> tuple[tuple[Path, ast.Call], ...]:
    """Each call that says a sentence, with its file."""
    return tuple(
        (path, node)
        for path in sorted((ROOT / "publish").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in catalogs.KEYWORDS
    )


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalog_has_each_sentence_wherever_it_is_said(language: str) -> None:
    """Babel finds none in the braces of an f-string."""
    ids = [entry.id if isinstance(entry.id, tuple) else (entry.id,) for entry in entries(language)]
    known = {sentence for sentences in ids for sentence in sentences}
    for path, node in said():
        sentences = [one.value for one in node.args if isinstance(one, ast.Constant)]
        assert known.issuperset(sentences), f"{path}:{node.lineno}"


def test_every_sentence_is_written_out_where_it_is_said() -> None:
    for path, node in said():
        wanted = 2 if node.func.id == "say_count" else 1
        for sentence in node.args[:wanted]:
            assert isinstance(sentence, ast.Constant), f"{path}:{node.lineno}"
            given = {keyword.arg for keyword in node.keywords} | ({"count"} if wanted == 2 else set())
            named = {name for _, name, _, _ in string.Formatter().parse(str(sentence.value)) if name is not None}
            assert named <= given, f"{path}:{node.lineno}"
