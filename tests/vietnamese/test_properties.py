"""What holds for every text: nothing is lost, nothing is done twice, no text takes long."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publish.vietnamese import keep_together, official_form, place_tones, prepare, repair, typeset
from publish.vietnamese.letters import MARKED
from publish.vietnamese.protection import protected_spans
from publish.vietnamese.repairs.repairs import repairs
from publish.vietnamese.typography import typography_edits

PIECES = [
    *("Điều ", "ông ", "tỉnh ", "Lạng", " Sơn", "nhiệm kỳ ", "2020", "2025", "5", "12,5", "%", "km/h", "XVI", "m2"),
    *(
        "-",
        "–",
        "—",
        " - ",
        "--",
        "...",
        "…",
        ".",
        ",",
        ";",
        ":",
        "!",
        "?",
        "(",
        ")",
        "[",
        "]",
        '"',
        "'",
        "“",
        "”",
        "’",
    ),
    *(" ", "  ", "\n", "\n\n", "\u00a0", "\u2060", "/", "x", "×", "°C", "₫", "\ufffc", "v.v", "https://a.vn/b-c..."),
    *("30/2020/NĐ-CP", "25-27/9/2020", "30/4", "0912 345 678", "Độc lập - Tự do - Hạnh phúc", "7h30", "tháng "),
    *(
        "a",
        "ă",
        "ư",
        "ê",
        "e",
        "o",
        "y",
        "d",
        "đ",
        "g",
        "n",
        "q",
        "u",
        "\u0301",
        "\u0323",
        "\u0302",
        "\u031b",
        "\u030c",
    ),
    *(
        "ǎ",
        "ð",
        "Ð",
        "а",
        "у",
        "ᴄ",
        "ν",
        "ı",
        "ɡ",
        "\u00ad",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\u0335",
        "ş",
        "ē",
        "ש",
        "漢",
        "\u3000",
    ),
]
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=24).map("".join))

FUNCTIONS = [repair, place_tones, typeset, keep_together, official_form, prepare]


@pytest.mark.parametrize("function", FUNCTIONS)
@given(texts)
def test_done_twice_it_changes_nothing_more(function: Callable[[str], str], text: str) -> None:
    once = function(text)
    assert function(once) == once


@given(texts, st.sampled_from(["tight", "spaced"]), st.sampled_from(["en", "em"]))
def test_typesetting_in_any_style_changes_nothing_more(text: str, ranges: str, dash: str) -> None:
    once = typeset(text, ranges, dash)
    assert typeset(once, ranges, dash) == once


def letters(text: str) -> str:
    """Letters and figures, the superscript figures of units as plain ones."""
    return "".join(c for c in text.replace("²", "2").replace("³", "3") if c.isalnum() and c not in "xX")


@given(texts)
@example("5m2, 14x20")
def test_typesetting_keeps_the_letters(text: str) -> None:
    assert letters(typeset(text)) == letters(text)
    assert keep_together(text).replace("\u00a0", " ").replace("\u2060", "") == text.replace("\u00a0", " ").replace(
        "\u2060", ""
    )


@given(texts)
def test_repaired_text_is_in_nfc_and_says_what_was_said(text: str) -> None:
    mended = repair(text)
    assert unicodedata.is_normalized("NFC", mended)
    assert (mended != text) == bool(list(repairs(text)))
    assert len([c for c in mended if c.isalnum()]) == len(
        [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]
    )


@given(texts)
def test_protected_spans_keep_every_byte(text: str) -> None:
    edits = list(typography_edits(text))
    for start, end in protected_spans(text):
        assert not any(edit.start < end and edit.end > start for edit in edits)


@given(st.text(alphabet=sorted(MARKED) + list("abcdeghiklmnopqrstuvxy .,:;!?"), max_size=80))
def test_repair_leaves_vietnamese_alone(text: str) -> None:
    assert repair(text) == text


FORBIDDEN = "\u2011\u00ad\u200b"


@given(texts)
def test_no_character_that_lacks_a_glyph_or_breaks_a_word(text: str) -> None:
    assert not set(prepare(text)) & set(FORBIDDEN) or set(text) & set(FORBIDDEN)


SHAPES = [
    *(
        "a",
        " ",
        '"',
        "9",
        "\u0301",
        "“",
        "-",
        "...",
        ". ",
        "1/",
        "1-",
        "a.",
        "a@",
        "A ",
        "tỉnh A ",
        "ông A",
        "– ",
        "( ",
    ),
    *(
        "ǎ",
        "а",
        "a\u0301\u0302",
        "\u00a0",
        "\u00ad",
        "0 ",
        "x5",
        "\n",
        "'a",
        '‘a"',
        "Điều 5 ",
        "a\u0301 \u0323",
        "XVI–",
        "ư",
    ),
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("function", [repair, place_tones, typeset, keep_together])
def test_time_grows_with_the_length_only(function: Callable[[str], str], shape: str) -> None:
    """A quadratic function takes a hundred times as long for ten times the text, however often it is asked.

    Processor time, and the least of several runs: a machine that is busy with other things lengthens a run at
    random, and never shortens one.
    """

    def seconds(length: int) -> float:
        text = shape * (length // len(shape))
        start = time.process_time()
        function(text)
        return time.process_time() - start

    short = max(max(seconds(10_000) for _ in range(2)), 0.0005)
    assert any(seconds(100_000) <= 40 * short for _ in range(5))
