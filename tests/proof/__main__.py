"""Prove publications by name and tell what each specimen does: ``python -m tests.proof FAMILY:SETUP``."""

from __future__ import annotations

import argparse
import collections
import contextlib
import itertools
from pathlib import Path

from tests.proof.composing import SETUPS, Publication
from tests.proof.fixed import NAMES, accepted, publication
from tests.proof.proving import Bench, Verdict


def main() -> None:
    parser = argparse.ArgumentParser(prog="proof", description=__doc__)
    parser.add_argument("what", nargs="*", help="FAMILY:SETUP, FAMILY: or :SETUP; 'accepted' for the fixed part")
    parser.add_argument("--folder", type=Path, default=Path("build/proof"), help="where they are built")
    parser.add_argument("--only", default="", help="specimens whose name has this in it")
    options = parser.parse_args()
    made = []
    for each in options.what:
        family, _, setup = each.partition(":")
        if family == "accepted":
            made += [one for one in accepted() if setup in one.name]
        else:
            made += [_whole(f, s) for f in NAMES for s in SETUPS if family in (f, "") and setup in (s, "")]
    if options.only:
        made = [one.keep(lambda name: options.only in name) for one in made]
    bench = Bench(options.folder.absolute())
    try:
        for one in made:
            (verdict,) = bench.prove([one])
            _show(verdict)
    finally:
        bench.close()


def _whole(family: str, setup: str) -> Publication:
    """Return the publication of all specimens of a family, or of as many as there are words for."""
    for step in itertools.count(1):
        with contextlib.suppress(RuntimeError):  # there are no more words
            return publication(family, setup, step)
    raise AssertionError(family)


def _show(verdict: Verdict) -> None:
    print(f"== {verdict.publication.name}: {len(verdict.publication.names())} specimens")
    for rule in dict.fromkeys(verdict.refused.values()):
        names = [name for name, by in verdict.refused.items() if by == rule]
        print(f"   refused {rule} {len(names)}: {', '.join(names)}"[:1500])
    for owner in dict.fromkeys(owner for owner, _ in verdict.faults):
        said = [what for name, what in verdict.faults if name == owner]
        kinds = collections.Counter(" ".join(what.split()[:2]) for what in said)
        print(f"   {owner or '?'}: {', '.join(kinds)}"[:300])
        for what in said[:: max(1, len(said) // 8)] if not owner else said[:1]:
            print(f"        {what}"[:330])
    print(end="", flush=True)


if __name__ == "__main__":
    main()
