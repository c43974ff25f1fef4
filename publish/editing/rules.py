"""Check an article against what its outputs need; each rule looks at the model and yields what it finds."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from publish.base.diagnostics import (
    AssetError,
    Diagnostic,
    EngineError,
    Position,
    PublishError,
    Severity,
    SourceError,
    StyleError,
    error,
    warning,
)
from publish.base.filenames import composed, is_file_name
from publish.base.messages import say, say_as
from publish.publication import model
from publish.publication.assets.dropped_fonts import emoji_faces, find_faces, group_by_script, missing_glyphs
from publish.publication.assets.emoji import unset_sequences
from publish.publication.assets.folders import Assets
from publish.publication.assets.fonts import missing_characters
from publish.publication.assets.images import check_picture, drawing_words
from publish.publication.facts import texts_of
from publish.publication.project import Project

if TYPE_CHECKING:
    from publish.vietnamese.edits import Edit

_PICTURE_RULES = ("missing-image", "unreadable-image", "image-outside-project", "remote-image")
ASSET_RULES = frozenset([*_PICTURE_RULES, "missing-glyph", "missing-font", "unreadable-font"])
"""Rules whose breach is the fault of a file that the source names, not of the source."""

STYLE_RULES = frozenset(["font-face", "unreadable-style", "missing-style"])
"""Rules whose breach is the fault of a stylesheet that the rules look at."""

ENGINE_RULES = frozenset(["no-math"])
"""Rules whose breach is that a library is not installed; as long as it is not, the rest is not known."""

Rule = Callable[[model.Article, Project, Assets], Iterator[Diagnostic]]


def check_article(
    article: model.Article, project: Project, assets: Assets, rules: Sequence[Rule] | None = None
) -> list[Diagnostic]:
    """Return all that the rules find; of a stylesheet or font that they must look at and that is not usable, that.

    Args:
        article: The article, not yet typeset; for :data:`FACT_RULES` it may be.
        project: The project of the article.
        assets: Where styles and fonts are.
        rules: Rules to run, :data:`TEXT_RULES` or :data:`FACT_RULES`; None for all.
    """
    found: list[Diagnostic] = []
    for rule in rules or (*FACT_RULES, *TEXT_RULES):
        try:
            found += rule(article, project, assets)
        except (AssetError, StyleError) as failure:
            found += failure.diagnostics
    return list(dict.fromkeys(found))


def failure_of(diagnostics: list[Diagnostic]) -> PublishError | None:
    """Return the error that a list of findings amounts to, carrying all of them; None without an error among them."""
    errors = [d for d in diagnostics if d.severity is Severity.ERROR]
    if not errors:
        return None
    if any(d.rule in ENGINE_RULES for d in errors):
        return EngineError(diagnostics)
    if any(d.rule == "layout-limits" for d in errors) or all(d.rule in STYLE_RULES for d in errors):
        return StyleError(diagnostics)
    family = AssetError if all(d.rule in ASSET_RULES for d in errors) else SourceError
    return family(diagnostics)


def _facts(article: model.Article, project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """The facts that every output needs."""
    has_headline = any(model.plain_text(line).strip() for line in article.headline)
    if not has_headline and "headline" not in article.unread:
        hint = say("add 'headline: …' at its top, or start the text with a line '# …'")
        yield error(article.position, say("the article has no headline"), "missing-headline", hint)
    if not article.published and not project.date and "published" not in article.unread:
        hint = say("add 'published: 2026-01-31', the day that the files will be dated")
        yield error(article.position, say("the article has no day of publication"), "missing-date", hint)
    if article.published and article.updated and article.updated < article.published:
        position = dict(article.fields)["updated"]
        yield error(position, say("updated before it was published"), "invalid-date")


def _figures(article: model.Article, project: Project, assets: Assets) -> Iterator[Diagnostic]:
    for node in model.walk(article):
        if isinstance(node, model.Figure | model.Icon):
            faults = list(_figure(node, project))
            yield from faults
            if node.file and not faults and (words := drawing_words(node.file)):
                missing = "".join(sorted(missing_characters(words.text, find_faces(assets))))
                for script, letters in group_by_script(missing).items():
                    yield missing_glyphs(letters, f"{node.name}: {letters[0]}", node.position, script)
        if isinstance(node, model.Figure):
            if node.span:
                yield from _span(node, article, project)
            if node.bleed:
                yield from _bleed(node, article, project)


def _span(figure: model.Figure, article: model.Article, project: Project) -> Iterator[Diagnostic]:
    """What a figure asks for in vain."""
    if not project.kind.spans:
        message, hint = say("a picture spans columns in a bulletin only"), say("leave {{span}} out")
    elif not figure.file or article.children[:1] != (figure,):
        message = say("only the picture that opens an article can span columns")
        hint = say("put it first, or leave {{span}} out")
    else:
        return
    yield warning(figure.position, message, "idle-span", hint)


def _bleed(figure: model.Figure, article: model.Article, project: Project) -> Iterator[Diagnostic]:
    """What a full-bleed picture asks for in vain."""
    if not project.kind.plates:
        message = say("no picture of a {kind} fills a page of its own", kind=project.kind.called or project.kind.name)
        hint = (
            say("leave {{bleed}} out; {{span=2}} makes it large") if project.kind.spans else say("leave {{bleed}} out")
        )
    elif not figure.file:
        message, hint = say("a photo note cannot fill a page"), say("leave {{bleed}} out until there is a picture")
    elif all(figure is not block for block in article.children):
        message = say("only a picture of the text itself can fill a page")
        hint = say("move it out of what stands around it")
    elif not project.page.bleed_mm:
        message = say("the page has no bleed for the picture to fill")
        hint = say('set bleed = "3mm" in [page] of publish.toml')
    else:
        calls = (node for node in model.walk((figure.caption, figure.credit)) if isinstance(node, model.NoteReference))
        if project.notes.place == "foot" and (call := next(calls, None)):
            hint = say('call it from the text, or set place = "chapter" in [notes]')
            yield error(call.position, say("a page that a picture fills has no foot for a note"), "bleed-note", hint)
        return
    yield warning(figure.position, message, "idle-bleed", hint)


def _figure(figure: model.Figure | model.Icon, project: Project) -> Iterator[Diagnostic]:
    at, name = figure.position, figure.name
    if not name and isinstance(figure, model.Icon):
        yield error(
            at, say("a picture without a file"), "empty-figure", say("name it in the brackets: ![what it shows](file)")
        )
        return
    if not name:
        assert isinstance(figure, model.Figure)
        if not figure.caption and not figure.credit:
            yield error(at, say("a figure with neither picture nor caption"), "empty-figure")
        else:
            yield warning(at, say("the photograph is not supplied; its caption is printed as a note"), "no-photograph")
        return
    if not figure.alt.strip():
        hint = say("say in the brackets what it shows: ![…]({name})", name=name)
        yield error(at, say("picture without a description: {name}", name=name), "missing-alt", hint)
    if figure.file is None or urlsplit(name).scheme or name.startswith("//"):
        hint = say("save it in source/figures/ and name it there")
        yield error(at, say("picture from the network: {name}", name=name), "remote-image", hint)
        return
    path = figure.file
    if not is_file_name(unquote(name)):
        hint = say("the path starts at the article's folder")
        yield error(
            at,
            say("no file can be called {name!r} …", name=name[:40])
            if len(name) > 40
            else say("no file can be called {name!r}", name=name),
            "missing-image",
            hint,
        )
    elif not path.resolve().is_relative_to(project.root.resolve()):
        yield error(
            at,
            say("picture outside the project: {name}", name=name),
            "image-outside-project",
            say("copy it into source/figures/"),
        )
    elif not path.is_file():
        yield error(at, say("picture not found: {name}", name=name), "missing-image", _guess(path))
    else:
        yield from check_picture(path, name, at)


def _guess(path: Path) -> str:
    folder = path.parent
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    guess = difflib.get_close_matches(composed(unquote(path.name)), map(composed, names), n=1)
    return say("did you mean {guess}?", guess=guess[0]) if guess else say("the path starts at the article's folder")


def _links(article: model.Article, project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """Names are given once, and links inside the article lead to one of them."""
    names: dict[str, Position] = {}
    for node in model.walk(article):
        name = getattr(node, "id", None)
        if not name:
            continue
        if name in names:
            yield error(
                node.position,
                say("the id {name!r} is given twice", name=name),
                "duplicate-id",
                say("first at {position}", position=names[name]),
            )
        elif name.startswith(RESERVED_IDS):
            hint = say("choose a name that does not start with {names}", names=", ".join(RESERVED_IDS))
            yield error(node.position, say("the id {name!r} is kept for the layouts", name=name), "reserved-id", hint)
        names.setdefault(name, node.position)
    for node in model.walk(article):
        if not isinstance(node, model.Link | model.PageReference) or not node.target.startswith("#"):
            continue
        if node.target[1:] not in names:
            guess = difflib.get_close_matches(node.target[1:], names, n=1)
            hint = (
                say("did you mean #{guess}?", guess=guess[0])
                if guess
                else say("put {{#…}} before the block it should lead to")
            )
            yield error(node.position, say("link to nowhere: {target}", target=node.target), "dangling-link", hint)


RESERVED_IDS = ("note-", "noteref-", "page-", "index-", "entry-", "cite-", "ref-")


def _notes(article: model.Article, project: Project, assets: Assets) -> Iterator[Diagnostic]:
    for note in article.footnotes:
        for block in model.walk(note.children):
            if isinstance(block, model.Heading | model.PullQuote | model.Figure):
                message = say("a footnote holds no crossheads, pictures and pull quotes")
                yield error(block.position, message, "footnote-block", say("move it into the text"))


def _cells(article: model.Article, project: Project, assets: Assets) -> Iterator[Diagnostic]:
    cells = (node for node in model.walk(article) if isinstance(node, model.Cell))
    for block in (node for cell in cells for node in model.walk(cell.blocks) if isinstance(node, _NOT_IN_CELLS)):
        message = say("a cell of a table holds paragraphs, lists, code and formulas only")
        yield error(
            block.position, message, "cell-block", say("move it out of the table; a picture may stand between words")
        )


_NOT_IN_CELLS = (
    *(model.Heading, model.BlockQuote, model.PullQuote, model.Box, model.Verse, model.Figure, model.Table),
    model.ThematicBreak,
)


def _glyphs(article: model.Article, project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """Every character has a glyph in a font; what is missing is told once for each script, at its first letter."""
    missing = missing_characters(printed_text(article, project), find_faces(assets))
    if not missing:
        return
    texts = _texts(article)
    seen: dict[str, tuple[str, Position]] = {}
    for node in texts:
        for offset, character in enumerate(node.text):
            if character in missing and character not in seen:
                seen[character] = _find_word(node, offset)
    for character in sorted(missing - seen.keys()):
        seen[character] = character, article.position
    for script, letters in group_by_script(seen).items():
        yield missing_glyphs(letters, *seen[letters[0]], script)


def printed_text(article: model.Article, project: Project) -> str:
    """Return all that is printed of an article in letters, in no order that matters, but for the words of drawings."""
    marks = {n.mark + ("" if n.done is None else "☐☑") for n in model.walk(article) if isinstance(n, model.ListItem)}
    told = [*texts_of(article.facts), article.summary, *article.subjects, project.title, project.publisher]
    extra = [*sorted(marks), *told, project.rights]
    return "".join([node.text for node in _texts(article)] + extra)


def _texts(article: model.Article) -> list[model.Text | model.Code | model.CodeBlock]:
    return [node for node in model.walk(article) if isinstance(node, model.Text | model.Code | model.CodeBlock)]


def _emoji(article: model.Article, project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """Emoji of several characters that no font has one sign for; each is told once."""
    texts = [
        node for node in model.walk(article) if isinstance(node, model.Text | model.Code) and not node.text.isascii()
    ]
    if not texts:
        return
    told: set[str] = set()
    font = emoji_faces(assets)[0].path
    for node in texts:
        for offset, emoji, message in unset_sequences(node.text, font):
            if emoji not in told:
                told.add(emoji)
                position = replace(node.position, column=node.position.column + offset)
                hint = say("write another emoji, or put a picture into the line: ![what it shows](file)")
                yield warning(
                    position,
                    message,
                    "emoji-sequence",
                    hint,
                )


def _directions(article: model.Article, project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """Letters that run from right to left."""
    if any(isinstance(node, model.Text | model.Code) and not node.text.isascii() for node in model.walk(article)):
        from publish.editing.direction import check_directions

        yield from check_directions(article)


def _find_word(node: model.Text | model.Code | model.CodeBlock, offset: int) -> tuple[str, Position]:
    """Return the word around a character of a text, and the place of the character."""
    text, start = node.text, node.position
    before, after = text[:offset].split(), text[offset:].split()
    glued = before[-1] if before and not text[offset - 1].isspace() else ""
    word = glued + (after[0] if after else "")
    newlines = text.count("\n", 0, offset)
    column = offset - text.rfind("\n", 0, offset) if newlines else offset + 1
    if isinstance(node, model.CodeBlock):  # each line of it stands as far to the right as its fence
        return word, Position(start.file, start.line + newlines + node.fenced, column + start.column - 1)
    return word, Position(start.file, start.line + newlines, column if newlines else column + start.column - 1)


def _letters(article: model.Article, project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """Letters that are not what they look like; the page shows them as they are, and the linter mends the source.

    What most of an article has so is told once.
    """
    from publish.vietnamese.repairs.repairs import repairs

    found: dict[str, list[Diagnostic]] = {}
    for node in model.walk(article) if model.is_vietnamese(article.language) else ():
        if isinstance(node, model.Text) and not node.text.isascii() and node.text.strip():  # not the indent of a verse
            for edit in repairs(node.text):
                found.setdefault(edit.rule, []).append(_damaged(edit, node))
    if not found:
        return
    from publish.vietnamese.problems.habits import is_habit

    text = " ".join(node.text for node in model.walk(article) if isinstance(node, model.Text))
    for rule, ones in found.items():
        if is_habit(rule, len(ones), text):
            message = say(
                "{message}, and so are {count} more places of this article",
                message=ones[0].message,
                count=len(ones) - 1,
            )
            yield replace(ones[0], message=message)
        else:
            yield from ones


def _damaged(edit: Edit, node: model.Text) -> Diagnostic:
    """Return the warning for one change that would make a text right."""
    from publish.vietnamese.problems.messages import LANGUAGES, message

    position = replace(node.position, column=node.position.column + edit.start)
    text = node.text[edit.start : edit.end]
    found = {language: message(edit.rule, language, text, edit.replacement) for language in LANGUAGES}
    return warning(
        position, say_as(found), edit.rule, say("'publish lint --fix' mends it"), max(1, edit.end - edit.start)
    )


def _code(article: model.Article, project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """The languages that blocks of code name."""
    if any(isinstance(node, model.CodeBlock) and node.language for node in model.walk(article)):
        from publish.editing.code_languages import check_code

        yield from check_code(article)


def _index(article: model.Article, project: Project, assets: Assets) -> Iterator[Diagnostic]:
    """The marks of the index."""
    if not any(isinstance(node, model.IndexMark) for node in model.walk(article)):
        return
    from publish.editing.index import check_marks  # marks are rare

    yield from check_marks(article, project.kind, project.notes.place)


FACT_RULES: tuple[Rule, ...] = (_facts, _figures, _links, _notes, _cells, _index)
"""Rules on the facts of an article and the files it names, which are looked at in every run."""

GLYPH_RULES: tuple[Rule, ...] = (_glyphs,)
"""The rule for text that is not the author's own."""

TEXT_RULES: tuple[Rule, ...] = (_glyphs, _emoji, _letters, _directions, _code)
"""Rules on the text, whose findings hold as long as text, fonts and project do."""
