"""Tag the content of pages by the elements of the source, not by the boxes of the layout.

WeasyPrint makes a structure element of each box: a paragraph on two pages becomes two paragraphs, each line a span, a
note at the foot of a page a paragraph at its end, a running head an element outside of the tree. Here all boxes of an
element add to one element of the tree (:mod:`publish.layout.tags.roles`), and what is no text of the author's becomes
an artifact (ISO 32000-1, 14.8.2.2).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from publish.base.units import POINTS_PER_PX
from publish.layout.tags.copied_text import unseen_words
from publish.layout.tags.marking import mark_pages, write_tree
from publish.layout.tags.roles import BARE, GROUPS, Mark, Tag, grow, level, prune

_NEAR = 1.0  # pixels between two boxes that are clicked as one
_HEADER, _FOOTER = "/Type/Pagination/Subtype/Header", "/Type/Pagination/Subtype/Footer"
_REPEATED, _DRAWN = "/Type/Pagination", "/Type/Layout"


def tags_of_elements(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what tags pages our way, and remembers which lines lost a space at their end."""
    inline = weasyprint.layout.inline
    boxes, remove, split = weasyprint.formatting_structure.boxes, inline.remove_last_whitespace, inline.split_text_box
    pydyf = importlib.import_module("pydyf")
    log = importlib.import_module("weasyprint.logger").LOGGER

    def remove_last_whitespace(context: Any, line: Any) -> None:
        last = line
        while isinstance(last, boxes.LineBox | boxes.InlineBox) and last.children:
            last = last.children[-1]
        text = getattr(last, "text", "")
        remove(context, line)
        if text and text != last.text:
            last.ends_line = True

    def split_text_box(context: Any, box: Any, width: Any, skip: int, *rest: Any, **more: Any) -> Any:
        made, resume, forced = split(context, box, width, skip, *rest, **more)
        text = box.text.encode()
        end = len(text) if resume is None else resume
        if made is not None and end - skip > len(made.text.encode()):  # also where only its last space did not fit
            made.ends_line = True
        if made is not None and skip and text[skip - 1 : skip].isspace():
            made.after_space = True
        return made, resume, forced

    def add_tags(pdf: Any, document: Any, version: Any, streams: Any) -> None:
        growth = _Growth(boxes, document, log)
        for number, page in enumerate(document.pages):
            growth.page(number, page, streams[number]._tags)
        growth.finish()
        write_tree(pydyf, pdf, growth.root, mark_pages(pdf, streams, growth))

    return {
        "weasyprint.layout.inline:remove_last_whitespace": remove_last_whitespace,
        "weasyprint.layout.inline:split_text_box": split_text_box,
        "weasyprint.pdf:add_tags": add_tags,
    }


def join_links(document: Any) -> None:
    """Have each link be one rectangle a line; the engine makes one of each box in it, whatever element that is of.

    What repeats on each page, as running heads do, is outside of the tree, so nothing in it is a place to click at.
    """
    for page in document.pages:
        owners = dict(_link_owners(page._page_box))
        joined: list[tuple[str, str, tuple[float, ...], Any]] = []
        for kind, target, rectangle, place in page.links:
            box = getattr(place, "_box", place)
            if box not in owners:
                continue
            left, top, right, bottom = rectangle
            for index, (_, _, (x1, y1, x2, y2), other) in enumerate(joined):
                beside = min(bottom, y2) - max(top, y1) > min(bottom - top, y2 - y1) / 2
                touching = min(right, x2) - max(left, x1) > -_NEAR
                if owners[other] is owners[box] and beside and touching:
                    around = min(left, x1), min(top, y1), max(right, x2), max(bottom, y2)
                    joined[index] = kind, target, around, other
                    break
            else:
                joined.append((kind, target, rectangle, box))
        page.links[:] = joined


