"""Citations and the list of works: names, reading of files that are not trusted, styles, links, and what is wrong."""

from __future__ import annotations

import importlib.util
import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.base.diagnostics import EngineError, Position, StyleError
from publish.base.extras import install_extra
from publish.editing import bibliography
from publish.editing.bibliography import Cited, cite, read_works
from publish.editing.bibliography.names import csl_name, whole_name
from publish.editing.bibliography.rendering import work_id
from publish.editing.bibliography.work import Work
from publish.publication import model
from publish.publication.assets.folders import bundled
from publish.reader.reading import read_article

AT = Position(Path("publish.toml"), 3, 1)
STYLE = bundled("styles") / "bibliography" / "viet-nam.csl"
BIB = """\
@string{vh = "Nxb. Văn học"}
@book{chau1987,
  author = {Nguyễn Minh Châu},
  title = {Dấu chân người lính},
  publisher = vh, address = {Hà Nội}, year = 1987
}
@article{tran2005,
  author = {Trần, Đức Thảo and B{\\`u}i V\\u{a}n Nam S{\\ohorn}n},
  title = "Chợ phiên {Lạng Sơn} \\& hội xuân 100%",
  journal = {Tạp chí Dân tộc học}, volume = 3, number = 2, pages = {12--34}, year = 2005,
  url = {https://example.vn/bai%20viet_1}
}
@book{knuth1984, author = {Donald E. Knuth}, title = {Typesetting}, publisher = {Addison-Wesley}, year = 1984}
@misc{anh2010, author = {{Bộ Văn hóa, Thể thao}}, title = {Thông tư}, year = 2010}
"""


def article(tmp_path: Path, text: str, name: str = "bai") -> model.Article:
    path = tmp_path / f"{name}.md"
    path.write_text(f"---\nheadline: Tin\npublished: 2026-01-01\n---\n\n{text}\n", encoding="utf-8")
    reading = read_article(path)
    assert [] == [d.message for d in reading.diagnostics]
    assert reading.article
    return reading.article


def run(tmp_path: Path, text: str, bib: str | None = BIB, *, complete: bool = False, style: Path = STYLE) -> Cited:
    file = None
    if bib is not None:
        file = tmp_path / ("works.json" if bib.startswith("[") else "works.bib")
        file.write_text(bib, encoding="utf-8")
    return cite([article(tmp_path, text)], [""], file, AT, style, together=False, complete=complete)


def words(cited: Cited) -> str:
    (paragraph, *_) = cited.articles[0].children
    assert isinstance(paragraph, model.Paragraph)
    return model.plain_text(paragraph.children)


def lines(cited: Cited) -> list[str]:
    works = cited.lists[0]
    assert works, [d.message for d in cited.diagnostics]
    return [model.plain_text(line) for line in model.lines(works)]


def findings(cited: Cited) -> list[str]:
    places = ((d.position.file.name, d.position.line, d.position.column, d.rule) for d in cited.diagnostics)
    return [f"{file}:{line}:{column} {rule}" for file, line, column, rule in places]


# Citations


def test_author_and_year_stand_in_the_text(tmp_path: Path) -> None:
    assert "Theo (Nguyễn Minh Châu 1987, tr. 12–15)." == words(run(tmp_path, "Theo [@chau1987, tr. 12-15]."))


@pytest.mark.parametrize(
    ("locator", "printed"),
    [("12", "tr. 12"), ("trang 12", "tr. 12"), ("chương 3", "ch. 3"), ("tập 2", "tập 2"), ("lời tựa", "lời tựa")],
)
def test_a_locator_is_printed_in_the_words_of_the_style(tmp_path: Path, locator: str, printed: str) -> None:
    assert f"(Nguyễn Minh Châu 1987, {printed})" == words(run(tmp_path, f"[@chau1987, {locator}]"))


def test_several_works_are_cited_at_once(tmp_path: Path) -> None:
    assert "(Knuth 1984; Nguyễn Minh Châu 1987, tr. 3)" == words(run(tmp_path, "[@chau1987, tr. 3; @knuth1984]"))


