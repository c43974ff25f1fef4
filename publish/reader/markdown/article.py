"""An article from its Markdown: front matter, blocks and notes, in the order of the text."""

from __future__ import annotations

import re

from publish.base.diagnostics import Position, error
from publish.base.filenames import composed
from publish.publication.model import Article, Inline
from publish.reader.frontmatter import FrontMatter, read_front_matter
from publish.reader.markdown.blocks import BUILDERS, Blocks
from publish.reader.markdown.containers import build_container, build_quote
from publish.reader.markdown.equations import build_equation
from publish.reader.markdown.parser import Environment, Token, parse_blocks
from publish.reader.markdown.tables import build_table
from publish.reader.source import DEEPEST, Source

LONGEST = 1_000_000
"""Characters that may stand between two empty lines."""

_BUILDERS = BUILDERS | {
    "blockquote_open": build_quote,
    "container_block_open": build_container,
    "formula_block": build_equation,
    "table_open": build_table,
}


def read(source: Source, language: str) -> Article:
    """Return the article that a source holds; what is wrong with it, the source takes note of."""
    facts = read_front_matter(source)
    source.language = facts.language or language
    body = _blank(source.text[: facts.body]) + source.text[facts.body :]
    if not body.strip() and not any(d.rule == "unclosed-front-matter" for d in source.diagnostics):
        hint = "write the text below the second ---"
        source.diagnostics.append(error(Position(source.file), "the article has no text", "empty-source", hint))
    environment: Environment = {}
    tokens = parse_blocks(_without_long_runs(source, body), environment)
    for offset in environment["deep"]:
        hint = f"at most {DEEPEST} blocks may stand inside each other; what stands deeper is not read"
        source.report(offset, "blocks are nested too deep", "nesting-too-deep", hint)
    return _make_article(source, facts, language, Blocks(source, environment, _BUILDERS), tokens)


def _blank(text: str) -> str:
    """Return as many spaces as the text has characters, with the same line ends."""
    return re.sub(r"[^\n]", " ", text)


def _without_long_runs(source: Source, body: str) -> str:
    """Return the body without paragraphs that are too long to be read in reasonable time."""
    if len(body) <= LONGEST:
        return body
    parts, start, here = [], 0, 0
    for line in (*body.split("\n"), ""):
        if line.strip(" \t"):
            here += len(line) + 1
            continue
        if here - start > LONGEST:
            hint = "is it a text? part it with empty lines"
            message = f"more than {LONGEST:,} characters without an empty line"
            source.report(start, message, "paragraph-too-long", hint)
            parts.append(_blank(body[start:here]))
        else:
            parts.append(body[start:here])
        parts.append(body[here : here + len(line) + 1])
        here = start = here + len(line) + 1
    return "".join(parts)


def _make_article(source: Source, facts: FrontMatter, language: str, blocks: Blocks, tokens: list[Token]) -> Article:
    """Build the article in the order of its text, since notes are numbered by their calls."""
    blocks.collect(tokens)
    lines = {key: tuple(map(blocks.inlines.read, passages)) for key, passages in facts.passages.items()}
    children = blocks.read()
    footnotes = blocks.notes.build()
    blocks.check_references()

    def line(key: str) -> tuple[Inline, ...]:
        return lines[key][0] if lines.get(key) else ()

    return Article(
        name=composed(source.file.stem),
        headline=lines.get("headline", ()),
        kicker=line("kicker"),
        deck=line("deck"),
        byline=line("byline"),
        dateline=line("dateline"),
        source=line("source"),
        credit=line("credit"),
        rights=line("rights"),
        summary=facts.summary,
        short_headline=facts.short_headline,
        subjects=facts.subjects,
        published=facts.days.get("published"),
        updated=facts.days.get("updated"),
        language=source.language,
        children=children,
        footnotes=footnotes,
        fields=facts.fields,
        unread=facts.unread,
        position=Position(source.file, 1, 1),
    )
