"""Publications laid out in this process, and what the tests read in the files that are made of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from publish.base.cache import Cache, NoCache
from publish.build.jobs import Job, prepare
from publish.build.rendering import render
from publish.build.sources import choose_sources
from publish.kinds.article import epub as article_epub
from publish.kinds.article import printing as article_printing
from publish.kinds.projects import open_project
from publish.outputs.commission import Commission, Workers
from publish.outputs.epub import package
from publish.outputs.pdf import printing
from publish.outputs.pdf.layouter import Layouter
from publish.publication.assets.folders import Assets
from publish.publication.model import Article
from publish.publication.project import Project
from tests.support.folders import PROJECTS


class Here(Executor):
    """Does the work at once, and takes note of what it was."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.done.append(getattr(fn, "function", fn).__name__)
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def tools(cache: Cache) -> tuple[Workers, Here]:
    here = Here()
    return with_layouter(Layouter(here, cache, lambda step: None)), here


def with_layouter(layouter: Layouter) -> Workers:
    """Workers of whom all work in this process, with what the layouter keeps."""
    return Workers(layouter=layouter, store=layouter.store)


def render_pdf(subject: Article, project: Project, assets: Assets, *, draft: bool = False) -> bytes:
    """The screen twin of an article."""
    asked = Commission(subject, project, assets, Workers(), draft)
    return printing.make(article_printing.printed(asked), Workers(), "")


def render_epub(subject: Article, project: Project, assets: Assets, *, draft: bool = False) -> bytes:
    """The EPUB of an article."""
    asked = Commission(subject, project, assets, Workers(), draft)
    return package.make(article_epub.screens(asked, article_printing.printed(asked)), Workers(), "")


@dataclass
class PrintedPublication:
    """What is on the pages of a publication, and its screen twin."""

    labels: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    folios: Mapping[str, str]
    content: bytes


def render_publication(job: Job, layouter: Layouter) -> PrintedPublication:
    """A book or a bulletin that the layouter lays out."""
    workers = with_layouter(layouter)
    pages = job.kind.pages("printed")(Commission(job.subject, job.project, job.assets, workers))
    content, found = printing.make(pages, workers, ""), pages.pagination
    return PrintedPublication(found.labels, found.texts, found.folios, content)


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
    """A project of tests/projects/, printed once for all tests of a process, and laid out once for those of a run."""
    return render(sample(name), format_, tools(Cache())[0], lambda step: None).content


def print_text(
    root: Path, text: str, kind: str = "article", format_: str = "pdf", *, facts: str = "", settings: str = ""
) -> bytes:
    """A text that is written into an empty folder, as an article or the only one of a publication.

    More facts of the article and settings of the publication are lines, each with its end.
    """
    (root / "source").mkdir(exist_ok=True)
    head = f"headline: Một\npublished: 2026-01-15\n{facts}"
    (root / "source/mot.md").write_text(f"---\n{head}---\n\n{text}\n", "utf-8")
    if kind != "article":
        settings = (
            f'[publication]\nkind = "{kind}"\ntitle = "Sách"\ndate = 2026-01-15\ncontents = ["mot.md"]\n{settings}'
        )
        (root / "source/publish.toml").write_text(settings, "utf-8")
    return render(read(root), format_, tools(NoCache())[0], lambda step: None).content


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
