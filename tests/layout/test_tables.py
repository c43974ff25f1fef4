"""Tables get the room that their words want, step by step, or are refused where they stand."""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path

import pypdfium2
import pytest

from publish.base.diagnostics import ExitCode, Position
from publish.layout.tables import TYPES, FittedTable, turn_pages
from tests.support.publications import WORDS, Site

AT = Position(Path("source/a.md"), 7, 1)
PAGE = (640.0, 980.0)
SETTINGS = 'contents = ["mot.md"]\n[page]\npaper = "{}"'


def table(columns: int, rows: int, words: str = "") -> str:
    """Twelve months and a label, or so; the numbers are all different."""
    numbers = (f"{1_000_000 + 7919 * number:,}".replace(",", ".") for number in itertools.count())
    head = [f"Tháng {column}" for column in range(1, columns)]
    lines = [f"| {words or 'Tỉnh'} | {' | '.join(head)} |", "|" + " --- |" * columns]
    return "\n".join(
        lines + [f"| Hàng {row} | {' | '.join(itertools.islice(numbers, columns - 1))} |" for row in range(rows)]
    )


def printed(site: Site, text: str, paper: str, kind: str = "article") -> list[str]:
    site.write(SETTINGS.format(paper), {"mot": f"{WORDS}\n\n{WORDS}\n\n{text}\n\n{WORDS}"}, kind)
    result = site.run(
        "pdf", "--for", "screen", "-o", str(site.root / "a.pdf"), *(["source/mot.md"] if kind == "article" else [])
    )
    assert ExitCode.WRITTEN == result.exit_code, result.output
    with pypdfium2.PdfDocument(site.root / "a.pdf") as document:
        return [page.get_textpage().get_text_range() for page in document]


def made(
    wanted: float, room: float, given: tuple[str, ...] = (), *, spans: bool = True, turns: bool = True
) -> list[str]:
    found = FittedTable(given, AT, spans, turns, PAGE, {0}, room, wanted, 100.0)
    return found.classes.rstrip('"').split()


@pytest.mark.parametrize(
    ("wanted", "classes"),
    [
        (300.0, []),
        (400.0, ["across"]),
        (700.0, ["across", "narrow"]),
        (800.0, ["across", "narrower"]),
        (900.0, ["turned"]),
        (1100.0, ["narrow", "turned"]),
        (1300.0, ["narrower", "turned"]),
        (9000.0, ["narrower", "turned"]),
    ],
)
def test_a_table_gets_the_first_way_in_which_it_is_likely_to_fit(wanted: float, classes: list[str]) -> None:
    assert classes == made(wanted, 300.0)


def test_each_round_takes_another_way_until_there_is_none() -> None:
    given: tuple[str, ...] = ()
    seen = [given]
    for _ in range(20):
        room = PAGE[1] if "turned" in given else PAGE[0] if "across" in given else 300.0
        scale = next((TYPES[name] for name in given if name in TYPES), 1.0)
        following = tuple(made((room + 10) / 1.0 if scale else 0.0, room, given))
        if following == given:
            break
        given = following
        seen.append(given)
    assert len(seen) == len(set(seen)) < 9
    assert ("narrower", "turned") == given


def test_a_table_that_may_neither_span_nor_turn_gets_smaller_type() -> None:
    assert ["narrower"] == made(900.0, 300.0, spans=False, turns=False)
    assert ["narrower"] == made(900.0, 300.0, ("narrower",), spans=False, turns=False)


def test_a_turned_table_ends_the_text_before_it_once() -> None:
    html = (
        '<div class="body"><p>a</p><div class="table narrow turned" data-line="7:1"><table></table></div><p>b</p></div>'
    )
    once = turn_pages(html, 980)
    assert '</div><div class="body turned" style="--room: 980.00px"><div class="table narrow turned"' in once
    assert once.count("<div") == once.count("</div>")
    assert once == turn_pages(once, 980)


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "A5"])
@pytest.mark.parametrize(("columns", "rows"), [(5, 4), (9, 6), (13, 8), (13, 40)])
def test_no_syllable_and_no_number_of_a_table_is_broken(site: Site, paper: str, columns: int, rows: int) -> None:
    if (paper, columns, rows) == ("A5", 13, 40):
        pytest.skip("higher than a turned page is wide")
    begin = time.process_time()
    text = table(columns, rows)
    pages = printed(site, text, paper)
    assert time.process_time() - begin < 30
    found = {word for page in pages for word in page.split()}
    assert set(re.findall(r"\d\.\d{3}\.\d{3}", text)) <= found
    assert "Tháng" in found


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "A5"])
@pytest.mark.parametrize("kind", ["article", "book"])
def test_a_row_that_is_longer_than_a_page_has_its_head_on_each_page(site: Site, paper: str, kind: str) -> None:
    long = " ".join(f"Câu số {number} của ô dài." for number in range(700))
    pages = printed(site, f"| Cột một | Cột hai |\n| --- | --- |\n| A | {long} |\n| B | ngắn |", paper, kind)
    with_row = [page for page in pages if "của ô dài" in page]
    assert len(with_row) > 2
    assert all("Cột hai" in page for page in with_row)
    words = " ".join(pages).split()
    assert [700, 700] == [words.count("Câu"), words.count("dài.")]
    assert {str(number) for number in range(700)} <= set(words)


def test_a_table_for_which_there_is_no_room_is_refused_where_it_stands(site: Site) -> None:
    site.write(SETTINGS.format("A5"), {"mot": f"{WORDS}\n\n{table(60, 2)}"})
    result = site.run("pdf", "--diagnostics", "short", "-q")
    assert ExitCode.STYLE == result.exit_code
    told = r"source/mot\.md:7:1: error: the table is \d+ mm wide in the smallest type, .* \d+ mm \[wide-table\]"
    assert re.search(told, result.stderr), result.stderr


def test_a_head_that_is_higher_than_a_page_is_refused_where_its_table_stands(site: Site) -> None:
    site.write(SETTINGS.format("A5"), {"mot": f"{WORDS}\n\n{table(2, 2, WORDS * 60)}"})
    result = site.run("pdf", "--diagnostics", "short", "-q")
    assert ExitCode.STYLE == result.exit_code
    assert "source/mot.md:7:1: error: the head of a table is higher than a page" in result.stderr
