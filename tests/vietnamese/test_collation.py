"""Vietnamese lists come in the order of ICU: letters, then tones, then case."""

from __future__ import annotations

import json
import random
import subprocess
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.vietnamese import sort_key
from publish.vietnamese.letters import ALPHABET, MARKED, TONES, VOWELS, add_tone
from publish.vietnamese.syllables import SPELLINGS, is_syllable
from publish.vietnamese.tones import place_tone
from tests.support.programs import need

SORT = """
const words = JSON.parse(require("fs").readFileSync(0, "utf8"));
const order = new Intl.Collator("vi");
words.sort(order.compare);
const steps = words.map((word, place) => [word, place ? order.compare(words[place - 1], word) : 0]);
console.log(JSON.stringify({ locale: order.resolvedOptions().locale, steps }));
"""
SIGNS = [" ", "-", " - ", " – ", "/", ", ", ". ", "’", "'", '"', " (", "\u00a0", "…", "«", "“", "”", "!", "?", ":", "&"]
SIGNS += ["+", "%", "°", "№", "™", "½", "²", "₫", "$", "€", "·", "•", "§", "@", "#", "=", "×", "→", "\t", "\u200b", "_"]
NAMES = ["Nguyễn Văn An", "Nguyễn Văn Ân", "Nguyên An", "NGUYỄN VĂN AN", "Đà Nẵng", "Đắk Lắk", "Đăk Lăk", "Dak Lak"]
NAMES += ["Müller", "Muller", "Núñez", "Françoise", "Łódź", "Ærø", "Øre", "Straße", "Strasse", "Þór", "Zürich", "WTO"]


def syllables() -> list[str]:
    """Every possible syllable with every tone it may have."""
    found = []
    for spelling in SPELLINGS:
        place = next(index for index, letter in enumerate(spelling) if letter in VOWELS)
        toned = (spelling[:place] + add_tone(spelling[place], mark) + spelling[place + 1 :] for mark in TONES.values())
        found += [place_tone(word, "new") for word in toned if is_syllable(word)]
    return found


def words() -> list[str]:
    """Syllables, phrases, names, signs and numbers, always the same."""
    choice = random.Random(2020)
    known = syllables()

    def cased(word: str) -> str:
        return choice.choice([word, word, word.title(), word.upper()])

    some = [cased(word) for word in choice.sample(known, 3000)]
    some += [" ".join(cased(choice.choice(known)) for _ in range(choice.randint(2, 4))) for _ in range(2000)]
    near = choice.sample(known, 60)
    some += [
        "".join(cased(choice.choice(near)) + choice.choice(SIGNS) for _ in range(2))
        + choice.choice(["", "1", "10", "2"])
        for _ in range(2000)
    ]
    some += [f"a{sign}{letter}" for sign in SIGNS for letter in "aăáàÁ1"]
    letters = [*MARKED, *"abcdefjwz12 ñçüšøłßæœðÆØ"]
    some += ["".join(choice.choice(letters) for _ in range(choice.randint(1, 4))) for _ in range(2000)]
    return [*some, *NAMES, *(unicodedata.normalize("NFD", word) for word in some[:1000])]


def test_the_order_is_that_of_icu() -> None:
    need("node")
    run = subprocess.run(["node", "-e", SORT], input=json.dumps(words()), capture_output=True, text=True, check=True)
    sorted_by_icu = json.loads(run.stdout)
    assert "vi" == sorted_by_icu["locale"]
    for (before, _), (word, step) in pairwise(sorted_by_icu["steps"]):
        first, second = sort_key(before), sort_key(word)
        assert step == (first > second) - (first < second), (before, word)


@pytest.mark.parametrize(
    "order",
    [
        list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
        ["ma", "mà", "mả", "mã", "má", "mạ", "mã số", "mac", "mắc"],
        ["an", "An", "AN", "àn", "anh", "Ánh", "ăn", "ân"],
        ["Lê An", "Lê Văn An", "Lên An"],
        [" ", "-", ",", ".", "(", "%", "+", "₫", "1", "2", "a"],
        ["Nguyễn Văn", "Nguyễn-Văn", "Nguyễn1", "Nguyễna"],
        ["da", "dạ", "đa", "đạ", "e"],
        ["cafe", "café", "cafes"],
        ["z", "я", "中"],
    ],
)
def test_order(order: list[str]) -> None:
    mixed = random.Random(1).sample(order, len(order))
    assert order == sorted(mixed, key=sort_key)


@pytest.mark.parametrize("letter", sorted(MARKED))
def test_a_letter_has_one_key_in_every_form(letter: str) -> None:
    quality, *tone = unicodedata.normalize("NFD", letter)
    assert sort_key(letter) == sort_key(unicodedata.normalize("NFD", letter)) == sort_key(quality + "".join(tone))
    assert sort_key(letter)[0] == sort_key(letter.swapcase())[0]
    assert sort_key(letter) != sort_key(letter.swapcase())


def test_what_does_not_print_counts_for_nothing() -> None:
    assert sort_key("nghiêng") == sort_key("ng\u00adhi\u200bêng\ufeff")
    assert sort_key("") == ("", "", "") == sort_key("\u2060")


TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from(sorted(MARKED) + list(ALPHABET + " -.1")), st.characters()), max_size=20
)


@given(TEXTS)
def test_both_forms_of_unicode_have_the_same_key(text: str) -> None:
    assert sort_key(unicodedata.normalize("NFC", text)) == sort_key(unicodedata.normalize("NFD", text))


@given(st.lists(TEXTS, max_size=8))
def test_the_order_does_not_depend_on_the_order_before(texts: list[str]) -> None:
    keys = sorted(map(sort_key, texts))
    assert keys == [sort_key(text) for text in sorted(reversed(texts), key=sort_key)]


@given(st.text(alphabet=ALPHABET, max_size=9), st.text(alphabet=ALPHABET, min_size=1, max_size=9))
def test_letters_come_as_in_the_alphabet(one: str, other: str) -> None:
    assert (list(map(ALPHABET.index, one)) < list(map(ALPHABET.index, other))) == (sort_key(one) < sort_key(other))


@pytest.mark.parametrize(
    "shape", ["ệ", "e\u0302\u0323", "\u0301", "\u0301\u0323", "a\u0323\u0301\u0302", "æ", "…", "\u00ad", "中", "A b"]
)
def test_time_grows_with_the_length_only(shape: str) -> None:
    start = time.process_time()
    sort_key(shape * (100_000 // len(shape)))
    assert time.process_time() - start < 20
