"""The facts of an official document as front matter."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from publish.publication.facts import DAY, GROUP, GROUPS, FactKey
from publish.publication.official.keys import KEYS


def write_facts(facts: Mapping[str, object]) -> str:
    """Return the front matter of a document, its keys in the order of the document; open facts have no value."""
    return "\n".join(["---", *_lines(facts, KEYS, ""), "---"])


def _lines(facts: Mapping[str, object], keys: Sequence[FactKey], indent: str) -> Iterator[str]:
    for key in keys:
        value = facts.get(key.name)
        if value is None:
            continue
        if key.shape == GROUP and isinstance(value, Mapping):
            yield f"{indent}{key.name}:"
            yield from _lines(value, key.members, f"{indent}  ")
        elif key.shape == GROUPS and isinstance(value, list):
            yield f"{indent}{key.name}:"
            for group in value:
                inner = list(_lines(group, key.members, f"{indent}    "))
                yield from (f"{indent}  - {line.strip()}" if not index else line for index, line in enumerate(inner))
        elif isinstance(value, list) and len(value) != 1:
            yield f"{indent}{key.name}:"
            yield from (f"{indent}  - {quoted(str(each))}" for each in value)
        else:
            text = str(value[0] if isinstance(value, list) else value)
            yield f"{indent}{key.name}:{' ' if text else ''}{text if key.shape == DAY or not text else quoted(text)}"


def quoted(text: str) -> str:
    """Return a text as a value of YAML, between quotes."""
    return json.dumps(text, ensure_ascii=False)
