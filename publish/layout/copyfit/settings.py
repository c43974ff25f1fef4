"""How text may be set otherwise than its style says: the settings that are tried, in their order, and their CSS."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from publish.base.records import dataclass
from publish.layout.copyfit.filling import TypeSize
from publish.publication.assets.fit_limits import FitLimits

FULL, SPREAD = "full", "spread"
"""What can be asked for beside a number of pages: as many as the text takes, or an even number."""

_LETTERS = (
    (0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    (0.5, 0.0, 0.0, 0.0, 0.0, 0.0),
    (1.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    (1.0, 0.5, 0.0, 0.5, 0.0, 0.0),
    (1.0, 0.5, 0.5, 0.5, 0.0, 0.5),
    (1.0, 0.5, 0.5, 1.0, 0.0, 1.0),
    (1.0, 1.0, 1.0, 1.0, 0.0, 1.0),
    (1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
)
"""Which part of each limit of type, pictures and measure is taken, from near the natural setting outwards."""

_PAGES = ((0, 0.0, 0.0), (1, 0.5, 0.0), (2, 1.0, 0.0), (4, 1.0, 1.0))
"""Which part of the limits of head and foot is taken with each of them, and after how many steps of the former."""


@dataclass(frozen=True, slots=True)
class FitSetting:
    """How text is set otherwise than its style says; all 0 for the natural setting.

    Attributes:
        size_percent: What is added to the size of the text.
        tracking: What is added between letters, in thousandths of an em.
        leading_percent: What is added to the height of a line.
        pictures_percent: By how much pictures are smaller.
        crosshead_lines: Lines that are added above crossheads.
        measure_percent: What is added to the width of the type area.
        head_lines: Lines by which the article begins lower on its first page.
        foot_lines: Lines that are added at the foot of the type area.
    """

    size_percent: float = 0.0
    tracking: float = 0.0
    leading_percent: float = 0.0
    pictures_percent: float = 0.0
    crosshead_lines: float = 0.0
    measure_percent: float = 0.0
    head_lines: float = 0.0
    foot_lines: float = 0.0


def list_settings(limits: FitLimits, pages: int, asked: int | str) -> Iterator[FitSetting]:
    """Yield the settings that are tried after the natural one, in their order, each once.

    Text is set tighter if it has more pages than are asked for, wider if it has fewer, and by turns both ways where
    either may do.
    """
    ways: tuple[int, ...] = (-1, 1)
    if isinstance(asked, int) and pages != asked:
        ways = (-1,) if pages > asked else (1,)
    seen = {FitSetting()}
    rungs = product(enumerate(_LETTERS), _PAGES)
    for (_, letters), (_, head, foot) in sorted(rungs, key=lambda rung: (rung[0][0] + rung[1][0], rung[1][0])):
        size, tracking, leading, pictures, crossheads, measure = letters
        for way in ways:
            setting = FitSetting(
                way * size * limits.size_percent + 0.0,  # no -0.0
                way * tracking * limits.tracking + 0.0,
                way * leading * limits.leading_percent + 0.0,
                pictures * limits.pictures_percent if way < 0 else 0.0,
                crossheads * limits.crosshead_lines if way > 0 else 0.0,
                -way * measure * limits.measure_percent + 0.0,
                head * limits.head_lines if way > 0 else 0.0,
                -way * foot * limits.foot_lines + 0.0,
            )
            if setting not in seen:
                seen.add(setting)
                yield setting


def write_style(setting: FitSetting, natural: TypeSize) -> str:
    """Return a setting as CSS, in lengths that are reckoned from those of the style."""
    line = natural.line * (1 + setting.leading_percent / 100)
    size = natural.size * (1 + setting.size_percent / 100)
    tracking = natural.tracking + setting.tracking / 1000 * size
    rules = [f".body {{ font-size: {size:.4f}px; letter-spacing: {tracking:.4f}px }}"]
    if setting.leading_percent:
        rules.append(f":root {{ --line: {line:.4f}px; line-height: var(--line) }}")
    if setting.pictures_percent:
        width = 100 - setting.pictures_percent
        rules.append(f".body:not(.plate) figure > img {{ width: {width:.4g}%; margin-left: auto; margin-right: auto }}")
    if setting.crosshead_lines:
        above = ".body :has(+ .crosshead):not(.pullquote, blockquote, pre, .listing, .verse, .table)"
        rules.append(f"{above} {{ margin-bottom: {line * (1 + setting.crosshead_lines):.4f}px }}")
    return "\n".join([*rules, *_write_margins(setting, natural)])


def _write_margins(setting: FitSetting, natural: TypeSize) -> Iterator[str]:
    """Yield the margins of rectos and versos as CSS; full-bleed pages have their own."""
    if setting.head_lines:
        yield f"@page :first {{ margin-top: {natural.head + setting.head_lines * natural.line:.4f}px }}"
    if not (setting.measure_percent or setting.foot_lines):
        return
    side = natural.width * setting.measure_percent / 200
    foot = natural.foot - setting.foot_lines * natural.line
    for name, left, right in (("right", natural.inner, natural.outer), ("left", natural.outer, natural.inner)):
        margins = f"margin-left: {left - side:.4f}px; margin-right: {right - side:.4f}px; margin-bottom: {foot:.4f}px"
        yield f"@page :{name} {{ {margins} }}"
