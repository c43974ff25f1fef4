"""The first publication: every sentence as it was received, in both outputs, and dist/ made from this very source."""

from __future__ import annotations

import html
import io
import json
import os
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterable

import pypdfium2
import pytest

from publish.base.diagnostics import Severity
from publish.base.workers.worker import hire_worker
from publish.build.dist_check import check_outputs
from publish.build.jobs import Job, prepare
from publish.build.rendering import inputs_of, render
from publish.build.sources import choose_sources
from publish.kinds.projects import open_project
from publish.outputs import manifest, name_file
from publish.outputs.commission import Workers
from publish.preflight.validators import find_validators
from publish.publication import model
from tests.support import folders
from tests.support.programs import need

SEED = folders.SEED.read_text(encoding="utf-8")
NAME = "lang-son-2020"


def plain(text: str) -> str:
    """The text without what may differ: dashes, ellipses and spaces."""
    text = unicodedata.normalize("NFC", text).replace("\ufffe", "")
    return re.sub(r"[\s\u2060–—-]|\.{3}|…", "", text)


def sentences(text: str) -> list[str]:
    return [plain(s) for s in re.split(r"(?<=[.;:…])\s+|\n+", text) if plain(s)]


@pytest.fixture(scope="module")
def job() -> Job:
    project = open_project(folders.ROOT)
    (job,) = prepare(project, choose_sources(project, None), lambda step: None)
    return job


@pytest.fixture(scope="module")
def made(job: Job) -> dict[str, bytes]:
    with hire_worker("publish.layout.engine:load") as call:
        return {name: render(job, name, Workers(call), lambda step: None).content for name in job.outputs}


def epub_text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        package = next(name for name in book.namelist() if name.endswith(".opf"))
        opf = book.read(package).decode()
        files = dict(re.findall(r'<item [^>]*?href="([^"]+)"[^>]*?id="([^"]+)"', opf))
        files |= {b: a for a, b in re.findall(r'<item [^>]*?id="([^"]+)"[^>]*?href="([^"]+)"', opf)}
        by_id = {identifier: name for name, identifier in files.items()}
        folder = package.rpartition("/")[0]
        pages = [by_id[i] for i in re.findall(r'<itemref [^>]*?idref="([^"]+)"', opf)]
        texts = [book.read(f"{folder}/{name}" if folder else name).decode() for name in pages]
    body = " ".join(re.sub(r"(?s)<head>.*?</head>|<style.*?</style>", " ", text) for text in texts)
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def pdf_text(content: bytes) -> str:
    need("pdftotext")
    result = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return result.stdout.decode()


def assert_in_order(expected: Iterable[str], text: str) -> None:
    place = 0
    for sentence in expected:
        found = text.find(sentence, place)
        assert found >= 0, sentence
        place = found + len(sentence)


def test_the_source_has_every_sentence_in_order(job: Job) -> None:
    nodes = [node for node in model.walk(job.subject.children) if isinstance(node, model.Text)]
    assert_in_order(sentences(SEED), plain("".join(node.text for node in nodes)))


def test_the_source_changes_no_letter(job: Job) -> None:
    nodes = [node for node in model.walk(job.subject.children) if isinstance(node, model.Text)]
    assert plain(SEED) == plain("".join(node.text for node in nodes))


def test_the_epub_has_every_sentence_in_order(made: dict[str, bytes]) -> None:
    assert_in_order(sentences(SEED), plain(epub_text(made["epub"])))


def test_the_pdf_has_every_sentence_in_order(made: dict[str, bytes]) -> None:
    """As a reader's program extracts it; the page turns between two sentences, so no folio stands inside one."""
    with pypdfium2.PdfDocument(made["pdf"]) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert_in_order(sentences(SEED), plain(text))


def test_pdftotext_finds_every_sentence_in_order(made: dict[str, bytes]) -> None:
    assert_in_order(sentences(SEED), plain(pdf_text(made["pdf"])))


def test_the_points_are_a_labelled_list(job: Job) -> None:
    lists = [node for node in job.subject.children if isinstance(node, model.List)]
    labels = [model.plain_text(item.label) for entry in lists for item in entry.items]
    assert labels == ["Một là", "Hai là", "Ba là", "Bốn là", "Năm là", "Sáu là"]


def test_the_figures_have_caption_and_credit_and_no_file(job: Job) -> None:
    figures = [node for node in job.subject.children if isinstance(node, model.Figure)]
    assert [(f.file, bool(f.caption), model.plain_text(f.credit)) for f in figures] == [
        (None, True, "Ảnh: Báo Lạng Sơn"),
        (None, True, ""),
        (None, True, ""),
    ]


def test_dist_is_made_from_this_source(job: Job) -> None:
    assert manifest.check_dist(folders.ROOT / "dist") == []
    facts = json.loads((folders.ROOT / "dist" / manifest.MANIFEST).read_bytes())
    assert facts["source"] == inputs_of([job]).source_digest(), "run 'publish build' and look at the pages"


@pytest.mark.skipif(os.environ.get("CI") != "true", reason="another Pango or HarfBuzz may give other bytes")
def test_dist_has_the_bytes_that_are_made_now(made: dict[str, bytes]) -> None:
    for name, content in made.items():
        assert (folders.ROOT / "dist" / name_file(NAME, name)).read_bytes() == content, name


@pytest.mark.slow
def test_dist_passes_every_judge(job: Job, judges: object) -> None:
    verdict = check_outputs([job], lambda step: None)
    assert [d for d in verdict.diagnostics if d.severity is Severity.ERROR] == []
    assert list(verdict.asked) == [validator.name for validator in find_validators()]
