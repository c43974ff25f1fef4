"""A comparison as lines, one for each page or chapter that differs, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from publish import __version__
from publish.base.diagnostics import short_path
from publish.base.messages import Message, say, say_count
from publish.build.comparing.comparison import (
    ChapterDifference,
    EpubComparison,
    FactDifference,
    Fate,
    PageDifference,
    PdfComparison,
    WordDifference,
)
from publish.build.comparing.pdf_reading import Box
from publish.build.comparing.phrases import (
    Phrases,
    chapter_at,
    count_chapters,
    count_pages,
    join,
    list_pages,
    pages_at,
    pages_from,
)

_MOST_TOLD = 3
_MOST_LETTERS = 60
_FOLDED = (Fate.MOVED, Fate.REFLOWED)
"""What is told of pages that follow each other in one line."""

Comparison = PdfComparison | EpubComparison


def tell(found: Comparison, language: str) -> Iterator[str]:
    """Yield a line for each fact, page and chapter that differs; pages that have only moved share one."""
    phrases = Phrases(language)
    yield from (f"{fact.name}: {quoted(fact.old)} → {quoted(fact.new)}" for fact in found.facts)
    if isinstance(found, PdfComparison):
        for row in fold(found.pages):
            yield f"{place(row, phrases)}: {what_of_page(row[0], phrases)}"
    else:
        for chapter in found.chapters:
            yield f"{chapter_place(chapter, phrases)}: {what_of_chapter(chapter, phrases)}"
        yield from (f"{path}: {phrases[fate]}" for path, fate in found.members)


def summary(found: Comparison) -> Message:
    """Return how many pages or chapters have met which fate."""
    if found.same:
        return say("the two files say and show the same")
    is_pdf = isinstance(found, PdfComparison)
    entries = found.pages if isinstance(found, PdfComparison) else found.chapters
    counts = Counter(one.fate for one in entries)
    count_of = count_pages if is_pdf else count_chapters
    parts = [count_of(fate, counts[fate]) for fate in Fate if counts[fate]]
    if found.facts:
        parts.append(say("other metadata"))
    if isinstance(found, EpubComparison) and found.members:
        parts.append(say_count("{count} other file in the book", "{count} other files in the book", len(found.members)))
    return join(parts)


def fold(pages: Sequence[PageDifference]) -> Iterator[tuple[PageDifference, ...]]:
    """Yield pages, those together that follow each other and have only moved by as much."""
    row: tuple[PageDifference, ...] = ()
    for page in pages:
        if row and page.fate in _FOLDED and _follows(row[-1], page):
            row = (*row, page)
            continue
        if row:
            yield row
        row = (page,)
    if row:
        yield row


def _follows(before: PageDifference, page: PageDifference) -> bool:
    return (before.fate, before.old + 1, before.new + 1) == (page.fate, page.old, page.new)


def place(row: Sequence[PageDifference], phrases: Phrases) -> str:
    """Return which pages a row of them is about, such as ``pages 54–77 → 56–79``."""
    old, new = (row[0].old, row[-1].old), (row[0].new, row[-1].new)
    if not old[0] or not new[0] or old == new:
        return phrases.tell(pages_at(*(new if new[0] else old)))
    return phrases.tell(pages_from(old, new))


def chapter_place(chapter: ChapterDifference, phrases: Phrases) -> str:
    """Return which chapter is meant, by its number and its title."""
    return phrases.tell(chapter_at(chapter.old, chapter.new, clipped(chapter.title)))


def what_of_page(page: PageDifference, phrases: Phrases) -> str:
    """Return what became of a page, in one line."""
    parts = []
    if page.resized:
        parts.append(phrases["resized"])
    if page.elsewhere and not page.words:
        numbers = list_pages(page.elsewhere)
        if page.new:
            parts.append(phrases.tell(say("its words stood on page {pages}", pages=numbers)))
        else:
            parts.append(phrases.tell(say("its words stand on page {pages}", pages=numbers)))
    parts += _told(page.words, phrases)
    parts += [f"{phrases['head']}: {changed_words(was, now)}" for was, now in page.heads]
    if page.areas:
        parts.append(phrases.tell(say_count("{count} picture", "{count} pictures", len(page.areas))))
    return f"{phrases[page.fate]}: {'; '.join(parts)}" if parts else phrases[page.fate]


def what_of_chapter(chapter: ChapterDifference, phrases: Phrases) -> str:
    """Return what became of a chapter, in one line."""
    parts = [] if chapter.fate in (Fate.ADDED, Fate.REMOVED) else _told(chapter.words, phrases)
    for picture in chapter.pictures:
        name = phrases.tell(say("picture {name}", name=picture.name))
        parts.append(f"{name}: {phrases[picture.fate]}")
    parts += [phrases["marked_up"]] if chapter.marked_up else []
    return f"{phrases[chapter.fate]}: {'; '.join(parts)}" if parts else phrases[chapter.fate]


def _told(words: Sequence[WordDifference], phrases: Phrases) -> list[str]:
    told = [word_line(one, phrases) for one in words[:_MOST_TOLD]]
    left = len(words) - _MOST_TOLD
    return [*told, phrases.tell(say("{count} more", count=left))] if left > 0 else told


def word_line(one: WordDifference, phrases: Phrases) -> str:
    """Return what became of words, in a few of them."""
    if one.moved:
        return phrases.tell(say("moved: {words}", words=quoted(one.new or one.old)))
    return changed_words(one.old, one.new)


def changed_words(old: str, new: str) -> str:
    """Return words that were replaced, added or removed, clipped: ``“old” → “new”``, ``+ “new”``, ``− “old”``."""
    if old and new:
        return f"{quoted(old)} → {quoted(new)}"
    return f"+ {quoted(new)}" if new else f"\N{MINUS SIGN} {quoted(old)}"


def quoted(text: str) -> str:
    """Return words in quotes, clipped."""
    return f"“{clipped(text)}”"


def clipped(text: str) -> str:
    """Return a text that is no longer than can be read at a glance, on one line."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= _MOST_LETTERS else line[:_MOST_LETTERS].rstrip() + " …"


