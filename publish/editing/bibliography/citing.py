"""Word citations and the list of works after a CSL style; the only door to citeproc."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Position, StyleError, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.editing.bibliography.csljson import DATES, NAMES
from publish.editing.bibliography.work import Work
from publish.vietnamese.collation import sort_key

LARGEST_STYLE = 1_000_000
"""Bytes that a style may have."""

_NO_LIST = say("it makes no list of works")

_OPEN, _CLOSE, _END = "\ue000", "\ue001", "\ue002"
"""Private characters around the number of a work and behind its words; no source has them after reading."""

_LABELS = {
    **dict.fromkeys(("tr", "trang", "p", "pp", "page", "pages"), "page"),
    **dict.fromkeys(("ch", "chương", "chap", "chapter"), "chapter"),
    **dict.fromkeys(("t", "tập", "vol", "volume"), "volume"),
    **dict.fromkeys(("ph", "phần", "part"), "part"),
    **{"mục": "section", "sec": "section", "section": "section", "cột": "column", "dòng": "line", "câu": "verse"},
    **{"số": "issue", "đoạn": "paragraph", "hình": "figure", "sách": "book", "quyển": "book"},
}
_LOCATOR = re.compile(r"([^\W\d_]+)\.?\s+(\S.*)|(\d.*)")


@dataclass(frozen=True, slots=True)
class CitationText:
    """Words of a citation or of a line of the list.

    Attributes:
        text: The words.
        style: ``i``, ``b`` or both, as the style sets them; empty for roman.
        work: Number of the work they name; None for what stands between works.
    """

    text: str
    style: str
    work: int | None


Words = tuple[CitationText, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Citations and the list, worded; ``order`` has the numbers of the works in the order of the list."""

    citations: tuple[Words, ...]
    lines: tuple[Words, ...]
    order: tuple[int, ...]


def word_citations(
    works: Sequence[Work], citations: Sequence[Sequence[tuple[int, str]]], style: Path, language: str
) -> Wording:
    """Return citations and the list of works as a style words them.

    Args:
        works: The works that are cited, in the order in which they first are.
        citations: For each citation the numbers of its works from 0, each with its locator ("tr. 12") or none.
        style: A CSL file.
        language: BCP 47 tag of the publication, for the words of the style.

    Raises:
        StyleError: If the style cannot be used.
    """
    text = _read_style(style)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # citeproc warns of fields that CSL has and it does not
            return _Processor(works, text, language).word(citations)
    except Exception as failure:  # whatever a style of others may do to it
        words = " ".join(str(failure).split())[:200] or type(failure).__name__
        reason = _NO_LIST if failure.args[:1] == (_NO_LIST,) else words
        hint = say("choose another style, or mend it")
        raise StyleError(
            error(Position(style), say("the style cannot be used: {reason}", reason=reason), "citation-style", hint)
        ) from failure


def _read_style(style: Path) -> bytes:
    content = style.read_bytes()
    if len(content) > LARGEST_STYLE or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        message = say(
            "no CSL style: it is larger than {most:,} bytes, or has a document type",
            most=LARGEST_STYLE,
        )
        raise StyleError(error(Position(style), message, "citation-style"))
    return content


