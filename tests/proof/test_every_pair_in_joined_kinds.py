"""Every construct in every other, in bulletins and books, before every judge.

All of them are built once; a test is one publication. What is refused is left out of them.
"""

from __future__ import annotations

import pytest

from tests.proof import fixed, judges
from tests.proof.composing import Publication
from tests.proof.proving import Verdict

PROVED = [each for each in fixed.accepted() if each.is_joined]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(judges.missing()), reason=f"not installed: {', '.join(judges.missing())}"),
]


@pytest.mark.parametrize("publication", PROVED, ids=lambda each: each.name)
def test_what_is_accepted_comes_out_right(publication: Publication, verdicts: dict[str, Verdict]) -> None:
    verdict = verdicts[publication.name]
    assert {} == verdict.refused
    assert [] == verdict.faults
