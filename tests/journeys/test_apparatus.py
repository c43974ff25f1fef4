"""A small book with references, notes, lists and large tables, as it comes out: in print, and on the screen."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from publish.base.cache import Cache, NoCache
from publish.base.diagnostics import Position, SourceError
from publish.base.units import POINTS_PER_MM
from publish.build.jobs import Job
from publish.build.rendering import render
from publish.kinds.book.styles import print_styles
from publish.kinds.projects import read_project
from publish.layout import contents
from publish.outputs.pdf import fragments
from publish.preflight.validators import Validator, validate
from publish.publication.assets.folders import find_assets
from publish.publication.assets.jinja import fill_layout
from publish.publication.project import Page, Project
from publish.publication.publication import Publication
from publish.publication.words import words
from tests.support.printed import PrintedPublication, read, render_publication, texts, tools

if TYPE_CHECKING:
    from click.testing import Result

WORDS = "Chợ phiên mở từ lúc trời còn mờ sương, người từ các bản xa xuống núi. "
PAGE = f"{WORDS * 30}\n\n"
SETTINGS = """\
[publication]
kind = "book"
title = "Chợ"
date = 2026-01-15
front = ["loi.md"]
contents = ["mot.md", "hai.md"]
back = ["phu-luc.md"]

[page]
paper = "A5"

[contents]
figures = true
tables = true
levels = 2

[numbering]
figures = "publication"
tables = "chapter"
chapters = "roman"

[notes]
"""
TEXTS = {
    "loi": f"Xem [](hai.md#dich){{.page}}.\n\n{PAGE}{PAGE}{{#goc}}\nGốc lời.",
    "mot": f"Đầu ở [](loi.md#goc){{.page}}, [tr.](hai.md#dich){{.page}}, [](hai.md#anh).\n\n"
    f"Một[^a] hai[^b].\n\n{PAGE}Ba[^c] bốn[^d].\n\n[^a]: Lời a.\n\n[^b]: Lời b, [](#cuoi).\n\n[^c]: Lời c.\n\n"
    "[^d]: Lời d, [](hai.md#dich){.page}.\n\n{#cuoi}\n## Cuối bài",
    "hai": f"{PAGE}{PAGE}{{#dich}}\nĐích ở đây^[Lời e.].\n\n{{#anh}}\n![Cột đá](cao.png 'Cột đá cao.')\n\n"
    "::: table Đại biểu\n| Huyện || Nữ |\n| --- | --- | ---: |\n| Tên | Xã | Số |\n| === | === | === |\n"
    "| Bắc Sơn | Vũ Lễ | 2 |\n| ^^ | Tân Tri | 3 |\n:::",
    "phu-luc": "Phụ lục^[Lời f.], [](hai.md).",
}


def write(root: Path, settings: str, texts: Mapping[str, str]) -> Path:
    source = root / "source"
    source.mkdir(parents=True, exist_ok=True)
    (source / "publish.toml").write_text(settings, encoding="utf-8")
    Image.new("RGB", (100, 600), "gray").save(source / "cao.png")
    for name, text in texts.items():
        (source / f"{name}.md").write_text(f"---\nheadline: Bài {name}\n---\n\n{text}\n", encoding="utf-8")
    return root


def print_book(root: Path, cache: Cache | None = None) -> tuple[PrintedPublication, list[str]]:
    """The printed book, and the names of the fragments that were laid out for it."""
    job = read(root)
    made, _ = tools(cache or NoCache())
    assert isinstance(job.subject, Publication) and made.layouter
    laid: list[str] = []
    made.layouter.report = lambda step: laid.append(step.split()[2]) if step.startswith("lay out") else None
    return render_publication(job, made.layouter), laid


def folio(printed: PrintedPublication, words: str) -> str:
    """The folio of the page on which words stand."""
    pages = [label for label, page in zip(printed.labels, texts(printed.content), strict=True) if words in page]
    assert len(pages) == 1, words
    return pages[0]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("book"), SETTINGS + 'number = "page"\n', TEXTS)


@pytest.fixture(scope="module")
def printed(root: Path) -> PrintedPublication:
    return print_book(root)[0]


@pytest.fixture(scope="module")
def job(root: Path) -> Job:
    return read(root)


@pytest.fixture(scope="module")
def epub(job: Job) -> dict[str, str]:
    return open_epub(render(job, "epub", tools(NoCache())[0], lambda step: None).content)


def open_epub(content: bytes) -> dict[str, str]:
    """The pages of a book by their addresses."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        return {name.removeprefix("EPUB/"): book.read(name).decode() for name in names}


