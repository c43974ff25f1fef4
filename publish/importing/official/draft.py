"""A document while it is read: its facts as they are found, its text, and what else stood in lines taken for facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from publish.base.messages import say
from publish.importing.balance import FURNITURE
from publish.importing.markdown.escaping import clean
from publish.importing.shaping.atoms import words_of
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.official import is_ornament
from publish.importing.shaping.tree import (
    Anchor,
    Block,
    Boxed,
    Break,
    Call,
    FormulaRun,
    Para,
    PlacedPicture,
    Remark,
    TextRun,
    flat,
    paragraphs,
)

AGAIN = say("words of an official document that its layout sets again")
RAISED = say("raised figures, which are the signs ¹ ² ³ in front matter")
_FIGURES = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DOTTED = re.compile(r"[.…\s]{3,}")
_OPEN = re.compile(r"[\s.…_\-–/]*")


@dataclass(slots=True)
class DocumentDraft:
    """A document while it is read.

    Attributes:
        facts: Facts by the main names of their keys: lines, lists of lines, groups and lists of groups.
        remarks: What no fact has and no page shows: notes to the editor.
        notes: How the form that it is has to be filled in.
        anchors: Places that stood in lines which became facts.
        calls: Notes that were called there.
        body: The blocks of its text.
        annexes: The blocks of each annex, its heading first.
        label: How a collection of forms calls it, ``Mẫu 1.1 - Nghị quyết``.
    """

    ledger: Ledger
    place: str
    facts: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    annexes: list[list[Block]] = field(default_factory=list)
    label: str = ""

    def lines(self, para: Para) -> list[str]:
        """Return the lines of a paragraph that facts are made of, and take note of all else in it."""
        if is_drawn(para):
            self.drop_ornament(para)
            return []
        found = texts_of(para)
        raised = Counter(words_of(" ".join(texts_of(para, raised=False)))) - Counter(words_of(" ".join(found)))
        if raised:
            self.ledger.change(say("words"), para.place, RAISED, " ".join(raised.elements()))
        for piece in flat(para.pieces):
            if isinstance(piece, Remark):
                self.remarks.append(f"{piece.author}: {piece.text}")
            elif isinstance(piece, Anchor):
                self.anchors.append(piece)
            elif isinstance(piece, Call):
                self.calls.append(piece.name)
            elif isinstance(piece, PlacedPicture):
                why = say("it stood in the head or at the foot of an official document")
                self.ledger.leave_out(say("picture"), piece.place, why)
                self.remarks.append(f"{piece.place}: a picture was left out by the import")
            elif isinstance(piece, Boxed):
                found += [text for block in piece.blocks if isinstance(block, Para) for text in self.lines(block)]
        return found

    def drop_ornament(self, para: Para) -> None:
        """Take note of a line drawn with signs, which the layout draws anew."""
        if para.text:
            why = say("a line drawn with signs in the head of an official document")
            self.ledger.leave_out(FURNITURE, para.place, why, para.text)

    def take_notes(self, block: Block) -> None:
        """Take the notes on a form, which say how it is filled in and are none of the document."""
        paras = [para for para in paragraphs([block]) if para.text]
        for para in paras:
            label = f"{para.label.text} " if para.label and not para.label.bullet else ""
            self.notes.append(label + " ".join(self.lines(para)))
        how = say("notes on a form, behind the signature, are notes to the editor")
        self.ledger.change(say("paragraph"), paras[0].place if paras else "", how, count=len(paras))

    def again(self, place: str, words: str) -> None:
        """Take note of words that the layout sets again."""
        if words.strip():
            self.ledger.change(say("words"), place, AGAIN, words)

    def decide(self, para: Para, text: str, made: str, reason: str) -> None:
        """Take note of what a line was taken for."""
        self.ledger.decide(para.place, text, made, reason, "official-by-look")


def texts_of(para: Para, *, raised: bool = True) -> list[str]:
    """Return the lines of a paragraph as plain text, empty ones left out; raised figures are the signs ``¹ ² ³``."""
    lines: list[list[str]] = [[]]
    for piece in flat(para.pieces):
        if isinstance(piece, Break):
            lines.append([])
        elif isinstance(piece, TextRun):
            signs = raised and piece.look.raised == "superscript"
            lines[-1].append(piece.text.translate(_FIGURES) if signs else piece.text)
        elif isinstance(piece, FormulaRun):
            lines[-1].append(f" {piece.latex} ")
    texts = (" ".join(clean("".join(line)).split()) for line in lines)
    return [text for text in texts if text]


def is_drawn(para: Para) -> bool:
    """Tell whether a line has no words: it is empty, or drawn with signs that are no dots to write upon."""
    return is_ornament(para) and not _DOTTED.fullmatch(para.text)


def is_bold(para: Para) -> bool:
    """Tell whether all words of a paragraph are bold but for raised figures and dots."""
    words = [piece for piece in para.words if piece.look.raised != "superscript" and not is_open(piece.text)]
    return bool(words) and all(piece.look.bold for piece in words)


def is_open(text: str) -> bool:
    """Tell whether a text is room that is filled in by hand."""
    return _OPEN.fullmatch(text) is not None


def without_notes(text: str) -> str:
    """Return a line without the raised figures of notes."""
    return re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹*]+", "", text).strip()


def is_blank(block: Block) -> bool:
    """Tell whether a block is a paragraph with nothing in it."""
    return (
        isinstance(block, Para)
        and not block.text
        and not any(isinstance(piece, PlacedPicture | Boxed | Call | Remark | Anchor) for piece in flat(block.pieces))
    )


def following(blocks: Sequence[Block], index: int) -> int:
    """Return the first place from another on where a block with something in it stands; the length for none."""
    while index < len(blocks) and is_blank(blocks[index]):
        index += 1
    return index
