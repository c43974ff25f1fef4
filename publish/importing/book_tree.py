"""What a system says of a book: its facts, its chapters in their order, and how its dialect is set."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Mapping
from dataclasses import field

from publish.base.messages import say
from publish.base.records import dataclass
from publish.importing.balance import Entry, Outcome
from publish.importing.files import Folder, is_text


@dataclass(frozen=True, slots=True)
class Listed:
    """A chapter as the contents of a system name it.

    Attributes:
        path: Name of its file in the folder.
        title: What the contents call it, plain; empty where they do not.
        place: ``front``, ``body`` or ``back``.
        part: Title of its part; empty outside of parts.
    """

    path: str
    title: str = ""
    place: str = "body"
    part: str = ""


@dataclass(frozen=True, slots=True)
class BookTree:
    """A folder as its system sees it.

    Attributes:
        system: Name of the system.
        root: Folder below which addresses start, in the folder; empty for the folder itself.
        chapters: The chapters in their order.
        date: Day of publication; None where there is none.
        dropped: Entries of the contents that are no chapters.
        bibliography: Files of works that are cited.
        variables: What templates stand for, by name.
        pandoc: Whether the text is read as Pandoc does: a picture alone is a figure, its words are the caption.
        numbered: Whether chapters, figures and tables are numbered.
        hidden: How hidden lines of code begin, by language.
        own: Files of the system itself, which are no articles.
    """

    system: str
    root: str = ""
    chapters: tuple[Listed, ...] = ()
    title: str = ""
    subtitle: str = ""
    creators: tuple[str, ...] = ()
    language: str = ""
    publisher: str = ""
    rights: str = ""
    date: datetime.date | None = None
    dropped: tuple[Entry, ...] = ()
    bibliography: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    pandoc: bool = False
    numbered: bool = False
    hidden: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()


class Gathering:
    """Chapters as they are met in the contents of a system, each file once."""

    def __init__(self, folder: Folder, root: str, source: str) -> None:
        """Start with the folder, that of the articles, and the name of the file with the contents."""
        self.folder, self.root, self.source = folder, root, source
        self.chapters: list[Listed] = []
        self.dropped: list[Entry] = []
        self._known: set[str] = set()

    def add(self, target: str, title: str = "", place: str = "body", part: str = "", line: int = 0) -> str | None:
        """Take in a chapter by the name that the contents give it; return the name of its file."""
        at = f"{self.source}:{line}" if line else self.source
        if re.match(r"[A-Za-z][\w+.-]+:|//", target):
            self.drop(say("chapter"), at, say("it stands on the web: {target}", target=target))
            return None
        target = target.partition("#")[0].partition("?")[0]
        found = find_article(self.folder, target, self.root)
        if not found:
            why = say("there is no such text: {target}", target=target)
            if self.folder.leads_out(target, self.root):
                why = say("outside of the folder: {target}", target=target)
            self.drop(say("chapter"), at, why)
        elif found in self._known:
            self.dropped.append(
                Entry(
                    say("line of the contents"),
                    at,
                    Outcome.CHANGED,
                    say("named twice, taken once: {target}", target=target),
                )
            )
        else:
            self._known.add(found)
            self.chapters.append(Listed(found, plain(title), place, plain(part)))
        return found

    def drop(self, what: str, at: str, why: str) -> None:
        """Take note of an entry that is no chapter."""
        self.dropped.append(Entry(what, at, Outcome.LEFT_OUT, why))


def find_article(folder: Folder, target: str, base: str) -> str | None:
    """Return the file of a text as contents and links name it: with its suffix, without, or by its folder."""
    stem = re.sub(r"\.(html?|md|qmd)$", "", target, flags=re.IGNORECASE)
    stem = target if target.lower().endswith((".md", ".qmd")) and folder.find(target, base) else stem
    for form in (
        target,
        *(f"{stem}{suffix}" for suffix in (".md", ".qmd", ".mdx", ".ipynb", ".markdown", ".Rmd", ".txt")),
    ):
        if (found := folder.find(form, base)) and is_text(found):
            return found
    stem = stem.rstrip("/")
    for name in ("index.md", "README.md", "_index.md", "index.qmd", "index.mdx", "readme.md"):
        if found := folder.find(posixpath.join(stem, name) if stem else name, base):
            return found
    return None


_MARKS = re.compile(
    r"\*\*|__|~~|`+|(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*])|\{[#.-][^{}]*\}"
    r"|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|\\(?=[^\w\s])"
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")


def plain(text: str) -> str:
    """Return a title without marks, on one line."""
    import html

    parts = re.split(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", _LINK.sub(r"\1", text))
    shown = "".join(
        "" if index % 3 == 1 else part if index % 3 == 2 else html.unescape(_MARKS.sub("", part))
        for index, part in enumerate(parts)
    )
    return " ".join(shown.split())


def natural(name: str) -> tuple[object, ...]:
    """Return the key by which names are sorted as people do: ``2`` before ``10``."""
    pieces = re.split(r"(\d+)", name.casefold())
    return tuple(
        (int(piece), "") if piece.isdecimal() and index % 2 else (-1, piece) for index, piece in enumerate(pieces)
    )
