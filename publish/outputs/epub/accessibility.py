"""Say how a book can be read and by whom: the accessibility metadata, computed from what the book really has.

Source: EPUB Accessibility 1.1, 2 and 4; Schema.org Accessibility Properties for Discoverability Vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable

from publish.layout.page_values import GENERATOR
from publish.publication import model
from publish.publication.words import words

CONFORMS_TO = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
"""What a book claims when nothing in it stands against the claim."""

_ALWAYS = (
    "ARIA",
    "displayTransformability",
    "pageBreakMarkers",
    "pageNavigation",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
    "unlocked",
)
_MOVING = ("image/gif", "image/webp")


def describe_access(article: model.Article, media_types: Iterable[str]) -> list[tuple[str, str]]:
    """Return the accessibility metadata of a book as property and value, in their order.

    Args:
        article: What the book holds.
        media_types: IANA media types of the pictures, the cover not counted.
    """
    types = set(media_types)
    pictures = list(model.pictures(article))
    described = all(picture.alt.strip() for picture in pictures)
    features = [*_ALWAYS, *(["alternativeText"] if pictures and described else [])]
    sufficient = (["textual"] if described else []) + (["textual,visual"] if pictures else [])
    return [
        *(("schema:accessMode", mode) for mode in ("textual", *(["visual"] if pictures else []))),
        *(("schema:accessModeSufficient", modes) for modes in sufficient),
        *(("schema:accessibilityFeature", feature) for feature in sorted(features)),
        ("schema:accessibilityHazard", "unknown" if types.intersection(_MOVING) else "none"),
        ("schema:accessibilitySummary", _summarise(article, bool(pictures), described)),
        *([("dcterms:conformsTo", CONFORMS_TO), ("a11y:certifiedBy", GENERATOR)] if described else []),
    ]


def _summarise(article: model.Article, pictures: bool, described: bool) -> str:
    sentences = words(article.language, "access")
    chosen = ["text"]
    if pictures:
        chosen.append("pictures" if described else "undescribed")
    if article.footnotes:
        chosen.append("notes")
    return " ".join(sentences[key] for key in [*chosen, "pages"])
