"""Pages in one file with their pictures, as browsers and mail programs save them (MHTML, RFC 2557)."""

from __future__ import annotations

import email
import email.message
import email.policy
from urllib.parse import unquote


def open_archive(content: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Return the page in an archive or mail, and its other parts by address and by ``cid:`` of their ids."""
    message = email.message_from_bytes(content.lstrip(b"\r\n"), policy=email.policy.compat32)
    page, plain, parts = b"", b"", {}
    for part in message.walk():
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        kind = part.get_content_type()
        if kind == "text/html" and not page:
            page = _unicode(part, data)
        elif kind == "text/plain" and not plain:
            plain = _unicode(part, data)
        if place := part.get("Content-Location"):
            parts[unquote(str(place))] = data
        if name := part.get("Content-ID"):
            parts[f"cid:{str(name).strip('<> ')}"] = data
    if not page and plain:
        from html import escape

        lines = escape(plain.decode("utf-8", "replace")).split("\n\n")
        page = "".join(f"<p>{line}</p>" for line in lines).encode()
    return page, parts


def _unicode(part: email.message.Message, data: bytes) -> bytes:
    """Return a text in UTF-8, from the encoding that its part says."""
    said = part.get_content_charset()
    try:
        return data.decode(said).encode() if said else data
    except (LookupError, UnicodeDecodeError):
        return data
