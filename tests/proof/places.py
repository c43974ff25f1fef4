"""Where a line of text may stand: in the blocks of the body, and in the front matter."""

from __future__ import annotations

from collections.abc import Callable

from tests.proof.vocabulary import Words
from tests.proof.writing import Block, Line, Passage

Place = Callable[[Words, Passage], Block]


def _place(before: str, behind: str, role: str = "body", head: str = "", tail: str = "") -> Place:
    """Return a place in a block; ``head`` and ``tail`` are words of the block before and behind it."""

    def make(words: Words, passage: Passage) -> Block:
        ahead, behind_ = words.take(3), words.take(3)
        one_line = before.rpartition("\n")[2].startswith(("#", ":::"))  # ends with the line, and so would a break
        said = passage.markdown.replace("\\\n", "<br>") if one_line else passage.markdown
        markdown = before.replace("HEAD", ahead) + said + behind.replace("TAIL", behind_)
        lines = [Line(role, passage.text)]
        if "HEAD" in before:
            lines.insert(0, Line(head or "body", ahead))
        if "TAIL" in behind:
            lines.append(Line(tail or "body", behind_))
        return Block(markdown, (*lines, *passage.lines), passage.below)

    return make


PLACES: dict[str, Place] = {
    "paragraph": _place("", ""),
    "heading": _place("## ", "\n\nTAIL", "heading"),
    "subheading": _place("## HEAD\n\n### ", "\n\nTAIL", "heading", "heading"),
    "bullet": _place("- ", "\n- TAIL"),
    "number": _place("1. ", "\n2. TAIL"),
    "label": _place("", "\n:   TAIL"),
    "quote": _place("> ", "\n>\n> -- TAIL"),
    "attribution": _place("> HEAD\n>\n> -- ", ""),
    "pull-quote": _place("::: pullquote\n", "\n\n-- TAIL\n:::"),
    "box-title": _place("::: box ", "\nTAIL\n:::", "heading"),
    "box": _place("::: box HEAD\n", "\n:::", "body", "heading"),
    "verse": _place("::: verse\n", "\nTAIL\n:::"),
    "caption": _place("::: figure\n![x](figures/a.png)\n\n", "\n\n-- TAIL\n:::", "caption", "", "caption"),
    "credit": _place("::: figure\n![x](figures/a.png)\n\nHEAD\n\n-- ", "\n:::", "caption", "caption"),
    "table-caption": _place("::: table ", "\n\n| a | b |\n| --- | --- |\n| c | TAIL |\n:::", "caption", "", "cell"),
    "table-credit": _place(
        "::: table HEAD\n\n| a | b |\n| --- | --- |\n| c | d |\n\n-- ", "\n:::", "caption", "caption"
    ),
    "head-cell": _place("| a | ", " |\n| --- | --- |\n| c | TAIL |", "cell", "", "cell"),
    "cell": _place("| a | HEAD |\n| --- | --- |\n| ", " | TAIL |", "cell", "cell", "cell"),
}
"""Where a line of text may stand in the body."""

FACTS = ("headline", "kicker", "deck", "byline", "dateline", "source", "credit", "rights")
"""Front matter that takes text."""
