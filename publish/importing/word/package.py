"""The package that a Word file is: a zip of parts that name one another by relations, read within limits."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from pathlib import Path
from urllib.parse import unquote, urlsplit

from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say, words_of
from publish.base.records import dataclass
from publish.importing.word.xml import BadXml, Element, full, parse, short

MOST_BYTES = 500_000_000
"""Bytes that all parts together may have when they are unpacked."""

MOST_XML = 100_000_000
"""Bytes that one part of XML may have."""

UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, LookupError),
)
"""What Python raises for the parts of a zip that is broken."""

MOST_PARTS = 10_000
MOST_RATIO, RATIO_FROM = 200, 20_000_000
"""How many times its packed size a part may have, from so many bytes on; text packs to a tenth."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part names by an id: the last word of its type, the part or address, whether that is outside."""

    kind: str
    target: str
    outside: bool


class Package:
    """The parts of a file."""

    def __init__(self, path: Path, content: bytes) -> None:
        """Look through the parts of a file.

        Raises:
            SourceError: If it is no zip that can be read, or one that is made to do harm.
        """
        self.path = path
        self.unreadable: dict[str, str] = {}
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = self._zip.infolist()
        except UNREADABLE as failure:
            raise self.refuse(
                say("the file is damaged: {failure}", failure=failure), "damaged-input", say("fetch or save it again")
            ) from failure
        self._check(members)
        self._parts = {_normal(member.filename): member for member in members if not member.is_dir()}
        self._relations: dict[str, dict[str, Relation]] = {}

    def refuse(self, message: str, rule: str, hint: str = "") -> SourceError:
        """Return the failure that ends the reading of this file."""
        return SourceError(error(Position(self.path), message, rule, hint))

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        hint = say("it is not what a program for writing makes; open it in Word or LibreOffice and save it anew")
        if len(members) > MOST_PARTS:
            raise self.refuse(say("more than {most_parts:,} parts", most_parts=MOST_PARTS), "unsafe-input", hint)
        if sum(member.file_size for member in members) > MOST_BYTES:
            raise self.refuse(
                say("more than {most_bytes} MB unpacked", most_bytes=MOST_BYTES // 1000000), "unsafe-input", hint
            )
        for member in members:
            if member.file_size > RATIO_FROM and member.file_size > MOST_RATIO * max(1, member.compress_size):
                raise self.refuse(
                    say("a part that unpacks to a bomb: {filename}", filename=member.filename[:80]),
                    "unsafe-input",
                    hint,
                )
            parts = member.filename.replace("\\", "/").split("/")
            if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]:
                raise self.refuse(
                    say("a part outside of the file: {filename}", filename=member.filename[:80]), "unsafe-input", hint
                )
            if member.flag_bits & 1:
                hint = say("save it without a password")
                raise self.refuse(say("the file is encrypted"), "encrypted-input", hint)

    def __contains__(self, name: str) -> bool:
        """Tell whether a part is there."""
        return _normal(name) in self._parts

    @property
    def names(self) -> list[str]:
        """The names of all parts."""
        return sorted(member.filename for member in self._parts.values())

    def read(self, name: str, most: int = MOST_BYTES) -> bytes:
        """Return the bytes of a part; none of one that is not there or cannot be unpacked, which is noted."""
        member = self._parts.get(_normal(name))
        if member is None:
            return b""
        try:
            with self._zip.open(member) as part:
                content = part.read(most + 1)
        except UNREADABLE as failure:
            self.unreadable[name] = str(failure)
            return b""
        if len(content) > most:
            self.unreadable[name] = say("more than {room} MB", room=most // 1_000_000)
            return b""
        return content

    def xml(self, name: str) -> Element | None:
        """Return the outermost element of a part; None for one that is not there or cannot be read, which is noted."""
        content = self.read(name, MOST_XML)
        if not content:
            return None
        try:
            return parse(content)
        except BadXml as failure:
            self.unreadable[name] = words_of(failure)
            return None

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part names, by id; ``""`` is the package."""
        if name not in self._relations:
            folder, _, base = name.rpartition("/")
            root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
            found: dict[str, Relation] = {}
            for each in root if root is not None else ():
                if short(each.tag) != "rel:Relationship":
                    continue
                kind = (each.get("Type") or "").rstrip("/").rpartition("/")[2]
                target, outside = each.get("Target") or "", each.get("TargetMode") == "External"
                found[each.get("Id") or ""] = Relation(kind, target if outside else _join(folder, target), outside)
            self._relations[name] = found
        return self._relations[name]

    def related(self, name: str, kind: str) -> str:
        """Return the first part that a part names for a purpose, such as ``styles``; empty if there is none."""
        for relation in self.relations(name).values():
            if relation.kind == kind and not relation.outside and relation.target in self:
                return relation.target
        return ""

    @property
    def document(self) -> str:
        """The name of the part with the text; empty if there is none."""
        if named := self.related("", "officeDocument"):
            return named
        typed = (name for name in self.names if "document.main+xml" in self.media_type(name).lower())
        return next(typed, "word/document.xml" if "word/document.xml" in self else "")

    def media_type(self, name: str) -> str:
        """Return the type that the file says a part has; empty if it says none."""
        types = self.xml("[Content_Types].xml")
        ending = name.rpartition(".")[2].lower()
        found = ""
        for each in types if types is not None else ():
            if each.tag == full("ct:Override") and _normal(each.get("PartName") or "") == _normal(name):
                return each.get("ContentType") or ""
            if each.tag == full("ct:Default") and (each.get("Extension") or "").lower() == ending:
                found = each.get("ContentType") or ""
        return found


def _normal(name: str) -> str:
    """Return the name of a part as names are compared (ECMA-376, part 2, 6.2.2)."""
    return unquote(name).replace("\\", "/").lstrip("/").lower()


def _join(folder: str, target: str) -> str:
    """Return the part that a relation leads to from a folder."""
    try:
        path = urlsplit(target).path if "://" in target else target.partition("#")[0]
    except ValueError:
        path = target
    path = path.replace("\\", "/")
    joined = path if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined).lstrip("/")
