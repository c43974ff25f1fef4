"""Small articles and projects for the tests, made without the reader."""

from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Position
from publish.publication import model

AT = Position(Path("source/article.md"), 1, 1)


def text(content: str) -> tuple[model.Inline, ...]:
    return (model.Text(content, AT),)


def paragraph(content: str, id: str | None = None) -> model.Paragraph:
    return model.Paragraph(id, text(content), AT)


def article(*blocks: model.Block, **facts: Any) -> model.Article:
    """An article with a headline, a date and the blocks."""
    plain = model.Article(
        name="article",
        headline=(text("Tít bài"),),
        published=datetime.date(2026, 1, 15),
        language="vi",
        children=blocks or (paragraph("Một đoạn văn."),),
        position=AT,
    )
    return dataclasses.replace(plain, **facts)


def figure(
    name: str = "", file: Path | None = None, alt: str = "", caption: str = "", credit: str = ""
) -> model.Figure:
    return model.Figure(file, name, alt, text(caption) if caption else (), text(credit) if credit else (), None, AT)


def without_lines(xhtml: str) -> str:
    """XHTML for paper without what tells the lines of the source."""
    return re.sub(r' data-line="\d+:\d+"', "", xhtml)
