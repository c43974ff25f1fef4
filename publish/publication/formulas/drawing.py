"""Draw formulas as paths in the type of STIX Two Math; the only door to ziamath.

A drawing counts in thousandths of an em from the left end of the baseline, downwards, as SVG does.
"""

from __future__ import annotations

import functools
import importlib
import itertools
import re
import warnings
from copy import deepcopy
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from publish.base.messages import say
from publish.publication.formulas.library import type_file
from publish.publication.formulas.mathml import FormulaError
from publish.publication.inline_nodes import FormulaDrawing

_EM = 1000
_PIXELS = 1 / 1.333
"""What the library takes an em for is a third more than its size."""

MOST_WORK = 10_000
"""Nodes that drawing may build; a row builds its parts twice, to see how high they are."""

_LEAVES = frozenset(("mo", "mi", "mtext"))
_BESIDE = {"munder": "msub", "mover": "msup", "munderover": "msubsup"}
_LARGE = frozenset("∑∏∐⋃⋂⨆⨅⋁⋀⨁⨂⨀⨄")
_ROWS = frozenset(("math", "mrow", "mtd", "mtr", "mphantom", "msqrt", "mstyle"))
_LENGTH = re.compile(r"(-?[0-9.]+)em")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_SIGNS = (range(0x2190, 0x2300), range(0x27C0, 0x2800), range(0x2900, 0x2980), range(0x2A00, 0x2B00))
"""Arrows, and signs of operations and relations."""

_BINARY = frozenset("∧∨∩∪∸∔⊞⊟⊻⊼⊽⋎⋏⋒⋓")
"""Signs between two terms of a sum or product; all others that the library does not know are of relations."""

_SPACES = {
    f"{name}mathspace": parts
    for parts, name in enumerate(("veryverythin", "verythin", "thin", "medium", "thick", "verythick"), 1)
}
"""The names of spaces, in eighteenths of an em."""

_UNSEEN = re.compile("[\u2061-\u2064]")
_PADDING = re.compile(r"padding-(left|right)\s*:\s*([0-9.]+)")
_FACES = {"font-weight: bold": "bold", "font-style: italic": "italic"}


def draw(tree: Element) -> FormulaDrawing:
    """Return the drawing of a formula in MathML Core (:func:`publish.publication.formulas.mathml.read_latex`).

    Raises:
        FormulaError: If the type has no sign for a letter, or the formula is too much to draw.
    """
    shown = deepcopy(tree)
    shown.attrib.setdefault("display", "inline")
    _prepare(shown)
    if shown.get("display") == "inline":
        _move_limits(shown)
    if _work(shown) > MOST_WORK:
        raise FormulaError(say("a formula with too many parts inside each other"), hint=say("divide it"))
    library, type_name = _library()
    _check_letters(shown, library.loadedfonts[type_name])
    try:
        made = library.Math(shown, size=_EM, font=type_name)
        drawn = ElementTree.Element("svg")
        made.node.draw(0, 0, drawn)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as failure:
        raise FormulaError(say("a formula that cannot be drawn"), hint=say("write it in another way")) from failure
    box = made.node.bbox
    glyphs: list[str] = []
    rules: list[str] = []
    for element in drawn.iter():
        found, kind = _path(element)
        if found:
            (rules if kind else glyphs).append(found)
    if not glyphs and not rules:
        raise FormulaError(say("a formula without anything to see in it"), hint=say("write it, or '\\$' for the signs"))
    width = max(box.xmax, made.node.xadvance())
    return FormulaDrawing(
        (" ".join(glyphs), " ".join(rules)),
        *(round(length) for length in (min(box.xmin, 0), width, max(box.ymax, 0), max(-box.ymin, 0))),
    )


