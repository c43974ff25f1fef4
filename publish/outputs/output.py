"""An output, as a row of the table in :mod:`publish.outputs`."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from publish.base.records import dataclass
from publish.outputs.commission import Workers

TEXT = "text"
"""What an output takes that is made of the text, and of no pages."""

_NOTHING: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Output:
    """What can be made of a publication.

    Attributes:
        name: The name that commands and ``[output] formats`` have for the output.
        ending: What follows the name of the publication in that of the file: ``-press.pdf``.
        takes: Which pages of a kind it is made from: ``printed``, ``screens`` or others that a kind has; ``text`` for
            none, and then it is given the commission itself.
        module: Imported on use; its ``make(taken, workers, file_name)`` returns the bytes of the file, or of
            several by their paths in a folder (:attr:`folder`).
        judge: Who judges the file before it may enter ``dist/`` (:mod:`publish.build.acceptance`); empty for nobody.
        validators: Programs of others that know such files (:mod:`publish.preflight.validators`).
        listed: Whether ``[output] formats`` may name it; else its kind says when it is made.
        usual: Whether ``publish build`` makes it where ``[output] formats`` is not given.
        folder: What follows the name of the publication in that of a folder, where it is made of several files.
        links: Outputs beside it that it links to; its ``make`` is told names and sizes of those that are made.
    """

    name: str
    ending: str
    takes: str
    module: str
    judge: str = ""
    validators: tuple[str, ...] = ()
    listed: bool = True
    usual: bool = True
    folder: str = ""
    links: tuple[str, ...] = ()

    def name_file(self, stem: str) -> str:
        """Return the name of the file for a publication of that name."""
        return f"{stem}{self.ending}"

    def load(self) -> None:
        """Import what makes it."""
        importlib.import_module(self.module)

    def make(self, taken: Any, workers: Workers, stem: str, beside: Mapping[str, int] = _NOTHING) -> dict[str, bytes]:
        """Return the file by its name, or several by their paths in the folder of the outputs, the first read first.

        Args:
            taken: What the kind gave (:attr:`takes`).
            workers: Who does the heavy part.
            stem: Name of the publication, which makes that of the file; a slug outside of the page shows that.
            beside: Bytes of each file that it links to, by its name.
        """
        file_name, told = self.name_file(stem), (beside,) if self.links else ()
        made: bytes | Mapping[str, bytes] = importlib.import_module(self.module).make(taken, workers, file_name, *told)
        if isinstance(made, bytes):
            return {file_name: made}
        return {f"{stem}{self.folder}/{name}": content for name, content in made.items()}
