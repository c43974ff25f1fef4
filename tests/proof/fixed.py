"""The fixed part: which specimens are proved in which shape, what is refused, and which faults are known."""

from __future__ import annotations

import dataclasses
import re

from tests.proof.composing import Publication, compose, compose_facts, compose_titles
from tests.proof.specimens import FAMILIES
from tests.proof.writing import LONG

TITLES = ("many words", *LONG)
NAMES = (*FAMILIES, "facts", *(f"titles {kind}" for kind in TITLES))


def publication(family: str, setup: str, step: int = 1) -> Publication:
    """Return the publication of the specimens of a family in one shape, or of one in so many."""
    name = f"{family}-{setup}".replace(" ", "-")
    if family == "facts":
        return compose_facts(name, setup)
    if family.startswith("titles "):
        return compose_titles(name, setup, family.removeprefix("titles "))
    return compose(name, setup, list(FAMILIES[family]())[::step])


@dataclasses.dataclass(frozen=True)
class Fault:
    """A fault of the program that is not mended yet.

    Attributes:
        name: What goes wrong.
        specimens: Pattern of the names of those that show it.
        setups: Pattern of the shapes in which they do.
    """

    name: str
    specimens: str
    setups: str = ".*"

    def holds(self, specimen: str, setup: str) -> bool:
        """Tell whether a specimen shows the fault."""
        return bool(re.fullmatch(self.specimens, specimen) and re.fullmatch(self.setups, setup))


REFUSED = (
    ("(inline-)?note( alone)? in inline-note|holder note in note", "nested-footnote"),
    ("(inline-note|empty-reference|note|citation) alone in index", "index-mark"),
    ("(?!paragraph|comment).* in note", "footnote-block"),
    ("empty figure", "empty-figure"),
    ("figure without alt", "missing-alt"),
    ("break in label", "definition-term"),
    ("index in fact .*", "index-mark"),
)
"""What the program does not take, by patterns of the names of specimens, each with the rule that says so."""

_LINKS = "(link|reference|page-reference)"
_BRACKETS = f"({_LINKS}|language|named|index|empty-reference|note|inline-note|citation)"

FAULTS = (
    Fault("brackets inside a link end it", f"{_BRACKETS}( alone)? in {_LINKS}"),
    Fault("an address inside a link is a link in a link", f"address( alone)? in {_LINKS}"),
    Fault("marks inside a link make two of it", f"(emphasis|strong|code|break|entity)( alone)? in {_LINKS}"),
    Fault("a caption runs into its credit when heard", ".* alone in caption|code over lines in caption"),
    Fault("ligatures change the code that is copied", "signs .*"),
    Fault("words that are wider than their column leave it", "long-.*"),
    Fault("a citation in the front matter ends in an engine error", "citation in fact .*"),
    Fault("facts of an article in a publication are dropped", ".* in fact (source|credit|rights)", "book|bulletin"),
    Fault("code in a kicker is set in capitals", "code in fact kicker"),
    Fault("a space is not heard in a face that paints no other", "citation in .*|emphasis in pull-quote", "bulletin"),
    Fault("a table with a head and no rows has no body", "table of . x 1|table with a head of .* nothing else"),
    Fault("a row that is higher than a page is refused at line 1", "table with a very long row"),
    Fault("a running head of many words leaves the page", "many words in (fact )?headline.*", "book"),
    Fault("a name of many words leaves the page", "many words in headline .", "bulletin"),
)
"""What is not mended yet. A specimen stands under the first fault that it shows."""

OPEN = {
    "empty-list-of-figures": "a list of figures without figures has pages that the EPUB lacks",
    "lost-space": "a space at the end of a line is not heard where its font paints no other space",
}
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
    ("facts", "a4", 1),
    ("facts", "bulletin", 1),
    ("facts", "book", 1),
)
"""What is built in the suite: family, shape, and how many of its specimens stand for one that is taken."""


def rule_for(specimen: str) -> str:
    """Return the rule by which a specimen is refused; empty when it is accepted."""
    return next((rule for pattern, rule in REFUSED if re.fullmatch(pattern, specimen)), "")


def fault_of(specimen: str, setup: str) -> str:
    """Return the name of the fault that a specimen shows in a shape; empty for none."""
    return next((fault.name for fault in FAULTS if fault.holds(specimen, setup)), "")


def is_known(specimen: str, setup: str) -> bool:
    """Tell whether a specimen is refused, or shows a fault that is known."""
    return bool(rule_for(specimen) or fault_of(specimen, setup))


def accepted() -> list[Publication]:
    """Return the publications of all that has to come out right."""
    made = [publication(*planned) for planned in PLAN]
    made = [each.keep(lambda name, each=each: not is_known(name, each.setup)) for each in made]
    return [each for each in made if each.names()]


def refused() -> list[Publication]:
    """Return the publications of all that has to be refused."""
    made = [publication(*planned) for planned in PLAN if planned[1] == "a4"]
    made = [each.keep(lambda name: bool(rule_for(name))) for each in made]
    return [dataclasses.replace(each, name=f"refused-{each.name}") for each in made if each.names()]


def faulty(fault: Fault) -> Publication:
    """Return a publication of up to a dozen specimens of a fault, in the first shape of the plan that shows it."""
    for family, setup, step in PLAN:
        whole = publication(family, setup, step)
        names = [name for name in whole.names() if not rule_for(name) and fault_of(name, setup) == fault.name]
        if names:
            kept = whole.keep(set(names[:: -(-len(names) // 12)]).__contains__)
            return dataclasses.replace(kept, name=f"fault-{whole.name}")
    raise ValueError(f"no specimen shows that {fault.name}")
