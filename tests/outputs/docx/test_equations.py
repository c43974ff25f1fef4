"""Formulas are equations that Word sets, and come back as their author wrote them, or as somebody changed them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.publication.formulas.mathml import read_latex
from tests.support.manuscripts import edited, form, jobs_of, read_back, word_file_of

FORMULAS = (
    r"x^2 + \frac{a+b}{2} \ge \sqrt{ab}",
    r"\sum_{i=1}^{n} i = \frac{n(n+1)}{2}",
    r"\int_0^1 f(x)\,dx + \sqrt[3]{y_1^2}",
    r"\lim_{x \to 0} \frac{\sin x}{x} = 1",
    r"A = \begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\vec{v} + \hat{x} \ne \overline{AB} \text{ khi } x \in \mathbb{R}",
    r"\left(\frac{a}{b}\right] + \left|\frac{x}{2}\right| + \left.\frac{a}{b}\right|_0 + \sin^2 x + \max_{i} a_i",
    r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}",
)
FRONT = "---\nheadline: Công thức\npublished: 2026-01-15\n---\n\n"


def project(folder: Path, text: str) -> bytes:
    (folder / "source").mkdir()
    (folder / "source" / "bai.md").write_text(FRONT + text, encoding="utf-8")
    (folder / "source" / "publish.toml").write_text('[numbering]\nequations = "publication"\n')
    return word_file_of(jobs_of(folder)[1][0])


def test_formulas_come_back_as_they_were_written(tmp_path: Path) -> None:
    blocks = "\n\n".join(f"$$\n{each}\n$$ {{#ct-{number}}}" for number, each in enumerate(FORMULAS))
    lines = "\n".join(f"Với ${each}$ thì xem [](#ct-{number})." for number, each in enumerate(FORMULAS))
    content = project(tmp_path, f"{blocks}\n\n{lines}\n")
    path = tmp_path / "source" / "bai.md"
    written = read_back(content).project.files["bai.md"].decode()
    settings = jobs_of(tmp_path)[0]
    assert form(path, path.read_text(encoding="utf-8"), settings) == form(path, written, settings)


def test_formula_that_was_changed_in_word_comes_back_changed(tmp_path: Path) -> None:
    content = project(tmp_path, "Với $x^2 + 1$ và $y$.\n")
    changed = edited(content, lambda text: re.sub(r"(<m:t [^>]*>)1(</m:t>)", r"\g<1>7\2", text))
    assert "Với $x^{2}+7$ và $y$." in read_back(changed).project.files["bai.md"].decode().replace(" + ", "+")


@pytest.mark.parametrize("latex", FORMULAS)
def test_equation_says_what_the_formula_says(latex: str, tmp_path: Path) -> None:
    content = project(tmp_path, f"Với ${latex}$.\n")
    changed = edited(content, lambda text: text.replace("<m:oMath>", "<m:oMath><m:r><m:t>!</m:t></m:r>"))
    (read,) = re.findall(r"Với \$(.*)\$\.", read_back(changed).project.files["bai.md"].decode())
    assert signs(f"!{latex}") == signs(read)


def signs(latex: str) -> str:
    """The signs of a formula in their order, without spaces."""
    return re.sub(r"[\s\u2061-\u2064]", "", "".join(read_latex(latex, False).itertext()))
