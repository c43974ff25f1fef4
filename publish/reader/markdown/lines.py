"""The lines of a text that its author broke."""

from __future__ import annotations

from dataclasses import replace

from publish.publication.model import NESTED, Inline, LineBreak, Nested, Span


def split_lines(children: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    """Return the nodes of each line, cut at the line breaks; a node that goes over the end is cut as well."""
    lines: list[list[Inline]] = [[]]
    for node in children:
        if isinstance(node, LineBreak):
            lines.append([])
        elif isinstance(node, NESTED):
            first, *rest = split_lines(node.children)
            lines[-1].append(_with_children(node, first, keep_id=True))
            lines += [[_with_children(node, line, keep_id=False)] for line in rest]
        else:
            lines[-1].append(node)
    return [tuple(line) for line in lines]


def _with_children(node: Nested, children: tuple[Inline, ...], *, keep_id: bool) -> Inline:
    position = node.position if keep_id or not children else children[0].position
    if isinstance(node, Span) and not keep_id:
        node = replace(node, id=None, marks=())
    return replace(node, children=children, position=position)
