"""Findings in finished files as JSON, as SARIF 2.1.0 (OASIS) and as a page of HTML that shows each place."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish import __version__
from publish.base import sarif
from publish.base.diagnostics import Diagnostic, Severity, Spot, short_path, summarise
from publish.preflight.report.typography_figures import typography_entry, typography_rows
from publish.publication.assets.folders import find_assets
from publish.publication.assets.jinja import fill_layout
from publish.publication.project import find_root

if TYPE_CHECKING:
    from publish.preflight.findings import PageInk
    from publish.preflight.report.inspection import Inspected, Inspection
    from publish.preflight.report.page_views import View

LAYOUT = "check/report.html"
_LEAST_MM = 3.0
"""Boxes are drawn no smaller than this, so that a hairline can be seen."""


def render_json(inspected: Inspected) -> str:
    """Return all that was found; lengths are in millimetres, from the upper left corner of the trim."""
    content = {
        "generator": f"publish {__version__}",
        "asked": list(inspected.asked),
        "missing": list(inspected.missing),
        "files": [_file_entry(inspection) for inspection in inspected.files],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _file_entry(inspection: Inspection) -> dict[str, Any]:
    entry: dict[str, Any] = {"file": short_path(inspection.file), "kind": inspection.kind}
    if inspection.typography:
        entry["typography"] = typography_entry(inspection.typography)
    elif inspection.kind == "pdf":
        entry["judged_for"] = inspection.judged_for
        sizes = [(_mm(sheet.width_mm), _mm(sheet.height_mm)) for sheet in inspection.sheets]
        entry["pages"] = [{"width_mm": width, "height_mm": height} for width, height in sizes]
        entry["ink"] = [_ink_entry(ink) for ink in inspection.ink]
    entry["findings"] = [_finding_entry(found) for found in inspection.findings]
    return entry


def _ink_entry(ink: PageInk) -> dict[str, Any]:
    place = ink.place
    box = place.x_mm, place.y_mm, place.width_mm, place.height_mm
    return {"page": place.page, "percent": _mm(ink.percent), "place": _box_entry(box)}


def _finding_entry(found: Diagnostic) -> dict[str, Any]:
    spot = found.spot or Spot(found.position.file)
    entry: dict[str, Any] = {
        "severity": sarif.LEVELS[found.severity],
        "rule": found.rule,
        "message": found.message,
        "hint": found.hint,
    }
    if spot.page:
        entry |= {"page": spot.page, "pages": list(spot.pages or (spot.page,))}
        entry["place"] = _box_entry(spot.box_mm) if spot.box_mm else None
    if spot.member:
        entry |= {"member": spot.member, "line": spot.line or None, "column": spot.column or None}
    entry["source"] = None
    if _is_traced(found):
        position = found.position
        place = {"line": position.line or None, "column": position.column or None}
        entry["source"] = {"file": short_path(position.file), **place}
    return entry


def _box_entry(box: tuple[float, float, float, float]) -> dict[str, float]:
    names = ("x_mm", "y_mm", "width_mm", "height_mm")
    return {name: _mm(value) for name, value in zip(names, box, strict=True)}


def _mm(value: float) -> float:
    return round(value, 2)


def _is_traced(found: Diagnostic) -> bool:
    """Tell whether a finding stands in a source, and not in the finished file."""
    return found.spot is not None and found.position.file != found.spot.file


def render_sarif(inspected: Inspected) -> str:
    """Return all that was found as a SARIF log; the place in the finished file is a logical location."""
    return sarif.render_log([_result(found) for found in inspected.findings], {})


def _result(found: Diagnostic) -> dict[str, Any]:
    spot, position = found.spot or Spot(found.position.file), found.position
    physical: dict[str, Any] = {"artifactLocation": sarif.artifact(position.file)}
    if position.line:
        physical["region"] = {"startLine": position.line}
        if position.column:
            physical["region"]["startColumn"] = position.column
    location: dict[str, Any] = {"physicalLocation": physical}
    if place := _place_name(spot):
        location["logicalLocations"] = [{"fullyQualifiedName": place}]
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "level": sarif.LEVELS[found.severity],
        "message": {"text": f"{found.message}\n{found.hint}" if found.hint else found.message},
        "locations": [location],
    }
    if _is_traced(found):
        result["relatedLocations"] = [{"physicalLocation": {"artifactLocation": sarif.artifact(spot.file)}}]
    if spot.page:
        result["properties"] = {"page": spot.page, "place": _box_entry(spot.box_mm) if spot.box_mm else None}
    return result


def _place_name(spot: Spot) -> str:
    if spot.member:
        return ":".join(map(str, filter(None, (spot.member, spot.line, spot.column))))
    return f"page {spot.page}" if spot.page else ""


# HTML ----------------------------------------------------------------------------------------------------------------


def render_html(inspected: Inspected) -> str:
    """Return a page that needs nothing else: each page with findings as a picture, its places marked and numbered."""
    values = {
        "files": [_file_values(inspection) for inspection in inspected.files],
        "summary": summarise(inspected.findings) or "nothing found",
        "asked": inspected.asked,
        "missing": inspected.missing,
        "generator": f"publish {__version__}",
    }
    return fill_layout(find_assets(find_root(Path())), LAYOUT, values)


def _file_values(inspection: Inspection) -> dict[str, Any]:
    rows = [_row(number, found) for number, found in enumerate(inspection.findings, 1)]
    return {
        "name": short_path(inspection.file),
        "kind": inspection.kind.upper(),
        "judged_for": inspection.judged_for,
        "summary": summarise(inspection.findings) or "nothing found",
        "findings": rows,
        "pages": [_page_values(number, view, inspection.findings) for number, view in inspection.views],
        "ink": [_ink_row(ink) for ink in inspection.ink],
        "typography": list(typography_rows(inspection.typography)) if inspection.typography else [],
    }


def _ink_row(ink: PageInk) -> dict[str, Any]:
    return {"page": ink.place.page, "percent": f"{ink.percent:.0f}", "place": _at(ink.place.x_mm, ink.place.y_mm)}


def ink_table(inspection: Inspection) -> Iterator[str]:
    """Yield a line for each page whose ink was measured: how much its worst spot has, and where."""
    for ink in inspection.ink:
        row = _ink_row(ink)
        yield f"{short_path(inspection.file)}: page {row['page']}: {row['percent']} % ink at {row['place']}"


def typography_table(inspection: Inspection) -> Iterator[str]:
    """Yield the lines that tell how the pages of a file are set; none where that was not measured."""
    if inspection.typography:
        yield short_path(inspection.file)
        rows = list(typography_rows(inspection.typography))
        width = max(len(name) for name, _ in rows)
        yield from (f"  {name:{width}}  {value}" for name, value in rows)


def _at(x_mm: float, y_mm: float) -> str:
    return f"{x_mm:.1f}, {y_mm:.1f} mm"


def _row(number: int, found: Diagnostic) -> dict[str, Any]:
    return {
        "number": number,
        "severity": sarif.LEVELS[found.severity],
        "rule": found.rule,
        "message": found.message,
        "hint": found.hint,
        "source": str(found.position) if _is_traced(found) else "",
        "page": found.spot.page if found.spot else 0,
    }


def _page_values(number: int, view: View, findings: Sequence[Diagnostic]) -> dict[str, Any]:
    """Return a picture of a page and the boxes on it, in per cent of its size."""
    boxes = []
    for index, found in enumerate(findings, 1):
        if found.spot and found.spot.page == number:
            place = found.spot.box_mm or (view.left_mm, view.top_mm, view.width_mm, view.height_mm)
            left, top, width, height = _visible(place, view)
            style = f"left:{left:.2f}%;top:{top:.2f}%;width:{width:.2f}%;height:{height:.2f}%"
            boxes.append({"number": index, "severity": sarif.LEVELS[found.severity], "style": style})
    picture = "data:image/png;base64," + base64.b64encode(view.png).decode("ascii")
    return {"number": number, "picture": picture, "boxes": boxes}


def _visible(place: tuple[float, float, float, float], view: View) -> tuple[float, float, float, float]:
    """Return a place in per cent of a picture, no smaller than can be seen, no larger than the picture."""
    x, y, width, height = place
    x, width = x - max(0.0, _LEAST_MM - width) / 2, max(width, _LEAST_MM)
    y, height = y - max(0.0, _LEAST_MM - height) / 2, max(height, _LEAST_MM)
    left = min(max((x - view.left_mm) / view.width_mm * 100, 0.0), 99.0)
    top = min(max((y - view.top_mm) / view.height_mm * 100, 0.0), 99.0)
    across = min(width / view.width_mm * 100, 100.0 - left)
    return left, top, across, min(height / view.height_mm * 100, 100.0 - top)


def count_files(inspected: Inspected) -> str:
    """Return the closing line: how many files there were, and how many have errors or warnings."""
    worst = [min((found.severity for found in one.findings), default=Severity.NOTE) for one in inspected.files]
    wrong, doubtful = worst.count(Severity.ERROR), worst.count(Severity.WARNING)
    measured = any(one.typography for one in inspected.files)
    parts = [f"{len(worst)} file{'s' if len(worst) != 1 else ''} {'measured' if measured else 'checked'}"]
    parts += [f"{wrong} with errors"] if wrong else []
    parts += [f"{doubtful} with warnings"] if doubtful else []
    return ", ".join(parts if wrong or doubtful or measured else [*parts, "none at fault"])
