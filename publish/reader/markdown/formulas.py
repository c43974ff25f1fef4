"""Read formulas: ``$…$`` in a line, ``$$…$$`` on lines of its own or in a line, by Pandoc's rule for dollars.

A dollar opens a formula if no space is behind it, and the next one ends it if no space is before it and no figure
behind it; so prices are prices. Behind a figure, as in ``5$``, a dollar opens only what cannot be a price.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from publish.base.extras import install_extra
from publish.base.messages import say
from publish.publication.formulas.library import EXTRA, is_installed
from publish.publication.model import Formula
from publish.reader.source import Passage, Source

_BODY = r"(?:\\[\s\S]|[^\\$])"
DISPLAY = re.compile(rf"\$\$(?!\$)(?=\s*[^\s$])({_BODY}+)\$\$(?!\$)")
_INLINE = re.compile(rf"\$(?![\s$])({_BODY}*?(?:\\[\s\S]|[^\\$\s]))\$")
_NO_PRICE = re.compile(r"[\\^_]|[A-Za-z]\S*$")
_COMMAND = re.compile(r"\\[A-Za-z,;:!|{}\\]")
_WORDS = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,}\s|\s[A-Za-z]{2,}(?![A-Za-z])")
BEHIND = re.compile(r"([.,;:!?…]?)[ \t]*(\{[^{}\n]*\})?[ \t]*$")


def formula(state: StateInline, silent: bool) -> bool:
    """A formula in a line of text."""
    start, source = state.pos, state.src
    if source[start] != "$" or source[start - 1 : start] == "$":
        return False
    match = DISPLAY.match(source, start, state.posMax)
    display = match is not None
    if match is None:
        match = _INLINE.match(source, start, state.posMax)
        if match is None:
            return False
        before, behind = source[start - 1 : start], source[match.end() : match.end() + 1]
        if (before.isdigit() and not _NO_PRICE.match(match[1])) or (behind.isdigit() and "\\" not in match[1]):
            return False
    if not _is_formula(match[1], display):
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content = match[1]
        token.meta.update(display=display, formula=match.start(1))
    state.pos = match.end()
    return True


def _is_formula(inside: str, display: bool) -> bool:
    """Tell whether what stands between dollars is a formula; two prices have words between them, or nothing else."""
    if _COMMAND.search(inside) or re.search(r"[=^_<>{]", inside):
        return True
    if any(letter.isalpha() and ord(letter) > 127 and not "\u0370" <= letter <= "\u03ff" for letter in inside):
        return False
    if re.search(r"\s", inside) and not re.search(r"[A-Za-z+*/\u0370-\u03ff-]", inside):
        return False
    if "+" not in inside and _WORDS.search(inside):
        return False
    return bool(inside.strip()) and (not display or bool(re.search(r"\w", inside)))


def formula_block(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """A formula on lines of its own, from ``$$`` to ``$$``, perhaps with a point behind it, and with its id."""
    first = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line) or not state.src.startswith("$$", first):
        return False
    rows: list[str] = []
    for number in range(line, last):
        if number > line and (state.isEmpty(number) or state.sCount[number] < state.blkIndent):
            break
        rows.append(state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]])
        if "$$" not in (rows[-1][2:] if number == line else rows[-1]):
            continue
        text = "\n".join(rows)
        match = DISPLAY.match(text)
        if match is None or not BEHIND.match(text, match.end()):
            continue
        if not silent:
            token = state.push("formula_block", "math", 0)
            token.map, token.content = [line, number + 1], text
            state.line = number + 1
        return True
    return False


def read_formula(source: Source, passage: Passage, latex: str, start: int, display: bool) -> Formula:
    """Return a formula of a passage; what is wrong with it is told at its place.

    Args:
        source: The source.
        passage: The passage with the formula in it.
        latex: The text between the dollars.
        start: Place of that text in the passage, behind its dollars if it has them.
        display: Whether the formula stands on lines of its own.
    """
    from publish.publication.formulas.mathml import FormulaError  # formulas are rare
    from publish.publication.formulas.setting import set_formula

    opening = max(0, start - (2 if display else 1))
    position = source.position(passage.source_offset(opening))
    if not is_installed():
        if not any(found.rule == "no-math" for found in source.diagnostics):
            message = say("a formula, and the libraries that set formulas are not installed")
            hint = say("{install}; for a plain sign write '\\$'", install=install_extra(EXTRA))
            length = start - opening + len(latex.partition("\n")[0])
            source.report(passage.source_offset(opening), message, "no-math", hint, length)
        return Formula(latex, display, text=latex, position=position)
    try:
        return set_formula(latex, display, source.language, position)
    except FormulaError as failure:
        at = passage.source_offset(min(start + failure.offset, start + len(latex)))
        source.report(at, failure.message, "invalid-formula", failure.hint)
        return Formula(latex, display, text=latex, position=position)
