"""One article from the text of another system to ours: its blocks, then what leads elsewhere, then what is left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publish.base.messages import say
from publish.importing.book_tree import plain
from publish.importing.dialects.code import read_boxed, read_code
from publish.importing.dialects.containers import (
    close_open,
    read_admonition,
    read_alert,
    read_colons,
    read_tab,
    recolon,
)
from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import Draft, DraftLine, code_flags, lines_of
from publish.importing.dialects.formulas import read_formulas
from publish.importing.dialects.frontmatter import our_facts, read_facts, write_facts
from publish.importing.dialects.includes import expand, without_conflicts
from publish.importing.dialects.inlines import convert_inlines
from publish.importing.dialects.marks import read_marks
from publish.importing.dialects.notebooks import read_notebook
from publish.importing.dialects.places import find_places, give_ids, join_anchors, valid_ids
from publish.importing.dialects.references import read_references
from publish.importing.dialects.structure import Scanner
from publish.importing.dialects.templates import read_highlight, read_templates
from publish.importing.html.blocks import read_comment, read_html
from publish.importing.settling.glyphs import replace_signs
from publish.importing.settling.settle import settle
from publish.publication.assets.folders import Assets
from publish.publication.model import Article

HANDLERS = (
    *(read_comment, read_formulas, read_highlight, read_templates, read_colons, read_admonition, read_tab, read_alert),
    *(read_marks, read_references, read_html),
)
"""Who looks at a line, in this order; the first that takes it has it."""


@dataclass(eq=False)
class Structured:
    """An article whose blocks are ours.

    Attributes:
        facts: What its front matter says, by the words of its system.
        lines: The text.
        first: Place of its first line.
    """

    context: Context
    facts: Mapping[str, Any]
    lines: list[DraftLine]
    first: str


@dataclass(eq=False)
class Converted:
    """An article of ours.

    Attributes:
        draft: The text of its file.
        place: Place of its first line in the input.
    """

    context: Context
    draft: Draft
    article: Article
    place: str

    @property
    def content(self) -> bytes:
        """The bytes of its file."""
        return f"{self.draft.text.rstrip()}\n".encode()


def prepare(context: Context) -> Structured:
    """Read an article, with all that it takes from other files, and make its blocks ours.

    Raises:
        SourceError: If the file cannot be read.
    """
    text, encoding = context.whole.folder.text(context.name)
    if encoding:
        context.change(say("text"), context.name, say("its encoding: {encoding}", encoding=encoding))
    lines = read_notebook(context, text) if context.name.lower().endswith(".ipynb") else lines_of(text, context.name)
    first = lines[0].place
    lines = without_conflicts(context, lines)
    facts, body = read_facts(context, lines)
    context.variables = {**context.whole.tree.variables, **{key: str(value) for key, value in facts.items()}}
    expanded = list(expand(context, body))
    again, inner = read_facts(context, expanded) if not facts else (facts, expanded)
    scanner = Scanner(context, inner)
    made = scanner.read(HANDLERS, read_code, read_boxed)
    close_open(scanner)
    made += scanner.done[len(made) :]
    lines = valid_written(context, recolon(_single_blanks(made)))
    return Structured(context, again, lines, first)


def valid_written(context: Context, lines: list[DraftLine]) -> list[DraftLine]:
    """Return the lines with ids as ours may be; the places in them are known to the whole from then on."""
    lines, aliases = join_anchors(lines)
    places, written = find_places(lines)
    context.whole.places[context.name] = places
    for other, name in aliases.items():
        places.name(other, name)
    for id_ in (*written, *aliases):
        context.whole.labels.setdefault(id_, (context.name, id_))
    return valid_ids(lines)


def _single_blanks(lines: list[DraftLine]) -> list[DraftLine]:
    """Return the lines with one empty line where there are several, but for those in code."""
    made: list[DraftLine] = []
    for line, code in zip(lines, code_flags(lines), strict=True):
        if not code and not line.text.strip() and (not made or not made[-1].text.strip()):
            continue
        made.append(line)
    while made and not made[-1].text.strip():
        made.pop()
    return made


def lead(prepared: Structured) -> Draft:
    """Return the draft of an article whose links and pictures lead to where they belong in the project."""
    draft = Draft(prepared.lines)
    convert_inlines(prepared.context, draft)
    prepared.lines = draft.lines
    return draft


def finish(prepared: Structured, title: str, language: str, assets: Assets, creators: tuple[str, ...]) -> Converted:
    """Return the article as it is written into the project.

    Args:
        prepared: The article.
        title: What the contents call it; the headline where it has none of its own.
        language: Language of the publication.
        assets: Where the fonts are.
        creators: Authors of the publication, who are not named at each article.
    """
    context = prepared.context
    lines = give_ids(prepared.lines, context.whole.places[context.name])
    facts = our_facts(context, prepared.facts, prepared.first)
    if facts.get("byline") in {", ".join(creators), *creators}:
        del facts["byline"]
    if facts.get("lang") == language:
        del facts["lang"]
    own = _has_title(lines)
    if own and facts.get("headline") and plain(str(facts["headline"])).casefold() == plain(own).casefold():
        del facts["headline"]
    if not own and not facts.get("headline"):
        facts["headline"] = title or _name(context)
        context.change(
            say("headline"),
            prepared.first,
            say("from the contents: {words}", words=facts["headline"])
            if title
            else say("from the name of the file: {words}", words=facts["headline"]),
        )
    facts = {key: facts[key] for key in ("headline", *facts) if key in facts}
    draft = Draft([*write_facts(facts, prepared.first), *lines])
    replace_signs(context, draft, assets)
    article = settle(context, draft, language, assets)
    return Converted(context, draft, article, prepared.first)


def read_again(converted: Converted, language: str, assets: Assets) -> None:
    """Read an article again whose draft was changed."""
    converted.article = settle(converted.context, converted.draft, language, assets)


def _has_title(lines: list[DraftLine]) -> str:
    """Return the headline that a text has; empty if it has none."""
    flags = code_flags(lines)
    for index, (line, code) in enumerate(zip(lines, flags, strict=True)):
        if code:
            continue
        if found := re.match(r"#[ \t]+(.*?)[ \t]*(?:\{[^{}]*\})?[ \t]*#*$", line.text):
            return found[1]
        if re.match(r"=+[ \t]*$", line.text) and index and lines[index - 1].text.strip():
            return lines[index - 1].text.strip()
    return ""


def _name(context: Context) -> str:
    stem = re.sub(r"^(?:\d+[-_. ]+)+", "", context.output.rpartition("/")[2].rpartition(".")[0]) or context.output
    words = re.sub(r"[-_]+", " ", stem).strip()
    return words[:1].upper() + words[1:]
