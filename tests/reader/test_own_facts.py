"""Facts that a kind has in the front matter of its sources, beside those of every article."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.publication.facts import DAY, GROUP, GROUPS, LINE, LINES, FactKey, texts_of
from publish.reader.reading import Reading, read_text

NAME = FactKey("ten", "name", LINE, "A name.")
KEYS = (
    NAME,
    FactKey("nhieu", "many", LINES, "Lines."),
    FactKey("ngay", "date", DAY, "A day."),
    FactKey("nhom", "group", GROUP, "A group.", (NAME, FactKey("nhieu", "many", LINES, "Lines."))),
    FactKey("cac_nhom", "groups", GROUPS, "Groups.", (NAME,)),
)


def read(front: str) -> Reading:
    return read_text(Path("a.md"), f"---\n{front}\n---\n\nBài.\n", "vi", KEYS)


def facts(front: str) -> dict[str, object]:
    reading = read(front)
    assert [] == [d.message for d in reading.diagnostics]
    assert reading.article is not None
    return dict(reading.article.facts)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("ten: Bộ  Nội vụ", {"ten": ("Bộ Nội vụ",)}),
        ("name: 5", {"ten": ("5",)}),
        ("ten:", {"ten": ()}),
        ("nhieu: một", {"nhieu": ("một",)}),
        ("nhieu: |\n  một\n  hai\n", {"nhieu": ("một", "hai")}),
        ("many: [một, '', 2]", {"nhieu": ("một", "2")}),
        ("ngay: 2020-01-05", {"ngay": ("2020-01-05",)}),
        ("ngay: ''", {"ngay": ()}),
        ("nhom:\n  name: An\n  nhieu: [a, b]", {"nhom": (("ten", ("An",)), ("nhieu", ("a", "b")))}),
        ("cac_nhom:\n  - ten: An\n  - ten: Bình", {"cac_nhom": ((("ten", ("An",)),), (("ten", ("Bình",)),))}),
        ("groups:\n  ten: An", {"cac_nhom": ((("ten", ("An",)),),)}),
    ],
)
def test_each_shape_is_read_under_both_names(front: str, expected: dict[str, object]) -> None:
    assert expected == facts(front)


@pytest.mark.parametrize(
    ("front", "rule", "line"),
    [
        ("ngay: 5/1/2020", "invalid-date", 2),
        ("ngay: 2020-02-30", "invalid-date", 2),
        ("ten: [a, b]", "wrong-type", 2),
        ("nhom: một", "wrong-type", 2),
        ("nhom:\n  ma: một", "unknown-key", 3),
        ("nhom:\n  ten: một\n  name: hai", "duplicate-key", 4),
        ("ten: một\nname: hai", "duplicate-key", 3),
        ("tem: một", "unknown-key", 2),
        ("nhieu: [[a]]", "wrong-type", 2),
    ],
)
def test_what_is_wrong_is_told_in_its_place(front: str, rule: str, line: int) -> None:
    first = read(front).diagnostics[0]
    assert (rule, line) == (first.rule, first.position.line)


def test_a_key_that_is_meant_is_named() -> None:
    assert "ten" in read("tem: một").diagnostics[0].hint


def test_an_article_without_such_keys_knows_none() -> None:
    reading = read_text(Path("a.md"), "---\nheadline: H\nten: một\n---\n\nBài.\n")
    assert ["unknown-key"] == [d.rule for d in reading.diagnostics]


def test_a_first_heading_is_no_headline_where_the_kind_makes_it() -> None:
    reading = read_text(Path("a.md"), "---\nten: một\n---\n\n# Chương I\n\nBài.\n", "vi", KEYS)
    assert reading.article is not None
    assert () == reading.article.headline
    assert 2 == len(reading.article.children)


def test_texts_of_facts_are_all_there() -> None:
    front = "ten: A\nnhom:\n  nhieu: [B, C]\ncac_nhom:\n  - ten: D"
    reading = read(front)
    assert reading.article is not None
    assert set("ABCD") <= set(texts_of(reading.article.facts))
