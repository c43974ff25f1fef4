"""The EPUB holds the article whole, with the facts that a reader needs."""

from __future__ import annotations

import dataclasses
import datetime
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from publish.layout import screen
from publish.outputs.epub import package
from publish.outputs.epub.accessibility import describe_access
from publish.publication import model
from publish.publication.assets.folders import find_assets
from publish.publication.project import Project
from tests.support.books import OPS, XHTML, XML, Book, make, squeeze
from tests.support.factories import AT, article, figure, paragraph, text
from tests.support.folders import ANATOMY, ROOT
from tests.support.printed import render_epub

# The container -------------------------------------------------------------------------------------------------------


def test_the_mimetype_comes_first_and_plain(book: Book) -> None:
    first = book.archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.archive.read("mimetype") == b"application/epub+zip"
    names = book.archive.namelist()[1:]
    assert names == sorted(names)


def test_no_clock_and_no_system_is_in_the_container(book: Book) -> None:
    members = book.archive.infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {(member.create_system, member.external_attr) for member in members} == {(3, 0o100644 << 16)}


def test_the_manifest_names_every_file_and_no_other(book: Book) -> None:
    files = {name.removeprefix("EPUB/") for name in book.archive.namelist() if name.startswith("EPUB/")}
    assert files - {"content.opf"} == set(book.manifest())
    ids = [item["id"] for item in book.manifest().values()]
    assert len(ids) == len(set(ids))


_BUILD = """
import hashlib, sys
from pathlib import Path
from publish.publication.assets.folders import find_assets
from tests.support.printed import render_epub
from publish.kinds.projects import read_project
from publish.reader.reading import read_article
root = Path(sys.argv[1])
article = read_article(root / "source" / "giai-phau.md").article
print(hashlib.sha256(render_epub(article, read_project(root), find_assets(root))).hexdigest())
"""


@pytest.mark.slow
def test_the_same_article_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    def build(seed: str, zone: str, root: Path) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", _BUILD, str(root)]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout

    shutil.copytree(ANATOMY / "source", tmp_path / "source")
    assert build("1", "Asia/Ho_Chi_Minh", ANATOMY) == build("2", "America/New_York", tmp_path)


# The text ------------------------------------------------------------------------------------------------------------


def test_every_word_is_there_in_order(book: Book, sample: model.Article) -> None:
    page = squeeze(book.read("article.xhtml").split("<body", 1)[1].split(">", 1)[1])
    at = 0
    for node in model.walk(sample.children):
        if isinstance(node, model.Text | model.Code | model.CodeBlock):
            words = "".join(node.text.split())
            at = page.index(words, at) + len(words)
    for note in sample.footnotes:
        for block in note.children:
            assert isinstance(block, model.Paragraph)
            words = "".join(model.plain_text(block.children).split())
            at = page.index(words, at) + len(words)


def test_lines_of_the_headline_are_joined_by_a_space(book: Book) -> None:
    assert "<h1>Ở xứ Ẩn Ngữ, mỗi chữ đều mang hai dấu chồng</h1>" in book.read("article.xhtml")


def test_every_page_is_well_formed_and_says_its_language(book: Book) -> None:
    for name in ("article.xhtml", "nav.xhtml", "cover.xhtml"):
        root = ElementTree.fromstring(book.read(name))
        assert (root.tag, root.get("lang"), root.get(XML + "lang")) == (XHTML + "html", "vi", "vi")
    assert book.package.get(XML + "lang") == "vi"


def test_notes_lead_to_the_note_and_back(tmp_path: Path) -> None:
    call = model.Paragraph(None, (*text("Lời"), model.NoteReference(1, AT)), AT)
    note = model.Footnote(1, "n", (paragraph("Nội dung."), paragraph("Thêm.")), AT)
    page = make(tmp_path, article(paragraph("Mở."), call, footnotes=(note,))).read("article.xhtml")
    root = ElementTree.fromstring(page)
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    reference, aside = named["noteref-1"], named["note-1"]
    assert (reference.get("href"), reference.get(OPS + "type"), reference.get("role")) == (
        "#note-1",
        "noteref",
        "doc-noteref",
    )
    assert (aside.tag, aside.get(OPS + "type"), aside.get("role")) == (XHTML + "aside", "footnote", "doc-footnote")
    (back,) = aside.iter(XHTML + "a")
    assert (back.get("href"), back.get("role")) == ("#noteref-1", "doc-backlink")
    assert "".join(aside.itertext()).split() == ["1", "Nội", "dung.Thêm."]


def test_ids_are_unique_and_links_lead_somewhere(book: Book) -> None:
    targets = set()
    for name in ("article.xhtml", "nav.xhtml"):
        ids = re.findall(r' id="([^"]+)"', book.read(name))
        assert len(ids) == len(set(ids))
        targets |= {f"{name}#{id_}" for id_ in ids} | {name}
    targets.add("cover.xhtml")
    for name in ("article.xhtml", "nav.xhtml", "toc.ncx"):
        for address in re.findall(r' (?:href|src)="([^"]+)"', book.read(name)):
            if not re.match(r"https://|styles/|images/", address):
                assert (name + address if address.startswith("#") else address) in targets


