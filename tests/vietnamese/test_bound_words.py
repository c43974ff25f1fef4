"""Words that stay with what follows, looked up in a table: the same spaces as their patterns find."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from publish.vietnamese import nobreak
from publish.vietnamese.nobreak import nobreak_edits

LABELS = r"điều|phụ lục|tr\.|nhóm|loại"
DEGREES = r"PGS|TS|Th\.S|NSƯT"


def either(words: str) -> str:
    capitals = "|".join(word[0].upper() + word[1:] for word in words.split("|") if word[0].islower())
    return f"(?<![\\w.])(?:{words}|{capitals})"


UPPER, LOWER = nobreak._UPPER, nobreak._LOWER
PATTERNS = [
    rf"{either('ngày')}( )(?=\d)",
    rf"{either(LABELS)}( )(?=\d|[IVXLC]+\b)",
    rf"{either('phụ lục|nhóm|loại')}( )(?=[{LOWER}{UPPER}]\b(?!\.))",
    rf"{either('đồng chí|ông')}( )(?=[{UPPER}])",
    rf"(?<!\w)(?:{DEGREES})\.?( )(?=[{UPPER}])",
    rf"{either('chủ tịch|chủ tịch nước|tổng bí thư')}( )(?=(?:Hồ|Đỗ|Vi)[ \u00a0][{UPPER}][{LOWER}]*)",
]
"""What the table of the module says, as patterns: slower, and easier to read."""

words = st.sampled_from(
    [
        *("ngày", "điều", "phụ lục", "tr.", "nhóm", "loại", "đồng chí", "ông", "chủ tịch", "chủ tịch nước"),
        *("tổng bí thư", "PGS", "TS", "Th.S", "NSƯT", "Ngày", "Chủ tịch", "Đồng chí", "PGS.TS", "TS.", "ban", "…"),
        *("3", "IV", "XII", "b", "Đ", "Ba", "Hồ Chí", "Đỗ An", "Vi", "_", "²", "x"),
    ]
)
between = st.sampled_from([" ", " ", " ", " ", "\u00a0", "", ".", ", ", "-", "\n"])


@given(st.lists(st.tuples(words, between), min_size=2, max_size=12))
def test_the_table_finds_what_the_patterns_find(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + after for word, after in parts)
    found = {match.start(1) for pattern in PATTERNS for match in re.finditer(pattern, text)}
    assert found == {*nobreak._bound(text)}
    assert found <= {edit.start for edit in nobreak_edits(text)}
