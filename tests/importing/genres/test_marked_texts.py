"""Five genres, each a text of more than thirty pages marked by hand, as several typists set it in Word."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from tests.support.marked_texts import Line, made_of, measure, read_marked, typed

FOLDER = Path(__file__).parent
TYPISTS = tomllib.loads((FOLDER / "typists.toml").read_text(encoding="utf-8"))
SHARES = {"news": 4, "official": 4, "thesis": 5, "story": 3, "lesson": 5}
"""Paragraphs of running text for each that a text asks for, so that it has thirty pages."""

WORDS_OF_A_PAGE, PAGES = 350, 30
PRECISION, RECALL = 0.95, 0.90


def text_of(genre: str) -> list[Line]:
    names = ("law",) if genre == "official" else ("prose", "law")
    pool = [line for name in names for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()]
    return read_marked(FOLDER / f"{genre}.txt", pool, SHARES[genre])


@pytest.mark.slow
@pytest.mark.parametrize("genre", SHARES)
def test_structure_of_a_genre_is_found(tmp_path: Path, genre: str) -> None:
    lines = text_of(genre)
    assert sum(len(line.text.split()) for line in lines) >= WORDS_OF_A_PAGE * PAGES
    right, found, wanted, told = defaultdict(int), defaultdict(int), defaultdict(int), []
    for name, looks in TYPISTS[genre].items():
        path = tmp_path / "bai.docx"
        path.write_bytes(typed(lines, {**TYPISTS["usual"], **looks}))
        for kind, each in measure(lines, made_of(path, kind="bulletin" if genre == "news" else "article")).items():
            right[kind] += each.right
            found[kind] += each.found
            wanted[kind] += each.wanted
            told += [(name, kind, "missed", text) for text in each.missed]
            told += [(name, kind, "wrong", text) for text in each.wrong]
    poor = {
        kind: (right[kind], found[kind], wanted[kind])
        for kind in wanted
        if right[kind] < PRECISION * found[kind] or right[kind] < RECALL * wanted[kind]
    }
    assert {} == poor, told
