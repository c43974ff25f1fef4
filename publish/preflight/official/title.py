"""The type of a document, its subject and those that it is addressed to."""

from __future__ import annotations

from collections.abc import Sequence

from publish.preflight.official.blocks import TextEdges
from publish.preflight.official.found import FoundComponent
from publish.preflight.official.lines import SetLine, SetPage, Stroke, fold, is_upper
from publish.publication.official.regimes import Regime

_HEAD = ("national-name", "motto", "agency", "number", "place-and-date", "letter-subject", "superior-agency")
_ROOM = 70.0  # millimetres below the head in which the type stands
_NEXT = 12.0  # millimetres between the baselines of lines that belong together
_NO_TITLE = ("cancu", "kinhgui", "theodenghi", "dieu1")


def find_title(
    page: SetPage, lines: Sequence[SetLine], edges: TextEdges | None, head: Sequence[FoundComponent], regime: Regime
) -> tuple[list[FoundComponent], list[SetLine]]:
    """Return type, subject and the note of what a document is issued with, and the lines that are none of them."""
    if any(item.key == "letter-subject" for item in head):
        return [], list(lines)
    low = max((line.baseline for item in head if item.key in _HEAD for line in item.lines), default=0.0)
    middle = edges.centre if edges else page.width / 2
    here = [line for line in lines if line.page == page.number and low < line.baseline]
    words = {fold(text) for text in regime.components["type"].words} if "type" in regime.components else set()
    type_ = _find_type(here, words, low, middle)
    if type_ is None:
        return [], list(lines)
    after = [line for line in here if line.baseline > type_.baseline + 0.5]
    rule = _find_rule(page, type_, after, middle)
    subject, note = _subject(type_, after, rule, middle, fold(type_.text) in words)
    found = [FoundComponent("type", (type_,), rule if not subject else None)]
    if subject:
        found.append(FoundComponent("subject", tuple(subject), rule))
    if note:
        found.append(FoundComponent("annex-note", tuple(note)))
    taken = {id(line) for item in found for line in item.lines}
    return found, [line for line in lines if id(line) not in taken]


def _find_type(here: Sequence[SetLine], words: set[str], low: float, middle: float) -> SetLine | None:
    near = [line for line in here if line.baseline - low < _ROOM]
    for line in near:
        if fold(line.text) in words:
            return line
        if fold(line.text).startswith(_NO_TITLE):
            return None
        if is_upper(line.text) and line.bold and abs(line.centre - middle) < 20 and line.width < 140:
            return line
    return None


def _find_rule(page: SetPage, type_: SetLine, after: Sequence[SetLine], middle: float) -> Stroke | None:
    """Return the rule that ends the title: the first below its type, before text that is none of it."""
    ends = [line.baseline for line in after if fold(line.text).startswith(_NO_TITLE) or line.width > 158]
    end = min(ends, default=type_.baseline + 60) - 1
    found = [
        stroke
        for stroke in page.strokes
        if type_.baseline < stroke.y < min(end, type_.baseline + 45)
        and stroke.left < middle + 10
        and stroke.right > middle - 10
        and stroke.width < 140
    ]
    return min(found, key=lambda stroke: stroke.y, default=None)


def _subject(
    type_: SetLine, after: Sequence[SetLine], rule: Stroke | None, middle: float, known: bool
) -> tuple[list[SetLine], list[SetLine]]:
    subject: list[SetLine] = []
    note: list[SetLine] = []
    last = type_
    for line in after:
        if rule and line.baseline > rule.y + 0.3:
            break
        if line.baseline - last.baseline > _NEXT or fold(line.text).startswith(_NO_TITLE):
            break
        if not rule and (abs(line.centre - middle) > 12 or (is_upper(line.text) and line.bold)):
            break
        if fold(line.text).startswith("(kemtheo") or note:
            note.append(line)
        else:
            subject.append(line)
        last = line
    return subject, note


def find_addressees(lines: Sequence[SetLine]) -> tuple[list[FoundComponent], list[SetLine]]:
    """Return “Kính gửi” with the names after it, and the other lines."""
    first = next((line for line in lines if fold(line.text).startswith("kinhgui")), None)
    if first is None:
        return [], list(lines)
    chosen = [first]
    for line in lines:
        if line.page != first.page or line is first or line.baseline < first.baseline - 0.5:
            continue
        level = abs(line.baseline - first.baseline) < 0.5
        follows = line.baseline - chosen[-1].baseline < _NEXT and line.left > first.left + 2
        dashed = line.text.startswith(("-", "–"))
        ended = chosen[-1].text.rstrip().endswith(".") and not level
        if not ended and (level or (follows and (dashed or chosen[-1].text.startswith(("-", "–"))))):
            chosen.append(line)
        elif line.baseline > first.baseline + 0.5:
            break
    taken = set(map(id, chosen))
    return [FoundComponent("addressees", tuple(chosen))], [line for line in lines if id(line) not in taken]
