"""Make the index of a publication out of the marks in its text: pure functions on nodes and folios."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from publish.base.diagnostics import Diagnostic, error, warning
from publish.base.messages import say
from publish.base.numerals import folio_number
from publish.publication import model
from publish.publication.kind import Kind
from publish.vietnamese.collation import sort_key

PREFIX = "index-"
"""Marked words are places ``index-1``, ``index-2`` … of their article."""

_ALPHABET = {sort_key(letter)[0]: letter for letter in "AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZ"}

Term = tuple[str, ...]
"""An entry, or an entry and its sub-entry."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the text speaks of something: the place in a chapter, and where a longer passage ends."""

    chapter: str
    first: str
    last: str


@dataclass(slots=True)
class IndexEntry:
    """A line of the index.

    Attributes:
        label: The words of the line.
        mentions: The mentions of the entry in the order of the text.
        see: Entries to look at instead.
        see_also: Entries to look at as well.
        children: The sub-entries of the line.
    """

    label: str
    mentions: list[Mention] = field(default_factory=list)
    see: list[Term] = field(default_factory=list)
    see_also: list[Term] = field(default_factory=list)
    children: list[IndexEntry] = field(default_factory=list)


def marked_spans(article: model.Article) -> Iterator[model.Span]:
    """Yield the marked words of an article in the order of the text, notes behind it."""
    for node in model.walk((article.children, article.footnotes)):
        if isinstance(node, model.Span) and node.marks:
            yield node


def mark_names(article: model.Article) -> dict[int, str]:
    """Return the name of each place that the index leads to, by ``id`` of its span."""
    placed = (span for span in marked_spans(article) if any(not mark.see for mark in span.marks))
    return {id(span): f"{PREFIX}{number}" for number, span in enumerate(placed, 1)}


def term_of(mark: model.IndexMark, span: model.Span) -> Term:
    """Return the entry that a mark makes."""
    return mark.term or (" ".join(model.plain_text(span.children).split()),)


def key_of(term: Term) -> Term:
    """Return what is the same for one entry: a capital at the start of a sentence makes no other."""
    plain = [unicodedata.normalize("NFC", part) for part in term]
    return tuple(part[:1].lower() + part[1:] for part in plain)


# From the marks to the entries ---------------------------------------------------------------------------------------


def collect_entries(chapters: Iterable[tuple[str, model.Article]]) -> list[IndexEntry]:
    """Return the entries of an index in their order.

    Args:
        chapters: Name and article of each chapter, in the order of the book.
    """
    index = _Index()
    for name, article in chapters:
        index.add(name, article)
    return sorted_entries(index.entries.values())


class _Index:
    """The entries as they grow."""

    def __init__(self) -> None:
        self.entries: dict[Term, IndexEntry] = {}
        self.below: dict[Term, IndexEntry] = {}

    def entry(self, term: Term) -> IndexEntry:
        """Return the entry of that name, made where it is new; small letters win over a sentence's first capital."""
        head = self._named(self.entries, term[:1], term[0])
        if len(term) == 1:
            return head
        known = key_of(term) in self.below
        entry = self._named(self.below, term, term[1])
        if not known:
            head.children.append(entry)
        return entry

    @staticmethod
    def _named(entries: dict[Term, IndexEntry], term: Term, label: str) -> IndexEntry:
        entry = entries.setdefault(key_of(term), IndexEntry(label))
        entry.label = max(entry.label, label)  # of two that differ in the first capital the small letter
        return entry

    def add(self, chapter: str, article: model.Article) -> None:
        names = mark_names(article)
        open_passages: dict[Term, str] = {}
        for span in marked_spans(article):
            for mark in span.marks:
                term = term_of(mark, span)
                key, place = key_of(term), names.get(id(span), "")
                if mark.kind == "from":
                    open_passages[key] = place
                elif mark.kind == "to":
                    self.entry(term).mentions.append(Mention(chapter, open_passages.pop(key, place), place))
                elif mark.see:
                    _add_once(self.entry(term).see, mark.see)
                else:
                    self.entry(term).mentions.append(Mention(chapter, place, place))
                    if mark.see_also:
                        _add_once(self.entry(term).see_also, mark.see_also)


def _add_once(terms: list[Term], term: Term) -> None:
    if key_of(term) not in map(key_of, terms):
        terms.append(term)


