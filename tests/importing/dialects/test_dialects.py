"""Each construct of another system, and what it becomes."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.support.imports import refused, take_in

MDBOOK = {"book.toml": "[book]\ntitle = 'T'\n", "src/SUMMARY.md": "- [A](a.md)\n- [B](b.md)\n"}
QUARTO = {"_quarto.yml": "project: {type: book}\nbook: {title: T, chapters: [a.qmd, b.qmd]}\nbibliography: r.bib\n"}
MKDOCS = {"mkdocs.yml": "site_name: T\nnav: [a.md, b.md]\nextra: {ten: Chợ}\n"}
MYST = {"_toc.yml": "root: a\nchapters: [{file: b}]\n"}
FOLDER = {"hugo.toml": "title = 'T'\n"}
ROOTS = {"book.toml": "src/", "mkdocs.yml": "docs/"}

SYSTEMS = {"MDBOOK": MDBOOK, "QUARTO": QUARTO, "MKDOCS": MKDOCS, "MYST": MYST, "FOLDER": FOLDER}

CASES = re.findall(
    r"^=== (\w+): (.*)\n((?:.*\n)*?)---> \n((?:.*\n)*?)(?====|\Z)",
    Path(__file__).with_name("cases.txt").read_text(encoding="utf-8"),
    re.MULTILINE,
)


def picture(width: int = 1200, height: int = 800) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("system", "source", "expected"),
    [pytest.param(SYSTEMS[name], source[:-1], expected[:-1], id=about) for name, about, source, expected in CASES],
)
def test_construct_becomes_ours(system: dict[str, str], source: str, expected: str, tmp_path: Path) -> None:
    suffix = ".qmd" if system is QUARTO else ".md"
    root = next((ROOTS[name] for name in system if name in ROOTS), "")
    made = take_in(
        tmp_path / "in",
        {
            **system,
            f"{root}a{suffix}": f"# A\n\n{source}\n",
            f"{root}b{suffix}": "# B {#sec-b}\n\n## Đối tượng\n\nchữ\n",
            f"{root}co-do.png": picture(),
            f"{root}img/co.png": picture(),
            f"{root}dau.png": picture(16, 16),
            f"{root}m.rs": "// ANCHOR: x\n  let x = 1;\n// ANCHOR_END: x\n",
            "r.bib": "@book{an2020, title={T}, author={A}, year={2020}}",
        },
    )
    assert expected in made.texts["a.md"].rstrip() + "\n"
    assert [] == refused(tmp_path / "out", made)


CODE = "```text\n{{ x }} {% y %} <b>z</b> [[w]] ::: !!! [TOC] $x$ \\(a_1\\) ++k++ | a || b |\n\n    @fig-x {.c}\n```"


@pytest.mark.parametrize("system", [MDBOOK, QUARTO, MKDOCS, MYST, FOLDER])
def test_code_is_never_touched(system: dict[str, str], tmp_path: Path) -> None:
    suffix = ".qmd" if system is QUARTO else ".md"
    root = next((ROOTS[name] for name in system if name in ROOTS), "")
    inline = "`{{ x }} <b> [[w]] @fig-x ++k++ {:#?} {#a:b} {:.c} ${e} :tada: :ref: $x$ <T> <img src=x>`"
    source = f"# A\n\n{CODE}\n\nchữ {inline} chữ\n\n- mục\n\n  ```\n  <br> {{{{ x }}}}\n  ```\n"
    made = take_in(
        tmp_path / "in", {**system, f"{root}a{suffix}": source, f"{root}b{suffix}": "# B\n\nchữ\n", "r.bib": ""}
    )
    assert CODE in made.texts["a.md"]
    assert inline in made.texts["a.md"]
    assert "  ```\n  <br> {{ x }}\n  ```" in made.texts["a.md"]
    assert [] == [told for told in made.told if not told.startswith("changed: fact")]
