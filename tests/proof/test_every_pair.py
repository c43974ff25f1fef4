"""Every construct in every other, in publications of every kind, before every judge.

All of them are built once; a test is one publication. What is refused is left out of them and stands in publications of
its own. A kept case that is not mended yet has its line in ``proof.fixed``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.proof import cases, fixed, judges, reading
from tests.proof.composing import Publication
from tests.proof.proving import Bench, Verdict

ACCEPTED = fixed.accepted()
REFUSED = fixed.refused()
CASES = cases.kept()
XFAIL = pytest.mark.xfail(strict=True)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(judges.missing()), reason=f"not installed: {', '.join(judges.missing())}"),
]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("proof"))
    yield bench
    bench.close()


@pytest.fixture(scope="module")
def verdicts(bench: Bench) -> dict[str, Verdict]:
    return {verdict.publication.name: verdict for verdict in bench.prove([*ACCEPTED, *CASES])}


@pytest.mark.parametrize("publication", ACCEPTED, ids=lambda each: each.name)
def test_what_is_accepted_comes_out_right(publication: Publication, verdicts: dict[str, Verdict]) -> None:
    verdict = verdicts[publication.name]
    assert {} == verdict.refused
    assert [] == verdict.faults


@pytest.mark.parametrize(
    "case", [pytest.param(each, id=each.name, marks=[XFAIL] if each.name in fixed.OPEN else []) for each in CASES]
)
def test_what_once_failed_comes_out_right(case: cases.Case, verdicts: dict[str, Verdict]) -> None:
    assert [] == verdicts[case.name].faults


@pytest.mark.parametrize("publication", REFUSED, ids=lambda each: each.name)
def test_what_is_refused_is_refused_at_its_line(publication: Publication, bench: Bench) -> None:
    verdict = bench.refuse(publication)
    assert {name: fixed.rule_for(name) for name in publication.names()} == verdict.refused


def test_what_is_read_of_the_tags_is_what_poppler_hears(verdicts: dict[str, Verdict]) -> None:
    (screen,) = [f for f in verdicts["sequences-a4"].files if f.suffix == ".pdf" and not judges.is_press(f)]
    assert reading.read_heard_by_poppler(screen) == reading.read_heard(screen)
