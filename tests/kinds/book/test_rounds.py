"""What shows folios is laid out when they are known, and again only where they were guessed wrong."""

from __future__ import annotations

import collections
from pathlib import Path

import pytest

from publish.base.cache import Cache, NoCache
from publish.build.rendering import render
from publish.kinds.book import printing
from publish.outputs.commission import Workers
from publish.outputs.pdf.layouter import Layouter
from tests.support.printed import Here, read, texts
from tests.support.publications import WORDS, Site

pytestmark = pytest.mark.slow

SETTINGS = 'front = ["loi.md"]\ncontents = ["mot.md", "hai.md"]\n[contents]\nlevels = 2\n[page]\ntrim = "145mm x 205mm"'
HEADS = "\n\n".join(f"## Phiên thứ {number}\n\n{WORDS}" for number in range(1, 91))  # four pages of contents
TEXTS = {"loi": WORDS, "mot": HEADS, "hai": WORDS}
SHORT, LONG = 0.01, 30.0


def make(root: Path, cache: Cache) -> tuple[bytes, dict[str, int]]:
    """Return the PDF of a book, and how often each of its fragments was laid out."""
    said: list[str] = []
    tools = Workers(layouter=Layouter(Here(), cache, said.append), store=cache)
    content = render(read(root), "pdf", tools, lambda step: None).content
    return content, collections.Counter(step.split()[2] for step in said if step.startswith("lay out "))


def folios(content: bytes) -> list[str]:
    """The last words of the lines of the contents that lead to chapters."""
    lines = " ".join(texts(content)).splitlines()
    return [line.split()[-1] for line in lines if line.startswith("Bài") and " . ." in line]


def test_all_is_laid_out_once_where_no_folio_depends_on_the_guess(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "ENTRY_MM", LONG)
    site.write(SETTINGS.replace('front = ["loi.md"]\n', ""), TEXTS)
    _, counts = make(site.root, NoCache())
    assert {"title": 1, "contents": 1, "mot": 1, "hai": 1} == counts


@pytest.mark.parametrize("wrong", [SHORT, LONG])
def test_a_wrong_guess_is_a_second_layout_of_the_contents(
    site: Site, monkeypatch: pytest.MonkeyPatch, wrong: float
) -> None:
    site.write(SETTINGS, TEXTS)
    right, counts = make(site.root, NoCache())
    assert 1 == counts["contents"]
    monkeypatch.setattr(printing, "ENTRY_MM", wrong)
    content, counts = make(site.root, NoCache())
    assert {"title": 1, "loi": 1, "contents": 2, "mot": 1, "hai": 1} == counts
    assert right == content
    assert ["ix", "1"] == folios(content)[:2]


def test_the_length_of_the_contents_is_known_the_next_time(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "ENTRY_MM", LONG)
    site.write(SETTINGS, TEXTS)
    make(site.root, Cache(tmp_path / "cache"))
    site.write(SETTINGS, TEXTS | {"mot": f"{WORDS * 40}\n\n{HEADS}"})
    content, counts = make(site.root, Cache(tmp_path / "cache"))
    assert {"mot": 1, "contents": 1} == counts
    assert content == make(site.root, NoCache())[0]


def test_a_page_reference_waits_for_the_length_of_the_contents(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "ENTRY_MM", LONG)
    site.write(SETTINGS, TEXTS | {"hai": "Xem [](loi.md){.page}."})
    content, counts = make(site.root, NoCache())
    assert {"title": 1, "loi": 1, "contents": 2, "mot": 1, "hai": 2} == counts
    assert "trang ix" in " ".join(" ".join(texts(content)).split())
