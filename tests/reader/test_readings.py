"""A text of a file is read once, for all who look at it after one another."""

from __future__ import annotations

from pathlib import Path

from publish.reader.reading import Readings, read_article

TEXT = "---\nheadline: Chợ phiên\n---\n\nHọ **bán** muối.\n"


def test_a_text_is_read_once(tmp_path: Path) -> None:
    file, readings = tmp_path / "a.md", Readings()
    written = readings.text(file, TEXT)
    file.write_text(TEXT, encoding="utf-8")
    assert written is readings.article(file)
    assert written == read_article(file)


def test_another_text_of_the_same_file_is_read_anew(tmp_path: Path) -> None:
    file, readings = tmp_path / "a.md", Readings()
    written = readings.text(file, TEXT)
    file.write_text(TEXT.replace("muối", "gạo"), encoding="utf-8")
    assert written != readings.article(file) == read_article(file)


def test_a_text_in_another_language_is_read_anew(tmp_path: Path) -> None:
    readings = Readings()
    assert "vi" == (readings.text(tmp_path / "a.md", TEXT, "vi").article or None).language  # type: ignore[union-attr]
    assert "en" == (readings.text(tmp_path / "a.md", TEXT, "en").article or None).language  # type: ignore[union-attr]


def test_what_was_forgotten_is_read_anew(tmp_path: Path) -> None:
    readings = Readings()
    before = readings.text(tmp_path / "a.md", TEXT)
    readings.forget()
    assert before is not readings.text(tmp_path / "a.md", TEXT)
