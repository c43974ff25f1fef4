"""What the samples with every element and every way of writing become, compared with files that a person has read.

``pytest --update-golden`` rewrites them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from publish.build.jobs import Job, prepare
from publish.build.sources import choose_sources
from publish.kinds.article import printing
from publish.kinds.projects import open_project
from publish.preflight.validators import Validator, validate
from tests.support import folders
from tests.support.folders import PROJECTS, ROOT
from tests.support.printed import render_epub, render_pdf

Need = Callable[[str], Validator]
CONSTRUCTS = PROJECTS / "constructs"
Compare = Callable[[str, str], None]


@pytest.fixture(scope="module", params=["anatomy", "constructs"])
def sample(request: pytest.FixtureRequest) -> Path:
    return PROJECTS / str(request.param)


@pytest.fixture(scope="module")
def job(sample: Path) -> Job:
    project = open_project(sample)
    (job,) = prepare(project, choose_sources(project, None), lambda step: None)
    return job


@pytest.fixture(scope="module")
def printed(job: Job) -> bytes:
    return render_pdf(job.subject, job.project, job.assets)


@pytest.fixture(scope="module")
def book(job: Job) -> bytes:
    return render_epub(job.subject, job.project, job.assets)


@pytest.fixture
def compare(sample: Path, update_golden: bool) -> Compare:
    def compare(name: str, found: str) -> None:
        path = folders.GOLDEN / sample.name / name
        if update_golden:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == found

    return compare


def test_each_example_of_the_manual_is_in_a_sample() -> None:
    manual = (ROOT / "docs" / "source.md").read_text(encoding="utf-8")
    written = (CONSTRUCTS / "source" / "cach-viet.md").read_text(encoding="utf-8").split("\n")
    examples = re.findall(r"^(`{3,})markdown\n(.*?)^\1$", manual, re.MULTILINE | re.DOTALL)
    texts = [example for _, example in examples if not re.search(r"^headline:|\{index", example, re.MULTILINE)]
    lines = [line.strip() for example in texts for line in example.split("\n") if line.strip(" …")]
    elsewhere = re.compile(r"chuong-2\.md")  # articles of a book
    known = {line.strip() for line in written}
    assert [] == [line for line in lines if line not in known and not elsewhere.search(line)]


def test_the_printed_xhtml(job: Job, compare: Compare) -> None:
    html, _ = printing.compose(job.subject, job.project, job.assets)
    compare("print.html", html.replace(job.project.root.as_uri(), "SAMPLE"))


def test_the_outline(printed: bytes, compare: Compare) -> None:
    def lines(items: list[pikepdf.OutlineItem], depth: int = 0) -> Iterator[str]:
        for item in items:
            yield f"{'  ' * depth}{item.title}\n"
            yield from lines(list(item.children), depth + 1)

    with pikepdf.open(io.BytesIO(printed)) as document, document.open_outline() as outline:
        compare("outline.txt", "".join(lines(list(outline.root))))


def test_the_tag_tree(printed: bytes, compare: Compare) -> None:
    def lines(node: pikepdf.Object, depth: int = 0) -> Iterator[str]:
        if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
            return
        facts = [f"alt={node.Alt}"] if "/Alt" in node else []
        facts += [f"lang={node.Lang}"] if "/Lang" in node else []
        yield f"{'  ' * depth}{str(node.S)[1:]}{' ' if facts else ''}{' '.join(facts)}\n"
        children = node.get("/K", pikepdf.Array())
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            yield from lines(child, depth + 1)

    with pikepdf.open(io.BytesIO(printed)) as document:
        root = document.Root.StructTreeRoot.K
        tops = root if isinstance(root, pikepdf.Array) else [root]
        compare("tags.txt", "".join(line for top in tops for line in lines(top)))


@pytest.mark.parametrize("name", ["article.xhtml", "cover.xhtml", "nav.xhtml", "toc.ncx", "content.opf"])
def test_the_pages_of_the_book(book: bytes, name: str, compare: Compare) -> None:
    with zipfile.ZipFile(io.BytesIO(book)) as members:
        compare(name, members.read(f"EPUB/{name}").decode())


@pytest.mark.slow
def test_the_sample_passes_epubcheck_and_ace(book: bytes, tmp_path: Path, need: Need) -> None:
    path = tmp_path / "giai-phau.epub"
    path.write_bytes(book)
    for name in ("epubcheck", "ace"):
        assert validate(need(name), [path]) == []


@pytest.mark.slow
def test_the_sample_passes_verapdf_and_qpdf(printed: bytes, tmp_path: Path, need: Need) -> None:
    path = tmp_path / "giai-phau.pdf"
    path.write_bytes(printed)
    for name in ("verapdf", "qpdf"):
        assert validate(need(name), [path]) == []
