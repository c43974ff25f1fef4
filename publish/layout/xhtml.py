"""Turn the nodes of an article into XHTML; the layouts place what this gives, for paper and for the screen.

Class names are the words of the trade, the same as in the model. The text that stands here is the author's; words that
the page adds itself ("Chưa có ảnh") come from :mod:`publish.publication.words`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from html import escape
from typing import Any, Protocol

from publish.base.diagnostics import Position
from publish.base.records import dataclass
from publish.publication import model
from publish.publication.apparatus import NoteSettings
from publish.publication.publication import SCHEME


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an article knows of the publication around it.

    Attributes:
        chapter: Name of the article in the publication; empty for one that is published by itself.
        notes: Where its notes stand and how they are counted.
        folios: The folio of each place, by its address, as far as folios are known.
        apart: Whether what is rendered, its notes, stands outside the chapter.
    """

    chapter: str = ""
    notes: NoteSettings = field(default_factory=NoteSettings)
    folios: Mapping[str, str] = field(default_factory=dict)
    apart: bool = False

    def address(self, target: str) -> str:
        """Return the address of a link, with the name of the chapter where the link stands outside it."""
        return f"{SCHEME}{self.chapter}{target}" if self.apart and target.startswith("#") else target

    def folio(self, target: str) -> str:
        """Return the folio of a place, or of its chapter for one that no page shows; empty when it is not known."""
        whole = f"{SCHEME}{self.chapter}{target}" if target.startswith("#") and self.chapter else target
        return self.folios.get(whole) or self.folios.get(f"{whole.partition('#')[0]}#", "")

    def note_id(self, number: int) -> str:
        """Return the id of a note; those of all chapters stand together at the end of a publication."""
        return f"{self.chapter}-note-{number}" if self.chapter and self.notes.place == "end" else f"note-{number}"


class Target(Protocol):
    """What differs between paper and screen: where notes go, how pictures are named, where printed pages begin."""

    def text(self, text: str) -> str:
        """Return running text as XHTML."""

    def code(self, text: str) -> str:
        """Return code as XHTML, not a character more or less."""

    def formula(self, node: model.Formula) -> str:
        """Return a formula as it is set: drawn on paper, as MathML on screens."""

    def room(self, node: model.Formula) -> str:
        """Return the style of what holds a formula on lines of its own, which gives it room; or nothing."""

    def address(self, target: str) -> str:
        """Return the address of a link."""

    def page_reference(self, node: model.PageReference, renderer: Renderer) -> str:
        """Return a link with the folio of its place."""

    def note_call(self, note: model.Footnote, renderer: Renderer) -> str:
        """Return the call of a footnote, at the foot of a printed page with the note itself."""

    def mark(self, name: str, span: model.Span) -> tuple[str, str]:
        """Return what stands around words that the index leads to; on paper nothing does."""

    def picture(self, figure: model.Figure) -> str:
        """Return the picture of a figure, or what stands in its place; empty when nothing does."""

    def role(self, name: str) -> str:
        """Return the attributes that say what an element is (``pullquote``, ``verse`` …), with a space before."""

    def place(self, position: Position) -> str:
        """Return the attribute that tells where an element stands in the source, with a space before; or nothing."""


class Renderer:
    """Renders nodes for one target; the article is there for its notes."""

    def __init__(self, article: model.Article, target: Target) -> None:
        """Start with an article whose notes are looked up by number."""
        self.target = target
        self.language = article.language
        self.notes = {note.number: note for note in article.footnotes}
        self.classes: dict[int, str] = {}
        self.ids: dict[int, str] = {}  # for headings that the author gave none
        self._article = article
        first = article.children[0] if article.children else None
        if isinstance(first, model.Paragraph) and not article.deck and not _has_note(first):
            self.classes[id(first)] = "lede"
        if last := _last_paragraph(article.children):
            self.classes[id(last)] = f"{self.classes.get(id(last), '')} last".strip()

    @functools.cached_property
    def marks(self) -> dict[int, str]:
        """The name of each place that the index leads to, by ``id`` of its span."""
        from publish.editing.index import mark_names  # marked words are rare

        return mark_names(self._article)

    def blocks(self, nodes: Sequence[model.Block]) -> str:
        """Return block nodes as XHTML, one a line."""
        return "\n".join(self.placed(_BLOCKS[type(node)](self, node), node.position) for node in nodes)

    def inlines(self, nodes: Sequence[model.Inline]) -> str:
        """Return inline nodes as XHTML."""
        return "".join(_INLINES[type(node)](self, node) for node in nodes)

    def placed(self, made: str, position: Position) -> str:
        """Return an element that tells where it stands in the source, if its target is to know."""
        place = self.target.place(position)
        opening, end, rest = made.partition(">")
        return f"{opening}{place}{end}{rest}" if place and not opening.endswith("/") else made


