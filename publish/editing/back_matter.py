"""Put behind a text what it rests on: its citations worded, the list of works, and checks of the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from publish.base.diagnostics import Diagnostic, Position, error
from publish.base.messages import say
from publish.editing import bibliography
from publish.editing.index import check_references
from publish.editing.rules import GLYPH_RULES, check_article
from publish.publication import model
from publish.publication.assets.folders import Assets
from publish.publication.project import Project
from publish.publication.publication import SCHEME, WORKS, Chapter
from publish.publication.settings import read_config
from publish.publication.toml_values import line_of
from publish.publication.words import words


def add_back_matter(
    chapters: tuple[Chapter, ...], project: Project, assets: Assets
) -> tuple[tuple[Chapter, ...], list[Diagnostic]]:
    """Return the chapters of a book with their citations worded and the list of works behind them, and what is wrong.

    Raises:
        AssetError, StyleError: If the citation style cannot be used.
        EngineError: If the library for citations is not installed.
    """
    articles = [chapter.article for chapter in chapters]
    diagnostics = list(check_references(articles))
    addresses = [*(f"{SCHEME}{chapter.name}" for chapter in chapters), f"{SCHEME}{WORKS}"]
    cited = _cite(articles, addresses, project, assets, together=True, complete=True)
    diagnostics += cited.diagnostics
    made = tuple(replace(old, article=new) for old, new in zip(chapters, cited.articles, strict=True))
    if works := cited.lists[0]:
        article = _list_article(articles[0], works, project)
        diagnostics += check_article(article, project, assets, GLYPH_RULES)
        made = (*made, Chapter(WORKS, article, "back", None))
    return made, diagnostics


def add_works(
    articles: Sequence[model.Article], project: Project, assets: Assets, complete: bool
) -> tuple[list[model.Article], list[Diagnostic]]:
    """Return articles that are published by themselves, each with the list of the works it cites, and what is wrong.

    Args:
        articles: The articles.
        project: The project of the articles.
        assets: Where its styles are.
        complete: Whether these are all its articles.

    Raises:
        AssetError, StyleError: If the citation style cannot be used.
        EngineError: If the library for citations is not installed.
    """
    cited = _cite(articles, [""] * len(articles), project, assets, together=False, complete=complete)
    diagnostics, made = list(cited.diagnostics), []
    for article, works in zip(cited.articles, cited.lists, strict=True):
        if works:
            at = article.position
            heading = model.Heading(2, None, (model.Text(_title(article.language, project), at),), at)
            article = replace(article, children=(*article.children, heading, works))
            listed = replace(article, children=(works,), footnotes=())
            diagnostics += check_article(listed, project, assets, GLYPH_RULES)
        made.append(article)
    return made, diagnostics


def _cite(
    articles: Sequence[model.Article],
    addresses: Sequence[str],
    project: Project,
    assets: Assets,
    *,
    together: bool,
    complete: bool,
) -> bibliography.Cited:
    asked = project.bibliography
    at = Position(project.config, line_of(read_config(project.config), "bibliography", "file"), 1)
    file = project.works
    if file and not file.resolve().is_relative_to(project.root.resolve()):
        found = error(
            at, say("outside the project: {file}", file=asked.file), "outside-project", say("copy it into source/")
        )
        return bibliography.Cited(tuple(articles), (None,) * len(articles), (found,))
    style = _style(asked.style, assets) if file else Path()
    return bibliography.cite(articles, addresses, file, at, style, together=together, complete=complete)


def _style(name: str, assets: Assets) -> Path:
    """Return the CSL file of a style: the project's own, in ``styles/``, before a bundled one.

    Raises:
        AssetError: If there is none.
    """
    plain = Path(name).name
    plain = plain if plain.endswith(".csl") else f"{plain}.csl"
    own = next((folder / plain for folder in assets.styles if (folder / plain).is_file()), None)
    return own or assets.style(f"bibliography/{plain}")


def _title(language: str, project: Project) -> str:
    return project.bibliography.title or words(language)["works"]


def _list_article(first: model.Article, works: model.List, project: Project) -> model.Article:
    """Return the list of works as a chapter."""
    at = Position(project.config)
    return model.Article(
        name=WORKS,
        headline=((model.Text(_title(project.language, project), at),),),
        published=project.date or first.published,
        language=project.language,
        children=(works,),
        position=at,
    )
