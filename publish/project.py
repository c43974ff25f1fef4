"""Turn ``source/publish.toml`` into a frozen :class:`Project`; a project without one takes the defaults."""

from __future__ import annotations

import datetime
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from publish.apparatus import Bibliography, Index, Lists, Notes, Numbering
from publish.bulletin import Bulletin
from publish.colours import HOUSE_RED, Accent
from publish.diagnostics import Diagnostic, Position, SourceError, error
from publish.imprint import Imprint
from publish.settings import FORMATS, KEYS, PAPERS, PartTable, Settings, line_of, read_config, toml_error

CONFIG = Path("source", "publish.toml")


@dataclass(frozen=True, slots=True)
class Page:
    """The printed page.

    Attributes:
        trim_mm: Finished size, width × height, in millimetres.
        bleed_mm: Ink past each trimmed edge, in millimetres.
    """

    trim_mm: tuple[float, float] = PAPERS["A4"]
    bleed_mm: float = 3.0


@dataclass(frozen=True, slots=True)
class Text:
    """How the house writes Vietnamese.

    Attributes:
        tones: ``old`` (hòa) or ``new`` (hoà), which the linter then asks for; ``keep`` for as written.
        ranges: ``tight`` for 2020–2025, ``spaced`` for 2020 – 2025.
        dash: ``en`` or ``em`` around an aside.
        compounds: Whether words of several syllables stay whole in display type; None for when it can be done.
    """

    tones: str = "keep"
    ranges: str = "tight"
    dash: str = "en"
    compounds: bool | None = None


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
class Cover:
    """The cover of a book as the printer binds it: back, spine and front on one sheet.

    Attributes:
        image: Picture on the front, absolute; None for a front of type alone.
        blurb: Text on the back; an empty line ends a paragraph.
        accent: Colour of the spine and of what stands out.
        inside_paper, cover_paper: Papers of ``styles/papers.toml``.
        spine_mm: Width of the spine as the printer gave it; None to reckon it.
    """

    image: Path | None = None
    blurb: str = ""
    accent: Accent = HOUSE_RED
    inside_paper: str = "offset-70"
    cover_paper: str = "couche-250"
    spine_mm: float | None = None


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
        sections: The same with their places, when they make one publication (``bulletin``, ``book``).
        parts: Titles of the parts, in order.
        name: Stem of the files of a publication; empty for a name made of its title.
        language: BCP 47 tag for articles that name none.
        title: Name of the publication the articles belong to; empty when there is none.
        publisher: Who publishes; empty when not given.
        rights: Line of rights for articles that carry none; empty when not given.
        imprint: The book data of the law; None where there is no ``[imprint]``.
        cover: What is on the cover of a book; None where there is no ``[cover]``.
        lists: What stands in the contents of a book.
        formats: Outputs that ``publish build`` makes.
    """

    root: Path
    sources: tuple[Path, ...] = ()
    sections: tuple[Section, ...] = ()
    parts: tuple[str, ...] = ()
    kind: str = "article"
    name: str = ""
    language: str = "vi"
    title: str = ""
    subtitle: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    rights: str = ""
    date: datetime.date | None = None
    page: Page = field(default_factory=Page)
    bulletin: Bulletin = field(default_factory=Bulletin)
    text: Text = field(default_factory=Text)
    lint: Lint = field(default_factory=Lint)
    imprint: Imprint | None = None
    cover: Cover | None = None
    numbering: Numbering = field(default_factory=Numbering)
    notes: Notes = field(default_factory=Notes)
    lists: Lists = field(default_factory=Lists)
    index: Index = field(default_factory=Index)
    bibliography: Bibliography = field(default_factory=Bibliography)
    formats: tuple[str, ...] = FORMATS

    @property
    def dist(self) -> Path:
        """Folder of the finished files."""
        return self.root / "dist"

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


def read_project(root: Path) -> Project:
    """Read the project in the folder ``root``.

    Raises:
        SourceError: For each key of ``publish.toml`` that is unknown or wrong, with its line.
    """
    config = root / CONFIG
    text = read_config(config)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        raise SourceError(toml_error(config, str(failure))) from failure
    values, diagnostics = Settings(config, text).read(table)
    if diagnostics:
        raise SourceError(diagnostics)
    text_style = Text(**{key: values.pop(key) for key in KEYS["text"] if key in values})
    lint = Lint(**{key: values.pop(key) for key in KEYS["lint"] if key in values})
    values |= _book_facts(root, values)
    values |= _apparatus(config, text, values)
    page = Page(values.pop("trim", None) or values.pop("paper", None) or Page().trim_mm, values.pop("bleed", 3.0))
    values.pop("paper", None)
    bulletin = values.pop("bulletin", {})
    contents = _Contents(root, config, text)
    sections, parts = contents.read(values.pop("front", ()), values.pop("contents", ("*.md",)), values.pop("back", ()))
    sources = tuple(section.path for section in sections)
    whole = _read_bulletin(bulletin, sources, root, config, text)
    project = Project(root, sources, sections, parts, page=page, bulletin=whole, text=text_style, lint=lint, **values)
    if project.kind == "article":
        return replace(project, sections=(), parts=())
    return project if project.name else replace(project, name=_file_name(project.title) or root.name)


def _book_facts(root: Path, values: dict[str, Any]) -> dict[str, Imprint | Cover]:
    """Return the book data and the cover as far as ``publish.toml`` has them."""
    facts: dict[str, Imprint | Cover] = {}
    if "imprint" in values:
        facts["imprint"] = Imprint(**values["imprint"])
    if "cover" in values:
        given = dict(values["cover"])
        image = given.pop("image", None)
        spine = given.pop("spine", None)
        facts["cover"] = Cover(root / "source" / image if image else None, spine_mm=spine, **given)
    return facts


def _apparatus(config: Path, text: str, values: dict[str, Any]) -> dict[str, object]:
    """Return how things are numbered, listed and looked up.

    Raises:
        SourceError: If notes are to be counted by page and stand elsewhere.
    """
    lists = Lists(**{key: values.pop(key) for key in KEYS["contents"] if key in values})
    notes = Notes(**values.get("notes", {}))
    if notes.number == "page" and notes.place != "foot":
        position = Position(config, line_of(text, "notes", "number"))
        message = "notes are counted by page at the foot of the page only"
        hint = 'number = "chapter" or "publication", or place = "foot"'
        raise SourceError(error(position, message, "invalid-value", hint))
    return {
        "lists": lists,
        "notes": notes,
        "numbering": Numbering(**values.get("numbering", {})),
        "index": Index(**values.get("index", {})),
        "bibliography": Bibliography(**values.get("bibliography", {})),
    }


def open_project(start: Path, trim_mm: tuple[float, float] | None = None) -> Project:
    """Return the project at or above ``start``, with another trim size if one is given.

    Raises:
        SourceError: If ``publish.toml`` is wrong.
    """
    project = read_project(find_root(start))
    return replace(project, page=replace(project.page, trim_mm=trim_mm)) if trim_mm else project


def _read_bulletin(values: dict[str, Any], sources: Sequence[Path], root: Path, config: Path, text: str) -> Bulletin:
    """Return what ``[bulletin]`` says, its files absolute.

    Raises:
        SourceError: For each file that is not there, or that the bulletin does not have.
    """
    folder, wrong = root / "source", []
    names = values.pop("openings", ())
    for name in names:
        if folder / name not in sources:
            position = Position(config, line_of(text, "bulletin", "openings", name))
            hint = "name one of the contents"
            wrong.append(error(position, f"not an article of this bulletin: {name}", "missing-source", hint))
    nameplate = folder / values.pop("nameplate") if "nameplate" in values else None
    if nameplate:
        position = Position(config, line_of(text, "bulletin", "nameplate"))
        if not nameplate.resolve().is_relative_to(root.resolve()):
            wrong.append(error(position, f"picture outside the project: {nameplate.name}", "image-outside-project"))
        elif not nameplate.is_file():
            wrong.append(error(position, f"picture not found: {nameplate.name}", "missing-image"))
    if wrong:
        raise SourceError(wrong)
    return Bulletin(openings=tuple(folder / name for name in names), nameplate=nameplate, **values)


class _Contents:
    """Finds the files that the lists of ``publish.toml`` name, each once."""

    def __init__(self, root: Path, config: Path, text: str) -> None:
        self.root, self.config, self.text = root, config, text
        self.listed: dict[Path, bool] = {}  # by name, or by a pattern
        self.diagnostics: list[Diagnostic] = []

    def read(
        self, front: tuple[str, ...], body: tuple[str | PartTable, ...], back: tuple[str, ...]
    ) -> tuple[tuple[Section, ...], tuple[str, ...]]:
        """Return the files in their order, and the titles of the parts.

        Raises:
            SourceError: For each file that is missing, outside the project or named twice.
        """
        parts = [item.title for item in body if isinstance(item, PartTable)]
        sections = [Section(path, "front") for path in self.files("front", front)]
        numbers = iter(range(len(parts)))
        ends = [Section(path, "back") for path in self.files("back", back)]
        for item in body:
            names, part = ((item,), None) if isinstance(item, str) else (item.contents, next(numbers))
            sections += [Section(path, "body", part) for path in self.files("contents", names)]
        if self.diagnostics:
            raise SourceError(self.diagnostics)
        return (*sections, *ends), tuple(parts)

    def files(self, key: str, patterns: tuple[str, ...]) -> Iterator[Path]:
        """Yield the files of a list; a pattern passes over those that were there before."""
        for pattern in patterns:
            position = Position(self.config, line_of(self.text, "publication", key, pattern))
            if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
                self.report(position, f"outside the project: {pattern}", "outside-project")
                continue
            folder = self.root / "source"
            named = not re.search(r"[*?[]", pattern)
            for path in [folder / pattern] if named else sorted(folder.glob(pattern)):
                if not path.is_file():
                    self.report(position, f"no such article: {pattern}", "missing-source")
                elif not path.resolve().is_relative_to(self.root.resolve()):
                    self.report(position, f"outside the project: {pattern}", "outside-project")
                elif path not in self.listed:
                    self.listed[path] = named
                    yield path
                elif named and self.listed[path]:
                    self.report(position, f"listed twice: {pattern}", "listed-twice")

    def report(self, position: Position, message: str, rule: str) -> None:
        self.diagnostics.append(error(position, message, rule))


def _file_name(title: str) -> str:
    """Return a title as the stem of a file: small plain letters and hyphens."""
    plain = unicodedata.normalize("NFD", title.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")[:80]
