"""The fonts of a process: those that stylesheets name, read where they lie.

The engine copies each font into a temporary folder, which it removes when Python ends in good order; a worker does not
(it is ended), and left 10 MB behind for each command. It also takes a font whose copy is there for known, so that of
two processes that were forked with one folder the second went without what the first had added.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from publish.base.filenames import find_file

_READ_IN_PLACE = (".ttf", ".otf", ".ttc")


def fonts_in_place(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what holds the fonts of a process, which may be forked, and reads them where they lie."""
    base = weasyprint.text.fonts.FontConfiguration

    class FontsInPlace(base):  # type: ignore[misc,valid-type]  # the engine is imported late
        def __init__(self) -> None:
            super().__init__()
            self._known: set[str] = set()
            self._files: set[Path] = set()
            self._process = os.getpid()

        def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: Any) -> None:
            key = str(rule_descriptors)
            if key in self._known:
                return
            self._known.add(key)
            if self._process != os.getpid():  # the folder is that of the process it was forked from
                self._process, self._folder = os.getpid(), None
            folder, file = self._folder, _file_of(rule_descriptors)
            if file is None or file in self._files:  # fontconfig knows one set of descriptors for a file
                super().add_font_face(rule_descriptors, url_fetcher)
                return
            self._files.add(file)
            self._folder = _InPlace(file)
            try:
                super().add_font_face(rule_descriptors, url_fetcher)
            finally:
                self._folder = folder

        def __del__(self, process: Callable[[], int] = os.getpid) -> None:  # at the end of Python modules are empty
            if self._process == process():
                super().__del__()

    return {"weasyprint.text.fonts:FontConfiguration": FontsInPlace}


def _file_of(descriptors: Mapping[str, Any]) -> Path | None:
    """Return the file that a font can be read from; None where it has to be copied, as one that is compressed."""
    sources = descriptors["src"]
    if len(sources) != 1 or sources[0][0] != "external":
        return None
    parts = urlsplit(sources[0][1] or "")
    path = Path(url2pathname(unquote(parts.path)))
    if parts.scheme != "file" or path.suffix.lower() not in _READ_IN_PLACE:
        return None
    return find_file(path).resolve()


class _InPlace:
    """Stands where the engine has the folder of its copies, and the copy in it, for one font that is where it is."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __truediv__(self, name: str) -> _InPlace:
        return self

    def exists(self) -> bool:
        """Tell that the font has not been added yet."""
        return False

    def write_bytes(self, content: bytes) -> None:
        """Write nothing."""

    def as_posix(self) -> str:
        """Return the path of the font."""
        return self.file.as_posix()
