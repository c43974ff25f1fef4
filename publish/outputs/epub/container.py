"""Pack the files of a book into an EPUB container (OCF): the same files give the same bytes, wherever and whenever."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from publish.base.records import dataclass

MIMETYPE = b"application/epub+zip"
_LEVEL = 9
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of a book.

    Attributes:
        id: Name of the file in the manifest.
        name: Path of the file in the folder of the package document.
        media_type: IANA media type of the file.
        content: Bytes of the file.
        properties: What the manifest says of it, such as ``nav`` or ``cover-image``.
        in_spine: Whether the file is read in the order of the resources.
    """

    id: str
    name: str
    media_type: str
    content: bytes
    properties: tuple[str, ...] = ()
    in_spine: bool = False


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return the zip of the members: ``mimetype`` first and as it is, the rest sorted by name.

    Times, permissions and system are fixed; pictures, compressed already, are stored.

    Source: EPUB 3.3, 4.2.3, OCF ZIP container.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        _add(archive, "mimetype", MIMETYPE, zipfile.ZIP_STORED)
        for name in sorted(members):
            stored = name.rpartition(".")[2] in _PICTURES
            _add(archive, name, members[name], zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return stream.getvalue()


_PICTURES = ("jpg", "png", "gif", "webp")


def _add(archive: zipfile.ZipFile, name: str, content: bytes, method: int) -> None:
    info = zipfile.ZipInfo(name, _DAY)
    info.create_system = _UNIX
    info.external_attr = _PLAIN_FILE
    info.compress_type = method
    archive.writestr(info, content, compresslevel=_LEVEL)
