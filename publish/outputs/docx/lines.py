"""Lines of text as runs of Word: emphasis, links, references as fields, calls of notes, marks for the index."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from publish.base.diagnostics import Position
from publish.base.records import dataclass
from publish.importing.manuscript.part import write_citation, write_mark
from publish.outputs.docx import equations
from publish.outputs.docx.places import WordPlaces
from publish.outputs.docx.wordml import PLAIN, RunLook, field, hidden_field, quote, run
from publish.publication import model
from publish.publication.publication import SCHEME

NBSP = "\N{NO-BREAK SPACE}"
NUMBER = "số chương"
"""Place of the number of a chapter, by a name that no author can give."""

_WORKS = ("ref-", "cite-")
"""What the names of works in their list, and of citations, begin with."""

_STYLED = {"strikethrough": "strike", "mark": "mark", "underline": "underline"}


class Holder(Protocol):
    """The part of the file that lines stand in: what they lead to is named there."""

    def link(self, address: str) -> str:
        """Return the id of an address outside of the file."""

    def icon(self, picture: model.Icon, number: int) -> str:
        """Return a picture that stands in a line; empty where its file is not there."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the lines of an article know of the file around them.

    Attributes:
        chapter: Name of the article in the publication.
        labels: WordPlaces that have a number of their own, as chapter and id.
        citations: What the author wrote, by the position of each citation.
        unnamed: Positions of figures and tables whose names the program gave them.
        notes: The number in the file of each note of the article.
        again: Numbers of the notes that are called more than once.
        language: Tag of the language of the article.
    """

    chapter: str
    labels: frozenset[tuple[str, str]]
    citations: Mapping[Position, model.Citation]
    unnamed: frozenset[Position]
    notes: Mapping[int, int]
    again: frozenset[int]
    language: str


class LineWriter:
    """Writes lines that stand in one part of the file."""

    def __init__(self, places: WordPlaces, holder: Holder, scene: Scene) -> None:
        """Start with the places of the file, the part and the article."""
        self.places, self.holder, self.scene = places, holder, scene

    def line(self, nodes: Sequence[model.Inline], look: RunLook = PLAIN) -> str:
        """Return a line as runs."""
        return "".join(_INLINES[type(node)](self, node, look) for node in nodes)

    # WordPlaces

    def place_of(self, target: str) -> tuple[str, str]:
        """Return chapter and id that a reference leads to."""
        chapter, _, place = target.removeprefix(SCHEME).partition("#")
        return (chapter if target.startswith(SCHEME) else self.scene.chapter), place

    def anchor(self, target: str) -> str:
        """Return the bookmark that a reference leads to."""
        return self.places.name(*self.place_of(target))

    # Inline nodes

    def text(self, node: model.Text, look: RunLook) -> str:
        """Return words."""
        return run(node.text.replace("\n", " "), look)

    def code(self, node: model.Code, look: RunLook) -> str:
        """Return code in a line."""
        return run(node.text.replace("\n", " "), replace(look, style="Ma"))

    def emphasis(self, node: model.Emphasis, look: RunLook) -> str:
        """Return stressed words."""
        return self.line(node.children, replace(look, italic=True))

    def strong(self, node: model.Strong, look: RunLook) -> str:
        """Return words of strong importance."""
        return self.line(node.children, replace(look, bold=True))

    def styled(self, node: model.Styled, look: RunLook) -> str:
        """Return words in a form that says what they are."""
        if node.kind == "keyboard":
            look = replace(look, style="Phim")
        elif node.kind in ("subscript", "superscript"):
            look = replace(look, raised=node.kind)
        else:
            look = replace(look, **{_STYLED[node.kind]: True})  # type: ignore[arg-type]
        return self.line(node.children, look)

    def abbreviation(self, node: model.Abbreviation, look: RunLook) -> str:
        """Return an abbreviation; what it stands for is kept with it."""
        return self.places.control(
            "abbreviation", node.expansion, self.line(node.children, look), {"expansion": node.expansion}
        )

    def formula(self, node: model.Formula, look: RunLook) -> str:
        """Return a formula that Word sets."""
        return equations.write_formula(self.places, node)

    def icon(self, node: model.Icon, look: RunLook) -> str:
        """Return a picture in the line, else what it shows."""
        drawing = self.holder.icon(node, self.places.number())
        facts = {"name": node.name, "alt": node.alt, "title": node.title}
        return self.places.control("icon", "", drawing or run(node.alt, look), facts)

    def link(self, node: model.Link, look: RunLook) -> str:
        """Return a link, or a field for a place that is called by its number."""
        is_place = node.target.startswith(("#", SCHEME))
        if not is_place:
            inside = self.line(node.children, replace(look, style=look.style or "Hyperlink"))
            tip = f' w:tooltip="{quote(node.title)}"' if node.title else ""
            return f'<w:hyperlink r:id="{self.holder.link(node.target)}"{tip} w:history="1">{inside}</w:hyperlink>'
        made = bool(node.children) and node.children[0].position == node.position
        chapter, place = self.place_of(node.target)
        made = made and not place.startswith(_WORKS)
        words = self.line(node.children, look)
        if made and (chapter, place) in self.scene.labels:
            name = self.places.name(chapter, place or NUMBER)
            return field(f"REF {name} \\h", words, look)
        tip = f' w:tooltip="{quote(node.title)}"' if node.title else ""
        link = f'<w:hyperlink w:anchor="{self.anchor(node.target)}"{tip} w:history="1">{words}</w:hyperlink>'
        return self.places.control("reference", "", link) if made else link

    def page_reference(self, node: model.PageReference, look: RunLook) -> str:
        """Return words with the field that counts the page of a place."""
        made = bool(node.children) and node.children[0].position == node.position
        number = field(f"PAGEREF {self.anchor(node.target)} \\h", run("…", look), look)
        words = self.line(node.children, look) + run(NBSP, look) + number
        return self.places.control("page", "", words, {"words": "" if made else "own"})

    def line_break(self, node: model.LineBreak, look: RunLook) -> str:
        """Return the end of a line."""
        return run("\n", look)

    def span(self, node: model.Span, look: RunLook) -> str:
        """Return a citation, words in another language, a named place, or words that the index names."""
        if cited := self.scene.citations.get(node.position):
            words = self.places.bookmark(self.scene.chapter, node.id, self.line(node.children, look), "citation")
            return self.places.control("citation", "", words, {"works": write_citation(cited)}, locked=True)
        look = replace(look, language=node.lang or look.language)
        inside = "".join(map(_entry, node.marks)) + self.line(node.children, look)
        marks = "\n".join(map(write_mark, node.marks))
        facts = {"id": node.id or "", "lang": node.lang or "", "marks": marks}
        place = node.id
        if node.children:
            words = self.places.bookmark(self.scene.chapter, place, inside, "span")
            return self.places.control("span", "", words, facts)
        return self.places.bookmark(self.scene.chapter, place or self.places.free_place(), inside, "empty", facts)

    def note_call(self, node: model.NoteReference, look: RunLook) -> str:
        """Return the call of a note."""
        number = self.scene.notes[node.number]
        name = f"_ct_{number}"
        if node.again:
            return field(f"NOTEREF {name} \\f \\h", run(str(node.number), RunLook("FootnoteReference")), RunLook())
        call = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        return self.places.plain_bookmark(name, call) if node.number in self.scene.again else call

    def citation(self, node: model.Citation, look: RunLook) -> str:
        """Return a citation that no bibliography has worded as the author wrote it."""
        written = write_citation(node)
        return self.places.control("citation", "", run(written, look), {"works": written})


def _entry(mark: model.IndexMark) -> str:
    """Return the field that Word makes a line of its index of; quotes and colons in it are marks of Word."""
    term = ":".join(part.replace(":", "\\:").replace('"', "”") for part in mark.term)
    other = mark.see or mark.see_also
    see = f' \\t "xem {", ".join(other)}"' if other else ""
    return hidden_field(f'XE "{term}"{see}') if term and mark.kind == "at" else ""


_INLINES: Mapping[type, Callable[[LineWriter, Any, RunLook], str]] = {
    model.Text: LineWriter.text,
    model.Code: LineWriter.code,
    model.Formula: LineWriter.formula,
    model.Icon: LineWriter.icon,
    model.Emphasis: LineWriter.emphasis,
    model.Strong: LineWriter.strong,
    model.Styled: LineWriter.styled,
    model.Abbreviation: LineWriter.abbreviation,
    model.Link: LineWriter.link,
    model.PageReference: LineWriter.page_reference,
    model.Span: LineWriter.span,
    model.LineBreak: LineWriter.line_break,
    model.NoteReference: LineWriter.note_call,
    model.Citation: LineWriter.citation,
}
