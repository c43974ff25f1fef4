"""Lists from paragraphs that Word numbers, or that somebody has numbered by hand: marks, levels, labels in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from publish.base.messages import say
from publish.base.records import dataclass
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.nodes import ItemNode, ListNode, Node, TextNode
from publish.importing.shaping.tree import Look, Para, Piece, TextRun
from publish.reader.syntax.list_markers import begins, goes_on
from publish.vietnamese.structure import split_enumeration

_BULLETS = "-–—+•●○▪■□◦‣►➢❖✓*·o"
_TYPED = re.compile(
    rf"(?:(?P<bullet>[{re.escape(_BULLETS)}])[\s\u00a0]+|(?P<mark>\(?(?:[0-9]{{1,3}}|[a-zđA-ZĐ]|[ivx]{{2,5}}|[IVX]{{2,5}})[.)])[\s\u00a0]+)(?=\S)"
)
_MARK = re.compile(r"(?P<open>\(?)(?P<core>[0-9]{1,9}|[A-Za-zĐđ]|[ivxlcdm]{2,9}|[IVXLCDM]{2,9})(?P<end>[.)])")


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A paragraph that is an item: its mark, what all items of its list have in common, and its text."""

    mark: str
    kind: str
    level: int
    para: Para
    pieces: tuple[Piece, ...]
    label: tuple[Piece, ...] = ()


def read_entry(para: Para) -> ListEntry | None:
    """Return the item that a paragraph is; None for any other."""
    if para.label:
        if para.label.bullet:
            return ListEntry("-", "-", para.label.level, para, para.pieces)
        if match := _MARK.fullmatch(para.label.text):
            return ListEntry(para.label.text, _kind(match), para.label.level, para, para.pieces)
        return None
    text = para.text
    if match := _TYPED.match(text):
        if match["bullet"]:
            if match["bullet"] == "o" and para.left <= 0:
                return None
            sign = match["bullet"] if match["bullet"] in "-+" else "–" if match["bullet"] in "–—" else "•"
            return ListEntry("-", f"typed {sign}", -1, para, para.without(match.end()).pieces)
        if found := _MARK.fullmatch(match["mark"]):
            return ListEntry(match["mark"], f"typed {_kind(found)}", -1, para, para.without(match.end()).pieces)
    found_words = split_enumeration(text)
    if found_words and found_words.label[:1].isupper() and " " in found_words.label:
        rest = text[len(found_words.label) :]
        sign = rest[:1] if rest[:1] in ",:;" else ""
        label = TextRun(found_words.label + sign, para.words[0].look if para.words else Look())
        start = len(text) - len(found_words.text)
        return ListEntry(str(found_words.n), "words", -1, para, para.without(start).pieces, (label,))
    return None


_LATIN_ONLY = 4
"""Items from which on letters of the Latin alphabet and of the Vietnamese one differ."""

CONTINUED = "continued"
"""The kind of a paragraph without a mark that belongs to the item above it; its mark is the kind of that list."""


def is_first(entry: ListEntry) -> bool:
    """Tell whether a mark begins to count, or counts nothing."""
    return entry.mark == "-" or entry.kind == "words" or begins(_core(entry.mark))


def goes_on_from(entries: Sequence[ListEntry], following: ListEntry) -> bool:
    """Tell whether an item is the next one of a list that the last items are in."""
    before = next((entry for entry in reversed(entries) if entry.kind == following.kind), None)
    if before is None or following.mark == "-":
        return False
    one, two = _core(before.mark), _core(following.mark)
    return int(two) == int(one) + 1 if one.isdigit() and two.isdigit() else goes_on(one, two)


def _kind(match: re.Match[str]) -> str:
    core = match["core"]
    counted = "1" if core.isdigit() else "a" if core.islower() else "A"
    return f"{match['open']}{counted}{match['end']}"


def build_lists(entries: Sequence[ListEntry], ledger: Ledger) -> list[Node]:
    """Return the nodes of items that follow one another: lists in lists, and text where marks make no list."""
    return _Lists(ledger).build(entries)


