"""The contents and facts of Jupyter Book: ``_toc.yml`` with ``_config.yml``, and ``myst.yml``."""

from __future__ import annotations

import fnmatch
from typing import Any

from publish.importing.book_tree import BookTree, Gathering, natural, plain
from publish.importing.configs import day, mapping, names, read_yaml, sequence, words
from publish.importing.files import Folder
from publish.importing.trees.plain import add_files


def find(folder: Folder) -> str | None:
    """Return the file that has the contents; None if the folder is no such book."""
    names_ = ("_toc.yml", "_toc.yaml", "myst.yml", "docs/_toc.yml", "book/_toc.yml", "docs/myst.yml")
    return next((name for name in names_ if folder.has(name)), None)


def read(folder: Folder, contents: str) -> BookTree:
    """Return the book.

    Raises:
        SourceError: If its settings cannot be read.
    """
    root = contents.rpartition("/")[0]
    given = read_yaml(folder.text(contents)[0], folder.path(contents))
    gathering = Gathering(folder, root, contents)
    reader = _Toc(gathering)
    if contents.endswith("myst.yml"):
        facts = mapping(mapping(given).get("project"))
        reader.items(sequence(facts.get("toc")), "", 0)
        if not gathering.chapters:
            add_files(gathering, root)
    else:
        reader.toc(given)
        name = f"{root}/_config.yml".lstrip("/")
        facts = mapping(read_yaml(folder.text(name)[0], folder.path(name))) if folder.has(name) else {}
    sphinx = mapping(mapping(facts.get("sphinx")).get("config"))
    works = sequence(facts.get("bibtex_bibfiles") or sphinx.get("bibtex_bibfiles") or facts.get("bibliography"))
    return BookTree(
        "Jupyter Book",
        root,
        tuple(gathering.chapters),
        title=plain(words(facts.get("title"))),
        subtitle=plain(words(facts.get("subtitle"))),
        creators=names(facts.get("author") or facts.get("authors")),
        language=words(sphinx.get("language") or facts.get("language")),
        rights=words(facts.get("copyright") or facts.get("license")),
        date=day(facts.get("date")),
        dropped=tuple(gathering.dropped),
        bibliography=tuple(map(words, works)),
        variables={key: words(value) for key, value in mapping(facts.get("substitutions")).items()},
        own=(contents,),
    )


class _Toc:
    """Reads ``_toc.yml`` of any version, and the ``toc`` of ``myst.yml``."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering

    def toc(self, given: object) -> None:
        if isinstance(given, list):
            self.items(given, "", 0)
            return
        values = mapping(given)
        if root := words(values.get("root")):
            listed = values.get("parts") or values.get("chapters")
            self.gathering.add(root, "", "front" if listed else "body")
        for part in sequence(values.get("parts")):
            title = words(mapping(part).get("caption"))
            self.items(sequence(mapping(part).get("chapters") or mapping(part).get("sections")), title, 0)
        self.items(sequence(values.get("chapters") or values.get("sections") or values.get("subtrees")), "", 0)

    def items(self, items: list[Any], part: str, depth: int) -> None:
        for item in items:
            if isinstance(item, str):
                self.gathering.add(item, "", "body", part)
                continue
            given = mapping(item)
            title = words(given.get("title") or given.get("part") or given.get("caption"))
            if target := words(given.get("file") or given.get("url")):
                self.gathering.add(target, title, "body", part)
            elif pattern := words(given.get("glob") or given.get("pattern")):
                self.glob(pattern, part)
            inner = [
                each for key in ("chapters", "sections", "children", "entries") for each in sequence(given.get(key))
            ]
            if depth < 10:
                self.items(inner, part or (title if not given.get("file") else ""), depth + 1)

    def glob(self, pattern: str, part: str) -> None:
        root = self.gathering.root
        start = f"{root}/" if root else ""
        for name in sorted(self.gathering.folder.articles(root), key=natural):
            short = name.removeprefix(start)
            if fnmatch.fnmatch(short, pattern) or fnmatch.fnmatch(short.rpartition(".")[0], pattern):
                self.gathering.add(short, "", "body", part)
