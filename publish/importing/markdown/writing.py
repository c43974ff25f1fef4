"""An article in the pieces of another program as Markdown of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from publish.importing.markdown.escaping import clean, comment, escape
from publish.importing.markdown.spans import LineSetting, write_line
from publish.importing.shaping.nodes import (
    BoxNode,
    CellNode,
    CodeNode,
    FigureNode,
    HeadingNode,
    ItemNode,
    ListNode,
    Node,
    QuoteNode,
    RemarkNode,
    ShapedArticle,
    TableNode,
    TextNode,
    VerseNode,
)
from publish.importing.shaping.tree import Break, FormulaRun, Piece, TextRun, flat

_FACTS = ("headline", "kicker", "deck", "byline", "dateline", "source")
_STRESSED = frozenset(("bold", "italic"))


class Writer:
    """Writes one article."""

    def __init__(self, places: Mapping[str, str], targets: Mapping[str, str], figures: Mapping[str, str]) -> None:
        """Take in the names of places, their addresses, and the files of pictures, by what the input calls them."""
        self.figures = figures
        self.line = LineSetting(places, targets)
        self.head = replace(self.line, line_break="<br>", plain=_STRESSED | {"underline", "small_caps"})
        self.cell = replace(self.line, cell=True, line_break="<br>")
        self.fact = replace(self.head, plain=_STRESSED | {"underline", "strike", "code", "highlight"})

    def article(self, article: ShapedArticle, texts: Mapping[str, object]) -> str:
        """Return the source of an article; ``texts`` are further facts, plain text, lists of it, and days."""
        parts = [self.front(article.facts, texts), *self.blocks(article.nodes)]
        for name, nodes in article.notes.items():
            parts.append(self.note(name, nodes))
        return "\n\n".join(part for part in parts if part.strip()) + "\n"

    # Facts

    def front(self, facts: Mapping[str, list[tuple[Piece, ...]]], texts: Mapping[str, object]) -> str:
        """Return the facts at the top."""
        lines = []
        for key in _FACTS:
            written = [text for pieces in facts.get(key, ()) if (text := self.fact_line(pieces))]
            if key != "headline":
                written = [" ".join(written)] if written else []
            if len(written) > 1:
                lines += [f"{key}: |", *(f"  {text}" for text in written)]
            elif written:
                lines.append(f"{key}: {_yaml(written[0])}")
        for key, value in texts.items():
            if isinstance(value, str) and value:
                lines.append(f"{key}: {value if key == 'published' else _yaml(value)}")
            elif isinstance(value, list) and value:
                lines.append(f"{key}: [{', '.join(_yaml(each) for each in value)}]")
        return "\n".join(["---", *lines, "---"])

    def fact_line(self, pieces: tuple[Piece, ...]) -> str:
        """Return a fact on one line."""
        words = [piece for piece in _spaced(tuple(flat(pieces))) if isinstance(piece, TextRun)]
        return write_line(words, self.fact).replace("<br>", " ").strip()

    # Blocks

    def blocks(self, nodes: Iterable[Node]) -> Iterator[str]:
        """Yield the blocks, each without an empty line around it; two lists never run together."""
        before: Node | None = None
        for node in nodes:
            text = self.block(node)
            if not text.strip():
                continue
            if isinstance(node, ListNode) and isinstance(before, ListNode):
                yield "<!-- -->"
            yield text
            before = node

    def block(self, node: Node) -> str:
        """Return a block."""
        if isinstance(node, HeadingNode):
            return self.heading(node)
        if isinstance(node, TextNode):
            return self.text(node)
        if isinstance(node, ListNode):
            return self.items(node)
        if isinstance(node, FigureNode):
            return self.figure(node)
        if isinstance(node, TableNode):
            return self.table(node)
        if isinstance(node, BoxNode):
            return self.contained("box", list(self.blocks(node.children)))
        if isinstance(node, QuoteNode):
            inner = "\n\n".join(self.blocks(node.children))
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        if isinstance(node, CodeNode):
            return _code(node)
        if isinstance(node, VerseNode):
            return self.verse(node)
        return comment(node.text) if isinstance(node, RemarkNode) else ""

    def heading(self, node: HeadingNode) -> str:
        """Return a crosshead, named if a link leads to it."""
        text = write_line(node.pieces, self.head)
        name = ""
        if found := re.search(r'<a id="([^"]+)"></a>', text):
            name = f" {{#{found[1]}}}"
            first = found[0]
            text = text.replace(first, "", 1).strip()
        text = re.sub(r"(?<!\\)(#+)$", r"\\\1", text)
        return f"{'#' * node.level} {text}{name}" if text else ""

    def text(self, node: TextNode) -> str:
        """Return a paragraph, or the formulas that stand alone in it."""
        shown = [piece for piece in node.pieces if not isinstance(piece, TextRun) or piece.text.strip()]
        if shown and all(isinstance(piece, FormulaRun) for piece in shown):
            formulas = [piece for piece in shown if isinstance(piece, FormulaRun)]
            if len(formulas) > 1 or formulas[0].display:
                return "\n\n".join(f"$$\n{piece.latex}\n$$" for piece in formulas)
        return write_line(node.pieces, self.line)

    def items(self, node: ListNode) -> str:
        """Return a list."""
        if node.items and node.items[0].label:
            return "\n\n".join(self.labelled(item) for item in node.items)
        items = [self.item(item) for item in node.items]
        tight = all("\n\n" not in item for item in items)
        return ("\n" if tight else "\n\n").join(items)

    def item(self, item: ItemNode) -> str:
        """Return an item with its mark."""
        mark = item.mark
        inner = list(self.blocks(item.children))
        if len(inner) == 2 and isinstance(item.children[-1], ListNode) and "\n\n" not in inner[1]:
            body = "\n".join(inner)
        else:
            body = "\n\n".join(inner)
        if not body.strip():
            body = "&nbsp;"
        return _indented(body, f"{mark} ", " " * (len(mark) + 1))

    def labelled(self, item: ItemNode) -> str:
        """Return an item whose label is words."""
        label = write_line(item.label, self.head)
        return f"{label}\n{_indented(chr(10).join(_parted(self.blocks(item.children))), ':   ', '    ')}"

    def contained(self, name: str, inner: list[str], words: str = "") -> str:
        """Return blocks in a container, with more colons than any of the containers in it has."""
        body = "\n\n".join(inner)
        colons = max((len(each) for each in re.findall(r"^:{3,}", body, re.MULTILINE)), default=2) + 1
        opening = f"{':' * colons} {name}{f' {words}' if words else ''}"
        return f"{opening}\n{body}\n{':' * colons}"

    def figure(self, node: FigureNode) -> str:
        """Return a picture, in a container if it has a caption or credit."""
        file = self.figures.get(node.drawing.part, "")
        caption = write_line(node.caption, self.line).replace("\\\n", " ")
        caption = re.sub(r"^-- ", r"\\-- ", caption)
        credit = escape(node.credit)
        name, caption = _named(caption)
        if not file and not caption and not credit:
            return ""
        alt = re.sub(r"\s+", " ", escape(node.drawing.alt))
        width = f"{{width={node.drawing.percent}%}}" if 1 <= node.drawing.percent <= 90 else ""
        picture = f"![{alt}](figures/{file}){width}" if file else ""
        if not caption and not credit and not name:
            return picture
        inner = [part for part in (picture, caption, f"-- {credit}" if credit else "") if part]
        return self.contained(f"figure {{#{name}}}" if name else "figure", inner)

    def table(self, node: TableNode) -> str:
        """Return a table, in a container if it has a caption or credit."""
        rows = [self.row(row, head=index < node.head) for index, row in enumerate(node.rows)]
        marks = {"center": ":---:", "right": "---:"}
        lines = [rows[0], f"| {' | '.join(marks.get(align, '---') for align in node.aligns)} |"]
        lines += rows[1 : node.head]
        if node.head > 1:
            lines.append(f"| {' | '.join('===' for _ in node.aligns)} |")
        table = "\n".join([*lines, *rows[node.head :]])
        caption = write_line(node.caption, self.head)
        name, caption = _named(caption)
        if not caption and not node.credit:
            return table
        inner = [table, *([f"-- {escape(node.credit)}"] if node.credit else [])]
        opening, _, body = self.contained(f"table {{#{name}}}" if name else "table", inner, caption).partition("\n")
        return f"{opening}\n\n{body}"

    def row(self, cells: list[CellNode], *, head: bool = False) -> str:
        """Return a row of a table; heads of columns are bold by themselves."""
        setting = replace(self.cell, plain=frozenset(["bold"])) if head else self.cell
        text = "|"
        for cell in cells:
            words = (
                "^^"
                if cell.joined
                else "<br>".join(line for pieces in cell.lines if (line := write_line(pieces, setting)))
            )
            words = f"\\{words}" if words in ("^^",) and not cell.joined else words
            if re.fullmatch(r"={3,}", words):
                words = f"\\{words}"
            text += f" {words} |" if words else " |"
            if cell.columns > 1:
                text += "|" * (cell.columns - 1) if not cell.joined else " ^^ |" * (cell.columns - 1)
        return text

    def verse(self, node: VerseNode) -> str:
        """Return verse."""
        stanzas = []
        for stanza in node.stanzas:
            lines = [line for pieces in stanza for line in write_line(pieces, self.line).split("\\\n") if line]
            stanzas.append("\n".join(lines))
        return self.contained("verse", stanzas)

    def note(self, name: str, nodes: list[Node]) -> str:
        """Return the text of a note."""
        inner = list(self.blocks(nodes)) or ["&nbsp;"]
        return _indented("\n\n".join(inner), f"[^{name}]: ", "    ")


def _parted(blocks: Iterable[str]) -> Iterator[str]:
    for index, block in enumerate(blocks):
        if index:
            yield ""
        yield block


def _indented(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *(f"{others}{line}" if line else "" for line in lines[1:])])


def _named(caption: str) -> tuple[str, str]:
    """Return the first place in a caption, which becomes the name of the whole, and the caption without it."""
    found = re.search(r'<a id="([^"]+)"></a>', caption)
    return (found[1], caption.replace(found[0], "", 1).strip()) if found else ("", caption)


def _code(node: CodeNode) -> str:
    lines = [clean_code(line) for line in node.lines]
    fence = "`" * max(3, *(len(row) + 1 for line in lines for row in re.findall("`+", line)), 3)
    return "\n".join([fence, *lines, fence])


def clean_code(line: str) -> str:
    """Return a line of code without characters that no page can show, its spaces and tabs as they are."""
    return "\t".join(clean(part) for part in line.split("\t"))


def _spaced(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    before: TextRun | None = None
    for piece in pieces:
        if isinstance(piece, Break):
            if before:
                yield TextRun(" ", before.look)
            continue
        if isinstance(piece, TextRun):
            before = piece
        yield piece


def _yaml(text: str) -> str:
    """Return a text as a value of YAML; in quotes unless it is plain words."""
    plain = re.fullmatch(r"[^\W\d_][\w ,.()–“”…/%-]*", text) and not text.endswith((" ", ":"))
    words = ("true", "false", "yes", "no", "on", "off", "null")
    return text if plain and text.lower() not in words else json.dumps(text, ensure_ascii=False)
