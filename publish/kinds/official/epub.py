"""The plain form of an official document for screens: an article with numbers in its text.

What is arranged in two columns on paper stands one below the other here, in the order in which it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from publish.base.diagnostics import Position
from publish.kinds.article.epub import OnePage, dated, find_places, show
from publish.kinds.official.document import OfficialDocument, read_document
from publish.kinds.official.markup import ON_LINES, held
from publish.kinds.official.printing import annex_note, compose, facts_around
from publish.kinds.official.signature_images import place_images
from publish.kinds.official.structure import Annex, BodyPart
from publish.layout import engine
from publish.outputs.commission import Commission
from publish.outputs.epub.package import Screens
from publish.outputs.pdf.printed import Printed
from publish.publication import model

LAYOUT = "official/epub.html"
"""The layout of an official document on a screen."""

_SHARE = 25.0
"""Width of the image of a signature or a seal, in percent of the text."""

_TYPES = ("DigitalDocument", "DigitalDocument")
_CLASSES = {"order": "order", "clause": "clause", "point": "point", "dash": "point"}
"""The class of paragraphs, by their role."""


def screens(asked: Commission, printed: Printed) -> Screens:
    """Return an official document for the screen.

    Args:
        asked: The document.
        printed: The printed pages, whose places are marked.

    Raises:
        StyleError, AssetError: For what is wrong in a layout, a stylesheet, a font or a picture.
        EngineError: If Pango is not installed.
    """
    article = dated(asked)
    document = read_document(article)
    main, annexes = plain_parts(document.body.parts), plain_annexes(document)
    pairs = [*main, *annexes]
    images = [placed.icon for placed in place_images(document.signature, article)]
    autographs = [
        model.Figure(image.file, image.name, image.alt, (), (), None, image.position, width=_SHARE) for image in images
    ]
    texts: dict[str, Sequence[model.Block]] = {
        "body": [block for block, _ in main],
        "autographs": autographs,
        "annexes": [block for block, _ in annexes],
    }
    classes = {id(block): name for block, name in pairs if name}
    plain = replace(article, children=tuple(block for block, _ in pairs))
    page = OnePage(LAYOUT, texts, facts_around(document), classes, _TYPES)

    def composed() -> tuple[str, Sequence[engine.StyleSheet]]:
        return compose(article, asked.project, asked.assets, draft=asked.draft)

    return show(asked, plain, lambda: find_places(asked, article, printed, composed), page)


Shown = list[tuple[model.Block, str]]
"""Blocks, each with the class that its paragraph has; empty for none."""


def plain_parts(parts: Iterable[BodyPart]) -> Shown:
    """Return parts of a body as ordinary blocks that begin with their numbers."""
    return [(_plain(part), _CLASSES.get(part.role, "")) for part in parts]


def plain_annexes(document: OfficialDocument) -> Shown:
    """Return the annexes of a document, each with a heading and the line that names its document."""
    return [pair for annex in document.body.annexes for pair in _annex(annex, document)]


def _annex(annex: Annex, document: OfficialDocument) -> Shown:
    heading, at = annex.block, annex.block.position
    assert isinstance(heading, model.Heading), "an annex begins with a heading"
    shown: Shown = [(replace(heading, children=_on_lines(annex.number, annex.title, heading)), "")]
    for text in annex_note(document):
        shown.append((model.Paragraph(None, (model.Emphasis((model.Text(text, at),), at),), at), "issued-with"))
    return shown + plain_parts(annex.parts)


def _plain(part: BodyPart) -> model.Block:
    block, at = part.block, part.block.position
    if part.role == "block":
        return block
    if isinstance(block, model.Heading):
        split = part.role in ON_LINES
        return replace(block, children=(_on_lines if split else _in_line)(part.number, part.children, block))
    assert isinstance(block, model.Paragraph), "a part with text is a heading or a paragraph"
    if part.role == "basis":
        return replace(block, children=(model.Emphasis(part.children, at),))
    if part.role == "order":
        return replace(block, children=(model.Strong(part.children, at),))
    if part.role == "run_in":
        return replace(block, children=(model.Strong((model.Text(held(part.number), at),), at), *_after(part, at)))
    return replace(block, children=_in_line(part.number, part.children, block))


def _after(part: BodyPart, at: Position) -> tuple[model.Inline, ...]:
    return (model.Text(" ", at), *part.children)


def _in_line(number: str, children: tuple[model.Inline, ...], block: model.Block) -> tuple[model.Inline, ...]:
    """Return a line with its number before it."""
    return (model.Text(f"{held(number)} ", block.position), *children) if number else children


def _on_lines(number: str, children: tuple[model.Inline, ...], block: model.Block) -> tuple[model.Inline, ...]:
    """Return the title of a division below its number."""
    at = block.position
    below = (model.LineBreak(at), *children) if children else ()
    return (model.Text(held(number), at), *below)
