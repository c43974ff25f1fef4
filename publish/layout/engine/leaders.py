"""Set the dots that lead to a folio as one text.

The engine sets each repetition of a leader as a text of its own, from the right end of the line on, so that the dots of
all lines stand under each other. A contents of 200 entries has 7,000 of them, each shaped, painted and tagged alone,
which took more than half of its time (WeasyPrint 70). Here one text with all repetitions takes their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from publish.layout.engine.glyphs import thousandths

NEAR = 0.1
"""Pixels that one text may be painted wider or narrower than its repetitions; kerning between these makes more."""


def joined_leaders(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what joins the repetitions of each leader, unless they would stand elsewhere."""
    inline, find_leader = weasyprint.layout.inline, weasyprint.layout.leader.leader_index
    repeat, joiner = inline.handle_leader, _Joiner(weasyprint)

    def handle_leader(context: Any, line: Any, block: Any) -> None:
        repeat(context, line, block)
        _, leader = find_leader(line)
        if leader and len(leader.children) > 1 and (joined := joiner.join(context, leader.children)):
            leader.children = (joined,)

    return {"weasyprint.layout.inline:handle_leader": handle_leader}


class _Joiner:
    """Makes one text of repetitions that stand side by side."""

    def __init__(self, weasyprint: ModuleType) -> None:
        self.create_layout = weasyprint.text.line_break.create_layout
        self.ffi, self.pango = weasyprint.text.ffi.ffi, weasyprint.text.ffi.pango
        self.describe = weasyprint.text.fonts.get_pango_font_key
        self.ink, self.extents = self.ffi.new("PangoRectangle *"), self.ffi.new("PangoRectangle *")

    def join(self, context: Any, ones: Any) -> Any:
        """Return the text box of all repetitions, which ends where the last one does; None if they are not so wide."""
        joined = ones[0].copy_with_text(ones[0].text * len(ones))
        layout = self.create_layout(joined.text, joined.style, context, ones[0].pango_layout.max_width, 0)
        line, _ = layout.get_first_line()
        width, joined.width = sum(self.painted(line)), sum(one.width for one in ones)
        layout.deactivate()
        joined.pango_layout = layout
        joined.position_x = max(one.position_x + one.width for one in ones) - width
        return joined if abs(width - joined.width) < NEAR else None

    def painted(self, line: Any) -> Iterator[float]:
        """Yield how far each glyph of a line moves the next one in a PDF, where it is whole thousandths of an em."""
        run = line.runs
        while run != self.ffi.NULL:
            font, glyphs = run.data.item.analysis.font, run.data.glyphs
            _, _, size = self.describe(font)
            own: dict[int, int] = {}  # advances of the font, in thousandths of an em
            for glyph in glyphs.glyphs[0 : glyphs.num_glyphs]:
                if glyph.glyph not in own:
                    self.pango.pango_font_get_glyph_extents(font, glyph.glyph, self.ink, self.extents)
                    own[glyph.glyph] = round(thousandths(self.extents.width, size))
                advance = own[glyph.glyph]
                yield (advance - int(advance - thousandths(glyph.geometry.width, size))) * size / 1000
            run = run.next
