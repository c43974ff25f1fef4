"""Compare the words that a reader finds in a file with those of the source."""

from __future__ import annotations

import bisect
import dataclasses
import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from tests.proof.reading import Token
from tests.proof.vocabulary import FURNITURE
from tests.proof.writing import ACROSS, BELOW, REPEATED, Line

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKS = re.compile(r"[*`\[\]{}\\^|]")
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()  # noqa: SIM905
_FREE = FURNITURE | set("abcdx*") | {"if", "cm", *_ROMAN}
_EMOJI = re.compile("([\U0001f000-\U0001faff]+)")
_FIGURES = "0123456789"
_FIGURE = re.compile(r"\d+")
_LONG = 18
_JOINED = 14


@dataclasses.dataclass(frozen=True)
class Difference:
    """A way in which words differ from the source; ``owner`` is the specimen they belong to, empty if unknown."""

    kind: str
    owner: str
    what: str


def _is_own(token: str) -> bool:
    """Tell whether a token of the source stands nowhere else in it."""
    parts = re.findall(r"[^\W_]+", token.casefold())
    return any(_LETTER.search(part) and part not in _FREE for part in parts) and len(token) > 1


class Source:
    """The expected lines of a publication, by their words."""

    def __init__(self, lines: Sequence[tuple[str, Line]]) -> None:
        self.lines = [(owner, line, line.text.split()) for owner, line in lines]
        self.places: dict[str, list[int]] = defaultdict(list)
        for number, (_, _, tokens) in enumerate(self.lines):
            for token in tokens:
                if _is_own(token):
                    self.places[token].append(number)
        self.upper = {token.upper(): token for token in self.places}
        self.parts = {part: token for token in self.places for part in _WORD.findall(token.casefold())}
        self.free = {token for _, _, tokens in self.lines for token in tokens if not _is_own(token)}

    def role(self, token: str) -> str:
        """Return the role of the first line with a token; empty when no line has it."""
        places = self.places.get(token)
        return self.lines[places[0]][1].role if places else ""

    def owner(self, token: str) -> str:
        places = self.places.get(token)
        return self.lines[places[0]][0] if places else ""

    def owner_of_any(self, text: str) -> str:
        """Return the owner of the first word in a text that only one line has; empty for none."""
        known = [
            self.parts[part] for part in _WORD.findall(text.casefold()) if part in self.parts and part not in _FREE
        ]
        return self.owner(known[0]) if known else ""

    def find(self, token: str) -> str:
        """Return the word of the source that a token is, with the call of a note or a label beside it; or nothing."""
        less = [token[:-count] for count in range(1, 4) if token[-count:].isdecimal()]  # a word may end in a figure
        for form in (token, *less, token.rstrip(_FIGURES), token.lstrip(_FIGURES), token.strip(_FIGURES)):
            if form in self.places:
                return form
            if form in self.upper:
                return self.upper[form]
        bare = token.rstrip(".,")  # what is set behind facts that stand in one line
        roles = {self.lines[number][1].role for number in self.places.get(bare, ())}
        if not roles and token.endswith("…"):  # a running head that is cut
            return (
                bare[:-1]
                if any(self.lines[number][1].role in REPEATED for number in self.places.get(bare[:-1], ()))
                else ""
            )
        return bare if roles & {*ACROSS, "entry", "anywhere"} else ""


def recognise(source: Source, stream: Sequence[Token]) -> list[tuple[str, Token]]:
    """Return the tokens of a stream as words of the source; a long one that was broken over lines is made whole."""
    found: list[tuple[str, Token]] = []
    at = 0
    while at < len(stream):
        word = source.find(stream[at].text)
        step = 1
        if not word:
            for count in range(2, min(_JOINED, len(stream) - at) + 1):
                pieces = stream[at : at + count]
                free = count == 2 and pieces[0].text in _FREE and pieces[0].line == pieces[1].line
                if free or pieces[-1].text in source.places:
                    break
                joined = "".join(piece.text for piece in pieces)
                whole = source.find(joined)
                apart = all(a.line != b.line for a, b in itertools.pairwise(pieces))
                if whole and (apart or len(whole) > _LONG):
                    word, step = whole, count
                    break
        if word and step > 1:
            boxes = tuple(box for piece in stream[at : at + step] for box in piece.boxes)
            found.append((word, dataclasses.replace(stream[at], text=word, boxes=boxes)))
        else:
            found.append((word, stream[at]))
        at += step
    return found


