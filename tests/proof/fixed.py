"""The fixed part: which specimens are proved in which shape, what is refused, and which cases are open."""

from __future__ import annotations

import dataclasses
import re

from tests.proof.composing import Publication, compose, compose_facts, compose_titles
from tests.proof.specimens import FAMILIES
from tests.proof.writing import INLINES, LONG

TITLES = ("many words", *LONG)
FACTS = {"facts": (*INLINES,), "long-facts": (*LONG, "many words")}
"""What facts of the front matter hold; apart, since page 1 of a bulletin would not list all their headlines."""

NAMES = (*FAMILIES, *FACTS, *(f"titles {kind}" for kind in TITLES))


def publication(family: str, setup: str, step: int = 1) -> Publication:
    """Return the publication of the specimens of a family in one shape, or of one in so many."""
    name = f"{family}-{setup}".replace(" ", "-")
    if family in FACTS:
        return compose_facts(name, setup, FACTS[family])
    if family.startswith("titles "):
        return compose_titles(name, setup, family.removeprefix("titles "))
    return compose(name, setup, list(FAMILIES[family]())[::step])


_LINKS = "(link|titled-link|reference|page-reference)"

_NOT_IN_CELLS = (
    "(heading|line-block|quote|pull-quote|box|alert|admonition|verse|figure|(narrow-)?picture|photo-note|(captioned-)?table"
    "|break|holder (quote|box|alert|pull-quote))"
)

REFUSED = (
    (f"({_LINKS}|empty-reference|note|inline-note|citation|address)( alone)? in {_LINKS}", "nested-link"),
    ("table with a very long row", "lost-text"),
    ("(inline-)?note( alone)? in inline-note|holder note in note", "nested-footnote"),
    ("(inline-note|empty-reference|note|citation) alone in index", "index-mark"),
    ("(heading|figure|(narrow-)?picture|photo-note|(holder )?pull-quote) in note", "footnote-block"),
    (f"{_NOT_IN_CELLS} in cell", "cell-block"),
    ("holder cell in cell", "grid-table"),
    ("empty figure", "empty-figure"),
    ("figure without alt", "missing-alt"),
    ("index in fact .*", "index-mark"),
)
"""What the program does not take, by patterns of the names of specimens, each with the rule that says so."""

OPEN: dict[str, str] = {}
"""Kept cases that show a fault which is not mended yet."""

PLAN: tuple[tuple[str, str, int], ...] = (
    ("inlines-in-inlines", "a4", 3),
    ("inlines-in-places", "a4", 3),
    ("over-lines-in-places", "a4", 1),
    ("alone-in-places", "a4", 2),
    ("blocks-in-holders", "a4", 1),
    ("holders-in-holders", "a4", 1),
    ("blocks-beside-blocks", "a4", 5),
    ("long-words", "a4", 1),
    ("tables", "a4", 1),
    ("odd-blocks", "a4", 1),
    ("sequences", "a4", 1),
    ("inlines-in-inlines", "book", 5),
    ("inlines-in-places", "bulletin", 7),
    ("inlines-in-places", "book-ends", 7),
    ("alone-in-places", "narrow", 5),
    ("blocks-in-holders", "bulletin", 3),
    ("blocks-in-holders", "book", 5),
    ("holders-in-holders", "narrow", 3),
    ("blocks-beside-blocks", "bulletin", 7),
    ("blocks-beside-blocks", "book", 9),
    ("long-words", "bulletin", 5),
    ("long-words", "book", 7),
    ("tables", "a5", 1),
    ("tables", "bulletin", 4),
    ("odd-blocks", "bulletin", 1),
    ("odd-blocks", "book", 2),
    *((f"titles {kind}", setup, 1) for kind in TITLES for setup in ("book", "bulletin")),
    *((family, setup, 1) for family in FACTS for setup in ("a4", "bulletin", "book")),
)
"""What is built in the suite: family, shape, and how many of its specimens stand for one that is taken."""


def rule_for(specimen: str) -> str:
    """Return the rule by which a specimen is refused; empty when it is accepted."""
    return next((rule for pattern, rule in REFUSED if re.fullmatch(pattern, specimen)), "")


def accepted() -> list[Publication]:
    """Return the publications of all that has to come out right."""
    made = [publication(*planned) for planned in PLAN]
    made = [each.keep(lambda name: not rule_for(name)) for each in made]
    return [each for each in made if each.names()]


def refused() -> list[Publication]:
    """Return the publications of all that has to be refused."""
    made = [publication(*planned) for planned in PLAN if planned[1] == "a4"]
    made = [each.keep(lambda name: bool(rule_for(name))) for each in made]
    return [dataclasses.replace(each, name=f"refused-{each.name}") for each in made if each.names()]
