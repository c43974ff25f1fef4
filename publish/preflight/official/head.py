"""The head in two columns: on the left agency, number and subject of a letter, on the right nation, motto and day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from publish.preflight.official.blocks import below
from publish.preflight.official.found import FoundComponent
from publish.preflight.official.lines import Frame, SetLine, SetPage, fold, is_upper
from publish.publication.official.regimes import Regime

NATIONAL = "conghoaxahoichunghiavietnam"
NATIONAL_START = NATIONAL[:15]
_NUMBER = re.compile(r"so:?[\d….,_]*.*/|so:|\d+/[\w.…]*-")
_DAY = re.compile(r"ngay.*thang.*nam")
_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?|gio:phut")
_BODIES = ("bo", "uyban", "ubnd", "hoidong", "hdnd", "tongcuc", "so", "cuc", "daihoc", "tapdoan", "tongcongty", "tencq")
_OFFICES = (
    *("cuc", "vu", "vanphong", "truong", "trungtam", "chicuc", "phong", "ban", "hoidong", "vien", "so", "congan"),
    *("ubnd", "uyban", "hdnd", "thanhtra", "doan", "khoa", "benhvien", "congty", "tencoquan", "tokiem"),
)
_HEIGHT = 55.0  # millimetres below the national name in which the head ends


class _Take(Protocol):
    """Notes a component with its lines, the rule below within so many millimetres, and its frame."""

    def __call__(
        self, key: str, chosen: Sequence[SetLine], deepest: float = 0.0, frame: Frame | None = None
    ) -> FoundComponent: ...


def is_motto(words: str) -> bool:
    """Tell whether folded words are the motto."""
    return words.startswith("doclap") and "hanhphuc" in words and len(words) < 36


def find_head(
    page: SetPage, lines: Sequence[SetLine], copy: bool, regime: Regime
) -> tuple[list[FoundComponent], list[SetLine]]:
    """Return the components of the head, and the lines that are none of them.

    Args:
        page: The page that the head stands on.
        lines: All lines of the document.
        copy: Whether the words of a copy stand in the place of the national name.
        regime: The regime, which has the words of stamps.
    """
    here = [line for line in lines if line.page == page.number]
    found: list[FoundComponent] = []
    taken: set[int] = set()

    def take(key: str, chosen: Sequence[SetLine], deepest: float = 0.0, frame: Frame | None = None) -> FoundComponent:
        taken.update(map(id, chosen))
        rule = below(chosen[-1], page.strokes, deepest) if deepest else None
        found.append(made := FoundComponent(key, tuple(chosen), rule, frame))
        return made

    _find_stamps(page, here, regime, take)
    anchor = _find_nation(page, here, copy, take)
    if anchor is None:
        return found, [line for line in lines if id(line) not in taken]
    free = [line for line in here if id(line) not in taken]
    for line in free:
        if line.baseline < anchor.first.baseline and _TIME.search(fold(line.text)) and line.centre > page.width / 2:
            words = fold(line.text)
            take(
                "copy-information" if words.startswith(("sao", "trich", "…", ".")) else "signature-information", [line]
            )
    right = min(item.left for item in found if item.key in ("national-name", "motto", "copy-form"))
    column = [line for line in free if id(line) not in taken and line.centre < min(right, page.width / 2)]
    _find_left(page, column, anchor.first, take)
    day = next((line for line in free if _is_day(line, page, anchor.first)), None)
    if day and id(day) not in taken:
        take("place-and-date", [day])
    return found, [line for line in lines if id(line) not in taken]


def _find_nation(page: SetPage, here: Sequence[SetLine], copy: bool, take: _Take) -> FoundComponent | None:
    if copy:
        form = next((line for line in here if fold(line.text) in ("saoy", "saoluc", "trichsao")), None)
        if form is None:
            return None
        return take("copy-form", [form])
    motto = next((line for line in here if is_motto(fold(line.text))), None)
    start = next((line for line in here if fold(line.text).startswith(NATIONAL_START)), None)
    anchor = None
    if start:
        name = [start]
        if not fold(start.text).startswith(NATIONAL):
            ends = NATIONAL[len(fold(start.text)) :]
            name += [line for line in here if fold(line.text) == ends and 0 < line.baseline - start.baseline < 10][:1]
        anchor = take("national-name", name)
    if motto:
        anchor_of_motto = take("motto", [motto], 5.0)
        anchor = anchor or anchor_of_motto
    return anchor


def _is_day(line: SetLine, page: SetPage, anchor: SetLine) -> bool:
    return (
        0 < line.baseline - anchor.baseline < _HEIGHT
        and line.centre > page.width / 2 - 5
        and bool(_DAY.search(fold(line.text)))
        and line.width < 110
    )


def _find_left(page: SetPage, column: Sequence[SetLine], anchor: SetLine, take: _Take) -> None:
    """Find agency, number and subject of a letter in the left column."""
    column = [line for line in column if -6 < line.baseline - anchor.baseline < _HEIGHT]
    number = next((line for line in column if _NUMBER.match(fold(line.text)) and not is_upper(line.text[:3])), None)
    limit = number.baseline if number else anchor.baseline + 22
    names = [line for line in column if line.baseline < limit - 0.5]
    if not number:  # the rule below the agency ends it
        ends = [stroke.y for line in names if (stroke := below(line, page.strokes, 6.0))]
        names = [line for line in names if line.baseline <= min(ends, default=limit)]
        names = [line for line in names if is_upper(line.text)]
    above, agency = _part(names)
    if above:
        take("superior-agency", above)
    if agency:
        take("agency", agency, 6.0)
    if number:
        take("number", [number])
        _find_letter(column, number, take)


def _part(names: Sequence[SetLine]) -> tuple[list[SetLine], list[SetLine]]:
    """Return the lines of the agency above, and those of the agency."""
    if len(names) < 2:
        return [], list(names)
    first = next((index for index, line in enumerate(names) if line.bold), None)
    if first:
        return list(names[:first]), list(names[first:])
    if fold(names[0].text).startswith(_BODIES):
        for index, line in enumerate(names[1:], 1):
            if fold(line.text).startswith(_OFFICES):
                return list(names[:index]), list(names[index:])
    return ([], list(names)) if first == 0 else (list(names[:-1]), list(names[-1:]))


def _find_letter(column: Sequence[SetLine], number: SetLine, take: _Take) -> None:
    subject: list[SetLine] = []
    for line in column:
        if line.baseline <= number.baseline + 0.5:
            continue
        if not subject:
            if fold(line.text).startswith(("v/v", "veviec")):
                subject.append(line)
        elif line.baseline - subject[-1].baseline < 7.5 and not fold(line.text).startswith(("kinhgui", "cancu")):
            subject.append(line)
        else:
            break
    if subject:
        take("letter-subject", subject)


def _find_stamps(page: SetPage, here: Sequence[SetLine], regime: Regime, take: _Take) -> None:
    for key in ("urgency", "circulation", "secrecy"):
        words = {fold(text) for text in regime.components[key].words} if key in regime.components else set()
        for line in here:
            if fold(line.text) in words and line.baseline < 0.45 * page.height:
                frame = next((frame for frame in page.frames if _is_in(line, frame)), None)
                take(key, [line], frame=frame)


def _is_in(line: SetLine, frame: Frame) -> bool:
    return (
        frame.left < line.centre < frame.left + frame.width
        and frame.top < line.baseline < frame.top + frame.height + 0.5
    )
