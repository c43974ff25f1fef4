"""A rule of the parser for markup of other dialects that is none here, taken as a whole, so that nothing in it is read.

Templates and shortcodes, comments and links of wikis, commands of LaTeX. What is left of known marks is
found in what the parser makes of a text (:mod:`publish.reader.syntax.leftovers`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markdown_it.rules_inline import StateInline

from publish.base.messages import say
from publish.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Leftover:
    """Markup that is not understood: how long it is, what it looks like, and what to do about it."""

    length: int
    message: str
    hint: str


_MOST = 5_000
"""Characters that one piece of markup may have."""

_TEMPLATE = re.compile(r"\{\{.{1,1000}?\}\}+|\{%.{1,1000}?%\}", re.DOTALL)
_WIKI = re.compile(r"!?\[\[([^\[\]\n]{1,300})\]\](?![(\[{:])")
_NO_TEXT = re.compile(r"%%(?!%)[^%\n]{1,500}(?:\n[^%\n]{1,500}){0,20}%%(?![\w%(])")
_COMMANDS = (
    "newpage|pagebreak|clearpage|cleardoublepage|tableofcontents|listoffigures|listoftables|maketitle|printindex|appendix|"
    "noindent|indent|centering|newline|linebreak|smallskip|medskip|bigskip|vfill|hfill|par"
)
_LATEX = re.compile(
    rf"""\\begin\{{(?P<name>[A-Za-z]+\*?)\}}.{{0,{_MOST}}}?\\end\{{(?P=name)\}}
    |\\[A-Za-z]{{2,}}\*?(?:\[[^\]\n]{{0,200}}\])?\{{[^{{}}\n]{{0,500}}\}}
    |\\(?:{_COMMANDS})(?![A-Za-z])""",
    re.VERBOSE | re.DOTALL,
)


def foreign_markup(state: StateInline, silent: bool) -> bool:
    """Markup of another dialect."""
    sign = state.src[state.pos]
    found = _FINDERS[sign](state.src, state.pos) if sign in _FINDERS else None
    if not found or state.pos + found.length > state.posMax:
        return False
    if not silent:
        token = state.push("leftover", "", 0)
        token.content = state.src[state.pos : state.pos + found.length]
        token.meta["leftover"] = found
    state.pos += found.length
    return True


def _template(text: str, start: int) -> Leftover | None:
    match = _TEMPLATE.match(text, start) if text[start + 1 : start + 2] in ("{", "%") else None
    hint = say("write out what it stands for; for plain braces write '\\{{\\{{'")
    return (
        Leftover(len(match[0]), say("a template or shortcode is not read: {words}", words=_short(match[0])), hint)
        if match
        else None
    )


def _wiki(text: str, start: int) -> Leftover | None:
    match = _WIKI.match(text, start)
    if not match or match[1].strip().isdecimal():
        return None
    if match[1].strip("_ ").lower() == "toc":
        hint = say("delete it: the contents of a book are made from its crossheads ('[contents]' in publish.toml)")
        return Leftover(len(match[0]), say("a mark for the contents is not read: {text}", text=match[0]), hint)
    if match[0].startswith("!"):
        hint = say("write '![what it shows](file)' in a paragraph of its own; for plain brackets write '!\\[['")
        return Leftover(
            len(match[0]), say("an embedded file of a wiki is not read: {words}", words=_short(match[0])), hint
        )
    hint = say("write '[words](file.md)' or '[words](#id)'; for plain brackets write '\\[['")
    return Leftover(len(match[0]), say("a link of a wiki is not read: {words}", words=_short(match[0])), hint)


def _no_text(text: str, start: int) -> Leftover | None:
    match = _NO_TEXT.match(text, start)
    if not match or (start and (text[start - 1].isdigit() or text[start - 1] == "%")):
        return None
    hint = say("write '<!-- … -->' for what is not to be printed; for plain signs write '\\%%'")
    return Leftover(
        len(match[0]), say("a comment of another dialect would be printed: {words}", words=_short(match[0])), hint
    )


def _latex(text: str, start: int) -> Leftover | None:
    match = _LATEX.match(text, start)
    if not match or (start and (text[start - 1].isalnum() or text[start - 1] in "_:\\/.")):  # the path of a file
        return None
    hint = say("write it in Markdown, or delete it; for a plain '\\' write '\\\\'")
    return Leftover(len(match[0]), say("LaTeX is not read: {words}", words=_short(match[0])), hint)


_EMBEDDED = re.compile(r"@\[[a-z]+\]\([^()\n]{0,300}\)")


def _embedded(text: str, start: int) -> Leftover | None:
    match = _EMBEDDED.match(text, start)
    if not match or (start and text[start - 1].isalnum()):
        return None
    hint = say("write '[words](address)'; for plain signs write '\\@\\['")
    return Leftover(len(match[0]), say("an embedded file is not read: {words}", words=_short(match[0])), hint)


_FINDERS: Mapping[str, Callable[[str, int], Leftover | None]] = {
    **{"{": _template, "[": _wiki, "!": _wiki, "%": _no_text, "\\": _latex, "@": _embedded},
}


def _short(text: str) -> str:
    """Return the beginning of markup, in one line."""
    words = " ".join(text.split())
    return f"{words[:40]}…" if len(words) > 41 else words
