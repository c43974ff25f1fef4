"""Write the smallest project that builds."""

from __future__ import annotations

import datetime
from pathlib import Path

from publish.base.diagnostics import OutputError, Position, error, os_reason
from publish.publication.project import CONFIG

_STARTER_CONFIG = """\
[publication]
kind = "article"
language = "vi"

[page]
paper = "A4"
"""

_STARTER_ARTICLE = """\
---
headline: Tít của bài
dateline: Hà Nội
published: {date}
---

Đoạn mở đầu nói điều quan trọng nhất.

## Một trung đề

Những đoạn tiếp theo.
"""


def create_project(folder: Path, today: datetime.date) -> tuple[Path, ...]:
    """Write the smallest project that builds into ``folder`` and return its files; nothing is ever overwritten.

    Raises:
        OutputError: If a file is there already or cannot be written.
    """
    files = {folder / CONFIG: _STARTER_CONFIG, folder / "source" / f"{folder.name}.md": _STARTER_ARTICLE}
    for path in files:
        if path.exists():
            raise OutputError(error(Position(path), "is there already", "file-exists", "choose another name"))
    try:
        (folder / "source").mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            path.write_text(text.format(date=today.isoformat()), encoding="utf-8")
    except OSError as failure:
        raise OutputError(error(Position(folder), f"cannot be written: {os_reason(failure)}", "output")) from failure
    return tuple(files)
