"""A text is written while its pages are looked at, in a real browser."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.previews import browser, preview

pytestmark = pytest.mark.slow

WORDS = "Chợ phiên mở từ lúc trời còn mờ sương, người bán gạo ngồi cạnh người bán muối. "
ARTICLE = "---\nheadline: Chợ phiên cuối năm\npublished: 2026-01-15\n---\n\n"
BODY = "".join(f"## Đoạn thứ {number}\n\n{WORDS * 8}\n\n" for number in range(1, 25))
PATIENCE_MS = 60_000


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    path = tmp_path / "source" / "bai.md"
    path.write_text(ARTICLE + BODY, encoding="utf-8")
    return path


@pytest.fixture
def window() -> Iterator[Any]:
    with browser() as window:
        yield window


def open_page(window: Any, address: str, **options: Any) -> Any:
    """The page of a preview whose pages, EPUB and findings are there."""
    page = window.new_context(viewport={"width": 1200, "height": 800}, **options).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.problems = []
    page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda problem: page.problems.append(str(problem)))
    page.goto(address)
    page.locator(".sheet text").first.wait_for(state="attached")
    return page


def wait(until: Callable[[], Any]) -> Any:
    """What becomes true in time."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not (value := until()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return value


def text_of(page: Any) -> str:
    return " ".join(page.locator(".sheet text").all_text_contents())


def test_a_word_leads_to_its_line_and_the_line_to_the_word(article: Path, window: Any) -> None:
    with preview(article.parents[1], "--lang", "vi") as (address, _):
        page = open_page(window, address)
        page.locator(".sheet text", has_text="Đoạn thứ 2").first.dblclick()
        line = (ARTICLE + BODY).split("\n").index("## Đoạn thứ 2") + 1
        page.locator(f"#source-lines .here[data-line='{line}']").wait_for()
        assert f"source/bai.md:{line}" == page.locator("#source-name").text_content()
        page.locator(f"#source-lines [data-line='{line + 20}']").click()
        page.locator(".sheet .here").wait_for()
        assert "Trang in" == page.locator("#show-pages").text_content()
        assert [] == page.problems


def test_the_keyboard_alone_leads_to_the_source(article: Path, window: Any) -> None:
    with preview(article.parents[1]) as (address, _):
        page = open_page(window, address)
        page.locator(".sheet text[tabindex='0']").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.locator("#source-lines .here").wait_for()


def test_an_edit_is_seen_and_the_place_is_kept(article: Path, window: Any) -> None:
    with preview(article.parents[1]) as (address, _):
        page, other = open_page(window, address), open_page(window, address)
        page.fill("#page", "2")
        page.press("#page", "Enter")
        place = page.evaluate("document.getElementById('pages').scrollTop")
        assert place > 0
        article.write_text(ARTICLE + BODY + "Câu vừa viết thêm.\n", encoding="utf-8")
        page.locator("#go-to-change").wait_for()
        assert place == page.evaluate("document.getElementById('pages').scrollTop")
        page.click("#go-to-change")
        page.locator(".sheet .here").wait_for()
        wait(lambda: "vừa viết thêm" in text_of(page))
        other.fill("#page", "99")
        wait(lambda: page.get_attribute("html", "data-generation") == other.get_attribute("html", "data-generation"))
        assert [] == page.problems + other.problems


def test_overlays_are_switched_on_by_mouse_and_keyboard_and_follow_the_pages(article: Path, window: Any) -> None:
    with preview(article.parents[1], "--lang", "vi") as (address, _):
        page = open_page(window, address)
        over = page.locator(".sheet .over")
        page.click("#overlays-label")
        page.get_by_label("Lưới dòng chân chữ").check()
        wait(lambda: over.first.evaluate("(image) => image.complete && image.naturalWidth"))
        page.keyboard.press("Escape")
        assert not page.locator("#menu").get_attribute("open")
        page.locator("#pages").focus()
        page.keyboard.press("o")
        page.get_by_label("Cột chữ").focus()
        page.keyboard.press("Space")
        kinds = "(images) => [...new Set(images.map((image) => image.classList[1]))].sort().join()"
        wait(lambda: over.evaluate_all(kinds) == "columns,grid")
        before = over.first.get_attribute("src")
        article.write_text(ARTICLE + BODY.replace("Đoạn thứ 1\n", "Đoạn đầu\n"), encoding="utf-8")
        wait(lambda: over.first.get_attribute("src") != before)
        assert over.evaluate_all(kinds) == "columns,grid"
        wait(lambda: page.evaluate("fetch('/state').then((a) => a.json()).then((s) => s.spots)") is not None)
        page.get_by_label("Chỉ mực đen (K)").check()
        wait(lambda: page.locator(".sheet .ink").count())
        assert "hidden" == page.locator(".sheet.seen img").first.evaluate(
            "(image) => getComputedStyle(image).visibility"
        )
        page.get_by_label("Cột chữ").uncheck()
        page.get_by_label("Chỉ mực đen (K)").uncheck()
        assert over.evaluate_all(kinds) == "grid"
        assert [] == page.problems


