"""Turn ``source/publish.toml`` into a frozen :class:`Project`; a project without one takes the defaults."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, SourceError, error
from publish.base.filenames import composed, find_file, glob_files
from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.apparatus import Bibliography, Index, Lists, NoteSettings, Numbering
from publish.publication.epub_settings import Epub
from publish.publication.kind import Config, Kind, Known
from publish.publication.press_settings import Press
from publish.publication.settings import KEYS, PAPERS, PartTable, Settings, read_config, toml_error
from publish.publication.toml_values import line_of
from publish.publication.web_settings import Web

CONFIG = Path("source", "publish.toml")


@dataclass(frozen=True, slots=True)
class Page:
    """The printed page.

    Attributes:
        trim_mm: Finished size, width × height, in millimetres.
        bleed_mm: Ink past each trimmed edge, in millimetres.
        fit: How many pages an article is fitted to: a number, ``full`` for as many as it takes, ``spread`` for an even
            number; empty where it is not.
        optical: Whether punctuation hangs over the edges of justified text; None for as the style has it.
    """

    trim_mm: tuple[float, float] = PAPERS["A4"]
    bleed_mm: float = 3.0
    fit: int | str = ""
    optical: bool | None = None


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How the house writes Vietnamese.

    Attributes:
        tones: ``old`` (hòa) or ``new`` (hoà), which the linter then asks for; ``keep`` for as written.
        ranges: ``tight`` for 2020–2025, ``spaced`` for 2020 – 2025.
        dash: ``en`` or ``em`` around an aside.
        compounds: Whether words of several syllables stay whole in display type; None for when it can be done.
        dialogue: Which lists in hyphens are dialogue: those that are ``speech``, ``always`` or ``never``.
    """

    tones: str = "keep"
    ranges: str = "tight"
    dash: str = "en"
    compounds: bool | None = None
    dialogue: str = "speech"


