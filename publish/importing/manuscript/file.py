"""A Word file of ours while it is read: its parts, its notes and remarks, the pictures that it uses."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from publish.base.diagnostics import SourceError
from publish.base.messages import say
from publish.importing.manuscript.part import Told, find_told
from publish.importing.shaping.ledger import Ledger
from publish.importing.word.context import PartContext
from publish.importing.word.numbering import WordNumbering
from publish.importing.word.package import Package
from publish.importing.word.styles import Styles
from publish.importing.word.xml import Element, child, full, short, value

_MOST_PICTURE = 200_000_000
_BULLETS = {"–": "-", "•": "*", "+": "+"}


@dataclass
class Seen:
    """What has been seen so far: places that wait for their paragraph, and how many links and spans there were."""

    waiting: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0

    def number(self) -> int:
        """Return a number that no other link or span has."""
        self.count += 1
        return self.count


class ManuscriptFile:
    """The file.

    Attributes:
        told: What its part of ours says.
        ledger: What was changed and left out.
        context: What the reading of equations asks for.
        styles: The styles of the file.
        numbering: The lists of the file.
        body: The element with its text.
        article: Number of the article that is being read.
        called: The ids of notes by the bookmarks of their calls.
        pictures: The pictures that the articles use, by article and name in its source.
        notes: The notes that the article calls, in their order: id in the file, name, Markdown.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        """Take in a file.

        Raises:
            SourceError: If it cannot be read, or is none of ours.
        """
        self.package = Package(path, content)
        told = find_told(self.package)
        root = self.package.xml(self.package.document)
        body = child(root, "w:body") if root is not None else None
        if told is None or body is None:
            raise self.refuse()
        self.told: Told = told
        self.body: Element = body
        self.ledger = Ledger()
        self.part = self.package.document
        self.styles = Styles(self._related("styles"), self._related("theme"))
        numbering = self._related("numbering")
        self.numbering = WordNumbering(numbering)
        self._bullets = _read_bullets(numbering)
        self.context = PartContext(
            self.package, self.styles, self.numbering, self.ledger, self.part, lambda context, element: [], "accept"
        )
        self.article = 0
        self._notes = self._read_notes()
        self._remarks = self._read_remarks()
        self.called = _read_calls(body)
        self.pictures: dict[tuple[int, str], bytes] = {}
        self.names: dict[str, str] = {}
        self._tell_running()
        self.notes: list[tuple[str, str]] = []
        self.write_note: Callable[[Element], tuple[str, bool]] = lambda element: ("", True)
        self._new = 0

    def refuse(self) -> SourceError:
        """Return the failure that ends the reading of what is none of ours."""
        hint = say(
            "make it with publish docx, and save it in Word; other programs drop what is kept in it for the way back"
        )
        return self.package.refuse(say("no Word file of this program"), "foreign-docx", hint)

    def _related(self, kind: str) -> Element | None:
        name = self.package.related(self.part, kind)
        return self.package.xml(name) if name else None

    # Places

    @property
    def facts(self) -> dict[str, str]:
        """What is said of the article that is being read."""
        return dict(self.told.articles[self.article])

    def target(self, bookmark: str) -> str:
        """Return what a reference in this article says to lead to a bookmark; empty for one that is no place."""
        known = self.told.names.get(bookmark)
        if known is None or known["kind"] == "citation":
            return ""
        article, place = int(known["article"]), "" if known["kind"] in ("start", "number") else known.get("id", "")
        if article == self.article:
            file = posixpath.basename(self.facts["file"]) if not place else ""
        elif article < len(self.told.articles):
            folder = posixpath.dirname(self.facts["file"])
            file = posixpath.relpath(self.told.articles[article]["file"], folder or ".")
        else:
            return ""
        return f"{quote(file, safe='/')}#{place}" if place else quote(file, safe="/")

    def outside(self, relation: str) -> str:
        """Return the address of a link."""
        for part in (self.context.part, self.part):
            found = self.package.relations(part).get(relation)
            if found and found.outside:
                return found.target
        return ""

    def bullet(self, list_: str, level: int) -> str:
        """Return the sign of a list in the source."""
        return _BULLETS.get(self._bullets.get((list_, level), ""), "-")

    def _tell_running(self) -> None:
        for relation in self.package.relations(self.part).values():
            if relation.kind in ("header", "footer") and (root := self.package.xml(relation.target)) is not None:
                self.tell_made(root)

    # Notes and remarks

    def _read_notes(self) -> dict[str, Element]:
        root = self._related("footnotes")
        found = root.iterchildren(full("w:footnote")) if root is not None else ()
        return {each.get(full("w:id")) or "": each for each in found if each.get(full("w:type")) in (None, "normal")}

    def call(self, id_: str) -> str:
        """Return the call of a note, which stands in it where it has no name."""
        element = self._notes.get(id_)
        if element is None:
            return ""
        if id_ in self.names:
            return f"[^{self.names[id_]}]"
        bookmarks = [each.get(full("w:name")) or "" for each in element.iter(full("w:bookmarkStart"))]
        known = next((self.told.notes[name] for name in bookmarks if name in self.told.notes), None)
        self.names[id_] = ""  # no note is called from inside another
        text, is_line = self.write_note(element)
        if not (known and known.get("name")) and is_line:
            del self.names[id_]
            return f"^[{text}]"
        self._new += not (known and known.get("name"))
        self.names[id_] = known["name"] if known and known.get("name") else f"ghi-chu-{self._new}"
        self.notes.append((self.names[id_], text))
        return f"[^{self.names[id_]}]"

    def _read_remarks(self) -> dict[str, str]:
        root = self._related("comments")
        found = {}
        for each in root.iterchildren(full("w:comment")) if root is not None else ():
            words = " ".join("".join(text.text or "" for text in each.iter(full("w:t"))).split())
            author = each.get(full("w:author")) or ""
            found[each.get(full("w:id")) or ""] = f"{author}: {words}" if author else words
        return found

    def remark(self, id_: str) -> str:
        """Return what somebody wrote in the margin."""
        return self._remarks.get(id_, "")

    # Pictures

    def use(self, name: str, drawing: Element | None) -> None:
        """Take out the picture of a drawing under its name in the source."""
        if name and drawing is not None and (content := self.picture(drawing)):
            self.pictures.setdefault((self.article, name), content)

    def picture(self, drawing: Element) -> bytes:
        """Return the picture that a drawing shows: the drawing of lines where it is a copy of one."""
        return self.package.read(self.picture_part(drawing), _MOST_PICTURE)

    def picture_part(self, drawing: Element) -> str:
        """Return the part with the picture that a drawing shows."""
        vector = [each.get(full("r:embed")) for each in drawing.iter(f"{{{_SVG}}}svgBlip")]
        pixels = [each.get(full("r:embed")) for each in drawing.iter(full("a:blip"))]
        for part in (self.context.part, self.part):
            for relation in (*vector, *pixels):
                found = self.package.relations(part).get(relation or "")
                if found and not found.outside and found.target in self.package:
                    return found.target
        return ""

    # What is not in the articles

    def tell_made(self, element: Element) -> None:
        """Take note of what the program makes anew."""
        self.tell_words(" ".join(each.text or "" for each in element.iter(full("w:t"))))

    def tell_words(self, words: str) -> None:
        """Take note of words that the program makes anew."""
        if words.strip():
            self.ledger.change(say("made words"), self.part, say("publish makes them anew"), words, len(words.split()))

    def tell_gone(self, element: Element) -> None:
        """Take note of words that somebody deleted."""
        words = "".join(each.text or "" for each in element.iter(full("w:delText"), full("w:t")))
        if words.strip():
            self.ledger.leave_out(say("deleted words"), self.part, say("the changes were accepted"), words)


_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def _read_bullets(root: Element | None) -> dict[tuple[str, int], str]:
    """Return the signs of lists by list and level."""
    signs: dict[tuple[str, int], str] = {}
    found: dict[tuple[str, int], str] = {}
    for each in root.iterchildren(full("w:abstractNum")) if root is not None else ():
        for level in each.iterchildren(full("w:lvl")):
            key = each.get(full("w:abstractNumId")) or "", int(level.get(full("w:ilvl")) or 0)
            signs[key] = value(level, "w:lvlText") or ""
    for each in root.iterchildren(full("w:num")) if root is not None else ():
        definition = value(each, "w:abstractNumId") or ""
        for (name, level), sign in signs.items():
            if name == definition:
                found[each.get(full("w:numId")) or "", level] = sign
    return found


def _read_calls(body: Element) -> dict[str, str]:
    """Return the ids of notes by the bookmarks that stand before their calls."""
    found: dict[str, str] = {}
    last = ""
    for each in body.iter(full("w:bookmarkStart"), full("w:footnoteReference")):
        if short(each.tag) == "w:bookmarkStart":
            last = each.get(full("w:name")) or ""
        elif last.startswith("_ct_"):
            found[last] = each.get(full("w:id")) or ""
            last = ""
    return found
