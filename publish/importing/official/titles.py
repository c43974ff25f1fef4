"""What stands between the head of an official document and its text: type, subject, authority, addressees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.importing.official.draft import (
    DocumentDraft,
    following,
    is_bold,
    is_drawn,
    is_open,
    texts_of,
    without_notes,
)
from publish.importing.recognition import openings
from publish.importing.shaping import looks
from publish.importing.shaping.paras import full_text
from publish.importing.shaping.tree import Block, Para, TableBlock, paragraphs
from publish.publication.official.types import LETTER, TELEGRAM, TYPES, find_type, is_form

_BASIS = re.compile(r"(?:Căn\s+cứ|Xét|Theo|Thực\s+hiện)\s")
_ISSUED = re.compile(
    r"\((?P<label>(?:Ban hành\s+)?kèm theo)\s+(?P<what>.*?)\s*\)?\s*(?P<notes>[⁰¹²³⁴⁵⁶⁷⁸⁹]*)", re.IGNORECASE
)
_ADDRESSED = re.compile(r"Kính\s+gửi\s*:?\s*", re.IGNORECASE)
_SENT = re.compile(r"(?P<who>.+?)\s*(?P<label>điện)\s*:\s*")
_ENTRY = re.compile(r"[-–+•*]\s*")
_MOST_LINES, _LONGEST = 6, 60
_DECIDING = ("Nghị quyết", "Quyết định")


def type_in(text: str) -> tuple[str, str]:
    """Return the type that a line in capitals names, as the decree writes it, and the words behind it; or nothing."""
    bare = without_notes(text)
    if not bare.isupper():
        return "", ""
    words = bare.split()
    for count in range(min(4, len(words)), 1, -1):
        if found := find_type(" ".join(words[:count])):
            return found, " ".join(words[count:])
    return "", ""


def type_of_symbol(symbol: str) -> str:
    """Return the type whose abbreviation a symbol begins with; empty for none."""
    begun = re.split(r"[-–\s]", symbol, maxsplit=1)[0]
    return next((name for name, short in TYPES.items() if short and short == begun), "")


def take_title(draft: DocumentDraft, blocks: Sequence[Block]) -> list[Block]:
    """Take type, subject, issue, authority and addressees from the blocks below a head, and return the others."""
    index = following(blocks, 0)
    first = blocks[index] if index < len(blocks) else None
    if isinstance(first, Para) and (looks.is_centred(first) or is_bold(first)) and "trich_yeu" not in draft.facts:
        texts = texts_of(first)
        found, rest = type_in(texts[0]) if texts else ("", "")
        if texts and is_form(texts[0]):
            found, rest = texts[0], ""
        if found:
            draft.lines(first)
            draft.facts["loai"] = found
            index = _take_subject(draft, blocks, index + 1, [rest, *texts[1:]])
    elif "trich_yeu" in draft.facts:
        draft.facts["loai"] = LETTER
    index = _take_addressees(draft, blocks, index)
    return list(blocks[index:])


def _take_subject(draft: DocumentDraft, blocks: Sequence[Block], index: int, begun: list[str]) -> int:
    """Take the lines in the middle below a type, and return the place behind them."""
    lines = [text for text in begun if text]
    ended = False
    while (next_ := following(blocks, index)) < len(blocks):
        ended = ended or (next_ > index and bool(lines))
        index = next_
        para = blocks[index]
        if not isinstance(para, Para) or not looks.is_centred(para) or len(para.text.split()) > _LONGEST:
            break
        if is_drawn(para):
            draft.drop_ornament(para)
            ended = True
        elif _ISSUED.match(para.text):
            take_issue(draft, [para])
            ended = True
        elif _is_authority(draft, blocks, index):
            draft.facts["tham_quyen"] = draft.lines(para)
            index += 1
            break
        elif ended or len(lines) >= _MOST_LINES or _begins_text(para):
            break
        else:
            lines += draft.lines(para)
        index += 1
    if lines:
        draft.facts["trich_yeu"] = lines
    return index


def take_issue(draft: DocumentDraft, paras: Sequence[Para]) -> None:
    """Take the lines in brackets that name the document which another is issued with."""
    text = " ".join(text for para in paras for text in draft.lines(para))
    if match := _ISSUED.fullmatch(text):
        draft.again(paras[0].place, match["label"])
        draft.facts["kem_theo"] = match["what"] + match["notes"]
    else:
        draft.remarks.append(text)


def _begins_text(para: Para) -> bool:
    """Tell whether a line in the middle is none of a subject: an order, an address, a division with its number."""
    text = full_text(para)
    return text.rstrip().endswith(":") or _ADDRESSED.match(text) is not None or openings.has_number(text)


def _is_authority(draft: DocumentDraft, blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a line names who decides: in capitals, right above the legal bases of a decision."""
    para, below = blocks[index], following(blocks, index + 1)
    if draft.facts.get("loai") not in _DECIDING or below >= len(blocks):
        return False
    after = blocks[below]
    upper = isinstance(para, Para) and without_notes(" ".join(texts_of(para))).isupper()
    return upper and isinstance(after, Para) and _BASIS.match(after.text) is not None


