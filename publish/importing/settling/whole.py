"""All articles of an import together: references that lead nowhere, or to what nothing can be called by, are mended."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from publish.base.diagnostics import Diagnostic
from publish.base.messages import say
from publish.editing.references import resolve_article, resolve_chapters
from publish.importing.dialects.draft import Change
from publish.importing.dialects.link_spans import link_at
from publish.importing.settling.conversion import Converted, read_again
from publish.importing.settling.links import link_words
from publish.importing.settling.trouble import Trouble
from publish.publication import model
from publish.publication.apparatus import Numbering
from publish.publication.assets.folders import Assets
from publish.publication.project import Project
from publish.publication.publication import Chapter

ROUNDS = 4


def settle_references(
    articles: Mapping[str, Converted], language: str, assets: Assets, numbering: Numbering, *, linked: bool
) -> None:
    """Mend the references of articles until all of them lead somewhere and have words.

    Args:
        articles: The articles by the names of their files in the input.
        language: Language of the publication.
        assets: Where the fonts are.
        numbering: What is numbered, so that references to it need no words.
        linked: Whether links may lead from one article to another.
    """
    project = Project(Path("source"), numbering=numbering)
    for _ in range(ROUNDS):
        found = _resolve(articles, project, linked)
        if not found:
            return
        by_file = {each.article.position.file: each for each in articles.values()}
        for converted in dict.fromkeys(by_file[one.position.file] for one in found if one.position.file in by_file):
            own = [one for one in found if one.position.file == converted.article.position.file]
            _mend(converted, own, by_file)
            read_again(converted, language, assets)


def _resolve(articles: Mapping[str, Converted], project: Project, linked: bool) -> list[Diagnostic]:
    if not linked:
        return [one for each in articles.values() for one in resolve_article(each.article, project)[1]]
    chapters = [Chapter(f"c{n}", each.article, "body", None) for n, each in enumerate(articles.values())]
    return resolve_chapters(chapters, project)[1]


def _mend(converted: Converted, found: list[Diagnostic], by_file: Mapping[Path, Converted]) -> None:
    draft = converted.draft
    changes: list[Change] = []
    for one in found:
        trouble = Trouble(converted.context, draft, one)
        if one.rule == "unnamed-reference":
            span = link_at(draft.text, trouble.offset)
            if span:
                words = _words(converted, span.target, by_file)
                trouble.changed(
                    say("link"), say("nothing to call its place by, so its words are: {words}", words=words)
                )
                changes.append(Change(span.words[0], span.words[0], words))
        else:
            changes += link_words(trouble)
    draft.apply(changes)


def _words(converted: Converted, target: str, by_file: Mapping[Path, Converted]) -> str:
    """Return the words for a reference: the headline of the article that it leads to, or the name of the place."""
    file, _, place = target.partition("#")
    there = converted
    if file:
        wanted = (converted.article.position.file.parent / file).resolve()
        there = next((each for path, each in by_file.items() if path.resolve() == wanted), converted)
    headline = " ".join(model.plain_text(line) for line in there.article.headline)
    return headline.replace("[", "(").replace("]", ")") if headline else place
