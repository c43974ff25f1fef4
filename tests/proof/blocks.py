"""Blocks, and blocks that hold blocks: Markdown, and the lines that have to be read for it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

from tests.proof.vocabulary import Words
from tests.proof.writing import Block, Body, Line, line, paragraph, plain

# Blocks --------------------------------------------------------------------------------------------------------------


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
    one, two, three = words.take(2), words.take(2), words.take(2)
    markdown = f"$$\n\\text{{{one}}}\n$$ {{#{words.name()}}}\n\n$$ \\text{{{two}}} $$"
    fenced = f"\n\n```math\n\\text{{{three}}}\n```"
    return Block(markdown + fenced, tuple(Line("anywhere", text) for text in (one, two, three)))


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


def draw_grid(rows: list[tuple[str, ...]], head: bool) -> str:
    """Return a grid table with cells of several lines."""
    cells = [[cell.split("\n") for cell in row] for row in rows]
    widths = [max(len(line) for row in cells for line in row[column]) + 2 for column in range(len(cells[0]))]
    border = f"+{'+'.join('-' * width for width in widths)}+"
    drawn = [border]
    for number, row in enumerate(cells):
        for index in range(max(map(len, row))):
            texts = [cell[index] if index < len(cell) else "" for cell in row]
            drawn.append(f"|{'|'.join(f' {t}'.ljust(w) for t, w in zip(texts, widths, strict=True))}|")
        drawn.append(border.replace("-", "=") if head and not number else border)
    return "\n".join(drawn)


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
    kept = {"anywhere", "head"}  # the head of a table is repeated, also where a note runs on
    lines = [each if each.role in kept else dataclasses.replace(each, role="note") for each in inner.lines]
    lines = [Line("body", text), Line("note", note), *lines]
    return Block(f"{text}[^{name}]", tuple(lines), below + inner.below)


def _in_cell(words: Words, inner: Block) -> Block:
    head, two, lead = words.take(2), words.take(2), words.take(3)
    markdown = draw_grid([(head, two), (lead, inner.markdown)], True)
    lines = (Line("head", head), Line("head", two), Line("cell", lead), *inner.lines)
    return Block(markdown, lines, inner.below)


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
    "cell": _in_cell,
}
