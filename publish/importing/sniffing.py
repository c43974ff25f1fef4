"""What a file is, by what its bytes are and never by its name: Word opens HTML that is called ``.doc``, so we must."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from publish.base.messages import say

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<(?:!doctype\s+html|html\b|head\b|body\b|meta\b)", re.IGNORECASE)
_FLAT = re.compile(rb"<(?:pkg:package|w:wordDocument|office:document)\b")
"""How texts of office programs begin that are one file of XML."""

_MAIL = re.compile(rb"\A(?:[\w-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)*mime-version\s*:", re.IGNORECASE)


NAMES = {
    "sheet": say("a spreadsheet"),
    "slides": say("slides"),
    "pdf": say("a PDF, which has no text to import: ask for the file that it was made of"),
    "zip": say("an archive: unpack it first"),
    "binary": say("a program or a picture"),
}
"""What is not imported, by the kind that it is."""


def sniff(path: Path) -> str:
    """Return the kind of a file.

    Returns:
        ``word`` (a package of the Open Packaging Conventions with a text, or one whose zip is broken), ``sheet``,
        ``slides``, ``odt``, ``epub``, ``zip``, ``ole`` (Word 97), ``encrypted``, ``rtf``, ``flat`` (a text of an office
        program in one file of XML), ``pdf``, ``mail``, ``html``, ``text``, ``binary``, ``empty`` or ``folder``;
        nothing for what cannot be read.
    """
    if path.is_dir():
        return "folder"
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(b"PK"):
                return _zip(path)
            if head.startswith(_OLE):
                return _ole(head + file.read(1_000_000))
    except OSError:
        return ""
    plain = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    if not plain:
        return "empty"
    if plain.startswith((b"{\\rt", b"{\\ur")):
        return "rtf"
    if plain.startswith(b"%PDF"):
        return "pdf"
    if _FLAT.search(head):
        return "flat"
    if _MAIL.match(plain):
        return "mail"
    if _HTML.search(head.replace(b"\0", b"")):
        return "html"
    return "text" if _looks_like_text(head) else "binary"


def _ole(content: bytes) -> str:
    names = content.replace(b"\0", b"")
    return "encrypted" if b"EncryptedPackage" in names or b"EncryptionInfo" in names else "ole"


def _zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = {name.lower() for name in package.namelist()}
            kind = b""
            if "mimetype" in names:
                with package.open("mimetype") as part:
                    kind = part.read(200).strip()
            if kind.startswith(b"application/vnd.oasis.opendocument.text"):
                return "odt"
            if kind == b"application/epub+zip":
                return "epub"
            if any(name.startswith("word/") for name in names):
                return "word"
            if any(name.startswith("xl/") for name in names):
                return "sheet"
            if any(name.startswith("ppt/") for name in names):
                return "slides"
            return "word" if "[content_types].xml" in names else "zip"
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        LookupError,
        RuntimeError,
        NotImplementedError,
        EOFError,
    ):
        return "word"  # which says of a broken one that it is


def _looks_like_text(head: bytes) -> bool:
    """Tell whether bytes are letters of some encoding, UTF-16 and those of old Vietnamese fonts included."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    wide = max(head[::2].count(0), head[1::2].count(0)) * 2
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\x1a")
    return wide * 3 > len(head) * 2 or (b"\0" not in head and controls * 20 < len(head))


def is_word(path: Path) -> bool:
    """Tell whether a file is one of Word, broken or whole."""
    return sniff(path) == "word"


def is_other_office(path: Path) -> bool:
    """Tell whether a file is one that LibreOffice makes a file of Word of, or one that is encrypted."""
    return sniff(path) in ("ole", "rtf", "flat", "encrypted")


def is_odt(path: Path) -> bool:
    """Tell whether a file is a text in OpenDocument."""
    return sniff(path) == "odt"


def is_epub(path: Path) -> bool:
    """Tell whether a file is an EPUB."""
    return sniff(path) == "epub"


def is_page(path: Path) -> bool:
    """Tell whether a file is a page, or a page with its pictures in a mail."""
    return sniff(path) in ("html", "mail")


_MARKED = tuple(
    [".md", ".markdown", ".mdx", ".qmd", ".rmd", ".rst", ".adoc", ".tex", ".ipynb", ".json", ".toml", ".yaml", ".yml"]
)
"""How the names of texts end that have marks of their own: as plain text these would be printed."""


def is_marked(path: Path) -> bool:
    """Tell whether a file is a text of Markdown or a notebook: by its name, since it may hold any HTML."""
    names = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".ipynb")
    return path.suffix.lower() in names and sniff(path) in ("text", "html", "mail", "empty")


def is_text(path: Path) -> bool:
    """Tell whether a file is plain text in any encoding, and not the source of another system by its name."""
    return path.suffix.lower() not in _MARKED and sniff(path) in ("text", "empty")
