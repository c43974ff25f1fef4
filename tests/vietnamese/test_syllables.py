"""What is a syllable, and what is not though its letters could be one."""

from __future__ import annotations

import itertools
import unicodedata

import pytest

from publish.vietnamese.letters import TONE_MARKS, VOWELS, add_tone, count_tones
from publish.vietnamese.syllables import SPELLINGS, STOPPED, is_syllable, split_syllable

FORMS = ("NFC", "NFD")


def with_two_tones(spelling: str) -> list[str]:
    """A spelling with a tone on two of its vowels, in every way, the same tone or two."""
    places = [index for index, letter in enumerate(spelling) if letter in VOWELS]
    found = []
    for (one, other), (first, second) in itertools.product(
        itertools.combinations(places, 2), itertools.product(TONE_MARKS, repeat=2)
    ):
        letters = list(spelling)
        letters[one], letters[other] = add_tone(letters[one], first), add_tone(letters[other], second)
        found.append("".join(letters))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_no_syllable_has_two_tones(form: str) -> None:
    rhymes = {rhyme: spelling for spelling, (_, rhyme) in SPELLINGS.items()}  # one spelling of each
    words = [word for spelling in rhymes.values() for word in with_two_tones(spelling)]
    assert len(words) > 2000
    assert [] == [word for word in words if is_syllable(unicodedata.normalize(form, word))]


@pytest.mark.parametrize("form", FORMS)
def test_a_syllable_has_one_tone_on_any_of_its_vowels(form: str) -> None:
    for spelling, (_, rhyme) in list(SPELLINGS.items())[::7]:
        for index in (index for index, letter in enumerate(spelling) if letter in VOWELS):
            for mark in "\u0301\u0323" if rhyme in STOPPED else TONE_MARKS:
                word = spelling[:index] + add_tone(spelling[index], mark) + spelling[index + 1 :]
                syllable = split_syllable(unicodedata.normalize(form, word))
                assert syllable and mark == syllable.tone
                assert 1 == count_tones(unicodedata.normalize(form, word))


@pytest.mark.parametrize("word", ["hòá", "HÒÁ", "hòà", "thúơng", "ngừời"])
def test_the_case_makes_no_difference(word: str) -> None:
    assert not is_syllable(word)
