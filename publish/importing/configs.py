"""YAML and TOML of other systems, read without harm: plain values, of a bounded size, whatever tags they carry."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say
from publish.publication.settings import toml_error

LARGEST = 1_000_000
"""Characters that settings may have."""

_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")


class _Loader(yaml.SafeLoader):
    """Plain values; those with tags of programs are read as what they look like, or as nothing."""


def _plain(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.MappingNode)
    return loader.construct_mapping(node, deep=True)


_Loader.add_multi_constructor("", _plain)
_Loader.add_multi_constructor("!", _plain)


def read_yaml(text: str, file: Path, line: int = 1) -> Any:
    """Return what a text in YAML says.

    Args:
        text: The text.
        file: The file it stands in, for messages.
        line: The line on which it begins.

    Raises:
        SourceError: If it is no YAML, with its place.
    """
    if len(text) > LARGEST:
        raise SourceError(
            error(Position(file), say("more than {largest:,} characters of YAML", largest=LARGEST), "source-too-large")
        )
    try:
        return yaml.load(text, _Loader)  # a SafeLoader
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        at = Position(file, line + mark.line, mark.column + 1) if mark else Position(file, line)
        reason = " ".join((failure.problem or failure.context or "not readable").split())
        raise SourceError(
            error(at, say("YAML: {reason}", reason=reason), "invalid-yaml", say("mend it, or take the line out"))
        ) from failure
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, TypeError, AttributeError) as failure:
        reason = " ".join(str(failure).split())[:100] or say("nested too deep")
        raise SourceError(
            error(Position(file, line), say("YAML: {reason}", reason=reason), "invalid-yaml")
        ) from failure


def read_toml(text: str, file: Path, line: int = 1) -> dict[str, Any]:
    """Return what a text in TOML says; see :func:`read_yaml`.

    Raises:
        SourceError: If it is no TOML, with its place.
    """
    if len(text) > LARGEST:
        raise SourceError(
            error(Position(file), say("more than {largest:,} characters of TOML", largest=LARGEST), "source-too-large")
        )
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as failure:
        found = toml_error(file, str(failure))
        at = Position(file, found.position.line + line - 1, found.position.column)
        raise SourceError(error(at, found.message, "invalid-toml", say("mend it, or take the line out"))) from failure


def mapping(value: object) -> Mapping[str, Any]:
    """Return a mapping with keys that are words; an empty one of anything else."""
    return {str(key): each for key, each in value.items()} if isinstance(value, Mapping) else {}


def sequence(value: object) -> list[Any]:
    """Return a list: a list as it is, nothing as an empty one, anything else as one of itself."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def words(value: object) -> str:
    """Return a plain value as words on one line; nothing for what is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | datetime.date):
        return ""
    return " ".join(str(value).split())


def names(value: object) -> tuple[str, ...]:
    """Return the names of people as systems write them: ``A, B``, lists, ``{name: A}``, ``{name: {given: …}}``."""
    found: list[str] = []
    for each in sequence(value):
        given = mapping(each)
        if given:
            name = given.get("name", given.get("literal", given))
            parts = mapping(name)
            full = " ".join(filter(None, (words(parts.get("given")), words(parts.get("family"))))) if parts else ""
            found.append(full or words(parts.get("literal")) if parts else words(name))
        else:
            found += re.split(r"\s*[,;]\s+", words(each)) if isinstance(each, str) else []
    plain = (re.sub(r"\s*<[^<>]*>", "", name).strip() for name in found)
    return tuple(dict.fromkeys(name for name in plain if name))


def day(value: object) -> datetime.date | None:
    """Return a day in whatever way it is written with figures; None for ``today`` and the like."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    found = _DATE.search(words(value))
    if not found:
        return None
    year, month, date = (
        (int(found[1]), int(found[2]), int(found[3]))
        if found[1]
        else (
            int(found[6]),
            int(found[5]),
            int(found[4]),
        )
    )
    try:
        return datetime.date(year, month, date)
    except ValueError:
        return None