# JSON ----------------------------------------------------------------------------------------------------------------


def render_json(found: Comparison) -> str:
    """Return all that differs; lengths are in millimetres, from the upper left corner of the trim."""
    kind = "pdf" if isinstance(found, PdfComparison) else "epub"
    count = "pages" if kind == "pdf" else "chapters"
    files = [{"file": short_path(file), count: number} for file, number in zip(found.files, found.counts, strict=True)]
    content: dict[str, Any] = {
        "generator": f"publish {__version__}",
        "kind": kind,
        "old": files[0],
        "new": files[1],
        "same": found.same,
        "facts": [_fact(fact) for fact in found.facts],
    }
    if isinstance(found, PdfComparison):
        content["differences"] = [_page(page) for page in found.pages]
    else:
        content["differences"] = [_chapter(chapter) for chapter in found.chapters]
        content["members"] = [{"name": path, "fate": fate.value} for path, fate in found.members]
    return json.dumps(content, ensure_ascii=False, indent=2)


def _fact(fact: FactDifference) -> dict[str, str]:
    return {"name": fact.name, "old": fact.old, "new": fact.new}


def _page(page: PageDifference) -> dict[str, Any]:
    return {
        "fate": page.fate.value,
        "old": page.old or None,
        "new": page.new or None,
        "resized": page.resized,
        "words": [_word(one, page) for one in page.words],
        "areas": [
            {"number": one.number, "old": _box(one.old) if one.old else None, "new": _box(one.new) if one.new else None}
            for one in page.areas
        ],
        "running_heads": [{"old": was, "new": now} for was, now in page.heads],
        "elsewhere": list(page.elsewhere),
    }


def _word(one: WordDifference, page: PageDifference | None = None) -> dict[str, Any]:
    entry: dict[str, Any] = {"number": one.number, "old": one.old, "new": one.new, "moved": one.moved}
    entry |= {"old_at": one.old_page or None, "new_at": one.new_page or None}
    entry |= {"before": one.before, "after": one.after}
    if page:
        for side, marks in (("old_boxes", page.old_marks), ("new_boxes", page.new_marks)):
            entry[side] = [_box(mark.box) for mark in marks if mark.number == one.number]
    return entry


def _box(box: Box) -> dict[str, float]:
    names = ("x_mm", "y_mm", "width_mm", "height_mm")
    return {name: round(value, 2) for name, value in zip(names, box, strict=True)}


def _chapter(chapter: ChapterDifference) -> dict[str, Any]:
    return {
        "fate": chapter.fate.value,
        "old": chapter.old or None,
        "new": chapter.new or None,
        "title": chapter.title,
        "words": [_word(one) for one in chapter.words],
        "pictures": [
            {"name": one.name, "fate": one.fate.value, "old_alt": one.old_alt, "new_alt": one.new_alt}
            for one in chapter.pictures
        ],
        "marked_up_otherwise": chapter.marked_up,
    }
