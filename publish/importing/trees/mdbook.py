"""The contents of mdBook and GitBook: ``SUMMARY.md``, and the facts in ``book.toml`` or ``book.json``."""

from __future__ import annotations

import json
import re

from publish.base.messages import say
from publish.importing.book_tree import BookTree, Gathering, plain
from publish.importing.configs import mapping, names, read_toml, read_yaml, words
from publish.importing.files import Folder

_LINK = re.compile(
    r"""(?P<indent>[ \t]*)(?P<bullet>(?:[-*+]|\d+[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?
    \[(?P<title>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]
    \([ \t]*(?P<path><[^<>]*>|(?:[^\s()]|\([^()]*\)|[ ](?!["']))*)(?:[ \t]+["'][^"']*["'])?[ \t]*\)""",
    re.VERBOSE,
)
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d+[.)])[ \t]+(?P<title>[^\[\s].*)$")


def find(folder: Folder) -> str | None:
    """Return the file that has the contents; None if the folder is no such book."""
    named = words(mapping(_config(folder).get("book")).get("src")) or "src"
    for name in (f"{named.strip('/')}/SUMMARY.md", "SUMMARY.md", "src/SUMMARY.md", "docs/SUMMARY.md", "en/SUMMARY.md"):
        if found := folder.find(name):
            return found
    return None


def read(folder: Folder, contents: str) -> BookTree:
    """Return the book.

    Raises:
        SourceError: If its settings cannot be read.
    """
    config = _config(folder)
    book, root = mapping(config.get("book")), contents.rpartition("/")[0]
    gathering = Gathering(folder, root, contents)
    _Summary(gathering).read(folder.text(contents)[0])
    hidden = mapping(mapping(mapping(mapping(config.get("output")).get("html")).get("code")).get("hidelines"))
    github = _gitbook(folder)
    return BookTree(
        "mdBook" if folder.has("book.toml") else "GitBook",
        root,
        tuple(gathering.chapters),
        title=words(book.get("title")) or words(github.get("title")),
        subtitle="",
        creators=names(book.get("authors")) or names(github.get("author")),
        language=words(book.get("language")) or words(github.get("language")),
        dropped=tuple(gathering.dropped),
        hidden={"rust": "#", **{key: words(value) for key, value in hidden.items()}},
        own=(contents,),
    )


def _config(folder: Folder) -> dict[str, object]:
    return read_toml(folder.text("book.toml")[0], folder.path("book.toml")) if folder.has("book.toml") else {}


def _gitbook(folder: Folder) -> dict[str, object]:
    """Return the facts of a GitBook, ``book.json``, which YAML can read as well."""
    if not folder.has("book.json"):
        return {}
    text = folder.text("book.json")[0]
    try:
        return dict(mapping(json.loads(text)))
    except (ValueError, RecursionError):
        return dict(mapping(read_yaml(text, folder.path("book.json"))))


class _Summary:
    """Reads the lines of a ``SUMMARY.md``."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.listed = self.ended = False
        self.part = ""
        self.explicit = False
        self.stack: list[tuple[int, str]] = []  # indent and title of the entries that are open

    def read(self, text: str) -> None:
        lines = re.sub(r"<!--.*?-->", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL).split("\n")
        headings = [found for line in lines if (found := _HEADING.match(line))]
        for number, line in enumerate(lines, 1):
            if heading := _HEADING.match(line):
                title = plain(heading[2])
                self.explicit = not (heading is headings[0] or heading[2] == headings[0][2]) or self.listed
                self.part = title if self.explicit else ""
                if link := _LINK.search(heading[2]):
                    self.entry(link, number, 0)
                self.stack = []
            elif link := _LINK.match(line):
                self.entry(link, number, len(link["indent"].expandtabs(4)))
            elif (item := _ITEM.match(line)) and plain(item["title"]):
                indent = len(item["indent"].expandtabs(4))
                self.open(indent, plain(item["title"]))
                self.listed = True
            elif re.fullmatch(r"[ \t]*(?:-[ \t]*){3,}", line):
                self.stack = []

    def open(self, indent: int, title: str) -> None:
        while self.stack and self.stack[-1][0] >= indent:
            self.stack.pop()
        self.stack.append((indent, title))

    def entry(self, link: re.Match[str], number: int, indent: int) -> None:
        title, path = link["title"], link["path"].strip("<>").strip()
        bulleted = bool(link["bullet"])
        self.listed |= bulleted
        self.open(indent, plain(title))
        if not path:
            at = f"{self.gathering.source}:{number}"
            self.gathering.drop(say("chapter"), at, say("a draft without a text: {plain}", plain=plain(title)))
            return
        place = "body" if bulleted else "back" if self.listed else "front"
        self.gathering.add(path, title, place, (self.part or self.above()) if bulleted else "", number)

    def above(self) -> str:
        """Return the title of the outermost entry that the last one stands in; empty where it stands in none."""
        return self.stack[0][1] if len(self.stack) > 1 else ""
