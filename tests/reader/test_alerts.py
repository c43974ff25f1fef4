"""Boxes that warn or advise, in the words of other systems."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.publication import model
from publish.publication.model import plain_text
from publish.publication.words import WORDS
from publish.reader.reading import Reading, read_article
from publish.reader.syntax.alert_names import ALERTS, KINDS

SYSTEMS = {
    "GitHub": "> [!{upper}]\n> Một *hai*.\n>\n> - ba",
    "Obsidian": "> [!{name}]-\n> Một *hai*.\n>\n> - ba",
    "VuePress": "::: {name}\nMột *hai*.\n\n- ba\n:::",
    "Docusaurus": ":::{name}\n\nMột *hai*.\n\n- ba\n\n:::",
    "Quarto": "::: {{.callout-{name}}}\nMột *hai*.\n\n- ba\n:::",
    "MkDocs": "!!! {name}\n    Một *hai*.\n\n    - ba",
    "MkDocs, folded": "???+ {name}\n\n    Một *hai*.\n\n    - ba",
}
TITLED = {
    "Obsidian": "> [!tip]+ Của *tôi*\n> x",
    "VuePress": "::: tip Của *tôi*\nx\n:::",
    "Docusaurus": ":::tip[Của *tôi*]\nx\n:::",
    "Quarto": '::: {.callout-tip collapse="true" title="Của *tôi*"}\nx\n:::',
    "Quarto, with a heading": "::: {.callout-tip}\n## Của *tôi*\n\nx\n:::",
    "MkDocs": '!!! tip inline end "Của *tôi*"\n    x',
}


@pytest.fixture
def read(tmp_path: Path):  # type: ignore[no-untyped-def]  # a function for short tests
    def read_text(text: str, language: str = "vi") -> Reading:
        path = tmp_path / "article.md"
        path.write_text(f"---\nheadline: A\nlang: {language}\n---\n\n{text}\n\nSau.\n", encoding="utf-8")
        return read_article(path)

    return read_text


def box(reading: Reading) -> model.Box:
    assert reading.article is not None
    assert () == reading.diagnostics
    found, after = reading.article.children
    assert isinstance(found, model.Box)
    assert "Sau." == plain_text(after.children)
    return found


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("name", ALERTS)
def test_every_box_of_every_system_is_read(read, system: str, name: str) -> None:
    found = box(read(SYSTEMS[system].format(name=name, upper=name.upper())))
    kind, word = ALERTS[name]
    assert (kind, WORDS["vi"]["boxes"][word]) == (found.kind, plain_text(found.title))
    assert ["Paragraph", "List"] == [type(block).__name__ for block in found.children]
    assert "Một hai." == plain_text(found.children[0].children)


@pytest.mark.parametrize("system", TITLED)
def test_box_has_the_title_it_is_given(read, system: str) -> None:
    found = box(read(TITLED[system]))
    assert ("tip", "Của tôi") == (found.kind, plain_text(found.title))
    line = TITLED[system].split("\n")
    own = next(index for index, each in enumerate(line) if "Của" in each)
    first = next(node for node in model.walk(found.title) if isinstance(node, model.Text))
    assert (6 + own, line[own].index("Của") + 1) == (first.position.line, first.position.column)


def test_title_is_in_the_language_of_the_text(read) -> None:
    titles = [plain_text(box(read(f"> [!{kind.upper()}]\n> x", "en")).title) for kind in KINDS]
    assert ["Note", "Tip", "Important", "Warning", "Caution"] == titles


def test_boxes_stand_in_items_and_in_each_other(read) -> None:
    (found, _) = read("- x\n\n    !!! note\n        a\n\n        > [!TIP]\n        > b").article.children
    note = found.items[0].children[1]
    assert ("note", "tip") == (note.kind, note.children[1].kind)


def test_named_box_can_be_linked_to(read) -> None:
    for text in (
        "{#x}\n> [!NOTE]\n> a",
        "::: note {#x}\na\n:::",
        "::: {.callout-note #x}\na\n:::",
        "{#x}\n!!! note\n    a",
    ):
        assert "x" == box(read(text)).id


def test_unknown_box_is_told_at_its_name_and_kept(read) -> None:
    reading = read("> [!WARNNG]\n> x")
    (found,) = reading.diagnostics
    assert ("unknown-container", 6, 5, "did you mean [!WARNING]?") == (
        *(found.rule, found.position.line, found.position.column, found.hint),
    )
    assert "x" == plain_text(reading.article.children[0].children[0].children)


def test_exclamations_and_questions_are_no_boxes(read) -> None:
    for text in ("!!! Trời ơi", "??? sao", "!!!", "Một\n!!!"):
        found = read(text)
        assert () == found.diagnostics
        assert " ".join(text.split()) == plain_text(found.article.children[0].children)


def test_quote_stays_a_quote(read) -> None:
    found = read("> [Ghi chú](#a) x\n\n{#a}\nb").article.children[0]
    assert isinstance(found, model.BlockQuote)
