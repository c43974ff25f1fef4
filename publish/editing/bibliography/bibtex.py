"""Read a BibTeX file into works; the only door to bibtexparser."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, error, warning
from publish.base.messages import say, words_of
from publish.editing.bibliography.names import csl_name
from publish.editing.bibliography.work import Work, is_date

LONGEST_LINE = 20_000
MOST_ENTRIES_A_LINE = 20
"""Beyond these the reading of one line takes time by the square of its length."""

_TYPES = {
    **{"article": "article-journal", "book": "book", "booklet": "pamphlet", "collection": "book"},
    **{"conference": "paper-conference", "dataset": "dataset", "inbook": "chapter", "incollection": "chapter"},
    **{"inproceedings": "paper-conference", "manual": "book", "mastersthesis": "thesis", "online": "webpage"},
    **{"phdthesis": "thesis", "proceedings": "book", "report": "report", "techreport": "report", "thesis": "thesis"},
    **{"unpublished": "manuscript", "www": "webpage", "inreference": "entry-encyclopedia"},
}
"""Type of a work by that of its entry; any other is a document."""

_FIELDS = {
    **{"address": "publisher-place", "location": "publisher-place", "publisher": "publisher", "school": "publisher"},
    **{"institution": "publisher", "organization": "publisher", "booktitle": "container-title"},
    **{"journal": "container-title", "journaltitle": "container-title", "series": "collection-title"},
    **{"title": "title", "edition": "edition", "volume": "volume", "number": "issue", "issue": "issue"},
    **{"pages": "page", "note": "note", "type": "genre", "language": "language", "langid": "language"},
    **{"isbn": "ISBN", "issn": "ISSN", "doi": "DOI", "url": "URL"},
}
_NAMES = {"author": "author", "editor": "editor", "translator": "translator"}
_PLAIN = frozenset(["url", "doi"])
_LETTERS = {
    **{"ohorn": "ơ", "uhorn": "ư", "OHORN": "Ơ", "UHORN": "Ư"},
    **{"TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX"},
}
"""What VnTeX and TeX have names for and the library has not."""

_CHANGES = frozenset(
    [
        *("emph", "textit", "textbf", "textsc", "textrm", "texttt", "textsf", "textup", "textsl", "underline"),
        *("it", "bf", "em", "rm", "sc", "mbox", "url", "href", "enquote"),
    ]
)
"""Commands for the look of words, whose words stay."""

_COMMAND = re.compile(r"\\([A-Za-z]{2,})(?:\s*\{\})?")
_RANGE = re.compile(r"\s*[-–—]+\s*")
_DATE = re.compile(r"(-?\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def read_bibtex(text: str, path: Path) -> Iterator[Work | Diagnostic]:
    """Yield the works of a BibTeX file, and what is wrong with it, each with its line."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE or line.count("@") > MOST_ENTRIES_A_LINE:
            hint = say("is it BibTeX? give each field a line of its own")
            yield error(
                Position(path, number, 1), say("a line that is too long to be read"), "bibliography-syntax", hint
            )
            return
    from bibtexparser import entrypoint, model

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it would log is told below
    for block in entrypoint.parse_string(text).blocks:
        position = Position(path, (block.start_line or 0) + 1, 1)
        if isinstance(block, model.Entry):
            yield _work(block, position)
            yield from _lost(block, position)
        elif isinstance(block, model.DuplicateBlockKeyBlock):
            yield error(
                position,
                say("the key {key!r} is given twice", key=block.key),
                "duplicate-work",
                say("rename one of them"),
            )
        elif isinstance(block, model.ParsingFailedBlock):
            yield error(
                position,
                say("no BibTeX: {reason}", reason=_reason(block.error)),
                "bibliography-syntax",
                say("look at its braces"),
            )


def _reason(failure: Any) -> str:
    """Return what the parser says, in one line."""
    reason = getattr(failure, "abort_reason", "") or words_of(failure)
    return " ".join(reason.split()).rstrip(".")[:200] if reason else say("the entry cannot be read")


