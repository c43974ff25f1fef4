"""Measure the word spaces of justified text: the engine's own line breaking beside whole paragraphs."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Position
from publish.build.jobs import prepare
from publish.kinds.article import printing
from publish.kinds.projects import read_project
from publish.layout import engine
from publish.layout.engine import paragraphs
from publish.publication.assets.folders import find_assets
from publish.vietnamese import keep_together, typeset

ROOT = Path(__file__).resolve().parents[1]
MEASURES_MM = (58, 80, 116)
PARAGRAPHS = 300
SPACE = 0.2
"""Width of a space of Source Serif 4 in ems."""


def long_text(seed: int = 1) -> list[str]:
    """Return paragraphs made of the sentences of the first publication in another order, the same for each run."""
    text = (ROOT / "tests" / "seed" / "lang-son-2020.txt").read_text(encoding="utf-8")
    sentences = re.findall(r"\S[^.…;:]{20,}[.…;:]+", text)
    order = random.Random(seed)
    found = (" ".join(order.choices(sentences, k=order.randint(2, 7))) for _ in range(PARAGRAPHS))
    return [keep_together(typeset(paragraph)) for paragraph in found]


def long_page(measure_mm: int) -> tuple[str, str]:
    """Return the long text as XHTML and its style."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in long_text())
    html = f'<html lang="vi"><head><meta charset="utf-8"/><title>Đo</title></head><body>{body}</body></html>'
    style = f"""
        @page {{ size: {measure_mm + 20}mm 250mm; margin: 10mm }}
        html {{ font: 10.3pt/14.4pt "Source Serif 4" }}
        body {{ margin: 0 }}
        p {{ margin: 0; text-indent: 1.4em; text-align: justify }}
    """
    return html, style


def stretch(document: Any, weasyprint: Any) -> Iterator[float]:
    """Yield how much each space of a justified line has grown, in natural spaces."""
    boxes = [page._page_box for page in document.pages]
    while boxes:
        box = boxes.pop()
        boxes += getattr(box, "children", ())
        if isinstance(box, weasyprint.formatting_structure.boxes.TextBox) and box.justification_spacing:
            grown = box.justification_spacing / (SPACE * box.style["font_size"])
            yield from [grown] * sum(map(box.text.count, " \N{NO-BREAK SPACE}"))


def count_lines(document: Any, weasyprint: Any) -> int:
    """Return the number of lines of a document."""
    boxes, lines = [page._page_box for page in document.pages], 0
    while boxes:
        box = boxes.pop()
        boxes += getattr(box, "children", ())
        lines += isinstance(box, weasyprint.formatting_structure.boxes.LineBox)
    return lines


def measure(title: str, html: str, styles: Any, roots: Any) -> None:
    """Print a row for line-by-line breaking and one for whole paragraphs."""
    weasyprint = engine.load()
    ours = paragraphs.MOST_PLANS
    for name, plans in (("line by line", 0), ("whole paragraphs", ours)):
        paragraphs.MOST_PLANS = plans  # without a plan the engine goes on as ever
        seconds = []
        for _ in range(3):
            start = time.process_time()
            document = engine.lay_out(html, styles, roots, Position(ROOT))
            seconds.append(time.process_time() - start)
        grown = sorted(stretch(document, weasyprint))
        p95, p99 = (grown[int(len(grown) * share)] for share in (0.95, 0.99))
        print(
            f"| {title} | {name} | {count_lines(document, weasyprint)} | {statistics.mean(grown):.2f} | {p95:.2f} "
            f"| {p99:.2f} | {grown[-1]:.2f} | {statistics.median(seconds):.2f} |"
        )


def main() -> None:
    """Print the table: what spaces have grown by, in natural spaces, and the processor seconds of the layout."""
    print("| text | breaking | lines | mean | 95th percentile | 99th | widest | s |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    project = read_project(ROOT)
    assets = find_assets(ROOT)
    (job,) = prepare(project, project.sources, lambda message: None)
    html, styles = printing.compose(job.subject, project, assets)
    measure("the article, 81.5 mm", html, styles, assets.roots)
    fonts = engine.StyleSheet(ROOT / "styles" / "fonts.css")
    for width in MEASURES_MM:
        html, style = long_page(width)
        styles = (fonts, engine.StyleSheet(ROOT / "styles" / "measure.css", style))
        measure(f"long text, {width} mm", html, styles, assets.roots)


if __name__ == "__main__":
    main()
