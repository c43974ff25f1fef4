"""Judge the pages themselves: their size and margins, the numbers on them, typefaces and the colour of text."""

from __future__ import annotations

from collections.abc import Sequence

from publish.base.messages import say
from publish.preflight.official.bench import Bench, between
from publish.preflight.official.found import FoundComponent
from publish.preflight.official.lines import BLACK, SetLine, SetPage
from publish.preflight.official.looks import judge_looks
from publish.preflight.official.recognition import OfficialSection
from publish.publication.official.regimes import Component

_SIZE, _MARGIN = 1.5, 0.7  # millimetres by which a page and its margins may be off
_LEADING = 3.0  # millimetres that the leading of a first line may add to a margin
_KEPT, _MANY = 15.0, 4  # millimetres that the fullest of so many pages may end early, to keep lines together
_MIDDLE = 2.0  # millimetres by which a number may be off the middle
_TWINS = {"timesnewroman": ("timesnewroman", "liberationserif", "tinos")}
"""Typefaces of the same measures, by the name of the first without spaces."""


def judge_pages(bench: Bench, pages: Sequence[SetPage], sections: Sequence[OfficialSection]) -> None:
    """Judge the pages of a file."""
    _judge_size(bench, pages)
    _judge_typefaces(bench, pages)
    for section in sections:
        if section.kind == "copy":
            continue
        _judge_sides(bench, section)
        _judge_ends(bench, section)
        _judge_numbers(bench, section)


def _judge_size(bench: Bench, pages: Sequence[SetPage]) -> None:
    rules = bench.regime.page
    if rules.size_mm is None:
        return
    short, long = sorted(rules.size_mm)
    for page in pages:
        if max(abs(min(page.width, page.height) - short), abs(max(page.width, page.height) - long)) > _SIZE:
            message = say(
                "the page is {width:.0f} × {height:.0f} mm; {short:g} × {long:g} mm ({law})",
                width=page.width,
                height=page.height,
                short=short,
                long=long,
                law=bench.law(rules.sources["size_mm"]),
            )
            bench.tell("page", "size", message, page=page.number)


# Margins --------------------------------------------------------------------------------------------------------------


def _judge_sides(bench: Bench, section: OfficialSection) -> None:
    rules, edges = bench.regime.page, section.edges
    if edges is None:
        return
    lines = [line for part in section.paragraphs for line in part.lines]
    page = section.pages[0]
    if rules.left_mm and not rules.left_mm[0] - _MARGIN <= edges.left <= rules.left_mm[1] + _MARGIN:
        message = say(
            "the left margin is {found:.1f} mm; {allowed} ({law})",
            found=edges.left,
            allowed=between(rules.left_mm, "mm"),
            law=bench.law(rules.sources["left_mm"]),
        )
        at = [line for line in lines if abs(line.left - edges.left) < 1][:1]
        bench.tell("margin", "left", message, at, page=page.number)
    right = page.width - edges.right if edges.right else None
    if right and rules.right_mm and not rules.right_mm[0] - _MARGIN <= right <= rules.right_mm[1] + _MARGIN:
        message = say(
            "the right margin is {found:.1f} mm; {allowed} ({law})",
            found=right,
            allowed=between(rules.right_mm, "mm"),
            law=bench.law(rules.sources["right_mm"]),
        )
        at = [line for line in lines if edges.right and abs(line.right - edges.right) < 1][:1]
        bench.tell("margin", "right", message, at, page=page.number)


def _judge_ends(bench: Bench, section: OfficialSection) -> None:
    """Judge the margins above and below, by the first line of the highest page and the last of full pages."""
    rules = bench.regime.page
    above = {found.key: found for found in section.found if found.key in ("signature-information", "copy-information")}
    loose = {id(line) for found in above.values() for line in found.lines}
    loose |= {id(line) for found in section.found if found.key in ("circulation", "secrecy") for line in found.lines}
    loose |= {id(line) for line in section.folios}
    tops, lows = [], []
    for page in section.pages:
        lines = [line for line in _lines_on(section, page) if id(line) not in loose]
        if lines:
            tops.append(min(lines, key=lambda line: line.top))
            lows.append(max(lines, key=lambda line: line.bottom))
    if not tops:
        return
    top = min(tops, key=lambda line: line.top)
    if rules.top_mm and section.span[0][1] == 0.0:
        least, most = rules.top_mm
        room = top.top
        if room < least - _MARGIN or most + _LEADING < room < 60:
            message = say(
                "the text begins {found:.1f} mm below the upper edge; {allowed} ({law})",
                found=room,
                allowed=between(rules.top_mm, "mm"),
                law=bench.law(rules.sources["top_mm"]),
            )
            bench.tell("margin", "top", message, [top])
    if rules.bottom_mm is None:
        return
    least, most = rules.bottom_mm
    heights = {page.number: page.height for page in section.pages}
    rooms = [(heights[line.page] - line.bottom, line) for line in lows]
    room, line = min(rooms, key=lambda entry: entry[0])
    if room < least - _MARGIN or (len(rooms) >= _MANY and room > most + _KEPT):
        message = say(
            "the text ends {found:.1f} mm above the lower edge; {allowed} ({law})",
            found=room,
            allowed=between(rules.bottom_mm, "mm"),
            law=bench.law(rules.sources["bottom_mm"]),
        )
        bench.tell("margin", "bottom", message, [line])


