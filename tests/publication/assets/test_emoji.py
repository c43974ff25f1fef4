"""Emoji of several characters are one sign each, and a font has one for them or has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.publication.assets.dropped_fonts import emoji_face, emoji_faces
from publish.publication.assets.emoji import SEQUENCE, letters, unset_sequences
from publish.publication.assets.folders import find_assets
from tests.support.fonts import draw_font

SET = [
    "👨\u200d👩\u200d👧",
    "🇻🇳",
    "1\ufe0f\u20e3",
    "❤\ufe0f",
    "🏴\u200d☠\ufe0f",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
]
UNSET = {
    "👍🏽": "an emoji that is printed without its skin tone: 👍🏽",
    "🇽🇽": "an emoji that is printed in its parts: 🇽🇽",
    "😀\u200d😀": "an emoji that is printed in its parts: 😀\u200d😀",
}


@pytest.mark.parametrize("emoji", [*SET, *UNSET])
def test_emoji_of_several_characters_is_found_as_a_whole(emoji: str) -> None:
    assert [emoji] == SEQUENCE.findall(f"Chữ {emoji} và 1, 2 (#) cho 😀, đ.")


@pytest.mark.parametrize("emoji", SET)
def test_emoji_is_set_as_one_sign(emoji: str) -> None:
    assert [] == list(unset_sequences(f"Chữ {emoji}", emoji_face().path))


@pytest.mark.parametrize(("emoji", "message"), UNSET.items())
def test_emoji_that_the_font_has_no_sign_for_is_found(emoji: str, message: str) -> None:
    assert [(4, emoji, message)] == list(unset_sequences(f"Chữ {emoji}", emoji_face().path))


def test_letters_of_emoji_are_what_they_are_made_of() -> None:
    assert "" == letters("Chữ số 1 và 2.")
    assert "😀" == letters("Vui 1 😀.")
    assert {*"1#", "\ufe0f", "\u20e3"} == set(letters("Phím 1\ufe0f\u20e3 hay #."))


def test_font_of_emoji_in_the_project_goes_first(tmp_path: Path) -> None:
    draw_font(tmp_path / "fonts" / "a.ttf", "漢")
    draw_font(tmp_path / "fonts" / "b.ttf", "😀")
    assert ["b.ttf", "NotoEmoji_400Regular.ttf"] == [face.path.name for face in emoji_faces(find_assets(tmp_path))]
