"""Measure the linter on clean prose of several lengths: seconds for a megabyte, and how they grow."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from publish.editing.lint import LintOptions, lint
from publish.publication.project import Project
from publish.reader.reading import read_article
from publish.vietnamese import typeset

ROOT = Path(__file__).resolve().parents[1]
MEGABYTES = (0.25, 0.5, 1, 2, 4)


def write_prose(path: Path, size: int) -> None:
    """Write an article of so many bytes, made of the paragraphs of the first publication in turn, typeset."""
    seed = (ROOT / "tests" / "seed" / "lang-son-2020.txt").read_text(encoding="utf-8")
    paragraphs = [typeset(line) for line in seed.split("\n") if line.strip()]
    parts, length = ["---\nheadline: Tin\npublished: 2026-01-01\n---"], 0
    while length < size:
        parts.append(paragraphs[len(parts) % len(paragraphs)])
        length += len(parts[-1].encode()) + 2
    path.write_text("\n\n".join(parts), encoding="utf-8")


def main() -> None:
    """Print a row for each length: reading alone, reading and linting, and seconds for a megabyte."""
    print("| MB | read, s | lint, s | s for 1 MB |\n| ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        for megabytes in MEGABYTES:
            path = Path(name, "prose.md")
            write_prose(path, int(megabytes * 1e6))
            read = statistics.median(_seconds(lambda path=path: read_article(path)) for _ in range(3))
            whole = statistics.median(
                _seconds(lambda path=path: lint(Project(path.parent), [path], LintOptions())) for _ in range(3)
            )
            print(f"| {megabytes:g} | {read:.2f} | {whole:.2f} | {whole / megabytes:.2f} |")


def _seconds(work: object) -> float:
    start = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