def test_vietnamese_authors_are_joined_by_a_word(tmp_path: Path) -> None:
    assert "(Trần Đức Thảo và Bùi Văn Nam Sơn 2005)" == words(run(tmp_path, "[@tran2005]"))


def test_what_looks_like_a_citation_and_is_none_stays_text(tmp_path: Path) -> None:
    for text in ("[@ a]", "[@]", "[a@b.vn]", "[@a, 1; b]"):
        assert text == words(run(tmp_path, text, None))


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    assert "@a" == words(run(tmp_path, "[@a](https://a.vn)", None))


def test_works_of_one_year_are_told_apart(tmp_path: Path) -> None:
    more = BIB + "@book{chau1987b, author = {Nguyễn Minh Châu}, title = {Cỏ lau}, year = 1987}\n"
    cited = run(tmp_path, "[@chau1987] [@chau1987b]", more)
    assert "(Nguyễn Minh Châu 1987b) (Nguyễn Minh Châu 1987a)" == words(cited)
    assert ["Nguyễn Minh Châu (1987a), Cỏ lau.", "Nguyễn Minh Châu (1987b), Dấu châ"] == [x[:33] for x in lines(cited)]


def test_citation_and_line_lead_to_each_other(tmp_path: Path) -> None:
    cited = run(tmp_path, "[@chau1987]^[Xem [@chau1987].]")
    links = [node.target for node in model.walk(cited.articles[0]) if isinstance(node, model.Link)]
    names = [node.id for node in model.walk(cited.articles[0]) if isinstance(node, model.Span)]
    back = [node.target for node in model.walk(cited.lists[0]) if isinstance(node, model.Link)]
    assert (["#ref-chau1987"] * 2, ["cite-1", "cite-2"], ["#cite-1"]) == (links, names, back)


def test_chapters_share_one_list(tmp_path: Path) -> None:
    file = tmp_path / "works.bib"
    file.write_text(BIB, encoding="utf-8")
    two = [article(tmp_path, "[@knuth1984]", "a"), article(tmp_path, "[@chau1987; @knuth1984]", "b")]
    cited = cite(two, ["publish:a", "publish:b", "publish:w"], file, AT, STYLE, together=True, complete=False)
    targets = [node.target for node in model.walk(cited.articles) if isinstance(node, model.Link)]
    assert ["publish:w#ref-knuth1984", "publish:w#ref-knuth1984", "publish:w#ref-chau1987"] == targets
    back = [node.target for node in model.walk(cited.lists) if isinstance(node, model.Link)]
    assert ["publish:a#cite-1", "publish:b#cite-1"] == back


def test_the_list_is_sorted_by_the_alphabet_and_complete(tmp_path: Path) -> None:
    assert [
        "Bộ Văn hóa, Thể thao (2010), Thông tư.",
        "Knuth, Donald E. (1984), Typesetting, Addison-Wesley.",
        "Nguyễn Minh Châu (1987), Dấu chân người lính, Nxb. Văn học, Hà Nội.",
        "Trần Đức Thảo và Bùi Văn Nam Sơn (2005), “Chợ phiên Lạng Sơn & hội xuân 100%”, Tạp chí Dân tộc học, 3 (2), "
        "tr. 12–34, https://example.vn/bai%20viet_1.",
    ] == lines(run(tmp_path, "[@tran2005; @knuth1984; @chau1987; @anh2010]"))


def test_addresses_in_the_list_are_links(tmp_path: Path) -> None:
    links = [n.target for n in model.walk(run(tmp_path, "[@tran2005]").lists) if isinstance(n, model.Link)]
    assert ["#cite-1", "https://example.vn/bai%20viet_1"] == links


def test_ids_are_plain_and_different() -> None:
    keys = ["chau1987", "đại-việt", "đại-viêt", "a:b", "a+b", "a-b"]
    assert len(keys) == len({work_id(key) for key in keys})
    assert all(work_id(key).isascii() and ":" not in work_id(key) for key in keys)


# Names


