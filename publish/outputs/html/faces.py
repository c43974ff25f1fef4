"""Find which letters are set in which face: what a stylesheet says of fonts, applied to the finished pages.

Fonts are most of what a short page weighs, so each holds no letter that it does not set.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import cssselect2  # type: ignore[import-untyped]  # it has no types
import tinycss2  # type: ignore[import-untyped]

from publish.base.records import dataclass
from publish.outputs.html.markup import Element, read_html
from publish.publication.assets.fonts import Face, characters

_BROWSER = """
h1, h2, h3, h4, h5, h6, b, strong, th { font-weight: bold }
em, i, cite, dfn, var, address { font-style: italic }
code, kbd, samp, pre { font-family: monospace }
head, title, style, script, noscript { content: none }
"""
"""What browsers say of fonts where no stylesheet does."""

_WEIGHTS = {"normal": 400, "bold": 700, "bolder": 700, "lighter": 400}
_COUNTED = "0123456789.•"
"""What may be set before an item of a list, or by a counter."""

_PROPERTIES = ("font-family", "font-weight", "font-style", "text-transform", "content")


@dataclass(frozen=True, slots=True)
class Type:
    """How letters are set, as far as it makes a difference to fonts.

    Attributes:
        families: Names of families, the first that has a letter sets it.
        weight: 100 to 900.
        italic: Whether the letters are slanted.
        upper: Whether the letters are set as capitals.
    """

    families: tuple[str, ...] = ()
    weight: int = 400
    italic: bool = False
    upper: bool = False


def collect_letters(css: str, pages: Iterable[str]) -> dict[Type, set[str]]:
    """Return the letters of pages by how they are set, on a screen of any kind or on paper.

    Args:
        css: The stylesheet; it names families themselves, not by custom properties.
        pages: Finished pages, HTML.
    """
    found: dict[Type, set[str]] = defaultdict(set)
    matchers = [_matcher(css, conditional) for conditional in (False, True)]
    for page in pages:
        root = cssselect2.ElementWrapper.from_html_root(read_html(page))
        for matcher in matchers:
            _collect(root, Type(), matcher, found)
    return found


def letters_of_faces(letters: Mapping[Type, set[str]], faces: Sequence[Face]) -> tuple[dict[Face, set[str]], set[str]]:
    """Return the letters that are to be in each face, and those that are in none.

    A letter goes to the first of its families that has it, there to the face nearest to it.
    """
    found: dict[Face, set[str]] = defaultdict(set)
    missing: set[str] = set()
    for kind, wanted in letters.items():
        left = set(wanted)
        for family in kind.families:
            own = [face for face in faces if face.family == family]
            if own and left:
                face = min(own, key=functools.partial(_distance, kind))
                has = {letter for letter in left if ord(letter) in characters(face.path)}
                found[face] |= has
                left -= has
        missing |= left
    return {face: found[face] for face in faces if found.get(face)}, missing


def _distance(kind: Type, face: Face) -> tuple[bool, int]:
    return (face.style == "italic") != kind.italic, abs(int(face.weight) - kind.weight)


def _matcher(css: str, conditional: bool) -> Any:
    """Return what knows the rules of a stylesheet, those in ``@media`` and ``@supports`` too if they are to count."""
    matcher = cssselect2.Matcher()
    for text in (_BROWSER, css):
        for rule in _rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), conditional):
            values = _declarations(rule)
            if not values:
                continue
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:
                continue  # of a state or a part that no page has before somebody reads it
            for selector in selectors:
                matcher.add_selector(selector, values)
    return matcher


def _rules(nodes: Iterable[Any], conditional: bool) -> Iterator[Any]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and conditional and node.lower_at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(node.content or [], skip_comments=True, skip_whitespace=True)
            yield from _rules(inner, conditional)


def _declarations(rule: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for node in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        values = [value for value in getattr(node, "value", ()) if value.type not in ("whitespace", "comment")]
        if node.type == "declaration" and node.lower_name == "font":
            found |= _shorthand(values)
        elif node.type == "declaration" and node.lower_name in _PROPERTIES:
            found[node.lower_name] = values
    return found


def _shorthand(values: Sequence[Any]) -> dict[str, list[Any]]:
    """Return what ``font`` says: slant and weight stand before the size, families behind it (CSS Fonts 4, 2.7)."""
    size = next((place for place, value in enumerate(values) if value.type in ("dimension", "percentage")), None)
    if size is None:
        return {}
    slants = [value for value in values[:size] if getattr(value, "lower_value", "") in ("italic", "oblique")]
    heavy = [v for v in values[:size] if v.type == "number" or getattr(v, "lower_value", "") in _WEIGHTS]
    behind = size + 3 if [value.value for value in values[size + 1 : size + 2]] == ["/"] else size + 1
    normal = tinycss2.parse_component_value_list("normal")
    return {"font-style": slants or normal, "font-weight": heavy or normal, "font-family": [*values[behind:]]}


def _collect(element: Any, inherited: Type, matcher: Any, found: dict[Type, set[str]]) -> None:
    own, parts = _values(element, matcher)
    if _is_none(own.get("content", [])):
        return
    kind, node = _set(inherited, own), element.etree_element
    _add(found, kind, node.text)
    if node.tag == "li":
        found[kind] |= set(_COUNTED)
    for values in parts.values():
        _add(found, _set(kind, values), "".join(_generated(values.get("content", []), node)))
    for child in element.iter_children():
        _collect(child, kind, matcher, found)
        _add(found, kind, child.etree_element.tail)


def _values(element: Any, matcher: Any) -> tuple[dict[str, list[Any]], dict[str, dict[str, list[Any]]]]:
    """Return what counts for an element, and for what is made before and behind it."""
    own: dict[str, list[Any]] = {}
    parts: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    for _, _, part, values in matcher.match(element):
        (parts[part] if part else own).update(values)
    return own, parts


def _set(inherited: Type, values: Mapping[str, list[Any]]) -> Type:
    """Return how an element is set within another."""
    families = tuple(_families(values["font-family"])) if "font-family" in values else inherited.families
    weight, slant, shape = (_word(values.get(name)) for name in ("font-weight", "font-style", "text-transform"))
    return Type(
        inherited.families if families == ("inherit",) else families,
        _WEIGHTS.get(weight, int(weight) if weight.isdigit() else inherited.weight),
        slant in ("italic", "oblique") if slant and slant != "inherit" else inherited.italic,
        shape == "uppercase" if shape and shape != "inherit" else inherited.upper,
    )


def _families(values: Iterable[Any]) -> Iterator[str]:
    words: list[str] = []
    for value in values:
        if value.type == "literal" and value.value == ",":
            yield " ".join(words)
            words = []
        elif value.type in ("string", "ident"):
            words.append(value.value)
    yield " ".join(words)


def _word(values: Sequence[Any] | None) -> str:
    first = values[0] if values else None
    if first is None:
        return ""
    return str(first.int_value) if first.type == "number" else str(getattr(first, "lower_value", ""))


def _is_none(values: Sequence[Any]) -> bool:
    return _word(values) == "none"


def _generated(values: Iterable[Any], node: Element) -> Iterator[str]:
    """Yield what a stylesheet sets itself."""
    for value in values:
        if value.type == "string":
            yield value.value
        elif value.type == "function" and value.lower_name == "attr":
            yield next((node.get(name.value) or "" for name in value.arguments if name.type == "ident"), "")
        elif value.type == "function":
            yield _COUNTED


def _add(found: dict[Type, set[str]], kind: Type, text: str | None) -> None:
    if text:
        found[kind] |= {letter for letter in (text.upper() if kind.upper else text) if not letter.isspace()}
