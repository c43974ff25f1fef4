"""Names that links lead to: those of the file as ours, for the places that something does lead to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from publish.base.messages import say
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.tree import Anchor, Anchored, Block, Boxed, Para, Piece, paragraphs


def find_places(blocks: Iterable[Block], ledger: Ledger) -> Mapping[str, str]:
    """Return the name that each place has in the result, by what the file calls it.

    Places that no link leads to have none; a link to a place that is not there is told.
    """
    there: dict[str, None] = {}
    wanted: dict[str, str] = {}
    for para in paragraphs(list(blocks)):
        _look(para.pieces, para, there, wanted)
    for name, place in wanted.items():
        if name not in there:
            ledger.leave_out(say("link"), place, say("it leads to a place that is not there; its words stay"))
    taken: dict[str, str] = {}
    for name in there:
        if name in wanted:
            taken[name] = _own(name, set(taken.values()))
    return taken


def _look(pieces: Iterable[Piece], para: Para, there: dict[str, None], wanted: dict[str, str]) -> None:
    for piece in pieces:
        if isinstance(piece, Anchor):
            there.setdefault(piece.name)
        elif isinstance(piece, Anchored):
            if piece.target.startswith("#"):
                wanted.setdefault(piece.target[1:], para.place)
            _look(piece.pieces, para, there, wanted)
        elif isinstance(piece, Boxed):
            for inner in paragraphs(list(piece.blocks)):
                _look(inner.pieces, inner, there, wanted)


def _own(name: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    plain = (
        re.sub(r"[^A-Za-z0-9.-]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-.").lower()
    )
    plain = plain if re.match("[a-z]", plain) else f"p-{plain}".rstrip("-")
    own, number = plain, 1
    while own in taken:
        number += 1
        own = f"{plain}-{number}"
    return own
