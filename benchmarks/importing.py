"""Measure ``publish import`` beside mammoth and pandoc: whole processes, in turn, as ratios of medians."""

from __future__ import annotations

import argparse
import io
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from PIL import Image
from processes import run

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CORPUS = Path(os.environ.get("PUBLISH_CORPUS", ROOT.parent / "shared" / "corpus"))
GOAL = 1.0
PAGE_WORDS = 380
"""Words of a page of a thesis: A4, 13 points, a line and a half apart."""


def write_thesis(path: Path, pages: int) -> int:
    """Write a thesis with chapters, sections, lists, tables and pictures; return how many words it has."""
    seed = (ROOT / "tests" / "seed" / "lang-son-2020.txt").read_text(encoding="utf-8")
    lines = [line for line in seed.split("\n") if len(line.split()) > 20]
    document = docx.Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Times New Roman", Pt(13)
    document.add_paragraph("Chợ phiên ở Lạng Sơn", style="Title")
    words = number = 0
    while words < pages * PAGE_WORDS:
        if number % 60 == 0:
            document.add_heading(f"Chương {number // 60 + 1}. Chợ và người đi chợ", 1)
        if number % 12 == 0:
            document.add_heading(f"{number // 60 + 1}.{number // 12 % 5 + 1}. Những phiên chợ", 2)
        words += _write_part(document, lines, number)
        number += 1
    document.save(str(path))
    return words


def _write_part(document: docx.Document, lines: Sequence[str], number: int) -> int:
    """Write a paragraph in several runs, and now and then what else stands in a thesis."""
    text = lines[number % len(lines)].split()
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for start in range(0, len(text), 15):
        piece = paragraph.add_run(" ".join(text[start : start + 15]) + " ")
        piece.bold, piece.italic = start % 60 == 15, start % 60 == 45
    if number % 10 == 3:
        for item in ("một là giữ chợ;", "hai là mở đường;", "ba là bán muối."):
            document.add_paragraph(item, style="List Bullet")
    if number % 20 == 7:
        document.add_paragraph(f"Bảng {number // 20 + 1}. Giá muối theo tháng")
        table = document.add_table(rows=6, cols=4, style="Table Grid")
        for row, cells in enumerate(table.rows):
            for column, cell in enumerate(cells.cells):
                cell.text = f"Ô {row}.{column}"
    if number % 30 == 11:
        document.add_picture(_picture(), width=Mm(80))
        document.add_paragraph(f"Hình {number // 30 + 1}. Chợ phiên", style="Caption")
    return len(text)


def _picture() -> io.BytesIO:
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((1000, 700)).save(stream, "PNG")
    stream.seek(0)
    return stream


HIDE = 'import sys\nsys.modules["underthesea"] = None\n'
"""The extra ``words``, which a plain installation has not, and which takes longer to import than a file."""


def compare(
    title: str, ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]], runs: int, goal: float | None = None
) -> None:
    """Run both lists of commands in turn and print the medians of their sums, and the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sitecustomize.py").write_text(HIDE, encoding="utf-8")
        pairs = [tuple(_sum(commands, folder) for commands in (ours, theirs)) for _ in range(runs + 1)][1:]
    (a, a_cpu), (b, b_cpu) = (
        [statistics.median(pair[side][unit] for pair in pairs) for unit in (0, 1)] for side in (0, 1)
    )
    ratios = sorted(one[0] / two[0] for one, two in pairs)
    judged = f"{goal:g} | {'met' if a / b <= goal else 'missed'}" if goal else " | "
    spread = f"{ratios[0]:.2f}–{ratios[-1]:.2f}"
    print(f"| {title} | {a:.2f} | {b:.2f} | {a / b:.2f} ({spread}) | {a_cpu / b_cpu:.2f} | {judged} |", flush=True)


def _sum(commands: Sequence[Sequence[str]], folder: Path) -> tuple[float, float]:
    """Return the seconds of commands by the clock, and those of the processor."""
    done = [run(command, folder, {"PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}) for command in commands]
    return sum(each.wall for each in done), sum(each.cpu for each in done)


def ours(file: Path, folder: Path) -> list[str]:
    """Return our command for a file: import, balance and check of the new project."""
    return [str(BIN / "publish"), "import", "-q", "--force", str(file), "--into", str(folder / "ours" / file.name)]


def find_pandoc() -> str | None:
    """Return where pandoc is, by itself or in pypandoc_binary; None where it is not."""
    if found := shutil.which("pandoc"):
        return found
    try:
        import pypandoc
    except ImportError:
        return None
    return str(pypandoc.get_pandoc_path())


def readable(folder: Path, pandoc: str, most: int) -> list[Path]:
    """Return Word files of a folder that both read."""
    found: list[Path] = []
    with tempfile.TemporaryDirectory() as name:
        for file in sorted(folder.rglob("*.docx"))[:: max(1, len(list(folder.rglob("*.docx"))) // most)]:
            try:
                for command in (ours(file, Path(name)), [pandoc, str(file), "-o", str(Path(name, "theirs.md"))]):
                    run(command, Path(name))
            except RuntimeError:
                continue
            found.append(file)
    return found


def main() -> None:
    """Print a table; the exit code says nothing of it, since the clock of a busy machine is no judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--runs", type=int, default=5, help="counted runs of each command (default 5)")
    parser.add_argument("--pages", type=int, default=100, help="pages of the thesis (default 100)")
    parser.add_argument("--files", type=int, default=20, help="files of the corpus (default 20)")
    asked = parser.parse_args()
    print("| measure | ours, s | theirs, s | ratio (spread) | processor | goal | met |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        thesis = folder / "luan-van.docx"
        words = write_thesis(thesis, asked.pages)
        mammoth = [str(BIN / "mammoth"), str(thesis), str(folder / "theirs.html")]
        title = f"a thesis of {asked.pages} pages, {words:,} words / "
        compare(f"{title}mammoth", [ours(thesis, folder)], [mammoth], asked.runs, GOAL)
        if pandoc := find_pandoc():
            theirs = [pandoc, str(thesis), "-o", str(folder / "theirs.md")]
            compare(f"{title}pandoc", [ours(thesis, folder)], [theirs], asked.runs)
            if files := readable(CORPUS, pandoc, asked.files):
                some = [ours(file, folder) for file in files]
                others = [[pandoc, str(file), "-o", str(folder / "theirs.md")] for file in files]
                compare(f"{len(files)} files of the corpus / pandoc", some, others, asked.runs)


if __name__ == "__main__":
    main()
