"""An article from its Markdown: front matter, blocks and notes, in the order of the text."""

from __future__ import annotations

import re

from publish.base.diagnostics import Position, error
from publish.base.filenames import composed
from publish.base.messages import say
from publish.publication.model import Article, Inline
from publish.reader.frontmatter import FrontMatter, read_front_matter
from publish.reader.markdown.blocks import BUILDERS, Blocks
from publish.reader.markdown.containers import build_container, build_quote
from publish.reader.markdown.equations import build_equation
from publish.reader.markdown.fences import build_fence, build_indented
from publish.reader.markdown.headings import build_heading, take_headline
from publish.reader.markdown.lists import build_labelled_list, build_line_block, build_list
from publish.reader.markdown.paragraphs import build_html, build_paragraph
from publish.reader.markdown.parser import Environment, Token, parse_blocks
from publish.reader.markdown.tables import build_grid, build_table
from publish.reader.source import DEEPEST, Source

LONGEST = 1_000_000
"""Characters that may stand between two empty lines."""

_BUILDERS = BUILDERS | {
    "blockquote_open": build_quote,
    "container_block_open": build_container,
    "heading_open": build_heading,
    "bullet_list_open": build_list,
    "ordered_list_open": build_list,
    "dl_open": build_labelled_list,
    "line_block": build_line_block,
    "paragraph_open": build_paragraph,
    "html_block": build_html,
    "fence": build_fence,
    "code_block": build_indented,
    "formula_block": build_equation,
    "table_open": build_table,
    "grid_open": build_grid,
}


def read(source: Source, language: str) -> Article:
    """Return the article that a source holds; what is wrong with it, the source takes note of."""
    facts = read_front_matter(source)
    source.language = facts.language or language
    body = _blank(source.text[: facts.body]) + source.text[facts.body :]
    if not body.strip() and not any(d.rule == "unclosed-front-matter" for d in source.diagnostics):
        hint = say("write the text below the second ---")
        source.diagnostics.append(error(Position(source.file), say("the article has no text"), "empty-source", hint))
    environment: Environment = {}
    tokens = parse_blocks(_without_long_runs(source, body), environment)
    for offset in environment["deep"]:
        hint = say("at most {most} blocks may stand inside each other; what stands deeper is not read", most=DEEPEST)
        source.report(offset, say("blocks are nested too deep"), "nesting-too-deep", hint)
    blocks = Blocks(source, environment, _BUILDERS, facts.language or language)
    return _make_article(source, facts, language, blocks, tokens)


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
            hint = say("is it a text? part it with empty lines")
            message = say("more than {most:,} characters without an empty line", most=LONGEST)
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
    headline = lines.get("headline", ())
    wanted = not headline and "headline" not in facts.unread and not source.keys  # a kind with facts makes it of them
    if title := take_headline(blocks, headline, wanted=wanted):
        headline = (title,)
        if not blocks.elements:
            hint = say("write the text below the headline")
            message = say("the article has no text")
            source.diagnostics.append(error(title[0].position, message, "empty-source", hint))
    children = blocks.read()
    footnotes = blocks.notes.build()
    blocks.check_references()

    def line(key: str) -> tuple[Inline, ...]:
        return lines[key][0] if lines.get(key) else ()

    return Article(
        name=composed(source.file.stem),
        headline=headline,
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
        facts=facts.own,
        position=Position(source.file, 1, 1),
    )