def _link_owners(box: Any, element: Any = None) -> Iterator[tuple[Any, Any]]:
    """Yield each box that is in a link, and the element that is the link, in the order in which the engine finds it."""
    box = getattr(box, "_box", box)  # of what is placed absolutely
    if not hasattr(box, "at_keyword"):  # which only boxes in the margin have
        element = box.element if box.link else element
        if element is not None:
            yield box, element
        for child in box.all_children():
            yield from _link_owners(child, element)


class _Growth:
    """The tree as it grows, page by page."""

    def __init__(self, boxes: Any, document: Any, log: Any) -> None:
        self.boxes, self.log = boxes, log
        self.root = Tag("Document", None, document.metadata.lang or "")
        self.fonts = document.fonts
        self.spaces = {key: gap for key, gap in map(_space, document.fonts.values()) if gap}
        self.places: dict[tuple[Any, str], Tag] = {}
        self.calls: dict[str, Tag] = {}
        self.notes: list[tuple[str, Tag]] = []
        self.heads: set[Any] = set()
        self.marks: list[dict[int, Mark | str]] = []
        self.gaps: list[set[int]] = []
        self.words: list[dict[int, list[bytes]]] = []
        self.previous: Mark | None = None
        self.number, self.height = 0, 0.0  # of the page that is walked
        self.pieces: dict[Any, Any] = {}

    def page(self, number: int, page: Any, pieces: dict[Any, Any]) -> None:
        """Add what is on a page."""
        self.number, self.height, self.pieces = number, page.height, pieces
        self.marks.append({})
        self.gaps.append(set())
        self.words.append({})
        for child in page._page_box.children:
            if isinstance(child, self.boxes.MarginBox):
                self.walk(child, self.root, _HEADER if child.at_keyword.startswith("@top") else _FOOTER)
            else:
                self.walk(child, self.root, "")
        for piece in pieces.values():  # of boxes that stand in no other
            self.marks[number][piece["mcid"]] = _DRAWN

    def walk(self, box: Any, tag: Tag, artifact: str) -> None:
        """Add a box and what is in it to an element, or to the artifacts."""
        box = getattr(box, "_box", box)  # of what is placed absolutely
        if isinstance(box, self.boxes.TextBox):
            self.text(box, tag, artifact)
            return
        if not artifact or artifact == _REPEATED:
            tag, artifact = self.enter(box, tag, artifact)
        if box.link_annotation and (link := tag.within("Link")):
            link.kids.append(Mark(self.number, -1, link, box.link_annotation))
            if title := link.facts.get("T"):
                box.link_annotation["Contents"] = type(box.link_annotation["Contents"])(title)
        if isinstance(box, self.boxes.ReplacedBox):
            self.picture(box, tag, artifact)
        for child in getattr(box, "children", ()):
            self.walk(child, tag, artifact)
        if box.element_tag == "span" and isinstance(box, self.boxes.BlockLevelBox):
            self.end_word(tag.last())  # words that stand side by side

    def enter(self, box: Any, parent: Tag, artifact: str) -> tuple[Tag, str]:
        """Return the element that a box belongs to, and what kind of artifact it is, if it is one."""
        element, name = box.element, box.element_tag
        if element is None or name in ("html", "body"):
            return parent, artifact
        key = element, name
        known = self.places.get(key)
        if known is None:
            known = self.places[key] = self.grow(box, element, name, parent)
        elif element in self.heads:
            artifact = _REPEATED
        if getattr(box, "is_header", False) or getattr(box, "is_footer", False):
            self.heads.add(element)
        if name == "br":
            self.end_word(parent.last())
        if name == "hr" or name.startswith("hr:"):
            artifact = _DRAWN
        return known, artifact

    def grow(self, box: Any, element: Any, name: str, parent: Tag) -> Tag:
        """Return the element of a box that is met for the first time."""
        _, _, pseudo = name.partition("::")
        if pseudo == "marker":
            item = parent.within("LI", "TOCI", "Document")
            if not item or item.type != "LI":
                return parent
            label = item.add("Lbl", first=True)
            if words := element.get("data-mark"):
                label.facts["Alt"] = words
            return label
        if pseudo:
            return self.places.get((element, str(element.tag)), parent)
        style = box.style["list_style_type"]
        tag = grow(parent, element, numbering=style if isinstance(style, str) else "disc")
        if tag.type == "Note" and name in ("span", "object"):
            self.notes.append((element.get("id", ""), tag))
        target = element.get("href", "") if name == "a" else ""
        if target.startswith("#") and tag.parent and tag.parent.type == "Reference":
            self.calls.setdefault(target[1:], tag.parent)
        return tag

    def text(self, box: Any, tag: Tag, artifact: str) -> None:
        """Add a text to an element; what is only drawn, as leaders are, is an artifact."""
        piece = self.pieces.pop(box, None)
        if piece is None:
            return
        text, generated = box.text, "::" in (box.element_tag or "")
        ended = getattr(box, "ends_line", False)
        if (not text and ended) or (not artifact and getattr(box, "after_space", False)):
            self.end_word(tag.last() or self.previous)
        between = not text.strip()
        if between and text and tag.type not in BARE and not artifact:
            self.end_word(tag.last())  # the engine draws no space that is all of a text
        drawn = generated and tag.type != "Lbl" and not any(map(str.isalnum, text))
        if not artifact and (between or drawn):
            artifact = _DRAWN
        mcid = piece["mcid"]
        if artifact:
            self.marks[self.number][mcid] = artifact
            return
        if tag.type in GROUPS:
            last = tag.kids[-1] if tag.kids else None
            tag = last if isinstance(last, Tag) and last.type == "P" else tag.add("P")
        self.previous = mark = Mark(self.number, mcid, tag)
        mark.said = getattr(box, "said", "")
        tag.kids.append(mark)
        self.marks[self.number][mcid] = mark
        if ended:
            self.end_word(mark)

    def end_word(self, mark: Mark | None) -> None:
        """Have a space behind a mark, where the line ends instead."""
        if mark:
            self.gaps[mark.page].add(mark.mcid)

    def picture(self, box: Any, tag: Tag, artifact: str) -> None:
        """Add a picture to its figure, with the box around it in points from the lower left of the page."""
        piece = self.pieces.pop(box, None)
        if piece is None:
            return
        if artifact or tag.type not in ("Figure", "Formula"):
            self.marks[self.number][piece["mcid"]] = artifact or _DRAWN
            return
        if "Alt" not in tag.facts:
            self.log.error('Image "%s" has no required alt description', box.element.get("src", "unknown"))
        mark = Mark(self.number, piece["mcid"], tag)
        tag.kids.append(mark)
        self.marks[self.number][mark.mcid] = mark
        left, top = box.content_box_x(), box.content_box_y()
        if words := box.element.get("data-text"):
            baseline = top + box.height - max(0.0, -box.style["vertical_align"])
            self.words[self.number][mark.mcid] = unseen_words(self.fonts, words, left, baseline, box.width)
        corners = left, self.height - top - box.height, left + box.width, self.height - top
        tag.owners["Layout"] = {"BBox": [round(corner * POINTS_PER_PX, 3) for corner in corners]}

    def finish(self) -> None:
        """Put notes behind their calls, and have nothing empty in the tree."""
        for name, note in self.notes:
            call = self.calls.get(name)
            parent = (call.parent if call else None) or self.root
            parent.kids.insert(parent.kids.index(call) + 1 if call else len(parent.kids), note)
            note.parent = parent
        prune(self.root)
        level(self.root)


def _space(font: Any) -> tuple[str, str]:
    """Return the name of a font in the pages, and its space as it stands there; empty for one that shows none."""
    glyph = next((glyph for glyph, text in font.to_unicode.items() if text in (" ", "\N{NO-BREAK SPACE}")), None)
    return font.hash, "" if glyph is None else f"<{glyph:04x}>"
