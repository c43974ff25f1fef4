"""The file beside an imported article, ``import.toml``: what paragraphs were taken for, to be turned round by hand."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say
from publish.importing.shaping.ledger import Decision

NAME = "import.toml"
_HEAD = """\
# What paragraphs of the Word file were taken for by their look. A number is the level of a crosshead, 0 is running
# text. Change a number, or add a line with the beginning of a paragraph, and import again with --force: it is kept.

[crossheads]
"""
_LEVEL = re.compile(r"crosshead (\d)")
_DEEPEST = 5


def read_decisions(project: Path | None) -> dict[str, int]:
    """Return the levels that somebody has decided on, by how the paragraph begins.

    Args:
        project: The project of an earlier import; None if there is none.

    Raises:
        SourceError: If the file cannot be read.
    """
    path = project / "source" / NAME if project else None
    if path is None or not path.is_file():
        return {}
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("crossheads", {})
    except (OSError, ValueError) as failure:
        message, hint = (
            say("cannot be read: {reason}", reason=" ".join(str(failure).split())),
            say("mend the line, or delete the file"),
        )
        raise SourceError(error(Position(path), message, "invalid-decisions", hint)) from failure
    found = {}
    for key, level in rows.items() if isinstance(rows, dict) else ():
        if not isinstance(level, int) or isinstance(level, bool) or not 0 <= level <= _DEEPEST:
            hint = say("write the level of the crosshead, 1 to {deepest}, or 0 for running text", deepest=_DEEPEST)
            raise SourceError(
                error(
                    Position(path),
                    say("no level: {level!r}", level=str(level)[:68] if isinstance(level, str) else level),
                    "invalid-decisions",
                    hint,
                )
            )
        found[key] = level
    return found


def write_decisions(decisions: Sequence[Decision], earlier: Mapping[str, int]) -> str:
    """Return the file with what was decided now, and what somebody had decided before."""
    rows: dict[str, tuple[int, str]] = {key: (level, "as decided") for key, level in earlier.items()}
    for each in decisions:
        match = _LEVEL.fullmatch(each.made)
        level = int(match[1]) if match else 0 if each.rule in ("caption-by-look",) else None
        if level is not None and level > 0 and each.text not in rows:
            rows[each.text] = level, each.reason
    lines = [f"{json.dumps(key, ensure_ascii=False)} = {level}  # {why}" for key, (level, why) in rows.items()]
    return _HEAD + "\n".join(lines) + "\n"
