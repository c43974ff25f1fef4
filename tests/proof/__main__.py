"""Prove families of specimens: ``python -m proof FAMILY:SETUP …``; ``PYTHONPATH`` has ``tests``."""

from __future__ import annotations

import argparse
import collections
from pathlib import Path

from proof.composing import SETUPS, compose
from proof.proving import Bench
from proof.specimens import FAMILIES


def main() -> None:
    parser = argparse.ArgumentParser(prog="proof")
    parser.add_argument("what", nargs="*", help="FAMILY:SETUP, or FAMILY or :SETUP for all of them")
    parser.add_argument("--folder", type=Path, default=Path("build/proof"))
    options = parser.parse_args()
    asked = []
    for each in options.what or [":"]:
        family, _, setup = each.partition(":")
        asked += [(f, s) for f in FAMILIES for s in SETUPS if family in (f, "") and setup in (s, "")]
    made = [compose(f"{f}-{s}", s, list(FAMILIES[f]())) for f, s in asked]
    bench = Bench(options.folder.absolute())
    try:
        for verdict in bench.prove(made):
            print(f"== {verdict.publication.name}: {len(verdict.publication.names())} specimens")
            for rule, count in collections.Counter(verdict.refused.values()).items():
                print(f"   refused {rule} {count}: {', '.join(n for n, r in verdict.refused.items() if r == rule)}"[:1500])
            for owner, what in verdict.faults:
                print(f"   {owner or '?'}: {what}"[:400])
    finally:
        bench.close()


if __name__ == "__main__":
    main()
