"""Rules of the parser for addresses that stand in the text as they are: ``https://…``, ``www.…`` and those of mail."""

from __future__ import annotations

import bisect
import re

from markdown_it.rules_inline import StateInline

_ADDRESS = re.compile(
    r"""(?<![^\W_])(?<![/@.\-])(?:
        (?:https?://|www\.)[^\W_](?:[\w-]|\.(?=\w))*\.\w+(?:[:/?\#][^\s<>\[\]{}|\\^`"“”„‘’«»‹›…–—]*)?
      | (?<![+_])(?:mailto:)?[A-Za-z0-9][A-Za-z0-9._+-]*
        @[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?![\w@-]|[:/]\w)
    )""",
    re.VERBOSE,
)
_ENTITY = re.compile(r"&[A-Za-z]{2,30};$")


class Addresses:
    """The bare addresses of a text: the end of each by its start."""

    def __init__(self, text: str) -> None:
        """Find them, each without what ends the sentence around it, or closes marks (GFM 6.9)."""
        self.ends: dict[int, int] = {}
        if "@" in text or "://" in text or "www." in text:
            self.ends = {match.start(): match.start() + _length(match[0]) for match in _ADDRESS.finditer(text)}
        self.starts = list(self.ends)

    def next(self, offset: int) -> int | None:
        """Return the start of the first address behind an offset; None where there is none."""
        index = bisect.bisect_right(self.starts, offset)
        return self.starts[index] if index < len(self.starts) else None


def _length(address: str) -> int:
    """Return how many characters of what looks like an address belong to it; a bracket does that was opened in it."""
    end = len(address)
    unopened = address.count(")") - address.count("(")
    while end:
        last = address[end - 1]
        if last in "?!.,:*_~'":
            end -= 1
        elif last == "=" and address[end - 2] == "=":
            end -= 2
        elif last == ")" and unopened > 0:
            end, unopened = end - 1, unopened - 1
        elif last == ";":
            entity = _ENTITY.search(address, max(0, end - 32), end)
            end = entity.start() if entity else end - 1
        else:
            break
    return end


def bare_address(state: StateInline, silent: bool) -> bool:
    """An address as it stands; not in the words of a link, which lead elsewhere."""
    start = state.pos
    end = _of(state).ends.get(start)
    if end is None or end > state.posMax or state.linkLevel > 0:
        return False
    if not silent:
        shown = state.src[start:end].replace("&amp;", "&")
        before = "http://" if shown.startswith("www.") else ""
        if "@" in shown and "/" not in shown and not shown.startswith("mailto:"):
            before = "mailto:"
        token = state.push("link_open", "a", 1)
        token.attrs["href"], token.info = before + shown, "bare"
        state.push("text", "", 0).content = shown
        state.push("link_close", "a", -1)
    state.pos = end
    return True


def text(state: StateInline, silent: bool) -> bool:
    """Text up to the next sign that may mean something, or the next address."""
    known = _of(state)
    if state.linkLevel <= 0 and known.ends.get(state.pos, state.posMax + 1) <= state.posMax:
        return False
    found = state.md.inline.terminator_re.search(state.src, state.pos)
    end = min(found.start() if found else state.posMax, known.next(state.pos) or state.posMax, state.posMax)
    if end <= state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _of(state: StateInline) -> Addresses:
    found: Addresses = state.addresses  # type: ignore[attr-defined]  # of our own kind of state
    return found
