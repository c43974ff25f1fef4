"""Find marks that are left in a text: of Markdown, where they mark nothing, and of dialects that are not read.

Looked at is what the parser has left as text. Escaped marks and those in code are none. Prices, powers, file names,
stars of notes, blanks to fill in and rows of signs are prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from publish.base.messages import say
from publish.base.records import dataclass
from publish.reader.source import Passage, Source
from publish.reader.syntax.foreign import Leftover

_MASK = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for what is no text: marks that are read, code, addresses, escaped signs."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark that is left: where and how long, what is wrong and what to do, and whether meaning is lost with it."""

    offset: int
    length: int
    message: str
    hint: str
    severe: bool = True


@dataclass(frozen=True, slots=True)
class _Dialect:
    """A mark of a dialect: how it looks, what it is, what to do about it, and whether meaning is lost with it."""

    pattern: re.Pattern[str]
    name: str
    hint: str
    severe: bool = True


_VALUE = r"(?:\"[^\"{}\n]*\"|'[^'{}\n]*'|[^\s{}\"'?]+)"
KRAMDOWN = rf"[ \t]*(?:(?:[#.][\w:.-]+|[\w-]+[ \t]*[=:][ \t]*{_VALUE}|[A-Za-z][\w-]+)[ \t]*)+"
"""What kramdown and Python-Markdown have between ``{:`` and ``}``; ``{:?}`` and ``{:>5}`` are text of a program."""

_DIALECTS = (
    _Dialect(
        re.compile(r"^\[TOC\][ \t]*$", re.IGNORECASE | re.MULTILINE),
        say("a mark for the contents is not read"),
        say("delete it: the contents of a book are made from its crossheads; for plain brackets write '\\['"),
    ),
    _Dialect(
        re.compile(r"^\[![A-Za-z]+\][+-]?", re.MULTILINE),
        say("an alert is not read here"),
        say("write '> [!NOTE]', or '::: box' with a title; for plain brackets write '\\['"),
    ),
    _Dialect(
        re.compile(r"^(?:!!![ \t]+[a-z-]+(?=[ \t]*$|[ \t]+[\"“])|\?\?\?\+?[ \t]+[a-z-]+(?=[ \t]+[\"“]))", re.MULTILINE),
        say("an admonition is not read"),
        say("write '::: box' with a title, the text, and ':::'; for plain signs write '\\!' or '\\?'"),
    ),
    _Dialect(
        re.compile(r"^(?:--8<--|!include\b|<<<[ \t]\S|include::\S+\[|image::\S+\[|\.\.[ \t][a-z-]+::).*", re.MULTILINE),
        say("a directive of another dialect is not read"),
        say("put here what it stands for; for plain signs write '\\' before the first"),
    ),
    _Dialect(
        re.compile(r"<!--"),
        say("comment without an end"),
        say("end it with '-->'; for a plain '<' write '\\<'"),
    ),
    _Dialect(
        re.compile(r"^[ \t]*-->|(?<=[^\s-])-->[ \t]*$", re.MULTILINE),
        say("the end of a comment that has no beginning"),
        say("begin it with '<!--', or delete it; for plain signs write '\\-->'"),
        severe=False,
    ),
    _Dialect(
        re.compile(rf"\{{:{{1,2}}{KRAMDOWN}\}}"),
        say("attributes of another dialect are not read"),
        say("write {{#id}} on the line above a block; for a plain brace write '\\{{'"),
    ),
    _Dialect(
        re.compile(r"(?<=[ \t]):::+(?=[ \t{]|$)", re.MULTILINE),
        say("colons of a container inside a line"),
        say("a container opens and ends on a line of its own; for plain colons write '\\:::'"),
        severe=False,
    ),
    _Dialect(
        re.compile(r"^\$\$(?!\$)|(?<![\w$])\$\$(?=[^\s$])", re.MULTILINE),
        say("a formula without an end"),
        say("end it with '$$', and have no empty line in it; for plain signs write '\\$\\$'"),
    ),
    _Dialect(
        re.compile(r"(?<![\w$])\$[ \t][^$\n]{0,200}?(?:\\[A-Za-z]|[_^])[^$\n]{0,200}\$(?!\w)"),
        say("a formula is not read"),
        say("have no space behind the first '$' and before the last; for a plain sign write '\\$'"),
    ),
    _Dialect(
        re.compile(r"(?<=\S)(?<![A-Za-z]:)\\\Z"),
        say("a line break at the end of a passage"),
        say("write '<br>' where a crosshead goes on on the next line, else delete it; for a plain sign write '\\\\'"),
    ),
    _Dialect(
        re.compile(r"(?<!\S):[a-z][a-z0-9]*(?:_[a-z0-9]+)*:(?=[\s.,!?)…]|$)"),
        say("the name of an emoji is not read"),
        say("write the character, or delete it; for plain colons write '\\:'"),
        severe=False,
    ),
)
_SIGNS = re.compile(r"[*_~=:]{2}|[`\[{:@$]|-->|!!!|\?\?\?|!include|--8|<<<|\.\. |<!--|\\\Z")
"""What any of the marks has in it; most lines have none."""