def element(name: str, content: str, **attributes: str | None) -> str:
    """Return an element with its attributes in the order given; those that are None or empty are left out."""
    return f"<{name}{attribute_list(**attributes)}>{content}</{name}>"


def attribute_list(**attributes: str | None) -> str:
    """Return attributes as they stand in a tag, each with a space before it (``class_`` gives ``class``)."""
    return "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items() if value)


def language_attributes(language: str | None) -> str:
    """Return ``lang`` and ``xml:lang``, as XHTML wants both; empty for None."""
    return f' lang="{escape(language)}" xml:lang="{escape(language)}"' if language else ""


# Inline nodes --------------------------------------------------------------------------------------------------------


def _text(renderer: Renderer, node: model.Text) -> str:
    return renderer.target.text(node.text)


def _code(renderer: Renderer, node: model.Code) -> str:
    return f"<code>{renderer.target.code(node.text)}</code>"


def _formula(renderer: Renderer, node: model.Formula) -> str:
    made = renderer.target.formula(node)
    return element("span", made, class_="display", style=renderer.target.room(node)) if node.display else made


def _wrap(name: str) -> Callable[[Renderer, model.Emphasis | model.Strong], str]:
    return lambda renderer, node: f"<{name}>{renderer.inlines(node.children)}</{name}>"


_STYLED = {
    **{"strikethrough": "s", "subscript": "sub", "superscript": "sup", "mark": "mark", "keyboard": "kbd"},
    "underline": "u",
}


def _styled(renderer: Renderer, node: model.Styled) -> str:
    return element(_STYLED[node.kind], renderer.inlines(node.children))


def _abbreviation(renderer: Renderer, node: model.Abbreviation) -> str:
    return element("abbr", renderer.inlines(node.children), title=node.expansion)


def _link(renderer: Renderer, node: model.Link) -> str:
    place = node.target.partition("#")[2]
    name = next((name for start, name in _LINKS.items() if place.startswith(start)), "")
    href = attribute_list(href=renderer.target.address(node.target), title=node.title)
    return f"<a{href}{renderer.target.role(name)}>{renderer.inlines(node.children)}</a>"


_LINKS = {"ref-": "citation", "cite-": "backlink"}
"""What links to places of these names are, to works and back to where they are cited."""


def _page_reference(renderer: Renderer, node: model.PageReference) -> str:
    return renderer.target.page_reference(node, renderer)


def _span(renderer: Renderer, node: model.Span) -> str:
    attributes = attribute_list(id=node.id) + language_attributes(node.lang)
    opening, closing = renderer.target.mark(name, node) if (name := renderer.marks.get(id(node))) else ("", "")
    content = renderer.inlines(node.children)
    if attributes or not node.marks:
        content = f"<span{attributes}>{content}</span>"
    return opening + content + closing


def _note_reference(renderer: Renderer, node: model.NoteReference) -> str:
    return renderer.placed(renderer.target.note_call(renderer.notes[node.number], renderer), node.position)


def _citation(renderer: Renderer, node: model.Citation) -> str:
    """Return a citation that no bibliography has worded as the author wrote it."""
    works = (f"@{work.key}, {work.locator}" if work.locator else f"@{work.key}" for work in node.works)
    return renderer.target.text(f"[{'; '.join(works)}]")


