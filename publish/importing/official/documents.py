"""A text parted into the official documents in it, each read from its head to its annexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from publish.base.messages import Message, say
from publish.importing.official.draft import DocumentDraft, is_blank
from publish.importing.official.feet import is_foot, is_signatures, parted_notes, take_foot
from publish.importing.official.heads import PARTY, is_digital, take_head, take_stray
from publish.importing.official.tails import LABEL, are_notes, is_annex, is_label, take_tail
from publish.importing.official.titles import take_title, type_of_symbol
from publish.importing.recognition import openings
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.official import OfficialHead, read_head, tell_ornaments
from publish.importing.shaping.tree import Block, Para, TableBlock, paragraphs

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
    """Return the documents in the blocks of a text; with what is told of them only where there are some."""
    blocks = [part for block in blocks for part in _parted(block)]
    heads = [(index, head) for index, block in enumerate(blocks) if (head := read_head(block)) and head.agency]
    if not heads:
        return Parting()
    first = heads[0][0]
    spans = list(zip([index for index, _ in heads], [*(index for index, _ in heads[1:]), len(blocks)], strict=True))
    top = sum(1 for block in blocks[:first] if not is_blank(block)) < _TOP
    if not top and _words(blocks[:first]) * 2 > _words(blocks):
        return Parting()
    trial = Ledger()
    parting = Parting(at=_table(blocks, first))
    drafts = _read(blocks, heads, spans, trial, parting, top=top)
    if parting.reason or not drafts:
        return Parting(reason=parting.reason, at=parting.at) if top else Parting()
    ledger.deeds += trial.deeds
    ledger.decisions += trial.decisions
    for draft in drafts:
        draft.ledger = ledger
    parting.drafts = drafts
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


def _read(
    blocks: Sequence[Block],
    heads: Sequence[tuple[int, OfficialHead]],
    spans: Sequence[tuple[int, int]],
    ledger: Ledger,
    parting: Parting,
    *,
    top: bool,
) -> list[DocumentDraft]:
    """Return the documents; what speaks against them is the reason of the parting."""
    drafts: list[DocumentDraft] = []
    lead = _lead(blocks, 0 if top else None, heads[0][0])
    parting.before = list(blocks[:lead])
    for (start, end), (_, head) in zip(spans, heads, strict=True):
        parting.at = _table(blocks, start)
        if any(PARTY.search(para.text) for para in head.country):
            parting.reason = say("documents of the Party do not follow Nghị định 30/2020/NĐ-CP")
            return []
        draft = DocumentDraft(ledger, parting.at.place)
        _take_lead(draft, blocks[lead:start])
        tell_ornaments(parting.at, ledger)
        take_head(draft, head)
        lead = _lead(blocks, start + 1, end) if end < len(blocks) else end
        rest = take_title(draft, blocks[start + 1 : lead])
        _take_text(draft, rest)
        if reason := _why_none(draft, blocks[start + 1 : lead]):
            parting.reason = reason
            return []
        said = " ".join([*draft.facts.get("co_quan", ()), draft.facts.get("loai", "")])
        reason = say("a head with agency, number and the name of the country, and the name of a type")
        ledger.decide(draft.place, said, say("document of the kind official"), reason, "official-by-look")
        drafts.append(draft)
    return drafts


def _lead(blocks: Sequence[Block], start: int | None, end: int) -> int:
    """Return where what belongs to a head begins: names of forms and lines of digital signatures right above it."""
    if start == 0:
        return 0
    index = end
    while index > (start or 0):
        block = blocks[index - 1]
        if not isinstance(block, Para) or not (
            is_blank(block) or is_label(block) or (not block.text and is_digital(block))
        ):
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
