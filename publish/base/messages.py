"""Sentences that people read: each is one entry of the catalogs, and is told in the language of who reads it.

A message is the English sentence itself, for whatever compares, keeps or writes findings for machines. It remembers of
which entry and of which values it was made, so that it can still be told in another language where it is shown.
"""

from __future__ import annotations

import functools
import gettext
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Any, NamedTuple

SOURCE_LANGUAGE, TRANSLATED = "en", ("vi",)
LANGUAGES = (SOURCE_LANGUAGE, *TRANSLATED)
"""Languages that messages are told in: that of the program's own sentences, then those with a catalog."""

DOMAIN = "publish"
CATALOGS = Path(__file__).with_name("catalogs")
"""The folder of the catalogs (GNU gettext: ``LANGUAGE/LC_MESSAGES/DOMAIN.mo``)."""


class _Entry(NamedTuple):
    """What a message was made of.

    Attributes:
        one: The sentence, as ``str.format`` takes it.
        many: The sentence for any number but one; empty where nothing is counted.
        number: How many there are.
        values: What stands for the names in the sentence.
        told: The sentence in each language, where it is none of the catalogs.
    """

    one: str
    many: str
    number: int
    values: Mapping[str, Any]
    told: Mapping[str, str] | None = None


class Message(str):
    """An English sentence that can be told in other languages; made by :func:`say` and :func:`say_count`.

    What is cut out of it, or joined with it, is plain text.
    """

    entry: _Entry

    def __new__(cls, entry: _Entry) -> Message:
        """Write the English sentence."""
        message = super().__new__(cls, _write(SOURCE_LANGUAGE, entry))
        message.entry = entry
        return message

    def __getnewargs__(self) -> tuple[_Entry]:  # type: ignore[override]  # of str it is the text alone
        """Let the message cross from one process to another."""
        return (self.entry,)


def say(sentence: str, /, **values: Any) -> Message:
    """Return a message.

    Args:
        sentence: The whole sentence, written out where it is said, so that it can be found for the catalogs; values
            stand in it by name, as in ``"no font has {letter} in the word {word!r}"``.
        values: What stands for the names; a message among them, or that of an exception, is told in the same language.
    """
    return Message(_Entry(sentence, "", 0, _kept(values)))


def say_count(one: str, many: str, /, count: int, **values: Any) -> Message:
    """Return a message about several things; ``{count}`` stands for how many.

    Args:
        one: The sentence for one.
        many: The sentence for any other number.
        count: How many there are.
        values: What else stands in the sentences.
    """
    return Message(_Entry(one, many, count, _kept({"count": count, **values})))


def in_number(message: Message, many: str, count: int) -> Message:
    """Return a message without values, such as the name of a thing, as English says it of so many.

    Args:
        message: The message as it is said of one.
        many: What English says for any other number; languages without a plural say the same.
        count: How many there are.
    """
    return Message(_Entry(message.entry.one, many, count, {}))


def say_as(told: Mapping[str, str]) -> Message:
    """Return a message that is written in every language already, such as one of the linter's own tables.

    Args:
        told: The sentence, by language of :data:`LANGUAGES`.
    """
    return Message(_Entry(told[SOURCE_LANGUAGE], "", 0, {}, told))


def words_of(failure: Exception) -> str:
    """Return what an exception says: the message that it was raised with, if it was."""
    said = failure.args[0] if len(failure.args) == 1 else None
    return said if isinstance(said, Message) else str(failure)


def _kept(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return values so that they can be kept, and cross to another process."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Exception):
        return words_of(value)
    return str(value) if isinstance(value, PurePath) else value


def translate(text: str, language: str) -> str:
    """Return a text as it is told in a language: a message in its words, any other text as it is.

    Args:
        text: A message, or a text that has no language, such as a name.
        language: A language of :data:`LANGUAGES`.

    Raises:
        FileNotFoundError: If the language has no catalog.
    """
    return _write(language, text.entry) if isinstance(text, Message) else text


def join_messages(messages: Iterable[str], between: str = ", ") -> Message:
    """Return several messages as one, with the same text between them."""
    values = {f"part{number}": message for number, message in enumerate(messages)}
    sentence = "{between}".join(f"{{{name}}}" for name in values)
    return Message(_Entry(sentence, "", 0, _kept(values | {"between": between})))


def one_line(text: str) -> str:
    """Return a text with each run of white space as one blank, of a message also that in its values."""
    if not isinstance(text, Message):
        return " ".join(text.split())
    values = {
        name: _with_blanks(value) if isinstance(value, str) else value for name, value in text.entry.values.items()
    }
    return Message(text.entry._replace(values=values))


def _with_blanks(value: str) -> str:
    return one_line(value) if isinstance(value, Message) else re.sub(r"\s+", " ", value)


def known_message(text: str, known: Iterable[Message]) -> str:
    """Return the one of some messages that has a text, which another program says; the text if none has."""
    return next((message for message in known if message == text), text)


def pack(text: str) -> str | list[Any]:
    """Return a text as JSON can keep it: a message as what it was made of, if it would come back as it is."""
    if not isinstance(text, Message):
        return text
    facts = [*text.entry._replace(values={name: _packed(value) for name, value in text.entry.values.items()})]
    return facts if unpack(facts) == text else str(text)


def _packed(value: Any) -> Any:
    if isinstance(value, str):
        return pack(value)
    return value if value is None or isinstance(value, int | float) else str(value)


def unpack(packed: Any) -> Any:
    """Return a text that :func:`pack` has packed; any other value as it is."""
    if not isinstance(packed, list):
        return packed
    one, many, number, values, told = packed
    return Message(_Entry(one, many, number, {name: unpack(value) for name, value in values.items()}, told))


def tell_sentence(sentence: str, language: str) -> str:
    """Return a sentence without values, such as a help text, as the catalog of a language has it; else as it is."""
    return sentence if language == SOURCE_LANGUAGE or not sentence else _catalog(language).gettext(sentence)


def _write(language: str, entry: _Entry) -> str:
    """Return the sentence of an entry in a language."""
    if entry.told:
        return entry.told[language]
    if language == SOURCE_LANGUAGE:
        sentence = entry.many if entry.many and entry.number != 1 else entry.one
        return sentence.format(**entry.values)
    catalog = _catalog(language)
    sentence = catalog.ngettext(entry.one, entry.many, entry.number) if entry.many else entry.one
    if sentence in (entry.one, entry.many):
        sentence = catalog.gettext(entry.one)
    from publish.base.sentences import Sentence

    return Sentence(lambda text: translate(text, language)).format(sentence, **entry.values)


@functools.cache
def _catalog(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, CATALOGS, [language])