def sorted_entries(entries: Iterable[IndexEntry]) -> list[IndexEntry]:
    """Return entries in the order of the Vietnamese alphabet; quotation marks before a title count for nothing."""
    found = sorted(entries, key=lambda entry: (sort_key(bare(entry.label)), sort_key(entry.label)))
    for entry in found:
        entry.children = sorted_entries(entry.children)
        entry.see.sort(key=lambda term: [sort_key(part) for part in term])
        entry.see_also.sort(key=lambda term: [sort_key(part) for part in term])
    return found


def bare(label: str) -> str:
    """Return a label from its first letter or figure on; as it is if it has none."""
    return next((label[start:] for start, character in enumerate(label) if character.isalnum()), label)


def letter_of(label: str) -> str:
    """Return the letter of the Vietnamese alphabet that an entry stands under; empty for figures and signs."""
    return _ALPHABET.get(sort_key(bare(label))[0][:1], "")


# Pages ---------------------------------------------------------------------------------------------------------------


def merge_pages(passages: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pages of passages as runs, each page once; pages that follow one another make one run.

    Args:
        passages: Folio of the first and of the last page of each, both roman or both arabic.

    Returns:
        First and last folio of each run, the roman ones of the front matter before the arabic ones.
    """
    runs: list[tuple[str, str]] = []
    for first, last in sorted(passages, key=lambda passage: (folio_number(passage[0]), folio_number(passage[1]))):
        roman, number = folio_number(runs[-1][1]) if runs else (-1, 0)
        if runs and folio_number(first) <= (roman, number + 1):
            runs[-1] = runs[-1][0], max(runs[-1][1], last, key=folio_number)
        else:
            runs.append((first, last))
    return runs


# What is wrong -------------------------------------------------------------------------------------------------------


_FACTS = ("headline", "kicker", "deck", "byline", "dateline", "source", "credit", "rights")


def check_marks(article: model.Article, kind: Kind, notes: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the marks of an article in a publication of that kind, its notes at that place."""
    spans = list(marked_spans(article))
    for node in model.walk(tuple(getattr(article, fact) for fact in _FACTS)):
        if isinstance(node, model.IndexMark):
            yield error(
                node.position, say("an index mark in the front matter"), "index-mark", say("mark words of the text")
            )
    for node in model.walk(article.footnotes) if spans and notes != "foot" else ():
        if isinstance(node, model.IndexMark):
            message = say("an index mark in a note that does not stand at the foot of the page")
            yield error(node.position, message, "index-mark", say("mark words of the text"))
    if spans and not kind.linked:
        message = say("no index is made of this {kind}; its marks are passed over", kind=kind.called or kind.name)
        yield warning(spans[0].marks[0].position, message, "index-in-article")
    yield from _check_passages(spans)


def _check_passages(spans: Iterable[model.Span]) -> Iterator[Diagnostic]:
    """Yield what is wrong with passages: each has a beginning and an end, in this order and in one article."""
    begun: dict[Term, model.IndexMark] = {}
    for mark, term in ((mark, term_of(mark, span)) for span in spans for mark in span.marks):
        key = key_of(term)
        if mark.kind == "from" and key in begun:
            hint = say("the first begins at {position}", position=begun[key].position)
            yield error(mark.position, say("a passage begins inside one of the same entry"), "index-passage", hint)
        elif mark.kind == "from":
            begun[key] = mark
        elif mark.kind == "to" and not begun.pop(key, None):
            hint = say('put {{index-from="{entry}"}} before it', entry="!".join(term))
            yield error(mark.position, say("a passage ends that has not begun"), "index-passage", hint)
    for key, mark in begun.items():
        hint = say('end it in this article with {{index-to="{entry}"}}', entry="!".join(mark.term or key))
        yield error(mark.position, say("a passage without an end"), "index-passage", hint)


def check_references(articles: Iterable[model.Article]) -> Iterator[Diagnostic]:
    """Yield each ``see`` and ``see-also`` that leads to no entry with pages."""
    spans = [span for article in articles for span in marked_spans(article)]
    marks = [(mark, term_of(mark, span)) for span in spans for mark in span.marks]
    known: Mapping[Term, str] = {
        key_of(part): "!".join(part) for mark, term in marks if not mark.see for part in (term, term[:1])
    }
    for mark, term in marks:
        target = mark.see or mark.see_also
        if target and (key_of(target) not in known or key_of(target) == key_of(term)):
            guess = difflib.get_close_matches("!".join(target), known.values(), n=1)
            hint = (
                say("did you mean {guess!r}?", guess=guess[0])
                if guess
                else say("mark words of the text with that entry")
            )
            message = say("the index has no entry {entry!r} to look at", entry="!".join(target))
            yield error(mark.position, message, "index-reference", hint)
