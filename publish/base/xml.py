"""Read XML of any origin, within limits: its elements, where each stands, and the text in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from publish.base.messages import known_message, say, words_of
from publish.base.records import dataclass

MOST_ELEMENTS = 500_000
_PREFIXES = {
    "http://www.idpf.org/2007/ops": "epub:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://www.w3.org/1999/xlink": "xlink:",
}
_TAG_BYTES = 2000


class Refused(Exception):
    """A document declares entities of its own, or has more elements than are read."""


@dataclass(frozen=True, slots=True)
class XmlElement:
    """An element.

    Attributes:
        tag: The name of the element without prefix.
        attributes: By name; ``epub:``, ``xml:`` and ``xlink:`` are prefixes, whatever the document calls them.
        line, column: Where its start tag begins, counted from 1.
        parent: Number of the element around it, -1 for the outermost.
        start, end: Where its text begins and ends in that of the document.
        markup: The start tag as it is written.
    """

    tag: str
    attributes: Mapping[str, str]
    line: int
    column: int
    parent: int
    start: int
    end: int
    markup: str


@dataclass(frozen=True, slots=True)
class XmlDocument:
    """What could be read of a document.

    Attributes:
        elements: The elements in the order of their start tags.
        text: All of its text.
        fault: What ended the reading; empty when all of it was read.
        line, column: Where that was.
    """

    elements: tuple[XmlElement, ...]
    text: str
    fault: str = ""
    line: int = 0
    column: int = 0

    def of(self, *tags: str) -> Iterator[XmlElement]:
        """Yield the elements of these names."""
        return (element for element in self.elements if element.tag in tags)

    def inside(self, element: XmlElement) -> str:
        """Return the text of an element, its spaces made one."""
        return " ".join(self.text[element.start : element.end].split())

    def upwards(self, element: XmlElement) -> Iterator[XmlElement]:
        """Yield an element and those around it."""
        yield element
        while element.parent >= 0:
            element = self.elements[element.parent]
            yield element

    def find(self, markup: str, line: int, column: int) -> XmlElement | None:
        """Return the element that is written like this, of several the one at that place or with that text.

        Without one the last that begins before the place, 0 for none.
        """
        shown = read_markup(_closed(markup)).elements if markup.startswith("<") else ()
        same = [one for one in self.elements if shown and _is_alike(one, shown[0])]
        here = [one for one in same if (one.line, one.column) == (line, column)]
        if here or (same and not line):
            words = " ".join(html.unescape(re.sub("<[^>]*>?", "", markup)).split())
            return next((one for one in here or same if self.inside(one) == words), (here or same)[0])
        before = [one for one in self.elements if (one.line, one.column) < (line, column)]
        return before[-1] if before and line else None


def _is_alike(element: XmlElement, shown: XmlElement) -> bool:
    """Tell whether an element has a name and the attributes that are shown."""
    has = element.attributes
    return element.tag == shown.tag and all(has.get(name) == value for name, value in shown.attributes.items())


def _closed(markup: str) -> bytes:
    """Return the start tag at the start of a piece of markup as a document, its prefixes declared."""
    tag = re.match(r"<[^>]*>?", markup)
    text = (tag[0] if tag else "").rstrip(">").rstrip("/")
    spaces = {prefix.rstrip(":"): space for space, prefix in _PREFIXES.items() if prefix != "xml:"}
    missing = [f' xmlns:{name}="{space}"' for name, space in spaces.items() if f"xmlns:{name}" not in text]
    return f"{text}{''.join(missing)}/>".encode()


def read_markup(content: bytes) -> XmlDocument:
    """Return what a document holds; it never raises."""
    reading = _Reading(content)
    fault, line, column = "", 0, 0
    try:
        reading.parser.Parse(content, True)
    except expat.ExpatError as failure:
        fault = known_message(expat.ErrorString(failure.code), _FAULTS)
        line, column = failure.lineno, failure.offset + 1
    except Refused as failure:
        fault = words_of(failure)
        line, column = reading.parser.CurrentLineNumber, reading.parser.CurrentColumnNumber + 1
    except (ValueError, LookupError) as failure:  # an encoding that does not exist
        fault, line, column = " ".join(str(failure).split())[:200], 1, 1
    return XmlDocument(reading.finish(), "".join(reading.pieces), fault, line, column)


_FAULTS = (
    *(say("syntax error"), say("no element found"), say("not well-formed (invalid token)"), say("unclosed token")),
    *(say("mismatched tag"), say("duplicate attribute"), say("undefined entity"), say("unknown encoding")),
    *(say("junk after document element"), say("unbound prefix"), say("XML declaration not well-formed")),
)
"""What Expat says of the faults that people make."""


class _Reading:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pieces: list[str] = []
        self.length = 0
        self.found: list[tuple[str, dict[str, str], int, int, int, int, str]] = []
        self.ends: dict[int, int] = {}
        self.open: list[int] = []
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.EntityDeclHandler = self.entity

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.found) >= MOST_ELEMENTS:
            raise Refused(say("more than {count} elements", count=MOST_ELEMENTS))
        parser, parent = self.parser, self.open[-1] if self.open else -1
        self.open.append(len(self.found))
        at = parser.CurrentByteIndex
        tag = self.content[at : at + _TAG_BYTES].partition(b">")[0] + b">"
        named = {_name(key): value for key, value in attributes.items()}
        place = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        self.found.append((name.rpartition(" ")[2], named, *place, parent, self.length, tag.decode("utf-8", "replace")))

    def end(self, name: str) -> None:
        self.ends[self.open.pop()] = self.length

    def text(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def entity(self, *_: object) -> None:
        raise Refused(say("it declares entities of its own"))

    def finish(self) -> tuple[XmlElement, ...]:
        return tuple(
            XmlElement(tag, attributes, line, column, parent, start, self.ends.get(number, self.length), markup)
            for number, (tag, attributes, line, column, parent, start, markup) in enumerate(self.found)
        )


def _name(full: str) -> str:
    space, _, name = full.rpartition(" ")
    return _PREFIXES.get(space, "") + name
