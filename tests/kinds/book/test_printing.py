"""The sample book, made of fragments: its pages, folios, contents, links and tags, in print and on the screen."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from publish.base.cache import Cache, NoCache
from publish.base.numerals import to_roman
from publish.base.units import POINTS_PER_MM
from publish.build.jobs import Job
from publish.build.rendering import render
from publish.kinds.book.printing import VERSOS
from publish.layout import engine
from publish.layout.contents import chapter_title
from publish.layout.page_starts import fold
from publish.layout.page_values import headline_text
from publish.outputs.pdf.layouter import Deferred, Layouter, Order
from publish.outputs.pdf.page_boxes import set_boxes
from publish.preflight.validators import find_validators, validate
from publish.publication.publication import Publication
from tests.support.folders import PROJECTS
from tests.support.printed import Here, PrintedPublication, check_links, read, render_publication, texts, tools

pytestmark = pytest.mark.slow

SAMPLE = PROJECTS / "book"


@pytest.fixture(scope="module")
def job() -> Job:
    return read(SAMPLE)


@pytest.fixture(scope="module")
def printed(job: Job) -> PrintedPublication:
    assert isinstance(job.subject, Publication)
    layouter = tools(NoCache())[0].layouter
    assert layouter
    return render_publication(job, layouter)


@pytest.fixture(scope="module")
def pages(printed: PrintedPublication) -> list[str]:
    return texts(printed.content)


# Pages and folios


def test_front_matter_is_counted_in_roman_figures_and_the_body_from_one(printed: PrintedPublication) -> None:
    front = [label for label in printed.labels if not label.isdigit()]
    body = [label for label in printed.labels if label.isdigit()]
    assert [to_roman(number) for number in range(1, len(front) + 1)] == front
    assert [str(number) for number in range(1, len(body) + 1)] == body
    assert list(printed.labels) == front + body


def test_every_chapter_starts_on_a_recto(printed: PrintedPublication) -> None:
    firsts = {}
    for number, (name, _) in enumerate(printed.texts):
        firsts.setdefault(name, number)
    assert {0} == {number % 2 for name, number in firsts.items() if not name.endswith(("-verso", *VERSOS))}


def test_the_folio_of_each_page_is_printed_on_it(printed: PrintedPublication, pages: list[str]) -> None:
    bare = ("title", "part-", "colophon", "imprint")
    for (name, _), label, page in zip(printed.texts, printed.labels, pages, strict=True):
        if name.endswith("-verso") or not page.strip():
            assert not page.strip()
        elif not name.startswith(bare):
            assert page.strip().splitlines()[-1].strip() == label, name


def test_page_labels_say_the_same_as_the_folios(printed: PrintedPublication) -> None:
    with pypdfium2.PdfDocument(printed.content) as document:
        assert list(printed.labels) == [document.get_page_label(number) for number in range(len(document))]


def test_the_contents_name_the_page_on_which_each_chapter_starts(
    job: Job, printed: PrintedPublication, pages: list[str]
) -> None:
    lines = "\n".join(page for (name, _), page in zip(printed.texts, pages, strict=True) if name == "contents")
    starts = {}
    for (name, _), label in zip(printed.texts, printed.labels, strict=True):
        starts.setdefault(name, label)
    assert isinstance(job.subject, Publication)
    for chapter in job.subject.chapters:
        title = re.escape(headline_text(chapter.article)).replace(r"\ ", r"\s+")
        found = re.search(rf"{title}[\s.]+(\w+)", lines)
        assert found
        assert starts[chapter.name] == found[1]


def test_running_heads_stand_on_versos_and_rectos_but_not_where_a_chapter_starts(
    printed: PrintedPublication, pages: list[str]
) -> None:
    numbers = [number for number, (name, _) in enumerate(printed.texts) if name == "chapter-01-phien-dau"]
    assert 2 <= len(numbers)
    heads = ["Những phiên chợ" in "".join(pages[number].splitlines(keepends=True)) for number in numbers]
    assert [False, True, *[False] * (len(numbers) - 2)] == heads


def test_blank_pages_have_the_boxes_of_the_others(printed: PrintedPublication) -> None:
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        for name in ("MediaBox", "TrimBox", "BleedBox", "CropBox"):
            assert len({tuple(round(float(side), 2) for side in page.obj[f"/{name}"]) for page in pdf.pages}) == 1
        width = 145 * POINTS_PER_MM
        assert float(pdf.pages[1].obj.TrimBox[2]) == pytest.approx(width, abs=0.01)


# One file of many


def test_each_font_is_embedded_once(printed: PrintedPublication) -> None:
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        fonts = {page.obj.Resources.Font.objgen for page in pdf.pages if "/Font" in page.obj.Resources}
        files = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Length1" in item]
        names = set().union(*(page.obj.Resources.Font.keys() for page in pdf.pages if "/Font" in page.obj.Resources))
    assert 1 == len(fonts)
    assert len(names) == len(files)


def test_the_outline_has_parts_with_their_chapters(job: Job, printed: PrintedPublication) -> None:
    with pypdfium2.PdfDocument(printed.content) as document:
        lines = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    starts = {}
    for number, (name, _) in enumerate(printed.texts):
        starts.setdefault(name, number)
    assert isinstance(job.subject, Publication)
    for chapter in job.subject.chapters:
        level = 0 if chapter.part is None else 1
        title = chapter_title(chapter).replace("\N{NO-BREAK SPACE}", " ")
        assert (level, title, starts[chapter.name]) in lines


def test_links_of_the_contents_lead_to_the_chapters(job: Job, printed: PrintedPublication) -> None:
    listing = [number for number, (name, _) in enumerate(printed.texts) if name == "contents"]
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        targets = [numbers[note.Dest[0].objgen] for number in listing for note in pdf.pages[number].obj.Annots]
    starts = {name: number for number, (name, _) in reversed([*enumerate(printed.texts)])}
    assert {starts[chapter.name] for chapter in job.subject.chapters} <= set(targets)  # type: ignore[union-attr]


def test_no_link_shows_an_address_of_our_own(printed: PrintedPublication) -> None:
    with pikepdf.open(io.BytesIO(printed.content)) as pdf:
        check_links(pdf)


def test_fragments_put_together_are_the_book_laid_out_at_once(job: Job, printed: PrintedPublication) -> None:
    """The same lines on the same pages, and the same elements in the tag tree."""
    orders: list[Order] = []

    class Listening(Layouter):
        def lay_out(self, given: Any) -> Any:
            given = [order.make() if isinstance(order, Deferred) else order for order in given]
            orders[:] = [known for known in orders if known.name not in {order.name for order in given}] + given
            return super().lay_out(given)

    assert isinstance(job.subject, Publication)
    render_publication(job, Listening(Here(), NoCache(), lambda step: None))
    wanted = {chapter.name for chapter in job.subject.chapters if chapter.place != "back"}  # its table is fitted
    ordered = sorted(
        (order for order in orders if order.name in wanted), key=lambda o: list(printed_names(printed)).index(o.name)
    )
    bodies = [re.search(r"<body>(.*)</body>", order.html, re.DOTALL)[1] for order in ordered]  # type: ignore[index]
    for number, body in enumerate(bodies):  # ids are local to their chapter
        bodies[number] = re.sub(r'( id="| href="#)', rf"\g<1>in-{number}-", body)
    head = ordered[0].html[: ordered[0].html.index("<body>")]
    html = f"{head}<body>{''.join(f'<div class=whole>{body}</div>' for body in bodies)}</body></html>"
    html = html.replace("class=whole", 'class="whole"')
    style = engine.StyleSheet(
        ordered[0].roots[0] / "whole.css", ".whole { break-before: right } @page { @top-left { content: none } }"
    )
    document = engine.lay_out(html, [*ordered[0].styles, style], ordered[0].roots, job.subject.position)
    whole = engine.write_pdf(document, job.subject.position, lambda _, pdf: set_boxes(pdf, job.project.page))
    chosen = [number for number, (name, _) in enumerate(printed.texts) if name in wanted]
    ours = [line for number in chosen for line in body_lines(printed.content, number)]
    theirs = [line for number in range(len(document.pages)) for line in body_lines(whole, number)]
    assert theirs == ours
    assert elements(whole) == elements(printed.content, wanted_pages=set(chosen))


def printed_names(printed: PrintedPublication) -> dict[str, None]:
    return dict.fromkeys(name for name, _ in printed.texts)


def body_lines(content: bytes, number: int) -> list[str]:
    """The lines of a page between head and folio."""
    with pypdfium2.PdfDocument(content) as document:
        page = document[number]
        text = page.get_textpage().get_text_bounded(
            0, 24 * POINTS_PER_MM, page.get_width(), page.get_height() - 21 * POINTS_PER_MM
        )
    return [" ".join(line.split()) for line in text.replace("\ufffe", "").splitlines() if line.strip()]


def elements(content: bytes, wanted_pages: set[int] | None = None) -> Counter[str]:
    """How often each kind of element stands in the tag tree, on some of the pages; wrappers do not count."""
    found: Counter[str] = Counter()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

        def page_of(item: Any) -> int | None:
            """The page on which an element starts."""
            if not isinstance(item, pikepdf.Dictionary):
                return None
            kids = item.get("/K", pikepdf.Array())
            parts = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            first = numbers.get(item.Pg.objgen) if "/Pg" in item else None
            return first if first is not None else next((n for n in map(page_of, parts) if n is not None), None)

        stack = [pdf.Root.StructTreeRoot.K]
        while stack:
            item = stack.pop()
            if isinstance(item, pikepdf.Array):
                stack += list(item)
            elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
                page = page_of(item)
                if wanted_pages is None or page in wanted_pages:
                    found[str(item.S)] += str(item.S) not in (
                        "/Div",
                        "/Document",
                        "/NonStruct",
                        "/Span",
                        "/Sect",
                        "/Art",
                    )
                if "/K" in item:
                    stack.append(item.K)
    return +found


# Judges


def test_pdf_and_epub_pass_the_validators(job: Job, tmp_path: Path) -> None:
    made, _ = tools(Cache(tmp_path / "cache"))
    for format_ in ("pdf", "epub"):
        path = tmp_path / f"book.{format_}"
        path.write_bytes(render(job, format_, made, lambda step: None).content)
        for validator in find_validators():
            if validator.suffix == path.suffix and not validator.missing():
                assert [] == validate(validator, [path])


# The same pages on the screen


def test_each_mark_of_the_epub_stands_where_its_printed_page_begins(
    job: Job, printed: PrintedPublication, tmp_path: Path
) -> None:
    """Page by page and mark by mark: the same labels, the same first and last words, both ways."""
    content = render(job, "epub", tools(Cache(tmp_path / "cache"))[0], lambda step: None).content
    screens = dict(marked_pages(content))
    assert list(printed.labels) == list(screens)
    compared = 0
    for (name, text), label in zip(printed.texts, printed.labels, strict=True):
        chapter = name in {chapter.name for chapter in job.subject.chapters}  # type: ignore[union-attr]
        if chapter and text:
            assert (text[:24], text[-24:]) == (screens[label][:24], screens[label][-24:]), label
            compared += 1
    assert 12 <= compared


def marked_pages(content: bytes) -> Iterator[tuple[str, str]]:
    """Label and folded text of each printed page, as the marks in the pages of a book say, in the order of reading."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        package = book.read("EPUB/content.opf").decode()
        items = {
            re.search(r'id="([^"]+)"', item)[1]: re.search(r'href="([^"]+)"', item)[1]  # type: ignore[index]
            for item in re.findall(r"<item [^>]*>", package)
        }
        for name in re.findall(r'<itemref [^>]*?idref="([^"]+)"', package):
            page = book.read(f"EPUB/{items[name]}").decode()
            body = re.sub(r"<header>(.*?)</header>", lambda m: "".join(re.findall(MARK, m[1])), page, flags=re.DOTALL)
            body = re.sub(r'<section class="notes".*?</section>', "", body, flags=re.DOTALL)
            body = re.sub(r'<sup class="call">.*?</sup>', "", body)
            body = re.sub(r"<img [^>]*>", "\N{OBJECT REPLACEMENT CHARACTER}", body)
            _, *parts = re.split(MARK, body)
            marks = re.findall(MARK, body)
            for mark, part in zip(marks, parts, strict=True):
                yield re.search(r'aria-label="([^"]+)"', mark)[1], fold(html.unescape(re.sub(r"<[^>]+>", "", part)))  # type: ignore[index]


MARK = r'<span epub:type="pagebreak"[^>]*></span>'
