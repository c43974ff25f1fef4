"""The EPUB holds the article whole, with the pages of the print, the facts and the fonts that a reader needs."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from factories import AT, article, figure, paragraph, text
from fontTools.ttLib import TTFont
from PIL import Image

from publish import model
from publish.assets import find_assets
from publish.diagnostics import AssetError, StyleError
from publish.project import Page, Project, read_paper, read_project
from publish.reader import read_article
from publish.writers import epub, faces, folios, screen
from publish.writers.access import describe_access
from publish.writers.figures import safe_name
from publish.writers.pdf import render_pdf

HERE = Path(__file__).parent
SAMPLE = HERE / "projects" / "anatomy"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"
MARK = re.compile(r'<span epub:type="pagebreak" role="doc-pagebreak" id="page-(\d+)" aria-label="\1"></span>')


class Book:
    """An EPUB, opened."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.package = ElementTree.fromstring(self.archive.read("EPUB/content.opf"))

    def read(self, name: str) -> str:
        return self.archive.read(f"EPUB/{name}").decode("utf-8")

    def facts(self, name: str) -> list[str]:
        return [element.text or "" for element in self.package.iter(DC + name)]

    def properties(self, name: str) -> list[str]:
        return [e.text or "" for e in self.package.iter(OPF + "meta") if e.get("property") == name]

    def manifest(self) -> dict[str, dict[str, str]]:
        return {item.attrib["href"]: item.attrib for item in self.package.iter(OPF + "item")}


@pytest.fixture(scope="module", autouse=True)
def quick_fonts() -> Iterator[None]:
    """Make each font once: many tests build books of the same letters."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(faces, "subset", functools.cache(faces.subset))
        yield


def make(root: Path, subject: model.Article, page: Page | None = None, *, draft: bool = False, **facts: str) -> Book:
    project = Project(root, page=page or Page(), **facts)  # type: ignore[arg-type]  # the tests give texts only
    return Book(epub.render_epub(subject, project, find_assets(root), draft=draft))


@pytest.fixture(scope="module")
def sample() -> model.Article:
    found = read_article(SAMPLE / "source" / "giai-phau.md").article
    assert found
    return found


@pytest.fixture(scope="module")
def book(sample: model.Article) -> Book:
    return Book(epub.render_epub(sample, read_project(SAMPLE), find_assets(SAMPLE)))


def squeeze(xhtml: str) -> str:
    """The text of XHTML without marks and spaces."""
    return "".join(unescape(re.sub(r"<[^>]*>", "", xhtml)).split())


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
from publish.assets import find_assets
from publish.project import read_project
from publish.reader import read_article
from publish.writers.epub import render_epub
root = Path(sys.argv[1])
article = read_article(root / "source" / "giai-phau.md").article
print(hashlib.sha256(render_epub(article, read_project(root), find_assets(root))).hexdigest())
"""


def test_the_same_article_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    def build(seed: str, zone: str, root: Path) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(HERE.parent)}
        command = [sys.executable, "-c", _BUILD, str(root)]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout

    shutil.copytree(SAMPLE / "source", tmp_path / "source")
    assert build("1", "Asia/Ho_Chi_Minh", SAMPLE) == build("2", "America/New_York", tmp_path)


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


# The pages of the print ----------------------------------------------------------------------------------------------


def printed_pages(content: bytes, heads: list[str]) -> list[str]:
    """Text of each page of a PDF without spaces, running heads and folio."""
    pages = []
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document, 1):
            found = page.get_textpage().get_text_range().replace("\ufffe", "").replace("\N{WORD JOINER}", "")
            content_ = "".join(found.split())
            for head in [*("".join(head.split()) for head in heads), str(number)]:
                content_ = content_.removeprefix(head)
            pages.append(content_)
    return pages


def long_article() -> model.Article:
    """An article of several pages with what makes page breaks hard: tables, notes, bare pictures, repeated words."""
    lines = [
        paragraph(f"Đoạn {n}: " + "chợ phiên họp sáu ngày một lần, nhiệm kỳ 2020–2025 – " * (n % 7 + 3))
        for n in range(30)
    ]
    cells = tuple(tuple(model.Cell("", text(f"ô {row}.{column}"), AT) for column in range(4)) for row in range(70))
    table = model.Table(text("Bảng dài"), cells[0], cells[1:], text("Nguồn: chợ"), "bang", AT)
    called = model.Paragraph(None, (*text("Có chú thích"), model.NoteReference(1, AT), *text(" ở giữa. " * 30)), AT)
    note = model.Footnote(1, "n", (paragraph("Nội dung chú thích."),), AT)
    items = tuple(model.ListItem(text(f"Thứ {n}"), (paragraph("việc phải làm " * 25),), AT) for n in range(6))
    labelled = model.List("label", 1, False, items, None, AT)
    blocks = [*lines[:10], table, called, *lines[10:20], labelled, model.Heading(2, None, text("Đề"), AT), *lines[20:]]
    return article(*blocks, footnotes=(note,))


