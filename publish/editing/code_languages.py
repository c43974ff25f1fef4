"""Know the languages that code may be in, as Pygments names them; it is loaded where a block names one."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterator, Mapping

from publish.base.diagnostics import Diagnostic, Severity, warning
from publish.base.messages import say
from publish.publication import model

MOST_LETTERS, LONGEST_LINE = 50_000, 1_000
"""Letters of a block, and of a line in it, beyond which code is not looked at: it would take too long."""

_PLAIN = frozenset(("ascii", "none", "nohighlight", "output", "plain", "plaintext", "text", "txt"))
"""What a block may name that is in no language."""


def find_language(name: str) -> str:
    """Return the name that Pygments has for a language, by its names or the suffix of its files; empty if none."""
    name = name.lower()
    return "" if name in _PLAIN else _names().get(name, "")


def is_long(text: str) -> bool:
    """Tell whether code is too long to be looked at."""
    return len(text) > MOST_LETTERS or any(len(line) > LONGEST_LINE for line in text.split("\n"))


def check_code(article: model.Article) -> Iterator[Diagnostic]:
    """Yield languages that are not known, and blocks that are too long."""
    for node in model.walk(article):
        if not isinstance(node, model.CodeBlock) or not node.language or node.language.lower() in _PLAIN:
            continue
        if not find_language(node.language):
            close = difflib.get_close_matches(node.language.lower()[:50], _names(), 1)
            hint = (
                say("did you mean {guess}?", guess=close[0]) if close else say("name one that Pygments knows, or text")
            )
            message = say("code in an unknown language is printed plain: {language}", language=node.language)
            yield warning(node.position, message, "unknown-language", hint)
        elif is_long(node.text):
            message = say(
                "code of more than {letters:,} letters, or {line:,} in a line, is printed plain",
                letters=MOST_LETTERS,
                line=LONGEST_LINE,
            )
            yield Diagnostic(Severity.NOTE, node.position, message, "plain-code", say("divide it"))


@functools.cache
def _names() -> Mapping[str, str]:
    """Return what languages may be called, with one name of Pygments for each."""
    from pygments.lexers import get_all_lexers  # type: ignore[import-untyped]

    names: dict[str, str] = {}
    suffixes: dict[str, set[str]] = {}
    for title, aliases, patterns, _ in get_all_lexers(plugins=False):
        if not aliases:
            continue
        for name in (*aliases, title):
            names.setdefault(name.lower(), aliases[0])
        for pattern in patterns:
            if pattern.startswith("*.") and pattern[2:].isalnum():
                suffixes.setdefault(pattern[2:].lower(), set()).add(aliases[0])
    for suffix, found in suffixes.items():
        if len(found) == 1:
            names.setdefault(suffix, *found)
    return names
