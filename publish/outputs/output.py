"""An output, as a row of the table in :mod:`publish.outputs`."""

from __future__ import annotations

import importlib
from typing import Any

from publish.base.records import dataclass
from publish.outputs.commission import Workers

TEXT = "text"
"""What an output takes that is made of the text, and of no pages."""


@dataclass(frozen=True, slots=True)
class Output:
    """What can be made of a publication.

    Attributes:
        name: The name that commands and ``[output] formats`` have for the output.
        ending: What follows the name of the publication in that of the file: ``-press.pdf``.
        takes: Which pages of a kind it is made from: ``printed``, ``screens`` or others that a kind has; ``text`` for
            none, and then it is given the commission itself.
        module: Imported on use; its ``make(taken, workers, file_name)`` returns the bytes of the file.
        judge: Who judges the file before it may enter ``dist/`` (:mod:`publish.build.acceptance`); empty for nobody.
        validators: Programs of others that know such files (:mod:`publish.preflight.validators`).
        listed: Whether ``[output] formats`` may name it; else its kind says when it is made.
        usual: Whether ``publish build`` makes it where ``[output] formats`` is not given.
    """

    name: str
    ending: str
    takes: str
    module: str
    judge: str = ""
    validators: tuple[str, ...] = ()
    listed: bool = True
    usual: bool = True

    def name_file(self, stem: str) -> str:
        """Return the name of the file for a publication of that name."""
        return f"{stem}{self.ending}"

    def load(self) -> None:
        """Import what makes it."""
        importlib.import_module(self.module)

    def make(self, taken: Any, workers: Workers, file_name: str) -> bytes:
        """Return the file.

        Args:
            taken: What the kind gave (:attr:`takes`).
            workers: Who does the heavy part.
            file_name: Name of the file, which a slug outside of the page shows.
        """
        made: bytes = importlib.import_module(self.module).make(taken, workers, file_name)
        return made
