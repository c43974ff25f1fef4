"""Crossheads by their look: how much speaks for a paragraph being one, and which rank it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from publish.base.messages import join_messages, say
from publish.base.records import dataclass
from publish.importing.recognition import openings
from publish.importing.recognition.openings import LETTERS, ROMANS
from publish.importing.shaping import captions
from publish.importing.shaping.paras import full_text
from publish.importing.shaping.tree import Para, TextRun, flat

ENOUGH = 3.0
"""Points from which on a paragraph is a crosshead."""

_LONGEST_WORDS, _LONGEST, _LONGEST_DEEP = 30, 220, 20
_SHORT, _SHORT_NUMBERED, _MOST_NAMES, _LARGE = 8, 12, 5, 4.9
_ALL = 0.95
"""Share of the letters from which on all of a line has a look."""


@dataclass(frozen=True, slots=True)
class ByLook:
    """A crosshead by its look.

    Attributes:
        rank: Place in the order of crossheads, 1 for the highest.
        points: What speaks for it.
        reason: The reasons for the points.
        mark: The number it begins with.
        larger: By how many half points its letters are larger than the text.
    """

    rank: float
    points: float
    reason: str
    mark: str = ""
    larger: int = 0


@dataclass(frozen=True, slots=True)
class Usual:
    """What most of a text looks like: the height of its letters, whether it is bold and slanted, its indent."""

    size: int
    bold: bool
    slanted: bool = False
    left: int = 0


def usual(paras: Sequence[Para]) -> Usual:
    """Return what most words of a text look like."""
    sizes: Counter[int] = Counter()
    bold: Counter[bool] = Counter()
    slanted: Counter[bool] = Counter()
    left: Counter[int] = Counter()
    for para in paras:
        left[para.left] += len(para.text)
        for piece in para.words:
            sizes[piece.look.size] += len(piece.text)
            bold[piece.look.bold] += len(piece.text)
            slanted[piece.look.italic] += len(piece.text)
    size = sizes.most_common(1)[0][0] if sizes else 20
    indent = left.most_common(1)[0][0] if left else 0
    return Usual(size, bold[True] > bold[False], slanted[True] > slanted[False], indent)


def judge(para: Para, before: Para | None, after: object, most: Usual, *, titled: bool = False) -> ByLook | None:
    """Return what speaks for a paragraph being a crosshead; None if it cannot be one.

    Args:
        para: The paragraph.
        before: The paragraph above it; None if something else stands there.
        after: The paragraph below it, or what else stands there; None if nothing does.
        most: What most of the text looks like.
        titled: Whether the paragraph has a plain number and stands above text of its own.
    """
    text = para.text
    if not para.words or len(text.split()) > _LONGEST_WORDS or len(text) > _LONGEST:
        return None
    if (para.label and para.label.bullet) or _LEADER.search(text) or _leads_to_a_page(para):
        return None
    line = _Line(para, most)
    if openings.is_only_number(line.full):
        return _number_alone(line, after)
    if not any(letter.isalpha() for letter in text):
        return None
    points = [*_by_words(line), *_by_letters(line), *_by_place(line, before, after), *_against(line, before)]
    if titled and not (line.bold or line.slanted or line.deep):
        points.append((3.0, say("a number above running text")))
    total = sum(point for point, _ in points)
    if total < ENOUGH:
        return None
    reason = join_messages(reason for point, reason in points if point > 0)
    mark = line.numbered[1] if line.numbered and not line.keyword else ""
    return ByLook(_rank(line), total, reason, mark, max(0, line.size - line.most.size))


class _Line:
    """A paragraph as it is looked at: its words and number, and the share of its letters that have a look."""

    def __init__(self, para: Para, most: Usual) -> None:
        self.para, self.most, self.text = para, most, para.text
        self.count = len(para.text.split())
        self.full = full_text(para)
        self.keyword, self.numbered = openings.keyword_of(self.full), openings.number_of(self.full)
        letters = [letter for letter in para.text if letter.isalpha()]
        upper = len(letters) > 3 and all(letter.isupper() for letter in letters)
        self.capital = upper or all(piece.look.caps for piece in para.words)
        self.size = max(piece.look.size for piece in para.words)
        self.bold = _share(para, "bold") >= _ALL
        self.slanted = _share(para, "italic") >= _ALL
        self.underlined = _share(para, "underline") >= _ALL
        self.centred = is_centred(para)
        self.end = para.text.rstrip().rstrip('”’"')[-1:]
        self.open_end = self.end not in ".;,?!…:"

    @property
    def deep(self) -> bool:
        """Whether the number has several parts, as "1.2.3" has, which items of lists seldom have."""
        return bool(self.numbered and "." in self.numbered[1])


def _by_words(line: _Line) -> Iterator[tuple[float, str]]:
    """Yield what the words and the number of a line say for it."""
    if line.keyword:
        yield 2.0, say("begins with {mark}", mark=line.keyword[1])
    if openings.is_opener(line.text):
        yield 1.5, say("a name that parts have")
    if openings.is_kind(line.text):
        yield 1.0, say("a kind of document")
    if line.numbered:
        yield 1.0 if line.bold or line.capital else 0.5, say("numbered {number}", number=line.numbered[1])
    elif line.bold and not line.keyword and openings.is_counted(line.text):
        yield 1.0, say("a word with a number")
    if line.count <= 14:
        yield 0.5, say("{count} words", count=line.count)


def _by_letters(line: _Line) -> Iterator[tuple[float, str]]:
    """Yield what the letters of a line say for it."""
    if line.bold and not line.most.bold:
        yield 2.0, say("bold")
    elif line.keyword and _share(line.para, "bold") > 0.3 and _opens_bold(line.para):
        yield 1.0, say("its label is bold")
    if line.capital:
        yield 1.5, say("in capitals")
    if line.centred:
        yield 1.0, say("centred")
    if line.size >= line.most.size + 2:
        yield 1.5, say("larger than the text")
    elif line.size < line.most.size - 1:
        yield -1.0, say("smaller than the text")
    if line.slanted and line.bold:
        yield 0.3, say("slanted")
    elif line.slanted and line.numbered and line.open_end and line.count <= 14:
        yield 1.5, say("slanted")
    if line.underlined:
        yield 0.7, say("underlined")


def _by_place(line: _Line, before: Para | None, after: object) -> Iterator[tuple[float, str]]:
    """Yield what the place of a line says for it."""
    para = line.para
    if para.keep_next:
        yield 0.5, say("held to the next paragraph")
    if line.deep and (line.open_end or line.end == "?") and line.count <= _LONGEST_DEEP and _is_above(line, after):
        yield 1.5, say("the number has several parts")
    if before is None or not before.text or para.before >= 100 or para.gap:
        yield 0.3, say("space above")
    if after is None:
        yield -1.0, say("nothing below it")
    elif isinstance(after, Para) and len(after.text) > len(line.text) and _share(after, "bold") < 0.5:
        yield 0.5, say("running text below")
    elif isinstance(after, Para) and line.bold and _share(after, "bold") >= _ALL:
        first = before is None or _share(before, "bold") < 0.5
        names = all(word[0].isupper() for word in line.text.split() if word[0].isalpha())
        if openings.has_number(after.text) or (first and line.open_end and line.count <= _SHORT and not names):
            yield 0.5, say("another such line below")
        louder = max(piece.look.size for piece in after.words) > line.size or (is_centred(after) and not line.centred)
        if (names or line.capital) and louder and line.count <= _MOST_NAMES and not (line.numbered or line.keyword):
            yield -1.5, say("names above a headline")


def _is_above(line: _Line, after: object) -> bool:
    """Tell whether what stands below a line with a number of several parts belongs to it, and is no other such line."""
    if not isinstance(after, Para) or line.numbered is None:
        return True
    below = openings.number_of(full_text(after))
    if below is None:
        return len(after.text.split()) >= _SHORT or line.bold or after.text[:2] in ("- ", "+ ", "– ")
    deeper = below[0] > line.numbered[0] if "." not in below[1] else below[1].startswith(line.numbered[1])
    return deeper or line.bold


def _against(line: _Line, before: Para | None) -> Iterator[tuple[float, str]]:
    """Yield what speaks against a line."""
    text, stressed = line.text, line.bold or line.deep
    if line.end in _ENDS and not (line.keyword and line.count < 5) and not (line.numbered and line.count < 4):
        if stressed and line.end == "." and line.numbered and line.count <= _SHORT_NUMBERED:
            yield -0.5, say("ends with {mark}", mark=".")
        elif not (stressed and line.end == "?" and line.count <= _SHORT):
            yield -1.2 if stressed and line.end != "!" else -2.0, say("ends with {mark}", mark=line.end)
    elif line.end == ":":
        known = line.numbered or line.keyword
        yield -0.3 if known else -4.0 if line.centred else -0.7, say("ends with {mark}", mark=":")
    if text[:1] in '“"':
        if not (stressed and line.open_end):
            yield -2.0, say("begins with a quotation mark")
    elif line.keyword and stressed:
        pass
    elif text[:1] in "-–+•*([" or (text[:1].islower() and not line.numbered):
        yield -2.0, "begins like running text"
    said = before is not None and before.text.rstrip().endswith(":") and _share(before, "bold") < 0.5
    if said and not (line.numbered or line.keyword):
        yield -3.0, "said after a colon"
    if openings.is_person(text) or captions.is_byline(text):
        yield -3.0, "the name of a person"
    if openings.stands_on_a_form(text, line.centred) and not line.numbered:
        yield -4.0, "part of a form"
    if before is not None and openings.is_signer(before.text):
        yield -3.0, "below a signer"
    if openings.is_question(text):
        yield -2.5, "a question"
    if openings.is_remark(text):
        yield -3.0, "a remark"
    if captions.is_figure_caption(text, False, "") or captions.is_table_caption(text, False):
        yield -3.0, "a caption"
    if line.para.align == "right":
        yield -1.5, "on the right"


_ENDS = ".;,?!…"


def _number_alone(line: _Line, after: object) -> ByLook | None:
    """Return a crosshead that is a number and nothing else, above running text."""
    if not (line.centred or line.bold) or not isinstance(after, Para) or len(after.text.split()) < 2:
        return None
    mark = line.full.strip().rstrip(".)")
    return ByLook(ROMANS if mark[0] in "IVX" else 7.0, ENOUGH, "a number alone on its line", mark)


_HAND_SPACES, _HAND_TABS = 10, 2


def is_centred(para: Para) -> bool:
    """Tell whether a line is in the middle, be it by a row of spaces or tabs before it."""
    if para.align == "center":
        return True
    line = "".join(piece.text for piece in flat(para.pieces) if isinstance(piece, TextRun))
    space = line[: len(line) - len(line.lstrip())]
    return para.align != "right" and (space.count("\t") >= _HAND_TABS or len(space) >= _HAND_SPACES)


def is_set_as_caption(para: Para, most: Usual) -> bool:
    """Tell whether a paragraph right below a picture is set as captions are: small, slanted, in the middle."""
    if openings.has_number(para.text) or openings.is_opener(para.text):
        return False
    small = all(piece.look.size < most.size for piece in para.words)
    slanted = all(piece.look.italic for piece in para.words) and not most.slanted
    loud = any(piece.look.size > most.size for piece in para.words) or para.text.isupper()
    return (small or slanted or is_centred(para)) and not loud


def has_words(text: str) -> bool:
    """Tell whether a text is words and not a row of signs to fill in."""
    seen = [letter for letter in text if not letter.isspace()]
    return sum(letter.isalnum() for letter in seen) * 2 >= len(seen) > 0


def is_same(one: Para, other: Para) -> bool:
    """Tell whether two lines in the middle look alike, so that the second goes on where the first ended."""
    looks = [(p.look.bold, p.look.size, p.text.isupper()) for para in (one, other) for p in para.words]
    return is_centred(one) and is_centred(other) and len(set(looks)) == 1 and one.style == other.style


_LEADER = re.compile(r"(?:\.{4,}|…{2,}|_{4,})\s*[0-9ivx]*$")


def _leads_to_a_page(para: Para) -> bool:
    """Tell whether a line is one of a table of contents that was typed by hand: a tab, and the number of a page."""
    line = "".join(piece.text for piece in flat(para.pieces) if isinstance(piece, TextRun))
    return re.search(r"\S\s*\t\s*[0-9]{1,4}\s*$", line) is not None


class CrossheadMarks:
    """Letters and roman numerals that crossheads begin with: those that come first stand above the others.

    A crosshead without a number stands with those that have a word and letters as large as its own.
    """

    def __init__(self) -> None:
        """Start without any."""
        self.first = ""
        self.letter = ""
        self.large: dict[int, float] = {}

    def settle(self, found: ByLook) -> ByLook:
        """Return a crosshead with the rank that its letter, numeral or size has in this text."""
        if found.larger and found.rank < _LARGE - 1:
            self.large[found.larger] = min(found.rank, self.large.get(found.larger, found.rank))
        elif found.larger and found.rank < _LARGE:
            return replace(found, rank=self.large.get(found.larger, found.rank))
        if found.rank not in (ROMANS, LETTERS):
            return found
        letters = found.rank == LETTERS or (found.mark == "I" and self.letter == "H")
        self.first = self.first or ("letter" if letters else "roman")
        if letters:
            self.letter = found.mark
        below = letters == (self.first == "roman")
        return replace(found, rank=ROMANS + (0.5 if below else 0))


def _share(para: Para, name: str) -> float:
    """Return how much of the words of a paragraph has a look, 0 to 1."""
    words = [(len(piece.text.strip()), bool(getattr(piece.look, name))) for piece in para.words]
    total = sum(length for length, _ in words)
    return sum(length for length, has in words if has) / total if total else 0.0


def _opens_bold(para: Para) -> bool:
    words = para.words
    return bool(words) and words[0].look.bold


def _rank(line: _Line) -> float:
    """Return the rank of a crosshead: by its words, its number, and by how large it is."""
    if line.keyword:
        return line.keyword[0]
    if openings.is_summary(line.text):
        return 8.0
    if openings.is_opener(line.text) and line.capital:
        return 2.0
    if openings.is_kind(line.text) and line.centred:
        return 0.5
    larger = line.size - line.most.size
    if line.numbered:
        return line.numbered[0]
    if larger >= 2:
        return _LARGE - larger / 100
    return _LARGE + (0.05 if line.capital else 0.1) if line.centred else 13.0 - line.capital
