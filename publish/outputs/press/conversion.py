"""How pages are printed: what their colours become, and how much ink there may be."""

from __future__ import annotations

from pathlib import Path

from publish.base.records import dataclass

OVERPRINTS = {
    f"Ink{fill:d}{stroke:d}": f"<</Type/ExtGState/op {str(fill).lower()}/OP {str(stroke).lower()}/OPM 1>>"
    for fill in (False, True)
    for stroke in (False, True)
}
"""Graphics states by name: whether what is filled, and what is stroked, overprints."""


@dataclass(frozen=True, slots=True)
class PrintingCondition:
    """How pages are printed.

    Attributes:
        profile: ICC profile of the press.
        srgb: ICC profile of colours that name none.
        limit: The most ink of all colours in one spot, 3.0 for 300 per cent.
        flat: Whether pictures may not be transparent.
        margin_mm: How much paper there is outside of the bleed.
        key: Digest of these.
    """

    profile: Path
    srgb: Path
    limit: float
    flat: bool
    margin_mm: float
    key: str
