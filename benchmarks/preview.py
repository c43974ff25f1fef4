"""Measure ``publish preview``: from the save of a file to the new page in a headless Chromium, in milliseconds."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rivals import Book

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.previews import browser, preview  # noqa: E402

GOALS_MS = {"article": 150, "chapter in a book of 500 pages": 400, "style": 500}
MOST_SECONDS = 120
_WATCH = """() => {
  window.drawn = 0;
  const pane = document.getElementById("pages");
  pane.addEventListener("drawn", () => { window.drawn ||= Date.now(); }, { once: true });
}"""


def measure(page: Any, save: Callable[[int], None], runs: int) -> list[float]:
    """Return milliseconds from each save to the first new page that is drawn in view."""
    found = []
    for number in range(runs + 1):
        _settle(page)
        page.evaluate(_WATCH)
        began = time.time()
        save(number)
        while not (drawn := page.evaluate("window.drawn")):
            if time.time() > began + MOST_SECONDS:
                raise SystemExit(f"no new page within {MOST_SECONDS} s after edit {number}")
            time.sleep(0.002)
        found.append(drawn - 1000 * began)
    return found[1:]  # the first warms the workers up


def _settle(page: Any) -> None:
    """Wait until nothing new has been told for two seconds."""
    before = None
    while before != (now := page.get_attribute("html", "data-generation")):
        before = now
        time.sleep(2)


def show(window: Any, address: str) -> Any:
    """Return the page of a preview once it shows something."""
    page = window.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(180_000)
    page.goto(address)
    page.locator(".sheet text").first.wait_for(state="attached")
    return page


def tell(what: str, found: Sequence[float]) -> None:
    """Print the median and the worst of some milliseconds, beside the goal."""
    goal = GOALS_MS[what]
    median, worst = statistics.median(found), max(found)
    print(f"| {what} | {median:.0f} | {worst:.0f} | {goal} {'met' if median <= goal else 'missed'} |")


def main() -> None:
    """Run what the options ask for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=10, help="edits of each kind")
    options.add_argument("--articles", type=int, default=200, help="articles of the book")
    chosen = options.parse_args()
    print("| from the save to the page, ms | median | worst | goal |\n| --- | ---: | ---: | --- |")
    with tempfile.TemporaryDirectory() as place, browser() as window:
        article = Path(place) / "article"
        _copy_article(article)
        source = article / "source" / "lang-son-2020.md"
        text = source.read_text(encoding="utf-8")
        with preview(article) as (address, _):
            page = show(window, address)

            def edit(number: int) -> None:
                source.write_text(text.replace("Sáng 26/9", f"Sáng 26/9, lần {number}"), encoding="utf-8")

            tell("article", measure(page, edit, chosen.runs))
            style = article / "styles" / "article" / "print.css"
            css = (ROOT / "styles" / "article" / "print.css").read_text(encoding="utf-8")

            def restyle(number: int) -> None:
                style.parent.mkdir(parents=True, exist_ok=True)
                style.write_text(f"{css}\np {{ letter-spacing: 0.0{number + 1}pt }}\n", encoding="utf-8")

            tell("style", measure(page, restyle, chosen.runs))
        book, folder = Book(chosen.articles), Path(place) / "book"
        book.write_project(folder)
        middle = chosen.articles // 2
        chapter = folder / book.file(middle)
        with preview(folder) as (address, _):
            page = show(window, address)
            _settle(page)
            asked = {"file": book.file(middle), "line": 6}
            where = page.evaluate(
                "(asked) => fetch('/find', {method: 'POST', headers: {'Content-Type': 'application/json'},"
                " body: JSON.stringify(asked)}).then((answer) => answer.json())",
                asked,
            )
            page.fill("#page", str(where["page"]))
            page.press("#page", "Enter")

            def rewrite(number: int) -> None:
                paragraphs = list(book.articles[middle])
                paragraphs[0] = f"Lần {number}. {paragraphs[0]}"
                chapter.write_text(book.markdown(middle, paragraphs), encoding="utf-8")

            tell("chapter in a book of 500 pages", measure(page, rewrite, chosen.runs))


def _copy_article(folder: Path) -> None:
    """Copy the first publication, with a folder for styles of its own."""
    (folder / "source").mkdir(parents=True)
    for name in ("lang-son-2020.md", "publish.toml"):
        (folder / "source" / name).write_bytes((ROOT / "source" / name).read_bytes())
    (folder / "styles").mkdir()


if __name__ == "__main__":
    main()
