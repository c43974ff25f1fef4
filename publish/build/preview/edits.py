"""Where in the sources something has been edited since they were looked at before."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

from publish.base.diagnostics import Position


class Edits:
    """The lines of a project's articles as they were last seen."""

    def __init__(self, root: Path) -> None:
        """Look at the articles of a project for the first time."""
        self._lines = {path: _read(path) for path in (root / "source").rglob("*.md")}

    def find(self, paths: Iterable[Path]) -> Position | None:
        """Return the first line that is another one than before in those of the files that are articles."""
        found = None
        for path in sorted(path for path in paths if path.suffix == ".md"):
            before, now = self._lines.get(path, []), _read(path)
            self._lines[path] = now
            pairs = enumerate(itertools.zip_longest(before, now), 1)
            line = next((number for number, (old, new) in pairs if old != new), 0)
            if line and found is None:
                found = Position(path, min(line, max(1, len(now))), 1)
        return found


def _read(path: Path) -> list[str]:
    """Return the lines of an article; none if it is not there any more."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []
