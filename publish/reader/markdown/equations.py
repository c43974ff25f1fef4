"""Turn formulas that stand on lines of their own into block nodes."""

from __future__ import annotations

from publish.base.messages import say
from publish.publication.model import Block, Equation
from publish.reader.markdown.attributes import block_id, parse_attributes
from publish.reader.markdown.blocks import Blocks, Element
from publish.reader.markdown.formulas import BEHIND, DISPLAY, read_formula
from publish.reader.source import passage_of_lines

MATH = "math"
"""The language of code between fences that is a formula."""


def build_math(blocks: Blocks, element: Element, id_: str | None) -> tuple[Block, ...]:
    """Return the formula that stands between fences, as GitHub writes it."""
    passage = passage_of_lines(element.token.content.rstrip("\n"), element.token.meta["lines"][1:])
    formula = read_formula(blocks.source, passage, passage.text, 0, True)
    return (Equation((formula,), id=id_, position=blocks.position(element)),)


def build_equation(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """Return the formula that stands on lines of its own."""
    passage = passage_of_lines(element.token.content, element.token.meta["lines"])
    match = DISPLAY.match(passage.text)
    assert match
    behind = BEHIND.match(passage.text, match.end())
    assert behind
    id_ = element.id
    if behind[2]:
        parsed, part = parse_attributes(behind[2], 0), passage.part(behind.start(2))
        named = block_id(blocks.source, parsed[0], part) if parsed else None
        if not parsed or (id_ and named):
            hint = say("write {{#id}} behind the formula, or on the line above it")
            message = say("attributes that belong to nothing") if not parsed else say("a second id for one block")
            blocks.source.report(passage.source_offset(behind.start(2)), message, "stray-attributes", hint)
        id_ = id_ or named
    latex = f"{match[1]}\\text{{{behind[1]}}}" if behind[1] else match[1]
    formula = read_formula(blocks.source, passage, latex, match.start(1), True)
    return (Equation((formula,), id=id_, position=blocks.position(element)),)
