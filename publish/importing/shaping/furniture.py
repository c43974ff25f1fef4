"""What repeats at the head and foot of each page: what the layout makes anew, and what is a text of its own.

Numbers of pages, days, the name of the file, its author, and titles that the result has are repeated matter: nobody
misses them, and they are one row of the balance, :data:`FURNITURE`. An address, a telephone number, a note are words
that nothing else in the result has, and are told line by line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from publish.base.messages import say
from publish.base.records import dataclass as record
from publish.importing.balance import FURNITURE
from publish.importing.shaping.atoms import words_of
from publish.importing.shaping.ledger import Ledger

SHOWN = "\0"
"""Stands in a line for what a field shows by itself: the number of the page, the day, the name of the file."""

REPEATED = say("numbers of pages, days, the name of the file, its author, and titles that the text has")
ANEW = say("running heads and folios are made by the layout, and nothing else has these words")

ANEW_CONTENTS = say("lines of contents, which are made anew, whose crossheads the text has")
_CONTENTS = ("contents", "field TOC")
_TITLES = re.compile(
    r"(?:table of )?contents|mục lục|danh mục (?:các )?(?:bảng|hình)(?: ảnh| biểu| vẽ)?|table des matières|sommaire"
    r"|inhalt|inhaltsverzeichnis"
)

_PAGE_WORDS = frozenset(
    [
        "trang",
        "page",
        "pages",
        "pg",
        "p",
        "tr",
        "số",
        "của",
        "of",
        "on",
        "trên",
        "tổng",
        "seite",
        "seiten",
        "von",
        "sur",
    ]
)
_PARTED = re.compile(r"\s*[|•·]\s*|\s+[–—-]+\s+|[–—-]+(?=\0)|(?<=\0)[–—-]+|\s*/\s*(?=\0)|\s{3,}")
_DAY = re.compile(
    r"(?:[\w ]{2,40}, )?(?:ngày )?\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{2,4}| tháng \d{1,2},? năm \d{4})"
    r"|\d{4}-\d{2}-\d{2}|tháng \d{1,2}[ /,-]*(?:năm )?\d{4}|\d{1,2}/\d{4}",
    re.IGNORECASE,
)
_PAGE = re.compile(rf"\s*(?<!\w)(?:{'|'.join(sorted(_PAGE_WORDS))})(?!\w)\.?\s*", re.IGNORECASE)
_FOLIO = re.compile(r"[-–—(\[ ]*(?:\d{1,4}|[ivxl]{1,6})(?: */ *\d{1,4})?[-–—)\] .]*", re.IGNORECASE)
_LONGEST = 60


@record(frozen=True, slots=True)
class RunningLine:
    """A line at the head or foot of pages.

    Attributes:
        kind: ``header`` or ``footer``.
        place: The part that it stands in.
        text: The words, with :data:`SHOWN` where a field shows something by itself.
        shown: What the fields show.
    """

    kind: str
    place: str
    text: str
    shown: str = ""


@dataclass
class RepeatedMatter:
    """What a running line may repeat.

    Attributes:
        lines: The lines of the result, as words.
        names: The name of the file and of those who wrote it, as words.
    """

    lines: Collection[tuple[str, ...]] = ()
    names: Collection[tuple[str, ...]] = field(default_factory=set)


def tell_running(lines: Sequence[RunningLine], known: RepeatedMatter, ledger: Ledger) -> None:
    """Take note of running lines: in one row what repeats, and each part of the others with its words."""
    repeated: list[str] = []
    for line in lines:
        own: list[str] = []
        for part in _parts(line.text):
            (repeated if _repeats(part, known) else own).append(part.replace(SHOWN, " ").strip())
        if line.shown:
            repeated.append(line.shown)
        if words := " ".join(part for part in own if words_of(part)):
            ledger.leave_out(line.kind, line.place, say("{why}: {what}", why=ANEW, what=words[:200]), words)
    if count := len(words_of(" ".join(repeated))):
        ledger.leave_out(FURNITURE, "", say("{what}, in headers and footers", what=REPEATED), " ".join(repeated), count)


def tell_contents(known: RepeatedMatter, ledger: Ledger) -> None:
    """Make page furniture of those lines of contents, told as left out, whose crossheads the result has."""
    words: dict[tuple[str, str], str] = {}
    for deed in ledger.deeds:
        if deed.what in _CONTENTS:
            words[deed.what, deed.place] = words.get((deed.what, deed.place), "") + deed.words
    there = {key for key, said in words.items() if _is_crosshead(tuple(words_of(said)), known)}
    deeds = []
    for deed in ledger.deeds:
        if (deed.what, deed.place) in there:
            deed = replace(deed, what=FURNITURE, place="", how=ANEW_CONTENTS, count=len(words_of(deed.words)))
        deeds.append(deed)
    ledger.deeds = deeds


def _is_crosshead(words: tuple[str, ...], known: RepeatedMatter) -> bool:
    """Tell whether a line of contents is a line of the result, with the number of its page behind it."""
    if not words or words in known.lines:
        return True
    title = words[:-1] if words[-1].isdecimal() else words
    return title in known.lines or _TITLES.fullmatch(" ".join(title)) is not None


def heads_of(lines: Iterable[RunningLine]) -> list[str]:
    """Return the words of each header and footer as a whole."""
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line.place, []).append(" ".join(f"{line.text} {line.shown}".replace(SHOWN, " ").split()))
    return [" ".join(filter(None, words)) for words in found.values()]


def _parts(text: str) -> Iterator[str]:
    """Yield a line in the parts that signs and wide spaces part it into."""
    start = 0
    for match in _PARTED.finditer(text):
        if part := text[start : match.start()].strip():
            yield part
        start = match.end()
    if part := text[start:].strip():
        yield part


def _repeats(part: str, known: RepeatedMatter) -> bool:
    """Tell whether a part of a line says nothing that is not said elsewhere."""
    words = tuple(words_of(part))
    if SHOWN in part:
        words = tuple(word for word in words if word not in _PAGE_WORDS)
    elif len(words) > _LONGEST:
        return False
    return (
        not words
        or words in known.lines
        or words in known.names
        or _DAY.fullmatch(" ".join(part.replace(SHOWN, " ").split()).strip(" .,()")) is not None
        or _FOLIO.fullmatch("/".join(filter(None, _PAGE.split(part)))) is not None
    )
