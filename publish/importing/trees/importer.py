"""A folder made into a project: its system found, its articles converted, its pictures copied, all of it weighed."""

from __future__ import annotations

import datetime
import importlib
import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, cast

from publish.base.diagnostics import Position, SourceError, error
from publish.base.messages import say
from publish.importing.balance import Balance
from publish.importing.book_tree import BookTree, Listed, plain
from publish.importing.configs import mapping, read_yaml, sequence, words
from publish.importing.dialects.context import Context, Whole
from publish.importing.files import Folder
from publish.importing.project import ALONE, OFFICIAL, TO_FILL_IN, TOGETHER, Imported, NewPart, NewProject, Request
from publish.importing.settling.conversion import Converted, Structured, finish, lead, prepare
from publish.importing.settling.whole import settle_references
from publish.publication import model
from publish.publication.apparatus import Numbering
from publish.publication.assets.folders import find_assets
from publish.publication.settings import KEYS
from publish.reader.markdown.attributes import is_language
from publish.vietnamese.syllables import syllable_share


class System(Protocol):
    """A module that reads the contents of a system."""

    def find(self, folder: Folder) -> str | None:
        """Return the file that has the contents; None if the folder is not of this system."""

    def read(self, folder: Folder, contents: str) -> BookTree:
        """Return the folder as its system sees it."""


SYSTEMS = (
    "publish.importing.trees.quarto",
    "publish.importing.trees.mkdocs",
    "publish.importing.trees.jupyter_book",
    "publish.importing.trees.mdbook",
    "publish.importing.trees.plain",
)
"""Modules of the systems, in the order in which a folder is tried."""

TRIM = "160mm x 240mm"
"""Size of a book of one column, which code needs."""


def read(path: Path, request: Request) -> Imported:
    """Return the project that a folder or a text of Markdown amounts to, and the balance.

    Raises:
        SourceError: If there is no text in it, its settings cannot be read, or official documents are asked for.
    """
    folder = Folder(path)
    tree = read_tree(folder)
    if not tree.chapters:
        found = [error(Position(folder.path(e.place.partition(":")[0])), e.how, "missing-source") for e in tree.dropped]
        hint = say("the texts end in .md, .markdown, .mdx, .qmd, .ipynb or .txt")
        raise SourceError(found[:20] or error(Position(path), say("no text in this folder"), "missing-source", hint))
    if request.kind == OFFICIAL:
        message = say("texts with marks are no official documents that an import knows")
        hint = say("import a Word file, a page or a text in OpenDocument, or leave --kind out")
        raise SourceError(error(Position(path), message, "no-official-document", hint))
    return _Import(folder, tree, request).run()


def read_tree(folder: Folder) -> BookTree:
    """Return the folder as its system sees it.

    Raises:
        SourceError: If there is no text in it, or its settings cannot be read.
    """
    if folder.alone:
        suffix = Path(folder.alone).suffix.lower()
        system_name = "Quarto" if suffix in (".qmd", ".rmd") else "Jupyter Book" if suffix == ".ipynb" else "folder"
        works = tuple(map(words, sequence(_front_matter(folder).get("bibliography"))))
        return BookTree(system_name, "", (Listed(folder.alone),), bibliography=works, pandoc=system_name == "Quarto")
    for name in SYSTEMS:
        system = cast(System, importlib.import_module(name))
        contents = system.find(folder)
        if contents is not None:
            return system.read(folder, contents)
    return BookTree("folder")


