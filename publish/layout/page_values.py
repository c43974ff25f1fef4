"""Give a layout what it places: the facts and the text of an article as XHTML."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Any

from markupsafe import Markup

from publish import __version__
from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say
from publish.layout.sources import file_of
from publish.layout.xhtml import Renderer
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.model import plain_text
from publish.publication.project import Project
from publish.publication.words import words

FIELDS = ("kicker", "headline", "deck", "byline", "source", "credit", "rights")
"""Fields whose place in the source a layout is told."""

GENERATOR = f"publish {__version__}"


def fill_page(
    name: str, article: model.Article, project: Project, assets: Assets, renderer: Renderer, **more: Any
) -> str:
    """Return the layout of that name filled with the article (:func:`page_values`) and ``more``."""
    from publish.publication.assets.jinja import fill_layout  # large, and for the article it is the worker that fills

    return fill_layout(assets, name, page_values(article, project, renderer) | more)


def page_values(article: model.Article, project: Project, renderer: Renderer) -> dict[str, Any]:
    """Return what layouts see of an article.

    ``headline`` (its lines), ``title`` (the same without markup), ``kicker``, ``deck``, ``byline``, ``dateline``,
    ``source``, ``credit``, ``rights`` and ``body`` as XHTML, ``published`` and ``updated`` as dates, ``publication``,
    ``publisher``, ``summary``, ``subjects``, ``language``, ``words`` and ``generator``.
    """
    inline = {
        field: Markup(renderer.inlines(getattr(article, field)))
        for field in ("kicker", "deck", "byline", "dateline", "source", "credit", "rights")
    }
    values = {
        "headline": [Markup(renderer.inlines(line)) for line in article.headline],
        "title": headline_text(article),
        "short_title": article.short_headline or headline_text(article),
        "running_head": project.short_title or project.title,
        "places": {
            name: Markup(renderer.target.place(dict(article.fields).get(name, article.position))) for name in FIELDS
        },
        "file": Markup(file_of(article.position)),
        "body": Markup(renderer.blocks(article.children)),
        "published": article.published,
        "updated": article.updated,
        "modified": file_time(article).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "authors": authors(article),
        "publication": project.title,
        "publisher": project.publisher,
        "summary": article.summary,
        "subjects": article.subjects,
        "language": article.language,
        "words": dict(words(article.language)),  # a view does not travel to the worker that fills the layout
        "generator": GENERATOR,
    }
    if not project.kind.joined:
        inline["rights"] = inline["rights"] or Markup.escape(project.rights)
    return values | inline


def headline_text(article: model.Article) -> str:
    """Return the headline as one line of plain text."""
    return " ".join(plain_text(line).strip() for line in article.headline)


def authors(article: model.Article) -> str:
    """Return who made the article, for the metadata of the files: the byline, else the source; empty for neither."""
    return plain_text(article.byline).strip() or plain_text(article.source).strip()


def own_day(article: model.Article) -> datetime.date | None:
    """Return the day of publication that the article itself carries; None where it has that of its publication."""
    return article.published if "published" in dict(article.fields) else None


def file_time(article: model.Article) -> datetime.datetime:
    """Return the time that the files of an article carry (:func:`time_of`): its last change, else its publication."""
    day = article.updated or article.published
    assert day, "the checks ask for a date"
    return time_of(day)


def time_of(day: datetime.date) -> datetime.datetime:
    """Return the time of files made of something of that day, in UTC: ``SOURCE_DATE_EPOCH`` if set, else the day.

    Raises:
        SourceError: If the variable is set to something else than seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        except (ValueError, OverflowError, OSError) as failure:
            position = Position(Path("SOURCE_DATE_EPOCH"))
            message = say("{epoch!r} is not a number of seconds since 1970", epoch=epoch)
            raise SourceError(error(position, message, "invalid-date")) from failure
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
