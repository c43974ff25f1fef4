"""Texts that an article takes from other files of the folder, as mdBook, Quarto, MkDocs and VitePress write it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence

from publish.base.diagnostics import SourceError
from publish.base.messages import say
from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import DraftLine, Fence, closes_code, code_flags, lines_of, opens_code, prefix_of

DEEPEST = 8
"""How many files may be read into each other."""

MOST_LINES = 200_000
"""Lines that an article may have with all that is read into it."""

_MDBOOK = (
    r"\{\{[ \t]*#(?:include|rustdoc_include|playground|playpen|shiftinclude)[ \t]+"
    r"(?:-?\d+:|auto:)?(?P<mdbook>[^{}\s]+)[^{}]*\}\}"
)
_QUARTO = r"\{\{<[ \t]*include[ \t]+[\"']?(?P<quarto>[^\"'<>{}]+?)[\"']?[ \t]*>\}\}"
_SNIPPET = r"-+8<-+[ \t]+[\"'](?P<snippet>[^\"']+)[\"']"
_MARKDOWN = r"\{!>?[ \t]*(?P<bang>[^{}!]+?)[ \t]*!\}"
_MACRO = r"\{%-?[ \t]*include(?:-markdown|_relative)?[ \t]+[\"'](?P<macro>[^\"'%]+\.\w+)[\"'][^%{}]*%\}"
_IMPORT = r"^[ \t]*<<<[ \t]+(?:@/|\./)?(?P<vitepress>[^\s{}#`]+\.\w+)(?:#[\w-]+)?(?:[ \t]*\{[^{}]*\})?[ \t]*$"
_COMMENT = r"<!--[ \t]*@include:[ \t]*(?P<comment>[^\s{}#]+)[^>]*-->"
_INCLUDE = re.compile(rf"(?<!\\)(?:{_MDBOOK}|{_QUARTO}|{_SNIPPET}|{_MARKDOWN}|{_MACRO}|{_IMPORT}|{_COMMENT})")
_SIGNS = ("{{", "8<", "{!", "{%", "<<<", "@include")
_ANCHOR = re.compile(r"ANCHOR(?P<end>_END)?:[ \t]*(?P<name>[\w-]+)")
_SECTION = re.compile(r"-+8<-+[ \t]*\[(?P<end>start|end):[ \t]*(?P<name>[\w-]+)\]")


def expand(context: Context, lines: Sequence[DraftLine], above: tuple[str, ...] = ()) -> Iterator[DraftLine]:
    """Yield the lines with those of other files where they are asked for; what cannot be had is told."""
    blocked = False
    for line, code in zip(lines, code_flags(lines), strict=True):
        text = line.text
        if re.fullmatch(r"[ \t]*-+8<-+[ \t]*", text):  # names of files between two such lines
            blocked = not blocked
            continue
        if blocked and text.strip():
            yield from _include(context, line, prefix_of(text), text.strip(), above, "")
            continue
        match = _INCLUDE.search(text) if any(sign in text for sign in _SIGNS) else None
        if not match or (code and match["vitepress"]):
            yield line
            continue
        before, behind = text[: match.start()], text[match.end() :]
        target = next(value for value in match.groups() if value)
        runs = match.lastgroup == "vitepress" or re.match(r"\{\{[ \t]*#play", match[0])
        fence = target.rpartition(".")[2] if runs else ""
        found = list(_include(context, line, prefix_of(before), target, above, fence))
        if not before.strip() and not behind.strip():
            yield from found
        elif len(found) <= 1:
            yield DraftLine(before + "".join(each.text.strip() for each in found) + behind, line.place)
        else:
            yield DraftLine(before + found[0].text.lstrip(), line.place)
            yield from found[1:-1]
            yield DraftLine(found[-1].text + behind, line.place)


_CONFLICT = re.compile(r"<{7} \S.*\Z")
_OTHERWISE, _SETTLED = re.compile(r"={7}\Z"), re.compile(r">{7} \S.*\Z")


def without_conflicts(context: Context, lines: Sequence[DraftLine]) -> list[DraftLine]:
    """Return the lines without the marks of conflicts that Git has left, and of each the first side."""
    made: list[DraftLine] = []
    fence: Fence | None = None
    todo = deque(lines)
    while todo:
        line = todo.popleft()
        if fence:
            fence = None if closes_code(line.text, fence) else fence
        elif _CONFLICT.match(line.text) and (sides := _sides(list(todo))):
            first, count = sides
            for _ in range(count):
                todo.popleft()
            context.leave_out(say("passage"), line.place, say("the other side of a conflict that Git has left"), 1)
            todo.extendleft(reversed(first))
            continue
        else:
            fence = opens_code(line.text)
        made.append(line)
    return made


def _sides(lines: list[DraftLine]) -> tuple[list[DraftLine], int] | None:
    """Return the first side of a conflict, and how many lines there are up to its end; None if it has none."""
    middle = next((n for n, line in enumerate(lines) if _OTHERWISE.match(line.text)), None)
    end = next((n for n, line in enumerate(lines) if _SETTLED.match(line.text)), None)
    if middle is None or end is None or middle > end:
        return None
    return lines[:middle], end + 1


def _include(
    context: Context, line: DraftLine, prefix: str, target: str, above: tuple[str, ...], fence: str
) -> Iterator[DraftLine]:
    """Yield the lines of a file, or of the part of it that is named behind a colon."""
    path, _, part = target.strip().partition(":")
    folder = context.whole.folder
    found = next(
        (name for base in (context.base, context.whole.tree.root, "") if (name := folder.find(path, base))), None
    )
    if not found or len(above) >= DEEPEST or found in (*above, context.name):
        outside = not found and folder.leads_out(path, context.base)
        why = (
            say("files read into each other too deep")
            if found
            else say("outside of the folder")
            if outside
            else say("there is no such file")
        )
        context.leave_out(say("included file"), line.place, say("{why}: {path}", why=why, path=path))
        return
    try:
        text, _ = folder.text(found)
    except SourceError as failure:
        context.leave_out(
            say("included file"),
            line.place,
            say("{message}: {path}", message=failure.diagnostics[0].message, path=path),
        )
        return
    context.whole.included.add(found)
    context.change(say("included file"), line.place, say("its text stands here"))
    lines = _part(lines_of(text.removesuffix("\n"), found), part)
    if len(lines) > MOST_LINES:
        context.leave_out(
            say("included file"),
            line.place,
            say("more than {most_lines:,} lines: {path}", most_lines=MOST_LINES, path=path),
        )
        return
    marks = [DraftLine(f"{prefix}```{fence}", line.place)] if fence else []
    yield from marks
    for each in expand(context, lines, (*above, found)) if found.endswith((".md", ".qmd", ".markdown")) else lines:
        yield DraftLine(f"{prefix}{each.text}" if each.text else prefix.rstrip(), each.place)
    yield from [DraftLine(f"{prefix}```", mark.place) for mark in marks]


def _part(lines: list[DraftLine], part: str) -> list[DraftLine]:
    """Return the lines between the marks of a name, or those of a range ``2:10``, ``:10``, ``5:``, ``5``."""
    numbers = re.fullmatch(r"(\d*)(:?)(\d*)", part)
    if part and numbers:
        first = int(numbers[1] or 1)
        last = int(numbers[3] or len(lines)) if numbers[2] else first
        lines = lines[max(0, first - 1) : last]
    elif part:
        inside, chosen = 0, []
        for line in lines:
            mark = _ANCHOR.search(line.text) or _SECTION.search(line.text)
            if mark and mark["name"] == part:
                inside += -1 if mark["end"] in ("_END", "end") else 1
            elif inside > 0:
                chosen.append(line)
        lines = chosen
    return [line for line in lines if not _ANCHOR.search(line.text) and not _SECTION.search(line.text)]
