"""Look at letters that run from right to left: words among others are set right, whole texts of them are not.

The engine sets every paragraph from left to right, and each piece of inline markup by itself. Words of Arabic or Hebrew
come out right where they stand in one piece inside of such a paragraph (UAX #9); what does not is refused.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

from publish.base.diagnostics import Diagnostic, Position, error
from publish.base.messages import say
from publish.publication import model

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters that run from right to left, by their blocks."""

_LONGEST_ALONE = 40
_INLINES = (model.Text, model.Code, *model.NESTED)


def check_directions(article: model.Article) -> Iterator[Diagnostic]:
    """Yield the texts whose letters would stand in a wrong order."""
    for line in _lines(article):
        pieces = [piece for piece in _pieces(line) if _strong(piece)]
        whole, at = "".join(pieces), _position(line, article)
        if not RIGHT_TO_LEFT.search(whole):
            continue
        hint = say("let it follow words in Latin letters, or show it as a picture with its words in the brackets")
        if _strong(whole)[0] and not _stands_alone(whole):
            yield error(
                at,
                say("a text that runs from right to left: {text!r}", text=whole.strip()[:30]),
                "right-to-left",
                hint,
            )
            continue
        for before, after in itertools.pairwise(pieces):
            if _strong(before)[-1] and _strong(after)[0]:
                message = say(
                    "marks inside of words that run from right to left: {text!r}", text=(before + after).strip()[-30:]
                )
                yield error(at, message, "right-to-left", say("take emphasis, links and code out of these words"))


def _lines(article: model.Article) -> Iterator[tuple[model.Inline, ...]]:
    """Yield every text of an article that is set as one: paragraphs, headings, captions, cells."""
    for node in model.walk(article):
        if not isinstance(node, _INLINES):
            for name in model.parts(type(node)) or ():
                yield from _sequences(getattr(node, name))


def _sequences(value: object) -> Iterator[tuple[model.Inline, ...]]:
    if isinstance(value, tuple) and value:
        if any(isinstance(item, _INLINES) for item in value):
            yield value
        else:
            for item in value:
                yield from _sequences(item)


def _pieces(line: tuple[model.Inline, ...]) -> Iterator[str]:
    """Yield the texts that the engine sets each by itself."""
    text = ""
    for node in line:
        if isinstance(node, model.Text):
            text += node.text
            continue
        yield text
        text = ""
        if isinstance(node, model.Code):
            yield node.text
        else:
            yield from _pieces(getattr(node, "children", ()))
    yield text


def _strong(text: str) -> list[bool]:
    """Return for each letter with a direction whether that is from right to left."""
    classes = map(unicodedata.bidirectional, text)
    return [name != "L" for name in classes if name in ("L", "R", "AL")]


def _stands_alone(text: str) -> bool:
    """Tell whether a text is so short and plain, as a cell of a table is, that it is the same in both directions."""
    plain = all(unicodedata.bidirectional(letter) in ("R", "AL", "NSM", "WS") for letter in text)
    return plain and len(text) <= _LONGEST_ALONE


def _position(line: tuple[model.Inline, ...], article: model.Article) -> Position:
    found: Position = getattr(line[0], "position", article.position)
    return found