def compare(source: Source, stream: Sequence[Token], *, order: bool = True, whole: bool = True) -> list[Difference]:
    """Return in what a stream of words differs from the source.

    Args:
        source: What is expected.
        stream: What was read.
        order: Whether the words of a line must follow one another as they do in the source.
        whole: Whether words that the reader may break are looked for.
    """
    recognised = recognise(source, stream if whole else list(_apart(source, stream)))
    places: dict[str, list[int]] = defaultdict(list)
    for at, (word, token) in enumerate(recognised):
        places[word or token.text].append(at)
    divided = {word for word in source.places if len(word) > _LONG and word not in places and _is_divided(word, stream)}
    parted = {} if whole else _parted(source, places, stream)
    known = {part for parts in parted.values() for part in parts}
    return [
        *_counted(source, places, whole, divided | parted.keys()),
        *_foreign(source, [one for one in recognised if one[1].text not in known], whole, divided),
        *(_ordered(source, places, whole) if order else ()),
    ]


def _parted(source: Source, places: Collection[str], stream: Iterable[Token]) -> dict[str, list[str]]:
    """Return the words that poppler takes apart at figures raised or lowered beside raised text, and their parts."""
    seen = {token.text for token in stream}
    lost = {word: _FIGURE.sub(" ", word).split() for word in source.places if word not in places}
    return {word: parts for word, parts in lost.items() if parts and parts != [word] and seen.issuperset(parts)}


def _is_divided(word: str, stream: Sequence[Token]) -> bool:
    """Tell whether a page ends inside a word, where notes and running heads stand between its halves."""
    pages: dict[int, str] = defaultdict(str)
    for token in stream:
        pages[token.page] += token.text
    return any(
        word[:cut] in pages[page] and word[cut:] in pages.get(page + 1, "")
        for page in list(pages)
        for cut in range(1, len(word))
    )


def _counted(
    source: Source, places: dict[str, list[int]], whole: bool, divided: Collection[str]
) -> Iterable[Difference]:
    for word, owners in source.places.items():
        owner, line, _ = source.lines[owners[0]]
        count = len(places.get(word, ()))
        if not count and (whole or len(word) <= _LONG) and word not in divided:
            if line.role != "anywhere":
                yield Difference("missing", owner, f"{word} ({line.role}: {line.text[:60]})")
        elif count > len(owners) and not any(source.lines[n][1].role in REPEATED for n in owners):
            yield Difference("repeated", owner, f"{word} ({line.role}), {count} times")


def _foreign(
    source: Source, recognised: list[tuple[str, Token]], whole: bool, divided: Collection[str]
) -> Iterable[Difference]:
    before, free = "", {*source.free, *_FREE, ""}
    words = divided if whole else [word for word in source.places if len(word) > _LONG]
    broken = " ".join(word.replace("-", "") for word in words).casefold()
    for word, token in recognised:
        if word:
            before = word
        elif (
            _is_free(token.text, free)
            or _is_piece(token.text, broken, () if whole else free)
            or _is_drawn(source, token.text)
        ):
            continue
        elif _is_own(token.text) or _MARKS.search(token.text):
            owner = source.owner_of_any(token.text) or source.owner(before)
            yield Difference("foreign", owner, f"{token.text!r} after {before!r}, page {token.page + 1}")


def _apart(source: Source, stream: Iterable[Token]) -> Iterable[Token]:
    """Yield tokens, those apart that are a piece of a broken word before a hyphen and what stands beside or below."""
    long = " ".join(word.replace("-", "") for word in source.places if len(word) > _LONG).casefold()
    stream = list(stream)
    code = _broken_code(source, {token.text for token in stream})
    for token in stream:
        if token.text in code:
            yield from [dataclasses.replace(token, text=code[token.text])] if code[token.text] else []
            continue
        whole = token.text.replace("-", "").casefold() in long or source.find(token.text)
        cuts = () if whole else range(_LONG, len(token.text))
        cut = next((at for at in cuts if _is_cut(source, long, token.text[:at], token.text[at:])), 0)
        parts = (token.text[:cut], token.text[cut:]) if cut else (token.text,)
        yield from (dataclasses.replace(token, text=part) for part in parts)


