"""What other systems have made, read into a project of ours: a row for each kind of input.

It takes a folder or file of another system, and gives a new project with a balance: what was kept, what was changed
and how, what was left out and why, each with its place. It may import ``editing`` and what is below it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from publish.base.records import dataclass
from publish.importing.sniffing import is_epub, is_marked, is_odt, is_other_office, is_page, is_text, is_word

if TYPE_CHECKING:
    from publish.importing.project import Imported, Request


class Importer(Protocol):
    """A module that reads a kind of input."""

    def read(self, path: Path, request: Request) -> Imported:
        """Return the project that an input amounts to, and the balance.

        Raises:
            SourceError: If nothing can be made of it.
        """


@dataclass(frozen=True, slots=True)
class Input:
    """A kind of input.

    Attributes:
        name: Name that the user knows it by.
        takes: Tells whether a path is of this kind, by what is there and not by its name.
        module: Imported on use; an :class:`Importer`.
    """

    name: str
    takes: Callable[[Path], bool]
    module: str


INPUTS: tuple[Input, ...] = (
    Input("folder", Path.is_dir, "publish.importing.trees.importer"),
    Input("Markdown", is_marked, "publish.importing.trees.importer"),
    Input("Word", is_word, "publish.importing.word.importer"),
    Input("Word 97 or RTF", is_other_office, "publish.importing.office"),
    Input("OpenDocument", is_odt, "publish.importing.odf.importer"),
    Input("EPUB", is_epub, "publish.importing.web.ebook"),
    Input("web page", is_page, "publish.importing.web.importer"),
    Input("text", is_text, "publish.importing.text"),
)
"""Every kind of input, the first that takes a path reads it; a new one is a folder beside this file and a row here."""


def find_input(path: Path) -> Input | None:
    """Return the kind of an input; None if there is none for it."""
    return next((row for row in INPUTS if row.takes(path)), None)


def find_importer(path: Path) -> Importer | None:
    """Return the module that reads an input; None if there is none for it."""
    row = find_input(path)
    return cast(Importer, importlib.import_module(row.module)) if row else None
