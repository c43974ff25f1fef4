"""Crossheads of a text: by style and by look, each with its rank among all of them, and what is a caption instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from publish.base.messages import say
from publish.importing.recognition import openings
from publish.importing.recognition.clauses import is_title_of_part
from publish.importing.shaping import captions, looks
from publish.importing.shaping.grids import is_layout
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.paras import full_text, is_caption_style, key_of, styled_level
from publish.importing.shaping.tree import Block, Boxed, Missing, Para, PlacedPicture, TableBlock, paragraphs

_MOST_HEADING_WORDS, _MOST_TITLE_WORDS, _MOST_CAPTION_WORDS = 60, 20, 60
_ENOUGH_STYLED, _DEEPEST_STYLED = 3, 3
"""Crossheads with a style, of the upper levels, from which on a text is taken to have a style for each."""


@dataclass(slots=True)
class Wishes:
    """What is asked of the structure: how crossheads are found, and decisions of somebody who has looked.

    Attributes:
        headings: ``look`` for styles and looks, ``styles`` for styles alone, ``none``.
        levels: The level of crossheads by how their paragraph begins; 0 for running text.
        plain: Whether the text has no looks.
    """

    headings: str = "look"
    levels: Mapping[str, int] = field(default_factory=dict)
    plain: bool = False


_CLAUSES = 5.0
"""Rank of "Điều 1.", below which a number is that of a clause."""

Unit = Para | PlacedPicture | Boxed | TableBlock | Missing


class Crossheads:
    """Finds crossheads; one for a file, since their ranks are those of all of it."""

    def __init__(self, ledger: Ledger, wishes: Wishes, blocks: Sequence[Block]) -> None:
        """Look over the blocks of a file."""
        self.ledger, self.wishes = ledger, wishes
        paras = list(paragraphs(list(blocks)))
        self.most = looks.usual(paras)
        tops = [block for block in blocks if isinstance(block, Para) and looks.has_words(block.text)]
        levels = [styled_level(para) for para in tops]
        self.styled = sum(level is not None and level <= _DEEPEST_STYLED for level in levels)
        self.ranks: list[float] = []
        self.depths: dict[tuple[str, int], int] = {}
        self.marks = looks.CrossheadMarks()

    def stand_below(self, title: Para, units: list[Unit]) -> None:
        """Put the crossheads of a first article below its headline, where other crossheads are headlines as it is."""
        after = next((unit for unit in units if isinstance(unit, Para)), None)
        found = looks.judge(title, None, after, self.most)
        ranks = [found_rank[0] for index in range(len(units)) if (found_rank := self.rank(units, index))]
        if found and any(rank > found.rank for rank in ranks) and found.rank in ranks and min(ranks) == found.rank:
            self.ranks = [found.rank]

    def wanted(self, units: list[Unit], index: int) -> bool:
        """Tell whether a paragraph will be a crosshead, without taking note of it."""
        return self.rank(units, index) is not None

    def rank(self, units: list[Unit], index: int, *, settled: bool = False) -> tuple[float, str, str] | None:
        """Return the rank of a crosshead, with reason and rule; None for any other paragraph."""
        para = units[index]
        if not isinstance(para, Para) or not para.text:
            return None
        said = self.wishes.levels.get(key_of(para))
        if said is not None:
            return (float(said), "import.toml says so", "") if said > 0 else None
        if (
            self.wishes.headings == "none"
            or len(para.text.split()) > _MOST_HEADING_WORDS
            or not looks.has_words(para.text)
        ):
            return None
        styled = styled_level(para)
        few = self.styled < _ENOUGH_STYLED and self.wishes.headings == "look"
        if styled is not None and not (few and openings.has_number(key_of(para))):
            return 1.0 + styled, "its style", ""
        if self.wishes.headings != "look" or is_caption_style(para) or any("toc" in name for name in para.styles):
            return None
        if self.is_table_caption(units, index) or self.follows_figure(units, index):
            return None
        before = units[index - 1] if index else None
        after = units[index + 1] if index + 1 < len(units) else None
        titled = _CLAUSES not in self.ranks and is_title_of_part(units, index)
        found = looks.judge(para, before if isinstance(before, Para) else None, after, self.most, titled=titled)
        if styled is not None:
            return (found.rank if found else 1.0 + styled), "its style", ""
        if found is None or (self.styled >= _ENOUGH_STYLED and found.points < looks.ENOUGH + 1):
            return None
        found = self.marks.settle(found) if settled else found
        rank = 10.0 + found.rank / 10 if self.styled >= _ENOUGH_STYLED else found.rank
        return rank, found.reason, "heading-by-look"

    def level(self, units: list[Unit], index: int) -> int:
        """Return the level of a crosshead; 0 for any other paragraph."""
        found = self.rank(units, index, settled=True)
        if found is None:
            return 0
        rank, reason, rule = found
        para = units[index]
        assert isinstance(para, Para)
        counted = openings.count_of(full_text(para))
        before = self.depths.get((counted[0], counted[1] - 1)) if counted else None
        if before is not None and before <= len(self.ranks):
            self.ranks = self.ranks[: before - 1]
        else:
            while self.ranks and self.ranks[-1] >= rank:
                self.ranks.pop()
        self.ranks.append(rank)
        self.depths = {key: depth for key, depth in self.depths.items() if not _ends(counted, len(self.ranks), depth)}
        if counted:
            self.depths[counted] = len(self.ranks)
        level = min(6, len(self.ranks) + 1)
        if rule:
            self.ledger.decide(para.place, key_of(para), say("crosshead {level}", level=level - 1), reason, rule)
        return level

    def title_of(self, units: list[Unit], index: int, label: Para) -> Para | None:
        """Return the paragraph that says what a part is about whose crosshead is only its number or its kind."""
        para = units[index] if index < len(units) else None
        if not isinstance(para, Para) or self.wishes.levels.get(key_of(para)) is not None or not para.text:
            return None
        if openings.has_number(key_of(para)) or openings.is_opener(para.text):
            return None
        if self.wanted(units, index):
            return para
        alike = looks.is_centred(para) and looks.is_centred(label) and para.words[:1] and para.text[:1] not in "(-–“"
        plain = len(para.text.split()) <= _MOST_TITLE_WORDS and para.text.rstrip()[-1:] not in ".,;:"
        return (
            para
            if alike
            and plain
            and looks.has_words(para.text)
            and not openings.stands_on_a_form(para.text, looks.is_centred(para))
            else None
        )

    def goes_on(self, units: list[Unit], index: int, last: Para) -> Para | None:
        """Return the paragraph that goes on with the crosshead above it, as a second line in the middle does."""
        para = units[index] if index < len(units) else None
        if not isinstance(para, Para) or not looks.is_same(last, para) or openings.is_opener(para.text):
            return None
        if para.text[:1].islower() and not self.wanted(units, index):
            return para if all(piece.look.bold for piece in para.words) else None
        return self.title_of(units, index, last) if self.wanted(units, index) else None

    def follows_figure(self, units: Sequence[Unit], index: int) -> bool:
        """Tell whether a paragraph is the caption of the picture above it."""
        if not 0 < index < len(units) or not isinstance(units[index - 1], PlacedPicture):
            return False
        para = units[index]
        if not isinstance(para, Para) or not para.text or len(para.text) > captions.LONGEST:
            return False
        if self.wishes.levels.get(key_of(para)) is not None:
            return False
        styled = is_caption_style(para)
        if captions.is_table_caption(para.text, False):
            return False
        if styled or captions.is_figure_caption(para.text, styled, para.sequence) or captions.is_credit(para.text):
            return True
        if styled_level(para) is not None or para.label is not None or len(para.text.split()) > _MOST_CAPTION_WORDS:
            return False
        below = units[index + 1] if index + 1 < len(units) else None
        credited = captions.is_credited(para.text) or (isinstance(below, Para) and captions.is_credit(below.text))
        return credited or looks.is_set_as_caption(para, self.most)

    def is_table_caption(self, units: Sequence[Unit], index: int) -> bool:
        """Tell whether a paragraph is the caption of the table below it."""
        para, below = units[index], units[index + 1] if index + 1 < len(units) else None
        if not isinstance(para, Para) or not isinstance(below, TableBlock) or is_layout(below):
            return False
        if self.wishes.levels.get(key_of(para)) is not None:
            return False
        styled = is_caption_style(para)
        if captions.names_a_table(para.text) and styled_level(para) is None:
            return True
        return captions.is_table_caption(para.text, styled) or (styled and len(para.text) < captions.LONGEST)


def _ends(counted: tuple[str, int] | None, depth: int, other: int) -> bool:
    """Tell whether a crosshead with a number ends the counting of those that stand deeper."""
    return counted is not None and other > depth
