"""The printed pages of an official document."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace
from typing import Any

from markupsafe import Markup

from publish.base.workers.task import Task
from publish.kinds.official.document import MOTTO, NATION, Lines, OfficialDocument, read_document
from publish.kinds.official.markup import print_annex, print_parts
from publish.kinds.official.signature_images import PlacedImage, place_images
from publish.kinds.official.styles import LAYOUT, print_document, print_styles
from publish.layout import engine, notes, page_values, xhtml
from publish.layout.headlines import set_headline, width_em
from publish.layout.page_starts import PagePlaces
from publish.layout.paper import Paper
from publish.outputs.commission import Commission
from publish.outputs.pdf.finishing import LAYING_OUT
from publish.outputs.pdf.printed import OnePiece
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.project import Project

_AGENCY_PT, _ABOUT_PT, _SUBJECT_PT = 180.0, 225.0, 430.0
"""The room for the lines above a rule in points, at least: the left column of the head, and the text."""

_LARGEST_PT = 13.0
"""The size that their widths are reckoned by: letters of Times are narrower than :func:`width_em` has them."""

_OUTSIDE = frozenset(["body", "named"])


def printed(asked: Commission) -> OnePiece:
    """Return the pages of a document, which one worker lays out at once."""
    article, project, assets = asked.subject, asked.project, asked.assets
    assert isinstance(article, model.Article), "this kind joins nothing"

    def lay_out() -> tuple[bytes, PagePlaces]:
        values, styles = _values(article, project, asked.draft), print_styles(project, assets)
        task = Task(print_document, LAYING_OUT, article.position)
        made: tuple[bytes, PagePlaces] = asked.workers.call(
            task, values, assets, styles, article.position, project.page
        )
        return made

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
    return values | {
        **facts_around(document),
        "superior": break_agency(document.superior),
        "agency": break_agency(document.agency),
        "subject": (break_about if document.is_letter else break_subject)(document.subject),
        "brief": _is_brief(document),
        "images": [_image(image) for image in place_images(document.signature, article)],
        "body": Markup(print_parts(document.body.parts, renderer)),
        "annexes": [
            {key: Markup(value) for key, value in print_annex(annex, renderer).items()}
            for annex in document.body.annexes
        ],
        "note": break_subject(annex_note(document)),
        "notes": Markup(notes.print_notes(article, renderer, around)),
    }


def _image(placed: PlacedImage) -> dict[str, str]:
    """Return what the layout sees of an image of a signature."""
    assert placed.icon.file, "an image that is not there has ended the work"
    style = f"width: {placed.width:.2f}mm; height: {placed.height:.2f}mm; top: {placed.top:.2f}mm"
    style += f"; margin-left: {placed.left:.2f}mm"
    return {"src": placed.icon.file.as_uri(), "alt": placed.icon.alt, "style": style}


def facts_around(document: OfficialDocument) -> dict[str, Any]:
    """Return what layouts see of a document around its text: the fields of its record, nation and motto."""
    head = {f.name: getattr(document, f.name) for f in fields(document) if f.name not in _OUTSIDE}
    told = {name: getattr(document, name) for name in ("is_letter", "is_annex", "is_telegram", "greeting")}
    return {**head, **told, "nation": NATION, "motto": MOTTO}


def break_agency(texts: Lines) -> Lines:
    """Return the name of an agency, in small letters as it is written, broken by sense into lines for the head."""
    return _broken(texts, _AGENCY_PT, upper=True)


def break_about(texts: Lines) -> Lines:
    """Return the subject of a letter with "V/v" before it, broken by sense into lines for the head."""
    return _broken((f"V/v {' '.join(texts)}",), _ABOUT_PT) if texts else ()


def break_subject(texts: Lines) -> Lines:
    """Return a subject, or what names another document, broken by sense into lines as long as those of the text."""
    return _broken(texts, _SUBJECT_PT)


def _is_brief(document: OfficialDocument) -> bool:
    """Tell whether the text may end with a paragraph of one line."""
    parts = document.body.parts
    last = f"{parts[-1].number} {model.plain_text(parts[-1].children)}" if parts else ""
    return width_em(last) * _LARGEST_PT < 1.2 * _SUBJECT_PT  # letters are narrower than that


def _broken(texts: Lines, measure_pt: float, *, upper: bool = False) -> Lines:
    """Return lines above a rule, which is as long as a part of the last one, broken by sense and into even ones."""
    found: list[str] = []
    for text in texts:
        shown = text.upper() if upper else text
        whole = width_em(shown) * _LARGEST_PT <= measure_pt
        size = _LARGEST_PT * width_em(shown) / width_em(text)  # small letters tell names apart, which stay whole
        broken = [shown] if whole else set_headline([text], measure_pt, measure_pt, size, size)[0]
        words = iter(text.split())
        found += [" ".join(itertools.islice(words, len(line.split()))) for line in broken]
    return tuple(found)


def annex_note(document: OfficialDocument) -> Lines:
    """Return the line below the title of an annex that names its document."""
    return (f"(Kèm theo {document.named})",) if document.named else ()
