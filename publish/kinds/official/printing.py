"""The printed pages of an official document."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from markupsafe import Markup

from publish.base.workers.task import Task
from publish.kinds.official.document import MOTTO, NATION, Lines, OfficialDocument, read_document
from publish.kinds.official.markup import print_annex, print_parts
from publish.kinds.official.styles import LAYOUT, print_document, print_styles
from publish.layout import engine, notes, page_values, xhtml
from publish.layout.paper import Paper
from publish.outputs.commission import Commission
from publish.outputs.pdf.finishing import LAYING_OUT
from publish.outputs.pdf.printed import OnePiece
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.project import Project

_OUTSIDE = frozenset(["body", "named"])


def printed(asked: Commission) -> OnePiece:
    """Return the pages of a document, which one worker lays out at once."""
    article, project, assets = asked.subject, asked.project, asked.assets
    assert isinstance(article, model.Article), "this kind joins nothing"

    def lay_out() -> bytes:
        values, styles = _values(article, project, asked.draft), print_styles(project, assets)
        task = Task(print_document, LAYING_OUT, article.position)
        pdf: bytes = asked.workers.call(task, values, assets, styles, article.position, project.page)
        return pdf

    return OnePiece(asked, article.position, project.page, lay_out)


def compose(
    article: model.Article, project: Project, assets: Assets, fitted: str = "", *, draft: bool = False
) -> tuple[str, tuple[engine.StyleSheet, ...]]:
    """Return the XHTML of the printed document and the stylesheets that shape it, in the order of the cascade.

    Args:
        article: The document.
        project: The page of the document, and all else that ``publish.toml`` says.
        assets: Layouts, styles and fonts.
        fitted: Empty: these documents are not fitted to their pages.
        draft: Whether a missing photograph leaves its place open.
    """
    from publish.publication.assets.jinja import fill_layout

    assert not fitted, "official documents are set as their regime has them"
    return fill_layout(assets, LAYOUT, _values(article, project, draft)), print_styles(project, assets)


def _values(article: model.Article, project: Project, draft: bool) -> dict[str, Any]:
    """Return what the layout of the printed document sees: the facts of the article, and those of the document."""
    document = read_document(article)
    around = xhtml.Surroundings(notes=project.notes)
    renderer = xhtml.Renderer(article, Paper(article, draft, around))
    renderer.classes.clear()  # no text of it is a lede
    values = page_values.page_values(replace(article, children=()), project, renderer)
    head = {f.name: getattr(document, f.name) for f in fields(document) if f.name not in _OUTSIDE}
    return values | {
        **head,
        "is_letter": document.is_letter,
        "nation": NATION,
        "motto": MOTTO,
        "body": Markup(print_parts(document.body.parts, renderer)),
        "annexes": [
            {key: Markup(value) for key, value in print_annex(annex, renderer).items()}
            for annex in document.body.annexes
        ],
        "note": _annex_note(document),
        "notes": Markup(notes.print_notes(article, renderer, around)),
    }


def _annex_note(document: OfficialDocument) -> Lines:
    """Return the line below the title of an annex that names its document."""
    return (f"(Kèm theo {document.named})",) if document.named else ()
