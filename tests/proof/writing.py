"""What a specimen is made of: Markdown, and the words that have to be read on the page for it.

The expected words come from here and never from the program, so that the reader is judged as well as the writers.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from tests.proof.vocabulary import Words

REPEATED = frozenset(("headline", "heading", "caption", "head", "title", "part", "kicker", "entry", "anywhere"))
"""Roles of lines whose words may be printed again: in running heads, contents, lists, references and indexes."""

_FACTS = "headline kicker deck byline dateline source credit rights"
ACROSS = frozenset(f"{_FACTS} title part note imprint cell".split())
"""Roles of lines that may cross the columns of their page; all others keep to one."""


BELOW = "below"
"""Role of lines of the text that stand behind all of the block because of which they are there."""


@dataclasses.dataclass(frozen=True)
class Line:
    """A line of text: a paragraph, a cell, a caption …; ``text`` is what is read of it, without calls of notes."""

    role: str
    text: str


@dataclasses.dataclass(frozen=True)
class Passage:
    """Words inside a line.

    Attributes:
        markdown, text: As they are written, and as they are read.
        lines: What stands elsewhere because of them: notes.
        below: Markdown that has to stand below the block: definitions of notes, targets of references.
    """

    markdown: str
    text: str
    lines: tuple[Line, ...] = ()
    below: str = ""

    def __add__(self, other: Passage) -> Passage:
        return Passage(
            self.markdown + other.markdown,
            self.text + other.text,
            self.lines + other.lines,
            self.below + other.below,
        )


@dataclasses.dataclass(frozen=True)
class Block:
    """A block, or several."""

    markdown: str
    lines: tuple[Line, ...]
    below: str = ""

    def __add__(self, other: Block) -> Block:
        return Block(f"{self.markdown}\n\n{other.markdown}", self.lines + other.lines, self.below + other.below)

    def whole(self) -> str:
        """The Markdown of the block with what has to stand below it."""
        return self.markdown + self.below


Inline = Callable[[Words, Passage], Passage]
Fill = Callable[[Words], Passage]
Body = Callable[[Words], Block]


# Inside a line -------------------------------------------------------------------------------------------------------


def plain(words: Words, count: int = 2) -> Passage:
    taken = words.take(count)
    return Passage(taken, taken)


def _around(before: str, behind: str) -> Inline:
    def make(words: Words, inner: Passage) -> Passage:
        return dataclasses.replace(inner, markdown=before + inner.markdown + behind)

    return make


def _code(words: Words, inner: Passage) -> Passage:
    text = f"{words.take()}({words.take()}, x[1])"
    return Passage(f"`{text}`", text)


def _address(words: Words, inner: Passage) -> Passage:
    address = f"https://example.vn/{words.name()}"
    return Passage(f"<{address}>", address)


def _bare_address(words: Words, inner: Passage) -> Passage:
    address = f"https://example.vn/{words.name()}"
    return Passage(address, address)


def _formula(words: Words, inner: Passage) -> Passage:
    word = words.take()
    return Passage(f"$\\text{{{word}}}$", "", (Line("anywhere", word),))


def _icon(words: Words, inner: Passage) -> Passage:
    return Passage("![hình](figures/a.png)", "")


def _emoji(words: Words, inner: Passage) -> Passage:
    text = f"😀 {words.take()} 🇻🇳"
    return Passage(text, text)


def _raised(words: Words, inner: Passage) -> Passage:
    one, two, three = words.take(), words.take(), words.take()
    return Passage(f"{one}~2~{two} {three}^3^", f"{one}2{two} {three}3")


def _reference(words: Words, inner: Passage) -> Passage:
    name, head = words.name(), words.take(2)
    below = f"\n\n{{#{name}}}\n## {head}\n\n{(tail := words.take(3))}"
    lines = (*inner.lines, Line("heading", head), Line(BELOW, tail))
    return Passage(f"[{inner.markdown}](#{name})", inner.text, lines, inner.below + below)


def _empty_reference(words: Words, inner: Passage) -> Passage:
    made = _reference(words, Passage("", ""))
    return dataclasses.replace(made, text=f"“{made.lines[0].text}”")


def _page_reference(words: Words, inner: Passage) -> Passage:
    made = _reference(words, inner)
    return dataclasses.replace(made, markdown=made.markdown + "{.page}")


def _named(words: Words, inner: Passage) -> Passage:
    return dataclasses.replace(inner, markdown=f"[{inner.markdown}]{{#{words.name()}}}")


def _index(words: Words, inner: Passage) -> Passage:
    lines = (*inner.lines, Line("entry", inner.text))
    return dataclasses.replace(inner, markdown=f"[{inner.markdown}]{{index}}", lines=lines)


def _note_inline(words: Words, inner: Passage) -> Passage:
    note = (Line("note", inner.text), *inner.lines)
    return Passage(f"^[{inner.markdown}]", "", note, inner.below)


def _note(words: Words, inner: Passage) -> Passage:
    name, note = words.name(), words.take(3)
    return Passage(f"[^{name}]", "", (Line("note", note),), f"\n\n[^{name}]: {note}")


def _citation(words: Words, inner: Passage) -> Passage:
    return Passage("[@chau1987, tr. 12]", "(Nguyễn Minh Châu 1987, tr. 12)")


def _break(words: Words, inner: Passage) -> Passage:
    one, two = words.take(), words.take()
    return Passage(f"{one}\\\n{two}", f"{one} {two}")


def _html_break(words: Words, inner: Passage) -> Passage:
    one, two = words.take(), words.take()
    return Passage(f"{one}<br>{two}", f"{one} {two}")


def _entity(words: Words, inner: Passage) -> Passage:
    word = words.take()
    return Passage(f"{word}&amp;\\*x", f"{word}&*x")


OUTER: dict[str, Inline] = {
    "emphasis": _around("*", "*"),
    "strong": _around("**", "**"),
    "link": _around("[", "](https://example.vn/a)"),
    "reference": _reference,
    "page-reference": _page_reference,
    "language": _around("[", "]{lang=en}"),
    "named": _named,
    "index": _index,
    "inline-note": _note_inline,
    "struck-out": _around("~~", "~~"),
    "marked": _around("==", "=="),
    "subscript": _around("<sub>", "</sub>"),
    "superscript": _around("<sup>", "</sup>"),
    "underlined": _around("<u>", "</u>"),
    "key": _around("<kbd>", "</kbd>"),
    "abbreviation": _around('<abbr title="tên đầy đủ">', "</abbr>"),
    "titled-link": _around("[", '](https://example.vn/a "tên trang")'),
}
"""What holds other words inside a line."""

LEAVES: dict[str, Inline] = {
    "code": _code,
    "address": _address,
    "empty-reference": _empty_reference,
    "note": _note,
    "citation": _citation,
    "break": _break,
    "entity": _entity,
    "bare-address": _bare_address,
    "raised": _raised,
    "html-break": _html_break,
    "formula": _formula,
    "icon": _icon,
    "emoji": _emoji,
}
"""What holds none."""

INLINES = OUTER | LEAVES

LONG = {
    "long-word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsverwaltung",
    "long-address": "https://example.vn/rat/dai/khong/gach/0123456789012345678901234567890123456789012345678901234567890",
    "long-path": "/usr/share/texmf/fonts/truetype/vietnamese/libertinus/LibertinusSerif-Regular-Display-Semibold.ttf",
    "long-hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a089f86d081884c7d659a2feaa0",
}
"""Words that are wider than a column; each use gets letters of its own in front."""


def long_word(kind: str, words: Words) -> Passage:
    text = LONG[kind] + words.name() if kind == "long-address" else words.name() + LONG[kind]
    return Passage(text, text)


# Plain blocks --------------------------------------------------------------------------------------------------------


def line(role: str, passage: Passage, before: str = "", behind: str = "") -> Block:
    """Return a block of one line."""
    text = passage.text
    return Block(before + passage.markdown + behind, (Line(role, text), *passage.lines), passage.below)


def paragraph(words: Words, count: int = 5) -> Block:
    return line("body", plain(words, count))
