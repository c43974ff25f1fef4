"""Measure the promises: the article, a book of 500 pages and its edits, the EPUB, memory and growth, beside the rivals.

All run as whole processes, ours and theirs in turn, on a copy of the program made at the start.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.metadata
import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import plot
from processes import Run, run
from rivals import Book, write_whole

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
ARTICLES = 200
GROWTH_PAGES = (10, 50, 100, 300, 600, 1200)
QUICK_PAGES = (10, 30)
PAGES_FOR_ARTICLE = 2.5
SHORT_RUNS = 3
"""How often in a run what takes a second is measured: the speed of a machine moves from one second to the next."""

LINEAR = 0.15
"""How far growth may be from a straight line."""

GOALS = {"1": 0.42, "2": 0.33, "3": 0.035, "4": 0.01, "5": 0.07, "6": 0.25, "7": 100.0, "8": 1.3, "typst": 0.30}
GOALS |= {"cold typst": 2.5, "ink": 0.5}
PREFLIGHT_SECONDS = 5
GROUPS = {"1": "article", "8": "article", "9": "book", "6": "epub", "growth": "growth"} | dict.fromkeys(
    ("2", "3", "4", "5", "7", "typst", "cold typst", "ink"), "book"
)


@dataclass
class Row:
    """A measure: runs of ours and of theirs in pairs, by the clock and the processor."""

    key: str
    title: str
    against: str
    pairs: list[tuple[Run, Run]] = field(default_factory=list)

    def ratios(self, kind: str) -> tuple[float, float, float]:
        """Return median, least and greatest ratio; ``kind`` is ``wall`` or ``cpu``."""
        found = sorted(getattr(a, kind) / max(getattr(b, kind), 1e-9) for a, b in self.pairs)
        return statistics.median(found), found[0], found[-1]

    def line(self) -> str:
        """Return it as a line of the table."""
        ours, theirs = ([pair[side].wall for pair in self.pairs] for side in (0, 1))
        (middle, low, high), (cpu, _, _) = self.ratios("wall"), self.ratios("cpu")
        a, b = ([max(max(p[side].parent_mb, p[side].worker_mb) for p in self.pairs)] for side in (0, 1))
        goal = GOALS.get(self.key)
        told = f"{goal:g} | {'yes' if middle <= goal else '**no**'}" if goal else " | "
        return (
            f"| {self.key} | {self.title} | {self.against} | {statistics.median(ours):.2f} | "
            f"{statistics.median(theirs):.2f} | {middle:.3f} ({low:.3f}–{high:.3f}) | {cpu:.3f} | "
            f"{a[0]:.0f} | {b[0]:.0f} | {told} |"
        )


class Bench:
    """Runs programs in a folder of its own."""

    def __init__(self, folder: Path, articles: int, runs: int, *, words: bool = False) -> None:
        self.folder, self.articles, self.runs = folder, articles, runs
        self.snapshot = folder / "snapshot"
        ignored = shutil.ignore_patterns("__pycache__")
        for name in ("publish", "styles", "fonts", "source"):
            shutil.copytree(ROOT / name, self.snapshot / name, ignore=ignored)
        settings = self.snapshot / "source" / "publish.toml"  # the rivals lay the article out once, and fit nothing
        settings.write_text(settings.read_text(encoding="utf-8").replace("fit = true\n", ""), encoding="utf-8")
        compileall.compile_dir(self.snapshot / "publish", quiet=2)
        sys.path.insert(0, str(self.snapshot))  # what is written for the rivals is what the copy would lay out
        if not words:  # an extra, which a plain installation has not: hidden from the copy, and from what we write
            hide = 'import sys\nsys.modules["underthesea"] = None\n'
            (self.snapshot / "sitecustomize.py").write_text(hide, encoding="utf-8")
            sys.modules["underthesea"] = None  # type: ignore[assignment]
        self.caches = 0

    def ours(self, format_: str, project: Path, out: Path, cache: Path) -> Run:
        """Make a project with the copied program and a cache."""
        asked = {"pdf": ["pdf", "--for", "screen"], "press": ["pdf", "--for", "press"]}.get(format_, [format_])
        command = [sys.executable, "-m", "publish", *asked, "-q", "-o", str(out)]
        return run(command, project, {"PYTHONPATH": str(self.snapshot), "PUBLISH_CACHE": str(cache)})

    def weasyprint(self, page: Path) -> Run:
        """Lay out a page with the engine's own command, tagged as ours is."""
        out = page.with_suffix(".weasyprint.pdf")
        return run(
            [str(BIN / "weasyprint"), "--pdf-variant", "pdf/ua-1", "--pdf-tags", str(page), str(out)], self.folder
        )

    def typst(self, page: Path) -> Run:
        """Compile a document with Typst, seeing our fonts only."""
        code = "import sys, typst; typst.compile(*sys.argv[1:3], font_paths=[sys.argv[3]], ignore_system_fonts=True)"
        fonts = str(self.snapshot / "fonts")
        command = [sys.executable, "-c", code, str(page), str(page.with_suffix(".typst.pdf")), fonts]
        return run(command, self.folder)

    def fresh(self, like: Path | None = None) -> Path:
        """Return a cache that nobody used, empty or a copy of another; the one before is removed."""
        shutil.rmtree(self.folder / f"cache-{self.caches}", ignore_errors=True)
        self.caches += 1
        cache = self.folder / f"cache-{self.caches}"
        if like:
            shutil.copytree(like, cache)
        return cache

    # Rows ----------------------------------------------------------------------------------------------------------

    def article(self) -> Iterator[str]:
        """Measure the article with nothing cached."""
        from run import write_page

        page = write_page(self.folder, self.snapshot)
        row = Row("1", "the congress article, cold", "WeasyPrint")
        press = Row("8", "press twin of the congress article", "screen twin")
        for number in range(self.runs + 1):
            say(f"article, run {number} of {self.runs}")
            ours = self.ours("pdf", self.snapshot, self.folder / "article.pdf", self.fresh())
            theirs = self.weasyprint(page)
            twin = self.ours("press", self.snapshot, self.folder / "press.pdf", self.fresh())
            if number:
                row.pairs.append((ours, theirs))
                press.pairs.append((twin, ours))
        yield row.line()
        yield press.line()

    def book(self) -> Iterator[str]:
        """Measure the book and its edits."""
        book, project = self.write_book("book", self.articles)
        page, page_typst, out = self.folder / "book.html", self.folder / "book.typ", self.folder / "book.pdf"
        write_whole(project, page)
        book.write_typst(page_typst)
        say("book: first build, and where an article grows by a page")
        kept = self.folder / "kept"
        self.ours("pdf", project, out, kept)
        pages = count_pages(out)
        middle = len(book.articles) // 2
        same = next(n for n in near(middle, book) if self.pages_with(book, project, n, book.swapped(n), kept) == pages)
        more = next(n for n in near(middle, book) if self.pages_with(book, project, n, book.longer(n), kept) > pages)
        size = f"book of {pages} pages"
        edit = f"{size}, two words of article {same + 1} changed"
        made = (
            Row("2", f"{size}, cold", "WeasyPrint"),
            Row("3", edit, "WeasyPrint"),
            Row("4", f"{size}, nothing changed", "WeasyPrint"),
            Row("5", f"{size}, article {more + 1} a page longer", "WeasyPrint"),
            Row("typst", edit, "Typst, whole"),
            Row("cold typst", f"{size}, cold", "Typst, whole"),
        )
        rows = {row.key: row for row in made}
        for number in range(1, self.runs + 1):
            say(f"book, run {number} of {self.runs}: WeasyPrint")
            theirs = self.weasyprint(page)
            say("  ours: cold, nothing changed, longer")
            cold = self.ours("pdf", project, out, self.fresh())
            nothing = self.ours("pdf", project, out, self.fresh(kept))
            longer = self.edit(book, project, more, book.longer(more), out, kept)
            grown = count_pages(out)
            assert grown > pages
            say("  ours edited, and Typst, side by side")
            edited = []
            for _ in range(SHORT_RUNS):
                edited.append((self.edit(book, project, same, book.swapped(same), out, kept), self.typst(page_typst)))
                assert count_pages(out) == pages
            for key, pair in {"2": (cold, theirs), "4": (nothing, theirs), "5": (longer, theirs)}.items():
                rows[key].pairs.append(pair)
            rows["3"].pairs += [(ours, theirs) for ours, _ in edited]
            rows["typst"].pairs += edited
            rows["cold typst"].pairs.append((cold, edited[0][1]))
        yield from (row.line() for row in made)
        yield from self.preflight(project, kept, pages)
        cold_runs = [pair[0] for pair in rows["2"].pairs]
        for name in ("parent", "worker"):
            peak = max(getattr(one, f"{name}_mb") for one in cold_runs)
            met = "yes" if peak <= GOALS["7"] else "**no**"
            whose = "the parent" if name == "parent" else "each worker"
            yield f"| 7 | {size}, cold: peak memory of {whose} | | | | | | {peak:.0f} | | {GOALS['7']:.0f} MB | {met} |"
        whole, other = (
            count_pages(path) for path in (page.with_suffix(".weasyprint.pdf"), page_typst.with_suffix(".typst.pdf"))
        )
        yield f"\nPages: ours {pages} (row 5: {grown}), WeasyPrint {whole}, Typst {other}."

    def preflight(self, project: Path, kept: Path, pages: int) -> Iterator[str]:
        """Measure the preflight of the press twin as a process of its own, without the ink and with it."""
        twin = self.folder / "twin.pdf"
        self.ours("press", project, twin, self.fresh(kept))
        taken = statistics.median(self.judged(twin, project, ink=False).wall for _ in range(self.runs))
        told = f"{PREFLIGHT_SECONDS} s | {'yes' if taken <= PREFLIGHT_SECONDS else '**no**'} |"
        yield f"| 9 | preflight of {pages} pages, without ink | | {taken:.2f} | | | | | | {told}"
        row = Row("ink", f"preflight of {pages} pages, with ink", "Ghostscript's raster alone")
        row.pairs += [(self.judged(twin, project, ink=True), self.ghostscript(twin)) for _ in range(self.runs)]
        yield row.line()

    def judged(self, twin: Path, project: Path, *, ink: bool) -> Run:
        """Judge a press twin."""
        code = (
            "import sys; from pathlib import Path; from publish.publication.assets.folders import find_assets\n"
            "from publish.preflight import judge; from publish.publication.assets.printers import read_printer\n"
            "printer = read_printer(find_assets(Path(sys.argv[2])).style('printers/vn-offset.toml'))\n"
            f"print(judge(Path(sys.argv[1]).read_bytes(), printer, ink={ink}).findings)"
        )
        command = [sys.executable, "-c", code, str(twin), str(project)]
        return run(command, self.folder, {"PYTHONPATH": str(self.snapshot)})

    def ghostscript(self, twin: Path) -> Run:
        """Draw a press twin in the four inks, at the resolution that the preflight measures them at."""
        device = ["-sDEVICE=tiff32nc", "-r72", "-dOverprint=/simulate", f"-sOutputFile={os.devnull}"]
        return run(["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", *device, str(twin)], self.folder)

    def edit(self, book: Book, project: Path, number: int, paragraphs: list[str], out: Path, kept: Path) -> Run:
        """Build with an article changed, on what was kept of the book as it was, and change the article back."""
        path = project / book.file(number)
        path.write_text(book.markdown(number, paragraphs), encoding="utf-8")
        try:
            return self.ours("pdf", project, out, self.fresh(kept))
        finally:
            path.write_text(book.markdown(number), encoding="utf-8")

    def pages_with(self, book: Book, project: Path, number: int, paragraphs: list[str], kept: Path) -> int:
        """Return how many pages the book has with an article changed."""
        out = self.folder / "trial.pdf"
        self.edit(book, project, number, paragraphs, out, kept)
        return count_pages(out)

    def epub(self) -> Iterator[str]:
        """Measure the EPUB: its printed pages known, as after the PDF in ``publish build``; edited; nothing kept."""
        book, project = self.write_book("epub", self.articles)
        text, out = self.folder / "pandoc.md", self.folder / "ours.epub"
        book.write_pandoc(text)
        import pypandoc

        command = [pypandoc.get_pandoc_path(), str(text), "--to=epub3", "--toc", "--split-level=2"]
        command += ["-o", str(self.folder / "pandoc.epub")]
        kept, middle = self.folder / "kept-epub", self.articles // 2
        say("epub: the PDF first")
        self.ours("pdf", project, self.folder / "epub.pdf", kept)
        rows = [
            Row("6", f"EPUB of {self.articles} articles, PDF built before", "pandoc"),
            Row("", "the same, two words of an article changed since", "pandoc"),
            Row("", "the same, empty cache: all printed pages are laid out", "pandoc"),
        ]
        for number in range(self.runs + 1):
            say(f"epub, run {number} of {self.runs}")
            theirs = run(command, self.folder)
            found = [self.ours("epub", project, out, self.fresh(kept))]
            path = project / book.file(middle)
            path.write_text(book.markdown(middle, book.swapped(middle)), encoding="utf-8")
            found.append(self.ours("epub", project, out, self.fresh(kept)))
            path.write_text(book.markdown(middle), encoding="utf-8")
            found.append(self.ours("epub", project, out, self.fresh()))
            if number:
                for row, ours in zip(rows, found, strict=True):
                    row.pairs.append((ours, theirs))
        yield from (row.line() for row in rows)

    def growth(self, sizes: Sequence[int], picture: Path | None) -> Iterator[str]:
        """Measure cold builds of growing books, ours as often as runs are asked for, the rivals once, and draw them."""
        points: dict[str, list[tuple[int, float]]] = {"publish": [], "WeasyPrint": [], "Typst": []}
        yield "\n| pages | publish, s | WeasyPrint, s | Typst, s |\n| ---: | ---: | ---: | ---: |"
        articles = {size: max(2, round(size / PAGES_FOR_ARTICLE)) for size in sizes}
        books = {size: self.write_book(f"growth-{size}", count) for size, count in articles.items()}
        outs = {size: self.folder / f"growth-{size}.pdf" for size in sizes}
        ours: dict[int, list[float]] = {size: [] for size in sizes}
        for number in range(1, self.runs + 1):
            for size, (_, project) in books.items():
                say(f"growth: {size} pages, run {number} of {self.runs}")
                ours[size].append(self.ours("pdf", project, outs[size], self.fresh()).wall)
        for size, (book, project) in books.items():
            say(f"growth: {size} pages, the rivals")
            page, page_typst = (self.folder / f"growth.{kind}" for kind in ("html", "typ"))
            write_whole(project, page)
            book.write_typst(page_typst)
            taken = (statistics.median(ours[size]), self.weasyprint(page).wall, self.typst(page_typst).wall)
            pages = count_pages(outs[size])
            for found, seconds in zip(points.values(), taken, strict=True):
                found.append((pages, seconds))
            yield f"| {pages} | " + " | ".join(f"{seconds:.2f}" for seconds in taken) + " |"
        large = [point for point in points["publish"] if point[0] >= 95] or points["publish"]
        if len(large) > 1:
            off = distance_from_line(large)
            per_page = [f"{seconds / pages * 1000:.1f}" for pages, seconds in large]
            met = "met" if off <= LINEAR else "**missed**"
            yield (
                f"\nGrowth from {large[0][0]} to {large[-1][0]} pages: at most {off:.0%} from a straight line "
                f"(goal {LINEAR:.0%}: {met}); milliseconds a page: {', '.join(per_page)}. "
                f"At the most pages {points['publish'][-1][1] / points['Typst'][-1][1]:.2f} of Typst's time (goal 1)."
            )
        if picture:
            plot.draw(points, picture)

    def write_book(self, name: str, articles: int) -> tuple[Book, Path]:
        """Write a book as a project of ours."""
        book, project = Book(articles), self.folder / name
        book.write_project(project)
        return book, project


