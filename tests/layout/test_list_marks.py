"""Marks of lists, as they are written: in the tags of the print and in the elements of the EPUB."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from tests.support.printed import print_text
from tests.support.tagtree import Tree

TEXT = """
Đoạn.

c) ba
d) bốn
đ) năm

Đoạn.

(vii) bảy

(viii) tám

Đoạn.

- [ ] chưa
- [x] rồi
- thường

Đoạn.

7. bảy
8. tám
"""


@pytest.fixture(scope="module")
def tags(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = Tree(print_text(tmp_path_factory.mktemp("tags"), TEXT))
    return found.markup(found.root)


@pytest.fixture(scope="module")
def epub(tmp_path_factory: pytest.TempPathFactory) -> str:
    content = print_text(tmp_path_factory.mktemp("epub"), TEXT, format_="epub")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("EPUB/article.xhtml").decode()


def labels(tags: str) -> list[str]:
    return [" ".join(label.split()) for label in re.findall(r"<Lbl[^>]*>([^<]*)</Lbl>", tags)]


def test_tags_have_the_marks_as_labels(tags: str) -> None:
    assert ["c)", "d)", "đ)", "(vii)", "(viii)", "☐", "☑", "–", "7.", "8."] == labels(tags)


def test_tags_say_how_a_list_is_counted(tags: str) -> None:
    assert ["LowerAlpha", "LowerRoman", "Disc", "Decimal"] == re.findall("listnumbering=(\\w+)", tags)


def test_boxes_of_tasks_are_read_aloud_in_words(tags: str, epub: str) -> None:
    assert ["chưa xong", "đã xong"] == re.findall("<Lbl alt=([^>]*)>", tags)
    assert [("chưa xong", "☐"), ("đã xong", "☑")] == re.findall('role="img" aria-label="([^"]*)">(.)<', epub)


def test_epub_has_letters_as_text_and_counts_figures(epub: str) -> None:
    marks = [re.sub("<[^>]*>", "", mark) for mark in re.findall('<span class="item-mark">(.*?)</span> ', epub)]
    assert ["c)", "d)", "đ)", "(vii)", "(viii)", "☐", "☑"] == marks
    assert '<ol start="7"><li>bảy</li>' in epub


def test_number_before_a_list_counts_in_print_and_on_the_screen(tmp_path: Path) -> None:
    found = Tree(print_text(tmp_path, "Đoạn.\n\n998. a\n999. b\n1000. c\n\nĐoạn."))
    assert ["998.", "999.", "1000."] == labels(found.markup(found.root))