_INLINES: Mapping[type, Callable[[Renderer, Any], str]] = {
    model.Text: _text,
    model.Code: _code,
    model.Formula: _formula,
    model.Emphasis: _wrap("em"),
    model.Strong: _wrap("strong"),
    model.Styled: _styled,
    model.Abbreviation: _abbreviation,
    model.Link: _link,
    model.PageReference: _page_reference,
    model.Span: _span,
    model.LineBreak: lambda renderer, node: "<br/>",
    model.NoteReference: _note_reference,
    model.Citation: _citation,
}

# Block nodes ---------------------------------------------------------------------------------------------------------


def _heading(renderer: Renderer, node: model.Heading) -> str:
    name = node.id or renderer.ids.get(id(node))
    return element(f"h{node.level}", renderer.inlines(node.children), id=name, class_="crosshead")


def _paragraph(renderer: Renderer, node: model.Paragraph) -> str:
    return element("p", renderer.inlines(node.children), id=node.id, class_=renderer.classes.get(id(node)))


def _list(renderer: Renderer, node: model.List) -> str:
    items = "\n".join(renderer.placed(_item(renderer, item, node.tight), item.position) for item in node.items)
    if node.kind in ("bullet", "works"):
        return element("ul", items, id=node.id, class_="works" if node.kind == "works" else None)
    start = str(node.start) if node.kind == "number" and node.start != 1 else None
    return element("ol", items, id=node.id, class_="labelled" if node.kind == "label" else None, start=start)


def _item(renderer: Renderer, item: model.ListItem, tight: bool) -> str:
    """Return one item; its label runs into its first paragraph, and a tight item is set without paragraphs."""
    first, rest = item.children[:1], item.children[1:]
    label = f'<span class="label">{renderer.inlines(item.label)}</span> ' if item.label else ""
    if not first or not isinstance(first[0], model.Paragraph):
        return f"<li>{element('p', label.strip()) if label else ''}{renderer.blocks(item.children)}</li>"
    class_ = renderer.classes.get(id(first[0]))
    text = label + renderer.inlines(first[0].children)
    opening = text if tight and not class_ and not first[0].id else element("p", text, id=first[0].id, class_=class_)
    return f"<li>{opening}{renderer.blocks(rest)}</li>"


def _attribution(renderer: Renderer, nodes: Sequence[model.Inline]) -> str:
    return element("p", renderer.inlines(nodes), class_="attribution") if nodes else ""


def _block_quote(renderer: Renderer, node: model.BlockQuote) -> str:
    content = renderer.blocks(node.children) + _attribution(renderer, node.attribution)
    return element("blockquote", content, id=node.id)


def _pull_quote(renderer: Renderer, node: model.PullQuote) -> str:
    content = renderer.blocks(node.children) + _attribution(renderer, node.attribution)
    return f'<aside class="pullquote"{attribute_list(id=node.id)}{renderer.target.role("pullquote")}>{content}</aside>'


def _box(renderer: Renderer, node: model.Box) -> str:
    title = element("p", renderer.inlines(node.title), class_="box-title") if node.title else ""
    content = title + renderer.blocks(node.children)
    return f'<aside class="box"{attribute_list(id=node.id)}{renderer.target.role("box")}>{content}</aside>'


def _verse(renderer: Renderer, node: model.Verse) -> str:
    stanzas = (
        element("p", "<br/>\n".join(renderer.inlines(line) for line in stanza), class_="stanza")
        for stanza in node.stanzas
    )
    content = "".join(stanzas) + _attribution(renderer, node.attribution)
    return f'<div class="verse"{attribute_list(id=node.id)}{renderer.target.role("verse")}>{content}</div>'


def _figure(renderer: Renderer, node: model.Figure) -> str:
    picture = renderer.target.picture(node)
    caption = renderer.inlines(node.caption)
    credit = renderer.inlines(node.credit)
    if not picture:
        lines = element("p", caption, class_="caption") if caption else ""
        lines += element("p", credit, class_="credit") if credit else ""
        return element("div", lines, id=node.id, class_="photo-note")
    between = " " if caption and credit else ""
    text = caption + between + (element("span", credit, class_="credit") if credit else "")
    class_ = "bleed" if node.bleed else None
    return element("figure", picture + (element("figcaption", text) if text else ""), id=node.id, class_=class_)


