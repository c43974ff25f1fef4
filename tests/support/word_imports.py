"""What an import makes of a Word file: the article, the balance, and the rest by name."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Severity
from publish.importing.project import Imported, Request
from publish.importing.word.importer import read
from publish.reader import find_reader
from publish.reader.source import Source
from tests.support.word_files import save, word_file

TODAY = datetime.date(2026, 11, 30)


def imported(folder: Path, body: str, *, headings: str = "look", changes: str = "accept", **parts: Any) -> Imported:
    """What comes of a Word file with this body; further arguments are those of the file."""
    path = save(folder, word_file(body, **parts))
    return read(path, Request(TODAY, None, headings=headings, changes=changes))


def article(folder: Path, body: str, **options: Any) -> str:
    """The text of the article that comes of a body, without the facts at its top."""
    text = imported(folder, body, **options).project.files["bai.md"].decode()
    return text.split("---\n", 2)[2].strip()


def faults(result: Imported) -> list[str]:
    """What our reader refuses in the articles of an import, but for formulas."""
    found = []
    for name, content in result.project.files.items():
        if name.endswith(".md"):
            source = Source(Path(name), content.decode())
            find_reader(source.file).read(source, "vi")
            found += [each.message for each in source.diagnostics if each.severity is Severity.ERROR]
    return [message for message in found if "formula" not in message]


def left_out(result: Imported) -> list[tuple[str, str]]:
    """Kind and reason of all that was left out."""
    return [(entry.what, entry.how) for entry in result.balance.left_out]
