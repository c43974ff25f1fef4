"""Turn a source file into an article; whatever is wrong with it comes back as diagnostics, never as an exception."""

from __future__ import annotations

import difflib
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, error, os_reason, sort_diagnostics
from publish.base.messages import say, words_of
from publish.base.records import dataclass
from publish.publication.facts import FactKeys
from publish.publication.model import Article
from publish.reader import find_reader, is_gathered
from publish.reader.decoding import decode_source
from publish.reader.source import UNPRINTABLE, Source

LARGEST = 20_000_000
"""Bytes that a source file may have."""

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a file.

    Attributes:
        article: The article, as far as it could be read; None when nothing could be made of the file.
        diagnostics: What is wrong with it, in the order of the text.
    """

    article: Article | None
    diagnostics: tuple[Diagnostic, ...]


def read_article(path: Path, language: str = "vi", keys: FactKeys = ()) -> Reading:
    """Read an article.

    Args:
        path: The source file; its name without suffix becomes the article's.
        language: BCP 47 tag of the text when its front matter names none.
        keys: Keys of its front matter that its kind has beside those of every article.
    """
    text, failure = read_source(path)
    return Reading(None, (failure,)) if failure else read_text(path, text, language, keys)


def read_text(path: Path, text: str, language: str = "vi", keys: FactKeys = ()) -> Reading:
    """Read an article whose text is known, with line feeds at its line ends, as that of a file that need not be there.

    Args:
        path: The source file; its name without suffix becomes the article's.
        text: What stands in it, or is going to.
        language: BCP 47 tag of the text when its front matter names none.
        keys: Keys of its front matter that its kind has beside those of every article.
    """
    if not text.strip():
        hint = say("write front matter and text; 'publish new' makes an example")
        return Reading(None, (error(Position(path), say("the file is empty"), "empty-source", hint),))
    source = Source(path, text, keys)
    _replace_control_characters(source)
    article = find_reader(path).read(source, language)
    return Reading(article, tuple(sort_diagnostics(source.diagnostics)))


class Readings:
    """Articles that were read, each text of a file once, for those who look at it after one another."""

    def __init__(self) -> None:
        """Start with none."""
        self._known: dict[tuple[Path, str], tuple[str, Reading]] = {}

    def forget(self) -> None:
        """Keep none of them."""
        self._known.clear()

    def article(self, path: Path, language: str = "vi", keys: FactKeys = ()) -> Reading:
        """Return an article as :func:`read_article` does."""
        text, failure = read_source(path)
        return Reading(None, (failure,)) if failure else self.text(path, text, language, keys)

    def text(self, path: Path, text: str, language: str = "vi", keys: FactKeys = ()) -> Reading:
        """Return an article as :func:`read_text` does."""
        known, reading = self._known.get((path, language), ("", None))
        if reading is None or known != text:
            reading = read_text(path, text, language, keys)
            self._known[path, language] = (text, reading)
        return reading


def read_source(path: Path) -> tuple[str, Diagnostic | None]:
    """Return the text of a source file with line feeds at its line ends, and why it cannot be had; one of the two."""
    raw = _read_bytes(path)
    return ("", raw) if isinstance(raw, Diagnostic) else decode_source(raw, path)


def _read_bytes(path: Path) -> bytes | Diagnostic:
    """Return the content of a file, or why it cannot be had."""
    position = Position(path)
    try:
        if not path.is_file():
            if path.exists():
                what = say("this is a folder") if path.is_dir() else say("this is not a regular file")
                return error(
                    position,
                    what,
                    "unreadable-source",
                    say("name a text file, such as article.md"),
                )
            return error(position, say("no such file"), "missing-source", _guess_file(path))
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as failure:
        reason = os_reason(failure) if isinstance(failure, OSError) else words_of(failure)
        return error(position, say("cannot be read: {reason}", reason=reason), "unreadable-source")
    if len(raw) > LARGEST:
        message = say("the file has more than {most} MB", most=LARGEST // 1_000_000)
        return error(position, message, "source-too-large", say("split the text into several articles"))
    return raw


def _guess_file(path: Path) -> str:
    others = path.parent.iterdir() if path.parent.is_dir() else ()
    names = [other.name for other in others if is_gathered(other)]
    close = difflib.get_close_matches(path.name, names, 1)
    return say("did you mean {guess}?", guess=close[0]) if close else ""


def _replace_control_characters(source: Source) -> None:
    """Report characters that no page can show; each becomes U+FFFD, so that places stay right."""
    found = list(UNPRINTABLE.finditer(source.text))
    if not found:
        return
    for match in found[:_SHOWN]:
        message = say("control character U+{code:04X}", code=ord(match[0]))
        source.report(
            match.start(), message, "control-character", say("delete it; editors show it as a box or not at all")
        )
    if len(found) > _SHOWN:
        offset = found[_SHOWN].start()
        source.report(
            offset, say("control characters, {count} more from here", count=len(found) - _SHOWN), "control-character"
        )
    source.text = UNPRINTABLE.sub("\ufffd", source.text)
