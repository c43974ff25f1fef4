"""What stands around an article on a page: navigation, forms, heads and feet of sites, boxes that ask for cookies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from publish.importing.shaping.atoms import Atom, words_of
from publish.importing.web.census import page_words
from publish.importing.web.page import DROPPED, INVISIBLE, Element, words

_ROLES = ("navigation", "search", "contentinfo", "complementary", "dialog", "alertdialog")
_NAMES = re.compile(
    r"(?:cookies?|gdpr|consent)(?:[-_]?(?:banner|bar|box|notice|consent|popup|modal|dialog|message|overlay|wrapper"
    r"|container|law|alert|info|manager))"
    r"|breadcrumbs?|pagination|newsletter|subscribe|subscription|advert(?:isement)?|ads?[-_](?:box|slot|banner|container)"
    r"|(?:social|share|sharing)[-_]?(?:links?|buttons?|bar|box|icons?|tools?)?|sharedaddy|addthis\w*"
    r"|related[-_]?(?:posts?|articles?|news|links?|content|stories|box)|tin-?lien-?quan|box-?tin-?lien-?quan"
    r"|site-?(?:header|footer|nav(?:igation)?)|skip-?link|screen-?reader-?text|sidebar",
    re.IGNORECASE,
)
"""Names that sites give to what is no article, as classes and ids."""

_HEADS = ("h1", "h2", "h3")
_LONGEST_FORM = 60
"""Words from which on a form is the page itself, as some servers make them."""

_LARGEST_SHARE = 0.5
"""The share of the words of an element that one piece of furniture may have; else the article is in it."""


def unwrap_forms(root: Element) -> None:
    """Make plain elements of forms that have a whole page in them."""
    for form in root.xpath("//form"):
        form.tag = "div"
        if len(words(form)) <= _LONGEST_FORM:
            form.tag = "form"


def take_furniture(body: Element, *, whole: bool) -> None:
    """Take what is no article out of the element that has it.

    Args:
        body: The element with the article.
        whole: Whether that is the whole page, whose head, foot and sides are no article either.
    """
    total = len(words(body))
    for each in list(_furniture(body, whole=whole)):
        if each.getparent() is not None and len(words(each)) <= total * _LARGEST_SHARE:
            _drop(each)


def _furniture(body: Element, *, whole: bool) -> Iterator[Element]:
    for each in body.iterdescendants():
        if not isinstance(each.tag, str):
            continue
        named = [*(each.get("class") or "").split(), each.get("id") or ""]
        if (each.get("role") or "").lower() in _ROLES or any(_NAMES.fullmatch(name) for name in named):
            if next(each.iter("h1", "article", "main"), None) is None:
                yield each
        elif whole and _is_of_the_page(each) and not _inside_article(each, body):
            yield each


def _is_of_the_page(element: Element) -> bool:
    """Tell whether an element is the foot or side of a page, or a head of it that has no headline."""
    if element.tag == "header":
        return next(element.iter(*_HEADS), None) is None
    return element.tag in ("footer", "aside")


def _inside_article(element: Element, body: Element) -> bool:
    return any(
        each.tag in ("article", "main", "blockquote", "figure") for each in element.iterancestors() if each != body
    )


def take_dropped(body: Element) -> None:
    """Take navigation, forms and what is not seen out of an element; the words on both sides stay apart."""
    for each in list(body.iter(*DROPPED)):
        if each is not body:
            _drop(each)


def _drop(element: Element) -> None:
    element.tail = f" {element.tail or ''}"
    element.drop_tree()


def words_around(atoms: Iterable[Atom], article: Element) -> list[str]:
    """Return the words of a page that its article has not.

    Args:
        atoms: The words of the whole page.
        article: The element with the article, without furniture.
    """
    kept = Counter(words_of(page_words(article)))
    rest = []
    for word in (word for atom in atoms for word in atom.words):
        if kept[word] > 0:
            kept[word] -= 1
        else:
            rest.append(word)
    return rest


def dropped_words(element: Element) -> list[str]:
    """Return the words in an element that are seen, and no part of a text wherever they stand: navigation, forms."""
    found: list[str] = []
    for each in element.iter(*(DROPPED - INVISIBLE)):
        if not any(parent.tag in DROPPED for parent in each.iterancestors()):
            found += words_of(page_words(each))
    return found
