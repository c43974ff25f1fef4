"""A kind of publication, as a row of the table in :mod:`publish.kinds`, and what its settings are read with."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from pathlib import Path
from types import ModuleType
from typing import Any

from publish.base.diagnostics import Diagnostic, Position
from publish.base.records import dataclass
from publish.publication.facts import FactKeys
from publish.publication.model import Article
from publish.publication.toml_values import line_of

Readers = Mapping[str, Callable[[object], Any]]
"""What each key of a section of ``publish.toml`` is read with; a reader raises TypeError or ValueError."""


PAGES: Mapping[str, str] = {"printed": "printing", "screens": "epub"}
"""The pages that every kind has, and the modules that give them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of publication: what it is made of, and the modules that know the rest.

    Every module is imported on use, so that a command loads no more than its kind takes:

    - ``settings``: ``SECTIONS`` (the sections of ``publish.toml`` that are its own, with their :data:`Readers`),
      ``read(values, config)`` (its own settings as a record, and what is wrong with them), ``files(project)`` (files
      that they name) and ``outputs(project)`` (what ``publish build`` makes);
    - ``check``: ``check_settings(project, assets)`` and ``check_output(project, output, content)``, which give
      diagnostics;
    - ``styles``: ``print_styles(project, assets)`` and ``warm_up(project, assets)``, for the workers;
    - ``printing``: ``printed(asked)``, the printed pages (:mod:`publish.outputs.pdf.printed`);
    - ``epub``: ``screens(asked, printed)``, the pages for the screen (:class:`publish.outputs.epub.package.Screens`);
    - others that :attr:`takes` names, called as ``screens`` is;
    - the one that :attr:`facts` names: ``KEYS`` (:data:`publish.publication.facts.FactKeys`) and
      ``complete(article)``, which gives the article with what every article has, and what is wrong with the facts;
    - the one that :attr:`word` names: ``WRITER``, a :class:`publish.outputs.docx.manuscript.Manuscript`.

    What is asked is a :class:`publish.outputs.commission.Commission`.

    Attributes:
        name: The name that ``kind`` in ``publish.toml`` has for it.
        package: The package that its modules stand in.
        takes: The pages that outputs may take of it, and the module that has the function of that name.
        joined: Whether its articles make one publication; else each is published by itself.
        linked: Whether its articles refer to one another, and share an index and a list of works.
        spans: Whether a picture can span its columns.
        plates: Whether a picture can fill a page of its own.
        display: Whether the kind has display type, in which words of several syllables stay whole.
        called: What people call it, in a sentence.
        word: The module that writes its Word files; empty where they are those of every kind.
        facts: The module that knows the keys of front matter which the kind has beside those of every article.
    """

    name: str
    package: str = ""
    takes: Mapping[str, str] = field(default_factory=lambda: PAGES)
    joined: bool = False
    linked: bool = False
    spans: bool = False
    plates: bool = True
    display: bool = True
    called: str = ""
    facts: str = ""
    word: str = ""

    def module(self, name: str) -> ModuleType:
        """Return one of its modules by its name."""
        return importlib.import_module(f"{self.package}.{name}")

    def fact_keys(self) -> FactKeys:
        """Return the keys that the front matter of its articles has beside those of every article."""
        keys: FactKeys = self.module(self.facts).KEYS if self.facts else ()
        return keys

    def complete(self, article: Article) -> tuple[Article, tuple[Diagnostic, ...]]:
        """Return an article with what every article has, made of its facts, and what is wrong with these."""
        if not self.facts:
            return article, ()
        made: tuple[Article, tuple[Diagnostic, ...]] = self.module(self.facts).complete(article)
        return made

    def pages(self, takes: str) -> Callable[..., Any]:
        """Return the function that gives the pages which an output takes; its module is imported."""
        found: Callable[..., Any] = getattr(self.module(self.takes[takes]), takes)
        return found


@dataclass(frozen=True, slots=True)
class Known:
    """What a project's settings may name, as the tables of kinds, outputs and readers have it.

    Attributes:
        kinds: By name; the first is that of a project that names none.
        formats: Outputs that ``[output] formats`` may name.
        suffixes: Suffixes of the files in ``source/`` that are articles where no contents are given.
        lint_rules: Gives the rules that ``[lint]`` may name; it is asked where that names any.
        usual: Outputs that are made where ``[output] formats`` is not given; all of them where none are named here.
    """

    kinds: Mapping[str, Kind]
    formats: tuple[str, ...]
    suffixes: tuple[str, ...]
    lint_rules: Callable[[], Collection[str]]
    usual: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """The ``publish.toml`` of a project, for what a kind reads in it.

    Attributes:
        root: The project.
        file: The file.
        text: The text of the file.
        sources: Articles of the project; None where some of them are missing.
    """

    root: Path
    file: Path
    text: str
    sources: tuple[Path, ...] | None

    def position(self, section: str, key: str, value: str = "") -> Position:
        """Return where a key, or a text of its value, stands."""
        return Position(self.file, line_of(self.text, section, key, value), 1)
