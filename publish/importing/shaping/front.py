"""The facts at the top of an article: headline, deck, byline, place and day, from the first paragraphs and the file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from publish.base.messages import say
from publish.importing.recognition import edges, openings
from publish.importing.shaping import captions, looks
from publish.importing.shaping.crossheads import Wishes
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.official import OfficialHead, read_head, tell_ornaments
from publish.importing.shaping.paras import is_quote, is_rule, key_of, labelled, styled_level
from publish.importing.shaping.tree import (
    Block,
    Boxed,
    Call,
    Look,
    Para,
    Piece,
    PlacedPicture,
    TableBlock,
    TableCell,
    TableRow,
    TextRun,
    flat,
)

_TITLE = ("title", "tiêu đề", "tít", "tít chính", "tiêu đề chính", "document title")
_SUBTITLE = ("subtitle", "phụ đề", "sapo", "deck", "lead", "tiêu đề phụ")
_AUTHOR = ("author", "byline", "tác giả")
_FARTHEST, _MOST_LINES, _LONGEST = 14, 4, 60
_RUNNING = 15
"""Words from which on a paragraph that is not in the middle is running text."""

_JUNK = re.compile(
    r"microsoft word|powerpoint|untitled|^document\d*$|không tên|template|^word document|\.docx?$|^title$|^\W*$",
    re.IGNORECASE,
)
_KEYWORD = re.compile(
    r"(?:phần|chương|mục|điều|phụ lục|bài|tiết|chuyên đề|chapter|part)\s+(?:thứ\s+)?[0-9IVX]+\b", re.IGNORECASE
)


@dataclass(slots=True)
class FrontFacts:
    """The facts that were found, by key, and the paragraphs that they were taken from.

    Attributes:
        head: The head of an official document, with the table that it stands in.
        day: The day with which the text begins.
        shortened: Paragraphs that a fact was taken out of, by the id of the whole one.
    """

    facts: dict[str, list[tuple[Piece, ...]]] = field(default_factory=dict)
    taken: list[Para] = field(default_factory=list)
    head: tuple[TableBlock, OfficialHead] | None = None
    day: datetime.date | None = None
    shortened: dict[int, Para] = field(default_factory=dict)

    def without_taken(self, blocks: Sequence[Block]) -> list[Block]:
        """Return blocks without what the facts were taken from."""
        taken = {id(para) for para in self.taken}
        left: list[Block] = []
        for block in blocks:
            if self.head and block is self.head[0]:
                rest: list[Block] = [*self.head[1].lines_without(taken)]
                left += [TableBlock([TableRow([TableCell(rest)])], block.place, ruled=False)] if rest else []
            elif id(block) not in taken:
                left.append(self.shortened.get(id(block), block))
        return left


def read_front(
    blocks: Sequence[Block], known: dict[str, str], stem: str, wishes: Wishes, ledger: Ledger, *, whole: bool = True
) -> FrontFacts:
    """Return the facts of an article.

    Args:
        blocks: The body of the file.
        known: Facts that the file says of itself.
        stem: Name of the file.
        wishes: Ways to find crossheads; without looks the headline is found by style alone.
        ledger: Taker of notes of what was decided.
        whole: Whether the text becomes one article, whose facts are those of the head of an official document.
    """
    front = FrontFacts()
    if whole and wishes.headings == "look":
        _take_head(blocks, front, ledger, wishes)
    paras = [
        block for block in blocks[: _FARTHEST * 4] if isinstance(block, Para) and block.text and not is_rule(block.text)
    ][:_FARTHEST]
    if headline := known.get("headline", ""):
        front.facts["headline"] = [(TextRun(headline, Look()),)]
        front.taken = [para for para in paras if para.text == headline][:1]
        _take_around(blocks, front, ledger, wishes, whole=whole)
        return front
    lines = _styled_title(paras) or (_loud_title(paras, blocks, ledger, wishes) if wishes.headings == "look" else [])
    lines = lines or _only_heading(blocks)
    lines = lines or (_first_line(paras, ledger) if wishes.plain and wishes.headings == "look" else [])
    if lines:
        front.facts["headline"] = [labelled(line) for line in lines]
        front.taken += lines
    elif front.head and (subject := front.head[1].subject):
        front.facts["headline"] = [para.pieces for para in subject]
        front.taken += subject
        ledger.decide(
            subject[0].place, key_of(subject[0]), say("headline"), say("what a letter is about"), "headline-by-look"
        )
    else:
        title = known.get("title", "")
        title = title if title and not _JUNK.search(title) else stem
        front.facts["headline"] = [(TextRun(title, Look()),)]
        ledger.change(say("headline"), "", say("no line looks like one: it is the title or the name of the file"))
    _below(paras, front, ledger, wishes)
    _take_around(blocks, front, ledger, wishes, whole=whole)
    return front


_TOP = 6
"""Blocks within which the head of a document stands."""


def _take_head(blocks: Sequence[Block], front: FrontFacts, ledger: Ledger, wishes: Wishes) -> None:
    """Take agency, number, place and day from the head of an official document."""
    found = ((block, head) for block in blocks[:_TOP] if (head := read_head(block)))
    table, head = next(found, (None, None))
    if head is None or not isinstance(table, TableBlock):
        return
    front.head = table, head
    tell_ornaments(table, ledger)
    for name, made, paras, said in (
        ("byline", say("byline"), head.agency, say("the agency in the head of an official document")),
        ("kicker", say("kicker"), head.number, say("the number in the head of an official document")),
        ("dateline", say("dateline"), head.dateline, say("place and day in the head of an official document")),
    ):
        words = " ".join(para.text for para in paras)
        decided = any(wishes.levels.get(key_of(para)) is not None for para in paras)
        if decided or not _NAMED.match(words) or any(map(_calls, paras)):
            continue
        front.facts[name] = [_joined(paras)]
        front.taken += paras
        ledger.decide(paras[0].place, words, made, said, "head-by-look")
    if "dateline" in front.facts and len(head.dateline) == 1:
        _set_dateline(front, head.dateline[0].text, head.dateline[0].place, ledger)


def _set_dateline(front: FrontFacts, said: str, place: str, ledger: Ledger) -> None:
    """Set where a text was written; the day that is said as well is that of publication, if it has a year."""
    day, where = captions.day_of(said), captions.place_of(said)
    if day and where:
        front.day = front.day or day
        ledger.change(say("day"), place, say("it is the day of publication"), said.removeprefix(where))
    front.facts["dateline"] = [(TextRun(where if day and where else said, Look()),)]


def _take_around(blocks: Sequence[Block], front: FrontFacts, ledger: Ledger, wishes: Wishes, *, whole: bool) -> None:
    """Take place, day and office from the beginning of the text, and author and source from its end."""
    if not whole or wishes.headings != "look" or front.head:
        return
    taken = {id(para) for para in front.taken}
    paras = [block for block in blocks if isinstance(block, Para) and block.text and id(block) not in taken]
    running = next((para for para in paras[:_FARTHEST] if len(para.text.split()) >= _RUNNING), None)
    if running is not None and wishes.levels.get(key_of(running)) is None:
        _take_opening(running, front, ledger)
    rest = [block for block in blocks if not isinstance(block, Para) or (block.text and id(block) not in taken)]
    for before, para in ((rest[-2], rest[-1]), (rest[-3], rest[-2])) if len(rest) > 2 else ():
        if not isinstance(para, Para) or not isinstance(before, Para) or _calls(para) or _calls(before):
            return
        if wishes.levels.get(key_of(para)) is not None or not _take_last(para, before, front, ledger):
            return


def _take_opening(para: Para, front: FrontFacts, ledger: Ledger) -> None:
    dateline, office, end = captions.opening_of(para.text)
    rest = para.without(end)
    if not end or para.label or "dateline" in front.facts or rest.text != para.text[end:].strip():
        return
    front.shortened[id(para)] = rest
    if dateline:
        _set_dateline(front, dateline, para.place, ledger)
    if office and "source" not in front.facts:
        front.facts["source"] = [(TextRun(f"Theo {office}", Look()),)]
    reason = say("place, day or office, behind which the text begins")
    ledger.decide(
        para.place, para.text[:end].strip(), say("dateline") if dateline else say("source"), reason, "dateline-by-look"
    )


def _take_last(para: Para, before: Para, front: FrontFacts, ledger: Ledger) -> bool:
    """Take a line at the end that says who wrote the text or where it comes from, and tell whether it is one."""
    if para.label:
        return False
    person = openings.is_person(para.text) and para.align == "right" and before.text.rstrip()[-1:] in '.!?…”"'
    if captions.is_source(para.text) and "source" not in front.facts:
        name, made, reason = "source", say("source"), say("it says at the end where the text comes from")
    elif (captions.is_signature(para.text) or person) and "byline" not in front.facts:
        name, made, reason = "byline", say("byline"), say("it names the author at the end")
    else:
        return False
    front.facts[name] = [(TextRun(para.text.strip(" ()"), Look()),) if name == "source" else edges.without_stress(para)]
    front.taken.append(para)
    ledger.decide(para.place, key_of(para), made, reason, "byline-by-look")
    return True


_NAMED = re.compile(r"(?!\W*(?:TÊN C|Số\W*/?\W*$))(?=.*\w)(?!.*(?:…|\.{3,}))", re.DOTALL)
"""Words of a document, and not those of a form that is to be filled in."""


def _joined(paras: Sequence[Para]) -> tuple[Piece, ...]:
    """Return lines as one, parted by dashes; a line that goes on in the next is not parted from it."""
    pieces: list[Piece] = []
    for para in paras:
        pieces += [TextRun(" – ", Look())] if pieces else []
        pieces += edges.without_stress(para)
    return tuple(pieces)


def _styled_title(paras: Sequence[Para]) -> list[Para]:
    titled = [para for para in paras if any(name in _TITLE for name in para.styles)]
    if not titled:
        return []
    found = [titled[0]]
    for para in paras[paras.index(titled[0]) + 1 :]:
        if para not in titled or len(found) == _MOST_LINES:
            break
        found.append(para)
    return found if _fits(found) else []


def _loud_title(paras: Sequence[Para], blocks: Sequence[Block], ledger: Ledger, wishes: Wishes) -> list[Para]:
    """Return the first lines that are centred and bold, or larger than all the rest."""
    most = looks.usual([block for block in blocks if isinstance(block, Para)])
    found: list[Para] = []
    first = next((block for block in blocks if not isinstance(block, Para) or block.text), None)
    for para in paras:
        loud = _is_loud(para, most, para is first) and wishes.levels.get(key_of(para)) is None
        if loud and (openings.stands_on_a_form(para.text, looks.is_centred(para)) or openings.is_person(para.text)):
            loud = False
        if not loud and found:
            break
        if not loud and len(para.text.split()) > _RUNNING and para.align != "center":
            break
        if loud and not found and not _may_begin(para, blocks):
            break
        if loud and found and edges.is_name_below(para) and not looks.is_same(found[-1], para):
            break
        if loud and found and (openings.has_number(para.text) or para.text.rstrip().endswith(":")):
            break
        if loud:
            found.append(para)
            if len(found) == _MOST_LINES:
                break
    if not found or not _fits(found):
        return []
    reason = say("centred and bold, above the text")
    ledger.decide(found[0].place, " ".join(line.text for line in found), say("headline"), reason, "headline-by-look")
    return found


def _may_begin(para: Para, blocks: Sequence[Block]) -> bool:
    """Tell whether a line may begin a headline: a number only behind a keyword that no other line begins with."""
    match = _KEYWORD.match(para.text)
    tops = [each for each in blocks if isinstance(each, Para) and each.text and styled_level(each) == 0]
    if styled_level(para) not in (None, 0) or (styled_level(para) == 0 and len(tops) > 1):
        return False
    if not match:
        return not openings.has_number(para.text)
    word = match[0].split()[0].lower()
    others = [other for other in blocks if isinstance(other, Para) and other is not para]
    return not any((found := _KEYWORD.match(other.text)) and found[0].split()[0].lower() == word for other in others)


def _is_loud(para: Para, most: looks.Usual, first: bool) -> bool:
    words = para.words
    if not words or len(para.text.split()) > 40 or (para.label and para.label.bullet):
        return False
    if any(isinstance(piece, PlacedPicture | Boxed) for piece in flat(para.pieces)):
        return False
    bold = all(piece.look.bold for piece in words)
    letters = [letter for letter in para.text if letter.isalpha()]
    capital = len(letters) > 3 and all(letter.isupper() for letter in letters)
    large = max(piece.look.size for piece in words) >= most.size + (2 if first else 4)
    centred = looks.is_centred(para)
    return (centred and (bold or capital or large)) or (large and bold) or (capital and bold)


def _fits(lines: Sequence[Para]) -> bool:
    calls = any(isinstance(piece, Call) for line in lines for piece in flat(line.pieces))
    return 0 < sum(len(line.text.split()) for line in lines) <= _LONGEST and not calls


def _only_heading(blocks: Sequence[Block]) -> list[Para]:
    """Return the crosshead that alone has the highest level, if the text begins with it."""
    paras = [block for block in blocks if isinstance(block, Para) and block.text]
    tops = [para for para in paras if styled_level(para) == 0]
    return tops if len(tops) == 1 and paras[0] is tops[0] and _fits(tops) else []


def _first_line(paras: Sequence[Para], ledger: Ledger) -> list[Para]:
    """Return the first line of a text without looks, if it is short, is no sentence, and has running text below."""
    if len(paras) < 2 or len(paras[0].text.split()) > _RUNNING or paras[0].text.rstrip()[-1:] in ".,;:?!…":
        return []
    if openings.has_number(paras[0].text) or len(paras[1].text) <= len(paras[0].text) or is_quote(paras[0]):
        return []
    ledger.decide(paras[0].place, key_of(paras[0]), say("headline"), say("a short first line"), "headline-by-look")
    return [paras[0]]


def _below(paras: Sequence[Para], front: FrontFacts, ledger: Ledger, wishes: Wishes) -> None:
    """Take the deck, byline, place and day that stand right below the headline."""
    if not front.taken:
        return
    start = (
        next(index for index, para in enumerate(paras) if para is front.taken[-1]) if front.taken[-1] in paras else -1
    )
    for para in paras[start + 1 : start + 4]:
        if wishes.levels.get(key_of(para)) is not None or _calls(para):
            return
        if (
            any(name in _SUBTITLE for name in para.styles)
            and "deck" not in front.facts
            and len(para.text.split()) <= 100
        ):
            front.facts["deck"] = [para.pieces]
        elif any(name in _AUTHOR for name in para.styles) and "byline" not in front.facts:
            front.facts["byline"] = [para.pieces]
        elif wishes.headings == "look" and "byline" not in front.facts and _is_byline(para):
            front.facts["byline"] = [para.pieces]
            ledger.decide(
                para.place, key_of(para), say("byline"), say("it names the author below the headline"), "byline-by-look"
            )
        elif wishes.headings == "look" and captions.is_source(para.text) and "source" not in front.facts:
            front.facts["source"] = [para.pieces]
            ledger.decide(
                para.place, key_of(para), say("source"), say("it says where the text comes from"), "byline-by-look"
            )
        elif wishes.headings == "look" and captions.is_dateline(para.text) and "dateline" not in front.facts:
            _set_dateline(front, para.text.strip(" ()"), para.place, ledger)
            ledger.decide(
                para.place, key_of(para), say("dateline"), say("place and day below the headline"), "dateline-by-look"
            )
        elif wishes.headings == "look" and "deck" not in front.facts and _is_deck(para, paras[start + 1 :]):
            front.facts["deck"] = [edges.without_stress(para)]
            ledger.decide(
                para.place, key_of(para), say("deck"), say("bold or slanted below the headline"), "deck-by-look"
            )
        else:
            return
        front.taken.append(para)


def _is_byline(para: Para) -> bool:
    return captions.is_byline(para.text) or edges.is_name_below(para)


def _is_deck(para: Para, below: Sequence[Para]) -> bool:
    return edges.is_deck(para, any(edges.is_plain(other) for other in below if other is not para))


def _calls(para: Para) -> bool:
    return any(isinstance(piece, Call | PlacedPicture | Boxed) for piece in flat(para.pieces))


def day_of(blocks: Sequence[Block]) -> str:
    """Return the day that a line near the top or the end names, as ``2020-03-05``; empty if none does."""
    lines = list(_first_lines(blocks))
    for text in lines[:20]:
        if day := captions.day_of(text):
            return day.isoformat()
    return ""


def _first_lines(blocks: Sequence[Block]) -> list[str]:
    found: list[str] = []
    for block in blocks[:20]:
        if isinstance(block, Para):
            found.append(block.text)
        elif isinstance(block, TableBlock):
            for row in block.rows:
                for cell in row.cells:
                    found += [each.text for each in cell.blocks if isinstance(each, Para)]
    return found
