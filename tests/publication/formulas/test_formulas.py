"""Formulas are set whole, or refused at their place."""

from __future__ import annotations

import contextlib
import random
import re
import time
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.base.diagnostics import Position
from publish.publication.formulas import setting
from publish.publication.formulas.mathml import FormulaError
from publish.publication.formulas.setting import set_formula
from publish.publication.inline_nodes import Formula

AT = Position(Path("a.md"), 1, 1)
LETTERS = sorted(
    {
        unicodedata.normalize("NFC", base + mark + tone)
        for base, marks in {
            "a": ("", "̆", "̂"),
            "e": ("", "̂"),
            "o": ("", "̂", "̛"),
            "u": ("", "̛"),
            "i": ("",),
            "y": ("",),
        }.items()
        for mark in marks
        for tone in ("", "̀", "́", "̉", "̃", "̣")
    }
    | {"đ"}
)

SOUND = [
    r"\frac{a+b}{c}",
    r"\sum_{i=1}^{n} i",
    r"\int_0^\infty e^{-x^2}\,dx",
    r"\oint_C f",
    r"\prod_{k=1}^n k",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}",
    r"\begin{vmatrix}a&b\\c&d\end{vmatrix}",
    r"f(x)=\begin{cases}x^2 & \text{nếu } x \ge 0\\ -x & \text{ngược lại}\end{cases}",
    r"\begin{aligned}y &= a \\ &= b\end{aligned}",
    r"\begin{align}y &= a \\ &= b\end{align}",
    r"y &= a \\ &= b",
    r"a \\ b",
    r"\sqrt[3]{x+\sqrt{y}}",
    r"\lim_{x\to 0}\frac{\sin x}{x}=1",
    r"\mathbb{R}^n, \mathcal{L}, \mathbf{v}, \mathrm{d}x",
    r"\vec{AB}, \hat{x}, \bar{y}, \tilde z, \dot x, \overline{AB}, \widehat{ABC}, \underbrace{a+b}_{n}",
    r"\left(\frac{1}{2}\right)^2, \left.\frac{df}{dx}\right|_{x=0}",
    r"\binom{n}{k}, \dfrac12, \tfrac12",
    r"x', y''",
    r"\{a, b\}, \,f\_0, \|x\|",
    r"\boxed{E=mc^2}, \cancel{x}",
    r"\sum_{\substack{i<n\\j<m}} x",
    r"a, \ldots, b, \cdots, \ddots",
    r"\tg x, \cotg x, \operatorname{rank} A",
    r"A \iff B \implies C, \forall x \in A",
    r"R_{tđ} = 5\,\Omega, 30^\circ",
]


def made(latex: str, display: bool = True, language: str = "vi") -> Formula:
    return set_formula(latex, display, language, AT)


@pytest.mark.parametrize("latex", SOUND)
@pytest.mark.parametrize("display", [True, False])
def test_formula_is_drawn_said_and_written(latex: str, display: bool) -> None:
    formula = made(latex, display)
    assert formula.drawing
    assert formula.drawing.width > 0 < formula.drawing.ascent
    assert re.fullmatch(r"[MLQCZ0-9 .-]+", formula.drawing.paths[0])
    assert formula.speech and formula.line and formula.text
    root = ElementTree.fromstring(formula.mathml)
    assert "{http://www.w3.org/1998/Math/MathML}math" == root.tag
    assert formula.speech == root.get("alttext")
    setting._made.cache_clear()
    assert made(latex, display) == formula


@pytest.mark.parametrize("latex", SOUND)
def test_mathml_says_size_and_style_only_where_mathml_3_has_them(latex: str) -> None:
    for part in ElementTree.fromstring(made(latex).mathml).iter():
        if not part.tag.endswith(("mstyle", "math")):
            assert {"displaystyle", "scriptlevel"}.isdisjoint(part.attrib), part.tag


