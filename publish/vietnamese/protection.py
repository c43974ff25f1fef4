"""Spans of a text that typography must not touch: addresses, numbers with a fixed form, the national motto.

The patterns start with the characters that the engine of ``re`` looks for fast, and look back from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WEB = re.compile(r"(?:https?://|ftp://|www(?<![\w.@/-]www)\.)\S*[\w/.=&#%~+-]")
_MAIL = re.compile(r"(?<![\w.+@-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DOMAIN = r"\.(?:vn|com|net|org|gov|edu|info|eu|io)\b"
_DOMAIN_END = re.compile(_DOMAIN)
_SITE = re.compile(rf"(?<![\w.@/-])[\w-]+(?:\.[\w-]+)*{_DOMAIN}(?:/\S*)?")
_MOTTO = re.compile(r"độc lập\s?[-–]\s?tự do\s?[-–]\s?hạnh phúc", re.IGNORECASE)
_CALL = re.compile(
    r"(?:điện thoại|đt|sđt|tel|fax|hotline|đường dây nóng|tổng đài)[.:]{0,2}\s?[+(\d][\d .()-]{5,18}\d", re.IGNORECASE
)
_ISBN_LABEL = re.compile(r"ISBN(?:-1[03])?:?\s?\d[\d -]{8,15}[\dXx]\b")
_DIGITS = re.compile(
    r"\d(?<![\d/-]\d)(?:"
    r"\d{3}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])"  # 2026-11-23, ISO 8601
    r"|\d?-\d{1,2}-\d{4}(?![\d/-])"  # 2-9-1945
    r"|[78][89](?<=97[89])(?:-\d{1,7}){3}-[\dXx]\b"  # 978-604-…
    r"|(?<![.,]\d)(?<=0)\d{1,3}(?:[ .-]?\d{2,4}){2,4}(?![\w/-])"  # 0912 345 678
    r"|[89]00(?<=1[89]00)[ .]\d{4,6}(?![\w/-])"  # 1900 1234
    r")"
)
_ABROAD = re.compile(r"[+(](?<![\w.,/(+-].)(?:\d{1,3}|\+?\d{2,4}\))(?:[ .-]?\d{2,4}){2,4}(?![\w/-])")
_NUMBERED = re.compile(r"\d(?<![\w/.,-]\d)\d{0,5}(?:[/-]\w{1,12}){1,6}(?![\w/-])")
_SYMBOL = re.compile("[/-][A-ZĐÂĂÊÔƠƯ]{2}")


def protected_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans, as pairs of offsets, that keep every byte: sorted, and none touches another.

    They are web and mail addresses, the motto (Nghị định 30/2020, Phụ lục I: hyphens with spaces), ISO dates and dates
    with hyphens, ISBN, telephone numbers and the numbers of documents.
    """
    found = sorted({match.span() for pattern in _patterns(text) for match in pattern.finditer(text)})
    found = sorted(found + document_numbers(text))
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def document_numbers(text: str) -> list[tuple[int, int]]:
    """Return the spans of document numbers such as 30/2020/NĐ-CP, 05/QĐ-BNV and 127-QĐ/TW."""
    if not _SYMBOL.search(text):
        return []
    return [match.span() for match in _NUMBERED.finditer(text) if _SYMBOL.search(match[0])]


def _patterns(text: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that can match a text at all."""
    yield _DIGITS
    if "tp" in text or "www" in text:
        yield _WEB
    if "@" in text:
        yield _MAIL
    if _DOMAIN_END.search(text):
        yield _SITE
    if "ISBN" in text:
        yield _ISBN_LABEL
    if "+" in text or "(" in text:
        yield _ABROAD
    folded = text.casefold()
    if "phúc" in folded:
        yield _MOTTO
    if any(label in folded for label in ("đt", "tel", "fax", "thoại", "nóng", "hotline", "tổng đài")):
        yield _CALL
