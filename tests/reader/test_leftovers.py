"""Marks that are left in a text are told, each once and at its place; prose with signs in it is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.base.diagnostics import Severity
from publish.reader.reading import read_article

LOST = {
    "[TOC]": r"\[TOC]",
    "[!NOTE] Chú ý": r"\[!NOTE] Chú ý",
    "!!! widget": r"\!!! widget",
    '??? widget "Mẹo"': r'\??? widget "Mẹo"',
    'Xem {{< ref "chợ" >}} nhé': r'Xem \{{< ref "chợ" >}} nhé',
    "{{% notice note %}}": r"\{\{% notice note %}}",
    "{% include a.html %}": r"\{% include a.html %}",
    "{{ page.title }}": r"\{{ page.title }}",
    "{{#include a.rs}}": r"\{\{#include a.rs}}",
    "Xem [[Chợ phiên]].": r"Xem \[[Chợ phiên]].",
    "![[chợ.png]]": r"!\[[chợ.png]]",
    "[[_TOC_]]": r"\[[_TOC_]]",
    "%%hỏi lại%%": r"\%%hỏi lại%%",
    r"\newpage": r"\\newpage",
    r"\textbf{đậm}": r"\\textbf{đậm}",
    "\\begin{align}\na\n\\end{align}": "\\\\begin{align}\na\n\\\\end{align}",
    "Cho $ x_i $ nhé": r"Cho \$ x_i $ nhé",
    "$$\ny = x\n\nz": "\\$\\$\ny = x\n\nz",
    "chữ $$x + y": r"chữ \$\$x + y",
    "a <!-- b": r"a \<!-- b",
    "{: .lớp}": r"\{: .lớp}",
    "{ref}`chợ`": r"\{ref}`chợ`",
    ":ref:`chợ`": r"\:ref:`chợ`",
    "@[youtube](abc)": r"\@\[youtube](abc)",
    "[báo](https://a.vn nhé": r"[báo]\(https://a.vn nhé",
    ".. note:: chú ý": r"\.. note:: chú ý",
    '--8<-- "a.md"': r'\--8<-- "a.md"',
}
STRAY = {
    "** đậm **": r"\*\* đậm \*\*",
    "**đậm mà không đóng": r"\*\*đậm mà không đóng",
    "a ~~bỏ": r"a \~~bỏ",
    "==dấu": r"\==dấu",
    "__gạch dưới": r"\_\_gạch dưới",
    "`mã": r"\`mã",
    "chữ ::: box": r"chữ \::: box",
    "chữ-->": r"chữ\-->",
    "vui :smile: quá": r"vui \:smile: quá",
}
QUIET = [
    "Giá 5$ đến 10$, $5, từ $5 đến $10, 5$, còn 10$, từ $5 đến $10, 5$.",
    "US$5 và US$10, 100$/tấn và 200$/tấn, $5/tháng, $10/năm, tiền $$ và $$$.",
    r"C:\new, C:\newpage, D:\docs\begin, \\máy\thư-mục, \d+ và \x{41}.",
    "a * b, 2 * 3, 5^2, 2**10, f**k, đ**, *), (**), số liệu**, ** Số liệu cũ",
    "~ 100 người, ~~ 100, nha~~, a == b, == , ===== và ~~~~~, *** CẢNH BÁO ***",
    "ten_tep_dai.txt, __init__.py, __ten_bien, a__b__c, Họ tên: ______",
    ":) :-) :D ^_^ @ten #nhan … 100%% và 50%%, 10:30:15, 1:2:3, [:alpha:], “:từ:“",
    "mũi tên --> hay ---> và <--, {a, b}, [1], [[1]], [sic](theo ông), `**`, `{{x}}`, `$x$`",
    "dòng thẳng | giữa, 5` 30, d`Artagnan, C++, A/B, “…”",
    "[[từ]{lang=en}]{#a}, [[1]](https://a.vn)",
    "... rồi, ?? và !!! Thật à",
]


def told(markdown: str, folder: Path) -> list[tuple[Severity, int, int]]:
    path = folder / "a.md"
    path.write_text(f"---\nheadline: H\n---\n\n{markdown}\n", encoding="utf-8")
    found = read_article(path).diagnostics
    assert {"leftover-markup"} >= {diagnostic.rule for diagnostic in found}
    return [(diagnostic.severity, diagnostic.position.line, diagnostic.position.column) for diagnostic in found]


@pytest.mark.parametrize("markdown", LOST)
def test_what_loses_its_meaning_is_an_error_told_once(markdown: str, tmp_path: Path) -> None:
    column = re.search(r"\{\{|\{%|!?\[\[|\$|<!--|\]\((?=https)", markdown)
    assert [(Severity.ERROR, 5, column.start() + 1 if column else 1)] == told(markdown, tmp_path)


@pytest.mark.parametrize("markdown", STRAY)
def test_a_mark_that_marks_nothing_is_a_warning(markdown: str, tmp_path: Path) -> None:
    found = told(markdown, tmp_path)
    marks = [match.start() + 1 for match in re.finditer(r"\*\*|~~|==|__|`|:::|-->|:smile:", markdown)]
    assert [(Severity.WARNING, 5, column) for column in marks] == found


@pytest.mark.parametrize("markdown", [*LOST, *STRAY])
def test_a_mark_that_is_escaped_as_the_hint_says_is_quiet(markdown: str, tmp_path: Path) -> None:
    assert [] == told((LOST | STRAY)[markdown], tmp_path)


@pytest.mark.parametrize("markdown", QUIET)
def test_prose_is_quiet(markdown: str, tmp_path: Path) -> None:
    assert [] == told(markdown, tmp_path)


def test_a_mark_in_code_is_quiet(tmp_path: Path) -> None:
    for markdown in LOST | STRAY:
        if "`" not in markdown:
            assert [] == told(f"```\n{markdown}\n```", tmp_path)
            assert [] == told(f"Mã `{' '.join(markdown.split())}` đó.", tmp_path)
