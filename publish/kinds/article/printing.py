"""Turn an article into a tagged PDF for press and screen."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import Any

from markupsafe import Markup

from publish.base.workers.task import Task
from publish.base.workers.worker import Call, call_here
from publish.layout import engine, notes, page_values, plates, xhtml
from publish.layout.index_places import Placer
from publish.layout.page_starts import PICTURE
from publish.outputs import name_file
from publish.outputs.pdf import finishing
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.project import Project

_RANGE = re.compile(r"(?<=\d)–(?=\d)")


class Paper:
    """How the nodes of an article look on paper; in a draft a missing photograph leaves its place open."""

    def __init__(self, article: model.Article, draft: bool = False, around: xhtml.Surroundings | None = None) -> None:
        """Start with the article, whether this is a draft, and what is around the article."""
        self.around = around or xhtml.Surroundings()
        self.placeholder = xhtml.words(article.language)["draft"] if draft else ""
        self.placer = Placer(article)

    def text(self, text: str) -> str:
        """Return running text, escaped; a range such as 2020–2025 stays on one line.

        The engine breaks after an en dash even between figures; U+2060 WORD JOINER forbids it, is set in no font and
        leaves no trace in the text that a reader copies.
        """
        self.placer.add(text)
        return _RANGE.sub("–\N{WORD JOINER}", escape(text, quote=False))

    def code(self, text: str) -> str:
        """Return code, escaped."""
        self.placer.add(text)
        return escape(text, quote=False)

    def address(self, target: str) -> str:
        """Return the address of a link; one to another chapter is led there when the book is put together."""
        return self.around.address(target)

    def page_reference(self, node: model.PageReference, renderer: xhtml.Renderer) -> str:
        """Return a link with its folio: as it is known so far, or counted by the engine within the document."""
        words, address = renderer.inlines(node.children), self.address(node.target)
        if address.startswith("#"):
            return xhtml.element("a", words, class_="page-reference", href=address)
        folio = self.around.folio(address) or "0"
        self.placer.add(folio)
        return xhtml.element("a", f"{words}\N{NO-BREAK SPACE}{folio}", href=address)

    def note_call(self, note: model.Footnote, renderer: xhtml.Renderer) -> str:
        """Return the call of a note, and the note itself where the engine has to move it to the foot of the page."""
        with self.placer.note():
            return notes.call(note, self.around) + (
                notes.foot_note(note, renderer) if self.around.notes.place == "foot" else ""
            )

    def mark(self, name: str, span: model.Span) -> tuple[str, str]:
        """Return nothing, and take note of the words that come next."""
        self.placer.mark(name, span)
        return "", ""

    def picture(self, figure: model.Figure) -> str:
        """Return the picture by its address on disk, or in a draft the place of one that is missing."""
        self.placer.add(PICTURE if figure.file else self.placeholder)
        if figure.file:
            return f"<img{xhtml.attribute_list(src=figure.file.as_uri(), alt=figure.alt)}/>"
        return xhtml.element("div", self.placeholder, class_="placeholder") if self.placeholder else ""

    def role(self, name: str) -> str:
        """Return nothing: the engine makes its tags from the elements."""
        return ""


def render_pdf(
    article: model.Article, project: Project, assets: Assets, *, draft: bool = False, call: Call = call_here
) -> bytes:
    """Return the article as PDF 1.7, tagged for PDF/UA-1 (ISO 14289-1).

    MediaBox and BleedBox are the trim grown by the bleed, TrimBox and CropBox the trim: a viewer shows the finished
    page, a press finds the ink around it (ISO 32000-1, 14.11.2).

    Args:
        article: What is printed.
        project: Its page and the facts of its publication.
        assets: Layouts and styles.
        draft: Whether a missing photograph leaves its place open.
        call: How the engine is called: here, or in a worker.

    Raises:
        StyleError: For what is wrong in a layout or stylesheet.
        EngineError: If Pango is not installed.
    """
    values, styles = _values(article, project, draft), finishing.print_styles(project, assets)
    task = Task(finishing.print_article, finishing.LAYING_OUT, article.position)
    pdf: bytes = call(task, values, assets, styles, article.position, project.page)
    return pdf


def render_press(
    article: model.Article,
    project: Project,
    assets: Assets,
    *,
    draft: bool = False,
    call: Call = call_here,
    keep: bool = False,
    twin: bytes | None = None,
) -> bytes:
    """Return the article for the press: PDF/X-4 of the same pages as :func:`render_pdf` makes for the screen.

    Args:
        article: What is printed.
        project: Its page, and who prints it.
        assets: Layouts, styles, printers and profiles.
        draft: Whether a missing photograph leaves its place open.
        call: How the engine is called: here, or in a worker.
        keep: Whether converted pictures are kept for the next time.
        twin: The screen twin, where it is made already.

    Raises:
        SourceError: If there is no such printer.
        StyleError: For what is wrong in a layout or stylesheet, and for a colour that cannot be printed.
        EngineError: If Pango is not installed.
    """
    from publish.outputs.press import inking
    from publish.outputs.press.intent import find_intent

    intent = find_intent(project, assets)
    name = name_file(article.name, "press")
    loading = inking.prepare(intent.look)
    content = twin or render_pdf(article, project, assets, draft=draft, call=call)
    loading.join()
    if not inking.has_pictures(content):
        call = call_here  # type alone is printed before a worker could begin
    task = Task(inking.ink_file, inking.PRINTING, article.position)
    pdf: bytes = call(task, content, project.page, intent, name, article.position, keep)
    return pdf


def compose(
    article: model.Article, project: Project, assets: Assets, *, draft: bool = False
) -> tuple[str, tuple[engine.StyleSheet, ...]]:
    """Return the XHTML of the printed article and the stylesheets that shape it, in the order of the cascade."""
    from publish.publication.assets.jinja import fill_layout

    html = fill_layout(assets, finishing.LAYOUT, _values(article, project, draft))
    return html, finishing.print_styles(project, assets)


def _values(article: model.Article, project: Project, draft: bool) -> dict[str, Any]:
    """Return what the layout of the printed article sees."""
    around = xhtml.Surroundings(notes=project.notes)
    renderer = xhtml.Renderer(article, Paper(article, draft, around))
    below = Markup(notes.print_notes(article, renderer, around))
    values = page_values.page_values(replace(article, children=()), project, renderer)
    return values | {"body": Markup(plates.print_body(article.children, renderer, project.page)), "notes": below}
