"""Text is typeset through its markup, and only on its way to the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.editing import compounds
from publish.editing.typesetting import TextStyle, apply_to_pieces, typeset_article
from publish.publication import model
from publish.reader.reading import read_article
from publish.vietnamese.edits import Edit, apply_edits

HEAD = "---\nheadline: Tin\npublished: 2026-01-01\n---\n\n"


def typeset(tmp_path: Path, text: str, style: TextStyle | None = None, head: str = HEAD) -> model.Article:
    path = tmp_path / "a.md"
    path.write_text(head + text, encoding="utf-8")
    article = read_article(path).article
    assert article
    return typeset_article(article, style or TextStyle())


def texts(node: object) -> list[str]:
    """The text of each leaf, U+00A0 as ~ and U+2060 as ^."""
    leaves = [leaf.text for leaf in model.walk(node) if isinstance(leaf, model.Text | model.Code)]
    return [text.replace("\u00a0", "~").replace("\u2060", "^") for text in leaves]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('Nói: "*Được* rồi".', ["Nói: “", "Được", " rồi”."]),
        ("\"Đọc *'Kiều'*\"", ["“Đọc ", "‘Kiều’", "”"]),
        ("từ 2020-*2025* nhé", ["từ 2020–^", "2025", "~nhé"]),
        ("Điều **5** luật", ["Điều~", "5", " luật"]),
        ("Một từ [^1] và *từ [^1] nữa*.\n\n[^1]: Lời.", ["Một từ", " và ", "từ", " nữa", ".", "Lời."]),
        ("ông *Nguyễn* A", ["ông~", "Nguyễn", " A"]),
        ("chạy `a - b...` - xong...", ["chạy ", "a - b...", "~– xong…"]),
        ('nói ["ok" - 1-2...]{lang=en} "vâng"', ["nói ", '"ok" - 1-2...', " “vâng”"]),
        ('hết.\\* "A"', ["hết.", "*", " “A”"]),
        ("ngày 5[^1] tháng 6\n\n[^1]: Số 5/QĐ-UB - cũ.", ["ngày~5", " tháng~6", "Số~5/^QĐ-^UB~– cũ."]),
        ("25 m^2^ - ~~cũ...~~ x~1-2~", ["25~m", "2", "~– ", "cũ…", " x", "1-2"]),
        ('gõ <kbd>"-...</kbd> "A"', ["gõ ", '"-...', " “A”"]),
        ('<abbr title="a...">"UB"</abbr> xem https://a.vn/1-2.', ["“UB”", " xem ", "https://a.vn/1-2", "."]),
        ("dòng một -\nhai", ["dòng một~– ", "hai"]),
    ],
)
def test_a_line_is_typeset_as_a_whole(tmp_path: Path, source: str, expected: list[str]) -> None:
    assert expected == [text for text in texts(typeset(tmp_path, source)) if text != "Tin"]


def test_the_style_of_the_house(tmp_path: Path) -> None:
    article = typeset(tmp_path, "2020-2025 - A", TextStyle(ranges="spaced", dash="em"))
    assert texts(article) == ["Tin", "2020~–^~2025~— A"]


def test_other_languages_and_the_source_stay(tmp_path: Path) -> None:
    english = HEAD.replace("published", "lang: en\npublished")
    assert texts(typeset(tmp_path, 'He said "no" - 2020-2025...', head=english))[1] == 'He said "no" - 2020-2025...'
    path = tmp_path / "a.md"
    article = read_article(path).article
    assert article == read_article(path).article


def test_a_head_does_not_end_in_one_short_syllable(tmp_path: Path) -> None:
    head = HEAD.replace("Tin", "Những đại biểu đã tới")
    article = typeset(tmp_path, "## Người dân vùng cao xuống chợ\n\n## Xuống chợ\n\nNgười dân đã xuống chợ", head=head)
    assert texts(article) == [
        "Những đại biểu đã~tới",
        "Người dân vùng cao xuống~chợ",
        "Xuống chợ",
        "Người dân đã xuống chợ",
    ]


def test_compounds_stay_whole_in_display_type_only(tmp_path: Path) -> None:
    source = (
        "## Hội nghị Uỷ ban hôm nay\n\nHội nghị Uỷ ban.\n\n| Hội nghị | nông nghiệp |\n|---|---|\n| kinh tế | 2020 |"
    )
    found = texts(typeset(tmp_path, source, TextStyle(glue=compounds.glue)))
    assert found == ["Tin", "Hội~nghị Uỷ~ban hôm~nay", "Hội nghị Uỷ ban.", "Hội~nghị", "nông~nghiệp", "kinh~tế", "2020"]


@given(st.text(alphabet="aá \u00a0\u2060-.“Đ\ufffc", max_size=30))
def test_glue_changes_spaces_only(text: str) -> None:
    glued = compounds.glue(text)
    assert len(glued) == len(text)
    assert glued.replace("\u00a0", " ") == text.replace("\u00a0", " ")


@given(st.lists(st.text(max_size=5), min_size=1, max_size=6), st.data())
def test_changes_of_the_whole_are_shared_out_to_its_pieces(pieces: list[str], data: st.DataObject) -> None:
    length = len("".join(pieces))
    cuts = sorted(data.draw(st.sets(st.integers(0, length), max_size=6)))
    edits = [
        Edit("", start, end, data.draw(st.text(max_size=3))) for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    made = apply_to_pieces(pieces, edits)
    assert len(made) == len(pieces)
    assert "".join(made) == apply_edits("".join(pieces), edits)


def test_metadata_has_plain_spaces(tmp_path: Path) -> None:
    article = typeset(tmp_path, "x", head=HEAD.replace("Tin", "Tỉnh Lạng Sơn 2020-2025"))
    assert texts(article)[0] == "Tỉnh~Lạng~Sơn 2020–^2025"
    assert model.plain_text(article.headline[0]) == "Tỉnh Lạng Sơn 2020–2025"
