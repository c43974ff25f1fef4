"""The parts of an official document's body: legal bases, divisions that number themselves, clauses and points.

Phần, Chương and Phụ lục count in roman figures, Mục, Tiểu mục, Điều and clauses in arabic ones, and points by the
Vietnamese alphabet (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, 6đ).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from publish.base.diagnostics import Diagnostic, Position, error
from publish.base.messages import say
from publish.base.numerals import to_roman
from publish.base.records import dataclass
from publish.publication import model

POINTS = "abcdđeghiklmnopqrstuvxy"
"""The letters of points in their order."""

DIVISIONS = {
    "phần": "part",
    "chương": "chapter",
    "mục": "section",
    "tiểu mục": "subsection",
    "điều": "article",
    "phụ lục": "annex",
}
"""The roles of divisions, by the word that their headings begin with."""

_ROMAN = frozenset(["part", "chapter", "annex"])
_WITHIN = {"part": ("section", "subsection"), "chapter": ("section", "subsection"), "section": ("subsection",)}
"""What counts anew in a division."""

_WORDS = {role: word.capitalize() for word, role in DIVISIONS.items()}
_NUMBER = r"\d{1,4}[a-zđ]?|[IVXLCivxlc]{1,7}|thứ\s+\w+(?:\s+\w+)?"
_DIVISION = re.compile(
    rf"(?P<word>tiểu\s+mục|phụ\s+lục|phần|chương|mục|điều)(?:\s+(?P<number>{_NUMBER}))?(?:\s*[.:]\s*|\s*$|(?<=\w)\s+(?=\S))",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"Điều\s+(?P<number>\d{1,4}[a-zđ]?)\s*[.:]\s*")
_BASIS = re.compile(r"(?:Căn\s+cứ|Xét|Theo|Thực\s+hiện)(?=[\s…])")


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A part of the body: a paragraph with what stands before it, or a block of another sort.

    Attributes:
        role: ``basis``, ``order``, ``part``, ``chapter``, ``section``, ``subsection``, ``article``, ``crosshead``,
            ``run_in`` (an article whose text runs on), ``clause``, ``point``, ``dash``, ``text`` or ``block``.
        number: What stands before it: ``Chương I``, ``Điều 1.``, ``1.``, ``a)``, ``-``; empty for nothing.
        children: The text of the part.
        block: The block that it is made of.
        depth: How deep it stands in lists, from 0.
    """

    role: str
    number: str
    children: tuple[model.Inline, ...]
    block: model.Block
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its number as it is printed, ``Phụ lục I``, its title and its parts."""

    number: str
    title: tuple[model.Inline, ...]
    parts: tuple[BodyPart, ...]
    block: model.Block


@dataclass(frozen=True, slots=True)
class Body:
    """What stands between head and signature, the annexes, and what is wrong with their numbers."""

    parts: tuple[BodyPart, ...]
    annexes: tuple[Annex, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=(), kw_only=True)


def read_body(blocks: Sequence[model.Block]) -> Body:
    """Return the parts of a body."""
    starts = [index for index, block in enumerate(blocks) if _role(block) == "annex"]
    counter = _Counter()
    main = blocks[: starts[0]] if starts else blocks
    parts, annexes = tuple(_parts(main, counter, opening=True)), []
    for start, end in itertools.pairwise([*starts, len(blocks)]):
        heading = blocks[start]
        assert isinstance(heading, model.Heading)
        inner = _Counter()  # in an annex all divisions count anew
        number, title = counter.count("annex", heading, alone=len(starts) == 1)
        annexes.append(Annex(number, title, tuple(_parts(blocks[start + 1 : end], inner)), heading))
        counter.diagnostics += inner.diagnostics
    return Body(parts, tuple(annexes), diagnostics=tuple(counter.diagnostics))


class _Counter:
    """Counts divisions, and takes note of numbers that are not the next."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.diagnostics: list[Diagnostic] = []

    def count(self, role: str, heading: model.Heading, alone: bool = False) -> tuple[str, tuple[model.Inline, ...]]:
        """Return the number of a division as it is printed, and its title."""
        text = _lead(heading.children)
        match = _DIVISION.match(text)
        assert match, "what has a role begins with a division"
        written = match["number"] or ""
        title = cut(heading.children, match.end())
        if written.lower().startswith("thứ"):  # in words it is as its author counted
            return f"{_WORDS[role]} {' '.join(written.split())}", title
        if alone and not written:
            return _WORDS[role], title
        number = self.next(role, written, heading.position)
        return f"{_WORDS[role]} {number}", title

    def next(self, role: str, written: str, at: Position) -> str:
        """Return the next number of a division; another one that is written is an error."""
        expected = self.counts.get(role, 0) + 1
        self.counts[role] = expected
        for inner in _WITHIN.get(role, ()):
            self.counts.pop(inner, None)
        number = to_roman(expected).upper() if role in _ROMAN else str(expected)
        if not written or written.upper() == number:
            return number
        if written[-1:].isalpha() and role not in _ROMAN:  # Điều 5a was put in between later
            self.counts[role] = int(written[:-1])
            return written
        word = _WORDS[role]
        message = say("{word} {written} comes where {word} {number} is next", word=word, written=written, number=number)
        hint = say("write {word} {number}, or leave the number out: it is counted", word=word, number=number)
        self.diagnostics.append(error(at, message, "official-numbering", hint))
        return number


