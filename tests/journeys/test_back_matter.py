"""A book with index and list of works, and an article with its list, through the whole house and the real engine."""

from __future__ import annotations

import io
import random
import re
import unicodedata
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest

from publish.base.cache import Cache, NoCache
from publish.base.diagnostics import EngineError, Severity, SourceError
from publish.base.numerals import folio_number
from publish.build.jobs import prepare
from publish.build.rendering import build
from publish.build.workers import hire_workers
from publish.kinds.projects import open_project
from publish.preflight.validators import Validator, validate
from tests.support.books import OPS, XHTML, Book
from tests.support.printed import read, render_publication, tools

TOML = """\
[publication]
kind = "book"
title = "Đường lên biên ải"
date = 2026-01-01
front = ["loi.md"]
contents = ["c*.md"]

[page]
trim = "A5"

[index]
title = "Sách dẫn"

[bibliography]
file = "works.bib"
title = "Sách đã dùng"
"""
BIB = """\
@book{chau1987, author = {Nguyễn Minh Châu}, title = {Dấu chân người lính}, publisher = {Nxb. Văn học}, year = 1987}
@book{tran2005, author = {Trần Đức Thảo}, title = {Lịch sử tư tưởng}, publisher = {Nxb. Khoa học xã hội}, year = 2005}
"""
FILLER = "phiên họp sớm giữa thung khi sương còn đọng trên mái ngói và người các bản xuống núi theo rau măng mật ong"
TERMS = ("lượn", "sli", "then", "chàm", "Đắk", "ếch", "óc", "ăn")
"""Words of one syllable that stand nowhere but where they are marked."""


def sentence(chance: random.Random) -> str:
    words = [chance.choice(FILLER.split()) for _ in range(chance.randint(8, 15))]
    if chance.random() < 0.4:
        term = chance.choice(TERMS)
        shown = term.capitalize() if chance.random() < 0.3 else term
        words.insert(chance.randrange(len(words)), chance.choice(["[%s]{index}", "*[%s]{index},*"]) % shown)
    if chance.random() < 0.05:
        words.append(chance.choice(["[@chau1987, tr. 12]", "[@tran2005; @chau1987]"]))
    return " ".join(words) + "."


def chapter(title: str, paragraphs: int, seed: int) -> str:
    chance = random.Random(seed)
    text = [" ".join(sentence(chance) for _ in range(6)) for _ in range(paragraphs)]
    text[1] += " Từ [đây]{index-from=biên} đi.^[Một chú thích nói về [hổ]{index}.]"
    text[-2] += " Tới [đấy]{index-to=biên} thì hết."
    text.insert(6, "## Về [voi]{index}")
    text.insert(4, "- một\n- hai [gấu]{index}\n\n| Một | Hai |\n| --- | --- |\n| ba | [beo]{index} |")
    text.append(
        '[Gió]{index="thời tiết!gió"} và []{index="trời" see="thời tiết"}[mưa]{index="thời tiết" see-also=then}.'
    )
    return f"---\nheadline: {title}\npublished: 2026-01-01\n---\n\n" + "\n\n".join(text) + "\n"


def write(root: Path, toml: str = TOML) -> Path:
    source = root / "source"
    source.mkdir(parents=True)
    (source / "publish.toml").write_text(toml, encoding="utf-8")
    (source / "works.bib").write_text(BIB, encoding="utf-8")
    (source / "loi.md").write_text(chapter("Lời nói đầu", 9, 1), encoding="utf-8")
    for number in range(1, 4):
        text = chapter(f"Chương {number}", 14 + number, number + 1)
        (source / f"c{number}.md").write_text(text, encoding="utf-8")
    return root


