"""The sample bulletin: its pages as a reader finds them, on paper and on a screen, and what its settings may hold."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publish.base.cache import Cache
from publish.base.diagnostics import StyleError
from publish.base.workers.pool import Inline
from publish.build.jobs import Job
from publish.build.rendering import render
from publish.kinds import KINDS
from publish.kinds.bulletin import check, page_map
from publish.kinds.bulletin.grid import LINE_MM, lay_grid
from publish.kinds.bulletin.issue import Issue, is_brief
from publish.kinds.bulletin.jumps import LEAST_REST, count_characters, find_cuts, find_cuts_inside
from publish.kinds.bulletin.settings import bulletin_of
from publish.layout import page_starts
from publish.outputs.commission import Workers
from publish.outputs.pdf.layouter import Layouter
from publish.preflight.validators import Validator, validate
from publish.publication import model
from publish.publication.project import Page, Project
from publish.publication.publication import Publication
from tests.support import folders
from tests.support.books import Book
from tests.support.printed import check_links, read, render_publication
from tests.support.printed import texts as read_texts

pytestmark = pytest.mark.slow

SAMPLE = folders.PROJECTS / "bulletin"
GOLDEN = folders.GOLDEN / "bulletin"
ARTICLE = "---\nheadline: Bài\npublished: 2026-01-15\n---\n\n"


@pytest.fixture(scope="module")
def layouter(tmp_path_factory: pytest.TempPathFactory) -> Layouter:
    return Layouter(Inline(), Cache(tmp_path_factory.mktemp("cache")), lambda step: None)


@pytest.fixture(scope="module")
def job() -> Job:
    return read(SAMPLE)


@pytest.fixture(scope="module")
def printed(job: Job, layouter: Layouter) -> bytes:
    return render(job, "pdf", Workers(layouter=layouter, store=layouter.store), lambda step: None).content


@pytest.fixture(scope="module")
def book(job: Job, layouter: Layouter) -> bytes:
    return render(job, "epub", Workers(layouter=layouter, store=layouter.store), lambda step: None).content


@pytest.fixture(scope="module")
def pages(printed: bytes) -> list[str]:
    return texts(printed)


def texts(content: bytes) -> list[str]:
    """The text of each page in one line."""
    return [" ".join(text.split()) for text in read_texts(content)]


def publication(job: Job) -> Publication:
    assert isinstance(job.subject, Publication)
    return job.subject


def headline(article: model.Article) -> str:
    return " ".join(model.plain_text(line) for line in article.headline)


def body(article: model.Article) -> str:
    return page_starts.fold("".join(node.text for node in model.walk(article.children) if isinstance(node, model.Text)))


def page_of(words: str, pages: list[str]) -> int:
    (found,) = [number for number, text in enumerate(pages, 1) if page_starts.fold(words) in page_starts.fold(text)]
    return found


# Page 1


def test_the_nameplate_says_what_the_law_asks_for(pages: list[str]) -> None:
    facts = [
        "BẢN TIN",
        "Thung Lũng",
        "Trung tâm Văn hóa – Thông tin xã Mường Lễ",
        "Số 2 (38)",
        "ngày 5 tháng 2 năm 2026",
    ]
    places = [pages[0].index(fact) for fact in facts]
    assert places == sorted(places)
    assert places[-1] < pages[0].index("Đập nhỏ giữ nước")


def test_the_contents_name_the_page_on_which_each_article_begins(job: Job, pages: list[str]) -> None:
    box = pages[0][pages[0].index("Trong số này") : pages[0].index("THỊ TRƯỜNG")]
    entries = re.findall(r"(\D+?)(\d+)(?=\s|$)", box.removeprefix("Trong số này"))
    inside = [c.article for c in publication(job).chapters if c.part is None][2:]
    assert [title.strip() for title, _ in entries] == [*map(headline, inside), "Tin vắn"]
    for title, folio in entries:
        behind = [text if number else "" for number, text in enumerate(pages)]
        assert page_of(title, behind) == int(folio)


def test_jump_lines_lead_to_the_pages_on_which_the_parts_stand(job: Job, pages: list[str]) -> None:
    leads = publication(job).chapters[:2]
    jumps = [int(folio) for folio in re.findall(r"Xem tiếp trang (\d+)", pages[0])]
    assert len(jumps) == 2
    for chapter, folio in zip(leads, jumps, strict=True):
        assert f"Tiếp theo trang 1 {headline(chapter.article)}" in pages[folio - 1]
        whole = body(chapter.article)
        assert whole[:40] in page_starts.fold(pages[0])
        assert whole[-40:] in page_starts.fold(pages[folio - 1])
        assert whole[-40:] not in page_starts.fold(pages[0])


def test_links_of_the_jumps_and_of_the_contents_lead_to_their_pages(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        links = [note for page in document.pages for note in page.obj.get("/Annots", ())]
        targets = [numbers[note.Dest[0].objgen] for note in links]
    assert len(targets) >= 9
    assert {1, 2, 3, 4} == set(targets)


def test_no_link_shows_an_address_of_our_own(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as document:
        check_links(document)


def test_page_1_is_as_full_as_it_can_be(job: Job, layouter: Layouter) -> None:
    from publish.kinds.bulletin.front import fit_front, is_full_at_most

    issue = Issue(publication(job), job.project, job.assets, False)
    front, foot = fit_front(issue, layouter), issue.grid.foot_pt
    (page,) = layouter.lay_out([issue.front(front)])
    assert is_full_at_most(page, foot, beside=False)
    for chapter in issue.front_chapters():
        set_cut = front.cuts[chapter.name]
        start = count_characters(set_cut.opening)
        before = [cut for cut in find_cuts(chapter.article) if count_characters(cut.opening) <= start][-1]
        ways = [*find_cuts_inside(chapter.article, before), *find_cuts(chapter.article)]
        longer = min(
            (cut for cut in ways if count_characters(cut.opening) > start),
            key=lambda cut: count_characters(cut.opening),
        )
        try:
            (overfull,) = layouter.lay_out([issue.front(front.with_cut(chapter.name, longer))])
        except StyleError as failure:  # what is behind the foot of page 1 is on no page
            assert {"lost-text"} == {found.rule for found in failure.diagnostics}
        else:
            assert not is_full_at_most(overfull, foot, beside=False)


# The pages behind it


def test_every_article_is_printed_whole_and_once(job: Job, layouter: Layouter) -> None:
    made = render_publication(job, layouter)
    for chapter in publication(job).chapters:
        parts = "".join(text for name, text in made.texts if name == chapter.name)
        assert body(chapter.article) in parts.replace(page_starts.PICTURE, "") or body(chapter.article) == parts


def test_the_parts_of_a_page_are_the_text_of_the_page(job: Job, pages: list[str], layouter: Layouter) -> None:
    made = render_publication(job, layouter)
    page = 0
    for label, (name, text) in zip(made.labels, made.texts, strict=True):
        page = int(label or page)
        if name.startswith(("title", "part-")):
            continue
        assert text[-30:].replace(page_starts.PICTURE, "") in page_starts.fold(pages[page - 1]), name


def test_running_heads_and_folios(pages: list[str]) -> None:
    assert len(pages) == 4
    assert pages[1].endswith("Thung Lũng 2")
    assert pages[2].endswith("Số 2 (38) · Tháng 2/2026 3")
    assert pages[3].endswith("Thung Lũng 4")
    assert not pages[0].endswith(("Thung Lũng 1", "Tháng 2/2026 1"))


def test_the_imprint_stands_at_the_foot_of_the_last_page(job: Job, pages: list[str]) -> None:
    bulletin = bulletin_of(job.project)
    foot = pages[-1][pages[-1].index("Giấy phép xuất bản bản tin số 14/GP-XBBT, cấp ngày 18/3/2025") :]
    for fact in (
        bulletin.responsible,
        bulletin.printer,
        "1.200 bản",
        bulletin.periodicity,
        "19 × 27 cm",
        bulletin.phone,
    ):
        assert fact in foot


def test_the_last_line_of_the_imprint_is_the_last_line_of_the_page(printed: bytes, job: Job) -> None:
    with pypdfium2.PdfDocument(printed) as document:
        text = document[len(document) - 1].get_textpage()
        searcher = text.search("mỗi tháng một số")
        index, _ = searcher.get_next()
        _, bottom, _, _ = text.get_charbox(index)
        searcher.close()
    assert abs(bottom - lay_grid(job.project).foot_pt) < LINE_MM / 25.4 * 72


def test_columns_stand_level_on_the_grid(printed: bytes, job: Job) -> None:
    """The lines of one article have the same heights in all columns: those of page 2, from its foot upwards."""
    with pypdfium2.PdfDocument(printed) as document:
        text = document[1].get_textpage()
        heights = [round(text.get_charbox(i, loose=True)[1], 1) for i in range(text.count_chars())]
        lefts = [text.get_charbox(i, loose=True)[0] for i in range(text.count_chars())]
    middle, right = (
        {y for y, x in zip(heights, lefts, strict=True) if low < x < low + 5 and y < 150} for low in (197, 352)
    )
    assert len(middle & right) > 4
    steps = [(y - min(middle)) / 13 for y in middle | right]
    assert all(abs(step - round(step)) < 0.02 for step in steps)


# Tags, outline, validators


def test_the_outline(printed: bytes, update_golden: bool) -> None:
    def lines(items: list[pikepdf.OutlineItem], depth: int = 0) -> Iterator[str]:
        for item in items:
            yield f"{'  ' * depth}{item.title}\n"
            yield from lines(list(item.children), depth + 1)

    with pikepdf.open(io.BytesIO(printed)) as document, document.open_outline() as outline:
        compare("outline.txt", "".join(lines(list(outline.root))), update_golden)


@pytest.mark.parametrize("name", ["nav.xhtml", "title.xhtml", "content.opf"])
def test_the_pages_of_the_epub(book: bytes, name: str, update_golden: bool) -> None:
    compare(name, Book(book).read(name), update_golden)


def compare(name: str, found: str, update: bool) -> None:
    path = GOLDEN / name
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == found


def test_the_pdf_passes_its_judges(printed: bytes, tmp_path: Path, need: Callable[[str], Validator]) -> None:
    path = tmp_path / "thung-lung.pdf"
    path.write_bytes(printed)
    for name in ("verapdf", "qpdf"):
        assert validate(need(name), [path]) == []


def test_the_epub_passes_its_judges(book: bytes, tmp_path: Path, need: Callable[[str], Validator]) -> None:
    path = tmp_path / "thung-lung.epub"
    path.write_bytes(book)
    for name in ("epubcheck", "ace"):
        assert validate(need(name), [path]) == []


def test_page_labels_count_from_1(printed: bytes) -> None:
    with pypdfium2.PdfDocument(printed) as document:
        assert ["1", "2", "3", "4"] == [document.get_page_label(number) for number in range(len(document))]


def test_the_same_bytes_twice(job: Job, layouter: Layouter, printed: bytes) -> None:
    made = render_publication(job, layouter)
    assert made.content == printed


def test_the_linter_finds_nothing(run: Callable[..., object]) -> None:
    result = run("lint", SAMPLE)
    assert (0, "") == (result.exit_code, result.stderr)  # type: ignore[attr-defined]


# On the screen


def test_each_printed_page_is_marked_where_it_begins(job: Job, book: bytes, pages: list[str]) -> None:
    opened = Book(book)
    hrefs = re.findall(r'<a href="([^"]+)">(\d+)</a>', opened.read("nav.xhtml").partition("page-list")[2])
    assert ["1", "2", "3", "4"] == [label for _, label in hrefs]
    files = [href.partition("#")[0] for href, _ in hrefs]
    assert files[:2] == ["title.xhtml", f"text/{publication(job).chapters[0].name}.xhtml"]
    for (href, label), file in zip(hrefs[1:], files[1:], strict=True):
        before, _, after = opened.read(file).partition(f'id="{href.partition("#")[2]}"')
        following = re.sub(r"<[^>]*>", "", after.partition(">")[2].partition("</html>")[0])
        assert after, "the mark is there"
        assert page_starts.fold(following)[:30] in page_starts.fold(pages[int(label) - 1])
        assert "<body" in before


def test_the_epub_knows_the_issue(book: bytes) -> None:
    opened = Book(book)
    assert opened.facts("title") == ["Thung Lũng, số 2 (38)"]
    assert opened.facts("publisher") == ["Trung tâm Văn hóa – Thông tin xã Mường Lễ"]
    assert opened.facts("date") == ["2026-02-05"]
    assert opened.properties("belongs-to-collection") == ["Thung Lũng"]
    assert opened.properties("group-position") == ["2"]


# Cuts and grid


def test_a_cut_loses_no_letter_and_leaves_something_to_turn_the_page_for(job: Job) -> None:
    article = publication(job).chapters[0].article
    *cuts, whole = find_cuts(article)
    assert (whole.opening, whole.rest) == (article.children, ())
    assert len(cuts) > 5
    letters = page_starts.fold(body(article))
    words = [cut for after in cuts[:-1] for cut in find_cuts_inside(article, after)[1:]]
    assert len(words) > 5 * len(cuts)
    assert [count_characters(cut.opening) for cut in words] == sorted({count_characters(c.opening) for c in words})
    for opening, rest, inside in (*cuts, *words):
        assert inside == ((opening, rest, inside) in words)
        halves = [
            page_starts.fold("".join(n.text for n in model.walk(half) if isinstance(n, model.Text)))
            for half in (opening, rest)
        ]
        assert "".join(halves) == letters
        assert count_characters(rest) >= LEAST_REST


def test_nothing_is_cut_behind_a_crosshead(tmp_path: Path) -> None:
    from publish.reader.reading import read_article

    path = tmp_path / "bai.md"
    path.write_text(ARTICLE + "Một câu.\n\n## Tít phụ\n\n" + "Câu này dài hơn một chút. " * 30, encoding="utf-8")
    article = read_article(path).article
    assert article
    assert all(not isinstance(cut.opening[-1], model.Heading) for cut in find_cuts(article))


def test_pages_that_hold_parts_of_several_articles() -> None:
    pieces = [("a", "một hai ba bốn"), ("b", "năm sáu"), ("c", "bảy tám")]
    folded = [(name, page_starts.fold(text)) for name, text in pieces]
    found = list(page_map.find_parts(folded, ["mộthaiba", "bốnnămsáubảy", "tám"], 2))
    assert [
        ("2", "a", "mộthaiba"),
        ("3", "a", "bốn"),
        ("", "b", "nămsáu"),
        ("", "c", "bảy"),
        ("4", "c", "tám"),
    ] == found


@pytest.mark.parametrize("trim", [(190.0, 270.0), (210.0, 297.0), (148.0, 210.0)])
def test_the_type_area_is_whole_lines(trim: tuple[float, float]) -> None:
    grid = lay_grid(Project(Path(), kind=KINDS["bulletin"], page=Page(trim)))
    assert grid.head + grid.lines * LINE_MM + grid.foot == pytest.approx(trim[1])
    assert 2 * grid.side + grid.measure(grid.columns) == pytest.approx(trim[0])
    assert grid.columns == (3 if trim[0] >= 180 else 2)


def test_short_articles_share_columns(job: Job) -> None:
    briefs = [chapter.part is not None for chapter in publication(job).chapters]
    assert briefs == [is_brief(chapter.article) for chapter in publication(job).chapters]


def test_more_pages_than_the_law_allows_are_a_warning(
    job: Job, printed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(check.check_output(job.project, "pdf", printed)) == []
    monkeypatch.setattr(check, "MOST_PAGES", 3)
    (found,) = check.check_output(job.project, "pdf", printed)
    assert "the bulletin has 4 pages, more than 3" in found.message
