"""What no break makes fit is an error at the line of the source where it stands, in both twins."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from publish.base.diagnostics import ExitCode, Position
from publish.layout.overfull import find_overfull
from publish.layout.sources import file_of, line_of, place_of
from tests.support.paragraphs import STYLE, lay_out
from tests.support.publications import WORDS, Site

AT = Position(Path("source/a.md"))
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
KEPT = '<p data-line="7:1">Xem <span class="nobreak">một câu dài hơn cả cột mà không được ngắt</span> ở đây.</p>'


def test_a_line_that_must_not_break_is_told_at_its_block() -> None:
    document = lay_out(f"<div>{KEPT}</div>", STYLE.replace("size: 90mm", "size: 60mm"))
    (found,) = find_overfull(document, AT)
    assert "overfull-line" == found.rule
    assert Position(AT.file, 7, 1) == found.position
    assert re.fullmatch(r"a line is \d+\.\d mm wider than its column: một câu dài .*", found.message)


def test_a_line_that_fits_is_none() -> None:
    assert [] == find_overfull(lay_out(KEPT, STYLE.replace("size: 90mm", "size: 120mm")), AT)


@pytest.mark.parametrize("width", range(50, 70))
def test_the_space_at_the_end_of_a_line_of_code_hangs(width: int) -> None:
    code = (
        "<pre style='white-space: pre-wrap; font: 8pt \"JetBrains Mono\"'>"
        + "mười hai chữ cái mỗi dòng " * 9
        + "</pre>"
    )
    assert [] == find_overfull(lay_out(code, STYLE.replace("size: 90mm", f"size: {width}mm")), AT)


def test_the_place_of_an_element_is_that_of_what_is_around_it_where_it_tells_none() -> None:
    file = Path("/a b/Bài 1.md")
    told = dict(re.findall(r'(data-\w+)="([^"]*)"', file_of(Position(file, 3, 1)) + line_of(Position(file, 12, 4))))
    assert Position(file, 12, 4) == place_of(told, AT)
    assert Position(file, 1, 1) == place_of({"data-file": told["data-file"]}, AT)
    assert Position(AT.file, 12, 4) == place_of({"data-line": "12:4"}, AT)
    assert AT == place_of({}, AT)
    assert "" == line_of(AT)


EVERYWHERE = f"""{WORDS}

Xem {LONG} và *{LONG}*, `{LONG}`, ([{LONG}](https://example.com/{LONG}))[^a].

## Tựa {LONG}

- Mục {LONG}

1. Mục {LONG}

> Trích {LONG}
>
> -- {LONG}

::: box
Hộp {LONG}
:::

::: pullquote
Câu {LONG}

-- {LONG}
:::

::: verse
Thơ {LONG}
:::

::: figure
Chú thích {LONG}

-- {LONG}
:::

| Cột | {LONG} |
| --- | --- |
| Hàng | {LONG} |

[^a]: Ghi chú {LONG}
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["article", "book", "bulletin"])
@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_long_words_anywhere_are_built_for_screen_press_and_epub(site: Site, kind: str, paper: str) -> None:
    if (kind, paper) == ("bulletin", "A5"):
        pytest.skip("its columns would be too narrow")
    settings = f'contents = ["mot.md"]\n[page]\npaper = "{paper}"\nbleed = "3mm"'
    site.write(settings, {"mot": EVERYWHERE}, kind)
    result = site.run("build")
    assert ExitCode.WRITTEN == result.exit_code, result.output
    made = sorted(path for path in (site.root / "dist").glob("*.pdf") if path.read_bytes() != b"earlier")
    assert len(made) >= 2
    for path in made:
        with pypdfium2.PdfDocument(path) as document:
            found = "".join(page.get_textpage().get_text_range() for page in document)
        assert "\u200b" not in found
        assert EVERYWHERE.count(LONG) - 1 <= re.sub(r"\s", "", found).count(LONG)  # one of them is an address
