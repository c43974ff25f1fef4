"""Set articles in the columns of a bulletin: pictures in whole lines of the grid, names that hold in a whole issue."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from publish.kinds.bulletin.grid import LINE_MM
from publish.layout import xhtml
from publish.layout.paper import Paper
from publish.publication import model
from publish.publication.assets.images import measure_picture
from publish.publication.publication import SCHEME

LEAST_ACROSS = 1.2
"""A picture that opens an article may span the columns if it is this much wider than high, or if its author says so."""

_LEAST_LINES = 3
_TAG = re.compile(r"<[a-z][^<>]*>")
_NAME = re.compile(r' (id|href)="(#?)([^"]*)"')


class Columns(Paper):
    """How the nodes of an article look in columns."""

    def __init__(
        self,
        article: model.Article,
        draft: bool,
        column_mm: float,
        across_mm: float = 0.0,
        elsewhere: Mapping[str, str] | None = None,
        taller: int = 0,
    ) -> None:
        """Start with what is known of the page.

        Args:
            article: The article, or the piece of it that is set here.
            draft: Whether a missing photograph leaves its place open.
            column_mm: Width of a column.
            across_mm: Width of a picture that opens the article; 0 if it is as wide as a column.
            elsewhere: Folio of each named place that is in the other piece of the article.
            taller: By how many lines the picture that opens the article is higher; less than 0 if it is lower.
        """
        super().__init__(article, draft)
        self.column_mm, self.across_mm, self.elsewhere = column_mm, across_mm, elsewhere or {}
        self.taller = taller
        self.first = article.children[0] if article.children else None

    def picture(self, figure: model.Figure) -> str:
        """Return the picture, its height in whole lines; what that leaves no room for is cut off at its edges."""
        if not figure.file:
            return super().picture(figure)
        across = self.is_across(figure)
        lines = self.lines(figure) + (self.taller if figure is self.first else 0)
        style = f"height: calc({lines} * var(--line))"
        class_ = "across" if across else None
        return f"<img{xhtml.attribute_list(class_=class_, src=figure.file.as_uri(), alt=figure.alt, style=style)}/>"

    def lines(self, figure: model.Figure) -> int:
        """Return how many lines of the grid a picture is high."""
        assert figure.file
        size = measure_picture(figure.file)
        height_mm = (self.across_mm if self.is_across(figure) else self.column_mm) * size.height / size.width
        return max(_LEAST_LINES, round(height_mm / LINE_MM))

    def page_reference(self, node: model.PageReference, renderer: xhtml.Renderer) -> str:
        """Return a link with its folio, which the engine cannot count where the place is in another fragment."""
        folio = self.elsewhere.get(node.target.removeprefix("#"))
        if folio is None:
            return super().page_reference(node, renderer)
        return xhtml.element("a", f"{renderer.inlines(node.children)}\N{NO-BREAK SPACE}{folio}", href=node.target)

    def is_across(self, block: model.Block) -> bool:
        """Tell whether a block is a picture that opens the article and spans columns."""
        if not isinstance(block, model.Figure) or block is not self.first or not block.file or not self.across_mm:
            return False
        if block.span:
            return block.span > 1
        size = measure_picture(block.file)
        return size.width >= LEAST_ACROSS * size.height


def name_apart(html: str, article: str, elsewhere: Container[str], other: str) -> str:
    """Return the XHTML of an article with its ids and links under its own name, since many articles share a page.

    Args:
        html: The XHTML.
        article: Name of the article.
        elsewhere: Names that are in the other piece of it.
        other: Name of the fragment that has that piece.
    """

    def rename(match: re.Match[str]) -> str:
        kind, sign, name = match.groups()
        if kind == "href" and not sign:
            return match[0]
        if sign and name in elsewhere:
            return f' href="{SCHEME}{other}#{article}.{name}"'
        return f' {kind}="{sign}{article}.{name}"'

    return _TAG.sub(lambda tag: _NAME.sub(rename, tag[0]), html)
