"""Each rule of the model finds its fault, and only that."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest
from PIL import Image

from publish.base.diagnostics import AssetError, EngineError, Severity, SourceError, error, warning
from publish.editing.rules import check_article, failure_of
from publish.publication import model
from publish.publication.assets import images
from publish.publication.assets.folders import find_assets
from publish.publication.project import Project
from publish.reader.reading import read_article
from tests.support.factories import AT, article, figure, paragraph, text


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "source" / "figures").mkdir(parents=True)
    Image.new("RGB", (30, 20), "gray").save(tmp_path / "source" / "figures" / "a.jpg")
    return tmp_path


def rules(root: Path, subject: model.Article) -> list[str]:
    return [found.rule for found in check_article(subject, Project(root), find_assets(root))]


def picture(root: Path, name: str, alt: str = "Một ô xám") -> model.Figure:
    return figure(name, root / "source" / name, alt, caption="Chú thích")


def test_a_good_article_has_no_findings(root: Path) -> None:
    assert rules(root, article(paragraph("Chào."), picture(root, "figures/a.jpg"))) == []


def test_a_headline_and_a_date_are_needed(root: Path) -> None:
    assert rules(root, article(headline=(), published=None)) == ["missing-headline", "missing-date"]


def test_an_article_is_not_updated_before_it_is_published(root: Path) -> None:
    subject = article(updated=datetime.date(2020, 1, 1), fields=(("updated", AT),))
    assert rules(root, subject) == ["invalid-date"]


def test_a_photograph_that_is_not_supplied_is_a_warning(root: Path) -> None:
    assert rules(root, article(figure(caption="Chú thích"))) == ["no-photograph"]
    assert rules(root, article(figure())) == ["empty-figure"]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("figures/b.jpg", "missing-image"),
        ("../../secret.jpg", "image-outside-project"),
        ("figures/link.jpg", "image-outside-project"),
        ("figures/text.jpg", "unreadable-image"),
        ("figures/cut.jpg", "unreadable-image"),
        ("figures/wide.png", "unreadable-image"),
        ("figures", "missing-image"),
    ],
)
def test_a_picture_that_cannot_be_used_is_an_error(root: Path, name: str, rule: str) -> None:
    folder = root / "source" / "figures"
    (folder / "text.jpg").write_text("no picture")
    (folder / "cut.jpg").write_bytes((folder / "a.jpg").read_bytes()[:200])
    Image.new("1", (40_000, 1)).save(folder / "wide.png")
    outside = root.parent / "outside.jpg"
    outside.write_bytes((folder / "a.jpg").read_bytes())
    (folder / "link.jpg").symlink_to(outside)
    assert rules(root, article(picture(root, name))) == [rule]


def test_a_picture_from_the_network_is_an_error(root: Path) -> None:
    assert rules(root, article(figure("https://example.org/a.jpg", None, "Ảnh"))) == ["remote-image"]


def test_a_picture_without_description_is_an_error(root: Path) -> None:
    assert rules(root, article(picture(root, "figures/a.jpg", alt=" "))) == ["missing-alt"]


def test_a_misspelled_picture_is_guessed(root: Path) -> None:
    (found,) = check_article(article(picture(root, "figures/aa.jpg")), Project(root), find_assets(root))
    assert found.hint == "did you mean a.jpg?"


def test_a_file_that_is_too_large_is_not_decoded(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "LARGEST_FILE", 10)
    assert rules(root, article(picture(root, "figures/a.jpg"))) == ["unreadable-image"]


def test_ids_are_given_once_and_links_lead_somewhere(root: Path) -> None:
    link = model.Link("#nowhere", text("xem"), AT)
    subject = article(paragraph("a", "x"), paragraph("b", "x"), model.Paragraph(None, (link,), AT))
    assert rules(root, subject) == ["duplicate-id", "dangling-link"]


def test_ids_of_the_layouts_are_reserved(root: Path) -> None:
    assert rules(root, article(paragraph("a", "note-1"))) == ["reserved-id"]


def test_a_link_to_an_id_is_fine(root: Path) -> None:
    link = model.Link("#x", text("xem"), AT)
    assert rules(root, article(paragraph("a", "x"), model.Paragraph(None, (link,), AT))) == []


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (model.Heading(2, None, text("a"), AT), ["footnote-block"]),
        (model.PullQuote((paragraph("a"),), (), None, AT), ["footnote-block"]),
        (model.CodeBlock("", "x", None, AT), []),
        (model.BlockQuote((paragraph("a"),), (), None, AT), []),
    ],
)
def test_a_note_holds_no_display_elements(root: Path, block: model.Block, expected: list[str]) -> None:
    call = model.Paragraph(None, (*text("a"), model.NoteReference(1, AT)), AT)
    item = model.ListItem((), (block,), AT)
    for inner in (block, model.List("bullet", 1, True, (item,), None, AT)):
        assert expected == rules(root, article(call, footnotes=(model.Footnote(1, "n", (inner,), AT),)))


def test_a_missing_glyph_names_character_word_and_place(root: Path) -> None:
    found = check_article(article(paragraph("Chữ 漢 tự và 漢")), Project(root), find_assets(root))
    assert [(f.rule, f.message) for f in found] == [
        ("missing-glyph", "no font has 漢 (U+6F22) in the word '漢'"),
    ]
    assert found[0].position == dataclasses.replace(AT, column=5)


def test_a_missing_glyph_has_its_place_also_on_a_later_line(root: Path) -> None:
    path = root / "source" / "a.md"
    path.write_text("---\nheadline: a\npublished: 2026-01-01\n---\n\nMột *hai*\nba 漢.\n", encoding="utf-8")
    reading = read_article(path)
    assert reading.article
    (found,) = check_article(reading.article, Project(root), find_assets(root))
    assert (found.position.line, found.position.column) == (7, 4)


def test_emoji_that_does_not_come_out_as_it_is_meant_is_told_once(root: Path) -> None:
    found = check_article(
        article(paragraph("Vui 😀 và 👍🏽, 👍🏽, 1️⃣; 🇻🇳 hay 🇽🇽 và 😀\u200d😀.")), Project(root), find_assets(root)
    )
    assert [
        ("emoji-sequence", message)
        for message in (
            "an emoji that is printed without its skin tone: 👍🏽",
            "an emoji that is printed in its parts: 🇽🇽",
            "an emoji that is printed in its parts: 😀\u200d😀",
        )
    ] == [(one.rule, one.message) for one in found]
    assert [9, 29, 35] == [one.position.column - AT.column for one in found]


def test_the_fault_of_a_file_is_told_from_that_of_the_text() -> None:
    missing, broken = error(AT, "a", "missing-image"), error(AT, "b", "missing-headline")
    assert type(failure_of([missing])) is AssetError
    assert type(failure_of([missing, broken])) is SourceError
    assert type(failure_of([missing, broken, error(AT, "c", "no-math")])) is EngineError
    assert failure_of([warning(AT, "c", "no-photograph")]) is None


def test_letters_that_are_not_what_they_look_like_are_told(root: Path) -> None:
    damaged = paragraph("Vie\u0323\u0302t Nam, t\u043eàn nghi\u00adêng a\u00a0b")
    found = check_article(article(damaged), Project(root), find_assets(root))
    assert [(d.rule, d.position.column) for d in found] == [
        ("not-nfc", 3),
        ("look-alike", 14),
        ("invisible-character", 22),
        ("foreign-space", 28),
    ]
    assert all(d.severity is Severity.WARNING for d in found)


def test_letters_of_another_language_are_its_own(root: Path) -> None:
    found = check_article(article(paragraph("nai\u0308ve"), language="fr"), Project(root), find_assets(root))
    assert [d.rule for d in found] == []


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("```\nmột\nhai 漢\n```\n", (5, 5)),
        ("- mục\n\n  ```rust\n  một\n\n  漢\n  ```\n", (8, 3)),
        ("Chữ.\n\n    một\n    漢\n", (6, 5)),
    ],
)
def test_a_missing_glyph_in_code_is_told_at_its_line(source: str, place: tuple[int, int], root: Path) -> None:
    path = root / "bai.md"
    path.write_text(f"# T\n\n{source}", encoding="utf-8")
    read = read_article(path).article
    assert read is not None
    found = [each for each in check_article(read, Project(root), find_assets(root)) if each.rule == "missing-glyph"]
    assert [place] == [(each.position.line, each.position.column) for each in found]
