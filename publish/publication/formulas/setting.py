"""Set a formula: read, drawn and said."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path

from publish.base.diagnostics import Position
from publish.publication.formulas.drawing import draw
from publish.publication.formulas.mathml import read_latex, write_mathml
from publish.publication.formulas.wording import linear, plain, speak
from publish.publication.inline_nodes import Formula


def set_formula(latex: str, display: bool, language: str, position: Position) -> Formula:
    """Return a formula with its MathML, its drawing and its words.

    Args:
        latex: The text between the dollars.
        display: Whether the formula stands on lines of its own.
        language: BCP 47 tag of the text around, whose words the formula is said in.
        position: Place of the formula in its source.

    Raises:
        FormulaError: If it cannot be read, or not be set whole.
    """
    return dataclasses.replace(_made(latex, display, language), position=position)


@functools.lru_cache(maxsize=2048)
def _made(latex: str, display: bool, language: str) -> Formula:
    """Return a formula at no place; most of those of a text come again and again."""
    tree = read_latex(latex, display)
    line, speech = linear(tree), speak(tree, language)
    return Formula(
        latex,
        display,
        line=line,
        text=plain(line, language),
        speech=speech,
        mathml=write_mathml(tree, speech),
        drawing=draw(tree),
        position=Position(Path()),
    )
