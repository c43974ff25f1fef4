"""The blocks of a Word file of ours as Markdown, article by article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from publish.base.messages import say
from publish.importing.manuscript import writing
from publish.importing.manuscript.file import ManuscriptFile, Seen
from publish.importing.manuscript.lines import LeafReader, WordLine, picture_address
from publish.importing.manuscript.listing import Extra, Item, MarkdownBlock, assemble
from publish.importing.manuscript.marking import write_line
from publish.importing.manuscript.tabling import read_table
from publish.importing.word.xml import Element, child, flag, full, number, short, value

_THROUGH = frozenset(["w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:sdtContent"])
_FACTS = {
    **{"MuBai": "kicker", "TieuDe": "headline", "Sapo": "deck", "TacGia": "byline", "NoiViet": "dateline"},
    **{"NguonBai": "source", "LoiCam": "credit", "BanQuyen": "rights"},
}
_HEADING = re.compile(r"heading ([1-6])$")
_INNER = frozenset(["TrichDan", "CauTrich", "NguoiNoi", "TenHop", "ChuThichAnh", "TenBang", "NguonAnh", "Tho", "TenMa"])
_LISTED = {"DanhMucChu": "marks", "DanhMucNhan": "labels"}


@dataclass
class ReadArticle:
    """An article as it stands in the file.

    Attributes:
        number: The number of the article in what is told of the file.
        facts: The lines of the facts above and below it, by key.
        blocks: The blocks of the article.
        notes: The notes with a name: name and text.
    """

    number: int
    facts: dict[str, str] = field(default_factory=dict)
    blocks: list[MarkdownBlock] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def read_texts(file: ManuscriptFile) -> list[ReadArticle]:
    """Return the articles of a file."""
    return _Reader(file).articles()


class _Reader:
    def __init__(self, file: ManuscriptFile) -> None:
        self.file, self.seen = file, Seen()
        file.write_note = self.note

    def articles(self) -> list[ReadArticle]:
        """Return the articles, each from the paragraph that bears its place on."""
        texts: list[ReadArticle] = []
        waiting: list[Element] = []
        for element in self.flat(self.file.body):
            begins = self.begins(element)
            if begins is not None:
                if texts:
                    self.fill(texts[-1], waiting)
                    waiting = []
                texts.append(ReadArticle(begins))
            waiting.append(element)
        texts = texts or [ReadArticle(0)]
        self.fill(texts[-1], waiting)
        return texts

    def begins(self, element: Element) -> int | None:
        """Return the number of the article that begins with a paragraph; None for any other element."""
        for each in element.iter(full("w:bookmarkStart")) if short(element.tag) == "w:p" else ():
            known = self.file.told.names.get(each.get(full("w:name")) or "", {})
            if known.get("kind") == "start":
                return int(known["article"])
        return None

    def flat(self, parent: Element) -> Iterator[Element]:
        """Yield paragraphs, tables and the controls that are ours, without what is made anew."""
        for each in parent:
            name = short(each.tag)
            if name in ("w:p", "w:tbl", "w:bookmarkStart"):
                yield each
            elif name == "w:sdt":
                place = self.place(each)
                gallery = value(child(each, "w:sdtPr", "w:docPartObj"), "w:docPartGallery")
                content = child(each, "w:sdtContent")
                if place.get("kind") == "made" or gallery == "Table of Contents":
                    self.file.tell_made(each)
                elif place:
                    yield each
                elif content is not None:
                    yield from self.flat(content)
            elif name in _THROUGH:
                yield from self.flat(each)

    def place(self, control: Element) -> dict[str, str]:
        """Return what is told of a control; nothing of one that is not ours."""
        return dict(self.file.told.places.get(value(control, "w:sdtPr", "w:tag") or "", {}))

    def fill(self, text: ReadArticle, elements: list[Element]) -> None:
        """Read what stands in an article."""
        self.file.article, self.file.notes = text.number, []
        body = []
        for element in elements:
            key = _FACTS.get(self.style(element)) if short(element.tag) == "w:p" else None
            if key and (key not in text.facts):
                line = self.lines().read(element)
                written = write_line(line.leaves, line_break="\n" if key == "headline" else "<br>")
                if written.strip():
                    text.facts[key] = written
            else:
                body.append(element)
        text.blocks = self.chunks(body)
        text.notes = list(self.file.notes)

    def lines(self) -> LeafReader:
        """Return a reader of lines."""
        return LeafReader(self.file, self.seen)

    def style(self, element: Element) -> str:
        """Return the id of the style of a paragraph."""
        return value(child(element, "w:pPr"), "w:pStyle") or ""

    def note(self, element: Element) -> tuple[str, bool]:
        """Return the text of a note, and whether it is one line."""
        part, self.file.context.part = self.file.context.part, self.file.package.related(self.file.part, "footnotes")
        waiting, self.seen.waiting = self.seen.waiting, []
        chunks = self.chunks(list(self.flat(element)))
        self.file.context.part, self.seen.waiting = part, waiting
        text = writing.join(chunk.text for chunk in chunks)
        return text, len(chunks) == 1 and not chunks[0].kind and "\n" not in text and not text.startswith("{#")

    # Blocks

    def chunks(self, elements: Iterable[Element]) -> list[MarkdownBlock]:
        """Return blocks, the items of lists put together."""
        units: list[Item | Extra | MarkdownBlock] = []
        joined: WordLine | None = None
        for element in elements:
            name = short(element.tag)
            if name == "w:bookmarkStart":
                known = self.file.told.names.get(element.get(full("w:name")) or "", {})
                if known.get("kind") in ("block", "list"):
                    self.seen.waiting.append((known["kind"], known["id"]))
            elif name == "w:p":
                line = self.lines().read(element)
                if joined:
                    line.leaves[:0], joined = joined.leaves, None
                if self.ends_gone(element):
                    joined = line
                else:
                    units += self.paragraph(element, line)
            elif name == "w:tbl":
                units.append(MarkdownBlock(self.table(element, {}, "", ""), "table"))
            else:
                units += self.control(element)
        if joined:
            units.append(MarkdownBlock(write_line(joined.leaves)))
        return [chunk for chunk in assemble(units) if chunk.text.strip()]

    def ends_gone(self, element: Element) -> bool:
        """Tell whether somebody deleted the end of a paragraph."""
        mark = child(element, "w:pPr", "w:rPr")
        return child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None if mark is not None else False

    def paragraph(self, element: Element, line: WordLine) -> Iterator[Item | Extra | MarkdownBlock]:
        """Yield what a paragraph is: an item of a list, a picture, a crosshead, text."""
        style = self.style(element)
        direct = child(element, "w:pPr")
        names = self.file.styles.names(style)
        for drawing in line.drawings:
            yield MarkdownBlock(self.new_picture(drawing), "figure")
        if style == "Dem" and not line.text.strip():
            return
        if (listed := self.numbering(style, direct)) and style not in _LISTED:
            label = self.file.numbering.count(*listed)
            if label:
                sign = self.file.bullet(*listed) if label.bullet else label.text
                spread = flag(direct, "w:contextualSpacing") is False
                text = writing.named(line.names.get("block"), write_line(line.leaves))
                yield Item(listed[0], listed[1], sign, text, not spread, line.done, line.names.get("list"))
                return
        level = next((int(match[1]) for name in names if (match := _HEADING.match(name))), 0)
        written = write_line(line.leaves)
        if level and written:
            yield MarkdownBlock(
                writing.heading(max(2, level), write_line(line.leaves, line_break="<br>"), line.names), "heading"
            )
        elif style == "NgatDoan":
            yield MarkdownBlock("***", "rule")
        elif style == "MaNguon":
            yield MarkdownBlock(writing.code(_code(line), {}, "", line.names.get("block")), "code")
        elif style == "TrichDan":
            yield MarkdownBlock(writing.quote([written], ""), "quote")
        else:
            yield MarkdownBlock(writing.named(line.names.get("block"), written))

    def numbering(self, style: str, direct: Element | None) -> tuple[str, int] | None:
        """Return list and level of a paragraph; None for what is no item."""
        list_, level = None, None
        for properties in self.file.styles.paragraph(style, direct):
            numbered = child(properties, "w:numPr")
            if numbered is not None:
                list_ = list_ if list_ is not None else value(numbered, "w:numId")
                level = level if level is not None else value(numbered, "w:ilvl")
        return (list_, number(level)) if list_ and list_ != "0" else None

    def new_picture(self, drawing: Element) -> str:
        """Return a picture that somebody put there in Word."""
        part = self.file.picture_part(drawing)
        if not part:
            self.file.ledger.leave_out(say("picture"), self.file.part, say("it is no picture that stands in the file"))
            return ""
        stem, _, suffix = part.rpartition("/")[2].rpartition(".")
        content = hashlib.sha256(self.file.picture(drawing)).hexdigest()[:8]  # else another file may have the name
        name = f"figures/{stem}-{content}.{suffix}"
        self.file.use(name, drawing)
        told = next(iter(drawing.iter(full("wp:docPr"))), None)
        alt = (told.get("descr") or "") if told is not None else ""
        return writing.picture(alt, picture_address(name), 0)

    # What is ours

    def control(self, element: Element) -> Iterator[Item | Extra | MarkdownBlock]:
        """Yield what a control stands for."""
        place, content = self.place(element), child(element, "w:sdtContent")
        if content is None:
            return
        kind = place.get("kind", "")
        inner = list(self.flat(content))
        if kind == "item":
            yield Extra(number(place.get("level")), self.plain(inner))
        elif known := _CONTROLS.get(kind):
            yield MarkdownBlock(known(self, inner, place), "list" if kind in ("marks", "labels") else kind)
        else:
            yield from self.chunks(inner)

    def parted(self, elements: list[Element], style: str) -> tuple[list[Element], list[WordLine]]:
        """Return elements without the paragraphs of a style, and these as lines."""
        mine = [each for each in elements if short(each.tag) == "w:p" and self.style(each) == style]
        return [each for each in elements if each not in mine], [self.lines().read(each) for each in mine]

    def own_name(self, elements: list[Element]) -> tuple[str | None, list[Element]]:
        """Return the name of a block that stands around all that is in it, and the rest."""
        if elements and short(elements[0].tag) == "w:bookmarkStart":
            known = self.file.told.names.get(elements[0].get(full("w:name")) or "", {})
            if known.get("kind") == "block":
                return known["id"], elements[1:]
        return None, elements

    def plain(self, elements: list[Element]) -> list[str]:
        """Return blocks that have no style of their own to be told by."""
        for each in elements:
            style = child(each, "w:pPr", "w:pStyle") if short(each.tag) == "w:p" else None
            if style is not None and style.get(full("w:val")) in _INNER:
                style.set(full("w:val"), "ChinhVan")
        return [chunk.text for chunk in self.chunks(elements)]

    def quoted(self, elements: list[Element], place: dict[str, str]) -> str:
        """Return a quotation, or a sentence lifted out of the text."""
        name, elements = self.own_name(elements)
        elements, said = self.parted(elements, "NguoiNoi")
        who = " ".join(write_line(line.leaves, line_break="<br>") for line in said)
        blocks = self.plain(elements)
        if place["kind"] == "quote":
            return writing.named(name, writing.quote(blocks, who))
        return writing.named(name, writing.contain("pullquote", [*blocks, *([f"-- {who}"] if who else [])]))

    def box(self, elements: list[Element], place: dict[str, str]) -> str:
        """Return a text beside the text."""
        tables = [each for each in elements if short(each.tag) == "w:tbl"]
        cells = [cell for table in tables for cell in table.iter(full("w:tc"))][:1]
        inner = list(self.flat(cells[0])) if cells else elements
        inner, titles = self.parted(inner, "TenHop")
        title = " ".join(write_line(line.leaves, line_break="<br>") for line in titles)
        box = writing.contain(place.get("box") or "box", self.plain(inner), title)
        return writing.named(place.get("id"), box)

    def verse(self, elements: list[Element], place: dict[str, str]) -> str:
        """Return verse."""
        name, elements = self.own_name(elements)
        elements, said = self.parted(elements, "NguoiNoi")
        who = " ".join(write_line(line.leaves, line_break="<br>") for line in said)
        stanzas = [write_line(self.lines().read(each).leaves, line_break="\n") for each in elements]
        stanzas = [stanza for stanza in stanzas if stanza]
        return writing.named(name, writing.contain("verse", [*stanzas, *([f"-- {who}"] if who else [])]))

    def figure(self, elements: list[Element], place: dict[str, str]) -> str:
        """Return a picture with caption and credit."""
        lines = [(self.style(each), self.lines().read(each)) for each in elements if short(each.tag) == "w:p"]
        drawings = [drawing for _, line in lines for drawing in line.drawings]
        credit = " ".join(write_line(line.leaves, line_break="<br>") for style, line in lines if style == "NguonAnh")
        caption = " ".join(
            text for style, line in lines if style == "ChuThichAnh" and (text := write_line(line.leaves))
        )
        if drawings:
            self.file.use(place.get("name", ""), drawings[0])
        told = next((each for drawing in drawings for each in drawing.iter(full("wp:docPr"))), None)
        alt = (told.get("descr") or "") if told is not None else place.get("alt", "")
        name = place.get("name", "")
        shown = name and (drawings or any(style == "Anh" for style, _ in lines))
        if not shown and not caption and not credit:
            return ""
        picture = (alt, picture_address(name)) if shown else None
        return writing.figure(picture, caption, credit, place)

    def table_control(self, elements: list[Element], place: dict[str, str]) -> str:
        """Return a table with caption and credit."""
        elements, captions = self.parted(elements, "TenBang")
        elements, credits = self.parted(elements, "NguonAnh")
        caption = " ".join(write_line(line.leaves, line_break="<br>") for line in captions)
        credit = " ".join(write_line(line.leaves, line_break="<br>") for line in credits)
        tables = [each for each in elements if short(each.tag) == "w:tbl"]
        return self.table(tables[0], place, caption, credit) if tables else ""

    def table(self, element: Element, place: dict[str, str], caption: str, credit: str) -> str:
        """Return a table."""
        rows, heads = read_table(
            element, lambda paragraph: self.lines().read(paragraph), lambda cell: self.plain(list(self.flat(cell)))
        )
        return writing.table(rows, heads, caption, credit, place.get("id"))

    def code(self, elements: list[Element], place: dict[str, str]) -> str:
        """Return lines of code."""
        elements, titles = self.parted(elements, "TenMa")
        lines = [self.lines().read(each) for each in elements if short(each.tag) == "w:p"]
        title = "".join(leaf.text for line in titles for leaf in line.leaves)
        name = next((line.names["block"] for line in lines if "block" in line.names), None)
        return writing.code("\n".join(map(_code, lines)), place, title, name)

    def equation(self, elements: list[Element], place: dict[str, str]) -> str:
        """Return a formula on lines of its own."""
        lines = [self.lines().read(each) for each in elements if short(each.tag) == "w:p"]
        found = [leaf.text for line in lines for leaf in line.leaves if leaf.kind == "formula"]
        name = f" {{#{place['id']}}}" if place.get("id") else ""
        return f"$$\n{found[0].strip()}\n$${name}" if found else " ".join(write_line(line.leaves) for line in lines)

    def labels(self, elements: list[Element], place: dict[str, str]) -> str:
        """Return a list whose items have labels of their own, or marks that Word does not count."""
        style = "DanhMucNhan" if place["kind"] == "labels" else "DanhMucChu"
        items: list[tuple[WordLine, list[Element]]] = []
        for each in elements:
            if short(each.tag) == "w:p" and self.style(each) == style:
                items.append((self.lines().read(each), []))
            elif items:
                items[-1][1].append(each)
        name = items[0][0].names.get("list") if items else None
        parts = []
        for line, rest in items:
            own = line.names.get("block")
            if place["kind"] == "labels":
                blocks = [writing.named(own, write_line(line.leaves)), *self.plain(rest)]
                parts.append(writing.labelled(write_line(line.label, line_break="\n"), blocks))
            else:
                mark, text = _marked(line)
                parts.append(
                    writing.item(
                        mark, [writing.named(own, text), *self.plain(rest)], line.done, bool(place.get("tight"))
                    )
                )
        tight = place["kind"] == "marks" and place.get("tight")
        return writing.named(name, ("\n" if tight else "\n\n").join(parts))


def _code(line: WordLine) -> str:
    return "".join({"break": "\n"}.get(leaf.kind, leaf.text) for leaf in line.leaves)


def _marked(line: WordLine) -> tuple[str, str]:
    """Return the mark before an item, and its text."""
    for index, leaf in enumerate(line.leaves):
        before, tab, after = leaf.text.partition("\t")
        if tab:
            mark = "".join(each.text for each in line.leaves[:index]) + before
            rest = [type(leaf)(leaf.kind, after, leaf.wraps), *line.leaves[index + 1 :]]
            return mark, write_line(rest)
    return "-", write_line(line.leaves)


_CONTROLS = {
    "quote": _Reader.quoted,
    "pullquote": _Reader.quoted,
    "box": _Reader.box,
    "verse": _Reader.verse,
    "figure": _Reader.figure,
    "table": _Reader.table_control,
    "code": _Reader.code,
    "equation": _Reader.equation,
    "labels": _Reader.labels,
    "marks": _Reader.labels,
}