def plain(text: str) -> str:
    return " ".join(text.split())


# References


def test_a_page_reference_prints_the_folio_on_which_its_place_stands(printed: PrintedPublication) -> None:
    goal, origin = folio(printed, "Đích ở đây"), folio(printed, "Gốc lời")
    assert goal.isdigit() and origin.strip("ivx") == ""
    whole = plain(" ".join(texts(printed.content)))
    assert f"Xem trang {goal}." in whole
    assert f"Đầu ở trang {origin}, tr. {goal}, Hình 1." in whole
    assert f"Lời d, trang {goal}." in whole


def test_the_screen_says_the_same_page_and_leads_there(printed: PrintedPublication, epub: dict[str, str]) -> None:
    goal, origin = folio(printed, "Đích ở đây"), folio(printed, "Gốc lời")
    assert f'<a href="hai.xhtml#dich">tr.\u00a0{goal}</a>' in epub["text/mot.xhtml"]
    assert f'<a href="loi.xhtml#goc">trang\u00a0{origin}</a>' in epub["text/mot.xhtml"]
    assert '<a href="hai.xhtml">Chương\u00a0II</a>' in epub["text/phu-luc.xhtml"]


def test_a_place_that_no_page_shows_is_on_the_first_page_of_its_chapter(tmp_path: Path) -> None:
    settings = '[publication]\nkind = "book"\ntitle = "Chợ"\ndate = 2026-01-15\n'
    root = write(tmp_path, settings, {"bai": "Xem [](#an){.page}."})
    path = root / "source" / "bai.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("---\n\n", 'credit: "[Ẩn]{#an}"\n---\n\n'), encoding="utf-8"
    )
    assert "Xem trang 1." in plain(" ".join(texts(print_book(root)[0].content)))


def test_references_are_links_to_the_page_in_the_file(printed: PrintedPublication) -> None:
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        notes = [note for page in pdf.pages for note in page.get("/Annots", ())]
        goals = {numbers[note.Dest[0].objgen] for note in notes}
        assert not [note for note in notes if "/A" in note]
        assert {str(note.Contents) for note in notes} >= {f"Trang {folio(printed, 'Đích ở đây')}", "Trang 1"}
    pages = texts(printed.content)
    assert any("Đích ở đây" in pages[goal] for goal in goals)


def test_every_link_of_the_screen_leads_somewhere(epub: dict[str, str]) -> None:
    for name, page in epub.items():
        folder = name.rpartition("/")[0]
        for target in re.findall(r'href="([^"]*)"', re.sub(r"<link[^>]*>", "", page)):
            file, _, place = unescape(target).partition("#")
            goal = f"{folder}/{file}".lstrip("/") if file else name
            assert goal in epub, (name, target)
            assert not place or f'id="{place}"' in epub[goal], (name, target)


