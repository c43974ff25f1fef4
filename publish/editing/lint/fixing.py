"""Put right in a source what can be put right without asking; every other byte of it stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from publish.base import files
from publish.base.diagnostics import Position, SourceError, error
from publish.base.filenames import find_file
from publish.base.messages import say
from publish.editing.lint import LintFinding
from publish.reader import is_gathered

ROUNDS = 10
"""How often a file is looked at again, since one change may make room for the next."""

_LINE_END = re.compile("(\r\n|\r|\n)")


def fix(look: Callable[[], list[LintFinding]]) -> tuple[int, list[LintFinding]]:
    """Make all safe changes that a linter finds until there are none.

    Args:
        look: Lints the files as they are on disk.

    Returns:
        How many changes were made, and what is left.

    Raises:
        OutputError: If a file cannot be written; it is then as it was.
    """
    made = 0
    findings = look()
    for _ in range(ROUNDS):
        changed = {}
        for path in dict.fromkeys(finding.start.file for finding in findings if finding.fixable):
            mine = [finding for finding in findings if finding.fixable and finding.start.file == path]
            content, count = apply_fixes(path.read_bytes(), mine)
            if count:
                changed[path.resolve()] = content  # a link stays one
                made += count
        if not changed:
            break
        files.write_files(changed)
        findings = look()
    return made, findings


def apply_fixes(content: bytes, findings: Sequence[LintFinding]) -> tuple[bytes, int]:
    """Return the bytes of a file with the changes made that do not overlap, and their number."""
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    parts = _LINE_END.split(content[len(mark) :].decode("utf-8"))  # line, its end, line, its end, …, line
    count = 0
    done: tuple[int, int] | None = None  # where the change before began, since they are made from the end
    for finding in sorted(findings, key=lambda finding: (finding.start, finding.end), reverse=True):
        line, first, last = finding.start.line, finding.start.column - 1, finding.end.column - 1
        overlaps = done is not None and done[0] == line and (last > done[1] or first == done[1])
        if finding.replacement is None or finding.end.line != line or overlaps:
            continue
        text, line_end = parts[2 * line - 2], (*parts, "\n")[2 * line - 1]
        parts[2 * line - 2] = text[:first] + finding.replacement.replace("\n", line_end) + text[last:]
        done = line, first
        count += 1
    return mark + "".join(parts).encode(), count


def sources_of(paths: Sequence[Path]) -> list[Path]:
    """Return the files that paths mean: a folder means the articles in it, save what is hidden.

    Raises:
        SourceError: For a folder without articles.
    """
    found: list[Path] = []
    for path in map(find_file, paths):
        inside = sorted(_articles_in(path)) if path.is_dir() else [path]
        if not inside:
            raise SourceError(error(Position(path), say("no article in this folder"), "missing-source"))
        found += inside
    return list(dict.fromkeys(found))


def _articles_in(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if (
            is_gathered(path)
            and path.is_file()
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        ):
            yield path
