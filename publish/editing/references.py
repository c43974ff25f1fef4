"""Number what a publication numbers, and lead its references to what they mean: "Hình 3", "Chương II", "trang 12".

It works on the model. A place is named by an id, which is local to its file; in a book it becomes ``publish:NAME#id``.
What the author left without words gets them here; the folio behind a :class:`publish.publication.model.PageReference`
is known to the writers only.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from publish.base.diagnostics import Diagnostic, error
from publish.base.filenames import find_file, is_file_name
from publish.base.messages import say
from publish.base.numerals import to_roman
from publish.publication import model
from publish.publication.project import Project
from publish.publication.publication import SCHEME, Chapter
from publish.publication.words import words

NBSP = "\N{NO-BREAK SPACE}"
_WEB = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def resolve_chapters(chapters: Sequence[Chapter], project: Project) -> tuple[tuple[Chapter, ...], list[Diagnostic]]:
    """Return the chapters of a book numbered and with their references led home, and what leads nowhere."""
    numbers = _Numbers(project)
    numbered = [numbers.chapter(chapter) for chapter in chapters]
    references = _References(numbered, numbers.labels, linked=True)
    return tuple(references.resolve(chapter) for chapter in numbered), references.diagnostics


def resolve_article(article: model.Article, project: Project) -> tuple[model.Article, list[Diagnostic]]:
    """Return an article that is published by itself, numbered and with its references led home."""
    numbers = _Numbers(project)
    chapter = numbers.chapter(Chapter("", article, "", None))
    references = _References([chapter], numbers.labels, linked=False, in_book=project.kind.linked)
    return references.resolve(chapter).article, references.diagnostics


def rebuild(node: Any, change: Callable[[Any], Any]) -> Any:
    """Return a node with every node in it, and last itself, replaced by what ``change`` makes of it.

    What is not changed is the same object as before.
    """
    if isinstance(node, tuple):
        items = tuple(rebuild(item, change) for item in node)
        return node if all(new is old for new, old in zip(items, node, strict=True)) else items
    names = model.parts(type(node))
    if names is None:
        return node
    changed = {}
    for name in reversed(names):
        if old := getattr(node, name):
            new = rebuild(old, change)
            if new is not old:
                changed[name] = new
    return change(dataclasses.replace(node, **changed) if changed else node)


class _Numbers:
    """Counts chapters, figures, tables, equations and notes through a publication.

    Attributes:
        labels: What each place of a chapter is called, by the name of the chapter and the id; empty for no name.
    """

    def __init__(self, project: Project) -> None:
        self.numbering, self.notes, self.lists = project.numbering, project.notes, project.lists
        self.labels: dict[str, dict[str, str]] = {}
        self.counts = {"chapter": 0, "figure": 0, "table": 0, "equation": 0, "note": 0}

    def chapter(self, chapter: Chapter) -> Chapter:
        """Return the next chapter with its number, and captions and notes with theirs."""
        article, terms = chapter.article, words(chapter.article.language, "references")
        prefix = number = ""
        if chapter.place == "body":
            self.counts["chapter"] += 1
            prefix = f"{self.counts['chapter']}."
            if self.numbering.chapters != "none":
                count = self.counts["chapter"]
                figures = to_roman(count).upper() if self.numbering.chapters == "roman" else str(count)
                number = f"{terms['chapter']}{NBSP}{figures}"
        labels = {"": number or _quoted(model.plain_text(_joined(article.headline)))}
        captions = _Captions(self, article, prefix, labels)
        offset = self.counts["note"] if self.notes.number == "publication" else 0
        self.counts["note"] += len(article.footnotes)

        def change(node: Any) -> Any:
            if offset and isinstance(node, model.NoteReference | model.Footnote):
                node = dataclasses.replace(node, number=node.number + offset)
            return captions.change(node)

        article = rebuild(article, change)
        self.labels[chapter.name] = labels
        return dataclasses.replace(chapter, article=article, number=number)


class _Captions:
    """Writes the numbers of one article into its captions, and notes what its places are called."""

    def __init__(self, numbers: _Numbers, article: model.Article, prefix: str, labels: dict[str, str]) -> None:
        self.numbers, self.labels, self.terms = numbers, labels, words(article.language, "references")
        self.taken = {name for node in model.walk(article) if (name := getattr(node, "id", None))}
        self.prefix = prefix
        for kind in ("figure", "table", "equation"):
            if self.numbered(kind) == "chapter":
                numbers.counts[kind] = 0

    def numbered(self, kind: str) -> str:
        """Return how figures, tables or equations are counted."""
        counted: str = getattr(self.numbers.numbering, f"{kind}s")
        return counted

    def change(self, node: Any) -> Any:
        """Return a figure or table with its number, and an id where a list will lead to it."""
        match node:
            case model.Figure():
                node = self.number(node, "figure", self.numbers.lists.figures)
            case model.Table():
                node = self.number(node, "table", self.numbers.lists.tables)
            case model.Equation() if node.id:
                node = self.equation(node)
            case model.Heading(children=line) | model.Box(title=line) if node.id:
                self.labels[node.id] = _quoted(model.plain_text(line))
        if name := getattr(node, "id", None):
            self.labels.setdefault(name, "")
        return node

    def number(self, node: Any, kind: str, listed: bool) -> Any:
        """Return a figure or table with its number before its caption; one without a caption stays as it is."""
        if not node.caption:
            return node
        label = _quoted(model.plain_text(node.caption))
        if listed and not node.id:
            node = dataclasses.replace(node, id=self.free_name(kind))
        if (mode := self.numbered(kind)) != "none":
            self.numbers.counts[kind] += 1
            prefix = self.prefix if mode == "chapter" else ""
            label = f"{self.terms[kind]}{NBSP}{prefix}{self.numbers.counts[kind]}"
            at = node.caption[0].position
            number = model.Strong((model.Text(f"{label}.", at),), at)
            node = dataclasses.replace(node, caption=(number, model.Text(" ", at), *node.caption))
        if node.id:
            self.labels[node.id] = label
        return node

    def equation(self, node: model.Equation) -> model.Equation:
        """Return a formula with its number, which is what references call it; one that nothing names has none."""
        assert node.id
        self.labels[node.id] = ""
        if (mode := self.numbered("equation")) != "none":
            self.numbers.counts["equation"] += 1
            prefix = self.prefix if mode == "chapter" else ""
            number = self.labels[node.id] = f"({prefix}{self.numbers.counts['equation']})"
            node = dataclasses.replace(node, number=number)
        return node

    def free_name(self, kind: str) -> str:
        """Return a name that nothing in the article has."""
        count = 1
        while f"{kind}-{count}" in self.taken:
            count += 1
        self.taken.add(f"{kind}-{count}")
        return f"{kind}-{count}"


class _References:
    """Knows every place that a reference may lead to.

    Attributes:
        diagnostics: What has been found so far that leads nowhere.
    """

    def __init__(
        self,
        chapters: Sequence[Chapter],
        labels: Mapping[str, Mapping[str, str]],
        *,
        linked: bool,
        in_book: bool = False,
    ) -> None:
        """Start with what there is.

        Args:
            chapters: What references may lead to.
            labels: What each of their places is called.
            linked: Whether the chapters are put together in a book.
            in_book: Whether a book has a chapter that is made by itself here.
        """
        self.in_book = in_book
        self.files = {chapter.article.position.file.resolve(): chapter for chapter in chapters}
        self.labels, self.linked = labels, linked
        self.diagnostics: list[Diagnostic] = []

    def resolve(self, chapter: Chapter) -> Chapter:
        """Return a chapter with its references led home."""

        def change(node: Any) -> Any:
            return self.reference(node, chapter) if isinstance(node, model.Link | model.PageReference) else node

        return dataclasses.replace(chapter, article=rebuild(chapter.article, change))

    def reference(self, node: model.Link | model.PageReference, here: Chapter) -> model.Link | model.PageReference:
        """Return a reference with its address and its words; as it is where it leads nowhere or out into the web."""
        if _WEB.match(node.target):
            return node
        path, _, place = node.target.partition("#")
        there = self.chapter(node, path, here) if path else here
        if there is None:
            return node
        labels = self.labels[there.name]
        if place not in labels:
            if path:  # within a file the checks have told of it
                guess = difflib.get_close_matches(place, [name for name in labels if name], n=1)
                hint = (
                    say("did you mean {path}#{guess}?", path=path, guess=guess[0])
                    if guess
                    else say("put {{#{place}}} before the block in {path}", place=place, path=path)
                )
                self.report(node, say("link to nowhere: {target}", target=node.target), "dangling-link", hint)
            return node
        target = f"#{place}"
        if self.linked and (there is not here or not place or isinstance(node, model.PageReference)):
            target = f"{SCHEME}{there.name}#{place}"
        return dataclasses.replace(node, target=target, children=node.children or self.words(node, labels[place], here))

    def chapter(self, node: model.Link | model.PageReference, path: str, here: Chapter) -> Chapter | None:
        """Return the chapter of a file that a reference names; None, and a finding, if it is not one."""
        folder = here.article.position.file.parent
        name = unquote(path)
        file = find_file(folder / name).resolve() if is_file_name(name) else folder
        there = self.files.get(file)
        if there is None and not self.linked:
            hint = say('only a book, kind = "book", links its articles; write a web address, or the words alone')
            hint = say("make the whole book, without naming one file of it") if self.in_book else hint
            self.report(node, say("link to another article: {target}", target=node.target), "link-outside", hint)
        elif there is None:
            message = say("link to a file that is not in the publication: {path}", path=path)
            self.report(node, message, "dangling-link", self.guess(file, folder))
        return there

    def guess(self, file: Path, folder: Path) -> str:
        """Return what to do about a file that is not in the publication."""
        if file.is_file():
            return say("add it to contents in publish.toml")
        names = {other.name: other for other in self.files}
        close = difflib.get_close_matches(file.name, names, n=1)
        if not close:
            return say("name the file as it is found from this one")
        path = names[close[0]]
        near = path.relative_to(folder.resolve()) if path.is_relative_to(folder.resolve()) else path.name
        return say("did you mean {guess}?", guess=near)

    def words(self, node: model.Link | model.PageReference, label: str, here: Chapter) -> tuple[model.Inline, ...]:
        """Return the words of a reference to which the author gave none."""
        if isinstance(node, model.PageReference):
            return (model.Text(words(here.article.language, "references")["page"], node.position),)
        if not label:
            hint = say(
                "write words in the brackets; headings, captioned figures and tables, boxes and chapters have names, "
                "and formulas where '[numbering]' of publish.toml counts equations"
            )
            self.report(
                node, say("nothing to call this place by: {target}", target=node.target), "unnamed-reference", hint
            )
        return (model.Text(label, node.position),)

    def report(self, node: model.Link | model.PageReference, message: str, rule: str, hint: str) -> None:
        self.diagnostics.append(error(node.position, message, rule, hint))


def _quoted(text: str) -> str:
    return f"“{' '.join(text.split())}”" if text.strip() else ""


def _joined(lines: Sequence[tuple[model.Inline, ...]]) -> tuple[model.Inline, ...]:
    """Return the lines of a headline as one."""
    parts: list[model.Inline] = []
    for line in lines:
        if parts:
            parts.append(model.LineBreak(line[0].position))
        parts += line
    return tuple(parts)
