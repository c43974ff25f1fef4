"""An article read by our own reader and mended place by place until it is taken; each change is told.

The reader itself is asked, so that nothing comes through that a build would stop at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Severity
from publish.base.messages import say
from publish.editing.rules import FACT_RULES, check_article
from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import Change, Draft
from publish.importing.settling.links import escape, escape_line
from publish.importing.settling.menders import MENDERS
from publish.importing.settling.trouble import Trouble
from publish.publication.assets.folders import Assets
from publish.publication.model import Article
from publish.publication.project import Project
from publish.reader import find_reader
from publish.reader.source import UNPRINTABLE, Source

ROUNDS = 12
"""How often an article is read and mended at most."""

PATIENT = 5
"""Rounds after which what is still refused is printed as it stands."""

FORMULAS = "a formula is not read"
"""What is told of formulas, which stay as they are."""


RULES = frozenset(["duplicate-id", "reserved-id", "dangling-link", "footnote-block"])
"""Rules on the article as a whole that need none of its files."""


def read_draft(context: Context, draft: Draft, language: str, assets: Assets) -> tuple[Article, list[Diagnostic]]:
    """Return the article that a draft is, and what is wrong with it."""
    path = Path(context.output)
    source = Source(path, draft.text)
    article = find_reader(path).read(source, language)
    found = check_article(article, Project(Path("source")), assets, FACT_RULES)
    return article, [*source.diagnostics, *(each for each in found if each.rule in RULES)]


def settle(context: Context, draft: Draft, language: str, assets: Assets) -> Article:
    """Mend what the reader refuses, and return the article; what cannot be mended, the build tells."""
    for found in UNPRINTABLE.finditer(draft.text):
        context.leave_out(
            say("character"), draft.place(found.start()), say("no page can show it: U+{ord:04X}", ord=ord(found[0]))
        )
    draft.apply(Change(found.start(), found.end(), "") for found in UNPRINTABLE.finditer(draft.text))
    before, last = "", False
    for round_ in range(ROUNDS):
        article, diagnostics = read_draft(context, draft, language, assets)
        errors = [d for d in diagnostics if d.severity is Severity.ERROR and not d.message.startswith(FORMULAS)]
        if not errors or (last and draft.text == before):
            return article
        last = round_ >= PATIENT or draft.text == before
        before = draft.text
        draft.apply(_first_of_each_line(context, draft, errors, last=last))
    return read_draft(context, draft, language, assets)[0]


def _first_of_each_line(context: Context, draft: Draft, errors: list[Diagnostic], *, last: bool) -> Iterator[Change]:
    """Yield the changes for the first finding of each line: it may be the cause of those behind it.

    What menders have not mended for some rounds is printed as it stands, signs and all.
    """
    lines: set[int] = set()
    for found in sorted(errors, key=lambda each: each.position):
        line = found.position.line
        if line in lines:
            continue
        lines.add(line)
        trouble = Trouble(context, draft, found)
        mend = escape_line if last else MENDERS.get(found.rule) or escape
        changes = list(mend(trouble))
        lines |= {draft.line_at(change.end) + 1 for change in changes}
        yield from changes