def near(middle: int, book: Book) -> Iterator[int]:
    """Yield the numbers of articles from the middle on."""
    yield from range(middle, min(middle + 12, len(book.articles)))


def distance_from_line(points: Sequence[tuple[int, float]]) -> float:
    """Return the greatest relative distance of seconds from the straight line through the first and the last point."""
    (x, y), (last_x, last_y) = points[0], points[-1]
    slope = (last_y - y) / (last_x - x)
    return max(abs(seconds / (y + slope * (pages - x)) - 1) for pages, seconds in points)


def count_pages(path: Path) -> int:
    """Return the number of pages of a PDF."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def say(message: str) -> None:
    """Tell the progress."""
    print(message, file=sys.stderr, flush=True)


def facts() -> str:
    """Return what was measured, and where: processors and versions, no name of the machine."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists() and (found := re.search(r"^model name\s*:\s*(.+)$", info.read_text(), re.MULTILINE)):
        model = found[1]
    names = ("weasyprint", "typst", "pypandoc_binary", "pikepdf")
    versions = [f"{name} {importlib.metadata.version(name)}" for name in names]
    import pypandoc

    versions.append(f"pandoc {pypandoc.get_pandoc_version()}")
    cores = len(os.sched_getaffinity(0))
    load = os.getloadavg()[0]
    return (
        f"{cores} cores, {model}, {platform.system()}, Python {platform.python_version()}; {', '.join(versions)}; "
        f"load average at the start {load:.1f}."
    )


