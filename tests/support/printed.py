"""Publications laid out in this process, and what the tests read in the files that are made of them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from publish.base.cache import Cache, NoCache
from publish.base.workers.worker import call_here
from publish.build.jobs import Job, choose_sources, prepare, render
from publish.build.workers import Tools
from publish.outputs.pdf.layouter import Layouter
from publish.publication.project import open_project
from tests.support.folders import PROJECTS


class Here(Executor):
    """Does the work at once, and takes note of what it was."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.done.append(fn.__name__)
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def tools(cache: Cache) -> tuple[Tools, Here]:
    here = Here()
    return Tools(call_here, Layouter(here, cache, lambda step: None)), here


def read(root: Path) -> Job:
    project = open_project(root)
    (job,) = prepare(project, choose_sources(project, None), lambda step: None)
    return job


@functools.cache
def sample(name: str) -> Job:
    """A project of tests/projects/, read once for all tests of a process."""
    return read(PROJECTS / name)


@functools.cache
def print_sample(name: str, format_: str = "pdf") -> bytes:
    """A project of tests/projects/, printed once for all tests of a process."""
    return render(sample(name), format_, tools(NoCache())[0], lambda step: None).content


def texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range().replace("\ufffe", "") for page in document]


def check_links(pdf: pikepdf.Pdf) -> None:
    """Assert that each link says where it leads, as a reader would, and that no address of ours is left anywhere."""
    labels = dict(enumerate(pikepdf.Page(page).label for page in pdf.pages))
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    links = [note for page in pdf.pages for note in page.obj.get("/Annots", ()) if note.Subtype == "/Link"]
    assert links
    for note in links:
        inside = "/Dest" in note
        told = f"Trang {labels[numbers[note.Dest[0].objgen]]}" if inside else str(note.A.URI)
        assert told == str(note.Contents)
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Array):
            assert b"publish:" not in found.unparse(resolved=True)