def _take_addressees(draft: DocumentDraft, blocks: Sequence[Block], index: int) -> int:
    """Take whom a document addresses, and of a telegram who sends it; return the place behind it."""
    start = following(blocks, index)
    block = blocks[start] if start < len(blocks) else None
    if isinstance(block, TableBlock):
        paras, end = _layout_lines(block), start + 1
        if not paras or not _ADDRESSED.match(paras[0].text):
            return index
    elif isinstance(block, Para) and (_ADDRESSED.match(block.text) or _is_sender(draft, block)):
        listed, end = _entries(blocks, start + 1)
        paras = [block, *listed]
    else:
        return index
    texts = [text for para in paras for text in draft.lines(para)]
    if match := _ADDRESSED.match(texts[0]):
        draft.again(paras[0].place, match[0])
        texts[0] = texts[0][match.end() :]
    elif match := _SENT.match(texts[0]):
        draft.again(paras[0].place, match["label"])
        draft.facts["tham_quyen"] = [match["who"]]
        texts[0] = texts[0][match.end() :]
    draft.facts["kinh_gui"] = [text for text in map(as_entry, texts) if text]
    draft.facts.setdefault("loai", LETTER)
    return end


def _is_sender(draft: DocumentDraft, para: Para) -> bool:
    return draft.facts.get("loai") == TELEGRAM and _SENT.match(para.text) is not None


def _layout_lines(table: TableBlock) -> list[Para]:
    """Return the paragraphs of a table without lines, which places them."""
    return [] if table.ruled else [para for para in paragraphs([table]) if para.text]


def _entries(blocks: Sequence[Block], index: int) -> tuple[list[Para], int]:
    """Return the items of a list at a place, be it in a table without lines, and the place behind it."""
    found: list[Para] = []
    end = index
    while (index := following(blocks, index)) < len(blocks):
        block = blocks[index]
        paras = [block] if isinstance(block, Para) else _layout_lines(block) if isinstance(block, TableBlock) else []
        if not paras or not all(map(_is_entry, paras)):
            break
        found += paras
        index += 1
        end = index
    return found, end


def _is_entry(para: Para) -> bool:
    return _ENTRY.match(para.text) is not None or (para.label is not None and para.label.bullet)


def as_entry(text: str) -> str:
    """Return a line of a list without the dash before it and the sign behind it, which the layout sets."""
    bare = _ENTRY.sub("", text, count=1) if _ENTRY.match(text) else text
    return bare if is_open(bare) and bare[-1:] == "." else re.sub(r"\s*(?:;|(?<![.…])\.)$", "", bare)
