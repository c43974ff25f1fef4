"""The facts that stand at the edges of an article and not in its text: deck, byline, place and day, source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from publish.base.messages import say
from publish.importing.recognition import openings
from publish.importing.shaping import captions, looks
from publish.importing.shaping.crossheads import Wishes
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.nodes import HeadingNode, ListNode, Node, ShapedArticle, TextNode
from publish.importing.shaping.paras import key_of
from publish.importing.shaping.tree import Para, Piece, TextRun, flat

Facts = dict[str, list[tuple[Piece, ...]]]

_MOST_ABOVE, _MOST_BELOW = 3, 2
_SHORTEST_DECK, _LONGEST_DECK = 12, 90
_LONGEST_NAME = 8
_FEWEST_NAMES, _MOST_NAMES = 2, 4

_ENDS = tuple('.!?…”"')

_NAMES = re.compile(
    r"(?:[A-ZĐÀ-Ỹ][\w./-]*)(?: (?:[A-ZĐÀ-Ỹ][\w./-]*|[-–&]|và))*"
    r"(?: ?\((?:thực hiện|ghi|tổng hợp|biên soạn|st|sưu tầm)\))?"
)


def take(article: ShapedArticle, ledger: Ledger, wishes: Wishes) -> None:
    """Take the facts at the edges of one of several articles out of its text."""
    article.nodes = take_top(article.nodes, article.facts, ledger, wishes)
    article.nodes = take_end(article.nodes, article.facts, ledger, wishes)


def take_top(nodes: Sequence[Node], facts: Facts, ledger: Ledger, wishes: Wishes) -> list[Node]:
    """Return the nodes without those at the top that are facts, which are put among the facts."""
    left = list(nodes)
    for _ in range(_MOST_ABOVE):
        para = _text(left[0]) if len(left) > 1 else None
        if para is None or key_of(para) in wishes.levels:
            break
        if captions.is_byline(para.text) and "byline" not in facts:
            _take("byline", para, say("it names the author below the headline"), facts, ledger)
        elif captions.is_dateline(para.text) and "dateline" not in facts:
            _take("dateline", para, say("it names a place and a day below the headline"), facts, ledger)
        elif "deck" not in facts and is_deck(para, any(map(_is_plain, left[1:]))):
            _take("deck", para, say("bold or slanted below the headline"), facts, ledger)
        else:
            break
        left = left[1:]
    return left


def take_end(nodes: Sequence[Node], facts: Facts, ledger: Ledger, wishes: Wishes) -> list[Node]:
    """Return the nodes without those at the end that are facts, which are put among the facts."""
    left = list(nodes)
    for _ in range(_MOST_BELOW):
        para = _text(left[-1]) if len(left) > 1 else None
        if para is None or key_of(para) in wishes.levels:
            break
        count = len(para.text.split())
        if captions.is_source(para.text) and "source" not in facts:
            _take("source", para, say("it says at the end where the text comes from"), facts, ledger)
        elif "byline" not in facts and count <= _LONGEST_NAME and _signs(para, left[-2]):
            _take("byline", para, say("it names the author at the end"), facts, ledger)
        else:
            break
        left = left[:-1]
    return left


def is_deck(para: Para, above_text: bool) -> bool:
    """Tell whether a paragraph below a headline is a deck: sentences that are stressed as a whole, above plain text."""
    words = para.words
    stressed = all(p.look.bold for p in words) or all(p.look.italic for p in words)
    count = len(para.text.split())
    ends = para.text.rstrip().endswith(_ENDS)
    opens = not para.label and not para.text.startswith(("Căn cứ", "-", "–"))
    return stressed and _SHORTEST_DECK <= count <= _LONGEST_DECK and ends and above_text and opens


def is_plain(para: Para) -> bool:
    """Tell whether a paragraph has words that are not stressed."""
    return not all(piece.look.bold or piece.look.italic for piece in para.words)


def is_name_below(para: Para) -> bool:
    """Tell whether a paragraph right below a headline is a name in the middle."""
    fits = _FEWEST_NAMES <= len(para.text.split()) <= _MOST_NAMES and not para.text.isupper()
    return looks.is_centred(para) and fits and _NAMES.fullmatch(para.text) is not None


def _is_plain(node: Node) -> bool:
    return isinstance(node, ListNode) or (isinstance(node, TextNode) and node.para is not None and is_plain(node.para))


def _signs(para: Para, above: Node) -> bool:
    """Tell whether the last paragraph names who wrote the text: with a word for it, or names on the right or bold."""
    if captions.is_signature(para.text):
        return True
    bold = all(piece.look.bold for piece in para.words)
    if (
        not (para.align == "right" or bold)
        or para.text.endswith(".")
        or openings.stands_on_a_form(para.text, looks.is_centred(para))
    ):
        return False
    if isinstance(above, HeadingNode):
        return False
    if isinstance(above, TextNode):
        text = above.para
        if text is None or text.align == "right" or not text.text.rstrip().endswith(_ENDS):
            return False
    return _NAMES.fullmatch(para.text) is not None


def _text(node: Node) -> Para | None:
    """Return the paragraph of a node that is words and nothing else."""
    if not isinstance(node, TextNode) or node.para is None or not node.para.words:
        return None
    return node.para if all(isinstance(piece, TextRun) for piece in flat(node.pieces)) else None


_FACTS = {"deck": say("deck"), "dateline": say("dateline"), "byline": say("byline"), "source": say("source")}
_RULES = {
    **{"deck": "deck-by-look", "dateline": "dateline-by-look"},
    **{"byline": "byline-by-look", "source": "byline-by-look"},
}


def _take(fact: str, para: Para, reason: str, facts: Facts, ledger: Ledger) -> None:
    facts[fact] = [without_stress(para)]
    ledger.decide(para.place, key_of(para), _FACTS[fact], reason, _RULES[fact])


def without_stress(para: Para) -> tuple[Piece, ...]:
    """Return the pieces of a paragraph, its words upright and not bold."""
    return tuple(
        replace(piece, look=replace(piece.look, bold=False, italic=False)) if isinstance(piece, TextRun) else piece
        for piece in para.pieces
    )
