"""Turn colours into the inks of a press: through its ICC profile, neutral ones into black alone.

Conversions are relative colorimetric with black point compensation (ICC.1:2010, and Adobe's paper on compensation,
which Little CMS follows). A neutral colour is printed in black ink alone, so that no plate can be out of register
with another; its tint is the one that looks as dark beside the darkest black ink as the colour beside black.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from PIL import Image, ImageCms

from publish.layout.code import COLOURS
from publish.publication.assets.folders import bundled

Ink = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black from 0 to 1."""

PRESS_PROFILE, SCREEN_PROFILE = "ISOcoated_v2_300_bas.icc", "sRGB2014.icc"
BLACK: Ink = (0.0, 0.0, 0.0, 1.0)

_CODE = frozenset(tuple(bytes.fromhex(colour[1:])) for colour in COLOURS.values())
"""Colours of code, which a press prints in black."""

_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION
_FEW = _FLAGS | ImageCms.Flags.NOOPTIMIZE  # a table for many pixels takes longer than a few colours without it
_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC


class Inks:
    """The inks of a printing condition.

    Attributes:
        limit: The most ink of all colours in one spot, 3.0 for 300 per cent.
    """

    def __init__(self, profile: Path, srgb: Path, limit: float) -> None:
        """Read the profiles of the press and of the screen.

        Args:
            profile: Profile of the press, in CMYK.
            srgb: Profile of colours that name none.
            limit: The most ink of all colours in one spot, 3.0 for 300 per cent.
        """
        self.limit = limit
        self._press = ImageCms.ImageCmsProfile(str(profile))
        self._screen = ImageCms.ImageCmsProfile(str(srgb))
        self._known: dict[tuple[int, int, int], Ink] = {}

    def rgb(self, red: float, green: float, blue: float) -> Ink:
        """Return the inks for a colour of sRGB, each part of it from 0 to 1."""
        r, g, b = (min(255, max(0, round(part * 255))) for part in (red, green, blue))
        if r == g == b:
            return 0.0, 0.0, 0.0, self._tints[r]
        if (r, g, b) in _CODE:
            return BLACK
        found = self._known.get((r, g, b))
        if found is None:
            found = self._known[r, g, b] = self._pixel(self._from_colour, Image.new("RGB", (1, 1), (r, g, b)))
        return found

    def gray(self, gray: float) -> Ink:
        """Return the inks for a neutral colour, 0 for black."""
        return self.rgb(gray, gray, gray)

    def lab(self, lightness: float, a: float, b: float) -> Ink:
        """Return the inks for a colour of CIE L*a*b* (D50)."""
        level = min(255, max(0, round(lightness * 2.55)))
        if max(abs(a), abs(b)) < 1:
            return 0.0, 0.0, 0.0, self._tint_of(lightness)
        sides = [min(255, max(0, round(part) + 128)) for part in (a, b)]
        return self._pixel(self._from_lab, Image.new("LAB", (1, 1), (level, *sides)))

    def picture(self, image: Image.Image) -> Image.Image:
        """Return a picture in the inks, by the profile that it carries, nowhere above the limit."""
        image = _plain(image)
        if image.mode == "CMYK":
            return self.hold(image)
        own = image.info.get("icc_profile")
        transform = self._from_profile(own) if own and image.mode == "RGB" else self._from_rgb
        converted = _apply(transform, image.convert("RGB"))
        return self.hold(converted)

    def hold(self, image: Image.Image, limit: float = 0.0) -> Image.Image:
        """Return a picture in CMYK with so little of the three colours that no spot has more ink than the limit."""
        limit = limit or self.limit
        if most_ink(image) <= limit:
            return image
        from PIL import ImageMath

        bands = dict(zip("cmyk", image.split(), strict=True))

        def hold_band(name: str) -> Image.Image:
            def formula(of: Any) -> Any:
                room = of["max"](limit * 255 - of["float"](of["k"]), 0)
                colours = of["max"](of["float"](of["c"]) + of["m"] + of["y"], 1)
                return of["convert"](of["min"](of[name] * room / colours, of[name]), "L")

            return cast("Image.Image", ImageMath.lambda_eval(formula, **bands))

        return Image.merge("CMYK", (*map(hold_band, "cmy"), bands["k"]))

    def _pixel(self, transform: Any, pixel: Image.Image) -> Ink:
        converted = _apply(transform, pixel)
        inks = [part / 255 for part in converted.getpixel((0, 0))]  # type: ignore[union-attr]
        over, colours = sum(inks) - self.limit, sum(inks[:3])
        if over > 0 and colours:
            inks[:3] = [part * max(0.0, 1 - over / colours) for part in inks[:3]]
        return inks[0], inks[1], inks[2], inks[3]

    @functools.cached_property
    def _from_rgb(self) -> Any:
        return ImageCms.buildTransform(self._screen, self._press, "RGB", "CMYK", _INTENT, _FLAGS)

    @functools.cached_property
    def _from_colour(self) -> Any:
        return ImageCms.buildTransform(self._screen, self._press, "RGB", "CMYK", _INTENT, _FEW)

    @functools.cached_property
    def _from_lab(self) -> Any:
        lab = ImageCms.createProfile("LAB")
        return ImageCms.buildTransform(lab, self._press, "LAB", "CMYK", _INTENT, _FEW)

    def _from_profile(self, content: bytes) -> Any:
        """Return the way from the profile of a picture; a profile that is none is passed over."""
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(content))
            return ImageCms.buildTransform(own, self._press, "RGB", "CMYK", _INTENT, _FLAGS)
        except (OSError, ImageCms.PyCMSError):
            return self._from_rgb

    @functools.cached_property
    def _lightnesses(self) -> Sequence[float]:
        """Lightness of each tint of black from 0 to 255, 100 for paper and 0 for the full ink."""
        ramp = Image.new("CMYK", (256, 1))
        ramp.putdata([(0, 0, 0, tint) for tint in range(256)])
        lab = ImageCms.createProfile("LAB")
        transform = ImageCms.buildTransform(self._press, lab, "CMYK", "LAB", _INTENT, _FEW)
        converted = _apply(transform, ramp)
        levels = [level / 2.55 for level in converted.getchannel(0).tobytes()]
        paper, full = levels[0], levels[-1]
        return [100 * (level - full) / (paper - full) for level in levels]

    def _tint_of(self, lightness: float) -> float:
        """Return the tint of black, from 0 to 1, that is as light."""
        if lightness <= 0 or lightness >= 100:
            return float(lightness <= 0)
        levels = self._lightnesses
        return min(range(256), key=lambda tint: abs(levels[tint] - lightness)) / 255

    @functools.cached_property
    def _tints(self) -> Sequence[float]:
        """Tint of black for each gray of sRGB from 0 to 255."""
        ramp = Image.new("RGB", (256, 1))
        ramp.putdata([(gray, gray, gray) for gray in range(256)])
        lab = ImageCms.createProfile("LAB")
        transform = ImageCms.buildTransform(self._screen, lab, "RGB", "LAB", _INTENT, _FEW)
        converted = _apply(transform, ramp)
        return [self._tint_of(level / 2.55) for level in converted.getchannel(0).tobytes()]


