"""Running heads end at a word where they are longer than their room."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.base.diagnostics import ExitCode
from publish.layout.running_heads import _rooms, cut
from tests.support.publications import WORDS, Site

LONG = " ".join(f"Tên{number} rất dài" for number in range(1, 25))


@given(st.text("abc đ–,", min_size=1, max_size=60).map(lambda text: " ".join(text.split())), st.floats(0.01, 0.99))
def test_a_head_is_cut_at_a_word_and_each_cut_is_shorter(text: str, share: float) -> None:
    if not text:
        return
    head = cut(text, share)
    assert head.endswith("…")
    kept = head[:-1]
    assert text.startswith(kept)
    assert len(kept) < max(len(text), 2)
    following = text[len(kept) : len(kept) + 1]
    assert not following.isalnum() or " " not in text[: max(1, int(len(text) * share) - 1)].strip(" ,–")


@given(st.lists(st.floats(1, 900), min_size=1, max_size=3))
def test_heads_share_their_room(widths: list[float]) -> None:
    rooms = _rooms(widths, 500.0)
    assert all(room <= width for room, width in zip(rooms, widths, strict=True))
    assert sum(rooms) <= 500.0 - 16.0 * (len(widths) - 1) + 0.001
    assert sum(widths) > 500.0 - 16.0 * (len(widths) - 1) or rooms == pytest.approx(widths)


def heads(site: Site, name: str) -> list[list[tuple[float, float, str]]]:
    """Left, right and text of what stands over the text of each page, in points."""
    found = []
    with pypdfium2.PdfDocument(site.root / "dist" / name) as document:
        for page in document:
            width, height = page.get_size()
            text: Any = page.get_textpage()
            top: list[tuple[float, float, str]] = []
            for index in range(text.count_rects()):
                left, bottom, right, _ = text.get_rect(index)
                if bottom > height - 62:
                    top.append((left, right, text.get_text_bounded(*text.get_rect(index))))
                    assert 28 < left < right < width - 28, top
            found.append(sorted(top))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "A5"])
@pytest.mark.parametrize("kind", ["article", "book", "bulletin"])
def test_long_heads_end_in_an_ellipsis_and_are_no_part_of_the_text(site: Site, kind: str, paper: str) -> None:
    if (kind, paper) == ("bulletin", "A5"):
        pytest.skip("it has no room for its columns")
    site.write(f'contents = ["mot.md"]\n[page]\npaper = "{paper}"', {"mot": f"{WORDS}\n\n" * 90}, kind)
    config = site.root / "source" / "publish.toml"
    config.write_text(config.read_text().replace('"Chợ"', f'"{LONG}"'))
    chapter = site.root / "source" / "mot.md"
    chapter.write_text(chapter.read_text().replace("Bài mot", f"Bài {LONG}"))
    result = site.run("pdf", "--for", "screen")
    assert ExitCode.WRITTEN == result.exit_code, result.output
    (made,) = [path for path in (site.root / "dist").glob("*.pdf") if path.read_bytes() != b"earlier"]
    texts = [text for page in heads(site, made.name) for _, _, text in page]
    assert any("…" in text for text in texts)
    content = made.read_bytes()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        marked = b"".join(
            pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page))
            for page in pdf.pages
            if "/Contents" in page
        )
    assert b"/Subtype /Header" in marked or b"/Subtype/Header" in marked


@pytest.mark.parametrize("kind", ["article", "book"])
def test_short_titles_stand_over_the_pages(site: Site, kind: str) -> None:
    site.write(
        'short_title = "Sách ngắn"\ncontents = ["mot.md"]\n[page]\npaper = "A5"', {"mot": f"{WORDS}\n\n" * 90}, kind
    )
    chapter = site.root / "source" / "mot.md"
    chapter.write_text(chapter.read_text().replace("headline: Bài mot", f"headline: {LONG}\nshort_headline: Bài ngắn"))
    result = site.run("pdf", "--for", "screen")
    assert ExitCode.WRITTEN == result.exit_code, result.output
    (made,) = [path for path in (site.root / "dist").glob("*.pdf") if path.read_bytes() != b"earlier"]
    texts = " ".join(text for page in heads(site, made.name) for _, _, text in page)
    assert {"Sách ngắn", "Bài ngắn"} == set(re.findall(r"\w+ ngắn", texts))
