"""What a specimen is made of: Markdown, and the words that have to be read on the page for it.

The expected words come from here and never from the program, so that the reader is judged as well as the writers.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

from tests.proof.vocabulary import Words

REPEATED = frozenset(("headline", "heading", "caption", "head", "title", "part", "kicker", "entry", "anywhere"))
"""Roles of lines whose words may be printed again: in running heads, contents, lists, references and indexes."""

_FACTS = "headline kicker deck byline dateline source credit rights"
ACROSS = frozenset(f"{_FACTS} title part note imprint cell".split())
"""Roles of lines that may cross the columns of their page; all others keep to one."""


BELOW = "below"
"""Role of lines of the text that stand behind all of the block because of which they are there."""


@dataclasses.dataclass(frozen=True)
class Line:
    """A line of text: a paragraph, a cell, a caption …; ``text`` is what is read of it, without calls of notes."""

    role: str
    text: str


@dataclasses.dataclass(frozen=True)
class Passage:
    """Words inside a line.

    Attributes:
        markdown, text: As they are written, and as they are read.
        lines: What stands elsewhere because of them: notes.
        below: Markdown that has to stand below the block: definitions of notes, targets of references.
    """

    markdown: str
    text: str
    lines: tuple[Line, ...] = ()
    below: str = ""

    def __add__(self, other: Passage) -> Passage:
        return Passage(
            self.markdown + other.markdown,
            self.text + other.text,
            self.lines + other.lines,
            self.below + other.below,
        )


@dataclasses.dataclass(frozen=True)
class Block:
    """A block, or several."""

    markdown: str
    lines: tuple[Line, ...]
    below: str = ""

    def __add__(self, other: Block) -> Block:
        return Block(f"{self.markdown}\n\n{other.markdown}", self.lines + other.lines, self.below + other.below)

    def whole(self) -> str:
        """The Markdown of the block with what has to stand below it."""
        return self.markdown + self.below


Inline = Callable[[Words, Passage], Passage]
Fill = Callable[[Words], Passage]
Body = Callable[[Words], Block]


# Inside a line -------------------------------------------------------------------------------------------------------


def plain(words: Words, count: int = 2) -> Passage:
    taken = words.take(count)
    return Passage(taken, taken)


def _around(before: str, behind: str) -> Inline:
    def make(words: Words, inner: Passage) -> Passage:
        return dataclasses.replace(inner, markdown=before + inner.markdown + behind)

    return make


def _code(words: Words, inner: Passage) -> Passage:
    text = f"{words.take()}({words.take()}, x[1])"
    return Passage(f"`{text}`", text)


def _address(words: Words, inner: Passage) -> Passage:
    address = f"https://example.vn/{words.name()}"
    return Passage(f"<{address}>", address)


def _bare_address(words: Words, inner: Passage) -> Passage:
    address = f"https://example.vn/{words.name()}"
    return Passage(address, address)


def _formula(words: Words, inner: Passage) -> Passage:
    word = words.take()
    return Passage(f"$\\text{{{word}}}$", "", (Line("anywhere", word),))


def _raised(words: Words, inner: Passage) -> Passage:
    one, two, three = words.take(), words.take(), words.take()
    return Passage(f"{one}~2~{two} {three}^3^", f"{one}2{two} {three}3")


def _reference(words: Words, inner: Passage) -> Passage:
    name, head = words.name(), words.take(2)
    below = f"\n\n{{#{name}}}\n## {head}\n\n{(tail := words.take(3))}"
    lines = (*inner.lines, Line("heading", head), Line(BELOW, tail))
    return Passage(f"[{inner.markdown}](#{name})", inner.text, lines, inner.below + below)


def _empty_reference(words: Words, inner: Passage) -> Passage:
    made = _reference(words, Passage("", ""))
    return dataclasses.replace(made, text=f"“{made.lines[0].text}”")


def _page_reference(words: Words, inner: Passage) -> Passage:
    made = _reference(words, inner)
    return dataclasses.replace(made, markdown=made.markdown + "{.page}")


def _named(words: Words, inner: Passage) -> Passage:
    return dataclasses.replace(inner, markdown=f"[{inner.markdown}]{{#{words.name()}}}")


def _index(words: Words, inner: Passage) -> Passage:
    lines = (*inner.lines, Line("entry", inner.text))
    return dataclasses.replace(inner, markdown=f"[{inner.markdown}]{{index}}", lines=lines)


def _note_inline(words: Words, inner: Passage) -> Passage:
    note = (Line("note", inner.text), *inner.lines)
    return Passage(f"^[{inner.markdown}]", "", note, inner.below)


def _note(words: Words, inner: Passage) -> Passage:
    name, note = words.name(), words.take(3)
    return Passage(f"[^{name}]", "", (Line("note", note),), f"\n\n[^{name}]: {note}")


def _citation(words: Words, inner: Passage) -> Passage:
    return Passage("[@chau1987, tr. 12]", "(Nguyễn Minh Châu 1987, tr. 12)")


def _break(words: Words, inner: Passage) -> Passage:
    one, two = words.take(), words.take()
    return Passage(f"{one}\\\n{two}", f"{one} {two}")


def _html_break(words: Words, inner: Passage) -> Passage:
    one, two = words.take(), words.take()
    return Passage(f"{one}<br>{two}", f"{one} {two}")


def _entity(words: Words, inner: Passage) -> Passage:
    word = words.take()
    return Passage(f"{word}&amp;\\*x", f"{word}&*x")


OUTER: dict[str, Inline] = {
    "emphasis": _around("*", "*"),
    "strong": _around("**", "**"),
    "link": _around("[", "](https://example.vn/a)"),
    "reference": _reference,
    "page-reference": _page_reference,
    "language": _around("[", "]{lang=en}"),
    "named": _named,
    "index": _index,
    "inline-note": _note_inline,
    "struck-out": _around("~~", "~~"),
    "marked": _around("==", "=="),
    "subscript": _around("<sub>", "</sub>"),
    "superscript": _around("<sup>", "</sup>"),
    "underlined": _around("<u>", "</u>"),
    "key": _around("<kbd>", "</kbd>"),
    "abbreviation": _around('<abbr title="tên đầy đủ">', "</abbr>"),
    "titled-link": _around("[", '](https://example.vn/a "tên trang")'),
}
"""What holds other words inside a line."""

LEAVES: dict[str, Inline] = {
    "code": _code,
    "address": _address,
    "empty-reference": _empty_reference,
    "note": _note,
    "citation": _citation,
    "break": _break,
    "entity": _entity,
    "bare-address": _bare_address,
    "raised": _raised,
    "html-break": _html_break,
    "formula": _formula,
}
"""What holds none."""

INLINES = OUTER | LEAVES

LONG = {
    "long-word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsverwaltung",
    "long-address": "https://example.vn/rat/dai/khong/gach/0123456789012345678901234567890123456789012345678901234567890",
    "long-path": "/usr/share/texmf/fonts/truetype/vietnamese/libertinus/LibertinusSerif-Regular-Display-Semibold.ttf",
    "long-hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a089f86d081884c7d659a2feaa0",
}
"""Words that are wider than a column; each use gets letters of its own in front."""


def long_word(kind: str, words: Words) -> Passage:
    text = LONG[kind] + words.name() if kind == "long-address" else words.name() + LONG[kind]
    return Passage(text, text)


# Blocks --------------------------------------------------------------------------------------------------------------


def line(role: str, passage: Passage, before: str = "", behind: str = "") -> Block:
    """Return a block of one line."""
    text = passage.text
    return Block(before + passage.markdown + behind, (Line(role, text), *passage.lines), passage.below)


def paragraph(words: Words, count: int = 5) -> Block:
    return line("body", plain(words, count))


def indent(markdown: str, first: str, rest: str) -> str:
    head, *tail = markdown.split("\n")
    return "\n".join([first + head, *(rest + each if each else rest.rstrip() for each in tail)])


def fence(markdown: str) -> str:
    """Return as many colons as a container around this text needs."""
    return ":" * max([3, *(len(run) + 1 for run in re.findall(r":{3,}", markdown))])


def _heading(words: Words) -> Block:
    return line("heading", plain(words), "## ") + paragraph(words)


def _bullets(words: Words) -> Block:
    one, two = words.take(3), words.take(3)
    return Block(f"- {one}\n- {two}", (Line("body", one), Line("body", two)))


def _numbers(words: Words) -> Block:
    one, two = words.take(3), words.take(3)
    return Block(f"3. {one}\n4. {two}", (Line("body", one), Line("body", two)))


def _marked(*items: str, between: str = "\n") -> Block:
    """Return a list whose marks are copied before or behind the words of their items."""
    parts = [item.split(" ", 1) for item in items]
    lines = [Line(*each) for mark, text in parts for each in (("anywhere", mark), ("body", text))]
    return Block(between.join(items), tuple(lines))


def _letters(words: Words) -> Block:
    one, two = words.take(3), words.take(3)
    return _marked(f"d) {one}", f"đ) {two}")


def _numerals(words: Words) -> Block:
    one, two = words.take(3), words.take(3)
    return _marked(f"(vii) {one}", f"(viii) {two}", between="\n\n")


def _tasks(words: Words) -> Block:
    one, two = words.take(3), words.take(3)
    return dataclasses.replace(_marked(f"☐ {one}", f"☑ {two}"), markdown=f"- [ ] {one}\n- [x] {two}")


def _terms(words: Words) -> Block:
    one, two, text = words.take(2), words.take(2), words.take(3)
    return Block(f"{one}\n{two}\n: {text}", tuple(Line("body", each) for each in (one, two, text)))


def _line_block(words: Words) -> Block:
    made = [words.take(4) for _ in range(3)]
    return Block(f"| {made[0]}\n|   {made[1]}\n|\n| {made[2]}", tuple(Line("body", text) for text in made))


def _labels(words: Words) -> Block:
    made = [(words.take(2), words.take(3)) for _ in range(2)]
    return Block(
        "\n\n".join(f"{label}\n:   {text}" for label, text in made),
        tuple(Line("body", text) for pair in made for text in pair),
    )


def _quote(words: Words) -> Block:
    text, by = words.take(5), words.take(2)
    return Block(f"> {text}\n> -- {by}", (Line("body", text), Line("body", by)))


def _pull_quote(words: Words) -> Block:
    text, by = words.take(5), words.take(2)
    return Block(f"::: pullquote\n{text}\n-- {by}\n:::", (Line("body", text), Line("body", by)))


def _box(words: Words) -> Block:
    title, text = words.take(2), words.take(5)
    return Block(f"::: box {title}\n{text}\n:::", (Line("heading", title), Line("body", text)))


def _alert(words: Words) -> Block:
    text = words.take(5)
    return Block(f"> [!WARNING]\n> {text}", (Line("heading", "Cảnh báo"), Line("body", text)))


def _admonition(words: Words) -> Block:
    title, text = words.take(2), words.take(5)
    return Block(f'!!! tip "{title}"\n    {text}', (Line("heading", title), Line("body", text)))


def _verse(words: Words) -> Block:
    made = [words.take(4) for _ in range(4)]
    markdown = f"::: verse\n{made[0]}\n{made[1]}\n\n{made[2]}\n\n-- {made[3]}\n:::"
    return Block(markdown, tuple(Line("body", text) for text in made))


def _figure(words: Words) -> Block:
    alt, caption, credit = words.take(2), words.take(4), words.take(2)
    markdown = f"::: figure\n![{alt}](figures/a.png)\n\n{caption}\n\n-- Ảnh: {credit}\n:::"
    return Block(markdown, (Line("caption", caption), Line("caption", f"Ảnh: {credit}")))


def _picture(words: Words) -> Block:
    alt, caption = words.take(2), words.take(3)
    return Block(f'![{alt}](figures/a.png "{caption}")', (Line("caption", caption),))


def _narrow_picture(words: Words) -> Block:
    text, alt = words.take(4), words.take(2)
    return Block(f"{text}\n![{alt}](figures/a.png){{width=40%}}", (Line("body", text),))


def _captioned_table(words: Words) -> Block:
    caption, made = words.take(3), grid(words, 2, 2)
    return Block(f"{made.markdown}\n\n: {caption}", (Line("caption", caption), *made.lines))


def _titled_code(words: Words) -> Block:
    title, row = words.take(2), f"{words.take()} = x[1]"
    return Block(f'```{{.python title="{title}"}}\n{row}\n```', (Line("title", title), Line("code", row)))


def _photo_note(words: Words) -> Block:
    caption, credit = words.take(4), words.take(2)
    markdown = f"::: figure\n{caption}\n\n-- Ảnh: {credit}\n:::"
    return Block(markdown, (Line("caption", caption), Line("caption", f"Ảnh: {credit}")))


def _table(words: Words) -> Block:
    caption, credit = words.take(3), words.take(2)
    made = grid(words, 3, 3)
    markdown = f"::: table {caption}\n\n{made.markdown}\n\n-- Nguồn: {credit}\n:::"
    return Block(markdown, (Line("caption", caption), *made.lines, Line("caption", f"Nguồn: {credit}")))


def _code_block(words: Words) -> Block:
    rows = [f"if {words.take()} > {words.take()}:", f"    {words.take()} = x[1]"]
    return Block("```python\n" + "\n".join(rows) + "\n```", tuple(Line("code", row.strip()) for row in rows))


def _numbered_code(words: Words) -> Block:
    title, rows = words.take(2), [f"def {words.take()}(a, b):", f"\t# {words.take(2)}", f"\treturn '{words.take()}'"]
    markdown = f'```python {{.numberLines startFrom=98}} {{2-3}} title="{title}"\n' + "\n".join(rows) + "\n```"
    return Block(markdown, (Line("title", title), *(Line("code", row.strip()) for row in rows)))


def _equation(words: Words) -> Block:
    one, two = words.take(2), words.take(2)
    markdown = f"$$\n\\text{{{one}}}\n$$ {{#{words.name()}}}\n\n$$ \\text{{{two}}} $$"
    return Block(markdown, (Line("anywhere", one), Line("anywhere", two)))


def _rule(words: Words) -> Block:
    return paragraph(words) + Block("***", ()) + paragraph(words)


def _comment(words: Words) -> Block:
    return Block("<!-- bỏ qua -->", ()) + paragraph(words)


def grid(words: Words, columns: int, rows: int, count: int = 1, align: str = "---") -> Block:
    """Return a table without spans; ``rows`` counts its head."""
    cells = [[words.take(count) for _ in range(columns)] for _ in range(rows)]
    written = ["| " + " | ".join(row) + " |" for row in cells]
    written.insert(1, "|" + f" {align} |" * columns)
    head, *body = cells
    lines = [Line("head", text) for text in head] + [Line("cell", text) for row in body for text in row]
    return Block("\n".join(written), tuple(lines))


BLOCKS: dict[str, Body] = {
    "heading": _heading,
    "paragraph": paragraph,
    "bullets": _bullets,
    "numbers": _numbers,
    "letters": _letters,
    "numerals": _numerals,
    "tasks": _tasks,
    "labels": _labels,
    "terms": _terms,
    "line-block": _line_block,
    "quote": _quote,
    "pull-quote": _pull_quote,
    "box": _box,
    "alert": _alert,
    "admonition": _admonition,
    "verse": _verse,
    "figure": _figure,
    "picture": _picture,
    "narrow-picture": _narrow_picture,
    "photo-note": _photo_note,
    "table": _table,
    "captioned-table": _captioned_table,
    "code-block": _code_block,
    "titled-code": _titled_code,
    "numbered-code": _numbered_code,
    "equation": _equation,
    "break": _rule,
    "comment": _comment,
}


# Blocks that hold blocks ---------------------------------------------------------------------------------------------


def _in_bullets(words: Words, inner: Block) -> Block:
    lead, last = words.take(3), words.take(3)
    markdown = f"- {lead}\n\n{indent(inner.markdown, '  ', '  ')}\n\n- {last}"
    return Block(markdown, (Line("body", lead), *inner.lines, Line("body", last)), inner.below)


def _alone_in_bullets(words: Words, inner: Block) -> Block:
    last = words.take(3)
    markdown = f"- {indent(inner.markdown, '', '  ')}\n\n- {last}"
    return Block(markdown, (*inner.lines, Line("body", last)), inner.below)


def _in_numbers(words: Words, inner: Block) -> Block:
    lead, last = words.take(3), words.take(3)
    markdown = f"1. {lead}\n\n{indent(inner.markdown, '   ', '   ')}\n\n2. {last}"
    return Block(markdown, (Line("body", lead), *inner.lines, Line("body", last)), inner.below)


def _in_labels(words: Words, inner: Block) -> Block:
    label, lead = words.take(2), words.take(3)
    markdown = f"{label}\n:   {lead}\n\n{indent(inner.markdown, '    ', '    ')}"
    return Block(markdown, (Line("body", label), Line("body", lead), *inner.lines), inner.below)


def _in_quote(words: Words, inner: Block) -> Block:
    by = words.take(2)
    markdown = indent(inner.markdown + f"\n\n-- {by}", "> ", "> ")
    return Block(markdown, (*inner.lines, Line("body", by)), inner.below)


def _in_box(words: Words, inner: Block) -> Block:
    title, colons = words.take(2), fence(inner.markdown)
    markdown = f"{colons} box {title}\n{inner.markdown}\n{colons}"
    return Block(markdown, (Line("heading", title), *inner.lines), inner.below)


def _in_alert(words: Words, inner: Block) -> Block:
    markdown = indent(f"[!NOTE]\n\n{inner.markdown}", "> ", "> ")
    return Block(markdown, (Line("heading", "Ghi chú"), *inner.lines), inner.below)


def _in_pull_quote(words: Words, inner: Block) -> Block:
    by, colons = words.take(2), fence(inner.markdown)
    markdown = f"{colons} pullquote\n{inner.markdown}\n\n-- {by}\n{colons}"
    return Block(markdown, (*inner.lines, Line("body", by)), inner.below)


def _in_note(words: Words, inner: Block) -> Block:
    text, note, name = words.take(4), words.take(3), words.name()
    below = f"\n\n[^{name}]: {note}\n\n{indent(inner.markdown, '    ', '    ')}"
    lines = (Line("body", text), Line("note", note), *(Line("note", each.text) for each in inner.lines))
    return Block(f"{text}[^{name}]", lines, below + inner.below)


def _in_letters(words: Words, inner: Block) -> Block:
    lead, last = words.take(3), words.take(3)
    markdown = f"a) {lead}\n\n{indent(inner.markdown, '   ', '   ')}\n\nb) {last}"
    one, two = _marked(f"a) {lead}").lines, _marked(f"b) {last}").lines
    return Block(markdown, (*one, *inner.lines, *two), inner.below)


HOLDERS: dict[str, Callable[[Words, Block], Block]] = {
    "bullets": _in_bullets,
    "bare-bullets": _alone_in_bullets,
    "numbers": _in_numbers,
    "letters": _in_letters,
    "labels": _in_labels,
    "quote": _in_quote,
    "box": _in_box,
    "alert": _in_alert,
    "pull-quote": _in_pull_quote,
    "note": _in_note,
}
