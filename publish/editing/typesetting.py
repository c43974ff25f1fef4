"""Typeset the text of an article on its way to the page: quotes, dashes, ranges, and what a line must keep together.

A line of text is typeset as a whole, through its markup: a quotation may open in roman and close in italics. Code and
words in other languages stand in it as one strange character each, which no rule touches. The article that the reader
made, and the source, stay as they are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any, get_args

from publish.base.records import dataclass
from publish.publication import model
from publish.vietnamese.edits import Edit, apply_edits
from publish.vietnamese.nobreak import bind_last, nobreak_edits
from publish.vietnamese.typography import typography_edits

MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a line for what is not running text in the language of the article."""

Glue = Callable[[str], str]
"""Binds the syllables of a word in a text of display size, one character for one."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text is typeset.

    Attributes:
        ranges: ``tight`` for 2020–2025, ``spaced`` for 2020 – 2025.
        dash: ``en`` or ``em`` around an aside.
        glue: Keeps compounds together in headings, captions, pull quotes and tables; None to let them break.
    """

    ranges: str = "tight"
    dash: str = "en"
    glue: Glue | None = None


def typeset_article(article: model.Article, style: TextStyle) -> model.Article:
    """Return an article as it goes to the page; one that is not in Vietnamese comes back as it is."""
    if not model.is_vietnamese(article.language):
        return article
    typeset: model.Article = _Typesetter(style).node(article)
    return typeset


_INLINE = get_args(model.Inline)
_NO_TEXT = frozenset(["facts", "fields", "subjects", "unread"])
_HEADS = frozenset(["headline", "kicker", "deck", "caption", "title"])
"""Fields whose last line must not be one short syllable; headings are like them."""


class _Typesetter:
    def __init__(self, style: TextStyle) -> None:
        self.style = style

    def node(self, node: Any, glued: bool = False) -> Any:
        """Return a block or an article with every line in it typeset; compounds stay whole where ``glued``."""
        glued = glued or isinstance(node, model.Heading | model.PullQuote | model.Table)
        changed = {}
        for field in dataclasses.fields(node):
            old = getattr(node, field.name)
            if isinstance(old, tuple) and old and field.name not in _NO_TEXT:
                head = field.name in _HEADS or isinstance(node, model.Heading)
                new = self.value(old, glued or head, head)
                if new is not old:
                    changed[field.name] = new
        return dataclasses.replace(node, **changed) if changed else node

    def value(self, value: Any, glued: bool, head: bool) -> Any:
        """Return what a field holds: a line, a node, or a tuple of these."""
        if not isinstance(value, tuple):
            return self.node(value, glued)
        if any(isinstance(item, _INLINE) for item in value):
            return self.line(value, glued, head)
        items = tuple(self.value(item, glued, head) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items

    def line(self, nodes: tuple[model.Inline, ...], glued: bool, head: bool) -> tuple[model.Inline, ...]:
        """Return a line typeset."""
        pieces = list(_pieces(nodes))
        texts = [text for text, _ in pieces]
        typeset = self.compose(texts, glued, head)
        if typeset == texts:
            return nodes
        words = iter([text for text, (_, running) in zip(typeset, pieces, strict=True) if running])
        return _with_texts(nodes, words)

    def compose(self, texts: list[str], glued: bool, head: bool) -> list[str]:
        """Return the pieces of a line typeset as one."""
        while edits := list(typography_edits("".join(texts), self.style.ranges, self.style.dash)):
            texts = apply_to_pieces(texts, [_keep_last_space(edit) for edit in edits])
        texts = apply_to_pieces(texts, nobreak_edits("".join(texts)))
        whole = "".join(texts)
        whole = self.style.glue(whole) if glued and self.style.glue else whole
        whole = bind_last(whole) if head else whole
        return _cut(whole, [len(text) for text in texts])


def _keep_last_space(edit: Edit) -> Edit:
    """Return the change of spaces to one as one that leaves the last: what stands between them follows the word."""
    return edit._replace(end=edit.end - 1, replacement="") if edit.rule == "double-space" else edit


def _pieces(nodes: Sequence[model.Inline]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a line in order, and whether each is running text."""
    for node in nodes:
        if isinstance(node, model.Text):
            yield node.text, True
        elif model.is_foreign(node):
            yield MASK, False
        elif isinstance(node, model.LineBreak):
            yield "\n", False
        elif isinstance(node, model.Link | model.PageReference) and not node.children:
            yield MASK, False  # its words come from its place
        elif isinstance(node, model.NESTED):
            yield from _pieces(node.children)
        else:
            yield MASK if isinstance(node, model.Code | model.Formula | model.Icon | model.Citation) else "", False


def _with_texts(nodes: tuple[model.Inline, ...], texts: Iterator[str]) -> tuple[model.Inline, ...]:
    """Return a line whose running text, in the same order, is another."""
    made: list[model.Inline] = []
    for node in nodes:
        if isinstance(node, model.Text):
            made.append(dataclasses.replace(node, text=next(texts)))
        elif model.is_foreign(node):
            made.append(node)
        elif isinstance(node, model.NESTED):
            made.append(dataclasses.replace(node, children=_with_texts(node.children, texts)))
        else:
            made.append(node)
    return tuple(made)


def apply_to_pieces(pieces: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    """Return the pieces of a text with changes made whose offsets count in the whole.

    What a change puts in goes to the piece in which it starts; what is put in between two pieces goes to the first.
    """
    lengths, index, shift, done = [], 0, 0, 0
    for cut in accumulate(map(len, pieces)):
        while index < len(edits) and edits[index].end <= cut:
            shift += len(edits[index].replacement) - (edits[index].end - edits[index].start)
            index += 1
        here = cut + shift
        if index < len(edits) and edits[index].start < cut:
            here = edits[index].start + shift + len(edits[index].replacement)
        lengths.append(here - done)
        done = here
    return _cut(apply_edits("".join(pieces), edits), lengths)


def _cut(text: str, lengths: Sequence[int]) -> list[str]:
    """Return a text cut into pieces of these lengths."""
    ends = list(accumulate(lengths))
    return [text[end - length : end] for end, length in zip(ends, lengths, strict=True)]
