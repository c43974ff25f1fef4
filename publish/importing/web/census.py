"""The words of a page, counted by code that shares nothing with what walks through it."""

from __future__ import annotations

from html.parser import HTMLParser

from publish.importing.web.page import INVISIBLE, Element, as_text

_INSIDE_WORDS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "del",
        "time",
        "img",
        "data",
        "o:p",
    ]
)
"""Elements that words go on through."""


class _Counting(HTMLParser):
    """Counts the words of a page by code of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.dropped = 0
        self.in_call = False
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.dropped += tag in INVISIBLE
        calls = any("noteref" in (value or "") for _, value in attrs)
        self.in_call = self.in_call or calls
        if calls or tag not in _INSIDE_WORDS:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.dropped = max(0, self.dropped - (tag in INVISIBLE))
        if tag not in _INSIDE_WORDS or (tag == "a" and self.in_call):
            self.pieces.append(" ")
        self.in_call = self.in_call and tag != "a"

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.pieces.append(data)


def page_words(root: Element) -> str:
    """Return the words of an element that are seen."""
    counting = _Counting()
    counting.feed(as_text(root))
    return "".join(counting.pieces)