@functools.cache
def _library() -> tuple[Any, str]:
    """Return the library and the name that it knows the type by, which is read once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it finds its type in a way that Python 3.11 warns of
        library = importlib.import_module("ziamath.zmath")
    library.config.svg2, library.config.precision, library.config.minsizefraction = False, 1, 0.5
    _space_signs(importlib.import_module("ziamath.operators"))
    name = str(type_file())
    library.loadedfonts[name] = library.MathFont(name, basesize=_EM)
    return library, name


def _space_signs(table: Any) -> None:
    """Have signs the space at their sides that MathML Core gives them, those too that the library does not know."""
    for facts in table.operators.values():
        for side in ("lspace", "rspace"):
            if (named := facts.get(side)) in _SPACES:
                facts[side] = f"{_SPACES[named] / 18 * _PIXELS:.5g}em"
    for sign in map(chr, itertools.chain(*_SIGNS)):
        if sign not in table.names:
            space = f"{(4 if sign in _BINARY else 5) / 18 * _PIXELS:.5g}em"
            table.operators[sign, "infix"] = {"lspace": space, "rspace": space}


def _check_letters(shown: Element, font: Any) -> None:
    for letter in sorted(set("".join(shown.itertext()))):
        if not letter.isspace() and font.glyphindex(letter) == 0:
            code = f"U+{ord(letter):04X}"
            raise FormulaError(
                say("a formula with a letter that its type lacks: {letter} ({code})", letter=letter, code=code),
                hint=say("write another"),
            )


def _prepare(element: Element) -> None:
    """Write MathML Core in the attributes that the library knows, without what is not seen."""
    if element.tag == "mtable":
        element.set("columnspacing", _columns(element))
        element.set("rowspacing", "0.35em")
    for child in list(element):
        _prepare(child)
        empty = not child.get("width") if child.tag == "mspace" else child.tag in _LEAVES and not child.text
        if empty and element.tag in _ROWS:
            element.remove(child)
    for index, child in enumerate(list(element)):
        if child.tag == "mrow" and len(child) == 1 and not child.attrib:
            element[index] = child[0]
        if child.tag == "menclose":
            for mark in [part for part in child if part.tag == "mrow" and part.get("class")]:
                child.remove(mark)
    style = element.attrib.pop("style", "")
    if style in _FACES:
        element.set("mathvariant", _FACES[style])
    if element.text:
        element.text = _UNSEEN.sub("", element.text)
        if element.tag == "mtext":
            element.text = element.text.replace("-", "\N{HYPHEN}")
    for key, value in element.attrib.items():
        element.set(key, _LENGTH.sub(lambda match: f"{float(match[1]) * _PIXELS:.5g}em", value))


def _move_limits(element: Element) -> None:
    """Have limits stand beside their signs and names, as they do in a line of text."""
    for child in element:
        if child.get("displaystyle") == "true":
            continue
        _move_limits(child)
        base = child[0] if child.tag in _BESIDE else child
        is_name = base.tag == "mi" and len(base.text or "") > 1
        if base is not child and (is_name or base.text in _LARGE) and base.get("movablelimits") != "false":
            child.tag = _BESIDE[child.tag]
            if is_name:
                base.set("rspace", "0em")


def _columns(table: Element) -> str:
    """Return the space between the columns of a table; a cell has 0.4 em at either side if its style says nothing."""
    row = max(table, key=len, default=None)
    sides = [{side: float(width) for side, width in _PADDING.findall(cell.get("style", ""))} for cell in row or ()]
    spaces = [left.get("right", 0.4) + right.get("left", 0.4) for left, right in itertools.pairwise(sides)]
    return " ".join(f"{space:g}em" for space in spaces) or "0em"


def _work(element: Element) -> int:
    parts = sum(map(_work, element)) + len(element.text or "")
    return 1 + (2 * parts if element.tag in _ROWS else parts)


# Paths ---------------------------------------------------------------------------------------------------------------


def _path(element: Element) -> tuple[str, bool]:
    """Return an element of the drawing as a path to fill, and whether it is a rule; empty for what shows nothing."""
    width = float(element.get("stroke-width", 0))
    if element.tag == "rect":
        x, y, wide, high = (float(element.get(name, 0)) for name in ("x", "y", "width", "height"))
        if not width:
            return _rectangle(x, y, wide, high), True
        sides = [
            *((x, y, wide, width), (x, y + high - width, wide, width)),
            *((x, y, width, high), (x + wide - width, y, width, high)),
        ]
        return " ".join(_rectangle(*side) for side in sides), True
    path = element.get("d", "").strip()
    if not width or not path:
        return _NUMBER.sub(lambda match: f"{float(match[0]):.0f}", path).replace(" Z", "Z"), False
    x1, y1, x2, y2 = map(float, re.findall(r"-?[0-9.]+", path))
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1.0
    dx, dy = width / 2 * (y2 - y1) / length, width / 2 * (x2 - x1) / length
    corners = ((x1 - dx, y1 + dy), (x2 - dx, y2 + dy), (x2 + dx, y2 - dy), (x1 + dx, y1 - dy))
    return _polygon(corners), True


def _rectangle(x: float, y: float, width: float, height: float) -> str:
    return _polygon(((x, y), (x + width, y), (x + width, y + height), (x, y + height)))


def _polygon(corners: tuple[tuple[float, float], ...]) -> str:
    return "M " + " L ".join(f"{x:.0f} {y:.0f}" for x, y in corners) + " Z"