def _table(renderer: Renderer, node: model.Table) -> str:
    caption = element("caption", renderer.inlines(node.caption)) if node.caption else ""
    head = "".join(_row(renderer, row, "th") for row in node.head)
    rows = "\n".join(_row(renderer, row, "td") for row in node.rows)
    body = f"<tbody>{rows}</tbody>" if rows else ""
    table = f"<table>{caption}<thead>{head}</thead>{body}</table>"
    credit = element("p", renderer.inlines(node.credit), class_="credit") if node.credit else ""
    role = renderer.target.role("wide-table") if _is_wide(node) else ""
    return f"<div{attribute_list(id=node.id, class_='table')}{role}>{table}{credit}</div>"


_NARROW = 40
"""Letters of a row, counting the longest word of each cell, from which on a table is wider than a small screen."""


def _is_wide(table: model.Table) -> bool:
    """Tell whether a table may have to be scrolled sideways, which must be possible without a mouse as well."""

    def width(cell: model.Cell) -> int:
        return max((len(word) + 2 for word in model.plain_text(cell.children).split()), default=2)

    return any(sum(map(width, row)) > _NARROW for row in (*table.head, *table.rows))


def _row(renderer: Renderer, row: Sequence[model.Cell], name: str) -> str:
    made = f"<tr>{''.join(_cell(renderer, cell, name) for cell in row)}</tr>"
    return renderer.placed(made, row[0].position) if row else made


def _cell(renderer: Renderer, cell: model.Cell, name: str) -> str:
    """Return a cell; a head that says nothing is the head of nothing."""
    if name == "th" and not model.plain_text(cell.children).strip():
        name = "td"
    scope = ("colgroup" if cell.columns > 1 else "col") if name == "th" else None
    columns, rows = (str(count) if count > 1 else None for count in (cell.columns, cell.rows))
    content = renderer.inlines(cell.children)
    return element(name, content, class_=cell.align, scope=scope, colspan=columns, rowspan=rows)


def _code_block(renderer: Renderer, node: model.CodeBlock) -> str:
    language = f"language-{node.language}" if node.language else None
    return element("pre", element("code", renderer.target.code(node.text), class_=language), id=node.id)


def _equation(renderer: Renderer, node: model.Equation) -> str:
    """Return a formula on lines of its own; what has the room of its number holds it in the middle."""
    (formula,) = node.children
    assert isinstance(formula, model.Formula)
    content = renderer.target.formula(formula)
    if node.number:
        content += element("span", renderer.target.text(node.number), class_="equation-number")
    class_, style = "equation numbered" if node.number else "equation", renderer.target.room(formula)
    return element("div", content, id=node.id, class_=class_, style=style)


_BLOCKS: Mapping[type, Callable[[Renderer, Any], str]] = {
    model.Heading: _heading,
    model.Paragraph: _paragraph,
    model.List: _list,
    model.BlockQuote: _block_quote,
    model.PullQuote: _pull_quote,
    model.Box: _box,
    model.Verse: _verse,
    model.Figure: _figure,
    model.Table: _table,
    model.CodeBlock: _code_block,
    model.Equation: _equation,
    model.ThematicBreak: lambda renderer, node: "<hr/>",
}


def _has_note(paragraph: model.Paragraph) -> bool:
    """Tell whether a paragraph calls a note; the engine cannot set one that spans the columns."""
    return any(isinstance(node, model.NoteReference) for node in model.walk(paragraph))


def _last_paragraph(nodes: Sequence[model.Block]) -> model.Paragraph | None:
    """Return the paragraph that ends the article, which carries the end mark; None if it ends in something else."""
    if nodes and isinstance(nodes[-1], model.List) and nodes[-1].kind == "works":
        nodes = nodes[:-2]  # the list of works and its title
    match nodes[-1] if nodes else None:
        case model.Paragraph() as paragraph:
            return paragraph
        case model.List(items=(*_, model.ListItem(children=children))):
            return _last_paragraph(children)
    return None