def _lines_on(section: OfficialSection, page: SetPage) -> list[SetLine]:
    """Return the lines of a section on a page: its components and its text."""
    first, last = section.span
    return [line for line in page.lines if first <= (line.page, line.baseline) < last]


# Numbers --------------------------------------------------------------------------------------------------------------


def _judge_numbers(bench: Bench, section: OfficialSection) -> None:
    component = bench.component("page-number")
    if component is None:
        return
    law, name = bench.law(component.source), bench.name(component)
    for at, page in enumerate(section.pages, 1):
        folios = [line for line in section.folios if line.page == page.number]
        whole = section.span[0] <= (page.number, 0.0)
        if not folios:
            if at > 1:
                message = say("the page has no number ({law})", law=law)
                bench.tell("page-number", "missing", message, page=page.number)
            continue
        folio = folios[0]
        if at == 1 and whole and not component.first_page and section.kind == "document":
            message = say("{what} stands on the first page ({law})", what=name, law=law)
            bench.tell("page-number", "first", message, [folio])
        elif at > 1 and folio.text.strip(" -–") != str(at):
            message = say("{what} is {found}; {wanted} ({law})", what=name, found=folio.text, wanted=at, law=law)
            bench.tell("page-number", "value", message, [folio])
        if at > 1:
            _judge_number(bench, component, section, page, folio)


def _judge_number(bench: Bench, component: Component, section: OfficialSection, page: SetPage, folio: SetLine) -> None:
    law, name = bench.law(component.source), bench.name(component)
    judge_looks(bench, component, FoundComponent("page-number", (folio,)), None)
    if folio.baseline > page.height / 2:
        bench.tell("page-number", "place", say("{what} stands at the foot ({law})", what=name, law=law), [folio])
        return
    middles = [page.width / 2, *([section.edges.centre] if section.edges else [])]
    off = min(abs(folio.centre - middle) for middle in middles)
    ragged = section.edges is not None and section.edges.right is None  # the middle is not known well then
    if off > (2 * _MIDDLE if ragged else _MIDDLE):
        message = say("{what} stands {off:.1f} mm off the middle ({law})", what=name, off=off, law=law)
        bench.tell("page-number", "align", message, [folio])


# Letters --------------------------------------------------------------------------------------------------------------


def _judge_typefaces(bench: Bench, pages: Sequence[SetPage]) -> None:
    rules = bench.regime.page
    names = [_plain(name) for name in rules.typefaces]
    known = {twin for name in names for twin in _TWINS.get(name, (name,))}
    if not known:
        return
    for page in pages:
        for line in page.lines:
            for run in line.runs:
                family = run.family.partition("-")[0].partition(",")[0]
                if any(map(str.isalnum, run.text)) and not _plain(run.family).startswith(tuple(known)):
                    message = say(
                        "text is set in {family}; {allowed} ({law})",
                        family=family,
                        allowed=", ".join(rules.typefaces),
                        law=bench.law(rules.sources["typefaces"]),
                    )
                    bench.tell("typeface", "", message, [line])


def judge_colours(bench: Bench, section: OfficialSection) -> None:
    """Judge the colour of the running text."""
    rules = bench.regime.page
    for paragraph in section.paragraphs if rules.colour == BLACK else ():
        for line in paragraph.lines:
            if any(run.colour != BLACK and any(map(str.isalnum, run.text)) for run in line.runs):
                message = say("text is not black ({law})", law=bench.law(rules.sources["colour"]))
                bench.tell("text", "colour", message, [line])


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
