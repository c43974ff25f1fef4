"""A text parted into the official documents in it, each read from its head to its annexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from publish.base.messages import Message, say
from publish.importing.official.draft import DocumentDraft, is_blank
from publish.importing.official.feet import is_foot, is_signatures, parted_notes, take_foot
from publish.importing.official.heads import PARTY, is_digital, take_head, take_stray
from publish.importing.official.tails import (
    LABEL,
    are_notes,
    heading_lines,
    is_annex,
    is_label,
    take_annexes,
    take_tail,
)
from publish.importing.official.titles import take_issue, take_title, type_of_symbol
from publish.importing.recognition import openings
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.official import OfficialHead, read_head, tell_ornaments
from publish.importing.shaping.tree import Block, Para, TableBlock, paragraphs
from publish.publication.official.types import ANNEX

MADE = say("document of the kind official")

_TOP = 6
"""Blocks with words within which the first head stands, but for a collection of documents."""


@dataclass(slots=True)
class Parting:
    """The documents in a text, what stands before the first of them, and why there are none.

    Attributes:
        drafts: The documents.
        before: The blocks before the first.
        reason: Why a text with a head is no document of this kind; empty where it has none.
        at: The head that tells.
    """

    drafts: list[DocumentDraft] = field(default_factory=list)
    before: list[Block] = field(default_factory=list)
    reason: Message | str = ""
    at: TableBlock | None = None


def part_documents(blocks: Sequence[Block], ledger: Ledger) -> Parting:
    """Return the documents in the blocks of a text; what stands below a later head that begins none belongs above."""
    blocks = [part for block in blocks for part in _parted(block)]
    heads = [(index, head) for index, block in enumerate(blocks) if (head := read_head(block)) and head.agency]
    if not heads:
        return Parting()
    first = heads[0][0]
    top = sum(1 for block in blocks[:first] if not is_blank(block)) < _TOP
    good: list[tuple[int, OfficialHead]] = []
    for (index, head), (end, _) in zip(heads, [*heads[1:], (len(blocks), None)], strict=True):
        reason = _read_one(blocks, index, index, _lead(blocks, index + 1, end), head, Ledger())[1]
        if not reason:
            good.append((index, head))
        elif top and index == first:
            return Parting(reason=reason, at=_table(blocks, index))
    if not good or (not top and _words(blocks[: good[0][0]]) * 2 > _words(blocks)):
        return Parting()
    lead = 0 if top else _lead(blocks, 0, good[0][0])
    parting = Parting(before=list(blocks[:lead]))
    for (index, head), (following_head, _) in zip(good, [*good[1:], (len(blocks), None)], strict=True):
        end = _lead(blocks, index + 1, following_head)
        parting.drafts += _read_one(blocks, lead, index, end, head, ledger)[0]
        lead = end
    return parting


def _parted(block: Block) -> list[Block]:
    """Return in two a table in which a head follows the foot of another document, as tables that touch are one."""
    if isinstance(block, TableBlock):
        for index in range(len(block.rows) - 1, 0, -1):
            foot, head = replace(block, rows=block.rows[:index]), replace(block, rows=block.rows[index:])
            if (is_foot(foot) or is_signatures(foot)) and read_head(head):
                return [foot, head]
    return [block]


def _table(blocks: Sequence[Block], index: int) -> TableBlock:
    table = blocks[index]
    assert isinstance(table, TableBlock), "a head stands in a table"
    return table


def _read_one(
    blocks: Sequence[Block], lead: int, start: int, end: int, head: OfficialHead, ledger: Ledger
) -> tuple[list[DocumentDraft], Message | str]:
    """Return a document with the forms of annexes behind it, and why it is none.

    Args:
        blocks: The blocks of the text.
        lead: Where what stands above the head begins.
        start: Where the head is.
        end: Where the document ends.
        head: The head.
        ledger: Takes note of what is done.
    """
    table = _table(blocks, start)
    if any(PARTY.search(para.text) for para in head.country):
        return [], say("documents of the Party do not follow Nghị định 30/2020/NĐ-CP")
    draft = DocumentDraft(ledger, table.place)
    _take_lead(draft, blocks[lead:start])
    tell_ornaments(table, ledger)
    take_head(draft, head)
    forms = [index for index in range(start + 1, end) if _is_form_of_annex(blocks, index, end)]
    own = blocks[start + 1 : forms[0] if forms else end]
    _take_text(draft, take_title(draft, own))
    if none := _why_none(draft, own):
        return [], none
    said = " ".join([*draft.facts.get("co_quan", ()), draft.facts.get("loai", "")])
    reason = say("a head with agency, number and the name of the country, and the name of a type")
    ledger.decide(draft.place, said, MADE, reason, "official-by-look")
    annexes = zip(forms, [*forms, end][1:], strict=True)
    return [draft, *(_annex_form(blocks[index:stop], ledger) for index, stop in annexes)], ""


def _is_form_of_annex(blocks: Sequence[Block], index: int, end: int) -> bool:
    """Tell whether the name of a form stands above an annex, which then belongs to no document before it."""
    block = blocks[index]
    if not isinstance(block, Para) or not is_label(block):
        return False
    below = index + 1
    while below < end and isinstance(para := blocks[below], Para) and (is_blank(para) or not para.text):
        below += 1
    return below < end and is_annex(blocks[below])


def _annex_form(blocks: Sequence[Block], ledger: Ledger) -> DocumentDraft:
    """Return the document that the form of an annex is."""
    start = next(index for index, block in enumerate(blocks) if is_annex(block))
    first = blocks[start]
    draft = DocumentDraft(ledger, first.place)
    _take_lead(draft, blocks[:start])
    lines, named, count = heading_lines(blocks[start:])
    draft.facts["loai"] = ANNEX
    if named:
        take_issue(draft, named)
    take_annexes(draft, [*lines, *blocks[start + count :]])
    ledger.decide(draft.place, draft.label, MADE, say("the form of an annex"), "official-by-look")
    return draft


def _lead(blocks: Sequence[Block], start: int, end: int) -> int:
    """Return where what belongs to a head begins: names of forms and lines of digital signatures right above it."""
    index = end
    while start < index < len(blocks):
        block = blocks[index - 1]
        digital = isinstance(block, Para) and not block.text and is_digital(block)
        if not isinstance(block, Para) or not (is_blank(block) or is_label(block) or digital):
            break
        index -= 1
    return index


def _take_lead(draft: DocumentDraft, blocks: Sequence[Block]) -> None:
    """Take what stands above a head: the name of a form, stamps, the line of a digital signature."""
    for block in blocks:
        if isinstance(block, Para):
            for text in draft.lines(block):
                if LABEL.match(text) and not draft.label:
                    draft.label = text
                take_stray(draft, text)
        elif isinstance(block, TableBlock):
            for para in paragraphs([block]):
                for text in draft.lines(para):
                    take_stray(draft, text)


def _take_text(draft: DocumentDraft, blocks: Sequence[Block]) -> None:
    """Part what stands below the title into text, foot and what is behind it."""
    annex = next((index for index, block in enumerate(blocks) if is_annex(block)), len(blocks))
    place = next((index for index, block in enumerate(blocks) if is_foot(block)), None)
    if place is None:
        found = [index for index, block in enumerate(blocks[:annex]) if is_signatures(block)]
        place = found[-1] if found else None
    if place is None:
        for block in blocks[:annex]:
            if isinstance(block, TableBlock) and are_notes(block):
                draft.take_notes(block)
            else:
                draft.body.append(block)
        if annex < len(blocks):
            take_tail(draft, blocks[annex:])
        return
    foot = blocks[place]
    assert isinstance(foot, TableBlock), "a foot is a table"
    draft.body = list(blocks[:place])
    whole, notes = parted_notes(foot)
    draft.facts |= take_foot(draft, whole)
    take_tail(draft, [*([notes] if notes else []), *blocks[place + 1 :]])


def _why_none(draft: DocumentDraft, blocks: Sequence[Block]) -> Message | str:
    """Return why a document is none of this kind; empty for one that is."""
    facts = draft.facts
    number, symbol = str(facts.get("so", "")), str(facts.get("ky_hieu", ""))
    if "so" not in facts and not facts.get("kem_theo"):
        return say("its head has no number")
    if "/" in symbol and number.isdigit():
        return say("its number has a year, as those of law-making texts have, which follow other rules")
    if not facts.get("loai") and (found := type_of_symbol(symbol)):
        facts["loai"] = found
    if not facts.get("loai"):
        title = next((block.text for block in blocks if isinstance(block, Para) and openings.is_kind(block.text)), "")
        if title:
            return say("{type} is no type of Nghị định 30/2020/NĐ-CP", type=title.capitalize())
        return say("no type of official document stands below its head")
    if not (facts.get("nguoi_ky") or facts.get("chuc_vu") or facts.get("quyen_han") or facts.get("kem_theo")):
        return say("nobody signs at its end")
    return ""


def _words(blocks: Sequence[Block]) -> int:
    return sum(len(para.text.split()) for para in paragraphs(list(blocks)))