def test_an_error_stands_over_the_last_good_pages(article: Path, window: Any) -> None:
    with preview(article.parents[1]) as (address, _):
        page = open_page(window, address)
        article.write_text(ARTICLE + BODY + "::: figure\n", encoding="utf-8")
        page.locator("#failure").wait_for()
        assert "source/bai.md" in page.locator("#failure").text_content()
        assert "Chợ phiên" in text_of(page)
        article.write_text(ARTICLE + BODY, encoding="utf-8")
        page.locator("#failure").wait_for(state="hidden")


def test_the_epub_is_read_in_the_dark(article: Path, window: Any) -> None:
    with preview(article.parents[1]) as (address, _):
        page = open_page(window, address)
        wait(lambda: page.evaluate("fetch('/state').then((a) => a.json()).then((s) => s.books.length)"))
        page.click("#show-book")
        page.select_option("#light", "dark")
        frame = page.frame_locator("#frame")
        frame.locator("h1").wait_for()
        text = "document.querySelector('#frame').contentDocument.body"  # none while it is loaded again
        wait(lambda: page.evaluate(f"{text} && getComputedStyle({text}).backgroundColor") == "rgb(18, 18, 18)")
        frame.locator("h1").dblclick()
        page.locator("#source-lines .here[data-line='2']").wait_for()


def test_it_begins_at_a_line_and_ends_with_its_terminal(article: Path, window: Any) -> None:
    line = (ARTICLE + BODY).split("\n").index("## Đoạn thứ 20") + 1
    with preview(article.parents[1], "--at", f"source/bai.md:{line}") as (address, process):
        page = open_page(window, address)
        page.locator(".sheet .here").wait_for()
        assert int(page.input_value("#page")) > 1
    assert process.returncode in (0, 1, -2), "as Ctrl-C ends it"


def test_fifty_saves_in_five_seconds_leave_nothing_behind(article: Path, window: Any) -> None:
    with preview(article.parents[1]) as (address, process):
        page = open_page(window, address)

        def save(times: int) -> None:
            for number in range(times):
                article.write_text(ARTICLE + BODY + f"Lần {number}.\n", encoding="utf-8")
                time.sleep(0.1)
            article.write_text(ARTICLE + BODY + "Xong rồi.\n", encoding="utf-8")
            page.fill("#page", "99")
            page.press("#page", "Enter")
            wait(lambda: "Xong rồi" in text_of(page))
            settled = [""]

            def is_quiet() -> bool:
                settled.append(page.get_attribute("html", "data-generation"))
                time.sleep(1.5)
                return settled[-1] == settled[-2]

            wait(is_quiet)

        for _ in range(2):
            save(50)  # caches are as full as they get
        before = memory_of(process)
        save(50)
        assert memory_of(process) < 1.1 * before


def memory_of(process: subprocess.Popen[str]) -> int:
    """The memory that a process holds, in kB."""
    status = Path(f"/proc/{process.pid}/status")
    if not status.is_file():
        pytest.skip("this system tells no process's memory in /proc")
    return int(next(line for line in status.read_text().splitlines() if line.startswith("VmRSS")).split()[1])


def test_the_pages_are_compared_with_those_before_the_last_save(article: Path, window: Any) -> None:
    with preview(article.parents[1], "--lang", "vi") as (address, _):
        page = open_page(window, address)
        page.select_option("#against", "saved")
        page.get_by_text("Chưa lưu gì từ đó.").wait_for()
        article.write_text(ARTICLE + BODY.replace("bán gạo", "bán ngô", 1), encoding="utf-8")
        row = page.locator("#compare article", has_text="“gạo” → “ngô”")
        row.locator("i.changed").first.wait_for()
        assert ["Trước, trang 1", "Nay, trang 1"] == [image.get_attribute("alt") for image in row.locator("img").all()]
        wait(lambda: all(image.evaluate("(one) => one.naturalWidth") for image in row.locator("img").all()))
        row.locator("button").press("Enter")
        page.locator("#compare").wait_for(state="hidden")
        wait(lambda: "bán ngô" in text_of(page))
        assert [] == page.problems
