"""The pieces of a line as Markdown: emphasis where the reader will see it, links, notes, formulas."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from publish.base.records import dataclass
from publish.importing.markdown.escaping import address, clean, comment, escape, guard
from publish.importing.shaping.tree import (
    Anchor,
    Anchored,
    Break,
    Call,
    FormulaRun,
    Look,
    Piece,
    Remark,
    TextRun,
    plain,
)
from publish.reader.markdown.parser import parse_inlines

_TAGS = (("mark", "<mark>", "</mark>"), ("underline", "<u>", "</u>"))
_RAISED = {"superscript": ("<sup>", "</sup>"), "subscript": ("<sub>", "</sub>")}
_MARKS = (("strike", "~~"), ("bold", "**"), ("italic", "*"))
_DOUBLED = "%=~:_"
"""Signs that are a mark only if there are two of them."""

_SCHEME = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_UNITS = re.compile(r"\\.|[^\W_]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class LineSetting:
    """How lines are written at a place.

    Attributes:
        places: The names that links may lead to, by what the file calls them.
        targets: The addresses of these places, likewise: ``#id``, or ``file.md#id`` in another article.
        cell: Whether the line stands in a table.
        line_break: The end of a line in it.
        plain: Looks that say nothing there, such as ``bold`` in a crosshead.
    """

    places: Mapping[str, str]
    targets: Mapping[str, str] = field(default_factory=dict)
    cell: bool = False
    line_break: str = "\\\n"
    plain: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Run:
    """A part of a line: its text in Markdown, its looks, and whether it is words."""

    text: str
    looks: frozenset[str]
    words: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sign, letters in a row, a mark that opens or closes, or something that cannot be taken apart."""

    text: str
    kind: str = ""


def write_line(pieces: Iterable[Piece], setting: LineSetting) -> str:
    """Return the pieces of a line as Markdown; without words and notes it is empty.

    Where marks of emphasis would be read in another way, since they stand beside signs, the words go without them.
    """
    pieces = list(_joined(pieces))
    runs = _runs(pieces, setting)
    if (sure := _plainly(runs, setting)) is not None:
        return sure
    text = _write(runs, setting)
    if any(mark in text for mark in ("*", "~~", "_")):
        plain_text = _write(_runs(_joined(map(_unstressed, pieces)), setting), setting)
        words = seen(plain_text)
        if text != plain_text and seen(text) != words:
            text = _write(runs, setting, settle=True)
            return text if seen(text) == words else plain_text
    return text


def _unstressed(piece: Piece) -> Piece:
    return TextRun(piece.text, Look()) if isinstance(piece, TextRun) else piece