def test_only_what_shows_folios_is_laid_out_again(root: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    copy = write(tmp_path / "book", (root / "source" / "publish.toml").read_text(encoding="utf-8"), TEXTS)
    print_book(copy, cache)
    write(copy, (copy / "source" / "publish.toml").read_text(encoding="utf-8"), TEXTS | {"hai": PAGE + TEXTS["hai"]})
    _, laid = print_book(copy, cache)
    assert {"hai", "contents", "figures", "tables", "loi", "mot"} >= set(laid) >= {"hai", "loi", "mot"}


# Numbers and lists


def test_the_lists_have_the_folios_of_figures_and_tables(printed: PrintedPublication) -> None:
    pages = {name: plain(page) for (name, _), page in zip(printed.texts, texts(printed.content), strict=True)}
    figure, table = folio(printed, "Cột đá cao."), printed.folios["publish:hai#table-1"]
    assert re.search(rf"Danh mục hình Hình 1\. Cột đá cao [ .]+ {figure}\b", pages["figures"])
    assert re.search(rf"Danh mục bảng Bảng 2\.1\. Đại biểu [ .]+ {table}\b", pages["tables"])


def test_contents_of_two_levels_have_the_crossheads(printed: PrintedPublication) -> None:
    page = next(
        page for (name, _), page in zip(printed.texts, texts(printed.content), strict=True) if name == "contents"
    )
    last = printed.folios["publish:mot#cuoi"]
    assert re.search(rf"Chương I\. Bài mot[ .]+1\s+Cuối bài[ .]+{last}\s", plain(page).replace("\xa0", " "))


def test_the_lists_stand_in_the_nav(epub: dict[str, str]) -> None:
    nav = epub["nav.xhtml"].replace("\u00a0", " ")
    assert re.search(r'(?s)<nav epub:type="loi".*?<a href="text/hai.xhtml#anh">Hình 1. Cột đá cao</a>', nav)
    assert re.search(r'(?s)<nav epub:type="lot".*?<a href="text/hai.xhtml#table-1">Bảng 2.1. Đại biểu</a>', nav)


@pytest.mark.slow
def test_contents_of_five_thousand_entries_are_laid_out(tmp_path: Path) -> None:
    """They took eight minutes before the next sibling was found without looking at all of them."""
    project, assets = Project(tmp_path, page=Page((148.0, 210.0))), find_assets(tmp_path)
    entries = [contents.ContentsEntry(f"Chương {n}. Chợ phiên", f"publish:c{n}#").values({}) for n in range(5000)]
    facts = {"title": "Mục lục", "language": "vi", "words": words("vi"), "running_head": "Sách", "entries": entries}
    html = fill_layout(assets, "book/contents.html", facts)
    at = Position(project.config)
    packed = fragments.render_fragment(html, print_styles(project, assets), assets.roots, at, project.page, "right")
    assert len(fragments.unpack(packed).texts) > 100


# Notes


def note_numbers(printed: PrintedPublication) -> list[list[str]]:
    """The numbers before the notes of each page that has any."""
    found = [re.findall(r"(?m)^(\d+)\s+Lời \w", page.replace("\r", "")) for page in texts(printed.content)]
    return [numbers for numbers in found if numbers]


def test_notes_by_page_start_with_one_on_each_page(printed: PrintedPublication) -> None:
    assert note_numbers(printed) == [["1", "2"], ["1", "2"], ["1"], ["1"]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "numbers"),
    [
        ('number = "chapter"', [["1", "2"], ["3", "4"], ["1"], ["1"]]),
        ('number = "publication"', [["1", "2"], ["3", "4"], ["5"], ["6"]]),
        ('place = "chapter"', [["1", "2", "3", "4"], ["1"], ["1"]]),
        ('place = "end"', [["1", "2", "3", "4", "1", "1"]]),
        ('place = "end"\nnumber = "publication"', [["1", "2", "3", "4", "5", "6"]]),
    ],
)
def test_notes_stand_and_count_as_the_project_says(tmp_path: Path, settings: str, numbers: list[list[str]]) -> None:
    root = write(tmp_path, f"{SETTINGS}{settings}\n", TEXTS)
    assert note_numbers(print_book(root)[0]) == numbers


@pytest.mark.slow
def test_notes_at_the_end_are_linked_both_ways(tmp_path: Path, judges: tuple[Validator, ...]) -> None:
    root = write(tmp_path, f'{SETTINGS}place = "end"\n', TEXTS)
    made, _ = tools(NoCache())
    job, files = read(root), {}
    for format_ in ("pdf", "epub"):
        files[format_] = tmp_path / f"cho.{format_}"
        files[format_].write_bytes(render(job, format_, made, lambda step: None).content)
    pages = open_epub(files["epub"].read_bytes())
    assert 'href="notes.xhtml#mot-note-1"' in pages["text/mot.xhtml"]
    assert 'href="mot.xhtml#noteref-1"' in pages["text/notes.xhtml"]
    assert "<aside" not in pages["text/mot.xhtml"]
    test_every_link_of_the_screen_leads_somewhere(pages)
    for validator in judges:
        fitting = [file for file in files.values() if file.suffix == validator.suffix]
        assert validate(validator, fitting) == [], validator.name


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ('[notes]\nplace = "end"\nnumber = "page"\n', 3),
        ("[contents]\nlevels = 3\n", 2),
        ('[numbering]\nchapters = "latin"\n', 2),
    ],
)
def test_what_the_project_cannot_have_is_told_with_its_line(tmp_path: Path, settings: str, line: int) -> None:
    write(tmp_path, settings, TEXTS)
    with pytest.raises(SourceError) as caught:
        read_project(tmp_path)
    assert [(found.rule, found.position.line) for found in caught.value.diagnostics] == [("invalid-value", line)]


# Tables and pictures


def letters(content: bytes) -> list[list[tuple[float, float, str]]]:
    """Left and right edge in points, and character, of each page."""
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage() for page in document]
        return [
            [
                (*page.get_charbox(i)[::2], page.get_text_range(i, 1))
                for i in range(page.count_chars())
                if page.get_text_range(i, 1).strip()
            ]
            for page in pages
        ]


