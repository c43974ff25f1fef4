"""How text may be set otherwise than its style says: the settings that are tried, in their order, and their CSS."""

from __future__ import annotations

from collections.abc import Iterator

from publish.base.records import dataclass
from publish.layout.copyfit.filling import TypeSize
from publish.publication.assets.fit_limits import FitLimits

FULL, SPREAD = "full", "spread"
"""What can be asked for beside a number of pages: as many as the text takes, or an even number."""

_RUNGS = (
    (0.5, 0.0, 0.0, 0.0, 0.0),
    (1.0, 0.0, 0.0, 0.0, 0.0),
    (1.0, 0.5, 0.0, 0.5, 0.0),
    (1.0, 1.0, 0.5, 1.0, 0.0),
    (1.0, 1.0, 1.0, 1.0, 1.0),
)
"""Which part of each limit is taken, from near the natural setting outwards; what is seen least goes first."""


@dataclass(frozen=True, slots=True)
class FitSetting:
    """How text is set otherwise than its style says; all 0 for the natural setting.

    Attributes:
        size_percent: What is added to the size of the text.
        tracking: What is added between letters, in thousandths of an em.
        leading_percent: What is added to the height of a line.
        pictures_percent: By how much pictures are smaller.
        crosshead_lines: Lines that are added above crossheads.
    """

    size_percent: float = 0.0
    tracking: float = 0.0
    leading_percent: float = 0.0
    pictures_percent: float = 0.0
    crosshead_lines: float = 0.0


def list_settings(limits: FitLimits, pages: int, asked: int | str) -> Iterator[FitSetting]:
    """Yield the settings that are tried after the natural one, in their order, each once.

    Text is set tighter if it has more pages than are asked for, wider if it has fewer, and by turns both ways where
    either may do.
    """
    ways: tuple[int, ...] = (-1, 1)
    if isinstance(asked, int) and pages != asked:
        ways = (-1,) if pages > asked else (1,)
    seen = {FitSetting()}
    for size, tracking, leading, pictures, crossheads in _RUNGS:
        for way in ways:
            setting = FitSetting(
                way * size * limits.size_percent + 0.0,  # no -0.0
                way * tracking * limits.tracking + 0.0,
                way * leading * limits.leading_percent + 0.0,
                pictures * limits.pictures_percent if way < 0 else 0.0,
                crossheads * limits.crosshead_lines if way > 0 else 0.0,
            )
            if setting not in seen:
                seen.add(setting)
                yield setting


def write_style(setting: FitSetting, natural: TypeSize) -> str:
    """Return a setting as CSS, in lengths that are reckoned from those of the style."""
    line, size, tracking = natural
    line *= 1 + setting.leading_percent / 100
    size *= 1 + setting.size_percent / 100
    tracking += setting.tracking / 1000 * size
    rules = [f".body {{ font-size: {size:.4f}px; letter-spacing: {tracking:.4f}px }}"]
    if setting.leading_percent:
        rules.append(f":root {{ --line: {line:.4f}px; line-height: var(--line) }}")
    if setting.pictures_percent:
        width = 100 - setting.pictures_percent
        rules.append(f".body:not(.plate) figure > img {{ width: {width:.4g}%; margin-left: auto; margin-right: auto }}")
    if setting.crosshead_lines:
        above = ".body :has(+ .crosshead):not(.pullquote, blockquote, pre, .listing, .verse, .table)"
        rules.append(f"{above} {{ margin-bottom: {line * (1 + setting.crosshead_lines):.4f}px }}")
    return "\n".join(rules)
