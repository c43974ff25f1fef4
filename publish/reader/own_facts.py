"""Read the facts that a kind has in the front matter of its sources: lines, days, and groups of these."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from publish.base.messages import say
from publish.publication.facts import DAY, GROUP, GROUPS, LINE, LINES, FactKey, FactKeys

NULL = "tag:yaml.org,2002:null"
"""What YAML calls a key without a value."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Report = Callable[[yaml.Node, str, str, str, int], None]
"""Takes note of what is wrong with a node: the message, the rule, a hint, and how many characters it is about."""


class FactReader:
    """Reads nodes of YAML by the keys of a kind."""

    def __init__(self, text_of: Callable[[str, yaml.Node], str], report: Report) -> None:
        """Start with what gives the text of a node, and who takes note of what is wrong."""
        self._text_of, self._report = text_of, report
        self._readers: Mapping[str, Callable[[FactKey, yaml.Node], Any]] = {
            LINE: lambda key, node: self.lines(key, node)[:1],
            LINES: self.lines,
            DAY: self.day,
            GROUP: lambda key, node: self.group(key, node, key.name),
            GROUPS: self.groups,
        }

    def read(self, key: FactKey, node: yaml.Node) -> Any:
        """Return the value of a key as :attr:`publish.publication.model.Article.facts` has it; empty for none."""
        return () if node.tag == NULL else self._readers[key.shape](key, node)

    def lines(self, key: FactKey, node: yaml.Node) -> tuple[str, ...]:
        """Return the lines of a text or the items of a list, without spaces around them; a line of text is one."""
        many = key.shape == LINES
        if isinstance(node, yaml.SequenceNode) and many:
            texts = [" ".join(self._text_of(key.name, item).split()) for item in node.value]
        else:
            text = self._text_of(key.name, node)
            texts = [" ".join(line.split()) for line in text.splitlines()] if many else [" ".join(text.split())]
        return tuple(filter(None, texts))

    def day(self, key: FactKey, node: yaml.Node) -> tuple[str, ...]:
        """Return a day, which is written as year-month-day."""
        text = self._text_of(key.name, node).strip()
        try:
            if not _DAY.fullmatch(text):
                raise ValueError(text)
            datetime.date.fromisoformat(text)
        except ValueError:
            if text:
                hint = say("write year-month-day, such as 2020-09-26")
                self._report(node, say("not a date: {text}", text=text), "invalid-date", hint, len(text))
            return ()
        return (text,)

    def group(self, key: FactKey, node: yaml.Node, place: str) -> tuple[tuple[str, Any], ...]:
        """Return the facts of a group by their names."""
        known = by_name(key.members)
        if not isinstance(node, yaml.MappingNode):
            hint = say("write it as lines below it, with spaces before: {names}", names=", ".join(names(key.members)))
            self._report(node, say("{name} is not made of 'key: value' lines", name=place), "wrong-type", hint, 1)
            return ()
        found: dict[str, Any] = {}
        for name, value in node.value:
            member = known.get(name.value if isinstance(name, yaml.ScalarNode) else "")
            if member is None:
                hint = say("there are {known}", known=", ".join(names(key.members)))
                self._report(name, say("unknown key: {name}", name=name.value), "unknown-key", hint, 1)
            elif member.name in found:
                self._report(name, say("key given twice: {name}", name=name.value), "duplicate-key", "", 1)
            else:
                found[member.name] = self.read(member, value)
        return tuple(found.items())

    def groups(self, key: FactKey, node: yaml.Node) -> tuple[tuple[tuple[str, Any], ...], ...]:
        """Return the groups of a list; one that stands alone is a list of one."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return tuple(group for each in nodes if (group := self.group(key, each, key.name)))


def by_name(keys: FactKeys) -> dict[str, FactKey]:
    """Return keys by each of their names."""
    return {name: key for key in keys for name in (key.name, key.english)}


def names(keys: FactKeys) -> tuple[str, ...]:
    """Return the names of keys that messages give them."""
    return tuple(key.name for key in keys)