@pytest.mark.parametrize(
    ("latex", "offset", "says"),
    [
        (r"a + \foo x", 4, "unknown command"),
        (r"ế \foo x", 2, "unknown command"),
        (r"a &= \foo \\ b", 5, "unknown command"),
        (r"\begin{align} a \foo \end{align}", 16, "unknown command"),
        (r"\begin{foo}x\end{foo}", 6, "unknown environment"),
        (r"\frac{a", 7, "cannot be read"),
        (r"a}", 1, "cannot be read"),
        (r"\left( x", 8, "cannot be read"),
        (r"x_1_2", 3, "cannot be read"),
        (r"x^", 2, "cannot be read"),
        (r"a $ b", 2, "cannot be read"),
        (r"x \tag{1}", 2, "not numbered inside itself"),
        (r"x % ghi chú", 2, "comment"),
        (r"\def\x{y}\x", 0, "define"),
        (r"v = quãng đường", 4, "outside of"),
        (r"\mathrm{quãng đường}", 8, "outside of"),
        (r"x + \textbf{đậm}", 12, "upright only"),
        (r"\color{red} x", 0, "colour"),
        (r"\begin{array}{c|c}a&b\end{array}", 0, "not set in print"),
        (r"\hspace{100cm}x", 0, "too wide"),
        (r"中", 0, "lacks"),
        (r"\phantom{b}", 0, "without anything"),
        ("{" * 50 + "}" * 50, 40, "too deep"),
        (r"\sqrt " * 50 + "x", 0, "too many"),
        ("x+" * 3000, 0, "longer"),
    ],
)
def test_what_cannot_be_set_is_told_at_its_place(latex: str, offset: int, says: str) -> None:
    with pytest.raises(FormulaError) as caught:
        made(latex)
    assert says in caught.value.message
    assert offset == caught.value.offset
    assert caught.value.hint


_WORDS = (
    r"\frac \sqrt \sum _ ^ { } & \\ \left( \right) \left. \text{ấy} \begin{matrix} \end{matrix} \hat \over x 1 \alpha '"
    r" \begin{cases} \end{cases} \lim \vec \binom \mathbb \, \begin{aligned} \end{aligned} \not"
)
_PIECES = st.sampled_from(_WORDS.split())


