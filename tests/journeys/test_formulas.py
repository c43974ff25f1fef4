"""Formulas in finished files: drawn in the text's size, colour and place, tagged, copied, as MathML on screens."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest

from publish.base.diagnostics import PublishError
from tests.support.printed import print_text, texts

TEXT = """\
Với $x \\ge 0$ có chữ theo sau, và theo [](#eq-a):

$$
\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}
$$ {#eq-a}

## Tập $\\mathbb{R}^n$

- Mục có $\\text{nếu } y$

| Hàm | $f'$ |
| --- | --- |
| $x^2$ | $2x$ |

Chú thích[^1] ở đây; giá 5$ đến 10$.

[^1]: Có $\\frac{1}{2}$.
"""
COUNTED = '[numbering]\nequations = "chapter"\n'
MATHML = "{http://www.w3.org/1998/Math/MathML}math"


def printed(folder: Path, text: str, kind: str = "article", format_: str = "pdf") -> bytes:
    if kind == "article":
        (folder / "source").mkdir(exist_ok=True)
        (folder / "source/publish.toml").write_text(COUNTED, "utf-8")
    return print_text(folder, text, kind, format_, settings=COUNTED)


def operators(content: bytes) -> list[tuple[str, tuple[float, ...]]]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            (
                str(operator),
                tuple(float(one) for one in operands if isinstance(one, int | float) or hasattr(one, "real")),
            )
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) in ("k", "rg", "f", "f*", "Tr")
        ]


@pytest.fixture(scope="module", params=["article", "book", "bulletin"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory, kind: str) -> bytes:
    return printed(tmp_path_factory.mktemp("screen"), TEXT, kind)


def test_formula_is_read_aloud_in_words(screen: bytes) -> None:
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        formulas = [
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Formula"
        ]
        said = [str(formula.Alt) for formula in formulas]
        assert {"x lớn hơn hoặc bằng 0", "tập số thực mũ n", "nếu y", "f phẩy", "x bình phương", "1 trên 2"} <= {*said}
        for formula in formulas:
            (file,) = formula.AF
            assert "/Supplement" == file.AFRelationship
            root = ElementTree.fromstring(file.EF.F.read_bytes())
            assert (MATHML, str(formula.Alt)) == (root.tag, root.get("alttext"))
            assert 4 == len(formula.A.BBox)


def test_formula_is_copied(screen: bytes) -> None:
    copied = " ".join(" ".join(texts(screen)).split())
    for words in ("x ≥ 0", "∑_(i = 1)^n i = (n(n + 1))/2", "ℝ^n", "nếu y", "f′", "x^2", "1/2", "5$ đến 10$"):
        assert words in copied


def test_numbered_formula_is_called_by_its_number(screen: bytes, kind: str) -> None:
    number = "(1.1)" if kind == "book" else "(1)"
    whole = " ".join(" ".join(texts(screen)).split())
    assert f"theo {number}:" in whole
    assert 2 == whole.count(number)


def test_press_has_formulas_in_black_and_no_words_that_are_not_seen(tmp_path: Path) -> None:
    text = "Chữ $a+b$ trong dòng.\n\n$$ \\frac{1}{2} $$"
    found = operators(print_text(tmp_path, text, format_="press"))
    assert not [name for name, _ in found if name == "Tr"]
    fills, ink = [], ()
    for name, numbers in found:
        ink = numbers if name == "k" else ink
        fills += [ink] if name.startswith("f") else []
    assert fills.count((0, 0, 0, 1)) >= 3


def test_formula_stands_on_the_baseline_in_the_size_of_its_text(tmp_path: Path) -> None:
    content = print_text(tmp_path, "Chữ $x$ và\n\n## Chữ $x$")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        boxes = [
            [float(edge) for edge in item.A.BBox]
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Formula"
        ]
    with pypdfium2.PdfDocument(content) as document:
        page = document[0].get_textpage()
        whole = page.get_text_range()
        bottoms = [page.get_charbox(at)[1] for at in (match.start() for match in re.finditer("Ch", whole))]
    assert 2 == len(boxes)
    for left, bottom, right, top in boxes:
        assert min(abs(bottom - base) for base in bottoms) < 0.6
        assert 4 < right - left < 8 and 4 < top - bottom < 8


def test_formula_has_the_colour_of_its_text(tmp_path: Path) -> None:
    content = print_text(tmp_path, "Chữ.", facts="kicker: Mục $x$\n")
    coloured = [numbers for name, numbers in operators(content) if name == "rg" and len(set(numbers)) > 1]
    assert len(coloured) >= 2


def test_screen_has_mathml_and_the_type_for_it(tmp_path: Path, kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(printed(tmp_path, TEXT, kind, "epub"))) as book:
        names = book.namelist()
        package = book.read("EPUB/content.opf").decode()
        for name in names:
            if name.endswith(".xhtml"):
                root = ElementTree.fromstring(book.read(name))
                formulas = [item for item in root.iter() if item.tag == MATHML]
                assert all(item.get("alttext") for item in formulas)
                (item,) = re.findall(rf'<item [^>]*href="{name.removeprefix("EPUB/")}"[^>]*>', package)
                assert bool(formulas) == ("mathml" in item)
        assert any("publish-math" in name for name in names)


def test_screen_without_formulas_has_no_type_for_them(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(print_text(tmp_path, "Chữ.", format_="epub"))) as book:
        assert not any("publish-math" in name for name in book.namelist())
        assert "mathml" not in book.read("EPUB/content.opf").decode()


@pytest.mark.parametrize("format_", ["pdf", "press", "epub"])
def test_formulas_are_the_same_bytes_each_time(tmp_path: Path, format_: str) -> None:
    assert printed(tmp_path, TEXT, format_=format_) == printed(tmp_path, TEXT, format_=format_)


@pytest.mark.parametrize("mark", ["$", "$$"])
def test_formula_that_is_too_wide_is_told(tmp_path: Path, mark: str) -> None:
    wide = " + ".join(f"a_{{{number}}}" for number in range(60))
    with pytest.raises(PublishError) as caught:
        print_text(tmp_path, f"{mark}{wide}{mark}" if mark == "$$" else f"Chữ {mark}{wide}{mark}")
    assert {"overfull-line"} == {found.rule for found in caught.value.diagnostics}


def test_formula_in_a_table_of_contents_is_plain(tmp_path: Path) -> None:
    settings = f"[contents]\nlevels = 2\n{COUNTED}"
    whole = " ".join(" ".join(texts(print_text(tmp_path, TEXT, "book", settings=settings))).split())
    assert "Tập R^n" in whole
