"""Digest what our replacements are made for: ``python -m tests.support.engine_digests`` writes them anew."""

from __future__ import annotations

from publish.layout.engine.originals import Sources
from tests.support.folders import ROOT

DIGESTS = ROOT / "publish" / "layout" / "engine" / "digests.py"

HEAD = '''"""SHA-256 of each source of the engine that a row of :mod:`publish.layout.engine.replacements` is made for.

Made by ``python -m tests.support.engine_digests``, after what has changed was read and the tests of the row passed.
"""
# ruff: noqa: E501

DIGESTS = {
'''


def digests() -> str:
    """Return the module that holds the digests of what is installed."""
    from publish.layout.engine.replacements import ROWS

    sources = Sources()
    names = sorted({name for row in ROWS for name in (*row.names, *row.relies)})
    return HEAD + "".join(f'    "{name}": "{sources.digest(name)}",\n' for name in names) + "}\n"


if __name__ == "__main__":
    DIGESTS.write_text(digests(), encoding="utf-8")
