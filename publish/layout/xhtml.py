"""Turn the nodes of an article into XHTML; the layouts place what this gives, for paper and for the screen.

Class names are the words of the trade, the same as in the model. The text that stands here is the author's; words that
the page adds itself ("Chưa có ảnh") come from :mod:`publish.publication.words`.
"""

from __future__ import annotations

import collections
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, Protocol

from publish.base.diagnostics import Position
from publish.base.records import dataclass
from publish.layout.markup import tables
from publish.layout.markup.elements import attribute_list as attribute_list
from publish.layout.markup.elements import element as element
from publish.layout.markup.elements import language_attributes as language_attributes
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

    def listing(self, node: model.CodeBlock) -> str:
        """Return the lines of a block of code as XHTML, not a character more or less."""

    def formula(self, node: model.Formula) -> str:
        """Return a formula as it is set: drawn on paper, as MathML on screens."""

    def room(self, node: model.Formula) -> str:
        """Return the style of what holds a formula on lines of its own, which gives it room; or nothing."""

    def address(self, target: str) -> str:
        """Return the address of a link."""

    def page_reference(self, node: model.PageReference, renderer: Renderer) -> str:
        """Return a link with the folio of its place."""

    def note_call(self, note: model.Footnote, again: int, renderer: Renderer) -> str:
        """Return a call of a footnote, the first at the foot of a printed page with the note itself."""

    def mark(self, name: str, span: model.Span) -> tuple[str, str]:
        """Return what stands around words that the index leads to; on paper nothing does."""

    def picture(self, figure: model.Figure) -> str:
        """Return the picture of a figure, or what stands in its place; empty when nothing does."""

    def icon(self, picture: model.Icon) -> str:
        """Return a picture in a line of text, as high as its letters."""

    def start(self, number: int) -> str:
        """Return the attribute of a list that starts with another number than 1, with a space before it."""

    def marker(self, item: model.ListItem, mark: str, numbering: str) -> tuple[str, str]:
        """Return the attributes of an item with a mark of its own, a space before each, and what begins its text."""

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

    @functools.cached_property
    def calls(self) -> dict[int, int]:
        """How often each note is called, by its number."""
        nodes = model.walk(self._article)
        return collections.Counter(node.number for node in nodes if isinstance(node, model.NoteReference))

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


# Inline nodes --------------------------------------------------------------------------------------------------------


def _text(renderer: Renderer, node: model.Text) -> str:
    return renderer.target.text(node.text)


def _code(renderer: Renderer, node: model.Code) -> str:
    return f"<code>{renderer.target.code(node.text)}</code>"


def _formula(renderer: Renderer, node: model.Formula) -> str:
    made = renderer.target.formula(node)
    return element("span", made, class_="display", style=renderer.target.room(node)) if node.display else made


def _icon(renderer: Renderer, node: model.Icon) -> str:
    return renderer.target.icon(node)


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
    return renderer.placed(renderer.target.note_call(renderer.notes[node.number], node.again, renderer), node.position)


def _citation(renderer: Renderer, node: model.Citation) -> str:
    """Return a citation that no bibliography has worded as the author wrote it."""
    works = (f"@{work.key}, {work.locator}" if work.locator else f"@{work.key}" for work in node.works)
    return renderer.target.text(f"[{'; '.join(works)}]")


_INLINES: Mapping[type, Callable[[Renderer, Any], str]] = {
    model.Text: _text,
    model.Code: _code,
    model.Formula: _formula,
    model.Icon: _icon,
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
    marks = [list_mark(node, index) for index in range(len(node.items))]
    items = "\n".join(
        renderer.placed(_item(renderer, item, node, mark), item.position)
        for item, mark in zip(node.items, marks, strict=True)
    )
    last = f"{node.start + len(marks) - 1}." if node.kind == "number" and not any(marks) else ""
    longest = max(map(len, (*marks, last)))
    class_ = {"works": "works", "label": "labelled"}.get(node.kind, "wide-marks" if longest > _LONGEST_MARK else None)
    name = "ul" if node.kind in ("bullet", "works") else "ol"
    start = renderer.target.start(node.start) if node.kind == "number" and node.start != 1 else ""
    return f"<{name}{attribute_list(id=node.id, class_=class_)}{start}>{items}</{name}>"


_LONGEST_MARK = 3
"""Characters of a mark that stand in the margin of a list."""


def list_mark(node: model.List, index: int) -> str:
    """Return what stands before an item of a list, where that is not its bullet or a figure and a point."""
    item = node.items[index]
    if item.done is None:
        return item.mark
    number = item.mark or (f"{node.start + index}." if node.kind == "number" else "")
    return f"{number} {'☑' if item.done else '☐'}".strip()


def _item(renderer: Renderer, item: model.ListItem, node: model.List, mark: str) -> str:
    """Return one item; its label runs into its first paragraph, and a tight item is set without paragraphs."""
    first, rest = item.children[:1], item.children[1:]
    label = f'<span class="label">{renderer.inlines(item.label)}</span> ' if item.label else ""
    attributes, begin = renderer.target.marker(item, mark, node.numbering) if mark else ("", "")
    label = begin + label
    if not first or not isinstance(first[0], model.Paragraph):
        return f"<li{attributes}>{element('p', label.strip()) if label else ''}{renderer.blocks(item.children)}</li>"
    class_ = renderer.classes.get(id(first[0]))
    text = label + renderer.inlines(first[0].children)
    run_in = node.tight and not class_ and not first[0].id
    opening = text if run_in else element("p", text, id=first[0].id, class_=class_)
    return f"<li{attributes}>{opening}{renderer.blocks(rest)}</li>"


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
    class_, role = f"box {node.kind}".rstrip(), renderer.target.role(node.kind or "box")
    return f'<aside class="{class_}"{attribute_list(id=node.id)}{role}>{content}</aside>'


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
    style = f"width: {node.width:g}%; margin-left: auto; margin-right: auto" if node.width and not node.bleed else None
    content = picture + (element("figcaption", text) if text else "")
    return element("figure", content, id=node.id, class_=class_, style=style)


def _table(renderer: Renderer, node: model.Table) -> str:
    return tables.table(renderer, node, renderer.target.role("wide-table"))


def _code_block(renderer: Renderer, node: model.CodeBlock) -> str:
    language = f"language-{node.language}" if node.language else None
    digits = len(str((node.first or 0) + node.text.count("\n")))
    class_ = None if node.first is None else f"numbered digits-{digits}"
    title = element("p", renderer.inlines(node.title), class_="listing-title") if node.title else ""
    code = element("code", renderer.target.listing(node), class_=language)
    styles = [f"counter-reset: line {node.first - 1}"] if node.first is not None and node.first != 1 else []
    styles += [f"tab-size: {node.tabs}"] if node.tabs else []
    block = element("pre", code, id=None if title else node.id, class_=class_, style="; ".join(styles))
    return element("div", title + block, id=node.id, class_="listing") if title else block


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
