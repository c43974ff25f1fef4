"""What Word has no words for, kept in a part of its own: names, facts, and what its content controls stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from publish.importing.manuscript.part import NAMESPACE
from publish.outputs.docx.wordml import attributes, bookmark, control

_LONGEST = 32  # characters; Word takes 40


class WordPlaces:
    """The places of one file: bookmarks, content controls, and the part that says what they are."""

    def __init__(self) -> None:
        """Start without any."""
        self.article = 0
        self._number = 0
        self._bookmarks: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._lines: list[str] = []
        self._controls = self._marks = 0

    def number(self) -> int:
        """Return a number that nothing else in the file has."""
        self._number += 1
        return self._number

    def control(
        self, kind: str, title: str, content: str, facts: Mapping[str, str] | None = None, *, locked: bool = False
    ) -> str:
        """Return content that is held together as something that Word does not know, with what is said of it."""
        self._controls += 1
        tag = f"p{self._controls}"
        self._lines.append(f"<place{attributes((('tag', tag), ('kind', kind), *(facts or {}).items()))}/>")
        return control(self.number(), tag, title, content, locked=locked)

    def name(self, chapter: str, place: str) -> str:
        """Return the bookmark of a place of a chapter; an empty place is the chapter itself."""
        key = chapter, place
        if key not in self._bookmarks:
            words = unicodedata.normalize("NFC", place) if place else f"_bai_{chapter}"
            plain = re.sub(r"\W", "_", words)[:_LONGEST]
            plain = plain if plain[:1].isalpha() or not place else f"d_{plain}"[:_LONGEST]
            name, count = plain, 1
            while name.casefold() in self._taken:
                count += 1
                name = f"{plain}_{count}"
            self._taken.add(name.casefold())
            self._bookmarks[key] = name
        return self._bookmarks[key]

    def bookmark(
        self,
        chapter: str,
        place: str | None,
        content: str,
        kind: str = "block",
        facts: Mapping[str, str] | None = None,
    ) -> str:
        """Return content that is a place of a chapter; without a name it is only what it was."""
        if place is None:
            return content
        name = self.name(chapter, place)
        said = {"bookmark": name, "id": place, "article": str(self.article), "kind": kind, **(facts or {})}
        self._lines.append(f"<name{attributes(said.items())}/>")
        return bookmark(self.number(), name, content)

    def plain_bookmark(self, name: str, content: str) -> str:
        """Return content under a name that is used by Word alone."""
        return bookmark(self.number(), name, content)

    def free_place(self) -> str:
        """Return a place for a mark that has no name of its own."""
        self._marks += 1
        return f"muc {self._marks}"

    def tell(self, element: str, facts: Mapping[str, str], inside: str = "") -> None:
        """Take note of facts; ``inside`` is text, or elements."""
        self._lines.append(f"<{element}{attributes(facts.items())}>{inside}</{element}>")

    def part(self, facts: Mapping[str, str]) -> str:
        """Return the part, in which the publication stands with its facts and all that was taken note of."""
        inside = "\n".join(self._lines)
        return f'<publication xmlns="{NAMESPACE}"{attributes(facts.items())}>\n{inside}\n</publication>'
