"""Set the notes of the printed pages: at the foot of a page, at the end of a chapter or at the end of a publication.

Call and note are linked both ways. Numbers are written out; where they start anew on each page, the layout mends them
(:mod:`publish.layout.fitting`), which finds the calls by the class ``by-page``.
"""

from __future__ import annotations

import re

from publish.layout import xhtml
from publish.publication import model
from publish.publication.publication import SCHEME
from publish.publication.words import words

NOTES = "notes"
"""Name of the fragment that holds all notes of a publication."""


BLOCKS = "object"
"""Element of a note with other blocks than paragraphs; of all that may stand in a paragraph, it alone may hold them."""

_BETWEEN = re.compile(r"(<pre\b.*?</pre>)|(?<=>)\n(?=<)", re.DOTALL)
"""Line ends between elements, outside of code: the engine would set lines of them in a note."""

HOLDERS = ("span", BLOCKS)
"""Elements that a note at the foot of the page may be."""


def call(note: model.Footnote, again: int, around: xhtml.Surroundings) -> str:
    """Return a call of a note: the first, or one of those after it."""
    by_page = around.notes.number == "page"
    place = f"#{around.note_id(note.number)}{_suffix(again if by_page else 0)}"
    if around.chapter and around.notes.place == "end":
        place = f"{SCHEME}{NOTES}{place}"
    class_ = "call by-page" if by_page else "call"
    return xhtml.element("a", str(note.number), class_=class_, id=_call_id(note, again), href=place)


def _suffix(again: int) -> str:
    return f"-{again + 1}" if again else ""


def _call_id(note: model.Footnote, again: int) -> str:
    return f"noteref-{note.number}{_suffix(again)}"


def foot_note(note: model.Footnote, again: int, renderer: xhtml.Renderer) -> str:
    """Return a note for the foot of the page; the engine moves it there."""
    parts = []
    for block in note.children:
        if isinstance(block, model.Paragraph):
            parts.append(xhtml.element("span", renderer.inlines(block.children), class_="note-paragraph"))
        else:
            made = _BETWEEN.sub(lambda found: found[1] or "", renderer.blocks([block]))
            parts.append(xhtml.element("div", made, class_="note-block"))
    name = "span" if all(isinstance(block, model.Paragraph) for block in note.children) else BLOCKS
    id_ = f"note-{note.number}{_suffix(again)}"
    made = xhtml.element(name, f"{_number(note, again, '')} {''.join(parts)}", class_="footnote", id=id_)
    return renderer.placed(made, note.position)


def print_notes(article: model.Article, renderer: xhtml.Renderer, around: xhtml.Surroundings) -> str:
    """Return the notes that stand below the text of an article; empty where they stand elsewhere."""
    if not article.footnotes or around.notes.place == "foot" or (around.chapter and around.notes.place == "end"):
        return ""
    title = xhtml.element("h2", words(article.language)["notes"])
    return xhtml.element("section", title + note_paragraphs(article, renderer, around), class_="notes")


def note_paragraphs(article: model.Article, renderer: xhtml.Renderer, around: xhtml.Surroundings) -> str:
    """Return the notes of an article, one below the other."""
    back = f"{SCHEME}{around.chapter}" if around.apart else ""
    made = []
    for note in article.footnotes:
        first, rest = note.children[:1], note.children[1:]
        if first and not isinstance(first[0], model.Paragraph):
            first, rest = (), note.children
        text = "".join(renderer.inlines(block.children) for block in first if isinstance(block, model.Paragraph))
        opening = f"{_number(note, 0, back)} {text}"
        parts = [xhtml.element("p", opening, class_="note", id=around.note_id(note.number))]
        for block in rest:
            if isinstance(block, model.Paragraph):
                parts.append(xhtml.element("p", renderer.inlines(block.children), class_="note-more"))
            else:
                parts.append(xhtml.element("div", renderer.blocks([block]), class_="note-block"))
        made += [renderer.placed(part, note.position) for part in parts]
    return "\n".join(made)


def _number(note: model.Footnote, again: int, back: str) -> str:
    return xhtml.element("a", str(note.number), class_="number", href=f"{back}#{_call_id(note, again)}")
