"""Charts without a picture of themselves come in as tables of the values that the file keeps of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from publish.importing.project import Imported
from publish.importing.word.charts import MOST_COLUMNS, MOST_ROWS
from tests.support.word_files import para
from tests.support.word_imports import faults, imported

SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def cache(kind: str, values: Sequence[str], code: str = "") -> str:
    """The cells that a file keeps; an empty one is none."""
    points = "".join(f'<c:pt idx="{index}"><c:v>{escape(v)}</c:v></c:pt>' for index, v in enumerate(values) if v)
    formats = f"<c:formatCode>{escape(code)}</c:formatCode>" if code else ""
    return (
        f"<c:{kind}Ref><c:f>Sheet1!$A$1</c:f><c:{kind}Cache>{formats}"
        f'<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache></c:{kind}Ref>'
    )


def series(name: str, values: Sequence[str], names: Sequence[str] = ("Quý I", "Quý II"), code: str = "General") -> str:
    """A series of values."""
    cells = f"<c:cat>{cache('str', names)}</c:cat>" if names else ""
    return f"<c:ser><c:tx>{cache('str', [name])}</c:tx>{cells}<c:val>{cache('num', values, code)}</c:val></c:ser>"


def titled(words: str) -> str:
    """A title in two runs."""
    runs = "".join(f"<a:r><a:t>{escape(part)}</a:t></a:r>" for part in (words[:3], words[3:]))
    return f"<c:title><c:tx><c:rich><a:bodyPr/><a:p>{runs}</a:p></c:rich></c:tx></c:title>"


def chart(*groups: str, title: str = "", language: str = "vi-VN", axes: str = "") -> bytes:
    """The part of a chart; each group is a kind of chart in its area."""
    area = "".join(f"<c:barChart>{group}</c:barChart>" for group in groups)
    top = titled(title) if title else ""
    inner = f"<c:chart>{top}<c:plotArea>{area}{axes}</c:plotArea></c:chart>"
    spaces = f'xmlns:c="{SPACE}" xmlns:a="{DRAWING}"'
    return f'<c:chartSpace {spaces}><c:lang val="{language}"/>{inner}</c:chartSpace>'.encode()


def drawn(described: str = "") -> str:
    """A chart in a line."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{described}"/><a:graphic>'
        f'<a:graphicData uri="{SPACE}"><c:chart xmlns:c="{SPACE}" r:id="c1"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def brought_in(folder: Path, part: bytes, body: str = "", files: Mapping[str, bytes] | None = None) -> Imported:
    """What comes of a file with a chart."""
    body = para("Đầu.") + (body or para(drawn())) + para("Cuối.")
    files = files or {"word/charts/chart1.xml": part}
    return imported(folder, body, relations={"c1": ("chart", "charts/chart1.xml")}, files=files)


def text_of(result: Imported) -> str:
    """The text of the article."""
    assert [] == faults(result)
    return result.project.files["bai.md"].decode().split("---\n", 2)[2].strip()


def told(result: Imported) -> list[tuple[str, str]]:
    """What is said to have been changed or left out."""
    entries = (*result.balance.changed, *result.balance.left_out)
    return [(entry.what, entry.how) for entry in entries if entry.what != "headline"]


TABLE = "it is a table of the values that the file keeps of it"


def test_chart_is_a_table_with_its_title_as_caption(tmp_path: Path) -> None:
    axes = f"<c:catAx>{titled('Quý')}</c:catAx><c:valAx>{titled('tấn')}</c:valAx>"
    part = chart(series("Muối", ["4.3", "2.5"]) + series("Gạo", ["1200.5", ""]), title="Hàng ở chợ", axes=axes)
    result = brought_in(tmp_path, part)
    assert (
        "Đầu.\n\n::: table Hàng ở chợ (tấn)\n\n"
        "| Quý | Muối | Gạo |\n| --- | ---: | ---: |\n| Quý I | 4,3 | 1200,5 |\n| Quý II | 2,5 | |\n:::\n\nCuối."
        == text_of(result)
    )
    assert [("chart", TABLE)] == told(result)


@pytest.mark.parametrize(("language", "shown"), [("vi-VN", "1.234,5"), ("en-US", "1,234.5")])
def test_numbers_have_the_signs_of_the_language_of_the_chart(tmp_path: Path, language: str, shown: str) -> None:
    part = chart(series("Muối", ["1234.5", "1"], code="#,##0.0"), language=language)
    assert f"| Quý I | {shown} |" in text_of(brought_in(tmp_path, part))


def test_only_series_names_a_chart_without_a_title(tmp_path: Path) -> None:
    assert "::: table Muối\n" in text_of(brought_in(tmp_path, chart(series("Muối", ["1", "2"]))))


