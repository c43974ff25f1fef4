"""The lines of a text that its author broke."""

from __future__ import annotations

from publish.publication.model import (
    Emphasis,
    Inline,
    LineBreak,
    Link,
    PageReference,
    Span,
    Strong,
)


def split_lines(children: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    """Return the nodes of each line, cut at the line breaks; a node that goes over the end is cut as well."""
    lines: list[list[Inline]] = [[]]
    for node in children:
        if isinstance(node, LineBreak):
            lines.append([])
        elif isinstance(node, Emphasis | Strong | Link | PageReference | Span):
            first, *rest = split_lines(node.children)
            lines[-1].append(_with_children(node, first, keep_id=True))
            lines += [[_with_children(node, line, keep_id=False)] for line in rest]
        else:
            lines[-1].append(node)
    return [tuple(line) for line in lines]


def _with_children(
    node: Emphasis | Strong | Link | PageReference | Span, children: tuple[Inline, ...], *, keep_id: bool
) -> Inline:
    position = node.position if keep_id or not children else children[0].position
    if isinstance(node, Link | PageReference):
        return type(node)(node.target, children, position)
    if isinstance(node, Span):
        return Span(node.lang, node.id if keep_id else None, children, position, marks=node.marks if keep_id else ())
    return type(node)(children, position)
