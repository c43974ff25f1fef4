"""A line of text as the reader has understood it, in short, for tests of what Markdown means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from publish.publication import model
from publish.reader.reading import read_article


def outline(nodes: Sequence[model.Inline]) -> str:
    """Return inline nodes as text, each kind of node between angle brackets: ``a <strong b>``."""
    return "".join(map(_one, nodes))


def _one(node: model.Inline) -> str:
    match node:
        case model.Text(text=text):
            return text
        case model.Code(text=text):
            return f"<code {text}>"
        case model.Formula(latex=latex, display=display):
            return f"<{'display' if display else 'formula'} {latex}>"
        case model.Styled():
            return f"<{node.kind} {outline(node.children)}>"
        case model.Abbreviation():
            return f"<abbreviation {node.expansion}: {outline(node.children)}>"
        case model.Link():
            title = f" ({node.title})" if node.title else ""
            return f"<link {node.target}{title}: {outline(node.children)}>"
        case model.Span():
            return f"<span {node.id or node.lang}: {outline(node.children)}>"
        case model.Emphasis() | model.Strong():
            return f"<{type(node).__name__.lower()} {outline(node.children)}>"
    return f"<{type(node).__name__.lower()}>"


def read_line(folder: Path, markdown: str) -> str:
    """Return the first line of an article of this text; it must have no fault."""
    told, (line, *_) = read_lines(folder, markdown)
    assert [] == told
    return line


def read_lines(folder: Path, markdown: str) -> tuple[list[str], list[str]]:
    """Return what is told of an article of this text, ``line:column rule``, and its lines."""
    path = folder / "a.md"
    path.write_text(f"---\nheadline: H\n---\n\n{markdown}\n", encoding="utf-8")
    reading = read_article(path)
    assert reading.article
    told = [f"{d.position.line}:{d.position.column} {d.rule}" for d in reading.diagnostics]
    return told, [outline(line) for line in model.lines(reading.article.children)]
