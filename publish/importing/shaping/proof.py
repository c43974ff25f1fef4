"""The balance of a Word file: every atom of the census, in what our own reader finds in the result, or explained."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from publish.base.messages import say
from publish.importing.balance import FURNITURE, Balance, Entry, Outcome
from publish.importing.shaping.atoms import Atom, Census, words_of
from publish.importing.shaping.ledger import Deed, Ledger
from publish.publication.model import Article, CodeBlock, Figure, Icon, Link, List, Table, lines, plain_text, walk

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_REGIONS = {
    "body": "words",
    "note": "words of notes",
    "box": "words in boxes",
    "comment": "words of comments",
    "inserted": "inserted words",
    "deleted": "deleted words",
    "hidden": "hidden words",
    "header": "words of headers",
    "footer": "words of footers",
}
_SHOWN = 8
NOT_FOUND = say("not found in the result")


def make_balance(census: Census, ledger: Ledger, articles: Sequence[tuple[Article, str]], title: str = "") -> Balance:
    """Return the balance of a file.

    Args:
        census: What the file holds.
        ledger: What the parser says that it did.
        articles: What our reader found in the result, with the text of each source.
        title: The title of the publication, for one that has a title of its own.
    """
    balance = Balance()
    found: Counter[str] = Counter(words_of(title))
    for article, text in articles:
        found.update(_words(article, text))
    told = _told(ledger.deeds)
    _balance_words(balance, census.atoms, found, told)
    _balance_counts(balance, census, ledger, [article for article, _ in articles])
    balance.add(*_entries(ledger.deeds))
    return balance


def _told(deeds: Sequence[Deed]) -> Counter[str]:
    """Return the words of what was done; a word that several runs of a line share is told in pieces, and is one."""
    told: Counter[str] = Counter()
    for (what, *_), group in itertools.groupby(deeds, key=_kind):
        rows = list(group)
        pieces = Counter(word for deed in rows for word in words_of(deed.words))
        in_runs = what.endswith("words") or what.startswith("field") or what == FURNITURE
        told += (pieces | Counter(words_of("".join(deed.words for deed in rows)))) if in_runs else pieces
    return told


def _kind(deed: Deed) -> tuple[str, str, Outcome, str]:
    return deed.what, deed.place, deed.outcome, deed.how


def _words(article: Article, text: str) -> Iterator[str]:
    """Yield the words that an article prints, and those of the notes to its editor."""
    for line in lines(article):
        yield from words_of(plain_text(line))
    for node in walk(article):
        if isinstance(node, CodeBlock):
            yield from words_of(node.text)
        elif isinstance(node, List) and node.kind == "number":
            for index, item in enumerate(node.items):
                yield from words_of(item.mark or str(node.start + index))
        elif isinstance(node, Figure):
            yield from words_of(node.alt)
    yield from _fact_words(article.facts)
    for comment in _COMMENT.findall(text):
        yield from words_of(comment)


def _fact_words(facts: Sequence[object]) -> Iterator[str]:
    """Yield the words of the facts of a kind; days are told apart."""
    for each in facts:
        if isinstance(each, str):
            yield from () if _DAY.fullmatch(each) else words_of(each)
        elif isinstance(each, tuple):
            named = len(each) == 2 and isinstance(each[0], str) and isinstance(each[1], tuple)
            yield from _fact_words(each[1] if named else each)


def _balance_words(balance: Balance, atoms: Sequence[Atom], found: Counter[str], told: Counter[str]) -> None:
    """Look for the words of each paragraph in the result, then in what the parser says of them."""
    kept: Counter[str] = Counter()
    for atom in atoms:
        if atom.region not in _REGIONS:
            continue
        missing = []
        runs = atom.region in ("header", "footer")  # what runs over the pages is told before it is looked for
        for word in atom.words:
            if found[word] > 0 and not (runs and told[word] > 0):
                found[word] -= 1
                kept[atom.region] += 1
            elif told[word] > 0:
                told[word] -= 1
            else:
                missing.append(word)
        if missing:
            shown = " ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
            balance.leave_out(
                _REGIONS[atom.region],
                atom.place,
                say("{why}: {what}", why=NOT_FOUND, what=shown),
                len(missing),
            )
    for region, count in kept.items():
        balance.keep(_REGIONS[region], count=count)


def _balance_counts(balance: Balance, census: Census, ledger: Ledger, articles: Sequence[Article]) -> None:
    """Hold what was counted in the file against what is in the result and what the parser says of the rest."""
    left: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for deed in ledger.deeds:
        (left if deed.outcome is Outcome.LEFT_OUT else changed)[deed.what] += deed.count
    nodes = [node for article in articles for node in walk(article)]
    there = {
        "picture": sum(isinstance(node, Figure | Icon) and bool(node.name) for node in nodes),
        "note": sum(len(article.footnotes) for article in articles),
        "link": sum(isinstance(node, Link) for node in nodes),
        "table": sum(isinstance(node, Table) for node in nodes),
    }
    for kind, count in sorted(census.counts.items()):
        rest = count - left[kind] - changed[kind]
        if kind in ("field", "content control", "smart tag", "cell", "box"):
            rest = count
        if rest <= 0:
            continue
        if kind in ("picture", "note") and there[kind] < rest:
            balance.leave_out(kind, "", NOT_FOUND, rest - max(0, there[kind]))
            rest = there[kind]
        balance.keep(kind, count=rest)
    balance.keep(say("crosshead"), count=sum(type(node).__name__ == "Heading" for node in nodes))


def _entries(deeds: Sequence[Deed]) -> Iterator[Entry]:
    """Yield the entries of what was done, those of one kind and place as one."""
    for (what, place, outcome, how), group in itertools.groupby(deeds, key=_kind):
        rows = list(group)
        words = sum(len(words_of(deed.words)) for deed in rows)
        count = words if what.endswith("words") and words else sum(deed.count for deed in rows)
        yield Entry(what, place, outcome, how, count)