@pytest.mark.parametrize("paper", ["A4", "A5"])
@pytest.mark.parametrize("name", ["sample", "long"])
def test_page_n_on_screen_begins_with_the_words_of_page_n_in_print(
    sample: model.Article, paper: str, name: str
) -> None:
    subject = sample if name == "sample" else long_article()
    project = dataclasses.replace(read_project(SAMPLE), page=Page(read_paper(paper)))
    assets = find_assets(SAMPLE)
    title = " ".join(model.plain_text(line).strip() for line in subject.headline)
    pages = printed_pages(render_pdf(subject, project, assets), [project.title, title])
    xhtml = Book(epub.render_epub(subject, project, assets)).read("article.xhtml")
    xhtml = re.sub(r'<sup class="call">.*?</sup>', "", xhtml)
    numbers = [int(number) for number in MARK.findall(xhtml)]
    assert numbers == list(range(1, len(pages) + 1))
    for number, part in zip(numbers[1:], MARK.split(xhtml)[4::2], strict=True):
        words = squeeze(part)[:20]
        begin = pages[number - 1].removeprefix("ô0.0ô0.1ô0.2ô0.3")  # the head of a table is repeated
        assert begin.startswith(words), f"page {number}: {words} / {begin[:60]}"


def test_a_page_break_stands_at_the_very_word() -> None:
    target = screen.Screen(article(), {}, breaks=[6, 9])
    first = target.text("Một ")
    second = target.text("hai ba bốn")
    assert MARK.sub("|", first + second) == "Một hai |ba b|ốn"


