"""Headings with #: which is the headline, and the level of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.publication import model
from publish.publication.model import plain_text
from publish.reader.reading import Reading, read_article


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]  # a function for short tests
    def read_text(text: str) -> Reading:
        path = tmp_path / "article.md"
        path.write_text(text, encoding="utf-8")
        return read_article(path)

    return read_text


def headline(reading: Reading) -> str:
    assert reading.article is not None
    return " / ".join(map(plain_text, reading.article.headline))


def levels(reading: Reading) -> list[tuple[int, str]]:
    assert reading.article is not None
    return [(n.level, plain_text(n.children)) for n in model.walk(reading.article) if isinstance(n, model.Heading)]


def told(reading: Reading) -> list[tuple[str, str, int]]:
    return [(each.severity.name.lower(), each.rule, each.position.line) for each in reading.diagnostics]


@pytest.mark.parametrize(
    "text", ["# Chợ *phiên*\n\nTin.\n", "Chợ *phiên*\n===\n\nTin.", "<!-- x -->\n# Chợ *phiên* #\nTin."]
)
def test_the_first_heading_is_the_headline_where_front_matter_has_none(read, text: str) -> None:
    reading = read(text)
    assert ("Chợ phiên", [], []) == (headline(reading), levels(reading), told(reading))
    assert ["Paragraph"] == [type(block).__name__ for block in reading.article.children]


def test_front_matter_without_headline_leaves_it_to_the_text(read) -> None:
    reading = read("---\nbyline: An\n---\n\n# Chợ\n\n## Một\n\n### Hai\n")
    assert ("Chợ", [(2, "Một"), (3, "Hai")], []) == (headline(reading), levels(reading), told(reading))


def test_name_of_the_headline_can_be_linked_to(read) -> None:
    for text in ("# Chợ {#cho}\n\nTin.", "{#cho}\n# Chợ\n\nTin."):
        reading = read(text)
        assert ["cho"] == [node.id for node in model.walk(reading.article.headline) if isinstance(node, model.Span)]
        assert ("Chợ", []) == (headline(reading), told(reading))


def test_crossheads_of_a_given_headline_may_start_with_one_mark(read) -> None:
    reading = read("---\nheadline: Chợ\n---\n\n# Một\n\n## Hai\n\n# Ba\n")
    assert ([(2, "Một"), (3, "Hai"), (2, "Ba")], []) == (levels(reading), told(reading))


def test_second_title_of_a_file_is_told(read) -> None:
    reading = read("# Chợ\n\n## Một\n\n# Hai\n\n## Ba\n\n# Bốn\n")
    assert [(2, "Một"), (2, "Hai"), (3, "Ba"), (2, "Bốn")] == levels(reading)
    assert [("warning", "heading-level", 5)] == told(reading)


def test_headline_that_stands_again_in_the_text_is_taken_out_and_told(read) -> None:
    reading = read("---\nheadline: Chợ phiên\n---\n\n# Chợ phiên\n\nTin.\n")
    assert ([], [("warning", "heading-level", 5)]) == (levels(reading), told(reading))


def test_text_above_the_headline_is_kept_and_told(read) -> None:
    reading = read("Tin.\n\n# Chợ\n")
    assert ("Chợ", ["Tin."]) == (headline(reading), [plain_text(n.children) for n in reading.article.children])
    assert [("warning", "heading-level", 3)] == told(reading)


def test_levels_that_are_left_out_are_closed_and_told_once(read) -> None:
    reading = read("# A\n\n### B\n\n### C\n\n##### D\n\n## E\n\n### F\n")
    assert [(2, "B"), (2, "C"), (3, "D"), (2, "E"), (3, "F")] == levels(reading)
    assert [("warning", "heading-level", 3), ("warning", "heading-level", 7)] == told(reading)


def test_seven_levels_end_in_the_sixth(read) -> None:
    reading = read("---\nheadline: A\n---\n\n" + "\n\n".join("#" * level + " B" for level in range(1, 7)))
    assert [2, 3, 4, 5, 6, 6] == [level for level, _ in levels(reading)]


def test_attributes_behind_a_heading_name_it(read) -> None:
    reading = read("# A\n\n## Một {#mot}\n\n## Hai {-}\n\n## Ba {#ba .unnumbered}\n\n## Bốn [x]{#bon}\n")
    ids = [node.id for node in model.walk(reading.article) if isinstance(node, model.Heading)]
    assert ["mot", None, "ba", None] == ids
    assert [(2, "Một"), (2, "Hai"), (2, "Ba"), (2, "Bốn x")] == levels(reading)
    assert [] == told(reading)


def test_headline_alone_is_no_article(read) -> None:
    assert [("error", "empty-source", 1)] == told(read("# Chợ\n"))


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        *(("title", "headline"), ("author", "byline"), ("date", "published"), ("description", "summary")),
        *(("keywords", "subjects"), ("Tags", "subjects"), ("language", "lang"), ("subtitle", "deck")),
    ],
)
def test_word_of_another_system_is_told_with_ours(read, theirs: str, ours: str) -> None:
    (found,) = read(f"---\n{theirs}: x\n---\n\n# A\n\nTin.").diagnostics
    assert ("unknown-key", f"write '{ours}' for it") == (found.rule, found.hint)


@pytest.mark.parametrize("theirs", ["draft", "slug", "weight", "sidebar_position", "layout"])
def test_word_that_nothing_here_stands_for_is_told_with_what_does_its_work(read, theirs: str) -> None:
    (found,) = read(f"---\n{theirs}: x\n---\n\n# A\n\nTin.").diagnostics
    assert ("unknown-key", True) == (found.rule, found.hint.startswith("delete the line; "))
