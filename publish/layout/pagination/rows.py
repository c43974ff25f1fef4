"""What is replaced in the engine for the grid and for level feet (:mod:`publish.layout.engine.replacements`)."""

from __future__ import annotations

from publish.base.messages import say
from publish.layout.engine.installation import Row
from publish.layout.pagination import grid, spreads

_INLINE = "weasyprint.layout.inline"

PAGINATION = (
    Row(
        names=("weasyprint.layout.block:_in_flow_layout", f"{_INLINE}:get_next_linebox"),
        make=grid.text_on_grid,
        does="begins blocks on the baseline grid where a style asks for it, and sets lines as high as whole ones of it",
        why="the engine knows no grid: of 50 pages of a book 16 had lines beside it",
        upstream="no; block-step-size of CSS Rhythmic Sizing would do some of it, and no engine has it",
        without=say("lines of facing pages do not stand level"),
        relies=(
            *("weasyprint.layout.block:block_level_layout", "weasyprint.layout.block:block_container_layout"),
            *(
                "weasyprint.layout.block:_linebox_layout",
                "weasyprint.text.line_break:strut",
                f"{_INLINE}:iter_line_boxes",
            ),
        ),
        after=(f"{_INLINE}:get_next_linebox",),
    ),
    Row(
        names=(
            *("weasyprint.layout.page:remake_page", "weasyprint.layout.page:block_level_layout"),
            f"{_INLINE}:get_next_linebox",
        ),
        make=spreads.level_pages,
        does="makes pages so that those that face each other end on one line, where a style asks for it",
        why="the engine ends a page where the next line must not stand alone: of 75 spreads of a book 17 ended unlike",
        upstream="no; the engine knows no spreads",
        without=say("facing pages end at different heights"),
        relies=(
            *("weasyprint.layout.page:make_page", "weasyprint.layout:layout_document"),
            *("weasyprint.layout:LayoutContext.__init__", "weasyprint.layout.block:_linebox_layout"),
        ),
        needs=("weasyprint.layout.block:_in_flow_layout",),
        after=(f"{_INLINE}:get_next_linebox", "weasyprint.layout.block:iter_line_boxes"),
    ),
)
"""The rows of pagination."""