HEAD = """
| row | ours | against | ours, s | theirs, s | ratio (spread) | processor | ours, MB | theirs, MB | goal | met |
| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |"""


def main() -> None:
    """Run what was asked for and print it; a full run writes benchmarks/results.md and docs/benchmark.png too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help=f"articles of the book (default {ARTICLES})")
    parser.add_argument("--runs", type=int, default=3, help="counted runs (default 3)")
    parser.add_argument("--quick", action="store_true", help="small books, one run; nothing is written")
    parser.add_argument("--words", action="store_true", help="with the extra 'words', if it is installed")
    parser.add_argument("--only", choices=sorted(GROUPS), help="this row, and those measured with it")
    asked = parser.parse_args()
    articles, runs = (12, 1) if asked.quick else (asked.articles, asked.runs)
    full = not asked.quick and articles == ARTICLES
    lines = [f"{facts()} {'With' if asked.words else 'Without'} the extra `words` (underthesea).", HEAD]
    with tempfile.TemporaryDirectory(prefix="publish-benchmark-") as name:
        bench = Bench(Path(name), articles, runs, words=asked.words)
        picture = ROOT / "docs" / "benchmark.png" if full else Path(name, "plot.png")
        groups: dict[str, Callable[[], Iterator[str]]] = {
            "article": bench.article,
            "book": bench.book,
            "epub": bench.epub,
            "growth": lambda: bench.growth(QUICK_PAGES if asked.quick else GROWTH_PAGES, picture),
        }
        tails = []
        for group, measure in groups.items():
            if asked.only is None or GROUPS[asked.only] == group:
                for line in measure():
                    say(line)
                    (lines if line.startswith("| ") and group != "growth" else tails).append(line)
    text = "\n".join([*lines, *tails]) + "\n"
    print(text)
    if full and not asked.only:
        title = (
            "# Measured\n\nWritten by `python benchmarks/book.py`; [README.md](README.md) says what the rows mean.\n\n"
        )
        (ROOT / "benchmarks" / "results.md").write_text(title + text, encoding="utf-8")


if __name__ == "__main__":
    main()
