"""The vectors of Vietnamese text: each category is one function."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from publish import vietnamese
from tests.support import folders

CASES: list[dict[str, Any]] = json.loads((folders.CASES / "vietnamese.json").read_bytes())["cases"]


def decode(text: str, encoding: str, input_is: str = "") -> str:
    return vietnamese.decode(bytes.fromhex(text) if input_is == "hex" else text, encoding)


def structure(text: str) -> Mapping[str, Any]:
    point = vietnamese.split_enumeration(text)
    if point:
        return {"label": point.label, "n": point.n, "text": point.text}
    line = vietnamese.split_credit(text)
    return {"caption": line.caption, "credit": line.credit}


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "normalise": vietnamese.repair,
    "repair": vietnamese.repair,
    "tone": vietnamese.place_tones,
    "syllable": vietnamese.is_syllable,
    "legacy": decode,
    "typography": vietnamese.typeset,
    "nobreak": vietnamese.keep_together,
    "official": vietnamese.official_form,
    "structure": structure,
    "pipeline": vietnamese.prepare,
}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_case(case: Mapping[str, Any]) -> None:
    assert FUNCTIONS[case["category"]](case["input"], **case.get("options", {})) == case["expected"]


def test_every_category_has_a_function() -> None:
    assert {case["category"] for case in CASES} == set(FUNCTIONS)
