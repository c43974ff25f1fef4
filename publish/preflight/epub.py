"""Judge an EPUB of any origin by our own rules, within limits: its container, its package, its pages and styles.

It never raises, and unpacks nothing that is larger than it should be. Source: EPUB 3.3; EPUB Accessibility 1.1.
"""

from __future__ import annotations

import io
import posixpath
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from publish.base.diagnostics import Diagnostic, Position, Severity, Spot
from publish.base.messages import one_line, say
from publish.base.xml import XmlDocument, XmlElement, read_markup

MAX_MEMBER = 64 << 20
"""How many bytes a member may have unpacked."""

MAX_TOTAL = 1 << 30
MAX_MEMBERS = 20_000
MOST = 500
"""How many findings are told of one book."""

MIMETYPE = b"application/epub+zip"
CONTAINER = "META-INF/container.xml"
XHTML = "application/xhtml+xml"
_ACCESS = ("accessMode", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary")
_LINKS = {"a": "href", "area": "href", "link": "href", "img": "src", "script": "src", "source": "src", "iframe": "src"}
_FAILURES = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError)
_FACE = re.compile(r"@font-face\s*\{[^}]*\}", re.S)
_URL = re.compile(r"url\(\s*(['\"]?)([^'\")]*)\1\s*\)")
_OPEN = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
"""Ways to obscure a font, which are no encryption."""


