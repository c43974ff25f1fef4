"""The search of a site: what it looks through, and what it finds."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from lxml import etree

from publish.outputs.html.markup import passages
from publish.outputs.html.search import make_index
from tests.support.folders import ROOT
from tests.support.programs import need

PAGES: list[Any] = [
    ["muoi.html", "Tờ giấy gói muối", [["", "", "Muối bán ở chợ."], ["gia", "Giá cả", "Một cân hòa với nước."]]],
    ["cho.html", "Chợ phiên", [["", "", "Phiên chợ họp ở bãi. Đường xuống chợ dài mười cây số."]]],
    ["ma.html", "Ma và mã", [["", "", "Con ma, con mã, con má; mả ở đâu."]]],
]


def find(*questions: str, pages: list[Any] = PAGES) -> list[list[str]]:
    need("node")
    script = (
        f"import {{ search }} from {json.dumps((ROOT / 'styles/html/search.js').as_uri())};"
        f"const pages = {json.dumps(pages)}, asked = {json.dumps(questions)};"
        "console.log(JSON.stringify(asked.map((one) => search(pages, one).map((found) =>"
        " found.address + (found.inside ? '|' + found.body.slice(found.inside.start, found.inside.end) : '')))));"
    )
    result = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    found: list[list[str]] = json.loads(result.stdout)
    return found


def test_without_accents_every_accent_is_found_and_with_them_only_those() -> None:
    plain, accented, capital = find("muoi", "muối", "MUỐI")
    assert ["muoi.html|Muối", "cho.html|mười"] == plain
    assert ["muoi.html|Muối"] == accented == capital
    assert [["ma.html|ma, con"], ["ma.html|mã"], ["ma.html|mả"]] == find("ma con", "mã", "mả")


def test_d_with_a_stroke_is_found_by_d() -> None:
    assert [["cho.html|Đường"]] * 2 == find("duong", "đường")


def test_the_place_of_a_tone_mark_makes_no_difference() -> None:
    assert [["muoi.html#gia|hòa"]] * 3 == find("hoà", "hòa", "hoa")


def test_words_side_by_side_come_first() -> None:
    assert ["cho.html|Phiên chợ"] == find("phiên chợ")[0]
    pages = [["a.html", "A", [["", "", "Chợ ở đây, phiên ở kia."]]], ["b.html", "B", [["", "", "Một phiên chợ."]]]]
    assert [["b.html|phiên chợ", "a.html|phiên"]] == find("phiên chợ", pages=pages)


def test_the_last_word_may_still_be_being_written() -> None:
    assert [["cho.html|xuống"], []] == find("xuo", "xuo dai")


def test_nothing_is_found_for_nothing() -> None:
    assert [[], [], []] == find("", " – ", "không có")


def passage(text: str) -> list[Any]:
    return [(one.place, one.title, one.text) for one in passages(etree.fromstring(text))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<body><header><h1>Tít</h1></header><p>Một.</p><p>Hai.</p></body>", [("", "", "Một. Hai.")]),
        ('<body><p>Một.</p><h2 id="b">B <em>c</em></h2><p>Hai.</p></body>', [("", "", "Một."), ("b", "B c", "Hai.")]),
        (
            '<body><p>Một<sup><a role="doc-noteref">1</a></sup> hai<span role="doc-pagebreak" title="2"/>.</p></body>',
            [("", "", "Một hai.")],
        ),
        ("<body><table><tr><td>a</td><td>b</td></tr></table></body>", [("", "", "a b")]),
    ],
)
def test_passages_are_the_text_below_each_heading(body: str, expected: list[Any]) -> None:
    assert expected == passage(body)


def test_the_index_leaves_out_what_says_nothing() -> None:
    body = etree.fromstring('<body><h2 id="b">B</h2><p>Hai.</p></body>')
    assert [["a.html", "A", [["b", "B", "Hai."]]]] == make_index([("a.html", "A", body)])
