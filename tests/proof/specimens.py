"""Every pair, in a fixed order: inlines in inlines and in places, blocks in holders and beside blocks; and odd ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.proof.blocks import BLOCKS, HOLDERS
from tests.proof.places import PLACES
from tests.proof.specimen import Specimen
from tests.proof.tables import slow_tables, tables
from tests.proof.vocabulary import Words
from tests.proof.writing import INLINES, LONG, OUTER, Block, Line, Passage, line, long_word, paragraph, plain


def inline(kind: str, words: Words, inner: Passage | None = None) -> Passage:
    """Return an inline of a kind, around other words or around two of its own."""
    return INLINES[kind](words, inner or plain(words))


def inlines_in_inlines() -> Iterator[Specimen]:
    """Each inline in each that can hold one: among words, and alone."""
    for outer in OUTER:
        for inner in INLINES:

            def among(words: Words, outer: str = outer, inner: str = inner) -> Block:
                held = plain(words) + Passage(" ", " ") + inline(inner, words) + Passage(" ", " ") + plain(words)
                sentence = plain(words) + Passage(" ", " ") + inline(outer, words, held) + Passage(" ", " ")
                return line("body", sentence + plain(words) + Passage(".", "."))

            def alone(words: Words, outer: str = outer, inner: str = inner) -> Block:
                return line("body", inline(outer, words, inline(inner, words)) + Passage(" ", " ") + plain(words))

            if (outer, inner) != ("superscript", "raised"):  # poppler takes what is raised twice for a word of its own
                yield Specimen(f"{inner} in {outer}", among)
            if not inner == outer in ("marked", "struck-out"):  # four marks are a row of signs, or open code
                yield Specimen(f"{inner} alone in {outer}", alone)


def inlines_in_places() -> Iterator[Specimen]:
    """Each inline in each place that takes a line."""
    for place in PLACES:
        for kind in INLINES:
            if kind == "break" and place in (
                "heading",
                "subheading",
                "box-title",
                "table-caption",
                "head-cell",
                "cell",
            ):
                continue  # a line of Markdown of which nothing goes on in the next

            def make(words: Words, place: str = place, kind: str = kind) -> Block:
                passage = plain(words) + Passage(" ", " ") + inline(kind, words) + Passage(" ", " ") + plain(words, 1)
                return PLACES[place](words, passage)

            yield Specimen(f"{kind} in {place}", make)


def over_lines_in_places() -> Iterator[Specimen]:
    """Emphasis and code that go on in the next line, in each place."""
    for place in PLACES:

        def emphasis(words: Words, place: str = place) -> Block:
            marked = inline("emphasis", words, plain(words, 20))
            return PLACES[place](words, plain(words) + Passage(" ", " ") + marked + Passage(".", "."))

        def code(words: Words, place: str = place) -> Block:
            text = words.take(16)
            return PLACES[place](words, plain(words) + Passage(" ", " ") + Passage(f"`{text}`", text))

        yield Specimen(f"emphasis over lines in {place}", emphasis)
        yield Specimen(f"code over lines in {place}", code)


def alone_in_places() -> Iterator[Specimen]:
    """Each inline as all that a place holds."""
    for place in PLACES:
        for kind in ("emphasis", "strong", "code", "link", "address", "reference", "language", "note", "index"):

            def make(words: Words, place: str = place, kind: str = kind) -> Block:
                return PLACES[place](words, inline(kind, words))

            yield Specimen(f"{kind} alone in {place}", make)


def blocks_in_holders() -> Iterator[Specimen]:
    """Each block in each that may hold it."""
    for holder in HOLDERS:
        for kind in BLOCKS:
            if kind == "heading" and holder in ("bullets", "bare-bullets", "numbers", "labels", "note", "pull-quote"):
                continue  # tried by itself below

            def make(words: Words, holder: str = holder, kind: str = kind) -> Block:
                return HOLDERS[holder](words, BLOCKS[kind](words))

            yield Specimen(f"{kind} in {holder}", make)


def holders_in_holders() -> Iterator[Specimen]:
    """Each holder in each other, with a paragraph in the inner one."""
    for outer in HOLDERS:
        for inner in HOLDERS:

            def make(words: Words, outer: str = outer, inner: str = inner) -> Block:
                return HOLDERS[outer](words, HOLDERS[inner](words, paragraph(words)))

            yield Specimen(f"holder {inner} in {outer}", make)


def blocks_beside_blocks() -> Iterator[Specimen]:
    """Each block with each other one right below it."""
    for first in BLOCKS:
        for second in BLOCKS:
            if {first, second} in MERGED:
                continue  # in Markdown these are one

            def make(words: Words, first: str = first, second: str = second) -> Block:
                return BLOCKS[first](words) + BLOCKS[second](words)

            yield Specimen(f"{second} below {first}", make)


MERGED = [
    *(
        {kind}
        for kind in ("bullets", "numbers", "letters", "numerals", "tasks", "labels", "terms", "quote", "line-block")
    ),
    {"quote", "alert"},
    {"alert"},
    *({"bullets", "tasks"}, {"labels", "terms"}),
]
"""Blocks that are one where they stand one below the other."""


def long_words() -> Iterator[Specimen]:
    """Each kind of word that no column is wide enough for, in each place and in each holder."""
    for kind in LONG:
        for place in PLACES:

            def make(words: Words, place: str = place, kind: str = kind) -> Block:
                passage = plain(words) + Passage(" ", " ") + long_word(kind, words) + Passage(" ", " ") + plain(words)
                return PLACES[place](words, passage)

            yield Specimen(f"{kind} in {place}", make)
        for holder in HOLDERS:

            def held(words: Words, holder: str = holder, kind: str = kind) -> Block:
                passage = plain(words) + Passage(" ", " ") + long_word(kind, words) + Passage(" ", " ") + plain(words)
                return HOLDERS[holder](words, line("body", passage))

            yield Specimen(f"{kind} held by {holder}", held)

        def code(words: Words, kind: str = kind) -> Block:
            word = long_word(kind, words)
            lead = plain(words) + Passage(" ", " ")
            return line("body", lead + Passage(f"`{word.markdown}`", word.text) + Passage(" ", " ") + plain(words))

        def code_block(words: Words, kind: str = kind) -> Block:
            word = long_word(kind, words)
            return Block(f"```\n{word.text}\n```", (Line("code", word.text),))

        yield Specimen(f"{kind} in code", code)
        yield Specimen(f"{kind} in code-block", code_block)


def odd_blocks() -> Iterator[Specimen]:
    """Blocks that are empty, single or deep."""
    yield Specimen("five levels of bullets", _deep("- ", "  ", 5))
    yield Specimen("five levels of quotes", _deep("> ", "> ", 5))
    yield Specimen("five levels of numbers", _deep("1. ", "   ", 5))
    yield Specimen("headings of all levels", _levels)
    yield Specimen("empty item", _written("- {a}\n-\n- {b}"))
    yield Specimen("list of one empty item", _written("{a}\n\n-\n\n{b}"))
    yield Specimen("list that starts at 0", _written("0. {a}\n1. {b}"))
    yield Specimen("list that starts at 998", _written("998. {a}\n999. {b}\n1000. {c}"))
    yield Specimen("empty code", _written("```\n```\n\n{a}"))
    yield Specimen("code with blank lines", _written("```\n{a}\n\n\n    {b}\n\n```"))
    yield Specimen("code with a long line", _long_code)
    yield Specimen("code of 90 lines", lambda words: _many_lines(words, 90))
    yield Specimen("empty box", _written("::: box {A}\n:::"))
    yield Specimen("box without title", _written("::: box\n{a}\n:::"))
    yield Specimen("box of three pages", _long_box)
    yield Specimen("box of three pages and notes", _box_and_notes)
    yield Specimen("empty verse", _written("::: verse\n:::\n\n{a}"))
    yield Specimen("empty pull quote", _written("::: pullquote\n:::\n\n{a}"))
    yield Specimen("empty figure", _written("::: figure\n:::\n\n{a}"))
    yield Specimen("empty quote", _written(">\n\n{a}"))
    yield Specimen("quote that is nothing but who said it", _written("> -- {a}"))
    yield Specimen("figure without alt", _written("![](figures/a.png)\n\n{a}"))
    yield Specimen("two notes on one word", _notes(2, alone=False))
    yield Specimen("note alone in a paragraph", _notes(1, alone=True))
    yield Specimen("note in a long paragraph", _long_with_note)
    yield Specimen("note of two paragraphs", _long_note)
    yield Specimen("note that is called again", _note_again)
    yield Specimen("two breaks of subject", _written("{a}\n\n***\n\n***\n\n{b}"))
    yield Specimen("letters of one word marked", _letters)
    yield Specimen("two languages", _languages)
    yield Specimen("quotes and dashes", _typography)
    for kind in OUTER:

        def over_lines(words: Words, kind: str = kind) -> Block:
            return line("body", plain(words) + Passage(" ", " ") + inline(kind, words, plain(words, 40)))

        yield Specimen(f"{kind} over lines", over_lines)


def _written(pattern: str) -> Callable[[Words], Block]:
    """Return a maker of text with paragraphs ``{a}`` … in the order of the page; ``{A}`` is a crosshead."""

    def make(words: Words) -> Block:
        markdown, lines = pattern, []
        for name in re.findall(r"\{(\w)\}", pattern):
            taken = words.take(3)
            markdown = markdown.replace(f"{{{name}}}", taken)
            lines.append(Line("heading" if name.isupper() else "body", taken))
        return Block(markdown, tuple(lines))

    return make


def _notes(count: int, alone: bool) -> Callable[[Words], Block]:
    """Return a maker of a paragraph with so many calls at one place, and words around them or not."""

    def make(words: Words) -> Block:
        notes = [words.take(3) for _ in range(count)]
        before, behind = ("", "") if alone else (words.take(2), " " + words.take(2))
        lines = [Line("body", before + behind)] if before else []
        called = "".join(f"^[{note}]" for note in notes)
        return Block(before + called + behind, (*lines, *(Line("note", note) for note in notes)))

    return make


def _long_note(words: Words) -> Block:
    text, one, two, name = words.take(3), words.take(4), words.take(4), words.name()
    lines = (Line("body", text), Line("note", one), Line("note", two))
    return Block(f"{text}[^{name}]\n\n[^{name}]: {one}\n\n    {two}", lines)


def _note_again(words: Words) -> Block:
    one, two, three, note, name = words.take(3), words.take(3), words.take(3), words.take(4), words.name()
    lines = (Line("body", f"{one} {two}"), Line("note", note), Line("body", three))
    return Block(f"{one}[^{name}] {two}[^{name}]\n\n{three}[^{name}]\n\n[^{name}]: {note}", lines)


def _letters(words: Words) -> Block:
    one, two, rest = words.take(), words.take(), words.take()
    return Block(f"*h*{one} **đ**{two} {rest}", (Line("body", f"h{one} đ{two} {rest}"),))


def _languages(words: Words) -> Block:
    one, two, three = words.take(), words.take(), words.take()
    markdown = f"[The market of {one}]{{lang=en}} {two} [le marché {three}]{{lang=fr}}"
    return Block(markdown, (Line("body", f"The market of {one} {two} le marché {three}"),))


def _deep(first: str, rest: str, levels: int) -> Callable[[Words], Block]:
    def make(words: Words) -> Block:
        texts = [words.take(2) for _ in range(levels)]
        markdown = texts[-1]
        for text in reversed(texts[:-1]):
            inner = "\n".join([first + markdown.split("\n")[0], *(rest + each for each in markdown.split("\n")[1:])])
            markdown = f"{text}\n\n{inner}" if first == "> " else f"{text}\n{inner}"
        head, *tail = markdown.split("\n")
        markdown = "\n".join([first + head, *((rest + each).rstrip() for each in tail)])
        return Block(markdown, tuple(Line("body", text) for text in texts))

    return make


def _levels(words: Words) -> Block:
    block = line("heading", plain(words), "## ")
    for level in range(3, 7):
        block += line("heading", plain(words), "#" * level + " ")
    return block + paragraph(words)


def _long_code(words: Words) -> Block:
    text = words.take(40)
    return Block(f"```\n{text}\n```", (Line("code", text),))


def _many_lines(words: Words, count: int) -> Block:
    rows = [words.take(3) for _ in range(count)]
    return Block("```\n" + "\n".join(rows) + "\n```", tuple(Line("code", row) for row in rows))


def _long_box(words: Words) -> Block:
    title, block = words.take(2), paragraph(words, 150)
    for _ in range(6):
        block += paragraph(words, 150)
    return Block(f"::: box {title}\n{block.markdown}\n:::", (Line("heading", title), *block.lines))


def _box_and_notes(words: Words) -> Block:
    block = _long_box(words)
    for _ in range(6):
        block += _notes(2, alone=False)(words) + paragraph(words, 20)
    return block


def _long_with_note(words: Words) -> Block:
    before, note, behind = words.take(120), words.take(12), words.take(120)
    lines = (Line("body", f"{before} {behind}"), Line("note", note))
    return Block(f"{before}^[{note}] {behind}", lines)


def _typography(words: Words) -> Block:
    a, b, c, d, e = (words.take() for _ in range(5))
    text = f"\"{a}\" {b} - {c} '{d}' {e}... 2020-2025."
    return Block(text, (Line("body", f"“{a}” {b} – {c} ‘{d}’ {e}… 2020–2025."),))


_SEQUENCES = (
    "!= == === !== => >= <= -> <- --> <!-- -- --- ++ && || |> :: := ... .. // /* */ www ## ?. ?? <> ** ~> ~~ \\\\"
)


def sequences() -> Iterator[Specimen]:
    """Each row of signs that faces for code draw as one."""
    for signs in _SEQUENCES.split():

        def inside(words: Words, signs: str = signs) -> Block:
            text = f"{words.take()} {signs} {words.take()}"
            return line("body", plain(words) + Passage(" ", " ") + Passage(f"`{text}`", text) + Passage(".", "."))

        def block(words: Words, signs: str = signs) -> Block:
            text = f"{words.take()} {signs} {words.take()}{signs}"
            return Block(f"```\n{text}\n```", (Line("code", text),))

        yield Specimen(f"signs {signs} in a line", inside)
        yield Specimen(f"signs {signs} in a block", block)


FAMILIES: dict[str, Callable[[], Iterator[Specimen]]] = {
    "inlines-in-inlines": inlines_in_inlines,
    "inlines-in-places": inlines_in_places,
    "over-lines-in-places": over_lines_in_places,
    "alone-in-places": alone_in_places,
    "blocks-in-holders": blocks_in_holders,
    "holders-in-holders": holders_in_holders,
    "blocks-beside-blocks": blocks_beside_blocks,
    "long-words": long_words,
    "tables": tables,
    "slow-tables": slow_tables,
    "odd-blocks": odd_blocks,
    "sequences": sequences,
}
