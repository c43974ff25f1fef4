"""The facts at the top of a source file."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from publish.publication import model
from publish.publication.model import plain_text, walk
from publish.reader.reading import Reading, read_article


def read(folder: Path, front: str, body: str = "Bài.") -> Reading:
    path = folder / "article.md"
    path.write_bytes(f"---\n{front}\n---\n\n{body}\n".encode())
    return read_article(path, "en")


def article(reading: Reading) -> model.Article:
    assert [] == [d.message for d in reading.diagnostics]
    assert reading.article is not None
    return reading.article


def texts(node: object) -> list[tuple[str, int, int]]:
    return [(n.text, n.position.line, n.position.column) for n in walk(node) if isinstance(n, model.Text)]


def test_every_key_reaches_the_article(tmp_path: Path) -> None:
    keys = ("kicker", "deck", "byline", "dateline", "source", "credit", "rights")
    front = "headline: H\n" + "".join(f"{key}: về {key}\n" for key in keys)
    front += "published: 2020-09-26\nupdated: '2020-09-27'\nsummary: Tóm *tắt*\nsubjects: [a, b c]\nlang: vi"
    found = article(read(tmp_path, front))
    assert [f"về {key}" for key in keys] == [plain_text(getattr(found, key)) for key in keys]
    assert (datetime.date(2020, 9, 26), datetime.date(2020, 9, 27)) == (found.published, found.updated)
    assert ("Tóm *tắt*", ("a", "b c"), "vi") == (found.summary, found.subjects, found.language)
    assert ["headline", *keys, "published", "updated", "summary", "subjects", "lang"] == [k for k, _ in found.fields]


def test_fields_know_where_their_key_stands(tmp_path: Path) -> None:
    found = article(read(tmp_path, "headline: H\n\nkicker: K"))
    assert {"headline": (2, 1), "kicker": (4, 1)} == {k: (p.line, p.column) for k, p in found.fields}


def test_file_without_front_matter_has_the_language_given(tmp_path: Path) -> None:
    path = tmp_path / "tin.md"
    path.write_text("Bài.", encoding="utf-8")
    found = article(read_article(path, "en"))
    assert ("tin", (), "en", ()) == (found.name, found.headline, found.language, found.fields)


def test_block_headline_keeps_the_lines_of_the_editor(tmp_path: Path) -> None:
    found = article(read(tmp_path, "headline: |\n  Khai mạc\n  Đại hội *lần*\n"))
    assert ["Khai mạc", "Đại hội lần"] == [plain_text(line) for line in found.headline]
    assert [("Khai mạc", 3, 3), ("Đại hội ", 4, 3), ("lần", 4, 12)] == texts(found.headline)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("deck: Một *hai*", [("Một ", 2, 7), ("hai", 2, 12)]),
        ("deck: 'Một *hai*'", [("Một ", 2, 8), ("hai", 2, 13)]),
        ('deck: "Một: *hai*"', [("Một: ", 2, 8), ("hai", 2, 14)]),
        ("deck: >\n  Một\n  *hai*", [("Một ", 3, 3), ("hai", 4, 4)]),
        ("deck: Một\n  *hai*", [("Một ", 2, 7), ("hai", 3, 4)]),
        ("deck: |-\n  Một\n  *hai*", [("Một ", 3, 3), ("hai", 4, 4)]),
        ("deck: 2020", [("2020", 2, 7)]),
        ("deck: No", [("No", 2, 7)]),
        ("deck:", []),
    ],
)
def test_text_is_read_as_typed_and_in_its_place(tmp_path: Path, front: str, expected: list[object]) -> None:
    assert expected == texts(article(read(tmp_path, front)).deck)


@pytest.mark.parametrize(
    ("front", "rule", "line", "column"),
    [
        ("headline: a: b", "invalid-yaml", 2, 12),
        ("a: &x 1\nheadline: *x", "invalid-yaml", 3, 11),
        ("headline: [[[[[[a]]]]]]", "invalid-yaml", 2, 15),
        ("headline: a\nheadline: b", "duplicate-key", 3, 1),
        ("Headline: a", "unknown-key", 2, 1),
        ("[a]: b", "unknown-key", 2, 1),
        ("headline: {a: b}", "wrong-type", 2, 11),
        ("headline: !!python/name:os.system a", "wrong-type", 2, 11),
        ("subjects: a", "wrong-type", 2, 11),
        ("subjects: [[a]]", "wrong-type", 2, 12),
        ("- a", "wrong-type", 2, 1),
        ("published: 2020-9-26", "invalid-date", 2, 12),
        ("published: 2020-09-26 10:00:00", "invalid-date", 2, 12),
        ("published: hôm nay", "invalid-date", 2, 12),
        ("lang: tieng viet", "invalid-language", 2, 7),
        ("headline: <b>a</b>", "raw-html", 2, 11),
        ('summary: "a\\x07"', "control-character", 2, 10),
        ('subjects: ["\\uD800"]', "control-character", 2, 12),
        ('summary: "\\UFFFFFFFF"', "invalid-yaml", 2, 1),
    ],
)
def test_wrong_front_matter_is_reported_in_its_place(
    tmp_path: Path, front: str, rule: str, line: int, column: int
) -> None:
    first = read(tmp_path, front).diagnostics[0]
    assert (rule, line, column) == (first.rule, first.position.line, first.position.column)


def test_unknown_key_comes_with_a_guess(tmp_path: Path) -> None:
    (diagnostic,) = read(tmp_path, "hedline: a").diagnostics
    assert "did you mean headline?" == diagnostic.hint


def test_article_is_read_even_when_the_yaml_is_broken(tmp_path: Path) -> None:
    reading = read(tmp_path, "headline: a: b")
    assert reading.article is not None
    assert ["Bài."] == [plain_text(block.children) for block in reading.article.children]  # type: ignore[union-attr]


def test_deep_yaml_is_refused_at_once(tmp_path: Path) -> None:
    assert ["invalid-yaml"] == [d.rule for d in read(tmp_path, "a: " + "[" * 50_000).diagnostics]


def test_endless_front_matter_is_refused(tmp_path: Path) -> None:
    assert ["invalid-yaml"] == [d.rule for d in read(tmp_path, "summary: " + "a" * 100_001).diagnostics]