def _role(block: model.Block) -> str:
    """Return the role of a heading that begins a division; empty for anything else."""
    if not isinstance(block, model.Heading):
        return ""
    match = _DIVISION.match(_lead(block.children))
    if not match or not (
        match["number"] or match[0].rstrip()[-1:] in ".:" or match.end() == len(_lead(block.children))
    ):
        return ""
    return DIVISIONS[" ".join(match["word"].lower().split())]


def _lead(children: Sequence[model.Inline]) -> str:
    """Return the text that a line begins with, its spaces plain; empty where it begins with markup."""
    first = children[0] if children else None
    return first.text.replace("\N{NO-BREAK SPACE}", " ") if isinstance(first, model.Text) else ""


def cut(children: tuple[model.Inline, ...], length: int) -> tuple[model.Inline, ...]:
    """Return a line without the first characters of the text that it begins with."""
    first = children[0]
    assert isinstance(first, model.Text)
    rest = first.text[length:]
    return (replace(first, text=rest), *children[1:]) if rest else children[1:]


def _parts(blocks: Sequence[model.Block], counter: _Counter, *, opening: bool = False) -> Iterator[BodyPart]:
    bases = _count_bases(blocks) if opening else 0
    for index, block in enumerate(blocks):
        if index < bases:
            assert isinstance(block, model.Paragraph)
            yield BodyPart("basis", "", block.children, block)
        elif role := _role(block):
            assert isinstance(block, model.Heading)
            number, title = counter.count(role, block)
            yield BodyPart(role, f"{number}." if role == "article" else number, title, block)
        elif isinstance(block, model.Heading):
            yield BodyPart("crosshead", "", block.children, block)
        elif isinstance(block, model.Paragraph):
            yield _paragraph(block, counter, after_bases=0 < bases == index)
        elif isinstance(block, model.List) and block.kind in ("number", "bullet"):
            yield from _list(block, 0)
        else:
            yield BodyPart("block", "", (), block)


def _count_bases(blocks: Sequence[model.Block]) -> int:
    """Return how many paragraphs at the beginning are legal bases: a run in which one ends in a semicolon."""
    texts = []
    for block in blocks:
        text = model.plain_text(block.children).strip() if isinstance(block, model.Paragraph) else ""
        if not _BASIS.match(text):
            break
        texts.append(text)
    following = blocks[len(texts)] if len(texts) < len(blocks) else None
    listed = any(text.endswith(";") for text in texts)
    return len(texts) if listed or (texts and is_order(following)) else 0


def is_order(block: model.Block | None) -> bool:
    """Tell whether a block is the line between legal bases and articles, ``QUYẾT ĐỊNH:``."""
    text = model.plain_text(block.children).strip() if isinstance(block, model.Paragraph) else ""
    return text.endswith(":") and text.isupper() and len(text.split()) <= 6


def _paragraph(block: model.Paragraph, counter: _Counter, *, after_bases: bool) -> BodyPart:
    if is_order(block):
        return BodyPart("order", "", block.children, block)
    strong = block.children[0] if block.children else None
    if isinstance(strong, model.Strong) and (match := _ARTICLE.fullmatch(f"{_lead(strong.children)} ")):
        rest = block.children[1:]
        rest = cut(rest, len(_lead(rest)) - len(_lead(rest).lstrip())) if _lead(rest) else rest
        return BodyPart("run_in", f"Điều {counter.next('article', match['number'], block.position)}.", rest, block)
    if match := _ARTICLE.match(_lead(block.children)):
        number = counter.next("article", match["number"], block.position)
        return BodyPart("run_in", f"Điều {number}.", cut(block.children, match.end()), block)
    return BodyPart("text", "", block.children, block)


def _list(block: model.List, depth: int) -> Iterator[BodyPart]:
    """Yield the items of a list as paragraphs with their numbers before them."""
    for index, item in enumerate(block.items):
        number, role = item_number(block, index, depth)
        first, rest = item.children[:1], item.children[1:]
        if first and isinstance(first[0], model.Paragraph):
            yield BodyPart(role, number, first[0].children, first[0], depth)
        else:
            yield BodyPart(role, number, (), model.Paragraph(None, (), item.position), depth)
            rest = item.children
        for child in rest:
            if isinstance(child, model.List) and child.kind in ("number", "bullet"):
                yield from _list(child, depth + 1)
            elif isinstance(child, model.Paragraph):
                yield BodyPart("text", "", child.children, child, depth)
            else:
                yield BodyPart("block", "", (), child, depth)


def item_number(block: model.List, index: int, depth: int) -> tuple[str, str]:
    """Return what stands before an item of a list, and the role that the item has."""
    if block.kind == "bullet":
        return "-", "dash"
    written, number = block.items[index].mark, block.start + index
    if written:
        return written, "point" if written[-1:] == ")" else "clause"
    if depth == 1 and number <= len(POINTS):
        return f"{POINTS[number - 1]})", "point"
    return f"{number}.", "clause"
