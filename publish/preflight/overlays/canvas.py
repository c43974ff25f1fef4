"""A drawing over a page, in millimetres from the upper left corner of the trim, as SVG, and what it is asked for."""

from __future__ import annotations

import base64
from html import escape

from publish.base.records import dataclass
from publish.publication.assets.printers import Printer

_STYLE = """
text { font: 600 2.4px system-ui, sans-serif; }
line, path, rect { fill: none; stroke-width: .25; }
.grid { stroke: #0aa; stroke-opacity: .75; stroke-width: .12; }
.off { stroke: #d11; stroke-width: .3; }
.column { stroke: #80c; fill: #80c; fill-opacity: .06; }
.loose { stroke: #c70; fill: #c70; fill-opacity: .22; }
.wrong { stroke: #d11; fill: #d11; fill-opacity: .3; }
.right { stroke: #080; fill: #080; fill-opacity: .12; }
.way { stroke: #06c; stroke-width: .35; marker-end: url(#tip); }
.block { stroke: #06c; stroke-opacity: .5; }
.label { fill: #fff; }
"""
_TIP = (
    '<marker id="tip" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="5" markerHeight="5" orient="auto">'
    '<path d="M0 0 6 3 0 6z" style="fill:#06c;stroke:none"/></marker>'
)
FACTOR = 2.0
"""How much wider than in the font spaces may be, unless somebody says it."""

COLOURS = {"wrong": "#b00", "loose": "#a50", "right": "#060", "way": "#06c"}
"""What labels stand on, by what they say."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What is shown of a page, in millimetres.

    Attributes:
        width, height: Of all that is shown.
        left, top: The upper left corner of the trim within it.
        trim_width, trim_height: Of the trim.
    """

    width: float
    height: float
    left: float
    top: float
    trim_width: float
    trim_height: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be seen.

    Attributes:
        printer: Who prints the pages; None where only the screen twin is looked at.
        factor: From which on spaces are too wide, times their width in the font.
        ink: Which ink: a letter of CMYK, or the name of a spot colour.
        grey: Whether an ink is shown in grey, else in its colour.
    """

    printer: Printer | None = None
    factor: float = FACTOR
    ink: str = "K"
    grey: bool = False


class Canvas:
    """A drawing that grows."""

    def __init__(self, sheet: PageFrame) -> None:
        """Begin with nothing."""
        self.sheet = sheet
        self._parts: list[str] = []

    def line(self, kind: str, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a line."""
        self._parts.append(f'<line class="{kind}" x1="{x0:.2f}" y1="{y0:.2f}" x2="{x1:.2f}" y2="{y1:.2f}"/>')

    def box(self, kind: str, x: float, y: float, width: float, height: float) -> None:
        """Draw a box."""
        sides = f'width="{max(0.0, width):.2f}" height="{max(0.0, height):.2f}"'
        self._parts.append(f'<rect class="{kind}" x="{x:.2f}" y="{y:.2f}" {sides}/>')

    def label(self, kind: str, x: float, y: float, text: str) -> None:
        """Write a few letters on a ground that they can be read on, whatever is below."""
        width, sheet = 1.2 + 1.6 * len(text), self.sheet
        x = min(max(x, -sheet.left), sheet.width - sheet.left - width)
        y = min(max(y, -sheet.top), sheet.height - sheet.top - 3.2)
        ground = f'style="stroke:none;fill:{COLOURS[kind]}"'
        self._parts.append(f'<rect {ground} rx=".6" x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="3.2"/>')
        middle = f'x="{x + width / 2:.2f}" y="{y + 2.45:.2f}" text-anchor="middle"'
        self._parts.append(f'<text class="label" {middle}>{escape(text)}</text>')

    def picture(self, png: bytes, x: float, y: float, width: float, height: float) -> None:
        """Put a picture into a box."""
        data = base64.b64encode(png).decode()
        place = f'x="{x:.3f}" y="{y:.3f}" width="{width:.3f}" height="{height:.3f}" preserveAspectRatio="none"'
        self._parts.append(f'<image {place} href="data:image/png;base64,{data}"/>')

    def write(self) -> bytes:
        """Return the drawing."""
        sheet = self.sheet
        view = f"{-sheet.left:.3f} {-sheet.top:.3f} {sheet.width:.3f} {sheet.height:.3f}"
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" preserveAspectRatio="none">'
        return f"{head}<style>{_STYLE}</style>{_TIP}{''.join(self._parts)}</svg>".encode()
