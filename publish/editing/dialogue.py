"""Set lists in hyphens that are speech as dialogue: each item is a paragraph that begins with a dash."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from publish.publication import model
from publish.vietnamese.dialogue import HyphenList, find_speech

MODES = ("speech", "always", "never")
"""Which lists in hyphens are dialogue: those that are speech, all, none."""


def find_dialogue(article: model.Article, mode: str) -> list[model.List]:
    """Return the lists of an article that are dialogue, in the order of the text; one of :data:`MODES` says which."""
    if mode == "never" or not model.is_vietnamese(article.language):
        return []
    found = list(_lists(article.children, ""))
    if mode == "always":
        return [node for node, seen in found if None not in seen.items]
    return [node for (node, _), said in zip(found, find_speech([seen for _, seen in found]), strict=True) if said]


def set_dialogue(article: model.Article, mode: str) -> model.Article:
    """Return an article whose dialogue is paragraphs that begin with a hyphen, which typesetting makes a dash."""
    chosen = {id(node) for node in find_dialogue(article, mode)}
    return dataclasses.replace(article, children=_replaced(article.children, chosen)) if chosen else article


def _lists(nodes: tuple[Any, ...], above: str) -> Iterator[tuple[model.List, HyphenList]]:
    """Yield the lists in hyphens among blocks and in them, each as the rule sees it."""
    for node in nodes:
        if isinstance(node, model.List) and node.bullet == "-":
            yield node, HyphenList(tuple(map(_text, node.items)), above)
        for name in reversed(model.parts(type(node)) or ()):
            if not isinstance(node, model.Paragraph | model.Heading | model.Table):
                yield from _lists(getattr(node, name), "")
        above = model.plain_text(node.children) if isinstance(node, model.Paragraph) else ""


def _text(item: model.ListItem) -> str | None:
    """Return the text of an item that is one paragraph of running text; None for any other."""
    match item.children:
        case (model.Paragraph(children=children),) if item.done is None:
            marked = any(isinstance(node, model.Code | model.Link) for node in model.walk(children))
            first = children[0] if children else None
            return None if marked or isinstance(first, model.Strong) else model.plain_text(children)
    return None


def _replaced(nodes: tuple[Any, ...], chosen: set[int]) -> tuple[Any, ...]:
    made: list[Any] = []
    for node in nodes:
        if id(node) in chosen:
            made += _paragraphs(node)
            continue
        changed = {}
        for name in model.parts(type(node)) or ():
            if not isinstance(node, model.Paragraph | model.Heading | model.Table):
                old = getattr(node, name)
                new = _replaced(old, chosen)
                if any(one is not other for one, other in zip(new, old, strict=False)) or len(new) != len(old):
                    changed[name] = new
        made.append(dataclasses.replace(node, **changed) if changed else node)
    return tuple(made)


def _paragraphs(node: model.List) -> Iterator[model.Paragraph]:
    for index, item in enumerate(node.items):
        for paragraph in item.children:
            assert isinstance(paragraph, model.Paragraph)
            id_ = paragraph.id or (node.id if not index else None)
            children = (model.Text("- ", item.position), *paragraph.children)
            yield model.Paragraph(id_, children, item.position)