@pytest.mark.parametrize(
    ("family", "given", "whole"),
    [
        ("Nguyễn", "Minh Châu", "Nguyễn Minh Châu"),
        ("Nguyễn Minh Châu", "", "Nguyễn Minh Châu"),
        ("Đỗ", "Anh", "Đỗ Anh"),
        ("Lê", "Peter", ""),
        ("Knuth", "Donald E.", ""),
        ("Mai", "Thomas", ""),
        ("Bộ Văn hóa", "", ""),
    ],
)
def test_vietnamese_names_are_known(family: str, given: str, whole: str) -> None:
    assert whole == whole_name(family, given)


def test_names_of_others_keep_their_parts() -> None:
    assert {"family": "Knuth", "given": "Donald"} == csl_name({"family": "Knuth", "given": "Donald"})
    assert {"family": "Vụ Báo chí"} == csl_name({"literal": "Vụ Báo chí"})


# CSL JSON and other styles


def test_csl_json_is_read(tmp_path: Path) -> None:
    work = {
        "id": "a",
        "type": "book",
        "title": "Sách",
        "author": [{"family": "Lê", "given": "Văn Tám"}, {"literal": "UBND tỉnh"}],
        "issued": {"date-parts": [["2001"]]},
        "custom": {"x": 1},
    }
    assert ["Lê Văn Tám và UBND tỉnh (2001), Sách."] == lines(run(tmp_path, "[@a]", json.dumps([work])))


NUMBERED = """\
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>n</title><id>n</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="[" suffix="]" delimiter=", "><text variable="citation-number"/></layout></citation>
  <bibliography><layout suffix="."><text variable="citation-number" suffix=". "/>
    <text variable="title" font-weight="bold"/></layout></bibliography>
</style>
"""


def test_a_style_may_number_the_works(tmp_path: Path) -> None:
    style = tmp_path / "n.csl"
    style.write_text(NUMBERED, encoding="utf-8")
    cited = run(tmp_path, "[@tran2005] [@chau1987; @tran2005]", style=style)
    assert "[1] [1, 2]" == words(cited)
    assert ["1. Chợ phiên Lạng Sơn & hội xuân 100%.", "2. Dấu chân người lính."] == lines(cited)


def test_the_words_of_other_styles_are_vietnamese(tmp_path: Path) -> None:
    style = Path(str(importlib.util.find_spec("citeproc").origin)).parent / "data/styles/harvard-cite-them-right.csl"  # type: ignore[union-attr]
    cited = run(tmp_path, "[@tran2005, tr. 3]", style=style)
    assert "(Trần Đức Thảo và Bùi Văn Nam Sơn, 2005, tr. 3)" == words(cited)
    assert "tr. 12–34. Có tại: https://" in lines(cited)[0]


@pytest.mark.parametrize("text", ["", "<style/>", "<a", '<!DOCTYPE s [<!ENTITY a "b">]><style/>', "x" * 1_000_001])
def test_a_style_that_is_none_is_an_error(tmp_path: Path, text: str) -> None:
    style = tmp_path / "n.csl"
    style.write_text(text, encoding="utf-8")
    with pytest.raises(StyleError) as caught:
        run(tmp_path, "[@chau1987]", style=style)
    assert ["citation-style"] == [d.rule for d in caught.value.diagnostics]


# Findings


def test_an_unknown_key_is_told_with_a_guess(tmp_path: Path) -> None:
    cited = run(tmp_path, "Theo [@chau1987; @knuth1948].")
    assert ["bai.md:6:18 unknown-work"] == findings(cited)
    assert "did you mean @knuth1984?" == cited.diagnostics[0].hint


def test_a_work_that_no_one_cites_is_a_warning_once_all_is_read(tmp_path: Path) -> None:
    cited = run(tmp_path, "[@tran2005; @knuth1984; @anh2010]", complete=True)
    assert ["works.bib:2:1 unused-work"] == findings(cited)
    assert [] == findings(run(tmp_path, "[@tran2005]"))


def test_a_key_that_is_given_twice_is_an_error(tmp_path: Path) -> None:
    assert ["works.bib:15:1 duplicate-work"] == findings(
        run(tmp_path, "[@chau1987]", BIB + "@misc{chau1987, title={X}}")
    )
    double = json.dumps([{"id": "a"}, {"id": "a"}], indent=0)
    assert ["works.json:6:1 duplicate-work"] == findings(run(tmp_path, "[@a]", double))


