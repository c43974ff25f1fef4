"""The files of a folder that is imported: found once, read within limits, none outside of it and none by a link."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from urllib.parse import unquote

from publish.base.diagnostics import Position, SourceError, error, os_reason
from publish.base.filenames import composed
from publish.base.messages import say
from publish.reader.decoding import decode_source

MOST_FILES = 50_000
LARGEST_TEXT = 20_000_000
LARGEST_FILE = 100_000_000
"""Bytes that a text and any other file may have."""

_PASSED_OVER = frozenset(
    [
        *("node_modules", "__pycache__", "venv", "env", "vendor", "target", "dist", "build", "_build", "docs_build"),
        *("_site", "site", "public", "book", "_book", "_layouts", "_includes", "_sass"),
    ]
)
"""Folders that systems write, or that hold programs; they are looked at only where the contents name them."""


class Folder:
    """A folder of the input, or a text alone with the files that it names.

    Attributes:
        root: The folder, with links followed.
        alone: Name of the text that is imported alone; empty where the whole folder is.
        linked: Links to files and folders in it; they are not followed.
    """

    def __init__(self, path: Path) -> None:
        """Find the files; those of a text alone are looked for where it names them.

        Raises:
            SourceError: If the folder cannot be read, or has too many files.
        """
        path = path.resolve()
        self.alone = "" if path.is_dir() else composed(path.name)
        self.root = path.parent if self.alone else path
        self.linked: set[str] = set()
        self._files: dict[str, Path] = {}
        if self.alone:
            self._files[self.alone] = path
        else:
            self._walk()
        self._folded = {name.casefold(): name for name in reversed(self._files)}

    def _walk(self) -> None:
        def fail(failure: OSError) -> None:
            raise SourceError(
                error(
                    Position(Path(failure.filename or self.root)),
                    say("cannot be read: {reason}", reason=os_reason(failure)),
                    "unreadable-source",
                )
            ) from failure

        for folder, folders, files in os.walk(self.root, onerror=fail):
            here = Path(folder)
            folders[:] = sorted(name for name in folders if not name.startswith(".") or name == ".gitbook")
            for name in list(folders):
                if (here / name).is_symlink():
                    self.linked.add(self._name(here / name))
                    folders.remove(name)
            for name in sorted(files):
                path = here / name
                if path.is_symlink():
                    self.linked.add(self._name(path))
                elif path.is_file():
                    self._files[self._name(path)] = path
            if len(self._files) > MOST_FILES:
                message = say("the folder has more than {most_files:,} files", most_files=MOST_FILES)
                raise SourceError(
                    error(Position(self.root), message, "source-too-large", say("name the folder of the book"))
                )

    def _name(self, path: Path) -> str:
        return composed(path.relative_to(self.root).as_posix())

    @property
    def names(self) -> list[str]:
        """Names of all files, with ``/``, in order."""
        return list(self._files)

    def articles(self, under: str = "") -> list[str]:
        """Return the files that are texts, but for those in folders that systems write."""
        start = f"{under}/" if under else ""
        return [
            name
            for name in self._files
            if name.startswith(start)
            and is_text(name)
            and not _PASSED_OVER & set(name[len(start) :].casefold().split("/")[:-1])
        ]

    def has(self, name: str) -> bool:
        """Tell whether there is a file of that name."""
        return name in self._files

    def path(self, name: str) -> Path:
        """Return the path of a file; it need not be there."""
        return self._files.get(name, self.root / name)

    def find(self, target: str, base: str = "") -> str | None:
        """Return the name of the file that a target means, seen from a folder; None if there is none in here.

        Escapes of addresses are read, and letters of another case are the same where nothing else fits.
        """
        for form in dict.fromkeys((target, unquote(target))):
            start = "" if form.startswith("/") else base
            name = composed(posixpath.normpath(posixpath.join(start, form.lstrip("/"))))
            if name in self._files:
                return name
            if (found := self._folded.get(name.casefold())) or (found := self._beside(name)):
                return found
        return None

    def _beside(self, name: str) -> str | None:
        """Return the name of a file that a text alone names, if it is there and no link leads to it."""
        if not self.alone or name.startswith(("..", "/")):
            return None
        path = self.root
        for part in name.split("/"):
            path = path / part
            if path.is_symlink():
                return None
        if not path.is_file() or is_text(name):
            return None
        self._files[name] = path
        return name

    def leads_out(self, target: str, base: str = "") -> bool:
        """Tell whether a target lies outside of the folder, or behind a link."""
        name = posixpath.normpath(posixpath.join(base, unquote(target)))
        parts = name.split("/")
        return name.startswith(("..", "/")) or any("/".join(parts[:n]) in self.linked for n in range(1, len(parts) + 1))

    def read(self, name: str, largest: int = LARGEST_FILE) -> bytes:
        """Return the content of a file.

        Raises:
            SourceError: If it cannot be read or is too large.
        """
        path = self.path(name)
        try:
            with path.open("rb") as file:
                raw = file.read(largest + 1)
        except OSError as failure:
            message = say("cannot be read: {reason}", reason=os_reason(failure))
            raise SourceError(error(Position(path), message, "unreadable-source")) from failure
        if len(raw) > largest:
            message = say("the file has more than {largest} MB", largest=largest // 1000000)
            raise SourceError(error(Position(path), message, "source-too-large"))
        return raw

    def text(self, name: str) -> tuple[str, str]:
        """Return the text of a file with line feeds at its line ends, and its encoding if that is not UTF-8.

        Raises:
            SourceError: If it cannot be read, is too large, or is no text.
        """
        raw = self.read(name, LARGEST_TEXT)
        text, failure = decode_source(raw, self.path(name))
        if not failure:
            return text, ""
        from publish.vietnamese.encodings import decode, detect_legacy
        from publish.vietnamese.encodings.single_byte import decode_unicode

        encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else detect_legacy(raw)
        decoded = decode_unicode(raw) if encoding == "utf-16" else decode(raw, encoding) if encoding else None
        if not encoding or decoded is None:
            raise SourceError(failure)
        return decoded.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"), encoding


PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".jp2", ".psd", ".ico")
"""How the names of pictures end."""

TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".ipynb", ".txt")


def is_text(name: str) -> bool:
    """Tell whether a file is an article by its suffix."""
    return name.lower().endswith(TEXTS)