def test_a_picture_counts_as_a_character(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture = figure("a.png", path, "Ô")
    target = screen.Screen(article(), {path: "images/a.png"}, breaks=[2, 3])
    found = target.text("ab") + target.picture(picture) + target.text("c")
    assert MARK.sub("|", found) == 'ab|<img src="images/a.png" alt="Ô"/>|c'


def test_pages_after_the_text_are_not_lost() -> None:
    target = screen.Screen(article(), {}, breaks=[1, 2, 2])
    assert MARK.sub("|", target.text("ab") + "/" + target.last_pages()) == "a|b/||"


@pytest.mark.parametrize(
    ("pages", "text_", "expected"),
    [
        (["một", "hai"], "mộthai", [3]),
        (["mộ‐", "thai", "ba"], "mộthaiba", [2, 6]),  # a hyphen that the engine set
        (["", "một"], "một", [0]),
        (["một", "", ""], "một", [3, 3]),
        (["xa", "xa", "xa"], "xaxaxa", [2, 4]),
        (["một", "không có"], "mộthai", [3]),
        ([], "một", []),
    ],
)
def test_breaks_are_found_by_count_and_by_words(pages: list[str], text_: str, expected: list[int]) -> None:
    assert folios.find_breaks(pages, text_) == expected


def test_the_page_list_names_every_page(book: Book) -> None:
    nav = ElementTree.fromstring(book.read("nav.xhtml"))
    pages = next(element for element in nav.iter(XHTML + "nav") if element.get(OPS + "type") == "page-list")
    links = [(link.text, link.get("href")) for link in pages.iter(XHTML + "a")]
    assert links == [("1", "article.xhtml#page-1"), ("2", "article.xhtml#page-2")]
    assert book.properties("pageBreakSource") == ["Ở xứ Ẩn Ngữ, mỗi chữ đều mang hai dấu chồng, PDF, 210 × 297 mm"]
    targets = re.findall(r'<pageTarget .*?<content src="([^"]+)"/>', book.read("toc.ncx"))
    assert targets == [href for _, href in links]


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
    assert epub.identify(subject, project) == epub.identify(same, dataclasses.replace(project, root=Path("b")))
    assert epub.identify(subject, project) != epub.identify(other, project)
    assert epub.identify(subject, project).startswith("urn:uuid:")


def test_source_date_epoch_goes_before_the_articles_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert make(tmp_path, article()).properties("dcterms:modified") == ["1970-01-02T00:00:00Z"]


def test_the_day_of_the_project_stands_in(tmp_path: Path) -> None:
    project = Project(tmp_path, date=datetime.date(2025, 12, 31))
    book = Book(epub.render_epub(article(published=None), project, find_assets(tmp_path)))
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


# Pictures, fonts, styles ---------------------------------------------------------------------------------------------


def test_pictures_are_copied_as_they_are_under_safe_names(tmp_path: Path) -> None:
    paths = [tmp_path / "Chợ Đồng Đăng.png", tmp_path / "b" / "cho-dong-dang.PNG", tmp_path / "市.jpg"]
    (tmp_path / "b").mkdir()
    for path in paths:
        Image.new("RGB", (3, 2), "gray").save(path)
    figures = [figure(path.name, path, "Ô") for path in [*paths, paths[0]]]
    book = make(tmp_path, article(*figures))
    assert re.findall(r'<img src="([^"]+)"', book.read("article.xhtml")) == [
        "images/cho-dong-dang.png",
        "images/cho-dong-dang-2.png",
        "images/picture.jpg",
        "images/cho-dong-dang.png",
    ]
    assert book.archive.read("EPUB/images/picture.jpg") == paths[2].read_bytes()
    assert book.manifest()["images/picture.jpg"]["media-type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("stem", "name"), [("../A b", "a-b"), ("ảnh_1", "anh-1"), ("ĐƯỜNG", "duong"), ("…", "picture")]
)
def test_names_of_pictures_are_plain(stem: str, name: str) -> None:
    assert safe_name(stem) == name


def test_a_picture_that_is_none_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_text("no picture")
    with pytest.raises(AssetError) as caught:
        make(tmp_path, article(figure("a.jpg", path, "Ô")))
    assert caught.value.diagnostics[0].position == AT


def test_a_missing_photograph_is_a_note_and_in_a_draft_an_open_place(tmp_path: Path) -> None:
    subject = article(figure(caption="Chú thích ảnh.", credit="Ảnh: Báo"))
    assert "Chưa có ảnh" not in make(tmp_path, subject).read("article.xhtml")
    assert "Chưa có ảnh" in make(tmp_path, subject, draft=True).read("article.xhtml")


def fonts(book: Book) -> dict[str, TTFont]:
    return {
        name: TTFont(io.BytesIO(book.archive.read(f"EPUB/{name}")))
        for name in book.manifest()
        if "fonts/" in name and name.endswith(".ttf")
    }


def test_fonts_have_every_letter_and_no_reserved_name(book: Book, sample: model.Article) -> None:
    letters = {
        c
        for c in model.plain_text(tuple(n for n in model.walk(sample.children) if isinstance(n, model.Text)))
        if not c.isspace()
    }
    found = fonts(book)
    assert not letters - {chr(code) for code in found["fonts/publish-serif-400.ttf"].getBestCmap()}
    assert not {c.upper() for c in "Thời sự – Kinh tế" if not c.isspace()} - {
        chr(c) for c in found["fonts/publish-sans-700.ttf"].getBestCmap()
    }
    for font in found.values():
        names = [record.toUnicode() for record in font["name"].names if record.nameID in (1, 3, 4, 6, 16)]
        assert names
        assert not [name for name in names if re.search("Source|JetBrains", name)]


def test_only_fonts_that_are_used_are_there(book: Book, tmp_path: Path) -> None:
    usual = ["publish-sans-400", "publish-sans-700", "publish-serif-400", "publish-serif-700"]
    assert sorted(fonts(make(tmp_path, article()))) == [f"fonts/{name}.ttf" for name in usual]
    more = [*usual, "publish-mono-400", "publish-sans-400-italic", "publish-serif-400-italic"]
    assert sorted(fonts(book)) == sorted(f"fonts/{name}.ttf" for name in more)
    stressed = model.Strong((model.Emphasis(text("mạnh"), AT),), AT)
    found = fonts(make(tmp_path, article(model.Paragraph(None, (stressed,), AT))))
    assert {chr(code) for code in found["fonts/publish-serif-700-italic.ttf"].getBestCmap()} >= set("mạnh")


def test_the_stylesheets_name_the_fonts_of_the_book_and_their_licence(book: Book) -> None:
    css = book.read("styles/fonts.css")
    assert sorted(re.findall(r'url\("\.\./([^"]+)"\)', css)) == sorted(fonts(book))
    assert "Copyright 2014 The Source Serif 4 Project Authors" in css
    assert "https://openfontlicense.org" in css
    families = set(re.findall(r'font-family: "([^"]+)"', css))
    assert families == {"Publish Serif", "Publish Sans", "Publish Mono"}
    assert set(re.findall(r'"(\w[^"]*)"', book.read("styles/article.css"))) == families


def test_a_projects_own_style_goes_before_the_bundled_one(tmp_path: Path) -> None:
    style = tmp_path / "styles" / "article" / "epub.css"
    style.parent.mkdir(parents=True)
    style.write_text('body { font: italic 600 1em "Source Sans 3" }', encoding="utf-8")
    book = make(tmp_path, article())
    assert book.read("styles/article.css") == 'body { font: italic 600 1em "Publish Sans" }'
    assert sorted(fonts(book)) == [
        f"fonts/publish-sans-{name}.ttf" for name in ("400-italic", "400", "600", "700-italic", "700")
    ]
    style.write_bytes(b"\xff")
    with pytest.raises(StyleError):
        make(tmp_path, article())


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_accent_reads_on_white_and_on_black_and_nothing_is_fixed() -> None:
    css = (HERE.parent / "styles" / "article" / "epub.css").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    for colour in set(re.findall(r"#[0-9a-f]{6}", rules)):
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5
        assert (luminance(colour) + 0.05) / 0.05 >= 4.5
    assert not re.search(r"\d(px|pt|mm|cm|in)\b", rules)
    assert not re.search(r"justify|#000|#fff|\bblack\b|\bwhite\b(?!-)", rules)
    body = re.findall(r"(?m)^(\S.*?)\{[^}]*?line-height: ([\d.]+)", rules)
    assert all(float(height) >= 1.4 for selector, height in body if selector.strip() != ".call")
