"""The foot of an official document to facts: who receives it on the left, who signs it on the right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from publish.importing.official.draft import DocumentDraft, is_blank, is_drawn, texts_of, without_notes
from publish.importing.official.titles import as_entry
from publish.importing.recognition import openings
from publish.importing.shaping.tree import Block, Para, TableBlock, TableCell, TableRow

RECEIVED = re.compile(r"Nơi\s+nhận\s*:?\s*", re.IGNORECASE)
NOTES = re.compile(r"Ghi\s+chú\s*[:.]?\s*", re.IGNORECASE)
_ON_BEHALF = re.compile(r"(?:TM|T/M|KT|TL|TUQ|TƯQ)\s?\.\s?\S")
_ENTRY = re.compile(r"[-–+•]\s*")
_SIGNED = re.compile(r"[(\[].*|.*(?:đã ký|đã kí)\W*", re.IGNORECASE)
_NAME = re.compile(r"họ(?:,| và|,? chữ đệm và) tên\b.*", re.IGNORECASE)
_DRAFTER = re.compile(r"[A-ZĐ]{1,6}\.?\s*\(\d{1,4}\)|[A-ZĐ]{2,6}")
"""The mark of who drafted a document, with how many copies there are, on a line below the recipients."""

_MOST_LINES, _LONGEST = 16, 30


def columns_of(table: TableBlock) -> list[list[Para]]:
    """Return the paragraphs of the columns that have some, from the left; a cell stands in the first that it takes."""
    columns: dict[int, list[Para]] = {}
    for row in table.rows:
        place = 0
        for cell in row.cells:
            columns.setdefault(place, []).extend(block for block in cell.blocks if isinstance(block, Para))
            place += cell.columns
    filled = ([para for para in columns[place] if not is_blank(para)] for place in sorted(columns))
    return [paras for paras in filled if any(para.text for para in paras)]


def parted_notes(table: TableBlock) -> tuple[TableBlock, TableBlock | None]:
    """Return a table without the rows that begin with notes on a form, and these as a table."""
    for index, row in enumerate(table.rows):
        texts = [para.text for para in row_paras(row) if para.text]
        if index and texts and NOTES.match(texts[0]):
            filled = [cell.blocks for cell in row.cells if any(not is_blank(block) for block in cell.blocks)]
            rest = [TableRow([TableCell(blocks) for blocks in filled]), *table.rows[index + 1 :]]
            return replace(table, rows=table.rows[:index]), replace(table, rows=rest)
    return table, None


def row_paras(row: TableRow) -> Iterator[Para]:
    """Yield the paragraphs of a row."""
    yield from (block for cell in row.cells for block in cell.blocks if isinstance(block, Para))


def is_foot(block: Block) -> bool:
    """Tell whether a table holds who receives a document and who signs it."""
    if not isinstance(block, TableBlock) or any(
        isinstance(b, TableBlock) for r in block.rows for c in r.cells for b in c.blocks
    ):
        return False
    columns = columns_of(parted_notes(block)[0])
    received = [any(RECEIVED.match(para.text) for para in paras) for paras in columns]
    return len(columns) > 1 and any(received) and any(map(_is_signed, columns))


def is_signatures(block: Block) -> bool:
    """Tell whether a table holds those who sign a document that names nobody who receives it."""
    if not isinstance(block, TableBlock) or block.ruled:
        return False
    columns = columns_of(block)
    return 0 < len(columns) <= 3 and all(_is_signed(paras) and _names_somebody(paras) for paras in columns)


def _is_signed(paras: Sequence[Para]) -> bool:
    """Tell whether lines begin with an office in capitals, as those of a signature do."""
    lines = [text for para in paras for text in texts_of(para) if not is_drawn(para)]
    lines = lines[: next((index for index, text in enumerate(lines) if RECEIVED.match(text)), len(lines))]
    short = len(lines) <= _MOST_LINES and all(len(text.split()) <= _LONGEST for text in lines)
    return bool(lines) and short and without_notes(lines[0]).isupper()


def _names_somebody(paras: Sequence[Para]) -> bool:
    last = next((text for para in reversed(paras) for text in reversed(texts_of(para))), "")
    return openings.is_person(last) or _NAME.match(last) is not None or _SIGNED.fullmatch(last) is not None


def take_foot(draft: DocumentDraft, table: TableBlock) -> dict[str, object]:
    """Return the facts of a foot: the last who signs is the signer, those before are the cosigners."""
    signers: list[dict[str, object]] = []
    facts: dict[str, object] = {}
    for paras in columns_of(table):
        start = next((index for index, para in enumerate(paras) if RECEIVED.match(para.text)), len(paras))
        lines = [text for para in paras[:start] for text in draft.lines(para)]
        if lines:
            signers.append(signature_of(lines))
        if start < len(paras):
            received = take_recipients(draft, paras[start:])
            if len(received) > 1 and _DRAFTER.fullmatch(received[-1]):
                facts["ky_hieu_soan"] = received.pop()
            facts["noi_nhan"] = received
    if signers:
        facts |= signers.pop()
    if signers:
        facts["cung_ky"] = signers
    return facts


def take_recipients(draft: DocumentDraft, paras: Sequence[Para]) -> list[str]:
    """Return who receives a document, a line each, though its lines may be broken."""
    found: list[str] = []
    ended = True
    for index, para in enumerate(paras):
        for place, line in enumerate(draft.lines(para)):
            text = line
            if not index and not place and (label := RECEIVED.match(text)):
                draft.again(para.place, label[0])
                text = text[label.end() :]
            if not text:
                continue
            begins = _ENTRY.match(text) or (not place and para.label is not None and para.label.bullet)
            if found and not ended and not begins:
                found[-1] = f"{found[-1]} {text}"
            else:
                found.append(text)
            ended = text.rstrip()[-1:] in ";."
    return [entry for entry in map(as_entry, found) if entry]


def signature_of(lines: Sequence[str]) -> dict[str, object]:
    """Return the facts of one who signs, from the lines above and below the signature.

    Lines in capitals are offices; of these the last that says on whose behalf is signed ends the authority. Lines in
    brackets stand in the place of the signature, the last other line is the name.
    """
    count = next((index for index, text in enumerate(lines) if not _is_office(text)), len(lines))
    if count == len(lines) > 1 and openings.is_person(lines[-1]):
        count -= 1  # a name in capitals
    titles, rest = list(lines[:count]), list(lines[count:])
    notes: list[str] = []
    others: list[str] = []
    inside = False
    for text in rest:
        if inside or _SIGNED.fullmatch(text):
            notes.append(text)
            inside = (text.count("(") + text.count("[") > 0 and not re.search(r"[)\]]", text)) or (
                inside and not re.search(r"[)\]]", text)
            )
        else:
            others.append(text)
    last = max((index for index, text in enumerate(titles) if _ON_BEHALF.match(text)), default=-1)
    facts: dict[str, object] = {}
    for key, value in (
        ("quyen_han", titles[: last + 1]),
        ("chuc_vu", titles[last + 1 :]),
        ("ghi_chu_ky", notes),
        ("chuc_vu_khac", others[:-1]),
    ):
        if value:
            facts[key] = value
    if others:
        facts["nguoi_ky"] = others[-1]
    return facts


def _is_office(text: str) -> bool:
    bare = without_notes(text)
    return bare.isupper() and not _SIGNED.fullmatch(bare)