def _work(entry: Any, position: Position) -> Work | Diagnostic:
    """Return the work that an entry describes, in the terms of CSL."""
    given = {field.key.lower(): str(field.value) for field in entry.fields}
    names = {csl: list(_names(given[key])) for key, csl in _NAMES.items() if key in given}
    pieces = {key: value for key, value in given.items() if key not in _NAMES}
    for csl, people in names.items():
        pieces |= {f"{csl}.{n}.{part}": text for n, person in enumerate(people) for part, text in person.items()}
    decoded = _decode(pieces)
    if decoded is None:
        return error(
            position,
            say("the entry {key!r} cannot be read", key=entry.key),
            "bibliography-syntax",
            say("look at its braces"),
        )
    decoded |= {key: given[key].strip() for key in _PLAIN & set(given)}
    facts: dict[str, Any] = {"type": _TYPES.get(entry.entry_type.lower(), "document")}
    facts |= {csl: decoded[key] for key, csl in reversed(_FIELDS.items()) if decoded.get(key)}
    for csl, people in names.items():
        parts = ({part: decoded[f"{csl}.{n}.{part}"] for part in person} for n, person in enumerate(people))
        facts[csl] = [csl_name(person) for person in parts]
    if "page" in facts:
        facts["page"] = _RANGE.sub("–", facts["page"])
    if date := _date(decoded.get("date") or decoded.get("year", "")):
        facts["issued"] = date
    if date := _date(decoded.get("urldate", "")):
        facts["accessed"] = date
    return Work(entry.key, facts, position)


def _lost(entry: Any, position: Position) -> Iterator[Diagnostic]:
    """Yield the commands of LaTeX in an entry that stand for something unknown."""
    names = {name for field in entry.fields for name in re.findall(_COMMAND, str(field.value))}
    for name in sorted(names):
        if not _is_known(name):
            hint = say("write the letter itself")
            yield warning(position, say("LaTeX that is not read: \\{name}", name=name), "bibliography-command", hint)


@functools.cache
def _is_known(name: str) -> bool:
    """Tell whether a command of LaTeX gives a text, or changes the look of one."""
    return name in _CHANGES or bool((_decode({"x": f"\\{name}{{}}"}) or {}).get("x"))


def _names(value: str) -> Iterator[Mapping[str, str]]:
    """Yield the parts of each name, and how it is written where that may be how it is spoken."""
    from bibtexparser.middlewares.names import (
        InvalidNameError,
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    for name in split_multiple_persons_names(" ".join(value.split())):
        written = {} if "," in name else {"literal": name}
        if name.startswith("{") and name.endswith("}"):
            yield {"literal": name}
            continue
        try:
            parts = parse_single_name_into_parts(name, strict=False)
        except InvalidNameError:
            yield {"literal": name}
            continue
        found = {"family": parts.last, "given": parts.first, "non-dropping-particle": parts.von, "suffix": parts.jr}
        yield {key: " ".join(words) for key, words in found.items() if words} | written


def _decode(texts: Mapping[str, str]) -> dict[str, str] | None:
    """Return texts without the marks of LaTeX; None if they cannot be read."""
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from bibtexparser.model import Entry, Field

    fields = [Field(key, _COMMAND.sub(_letter, re.sub(r"(?<!\\)%", r"\\%", text))) for key, text in texts.items()]
    (block,) = LatexDecodingMiddleware().transform(Library([Entry("x", "x", fields)])).blocks
    if not isinstance(block, Entry):
        return None
    return {field.key: " ".join(str(field.value).replace("\N{NO-BREAK SPACE}", " ").split()) for field in block.fields}


def _letter(command: re.Match[str]) -> str:
    return _LETTERS.get(command[1], command[0])


def _date(text: str) -> dict[str, Any] | None:
    """Return a day, a month or a year in the form of CSL; words such as "khoảng 1900" as they are."""
    if match := _DATE.fullmatch(text.strip()):
        parts = [int(part) for part in match.groups() if part]
        if is_date(parts):
            return {"date-parts": [parts]}
    return {"literal": text.strip()} if text.strip() else None
