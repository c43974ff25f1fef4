"""A comparison as a page of HTML that needs nothing else: what differs side by side, with boxes round it."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from publish import __version__
from publish.base.diagnostics import short_path
from publish.base.messages import Message, say, say_count
from publish.build.comparing.comparison import (
    AreaDifference,
    ChapterDifference,
    DifferenceMark,
    Fate,
    PageDifference,
    PdfComparison,
    WordDifference,
)
from publish.build.comparing.pdf_reading import Box
from publish.build.comparing.phrases import Phrases
from publish.build.comparing.telling import (
    Comparison,
    changed_words,
    chapter_place,
    fold,
    place,
    summary,
    what_of_chapter,
    what_of_page,
    word_line,
)
from publish.preflight.report.page_views import View
from publish.publication.assets.folders import find_assets
from publish.publication.assets.jinja import fill_layout
from publish.publication.project import find_root

LAYOUT = "compare/report.html"
_AROUND_MM = 0.4
_LEAST_MM = 2.0
"""Boxes are drawn no smaller than this, so that a dot can be seen."""

_PIXELS_PER_MM = 4
_MOST_LETTERS = 4000


def render_html(found: Comparison, language: str) -> str:
    """Return the page, in a language: ``vi`` or ``en``."""
    phrases = Phrases(language)
    entries: list[dict[str, Any]] = []
    if isinstance(found, PdfComparison):
        rows = list(_page_rows(found.pages, entries, phrases))
    else:
        rows = list(_chapter_rows(found.chapters, entries, phrases))
    files = [
        {"name": short_path(file), "count": phrases.tell(_size(found, count))}
        for file, count in zip(found.files, found.counts, strict=True)
    ]
    members = () if isinstance(found, PdfComparison) else found.members
    values = {
        "language": language,
        "text_language": "",
        "generator": f"publish {__version__}",
        "say": phrases,
        "summary": phrases.tell(summary(found)),
        "old": files[0],
        "new": files[1],
        "facts": found.facts,
        "rows": rows,
        "entries": entries,
        "members": [{"name": name, "fate": fate.value, "fate_name": phrases[fate]} for name, fate in members],
        "marked": any(sheet.get("boxes") for entry in entries for sheet in entry["sheets"]),
    }
    return fill_layout(find_assets(find_root(Path())), LAYOUT, values)


def _size(found: Comparison, count: int) -> Message:
    if isinstance(found, PdfComparison):
        return say_count("{count} page", "{count} pages", count)
    return say_count("{count} chapter", "{count} chapters", count)


def _row(where: str, fate: Fate, what: str, phrases: Phrases, anchor: str) -> dict[str, str]:
    rest = what.removeprefix(phrases[fate])
    return {"place": where, "fate": fate.value, "fate_name": phrases[fate], "rest": rest, "anchor": anchor}


# Pages ---------------------------------------------------------------------------------------------------------------


def _page_rows(
    pages: Sequence[PageDifference], entries: list[dict[str, Any]], phrases: Phrases
) -> Iterator[dict[str, str]]:
    """Yield the rows of the list; pages that are shown are added to the entries."""
    for row in fold(pages):
        page, anchor = row[0], ""
        if page.fate not in (Fate.MOVED, Fate.REFLOWED):
            entries.append(_page_entry(page, place(row, phrases), phrases))
            anchor = f"e{len(entries)}"
        yield _row(place(row, phrases), page.fate, what_of_page(page, phrases), phrases, anchor)


def _page_entry(page: PageDifference, where: str, phrases: Phrases) -> dict[str, Any]:
    labels = {one.number: word_line(one, phrases) for one in page.words}
    labels |= {one.number: _area_line(one, phrases) for one in page.areas}
    sheets = [
        _sheet(page.old_view, page.old_marks, labels, phrases, True, page.old),
        _sheet(page.new_view, page.new_marks, labels, phrases, False, page.new),
    ]
    words = [_word_values(one, phrases) for one in page.words]
    words += [{"number": one.number, "note": _area_line(one, phrases)} for one in page.areas]
    words += [{"number": 0, "note": f"{phrases['head']}: {changed_words(was, now)}"} for was, now in page.heads]
    return _entry(where, page.fate, phrases, sheets=sheets, words=words)


def _entry(where: str, fate: Fate, phrases: Phrases, **values: Any) -> dict[str, Any]:
    parts: dict[str, Any] = {"sheets": [], "pictures": [], "paragraphs": [], "words": []}
    return {"place": where, "fate": fate.value, "fate_name": phrases[fate], **parts, **values}


def _area_line(area: AreaDifference, phrases: Phrases) -> str:
    if area.old and area.new:
        return phrases["picture_changed"]
    return phrases["picture_added"] if area.new else phrases["picture_removed"]


def _word_values(one: WordDifference, phrases: Phrases) -> dict[str, Any]:
    if one.moved:
        return {"number": one.number, "note": word_line(one, phrases)}
    return {
        "number": one.number,
        "note": "",
        "old": one.old[:_MOST_LETTERS],
        "new": one.new[:_MOST_LETTERS],
        "before": one.before,
        "after": one.after,
    }


def _sheet(
    view: View | None,
    marks: Sequence[DifferenceMark],
    labels: Mapping[int, str],
    phrases: Phrases,
    is_old: bool,
    number: int,
) -> dict[str, Any]:
    """Return a picture of a page and the boxes on it, in per cent of its size."""
    if not number:
        return {"picture": "", "alt": f"{phrases['was_file' if is_old else 'is_file']}: {phrases['absent']}"}
    title = phrases.tell(say("Old page {page}", page=number) if is_old else say("New page {page}", page=number))
    if view is None:
        return {"picture": "", "alt": f"{title}: {phrases['not_drawn']}"}
    boxes = []
    linked: set[int] = set()
    for mark in marks:
        first = mark.number in labels and mark.number not in linked
        linked.add(mark.number)
        label = f"{mark.number}: {labels[mark.number]}" if first else ""
        style = _style(mark.box, view)
        boxes.append({"number": mark.number, "fate": mark.fate.value, "label": label, "style": style})
    return {
        "picture": "data:image/png;base64," + base64.b64encode(view.png).decode("ascii"),
        "width": round(view.width_mm * _PIXELS_PER_MM),
        "height": round(view.height_mm * _PIXELS_PER_MM),
        "alt": title,
        "boxes": boxes,
    }


def _style(box: Box, view: View) -> str:
    """Return where a box stands on a picture, no smaller than can be seen, within its edges."""
    x, y, width, height = box
    across, down = max(width + 2 * _AROUND_MM, _LEAST_MM), max(height, _LEAST_MM)
    left = (x + width / 2 - across / 2 - view.left_mm) / view.width_mm * 100
    top = (y + height / 2 - down / 2 - view.top_mm) / view.height_mm * 100
    right = min(left + across / view.width_mm * 100, 100.0)
    bottom = min(top + down / view.height_mm * 100, 100.0)
    left, top = min(max(left, 0.0), 99.0), min(max(top, 0.0), 99.0)
    return f"left:{left:.2f}%;top:{top:.2f}%;width:{max(right - left, 0.5):.2f}%;height:{max(bottom - top, 0.5):.2f}%"


# Chapters ------------------------------------------------------------------------------------------------------------


def _chapter_rows(
    chapters: Sequence[ChapterDifference], entries: list[dict[str, Any]], phrases: Phrases
) -> Iterator[dict[str, str]]:
    """Yield the rows of the list; chapters that are shown are added to the entries."""
    for chapter in chapters:
        where = chapter_place(chapter, phrases)
        anchor = ""
        if chapter.pictures or chapter.paragraphs:
            pictures = [
                {
                    "name": one.name,
                    "fate": one.fate.value,
                    "fate_name": phrases[one.fate],
                    "sides": [
                        _side(one.old, one.old_alt, phrases["picture_was"], one.fate is Fate.ADDED, phrases),
                        _side(one.new, one.new_alt, phrases["picture_is"], one.fate is Fate.REMOVED, phrases),
                    ],
                }
                for one in chapter.pictures
            ]
            entries.append(_entry(where, chapter.fate, phrases, pictures=pictures, paragraphs=chapter.paragraphs))
            anchor = f"e{len(entries)}"
        yield _row(where, chapter.fate, what_of_chapter(chapter, phrases), phrases, anchor)


def _side(url: str, alt: str, name: str, lacking: bool, phrases: Phrases) -> dict[str, str]:
    return {"url": url, "alt": alt, "name": name, "lack": phrases["absent" if lacking else "unshown"]}
