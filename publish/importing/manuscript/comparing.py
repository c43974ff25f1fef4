"""Whether two articles say the same: their nodes as they are typeset, without where they stand in a source."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from publish.editing.dialogue import set_dialogue
from publish.editing.typesetting import TextStyle, typeset_article
from publish.publication import model
from publish.publication.project import Project

APART = frozenset(["position", "fenced", "file", "fields", "unread", "kinds", "name", "published"])
"""Fields that say where something stands, or that are reckoned from the others."""

Form = tuple[Any, ...]


def typeset(article: model.Article, project: Project) -> model.Article:
    """Return an article as the project sets it."""
    style = TextStyle(project.text.ranges, project.text.dash)
    return typeset_article(set_dialogue(article, project.text.dialogue), style)


def form_of(article: model.Article) -> Form:
    """Return what an article says, so that two are the same if it is equal.

    How marks stand in one another is no matter, nor how a space is written: Word says neither.
    """
    return _form(article)


def forms_of(nodes: tuple[model.Block, ...]) -> list[Form]:
    """Return what each of some blocks says."""
    return [_form(node) for node in nodes]


def _form(node: Any) -> Form:
    values: list[Any] = [type(node).__name__]
    for field in dataclasses.fields(node):
        if field.name in APART and not (field.name == "name" and isinstance(node, model.Figure | model.Icon)):
            continue
        value = getattr(node, field.name)
        if isinstance(value, tuple):
            values.append(_several(value))
        elif dataclasses.is_dataclass(value):
            values.append(_form(value))
        else:
            values.append(value)
    return tuple(values)


def _several(values: tuple[Any, ...]) -> Form:
    if any(isinstance(value, model.Inline) for value in values):
        return _line(values)
    return tuple(
        _several(value) if isinstance(value, tuple) else _form(value) if dataclasses.is_dataclass(value) else value
        for value in values
    )


def _line(nodes: tuple[Any, ...]) -> Form:
    """Return a line as its words with all that they stand in."""
    made = _joined([[text, around] for text, around in _pieces(nodes, frozenset())])
    for before, here, after in zip(made, made[1:], made[2:], strict=False):
        if isinstance(here[0], str) and here[0].isspace():
            here[1] |= before[1] & after[1]
    made = _joined(made)
    whole = [(" ".join(f"[{text}]".split())[1:-1] if isinstance(text, str) else text, around) for text, around in made]
    if whole and isinstance(whole[0][0], str):
        whole[0] = whole[0][0].lstrip(), whole[0][1]
    if whole and isinstance(whole[-1][0], str):
        whole[-1] = whole[-1][0].rstrip(), whole[-1][1]
    return tuple(piece for piece in whole if piece[0] != "")


def _joined(pieces: list[list[Any]]) -> list[list[Any]]:
    made: list[list[Any]] = []
    for text, around in pieces:
        if made and made[-1][1] == around and isinstance(text, str) and isinstance(made[-1][0], str):
            made[-1][0] += text
        else:
            made.append([text, around])
    return made


def _pieces(nodes: tuple[Any, ...], around: frozenset[Any]) -> Iterator[tuple[Any, frozenset[Any]]]:
    for node in nodes:
        if isinstance(node, model.Text):
            text = node.text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")
            if text.isspace():
                yield text, _plain(around)
            else:
                yield from _parted(text, around)
        elif isinstance(node, model.Formula):
            yield ("Formula", " ".join(node.latex.split()), node.display), _plain(around)
        elif isinstance(node, model.NESTED) and node.children:
            facts = tuple(
                _several(value) if isinstance(value := getattr(node, field.name), tuple) else value
                for field in dataclasses.fields(node)
                if field.name not in ("children", "position")
            )
            yield from _pieces(node.children, around | {(type(node).__name__, *facts)})
        else:
            yield (
                _form(node),
                _plain(around) if isinstance(node, model.Icon | model.LineBreak | model.NoteReference) else around,
            )


def _plain(around: frozenset[Any]) -> frozenset[Any]:
    """Return what something stands in but for its looks, which pictures, formulas and calls of notes do not show."""
    return frozenset(each for each in around if each[0] not in _LOOKS)


_LOOKS = frozenset(["Emphasis", "Strong", "Styled"])


def _parted(text: str, around: frozenset[Any]) -> Iterator[tuple[str, frozenset[Any]]]:
    """Yield words, and the spaces at their ends, which look like nothing."""
    plain = _plain(around)
    inner = text.strip()
    start = text.index(inner)
    for part, looks in ((text[:start], plain), (inner, around), (text[start + len(inner) :], plain)):
        if part:
            yield part, looks
