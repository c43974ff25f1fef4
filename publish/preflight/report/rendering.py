"""Findings in finished files as JSON, as SARIF 2.1.0 (OASIS) and as a page of HTML that shows each place."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish import __version__
from publish.base import sarif
from publish.base.diagnostics import SEVERITIES, Diagnostic, Severity, Spot, short_path, summarise
from publish.base.messages import SOURCE_LANGUAGE, Message, join_messages, say, say_count, translate
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


_WORDS = {
    "asked": say("Asked"),
    "not_checked": say("Not checked by"),
    "judged_for": say("judged for"),
    "number": say("No."),
    "weight": say("Weight"),
    "rule": say("Rule"),
    "what": say("What, and where"),
    "hint": say("Hint"),
    "source": say("Source"),
    "page": say("Page"),
    "ink": say("Most ink of each page"),
    "most_ink": say("Most ink, %"),
    "at": say("At"),
}
"""What the page says beside the findings."""


def render_html(inspected: Inspected, language: str = SOURCE_LANGUAGE) -> str:
    """Return a page that needs nothing else: each page with findings as a picture, its places marked and numbered."""
    values = {
        "language": language,
        "words": {name: translate(word, language) for name, word in _WORDS.items()},
        "files": [_file_values(inspection, language) for inspection in inspected.files],
        "summary": _summarise(inspected.findings, language),
        "asked": inspected.asked,
        "missing": [translate(sentence, language) for sentence in inspected.missing],
        "generator": f"publish {__version__}",
    }
    return fill_layout(find_assets(find_root(Path())), LAYOUT, values)


def _summarise(findings: Sequence[Diagnostic], language: str) -> str:
    return summarise(findings, language) or translate(say("nothing found"), language)


def _file_values(inspection: Inspection, language: str) -> dict[str, Any]:
    rows = [_row(number, found, language) for number, found in enumerate(inspection.findings, 1)]
    return {
        "name": short_path(inspection.file),
        "kind": inspection.kind.upper(),
        "judged_for": inspection.judged_for,
        "summary": _summarise(inspection.findings, language),
        "findings": rows,
        "pages": [_page_values(number, view, inspection.findings) for number, view in inspection.views],
        "ink": [
            {"page": ink.place.page, "percent": f"{ink.percent:.0f}", "place": translate(_at(ink), language)}
            for ink in inspection.ink
        ],
        "typography": [
            (translate(name, language), translate(value, language))
            for name, value in (typography_rows(inspection.typography) if inspection.typography else ())
        ],
    }


def ink_table(inspection: Inspection) -> Iterator[Message]:
    """Yield a line for each page whose ink was measured: how much its worst spot has, and where."""
    for ink in inspection.ink:
        yield say(
            "{file}: page {page}: {percent:.0f} % ink at {place}",
            file=short_path(inspection.file),
            page=ink.place.page,
            percent=ink.percent,
            place=_at(ink),
        )


def _at(ink: PageInk) -> Message:
    return say("{x:.1f}, {y:.1f} mm", x=ink.place.x_mm, y=ink.place.y_mm)


def _row(number: int, found: Diagnostic, language: str) -> dict[str, Any]:
    return {
        "number": number,
        "severity": sarif.LEVELS[found.severity],
        "weight": translate(SEVERITIES[found.severity], language),
        "rule": found.rule,
        "message": translate(found.message, language),
        "hint": translate(found.hint, language),
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
    checked: str = (
        say_count("{count} file measured", "{count} files measured", len(worst))
        if measured
        else say_count("{count} file checked", "{count} files checked", len(worst))
    )
    parts = [checked]
    parts += [say("{count} with errors", count=wrong)] if wrong else []
    parts += [say("{count} with warnings", count=doubtful)] if doubtful else []
    return join_messages(parts if wrong or doubtful or measured else [*parts, say("none at fault")])