@dataclass(frozen=True, slots=True)
class Lint:
    """What the linter looks for.

    Attributes:
        rules: Rules that run only when they are named.
        ignore: Rules that do not run.
        words: Words that are right as they are.
    """

    rules: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One file of a publication.

    Attributes:
        path: The article, absolute.
        place: ``front`` (its folios are roman), ``body`` or ``back``.
        part: Number of its part, from 0; None outside of parts.
    """

    path: Path
    place: str = "body"
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """What is built, from where and in which shape.

    Attributes:
        root: Folder that holds ``source/``; nothing outside it is read.
        sources: Articles to publish, absolute, in order.
        sections: The sources with their places, when they make one publication.
        parts: Titles of the parts, in order.
        name: Stem of the files of a publication; empty for a name made of its title.
        language: BCP 47 tag for articles that name none.
        title: Name of the publication the articles belong to; empty when there is none.
        short_title: The title as it stands over the pages; empty for the title itself.
        publisher: Who publishes; empty when not given.
        rights: Line of rights for articles that carry none; empty when not given.
        own: What the settings of its kind say, as the kind's ``settings`` module reads them; None for an article.
        lists: What stands in the contents of a book.
        press: How the press twin is made.
        epub: How the EPUB is made.
        web: Where the web pages stand.
        formats: Outputs that ``publish build`` makes.
        faults: What is wrong with ``publish.toml`` and the files that it names, told with what is wrong in the others.
        partly: Whether some settings could not be read, so that nothing is asked for that they may say.
    """

    root: Path
    sources: tuple[Path, ...] = ()
    sections: tuple[Section, ...] = ()
    parts: tuple[str, ...] = ()
    kind: Kind = field(default=Kind("article"))
    name: str = ""
    language: str = "vi"
    title: str = ""
    short_title: str = ""
    subtitle: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    rights: str = ""
    date: datetime.date | None = None
    page: Page = field(default_factory=Page)
    text: HouseStyle = field(default_factory=HouseStyle)
    lint: Lint = field(default_factory=Lint)
    own: Any = None
    numbering: Numbering = field(default_factory=Numbering)
    notes: NoteSettings = field(default_factory=NoteSettings)
    lists: Lists = field(default_factory=Lists)
    index: Index = field(default_factory=Index)
    bibliography: Bibliography = field(default_factory=Bibliography)
    press: Press = field(default_factory=Press)
    epub: Epub = field(default_factory=Epub)
    web: Web = field(default_factory=Web)
    formats: tuple[str, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    partly: bool = False

    @property
    def setting(self) -> Project:
        """The project without the files it is made of: all that it says about the pages of any one of them."""
        return replace(self, sources=(), sections=(), parts=(), press=Press(), faults=(), partly=False)

    @property
    def dist(self) -> Path:
        """Folder of the finished files."""
        return self.root / "dist"

    @property
    def works(self) -> Path | None:
        """The file of the works that are cited; None where none is named."""
        return find_file(self.root / "source" / self.bibliography.file) if self.bibliography.file else None

    @property
    def config(self) -> Path:
        """Where ``publish.toml`` stands, whether or not it exists."""
        return self.root / CONFIG


def find_root(start: Path) -> Path:
    """Return the project folder at or above ``start``: the nearest with ``source/publish.toml``, else with ``source/``.

    Returns:
        ``start`` itself (its folder when it is a file) if no project is found.
    """
    start = start.absolute()
    folder = start if start.is_dir() else start.parent
    candidates = (folder, *folder.parents)
    for wanted in (CONFIG, Path("source")):
        for candidate in candidates:
            if (candidate / wanted).exists():
                return candidate
    return folder


def read_project(root: Path, known: Known, *, partly: bool = False) -> Project:
    """Read the project in the folder ``root``; which of its files are not there, its ``faults`` say.

    Args:
        root: The folder.
        known: Kinds, outputs and suffixes that its settings may name.
        partly: Whether what is wrong with the settings is told by the ``faults`` too, so that the articles can still be
            checked; of a project with faults nothing can be made.

    Raises:
        SourceError: For each key of ``publish.toml`` that is unknown or wrong, with its line.
    """
    config = root / CONFIG
    text = read_config(config)
    table: dict[str, Any] = {}
    diagnostics: list[Diagnostic] = []
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        diagnostics.append(toml_error(config, str(failure)))
    values, found = Settings(config, text, known).read(table)
    diagnostics += found
    diagnostics += _check_notes(config, text, values)
    diagnostics += _check_fit(config, text, values, known)
    if diagnostics and not partly:
        raise SourceError(diagnostics)
    kind = known.kinds[values.pop("kind", next(iter(known.kinds)))]
    own = {name: values.pop(name) for name in list(values) if name in table and name not in KEYS}
    text_style = HouseStyle(**{key: values.pop(key) for key in KEYS["text"] if key in values})
    lint = Lint(**{key: values.pop(key) for key in KEYS["lint"] if key in values})
    values |= _apparatus(values)
    trim = values.pop("trim", None) or values.pop("paper", None) or Page().trim_mm
    page = Page(trim, values.pop("bleed", 3.0), values.pop("fit", ""), values.pop("optical", None))
    values.pop("paper", None)
    contents = _Contents(root, config, text, known.suffixes)
    sections, parts = contents.read(values.pop("front", ()), values.pop("contents", None), values.pop("back", ()))
    sources = tuple(section.path for section in sections)
    read, wrong = kind.module("settings").read(own, Config(root, config, text, None if contents.faults else sources))
    values |= {"kind": kind, "page": page, "own": read, "text": text_style, "lint": lint}
    values.setdefault("formats", known.usual or known.formats)
    faults = (*diagnostics, *_check_lint(config, text, lint, known), *contents.faults, *wrong)
    project = Project(root, sources, sections, parts, faults=faults, partly=bool(diagnostics), **values)
    if not kind.joined:
        return replace(project, sections=(), parts=())
    return project if project.name else replace(project, name=_file_name(project.title) or root.name)


def _check_notes(config: Path, text: str, values: dict[str, Any]) -> Iterator[Diagnostic]:
    """Yield what is wrong if notes are to be counted by page and stand elsewhere."""
    notes = NoteSettings(**values.get("notes", {}))
    if notes.number == "page" and notes.place != "foot":
        position = Position(config, line_of(text, "notes", "number"))
        message = say("notes are counted by page at the foot of the page only")
        hint = say('number = "chapter" or "publication", or place = "foot"')
        yield error(position, message, "invalid-value", hint)


def _check_fit(config: Path, text: str, values: dict[str, Any], known: Known) -> Iterator[Diagnostic]:
    """Yield what is wrong if what is no article is to be fitted to its pages."""
    if values.get("fit") and known.kinds[values.get("kind", next(iter(known.kinds)))].joined:
        position = Position(config, line_of(text, "page", "fit"), 1)
        message = say("only articles that are published by themselves are fitted to their pages")
        yield error(position, message, "invalid-value", say('take fit out, or write kind = "article"'))


def _check_lint(config: Path, text: str, lint: Lint, known: Known) -> Iterator[Diagnostic]:
    """Yield the rules that ``[lint]`` names and that do not exist."""
    for key, names in (("rules", lint.rules), ("ignore", lint.ignore)):
        for name in names:
            if name not in known.lint_rules():
                guess = difflib.get_close_matches(name, known.lint_rules(), n=1)
                hint = (
                    say("did you mean {guess}?", guess=guess[0])
                    if guess
                    else say("there are {known}", known=", ".join(sorted(known.lint_rules())))
                )
                position = Position(config, line_of(text, "lint", key, name), 1)
                yield error(position, say("no rule is called {name!r}", name=name), "unknown-rule", hint)


def _apparatus(values: dict[str, Any]) -> dict[str, object]:
    """Return how things are numbered, listed and looked up."""
    lists = Lists(**{key: values.pop(key) for key in KEYS["contents"] if key in values})
    return {
        "lists": lists,
        "notes": NoteSettings(**values.get("notes", {})),
        "numbering": Numbering(**values.get("numbering", {})),
        "index": Index(**values.get("index", {})),
        "bibliography": Bibliography(**values.get("bibliography", {})),
        "press": Press(**values.get("press", {})),
        "epub": Epub(**values.get("epub", {})),
        "web": Web(**values.get("web", {})),
    }


class _Contents:
    """Finds the files that the lists of ``publish.toml`` name, each once.

    Attributes:
        faults: What is wrong with the lists.
    """

    def __init__(self, root: Path, config: Path, text: str, suffixes: tuple[str, ...]) -> None:
        self.root, self.config, self.text, self.suffixes = root, config, text, suffixes
        self.folders: dict[Path, Path] = {}  # with links followed
        self.listed: dict[Path, tuple[bool, str]] = {}  # by name or by a pattern, and how it was written
        self.faults: list[Diagnostic] = []

    def read(
        self, front: tuple[str, ...], body: tuple[str | PartTable, ...] | None, back: tuple[str, ...]
    ) -> tuple[tuple[Section, ...], tuple[str, ...]]:
        """Return the files in their order, and the titles of the parts; without a body every article is in it."""
        parts = [item.title for item in body or () if isinstance(item, PartTable)]
        sections = [Section(path, "front") for path in self.files("front", front)]
        numbers = iter(range(len(parts)))
        ends = [Section(path, "back") for path in self.files("back", back)]
        for item in body or ():
            names, part = ((item,), None) if isinstance(item, str) else (item.contents, next(numbers))
            known, before = len(self.faults), len(sections)
            sections += [Section(path, "body", part) for path in self.files("contents", names)]
            if part is not None and (known, before) == (len(self.faults), len(sections)):
                hint = say("its articles stand elsewhere in the contents; take it out, or name them here first")
                self.report(
                    ("contents", parts[part]),
                    say("a part without articles: {part}", part=parts[part]),
                    "empty-part",
                    hint,
                )
        if body is None:
            patterns = tuple(f"*{suffix}" for suffix in self.suffixes)
            sections += [Section(path) for path in self.files("contents", patterns, needed=False)]
        return (*sections, *ends), tuple(parts)

    def files(self, key: str, patterns: tuple[str, ...], *, needed: bool = True) -> Iterator[Path]:
        """Yield the files of a list; a pattern passes over those that were there before."""
        for pattern in patterns:
            at, named = (key, pattern), not re.search(r"[*?[]", pattern)
            if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
                self.report(
                    at,
                    say("outside the project: {pattern}", pattern=pattern),
                    "outside-project",
                    say("copy it into source/"),
                )
                continue
            paths = self.find(pattern, named)
            if not paths and needed:
                message = (
                    say("no such article: {pattern}", pattern=pattern)
                    if named
                    else say("no article is named like this: {pattern}", pattern=pattern)
                )
                self.report(at, message, "missing-source", self.guess(pattern))
            for path in paths:
                file = self.real(path)
                before = self.listed.get(file)
                if not file.is_relative_to(self.root.resolve()):
                    self.report(
                        at,
                        say("outside the project: {pattern}", pattern=pattern),
                        "outside-project",
                        say("copy it into source/"),
                    )
                elif not before:
                    self.listed[file] = named, pattern
                    yield path
                elif named and before[0]:
                    self.report(
                        at,
                        say("listed twice: {pattern}", pattern=pattern),
                        "listed-twice",
                        say("first as {name}; take one out", name=before[1]),
                    )

    def real(self, path: Path) -> Path:
        """Return a file with links followed; each folder is looked up once."""
        if path.is_symlink():
            return path.resolve()
        if path.parent not in self.folders:
            self.folders[path.parent] = path.parent.resolve()
        return self.folders[path.parent] / path.name

    def find(self, pattern: str, named: bool) -> list[Path]:
        """Return the files of a name or pattern; none for a pattern that is none."""
        folder = self.root / "source"
        try:
            paths = [find_file(folder / pattern)] if named else glob_files(folder, pattern)
            return [path for path in paths if path.is_file()]
        except (OSError, ValueError):
            return []

    def guess(self, pattern: str) -> str:
        """Return what to do about a name or pattern that stands for nothing."""
        folder = self.root / "source"
        names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in self.suffixes]
        close = difflib.get_close_matches(composed(pattern), map(composed, names), n=1)
        return say("did you mean {guess}?", guess=close[0]) if close else say("names and patterns start at source/")

    def report(self, at: tuple[str, str], message: str, rule: str, hint: str) -> None:
        """Take note of a fault at a text in a list."""
        position = Position(self.config, line_of(self.text, "publication", *at), 1)
        self.faults.append(error(position, message, rule, hint))


def _file_name(title: str) -> str:
    """Return a title as the stem of a file: small plain letters and hyphens."""
    plain = unicodedata.normalize("NFD", title.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")[:80]
