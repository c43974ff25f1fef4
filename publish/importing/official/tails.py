"""What stands behind the foot of an official document: who confirms, its copy, its address, notes and annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.base.messages import say
from publish.importing.official.draft import DocumentDraft, following, is_blank, is_drawn, is_open, without_notes
from publish.importing.official.feet import NOTES, columns_of, is_foot, parted_notes, signature_of, take_foot
from publish.importing.official.heads import is_digital, take_head
from publish.importing.shaping import looks
from publish.importing.shaping.official import OfficialHead
from publish.importing.shaping.tree import Block, Para, TableBlock, paragraphs

LABEL = re.compile(r"(?:Mẫu|Biểu mẫu)\s+(?:số\s+)?(?:\d|văn bản\b)")
ANNEX = re.compile(r"Phụ\s+lục\b(?![^\W_])", re.IGNORECASE)
_CONFIRMS = re.compile(r"Xác\s+nhận\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:địa chỉ|đc|trụ sở)\b|\b(?:điện thoại|đt|tel|fax|email|website)\b|www\.|@", re.IGNORECASE)
_COPY = re.compile(r"sao y|sao lục|trích sao", re.IGNORECASE)
_NUMBERED = re.compile(r"Số\s*:", re.IGNORECASE)
_DAY = re.compile(r".+,\s*ngày\b.*\btháng\b.*\bnăm\b.*", re.IGNORECASE)
_LONGEST_LABEL, _LONGEST_TITLE = 40, 60
_LONGEST_ADDRESS = 300
"""Characters that the line at the foot of the first page may have."""


def take_tail(draft: DocumentDraft, blocks: Sequence[Block]) -> None:
    """Take what stands behind a foot; notes on a form become notes to the editor, other text annexes."""
    index, notes = 0, False
    while (index := following(blocks, index)) < len(blocks):
        block = blocks[index]
        if is_annex(block):
            take_annexes(draft, blocks[index:])
            return
        if taken := _take_copy(draft, blocks, index):
            index += taken
            continue
        if isinstance(block, TableBlock) and are_notes(block):
            draft.take_notes(block)
            notes = True
        elif isinstance(block, TableBlock) and _take_small(draft, block):
            pass
        elif isinstance(block, Para) and is_label(block):
            draft.remarks += draft.lines(block)
        elif isinstance(block, Para) and is_drawn(block):
            draft.drop_ornament(block)
        elif isinstance(block, Para) and (notes or NOTES.match(block.text)) and not looks.is_centred(block):
            draft.take_notes(block)
            notes = True
        elif isinstance(block, Para) and "dia_chi" not in draft.facts and _is_address(block.text):
            draft.facts["dia_chi"] = " ".join(draft.lines(block))
        else:
            _take_untitled(draft, blocks[index:])
            return
        index += 1


def is_label(para: Para) -> bool:
    """Tell whether a line is the name of a form in a collection of forms, "Mẫu 1.1 - Nghị quyết"."""
    return LABEL.match(para.text) is not None and len(para.text.split()) <= _LONGEST_LABEL


def is_annex(block: Block) -> bool:
    """Tell whether an annex begins with a block."""
    if not isinstance(block, Para) or not ANNEX.match(block.text) or len(block.text.split()) > _LONGEST_TITLE:
        return False
    return looks.is_centred(block) or block.text.isupper() or block.page_before


def take_annexes(draft: DocumentDraft, blocks: Sequence[Block]) -> None:
    """Part blocks into annexes, each beginning with its heading; names of forms between them are notes."""
    for block in blocks:
        if isinstance(block, Para) and (is_label(block) or is_digital(block)):
            draft.remarks += draft.lines(block)
        elif isinstance(block, TableBlock) and are_notes(block):
            draft.take_notes(block)
        elif is_annex(block) or not draft.annexes:
            draft.annexes.append([block])
        else:
            draft.annexes[-1].append(block)


def _take_untitled(draft: DocumentDraft, blocks: Sequence[Block]) -> None:
    """Make an annex of text that stands behind the signature and is called none."""
    first = next(block for block in blocks if not is_blank(block))
    place = first.place
    text = first.text if isinstance(first, Para) else ""
    reason = say("it stands behind the signature")
    draft.ledger.decide(place, text, say("new annex"), reason, "official-by-look")
    draft.annexes.append([])
    start = next((index for index, block in enumerate(blocks) if is_annex(block)), len(blocks))
    draft.annexes[-1] += blocks[:start]
    if start < len(blocks):
        take_annexes(draft, blocks[start:])


def _is_address(text: str) -> bool:
    return _ADDRESS.search(text) is not None and len(text) < _LONGEST_ADDRESS


def are_notes(table: TableBlock) -> bool:
    """Tell whether a table is the frame around the notes on a form."""
    texts = _texts(table)
    return bool(texts) and len(table.rows) == 1 and NOTES.match(texts[0]) is not None


def _texts(table: TableBlock) -> list[str]:
    return [para.text for para in paragraphs([table]) if para.text]


def _take_small(draft: DocumentDraft, table: TableBlock) -> bool:
    """Take a table that holds who confirms, the address of the agency, or a line of its own; tell whether it does."""
    texts = _texts(table)
    if not texts:
        return True
    if not table.ruled and _CONFIRMS.match(texts[0]) and "xac_nhan" not in draft.facts:
        lines = [line for para in paragraphs([table]) for line in draft.lines(para)]
        group = signature_of([line.upper() if index == 0 else line for index, line in enumerate(lines)])
        group["chuc_vu"] = [lines[0], *_rest(group.pop("chuc_vu", []))]
        group.pop("quyen_han", None)
        draft.facts["xac_nhan"] = group
        return True
    one = len(texts) == 1 and len(table.rows) == 1
    if one and "dia_chi" not in draft.facts and (_ADDRESS.search(texts[0]) or is_open(_figures(texts[0]))):
        draft.facts["dia_chi"] = " ".join(line for para in paragraphs([table]) for line in draft.lines(para))
        return True
    return False


def _rest(lines: object) -> list[str]:
    return list(lines)[1:] if isinstance(lines, list) else []


def _figures(text: str) -> str:
    return re.sub(r"\d+", "", text)


def _take_copy(draft: DocumentDraft, blocks: Sequence[Block], index: int) -> int:
    """Take the head and foot of a copy, and return how many blocks they are; 0 where there is none."""
    table, below = blocks[index], following(blocks, index + 1)
    foot = blocks[below] if below < len(blocks) else None
    if not isinstance(table, TableBlock) or not isinstance(foot, TableBlock) or "sao" in draft.facts:
        return 0
    columns = columns_of(table)
    if len(columns) != 2 or not any(_NUMBERED.match(para.text) for para in columns[0]) or not is_foot(foot):
        return 0
    dated = [para for para in columns[1] if _DAY.fullmatch(para.text)]
    form = [para for para in columns[1] if para not in dated]
    if not dated or not form or not (_COPY.search(form[0].text) or is_open(_figures(form[0].text))):
        return 0
    inner = DocumentDraft(draft.ledger, table.place)
    head = OfficialHead(dateline=dated)
    for para in columns[0]:
        (head.number if _NUMBERED.match(para.text) else head.agency).append(para)
    take_head(inner, head)
    said = " ".join(without for para in form for without in inner.lines(para))
    inner.facts["hinh_thuc"] = without_notes(said).capitalize() if _COPY.search(said) else said
    if superior := inner.facts.pop("co_quan_chu_quan", None):
        inner.facts["co_quan"] = [*superior, *inner.facts["co_quan"]]
    whole, notes = parted_notes(foot)
    inner.facts |= take_foot(inner, whole)
    draft.facts["sao"] = inner.facts
    draft.remarks += inner.remarks
    draft.anchors += inner.anchors
    draft.calls += inner.calls
    if notes:
        draft.take_notes(notes)
    return below + 1 - index


def heading_lines(blocks: Sequence[Block]) -> tuple[list[Para], list[Para], int]:
    """Return the lines of an annex's heading, those that name its document, and how many blocks they are."""
    lines: list[Para] = []
    named: list[Para] = []
    index = 0
    while (index := following(blocks, index)) < len(blocks):
        para = blocks[index]
        centred = isinstance(para, Para) and (looks.is_centred(para) or not lines)
        if not isinstance(para, Para) or not centred or len(para.text.split()) > _LONGEST_TITLE:
            break
        if re.match(r"\((?:ban hành\s+)?kèm theo\b", para.text, re.IGNORECASE):
            named.append(para)
            index += 1
            while index < len(blocks) and isinstance(more := blocks[index], Para) and ")" not in named[-1].text:
                named.append(more)
                index += 1
            break
        if is_drawn(para) and para.text:
            break
        lines.append(para)
        index += 1
    return lines, named, index
