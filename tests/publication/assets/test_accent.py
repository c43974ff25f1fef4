"""The accent of a publication: one colour, on the screen and in ink."""

from __future__ import annotations

import pytest

from publish.publication.assets.accent import read_accent


@pytest.mark.parametrize(
    ("text", "screen", "press", "white"),
    [
        ("#ffffff", "#ffffff", "device-cmyk(0 0 0 0)", False),
        ("cmyk 20 100 100 15", "#ad0000", "device-cmyk(0.2 1 1 0.15)", True),
        ("#004080", "#004080", "device-cmyk(1 0.5 0 0.498)", True),
        ("cmyk 0 10 90 0", "#ffe619", "device-cmyk(0 0.1 0.9 0)", False),
    ],
)
def test_colours_for_screen_and_press(text: str, screen: str, press: str, white: bool) -> None:
    accent = read_accent(text)
    assert (accent.screen, accent.press, accent.takes_white) == (screen, press, white)


@pytest.mark.parametrize("text", ["red", "#fff", "cmyk 90 90 90 90", "cmyk 120 0 0 0", "cmyk 1 2 3"])
def test_a_colour_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_accent(text)