def test_a_citation_needs_a_file(tmp_path: Path) -> None:
    assert ["bai.md:6:3 no-bibliography"] == findings(run(tmp_path, "A [@b].", None))


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "works.bib").write_text("", encoding="utf-8")
    _, found = read_works(tmp_path / "work.bib", AT)
    assert [(AT, "missing-bibliography", "did you mean works.bib?")] == [(d.position, d.rule, d.hint) for d in found]


def test_a_file_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "works.bib"
    file.write_bytes("@misc{a,\n title={chợ}}".encode("cp1258", "ignore") + b"\xff")
    _, found = read_works(file, AT)
    assert [(2, "not-utf8")] == [(d.position.line, d.rule) for d in found]


def test_a_file_that_is_too_large_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "works.bib"
    file.write_bytes(b"%" * (bibliography.LARGEST + 1))
    assert ["bibliography-syntax"] == [d.rule for d in read_works(file, AT)[1]]


def test_broken_entries_are_told_with_their_lines(tmp_path: Path) -> None:
    broken = "@misc{a, title={A}}\n\n@book{b, title = {B\n\n@misc{c, title={C}}\n@book{d title={D}}\n"
    assert ["works.bib:3:1 bibliography-syntax", "works.bib:6:1 bibliography-syntax"] == findings(
        run(tmp_path, "[@a]", broken)
    )


def test_latex_that_is_not_read_is_a_warning(tmp_path: Path) -> None:
    cited = run(tmp_path, "[@a]", "@misc{a, title = {The {\\TeX}book \\emph{on} \\strange{} Tr{\\ha} \\dj\\'{e}m}}")
    assert ["works.bib:1:1 bibliography-command"] == findings(cited)[:1]
    assert "The TeXbook on" in lines(cited)[0]


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "a", "issued": {"date-parts": [[2001, 13]]}}]',
        '[{"id": "a",}]',
        '[{"title": "x"}]',
        '[{"id": "a", "author": 3}]',
        "[1]",
        "[" * 99_999,
    ],
)
def test_broken_json_is_an_error(tmp_path: Path, text: str) -> None:
    assert ["bibliography-syntax"] == [d.rule for d in run(tmp_path, "[@a]", text).diagnostics]


@pytest.mark.parametrize(
    "text", ["@a{" * 200_000, "@a{b,c={" + "{" * 400_000, "@book{a,\n" + "x={y},\n" * 100_000, "{}\n" * 300_000]
)
def test_garbage_takes_no_endless_time(tmp_path: Path, text: str) -> None:
    file = tmp_path / "works.bib"
    file.write_text(text, encoding="utf-8")
    start = time.process_time()
    read_works(file, AT)
    assert time.process_time() - start < 10


PIECES = [
    "@book{",
    "@string{",
    "a",
    ",",
    "title",
    "=",
    "{",
    "}",
    '"',
    "\\",
    "#",
    "\n",
    " and ",
    "author",
    "Nguyễn",
    "%",
    "1",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
def test_no_bibtex_makes_it_fail(tmp_path: Path, text: str) -> None:
    file = tmp_path / "works.bib"
    file.write_text(text, encoding="utf-8")
    works, found = read_works(file, AT)
    assert all(isinstance(work, Work) for work in works)
    assert all(1 <= d.position.line <= text.count("\n") + 1 for d in found)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["family", "date-parts", "x"]), inner),
    max_leaves=6,
)


@given(
    st.lists(st.dictionaries(st.sampled_from(["id", "type", "title", "author", "issued", "page"]), VALUES), max_size=4)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
def test_no_json_makes_it_fail(tmp_path: Path, items: list[object]) -> None:
    file = tmp_path / "works.json"
    file.write_text(json.dumps(items), encoding="utf-8")
    works, _ = read_works(file, AT)
    for work in works:
        key = work.key.strip()
        if key.isalnum() and key.isascii():
            cite([article(tmp_path, f"[@{key}]")], [""], file, AT, STYLE, together=False, complete=False)


def test_without_the_extra_the_error_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "citeproc" else find(name))
    with pytest.raises(EngineError) as caught:
        run(tmp_path, "[@chau1987]")
    assert install_extra("bibliography") in caught.value.diagnostics[0].hint
