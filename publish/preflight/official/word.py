"""Word files set by LibreOffice, with the typeface that has the measures of Times New Roman, to be measured as PDF."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from publish.base.messages import say
from publish.importing import libreoffice
from publish.preflight.pdf.reading import Unreadable
from publish.publication.assets.folders import bundled

_FONTS = "liberation-serif"


def set_as_pdf(file: Path) -> bytes:
    """Return the PDF that LibreOffice makes of a file.

    Raises:
        Unreadable: If LibreOffice is not there, or makes nothing of it.
        OSError: If the file cannot be read.
    """
    program = libreoffice.find_program()
    if program is None:
        raise Unreadable(
            "missing-libreoffice", say("files of Word are measured as LibreOffice sets them; it is not installed")
        )
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, f"document{file.suffix.lower()}")
        shutil.copyfile(file, copy)
        try:
            made = libreoffice.convert(
                program, copy, "pdf:writer_pdf_Export", Path(folder), fonts=bundled("fonts") / _FONTS
            )
        except libreoffice.ConversionError as failure:
            raise Unreadable(
                "damaged-input", say("LibreOffice could not read it: {failure}", failure=failure)
            ) from failure
        return made.read_bytes()
