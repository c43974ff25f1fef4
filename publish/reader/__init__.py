"""Turn a source file into an article; whatever is wrong with it comes back as diagnostics, never as an exception."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, error, os_reason, sort_diagnostics
from publish.base.records import dataclass
from publish.publication.model import Article, Inline
from publish.reader.decoding import decode_source
from publish.reader.frontmatter import FrontMatter, read_front_matter
from publish.reader.markdown.blocks import BUILDERS, Blocks
from publish.reader.markdown.containers import build_container, build_quote
from publish.reader.markdown.parser import Environment, Token, parse_blocks
from publish.reader.markdown.tables import build_table
from publish.reader.source import DEEPEST, RULES, UNPRINTABLE, Source

__all__ = ["RULES", "Reading", "read_article", "read_source"]

LARGEST = 20_000_000
"""Bytes that a source file may have."""

LONGEST = 1_000_000
"""Characters that may stand between two empty lines."""

_SHOWN = 20

_BUILDERS = BUILDERS | {
    "blockquote_open": build_quote,
    "container_block_open": build_container,
    "table_open": build_table,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a file.

    Attributes:
        article: The article, as far as it could be read; None when nothing could be made of the file.
        diagnostics: What is wrong with it, in the order of the text.
    """

    article: Article | None
    diagnostics: tuple[Diagnostic, ...]


def read_article(path: Path, language: str = "vi") -> Reading:
    """Read an article.

    Args:
        path: The source file; its name without suffix becomes the article's.
        language: BCP 47 tag of the text when its front matter names none.
    """
    text, failure = read_source(path)
    if failure:
        return Reading(None, (failure,))
    if not text.strip():
        hint = "write front matter and text; 'publish new' makes an example"
        return Reading(None, (error(Position(path), "the file is empty", "empty-source", hint),))
    source = Source(path, text)
    _replace_control_characters(source)
    article = _read_text(source, language)
    return Reading(article, tuple(sort_diagnostics(source.diagnostics)))


def read_source(path: Path) -> tuple[str, Diagnostic | None]:
    """Return the text of a source file with line feeds at its line ends, and why it cannot be had; one of the two."""
    raw = _read_bytes(path)
    return ("", raw) if isinstance(raw, Diagnostic) else decode_source(raw, path)


def _read_bytes(path: Path) -> bytes | Diagnostic:
    """Return the content of a file, or why it cannot be had."""
    position = Position(path)
    try:
        if not path.is_file():
            if path.exists():
                kind = "a folder" if path.is_dir() else "not a regular file"
                return error(position, f"this is {kind}", "unreadable-source", "name a text file, such as article.md")
            return error(position, "no such file", "missing-source", _guess_file(path))
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as failure:
        reason = os_reason(failure) if isinstance(failure, OSError) else str(failure)
        return error(position, f"cannot be read: {reason}", "unreadable-source")
    if len(raw) > LARGEST:
        message = f"the file has more than {LARGEST // 1_000_000} MB"
        return error(position, message, "source-too-large", "split the text into several articles")
    return raw


def _guess_file(path: Path) -> str:
    names = [other.name for other in path.parent.glob("*.md")] if path.parent.is_dir() else []
    close = difflib.get_close_matches(path.name, names, 1)
    return f"did you mean {close[0]}?" if close else ""


def _replace_control_characters(source: Source) -> None:
    """Report characters that no page can show; each becomes U+FFFD, so that places stay right."""
    found = list(UNPRINTABLE.finditer(source.text))
    if not found:
        return
    for match in found[:_SHOWN]:
        message = f"control character U+{ord(match[0]):04X}"
        source.report(match.start(), message, "control-character", "delete it; editors show it as a box or not at all")
    if len(found) > _SHOWN:
        offset = found[_SHOWN].start()
        source.report(offset, f"control characters, {len(found) - _SHOWN} more from here", "control-character")
    source.text = UNPRINTABLE.sub("\ufffd", source.text)


def _read_text(source: Source, language: str) -> Article:
    facts = read_front_matter(source)
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
        name=source.file.stem,
        headline=lines.get("headline", ()),
        kicker=line("kicker"),
        deck=line("deck"),
        byline=line("byline"),
        dateline=line("dateline"),
        source=line("source"),
        credit=line("credit"),
        rights=line("rights"),
        summary=facts.summary,
        subjects=facts.subjects,
        published=facts.days.get("published"),
        updated=facts.days.get("updated"),
        language=facts.language or language,
        children=children,
        footnotes=footnotes,
        fields=facts.fields,
        position=Position(source.file, 1, 1),
    )
