"""The text of an official document as nodes: legal bases, divisions with their numbers, articles, and all else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from publish.base.messages import say
from publish.base.numerals import to_roman
from publish.importing.official.draft import DocumentDraft, following, is_bold, texts_of
from publish.importing.official.tails import ANNEX, heading_lines
from publish.importing.recognition import openings
from publish.importing.shaping import captions, looks
from publish.importing.shaping.crossheads import Wishes
from publish.importing.shaping.nodes import HeadingNode, Node, TextNode
from publish.importing.shaping.paras import full_text, key_of, labelled, styled_level
from publish.importing.shaping.structure import Shaper
from publish.importing.shaping.tree import Block, Look, Para, Piece, TableBlock, TextRun, cut, plain

_DIVISION = re.compile(
    r"(?P<word>Tiểu mục|Phần|Chương|Mục)\s+(?P<number>[IVXLC]+|\d{1,3}|thứ\s+\w+)\s*"
    r"(?:[.:]\s*|$|(?=[–-]\s)|(?<=\s)(?=[A-ZĐÀ-Ỹ]))",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"Điều\s+(?P<number>\d{1,4}[a-zđ]?)\s*[.:]\s*")
_BASIS = re.compile(r"(?:Căn\s+cứ|Xét|Theo|Thực\s+hiện)\s")
_NUMBER = re.compile(r"(?:(?P<roman>[IVX]+)|(?P<letter>[A-ZĐ])|(?P<figure>\d+(?:\.\d+)*))[.)]?\s")
_RANKS = {"phần": 1.0, "chương": 2.0, "mục": 3.0, "tiểu mục": 4.0}
_ARTICLES, _LETTERS, _ROMANS, _OTHERS = 5.0, 6.0, 7.0, 10.0
_LONGEST, _LONGEST_TITLE = 40, 60
_PLAIN = Look()


@dataclass(slots=True)
class BodyMaker:
    """Makes the nodes of a document: its text first, then each annex."""

    draft: DocumentDraft
    wishes: Wishes
    ranks: list[float] = field(default_factory=list)
    romans: int = 0

    def nodes(self) -> list[Node]:
        """Return the nodes of the document."""
        found = self.text(self.draft.body, opening=True)
        for annex in self.draft.annexes:
            found += self.annex(annex)
        return found

    def annex(self, blocks: Sequence[Block]) -> list[Node]:
        """Return an annex behind its heading, whose number the kind checks."""
        lines, named, index = heading_lines(blocks)
        texts = [text for para in lines for text in texts_of(para)]
        self.romans += 1
        self.ranks = []
        number, title = "", texts
        if texts and (match := ANNEX.match(texts[0])):
            rest = texts[0][match.end() :].strip(" .:–-")
            written, _, behind = rest.partition(" ")
            written = written.rstrip(".:")
            if written.upper() == to_roman(self.romans).upper():
                number, rest = f" {written.upper()}", behind.strip(" .:–-")
            elif written and (written.isdigit() or re.fullmatch(r"[IVXLC]+", written)):
                self.draft.ledger.change(say("words"), lines[0].place, _COUNTED, written)
                self.draft.remarks.append(texts[0])
                rest = behind.strip(" .:–-")
            title = [rest, *texts[1:]] if rest else texts[1:]
        for para in lines:
            self.draft.lines(para)
        heading = " ".join([f"Phụ lục{number}.", *title])
        para = lines[0] if lines else Para((), self.draft.place)
        node = HeadingNode(self.level(0.0), (TextRun(heading if title else heading.rstrip("."), _PLAIN),), para)
        where = lines[0].place if lines else ""
        if named and ("kem_theo" in self.draft.facts or "so" in self.draft.facts):
            self.draft.again(where, " ".join(text for each in named for text in self.draft.lines(each)))
            named = []
        return [node, *self.text([*named, *blocks[index:]])]

    def text(self, blocks: Sequence[Block], *, opening: bool = False) -> list[Node]:
        """Return the nodes of blocks; ``opening`` tells that legal bases stand at their beginning."""
        shaper = Shaper(self.draft.ledger, Wishes("none", self.wishes.levels, self.wishes.plain), blocks)
        nodes: list[Node] = []
        plain_blocks: list[Block] = []
        index = 0
        bases = opening
        while index < len(blocks):
            made: list[Node] = []
            taken = 1
            block = blocks[index]
            if isinstance(block, Para) and block.text and not _is_apart(block):
                bases = bases and _BASIS.match(block.text) is not None
                made, taken = self.own(blocks, index, basis=bases)
            if made:
                nodes += [*shaper.shape(plain_blocks), *made]
                plain_blocks = []
            else:
                plain_blocks.append(block)
            index += taken
        nodes += shaper.shape(plain_blocks)
        return nodes

    def own(self, blocks: Sequence[Block], index: int, *, basis: bool) -> tuple[list[Node], int]:
        """Return the nodes of a paragraph that official documents have, and how many blocks they are made of."""
        para = blocks[index]
        assert isinstance(para, Para)
        if self.wishes.levels.get(key_of(para)) is not None:
            return [], 1
        text = full_text(para)
        if basis or _is_order(para):
            pieces = tuple(_unstressed(piece) for piece in para.pieces)
            return [TextNode(pieces, para)], 1
        if match := _ARTICLE.match(text):
            return [self.article(para, match)], 1
        loud = looks.is_centred(para) or is_bold(para) or styled_level(para) is not None
        match = _DIVISION.match(text)
        if match and loud and len(text.split()) <= _LONGEST_TITLE:
            return self.division(blocks, index, match)
        below = following(blocks, index + 1)
        if below < len(blocks) and isinstance(blocks[below], TableBlock) and captions.names_a_table(text):
            return [], 1
        return ([self.crosshead(para)], 1) if self.is_crosshead(para) else ([], 1)

    def article(self, para: Para, match: re.Match[str]) -> Node:
        """Return an article: a heading where its line is a title, else a paragraph whose text runs on."""
        pieces = cut(labelled(para), match.end())
        title = plain(pieces)
        label = TextRun(f"Điều {match['number']}. ", _PLAIN)
        titled = is_bold(para) or styled_level(para) is not None
        if titled and 0 < len(title.split()) <= _LONGEST and title[-1:] not in ".;:,":
            self.tell(para, self.level(_ARTICLES))
            return HeadingNode(self.level(_ARTICLES), (label, *map(_unstressed, pieces)), para)
        return TextNode((label, *pieces), para)

    def division(self, blocks: Sequence[Block], index: int, match: re.Match[str]) -> tuple[list[Node], int]:
        """Return the heading of a division, with the title that stands on the lines below it."""
        para = blocks[index]
        assert isinstance(para, Para)
        word = " ".join(match["word"].lower().split())
        pieces = tuple(map(_unstressed, cut(labelled(para), match.end())))
        taken = 1
        if not plain(pieces):
            following_lines: list[Para] = []
            end = index + 1
            while len(following_lines) < 3 and (end := following(blocks, end)) < len(blocks):
                more = blocks[end]
                loud = isinstance(more, Para) and (looks.is_centred(more) and (is_bold(more) or more.text.isupper()))
                if not isinstance(more, Para) or not loud or openings.has_number(more.text):
                    break
                following_lines.append(more)
                end += 1
                taken = end - index
            for more in following_lines:
                pieces = (*pieces, *([TextRun(" ", _PLAIN)] if pieces else []), *map(_unstressed, more.pieces))
        level = self.level(_RANKS[word])
        number = match["number"]
        sign = ". " if plain(pieces) else ""
        label = TextRun(f"{word.capitalize()} {number}{sign}", _PLAIN)
        self.tell(para, level)
        return [HeadingNode(level, (label, *pieces), para)], taken

    def is_crosshead(self, para: Para) -> bool:
        """Tell whether a paragraph is a crosshead of no division: a short bold line, or one by its style."""
        text = full_text(para)
        if len(text.split()) > _LONGEST or not looks.has_words(para.text) or (para.label and para.label.bullet):
            return False
        if text.rstrip()[-1:] in ";,." or re.match(r"[-–+(•“\"]|\./\.", text):
            return False
        bold = is_bold(para) and (text.isupper() or _NUMBER.match(text) is not None or looks.is_centred(para))
        return bold or (styled_level(para) is not None and is_bold(para))

    def crosshead(self, para: Para) -> Node:
        """Return a crosshead."""
        match = _NUMBER.match(full_text(para))
        rank = _OTHERS if not match else _LETTERS if match["letter"] and match["letter"] not in "IVX" else _ROMANS
        if match and match["figure"]:
            rank = _ROMANS + 1 + match["figure"].count(".") / 10
        elif not match and para.text.isupper():
            rank = _LETTERS - 0.5
        level = self.level(rank)
        self.tell(para, level)
        return HeadingNode(level, tuple(map(_unstressed, labelled(para))), para)

    def level(self, rank: float) -> int:
        """Return how many signs a heading of a rank has below those that are open."""
        while self.ranks and self.ranks[-1] >= rank:
            self.ranks.pop()
        self.ranks.append(rank)
        return min(6, len(self.ranks) + 1)

    def tell(self, para: Para, level: int) -> None:
        """Take note of a heading that was found by its look."""
        made, reason = say("crosshead {level}", level=level - 1), say("its words and its look")
        self.draft.ledger.decide(para.place, key_of(para), made, reason, "heading-by-look")


_COUNTED = say("the number of an annex, which is counted in roman figures")


def _is_order(para: Para) -> bool:
    return para.text.endswith(":") and para.text.isupper() and len(para.text.split()) <= 6


def _is_apart(para: Para) -> bool:
    return para.label is not None and para.label.bullet


def _unstressed(piece: Piece) -> Piece:
    """Return a piece without the weight and slant that the layout gives it."""
    if isinstance(piece, TextRun):
        return replace(piece, look=replace(piece.look, bold=False, italic=False, underline=False))
    return piece