@given(st.lists(_PIECES, max_size=14).map(" ".join), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_formula_is_set_or_refused(latex: str, display: bool) -> None:
    try:
        formula = made(latex, display)
    except FormulaError as failure:
        assert 0 <= failure.offset <= len(latex)
    else:
        assert formula.drawing and any(formula.drawing.paths)


@pytest.mark.parametrize(
    "latex",
    [r"\left(" * 30 + "x" + r"\right)" * 30, "x+" * 700, r"\frac{1}{" * 30 + "x" + "}" * 30, "{" * 39 + "x" + "}" * 39],
)
def test_no_formula_takes_long(latex: str) -> None:
    before = time.process_time()
    with contextlib.suppress(FormulaError):
        made(latex)
    assert time.process_time() - before < 5


def test_each_vietnamese_letter_has_a_shape_of_its_own() -> None:
    shapes = {made(rf"\text{{{letter}}}").drawing for letter in LETTERS}
    assert 73 == len(LETTERS)
    assert len(LETTERS) == len(shapes)


def test_letters_in_the_form_with_marks_apart_are_the_same() -> None:
    apart = unicodedata.normalize("NFD", "nếu")
    assert made(r"\text{nếu}").drawing == made(rf"\text{{{apart}}}").drawing


def test_index_that_is_a_vietnamese_word_is_upright() -> None:
    assert 2 == made(r"R_{tđ}").mathml.count('mathvariant="normal"')
    assert 0 == made(r"R_{td}").mathml.count('mathvariant="normal"')


SIGNS = {"cup": 8, "cap": 8, "wedge": 8, "vee": 8, "+": 8, "times": 8, "subset": 10, "perp": 10, "lll": 10}
SIGNS |= {"triangleq": 10, "hookrightarrow": 10, "in": 10, "=": 10, "le": 10}


@pytest.mark.parametrize("sign", SIGNS)
def test_sign_between_terms_has_room_at_its_sides(sign: str) -> None:
    command = rf"\{sign}" if sign.isalpha() else sign
    apart, close = (set_formula(f"a {each} b", False, "vi", AT).drawing for each in (command, f"{{{command}}}"))
    assert apart and close
    assert abs(SIGNS[sign] / 18 * 1000 - (apart.width - close.width)) < 4


def test_limits_stand_beside_their_sign_in_a_line() -> None:
    inside, apart = made(r"\sum_{i=1}^n", False).drawing, made(r"\sum_{i=1}^n", True).drawing
    assert inside and apart
    assert inside.ascent + inside.descent < apart.ascent + apart.descent
    assert inside.width > apart.width


@pytest.mark.parametrize(
    ("latex", "language", "speech"),
    [
        (r"\frac{1}{2}", "vi", "1 trên 2"),
        (r"\frac{a+b}{2}", "vi", "phân số a cộng b trên 2, hết phân số"),
        (r"\sqrt{x}", "vi", "căn bậc hai của x, hết căn"),
        (r"E = mc^2", "vi", "E bằng m c bình phương"),
        (r"\sum_{i=1}^{n} i", "vi", "tổng từ i bằng 1 đến n, của i"),
        (r"x_1 \le y", "vi", "x chỉ số 1 nhỏ hơn hoặc bằng y"),
        (r"x \in \mathbb{R}", "vi", "x thuộc tập số thực"),
        (r"\binom{n}{k}", "vi", "mở ngoặc n chọn k đóng ngoặc"),
        (r"\frac{a+b}{2}", "en-GB", "the fraction a plus b over 2, end of fraction"),
    ],
)
def test_formula_is_said_in_the_language_of_its_text(latex: str, language: str, speech: str) -> None:
    assert speech == made(latex, language=language).speech


@pytest.mark.parametrize(
    ("latex", "line", "text"),
    [
        (r"\frac{a+b}{c}", "(a + b)/c", "(a + b)/c"),
        (r"x^2 + y_{n+1}", "x^2 + y_(n + 1)", "x^2 + y_(n + 1)"),
        (r"\sqrt{2}", "√2", "√2"),
        (r"x \in \mathbb{R}^n", "x ∈ ℝ^n", "x thuộc R^n"),
        (r"\sum_{i=1}^{n} i", "∑_(i = 1)^n i", "∑_(i = 1)^n i"),
        (r"f(x), g(y)", "f(x), g(y)", "f(x), g(y)"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "(a, b; c, d)", "(a, b; c, d)"),
        (r"\text{nếu } x", "nếu x", "nếu x"),
    ],
)
def test_formula_is_copied_as_one_line(latex: str, line: str, text: str) -> None:
    formula = made(latex)
    assert (line, text) == (formula.line, formula.text)


def test_order_of_formulas_changes_nothing() -> None:
    first = {latex: made(latex) for latex in SOUND}
    others = list(SOUND)
    random.Random(1).shuffle(others)
    setting._made.cache_clear()
    assert first == {latex: made(latex) for latex in others}


@pytest.mark.parametrize(
    ("latex", "plainly"),
    [
        (r"\begin{cases} a & b,\\[4pt] c & d \end{cases}", r"\begin{cases} a & b,\\ c & d \end{cases}"),
        (r"\begin{aligned} a &= b \\*[-.5em] c &= d \end{aligned}", r"\begin{aligned} a &= b \\ c &= d \end{aligned}"),
        (r"a \\* b", r"a \\ b"),
    ],
)
def test_the_space_below_a_line_is_none_of_its_signs(latex: str, plainly: str) -> None:
    assert _set(plainly).line == _set(latex).line


def test_brackets_behind_the_end_of_a_line_are_signs() -> None:
    assert "[b]" in _set(r"\begin{matrix} a \\ [b] \end{matrix}").line


def _set(latex: str) -> Formula:
    return set_formula(latex, True, "vi", Position(Path()))
