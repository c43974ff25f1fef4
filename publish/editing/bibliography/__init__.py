"""The citations of a text in words, and the list of the works it rests on.

It takes articles with their :class:`publish.publication.model.Citation` nodes and a BibTeX or CSL JSON file of the
project, which is read with suspicion, and gives articles with words that lead to the list. The libraries behind it come
with the extra ``bibliography`` and are imported when there is something to cite.
It may import ``editing``, ``publication``, ``vietnamese`` and ``base``.
"""

from __future__ import annotations

import difflib
import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from publish.base.diagnostics import Diagnostic, EngineError, Position, Severity, error, os_reason, warning
from publish.base.extras import install_extra
from publish.base.filenames import composed
from publish.base.messages import say
from publish.base.records import dataclass
from publish.editing.bibliography.work import Work
from publish.publication import model

__all__ = ["Cited", "cite", "read_works"]

LARGEST = 2_000_000
"""Bytes that a bibliography file may have."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What came of the citations of a publication.

    Attributes:
        articles: The articles, their citations worded.
        lists: The list of each article that has one of its own, or the one of all; None where nothing is cited.
        diagnostics: What is wrong with the citations and the file.
    """

    articles: tuple[model.Article, ...]
    lists: tuple[model.List | None, ...]
    diagnostics: tuple[Diagnostic, ...]


def citations_in(article: model.Article) -> Iterator[model.Citation]:
    """Yield the citations of an article in the order of the text."""
    return (node for node in model.walk(article) if isinstance(node, model.Citation))


def cite(
    articles: Sequence[model.Article],
    addresses: Sequence[str],
    file: Path | None,
    at: Position,
    style: Path,
    *,
    together: bool,
    complete: bool,
) -> Cited:
    """Return articles with their citations worded, and the lists of works.

    Args:
        articles: The articles in the order of the publication.
        addresses: What stands before ``#id`` in a link to each; with ``together`` that of the list comes last.
        file: The bibliography; None if the project names none.
        at: Where the project names it.
        style: A CSL file.
        together: Whether all articles share one list; else each has its own.
        complete: Whether these are all articles of the project, so that a work no one cites is told.

    Raises:
        EngineError: If the extra is not installed.
        StyleError: If the style cannot be used.
    """
    cited = [citation for article in articles for citation in citations_in(article)]
    nothing = Cited(tuple(articles), (None,) * (1 if together else len(articles)), ())
    if not file:
        hint = say('name the file of the works in publish.toml: [bibliography] file = "works.bib"')
        found = tuple(
            error(c.position, say("a citation without a bibliography"), "no-bibliography", hint) for c in cited
        )
        return replace(nothing, diagnostics=found)
    if not cited and not complete:
        return nothing
    works, diagnostics = read_works(file, at)
    known = {work.key: work for work in works}
    if all(d.severity is not Severity.ERROR for d in diagnostics):  # else a key may be unknown for want of its entry
        diagnostics += _unknown(cited, known)
    if any(d.severity is Severity.ERROR for d in diagnostics):
        return replace(nothing, diagnostics=tuple(diagnostics))
    diagnostics += _unused(cited, works) if complete else ()
    from publish.editing.bibliography.rendering import place_citations  # few publications cite anything

    made, lists = place_citations(articles, addresses, known, style, together=together)
    return Cited(made, lists, tuple(diagnostics))


def read_works(file: Path, at: Position) -> tuple[list[Work], list[Diagnostic]]:
    """Return the works of a file, and what is wrong with it.

    Args:
        file: BibTeX (``.bib``) or CSL JSON (``.json``).
        at: Where the project names it.

    Raises:
        EngineError: If the extra is not installed.
    """
    if not all(importlib.util.find_spec(name) for name in ("bibtexparser", "citeproc")):
        message = say("citations need a library that is not installed")
        raise EngineError(error(at, message, "no-bibliography", install_extra("bibliography")))
    text = _read_text(file, at)
    if isinstance(text, Diagnostic):
        return [], [text]
    if file.suffix.lower() == ".json":
        from publish.editing.bibliography.csljson import read_json as read
    else:
        from publish.editing.bibliography.bibtex import read_bibtex as read
    works: dict[str, Work] = {}
    diagnostics: list[Diagnostic] = []
    for found in read(text, file):
        if isinstance(found, Diagnostic):
            diagnostics.append(found)
            continue
        found = replace(found, key=composed(found.key))
        if found.key in works:
            message = say("the key {key!r} is given twice", key=found.key)
            diagnostics.append(
                error(
                    found.position,
                    message,
                    "duplicate-work",
                    say("first at {position}", position=works[found.key].position),
                )
            )
        else:
            works[found.key] = found
    return list(works.values()), diagnostics


def _read_text(file: Path, at: Position) -> str | Diagnostic:
    """Return the text of a bibliography file, or why it cannot be had."""
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        names = [path.name for path in file.parent.glob("*") if path.suffix in (".bib", ".json")]
        guess = difflib.get_close_matches(file.name, names, n=1)
        hint = (
            say("did you mean {guess}?", guess=guess[0]) if guess else say("it stands in source/, beside the articles")
        )
        return error(at, say("no such bibliography: {name}", name=file.name), "missing-bibliography", hint)
    except OSError as failure:
        return error(
            at,
            say("{name} cannot be read: {reason}", name=file.name, reason=os_reason(failure)),
            "missing-bibliography",
        )
    if len(content) > LARGEST:
        return error(
            Position(file),
            say("larger than {most:,} bytes", most=LARGEST),
            "bibliography-syntax",
            say("keep what is cited"),
        )
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as failure:
        line = content.count(b"\n", 0, failure.start) + 1
        return error(Position(file, line, 1), say("not UTF-8"), "not-utf8", say("save it as UTF-8"))


def _unknown(citations: Sequence[model.Citation], works: dict[str, Work]) -> Iterator[Diagnostic]:
    """Yield the keys that no work has."""
    for citation in citations:
        for cited in citation.works:
            if cited.key not in works:
                guess = difflib.get_close_matches(cited.key, works, n=1)
                hint = (
                    say("did you mean @{guess}?", guess=guess[0]) if guess else say("add the work to the bibliography")
                )
                message = say("no work has the key {key!r}", key=cited.key)
                yield error(cited.position, message, "unknown-work", hint, len(cited.key) + 1)


def _unused(citations: Sequence[model.Citation], works: Sequence[Work]) -> Iterator[Diagnostic]:
    """Yield the works that no one cites."""
    cited = {work.key for citation in citations for work in citation.works}
    for work in works:
        if work.key not in cited:
            yield warning(
                work.position, say("never cited: {key}", key=work.key), "unused-work", say("cite it, or leave it out")
            )
