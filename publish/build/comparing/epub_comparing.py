"""Two EPUBs compared: their words document by document, their pictures, and what the books say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from publish.base.diagnostics import Position
from publish.base.messages import say
from publish.base.workers.task import Task
from publish.build.comparing.alignment import PageAlignment, WordChange, align
from publish.build.comparing.comparison import (
    ChapterDifference,
    EpubComparison,
    FactDifference,
    Fate,
    PictureDifference,
    TextPiece,
    WordDifference,
)
from publish.build.comparing.pdf_comparing import Submit
from publish.build.comparing.sequences import SharedRun, drop_chance, share

if TYPE_CHECKING:
    from publish.build.comparing.epub_reading import BookDocument, BookPicture, BookText

_AROUND = 4


def compare_epubs(
    old: bytes, new: bytes, files: tuple[Path, Path], submit: Submit, *, pictured: bool
) -> EpubComparison:
    """Return what differs between two EPUBs.

    Args:
        old: One book.
        new: The other, of which is told what differs.
        files: Names of the books.
        submit: Has workers read, within their limits.
        pictured: Whether pictures that differ are wanted as they look.

    Raises:
        SourceError: If one is no EPUB, damaged, encrypted, or too large.
        StyleError: If a worker came to its limits.
    """
    from publish.build.comparing.epub_reading import read_epub, show_pictures

    reading = [
        submit(Task(read_epub, say("reading the words"), Position(file)), content, file)
        for content, file in zip((old, new), files, strict=True)
    ]
    before, after = (future.result() for future in reading)
    keys = [[document.words for document in book.documents] for book in (before, after)]
    found = submit(Task(align, say("comparing the words"), Position(files[1])), *keys).result()
    chapters = tuple(_chapters(before, after, found))
    if pictured:
        looks = [
            submit(Task(show_pictures, say("reading the pictures"), Position(file)), content, _wanted(book, chapters))
            for content, file, book in ((old, files[0], before), (new, files[1], after))
        ]
        shown = [future.result() for future in looks]
        chapters = tuple(_pictured(chapter, *shown) for chapter in chapters)
    return EpubComparison(
        files,
        (len(before.documents), len(after.documents)),
        tuple(_facts(dict(before.facts), dict(after.facts))),
        chapters,
        tuple(_members(dict(before.members), dict(after.members))),
    )


def _facts(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[FactDifference]:
    for name in dict.fromkeys((*old, *new)):
        if old.get(name, "") != new.get(name, ""):
            yield FactDifference(name, old.get(name, ""), new.get(name, ""))


def _members(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, Fate]]:
    for path in sorted({*old, *new}):
        if path not in new:
            yield path, Fate.REMOVED
        elif path not in old:
            yield path, Fate.ADDED
        elif old[path] != new[path]:
            yield path, Fate.CHANGED


def _chapters(before: BookText, after: BookText, found: PageAlignment) -> Iterator[ChapterDifference]:
    """Yield what is told of each document that differs; the differences are counted."""
    number = 0
    of_new: dict[int, list[WordChange]] = {}
    of_old: dict[int, list[WordChange]] = {}
    for change in found.changes:
        if change.new:
            of_new.setdefault(change.new[0], []).append(change)
        elif change.old:
            of_old.setdefault(change.old[0], []).append(change)
    for old, new in found.pairs:
        was = before.documents[old] if old is not None else None
        now = after.documents[new] if new is not None else None
        changes = [*of_new.get(-1 if new is None else new, ()), *of_old.get(-1 if old is None else old, ())]
        words = tuple(_word_difference(before, after, change, number + at) for at, change in enumerate(changes, 1))
        number += len(words)
        pictures = tuple(_pictures(was.pictures if was else (), now.pictures if now else ()))
        same = bool(was and now and was.words == now.words)
        marked_up = bool(was and now and same and was.shape != now.shape)
        if was is None or now is None:
            fate = Fate.REMOVED if was else Fate.ADDED
        elif words or pictures or marked_up:
            fate = Fate.CHANGED
        elif not same:
            fate = Fate.REFLOWED
        elif old != new:
            fate = Fate.MOVED
        else:
            continue
        paragraphs = () if same else tuple(_shown(was, now))
        title = now.title if now else was.title if was else ""
        places = 0 if old is None else old + 1, 0 if new is None else new + 1
        yield ChapterDifference(fate, *places, title, words, pictures, paragraphs, marked_up)


def _word_difference(before: BookText, after: BookText, change: WordChange, number: int) -> WordDifference:
    was, now = _words(before, change.old), _words(after, change.new)
    places = change.old[0] + 1 if change.old else 0, change.new[0] + 1 if change.new else 0
    around = now if change.new else was
    return WordDifference(number, was[1], now[1], *places, around[0], around[2], change.moved)


def _words(book: BookText, part: tuple[int, int, int] | None) -> tuple[str, str, str]:
    """Return a part of a document, with a few words before and behind it."""
    if part is None:
        return "", "", ""
    document, start, end = part
    words = book.documents[document].words
    pieces = words[max(0, start - _AROUND) : start], words[start:end], words[end : end + _AROUND]
    return " ".join(pieces[0]), " ".join(pieces[1]), " ".join(pieces[2])


# Pictures ------------------------------------------------------------------------------------------------------------


def _pictures(old: Sequence[BookPicture], new: Sequence[BookPicture]) -> Iterator[PictureDifference]:
    """Yield the pictures of a document that differ: those of one name are each other's, then those of one content."""
    left = list(old)
    for picture in new:
        same = next((one for one in left if one.path == picture.path), None)
        same = same or next((one for one in left if one.digest == picture.digest), None)
        if same is None:
            yield PictureDifference(picture.path, Fate.ADDED, new_alt=picture.alt)
            continue
        left.remove(same)
        if same.digest != picture.digest or same.alt != picture.alt:
            yield PictureDifference(picture.path, Fate.CHANGED, old_alt=same.alt, new_alt=picture.alt)
    for picture in left:
        yield PictureDifference(picture.path, Fate.REMOVED, old_alt=picture.alt)


