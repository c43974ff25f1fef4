"""Places that links lead to: ids that are written, and those that systems make of headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from publish.base.filenames import composed
from publish.editing.rules import RESERVED_IDS
from publish.importing.book_tree import plain
from publish.importing.dialects.draft import DraftLine, code_flags
from publish.importing.dialects.protection import CODE, outside_code
from publish.reader.markdown.attributes import ID

_HEADING = re.compile(r"(?P<prefix>[ \t>]*)(?P<marks>#{1,6})[ \t]+(?P<text>.*?)[ \t]*(?:[ \t]#+)?[ \t]*$")
_UNDERLINE = re.compile(r"[ \t]*(=+|-+)[ \t]*$")
_BRACE = re.compile(r"[ \t]*\{[^{}]*\}$")
_WRITTEN = re.compile(r"\{(?:[^{}\n]*?\s)?#(?P<brace>[^\s{}\"'=,]+)[^{}\n]*\}|<a id=\"(?P<anchor>[^\"]+)\"></a>")
_FENCE_ID = re.compile(r"(?:^|\s|\{)#(?P<id>[A-Za-z][\w:.-]*)")


def fix_id(name: str) -> str:
    """Return an id as ours may be: a letter first, then letters, figures, points and hyphens, none that is reserved."""
    name = re.sub(r"[^\w.-]+", "-", composed(name)).strip("-.") or "muc"
    return name if ID.fullmatch(name) and not name.startswith(RESERVED_IDS) else f"muc-{name}"


def slugs(title: str) -> list[str]:
    """Return the names that systems make of a heading: GitHub and mdBook, Pandoc, Python-Markdown, those in ASCII."""
    text = composed(plain(_BRACE.sub("", title)))
    github = re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text.lower()).strip())
    pandoc = re.sub(r"\s+", "-", re.sub(r"[^\w\s.-]", "", text.lower()).strip())
    pandoc = re.sub(r"^[^^\W\d_]*?(?=[^\W\d_])", "", pandoc) if not pandoc[:1].isalpha() else pandoc
    bare = unicodedata.normalize("NFKD", text)
    python = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", bare.encode("ascii", "ignore").decode()).strip().lower())
    folded = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore").decode()
    folded = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", folded).strip().lower())
    return [slug for slug in dict.fromkeys((github, pandoc, folded, python)) if slug]


def _key(name: str) -> str:
    return re.sub(r"[-_\s]+", "-", composed(unquote(name)).casefold()).strip("-")


@dataclass(eq=False)
class Places:
    """The places of one article.

    Attributes:
        known: Our id of each place, by the name that a link has for it.
        pending: Number of each heading that has no id yet, from 0 on, by the id that it would have.
        wanted: Ids of :attr:`pending` that a link leads to.
        headline: The id of the headline, by which a link from elsewhere need not call it; empty where there is none.
    """

    known: dict[str, str] = field(default_factory=dict)
    pending: dict[str, int] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    headline: str = ""

    def name(self, other: str, name: str) -> None:
        """Take note of another name for a place that is there."""
        self.known.setdefault(_key(other), fix_id(name))

    def find(self, name: str) -> str | None:
        """Return our id of a place, which is then there; None if there is no such place."""
        id_ = self.known.get(_key(name)) or self.known.get(_key(fix_id(unquote(name))))
        if id_ in self.pending:
            self.wanted.add(id_)
        return id_


_ANCHOR = re.compile(r"[ \t]*(?:\{#(?P<brace>[^\s{}]+)\}|<a id=\"(?P<anchor>[^\"]+)\"></a>)[ \t]*$")


_PICTURE_ID = re.compile(r"[ \t]*!\[.*\]\(.*\)\{[^{}]*#(?P<id>[^\s{}]+)[^{}]*\}[ \t]*$")


def join_anchors(lines: Sequence[DraftLine]) -> tuple[list[DraftLine], dict[str, str]]:
    """Return the lines with one name above each block, and for each name that is gone the one that stays.

    A block has one name: of several the first counts, and a heading below it needs none of its own.
    """
    made: list[DraftLine] = []
    aliases: dict[str, str] = {}
    name = ""
    for line, code in zip(lines, code_flags(lines), strict=True):
        anchor = None if code else _ANCHOR.match(line.text)
        if anchor:
            written = anchor["brace"] or anchor["anchor"]
            if name:
                aliases[written] = name
                continue
            name = written
        elif line.text.strip():
            own = _WRITTEN.search(line.text) if name and not code and _HEADING.match(line.text) else None
            picture = _PICTURE_ID.match(line.text) if name and not code else None
            if picture:
                aliases[name] = picture["id"]
                aliases.update({other: picture["id"] for other, first in aliases.items() if first == name})
                while made and _ANCHOR.match(made[-1].text) is None:
                    made.pop()
                made.pop()
            elif own:
                aliases[own["brace"] or own["anchor"]] = name
                line = DraftLine(line.text.replace(own[0], "").rstrip(), line.place)
            name = name if line.text.lstrip().startswith("<!--") else ""
        made.append(line)
    return made, aliases


def find_places(lines: Sequence[DraftLine]) -> tuple[Places, list[str]]:
    """Return the places in the lines of an article, and the ids that are written there, as they are written."""
    places = Places()
    written: list[str] = []
    flags = code_flags(lines)
    inside = False
    for line, code in zip(lines, flags, strict=True):
        opens = code and not inside
        inside = code
        if code and not opens:
            continue
        found = _FENCE_ID.finditer(line.text) if opens else _WRITTEN.finditer(CODE.sub("", line.text))
        for match in found:
            written.append(next(value for value in match.groups() if value))
    for id_ in written:
        places.known.setdefault(_key(id_), fix_id(id_))
    taken = {fix_id(id_) for id_ in written}
    counts: dict[str, int] = {}
    named = _named_above(lines, flags)
    for number_, (line_number, title) in enumerate(headings(lines, flags)):
        own = _WRITTEN.search(title)
        names = slugs(title)
        if not names:
            continue
        if own:
            id_ = fix_id(own["brace"] or own["anchor"])
        elif line_number in named:
            id_ = fix_id(named[line_number])
        else:
            id_ = base = fix_id(names[0])
            number = 1
            while id_ in taken:
                id_, number = f"{base}-{number}", number + 1
            taken.add(id_)
            places.pending[id_] = number_
        if not number_ and lines[line_number].text.startswith("# "):
            places.headline = id_
        for name in names:
            key = _key(name)
            count = counts.get(key, 0)
            counts[key] = count + 1
            places.known.setdefault(f"{key}-{count}" if count else key, id_)
    return places, written


def _named_above(lines: Sequence[DraftLine], flags: Sequence[bool]) -> dict[int, str]:
    """Return the names that stand on lines of their own, by the line of the block below."""
    found: dict[int, str] = {}
    name = ""
    for index, (line, code) in enumerate(zip(lines, flags, strict=True)):
        if not code and (anchor := _ANCHOR.match(line.text)):
            name = anchor["brace"] or anchor["anchor"]
        elif line.text.strip() and not line.text.lstrip().startswith("<!--"):
            if name:
                found[index] = name
            name = ""
    return found


def headings(lines: Sequence[DraftLine], flags: Sequence[bool]) -> Iterable[tuple[int, str]]:
    """Yield the line and the text of each heading."""
    for index, (line, code) in enumerate(zip(lines, flags, strict=True)):
        if code:
            continue
        if found := _HEADING.match(line.text):
            yield index, found["text"]
        elif index and not flags[index - 1] and _UNDERLINE.match(line.text) and lines[index - 1].text.strip():
            above = lines[index - 1].text
            if not re.match(r"[ \t]*(?:[-*+|>#:]|\d+[.)])", above) and (index < 2 or not lines[index - 2].text.strip()):
                yield index - 1, above.strip()


def give_ids(lines: list[DraftLine], places: Places) -> list[DraftLine]:
    """Return the lines with an id at each heading that a link leads to."""
    made = list(lines)
    found_at = [index for index, _ in headings(lines, code_flags(lines))]
    for id_ in sorted(places.wanted, key=lambda each: -places.pending[each]):
        index = found_at[places.pending[id_]]
        line = made[index]
        if found := _HEADING.match(line.text):
            made[index] = DraftLine(f"{found['prefix']}{found['marks']} {found['text']} {{#{id_}}}", line.place)
        else:
            made[index : index + 1] = [DraftLine(f"{{#{id_}}}", line.place), line]
    return made


def valid_ids(lines: Sequence[DraftLine]) -> list[DraftLine]:
    """Return the lines with ids as ours may be where others are written."""
    made: list[DraftLine] = []
    inside = False
    for line, code in zip(lines, code_flags(lines), strict=True):
        opens = code and not inside
        inside = code
        if code and not opens:
            made.append(line)
            continue
        text = line.text
        if "#" in text or "<a id" in text:
            text = _FENCE_ID.sub(_fix, text) if opens else outside_code(text, lambda plain: _WRITTEN.sub(_fix, plain))
        made.append(DraftLine(text, line.place))
    return made


def _fix(found: re.Match[str]) -> str:
    name = next(value for value in found.groups() if value)
    return found[0].replace(name, fix_id(name), 1) if fix_id(name) != name else found[0]
