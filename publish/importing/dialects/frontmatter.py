"""The facts at the top of an article: YAML, TOML or JSON of other systems, and ours."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from publish.base.diagnostics import SourceError
from publish.base.messages import say
from publish.importing.book_tree import plain
from publish.importing.configs import day, mapping, names, read_toml, read_yaml, sequence, words
from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import DraftLine
from publish.reader.frontmatter import key_shapes
from publish.reader.markdown.attributes import is_language
from publish.reader.other_words import OTHER_WORDS

_JEKYLL_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})-")


def read_facts(context: Context, lines: Sequence[DraftLine]) -> tuple[dict[str, Any], list[DraftLine]]:
    """Return the facts of an article by the words of its system, and the lines below them.

    Facts that cannot be read are left out, and told.
    """
    rest = list(lines)
    while rest and not rest[0].text.strip():
        rest.pop(0)
    if not rest:
        return {}, rest
    first = rest[0].text.strip()
    if first not in ("---", "+++", ";;;", "{"):
        return {}, rest
    ends = {"---": ("---", "..."), "+++": ("+++",), ";;;": (";;;",), "{": ("}",)}[first]
    end = next((n for n, line in enumerate(rest[1:], 1) if line.text.rstrip() in ends), None)
    if end is None or (first == "{" and '"' not in rest[1].text):
        return {}, rest
    inner = "\n".join(line.text for line in rest[1:end])
    path = context.whole.folder.path(context.name)
    try:
        if first == "+++":
            given: object = read_toml(inner, path, 2)
        elif first == "---":
            given = read_yaml(inner, path, 2)
        else:
            given = json.loads(f"{{{inner}}}")
    except (SourceError, ValueError, RecursionError) as failure:
        if first == "---" and not re.search(r"^[\w-]+[ \t]*:", inner, re.MULTILINE):
            return {}, rest  # a rule above the text
        why = failure.diagnostics[0].message if isinstance(failure, SourceError) else say("no JSON")
        context.leave_out(say("front matter"), rest[0].place, say("it cannot be read: {why}", why=why))
        return {}, rest[end + 1 :]
    if first == "---" and not isinstance(given, dict) and inner.strip():
        return {}, rest
    return dict(mapping(given)), rest[end + 1 :]


def our_facts(context: Context, given: Mapping[str, Any], place: str) -> dict[str, object]:
    """Return the facts of an article in our words; what there is no word for is told."""
    facts: dict[str, object] = {}
    for key, value in given.items():
        name = key.lower().replace("_", "-")
        ours = key if key in key_shapes() else OTHER_WORDS.get(name, "")
        if ours not in key_shapes():
            if value in (None, "", [], {}):
                continue
            how = ours.partition(";")[2].strip() or ours
            if ours:
                context.change(
                    say("fact"),
                    place,
                    say("{key}: {how}", key=key, how=how) if how else say("{key}: said elsewhere", key=key),
                )
            else:
                context.leave_out(
                    say("fact"), place, say("{key}: there is no such fact here: {short}", key=key, short=_short(value))
                )
            continue
        read = _READERS.get(ours, _text)
        said = read(value)
        if said in ("", (), None):
            if value not in (None, "", [], {}):
                context.leave_out(
                    say("fact"),
                    place,
                    say("{key}: not of the kind that '{ours}' is: {short}", key=key, ours=ours, short=_short(value)),
                )
        elif ours not in facts:
            facts[ours] = said
    if "published" in facts and "updated" in facts and str(facts["updated"]) < str(facts["published"]):
        context.leave_out(say("fact"), place, say("updated: it is before the day of publication"))
        del facts["updated"]
    if "published" not in facts and "updated" in facts:
        facts["published"] = facts.pop("updated")
        context.change(
            say("fact"), place, say("updated: the only day, so that of publication: {facts}", facts=facts["published"])
        )
    dated = _JEKYLL_DATE.match(context.name.rpartition("/")[2])
    if dated and "published" not in facts and (when := day(dated[1])):
        facts["published"] = when
    return facts


def _short(value: object) -> str:
    return " ".join(str(value).split())[:60]


def _text(value: object) -> str:
    if isinstance(value, list | tuple | dict):
        return ", ".join(names(value))
    return " ".join(str(value).split()) if isinstance(value, str | int | float | datetime.date) else ""


def _plain(value: object) -> str:
    return plain(_text(value))


def _day(value: object) -> datetime.date | None:
    return day(value)


def _subjects(value: object) -> tuple[str, ...]:
    found = sequence(value)
    if len(found) == 1 and isinstance(found[0], str):
        found = re.split(r"\s*,\s*", found[0])
    return tuple(dict.fromkeys(filter(None, map(words, found))))


def _language(value: object) -> str:
    tag = words(value).replace("_", "-")
    return tag if is_language(tag) else ""


_READERS: Mapping[str, Any] = {
    "summary": _plain,
    "short_headline": _plain,
    "published": _day,
    "updated": _day,
    "subjects": _subjects,
    "lang": _language,
}


def write_facts(facts: Mapping[str, object], place: str) -> list[DraftLine]:
    """Return the lines of front matter; none where there are no facts."""
    rows = [f"{key}: {_value(value)}" for key, value in facts.items()]
    return [DraftLine(row, place) for row in ["---", *rows, "---", ""]] if rows else []


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = str(value)
    if re.fullmatch(r"[^\W\d_][\w ,.()/-]*[\w.)]|[^\W\d_]", text) and text.lower() not in (
        "true",
        "false",
        "null",
        "yes",
        "no",
    ):
        return text
    return "'" + text.replace("'", "''") + "'"
