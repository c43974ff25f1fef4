"""A long text as the chapters of a book: a file for each crosshead of the highest level, its notes with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from publish.importing.shaping.nodes import (
    BoxNode,
    FigureNode,
    HeadingNode,
    ItemNode,
    ListNode,
    Node,
    QuoteNode,
    ShapedArticle,
    TableNode,
    TextNode,
    VerseNode,
    anchors,
)
from publish.importing.shaping.tree import Break, Call, Piece, flat, plain

_TOP = 2
_LONGEST_STEM = 50


@dataclass(slots=True)
class NewChapter:
    """A chapter: the name of its file, the article, and the places in it by what the input calls them."""

    file: str
    article: ShapedArticle
    places: set[str]


def split_chapters(article: ShapedArticle, stem: str) -> list[NewChapter]:
    """Return the chapters of an article; itself where it has not two crossheads of the highest level."""
    starts = [index for index, node in enumerate(article.nodes) if isinstance(node, HeadingNode) and node.level == _TOP]
    below = starts and any(isinstance(node, HeadingNode) for node in article.nodes[: starts[0]])
    if len(starts) < (1 if below else 2):
        return [chapter_of(f"{stem}.md", article.facts, article.nodes, article)]
    chapters = []
    if starts[0]:
        chapters.append(
            chapter_of(f"00-{stem}.md", article.facts, [*map(_raised, article.nodes[: starts[0]])], article)
        )
    for count, (start, end) in enumerate(zip(starts, [*starts[1:], len(article.nodes)], strict=True), 1):
        heading = article.nodes[start]
        assert isinstance(heading, HeadingNode)
        facts = {"headline": list(_lines(heading.pieces))}
        nodes = [_raised(node) for node in article.nodes[start + 1 : end]]
        chapter = chapter_of(f"{count:02}-{slug_of(plain(heading.pieces))}.md", facts, nodes, article)
        chapter.places |= set(anchors(heading.pieces))
        chapters.append(chapter)
    return chapters


def targets(chapters: Sequence[NewChapter], places: Mapping[str, str]) -> list[dict[str, str]]:
    """Return for each chapter the address of each place: ``#id`` in it, ``file.md#id`` in another."""
    homes = {name: chapter.file for chapter in chapters for name in chapter.places}
    found: list[dict[str, str]] = []
    for chapter in chapters:
        own = {}
        for name, id_ in places.items():
            home = homes.get(name, chapter.file)
            own[name] = f"#{id_}" if home == chapter.file else f"{home}#{id_}"
        found.append(own)
    return found


def chapter_of(
    file: str, facts: dict[str, list[tuple[Piece, ...]]], nodes: list[Node], article: ShapedArticle
) -> NewChapter:
    """Return a chapter of an article: nodes of it, with the notes that they call."""
    called = {piece.name for pieces in _pieces(nodes) for piece in flat(pieces) if isinstance(piece, Call)}
    notes = {name: inner for name, inner in article.notes.items() if name in called}
    every = [*nodes, *(node for inner in notes.values() for node in inner)]
    places = {name for pieces in _pieces(every) for name in anchors(pieces)}
    return NewChapter(file, ShapedArticle(facts, nodes, notes), places)


def _raised(node: Node) -> Node:
    return replace(node, level=max(_TOP, node.level - 1)) if isinstance(node, HeadingNode) else node


def _lines(pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, ...]]:
    """Yield the lines of a crosshead."""
    line: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Break):
            yield tuple(line)
            line = []
        else:
            line.append(piece)
    yield tuple(line)


def _pieces(nodes: Sequence[Node | ItemNode]) -> Iterator[tuple[Piece, ...]]:
    """Yield the lines in nodes."""
    for node in nodes:
        if isinstance(node, HeadingNode | TextNode):
            yield node.pieces
        elif isinstance(node, ListNode):
            yield from _pieces(node.items)
        elif isinstance(node, BoxNode | QuoteNode | ItemNode):
            yield from _pieces(node.children)
        elif isinstance(node, FigureNode):
            yield node.caption
        elif isinstance(node, TableNode):
            yield node.caption
            yield from (line for row in node.rows for cell in row for line in cell.lines)
        elif isinstance(node, VerseNode):
            yield from (line for stanza in node.stanzas for line in stanza)


def slug_of(text: str) -> str:
    """Return a name of a file for words: their letters without marks, joined by hyphens."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain_text = "".join(letter for letter in bare if not unicodedata.combining(letter)).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain_text).strip("-")
    return (
        slug[:_LONGEST_STEM].rpartition("-")[0] or slug[:_LONGEST_STEM]
        if len(slug) > _LONGEST_STEM
        else slug or "chuong"
    )
