"""Prove any publications for so many minutes and keep the smallest that fail: ``python -m tests.proof.fuzz 60``."""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tempfile
import time
from pathlib import Path

import hypothesis
from hypothesis import strategies as st

from tests.proof import cases, judges
from tests.proof.composing import SETUPS, Publication, compose
from tests.proof.fixed import rule_for
from tests.proof.proving import Bench
from tests.proof.strategies import TREES, Tree, kinds_within, name_of, specimen

_BROKEN_CELL = re.compile(r"cell.*\bbreak\b")
"""Names of trees with a line that ends in a cell, which Markdown cannot write."""


class _Found(AssertionError):
    """A fault that no case shows yet."""


class _TimeIsUp(BaseException):
    """The search has to end; no Exception, so that it ends hypothesis too."""


class Search:
    """A search for faults; each kind of them is looked for once."""

    def __init__(self, bench: Bench, until: float) -> None:
        self.bench = bench
        self.until = until
        self.known: set[str] = set()
        self.smallest: tuple[Publication, str] | None = None
        self.size = 0
        self.proved = 0

    def look(self, setup: str, trees: list[Tree]) -> None:
        """Prove a publication of these trees.

        Raises:
            _Found: If a judge finds what is not known.
        """
        if time.monotonic() > self.until:
            raise _TimeIsUp
        kinds = {kind for tree in trees for kind in kinds_within(tree)}
        hypothesis.assume(not any(rule_for(kind) for kind in kinds))
        hypothesis.assume(not any(_BROKEN_CELL.search(name_of(tree)) for tree in trees))
        publication = compose("fuzz", setup, [specimen(tree) for tree in trees])
        (verdict,) = self.bench.prove([publication])
        self.proved += 1
        new = [what for _, what in verdict.faults if kind_of(what) not in self.known]
        if new:
            size = sum(len(article.written()[0]) for article in publication.articles)
            if not self.smallest or size <= self.size:
                self.smallest, self.size = (verdict.publication, new[0]), size
            raise _Found(kind_of(new[0]))


def kind_of(fault: str) -> str:
    """Return what faults of one kind have in common: the judge and its rule."""
    return " ".join(re.sub(r"\[.*", "", fault).split()[:2])


def search(minutes: float, folder: Path, seed: int) -> int:
    """Search for so many minutes and return how many cases were kept."""
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(Path(work))
        hunt = Search(bench, time.monotonic() + minutes * 60)
        count = 0
        try:
            while time.monotonic() < hunt.until:
                hunt.smallest = None
                seed += 1
                try:
                    _run(hunt, seed)
                except (_Found, _TimeIsUp):
                    if not hunt.smallest:
                        break
                    publication, fault = hunt.smallest
                    written = "\n".join(article.written()[0] for article in publication.articles)
                    digest = hashlib.sha256(written.encode()).hexdigest()[:6]
                    name = f"{re.sub(r'[^a-z0-9]+', '-', kind_of(fault).lower()).strip('-')}-{digest}"
                    print(f"{cases.keep(publication, name, fault, folder)}: {fault}", flush=True)
                    hunt.known.add(kind_of(fault))
                    count += 1
        finally:
            bench.close()
        print(f"{hunt.proved} publications proved, {count} cases kept")
        return count


def _run(hunt: Search, seed: int) -> None:
    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=50,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        suppress_health_check=list(hypothesis.HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
    )
    @hypothesis.given(setup=st.sampled_from(sorted(SETUPS)), trees=st.lists(TREES, min_size=1, max_size=6))
    def examine(setup: str, trees: list[Tree]) -> None:
        hunt.look(setup, trees)

    examine()


def main() -> int:
    parser = argparse.ArgumentParser(prog="proof.fuzz", description=__doc__)
    parser.add_argument("minutes", type=float, help="how long to search")
    parser.add_argument("--folder", type=Path, default=cases.FOLDER, help="where cases are kept")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if lacking := judges.missing():
        print(f"not installed: {', '.join(lacking)}", file=sys.stderr)
        return 6
    return 1 if search(options.minutes, options.folder, options.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
