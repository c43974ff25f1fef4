"""An EPUB as a browser is shown it: its members by their paths, and the order in which they are read."""

from __future__ import annotations

import io
import posixpath
import zipfile
from urllib.parse import unquote

from publish.base.records import dataclass
from publish.base.xml import read_markup


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an EPUB, with its media type."""

    content: bytes
    type: str


class OpenEpub:
    """An EPUB that this program has made, open.

    Attributes:
        content: The EPUB.
        spine: Paths of its documents, in the order in which they are read.
    """

    def __init__(self, content: bytes) -> None:
        """Read the package document of an EPUB (EPUB 3.3, 5)."""
        self.content = content
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        package = next(name for name in self._archive.namelist() if name.endswith(".opf"))
        folder = posixpath.dirname(package)
        document = read_markup(self._archive.read(package))
        items = [element.attributes for element in document.elements if element.tag == "item"]
        paths = {item["id"]: posixpath.join(folder, unquote(item["href"])) for item in items}
        self._types = {paths[item["id"]]: item["media-type"] for item in items}
        order = [element.attributes["idref"] for element in document.elements if element.tag == "itemref"]
        self.spine = tuple(paths[one] for one in order)

    def member(self, path: str) -> Member:
        """Return a file by its path.

        Raises:
            KeyError: If the package names no such file.
        """
        return Member(self._archive.read(path), self._types[path])
