"""Tell apart keywords, comments, strings and names in code, with the lexers of Pygments.

Some of these take minutes for text of a few thousand letters that is not in their language. So code is looked at where
articles are read, in a process within limits; what it found goes with the article.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any

from publish.base.workers import progress
from publish.editing.code_languages import find_language, is_long
from publish.editing.references import rebuild
from publish.publication import model

KINDS = {"k": "keyword", "c": "comment", "s": "string", "l": "literal", "n": "name"}
"""What is told apart, by the letters that :attr:`publish.publication.model.CodeBlock.kinds` has for it."""

PLAIN = " "
"""The letter of what is not told apart."""


def highlight_code(article: model.Article) -> model.Article:
    """Return an article with the kinds of what is in its code, where a block names a language."""
    nodes = (node for node in model.walk(article) if isinstance(node, model.CodeBlock))
    if not any(node.language for node in nodes):
        return article
    highlighted: model.Article = rebuild(article, _highlight)
    return highlighted


def _highlight(node: Any) -> Any:
    if not isinstance(node, model.CodeBlock) or not node.language:
        return node
    progress.at("", f"{node.position.line}:{node.position.column}")
    return replace(node, kinds=find_kinds(node.text, node.language))


def find_kinds(text: str, language: str) -> str:
    """Return a letter for each of the text, a key of :data:`KINDS` or :data:`PLAIN`; empty where none is told apart.

    That is where the language is not known, the text too long, or a lexer leaves some of it out.
    """
    name = find_language(language)
    if not name or is_long(text):
        return ""
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]

    lexer = get_lexer_by_name(name, stripnl=False, ensurenl=True)
    tokens = list(lexer.get_tokens(text))
    if "".join([part for _, part in tokens]) != text + "\n" * (not text.endswith("\n")):
        return ""
    return "".join([_kind(token) * len(part) for token, part in tokens])[: len(text)]


_KINDS = {
    **{"Keyword": "k", "Operator.Word": "k", "Name.Tag": "k", "Comment.Preproc": "k"},
    **{"Generic.Heading": "k", "Generic.Subheading": "k", "Generic.Strong": "k"},
    **{"Comment": "c", "Generic.Emph": "c", "Keyword.Constant": "l"},
    **{"Literal.String": "s", "Generic.Inserted": "s", "Comment.PreprocFile": "s"},
    **{"Literal.Number": "l", "Name.Constant": "l", "Generic.Deleted": "l"},
    **{"Name.Function": "n", "Name.Class": "n", "Name.Decorator": "n", "Name.Attribute": "n"},
}
"""What tokens are, by the names of Pygments; those below one are what it is."""


@functools.cache
def _kind(token: Any) -> str:
    path = tuple(token)
    return next((found for end in range(len(path), 0, -1) if (found := _KINDS.get(".".join(path[:end])))), PLAIN)