def _broken_code(source: Source, found: Collection[str]) -> dict[str, str]:
    """Return the pieces of code that a line ends in before a bracket: the first with the whole, others with none."""
    code: dict[str, str] = {}
    for word in source.places.keys() - set(found):
        first, *rest = re.split(r"(?<=.)(?=[(\[])", word)
        if rest and all(piece in found for piece in (first, *rest)):
            code |= {first: word} | dict.fromkeys(rest, "")
    return code


def _is_cut(source: Source, long: str, piece: str, behind: str) -> bool:
    """Tell whether a piece of a broken word has a word of the source or of the page's foot behind it."""
    beside = behind in source.places or behind.casefold() in FURNITURE
    return beside and piece.replace("-", "").casefold() in long


def apart_from_emoji(stream: Iterable[Token]) -> Iterable[Token]:
    """Yield tokens, emoji apart from words: pdfium drops a text that is one space between two fonts."""
    for token in stream:
        parts = [part for part in _EMOJI.split(token.text) if part]
        yield from (dataclasses.replace(token, text=part) for part in parts)


def _is_piece(text: str, broken: str, beside: Collection[str]) -> bool:
    """Tell whether a token is a piece of a broken word, maybe with a hyphen and a word of the cell beside behind it."""
    cuts = [len(text), *(cut for cut in range(_LONG, len(text)) if text[cut:] in beside)]
    return bool(broken) and any(text[:cut].replace("-", "").casefold() in broken for cut in cuts)


def _is_drawn(source: Source, text: str) -> bool:
    """Tell whether a token is words of formulas, which pdfium puts together as the engine draws them."""
    words = {word for _, line, tokens in source.lines if line.role == "anywhere" for word in tokens}
    return bool(words) and re.fullmatch("|".join(map(re.escape, words)).join(("(?:", ")+")), text) is not None


def _is_free(text: str, free: set[str]) -> bool:
    """Tell whether a token may stand anywhere: signs and figures of the source, and what the program prints itself."""
    bare = text.strip("0123456789*.,:")
    return text in free or bare in free or bare.casefold() in _FREE


def _ordered(source: Source, places: dict[str, list[int]], whole: bool) -> Iterable[Difference]:
    """Yield the first word of each line that is out of order, or is lacking between two others."""
    for owner, line, tokens in source.lines:
        if line.role in REPEATED or line.role == "anywhere":
            continue
        here = -1
        for number, token in enumerate(tokens):
            if _is_own(token) and len(token) > _LONG and not whole:
                continue
            found = places.get(token, ())
            at = bisect.bisect_right(found, here)
            if at < len(found):
                here = found[at]
            elif found and (_is_own(token) or number):
                behind = tokens[number - 1] if number else ""
                yield Difference("order", owner, f"{token} does not follow {behind} ({line.text[:60]})")
                break
            elif not found and not _is_own(token):
                yield Difference("missing", owner, f"{token} ({line.text[:60]})")
                break


def compare_order(source: Source, whole: Source, stream: Sequence[Token]) -> list[Difference]:
    """Return the lines of an article that are read aloud too late; notes and facts stand anywhere.

    A word that stands twice in the whole publication tells no place.
    """
    last, told = -1, []
    for word, _ in recognise(source, stream):
        numbers = source.places.get(word, ())
        if len(numbers) != 1 or len(whole.places.get(word, ())) != 1:
            continue
        if source.lines[numbers[0]][1].role in REPEATED | ACROSS | {BELOW}:
            continue
        number = numbers[0]
        if number < last:
            owner, line, _ = source.lines[number]
            told.append(Difference("reading-order", owner, f"{word} ({line.text[:60]}) comes late"))
        last = max(last, number)
    return told