def _apply(transform: Any, image: Image.Image) -> Image.Image:
    """Return a picture transformed; Pillow's own way writes the whole profile into each, 8 ms for a single colour."""
    converted = Image.new(transform.output_mode, image.size)
    transform.transform.apply(image.getim(), converted.getim())
    return converted


def most_ink(image: Image.Image) -> float:
    """Return the most ink that a spot of a picture in CMYK has, 3.0 for 300 per cent."""
    from PIL import ImageMath

    bands = dict(zip("cmyk", image.split(), strict=True))
    total = ImageMath.lambda_eval(
        lambda of: of["convert"](of["c"] + of["m"] + of["y"] + of["k"], "I"),
        **bands,
    )
    return float(total.getextrema()[1]) / 255


@functools.lru_cache(maxsize=4)
def find_inks(profile: Path, srgb: Path, limit: float) -> Inks:
    """Return the inks of a printing condition, the tables of which are made once."""
    return Inks(profile, srgb, limit)


def for_screen(image: Image.Image) -> Image.Image:
    """Return a picture in inks as one in sRGB, by the profile that it carries, else by that of the press we know."""
    return _apply(_to_screen(image.info.get("icc_profile")), image)


def _to_screen(own: bytes | None) -> Any:
    """Return the way from the inks of a picture to sRGB; a profile that is none is passed over."""
    profiles = bundled("styles") / "profiles"
    screen = ImageCms.ImageCmsProfile(str(profiles / SCREEN_PROFILE))
    try:
        press = ImageCms.ImageCmsProfile(io.BytesIO(own) if own else str(profiles / PRESS_PROFILE))
        return ImageCms.buildTransform(press, screen, "CMYK", "RGB", _INTENT, _FLAGS)
    except (OSError, ImageCms.PyCMSError):
        return _to_screen(None)


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture in gray, RGB or CMYK, its profile kept; its alpha is looked after elsewhere."""
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    info = image.info
    plain = image.convert("L" if image.mode in ("1", "LA", "I", "I;16", "F") else "RGB")
    plain.info = info
    return plain
