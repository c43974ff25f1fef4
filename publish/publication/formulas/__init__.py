"""Formulas: LaTeX turned into MathML or refused, drawn as paths, and said in words.

It takes the LaTeX of a formula, and gives a node of the model with all that paper and screens need of it. The libraries
come with the extra ``math`` and are imported when there is a formula. It may import the model, and ``base``.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from publish.base.diagnostics import Position
from publish.publication.inline_nodes import Formula

EXTRA = "math"
"""The extra of ours that brings the libraries."""


def is_installed() -> bool:
    """Tell whether the libraries are there."""
    return all(importlib.util.find_spec(name) for name in ("math_core", "ziamath"))


def type_file() -> Path:
    """Return the file of the type that formulas are set in, STIX Two Math, which comes with the library."""
    found = importlib.util.find_spec("ziamath")
    assert found and found.submodule_search_locations, "there are no formulas without it"
    return Path(found.submodule_search_locations[0], "fonts", "STIXTwoMath-Regular.ttf")


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
    from publish.publication.formulas.drawing import draw
    from publish.publication.formulas.mathml import read_latex, write_mathml
    from publish.publication.formulas.wording import linear, plain, speak

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
        position=position,
    )
