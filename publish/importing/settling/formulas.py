"""Formulas that cannot be read: numbers of their own go, and what is left unread is printed as its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.base.messages import say
from publish.importing.dialects.draft import Change, prefix_of
from publish.importing.html.tree import code
from publish.importing.settling.trouble import Trouble

_FORMULA = re.compile(
    r"(?<!\\)(?P<mark>\$\$)(?!\$).+?\$\$|(?<![\\$\w])(?P<one>\$)(?![\s$])(?:\\.|[^$\\`])+?\$(?![\w$])", re.DOTALL
)
_NUMBERS = re.compile(r"\\(?:tag\*?|label)\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])")


def formula(trouble: Trouble) -> Iterator[Change]:
    """Take numbers out of a formula; if it has none, print it as code."""
    text, offset = trouble.text, trouble.offset
    above = text.rfind("\n\n", 0, offset) + 1
    found = next((each for each in _FORMULA.finditer(text, above) if each.start() <= offset <= each.end()), None)
    if not found:
        return
    start, mark = found.start(), found["mark"] or found["one"]
    end = found.end() - len(mark)
    inner = text[start + len(mark) : end]
    if (plain := _NUMBERS.sub("", inner)) != inner:
        trouble.changed(say("formula"), say("without a number of its own"))
        yield Change(start + len(mark), end, plain)
        return
    trouble.changed(
        say("formula"), say("it cannot be read, its source is printed: {value}", value=trouble.said or trouble.message)
    )
    line_start, line_end = trouble.draft.line_span(start)
    prefix = prefix_of(text[line_start:line_end])
    behind = text[end + len(mark) : text.find("\n", end) if "\n" in text[end:] else len(text)]
    if mark == "$$" and not text[line_start + len(prefix) : start].strip() and not behind.strip():
        lines = [plain for line in inner.split("\n") if (plain := line.strip(" >"))]
        yield Change(start, end + len(mark), f"\n{prefix}".join(["```latex", *lines, "```"]))
    else:
        yield Change(start, end + len(mark), code(inner))