def test_description_names_a_chart_without_a_title_and_is_told_beside_one(tmp_path: Path) -> None:
    two = series("Muối", ["1", "2"]) + series("Gạo", ["1", "2"])
    body = para(drawn("Hàng ở chợ"))
    assert "::: table Hàng ở chợ\n" in text_of(brought_in(tmp_path, chart(two), body))
    result = brought_in(tmp_path, chart(two, title="Chợ phiên"), body)
    assert "::: table Chợ phiên\n" in text_of(result)
    assert ("description", "the table of the chart stands for it: Hàng ở chợ") in told(result)


def test_series_of_several_kinds_and_without_names_share_a_table(tmp_path: Path) -> None:
    part = chart(series("Muối", ["1", "2"]), series("Gạo", ["3", "4"], names=()))
    assert "| | Muối | Gạo |\n| --- | ---: | ---: |\n| Quý I | 1 | 3 |\n| Quý II | 2 | 4 |" in text_of(
        brought_in(tmp_path, part)
    )


def test_values_of_other_places_have_a_column_of_their_own(tmp_path: Path) -> None:
    def dots(name: str, x: Sequence[str], y: Sequence[str]) -> str:
        return (
            f"<c:ser><c:tx><c:v>{name}</c:v></c:tx><c:xVal>{cache('num', x)}</c:xVal>"
            f"<c:yVal>{cache('num', y)}</c:yVal><c:bubbleSize>{cache('num', y)}</c:bubbleSize></c:ser>"
        )

    result = brought_in(tmp_path, chart(dots("A", ["1", "2"], ["5", "6"]) + dots("B", ["3", "4"], ["7", "8"])))
    assert "| | A | | B |" in text_of(result) and "| 2 | 6 | 4 | 8 |" in text_of(result)
    assert [("chart", f"{TABLE}, without the sizes of its bubbles")] == told(result)


def test_names_of_several_levels_are_said_whole(tmp_path: Path) -> None:
    inner = '<c:lvl><c:pt idx="0"><c:v>Quý I</c:v></c:pt><c:pt idx="1"><c:v>Quý II</c:v></c:pt></c:lvl>'
    outer = '<c:lvl><c:pt idx="0"><c:v>2025</c:v></c:pt></c:lvl>'
    levels = f'<c:ptCount val="2"/>{inner}{outer}'
    cells = f"<c:multiLvlStrRef><c:multiLvlStrCache>{levels}</c:multiLvlStrCache></c:multiLvlStrRef>"
    part = chart(
        f"<c:ser><c:tx><c:v>Muối</c:v></c:tx><c:cat>{cells}</c:cat><c:val>{cache('num', ['1', '2'])}</c:val></c:ser>"
    )
    assert "| 2025 – Quý I | 1 |\n| 2025 – Quý II | 2 |" in text_of(brought_in(tmp_path, part))


def test_days_are_days(tmp_path: Path) -> None:
    cells = cache("num", ["37261", "37262"], "m/d/yyyy")
    part = chart(
        f"<c:ser><c:tx><c:v>Muối</c:v></c:tx><c:cat>{cells}</c:cat><c:val>{cache('num', ['1', '2'])}</c:val></c:ser>"
    )
    assert "| 5/1/2002 | 1 |\n| 6/1/2002 | 2 |" in text_of(brought_in(tmp_path, part))


def test_chart_among_words_stands_below_them(tmp_path: Path) -> None:
    result = brought_in(tmp_path, chart(series("Muối", ["1", "2"])), para("Trước ", drawn(), " sau."))
    assert text_of(result).startswith("Đầu.\n\nTrước sau.\n\n::: table Muối\n")
    assert [("chart", TABLE)] == told(result)


@pytest.mark.parametrize(
    "files",
    [
        {"word/charts/chart1.xml": chart()},
        {"word/charts/chart1.xml": chart(series("Muối", []))},
        {"word/charts/chart1.xml": chart(series("Muối", ["1"] * (MOST_ROWS + 1)))},
        {"word/charts/chart1.xml": chart(series("Muối", ["1", "2"]) * MOST_COLUMNS)},
        {"word/charts/chart1.xml": chart(series("M", ["1"])).replace(b'ptCount val="1"', b'ptCount val="999999999"')},
        {"word/charts/other.xml": b""},
        {"word/charts/chart1.xml": b"<c:chartSpace"},
    ],
    ids=["empty", "without values", "long", "wide", "a false count", "missing", "broken"],
)
def test_chart_whose_values_make_no_table_is_told(tmp_path: Path, files: Mapping[str, bytes]) -> None:
    result = brought_in(tmp_path, b"", files=files)
    assert "Đầu.\n\nCuối." == text_of(result)
    assert ("chart", "it has no form in the source: put a picture there") in told(result)
