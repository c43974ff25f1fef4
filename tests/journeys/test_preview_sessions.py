"""A preview through what happens while it is open: another window, size and name, an end and a new start."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_preview import ARTICLE, BODY, article, open_page, text_of, wait, window
from tests.support.previews import preview

__all__ = ["article", "window"]

pytestmark = pytest.mark.slow


def page_in_view(page: Any) -> int:
    """The number of the page that is written in the field."""
    return int(page.input_value("#page"))


def test_two_tabs_each_keep_their_place_and_a_window_keeps_it_in_another_size(article: Path, window: Any) -> None:
    with preview(article.parents[1]) as (address, _):
        first, second = open_page(window, address), open_page(window, address)
        first.fill("#page", "3")
        first.press("#page", "Enter")
        assert (3, 1) == (page_in_view(first), page_in_view(second))
        for size in ({"width": 390, "height": 844}, {"width": 1600, "height": 1000}, {"width": 1200, "height": 800}):
            first.set_viewport_size(size)
            wait(lambda: page_in_view(first) in (2, 3))
        article.write_text(ARTICLE + BODY + "Câu vừa viết thêm.\n", encoding="utf-8")
        for page in (first, second):
            page.locator("#go-to-change").wait_for()
        assert 1 == page_in_view(second)
        assert page_in_view(first) in (2, 3)
        assert [] == first.problems + second.problems


def test_a_file_may_get_another_name(article: Path, window: Any) -> None:
    with preview(article.parents[1]) as (address, _):
        page = open_page(window, address)
        renamed = article.rename(article.with_name("cho-phien.md"))
        renamed.write_text(ARTICLE.replace("cuối năm", "đầu xuân") + BODY, encoding="utf-8")
        wait(lambda: "đầu xuân" in text_of(page))
        page.locator(".sheet text", has_text="Đoạn thứ 2").first.dblclick()
        wait(lambda: page.locator("#source-name").text_content().startswith("source/cho-phien.md:"))
        assert not page.locator("#failure").is_visible()


def test_a_preview_that_has_ended_is_told_and_the_next_one_is_opened_at_its_own_address(
    article: Path, window: Any
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    with preview(article.parents[1], "--port", port) as (address, _):
        page = open_page(window, address)
    wait(lambda: "The preview has ended." == page.locator("#status").text_content())
    assert "Chợ phiên" in text_of(page), "what was there can still be read"
    with preview(article.parents[1], "--port", port) as (address, _):
        page.goto(address)
        page.locator(".sheet text").first.wait_for(state="attached")
        assert "The preview has ended." != page.locator("#status").text_content()
