"""Code on finished pages: what is copied of it, what stands beside it, and which ink it is printed in."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pymupdf
import pypdfium2
import pytest

from publish.layout.listings.drawing import COLOUR
from publish.layout.listings.rendering import paper_code
from publish.layout.tags.copied_text import TAB
from publish.publication.model import CodeBlock
from tests.support.factories import AT
from tests.support.printed import print_text
from tests.support.programs import need

CODE = (
    "if a:\n    for b in c:\n        d = 1  # hai dấu  cách\n\n"
    "\treturn\te\n a != b\n" + "f(" + ", ".join(f"tham_so_{n}" for n in range(12)) + ")"
)
NUMBERED = f"```python {{.numberLines startFrom=98}} {{2}}\n{CODE}\n```"


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return print_text(tmp_path_factory.mktemp("screen"), f"Đoạn `a  b` đầu.\n\n{NUMBERED}")


def content_of(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            page.contents_coalesce()
        return "\n".join(page.Contents.read_bytes().decode("latin-1") for page in document.pages)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_poppler_copies_indentation_double_spaces_and_tabs(screen: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(screen)
    need("pdftotext")
    done = subprocess.run(["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True, check=True)
    lines = [line.rstrip(" ") for line in done.stdout.decode().split("\n")]
    assert set(CODE.split("\n")[:-1]) - {""} <= set(lines)
    assert "a  b" in done.stdout.decode()


def test_mupdf_copies_indentation_and_double_spaces(screen: bytes) -> None:
    lines = [line.rstrip() for line in pymupdf.open(stream=screen)[0].get_text().split("\n")]
    assert {"    for b in c:", "        d = 1  # hai dấu  cách", " a != b"} <= set(lines)


def test_neither_numbers_nor_arrows_are_text(screen: bytes) -> None:
    with pypdfium2.PdfDocument(screen) as pdf:
        copied = pdf[0].get_textpage().get_text_range()
    words = " ".join(CODE.split())
    assert words in " ".join(copied.split())
    assert [] == re.findall(r"\b(?:98|99|10[0-9])\b", copied)


def test_numbers_and_arrows_are_drawn_as_artifacts(screen: bytes) -> None:
    pieces = re.findall(rf"/Artifact\s+BMC\s+{COLOUR} {COLOUR} {COLOUR} rg\s(.*?)EMC", content_of(screen), re.DOTALL)
    arrows = [piece for piece in pieces if " c\n" not in piece]
    assert CODE.count("\n") + 1 == len(pieces) - len(arrows)
    assert arrows and all(piece.rstrip().endswith("f") for piece in pieces)


def test_code_alone_in_bold_is_numbered(tmp_path: Path) -> None:
    pdf = print_text(tmp_path, "Đầu.\n\n```python {.numberLines}\nreturn\n\n```")
    assert 2 == content_of(pdf).count(f"/Artifact\nBMC\n{COLOUR}")


def test_the_press_prints_code_in_black_alone(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    plain = print_text(tmp_path / "a", "Đầu.\n\n```\nx\n```", format_="press")
    (tmp_path / "b").mkdir()
    every = "@ghi\ndef f(a): # chú thích\n    return 'chuỗi' + 1"
    coloured = print_text(tmp_path / "b", f"Đầu.\n\n```python\n{every}\n```", format_="press")

    def inks(pdf: bytes) -> set[str]:
        return set(re.findall(r"[\d.]+ [\d.]+ [\d.]+ [\d.]+ k\b", content_of(pdf)))

    assert inks(plain) == inks(coloured)


def test_weight_and_slant_are_in_both_twins(tmp_path: Path) -> None:
    code = "```python\nreturn 1 # chú thích\n```"
    fonts = []
    for name in ("pdf", "press"):
        (tmp_path / name).mkdir()
        content = print_text(tmp_path / name, f"Đầu.\n\n{code}", format_=name)
        fonts.append({font[3].partition("+")[2] for font in pymupdf.open(stream=content)[0].get_fonts()})
    assert fonts[0] == fonts[1] >= {"JetBrains-Mono", "JetBrains-Mono-Bold", "JetBrains-Mono-Italic"}


@pytest.mark.parametrize(("tabs", "widths"), [(0, [3, 4, 1, 2]), (8, [7, 8, 5, 6]), (2, [1, 2, 1, 2])])
def test_a_tab_goes_to_the_next_column_of_four_or_of_what_its_block_says(tabs: int, widths: list[int]) -> None:
    block = CodeBlock("", "a\tx\n\tx\nabc\tx\n  \tx", None, AT, tabs=tabs)
    made = re.findall(f"{TAB[0]}( +){TAB[1]}", paper_code(block, str))
    assert widths == [len(spaces) for spaces in made]
