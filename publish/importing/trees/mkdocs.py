"""The contents and facts of MkDocs: ``mkdocs.yml``."""

from __future__ import annotations

import re
from typing import Any

from publish.importing.book_tree import BookTree, Gathering, plain
from publish.importing.configs import mapping, names, read_yaml, sequence, words
from publish.importing.files import Folder
from publish.importing.trees.plain import add_files


def find(folder: Folder) -> str | None:
    """Return the file that has the contents; None if the folder is no such book."""
    return next((name for name in ("mkdocs.yml", "mkdocs.yaml") if folder.has(name)), None)


def read(folder: Folder, contents: str) -> BookTree:
    """Return the book.

    Raises:
        SourceError: If its settings cannot be read.
    """
    config = mapping(read_yaml(folder.text(contents)[0], folder.path(contents)))
    root = (words(config.get("docs_dir")) or "docs").strip("/").removeprefix("./")
    gathering = Gathering(folder, root, contents)
    nav = sequence(config.get("nav") or config.get("pages"))
    _items(gathering, nav, "", 0)
    if not nav:
        add_files(gathering, root)
    theme, extra = mapping(config.get("theme")), mapping(config.get("extra"))
    return BookTree(
        "MkDocs",
        root,
        tuple(gathering.chapters),
        title=plain(words(config.get("site_name"))),
        creators=names(config.get("site_author")),
        language=words(theme.get("language") or theme.get("locale") or config.get("locale")),
        rights=plain(re.sub(r"&copy;?", "©", words(config.get("copyright")))),
        dropped=tuple(gathering.dropped),
        variables={key: words(value) for key, value in extra.items() if words(value)},
        own=(contents,),
    )


def _items(gathering: Gathering, items: list[Any], part: str, depth: int) -> None:
    for item in items:
        if isinstance(item, str):
            gathering.add(item, "", "body", part)
        for title, value in mapping(item).items():
            if isinstance(value, str):
                gathering.add(value, title, "body", part)
            elif depth < 10:
                _items(gathering, sequence(value), part or title, depth + 1)
