"""Find which specimens of a publication a fault is of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.proof.composing import Publication
from tests.proof.proving import Bench, Verdict


def shrink(bench: Bench, publication: Publication, fails: Callable[[Verdict], bool]) -> list[str]:
    """Return the names of few specimens with which a publication still fails, after delta debugging.

    Args:
        bench: Where it is proved.
        publication: It fails.
        fails: Tells whether a verdict shows the fault that is looked for.
    """
    names, parts = publication.names(), 2
    while len(names) > 1:
        size = -(-len(names) // parts)
        pieces = [names[at : at + size] for at in range(0, len(names), size)]
        rests = [[name for name in names if name not in piece] for piece in pieces] if parts > 2 else []
        for tried in (*pieces, *rests):
            if _fails(bench, publication, tried, fails):
                names, parts = list(tried), max(2, parts - 1 if tried in rests else 2)
                break
        else:
            if parts >= len(names):
                break
            parts = min(len(names), parts * 2)
    return names


def _fails(bench: Bench, publication: Publication, names: Sequence[str], fails: Callable[[Verdict], bool]) -> bool:
    kept = set(names)
    (verdict,) = bench.prove([publication.keep(lambda name: name in kept)])
    return fails(verdict)