def judge_epub(content: bytes, file: Path) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a book.

    Args:
        content: Bytes of the book, which may be anything.
        file: What the book is called.
    """
    book = _Book(file)
    try:
        book.judge(content)
    except _Enough:
        pass
    except (Exception, RecursionError, MemoryError) as failure:  # it reads what anyone made
        book.report(
            "damaged-epub", say("the book cannot be read: {reason}", reason=" ".join(str(failure).split())[:120])
        )
    return tuple(book.found)


class _Enough(Exception):
    """Nothing more can be said of the book."""


class _Book:
    """A book and what was found in it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.found: list[Diagnostic] = []
        self.members: dict[str, zipfile.ZipInfo] = {}
        self.documents: dict[str, XmlDocument] = {}
        self.kinds: dict[str, str] = {}  # media types by member
        self.archive: zipfile.ZipFile

    def report(
        self,
        rule: str,
        message: str,
        hint: str = "",
        member: str = "",
        line: int = 0,
        column: int = 0,
        text: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Take note of a fault."""
        if len(self.found) >= MOST:
            return
        where = ":".join(map(str, filter(None, (member, line, column))))
        told = one_line(say("{where}: {what}", where=where, what=message) if where else message)
        spot = Spot(self.file, member=member, line=line, column=column, text=text)
        self.found.append(Diagnostic(severity, Position(self.file), told, rule, hint, spot=spot))

    def warn(self, rule: str, message: str, hint: str = "", member: str = "", line: int = 0) -> None:
        """Take note of what is not good but allowed."""
        self.report(rule, message, hint, member, line, severity=Severity.WARNING)

    def at(self, rule: str, message: str, hint: str, member: str, element: XmlElement) -> None:
        """Take note of a fault of an element."""
        self.report(rule, message, hint, member, element.line, element.column, element.markup)

    def judge(self, content: bytes) -> None:
        """Look at everything, from the outside in."""
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(content))
        except _FAILURES:
            self.report(
                "no-epub", say("the file is not an EPUB"), say("an EPUB is a zip archive that starts with its mimetype")
            )
            raise _Enough from None
        with self.archive:
            self.look_at_archive(self.archive.infolist())
            package = self.find_package()
            self.look_at_package(package)
            for member in self.documents:
                self.look_at_document(member, self.documents[member])
            self.look_at_links()
            for member, kind in self.kinds.items():
                if kind == "text/css" and member in self.members:
                    self.look_at_style(member)

    # The archive

    def look_at_archive(self, entries: list[zipfile.ZipInfo]) -> None:
        """See that the archive is one of a book, and that unpacking it is safe."""
        if len(entries) > MAX_MEMBERS or sum(entry.file_size for entry in entries) > MAX_TOTAL:
            self.report(
                "too-large",
                say(
                    "the book unpacks to more than {files} files or {room} MB", files=MAX_MEMBERS, room=MAX_TOTAL >> 20
                ),
            )
            raise _Enough
        first = min(entries, key=lambda entry: entry.header_offset, default=None)
        hint = say("the first entry of the archive is mimetype, stored, and says application/epub+zip")
        if not first or first.filename != "mimetype":
            self.report("mimetype", say("mimetype is not the first entry"), hint)
        elif first.compress_type != zipfile.ZIP_STORED or first.extra:
            self.report("mimetype", say("mimetype is compressed or has extra fields"), hint, "mimetype")
        elif self.archive.read(first)[:100] != MIMETYPE:
            self.report("mimetype", say("mimetype is not application/epub+zip"), hint, "mimetype")
        for entry in entries:
            name = entry.filename
            if name.startswith("/") or "\\" in name or ":" in name.split("/")[0] or ".." in name.split("/"):
                self.report("unsafe-path", say("an entry leads out of the book: {name!r}", name=name[:200]))
            elif name in self.members:
                self.report(
                    "duplicate-member", say("there are two entries of this name: {name}", name=name), member=name
                )
            elif not entry.is_dir():
                self.members[name] = entry
            if entry.flag_bits & 1:
                self.report("encrypted", say("the entry is closed with a password"), member=name)

    def read(self, member: str) -> bytes:
        """Return a member; empty if it cannot be read, which is told."""
        entry = self.members[member]
        if entry.file_size > MAX_MEMBER:
            self.report(
                "too-large",
                say("the file unpacks to more than {room} MB", room=MAX_MEMBER >> 20),
                member=member,
            )
            return b""
        try:
            with self.archive.open(entry) as stream:
                content = stream.read(MAX_MEMBER + 1)
        except _FAILURES as failure:
            self.report(
                "damaged-member",
                say("cannot be unpacked: {reason}", reason=failure),
                say("pack the book again"),
                member,
            )
            return b""
        if len(content) > MAX_MEMBER:
            self.report(
                "too-large",
                say("the file unpacks to more than {room} MB", room=MAX_MEMBER >> 20),
                member=member,
            )
            return b""
        return content

    def parse(self, member: str) -> XmlDocument:
        """Return a document; what ends its reading is told."""
        content = self.read(member)
        document = read_markup(content) if content else XmlDocument((), "")
        if document.fault:
            rule = "entities" if "entities of its own" in document.fault else "malformed-xml"
            self.report(rule, document.fault, "", member, document.line, document.column)
        return document

    def find_package(self) -> str:
        """Return the path of the package document."""
        if CONTAINER not in self.members:
            self.report(
                "no-container",
                say("there is no {file}", file=CONTAINER),
                say("it names the package document"),
            )
            raise _Enough
        if "META-INF/encryption.xml" in self.members:
            methods = self.parse("META-INF/encryption.xml").of("EncryptionMethod")
            if {method.attributes.get("Algorithm", "") for method in methods} - _OPEN:
                self.report("encrypted", say("parts of the book are encrypted"), member="META-INF/encryption.xml")
        roots = [element.attributes.get("full-path", "") for element in self.parse(CONTAINER).of("rootfile")]
        if not roots or roots[0] not in self.members:
            self.report("no-package", say("the package document is not there"), "", CONTAINER)
            raise _Enough
        return roots[0]

    # The package

    def look_at_package(self, member: str) -> None:
        """See that the package says what it must, and that all that it lists is there."""
        package = self.documents[member] = self.parse(member)
        items = self.look_at_manifest(member, package)
        modern = not next(package.of("package"), _NOTHING).attributes.get("version", "3").startswith("2")
        self.look_at_metadata(member, package, modern)
        spine = [reference.attributes.get("idref", "") for reference in package.of("itemref")]
        if not spine:
            self.report(
                "no-spine", say("the spine is empty"), say("it lists the pages in the order of reading"), member
            )
        for reference in package.of("itemref"):
            if (name := reference.attributes.get("idref", "")) not in items:
                self.at(
                    "unknown-spine-item",
                    say("no item is called {name!r}", name=name),
                    say("list it in the manifest"),
                    member,
                    reference,
                )
        navs = [item for item in items.values() if "nav" in item.attributes.get("properties", "").split()]
        if modern and not navs:
            self.report("no-nav", say("there is no nav document"), say('give the contents properties="nav"'), member)
        covers = [item for item in items.values() if "cover-image" in item.attributes.get("properties", "").split()]
        if not covers and not any(meta.attributes.get("name") == "cover" for meta in package.of("meta")):
            self.warn("no-cover", say("there is no cover image"), say('give it properties="cover-image"'), member)

    def look_at_manifest(self, member: str, package: XmlDocument) -> dict[str, XmlElement]:
        """Return the items of the manifest by name; the files that they list are there, and no others."""
        items: dict[str, XmlElement] = {}
        for item in package.of("item"):
            name, path = item.attributes.get("id", ""), self.resolve(member, item.attributes.get("href", ""))[0]
            items[name] = item
            if path is None:
                continue
            kind = self.kinds[path] = item.attributes.get("media-type", "")
            if path not in self.members:
                self.at(
                    "missing-file",
                    say("the manifest lists a file that is not there: {path}", path=path),
                    "",
                    member,
                    item,
                )
            elif kind in (XHTML, "application/x-dtbncx+xml", "image/svg+xml") and path not in self.documents:
                self.documents[path] = self.parse(path)
        for path in self.members:
            if path not in self.kinds and path not in ("mimetype", member) and not path.startswith("META-INF/"):
                self.warn(
                    "unlisted-file", say("the manifest does not list the file"), say("list it, or take it out"), path
                )
        return items

    def look_at_metadata(self, member: str, package: XmlDocument, modern: bool) -> None:
        """See that the book says what it is, and who can read it."""
        for tag in ("title", "language"):
            if not any(package.inside(element) for element in package.of(tag)):
                self.report(f"no-{tag}", say("the book has no {tag}", tag=tag), say("add dc:{tag}", tag=tag), member)
        unique = next(package.of("package"), _NOTHING).attributes.get("unique-identifier", "")
        names = {e.attributes.get("id", "") for e in package.of("identifier") if package.inside(e)}
        if not unique or unique not in names:
            hint = say("add dc:identifier, whose id unique-identifier names")
            self.report("no-identifier", say("the book has no identifier"), hint, member)
        said = {meta.attributes.get("property", "") or meta.attributes.get("name", "") for meta in package.of("meta")}
        if modern and "dcterms:modified" not in said:
            self.report(
                "no-modified", say("the book does not say when it was changed"), say("add dcterms:modified"), member
            )
        lacking = [name for name in _ACCESS if f"schema:{name}" not in said]
        if lacking:
            message = say("the book does not say who can read it: {lacking} missing", lacking=", ".join(lacking))
            self.warn("no-accessibility", message, say("add the schema.org accessibility metadata"), member)

    # Pages

    def look_at_document(self, member: str, document: XmlDocument) -> None:
        """See that letters are composed, names are given once, and pictures have words."""
        names: set[str] = set()
        for element in document.elements:
            name = element.attributes.get("id", "")
            if name and name in names:
                self.at(
                    "duplicate-id",
                    say("two elements are called {name!r}", name=name),
                    say("each id stands once"),
                    member,
                    element,
                )
            names.add(name)
            if element.tag == "img" and "alt" not in element.attributes:
                hint = say("say what it shows in alt, or leave alt empty for an ornament")
                self.at("missing-alt", say("a picture has no words for those who do not see it"), hint, member, element)
        self.look_at_letters(member, document)

    def look_at_letters(self, member: str, document: XmlDocument) -> None:
        """See that letters with marks are one character each (NFC), as readers search for them."""
        if unicodedata.is_normalized("NFC", document.text):
            return
        inner = [element for element in document.elements if element.end > element.start]
        wrong = [e for e in inner if not unicodedata.is_normalized("NFC", document.text[e.start : e.end])]
        element = min(wrong, key=lambda e: e.end - e.start, default=_NOTHING)
        hint = say("compose the letters (Unicode NFC)")
        self.at("not-nfc", say("letters are written apart from their marks"), hint, member, element)

    def look_at_links(self) -> None:
        """See that links inside the book lead to what is there."""
        places = {
            member: {element.attributes.get("id", "") for element in document.elements}
            for member, document in self.documents.items()
        }
        for member, document in self.documents.items():
            lists = {
                number
                for number, element in enumerate(document.elements)
                if "page-list" in element.attributes.get("epub:type", "").split()
            }
            for element in document.elements:
                target = element.attributes.get(_LINKS.get(element.tag, ""), "")
                if element.tag in ("image", "use"):
                    target = element.attributes.get("xlink:href", "") or element.attributes.get("href", "")
                if element.tag == "content":  # of a contents in NCX
                    target = element.attributes.get("src", "")
                path, place = self.resolve(member, target) if target else (None, "")
                if path is None:
                    continue
                reason = ""
                if path not in self.members:
                    reason = say("a link leads to a file that is not there: {path}", path=path)
                elif place and path in places and not self.documents[path].fault and place not in places[path]:
                    reason = say("a link leads to a place that is not there: {path}#{place}", path=path, place=place)
                if reason:
                    listed = lists and not lists.isdisjoint(_above(document, element))
                    self.at("broken-page" if listed else "broken-link", reason, "", member, element)

    def look_at_style(self, member: str) -> None:
        """See that the fonts that a style names are in the book."""
        css = re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found[0]), self._text(member), flags=re.S)
        for face in _FACE.finditer(css):
            for link in _URL.finditer(face[0]):
                path, _ = self.resolve(member, link[2])
                if path is not None and path not in self.members:
                    line = css.count("\n", 0, face.start() + link.start()) + 1
                    message = say("a style names a font that is not there: {path}", path=path)
                    self.report("missing-font", message, say("embed it, or take its @font-face out"), member, line)

    def _text(self, member: str) -> str:
        return self.read(member).decode("utf-8", "replace")

    def resolve(self, member: str, target: str) -> tuple[str | None, str]:
        """Return the file and the place in it to which a link in a member leads; None for one out of the book."""
        try:
            parts = urlsplit(target.strip())
        except ValueError:
            return None, ""
        if parts.scheme or parts.netloc:
            return None, ""
        if not parts.path:
            return member, unquote(parts.fragment)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(member), unquote(parts.path)))
        return path, unquote(parts.fragment)


_NOTHING = XmlElement("", {}, 0, 0, -1, 0, 0, "")


def _above(document: XmlDocument, element: XmlElement) -> Iterator[int]:
    """Yield the numbers of the elements around one."""
    number = element.parent
    while number >= 0:
        yield number
        number = document.elements[number].parent