def test_headings_without_a_name_get_one_that_is_free() -> None:
    taken, free = model.Heading(2, "section-1", text("Một"), AT), model.Heading(2, None, text("Hai"), AT)
    subject = article(taken, free)
    assert screen.name_headings(subject) == {id(free): "section-2"}
    entry = screen.outline(subject, "Tít", "a.xhtml")
    assert [child.href for child in entry.children] == ["a.xhtml#section-1", "a.xhtml#section-2"]


def test_contents_nest_by_level(book: Book) -> None:
    nav = ElementTree.fromstring(book.read("nav.xhtml"))
    contents = next(element for element in nav.iter(XHTML + "nav") if element.get(OPS + "type") == "toc")

    def titles(parent: ElementTree.Element, depth: int) -> Iterator[tuple[int, str]]:
        for item in parent.findall(f"{XHTML}ol/{XHTML}li"):
            yield depth, item.findtext(XHTML + "a") or ""
            yield from titles(item, depth + 1)

    assert list(titles(contents, 1)) == [
        (1, "Ở xứ Ẩn Ngữ, mỗi chữ đều mang hai dấu chồng"),
        (2, "Những người đi chợ"),
        (3, "Cách đi"),
        (2, "Bài hát ở cổng chợ"),
    ]
    points = re.findall(r"<navLabel><text>(.*?)</text>", book.read("toc.ncx").split("<pageList>")[0])
    assert points == [title for _, title in titles(contents, 1)]


def test_text_is_escaped(tmp_path: Path) -> None:
    heading = model.Heading(2, None, text("<i> & ]]>"), AT)
    book = make(tmp_path, article(heading, paragraph('<script>"&'), headline=(text("<b>&"),)), title="<x>", rights="&")
    for name in ("article.xhtml", "nav.xhtml", "cover.xhtml", "toc.ncx"):
        ElementTree.fromstring(book.read(name))
    assert book.facts("title") == ["<b>&"]
    assert book.facts("rights") == ["&"]


# The facts -----------------------------------------------------------------------------------------------------------


def test_the_facts_are_in_the_package_document(book: Book) -> None:
    found = {name: book.facts(name) for name in ("title", "creator", "publisher", "date", "rights", "language")}
    assert found == {
        "title": ["Ở xứ Ẩn Ngữ, mỗi chữ đều mang hai dấu chồng"],
        "creator": ["Nguyễn Thị Ẩn"],
        "publisher": ["Tòa soạn Bản tin"],
        "date": ["2026-01-15"],
        "rights": ["© 2026 Tòa soạn Bản tin"],
        "language": ["vi"],
    }
    assert book.facts("description") == ["Bài mẫu có đủ mọi phần tử của một trang báo."]
    assert book.facts("subject") == ["bài mẫu", "dàn trang"]
    assert book.facts("source") == ["Theo Bản tin Xứ Lạng"]
    assert book.properties("belongs-to-collection") == ["Bản tin Xứ Lạng"]
    assert book.properties("dcterms:modified") == ["2026-01-16T00:00:00Z"]


def test_the_identifier_stays_with_the_article() -> None:
    subject, project = article(), Project(Path("a"))
    same = dataclasses.replace(subject, children=(), updated=datetime.date(2026, 2, 1))
    other = dataclasses.replace(subject, published=datetime.date(2026, 1, 16))
    assert package.identify(subject, project) == package.identify(same, dataclasses.replace(project, root=Path("b")))
    assert package.identify(subject, project) != package.identify(other, project)
    assert package.identify(subject, project).startswith("urn:uuid:")


def test_source_date_epoch_goes_before_the_articles_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert make(tmp_path, article()).properties("dcterms:modified") == ["1970-01-02T00:00:00Z"]


def test_the_day_of_the_project_stands_in(tmp_path: Path) -> None:
    project = Project(tmp_path, date=datetime.date(2025, 12, 31))
    book = Book(render_epub(article(published=None), project, find_assets(tmp_path)))
    assert book.facts("date") == ["2025-12-31"]
    assert book.properties("dcterms:modified") == ["2025-12-31T00:00:00Z"]


def test_accessibility_follows_from_what_is_there(tmp_path: Path) -> None:
    def facts(subject: model.Article, *media_types: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, value in describe_access(subject, media_types):
            found.setdefault(name.partition(":")[2], []).append(value)
        return found

    plain = facts(article())
    assert plain["accessMode"] == ["textual"]
    assert plain["accessModeSufficient"] == ["textual"]
    assert "alternativeText" not in plain["accessibilityFeature"]
    assert plain["accessibilityHazard"] == ["none"]
    path = tmp_path / "a.jpg"
    described = facts(article(figure("a.jpg", path, "Chợ")), "image/jpeg")
    assert described["accessMode"] == ["textual", "visual"]
    assert described["accessModeSufficient"] == ["textual", "textual,visual"]
    assert "alternativeText" in described["accessibilityFeature"]
    assert described["conformsTo"] == ["EPUB Accessibility 1.1 - WCAG 2.1 Level AA"]
    silent = facts(article(figure("a.gif", path)), "image/gif")
    assert silent["accessModeSufficient"] == ["textual,visual"]
    assert silent["accessibilityHazard"] == ["unknown"]
    assert not {"conformsTo", "certifiedBy"} & set(silent)