def _joined(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Yield pieces, words that look alike as one: whether a sign is a mark is seen by what stands beside it."""
    before: TextRun | None = None
    for piece in pieces:
        if isinstance(piece, TextRun) and before and (before.look, before.change) == (piece.look, piece.change):
            before = TextRun(before.text + piece.text, before.look, before.change)
            continue
        if before:
            yield before
        before = piece if isinstance(piece, TextRun) else None
        if not before:
            yield piece
    if before:
        yield before


_PLAIN_MARKS = {frozenset[str](): "", frozenset(["bold"]): "**", frozenset(["italic"]): "*"}
_PLAINLY = re.compile(
    r"""(?!.*(?:_|%%|://|www\.|\*\*\*))
    (?:[\w .,;:?!…()“”‘’–—/+"'%-]++
      | (?:(?<![^ ])(?=\*+[^ *]) | (?<=[(“‘])(?=\*+[^\W_])) (?P<mark>\*\*?)
        [\w .,;:?!…()“”‘’–—/+"'%-]++ (?:(?<=[^\W_])(?=\*+[.,;:?!…)”’]) | (?<![ ])(?=\*+(?:[ ]|\Z))) (?P=mark)
    )*+""",
    re.VERBOSE,
)
"""Words and common signs, stressed words with no letter beside them outside: emphasis that can only be read as that."""


def _plainly(runs: list[_Run], setting: LineSetting) -> str | None:
    """Return a line with its marks if nobody need ask how they are read, as with most lines; else None."""
    parts = []
    for run in runs:
        mark = _PLAIN_MARKS.get(run.looks)
        if mark is None or not run.words:
            return None
        words = run.text.strip(_SPACE)
        start = run.text.find(words)
        parts.append(f"{run.text[:start]}{mark}{words}{mark}{run.text[start + len(words) :]}" if words else run.text)
    text = _lines("".join(parts), setting)
    return text if _PLAINLY.fullmatch(text) else None


def _write(runs: list[_Run], setting: LineSetting, *, settle: bool = False) -> str:
    if not any(run.looks for run in runs):
        return _lines("".join(run.text for run in runs), setting)
    units = _trimmed(list(_nested(runs, 0)))
    units = _parted(_without_empty(_settle(units) if settle else units))
    return _lines("".join(unit.text for unit in units), setting)


def _lines(text: str, setting: LineSetting) -> str:
    """Return a text with one space where several run together, and each line of it guarded."""
    text = re.sub(r"[ ]{2,}", " ", text)
    if setting.cell or setting.line_break != "\\\n":
        text = re.sub(r"(?:\s*<br>\s*)+", "<br>", text)
        text = re.sub(r"^<br>|<br>$", "", text.strip())
        return text.strip()
    lines = [line.strip() for line in text.split("\\\n")]
    return "\\\n".join(guard(line) for line in lines if line)


def seen(text: str) -> str:
    """Return the words of a line of Markdown as our reader sees them, with all that it leaves unread."""
    parts = []
    for token in parse_inlines(text, {}):
        if token.type in ("hardbreak", "softbreak"):
            parts.append(" ")
        elif token.type in ("text", "text_special", "code_inline", "html_unpaired", "leftover", "footnote_call"):
            parts.append(token.content)
    return " ".join("".join(parts).split())


def _runs(pieces: Iterable[Piece], setting: LineSetting) -> list[_Run]:
    found: list[_Run] = []
    around: frozenset[str] = frozenset()
    for piece in pieces:
        if isinstance(piece, TextRun):
            around = _looks(piece, setting)
            text = re.sub(" {2,}", " ", escape(piece.text, cell=setting.cell))
            if "code" in around and "`" not in piece.text and piece.text.strip():
                code = clean(piece.text).replace("|", "\\|" if setting.cell else "|")
                found.append(_Run(f"`{code}`", around - {"code"}, False))
            elif text:
                found.append(_Run(text, around - {"code"}, True))
        elif raw := _raw(piece, setting):
            found.append(_Run(raw, around if isinstance(piece, Break) else frozenset(), False))
    return _spaced(found)


def _looks(piece: TextRun, setting: LineSetting) -> frozenset[str]:
    look = piece.look
    looks = {name for name in ("bold", "italic", "underline", "strike", "code") if getattr(look, name)}
    if look.raised and piece.text.strip():
        looks.add(look.raised)
    if piece.change:
        looks.add("mark" if piece.change == "inserted" else "strike")
    return frozenset(looks - setting.plain)


def _raw(piece: Piece, setting: LineSetting) -> str:
    """Return a piece that is no words."""
    if isinstance(piece, Break):
        return setting.line_break if piece.kind == "line" else ""
    if isinstance(piece, Call):
        return f"[^{piece.name}]"
    if isinstance(piece, Remark):
        return comment(f"{piece.author}: {piece.text}" if piece.author else piece.text)
    if isinstance(piece, Anchor):
        name = setting.places.get(piece.name)
        return f'<a id="{name}"></a>' if name else ""
    if isinstance(piece, FormulaRun):
        return formula(piece, setting)
    return _link(piece, setting) if isinstance(piece, Anchored) else ""


def formula(piece: FormulaRun, setting: LineSetting) -> str:
    """Return a formula in a line."""
    latex = piece.latex.strip()
    if setting.cell:
        latex = latex.replace(r"\|", r"\Vert ").replace("|", r"\vert ")
    marks = "$$" if piece.display and not setting.cell else "$"
    return f"{marks}{latex}{marks}"


def _link(piece: Anchored, setting: LineSetting) -> str:
    target = reachable(piece.target, setting.targets)
    inside = replace(setting, line_break=" ", plain=setting.plain | {"underline"})
    words = [each for each in piece.pieces if isinstance(each, TextRun)]
    behind = "".join(_raw(each, setting) for each in piece.pieces if isinstance(each, Call | Remark | FormulaRun))
    text = write_line(words, inside)
    if not text:
        return behind
    shown = plain(tuple(words))
    before = " " if words[0].text[:1].isspace() else ""
    behind = (" " if words[-1].text[-1:].isspace() else "") + behind
    if not target:
        return before + write_line(words, replace(setting, line_break=" ")) + behind
    if shown == target and re.fullmatch(r"https?://[\w./-]+[\w/]", target):
        return f"{before}<{target}>{behind}"
    return f"{before}[{text}]({address(target)}){behind}"


def reachable(target: str, targets: Mapping[str, str]) -> str:
    """Return an address that readers can reach; empty for any other."""
    if target.startswith("#"):
        return targets.get(target[1:], "")
    if re.match(r"www\.\w", target):
        target = f"http://{target}"
    return target if _SCHEME.match(target) and not re.search(r"[\x00-\x1f]", target) else ""


def _spaced(runs: list[_Run]) -> list[_Run]:
    """Return runs joined where they look alike; space between two that look alike looks as they do."""
    found: list[_Run] = []
    for index, run in enumerate(runs):
        looks = run.looks
        if run.words and not run.text.strip():
            before = found[-1].looks if found else frozenset()
            after = runs[index + 1].looks if index + 1 < len(runs) else frozenset()
            looks = before & after
        if found and run.words and found[-1].words and found[-1].looks == looks:
            found[-1] = _Run(found[-1].text + run.text, looks, True)
        else:
            found.append(_Run(run.text, looks, run.words))
    return found


# From looks to marks -------------------------------------------------------------------------------------------------

_ORDER: tuple[tuple[str, str, str, bool], ...] = (
    *((name, opening, closing, False) for name, opening, closing in _TAGS),
    *((name, *tags, False) for name, tags in _RAISED.items()),
    *((name, mark, mark, True) for name, mark in _MARKS),
)
"""Looks from the outermost on: name, marks, and whether the marks ask for words right beside them."""


def _nested(runs: Sequence[_Run], depth: int) -> Iterable[_Unit]:
    """Yield the units of runs, with the marks of the looks from a depth on."""
    while depth < len(_ORDER) and not any(_ORDER[depth][0] in run.looks for run in runs):
        depth += 1
    if depth == len(_ORDER):
        for run in runs:
            yield from (map(_Unit, _UNITS.findall(run.text)) if run.words else [_Unit(run.text, "raw")])
        return
    name, opening, closing, beside = _ORDER[depth]
    for marked, group in itertools.groupby(runs, key=lambda run: name in run.looks):
        inner = list(_nested(list(group), depth + 1))
        if marked and any(unit.text.strip() and unit.kind != "raw" for unit in inner):
            yield _Unit(opening, f"open {name}" if beside else "tag open")
            yield from inner
            yield _Unit(closing, f"close {name}" if beside else "tag close")
        else:
            yield from inner


_SPACE = " \u00a0"


def _is_space(unit: _Unit) -> bool:
    return not unit.text.strip(f"{_SPACE}\\\n") or unit.text == "<br>"


def _trimmed(units: list[_Unit]) -> list[_Unit]:
    """Return units with the space at the ends of marked words outside of the marks."""
    moved = True
    while moved:
        moved = False
        for index in range(len(units) - 1):
            one, two = units[index], units[index + 1]
            if not (one.kind or two.kind):
                continue
            opens = one.kind.startswith("open") or one.kind == "tag open"
            closes = two.kind.startswith("close") or two.kind == "tag close"
            if (opens and not two.kind.startswith(("open", "close", "tag")) and _is_space(two)) or (
                closes and not one.kind.startswith(("open", "close", "tag")) and _is_space(one)
            ):
                units[index], units[index + 1] = two, one
                moved = True
    return units


def _settle(units: list[_Unit]) -> list[_Unit]:
    """Return units whose marks of emphasis are read as such: right beside words, by the rule of CommonMark (6.2)."""
    index = 0
    while index < len(units):
        kind = units[index].kind
        if kind.startswith("open"):
            _settle_opening(units, index)
        elif kind.startswith("close"):
            index = _settle_closing(units, index)
        index += 1
    return units


def _settle_opening(units: list[_Unit], index: int) -> None:
    """Move a mark that opens behind signs, where a letter stands before it."""
    while index + 1 < len(units):
        before, behind = _beside(units, index, -1), units[index + 1]
        if not (before.isalnum() and behind.kind == "" and not behind.text[0].isalnum()):
            return
        units[index], units[index + 1] = behind, units[index]
        index += 1


def _settle_closing(units: list[_Unit], index: int) -> int:
    """Move a mark that closes before signs, where a letter stands behind it; return where it stands."""
    while index > 0:
        behind, before = _beside(units, index, 1), units[index - 1]
        if not (behind.isalnum() and before.kind == "" and not before.text[-1].isalnum()):
            return index
        units[index], units[index - 1] = before, units[index]
        index -= 1
    return index


def _beside(units: list[_Unit], index: int, step: int) -> str:
    """Return the character beside a mark, past other marks; a space at the ends."""
    here = index + step
    while 0 <= here < len(units) and units[here].kind.startswith(("open", "close")):
        here += step
    if not 0 <= here < len(units) or not units[here].text:
        return " "
    return units[here].text[-1 if step < 0 else 0]


def _without_empty(units: list[_Unit]) -> list[_Unit]:
    """Return units without marks that have nothing between them."""
    found: list[_Unit] = []
    for unit in units:
        if not unit.kind:
            found.append(unit)
            continue
        pair = unit.kind.replace("close", "open")
        if (unit.kind.startswith("close") and found and found[-1].kind == pair) or (
            unit.kind == "tag close" and found and found[-1].kind == "tag open"
        ):
            found.pop()
        else:
            found.append(unit)
    return found


def _parted(units: list[_Unit]) -> list[_Unit]:
    """Return units in which marks of emphasis that end and others that begin do not run together."""
    found: list[_Unit] = []
    last = ""
    for unit in units:
        if unit.kind.startswith("open") and found and found[-1].kind.startswith("close"):
            found.append(_Unit("<!-- -->", "raw"))
        if not unit.kind and unit.text in _DOUBLED and unit.text == last and found[-1].kind:
            unit = _Unit(f"\\{unit.text}")
        found.append(unit)
        last = unit.text if not unit.kind else last
    return found