def _front_matter(folder: Folder) -> Mapping[str, Any]:
    text = folder.text(folder.alone)[0]
    found = re.match(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", text, re.DOTALL)
    return mapping(read_yaml(found[1], folder.path(folder.alone))) if found else {}


class _Import:
    """One import from folder to project."""

    def __init__(self, folder: Folder, tree: BookTree, request: Request) -> None:
        self.folder, self.request = folder, request
        self.balance = Balance(tree.dropped)
        self.kind = request.kinds[request.kind or (ALONE if len(tree.chapters) == 1 else TOGETHER)]
        self.whole = Whole(folder, tree, self.balance, linked=self.kind.linked)
        self.notes: dict[str, str] = {}
        self.headline = ""
        self.days: list[datetime.date] = []
        self.sections: dict[str, Mapping[str, object]] = {}

    @property
    def tree(self) -> BookTree:
        return self.whole.tree

    @property
    def numbering(self) -> dict[str, str]:
        """What is numbered: all that can be in a book whose system does so."""
        keys = KEYS["numbering"].keys() - {"chapters"} if self.tree.numbered else ()
        return dict.fromkeys(sorted(keys), "chapter")

    def run(self) -> Imported:
        self.name_articles()
        self.take_bibliography()
        prepared = self.prepare()
        language = self.language(prepared)
        for each in prepared.values():
            lead(each)
        converted = {name: self.finish(name, each, language) for name, each in prepared.items()}
        converted = {name: each for name, each in converted.items() if self.has_text(name, each)}
        if not converted:
            raise SourceError(
                [error(Position(self.folder.path(e.place)), e.how, "empty-source") for e in self.balance.left_out]
                or error(Position(self.folder.root), say("the texts of this folder are empty"), "empty-source")
            )
        numbering = Numbering(**self.numbering)
        settle_references(converted, language, find_assets(Path()), numbering, linked=self.whole.linked)
        self.weigh(converted)
        self.days = [each.article.published for each in converted.values() if each.article.published]
        files = {self.whole.articles[name]: each.content for name, each in converted.items()}
        if self.folder.alone:
            headline = next(iter(converted.values())).article.headline
            self.headline = " ".join(map(model.plain_text, headline))
        self.orphans()
        project = self.project([each for each in self.tree.chapters if each.path in converted], files, language)
        return Imported(project, self.balance)

    # Articles

    def name_articles(self) -> None:
        """Give each chapter its name in the project."""
        taken: set[str] = set()
        start = f"{self.tree.root}/" if self.tree.root else ""
        for chapter in self.tree.chapters:
            short = chapter.path.removeprefix(start) if chapter.path.startswith(start) else chapter.path
            stem = posixpath.splitext(short)[0]
            name, number = f"{stem}.md", 2
            while name.casefold() in taken:
                name, number = f"{stem}-{number}.md", number + 1
            taken.add(name.casefold())
            self.whole.articles[chapter.path] = name

    def prepare(self) -> dict[str, Structured]:
        prepared: dict[str, Structured] = {}
        for chapter in self.tree.chapters:
            try:
                prepared[chapter.path] = prepare(Context(self.whole, chapter.path))
            except SourceError as failure:
                why = failure.diagnostics[0]
                self.balance.leave_out(say("chapter"), str(why.position), why.message)
                self.whole.articles.pop(chapter.path, None)
        self.drop_empty(prepared)
        return prepared

    def drop_empty(self, prepared: dict[str, Structured]) -> None:
        """Leave out chapters of a heading and nothing else, before links lead to them."""
        for name, each in list(prepared.items()):
            text = [line.text for line in each.lines if line.text.strip()]
            said = [line for line in text if not re.match(r"#[ \t]|=+[ \t]*$|\{#[^{}]*\}$|<!--.*-->$", line.strip())]
            if not said or (len(text) == 2 and re.match(r"=+[ \t]*$", text[1])):
                parts = {listed.part for listed in self.tree.chapters if listed.part}
                listed_as = next(listed.title for listed in self.tree.chapters if listed.path == name)
                titles = {
                    plain(str(each.facts.get("title", ""))),
                    listed_as,
                    *(plain(line.lstrip("# ")) for line in text),
                }
                if titles & parts:
                    self.balance.change(
                        say("chapter"), name, say("a heading without a text: it is the title of its part")
                    )
                else:
                    self.balance.leave_out(say("chapter"), name, say("a heading without a text"))
                del prepared[name], self.whole.articles[name]

    def finish(self, name: str, each: Structured, language: str) -> Converted:
        title = next((listed.title for listed in self.tree.chapters if listed.path == name), "")
        return finish(each, title, language, find_assets(Path()), self.tree.creators)

    def has_text(self, name: str, each: Converted) -> bool:
        if each.article.children:
            return True
        self.balance.leave_out(say("chapter"), name, say("nothing of its text is left"))
        return False

    def orphans(self) -> None:
        """Tell texts that the contents do not name."""
        known = {chapter.path for chapter in self.tree.chapters} | self.whole.included | set(self.tree.own)
        told = {entry.place for entry in self.tree.dropped}
        for name in self.folder.articles(self.tree.root):
            if name not in known | told:
                is_part = name.rpartition("/")[2].startswith("_")
                why = (
                    say("a part of other texts that none of them takes in")
                    if is_part
                    else say("the contents do not name it")
                )
                self.balance.leave_out(say("text"), name, why)

    def weigh(self, converted: Mapping[str, Converted]) -> None:
        """Count what is there, less what was told as changed."""
        changed: Counter[str] = Counter()
        for entry in self.balance.changed:
            changed[entry.what] += entry.count
        counts: Counter[str] = Counter()
        for each in converted.values():
            counts["chapter"] += 1
            for node in model.walk(each.article):
                for kind, name in _ATOMS:
                    if isinstance(node, kind):
                        counts[name] += 1
            counts["note"] += len(each.article.footnotes)
        for what, count in counts.items():
            self.balance.keep(what, "", max(count - changed[what], 0))

    # Facts

    def language(self, prepared: Mapping[str, Structured]) -> str:
        """Return the language of the texts: what the settings say, unless the texts are Vietnamese for all that."""
        sample = "\n".join(line.text for each in prepared.values() for line in each.lines[:200])[:200_000]
        words = re.sub(r"`[^`]*`|<[^<>]*>|\([^()]*\)", " ", sample)
        marked = sum(letter > "\u00bf" for letter in words) / (len(words) or 1)
        said = self.tree.language.replace("_", "-")
        vietnamese = marked > 0.05 and syllable_share(words) > 0.5
        if vietnamese:
            if said and not said.lower().startswith("vi"):
                self.balance.change(
                    say("fact"),
                    self.tree.own[0] if self.tree.own else "",
                    say("language: vi, not {said}, by its words", said=said),
                )
            return "vi"
        return said if said and is_language(said) else "en"

    def take_bibliography(self) -> None:
        """Copy the works that are cited, and note their keys."""
        contents: list[str] = []
        files = [name for name in self.folder.names if name.endswith(".bib")]
        listed = self.tree.bibliography or (files if len(files) == 1 else ())
        for name in listed:
            found = self.folder.find(name, self.tree.root) or self.folder.find(name)
            if not found or not found.endswith((".bib", ".json")):
                self.balance.leave_out(
                    say("bibliography"), name, say("no such file of BibTeX or CSL JSON: {name}", name=name)
                )
                continue
            try:
                contents.append(self.folder.text(found)[0])
            except SourceError as failure:
                self.balance.leave_out(say("bibliography"), found, failure.diagnostics[0].message)
        if not contents:
            return
        name = "references.bib" if listed[0].endswith(".bib") else "references.json"
        text = "\n".join(contents) if name.endswith(".bib") else contents[0]
        keys = re.findall(r"@\w+\s*\{\s*([^\s,{}]+)\s*,", text) or re.findall(r'"id"\s*:\s*"([^"]+)"', text)
        self.whole.works = frozenset(keys)
        self.whole.files[name] = text.encode()
        self.sections["bibliography"] = {"file": name}

    def project(self, chapters: Sequence[Listed], files: dict[str, bytes], language: str) -> NewProject:
        tree = self.tree
        title = (
            tree.title
            or self.headline
            or self.folder.root.name.replace("-", " ").replace("_", " ").strip()
            or "Không tên"
        )
        if not tree.title and not self.headline:
            self.note("title", say("from the name of the folder"))
        if not tree.creators and self.kind.linked:
            self.balance.change(say("fact"), "", say("creators: {note}", note=TO_FILL_IN))
        newest = max(self.days, default=None)
        if not tree.date:
            self.note("date", say("the newest of its articles") if newest else say("the day of the import"))
        contents, front, back = self.places(chapters)
        if self.kind.linked:
            self.sections |= {"page": {"trim": TRIM}, "contents": {"levels": 2}}
        if self.numbering:
            self.sections["numbering"] = self.numbering
        return NewProject(
            self.kind.name,
            title,
            tree.date or newest or self.request.today,
            {**files, **self.whole.files},
            language=language,
            subtitle=tree.subtitle if self.kind.linked else "",
            creators=tree.creators if self.kind.linked else (),
            publisher=tree.publisher,
            rights=tree.rights,
            front=front,
            contents=contents,
            back=back,
            notes=self.notes,
            sections=self.sections,
        )

    def note(self, key: str, why: str) -> None:
        self.notes[key] = f"{TO_FILL_IN}: {why}"
        self.balance.change(say("fact"), "", say("{key}: {note}, {why}", key=key, note=TO_FILL_IN, why=why))

    def places(self, chapters: Sequence[Listed]) -> tuple[tuple[str | NewPart, ...], tuple[str, ...], tuple[str, ...]]:
        """Return the contents with their parts, and what stands before and behind them."""

        def name(chapter: Listed) -> str:
            return self.whole.articles[chapter.path]

        if not self.kind.joined:
            return tuple(map(name, chapters)), (), ()
        front = [each for each in chapters if each.place == "front"]
        body = [each for each in chapters if each.place == "body"]
        back = [each for each in chapters if each.place == "back"]
        if not body or not self.kind.linked:
            front, body, back = [], [replace(each, place="body") for each in chapters], []
        rows: list[str | NewPart] = []
        for each in body:
            last = rows[-1] if rows else None
            if each.part and isinstance(last, NewPart) and last.title == each.part:
                rows[-1] = NewPart(last.title, (*last.contents, name(each)))
            else:
                rows.append(NewPart(each.part, (name(each),)) if each.part else name(each))
        return tuple(rows), tuple(map(name, front)), tuple(map(name, back))


_ATOMS = (
    (model.Heading, say("heading")),
    (model.Paragraph, say("paragraph")),
    (model.ListItem, say("list item")),
    (model.CodeBlock, say("block of code")),
    (model.Figure, say("picture")),
    (model.Table, say("table")),
    (model.Box, say("box")),
    (model.Link, say("link")),
    (model.Citation, say("citation")),
)
"""Kinds of nodes that are counted, and what they are called."""
