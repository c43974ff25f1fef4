"""The files that are made of the code: chapters of the manual in each language, and the man page."""

from __future__ import annotations

from pathlib import Path

from tests.support.folders import ROOT
from tests.support.reference.chapters import CHAPTERS
from tests.support.reference.manpage import man_page
from tests.support.reference.wording import LANGUAGES, MANUAL, Wording

MAN_PAGE = ROOT / "docs" / "publish.1"


def reference_files() -> tuple[dict[Path, str], list[Wording]]:
    """Each file with its text, and the wordings with what they lack."""
    wordings = [Wording(language) for language in LANGUAGES]
    chapters = {
        MANUAL / say.language / "source" / "reference" / name: write(say)
        for say in wordings
        for name, write in CHAPTERS.items()
    }
    return {**chapters, MAN_PAGE: man_page()}, wordings
