"""Read the facts between the ``---`` lines at the top of a source file, as YAML."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable
from dataclasses import field
from typing import Any

import yaml

from publish.base.diagnostics import Position
from publish.base.messages import say
from publish.base.records import dataclass
from publish.reader.markdown.attributes import is_language, report_language
from publish.reader.other_words import OTHER_WORDS
from publish.reader.own_facts import NULL, FactReader, by_name, names
from publish.reader.source import UNPRINTABLE, Passage, Source

LONGEST = 100_000
"""Characters that front matter may have."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_KINDS = ("str", "int", "float", "bool", "timestamp", "value", "merge")
_PLAIN_TAGS = tuple(f"tag:yaml.org,2002:{kind}" for kind in _KINDS)
_QUOTE_HINT = say("put a value with ':', '#', '*', '&', '@', '[' or '{{' in it between quotes")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The facts of an article as they stand in the source.

    Attributes:
        body: Offset in the source at which the text of the article starts.
        fields: Position of each known key that is there.
        passages: Lines of running text by key; a headline may have several lines, the others have one.
        summary: Plain text.
        short_headline: Plain text.
        subjects: Plain texts.
        days: Dates by key, ``published`` and ``updated``.
        language: Tag of the language, None when not given.
        unread: Keys that the author may have written and that could not be read; the source has taken note of why.
        own: What the keys of the kind say, as :attr:`publish.publication.model.Article.facts` has it.
    """

    body: int
    fields: tuple[tuple[str, Position], ...] = ()
    passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    summary: str = ""
    short_headline: str = ""
    subjects: tuple[str, ...] = ()
    days: dict[str, datetime.date] = field(default_factory=dict)
    language: str | None = None
    unread: tuple[str, ...] = ()
    own: tuple[tuple[str, Any], ...] = ()


def read_front_matter(source: Source) -> FrontMatter:
    """Return the facts at the top of a source; without front matter they are empty. Errors are noted in the source."""
    text = source.text
    first = source.line_end(0)
    if text[:first].rstrip() != "---":
        return FrontMatter(0)
    close = re.compile(r"^---[ \t]*$", re.MULTILINE).search(text, first + 1)
    if close is None:
        hint = say("end it with a line ---, and leave an empty line below")
        source.report(0, say("front matter without an end"), "unclosed-front-matter", hint, 3)
        return FrontMatter(first, unread=tuple(_READERS))
    if close.start() > LONGEST:
        message = say("front matter of more than {most:,} characters", most=LONGEST)
        source.report(0, message, "invalid-yaml", say("the text of the article stands below the second ---"))
        return FrontMatter(close.end(), unread=tuple(_READERS))
    known = len(source.diagnostics)
    root = _compose(source, text[first + 1 : close.start()], first + 1)
    if len(source.diagnostics) > known:
        return FrontMatter(close.end(), unread=tuple(_READERS))
    return _Reader(source, first + 1).read(root, close.end())


# YAML ----------------------------------------------------------------------------------------------------------------


class _Loader(yaml.SafeLoader):
    """YAML without aliases and without depth, so that a short text cannot grow into a long one."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem=say("aliases (*name) are not read"), problem_mark=mark)
        self.depth += 1
        if self.depth > 5:
            raise yaml.MarkedYAMLError(problem=say("values are nested too deep"), problem_mark=mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _compose(source: Source, text: str, start: int) -> yaml.Node | None:
    """Return the YAML tree of a text that stands at ``start`` in the source; None when it is empty or broken."""
    try:
        loader = _Loader(text)
        return loader.get_single_node()
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        reason = failure.problem or failure.context or say("not readable")
        source.report(
            start + (mark.index if mark else 0), say("YAML: {reason}", reason=reason), "invalid-yaml", _QUOTE_HINT
        )
    except yaml.reader.ReaderError as failure:
        source.report(
            start + failure.position,
            say("YAML: {reason}", reason=failure.reason),
            "invalid-yaml",
            say("delete the character"),
        )
    except (ValueError, OverflowError) as failure:  # an escape beyond Unicode
        source.report(start, say("YAML: {reason}", reason=failure), "invalid-yaml", _QUOTE_HINT)
    return None


class _Reader:
    """Reads the nodes of the YAML tree, each key with the method that its kind of value needs."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.fields: dict[str, Position] = {}
        self.passages: dict[str, tuple[Passage, ...]] = {}
        self.summary = ""
        self.short_headline = ""
        self.subjects: tuple[str, ...] = ()
        self.days: dict[str, datetime.date] = {}
        self.language: str | None = None
        self.unread: dict[str, None] = {}
        self.keys = by_name(source.keys)
        self.known = (*_READERS, *names(source.keys))
        self.facts = FactReader(self.text_of, self.report)
        self.own: dict[str, Any] = {}

    def read(self, root: yaml.Node | None, body: int) -> FrontMatter:
        if isinstance(root, yaml.MappingNode):
            for key, value in root.value:
                self.read_pair(key, value)
        elif root is not None:
            self.report(
                root, say("front matter is not made of 'key: value' lines"), "wrong-type", say("write 'headline: …'")
            )
            self.unread = dict.fromkeys(_READERS)
        fields, unread = tuple(self.fields.items()), tuple(self.unread)
        texts = self.summary, self.short_headline, self.subjects
        own = tuple(self.own.items())
        return FrontMatter(body, fields, self.passages, *texts, self.days, self.language, unread, own)

    def read_pair(self, key: yaml.Node, value: yaml.Node) -> None:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        own = self.keys.get(name)
        name = own.name if own else name
        if not own and name not in _READERS:
            meant = OTHER_WORDS.get(name.lower().replace("_", "-"), "")
            close = [meant] if meant in _READERS else difflib.get_close_matches(name.lower()[:50], self.known, 1)
            hint = meant
            if meant in _READERS:
                hint = say("write '{meant}' for it", meant=meant)
            elif not meant and close:
                hint = say("did you mean {guess}?", guess=close[0])
            elif not meant:
                hint = say("there are {known}", known=", ".join(self.known))
            self.report(
                key,
                say("unknown key: {name}", name=name) if name else say("a key is not a word"),
                "unknown-key",
                hint,
                len(name),
            )
            self.unread |= dict.fromkeys(close)
        elif name in self.fields:
            hint = say("keep one; the first is on line {line}", line=self.fields[name].line)
            self.report(key, say("key given twice: {name}", name=name), "duplicate-key", hint, len(name))
        else:
            self.fields[name] = self.source.position(self.offset(key))
            known = len(self.source.diagnostics)
            if own:
                self.own[name] = self.facts.read(own, value)
            else:
                _READERS[name](self, name, value)
            if len(self.source.diagnostics) > known:
                self.unread[name] = None

    def text_of(self, name: str, node: yaml.Node) -> str:
        """Return a value as it was typed; the numbers and dates of YAML are text to us."""
        if isinstance(node, yaml.ScalarNode):
            if node.tag == NULL:
                return ""
            if node.tag in _PLAIN_TAGS:
                return self.printable(str(node.value), node)
        hint = say("put text that starts with a bracket between quotes")
        self.report(node, say("{name} is not a text", name=name), "wrong-type", hint)
        return ""

    def printable(self, value: str, node: yaml.Node) -> str:
        """Return a value with U+FFFD for what the escapes of YAML can write but no page can show."""
        if found := UNPRINTABLE.search(value):
            message = say("control character U+{code:04X}", code=ord(found[0]))
            self.report(node, message, "control-character", say("delete it; it is written with a backslash"))
        return UNPRINTABLE.sub("\ufffd", value)

    def read_lines(self, name: str, node: yaml.Node) -> None:
        """A headline: each line that the editor broke is one."""
        self.passages[name] = tuple(self.lines_of(name, node))

    def read_line(self, name: str, node: yaml.Node) -> None:
        """Running text; lines that the editor broke flow together."""
        lines = self.lines_of(name, node)
        text = "\n".join(line.text for line in lines)
        segments, here = [], 0
        for line in lines:
            segments += [(here + a, b) for a, b in line.segments]
            here += len(line.text) + 1
        self.passages[name] = (Passage(text, tuple(segments)),) if text else ()

    def lines_of(self, name: str, node: yaml.Node) -> list[Passage]:
        passage = self.align(self.text_of(name, node), node)
        lines, here = [], 0
        for line in passage.text.split("\n"):
            indent = len(line) - len(line.lstrip(" \t"))
            if line.strip():
                lines.append(passage.part(here + indent, here + len(line.rstrip(" \t"))))
            here += len(line) + 1
        return lines

    def align(self, value: str, node: yaml.Node) -> Passage:
        """Return a value with the place of each of its words, found one after the other in the source."""
        text, cursor = self.source.text, self.offset(node)
        end = self.start + node.end_mark.index
        if getattr(node, "style", None) in ("|", ">"):
            cursor = self.source.line_end(cursor) + 1
        segments = [(0, cursor)]
        for word in re.finditer(r"\S+", value):
            found = text.find(word[0], cursor, end)
            if found >= 0:
                segments.append((word.start(), found))
                cursor = found + len(word[0])
        return Passage(value, tuple(segments))

    def read_summary(self, name: str, node: yaml.Node) -> None:
        self.summary = " ".join(self.text_of(name, node).split())

    def read_short_headline(self, name: str, node: yaml.Node) -> None:
        self.short_headline = " ".join(self.text_of(name, node).split())

    def read_subjects(self, name: str, node: yaml.Node) -> None:
        if isinstance(node, yaml.SequenceNode):
            self.subjects = tuple(text for item in node.value if (text := " ".join(self.text_of(name, item).split())))
        elif node.tag != NULL:
            self.report(
                node, say("subjects is not a list"), "wrong-type", say("write one '- subject' a line, or [a, b]")
            )

    def read_day(self, name: str, node: yaml.Node) -> None:
        text = self.text_of(name, node).strip()
        if not text:
            return
        try:
            if not _DAY.fullmatch(text):
                raise ValueError(text)
            self.days[name] = datetime.date.fromisoformat(text)
        except ValueError:
            hint = say("write year-month-day, such as 2020-09-26")
            self.report(node, say("not a date: {text}", text=text), "invalid-date", hint, len(text))

    def read_language(self, name: str, node: yaml.Node) -> None:
        tag = self.text_of(name, node).strip()
        if tag and is_language(tag):
            self.language = tag
        elif tag:
            report_language(self.source, self.offset(node), tag)

    def offset(self, node: yaml.Node) -> int:
        return int(self.start + node.start_mark.index)

    def report(self, node: yaml.Node, message: str, rule: str, hint: str, length: int = 1) -> None:
        self.source.report(self.offset(node), message, rule, hint, length)


_READERS: dict[str, Callable[[_Reader, str, yaml.Node], None]] = {
    "headline": _Reader.read_lines,
    "short_headline": _Reader.read_short_headline,
    "kicker": _Reader.read_line,
    "deck": _Reader.read_line,
    "byline": _Reader.read_line,
    "dateline": _Reader.read_line,
    "published": _Reader.read_day,
    "updated": _Reader.read_day,
    "source": _Reader.read_line,
    "credit": _Reader.read_line,
    "summary": _Reader.read_summary,
    "subjects": _Reader.read_subjects,
    "lang": _Reader.read_language,
    "rights": _Reader.read_line,
}

# For editors ---------------------------------------------------------------------------------------------------------

_ABOUT = {
    "headline": "The headline; each line that is broken here is one, behind '|'.",
    "short_headline": "The headline as it stands over the pages, for one that is too long there.",
    "kicker": "The line above the headline.",
    "deck": "The lines below the headline.",
    "byline": "Who wrote it.",
    "dateline": "Where it was written.",
    "published": "Day of publication, year-month-day.",
    "updated": "Day of the last change, year-month-day.",
    "source": "Where the text comes from.",
    "credit": "Who has contributed.",
    "summary": "What it is about, for stores and search.",
    "subjects": "Subjects, for stores and search.",
    "lang": "BCP 47 tag of the language, such as vi or en-GB.",
    "rights": "The line of rights.",
}

_WORDS = {"type": ["string", "number", "boolean", "null"]}
"""Text as YAML has it; numbers and the like are text to us."""

_SHAPES: dict[Callable[[_Reader, str, yaml.Node], None], dict[str, Any]] = {
    **dict.fromkeys((_Reader.read_lines, _Reader.read_line, _Reader.read_summary, _Reader.read_short_headline), _WORDS),
    _Reader.read_subjects: {"type": ["array", "null"], "items": _WORDS},
    _Reader.read_day: {"type": ["string", "null"], "pattern": r"^\s*([0-9]{4}-[0-9]{2}-[0-9]{2}\s*)?$"},
    _Reader.read_language: {"type": ["string", "null"], "pattern": r"^\s*([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\s*)?$"},
}


def key_shapes() -> dict[str, dict[str, Any]]:
    """Return what each key of the front matter takes and is, in the words of JSON Schema."""
    return {key: {"description": _ABOUT[key], **_SHAPES[read]} for key, read in _READERS.items()}
