"""The language that a command speaks: what asks for it, and the help texts and Click's own sentences in it."""

from __future__ import annotations

import contextlib
import copy
import gettext
import inspect
import itertools
import os
import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

import click

from publish.base.messages import CATALOGS, DOMAIN, LANGUAGES, SOURCE_LANGUAGE, TRANSLATED, tell_sentence

Told = TypeVar("Told", bound=click.Command)

OPTION = "--lang"

language_option = click.option(
    OPTION, "lang", type=click.Choice(LANGUAGES), help="Language of the messages.  [default: the locale]"
)


def locale_language() -> str:
    """Return the language of the messages that the locale asks for (POSIX: the first variable that is set counts)."""
    values = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    asked = next(filter(None, values), "").lower()
    return next((language for language in TRANSLATED if asked.startswith(language)), SOURCE_LANGUAGE)


def asked_language(arguments: Sequence[str]) -> str:
    """Return the language that is asked for before the options are read: what is wrong with them is told in it, too.

    Args:
        arguments: The arguments of the program, without its name.
    """
    words = [*itertools.takewhile(lambda word: word != "--", arguments), ""]
    given = [
        after if word == OPTION else word.removeprefix(f"{OPTION}=")
        for word, after in itertools.pairwise(words)
        if word.partition("=")[0] == OPTION
    ]
    command = next((word for word in words if word and not word.startswith("-") and word not in LANGUAGES), "")
    surroundings = [os.environ.get(name, "") for name in (f"PUBLISH_{command.upper()}_LANG", "PUBLISH_LANG")]
    asked = next(filter(LANGUAGES.__contains__, [*reversed(given), *surroundings]), "")
    return asked or locale_language()


def chosen_language(ctx: click.Context, lang: str | None) -> str:
    """Return the language of a command: what its option says, else that of the program, else the locale."""
    return lang or ctx.find_root().params.get("lang") or locale_language()


@contextlib.contextmanager
def clicks_words(language: str) -> Iterator[None]:
    """Have Click say its own sentences in a language: it asks gettext for them, and names no domain."""
    if language == SOURCE_LANGUAGE:
        yield
        return
    domain, preferred = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(CATALOGS))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        del os.environ["LANGUAGE"]
        if preferred is not None:
            os.environ["LANGUAGE"] = preferred


def told_in(command: Told, language: str) -> Told:
    """Return a copy of a command whose help is told in a language; within :func:`clicks_words`."""
    told = copy.copy(command)
    told.help = "\n\n".join(_told(paragraph, language) for paragraph in _paragraphs(command))
    told.params = [_parameter_told(parameter, language) for parameter in command.params]
    told._help_option = None  # Click keeps the one that it makes, whatever the language was
    return told


def help_sentences(command: click.Command) -> Iterator[str]:
    """Yield what the help of a command says, as the catalogs have it: its paragraphs, and a line for each option."""
    for paragraph in _paragraphs(command):
        yield _sentence(paragraph)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            yield parameter.help


def _paragraphs(command: click.Command) -> list[str]:
    return inspect.cleandoc(command.help or "").split("\n\n")


def _parameter_told(parameter: click.Parameter, language: str) -> click.Parameter:
    if not (isinstance(parameter, click.Option) and parameter.help):
        return parameter
    told = copy.copy(parameter)
    told.help = tell_sentence(parameter.help, language)
    return told


def _told(paragraph: str, language: str) -> str:
    """Return a paragraph of help in a language; a mark that its lines stay as they are stays before it."""
    mark = "\b\n" if paragraph.startswith("\b") else ""
    return mark + tell_sentence(_sentence(paragraph), language)


def _sentence(paragraph: str) -> str:
    return re.sub(r"\s+", " ", paragraph.removeprefix("\b")).strip()