def print_text(tmp_path: Path, text: str) -> bytes:
    settings = '[publication]\nkind = "book"\ntitle = "Chợ"\ndate = 2026-01-15\n[page]\npaper = "A5"\n'
    return print_book(write(tmp_path, settings, {"bai": text}))[0].content


def test_the_head_of_a_long_table_stands_on_each_of_its_pages(tmp_path: Path) -> None:
    rows = "".join(f"| Xã {n} | {n} |\n" for n in range(60))
    head = "| Đầu || \n| --- | --- |\n| Tên | Số |\n| === | === |\n"
    pages = texts(print_text(tmp_path, f"{WORDS * 3}\n\n{head}{rows}"))
    held = [page for page in pages if re.search(r"Xã \d", page)]
    assert len(held) == 3
    assert all("Đầu" in page and "Tên" in page for page in held)
    assert WORDS.split(",")[0] in held[0]


@pytest.mark.parametrize(
    "text",
    [
        f"| {' | '.join(['Nghiêng'] * 16)} |\n|{' --- |' * 16}\n| {' | '.join(['Khuỷu'] * 16)} |",
        f"| {'dài' * 60} | b |\n| --- | --- |\n| c | d |",
        f"Một từ: {'dài' * 90}.\n\n## {'Dài' * 60}\n\n`{'dai' * 60}`",
    ],
    ids=["many columns", "long word in a cell", "long words"],
)
def test_nothing_runs_out_of_the_page(tmp_path: Path, text: str) -> None:
    margin, width = 16 * POINTS_PER_MM, 148 * POINTS_PER_MM
    for page in letters(print_text(tmp_path, text)):
        assert [found for found in page if found[0] < margin or found[1] > width - margin] == []


def test_a_picture_higher_than_the_page_fits_with_its_caption(tmp_path: Path) -> None:
    content = print_text(tmp_path, f"{WORDS}\n\n![Cột đá](cao.png 'Chân cột đá.')\n\nSau đó.")
    with pypdfium2.PdfDocument(content) as document:
        held = [page for page in document if "Chân cột đá." in page.get_textpage().get_text_range()]
        (page,) = held
        (picture,) = [item for item in page.get_objects() if item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        left, bottom, right, top = picture.get_bounds()
    assert bottom > 20 * POINTS_PER_MM and top < 190 * POINTS_PER_MM
    assert abs((top - bottom) / (right - left) - 6) < 0.05


def test_heads_say_which_cells_they_are_for(printed: PrintedPublication, epub: dict[str, str]) -> None:
    assert '<th scope="colgroup" colspan="2">Huyện</th>' in epub["text/hai.xhtml"]
    assert '<td rowspan="2">Bắc' in epub["text/hai.xhtml"].replace("\xa0", " ")
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        cells = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"]
        assert [(str(cell.A.Scope), int(cell.A.get("/ColSpan", 1))) for cell in cells] == [
            ("/Column", 2),
            *[("/Column", 1)] * 4,
        ]


# What is wrong


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Chợ. [](khac.md#a)", "5:6: error: link to a file that is not in the publication: khac.md [dangling-link]"),
        ("Chợ. [](bai.md#a)", "5:6: error: link to nowhere: bai.md#a [dangling-link]"),
        ("Chợ.\n\n[^a]: Lời.", "7:1: error: footnote never called: [^a] [unused-footnote]"),
        ("Chợ[^a].", "5:4: error: footnote without text: [^a] [undefined-footnote]"),
        ("{#a}\nMột.\n\n{#a}\nHai.", "9:1: error: the id 'a' is given twice [duplicate-id]"),
        ("| a | b |\n| --- | --- |\n| ^^ | c |", "7:3: error: no cell above this one to join [table-spans]"),
    ],
)
def test_what_is_wrong_is_told_and_leaves_dist_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Result], text: str, finding: str
) -> None:
    settings = '[publication]\nkind = "book"\ntitle = "Chợ"\ndate = 2026-01-15\n'
    write(tmp_path, settings, {"bai": text})
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "cho.pdf").write_bytes(b"before")
    monkeypatch.chdir(tmp_path)
    result = run("build")
    assert result.exit_code == 3
    assert f"source/bai.md:{finding}" in result.output
    assert [path.name for path in (tmp_path / "dist").iterdir()] == ["cho.pdf"]
    assert (tmp_path / "dist" / "cho.pdf").read_bytes() == b"before"
