"""What is wrong with a finished file is led back to the line of the source that made it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.base.diagnostics import Diagnostic, Position, Severity, Spot
from publish.base.xml import read_markup
from publish.kinds.projects import open_project
from publish.preflight.report.origin import Homes, reader_of
from publish.preflight.report.page_views import TextLine, draw_page, read_lines
from publish.preflight.report.tracing import Tracer
from publish.preflight.validators import Validator, validate
from publish.publication.assets.folders import find_assets
from publish.reader.reading import read_article
from tests.support.finished import FIGURE, TEXT, WORDS, build_article, copy_of, replacing, spoil

PAGE = "EPUB/article.xhtml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_article(tmp_path_factory.mktemp("made"))


@pytest.fixture
def tracer(made: Path) -> Tracer:
    found = Homes().tracer(made / "bai.pdf")
    assert found
    return found


def at(
    tracer: Tracer, spot: Spot, lines: tuple[TextLine, ...] = (), rule: str = "rule", read=None
) -> tuple[str, int, int]:
    found = tracer.trace(Diagnostic(Severity.ERROR, Position(spot.file), "wrong", rule, spot=spot), lines, read)
    return found.position.file.name, found.position.line, found.position.column


# PDF -----------------------------------------------------------------------------------------------------------------


def test_words_of_a_finding_lead_to_their_line_and_column(made: Path, tracer: Tracer) -> None:
    spot = Spot(made / "bai.pdf", page=1, text="gùi măng trên lưng")
    assert ("bai.md", WORDS, TEXT.splitlines()[WORDS - 1].index("gùi") + 1) == at(tracer, spot)


def test_words_are_found_by_the_place_on_the_page(made: Path, tracer: Tracer) -> None:
    lines = read_lines((made / "bai.pdf").read_bytes(), 1)
    line = next(line for line in lines if "Người từ các bản" in line.text)
    spot = Spot(made / "bai.pdf", page=1, box_mm=(line.x_mm + 5, line.y_mm + 1, 10, 1))
    assert ("bai.md", WORDS) == at(tracer, spot, lines)[:2]


def test_a_picture_is_that_of_the_nearest_caption(made: Path, tracer: Tracer) -> None:
    lines = read_lines((made / "bai.pdf").read_bytes(), 1)
    caption = next(line for line in lines if "nhìn từ sườn đồi" in line.text or "Phiên chợ" in line.text)
    spot = Spot(made / "bai.pdf", page=1, box_mm=(caption.x_mm, caption.y_mm - 40, 60, 38))
    assert ("bai.md", FIGURE) == at(tracer, spot, lines, "image-resolution")[:2]


def test_a_fault_of_a_whole_page_leads_to_its_first_words(made: Path, tracer: Tracer) -> None:
    lines = read_lines((made / "bai.pdf").read_bytes(), 1)
    assert ("bai.md", 2) == at(tracer, Spot(made / "bai.pdf", page=1), lines)[:2]


def test_a_fault_of_the_file_stays_with_the_file(made: Path, tracer: Tracer) -> None:
    assert ("bai.pdf", 0, 0) == at(tracer, Spot(made / "bai.pdf"))


def test_the_text_around_tells_which_of_equal_words_are_meant(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    source = tmp_path / "source" / "a.md"
    source.write_text(
        "---\nheadline: A\n---\n\nMột con trâu trắng.\n\nHai con trâu đen.\n\nBa con trâu nâu.\n", "utf-8"
    )
    article = read_article(source).article
    assert article
    tracer = Tracer(open_project(tmp_path), [("article", article)], find_assets(tmp_path))
    lines = tuple(TextLine(text, 0, n * 10, 50, 5) for n, text in enumerate(["Hai con", "con trâu", "nâu. Hết"]))
    assert ("a.md", 7) == at(tracer, Spot(source, page=1, text="con trâu đen"), lines)[:2]
    lines = tuple(TextLine(text, 0, n * 10, 50, 5) for n, text in enumerate(["trắng. Hai ", "con trâu", " đen. Ba"]))
    assert ("a.md", 7) == at(tracer, Spot(source, page=1, text="con trâu"), lines)[:2]


def test_spaces_capitals_and_marks_written_apart_do_not_count(made: Path, tracer: Tracer) -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "GÙI\N{NO-BREAK SPACE}MĂNG\N{WORD JOINER} TRÊN")
    assert ("bai.md", WORDS) == at(tracer, Spot(made / "bai.pdf", page=1, text=text))[:2]


def test_words_of_the_settings_lead_there(made: Path, tracer: Tracer) -> None:
    assert ("publish.toml", 3, 14) == at(tracer, Spot(made / "bai.pdf", page=1, text="Nhà in"))


# EPUB ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "text", "expected"),
    [
        (PAGE, '<img src="images/mai-nha.png"', ("bai.md", FIGURE)),
        (PAGE, "<h2", ("bai.md", 9)),
        (PAGE, "<h1", ("bai.md", 2)),
        (PAGE, '<a href="https://example.org/">', ("bai.md", 21)),
        ("EPUB/images/mai-nha.png", "", ("bai.md", FIGURE)),
        ("EPUB/content.opf", "<dc:title>", ("bai.md", 2)),
        ("EPUB/content.opf", "<dc:date>", ("bai.md", 4)),
        ("EPUB/content.opf", "<dc:description>", ("bai.md", 3)),
        ("EPUB/content.opf", "<dc:publisher>", ("publish.toml", 3)),
        ("EPUB/content.opf", "<dc:language>", ("publish.toml", 2)),
    ],
)
def test_an_element_of_an_epub_leads_to_its_source(
    made: Path, tracer: Tracer, member: str, text: str, expected: tuple[str, int]
) -> None:
    read = reader_of(made / "bai.epub")
    document = read_markup(read(member)) if text else None
    line, column = 0, 0
    if document:
        name = text.strip("<>").split()[0].rpartition(":")[2]
        element = next(one for one in document.of(name) if text.startswith("<dc:") or one.markup.startswith(text[:9]))
        line, column = element.line, element.column + len(element.markup)  # EPUBCheck points behind the tag
    assert expected == at(tracer, Spot(made / "bai.epub", member=member, line=line, column=column), read=read)[:2]


def test_a_line_of_a_style_leads_to_the_style(made: Path, tracer: Tracer) -> None:
    read = reader_of(made / "bai.epub")
    css = read("EPUB/styles/article.css").decode()
    number = next(n for n, line in enumerate(css.splitlines(), 1) if "{" in line)
    name, line, _ = at(tracer, Spot(made / "bai.epub", member="EPUB/styles/article.css", line=number), read=read)
    style = (find_assets(made.parent).style("article/epub.css")).read_text(encoding="utf-8")
    assert ("epub.css", css.splitlines()[number - 1]) == (name, style.splitlines()[line - 1])


def test_the_files_of_others_are_not_traced(made: Path, tmp_path: Path) -> None:
    homes = Homes()
    (tmp_path / "bai.pdf").write_bytes(b"%PDF-")
    assert homes.tracer(tmp_path / "bai.pdf") is None
    (made / "la.pdf").write_bytes(b"%PDF-")
    assert homes.tracer(made / "la.pdf") is None


@pytest.mark.slow
@pytest.mark.parametrize("name", ["epubcheck", "ace"])
def test_validators_name_the_line_of_a_seeded_fault(
    made: Path, tmp_path: Path, need: Callable[[str], Validator], name: str
) -> None:
    validator = need(name)
    file = copy_of(made, tmp_path / "copy") / "bai.epub"
    image = next(one for one in read_markup(reader_of(file)(PAGE)).of("img")).markup
    bare = image.replace(f'alt="{read_markup((image).encode()).elements[0].attributes["alt"]}"', "")
    changes = {PAGE: replacing(image, bare.replace("<img", '<img unknown="a"'))}
    file.write_bytes(spoil(file.read_bytes(), changes))
    tracer = Homes().tracer(file)
    assert tracer
    found = [tracer.trace(one, (), reader_of(file)) for one in validate(validator, [file])]
    assert (file.parents[1] / "source" / "bai.md", FIGURE) in [(one.position.file, one.position.line) for one in found]


# Pages ---------------------------------------------------------------------------------------------------------------


def test_a_picture_of_a_page_shows_all_of_it(made: Path) -> None:
    view = draw_page((made / "bai.pdf").read_bytes(), 1)
    assert view
    assert (b"\x89PNG", -3, -3, 216, 303) == (
        view.png[:4],
        *(round(value) for value in (view.left_mm, view.top_mm, view.width_mm, view.height_mm)),
    )
    assert view == draw_page((made / "bai.pdf").read_bytes(), 1)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"\0" * 2000])
def test_what_cannot_be_read_has_neither_lines_nor_picture(content: bytes) -> None:
    assert ((), None) == (read_lines(content, 1), draw_page(content, 1))


def test_markup_of_any_origin_gives_what_can_be_read() -> None:
    document = read_markup("<a><b>chữ</b><c>".encode())
    assert ["a", "b", "c"] == [element.tag for element in document.elements]
    assert document.fault and document.line == 1
    bomb = b'<!DOCTYPE a [<!ENTITY x "xxxx"><!ENTITY y "&x;&x;">]><a>&y;</a>'
    assert "it declares entities of its own" == read_markup(bomb).fault
    assert json.dumps(read_markup(b"\xff\xfe\0").fault)


def test_a_page_of_a_book_leads_to_its_own_chapter(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    articles = []
    for name in "ab":
        source = tmp_path / "source" / f"{name}.md"
        source.write_text(f"---\nheadline: Bài {name}\n---\n\nCùng một câu trong cả hai bài.\n", encoding="utf-8")
        article = read_article(source).article
        assert article
        articles.append((name, article))
    tracer = Tracer(open_project(tmp_path), articles, find_assets(tmp_path))
    page = "<html><body><h1>Bài</h1><p>Cùng một câu trong cả hai bài.</p></body></html>".encode()
    for name in "ab":
        spot = Spot(tmp_path / "dist" / "sach.epub", member=f"EPUB/text/{name}.xhtml", line=1, column=30)
        assert (f"{name}.md", 5, 1) == at(tracer, spot, read=lambda member: page)
