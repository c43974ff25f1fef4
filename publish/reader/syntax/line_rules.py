"""Rules of the block parser for lines with a mark of their own: line blocks, terms that share a text, admonitions."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from publish.reader.syntax.alert_names import ALERTS

_LINE = re.compile(r"\|(?:[ \t]+(?P<text>[^|\n]*))?[ \t]*$")
_DEFINITION = re.compile(r"[:~][ \t]+\S")
_ADMONITION = re.compile(r"(?P<mark>!!!|\?\?\?\+?)(?=[ \t]+(?P<name>[A-Za-z][\w-]*))")
_MOST_TERMS = 8

Rule = Callable[[StateBlock, int, int, bool], bool]


def line_block(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """Read lines that each begin with a bar and a space and have no other bar, as Pandoc has them for verse.

    The token has the offsets of the words of each line in ``meta["verses"]``, and None for a line without words.
    """
    if state.is_code_block(line) or not _verse(state, line):
        return False
    if silent:
        return True
    verses: list[tuple[int, int] | None] = []
    below = line
    while below < last and state.sCount[below] >= state.blkIndent and (match := _verse(state, below)):
        verses.append(match.span("text") if (match["text"] or "").strip() else None)
        below += 1
    token = state.push("line_block", "", 0)
    token.map = [line, below]
    token.meta["verses"] = verses
    state.line = below
    return True


def _verse(state: StateBlock, line: int) -> re.Match[str] | None:
    if state.isEmpty(line):
        return None
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    return _LINE.match(state.src, start, end)


def several_terms(read: Rule) -> Rule:
    """Return the rule for lists of terms with one that takes several terms, each on a line, above a definition."""

    def rule(state: StateBlock, line: int, last: int, silent: bool) -> bool:
        known = len(state.tokens)
        if read(state, line, last, silent):
            if not silent:
                _join(state.tokens, known)
            return True
        terms = 0 if silent or state.is_code_block(line) else _count_terms(state, line, last)
        if not terms or not read(state, line + terms, last, False):
            return False
        made: list[Token] = []
        for term in range(line, line + terms):
            start = state.bMarks[term] + state.tShift[term]
            made += [Token("dt_open", "dt", 1), Token("inline", "", 0), Token("dt_close", "dt", -1)]
            made[-3].map = made[-2].map = [term, term]
            made[-2].content, made[-2].children = state.src[start : state.eMarks[term]].strip().removesuffix("\\"), []
            made[-3].meta["start"] = start
            made[-2].meta.update(start=start, lines=[start])
        state.tokens[known + 1 : known + 1] = made
        _join(state.tokens, known)
        return True

    return rule


def _count_terms(state: StateBlock, line: int, last: int) -> int:
    """Return how many lines stand above the last term of a definition; 0 where there is none."""
    for below in range(line, min(last - 1, line + _MOST_TERMS)):
        if state.isEmpty(below) or state.sCount[below] != state.sCount[line]:
            return 0
        next_line = below + 1 + (state.isEmpty(below + 1) and below + 2 < last)
        start = state.bMarks[next_line] + state.tShift[next_line]
        if _DEFINITION.match(state.src, start, state.eMarks[next_line]):
            return below - line
        if any(rule(state, below + 1, last, True) for rule in state.md.block.ruler.getRules("paragraph")):
            return 0
    return 0


def _join(tokens: list[Token], known: int) -> None:
    """Make one list of two that follow each other."""
    if known and tokens[known - 1].type == "dl_close" and tokens[known - 1].level == tokens[known].level:
        del tokens[known - 1 : known + 1]


def admonition(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """Read ``!!! note "Title"`` with the lines below that are indented by four spaces, as MkDocs has them."""
    start = state.bMarks[line] + state.tShift[line]
    match = _ADMONITION.match(state.src, start, state.eMarks[line])
    if not match or state.is_code_block(line):
        return False
    indent, end = state.sCount[line] + 4, line + 1
    for below in range(line + 1, last):
        if not state.isEmpty(below):
            if state.sCount[below] < indent:
                break
            end = below + 1
    if end == line + 1 and match["name"].lower() not in ALERTS:
        return False
    if silent:
        return True
    token = state.push("container_block_open", "div", 1)
    token.markup, token.info, token.map = match["mark"], state.src[match.end() : state.eMarks[line]], [line, end]
    token.meta.update(start=start, closed=True)
    saved = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "container", end, indent
    if end > line + 1:
        state.md.block.tokenize(state, line + 1, end)
    state.parentType, state.lineMax, state.blkIndent = saved
    state.push("container_block_close", "div", -1)
    state.line = end
    return True
