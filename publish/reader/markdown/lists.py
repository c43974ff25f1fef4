"""Turn lists into block nodes: bullets, numbers, tasks, and terms with their definitions."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.publication.model import Block, Inline, LineBreak, List, ListItem, Text, Verse
from publish.reader.markdown.blocks import Blocks, Element
from publish.reader.source import Passage
from publish.reader.syntax.list_markers import numbering

_TASK = re.compile(r"\[(?P<done>[ xX])\](?:[ \t]+|\n|$)")


def build_list(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """A list of bullets or numbers."""
    number = element.token.type == "ordered_list_open"
    start = int(element.token.attrs.get("start", 1)) if number else 1
    kind, counted = ("number", numbering([i.token.info for i in element.children])) if number else ("bullet", "decimal")
    items = tuple(
        _build_item(blocks, item, _mark(item, element.token.markup, start + index) if number else "")
        for index, item in enumerate(element.children)
    )
    at = blocks.position(element)
    bullet = "" if number else element.token.markup
    return (List(kind, start, is_tight(element), items, element.id, at, numbering=counted, bullet=bullet),)


def _mark(item: Element, kind: str, number: int) -> str:
    """Return the number of an item as it is printed: letters as they are written, figures one after the other."""
    if item.token.info.isdigit():
        return "" if kind == "1." else kind.replace("1", str(number))
    return item.token.markup


def _build_item(blocks: Blocks, item: Element, mark: str) -> ListItem:
    children, done = list(item.children), None
    first = children[0] if children else None
    if first and first.token.type == "paragraph_open" and first.passage and (task := _TASK.match(first.passage.text)):
        done = task["done"] != " "
        children[0] = replace(first, passage=first.passage.part(task.end()))
    return ListItem((), blocks.build(children), blocks.position(item), mark=mark, done=done)


def build_labelled_list(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """A list of terms, each with its definitions; several terms of one stand above it, each on a line."""
    items: list[ListItem] = []
    for child in element.children:
        if child.token.type == "dt_open":
            term = blocks.read_inlines(child.passage)
            if items and not items[-1].children:  # it shares its definition with the term above
                above = items[-1]
                items[-1] = replace(above, label=(*above.label, LineBreak(blocks.position(child)), *term))
            else:
                items.append(ListItem(term, (), blocks.position(child)))
        else:
            last = items.pop()
            items.append(replace(last, children=last.children + blocks.build(child.children)))
    tight = is_tight(element)
    return (List("label", 1, tight, tuple(items), element.id, blocks.position(element)),)


def build_line_block(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """Lines that begin with a bar: verse, with the spaces that the poet indents a line by."""
    stanzas: list[tuple[tuple[Inline, ...], ...]] = [()]
    source = blocks.source
    for span in element.token.meta["verses"]:
        if span is None:
            stanzas.append(())
            continue
        words = source.text[slice(*span)].strip()
        bar = source.text.rfind("|", 0, span[0])
        start = source.text.index(words, span[0])
        line = blocks.inlines.read(Passage(words, ((0, start),)))
        if indent := start - bar - 2:
            line = (Text("\N{NO-BREAK SPACE}" * indent, source.position(start - indent)), *line)
        stanzas[-1] += (line,)
    filled = tuple(stanza for stanza in stanzas if stanza)
    return (Verse(filled, (), element.id, blocks.position(element)),)


def is_tight(element: Element) -> bool:
    """Tell whether no paragraph of a list has space around it."""
    paragraphs = [c for item in element.children for c in item.children if c.token.type == "paragraph_open"]
    return all(paragraph.token.hidden for paragraph in paragraphs)