def _wanted(book: BookText, chapters: Sequence[ChapterDifference]) -> list[str]:
    """Return the paths of the pictures of a book that are told as differing."""
    known = {picture.path for document in book.documents for picture in document.pictures}
    return sorted(known & {picture.name for chapter in chapters for picture in chapter.pictures})


def _pictured(chapter: ChapterDifference, old: Mapping[str, str], new: Mapping[str, str]) -> ChapterDifference:
    pictures = tuple(
        replace(
            one,
            old="" if one.fate is Fate.ADDED else old.get(one.name, ""),
            new="" if one.fate is Fate.REMOVED else new.get(one.name, ""),
        )
        for one in chapter.pictures
    )
    return replace(chapter, pictures=pictures)


# Paragraphs ----------------------------------------------------------------------------------------------------------


def _shown(was: BookDocument | None, now: BookDocument | None) -> Iterator[tuple[TextPiece, ...]]:
    """Yield the paragraphs that differ, in pieces, and an empty one for those between them that are the same."""
    skipped = False
    for paragraph in _paragraphs(was, now):
        if any(piece.fate for piece in paragraph):
            if skipped:
                yield ()
            skipped = False
            yield paragraph
        else:
            skipped = True
    if skipped:
        yield ()


def _paragraphs(was: BookDocument | None, now: BookDocument | None) -> Iterator[tuple[TextPiece, ...]]:
    """Yield all paragraphs of two documents in one text."""
    old, new = was.words if was else (), now.words if now else ()
    old_ends = {start - 1 for start in was.starts} if was else set()
    new_starts = set(now.starts) if now else set()
    old_starts = set(was.starts) if was else set()
    paragraph: list[tuple[Fate | None, str]] = []
    ended = False  # whether the last word, which is gone, was the last of its paragraph
    for fate, at, there in _steps(old, new):
        starts = at in old_starts if fate is Fate.REMOVED else there in new_starts
        only_gone = all(one is Fate.REMOVED for one, _ in paragraph)
        if starts and paragraph and (ended or not only_gone or fate is Fate.REMOVED):
            yield _joined(paragraph)
            paragraph = []
        paragraph.append((fate, old[at] if fate is Fate.REMOVED else new[there]))
        ended = fate is Fate.REMOVED and (at in old_ends or at == len(old) - 1)
    if paragraph:
        yield _joined(paragraph)


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Fate | None, int, int]]:
    """Yield each word of two texts in one: whether it is added or removed, and its numbers."""
    at = there = 0
    for run in (*drop_chance(share(old, new), len(old), len(new)), SharedRun(len(old), len(new), 0)):
        yield from ((Fate.REMOVED, number, there) for number in range(at, run.old))
        yield from ((Fate.ADDED, run.old, number) for number in range(there, run.new))
        yield from ((None, run.old + number, run.new + number) for number in range(run.size))
        at, there = run.old + run.size, run.new + run.size


def _joined(words: Sequence[tuple[Fate | None, str]]) -> tuple[TextPiece, ...]:
    pieces: list[TextPiece] = []
    for fate, word in words:
        if pieces and pieces[-1].fate is fate:
            pieces[-1] = TextPiece(f"{pieces[-1].text} {word}", fate)
        else:
            pieces.append(TextPiece(word, fate))
    return tuple(pieces)
