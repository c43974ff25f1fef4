"""Folders of texts without contents of their own: of Hugo, Jekyll, Docusaurus, Obsidian, or of nobody."""

from __future__ import annotations

import re
from pathlib import Path

from publish.base.diagnostics import SourceError
from publish.base.messages import say
from publish.importing.book_tree import BookTree, Gathering, natural, plain
from publish.importing.configs import mapping, names, read_toml, read_yaml, words
from publish.importing.files import Folder

_CONFIGS = ("hugo.toml", "hugo.yaml", "hugo.yml", "config.toml", "config.yaml", "config.yml", "_config.yml")
_ROOTS = ("content", "docs", "src", "book", "_posts")
_FIRST = re.compile(r"(?:_?index|readme|intro(?:duction)?|preface|loi-noi-dau|gioi-thieu|00?)\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:licen[cs]e|contributing|changelog|code[_-]of[_-]conduct|security|authors|summary|todo|pull_request_template)"
    r"(?:\.\w+)*",
    re.IGNORECASE,
)
_WEIGHT = re.compile(
    r"^(?:weight|order|nav_order|sidebar_position|position|chapter|menu_order)[ \t]*[:=][ \t]*[\"']?(-?\d+(?:\.\d+)?)",
    re.MULTILINE,
)
_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_DRAFT = re.compile(r"^draft[ \t]*[:=][ \t]*true\b", re.MULTILINE)


def find(folder: Folder) -> str | None:
    """Return nothing to read; None if there is no text in the folder."""
    return "" if folder.articles() else None


def read(folder: Folder, contents: str) -> BookTree:
    """Return the texts of the folder, in the order of their weights and names, folders as parts.

    Raises:
        SourceError: If the settings of its system cannot be read.
    """
    config = _config(folder)
    root = next((root for root in _ROOTS if not _texts(folder, "") and folder.articles(root)), "")
    gathering = Gathering(folder, root, "")
    add_files(gathering, root)
    params = mapping(config.get("params"))
    return BookTree(
        "folder",
        root,
        tuple(gathering.chapters),
        title=plain(words(config.get("title"))),
        subtitle="",
        creators=names(config.get("author") or params.get("author")),
        language=words(config.get("languageCode") or config.get("defaultContentLanguage") or config.get("lang")),
        rights=plain(words(config.get("copyright"))),
        dropped=tuple(gathering.dropped),
        variables={key: words(value) for key, value in config.items() if words(value)},
    )


def _config(folder: Folder) -> dict[str, object]:
    name = next((name for name in _CONFIGS if folder.has(name)), "")
    if not name:
        return {}
    read_settings = read_toml if name.endswith("toml") else read_yaml
    return dict(mapping(read_settings(folder.text(name)[0], folder.path(name))))


def _texts(folder: Folder, under: str) -> list[str]:
    """Return the texts right in a folder, without those about the folder."""
    depth = under.count("/") + bool(under)
    found = [name for name in folder.articles(under) if name.count("/") == depth]
    return [name for name in found if not _ABOUT.fullmatch(Path(name).name)]


def add_files(gathering: Gathering, root: str) -> None:
    """Take in all texts below a folder."""
    folder = gathering.folder
    texts = folder.articles(root)
    short = {name: name.removeprefix(f"{root}/") if root else name for name in texts}
    heads = {name: _head(folder, name) for name in texts}

    def key(name: str) -> tuple[object, ...]:
        parts = short[name].split("/")
        levels: list[object] = []
        for depth in range(1, len(parts)):
            above = "/".join(filter(None, (root, *parts[:depth])))
            index = next((each for each in texts if re.fullmatch(re.escape(above) + r"/_?index\.\w+", each)), None)
            levels.append((1, _weight(heads[index]) if index else 10.0**9, natural(parts[depth - 1])))
        first = not _FIRST.match(parts[-1])
        levels.append(
            (0 if len(parts) == 1 or not first else 1, _weight(heads[name]) if first else -1.0, natural(parts[-1]))
        )
        return tuple(levels)

    for name in sorted(texts, key=key):
        stem = Path(name).name
        if stem.startswith("_") and not stem.startswith("_index."):
            continue  # a part of other texts
        if _ABOUT.fullmatch(stem):
            gathering.drop(say("text"), name, say("it is about the folder, no chapter of it"))
        elif _DRAFT.search(heads[name]):
            gathering.drop(say("text"), name, say("a draft"))
        else:
            gathering.add(short[name], "", "body", _part(texts, heads, root, short[name]))


def _part(texts: list[str], heads: dict[str, str], root: str, name: str) -> str:
    """Return the title of the outermost folder of a text: that of its index, or its name in words."""
    top, _, rest = name.partition("/")
    if not rest:
        return ""
    above = f"{root}/{top}" if root else top
    index = next((each for each in texts if re.fullmatch(re.escape(above) + r"/(?:_?index|README)\.\w+", each)), None)
    title = _TITLE.search(heads[index]) or _HEADING.match(heads[index]) if index else None
    if title:
        return plain(title[1])
    words_ = re.sub(r"[-_]+", " ", re.sub(r"^\d+[-_. ]+", "", top)).strip()
    return words_[:1].upper() + words_[1:] or top


def _head(folder: Folder, name: str) -> str:
    """Return the front matter of a text, or its headline where it has none."""
    try:
        text = folder.text(name)[0][:100_000]
    except SourceError:
        return ""
    found = re.match(r"(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*$", text, re.DOTALL | re.MULTILINE)
    heading = None if found else _HEADING.match(text.lstrip())
    return found[2] if found else heading[0] if heading else ""


def _weight(head: str) -> float:
    found = _WEIGHT.search(head)
    return float(found[1]) if found else 10.0**6
