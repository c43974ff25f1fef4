"""Know how far pages may be set otherwise than their style says: ``article/fit.toml`` and ``bulletin/fill.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from publish.base.diagnostics import Position, StyleError, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.assets.folders import Assets

FILE, FILL_FILE = "article/fit.toml", "bulletin/fill.toml"

MOST: Mapping[str, float] = {
    "size_percent": 3,
    "tracking": 15,
    "leading_percent": 4,
    "pictures_percent": 25,
    "crosshead_lines": 2,
    "measure_percent": 3,
    "head_lines": 3,
    "foot_lines": 1,
}
"""Every limit with the most that it may be: what goes further is seen."""

MOST_FILL: Mapping[str, float] = {"picture_percent": 25, "between_lines": 4, "head_lines": 1}
"""Every limit of the pages of a bulletin with the most that it may be."""


@dataclass(frozen=True, slots=True)
class FitLimits:
    """How far an article may be fitted to its pages.

    Attributes:
        size_percent: By how much the text may be larger or smaller.
        tracking: By how much letters may stand further apart or closer, in thousandths of an em.
        leading_percent: By how much lines may stand further apart or closer.
        pictures_percent: By how much pictures may be smaller.
        crosshead_lines: How many lines may be added above a crosshead.
        measure_percent: By how much the type area may be wider or narrower.
        head_lines: By how many lines an article may begin lower.
        foot_lines: How many lines a page may have more or fewer.
    """

    size_percent: float = 0.0
    tracking: float = 0.0
    leading_percent: float = 0.0
    pictures_percent: float = 0.0
    crosshead_lines: float = 0.0
    measure_percent: float = 0.0
    head_lines: float = 0.0
    foot_lines: float = 0.0


@dataclass(frozen=True, slots=True)
class FillLimits:
    """How far the pages of a bulletin may be filled to their feet.

    Attributes:
        picture_percent: By how much the picture that opens an article may be higher or lower than it is.
        between_lines: How many lines may be added between two articles.
        head_lines: How many lines may be added below the head of an article.
    """

    picture_percent: float = 0.0
    between_lines: float = 0.0
    head_lines: float = 0.0


def read_limits(assets: Assets) -> FitLimits:
    """Return the limits of the style of articles; one that is not named is 0.

    Raises:
        StyleError: If the file is not TOML, or a limit is unknown or too large.
    """
    return FitLimits(**_read(assets.style(FILE), MOST))


def read_fill_limits(assets: Assets) -> FillLimits:
    """Return the limits of the style of bulletins, as :func:`read_limits`."""
    return FillLimits(**_read(assets.style(FILL_FILE), MOST_FILL))


def _read(path: Path, known_limits: Mapping[str, float]) -> dict[str, float]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as failure:
        raise StyleError(
            error(Position(path), say("cannot be read: {reason}", reason=failure), "unreadable-style")
        ) from failure
    for name, value in values.items():
        most = known_limits.get(name)
        if most is None or type(value) not in (int, float) or not 0 <= value <= most:
            message = say("{key!r} is no limit that text is fitted within: {value!r}", key=name, value=value)
            known = ", ".join(f"{key} 0–{most:g}" for key, most in known_limits.items())
            raise StyleError(error(Position(path), message, "invalid-limit", say("known here: {known}", known=known)))
    return {name: float(value) for name, value in values.items()}
