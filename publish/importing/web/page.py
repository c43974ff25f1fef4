"""A page: its elements, whichever encoding it is in, what it says of itself, and the element with the article."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]  # it has no types

from publish.importing.word.xml import demand_memory
from publish.vietnamese.encodings import decode, detect_legacy

Element = Any
"""An element of lxml."""

_META = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 4096
INVISIBLE = frozenset("script style noscript template head iframe object embed canvas".split())  # noqa: SIM905
"""Elements whose words no reader sees."""

DROPPED = INVISIBLE | frozenset("svg form button select nav".split())  # noqa: SIM905
"""Elements that hold no text of an article."""

CELLS = ("td", "th")
PARTS = ("thead", "tbody", "tfoot", "tr")
"""Elements that a table is made of."""

_BODIES = (
    "//*[@itemprop='articleBody']",
    "//article",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' fck_detail ')]",
    *(
        f"//*[contains(@class, '{name}')]"
        for name in (
            *("detail-content", "detail__content", "content-detail", "singular-content"),
            *("article-body", "article__body", "the-article-body", "entry-content", "post-content"),
        )
    ),
    "//main",
    "//*[@role='main']",
)
"""Where sites have the text of an article, the surest first."""

_LEAST_WORDS = 60
_KINDS = ("Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "WebPage")


def parse_page(content: bytes) -> Element:
    """Return the outermost element of a page.

    Raises:
        ValueError: If there is nothing in it.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(_text(content).encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as failure:
        demand_memory(failure)
        raise ValueError(str(failure)) from failure


def _text(content: bytes) -> str:
    """Return a page in Unicode: by its mark, by what it says, or by how it reads."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    said = _META.search(content[:_HEAD])
    names = [said[1].decode("ascii", "replace").lower()] if said else []
    for name in ("utf-8", *names):
        try:
            return content.decode("utf-8-sig" if name.replace("_", "-") in ("utf-8", "utf8") else name)
        except (UnicodeDecodeError, LookupError):
            continue
    legacy = detect_legacy(content)
    return decode(content, legacy) if legacy and legacy != "mojibake" else content.decode("cp1252", "replace")


def as_text(root: Element) -> str:
    """Return an element as it is written, in Unicode."""
    return str(html.tostring(root, encoding="unicode", with_tail=False))


def choose_body(root: Element, selector: str = "") -> Element | None:
    """Return the element with the article: by the marks that sites have for it, else the whole body.

    Args:
        root: The page.
        selector: The element named by hand, such as ``div.detail``, ``#noi-dung``; then None if it is not there.
    """
    body = root.find("body")
    whole = root if body is None else body
    if selector:
        return next(iter(root.xpath(_path(selector))), None)
    if is_office(root):
        return whole
    for path in _BODIES:
        found = [each for each in root.xpath(path) if len(words(each)) >= _LEAST_WORDS]
        if found:
            return max(found, key=lambda each: len(words(each)))
    return whole


_SELECTOR = re.compile(r"(?P<tag>[A-Za-z][A-Za-z0-9]*)?(?:#(?P<id>[\w-]+))?(?P<classes>(?:\.[\w-]+)*)")


def is_selector(text: str) -> bool:
    """Tell whether a text names an element by its name, id and classes, as CSS does."""
    return bool(text) and _SELECTOR.fullmatch(text) is not None


def _path(selector: str) -> str:
    match = _SELECTOR.fullmatch(selector)
    assert match is not None
    path = f"//{(match['tag'] or '*').lower()}"
    if match["id"]:
        path += f"[@id='{match['id']}']"
    for name in filter(None, match["classes"].split(".")):
        path += f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    return path


def is_office(root: Element) -> bool:
    """Tell whether an office program has written a page, so that all of it is text."""
    generator = " ".join(root.xpath("//meta[translate(@name, 'G', 'g')='generator']/@content")).lower()
    classes = " ".join(root.xpath("//p/@class")[:50]).lower()
    return any(name in generator for name in ("microsoft word", "libreoffice", "openoffice")) or "mso" in classes


def words(element: Element) -> list[str]:
    """Return the words in an element, but for those in elements that are dropped."""
    return " ".join(_pieces(element)).split()


def _pieces(element: Element) -> Iterator[str]:
    stack: list[Any] = [element]
    while stack:
        here = stack.pop()
        if isinstance(here, str):
            yield here
            continue
        if not isinstance(here.tag, str) or here.tag in DROPPED:
            continue
        parts: list[Any] = [here.text or ""]
        for child in here:
            parts += [child, child.tail or ""]
        stack += reversed(parts)


def facts(root: Element) -> dict[str, str]:
    """Return what a page says of itself: ``headline``, ``title``, ``creator``, ``description``, ``published``."""
    found: dict[str, str] = {}

    def note(key: str, value: object) -> None:
        text = " ".join(str(value or "").split()) if isinstance(value, str) else ""
        if text and key not in found:
            found[key] = text

    for entry in _described(root):
        note("headline", entry.get("headline"))
        author = entry.get("author")
        author = author[0] if isinstance(author, list) and author else author
        note("creator", author.get("name") if isinstance(author, dict) else author)
        note("description", entry.get("description"))
        note("published", _day(entry.get("datePublished")))
    for key, names in (
        ("headline", ("og:title", "twitter:title")),
        ("description", ("og:description", "description")),
        ("published", ("article:published_time", "pubdate", "date")),
        ("creator", ("author", "article:author", "dc.creator")),
        ("keywords", ("keywords", "news_keywords")),
    ):
        for name in names:
            for value in root.xpath("//meta[@property=$name or @name=$name]/@content", name=name):
                note(key, _day(value) if key == "published" else value)
    note("title", "".join(root.xpath("//title[1]/text()")))
    note("language", root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    return found


def _day(said: object) -> str:
    """Return the day that a page names, as ``2020-09-26``; empty if it is none."""
    try:
        return datetime.date.fromisoformat(str(said or "")[:10]).isoformat()
    except ValueError:
        return ""


def _described(root: Element) -> Iterator[dict[str, Any]]:
    """Yield what JSON-LD says of articles."""
    for text in root.xpath("//script[@type='application/ld+json']/text()"):
        try:
            rows = json.loads(text)
        except ValueError:
            continue
        rows = rows.get("@graph", [rows]) if isinstance(rows, dict) else rows
        for row in rows if isinstance(rows, list) else ():
            kind = row.get("@type") if isinstance(row, dict) else None
            if any(each in _KINDS for each in (kind if isinstance(kind, list) else [kind])):
                yield row


def put_in_rows(table: Element) -> None:
    """Put cells of a table that stand in no row into rows, as browsers do: those that follow one another into one."""
    for part in (table, *(each for each in table if each.tag in PARTS and each.tag != "tr")):
        row = None
        for cell in list(part):
            if cell.tag not in CELLS:
                row = None
                continue
            if row is None:
                row = etree.SubElement(part, "tr")
                part.insert(part.index(cell), row)
            row.append(cell)
