"""The head of an official document: agency and number on the left, the name of the country, place and day on the right.

It is laid out as a table without lines, or with tabs (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục IV), and is read column
by column. Documents of the Party have its name instead (Quyết định 399-QĐ/TW).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from publish.base.messages import say
from publish.importing.balance import FURNITURE
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.tree import Block, Break, Para, Piece, TableBlock, TableCell, TableRow, TextRun, plain

_COUNTRY = re.compile(r"cộng h(?:oà|òa) xã hội chủ nghĩa việt nam|đảng cộng sản việt nam", re.IGNORECASE)
_MOTTO = re.compile(r"độc lập\W+tự do\W+hạnh phúc", re.IGNORECASE)
_NUMBER = re.compile(r"(?:Số|SỐ)\s*(?::|(?=[\d…._/]))|Luật số\s*:", re.IGNORECASE)
_SUBJECT = re.compile(r"V/v\b|Về việc\b|Trích yếu\b", re.IGNORECASE)
_PLACE = re.compile(r"(?P<place>[^,]{2,60}?)\s*,\s*ngày\b.*\btháng\b.*\bnăm\b.*", re.IGNORECASE)
_ORNAMENT = re.compile(r"[\s*_=~.\-–—―─━]*")
_MOST_WORDS, _LONGEST, _MOST_ROWS, _COUNTRY_WITHIN = 120, 30, 8, 3
_PARTED = re.compile(r"\s*\t\s*| {4,}")


@dataclass(slots=True)
class OfficialHead:
    """The lines of a head by what they are; those that are empty or drawn with signs are ``ornaments``.

    Attributes:
        agency: The agency above, and the one that speaks.
        number: Number and sign of the document.
        subject: What a letter is about, "V/v …".
        country: The name of the country or of the Party, and the motto.
        dateline: Place and day.
        others: What else stands there, with the column it stands in, such as how urgent the document is.
        ornaments: Lines drawn with signs.
    """

    agency: list[Para] = field(default_factory=list)
    number: list[Para] = field(default_factory=list)
    subject: list[Para] = field(default_factory=list)
    country: list[Para] = field(default_factory=list)
    dateline: list[Para] = field(default_factory=list)
    others: list[Para] = field(default_factory=list)
    ornaments: list[Para] = field(default_factory=list)
    lines: list[Para] = field(default_factory=list)

    def lines_without(self, taken: Collection[int]) -> Iterator[Para]:
        """Yield the lines without those of some ids; the name of the country and the motto are one paragraph."""
        for para in self.lines:
            if para is not self.country[0] and para not in self.country and id(para) not in taken:
                yield para
            elif para is self.country[0]:
                pieces = [piece for line in self.country for piece in (Break("line"), *line.pieces)]
                yield replace(para, pieces=tuple(pieces[1:]), _text=None)


def read_head(block: Block) -> OfficialHead | None:
    """Return the head of an official document that a table is; None for any other block."""
    if not isinstance(block, TableBlock) or len(block.rows) > _MOST_ROWS:
        return None
    columns = _columns(block)
    if columns is None or len(columns) != 2:
        return None
    left, right = columns
    if not any(_COUNTRY.search(para.text) for para in right[:_COUNTRY_WITHIN]):
        return None
    head = OfficialHead()
    _sort_left(left, head)
    for para in right:
        if _COUNTRY.search(para.text) or _MOTTO.search(para.text):
            head.country.append(para)
        elif _PLACE.fullmatch(para.text):
            head.dateline.append(para)
        else:
            head.others.append(para)
        head.lines.append(para)
    return head


def _sort_left(left: Sequence[Para], head: OfficialHead) -> None:
    kind = head.agency
    for para in left:
        if _NUMBER.match(para.text):
            kind = head.number
        elif _SUBJECT.match(para.text) and head.number:
            kind = head.subject
        elif kind is head.number:
            kind = head.others
        kind.append(para)
        head.lines.append(para)


def _columns(table: TableBlock) -> list[list[Para]] | None:
    """Return the lines of the columns that have some, without ornaments; None where something else is in them."""
    columns: dict[int, list[Para]] = {}
    words = 0
    for row in table.rows:
        column = 0
        for cell in row.cells:
            for block in cell.blocks:
                if not isinstance(block, Para) or len(block.text.split()) > _LONGEST:
                    return None
                words += len(block.text.split())
                columns.setdefault(column, []).append(block)
            column += cell.columns
    filled = {place: [para for para in paras if not is_ornament(para)] for place, paras in columns.items()}
    return [filled[place] for place in sorted(filled) if filled[place]] if words <= _MOST_WORDS else None


def is_ornament(para: Para) -> bool:
    """Tell whether a line has no words, nor anything else that is read."""
    others = any(not isinstance(piece, TextRun | Break) for piece in para.pieces)
    return not others and _ORNAMENT.fullmatch(para.text) is not None


def tell_ornaments(table: TableBlock, ledger: Ledger) -> None:
    """Take note of the lines of a head that are drawn with signs, which are no loss."""
    for ornament in _ornaments(table):
        why = say("a line drawn with signs in the head of an official document")
        ledger.leave_out(FURNITURE, ornament.place, why, ornament.text)


def _ornaments(table: TableBlock) -> Iterator[Para]:
    for row in table.rows:
        for cell in row.cells:
            for block in cell.blocks:
                if isinstance(block, Para) and block.text and is_ornament(block):
                    yield block


# Heads that are laid out with tabs ------------------------------------------------------------------------------------


def with_tabbed_heads(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which heads that are laid out with tabs are tables."""
    found: list[Block] = []
    index = 0
    while index < len(blocks):
        rows = list(_tabbed_rows(blocks[index : index + _MOST_ROWS]))
        if rows:
            found.append(TableBlock([row for row, _ in rows], _place(rows[0][0]), ruled=False))
            index += sum(taken for _, taken in rows)
        else:
            found.append(blocks[index])
            index += 1
    return found


def _place(row: TableRow) -> str:
    return next(block.place for cell in row.cells for block in cell.blocks if isinstance(block, Para))


def _tabbed_rows(blocks: Sequence[Block]) -> Iterator[tuple[TableRow, int]]:
    """Yield the rows of a head that begins at the first block, with the number of blocks that each is made of."""
    first = blocks[0]
    parts = _halves(first) if isinstance(first, Para) else None
    if parts is None or not _COUNTRY.fullmatch(parts[1].text.strip()) or not parts[0].text:
        return
    yield TableRow([TableCell([part]) for part in parts]), 1
    for block in blocks[1:]:
        parts = _halves(block) if isinstance(block, Para) else None
        if parts is None:
            return
        yield TableRow([TableCell([part]) for part in parts]), 1
        if _PLACE.fullmatch(parts[1].text):
            return


def _halves(para: Para) -> tuple[Para, Para] | None:
    """Return what stands left and right of the tab in a paragraph; None where there are not two halves."""
    left: list[Piece] = []
    for index, piece in enumerate(para.pieces):
        match = _PARTED.search(piece.text) if isinstance(piece, TextRun) else None
        before = (
            (*left, replace(piece, text=piece.text[: match.start()])) if match and isinstance(piece, TextRun) else ()
        )
        if not match or not isinstance(piece, TextRun) or not plain(before):
            left.append(piece)
            continue
        two = (replace(piece, text=piece.text[match.end() :].lstrip()), *para.pieces[index + 1 :])
        right = replace(para, pieces=two, _text=None)
        return (replace(para, pieces=before, _text=None), right) if right.text else None
    return None