def make(root: Path) -> dict[str, bytes]:
    project = open_project(root)
    with hire_workers(
        project, "publish.kinds.loading:warm_up", (project.setting,), 2, False, lambda step: None
    ) as hired:
        jobs = prepare(project, project.sources, lambda step: None)
        assert [] == [d for job in jobs for d in job.diagnostics if d.severity is Severity.ERROR]
        outputs = build(jobs, hired, lambda step: None)
    return {output.path.suffix: output.content for output in reversed(outputs)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return make(write(tmp_path_factory.mktemp("book")))


@pytest.fixture(scope="module")
def pages(made: dict[str, bytes]) -> list[tuple[str, str]]:
    """Folio and text of each page."""
    with pypdfium2.PdfDocument(made[".pdf"]) as document:
        texts = [page.get_textpage().get_text_range().replace("\ufffe", "") for page in document]
        texts = [unicodedata.normalize("NFC", text) for text in texts]
        labels = [document.get_page_label(number) for number in range(len(document))]
    return list(zip(labels, texts, strict=True))


def index_start(pages: list[tuple[str, str]]) -> int:
    return next(number for number, (_, text) in enumerate(pages) if text.startswith("Sách dẫn"))


@pytest.fixture(scope="module")
def printed_index(pages: list[tuple[str, str]]) -> dict[str, str]:
    """The lines of the printed index: what stands before the first comma, and the rest."""
    lines: list[str] = []
    for label, text in pages[index_start(pages) :]:
        for line in text.replace("\r", "").split("\n"):
            if lines and re.match(r"[\divxlcdm]+[–,]|[\divxlcdm]+$", line) and line != label:
                lines[-1] += f" {line}"
            elif "," in line:
                lines.append(line.strip())
    return {line.partition(",")[0]: line.partition(",")[2].strip() for line in lines}


def folios(line: str) -> list[tuple[int, int]]:
    """The pages of a line of the index, each for itself."""
    found = []
    for run in re.findall(r"[\divxlcdm]+(?:–[\divxlcdm]+)?", line.partition(";")[0]):
        first, _, last = run.partition("–")
        kind, number = folio_number(first)
        found += [(kind, page) for page in range(number, folio_number(last or first)[1] + 1)]
    return found


def test_each_folio_of_the_index_is_that_of_a_page_with_the_words(
    pages: list[tuple[str, str]], printed_index: dict[str, str]
) -> None:
    for term in (*TERMS, "hổ", "gấu", "beo", "voi"):
        word = re.compile(rf"\b{term}\b", re.IGNORECASE)
        wanted = [folio_number(label) for label, text in pages[: index_start(pages)] if word.search(text)]
        assert wanted == folios(printed_index[term]), term


def test_a_passage_has_all_its_pages(pages: list[tuple[str, str]], printed_index: dict[str, str]) -> None:
    passages = [
        (folio_number(a), folio_number(b))
        for (a, _), (b, _) in zip(
            [p for p in pages if "Từ đây đi" in " ".join(p[1].split())],
            [p for p in pages if "Tới đấy thì hết" in " ".join(p[1].split())],
            strict=True,
        )
    ]
    wanted = [(kind, page) for (kind, first), (_, last) in passages for page in range(first, last + 1)]
    assert wanted == folios(printed_index["biên"])
    assert "–" in printed_index["biên"]


def test_the_index_has_its_letters_and_references(pages: list[tuple[str, str]]) -> None:
    text = " ".join("\n".join(text for _, text in pages[-4:]).split())
    assert re.search(r"trời, xem thời tiết", text)
    assert re.search(r"thời tiết, .*; xem thêm then gió, ", text)
    letters = [letter for letter in "ĂBCĐÊGHLOST" if re.search(rf"\b{letter}\b", text)]
    assert list("ĂBCĐÊGHLOST") == letters


def test_folios_of_the_index_lead_to_the_words(made: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(made[".pdf"])) as pdf, pypdfium2.PdfDocument(made[".pdf"]) as document:
        numbers = {page.objgen: number for number, page in enumerate(page.obj for page in pdf.pages)}
        checked = 0
        for page in list(pdf.pages)[-3:]:
            for note in page.get("/Annots", ()):
                number = numbers[note.Dest[0].objgen]
                top = float(note.Dest[3])
                text = document[number].get_textpage().get_text_bounded(bottom=top - 16, top=top + 1)
                checked += any(re.search(rf"\b{term}\b", text, re.IGNORECASE) for term in (*TERMS, "gấu", "beo", "hổ"))
        assert checked > 40


def test_the_list_of_works_is_in_the_contents_and_linked_both_ways(pages: list[tuple[str, str]]) -> None:
    contents = next(text for _, text in pages if text.startswith("Mục lục"))
    assert "Sách đã dùng" in contents and "Sách dẫn" in contents
    (works,) = [text for _, text in pages if text.startswith("Sách đã dùng")]
    assert "Nguyễn Minh Châu (1987), Dấu chân người lính, Nxb. Văn học." in " ".join(works.split())
    body = " ".join(" ".join(text for _, text in pages).split())
    assert "(Nguyễn Minh Châu 1987, tr. 12)" in body


def test_landmarks_name_what_stands_before_and_behind_the_text(made: dict[str, bytes]) -> None:
    book = Book(made[".epub"])
    places = book.read("nav.xhtml").partition('epub:type="landmarks"')[2].partition("</nav>")[0]
    found = re.findall(r'<a epub:type="([^"]+)" href="([^"]+)">([^<]+)</a>', places)
    assert ["cover", "titlepage", "toc", "bodymatter", "bibliography", "index"] == [kind for kind, _, _ in found]
    assert ["Sách đã dùng", "Sách dẫn"] == [title for _, _, title in found[-2:]]
    for kind, address, _ in found[-2:]:
        assert f'epub:type="{kind}"' in book.read(address)


def test_links_of_the_epub_lead_to_the_very_words(made: dict[str, bytes]) -> None:
    book = Book(made[".epub"])
    texts = {name: ElementTree.fromstring(book.read(name)) for name in book.manifest() if name.endswith(".xhtml")}
    index = texts["text/index.xhtml"]
    (section,) = [element for element in index.iter(XHTML + "section")]
    assert ("index", "doc-index") == (section.get(f"{OPS}type"), section.get("role"))
    found = 0
    for entry in section.iter(XHTML + "li"):
        term = (entry.text or "").strip().rstrip(",")
        for link in entry.findall(XHTML + "a"):
            name, _, place = link.attrib["href"].partition("#")
            target = element(texts[f"text/{name}"] if name else index, place)
            if term in TERMS and name:
                assert term.lower() == "".join(target.itertext()).lower()
                assert re.fullmatch(r"[\divxlcdm]+(–[\divxlcdm]+)?", link.text or "")
                found += 1
    assert found > 25
    works = texts["text/bibliography.xhtml"]
    assert {"bibliography"} == {s.get(f"{OPS}type") for s in works.iter(XHTML + "section")}
    for link in works.iter(XHTML + "a"):
        name, _, place = link.attrib["href"].partition("#")
        assert "Nguyễn Minh Châu" in text_of(element(texts[f"text/{name}"], place)) or "Trần" in text_of(link)


def element(root: Any, name: str) -> Any:
    (found,) = [element for element in root.iter() if element.get("id") == name]
    return found


def text_of(element: Any) -> str:
    return "".join(element.itertext()).replace("\u00a0", " ")


@pytest.mark.slow
def test_pdf_and_epub_pass_the_validators(
    made: dict[str, bytes], tmp_path: Path, judges: tuple[Validator, ...]
) -> None:
    for suffix in (".pdf", ".epub"):
        path = tmp_path / f"book{suffix}"
        path.write_bytes(made[suffix])
        for judge in (judge for judge in judges if judge.suffix == suffix):
            assert [] == [d for d in validate(judge, [path]) if d.severity is Severity.ERROR]


# Fragments


def chapters(root: Path) -> dict[str, Any]:
    """The fragments of a book by their names, as they go into the assembly."""
    job, laid = read(root), {}
    layouter = tools(NoCache())[0].layouter
    assert layouter
    lay_out = layouter.lay_out

    def note(orders: Any) -> Any:
        fragments = lay_out(orders)
        laid.update({order.name: fragment for order, fragment in zip(orders, fragments, strict=True)})
        return fragments

    layouter.lay_out = note  # type: ignore[method-assign]
    render_publication(job, layouter)
    return laid


@pytest.mark.slow
def test_marks_change_nothing_on_the_pages_of_a_chapter(tmp_path: Path) -> None:
    marked = chapters(write(tmp_path / "a"))
    plain = write(tmp_path / "b")
    for path in (plain / "source").glob("*.md"):
        text = re.sub(r"\[([^\[\]]*)\]\{index[^}]*\}", r"\1", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
    bare = chapters(plain)
    assert set(marked) - set(bare) == {"index"}
    for name in ("loi", "c1", "c2", "c3"):
        assert bare[name].block == marked[name].block
        assert bare[name].texts == marked[name].texts
        more = set(marked[name].anchors) - set(bare[name].anchors)
        assert more and all(anchor.startswith("index-") for anchor in more)


@pytest.mark.slow
def test_a_new_mark_lays_out_its_chapter_and_the_index(tmp_path: Path) -> None:
    root = write(tmp_path / "book")
    store = Cache(tmp_path / "cache")
    layouter = tools(store)[0].layouter
    assert layouter
    job = read(root)
    render_publication(job, layouter)
    path = root / "source" / "c2.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nMột đoạn [lượn]{index}.\n", encoding="utf-8")
    job = read(root)
    given, here = tools(store)
    assert given.layouter
    given.layouter.report = here.done.append
    render_publication(job, given.layouter)
    laid = {match[1] for step in here.done if (match := re.match(r"lay out (\S+)", step))}
    assert {"c2", "index"} == laid


# Findings and articles


def test_a_reference_to_no_entry_stops_the_build(tmp_path: Path) -> None:
    root = write(tmp_path)
    with (root / "source" / "c1.md").open("a", encoding="utf-8") as file:
        file.write('\n[x]{index see="thời tiêt"} và [@chau1978].\n')
    with pytest.raises(SourceError) as caught:
        read(root)
    assert ["index-reference", "unknown-work"] == sorted(d.rule for d in caught.value.diagnostics)


def test_a_work_that_no_one_cites_is_a_warning_of_the_book(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / "source" / "works.bib").write_text(BIB + "@misc{thua, title = {Thừa}}\n", encoding="utf-8")
    assert ["unused-work"] == [d.rule for d in read(root).diagnostics]


ARTICLE = (
    TOML.replace('kind = "book"', 'kind = "article"').replace('"c*.md"', '"loi.md"').replace('front = ["loi.md"]\n', "")
)


@pytest.fixture
def one(tmp_path: Path) -> Path:
    root = write(tmp_path, ARTICLE)
    for path in (root / "source").glob("c*.md"):
        path.unlink()
    return root


def test_an_article_has_its_list_at_its_end(one: Path) -> None:
    source = one / "source" / "loi.md"
    source.write_text(
        "---\nheadline: Tin\npublished: 2026-01-01\n---\n\nTheo [@chau1987] và [@tran2005], [hội]{index}.\n", "utf-8"
    )
    project = open_project(one)
    with hire_workers(project, "publish.layout.engine:load", (), 1, False, lambda step: None) as hired:
        jobs = prepare(project, project.sources, lambda step: None)
        outputs = {output.path.suffix: output.content for output in reversed(build(jobs, hired, lambda step: None))}
    assert ["index-in-article"] == [d.rule for d in jobs[0].diagnostics]
    with pypdfium2.PdfDocument(outputs[".pdf"]) as document:
        text = " ".join(document[0].get_textpage().get_text_range().split())
    assert "Theo (Nguyễn Minh Châu 1987) và (Trần Đức Thảo 2005), hội." in text
    assert "Sách đã dùng Nguyễn Minh Châu (1987), Dấu chân người lính" in text
    page = Book(outputs[".epub"]).read("article.xhtml")
    assert '<a href="#ref-chau1987" epub:type="biblioref" role="doc-biblioref">' in page
    assert '<p id="ref-chau1987"><a href="#cite-1" role="doc-backlink">' in page and 'id="cite-1"' in page


def test_the_list_of_an_article_is_a_landmark(one: Path) -> None:
    nav = Book(make(one)[".epub"]).read("nav.xhtml")
    (place,) = re.findall(r'<a epub:type="bibliography" href="article.xhtml#([^"]+)">', nav)
    assert f'id="{place}"' in Book(make(one)[".epub"]).read("article.xhtml")


def test_a_style_of_the_project_goes_before_the_bundled_ones(one: Path) -> None:
    styles = one / "styles"
    styles.mkdir()
    (styles / "viet-nam.csl").write_text("<style/>", encoding="utf-8")
    project = open_project(one)
    with pytest.raises(Exception, match="the style cannot be used") as caught:
        prepare(project, project.sources, lambda step: None)
    assert styles / "viet-nam.csl" == caught.value.diagnostics[0].position.file  # type: ignore[attr-defined]


def test_a_file_outside_the_project_is_not_read(one: Path) -> None:
    config = one / "source" / "publish.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("works.bib", "../../works.bib"), encoding="utf-8")
    project = open_project(one)
    with pytest.raises(SourceError) as caught:
        prepare(project, project.sources, lambda step: None)
    assert ("outside-project", 14) in [(d.rule, d.position.line) for d in caught.value.diagnostics]


def test_the_extra_is_asked_for_only_where_something_is_cited(one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "citeproc" else find(name))
    project = open_project(one)
    with pytest.raises(EngineError, match="not installed"):
        prepare(project, project.sources, lambda step: None)
    config = one / "source" / "publish.toml"
    config.write_text(config.read_text(encoding="utf-8").partition("[bibliography]")[0], encoding="utf-8")
    (one / "source" / "loi.md").write_text("---\nheadline: A\npublished: 2026-01-01\n---\n\nMột.\n", encoding="utf-8")
    assert prepare(open_project(one), project.sources, lambda step: None)
