"""Dollars are formulas by Pandoc's rule, and prices stay prices."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from publish.base.extras import install_extra
from publish.publication import model
from publish.reader.reading import read_article
from tests.support.outline import read_line, read_lines


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Cho $x_i * y_i * z$ đó", "Cho <formula x_i * y_i * z> đó"),
        (r"tập $\{a, b\}$ và $\,f\_0$", r"tập <formula \{a, b\}> và <formula \,f\_0>"),
        ("giá $5 đến $10", "giá $5 đến $10"),
        ("giá 5$ đến 10$", "giá 5$ đến 10$"),
        ("giá $5 và 10$", "giá $5 và 10$"),
        ("giá 5$, 10$ và 5$/tháng, 10$/năm", "giá 5$, 10$ và 5$/tháng, 10$/năm"),
        ("số $-1$ và $n-1$, $1-2$; ($x$)", "số <formula -1> và <formula n-1>, <formula 1-2>; (<formula x>)"),
        ("giá $ 5 $ và $5 $", "giá $ 5 $ và $5 $"),
        (r"3$\times$3 và 90$^\circ$", r"3<formula \times>3 và 90<formula ^\circ>"),
        (r"giá \$5 và $a$", "giá $5 và <formula a>"),
        ("mã `$a$` và $b$", "mã <code $a$> và <formula b>"),
        ("**đậm $a*b*c$**", "<strong đậm <formula a*b*c>>"),
        ("$R_{tđ} = 5$", "<formula R_{tđ} = 5>"),
        ("còn $$x + y$$ là tổng", "còn <display x + y> là tổng"),
        ("a $$ b", "a $$ b"),
        ("[chữ $x$](https://a.vn)", "<link https://a.vn: chữ <formula x>>"),
        ("chú^[có $x$] sau", "chú<notereference> sau"),
    ],
)
def test_dollars(tmp_path: Path, markdown: str, expected: str) -> None:
    assert expected == read_lines(tmp_path, markdown)[1][0]


@pytest.mark.parametrize("markdown", ["giá 5$ đến 10$, từ $5 đến $10 và US$3", "tốn $$$ và $", "biến $HOME và $PATH_A"])
def test_prices_are_no_marks_that_are_left(tmp_path: Path, markdown: str) -> None:
    assert markdown == read_line(tmp_path, markdown)


@pytest.mark.parametrize("markdown", ["cho $ x_i $ và", "$$\na + b\n\nc", "cho $$x + y$ và"])
def test_formula_that_is_none_is_told(tmp_path: Path, markdown: str) -> None:
    told, _ = read_lines(tmp_path, markdown)
    assert "leftover-markup" in " ".join(told)


def equations(folder: Path, markdown: str) -> list[model.Equation]:
    path = folder / "a.md"
    path.write_text(f"---\nheadline: H\n---\n\n{markdown}\n", encoding="utf-8")
    reading = read_article(path)
    assert not reading.diagnostics and reading.article
    return [node for node in model.walk(reading.article) if isinstance(node, model.Equation)]


@pytest.mark.parametrize(
    ("markdown", "id_"),
    [
        ("$$ a = b $$", None),
        ("$$\na\n= b\n$$ {#eq-a}", "eq-a"),
        ("{#eq-a}\n$$a = b$$", "eq-a"),
        ("Lời dẫn:\n$$\n- a\n= b\n$$\nvà tiếp.", None),
        ("> $$\n> a\n> = b\n> $$ {#eq-a}", "eq-a"),
        ("- mục\n\n  $$\n  a = b\n  $$", None),
        ("$$\na = b.\n$$.", None),
    ],
)
def test_formula_on_lines_of_its_own(tmp_path: Path, markdown: str, id_: str | None) -> None:
    (equation,) = equations(tmp_path, markdown)
    (formula,) = equation.children
    assert isinstance(formula, model.Formula) and formula.display and formula.drawing
    assert id_ == equation.id


def test_sign_behind_a_formula_stands_in_it(tmp_path: Path) -> None:
    (equation,) = equations(tmp_path, "$$\na = b\n$$,")
    assert isinstance(equation.children[0], model.Formula)
    assert "a = b," == equation.children[0].line


def test_second_name_of_a_formula_is_told(tmp_path: Path) -> None:
    told, _ = read_lines(tmp_path, "{#eq-a}\n$$ a $$ {#eq-b}")
    assert ["6:9 stray-attributes"] == told


def test_fence_of_mathematics_is_a_formula(tmp_path: Path) -> None:
    (one, two) = equations(tmp_path, "```math\na =\n  b\n```\n\n> ``` {.math #eq-a}\n> c\n> ```")
    assert ["a =\n  b", "c"] == [formula.latex for equation in (one, two) for formula in equation.children]
    assert [None, "eq-a"] == [one.id, two.id]
    assert all(formula.display for equation in (one, two) for formula in equation.children)


def test_fault_in_a_fence_of_mathematics_is_told_at_its_place(tmp_path: Path) -> None:
    told, _ = read_lines(tmp_path, "> ```math\n> a =\n>   \\wrong\n> ```")
    assert ["7:5 invalid-formula"] == told
    told, _ = read_lines(tmp_path, '```math title="Tên"\na\n```')
    assert ["5:1 unknown-attribute"] == told


def test_without_the_extra_the_error_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ziamath" else find(name))
    path = tmp_path / "a.md"
    path.write_text("---\nheadline: H\n---\n\nGiá $5; cho $x$ và $y$.\n", encoding="utf-8")
    (found,) = read_article(path).diagnostics
    assert ("no-math", 5, 13) == (found.rule, found.position.line, found.position.column)
    assert install_extra("math") in found.hint
