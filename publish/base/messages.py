"""Sentences that people read: each is one entry of the catalogs, and is told in the language of who reads it.

A message is the English sentence itself, for whatever compares, keeps or writes findings for machines. It remembers of
which entry and of which values it was made, so that it can still be told in another language where it is shown.
"""

from __future__ import annotations

import functools
import gettext
import string
from collections.abc import Mapping
from pathlib import Path
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
    """

    one: str
    many: str
    number: int
    values: Mapping[str, Any]


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
        values: What stands for the names; a message among them is told in the same language.
    """
    return Message(_Entry(sentence, "", 0, values))


def say_count(one: str, many: str, /, count: int, **values: Any) -> Message:
    """Return a message about several things; ``{count}`` stands for how many.

    Args:
        one: The sentence for one.
        many: The sentence for any other number.
        count: How many there are.
        values: What else stands in the sentences.
    """
    return Message(_Entry(one, many, count, {"count": count, **values}))


def translate(text: str, language: str) -> str:
    """Return a text as it is told in a language: a message in its words, any other text as it is.

    Args:
        text: A message, or a text that has no language, such as a name.
        language: A language of :data:`LANGUAGES`.

    Raises:
        FileNotFoundError: If the language has no catalog.
    """
    return _write(language, text.entry) if isinstance(text, Message) else text


def _write(language: str, entry: _Entry) -> str:
    """Return the sentence of an entry in a language."""
    if language == SOURCE_LANGUAGE:
        sentence = entry.many if entry.many and entry.number != 1 else entry.one
        return sentence.format(**entry.values)
    catalog = _catalog(language)
    sentence = catalog.ngettext(entry.one, entry.many, entry.number) if entry.many else catalog.gettext(entry.one)
    return _Sentence(language).format(sentence, **entry.values)


@functools.cache
def _catalog(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, CATALOGS, [language])


class _Sentence(string.Formatter):
    """Puts values into a sentence of another language: messages in its words, fractions with its comma."""

    def __init__(self, language: str) -> None:
        self.language = language

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        value = super().get_value(key, args, kwargs)
        return translate(value, self.language) if isinstance(value, str) else value

    def format_field(self, value: Any, format_spec: str) -> str:
        text = str(super().format_field(value, format_spec))
        return text.replace(".", ",") if isinstance(value, float) else text
