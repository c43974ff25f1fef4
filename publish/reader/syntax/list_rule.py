"""The rule for lists of the parser: that of markdown-it (MIT), with letters, roman numerals and brackets as markers.

Prose may begin with a letter and a point, such as the initial of a name. So letters and numerals make a list only where
the next item follows; and such a list, as one of figures, interrupts a paragraph only with its first number.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import markTightParagraphs

from publish.reader.syntax.list_markers import Marker, begins, goes_on, marker_at, next_marker


def list_block(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """Read a list that starts in a line; ``silent`` asks whether one does."""
    if state.is_code_block(line):
        return False
    indent = state.sCount[line]
    if state.listIndent >= 0 and indent - state.listIndent >= 4 and indent < state.blkIndent:
        return False
    marker = marker_at(state, line)
    if not marker or not _may_begin(state, line, last, marker, silent):
        return False
    return silent or _read(state, line, last, marker)


def _may_begin(state: StateBlock, line: int, last: int, marker: Marker, silent: bool) -> bool:
    interrupts = silent and state.parentType == "paragraph" and state.sCount[line] >= state.blkIndent
    open_kinds: list[str] = state.env.setdefault("lists", [])
    if silent and not interrupts and state.sCount[line] < state.blkIndent and marker.kind in open_kinds:
        return True
    if marker.is_lettered or marker.text.startswith("("):
        following = next_marker(state, line, last)
        if not following or not goes_on(marker.core, following.core):
            return False
    if not interrupts:
        return True
    if state.skipSpaces(marker.end) >= state.eMarks[line]:
        return False  # an item without text
    return begins(marker.core) if marker.is_lettered else marker.value == 1


def _read(state: StateBlock, line: int, last: int, marker: Marker) -> bool:
    opened, kind = len(state.tokens), marker.kind
    name, tag = ("ordered_list", "ol") if marker.core else ("bullet_list", "ul")
    token = state.push(f"{name}_open", tag, 1)
    token.markup = kind
    if marker.core:
        token.attrs = {"start": marker.value}
    token.map = lines = [line, 0]
    terminators = state.md.block.ruler.getRules("list")
    around, state.parentType = state.parentType, "list"
    kinds: list[str] = state.env.setdefault("lists", [])
    kinds.append(kind)
    tight, empty_end, found = True, False, marker
    while True:
        tight = _read_item(state, line, last, found) and not empty_end and tight
        empty_end = state.line - line > 1 and state.isEmpty(state.line - 1)
        line = state.line
        if line >= last or state.sCount[line] < state.blkIndent or state.is_code_block(line):
            break
        if any(rule(state, line, last, True) for rule in terminators):
            break
        following = marker_at(state, line)
        if not following or following.kind != kind or (empty_end and _starts_anew(state, line, last, found, following)):
            break
        found = following
    kinds.pop()
    state.push(f"{name}_close", tag, -1).markup = kind
    lines[1] = state.line = line
    state.parentType = around
    if tight:
        markTightParagraphs(state, opened)
    return True


def _starts_anew(state: StateBlock, line: int, last: int, before: Marker, marker: Marker) -> bool:
    """Tell whether a letter or numeral below an empty line is the first of a list of its own."""
    if not marker.is_lettered or goes_on(before.core, marker.core):
        return False
    following = next_marker(state, line, last)
    return following is not None and goes_on(marker.core, following.core)


def _read_item(state: StateBlock, line: int, last: int, marker: Marker) -> bool:
    """Read an item and return whether it is tight; the state goes on behind it."""
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    before = indent = state.sCount[line] + marker.end - start
    place = marker.end
    while place < end and state.src[place] in " \t":
        indent += 4 - (indent + state.bsCount[line]) % 4 if state.src[place] == "\t" else 1
        place += 1
    wide = indent - before
    hanging = before + (wide if place < end and wide <= 4 else 1)  # more is the indentation of code
    token = state.push("list_item_open", "li", 1)
    token.map = lines = [line, 0]
    token.markup, token.info = marker.text, marker.core
    saved = state.tight, state.tShift[line], state.sCount[line], state.listIndent
    state.listIndent, state.blkIndent = state.blkIndent, hanging
    state.tight = True
    state.tShift[line], state.sCount[line] = place - state.bMarks[line], indent
    if place >= end and state.isEmpty(line + 1):
        state.line = min(state.line + 2, last)  # an empty item ends with the empty line below it
    else:
        state.md.block.tokenize(state, line, last)
    is_tight = state.tight
    state.blkIndent = state.listIndent
    state.tight, state.tShift[line], state.sCount[line], state.listIndent = saved
    state.push("list_item_close", "li", -1)
    lines[1] = state.line
    return bool(is_tight)
