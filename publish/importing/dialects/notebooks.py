"""Notebooks of Jupyter: cells of text as they are, cells of code between fences, with what they gave."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say
from publish.importing.configs import mapping, sequence, words
from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import DraftLine

MOST_OUTPUT = 400
"""Lines of output of a cell that are printed."""

_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def read_notebook(context: Context, text: str) -> list[DraftLine]:
    """Return the lines of a notebook.

    Raises:
        SourceError: If it is none.
    """
    path = context.whole.folder.path(context.name)
    try:
        given = mapping(json.loads(text))
    except (ValueError, RecursionError) as failure:
        line = getattr(failure, "lineno", 1)
        raise SourceError(
            error(Position(path, line, 1), say("no notebook: not valid JSON"), "unreadable-source")
        ) from failure
    language = words(mapping(mapping(given.get("metadata")).get("kernelspec")).get("language")) or "python"
    lines: list[DraftLine] = []
    for number, cell in enumerate(map(mapping, sequence(given.get("cells"))), 1):
        place = f"{context.name}: cell {number}"
        lines += [DraftLine(each, place) for each in _cell(context, cell, language, place)]
        lines.append(DraftLine("", place))
    return lines


def _cell(context: Context, cell: Mapping[str, Any], language: str, place: str) -> Iterator[str]:
    text = _joined(cell.get("source"))
    kind = words(cell.get("cell_type"))
    tags = set(map(words, sequence(mapping(cell.get("metadata")).get("tags"))))
    if kind == "markdown":
        for name, files in mapping(cell.get("attachments")).items():
            data = mapping(files)
            if picture := next((key for key in data if key.startswith("image/")), None):
                text = text.replace(
                    f"attachment:{name}", f"data:{picture};base64,{''.join(_joined(data[picture]).split())}"
                )
        yield from text.split("\n")
    elif kind == "code" and "remove-cell" not in tags:
        if text.strip() and not {"hide-input", "remove-input"} & tags:
            yield from _fenced(text, language)
        if not {"hide-output", "remove-output"} & tags:
            for output in map(mapping, sequence(cell.get("outputs"))):
                yield from _output(context, output, place)
    elif kind == "raw" and text.strip():
        context.leave_out(say("passage"), place, say("it is for one format only"))


def _joined(value: object) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _fenced(text: str, language: str) -> list[str]:
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    mark = "`" * (longest + 1)
    return ["", mark + language, *text.rstrip("\n").split("\n"), mark, ""]


def _output(context: Context, output: Mapping[str, Any], place: str) -> Iterator[str]:
    data = mapping(output.get("data"))
    picture = next((key for key in ("image/png", "image/jpeg") if key in data), None)
    if picture:
        yield from ["", f"![Kết quả](<data:{picture};base64,{''.join(_joined(data[picture]).split())}>)", ""]
    elif "text/markdown" in data:
        yield from ["", *_joined(data["text/markdown"]).split("\n"), ""]
    else:
        text = _joined(output.get("text") or data.get("text/plain") or output.get("traceback"))
        lines = _ESCAPES.sub("", text).rstrip("\n").split("\n")
        if len(lines) > MOST_OUTPUT:
            context.leave_out(
                say("line of output"),
                place,
                say("more than {most_output}", most_output=MOST_OUTPUT),
                len(lines) - MOST_OUTPUT,
            )
            lines = lines[:MOST_OUTPUT]
        if any(line.strip() for line in lines):
            yield from _fenced("\n".join(lines), "text")
        elif data:
            context.leave_out(say("output"), place, say("paper has none: {data}", data=", ".join(sorted(data))[:60]))
