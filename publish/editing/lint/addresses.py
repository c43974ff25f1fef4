"""Addresses in running text, and names and code in plain text: what they are made of is not Vietnamese to be mended."""

from __future__ import annotations

import functools
import re

_SUFFIXES = "bib|css|docx?|epub|gif|html?|jpe?g|json|md|odt|pdf|png|pptx?|svg|tiff?|toml|txt|webp|xlsx?|xml|ya?ml|zip"
_SIGN = r"[^\s<>()\[\]\"“”‘’]"
_ADDRESS = re.compile(
    rf"""(?:https?|ftp)://{_SIGN}+ | www\.{_SIGN}+ | {_SIGN}+@{_SIGN}+\.\w+  # web and mail
    | {_SIGN}+\.(?:{_SUFFIXES})(?![^\W_])(?:\#{_SIGN}+)?                     # files
    | \]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\) | ^\s*\[[^\]\n]+\]:[^\n]+   # targets of links and pictures
    | (?<=\])\[[^\]\n]+\] | \[\^[^\]\n]+\] | \{{[^{{}}\n]*\}} | `[^`\n]+`  # labels, notes, attributes, code
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)


@functools.lru_cache(maxsize=64)
def _addresses(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _ADDRESS.finditer(text))


def in_address(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a span of a text has a part in an address, a name or code, which nobody but the author may change.

    Articles have lost their markup when they come here; plain text may still have it.
    """
    start, end = span
    return any(first < max(end, start + 1) and start < last for first, last in _addresses(text))
