"""Set the notes of the printed pages: at the foot of a page, at the end of a chapter or at the end of a publication.

Call and note are linked both ways. Numbers are written out; where they start anew on each page, the layout mends them
(:mod:`publish.layout.fitting`), which finds the calls by the class ``by-page``.
"""

from __future__ import annotations

from publish.layout import xhtml
from publish.publication import model
from publish.publication.publication import SCHEME
from publish.publication.words import words

NOTES = "notes"
"""Name of the fragment that holds all notes of a publication."""


def call(note: model.Footnote, around: xhtml.Surroundings) -> str:
    """Return the call of a note."""
    place = f"#{around.note_id(note.number)}"
    if around.chapter and around.notes.place == "end":
        place = f"{SCHEME}{NOTES}{place}"
    class_ = "call by-page" if around.notes.number == "page" else "call"
    return xhtml.element("a", str(note.number), class_=class_, id=f"noteref-{note.number}", href=place)


def foot_note(note: model.Footnote, renderer: xhtml.Renderer) -> str:
    """Return a note for the foot of the page; the engine moves it there."""
    paragraphs = "".join(
        xhtml.element("span", renderer.inlines(block.children), class_="note-paragraph")
        for block in note.children
        if isinstance(block, model.Paragraph)
    )
    made = xhtml.element("span", f"{_number(note, '')} {paragraphs}", class_="footnote", id=f"note-{note.number}")
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
        texts = [renderer.inlines(block.children) for block in note.children if isinstance(block, model.Paragraph)]
        opening = f"{_number(note, back)} {''.join(texts[:1])}"
        paragraphs = [xhtml.element("p", opening, class_="note", id=around.note_id(note.number))]
        paragraphs += [xhtml.element("p", text, class_="note-more") for text in texts[1:]]
        made += [renderer.placed(paragraph, note.position) for paragraph in paragraphs]
    return "\n".join(made)


def _number(note: model.Footnote, back: str) -> str:
    return xhtml.element("a", str(note.number), class_="number", href=f"{back}#noteref-{note.number}")
