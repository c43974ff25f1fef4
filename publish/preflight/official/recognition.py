"""Find the components of official documents by their look and their words, in a PDF of anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.base.records import dataclass
from publish.preflight.official.blocks import SetParagraph, TextEdges, find_edges, gather_paragraphs, running, step_of
from publish.preflight.official.body import find_divisions
from publish.preflight.official.foot import find_address, find_foot
from publish.preflight.official.found import FoundComponent
from publish.preflight.official.head import NATIONAL_START, find_head, is_motto
from publish.preflight.official.lines import SetLine, SetPage, fold, is_upper, most_of
from publish.preflight.official.title import find_addressees, find_title
from publish.publication.official.regimes import Regime

_ANNEX = re.compile(r"phụ\s*lục(\s+([ivxlc]+|\d+|[….\s]*\d*[….]*))?[.:]?", re.I)
_COPY = ("saoy", "saoluc", "trichsao")
_NUMBER = re.compile(r"[-–\s]*\d{1,4}[-–\s]*")
_TOP = 26.0  # millimetres: how far the number of a page stands from its upper edge at most


@dataclass(frozen=True, slots=True)
class OfficialSection:
    """A stretch of pages that is numbered by itself: a document, an annex, a copy's end.

    Attributes:
        kind: ``document``, ``annex`` or ``copy``.
        span: Page and height where it begins, and where the next begins.
        pages: The pages that it stands on.
        edges: TextEdges of its text; None where it has none.
        step: How far baselines of a paragraph are apart in millimetres; None where no paragraph has two lines.
        found: The components.
        paragraphs: The running text.
        folios: Page numbers, by page.
    """

    kind: str
    span: tuple[tuple[int, float], tuple[int, float]]
    pages: tuple[SetPage, ...]
    edges: TextEdges | None
    step: float | None
    found: tuple[FoundComponent, ...]
    paragraphs: tuple[SetParagraph, ...]
    folios: tuple[SetLine, ...]

    def get(self, key: str) -> FoundComponent | None:
        """Return the first component of that key."""
        return next((found for found in self.found if found.key == key), None)


def recognise(pages: Sequence[SetPage], regime: Regime) -> tuple[OfficialSection, ...]:
    """Return the documents, annexes and copies of a file with what was found in each of them."""
    starts = _starts(pages)
    sections: list[OfficialSection] = []
    for index, (kind, page, top) in enumerate(starts):
        end = starts[index + 1][1:] if index + 1 < len(starts) else (len(pages) + 1, 0.0)
        before = next((section.edges for section in reversed(sections) if section.edges), None)
        sections.append(_section(kind, (page, top), end, pages, regime, before))
    return tuple(sections)


def _starts(pages: Sequence[SetPage]) -> list[tuple[str, int, float]]:
    """Return the kind, page and upper edge of each section."""
    found: list[tuple[str, int, float]] = [("document", 1, 0.0)]
    headed, anchor = False, (0, 0.0)
    for page in pages:
        first = min((line.baseline for line in page.lines if not _is_folio(line)), default=0.0)
        for line in page.lines:
            words = fold(line.text)
            place = (page.number, 0.0 if line.baseline < first + 22 else line.top - 9)
            mine = anchor[0] == page.number and line.baseline - anchor[1] < 25  # the motto below a national name
            if words.startswith(NATIONAL_START) or (is_motto(words) and not mine):
                if headed or place > (1, 100.0):
                    found.append(("document", *place))
                headed, anchor = True, (page.number, line.baseline)
            elif words.startswith(_COPY) and headed and line.centre > page.width / 2 and len(words) < 12:
                found.append(("copy", page.number, line.top - 4))
            elif _is_annex(line, page) and line.baseline < first + 25 and page.number > found[-1][1]:
                found.append(("annex", page.number, 0.0))
                break
            elif _is_annex(line, page) and line.baseline < first + 25 and page is pages[0] and not headed:
                found[0] = ("annex", page.number, 0.0)  # a file by itself
                break
    return found


def _is_annex(line: SetLine, page: SetPage) -> bool:
    """Tell whether a line begins an annex; the last words of a paragraph begin at its edge."""
    return bool(_ANNEX.fullmatch(line.text)) and line.left > page.width / 4


def _is_folio(line: SetLine) -> bool:
    return line.baseline < _TOP and bool(_NUMBER.fullmatch(line.text))


def _section(
    kind: str,
    start: tuple[int, float],
    end: tuple[int, float],
    pages: Sequence[SetPage],
    regime: Regime,
    before: TextEdges | None,
) -> OfficialSection:
    mine = [page for page in pages if start[0] <= page.number and (page.number, 0.0) < end]
    lines = [line for page in mine for line in page.lines if start <= (line.page, line.baseline) < end]
    folios = tuple(line for line in lines if _is_folio(line)) + tuple(_low_folios(mine, lines))
    lines = [line for line in lines if line not in folios]
    edges = find_edges(mine, lines)
    found: list[FoundComponent] = []
    address = find_address(mine[0], lines, edges) if mine else None
    if address:
        found.append(address)
        lines = [line for line in lines if line not in address.lines]
    if kind == "annex":
        rest = _annex_head(mine[0], lines, edges, found)
    else:
        head, rest = find_head(mine[0], lines, kind == "copy", regime) if lines else ([], [])
        found += head
        if kind == "document":
            title, rest = find_title(mine[0], rest, edges, found, regime)
            found += title
            addressees, rest = find_addressees(rest)
            found += addressees
    foot, rest = find_foot(mine, rest, edges) if kind != "annex" else ([], rest)
    found += foot
    paragraphs: list[SetParagraph] = []
    step = None
    headings = [line for item in found if item.key == "recipients-heading" for line in item.lines]
    edges = find_edges(mine, [*rest, *headings], before)
    if edges:
        size = most_of([run for line in rest for run in line.plain], lambda run: run.size) if rest else 0.0
        text = [
            line
            for page in mine
            for line in running(page, [line for line in rest if line.page == page.number], edges, size)
        ]
        step = step_of(text, edges)
        paragraphs = gather_paragraphs(text, edges, step)
        found += find_divisions(paragraphs)
    return OfficialSection(kind, (start, end), tuple(mine), edges, step, tuple(found), tuple(paragraphs), folios)


def _low_folios(pages: Sequence[SetPage], lines: Sequence[SetLine]) -> list[SetLine]:
    """Return numbers at the foot of pages that are alone there."""
    heights = {page.number: page.height for page in pages}
    return [line for line in lines if line.baseline > heights[line.page] - 25 and _NUMBER.fullmatch(line.text)]


def _annex_head(
    page: SetPage, lines: list[SetLine], edges: TextEdges | None, found: list[FoundComponent]
) -> list[SetLine]:
    """Find the line, title and note of an annex; return what follows them."""
    at = next((index for index, line in enumerate(lines) if _ANNEX.fullmatch(line.text)), None)
    if at is None:
        return lines
    found += [FoundComponent("signature-information", (line,)) for line in lines[:at] if line.text.startswith("Số:")]
    above = [line for line in lines[:at] if not line.text.startswith("Số:")]
    found.append(FoundComponent("annex", (lines[at],)))
    title: list[SetLine] = []
    note: list[SetLine] = []
    last = lines[at]
    index = at + 1
    middle = edges.centre if edges else page.width / 2
    while index < len(lines) and lines[index].page == last.page:
        line = lines[index]
        if line.baseline - last.baseline > 14 or (line.width > 150 and not note and not line.text.startswith("(")):
            break
        if line.text.startswith("(") or (note and not note[-1].text.rstrip().endswith(")")):
            note.append(line)
        elif note or abs(line.centre - middle) > 30 or not (line.bold or is_upper(line.text)):
            break
        else:
            title.append(line)
        last = line
        index += 1
    if title:
        found.append(FoundComponent("annex-title", tuple(title)))
    if note:
        found.append(FoundComponent("annex-note", tuple(note)))
    return above + lines[index:]
