"""Cases that are kept in ``tests/cases``: the sources of a publication, and the lines that have to be read in it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.proof.composing import Publication
from tests.proof.writing import Line

FOLDER = Path(__file__).parent.parent / "cases"
_LINES = "lines.json"


def keep(publication: Publication, name: str, fault: str, folder: Path = FOLDER) -> Path:
    """Write a publication as a case, with what was wrong with it, and return its folder."""
    place = folder / name
    shutil.rmtree(place, ignore_errors=True)
    publication.write(place)
    for article in publication.articles:
        path = place / "source" / f"{article.name}.md"
        path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n", encoding="utf-8")
    lines = [[owner, line.role, line.text] for owner, line in publication.lines()]
    content = {"setup": publication.setup, "fault": fault, "lines": lines}
    (place / _LINES).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return place


class Case:
    """A kept case; it can be proved as a publication can."""

    articles = ()

    def __init__(self, folder: Path) -> None:
        content = json.loads((folder / _LINES).read_text(encoding="utf-8"))
        self.folder = folder
        self.name = folder.name
        self.setup: str = content["setup"]
        self._lines = [(owner, Line(role, text)) for owner, role, text in content["lines"]]

    def write(self, folder: Path) -> None:
        """Write the sources."""
        shutil.copytree(self.folder / "source", folder / "source", dirs_exist_ok=True)

    def lines(self) -> list[tuple[str, Line]]:
        """Return all expected lines, each with the name of its specimen."""
        return self._lines

    def articles_lines(self) -> list[list[tuple[str, Line]]]:
        """Return the expected lines of each article, which begin with its headline."""
        articles: list[list[tuple[str, Line]]] = []
        for owner, line in self._lines:
            if line.role == "headline" or not articles:
                articles.append([])
            articles[-1].append((owner, line))
        return articles

    def names(self) -> list[str]:
        """Return no names: a case is refused as a whole."""
        return []

    def specimen_at(self, file: Path, line: int) -> str:
        """Return nothing: a case is refused as a whole."""
        return ""


def kept(folder: Path = FOLDER) -> list[Case]:
    """Return all cases that are kept, by name."""
    return [Case(path.parent) for path in sorted(folder.glob(f"*/{_LINES}"))]
