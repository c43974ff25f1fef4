"""The pages as they were, before the last save or at a revision, beside those that are to be seen."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from publish.build.comparing.comparison import DifferenceMark, PdfComparison
from publish.build.comparing.pdf_comparing import compare_pdfs
from publish.build.comparing.phrases import Phrases
from publish.build.comparing.telling import fold, place, summary, what_of_page
from publish.build.preview.page_pictures import PagePictures, PageSize
from publish.build.preview.revisions import write_revision
from publish.build.production import Production
from publish.build.sources import choose_sources
from publish.kinds.projects import open_project
from publish.outputs.commission import Workers
from publish.publication.project import Project

SAVED = "saved"
"""What stands for the pages before the last save, where a revision might be named."""

_MOST_OPEN = 2


class Earlier:
    """The pages of a project as they were; any thread may ask."""

    def __init__(self, root: Path, workers: Callable[[Project], Workers]) -> None:
        """Begin with nothing.

        Args:
            root: Folder of the project.
            workers: Gives who does the heavy part for a project.
        """
        self._root, self._workers = root, workers
        self._last: dict[str, bytes] = {}
        self._saved: dict[str, bytes] = {}
        self._revisions: dict[str, dict[str, bytes]] = {}
        self._open: dict[str, PagePictures] = {}
        self._found: dict[tuple[str, bytes], PdfComparison] = {}
        self._lock = threading.Lock()

    def see(self, contents: Mapping[str, bytes]) -> None:
        """Take note of the PDFs that are to be seen from now on; those that they replace are those before the save."""
        with self._lock:
            for name, content in contents.items():
                if name in self._last and self._last[name] != content:
                    self._saved[name] = self._last[name]
                self._last[name] = content

    def compare(self, name: str, now: PagePictures, against: str, language: str) -> dict[str, Any]:
        """Return how pages that are to be seen differ from what they were, as the browser is told it.

        Args:
            name: Name of the PDF.
            now: The pages that are to be seen.
            against: :data:`SAVED`, or a revision as Git takes it.
            language: Of what is told: ``en`` or ``vi``.

        Raises:
            KeyError: If the pages were not otherwise before, or the revision does not have them.
            PublishError: If the revision is not there or cannot be built, or the pages cannot be compared.
        """
        old = self._content(name, against)
        key = hashlib.blake2b(old, digest_size=8).hexdigest()
        with self._lock:
            found = self._found.get((key, now.content))
        if found is None:
            found = compare_pdfs(old, now.content, (Path(name), Path(name)), self._submit(), 0, same_fonts=True)
        with self._lock:
            self._found = {(key, now.content): found}
            before = self._open.pop(key, None) or PagePictures(old)
            self._open[key] = before
            while len(self._open) > _MOST_OPEN:
                self._open.pop(next(iter(self._open))).close()
        phrases = Phrases(language)
        rows = [
            {
                "what": f"{place(row, phrases)}: {what_of_page(row[0], phrases)}",
                "fate": row[0].fate.value,
                "old": _side(row[0].old, before.sheets, row[0].old_marks),
                "new": _side(row[0].new, now.sheets, row[0].new_marks),
            }
            for row in fold(found.pages)
        ]
        return {"key": key, "summary": phrases.tell(summary(found)), "rows": rows}

    def draw(self, key: str, number: int, scale: float) -> bytes:
        """Return a page as it was, counted from 1, as PNG.

        Raises:
            KeyError: If nobody has compared it of late.
            IndexError: If there is no such page.
        """
        with self._lock:
            pages = self._open[key]
        return pages.draw(number, scale)

    def _content(self, name: str, against: str) -> bytes:
        if against == SAVED:
            with self._lock:
                return self._saved[name]
        if against not in self._revisions:
            self._revisions = {against: self._build(against)}
        return self._revisions[against][name]

    def _build(self, revision: str) -> dict[str, bytes]:
        """Return the PDFs of the project as it was at a revision."""
        with tempfile.TemporaryDirectory(prefix="publish-", ignore_cleanup_errors=True) as folder:
            root = Path(folder, self._root.name)
            root.mkdir()
            write_revision(self._root, revision, root)
            project = open_project(root, partly=True)
            sources = tuple(choose_sources(project, None))
            production = Production(project, sources, ("pdf",), self._workers(project), _silent)
            return {file.path.name: file.content for one in production.make() for file in one.files}

    def _submit(self) -> Callable[..., Future[Any]]:
        call = self._workers(open_project(self._root, partly=True)).call

        def submit(task: Callable[..., Any], *arguments: Any) -> Future[Any]:
            future: Future[Any] = Future()
            try:
                future.set_result(call(task, *arguments))
            except Exception as failure:
                future.set_exception(failure)
            return future

        return submit


def _side(number: int, sheets: tuple[PageSize, ...], marks: tuple[DifferenceMark, ...]) -> dict[str, Any] | None:
    """Return a page as the browser is told of it: its size, and boxes, in millimetres of what is shown."""
    if not number:
        return None
    sheet = sheets[number - 1]
    left, top = sheet.trim[:2]
    boxes = [[box[0] + left, box[1] + top, *box[2:], mark.fate.value] for mark in marks for box in [mark.box]]
    return {"page": number, "size": [sheet.width, sheet.height], "boxes": boxes}


def _silent(_: str) -> None:
    """Report nothing: what is compared is seen."""
