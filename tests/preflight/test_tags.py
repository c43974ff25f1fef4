"""What the rules about tags find in trees of all shapes is what veraPDF finds in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pikepdf import Dictionary, Name, String

from publish.preflight import judge
from publish.preflight.validators import Validator, validate
from tests.support import flawless
from tests.support.flawless import Tag

CLAUSES: Mapping[str, str] = {
    "misplaced-tag": "7.2-3 7.2-4 7.2-5 7.2-6 7.2-7 7.2-8 7.2-9 7.2-10 7.2-17 7.2-18 7.2-19 7.2-20 7.2-26 7.2-27 7.2-36"
    " 7.2-37 7.2-38",
    "misplaced-caption": "7.2-16 7.2-28 7.2-39 7.2-40",
    "table-parts": "7.2-11 7.2-12 7.2-13 7.2-14",
    "table-shape": "7.2-15 7.2-41 7.2-42 7.2-43",
    "cell-without-heading": "7.5-1 7.5-2",
    "mixed-headings": "7.4.4-1 7.4.4-2 7.4.4-3",
    "note-without-id": "7.9-1 7.9-2",
    "unknown-tag": "7.1-5 7.1-6 7.1-7",
    "invalid-language": "7.2-29",
    "skipped-heading": "7.4.2-1",
}
RULES = {f"verapdf-{clause}": rule for rule, clauses in CLAUSES.items() for clause in clauses.split()}
KINDS = "P Span Div Part NonStruct L LI Lbl LBody TOC TOCI Caption Table TR THead TBody TH TD Note H H1 H2 Sect Ours Em"
INSIDE = {"L": ("LI", "LI", "Caption", "L"), "LI": ("Lbl", "LBody"), "TOC": ("TOCI", "TOCI", "TOC", "Caption")}


def cell(dice: random.Random) -> Tag:
    kind = dice.choice(("TH", "TD", "TD"))
    facts = Dictionary({"/O": Name.Table})
    if dice.random() < 0.15:
        facts[dice.choice(("/ColSpan", "/RowSpan"))] = dice.choice((1, 2, 3))
    if kind == "TH" and dice.random() < 0.7:
        facts.Scope = Name(dice.choice(("/Column", "/Row", "/Both")))
    return kind, {"A": facts} if len(facts) > 1 else {}, []


def row(dice: random.Random) -> Tag:
    return "TR", {}, [cell(dice) for _ in range(dice.choice((1, 2, 2, 2, 2, 3)))]


def table(dice: random.Random) -> Tag:
    kids = [row(dice) for _ in range(dice.randint(1, 4))]
    if dice.random() < 0.5:
        parts = dice.choices(("THead", "TBody", "TFoot", "TBody"), k=dice.randint(1, 3))
        kids = [(part, {}, [row(dice) for _ in range(dice.randint(0, 2))]) for part in parts]
    if dice.random() < 0.3:
        kids.insert(dice.randint(0, len(kids)), ("Caption", {}, []))
    return "Table", {}, kids


def anything(dice: random.Random, depth: int = 0) -> Tag:
    facts: dict[str, object] = {}
    kind = dice.choice(KINDS.split())
    if kind == "Note" and dice.random() < 0.7:
        facts["ID"] = String(dice.choice("ab"))
    if dice.random() < 0.1:
        facts["Lang"] = String(dice.choice(("vi", "en-GB", "x_y", "")))
    return kind, facts, [anything(dice, depth + 1) for _ in range(dice.randint(0, 2))] if depth < 4 else []


def list_or_contents(dice: random.Random, kind: str = "", depth: int = 0) -> Tag:
    kind = kind or dice.choice(("L", "TOC"))
    if kind not in INSIDE or depth > 3:
        return kind, {}, []
    kinds = [dice.choice(INSIDE[kind] if dice.random() < 0.9 else KINDS.split()) for _ in range(dice.randint(0, 3))]
    return kind, {}, [list_or_contents(dice, inner, depth + 1) for inner in kinds]


@pytest.mark.slow
@pytest.mark.parametrize("make", [table, anything, list_or_contents])
def test_trees_are_refused_as_verapdf_refuses_them(
    make: Callable[[random.Random], Tag], tmp_path: Path, need: Callable[[str], Validator]
) -> None:
    dice, ours = random.Random(make.__name__), {}
    for number in range(100):
        pdf = flawless.build_screen()
        pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Em": Name.Span})
        flawless.hang(pdf, make(dice))
        path = tmp_path / f"{number:03}.pdf"
        path.write_bytes(flawless.saved(pdf))
        ours[path] = {finding.rule for finding in judge(path.read_bytes(), None).findings}
    theirs: dict[Path, set[str]] = {path: set() for path in ours}
    for found in validate(need("verapdf"), list(ours)):
        if rule := RULES.get(found.rule):
            theirs[found.position.file].add(rule)
    assert theirs == ours
    assert 20 < sum(map(bool, ours.values()))
