"""Turn quotes and ``:::`` containers into block nodes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import replace

from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.model import Block, BlockQuote, Box, Figure, Paragraph, PullQuote, Table, Verse
from publish.reader.markdown.alerts import build_alert, make_alert, named_by_class, read_title
from publish.reader.markdown.attributes import block_id, figure_facts, parse_attributes
from publish.reader.markdown.blocks import TABLES, Blocks, Element, is_comment
from publish.reader.markdown.headings import read_heading
from publish.reader.markdown.lines import split_lines
from publish.reader.markdown.paragraphs import read_picture
from publish.reader.source import Passage
from publish.reader.syntax.alert_names import ALERTS, KINDS

CREDIT = "-- "
_INFO = re.compile(r"\s*(?P<name>[^\s{\[]*)\s*(?P<rest>.*?)\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Opening:
    """What the opening line of a container says: its name, its id, the words behind them, the place of a figure."""

    name: str
    id: str | None
    words: Passage
    span: int = 0
    bleed: bool = False
    width: float = 0.0


def build_quote(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """A quotation, ``> …``, or the box that GitHub writes as one."""
    if alert := build_alert(blocks, element):
        return (alert,)
    children, credit = split_credit(element.children)
    built = blocks.build(children)
    return (BlockQuote(built, blocks.read_inlines(credit), element.id, blocks.position(element)),)


def build_container(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """A container, from ``::: name`` to ``:::``."""
    opening = _read_opening(blocks, element)
    if not element.token.meta["closed"]:
        hint = say(
            "end it with a line {markup}; a container around another one needs more colons", markup=element.token.markup
        )
        length = len(element.token.markup)
        message = say("'{name}' without an end", name=opening.name)
        blocks.source.report(element.start, message, "unclosed-container", hint, length)
    build = _build_alert if opening.name in ALERTS else _CONTAINERS.get(opening.name)
    if build is None:
        close = difflib.get_close_matches(opening.name.lower()[:50], [*_CONTAINERS, *ALERTS], 1)
        hint = (
            say("did you mean ::: {guess}?", guess=close[0])
            if close
            else say("there are {known}", known=", ".join(sorted([*_CONTAINERS, *KINDS])))
        )
        message = (
            say("unknown container: {name}", name=opening.name) if opening.name else say("container without a name")
        )
        blocks.source.report(element.start, message, "unknown-container", hint, len(element.token.markup))
        return blocks.build(element.children)
    return build(blocks, element, opening)


def _read_opening(blocks: Blocks, element: Element) -> _Opening:
    info, start = element.token.info, element.start + len(element.token.markup)
    match = _INFO.match(info)
    assert match is not None
    rest, id_, span, bleed, width = match.start("rest"), element.id, 0, False, 0.0
    name, title = match["name"], None
    parsed = parse_attributes(info, rest)
    if parsed:
        passage, attributes = Passage("", ((0, start + rest),)), parsed[0]
        if not name:
            name, attributes = named_by_class(attributes)
        if name in ALERTS:
            title = next((each for each in attributes if each.key == "title"), None)
            attributes = tuple(each for each in attributes if each.key != "title")
        if name == "figure":
            given, span, bleed, width = figure_facts(blocks.source, attributes, passage)
        else:
            given = block_id(blocks.source, attributes, passage)
        id_, rest = given or id_, parsed[1]
    if title:
        place = blocks.source.text.find(title.value, start + match.start("rest") + title.offset + len("title="))
        return _Opening(name, id_, Passage(title.value, ((0, place),)))
    words = info[rest : match.end("rest")]
    rest += len(words) - len(words.lstrip())
    words = words.lstrip()
    if name in ALERTS and words.startswith("[") and words.endswith("]"):
        rest, words = rest + 1, words[1:-1]
    return _Opening(name, id_, Passage(words, ((0, start + rest),)), span, bleed, width)


def split_credit(elements: list[Element]) -> tuple[list[Element], Passage | None]:
    """Return the elements without the closing line or paragraph that starts with ``--``, and that line."""
    if not elements or elements[-1].token.type != "paragraph_open" or elements[-1].passage is None:
        return elements, None
    last, passage = elements[-1], elements[-1].passage
    if passage.text.startswith(CREDIT):
        return elements[:-1], _stripped(passage, len(CREDIT))
    cut = passage.text.rfind("\n") + 1
    line = passage.text[cut:].lstrip(" \t")
    if not cut or not line.startswith(CREDIT):
        return elements, None
    shortened = replace(last, passage=passage.part(0, cut - 1))
    return [*elements[:-1], shortened], _stripped(passage, len(passage.text) - len(line) + len(CREDIT))


def _stripped(passage: Passage, start: int) -> Passage:
    text = passage.text[start:]
    return passage.part(start + len(text) - len(text.lstrip(" \t\n")))


def _refuse_words(blocks: Blocks, opening: _Opening) -> None:
    if opening.words.text:
        hint = say("start it on the next line")
        offset, length = opening.words.source_offset(0), len(opening.words.text)
        message = say("text on the opening line of '{name}'", name=opening.name)
        blocks.source.report(offset, message, "container-content", hint, length)


def _refuse_blocks(blocks: Blocks, opening: _Opening, elements: list[Element], holds: str) -> tuple[Block, ...]:
    """Report what a container cannot hold and return it, to stand behind it."""
    for element in elements:
        if not is_comment(element):
            message = say("'{name}' cannot hold this", name=opening.name)
            blocks.source.report(element.start, message, "container-content", holds)
    return blocks.build(elements)


def _build_box(blocks: Blocks, element: Element, opening: _Opening) -> tuple[Block, ...]:
    title = blocks.read_inlines(opening.words)
    return (Box(title, blocks.build(element.children), opening.id, blocks.position(element)),)


def _build_alert(blocks: Blocks, element: Element, opening: _Opening) -> tuple[Block, ...]:
    """A box that warns or advises; in Quarto a heading at its top may be its title."""
    children = list(element.children)
    title = blocks.read_inlines(read_title(opening.words))
    first = next((index for index, child in enumerate(children) if not is_comment(child)), None)
    if not title and first is not None and children[first].token.type == "heading_open":
        title = blocks.read_inlines(read_heading(blocks, children.pop(first))[1])
    alert = make_alert(blocks, element, opening.name, title, children)
    return (replace(alert, id=opening.id),)


def _build_pull_quote(blocks: Blocks, element: Element, opening: _Opening) -> tuple[Block, ...]:
    _refuse_words(blocks, opening)
    children, credit = split_credit(element.children)
    built = blocks.build(children)
    return (PullQuote(built, blocks.read_inlines(credit), opening.id, blocks.position(element)),)


def _build_verse(blocks: Blocks, element: Element, opening: _Opening) -> tuple[Block, ...]:
    _refuse_words(blocks, opening)
    children, credit = split_credit(element.children)
    stanzas = []
    others: list[Element] = []
    for child in children:
        if child.token.type == "paragraph_open" and child.passage and child.passage.text and not others:
            stanzas.append(tuple(split_lines(blocks.inlines.read(child.passage, verse=True))))
        else:
            others.append(child)
    holds = say("it holds stanzas with an empty line between; indent by less than four spaces, write '\\-' for a dash")
    rest = _refuse_blocks(blocks, opening, others, holds)
    verse = Verse(tuple(stanzas), blocks.read_inlines(credit), opening.id, blocks.position(element))
    return (verse, *rest)


def _build_figure(blocks: Blocks, element: Element, opening: _Opening) -> tuple[Block, ...]:
    _refuse_words(blocks, opening)
    children, credit = split_credit([child for child in element.children if not is_comment(child)])
    first = children[0] if children else None
    figure = None
    if first and first.passage and first.token.type == "paragraph_open":
        figure = read_picture(blocks, first, blocks.inlines.parse(first.passage))
    if figure:
        children = children[1:]
    else:
        figure = Figure(None, "", "", (), (), None, blocks.position(element))
    caption = figure.caption
    if not caption and children and children[0].token.type == "paragraph_open":
        caption = blocks.read_inlines(children.pop(0).passage)
    rest = _refuse_blocks(
        blocks, opening, children, say("it holds a picture, a caption of one paragraph and '-- credit'")
    )
    credited = blocks.read_inlines(credit)
    id_ = opening.id or figure.id
    figure = replace(figure, caption=caption, credit=credited, id=id_, span=opening.span, bleed=opening.bleed)
    figure = replace(figure, width=figure.width or opening.width)
    return (figure, *rest)


def _build_table(blocks: Blocks, element: Element, opening: _Opening) -> tuple[Block, ...]:
    caption = blocks.read_inlines(opening.words)
    children, credit = split_credit([child for child in element.children if not is_comment(child)])
    tables = [child for child in children if child.token.type in TABLES][:1]
    others = [child for child in children if child not in tables]
    if not tables:
        blocks.source.report(
            element.start, say("'table' without a table"), "container-content", say("write rows of | a | b |")
        )
    rest = _refuse_blocks(blocks, opening, others, say("it holds one table and '-- credit'"))
    built = [
        replace(table, caption=caption or table.caption, credit=blocks.read_inlines(credit), id=opening.id or table.id)
        for table in blocks.build(tables)
        if isinstance(table, Table)
    ]
    left = () if tables else (Paragraph(opening.id, caption, blocks.position(element)),) if caption else ()
    return (*left, *built, *rest)


_CONTAINERS: dict[str, Callable[[Blocks, Element, _Opening], tuple[Block, ...]]] = {
    "box": _build_box,
    "figure": _build_figure,
    "pullquote": _build_pull_quote,
    "table": _build_table,
    "verse": _build_verse,
}
