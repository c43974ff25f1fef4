"""Nodes of an article on paper: what the renderer asks of its target."""

from __future__ import annotations

import math
import re
from html import escape

from publish.base.diagnostics import Position
from publish.layout import notes, xhtml
from publish.layout.code import hold_switches
from publish.layout.index_places import Placer
from publish.layout.listings.rendering import paper_code
from publish.layout.page_starts import PICTURE
from publish.layout.sources import line_of
from publish.publication import model
from publish.publication.assets.images import DRAWING, measure_picture
from publish.publication.formulas.paths import outline
from publish.publication.words import words

_LOOSE = re.compile(r"^ | $| (?= )")
_LINE, _AROUND = 1.38, 0.8
"""Height of a line of the grid, and the least room above and below a formula together, in ems."""

_WIDEST = 12
"""Width of a picture in a line of text at most, in ems."""

_LEAST_PPI = 150
"""Pixels to the inch that a picture in a line of text has at least; one of few pixels is smaller than its letters."""

_RANGE = re.compile(r"(?<=\d)–(?=\d)")


class Paper:
    """How the nodes of an article look on paper; in a draft a missing photograph leaves its place open."""

    def __init__(self, article: model.Article, draft: bool = False, around: xhtml.Surroundings | None = None) -> None:
        """Start with the article, whether this is a draft, and what is around the article."""
        self.around = around or xhtml.Surroundings()
        self.words = words(article.language)
        self.placeholder = self.words["draft"] if draft else ""
        self.placer = Placer(article)

    def text(self, text: str) -> str:
        """Return running text, escaped; a range such as 2020–2025 stays on one line.

        The engine breaks after an en dash even between figures; U+2060 WORD JOINER forbids it, is set in no font and
        leaves no trace in the text that a reader copies.
        """
        self.placer.add(text)
        return _RANGE.sub("–\N{WORD JOINER}", escape(text, quote=False))

    def code(self, text: str) -> str:
        """Return code, escaped; the engine keeps no spaces at its ends and no two in a row but those that glue.

        An option such as --force is not divided behind its hyphens.
        """
        self.placer.add(text)
        return _LOOSE.sub("\N{NO-BREAK SPACE}", hold_switches(escape(text, quote=False)))

    def listing(self, node: model.CodeBlock) -> str:
        """Return the lines of code, escaped."""
        return paper_code(node, self._escape)

    def _escape(self, text: str) -> str:
        self.placer.add(text)
        return escape(text, quote=False)

    def formula(self, node: model.Formula) -> str:
        """Return the drawing of a formula, as large as the text around it and on its baseline."""
        drawing = node.drawing
        assert drawing, "a formula that is wrong has ended the work"
        height = drawing.ascent + drawing.descent
        box = f"{drawing.left} {-drawing.ascent} {drawing.width - drawing.left} {height}"
        style = f"width: {(drawing.width - drawing.left) / 1000:g}em; vertical-align: {-drawing.descent / 1000:g}em"
        copied = {"data-text": node.line, "data-mathml": node.mathml}
        attributes = xhtml.attribute_list(class_="formula", viewBox=box, style=style, **copied)
        title = xhtml.element("title", escape(node.speech, quote=False))
        return f'<svg xmlns="http://www.w3.org/2000/svg"{attributes}>{title}{"".join(outline(drawing))}</svg>'

    def room(self, node: model.Formula) -> str:
        """Return the padding that makes whole lines of the grid of a formula, and how high its baseline is."""
        assert node.drawing, "a formula that is wrong has ended the work"
        height = (node.drawing.ascent + node.drawing.descent) / 1000
        lines = math.ceil((height + _AROUND) / _LINE)
        above, ascent = f"({lines} * var(--line) - {height:g}em) / 2", node.drawing.ascent / 1000
        return f"padding-top: calc({above}); padding-bottom: calc({above}); --baseline: calc({above} + {ascent:g}em)"

    def address(self, target: str) -> str:
        """Return the address of a link; one to another chapter is led there when the book is put together."""
        return self.around.address(target)

    def page_reference(self, node: model.PageReference, renderer: xhtml.Renderer) -> str:
        """Return a link with its folio: as it is known so far, or counted by the engine within the document."""
        words, address = renderer.inlines(node.children), self.address(node.target)
        if address.startswith("#"):
            return xhtml.element("a", words, class_="page-reference", href=address)
        folio = self.around.folio(address) or "0"
        self.placer.add(folio)
        return xhtml.element("a", f"{words}\N{NO-BREAK SPACE}{folio}", href=address)

    def note_call(self, note: model.Footnote, again: int, renderer: xhtml.Renderer) -> str:
        """Return the call of a note, and the note itself where the engine has to move it to the foot of the page.

        A note that is called again stands there once; where each page counts anew, at the foot of every page of a call.
        """
        foot, by_page = self.around.notes.place == "foot", self.around.notes.number == "page"
        with self.placer.note():
            called = notes.call(note, again, self.around)
            return called + (notes.foot_note(note, again, renderer) if foot and (by_page or not again) else "")

    def mark(self, name: str, span: model.Span) -> tuple[str, str]:
        """Return nothing, and take note of the words that come next."""
        self.placer.mark(name, span)
        return "", ""

    def picture(self, figure: model.Figure) -> str:
        """Return the picture by its address on disk, or in a draft the place of one that is missing."""
        self.placer.add(PICTURE if figure.file else self.placeholder)
        if figure.file:
            return f"<img{xhtml.attribute_list(src=figure.file.as_uri(), alt=figure.alt)}/>"
        return xhtml.element("div", self.placeholder, class_="placeholder") if self.placeholder else ""

    def icon(self, picture: model.Icon) -> str:
        """Return a picture in a line of text: an em high, lower if it has few pixels or is wide."""
        assert picture.file, "a picture that is not there has ended the work"
        self.placer.add(PICTURE)
        size = measure_picture(picture.file)
        width = f"{min(_WIDEST, size.width / size.height):.4g}em"
        style = f"width: {width if size.media_type == DRAWING else f'min({size.width / _LEAST_PPI:.4g}in, {width})'}"
        facts = {"src": picture.file.as_uri(), "alt": picture.alt, "title": picture.title or None}
        return f"<img{xhtml.attribute_list(class_='icon', style=style, **facts)}/>"

    def start(self, number: int) -> str:
        """Return the number before the first, from which the engine counts on; it reads no other attribute."""
        return f' style="counter-reset: list-item {number - 1}"'

    def marker(self, item: model.ListItem, mark: str, numbering: str) -> tuple[str, str]:
        """Return the mark for the engine to set in the margin, how it is counted, and the words for a box."""
        words = "" if item.done is None else self.words["done" if item.done else "undone"]
        style = f'list-style-type: "{mark}\N{NO-BREAK SPACE} "'
        return xhtml.attribute_list(class_=numbering, style=style, **{"data-mark": words}), ""

    def role(self, name: str) -> str:
        """Return nothing: the engine makes its tags from the elements."""
        return ""

    def place(self, position: Position) -> str:
        """Return the line of an element in its source, for what only its layout shows to be wrong."""
        return line_of(position)


class CoverPaper(Paper):
    """An article on a cover, which is a picture: nothing in it leads anywhere, and no note stands at its foot."""

    def address(self, target: str) -> str:
        """Return nothing: who clicks at a picture is led nowhere."""
        return ""

    def page_reference(self, node: model.PageReference, renderer: xhtml.Renderer) -> str:
        """Return the words of a link."""
        return renderer.inlines(node.children)

    def note_call(self, note: model.Footnote, again: int, renderer: xhtml.Renderer) -> str:
        """Return nothing: the note stands in the article."""
        return ""
