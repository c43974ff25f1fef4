"""Files of Word 97 and in RTF, which LibreOffice makes files of Word of where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from publish.base.diagnostics import EngineError, Position, SourceError, error
from publish.importing.balance import Balance, Entry, Outcome
from publish.importing.project import Imported, Request
from publish.importing.sniffing import sniff
from publish.importing.word import importer

SECONDS = 120
"""How long LibreOffice may take for a file."""


def read(path: Path, request: Request) -> Imported:
    """Return the project that a file amounts to; the balance says that LibreOffice stood between.

    Raises:
        SourceError: If the file is encrypted, or nothing can be made of it.
        EngineError: If LibreOffice is not there.
    """
    if sniff(path) == "encrypted":
        raise SourceError(
            error(Position(path), "the file is encrypted", "encrypted-input", "save it without a password")
        )
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        message = "files of Word 97, in RTF and in one piece of XML are read by LibreOffice, which is not installed"
        hint = "apt install libreoffice-writer-nogui; or open the file and save it as .docx"
        raise EngineError(error(Position(path), message, "missing-libreoffice", hint))
    with tempfile.TemporaryDirectory() as folder:
        made = _convert(program, path, Path(folder))
        imported = importer.read(made, request)
    said = Entry("file", path.name, Outcome.CHANGED, "LibreOffice made a .docx of it, which was read")
    balance = Balance([said, *imported.balance.entries], imported.balance.decisions)
    return Imported(imported.project, balance, imported.notes)


def _convert(program: str, path: Path, folder: Path) -> Path:
    """Return the file of Word that LibreOffice makes: with a profile of its own, so without macros, and no window."""
    kind = {"rtf": "rtf", "flat": "xml"}.get(sniff(path), "doc")
    copy = folder / f"{path.stem}.{kind}"
    shutil.copyfile(path, copy)
    made = folder / "made"
    command = [
        *(
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--safe-mode",
        ),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(copy)),
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, cwd=folder)
    except (OSError, subprocess.TimeoutExpired) as failure:
        message = f"LibreOffice could not read it: {type(failure).__name__}"
        raise SourceError(error(Position(path), message, "damaged-input", "open it and save it as .docx")) from failure
    result = made / f"{path.stem}.docx"
    if not result.is_file():
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())[:200] or "it says nothing"
        message = f"LibreOffice could not read it: {reason}"
        raise SourceError(error(Position(path), message, "damaged-input", "open it and save it as .docx"))
    return result
