"""Say to machines what a web page is: JSON-LD in the words of Schema.org, Open Graph, its addresses.

Sources: Schema.org (NewsArticle, Book, Chapter, PublicationIssue); The Open Graph protocol; RFC 6596 (canonical); HTML,
4.6.7.1 (alternate and hreflang).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from publish.base.records import dataclass
from publish.layout import page_values
from publish.outputs.epub.accessibility import describe_access
from publish.outputs.epub.package import Screens
from publish.publication import model
from publish.publication.web_settings import Web
from publish.publication.words import words

_SHOWN_AS = {"Book": "book", "NewsArticle": "article", "Chapter": "article"}
"""What things of Schema.org are in the words of Open Graph."""

_DATED = ("article",)
"""Types of Open Graph that have days of publication and change."""

_LONGEST = 200
"""Characters of a description that is made of the first paragraph."""

_TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip"}


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a web page is.

    Attributes:
        path: Path of the page in the folder of the outputs, by which its address is known.
        title: Title of the page.
        article: The article on it, or the whole publication as one; None for a page with neither.
        type: What that is in the words of Schema.org.
    """

    path: str
    title: str
    article: model.Article | None
    type: str


def address(base: str, path: str) -> str:
    """Return the address of a page; the first page of a folder has that of the folder."""
    return f"{base}{path.removesuffix('index.html')}"


def find_addresses(web: Web, path: str, language: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the address of a page, empty where none is known, and all languages of it with their addresses."""
    own = address(web.address, path) if web.address else ""
    others = [(tag, address(base, path)) for tag, base in sorted(web.alternates.items()) if tag != language]
    return own, [(language, own), *others] if own and others else others


def describe(article: model.Article) -> str:
    """Return what an article says of itself in one or two sentences: its summary, deck or first paragraph."""
    if said := article.summary or model.plain_text(article.deck).strip():
        return said
    first = next((block for block in article.children if isinstance(block, model.Paragraph)), None)
    text = " ".join(model.plain_text(first.children).split()) if first else ""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(' ')[0].rstrip(' ,;:–')}…"


def open_graph(page: PageFacts, screens: Screens, own: str, picture: str) -> Iterator[tuple[str, str]]:
    """Yield properties of Open Graph and their values.

    Args:
        page: The page.
        screens: The publication.
        own: Address of the page; empty where it is not known.
        picture: Address of a picture that stands for it; empty where there is none.
    """
    article, language = page.article or screens.whole, screens.whole.language
    shown = _SHOWN_AS.get(page.type, "website")
    yield "og:type", shown
    yield "og:title", page.title
    if said := describe(article) if page.article else "":
        yield "og:description", said
    if screens.project.title and screens.project.title != page.title:
        yield "og:site_name", screens.project.title
    known = words(language, "web")["locale"]
    if "-" in language or known.startswith(f"{language}_"):
        yield "og:locale", language.replace("-", "_") if "-" in language else known
    if own:
        yield "og:url", own
    if picture:
        yield "og:image", picture
    days = {"published_time": article.published, "modified_time": article.updated}
    for name, day in days.items() if shown in _DATED else ():
        if day:
            yield f"{shown}:{name}", day.isoformat()


def json_ld(
    page: PageFacts, screens: Screens, own: str, picture: str, beside: Mapping[str, int], whole: PageFacts
) -> str:
    """Return what a page is as JSON-LD that is safe inside a ``script`` element; empty for a page with no article.

    Args:
        page: The page.
        screens: The publication.
        own: Address of the page; empty where it is not known.
        picture: Address of a picture that stands for it; empty where there is none.
        beside: Bytes of the files that it links to, by name.
        whole: The page of the whole publication, which may be this one.
    """
    if page.article is None:
        return ""
    facts = _facts(page, screens, own, picture)
    if page is whole:
        facts |= _whole(screens, beside)
    else:
        part = {"@type": whole.type, "name": whole.title}
        base = screens.project.web.address
        facts["isPartOf"] = part | ({"url": address(base, whole.path)} if base else {})
    return write_json({"@context": "https://schema.org", "@type": page.type, **facts})


def write_json(value: Any) -> str:
    """Return a value as JSON that may stand in a ``script`` element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _facts(page: PageFacts, screens: Screens, own: str, picture: str) -> dict[str, Any]:
    article, project = page.article, screens.project
    assert article, "a page with none has no facts"
    names = project.creators if article is screens.whole and project.creators else (page_values.authors(article),)
    people = [{"@type": "Person", "name": name} for name in names if name]
    facts = {
        "headline" if page.type == "NewsArticle" else "name": page.title,
        "description": describe(article),
        "inLanguage": article.language,
        "datePublished": article.published.isoformat() if article.published else "",
        "dateModified": article.updated.isoformat() if article.updated else "",
        "author": people[0] if len(people) == 1 else people,
        "publisher": {"@type": "Organization", "name": project.publisher} if project.publisher else None,
        "keywords": list(article.subjects),
        "dateline": model.plain_text(article.dateline).strip(),
        "copyrightNotice": model.plain_text(article.rights).strip() or project.rights,
        "image": picture,
        "url": own,
        "mainEntityOfPage": own,
    }
    return {key: value for key, value in facts.items() if value}


def _whole(screens: Screens, beside: Mapping[str, int]) -> dict[str, Any]:
    """Return what is known of the publication as a whole."""
    project, base = screens.project, screens.project.web.address
    facts: dict[str, Any] = {"identifier": screens.identifier}
    if screens.identifier.startswith("urn:isbn:"):
        facts["isbn"] = screens.identifier.removeprefix("urn:isbn:")
    if screens.number:
        facts["issueNumber"] = screens.number
    if project.title and screens.types[0] != "Book":
        facts["isPartOf"] = {"@type": "Periodical", "name": project.title}
    access: dict[str, Any] = {}
    for name, value in describe_access(screens.whole, [picture.media_type for picture in screens.pictures]):
        if name.startswith("schema:"):
            access.setdefault(name.removeprefix("schema:"), []).append(value)
    facts |= {name: found[0] if len(found) == 1 else found for name, found in access.items()}
    files = [
        {
            "@type": "MediaObject",
            "name": name,
            "encodingFormat": _TYPES[name.rpartition(".")[2]],
            "contentSize": f"{size} B",
            **({"contentUrl": f"{base}{name}"} if base else {}),
        }
        for name, size in beside.items()
    ]
    return facts | ({"encoding": files} if files else {})
