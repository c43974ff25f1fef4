"""Publications that once came out wrong, and those that have to be refused, before every judge.

A kept case that is not mended yet has its line in ``proof.fixed``.
"""

from __future__ import annotations

import pytest

from tests.proof import cases, fixed, judges
from tests.proof.composing import Publication
from tests.proof.proving import Bench, Verdict

PROVED = cases.kept()
REFUSED = fixed.refused()
XFAIL = pytest.mark.xfail(strict=True)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(judges.missing()), reason=f"not installed: {', '.join(judges.missing())}"),
]


@pytest.mark.parametrize(
    "case", [pytest.param(each, id=each.name, marks=[XFAIL] if each.name in fixed.OPEN else []) for each in PROVED]
)
def test_what_once_failed_comes_out_right(case: cases.Case, verdicts: dict[str, Verdict]) -> None:
    assert [] == verdicts[case.name].faults


@pytest.mark.parametrize("publication", REFUSED, ids=lambda each: each.name)
def test_what_is_refused_is_refused_at_its_line(publication: Publication, bench: Bench) -> None:
    verdict = bench.refuse(publication)
    assert {name: fixed.rule_for(name) for name in publication.names()} == verdict.refused
