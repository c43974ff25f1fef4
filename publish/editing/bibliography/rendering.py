"""Put worded citations and the list of works into the model, linked both ways."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Position
from publish.editing.bibliography.citing import Wording, Words, word_citations
from publish.editing.bibliography.work import Work
from publish.editing.references import rebuild
from publish.publication import model
from publish.vietnamese.nobreak import bind_last, keep_together

CITATION, WORK = "cite-", "ref-"
"""How the ids of citations and of the lines of the list begin."""

KIND = "works"
"""Kind of the list of works, for its look."""

_URL = re.compile(r"https?://[^\s<>]*[^\s<>.,;)]")
_HEAD = re.compile(r".{0,200}?\b\d{4}[a-z]?\b\)?|[^,.]{1,200}", re.DOTALL)


def place_citations(
    articles: Sequence[model.Article],
    addresses: Sequence[str],
    works: Mapping[str, Work],
    style: Path,
    *,
    together: bool,
) -> tuple[tuple[model.Article, ...], tuple[model.List | None, ...]]:
    """Return articles with their citations worded, and the lists (:func:`publish.editing.bibliography.cite`)."""
    if together:
        made, works_list = _Placer(articles, addresses[:-1], addresses[-1], works, style).place()
        return tuple(made), (works_list,)
    pairs = [
        _Placer([article], [address], address, works, style).place()
        for article, address in zip(articles, addresses, strict=True)
    ]
    return tuple(made[0] for made, _ in pairs), tuple(works_list for _, works_list in pairs)


class _Placer:
    """Words the citations of articles that share one list."""

    def __init__(
        self,
        articles: Sequence[model.Article],
        addresses: Sequence[str],
        home: str,
        works: Mapping[str, Work],
        style: Path,
    ) -> None:
        self.articles, self.addresses, self.home, self.style = articles, addresses, home, style
        self.citations = [
            (address, article, node)
            for address, article in zip(addresses, articles, strict=True)
            for node in model.walk(article)
            if isinstance(node, model.Citation)
        ]
        keys = dict.fromkeys(work.key for *_, citation in self.citations for work in citation.works)
        self.numbers = {key: number for number, key in enumerate(keys)}
        self.works = [works[key] for key in keys]
        self.first: dict[str, str] = {}  # address of the first citation of each work

    def place(self) -> tuple[list[model.Article], model.List | None]:
        """Return the articles and their list; None if they cite nothing."""
        if not self.works:
            return list(self.articles), None
        numbered = [[(self.numbers[w.key], w.locator) for w in citation.works] for *_, citation in self.citations]
        wording = word_citations(self.works, numbered, self.style, self.articles[0].language)
        made: dict[int, model.Span] = {}
        counts: dict[str, int] = {}
        for (address, article, citation), words in zip(self.citations, wording.citations, strict=True):
            counts[address] = counts.get(address, 0) + 1
            name = f"{CITATION}{counts[address]}"
            for work in citation.works:
                self.first.setdefault(work.key, f"{address}#{name}")
            made[id(citation)] = self.citation(words, name, citation.position, article.language)
        articles = [rebuild(article, lambda node: made.get(id(node), node)) for article in self.articles]
        return articles, self.list(wording)

    def citation(self, words: Words, name: str, at: Position, language: str) -> model.Span:
        """Return a citation, each work in it a link to its line of the list."""
        nodes: list[model.Inline] = []
        for piece in words:
            node = _styled(piece.text, piece.style, at, language)
            if piece.work is None:
                nodes.append(node)
                continue
            target = f"{self.home}#{work_id(self.works[piece.work].key)}"
            if nodes and isinstance(nodes[-1], model.Link) and nodes[-1].target == target:
                nodes[-1] = model.Link(target, (*nodes[-1].children, node), at)
            else:
                nodes.append(model.Link(target, (node,), at))
        return model.Span(None, name, tuple(nodes), at)

    def list(self, wording: Wording) -> model.List:
        """Return the list; the head of each line leads back to where the work is first cited."""
        language = self.articles[0].language
        items = []
        for number, words in zip(wording.order, wording.lines, strict=True):
            work = self.works[number]
            line = tuple(_line(words, self.first[work.key], work.position, language))
            items.append(model.ListItem((), (model.Paragraph(work_id(work.key), line, work.position),), work.position))
        return model.List(KIND, 1, False, tuple(items), None, items[0].position)


def work_id(key: str) -> str:
    """Return the id of a work's line: its key in plain letters, with a checksum where that is not all of it."""
    plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", plain)
    return f"{WORK}{plain}" if plain == key else f"{WORK}{plain}-{zlib.crc32(key.encode()):08x}"


def _line(words: Words, back: str, at: Position, language: str) -> Iterator[model.Inline]:
    """Yield the words of a line: its head, author and year as a rule, as a link back, and addresses as links."""
    for index, piece in enumerate(words):
        ends = index == len(words) - 1 and model.is_vietnamese(language)
        text = bind_last(piece.text) if ends else piece.text
        if index == 0:
            head = match[0] if (match := _HEAD.match(text)) else text
            yield model.Link(back, (_styled(head, piece.style, at, language),), at)
            text = text[len(head) :]
        start = 0
        for match in _URL.finditer(text):
            yield _styled(text[start : match.start()], piece.style, at, language)
            yield model.Link(match[0], (model.Text(match[0], at),), at)
            start = match.end()
        if text[start:]:
            yield _styled(text[start:], piece.style, at, language)


def _styled(text: str, style: str, at: Position, language: str) -> Any:
    """Return text as a node, what belongs together in a line bound."""
    node: model.Inline = model.Text(keep_together(text) if model.is_vietnamese(language) else text, at)
    if "i" in style:
        node = model.Emphasis((node,), at)
    return model.Strong((node,), at) if "b" in style else node
