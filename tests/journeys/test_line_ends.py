"""On the finished page no line ends where Vietnamese does not let it end."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from publish.editing.typesetting import TextStyle, typeset_article
from publish.publication.assets.folders import find_assets
from publish.publication.project import Page, Project
from tests.support.factories import article, paragraph
from tests.support.printed import render_pdf

KEPT = [
    "2020–2025",
    "25–27/9/2020",
    "30/4 – 1/5",
    "30/2020/NĐ-CP",
    "127-QĐ/TW",
    "60 km/h",
    "14,5 × 20,5 cm",
    "1.000.000 ₫",
    "350 đại",
    "Điều 5",
    "thứ XVII",
    "ông Phạm",
    "tỉnh Lạng Sơn",
    "TP. Hồ Chí Minh",
    "V/v",
    "PGS.TS. Lê",
]


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Each phrase behind one to twenty-four short words, so that it comes to every place of a narrow line."""
    root = tmp_path_factory.mktemp("lines")
    texts = [f"{'ta ' * number}có {phrase} đấy." for phrase in KEPT for number in range(1, 25)]
    subject = typeset_article(article(*map(paragraph, texts)), TextStyle())
    content = render_pdf(subject, Project(root, page=Page((90.0, 900.0))), find_assets(root))
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_range().replace("\ufffe", "") for page in document]
    return [" ".join(line.split()) for page in pages for line in page.splitlines()]


@pytest.mark.parametrize("phrase", KEPT)
def test_no_line_ends_inside(lines: list[str], phrase: str) -> None:
    assert sum(phrase in line for line in lines) == 24


def test_lines_do_end_all_around(lines: list[str]) -> None:
    assert any(re.search("có$", line) for line in lines)
    assert any(re.search("^đấy", line) for line in lines)
