"""A Word file of ours to a project: the articles that it was made of, with what has been changed in it."""

from __future__ import annotations

import datetime
import json
import posixpath
from pathlib import Path

from publish.importing.manuscript import writing
from publish.importing.manuscript.file import ManuscriptFile
from publish.importing.manuscript.part import Told
from publish.importing.manuscript.reading import ReadArticle, read_texts
from publish.importing.project import Imported, NewPart, NewProject, Request
from publish.importing.shaping.proof import make_balance
from publish.importing.word.census import take_census

KEYS = ("headline", "kicker", "deck", "byline", "dateline", "source", "credit", "rights")
_PLAIN = ("short_headline", "summary", "published", "updated")


def read(path: Path, content: bytes, request: Request) -> Imported:
    """Return the project that a Word file of ours amounts to, and the balance.

    Raises:
        SourceError: If it cannot be read.
    """
    file = ManuscriptFile(path, content)
    texts = read_texts(file)
    told, files, articles = file.told, dict[str, bytes](), []
    language = told.publication.get("language", "vi")
    for text in texts:
        facts, source = told.articles[text.number], write_article(file.told, text)
        files[facts["file"]] = source.encode()
        if made := request.read_back(facts["file"], source, language):
            articles.append((made, source))
    pictures = {_below(told.articles[number]["file"], name): data for (number, name), data in file.pictures.items()}
    files |= dict(sorted(pictures.items()))
    files |= {name: words.encode() for name, words in told.files.items()}
    balance = make_balance(take_census(content), file.ledger, articles)
    return Imported(_project(told, texts, files, request), balance)


def write_article(told: Told, text: ReadArticle) -> str:
    """Return an article as a source of ours."""
    parts = [front(told, text), *blocks(text), *(writing.note(*note) for note in text.notes)]
    return writing.join(parts) + "\n"


def front(told: Told, text: ReadArticle) -> str:
    """Return the facts at the top of an article."""
    facts = told.articles[text.number]
    lines = [writing.fact(key, text.facts[key]) for key in KEYS if key in text.facts]
    for key in _PLAIN:
        if said := facts.get(key):
            lines.append(f"{key}: {said}" if key in ("published", "updated") else writing.fact(key, said))
    if subjects := told.subjects[text.number]:
        lines.append(f"subjects: [{', '.join(map(writing.yaml, subjects))}]")
    if facts.get("language"):
        lines.append(f"lang: {facts['language']}")
    return "\n".join(["---", *lines, "---"])


def blocks(text: ReadArticle) -> list[str]:
    """Return the blocks of an article; two lists never run together."""
    made: list[str] = []
    before = ""
    for chunk in text.blocks:
        if chunk.kind == before == "list":
            made.append("<!-- -->")
        made.append(chunk.text)
        before = chunk.kind
    return made


def _project(told: Told, texts: list[ReadArticle], files: dict[str, bytes], request: Request) -> NewProject:
    publication = told.publication
    kind = publication.get("kind") or "article"
    listed = [told.articles[text.number] for text in texts]
    contents: list[str | NewPart] = []
    for facts in listed:
        if facts.get("place") != "body" or not publication.get("joined"):
            continue
        title = told.parts[int(facts["part"])] if facts.get("part") else ""
        last = contents[-1] if contents else None
        if title and isinstance(last, NewPart) and last.title == title:
            contents[-1] = NewPart(title, (*last.contents, facts["file"]))
        else:
            contents.append(NewPart(title, (facts["file"],)) if title else facts["file"])
    return NewProject(
        kind=request.kind or kind,
        title=publication.get("title", ""),
        date=datetime.date.fromisoformat(publication["date"]),
        files=files,
        language=publication.get("language", "vi"),
        subtitle=publication.get("subtitle", ""),
        creators=told.creators,
        publisher=publication.get("publisher", ""),
        rights=publication.get("rights", ""),
        front=tuple(facts["file"] for facts in listed if facts.get("place") == "front"),
        contents=tuple(contents) or tuple(facts["file"] for facts in listed),
        back=tuple(facts["file"] for facts in listed if facts.get("place") == "back"),
        sections={name: json.loads(text) for name, text in told.settings.items()},
    )


def _below(article: str, name: str) -> str:
    """Return the path below ``source/`` of a picture that an article names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(article), name)).lstrip("./")
