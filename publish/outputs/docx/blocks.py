"""Blocks of an article as paragraphs, lists, tables and controls of Word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from publish.outputs.docx.lines import Holder, LineWriter, Scene
from publish.outputs.docx.numbering import INDENT, ListDefinitions, marks_of
from publish.outputs.docx.places import WordPlaces
from publish.outputs.docx.tables import write_table
from publish.outputs.docx.wordml import RunLook, field, paragraph, run
from publish.publication import model
from publish.publication.words import words

_BOLD = RunLook(bold=True)
_DEEPEST_HEADING = 6


class BlockHolder(Holder, Protocol):
    """A part of the file that holds blocks."""

    def picture(self, figure: model.Figure, number: int) -> str:
        """Return the run of a picture; empty where its file is not there."""

    def margin(self, kind: str, content: str) -> str:
        """Return the id of a ``header`` or ``footer`` that has been added to the file, with these paragraphs."""


class BlockWriter:
    """Writes the blocks of one article that stand in one part of the file."""

    def __init__(
        self, places: WordPlaces, holder: BlockHolder, scene: Scene, numbering: ListDefinitions, style: str = "ChinhVan"
    ) -> None:
        """Start with the file, the part, the article, and the style of its paragraphs."""
        self.places, self.holder, self.scene, self.numbering, self.style = places, holder, scene, numbering, style
        self.lines = LineWriter(places, holder, scene)
        self.widths: Callable[[model.Table], Sequence[int]] = lambda node: ()  # of the columns of a table
        self.depth = 0  # of the item of a list that is being written

    def blocks(self, nodes: Sequence[model.Block]) -> str:
        """Return blocks."""
        return "".join(_BLOCKS[type(node)](self, node) for node in nodes)

    def named(self, place: str | None, content: str) -> str:
        """Return runs under the name of their block."""
        return self.places.bookmark(self.scene.chapter, place, content)

    def paragraph(self, style: str, content: str, *properties: str) -> str:
        """Return a paragraph as far in as the item of a list that it belongs to."""
        indent = f'<w:ind w:left="{INDENT * self.depth}"/>' if self.depth and not properties else ""
        return paragraph(style, content, *properties, indent)

    def inside(self, style: str, nodes: Sequence[model.Block]) -> str:
        """Return blocks whose paragraphs have a style of their own."""
        around, depth = self.style, self.depth
        self.style, self.depth = style, 0
        made = self.blocks(nodes)
        self.style, self.depth = around, depth
        return made

    def opening(self, nodes: Sequence[model.Block]) -> tuple[str, Sequence[model.Block]]:
        """Return the first paragraph of blocks as runs, and the blocks behind it."""
        first = nodes[0] if nodes else None
        if not isinstance(first, model.Paragraph):
            return "", nodes
        return self.named(first.id, self.lines.line(first.children)), nodes[1:]

    # Text

    def heading(self, node: model.Heading) -> str:
        """Return a crosshead."""
        level = min(node.level, _DEEPEST_HEADING)
        return paragraph(f"Heading{level}", self.named(node.id, self.lines.line(node.children)))

    def text(self, node: model.Paragraph) -> str:
        """Return a paragraph."""
        return self.paragraph(self.style, self.named(node.id, self.lines.line(node.children)))

    def rule(self, node: model.ThematicBreak) -> str:
        """Return a change of subject."""
        return paragraph("NgatDoan", run("* * *"))

    def equation(self, node: model.Equation) -> str:
        """Return a formula on a line of its own, and its number behind it."""
        inside = run("\t") + self.lines.line(node.children)
        if node.number:
            before, count, behind = _number(node.number)
            number = run(before) + field("SEQ Công_thức \\* ARABIC", run(count)) + run(behind)
            label = self.places.control("label", "", run("\t") + self.named(node.id, number))
        else:
            label = self.named(node.id, "")
        return self.places.control("equation", "", paragraph("CongThuc", inside + label), {"id": node.id or ""})

    def code(self, node: model.CodeBlock) -> str:
        """Return lines of code."""
        title = paragraph("TenMa", self.lines.line(node.title)) if node.title else ""
        facts = {
            "language": node.language,
            "first": "" if node.first is None else str(node.first),
            "marked": " ".join(map(str, sorted(node.marked))),
            "tabs": str(node.tabs or ""),
        }
        code = self.paragraph("MaNguon", self.named(node.id, run(node.text)))
        return self.places.control("code", node.language, title + code, facts)

    # Lists

    def list(self, node: model.List) -> str:
        """Return a list."""
        if node.kind == "works":
            items = [item.children for item in node.items]
            return "".join(self.inside("TaiLieu", children) for children in items)
        if node.kind == "label":
            return self.labelled(node)
        number = self.numbering.add(node, self.depth)
        style = "ListBullet" if node.kind == "bullet" else "ListNumber" if number else "DanhMucChu"
        level, made = self.depth, []
        for mark, item in zip(marks_of(node), node.items, strict=True):
            self.depth = level + 1
            properties = [f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'] if number else []
            properties += [] if node.tight else ['<w:contextualSpacing w:val="0"/>']
            before = "" if number else run(f"{mark}\t")
            first = node.id if item is node.items[0] else None
            made.append(self.item(item, style, before, properties, first))
        self.depth = level
        content = "".join(made)
        return content if number else self.places.control("marks", "", content, {"tight": "1" if node.tight else ""})

    def item(self, item: model.ListItem, style: str, before: str, properties: Sequence[str], name: str | None) -> str:
        """Return an item: its first paragraph with its mark, and held together with it what else it has."""
        opening, children = self.opening(item.children)
        content = before + ("" if item.done is None else self.task(item.done)) + opening
        line = paragraph(style, self.places.bookmark(self.scene.chapter, name, content, "list"), *properties)
        rest = []
        for child in children:
            content = self.in_item(child)
            is_list = isinstance(child, model.List) and content.startswith("<w:p>")
            facts = {"level": str(self.depth)}
            rest.append(content if is_list else self.places.control("item", "", content, facts))
        return line + "".join(rest)

    def in_item(self, node: model.Block) -> str:
        """Return a block that stands in an item."""
        around = self.style
        self.style = "ListContinue" if around == "ChinhVan" else around
        made = self.blocks((node,))
        self.style = around
        return made

    def task(self, done: bool) -> str:
        """Return the box of a task, which Word ticks."""
        sign = "☑" if done else "☐"
        about = f'<w14:checkbox><w14:checked w14:val="{int(done)}"/><w14:checkedState w14:val="2611"/>'
        about += '<w14:uncheckedState w14:val="2610"/></w14:checkbox>'
        box = f'<w:sdt><w:sdtPr><w:id w:val="{self.places.number()}"/>{about}</w:sdtPr>'
        return f"{box}<w:sdtContent>{run(sign)}</w:sdtContent></w:sdt>{run(' ')}"

    def labelled(self, node: model.List) -> str:
        """Return a list whose items have labels of their own."""
        made = []
        for item in node.items:
            opening, children = self.opening(item.children)
            label = self.lines.line(item.label, RunLook(style="Nhan"))
            content = self.places.control("term", "", label) + run(" ") + opening
            name = node.id if item is node.items[0] else None
            made.append(self.paragraph("DanhMucNhan", self.places.bookmark(self.scene.chapter, name, content, "list")))
            made.append(self.inside("ListContinue", children))
        return self.places.control("labels", "", "".join(made), {"tight": "1" if node.tight else ""})

    # What stands apart

    def attribution(self, nodes: Sequence[model.Inline]) -> str:
        """Return who said something."""
        return paragraph("NguoiNoi", self.lines.line(nodes)) if nodes else ""

    def block_quote(self, node: model.BlockQuote) -> str:
        """Return a quotation set apart."""
        content = self.inside("TrichDan", node.children) + self.attribution(node.attribution)
        return self.places.control("quote", "Trích dẫn", self.named(node.id, content))

    def pull_quote(self, node: model.PullQuote) -> str:
        """Return a sentence lifted out of the text."""
        content = self.inside("CauTrich", node.children) + self.attribution(node.attribution)
        return self.places.control("pullquote", "Câu trích", self.named(node.id, content))

    def box(self, node: model.Box) -> str:
        """Return a text beside the text: a table of one cell."""
        title = paragraph("TenHop", self.named(node.id, self.lines.line(node.title))) if node.title else ""
        inside = title + self.inside("VanHop", node.children)
        inside += "" if inside.endswith("</w:p>") else paragraph("Dem", "")
        cell = f'<w:tc><w:tcPr><w:tcW w:w="5000" w:type="pct"/></w:tcPr>{inside}</w:tc>'
        about = '<w:tblStyle w:val="Hop"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="0000"/>'
        grid = '<w:tblGrid><w:gridCol w:w="9071"/></w:tblGrid>'
        table = f"<w:tbl><w:tblPr>{about}</w:tblPr>{grid}<w:tr>{cell}</w:tr></w:tbl>{paragraph('Dem', '')}"
        return self.places.control("box", "Hộp", table, {"box": node.kind, "id": node.id or ""})

    def verse(self, node: model.Verse) -> str:
        """Return verse: a paragraph for each stanza, its lines ended where the poet ended them."""
        stanzas = [run("\n").join(self.lines.line(line) for line in stanza) for stanza in node.stanzas]
        content = "".join(paragraph("Tho", stanza) for stanza in stanzas) + self.attribution(node.attribution)
        return self.places.control("verse", "Thơ", self.named(node.id, content))

    def figure(self, node: model.Figure) -> str:
        """Return a picture with its caption and credit."""
        drawing = self.holder.picture(node, self.places.number()) if node.file else ""
        label, caption = self.caption(node, "figure")
        name = None if label else node.id
        parts = [paragraph("Anh", self.named(name, drawing), "<w:keepNext/>" if caption else "")] if drawing else []
        if not drawing:
            caption = self.named(name, caption)
        parts += [paragraph("ChuThichAnh", label + caption)] if caption or label else []
        parts += [paragraph("NguonAnh", self.lines.line(node.credit))] if node.credit else []
        facts = {
            "name": node.name,
            "alt": node.alt,
            "id": self.own_name(node),
            "span": str(node.span or ""),
            "bleed": "1" if node.bleed else "",
            "width": f"{node.width:g}" if node.width else "",
        }
        return self.places.control("figure", "Ảnh", "".join(parts) or paragraph("Anh", run(node.alt)), facts)

    def table(self, node: model.Table) -> str:
        """Return a table with its caption above and its credit below."""
        label, caption = self.caption(node, "table")
        head = paragraph("TenBang", label + caption, "<w:keepNext/>") if caption or label else ""
        named = None if label else node.id
        told, indent = model.plain_text(node.caption), INDENT * self.depth
        table = write_table(self.lines, self.inside, node, named, told, indent, self.widths(node))
        foot = paragraph("NguonAnh", self.lines.line(node.credit)) if node.credit else paragraph("Dem", "")
        return self.places.control("table", "Bảng", head + table + foot, {"id": self.own_name(node)})

    def own_name(self, node: model.Figure | model.Table) -> str:
        """Return the name that the author gave a block."""
        return node.id if node.id and node.position not in self.scene.unnamed else ""

    def caption(self, node: model.Figure | model.Table, kind: str) -> tuple[str, str]:
        """Return the number of a caption as a field with what is around it, and the words of the caption."""
        line = node.caption
        if not is_numbered(line):
            return "", self.lines.line(line)
        text = model.plain_text(line[:1]).removesuffix(".")
        before, count, behind = _number(text)
        sequence = words(self.scene.language, "references")[kind].replace(" ", "_")
        again = " \\r 1" if count == "1" and before.endswith(".") else ""
        number = run(before, _BOLD) + field(f"SEQ {sequence} \\* ARABIC{again}", run(count, _BOLD), _BOLD)
        content = self.named(node.id, number + run(behind, _BOLD)) + run(". ", _BOLD)
        return self.places.control("label", "", content), self.lines.line(line[2:])


def is_numbered(line: Sequence[model.Inline]) -> bool:
    """Tell whether a caption begins with a number that the program has put there."""
    if len(line) < 2 or not isinstance(line[0], model.Strong) or not isinstance(line[1], model.Text):
        return False
    return line[0].position == line[1].position == line[0].children[0].position


def _number(label: str) -> tuple[str, str, str]:
    """Return a label as what stands before its count, the count, and what stands behind it."""
    figures = [index for index, sign in enumerate(label) if sign.isdecimal()]
    end = figures[-1] + 1
    start = end
    while start and label[start - 1].isdecimal():
        start -= 1
    return label[:start].replace(" ", "\N{NO-BREAK SPACE}"), label[start:end], label[end:]


_BLOCKS: Mapping[type, Callable[[BlockWriter, Any], str]] = {
    model.Heading: BlockWriter.heading,
    model.Paragraph: BlockWriter.text,
    model.List: BlockWriter.list,
    model.BlockQuote: BlockWriter.block_quote,
    model.PullQuote: BlockWriter.pull_quote,
    model.Box: BlockWriter.box,
    model.Verse: BlockWriter.verse,
    model.Figure: BlockWriter.figure,
    model.Table: BlockWriter.table,
    model.CodeBlock: BlockWriter.code,
    model.Equation: BlockWriter.equation,
    model.ThematicBreak: BlockWriter.rule,
}
