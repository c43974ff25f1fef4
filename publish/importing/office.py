"""Files of Word 97 and in RTF, which LibreOffice makes files of Word of where it is installed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from publish.base.diagnostics import EngineError, Position, SourceError, error
from publish.base.messages import say
from publish.importing import libreoffice
from publish.importing.balance import Balance, Entry, Outcome
from publish.importing.project import Imported, Request
from publish.importing.sniffing import sniff
from publish.importing.word import importer


def read(path: Path, request: Request) -> Imported:
    """Return the project that a file amounts to; the balance says that LibreOffice stood between.

    Raises:
        SourceError: If the file is encrypted, or nothing can be made of it.
        EngineError: If LibreOffice is not there.
    """
    if sniff(path) == "encrypted":
        raise SourceError(
            error(Position(path), say("the file is encrypted"), "encrypted-input", say("save it without a password"))
        )
    program = libreoffice.find_program()
    if program is None:
        message = say(
            "files of Word 97, in RTF and in one piece of XML are read by LibreOffice, which is not installed"
        )
        hint = say("apt install libreoffice-writer-nogui; or open the file and save it as .docx")
        raise EngineError(error(Position(path), message, "missing-libreoffice", hint))
    with tempfile.TemporaryDirectory() as folder:
        made = _convert(program, path, Path(folder))
        imported = importer.read(made, request)
    said = Entry(say("file"), path.name, Outcome.CHANGED, say("LibreOffice made a .docx of it, which was read"))
    balance = Balance([said, *imported.balance.entries], imported.balance.decisions)
    return Imported(imported.project, balance, imported.notes)


def _convert(program: str, path: Path, folder: Path) -> Path:
    """Return the file of Word that LibreOffice makes."""
    kind = {"rtf": "rtf", "flat": "xml"}.get(sniff(path), "doc")
    copy = folder / f"{path.stem}.{kind}"
    shutil.copyfile(path, copy)
    try:
        return libreoffice.convert(program, copy, "docx:MS Word 2007 XML", folder)
    except libreoffice.ConversionError as failure:
        message = say("LibreOffice could not read it: {failure}", failure=failure)
        raise SourceError(
            error(Position(path), message, "damaged-input", say("open it and save it as .docx"))
        ) from failure
