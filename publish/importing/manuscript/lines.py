"""Lines of a Word file of ours: runs, links, fields and controls as leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from publish.importing.manuscript.file import ManuscriptFile, Seen
from publish.importing.manuscript.leaves import LineLeaf, Wrap
from publish.importing.manuscript.marking import write_line
from publish.importing.markdown.escaping import address, comment, escape
from publish.importing.word import equations
from publish.importing.word.xml import Element, child, flag, full, short, value

_THROUGH = frozenset(["w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:sdtContent"])
_GONE = frozenset(["w:del", "w:moveFrom"])
_CHARACTERS = {"w:noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "w:ptab": "\t", "w:tab": "\t", "w:cr": "\n"}
_STYLES = {"Emphasis": "em", "Strong": "strong", "Phim": "kbd"}
_RAISED = {"subscript": "sub", "superscript": "sup"}


@dataclass
class WordLine:
    """What stands in a paragraph.

    Attributes:
        leaves: The line itself.
        label: What stands before it as the label of its item.
        drawings: The pictures in it.
        names: Places that the paragraph bears, by their kinds.
        done: Whether the task that it is has been done; None for what is none.
        begins: Number of the article that begins with it; None if none does.
    """

    leaves: list[LineLeaf] = field(default_factory=list)
    label: list[LineLeaf] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    done: bool | None = None
    begins: int | None = None

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(leaf.text for leaf in self.leaves if leaf.kind in ("text", "code", "raw"))


@dataclass
class _Field:
    instruction: str = ""
    shows: bool = False
    start: int = 0


class LeafReader:
    """Reads the lines of one part of a file."""

    def __init__(self, file: ManuscriptFile, seen: Seen) -> None:
        """Start with the file and what has been seen in it."""
        self.file, self.seen = file, seen
        self.line = WordLine()
        self.fields: list[_Field] = []
        self.in_term = False

    def read(self, paragraph: Element) -> WordLine:
        """Return what stands in a paragraph."""
        self.line, self.fields = WordLine(), []
        for name, place in self.seen.waiting:
            self.line.names.setdefault(name, place)
        self.seen.waiting = []
        self.inside(paragraph, ())
        return self.line

    def inside(self, element: Element, wraps: tuple[Wrap, ...]) -> None:
        """Take in all that stands in an element."""
        for each in element:
            name = short(each.tag)
            if known := _HANDLERS.get(name):
                known(self, each, wraps)
            elif name in _THROUGH:
                self.inside(each, wraps)
            elif name in _GONE:
                self.file.tell_gone(each)

    def take_in(self, kind: str, text: str, wraps: tuple[Wrap, ...]) -> None:
        """Take in a leaf."""
        if not (self.fields and not self.fields[-1].shows):
            self.line.leaves.append(LineLeaf(kind, text, wraps))

    # Runs

    def run(self, element: Element, wraps: tuple[Wrap, ...]) -> None:
        """Take in a run."""
        about = child(element, "w:rPr")
        style = value(about, "w:rStyle") or ""
        looks = () if flag(about, "w:vanish") else self.looks(about, style)
        hidden = bool(flag(about, "w:vanish"))
        for each in element:
            name = short(each.tag)
            if name == "w:fldChar":
                self.field_sign(each.get(full("w:fldCharType")) or "", wraps)
            elif name == "w:instrText" and self.fields:
                self.fields[-1].instruction += each.text or ""
            elif name == "w:footnoteReference":
                self.take_in("raw", self.file.call(each.get(full("w:id")) or ""), wraps)
            elif name == "w:commentReference" and (words := self.file.remark(each.get(full("w:id")) or "")):
                self.take_in("raw", comment(words), wraps)
            elif name in ("w:drawing", "w:pict"):
                self.line.drawings.append(each)
            elif hidden:
                continue
            elif name == "w:t":
                self.words(each.text or "", style, (*wraps, *looks))
            elif name == "w:br":
                if each.get(full("w:type"), "textWrapping") == "textWrapping":
                    self.take_in("break", "\n", (*wraps, *looks))
            elif name in _CHARACTERS:
                self.words(_CHARACTERS[name], style, (*wraps, *looks))

    def words(self, text: str, style: str, wraps: tuple[Wrap, ...]) -> None:
        """Take in words, of the label of an item among them."""
        if style == "Nhan" and not self.in_term:
            self.line.label.append(LineLeaf("text", text, wraps))
        else:
            self.take_in("code" if style == "Ma" else "text", text, wraps)

    def looks(self, about: Element | None, style: str) -> tuple[Wrap, ...]:
        """Return what a run looks like, as far as it says more than the style of its paragraph."""
        if about is None:
            return ()
        found = {_STYLES[style]} if style in _STYLES else set()
        for name, kind in (("w:b", "strong"), ("w:i", "em"), ("w:strike", "strike"), ("w:dstrike", "strike")):
            said = flag(about, name)
            if said is not None:
                (found.add if said else found.discard)(kind)
        if value(about, "w:highlight") not in (None, "none"):
            found |= {"mark"}
        if value(about, "w:u") not in (None, "none"):
            found |= {"u"}
        if raised := _RAISED.get(value(about, "w:vertAlign") or ""):
            found |= {raised}
        order = ("mark", "u", "strike", "strong", "em", "kbd", "sub", "sup")
        return tuple(Wrap(kind) for kind in order if kind in found)

    # Links and places

    def link(self, element: Element, wraps: tuple[Wrap, ...]) -> None:
        """Take in a link."""
        anchor, relation = element.get(full("w:anchor")), element.get(full("r:id"))
        target = self.file.target(anchor) if anchor else self.file.outside(relation or "")
        title = element.get(full("w:tooltip")) or ""
        inner = (*wraps, Wrap("link", self.seen.number(), target, title)) if target else wraps
        self.inside(element, inner)

    def bookmark(self, element: Element, wraps: tuple[Wrap, ...]) -> None:
        """Take in a place."""
        self.place(element.get(full("w:name")) or "", wraps)

    def place(self, bookmark: str, wraps: tuple[Wrap, ...]) -> None:
        """Take in the place that a bookmark is."""
        known = self.file.told.names.get(bookmark)
        if known is None:
            return
        if known["kind"] == "start":
            self.line.begins = int(known["article"])
        elif known["kind"] == "empty":
            self.take_in("raw", _empty(known), wraps)
        elif known["kind"] in ("block", "list"):
            self.line.names.setdefault(known["kind"], known.get("id", ""))

    # Fields

    def field_sign(self, kind: str, wraps: tuple[Wrap, ...]) -> None:
        """Take in the beginning, the middle or the end of a field."""
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].shows, self.fields[-1].start = True, len(self.line.leaves)
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            self.end_field(ended, wraps)

    def end_field(self, ended: _Field, wraps: tuple[Wrap, ...]) -> None:
        """Put what a field means in the place of what it shows."""
        words = ended.instruction.split()
        kind, name = (words[0].upper(), words[1] if len(words) > 1 else "") if words else ("", "")
        start = ended.start if ended.shows else len(self.line.leaves)
        shown = "".join(leaf.text for leaf in self.line.leaves[start:] if leaf.kind == "text")
        if kind in ("REF", "PAGEREF", "NOTEREF"):
            before = "".join(leaf.text for leaf in self.line.leaves[max(0, start - 1) : start] if leaf.kind == "text")
            beside = re.search(r"\w*$", before) if shown[:1].isalnum() else None  # who counts words sees one of both
            self.file.tell_words((beside[0] if beside else "") + shown)
        looks = shared_looks(self.line.leaves[start:])
        wraps = (*wraps, *looks)
        if kind == "REF" and (target := self.file.target(name)):
            self.line.leaves[start:] = [LineLeaf("raw", f"[]({address(target)})", wraps)]
        elif kind == "PAGEREF":
            self.line.leaves[start:] = [LineLeaf("page", self.file.target(name), wraps)]
        elif kind == "NOTEREF" and (id_ := self.file.called.get(name)):
            self.line.leaves[start:] = [LineLeaf("raw", self.file.call(id_), wraps)]
        elif kind == "HYPERLINK" and (found := re.search(r'HYPERLINK\s+"([^"]+)"', ended.instruction)):
            link = Wrap("link", self.seen.number(), found[1])
            self.line.leaves[start:] = [
                LineLeaf(leaf.kind, leaf.text, (link, *leaf.wraps)) for leaf in self.line.leaves[start:]
            ]

    def simple_field(self, element: Element, wraps: tuple[Wrap, ...]) -> None:
        """Take in a field that is one element."""
        self.fields.append(_Field(element.get(full("w:instr")) or "", True, len(self.line.leaves)))
        self.inside(element, wraps)
        self.end_field(self.fields.pop(), wraps)

    # Controls

    def control(self, element: Element, wraps: tuple[Wrap, ...]) -> None:
        """Take in a control: one of ours is what it stands for."""
        content = child(element, "w:sdtContent")
        about = child(element, "w:sdtPr")
        box = child(about, "w14:checkbox")
        if content is None or about is None:
            return
        if box is not None:
            self.line.done = (value(box, "w14:checked", of="w14:val") or "0") in ("1", "true")
            return
        place = self.file.told.places.get(value(about, "w:tag") or "", {})
        known = _CONTROLS.get(place.get("kind", ""))
        if known is None:
            self.inside(content, wraps)
            return
        known(self, content, dict(place), wraps)

    def plain(self, content: Element) -> list[LineLeaf]:
        """Return what stands in an element, apart from the line."""
        start = len(self.line.leaves)
        self.inside(content, ())
        inner = self.line.leaves[start:]
        del self.line.leaves[start:]
        return inner

    def abbreviation(self, content: Element, place: dict[str, str], wraps: tuple[Wrap, ...]) -> None:
        """Take in an abbreviation."""
        self.inside(content, (*wraps, Wrap("abbr", self.seen.number(), place.get("expansion", ""))))

    def span(self, content: Element, place: dict[str, str], wraps: tuple[Wrap, ...]) -> None:
        """Take in words in another language, a named place, words that the index names."""
        inner = wraps
        marks = place.get("marks", "").split("\n")
        for number, said in enumerate(marks):
            facts = [f"#{place['id']}" if place.get("id") else "", f"lang={place['lang']}" if place.get("lang") else ""]
            whole = " ".join(part for part in (*(facts if number == 0 else ()), said) if part)
            if whole:
                inner = (*inner, Wrap("span", self.seen.number(), whole))
        self.inside(content, inner)

    def reference(self, content: Element, place: dict[str, str], wraps: tuple[Wrap, ...]) -> None:
        """Take in a link in the words of its place."""
        link = next(content.iter(full("w:hyperlink")), None)
        target = self.file.target(link.get(full("w:anchor")) or "") if link is not None else ""
        inner = self.plain(content)
        if inner and target:
            self.file.tell_words("".join(leaf.text for leaf in inner))
            self.take_in("raw", f"[]({address(target)})", (*wraps, *shared_looks(inner)))
        else:
            self.line.leaves += inner

    def page(self, content: Element, place: dict[str, str], wraps: tuple[Wrap, ...]) -> None:
        """Take in words with the page of a place."""
        inner = self.plain(content)
        target = next((leaf.text for leaf in inner if leaf.kind == "page"), "")
        looks = shared_looks(inner)
        own = [replace(leaf, wraps=tuple(wrap for wrap in leaf.wraps if wrap not in looks)) for leaf in inner]
        words = write_line([leaf for leaf in own if leaf.kind != "page"]).rstrip()
        if target:
            self.file.tell_words("" if place.get("words") else words)
            self.take_in(
                "raw",
                f"[{words if place.get('words') else ''}]({address(target)}){{.page}}",
                (*wraps, *shared_looks(inner)),
            )
        elif words:
            self.take_in("raw", words, wraps)

    def citation(self, content: Element, place: dict[str, str], wraps: tuple[Wrap, ...]) -> None:
        """Take in a citation, which nobody changes in Word."""
        if inner := self.plain(content):
            self.file.tell_words("".join(leaf.text for leaf in inner))
            self.take_in("raw", place.get("works", ""), (*wraps, *shared_looks(inner)))

    def icon(self, content: Element, place: dict[str, str], wraps: tuple[Wrap, ...]) -> None:
        """Take in a picture in the line."""
        before = len(self.line.drawings)
        words = self.plain(content)
        found = self.line.drawings[before:]
        del self.line.drawings[before:]
        if found or words:
            title = f' "{place["title"]}"' if place.get("title") else ""
            name = picture_address(place.get("name", ""))
            self.file.use(place.get("name", ""), found[0] if found else None)
            self.take_in("raw", f"![{escape(place.get('alt', ''))}]({name}{title})", wraps)

    def formula(self, content: Element, place: dict[str, str], wraps: tuple[Wrap, ...]) -> None:
        """Take in a formula: as its author wrote it where nobody has changed it."""
        math = next(content.iter(full("m:oMath")), None)
        latex = place.get("latex", "")
        if math is None:
            if self.plain(content):
                self.take_in("raw", f"${latex}$", wraps)
            return
        shown = "".join(each.text or "" for each in math.iter(full("m:t")))
        if shown != place.get("shown", ""):
            latex = equations.to_latex(math, self.file.context)
        self.take_in(*("formula", latex) if place.get("display") else ("raw", f"${latex}$"), wraps)

    def equation(self, element: Element, wraps: tuple[Wrap, ...]) -> None:
        """Take in an equation that somebody put there in Word."""
        latex = equations.to_latex(element, self.file.context)
        if latex.strip():
            self.take_in("raw", f"${latex}$", wraps)

    def term(self, content: Element, place: dict[str, str], wraps: tuple[Wrap, ...]) -> None:
        """Take in the label of an item."""
        self.in_term = True
        self.line.label += self.plain(content)
        self.in_term = False

    def label(self, content: Element, place: dict[str, str], wraps: tuple[Wrap, ...]) -> None:
        """Pass over the number of a caption, but for the places in it."""
        for each in content.iter(full("w:bookmarkStart")):
            self.place(each.get(full("w:name")) or "", wraps)
        self.file.tell_made(content)


def shared_looks(leaves: Sequence[LineLeaf]) -> tuple[Wrap, ...]:
    """Return what all of some leaves look like."""
    looks = [tuple(wrap for wrap in leaf.wraps if not wrap.number) for leaf in leaves if leaf.text.strip()]
    return tuple(wrap for wrap in looks[0] if all(wrap in other for other in looks)) if looks else ()


def picture_address(name: str) -> str:
    """Return the name of a file as it stands between the brackets of a picture."""
    return f"<{name}>" if re.search(r"[\s()]", name) else name


def _empty(known: Mapping[str, str]) -> str:
    """Return a place, or a mark for the index, without words."""
    id_ = "" if known.get("id", "").startswith("muc ") else known.get("id", "")
    parts = [f"#{id_}" if id_ else "", f"lang={known['lang']}" if known.get("lang") else ""]
    marks = known.get("marks", "").split("\n")
    said = " ".join(part for part in (*parts, marks[0]) if part)
    text = f"[]{{{said}}}" if marks[0] or not id_ else f'<a id="{id_}"></a>'
    for mark in marks[1:]:
        text = f"[{text}]{{{mark}}}"
    return text


_Control = Callable[[LeafReader, Element, dict[str, str], tuple[Wrap, ...]], None]

_CONTROLS: dict[str, _Control] = {
    "abbreviation": LeafReader.abbreviation,
    "span": LeafReader.span,
    "reference": LeafReader.reference,
    "page": LeafReader.page,
    "citation": LeafReader.citation,
    "icon": LeafReader.icon,
    "formula": LeafReader.formula,
    "label": LeafReader.label,
    "term": LeafReader.term,
}

_HANDLERS: dict[str, Callable[[LeafReader, Element, tuple[Wrap, ...]], None]] = {
    "w:r": LeafReader.run,
    "w:hyperlink": LeafReader.link,
    "w:sdt": LeafReader.control,
    "w:bookmarkStart": LeafReader.bookmark,
    "w:fldSimple": LeafReader.simple_field,
    "m:oMath": LeafReader.equation,
    "m:oMathPara": LeafReader.equation,
}
