"""The index: what marks amount to, in which order and on which pages; and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.base.numerals import folio_number, to_roman
from publish.editing import index
from publish.editing.index import IndexEntry, collect_entries, letter_of, mark_names, merge_pages
from publish.kinds import KINDS
from publish.layout.index_lines import lay_out_index
from publish.publication import model
from publish.reader.reading import read_article

Write = Callable[..., model.Article]


@pytest.fixture
def article(tmp_path: Path) -> Write:
    """Read a text as an article."""

    def read(text: str, name: str = "bai") -> model.Article:
        path = tmp_path / f"{name}.md"
        path.write_text(f"---\nheadline: Tin\npublished: 2026-01-01\n---\n\n{text}\n", encoding="utf-8")
        reading = read_article(path)
        assert [] == [d.message for d in reading.diagnostics]
        assert reading.article
        return reading.article

    return read


def entries(*articles: model.Article) -> list[IndexEntry]:
    return collect_entries((f"c{number}", article) for number, article in enumerate(articles, 1))


def labels(found: list[IndexEntry]) -> list[str]:
    return [entry.label for entry in found]


def problems(article: model.Article, kind: str = "book") -> list[str]:
    found = [*index.check_marks(article, KINDS[kind], "foot"), *index.check_references([article])]
    return [f"{d.position.line}:{d.position.column} {d.rule}" for d in found]


# Entries


def test_the_words_themselves_are_the_entry(article: Write) -> None:
    assert ["chợ phiên"] == labels(entries(article("Họp *[chợ phiên]{index}* sớm.")))


def test_a_term_stands_for_other_words(article: Write) -> None:
    assert ["chợ phiên"] == labels(entries(article('Họp [phiên chợ]{index="chợ phiên"} sớm.')))


def test_a_capital_at_the_start_of_a_sentence_makes_no_other_entry(article: Write) -> None:
    (entry,) = entries(article("[Chợ phiên]{index} họp. Tới [chợ phiên]{index}. [Chợ phiên]{index}."))
    assert ("chợ phiên", 3) == (entry.label, len(entry.mentions))


def test_names_keep_their_capitals(article: Write) -> None:
    assert ["Kỳ Lừa"] == labels(entries(article("Ở [Kỳ Lừa]{index}, [Kỳ Lừa]{index}.")))


def test_a_sub_entry_stands_below_its_entry(article: Write) -> None:
    (entry,) = entries(article('[a]{index="thành!nhà Mạc"} [b]{index="Thành!Đoàn"} [c]{index="thành"}'))
    assert ("thành", ["Đoàn", "nhà Mạc"], 1) == (entry.label, labels(entry.children), len(entry.mentions))


def test_words_may_stand_for_several_entries(article: Write) -> None:
    found = entries(article('[[chợ]{index} Kỳ Lừa]{index="Kỳ Lừa"}'))
    assert ["chợ", "Kỳ Lừa"] == labels(found)


def test_a_passage_goes_from_words_to_words(article: Write) -> None:
    (entry,) = entries(article('Từ [đây]{index-from="chợ"} xa.\n\nTới [đó]{index-to="chợ"} [x]{#y}.'))
    assert [("c1", "index-1", "index-2")] == [(m.chapter, m.first, m.last) for m in entry.mentions]


def test_see_has_no_page_and_no_place(article: Write) -> None:
    read = article('[]{index="phiên" see="chợ"}[chợ]{index see-also="hội"} [hội]{index}')
    found = {entry.label: entry for entry in entries(read)}
    assert ([], [("chợ",)]) == (found["phiên"].mentions, found["phiên"].see)
    assert [("hội",)] == found["chợ"].see_also
    assert ["index-1", "index-2"] == list(mark_names(read).values())


def test_marks_in_notes_come_behind_the_text(article: Write) -> None:
    read = article("Một^[Có [hai]{index}.] [ba]{index}.")
    (two,) = [span for span in index.marked_spans(read) if model.plain_text(span.children) == "hai"]
    assert "index-2" == mark_names(read)[id(two)]


def test_the_order_is_that_of_the_alphabet(article: Write) -> None:
    words = ["ăn", "âm", "áo", "a dua", "“Ba bể”", "đi", "dê", "ếch", "em", "ô", "o", "ơ", "12", "ước", "ủy", "ý"]
    found = entries(article(" ".join(f"[{word}]{{index}}" for word in words)))
    assert "12, a dua, áo, ăn, âm, “Ba bể”, dê, đi, em, ếch, o, ô, ơ, ủy, ước, ý" == ", ".join(labels(found))
    assert ["", *"AAĂÂBDĐEÊOÔƠUƯY"] == [letter_of(label) for label in labels(found)]


@pytest.mark.parametrize(("label", "letter"), [("Ắng", "Ă"), ("đá", "Đ"), ("élan", "E"), ("Ñame", "N"), ("?", "")])
def test_an_entry_stands_under_its_letter(label: str, letter: str) -> None:
    assert letter == letter_of(label)


# Pages


def test_pages_that_follow_one_another_make_a_run() -> None:
    pages = [("14", "14"), ("12", "12"), ("iv", "iv"), ("13", "13"), ("13", "13"), ("20", "20"), ("9", "9")]
    assert [("iv", "iv"), ("9", "9"), ("12", "14"), ("20", "20")] == merge_pages(pages)


def test_roman_and_arabic_folios_make_no_run() -> None:
    assert [("ix", "x"), ("1", "2")] == merge_pages([("1", "1"), ("x", "x"), ("2", "2"), ("ix", "ix")])


PAGE = st.tuples(st.booleans(), st.integers(1, 60))
PASSAGE = st.builds(lambda page, length: (page[0], page[1], page[1] + length), PAGE, st.integers(0, 5))


def folio(roman: bool, number: int) -> str:
    return to_roman(number) if roman else str(number)


@given(st.lists(PASSAGE, max_size=30))
def test_runs_cover_the_same_pages_each_once(passages: list[tuple[bool, int, int]]) -> None:
    runs = merge_pages((folio(roman, first), folio(roman, last)) for roman, first, last in passages)
    pages = [page for first, last in runs for page in between(folio_number(first), folio_number(last))]
    wanted = {(int(not roman), page) for roman, first, last in passages for page in range(first, last + 1)}
    assert sorted(wanted) == pages
    ends = [folio_number(last) for _, last in runs]
    for (first, _), (kind, number) in zip(runs[1:], ends, strict=False):
        assert folio_number(first) > (kind, number + 1)


def between(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    assert first[0] == last[0]
    return [(first[0], number) for number in range(first[1], last[1] + 1)]


@given(st.permutations([folio(roman, number) for roman in (True, False) for number in (1, 4, 9, 40, 99)]))
def test_folios_are_ordered_as_in_the_book(folios: list[str]) -> None:
    wanted = [folio(roman, number) for roman in (True, False) for number in (1, 4, 9, 40, 99)]
    assert wanted == sorted(folios, key=folio_number)


# Lines


def test_lines_have_folios_and_references_with_their_addresses(article: Write) -> None:
    one = article('[chợ]{index} [phiên]{index="chợ!phiên"} []{index="hội chợ" see="chợ!phiên"} [chợ]{index}')
    folios = {f"publish:c1#index-{n}": page for n, page in ((1, "2"), (2, "9"), (3, "3"))}
    groups = lay_out_index(entries(one), folios, lambda target: target.removeprefix("publish:"))
    ((market, day),) = groups[0].entries
    assert ["C", "H"] == [group.letter for group in groups]
    assert [("2–3", "c1#index-1")] == [(r.text, r.href) for r in market.folios]
    assert (True, "phiên", ["9"]) == (day.is_sub, day.label, [r.text for r in day.folios])
    (see,) = groups[1].entries[0][0].see
    assert ("chợ, phiên", f"#{day.id}") == (see.text, see.href)


# Findings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[a]{index-from="chợ"} b.', ["6:5 index-passage"]),
        ('[a]{index-to="chợ"} b.', ["6:5 index-passage"]),
        ('[a]{index-from="k"} [b]{index-from="k"} [c]{index-to="k"}', ["6:25 index-passage"]),
        ('[a]{index see="k"} [b]{index}', ["6:5 index-reference"]),
        ('[a]{index see-also="a"}', ["6:5 index-reference"]),
        ('[a]{index-from="k"} [b]{index-to="k"} [c]{index}', []),
    ],
)
def test_findings_have_their_place(article: Write, text: str, found: list[str]) -> None:
    assert found == problems(article(text))


def test_an_article_by_itself_has_no_index(article: Write) -> None:
    assert ["6:5 index-in-article"] == problems(article("[a]{index} [b]{index}"), "article")


def test_the_headline_cannot_be_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nheadline: Tin [a]{index}\npublished: 2026-01-01\n---\n\nMột.\n", encoding="utf-8")
    read = read_article(path).article
    assert read
    assert ["2:19 index-mark"] == problems(read)
