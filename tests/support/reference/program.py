"""The commands and options of the program, read off Click."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import click

from publish.base.messages import SOURCE_LANGUAGE
from publish.cli import main
from publish.cli.languages import clicks_words, told_in

_EXAMPLE = re.compile(r"\x08\s+(?:Example|Ví dụ): ")
_EXTRA = re.compile(r"\s+\[(?=(?:default|mặc định): |[\d.]+<=?x<=?[\d.]+\])")
_SIGNS = {"<=": " ≤ ", "<": " < "}


@dataclass(frozen=True, slots=True)
class Option:
    """An option.

    Attributes:
        names: The names and what they take, such as ``-o, --output PATH``.
        about: What the option does.
        default: What holds without it, in words; empty where nothing is said.
        span: Least and greatest number, such as ``1–256`` or ``0 < N ≤ 2``; empty for what is no number.
    """

    names: str
    about: str
    default: str = ""
    span: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A command.

    Attributes:
        name: The word behind ``publish``.
        usage: The whole line, such as ``publish epub [OPTIONS] [SOURCE]``.
        paragraphs: What it does; the first is a sentence of its own.
        example: A line to try.
        options: Its own options, in the order of ``--help``.
        shared: The names of those it has in common with most commands.
    """

    name: str
    usage: str
    paragraphs: tuple[str, ...]
    example: str
    options: tuple[Option, ...]
    shared: tuple[str, ...]


def program_options(language: str) -> tuple[Option, ...]:
    """The options of the program itself."""
    return tuple(_options(_told(main, language), language))


def shared_options(language: str) -> tuple[Option, ...]:
    """The options that most commands have."""
    told = [_told(command, language) for command in main.commands.values()]
    counts = Counter(option for command in told for option in _options(command, language))
    return tuple(option for option, count in counts.items() if 2 * count > len(told))


def commands(language: str) -> Iterator[Command]:
    """Yield the commands by their names, as their help is told in a language."""
    common = shared_options(language)
    for name, command in sorted(main.commands.items()):
        told = _told(command, language)
        context = _context(command)
        options = tuple(_options(told, language))
        text, example = (*_EXAMPLE.split(told.help or ""), "")[:2]
        yield Command(
            name,
            " ".join([context.command_path, *command.collect_usage_pieces(context)]),
            tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip()),
            example.strip(),
            tuple(option for option in options if option not in common),
            tuple(option.names for option in options if option in common),
        )


def _told(command: click.Command, language: str) -> click.Command:
    if language == SOURCE_LANGUAGE:
        return command
    with clicks_words(language):
        return told_in(command, language)


def _context(command: click.Command) -> click.Context:
    root = click.Context(main, info_name="publish", **main.context_settings)
    return root if command.name == main.name else click.Context(command, info_name=command.name, parent=root)


def _options(command: click.Command, language: str) -> Iterator[Option]:
    context = _context(command)
    for parameter in command.params:
        with clicks_words(language):
            record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record:
            about, *extras = _EXTRA.split(" ".join(record[1].split()))
            said = [extra.removesuffix("]") for extra in extras]
            default = next((each.partition(": ")[2] for each in said if ": " in each), "")
            span = next((each for each in said if "x<=" in each), "")
            yield Option(record[0], about, default, _range(span))


def _range(span: str) -> str:
    """A range as Click writes it, ``1<=x<=256``, as people write it."""
    if "<x" in span:
        return re.sub(r"<=?", lambda sign: _SIGNS[sign[0]], span.replace("x", "N"))
    return span.replace("<=x<=", "–")
