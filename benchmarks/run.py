"""Measure the commands beside the engines they stand on: whole processes, in turn, as ratios of medians."""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from publish.kinds.article import printing
from publish.kinds.projects import read_project
from publish.publication.assets.folders import find_assets
from publish.reader.reading import read_article

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


def write_page(folder: Path, root: Path = ROOT) -> Path:
    """Write the XHTML that ``publish pdf`` lays out, with its styles as links, for the ``weasyprint`` command."""
    project = read_project(root)
    reading = read_article(project.sources[0], project.language)
    assert reading.article, reading.diagnostics
    html, styles = printing.compose(reading.article, project, find_assets(root))
    links = "".join(
        f"<style>{style.text}</style>" if style.text else f'<link rel="stylesheet" href="{style.path.as_uri()}"/>'
        for style in styles
    )
    path = folder / "article.html"
    path.write_text(html.replace("</head>", f"{links}</head>"), encoding="utf-8")
    return path


def seconds(command: Sequence[str]) -> tuple[float, float]:
    """Return wall and processor seconds of one run, children included."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, spent


def compare(title: str, ours: Sequence[str], theirs: Sequence[str], runs: int, goal: float) -> bool:
    """Run both in turn, print medians and the spread of the ratio, and tell whether the goal is met."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs + 1)][1:]
    print(f"\n{title} (goal {goal})")
    for index, name in enumerate(("wall", "processor")):
        a = [pair[0][index] for pair in pairs]
        b = [pair[1][index] for pair in pairs]
        ratios = sorted(x / y for x, y in zip(a, b, strict=True))
        ratio = statistics.median(a) / statistics.median(b)
        print(
            f"  {name:9}  ours {statistics.median(a):.3f} s   theirs {statistics.median(b):.3f} s   "
            f"ratio {ratio:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        )
        if name == "wall":
            met = ratio <= goal
    print("  goal met" if met else "  goal missed")
    return met


def main() -> None:
    """Run both measures; the exit code says nothing of them, since the clock of a busy machine is no judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--runs", type=int, default=9, help="counted runs of each command (default 9)")
    runs = parser.parse_args().runs
    compileall.compile_dir(ROOT / "publish", quiet=2)  # an installation has its modules compiled; a checkout may not
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = write_page(folder)
        theirs = [str(BIN / "weasyprint"), "--pdf-variant", "pdf/ua-1", "--pdf-tags", str(page), str(folder / "b.pdf")]
        ours = [str(BIN / "publish"), "pdf", "-q", "--no-cache", "--for", "screen", "-o", str(folder / "a.pdf")]
        compare("publish pdf on the article / weasyprint on the same page", ours, theirs, runs, 0.42)
        press = [str(BIN / "publish"), "pdf", "-q", "--no-cache", "--for", "press", "-o", str(folder / "p.pdf")]
        compare("publish pdf --for press on the article / --for screen", press, ours, runs, 1.3)
    theirs = [sys.executable, "-c", "import click"]
    compare("publish --help / import click", [str(BIN / "publish"), "--help"], theirs, runs * 3, 1.3)


if __name__ == "__main__":
    main()
