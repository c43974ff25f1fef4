"""The contents and facts of a Quarto book or site: ``_quarto.yml``; and of bookdown, ``_bookdown.yml``."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping
from typing import Any

from publish.importing.book_tree import BookTree, Gathering, natural, plain
from publish.importing.configs import day, mapping, names, read_yaml, sequence, words
from publish.importing.files import Folder


def find(folder: Folder) -> str | None:
    """Return the file that has the contents; None if the folder is no such book."""
    for name in ("_quarto.yml", "_quarto.yaml", "_bookdown.yml"):
        if folder.has(name):
            return name
    return None


def read(folder: Folder, contents: str) -> BookTree:
    """Return the book.

    Raises:
        SourceError: If its settings cannot be read.
    """
    config = mapping(read_yaml(folder.text(contents)[0], folder.path(contents)))
    project, book, site = (mapping(config.get(key)) for key in ("project", "book", "website"))
    gathering = Gathering(folder, "", contents)
    reader = _Chapters(gathering)
    if contents == "_bookdown.yml":
        reader.bookdown(config)
    reader.items(sequence(book.get("chapters")), "body", "")
    if not gathering.chapters:
        reader.items(_sidebar(site), "body", "")
    if not gathering.chapters:
        reader.files(sequence(project.get("render")))
    reader.items(sequence(book.get("appendices")), "back", "")
    opening = _opening(folder) if contents == "_bookdown.yml" else {}
    facts = {**opening, **config, **site, **book}
    variables = _flat(mapping(read_yaml(*_named(folder, "_variables.yml")))) if folder.has("_variables.yml") else {}
    return BookTree(
        "Quarto",
        "",
        tuple(gathering.chapters),
        title=plain(words(facts.get("title"))),
        subtitle=plain(words(facts.get("subtitle"))),
        creators=names(facts.get("author") or facts.get("authors")),
        language=words(
            config.get("lang") or facts.get("language")
            if isinstance(facts.get("language"), str)
            else config.get("lang")
        ),
        publisher=words(facts.get("publisher")),
        rights=words(facts.get("license") or facts.get("copyright")),
        date=day(facts.get("date")),
        dropped=tuple(gathering.dropped),
        bibliography=tuple(map(words, sequence(facts.get("bibliography")))),
        variables=variables,
        pandoc=True,
        numbered=bool(book) or contents == "_bookdown.yml",
        own=(contents,),
    )


def _opening(folder: Folder) -> Mapping[str, Any]:
    """Return the facts of a book of bookdown, which stand at the top of its first text."""
    name = next((name for name in ("index.Rmd", "index.rmd", "index.md") if folder.has(name)), None)
    if not name:
        return {}
    found = re.match(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", folder.text(name)[0], re.DOTALL)
    return mapping(read_yaml(found[1], folder.path(name))) if found else {}


def _named(folder: Folder, name: str) -> tuple[str, Any]:
    return folder.text(name)[0], folder.path(name)


def _flat(values: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """Return nested values by their names with points."""
    found: dict[str, str] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            found |= _flat(mapping(value), f"{before}{key}.")
        else:
            found[f"{before}{key}"] = words(value)
    return found


def _sidebar(site: Mapping[str, Any]) -> list[Any]:
    bars = sequence(site.get("sidebar")) or [mapping(site.get("navbar")).get("left")]
    return [
        item for bar in bars for item in sequence(mapping(bar).get("contents") if isinstance(bar, Mapping) else bar)
    ]


class _Chapters:
    """Reads lists of chapters, with parts and sections in them."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.folder = gathering.folder

    def items(self, items: list[Any], place: str, part: str) -> None:
        for item in items:
            if isinstance(item, str):
                self.name(item, "", place, part)
                continue
            given = mapping(item)
            title = words(given.get("text") or given.get("title"))
            target = words(given.get("file") or given.get("href"))
            inner = sequence(given.get("chapters") or given.get("contents"))
            if heading := words(given.get("part") or given.get("section")):
                self.part(heading, target, inner, place, part)
            elif inner and not target:
                self.items(inner, place, part or plain(title))
            elif target:
                self.name(target, title, place, part)
                self.items(inner, place, part)

    def part(self, heading: str, target: str, inner: list[Any], place: str, part: str) -> None:
        """Read a part, whose name may be a file with its title and a text."""
        if heading.endswith((".qmd", ".md", ".ipynb", ".Rmd")):
            found = self.folder.find(heading)
            title = _title(self.folder.text(found)[0]) if found else heading
            self.name(heading, title, place, part or title)
        else:
            title = heading
            if target:
                self.name(target, title, place, part or title)
        self.items(inner, place, part or title)

    def name(self, target: str, title: str, place: str, part: str) -> None:
        """Read a file or a pattern."""
        if target in ("auto", "---"):
            self.files(["*"] if target == "auto" else [])
        elif "*" in target:
            self.files([target])
        else:
            found = self.gathering.add(target, title, place, part)
            if found and not part and place == "body" and len(self.gathering.chapters) == 1 and self.opens(found):
                self.gathering.chapters[-1] = type(self.gathering.chapters[-1])(found, plain(title), "front")

    def opens(self, name: str) -> bool:
        """Tell whether the first chapter is a preface, which has no number."""
        return bool(
            re.search(r"^#[ \t].*\{[^{}]*(?:\.unnumbered|-)[^{}]*\}[ \t]*$", self.folder.text(name)[0], re.MULTILINE)
        )

    def bookdown(self, config: Mapping[str, Any]) -> None:
        """Read the chapters of bookdown: those that are named; else all texts beside the settings, by their names."""
        named = config.get("rmd_files")
        if isinstance(named, Mapping):
            named = next((each for key in ("html", "latex", "epub") if (each := named.get(key))), None)
        self.files(sequence(named))
        deeper = config.get("rmd_subdir")
        below = tuple([""] if deeper is True else [f"{words(each).strip('/')}/" for each in sequence(deeper) if each])
        for name in self.texts():
            inside = name.startswith(below) if "/" in name else not named
            if inside and name.lower().endswith(".rmd"):
                self.gathering.add(name)

    def texts(self) -> list[str]:
        """Return the names of all texts as people sort them, ``index`` first, without parts of others."""
        names = [name for name in self.folder.articles() if not name.rpartition("/")[2].startswith("_")]
        return sorted(names, key=lambda each: (not each.startswith("index."), natural(each)))

    def files(self, patterns: list[Any]) -> None:
        for pattern in map(words, patterns):
            for name in fnmatch.filter(self.texts(), pattern.removeprefix("./")):
                self.gathering.add(name)


def _title(text: str) -> str:
    found = re.search(r"^title:[ \t]*(.+)$", text, re.MULTILINE) or re.search(r"^#[ \t]+(.+)$", text, re.MULTILINE)
    return plain(found[1].strip("\"' ")) if found else ""
