"""Every construct in every other, in articles, before every judge.

All of them are built once; a test is one publication. What is refused is left out of them.
"""

from __future__ import annotations

import pytest

from tests.proof import fixed, judges, reading
from tests.proof.composing import Publication
from tests.proof.proving import Verdict

PROVED = [each for each in fixed.accepted() if not each.is_joined]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(judges.missing()), reason=f"not installed: {', '.join(judges.missing())}"),
]


@pytest.mark.parametrize("publication", PROVED, ids=lambda each: each.name)
def test_what_is_accepted_comes_out_right(publication: Publication, verdicts: dict[str, Verdict]) -> None:
    verdict = verdicts[publication.name]
    assert {} == verdict.refused
    assert [] == verdict.faults


def test_what_is_read_of_the_tags_is_what_poppler_hears(verdicts: dict[str, Verdict]) -> None:
    (screen,) = [f for f in verdicts["sequences-a4"].files if f.suffix == ".pdf" and not judges.is_press(f)]
    assert reading.read_heard_by_poppler(screen) == reading.read_heard(screen)
