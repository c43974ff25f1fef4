"""Read a colour of the house for both of its lives: light on a screen, ink on paper."""

from __future__ import annotations

import re
from typing import NamedTuple

from publish.base.messages import say


class Accent(NamedTuple):
    """The colour of a cover, in CSS: for the screen and for the press.

    Attributes:
        lightness: Relative luminance, 0 for black to 1 for white (WCAG 2.2).
    """

    screen: str
    press: str
    lightness: float

    @property
    def takes_white(self) -> bool:
        """Whether white type on it has a contrast of 4.5 : 1 at least (WCAG 2.2, 1.4.3); if not, black type has."""
        return 1.05 / (self.lightness + 0.05) >= 4.5


def read_accent(text: str) -> Accent:
    """Return the colour that ``#a11d21`` or ``cmyk 20 100 100 15`` (percent of each ink) means.

    Without a profile the other of the two is reckoned as if inks were pure; give the inks for a colour that matters.

    Raises:
        ValueError: If it is neither, or the inks are more than 300 % together.
    """
    if match := re.fullmatch(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})", text.strip()):
        light = [int(value, 16) / 255 for value in match.groups()]
        black = 1 - max(light)
        inks = [(1 - value - black) / (1 - black) if black < 1 else 0.0 for value in light] + [black]
    elif match := re.fullmatch(r"cmyk\s+(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})", text.strip()):
        inks = [int(value) / 100 for value in match.groups()]
        if max(inks) > 1 or sum(inks) > 3:
            raise ValueError(say("{text!r} is more ink than paper takes: at most 100 each and 300 together", text=text))
        light = [(1 - ink) * (1 - inks[3]) for ink in inks[:3]]
    else:
        raise ValueError(say("{text!r} is no colour; write #a11d21 or cmyk 20 100 100 15", text=text))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in light]
    lightness = sum(part * value for part, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    screen = "#" + "".join(f"{round(value * 255):02x}" for value in light)
    return Accent(screen, f"device-cmyk({' '.join(f'{ink:.3g}' for ink in inks)})", lightness)


HOUSE_RED = read_accent("#a11d21")._replace(press="device-cmyk(0.2 1 1 0.15)")
"""The red of the bundled styles, and the inks that come nearest to it."""