class _Open:
    """A list that is open: its kind and level, its items with the entry of each."""

    def __init__(self, entry: ListEntry) -> None:
        self.kind, self.level = entry.kind, entry.level
        self.items: list[tuple[ListEntry, ItemNode]] = []


class _Lists:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.open: list[_Open] = []
        self.nodes: list[Node] = []

    def build(self, entries: Sequence[ListEntry]) -> list[Node]:
        for entry in entries:
            if entry.kind == CONTINUED:
                self.go_on(entry)
                continue
            self.close_to(entry)
            if not self.open or self.is_deeper(entry):
                self.open.append(_Open(entry))
            node = ItemNode(entry.mark, [TextNode(entry.pieces, entry.para)], entry.label)
            self.open[-1].items.append((entry, node))
        while self.open:
            self.close()
        return self.nodes

    def go_on(self, entry: ListEntry) -> None:
        """Put a paragraph without a mark into the item that it belongs to: of the list that goes on behind it."""
        while len(self.open) > 1 and self.open[-1].kind != entry.mark:
            self.close()
        self.open[-1].items[-1][1].children.append(TextNode(entry.pieces, entry.para))

    def is_deeper(self, entry: ListEntry) -> bool:
        last = self.open[-1]
        if entry.level >= 0 and last.level >= 0:
            return entry.level > last.level
        return entry.kind != last.kind

    def close_to(self, entry: ListEntry) -> None:
        """End the lists that an entry cannot stand in."""
        if entry.level >= 0:
            while self.open and (self.open[-1].level > entry.level or self.open[-1].level < 0):
                self.close()
            if self.open and self.open[-1].level == entry.level and not self.follows(entry):
                self.close()
        elif any(each.kind == entry.kind for each in self.open):
            while self.open[-1].kind != entry.kind:
                self.close()
            if not self.follows(entry):
                self.close()
        elif not is_first(entry):
            while self.open:
                self.close()

    def follows(self, entry: ListEntry) -> bool:
        """Tell whether an entry goes on in the innermost list; figures are counted on from the first."""
        last = self.open[-1].items[-1][0] if self.open[-1].items else None
        if last is None or self.open[-1].kind != entry.kind:
            return last is None
        if entry.kind.endswith(("-", "+", "–", "•")):
            return True
        return goes_on_from([last], entry)

    def close(self) -> None:
        """End the innermost list and put it where it belongs."""
        ended = self.open.pop()
        nodes = self.finish(ended)
        if self.open and self.open[-1].items:
            self.open[-1].items[-1][1].children += nodes
        else:
            self.nodes += nodes

    def finish(self, ended: _Open) -> list[Node]:
        """Return a list; as text, where its marks are read as none."""
        first = ended.items[0][0]
        needs_two = first.kind.removeprefix("typed ") not in ("-", "+", "–", "•", "1.", "1)")
        if needs_two and len(ended.items) < 2:
            return [node for entry, item in ended.items for node in _as_text(entry, item)]
        for entry, _ in ended.items:
            if entry.kind.startswith("typed") or entry.kind == "words":
                made = say("list item") if entry.kind != "words" else say("labelled item")
                self.ledger.decide(
                    entry.para.place, entry.para.text, made, say("begins with {mark}", mark=entry.mark), "list-by-look"
                )
        label = first.para.label
        if label and label.format == "lowerLetter" and len(ended.items) > _LATIN_ONLY:
            reason = say("Word counts a, b, c, d, e; a Vietnamese text counts a, b, c, d, đ, e")
            self.ledger.decide(first.para.place, first.para.text, say("list in Latin letters"), reason, "latin-letters")
        return [ListNode([item for _, item in ended.items])]


def _core(mark: str) -> str:
    return mark.strip("().")


def _as_text(entry: ListEntry, item: ItemNode) -> list[Node]:
    """Return an item as a paragraph that begins with its mark."""
    if entry.para.label:
        first: Node = TextNode((TextRun(f"{entry.para.label.text} ", Look()), *entry.pieces), entry.para)
    else:
        first = TextNode(entry.para.pieces, replace(entry.para))
    return [first, *item.children[1:]]
