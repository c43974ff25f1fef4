"""The end of a document: who receives it, who signs it, and the address at the foot of its first page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.preflight.official.blocks import TextEdges
from publish.preflight.official.found import FoundComponent
from publish.preflight.official.lines import SetLine, SetPage, Stroke, fold, is_upper

_AUTHORITIES = ("tm.", "kt.", "tl.", "tuq.", "q.")
_DRAFTER = re.compile(r"[^\s\-–]{1,8}\s?\(\d+\)[.;]?")
_CONTACT = ("dt:", "dienthoai", "fax", "email", "e-mail", "website", "diachi", "www.")
_DIGITAL = ("kyboi", "nguoiky", "signature", "thoigianky", "digitally", "coquan:", "ngayky")
_GROUP = 9.5  # millimetres between baselines from which lines of the signature are not one group
_FULL = 100.0  # millimetres from which a line is one of the text, and none of the recipients
_LEVEL = 6.0  # millimetres by which the signature may begin above the words “Nơi nhận”


def find_foot(
    pages: Sequence[SetPage], lines: Sequence[SetLine], edges: TextEdges | None
) -> tuple[list[FoundComponent], list[SetLine]]:
    """Return recipients and signature, and the lines before them."""
    if not lines:
        return [], []
    middle = pages[0].width / 2 + 3
    heading = next((line for line in reversed(lines) if _is_heading(line, middle)), None)
    block = _signature(lines, heading, middle, edges)
    found: list[FoundComponent] = []
    found += _signed(block)
    start = (
        min((line.page, line.baseline) for line in (*block, *([heading] if heading else [])))
        if block or heading
        else None
    )
    if heading:
        mate = tuple(block[:1]) if block and abs(block[0].baseline - heading.baseline) < _LEVEL else ()
        found.append(FoundComponent("recipients-heading", (heading,), mates=mate))
        found += _recipients(lines, heading, middle)
    if start is None:
        return found, list(lines)
    return found, [line for line in lines if (line.page, line.baseline) < (start[0], start[1] - 3)]


def _is_heading(line: SetLine, middle: float) -> bool:
    return fold(line.text).rstrip(":") == "noinhan" and line.centre < middle


def _signature(
    lines: Sequence[SetLine], heading: SetLine | None, middle: float, edges: TextEdges | None
) -> list[SetLine]:
    """Return the lines of the signature, from top to bottom."""
    last = heading.page if heading else lines[-1].page
    on_right = [line for line in lines if line.page == last and line.centre > middle and line.left > middle - 38]
    full = {id(line) for line in lines if edges and line.left < edges.left + 15 and line.width > _FULL}
    if heading:
        beside = [line for line in on_right if line.baseline > heading.baseline - _LEVEL]
        ends = [
            line.baseline
            for line in lines
            if id(line) in full and line.page == last and line.baseline > heading.baseline
        ]
        beside = [line for line in beside if line.baseline < min(ends, default=1000.0)]
        if beside:
            return beside
        on_right = [line for line in on_right if line.baseline < heading.baseline]
    low = [line.baseline for line in lines if id(line) in full and line.page == last]
    if heading:
        low = [at for at in low if at < heading.baseline]
    return [line for line in on_right if line.baseline > max(low, default=0.0)]


def _signed(block: Sequence[SetLine]) -> list[FoundComponent]:
    block = [line for line in block if not fold(line.text).startswith(_DIGITAL)]
    groups: list[list[SetLine]] = []
    noted = False
    for line in block:
        if line.text.startswith("(") or noted:
            noted = not line.text.rstrip().endswith(")")
            if groups and groups[-1]:
                groups.append([])
            continue
        if groups and groups[-1] and line.baseline - groups[-1][-1].baseline > _GROUP:
            groups.append([])
        if not groups:
            groups.append([])
        groups[-1].append(line)
    groups = [group for group in groups if group]
    if not groups:
        return []
    titles = groups[0]
    name = groups[-1][-1] if len(groups) > 1 else None
    if name is None and len(titles) > 1 and not is_upper(titles[-1].text):
        titles, name = titles[:-1], titles[-1]
    found = []
    by = [line for line in titles if fold(line.text).startswith(_AUTHORITIES)]
    office = [line for line in titles if line not in by]
    if by:
        found.append(FoundComponent("signing-authority", tuple(by)))
    if office:
        found.append(FoundComponent("office", tuple(office)))
    if name:
        found.append(FoundComponent("signer", (name,), mates=tuple(titles)))
    return found


def _recipients(lines: Sequence[SetLine], heading: SetLine, middle: float) -> list[FoundComponent]:
    listed: list[SetLine] = []
    drafter: list[SetLine] = []
    last = heading
    for line in lines:
        below = line.page == heading.page and line.baseline > heading.baseline + 0.5
        if not below or line.left > middle - 20 or line.centre > middle:
            continue
        if line.baseline - last.baseline > _GROUP or fold(line.text).startswith("ghichu"):
            break
        if _DRAFTER.fullmatch(line.text):
            drafter.append(line)
        else:
            listed.append(line)
        last = line
    found = [FoundComponent("recipients", tuple(listed))] if listed else []
    return [*found, *([FoundComponent("drafter", tuple(drafter))] if drafter else [])]


def find_address(page: SetPage, lines: Sequence[SetLine], edges: TextEdges | None) -> FoundComponent | None:
    """Return the address at the foot of the first page: below a rule as wide as the text, or by what it says."""
    width = ((edges.right or page.width - 15) - edges.left) if edges else 150.0
    low = [line for line in lines if line.page == page.number and line.baseline > 0.75 * page.height]
    rules = [stroke for stroke in page.strokes if stroke.width > 0.6 * width and stroke.y > 0.72 * page.height]
    counts = [(line, sum(word in fold(line.text) for word in _CONTACT)) for line in low]
    ruled = min((stroke.y for stroke in rules), default=page.height)
    contacts = [line for line, count in counts if count and (line.baseline > ruled or count > 1)]
    if not contacts:
        return None
    rule: Stroke | None = max(
        (stroke for stroke in rules if stroke.y < contacts[0].baseline), key=lambda stroke: stroke.y, default=None
    )
    top = rule.y if rule else contacts[0].baseline - 0.5
    chosen = [line for line in low if line.baseline > top]
    return FoundComponent("address", tuple(chosen), rule)
