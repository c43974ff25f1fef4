"""Know the papers of ``styles/papers.toml``, and how wide a spine they make."""

from __future__ import annotations

import difflib
import math
import tomllib
from collections.abc import Mapping

from publish.base.diagnostics import Diagnostic, Position, SourceError, StyleError, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.assets.folders import Assets

FILE = "papers.toml"


@dataclass(frozen=True, slots=True)
class Stock:
    """A paper.

    Attributes:
        grammage: Weight in g/m².
        caliper_mm: Thickness of a sheet.
        source: Where the thickness comes from.
    """

    name: str
    grammage: float
    caliper_mm: float
    source: str


def read_stocks(assets: Assets) -> Mapping[str, Stock]:
    """Return the papers by the names that ``publish.toml`` calls them.

    Raises:
        StyleError: If the file is not TOML, or a paper has no thickness.
    """
    path = assets.style(FILE)
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as failure:
        raise StyleError(
            error(Position(path), say("cannot be read: {reason}", reason=failure), "unreadable-style")
        ) from failure
    try:
        return {key: _stock(table) for key, table in tables.items()}
    except (KeyError, TypeError, AttributeError) as failure:
        hint = say("a paper has name, grammage, source, and caliper (mm) or bulk (cm³/g)")
        raise StyleError(
            error(Position(path), say("a paper is not complete: {failure}", failure=failure), "invalid-paper", hint)
        ) from failure


def _stock(table: Mapping[str, object]) -> Stock:
    grammage = _number(table["grammage"])
    caliper = _number(table["caliper"]) if "caliper" in table else grammage * _number(table["bulk"]) / 1000
    return Stock(str(table["name"]), grammage, caliper, str(table["source"]))


def _number(value: object) -> float:
    if not isinstance(value, int | float) or value <= 0:
        raise TypeError(say("{value!r} is no measure", value=value))
    return float(value)


def find_stock(assets: Assets, name: str, at: Position) -> Stock:
    """Return the paper of that name.

    Raises:
        SourceError: If there is none, with a guess.
    """
    stocks = read_stocks(assets)
    if name not in stocks:
        raise SourceError(unknown_paper(name, stocks, at))
    return stocks[name]


def unknown_paper(name: str, stocks: Mapping[str, Stock], at: Position) -> Diagnostic:
    """Return what to say of a paper that is not there."""
    guess = difflib.get_close_matches(name, stocks, n=1)
    hint = (
        say("did you mean {guess!r}?", guess=guess[0]) if guess else say("known here: {known}", known=", ".join(stocks))
    )
    return error(at, say("no paper is called {name!r}", name=name), "unknown-paper", hint)


def spine_width(pages: int, inside: Stock, cover: Stock) -> float:
    """Return the width of the spine of a perfect-bound book, in millimetres, to a tenth.

    Args:
        pages: Printed and blank pages of the book block; a leaf has two.
        inside: Paper of the block.
        cover: Paper of the cover, which lies on both sides of the block.

    Source: hps-ltd.org.uk/paper-and-print-specifications, perfect bind spines: 80 pages of 0.10 mm in a cover of
        0.23 mm make 4.46 mm.
    """
    return round(math.ceil(pages / 2) * inside.caliper_mm + 2 * cover.caliper_mm, 1)