_ROLE = re.compile(r"\{[a-z][a-z:+-]*\}(?=`)|(?<![\w:]):[a-z][a-z:+-]*:(?=`)")
_BROKEN = re.compile(r"\]\((?=\s*(?:#\w|\.{0,2}/|[A-Za-z][\w+.-]*://|mailto:|[^\s()]+\.\w{2,5}\b))")


def report_leftovers(source: Source, passage: Passage, tokens: Sequence[Token]) -> None:
    """Note each mark that is left in a passage: an error where meaning is lost, else a warning."""
    for token in tokens:
        if token.type == "leftover":
            left: Leftover = token.meta["leftover"]
            place, length = passage.source_offset(token.meta["start"]), len(token.content.partition("\n")[0])
            source.report(place, left.message, "leftover-markup", left.hint, length)
    for mark in _find(passage.text, tokens):
        tell = source.report if mark.severe else source.warn
        tell(passage.source_offset(mark.offset), mark.message, "leftover-markup", mark.hint, mark.length)


def _find(text: str, tokens: Sequence[Token]) -> Iterator[_Mark]:
    """Yield the marks that are left in a passage, by its tokens."""
    if not _SIGNS.search(text):
        return
    seen = _visible(text, tokens)
    for dialect in _DIALECTS:
        for match in dialect.pattern.finditer(seen):
            shown, start = match[0].strip(), match.start() + len(match[0]) - len(match[0].lstrip())
            message = say("{name}: {shown}", name=dialect.name, shown=shown[:40])
            yield _Mark(start, len(shown), message, dialect.hint, dialect.severe)
    for match in _ROLE.finditer(text):
        if _MASK not in seen[match.start() : match.end()] and seen[match.end()] == _MASK:
            hint = say("write it in Markdown; for plain signs write '\\' before the first")
            yield _Mark(
                match.start(), len(match[0]), say("a role of another dialect is not read: {text}", text=match[0]), hint
            )
    for match in _BROKEN.finditer(text):
        if seen.startswith("](", match.start()):
            hint = say("end the address with ')' and have no space in it; for plain signs write ']\\('")
            yield _Mark(match.start(), 2, say("a link that does not end"), hint)
    yield from _strays(seen)


def _visible(text: str, tokens: Sequence[Token]) -> str:
    """Return the text with a mask for each character that is no text."""
    seen = [_MASK if sign != "\n" else sign for sign in text]
    in_address = 0
    for token in tokens:
        if token.type in ("link_open", "link_close") and (token.info in ("auto", "bare") or in_address):
            in_address += token.nesting
        is_text = token.type == "text" or (token.type == "text_special" and token.content == token.markup)
        start = token.meta.get("start", -1)
        if is_text and not in_address and text.startswith(token.content, start) and start >= 0:
            seen[start : start + len(token.content)] = token.content
    return "".join(seen)


_STRAYS = {
    "**": "\\*\\*",
    "__": "\\_\\_",
    "~~": "\\~~",
    "==": "\\==",
}
_RUNS = re.compile(r"\*+|_+|~+|=+")
_IDENTIFIER = re.compile(r"__[A-Za-z0-9_]{1,80}(?!\w)")
_BACKTICKS = re.compile(r"`+")


def _strays(seen: str) -> Iterator[_Mark]:
    """Yield marks of emphasis that stand before or behind words and mark nothing, and those of code."""
    runs: dict[str, list[tuple[int, str]]] = {}
    for match in _RUNS.finditer(seen):
        sign = match[0][0] * 2
        stand = _stand(seen, match.start(), match.end())
        if sign == "__" and _IDENTIFIER.match(seen, match.start()):
            continue
        if len(match[0]) == 2 or (sign == "**" and len(match[0]) == 3 and stand != "between"):
            runs.setdefault(sign, []).append((match.start(), stand))
    for sign, found in runs.items():
        stands = [stand for _, stand in found]
        if "before" not in stands and not (sign == "**" and stands.count("between") > 1):
            continue  # a star of a note, a row of signs
        for offset, stand in found:
            if stand in ("before", "behind") or (stand == "between" and sign == "**"):
                hint = say(
                    "put it right beside the words on both sides; for the signs write '{escaped}'",
                    escaped=_STRAYS[sign],
                )
                yield _Mark(offset, 2, say("a mark that marks nothing: {sign}", sign=sign), hint, severe=False)
    for match in _BACKTICKS.finditer(seen):
        if len(match[0]) > 1 or _stand(seen, match.start(), match.end()) == "before":
            hint = say("end the code with as many; for the sign write '\\`'")
            yield _Mark(
                match.start(), len(match[0]), say("code without an end: {text}", text=match[0]), hint, severe=False
            )


def _stand(seen: str, start: int, end: int) -> str:
    """Tell whether a mark stands right ``before`` words, ``behind`` them, ``between`` spaces, or elsewhere (empty)."""
    before, behind = seen[start - 1 : start] or " ", seen[end : end + 1] or " "
    opens = behind.isalpha() or behind in f"{_MASK}“‘«\"'"
    if opens and not before.isalnum() and before != _MASK:
        return "before"
    if before.isspace() and behind.isspace():
        return "between"
    ends = not before.isspace() and before != "(" and (behind.isspace() or behind in ".,;:!?…)”")
    return "behind" if ends else ""