class _Processor:
    """Leads works and citations through citeproc, which knows the works as ``w0``, ``w1`` and so on."""

    def __init__(self, works: Sequence[Work], style: bytes, language: str) -> None:
        from citeproc import CitationStylesBibliography, CitationStylesStyle  # type: ignore[import-untyped]
        from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

        self.style = CitationStylesStyle(io.BytesIO(style), locale=_locale(language), validate=False)
        if not self.style.has_bibliography():
            raise ValueError(_NO_LIST)
        self.dot_pages()
        items = [_known(work.facts) | {"id": f"w{number}"} for number, work in enumerate(works)]
        self.source = CiteProcJSON(items)
        self.bibliography = CitationStylesBibliography(self.style, self.source)

    def word(self, citations: Sequence[Sequence[tuple[int, str]]]) -> Wording:
        """Return everything worded."""
        made = [self.citation(works) for works in citations]
        for citation in made:
            self.bibliography.register(citation)
        self.sort()
        self.mark_years()
        order = tuple(int(item.key[1:]) for item in self.bibliography.items)
        lines = tuple(_words(str(line)) for line in self.bibliography.bibliography())
        worded = tuple(_words(str(self.bibliography.cite(citation, lambda item: None))) for citation in made)
        return Wording(worded, lines, order)

    def dot_pages(self) -> None:
        """Write "tr. 12" in Vietnamese, as the house does; the locale of CSL has the abbreviation without its dot."""
        for locale in self.style.root.locales:
            for term in locale.iterfind(".//cs:term[@name='page'][@form='short']/cs:*", self.style.root.nsmap):
                term.text = "tr." if term.text == "tr" else term.text

    def citation(self, works: Sequence[tuple[int, str]], bare: bool = False) -> Any:
        from citeproc import Citation, CitationItem, Locator

        items = []
        for number, locator in works:
            label, value, rest = _split_locator(locator)
            facts: dict[str, Any] = {"locator": Locator(label, value)} if value else {}
            if not bare:
                facts |= {"prefix": f"{_OPEN}{number}{_CLOSE}", "suffix": rest + _END}
            items.append(CitationItem(f"w{number}", **facts))
        return Citation(items)

    def sort(self) -> None:
        """Bring the works into the order of the style, letters in that of Vietnamese."""
        bibliography, node = self.bibliography, self.style.root.bibliography
        for key in reversed(node.findall("cs:sort/cs:key", self.style.root.nsmap)):
            values = key.sort_keys(bibliography.items, node.layout)
            known = [(item, value) for item, value in zip(bibliography.items, values, strict=True) if value is not None]
            none = [item for item, value in zip(bibliography.items, values, strict=True) if value is None]
            falling = key.get("sort") == "descending"
            known.sort(key=lambda pair: _order(pair[1]), reverse=falling)
            bibliography.items = [item for item, _ in known] + none
        bibliography.keys = [item.key for item in bibliography.items]

    def mark_years(self) -> None:
        """Give works that a citation cannot tell apart a letter behind the year, in the order of the list."""
        alike: dict[str, list[str]] = {}
        for item in self.bibliography.items:
            alone = self.citation([(int(item.key[1:]), "")], bare=True)
            alone.bibliography = self.bibliography
            alike.setdefault(str(self.bibliography.cite(alone, lambda item: None)), []).append(item.key)
        for keys in alike.values():
            for number, key in enumerate(keys if len(keys) > 1 else ()):
                self.source[key]["year_suffix"] = chr(ord("a") + number % 26)


def _order(value: Any) -> tuple[int, Any]:
    text = re.sub(r"<[^>]*>", "", str(value))
    return (0, int(text)) if re.fullmatch(r"\d{1,30}", text) else (1, sort_key(text))


def _locale(language: str) -> str:
    """Return the locale of CSL for a language tag; English for one that it does not have."""
    from citeproc import LOCALES_PATH, PRIMARY_DIALECTS

    parts = language.split("-")
    for locale in (language, PRIMARY_DIALECTS.get(parts[0].lower(), ""), "vi-VN" if parts[0].lower() == "vi" else ""):
        if locale and (Path(LOCALES_PATH) / f"locales-{locale}.xml").is_file():
            return locale
    return "en-US"


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that citeproc knows."""
    from citeproc import VARIABLES

    known = {name.replace("_", "-") for name in VARIABLES} | {"type"}
    return {name: value for name, value in facts.items() if name in known and (name not in DATES | NAMES or value)}


def _split_locator(locator: str) -> tuple[str, str, str]:
    """Return label and value of a locator; what is in no such form comes last, as it is to be printed."""
    match = _LOCATOR.fullmatch(locator)
    label = _LABELS.get(match[1].lower() if match[1] else "tr") if match else None
    if not match or not label:
        return "page", "", f", {locator}" if locator else ""
    return label, re.sub(r"(?<=\d)\s*[-–]+\s*(?=\d)", "–", match[2] or match[3]), ""


# From citeproc's HTML to pieces --------------------------------------------------------------------------------------


def _words(html: str) -> Words:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(piece for piece in reader.pieces if piece.text)


class _Reader(HTMLParser):
    """Reads the few elements that citeproc writes, and the marks around works."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[CitationText] = []
        self.styles: list[str] = []
        self.work: int | None = None

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.styles.append(tag if tag in ("i", "b") else "")

    def handle_endtag(self, tag: str) -> None:
        if self.styles:
            self.styles.pop()

    def handle_data(self, data: str) -> None:
        for part in _marks(data):
            if part.startswith(_OPEN):
                self.work = int(part[1:-1])
            elif part == _END:
                self.work = None
            else:
                self.pieces.append(CitationText(part, "".join(sorted(set("".join(self.styles)))), self.work))


def _marks(text: str) -> Iterator[str]:
    yield from (part for part in re.split(rf"({_OPEN}\d+{_CLOSE}|{_END})", text) if part)
