"""Read the tag tree of a PDF as a line of markup an element, and say the same of an article from its model."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from publish.publication import model

_INLINE = ("Code", "Em", "Link", "Reference", "Span", "Strong")


class Tree:
    """The tag tree of a PDF."""

    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.fonts: dict[tuple[int, int], dict[int, str]] = {}
        self.texts = {page.obj.objgen: self._read(page) for page in self.pdf.pages}
        (self.root,) = self.pdf.Root.StructTreeRoot.K

    def _read(self, page: pikepdf.Page) -> dict[int | str, str]:
        """The text of each mark on a page, and under the kind of artifact what is no text of the author's."""
        texts: dict[int | str, str] = {}
        font: dict[int, str] = {}
        mark: int | str = "unmarked"
        said = whole = False
        for operation in pikepdf.parse_content_stream(page):
            operands, operator = list(operation.operands), operation.operator
            match str(operator):
                case "BDC" | "BMC":
                    facts: Any = operands[1] if len(operands) > 1 else {}
                    if "/ActualText" in facts and "/MCID" not in facts:
                        assert mark != "unmarked" and not said, "what glyphs say stands outside of a mark"
                        texts[mark], said = texts[mark] + str(facts["/ActualText"]), True
                        continue
                    assert mark == "unmarked", "marks stand in each other"
                    mark = int(facts["/MCID"]) if "/MCID" in facts else str(facts.get("/Subtype", "Artifact"))
                    assert not isinstance(mark, int) or mark not in texts, "a mark comes twice"
                    texts.setdefault(mark, str(facts.get("/ActualText", "")))
                    whole = bool(texts[mark]) and "/ActualText" in facts
                case "EMC":
                    mark, said, whole = (mark, False, whole) if said else ("unmarked", False, False)
                case "Tf":
                    font = self._font(page.obj.Resources.Font[str(operands[0])])
                case "TJ" | "Tj" if not (said or whole):
                    parts = operands[0] if str(operator) == "TJ" else operands
                    for part in parts:
                        if isinstance(part, pikepdf.String):
                            raw = bytes(part)
                            glyphs = [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
                            texts[mark] = texts.get(mark, "") + "".join(font[glyph] for glyph in glyphs)
        return texts

    def _font(self, font: pikepdf.Object) -> dict[int, str]:
        if font.objgen not in self.fonts:
            table = font.ToUnicode.read_bytes().decode("latin-1")
            pairs = re.findall(r"^<([0-9a-f]+)> <([0-9a-f]*)>$", table, re.MULTILINE)
            self.fonts[font.objgen] = {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in pairs}
        return self.fonts[font.objgen]

    def kids(self, element: pikepdf.Object) -> Iterator[pikepdf.Object | str]:
        """What is in an element: elements, and text."""
        for kid in element.get("/K", ()):
            if isinstance(kid, int):
                yield self.texts[element.Pg.objgen][kid]
            elif "/MCID" in kid:
                yield self.texts[kid.Pg.objgen][int(kid.MCID)]
            elif kid.get("/Type") != "/OBJR":
                yield kid

    def markup(self, element: pikepdf.Object | str) -> str:
        """An element in one line."""
        if isinstance(element, str):
            return element
        kind = str(element.S)[1:]
        facts = [f" {key[1:].lower()}={element[key]}" for key in ("/Lang", "/Alt") if key in element]
        attributes = element.get("/A", pikepdf.Dictionary())
        facts += [
            f" {key[1:].lower()}={str(attributes[key]).removeprefix('/')}"
            for key in ("/ListNumbering", "/Scope", "/ColSpan", "/RowSpan")
            if key in attributes
        ]
        content = re.sub(r"\s+", " ", "".join(map(self.markup, self.kids(element))))
        if kind not in _INLINE:
            return f"<{kind}{''.join(facts)}>{content.strip()}</{kind}>".replace("  ", " ")
        end = " " if content.endswith(" ") else ""  # of a line, which is between this element and the next
        return f"<{kind}{''.join(facts)}>{content.rstrip()}</{kind}>{end}"

    def find(self, *kinds: str) -> list[pikepdf.Object]:
        """All elements of these types, in the order of reading."""
        found: list[pikepdf.Object] = []
        stack: list[pikepdf.Object | str] = [self.root]
        while stack:
            element = stack.pop()
            if not isinstance(element, str):
                found += [element] if str(element.S)[1:] in kinds else []
                stack += reversed(list(self.kids(element)))
        return found

    def blocks(self, element: pikepdf.Object) -> list[str]:
        """Each block of an element in one line."""
        return [self.markup(kid) for kid in self.kids(element)]


class Expected:
    """What the tag tree should say of an article, each block as a pattern."""

    def __init__(self, article: model.Article, notes: str) -> None:
        self.article, self.notes_at = article, notes
        self.notes = {note.number: note for note in article.footnotes}

    def inlines(self, nodes: Sequence[model.Inline]) -> str:
        return "".join(map(self.inline, nodes))

    def inline(self, node: model.Inline) -> str:
        match node:
            case model.Text(text=text) | model.Code(text=text):
                plain = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")
                inside = re.escape(re.sub(r"\s+", " ", plain))
                return f"<Code>{inside}</Code>" if isinstance(node, model.Code) else inside
            case model.Formula(line=line, speech=speech):
                return f"<Formula alt={re.escape(speech)}>{re.escape(line)}</Formula>"
            case model.Emphasis():
                return f"<Em>{self.inlines(node.children)}</Em>"
            case model.Strong():
                return f"<Strong>{self.inlines(node.children)}</Strong>"
            case model.Styled() | model.Abbreviation():
                return f"<Span>{self.inlines(node.children)}</Span>"
            case model.LineBreak():
                return " "
            case model.PageReference():
                return rf"<Reference><Link>{self.inlines(node.children)}\ [0-9ivxlc]+</Link></Reference>"
            case model.Link():
                link = f"<Link>{self.inlines(node.children)}</Link>"
                near = node.target.startswith(("#", "publish:")) or ":" not in node.target
                return f"<Reference>{link}</Reference>" if near else link
            case model.Span():
                inside = self.inlines(node.children)
                changes = node.lang and node.lang != self.article.language
                return f"<Span lang={node.lang}>{inside}</Span>" if changes else inside
            case model.NoteReference():
                call = r"<Reference><Link>\d+</Link></Reference>"
                return call + (self.note(self.notes[node.number]) if self.notes_at == "foot" else "")
        raise AssertionError(node)

    def note(self, note: model.Footnote) -> str:
        paragraphs = "".join(self.blocks(note.children))
        return rf"<Note><Lbl><Link>\d+</Link></Lbl>{paragraphs}</Note>"

    def blocks(self, nodes: Sequence[model.Block]) -> Iterator[str]:
        for node in nodes:
            yield from self.block(node)

    def block(self, node: model.Block) -> Iterator[str]:
        match node:
            case model.Heading():
                yield f"<H{node.level}>{self.inlines(node.children)}</H{node.level}>"
            case model.Paragraph():
                yield f"<P>{self.inlines(node.children)}</P>"
            case model.List():
                numbering = {"bullet": "Disc", "number": "Decimal"}.get(node.kind, "None")
                items = "".join(self.item(node, item, at) for at, item in enumerate(node.items))
                yield f"<L listnumbering={numbering}>{items}</L>"
            case model.BlockQuote():
                yield f"<BlockQuote>{self.group(node.children, node.attribution)}</BlockQuote>"
            case model.PullQuote():
                yield f"<Aside>{self.group(node.children, node.attribution)}</Aside>"
            case model.Box():
                title = f"<P>{self.inlines(node.title)}</P>" if node.title else ""
                yield f"<Aside>{title}{self.group(node.children, ())}</Aside>"
            case model.Verse():
                lines = [" ".join(map(self.inlines, stanza)) for stanza in node.stanzas]
                yield f"<Div>{''.join(f'<P>{line}</P>' for line in lines)}{self.group((), node.attribution)}</Div>"
            case model.Figure():
                caption, credit = self.inlines(node.caption), self.inlines(node.credit)
                if node.file:
                    yield f"<Figure alt={re.escape(node.alt)}><Caption>{caption} ?{credit}</Caption></Figure>"
                else:
                    yield f"<Div>{''.join(f'<P>{line}</P>' for line in (caption, credit) if line)}</Div>"
            case model.Table():
                caption = f"<Caption>{self.inlines(node.caption)}</Caption>" if node.caption else ""
                head, body = ("".join(map(self.row, rows)) for rows in (node.head, node.rows))
                head = re.sub(r"<TD", r"<TH scope=Column", head).replace("</TD", "</TH")
                yield f"<Table>{caption}<THead>{head}</THead><TBody>{body}</TBody></Table>"
                if node.credit:
                    yield f"<P>{self.inlines(node.credit)}</P>"
            case model.Equation(children=children, number=number):
                yield f"<P>{self.inlines(children)} ?{re.escape(number)}</P>"
            case model.CodeBlock():
                yield f"<P><Code>{re.escape(' '.join(node.text.split()))} ?</Code></P>"

    def group(self, nodes: Sequence[model.Block], attribution: Sequence[model.Inline]) -> str:
        return "".join(self.blocks(nodes)) + (f"<P>{self.inlines(attribution)}</P>" if attribution else "")

    def item(self, node: model.List, item: model.ListItem, at: int) -> str:
        labels = {"bullet": r"[^\w<]+", "number": rf"{node.start + at}\.", "label": self.inlines(item.label)}
        label = f"<Lbl>{labels[node.kind]}</Lbl>" if node.kind in labels else ""
        first, *rest = self.blocks(item.children)
        plain = re.fullmatch(r"<P>(.*)</P>", first)
        opening = rf"(?:<P>)?{plain[1]}(?:</P>)?" if plain else first
        return f"<LI>{label}<LBody>{opening}{''.join(rest)}</LBody></LI>"

    def row(self, cells: Sequence[model.Cell]) -> str:
        counts = [(("colspan", cell.columns), ("rowspan", cell.rows)) for cell in cells]
        spans = ["".join(f" {name}={count}" for name, count in both if count > 1) for both in counts]
        made = [f"<TD{span}>{self.inlines(cell.children)}</TD>" for cell, span in zip(cells, spans, strict=True)]
        return f"<TR>{''.join(made)}</TR>"
