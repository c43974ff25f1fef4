"""Make the web page of a publication: one file with all in it for an article, else a small site."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from publish.layout import page_values
from publish.outputs.commission import Workers
from publish.outputs.epub.container import Resource
from publish.outputs.epub.package import COVER, COVER_IMAGE, NAV, NCX, ScreenPage, Screens
from publish.outputs.html import markup
from publish.outputs.html.fonts import make_style
from publish.outputs.html.metadata import PageFacts, address, describe, find_addresses, json_ld, open_graph, write_json
from publish.outputs.html.search import SCRIPT, make_index
from publish.publication.assets import rasters
from publish.publication.assets.jinja import fill_layout
from publish.publication.words import words

INDEX, SEARCH, STYLE = "index.html", "search.html", "style.css"
"""Names in a site."""

_STYLE_TOKEN, _POLICY_TOKEN = "/*publish:style*/", "publish:policy"
_TERMS = "text/index.xhtml"
_FIRST = ("title.xhtml", NAV)
_INLINE = re.compile(r'<(style)>(.*?)</style>|<(script) type="module">(.*?)</script>', re.DOTALL)


def make(screens: Screens, workers: Workers, file_name: str, beside: Mapping[str, int]) -> bytes | dict[str, bytes]:
    """Return an article as one page with all in it, or a publication of several pages as the files of a site.

    Args:
        screens: The pages of the publication.
        workers: Who cuts down its fonts and draws its cover.
        file_name: Name of the page of an article.
        beside: Bytes of each file that it links to, by name.

    Raises:
        StyleError, AssetError: For what is wrong in a layout, a stylesheet, a font or a picture.
    """
    read = [document for document in screens.documents if document.address not in (COVER, NAV, NCX)]
    if len(read) == 1:
        return _OnePage(screens, workers, file_name, beside, read).make()
    return _Site(screens, workers, file_name, beside, read).make()


class _Pages:
    """Pages of a publication, changed for the web."""

    def __init__(
        self, screens: Screens, workers: Workers, file_name: str, beside: Mapping[str, int], read: list[ScreenPage]
    ) -> None:
        self.screens, self.workers, self.beside, self.read = screens, workers, beside, read
        self.stem = file_name.rpartition(".")[0]
        self.language = screens.whole.language
        self.words = {**words(self.language), **words(self.language, "web")}
        self.pictures = {picture.name: picture for picture in screens.pictures}
        self.paths = self.name_pages()
        self.classes: dict[str, str] = {}
        sizes = {picture.name: size for picture in screens.pictures if (size := _measure(picture))}
        self.bodies, self.titles = {}, {}
        for document in screens.documents:
            if document.address not in (COVER, NCX):
                self.titles[document.address], body = markup.read_screen(document.text)
                folder = posixpath.dirname(document.address)
                own = {posixpath.relpath(name, folder or "."): size for name, size in sizes.items()}
                changes = markup.MarkupChanges(
                    lambda target, at=document.address: self.find(at, target),  # type: ignore[misc]
                    own,
                    self.classes,
                    self.words["wide_table"],
                    self.words["page"],
                )
                markup.change(body, changes)
                self.bodies[document.address] = body

    def name_pages(self) -> dict[str, str]:
        """Return the path of each page by its address in the screens."""
        raise NotImplementedError

    def picture(self, picture: Resource) -> str:
        """Return the address of a picture."""
        raise NotImplementedError

    def find(self, at: str, target: str) -> str:
        """Return the address that a link or a picture of a page has on the web."""
        name, mark, place = target.partition("#")
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(at), name)) if name else at
        if whole in self.pictures:
            return self.picture(self.pictures[whole])
        if whole not in self.paths or re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
            return target
        page = "" if self.paths[whole] == self.paths[at] else self.paths[whole]
        return f"{page}{mark}{place}" or f"{self.paths[whole]}"

    def navigation(self, kind: str) -> markup.Element | None:
        """Return the list of a navigation: ``toc``, ``loi``, ``lot``, ``page-list``."""
        found = markup.find_typed(self.bodies[NAV], kind)
        return None if found is None else found.find("ol")

    def page_list(self) -> list[dict[str, str]]:
        """Return label and address of each printed page."""
        found = self.navigation("page-list")
        links = [] if found is None else found.iter("a")
        return [{"label": markup.plain(link), "href": link.get("href")} for link in links]

    def downloads(self, folder: str) -> list[dict[str, str]]:
        """Return kind, size and address of each file beside it."""
        return [
            {"label": name.rpartition(".")[2].upper(), "size": _size(size, self.language), "href": f"{folder}{name}"}
            for name, size in self.beside.items()
        ]

    def values(self, page: PageFacts, whole: PageFacts, picture: str = "") -> dict[str, Any]:
        """Return what the layout of every page sees."""
        project = self.screens.project
        own, alternates = find_addresses(project.web, page.path, self.language)
        article = page.article
        return {
            "language": self.language,
            "title": page.title,
            "publication": project.title,
            "publisher": project.publisher,
            "rights": project.rights,
            "description": describe(article) if article else "",
            "authors": page_values.authors(article) if article else "",
            "subjects": article.subjects if article else (),
            "canonical": own,
            "alternates": alternates,
            "open_graph": list(open_graph(page, self.screens, own, picture)),
            "json_ld": Markup(json_ld(page, self.screens, own, picture, self.beside, whole)),
            "generator": page_values.GENERATOR,
            "words": self.words,
            "policy": _POLICY_TOKEN,
            "style": Markup(_STYLE_TOKEN),
            "heading": "",
            "home": "",
            "search": "",
            "previous": None,
            "next": None,
        }

    def fill(self, layout: str, values: Mapping[str, Any]) -> str:
        """Return a layout of web pages, filled."""
        return fill_layout(self.screens.assets, f"html/{layout}", values)

    def more_style(self) -> str:
        """Return rules for what single elements ask of their style."""
        return "".join(f".{name} {{ {style} }}\n" for style, name in self.classes.items())


class _OnePage(_Pages):
    """An article, with all that it needs in one file."""

    def name_pages(self) -> dict[str, str]:
        return dict.fromkeys((self.read[0].address, NAV), f"{self.stem}.html")

    def picture(self, picture: Resource) -> str:
        return _data(picture.media_type, picture.content)

    def make(self) -> bytes:
        screens, address_ = self.screens, self.read[0].address
        title = page_values.headline_text(screens.whole)
        facts = PageFacts(self.paths[address_], title, screens.whole, screens.types[0])
        contents = self.navigation("toc")
        inner = None if contents is None else contents.find("li/ol")
        values = self.values(facts, facts) | {
            "content": Markup(markup.write_inside(self.bodies[address_])),
            "contents": Markup(markup.write_inside(inner)) if inner is not None and len(inner) > 2 else "",
            "page_list": self.page_list(),
            "downloads": self.downloads(""),
        }
        page = self.fill("article.html", values)
        style = make_style(screens.whole, screens.assets, [page], self.more_style(), self.workers.call)
        css = style.write(_data("font/woff2", font.content) for font in style.fonts)
        return _protect(page.replace(_STYLE_TOKEN, css), "").encode()


class _Site(_Pages):
    """A publication of several pages."""

    def name_pages(self) -> dict[str, str]:
        names = {document.address: _name(document.address) for document in self.read}
        return names | dict.fromkeys(_FIRST, INDEX)

    def picture(self, picture: Resource) -> str:
        return picture.name

    @property
    def covered(self) -> bool:
        """Whether the cover is shown on the first page: an issue begins with its nameplate instead."""
        return self.screens.types[0] == "Book"

    def make(self) -> dict[str, bytes]:
        screens = self.screens
        title = page_values.headline_text(screens.whole)
        whole = PageFacts(f"{self.stem}-web/{INDEX}", title, screens.whole, screens.types[0])
        pages = {INDEX: self.fill("index.html", self.first(whole))}
        read = [document for document in self.read if document.address not in _FIRST]
        for number, document in enumerate(read):
            around = self.around(read[number - 1] if number else None, *read[number + 1 : number + 2])
            pages[self.paths[document.address]] = self.fill("page.html", self.page(document, whole) | around)
        pages[SEARCH] = self.fill("search.html", self.searched(whole))
        texts = list(pages.values())
        style = make_style(screens.whole, screens.assets, texts, self.more_style(), self.workers.call)
        files = {name: _protect(page, "'self'").encode() for name, page in pages.items()}
        files[STYLE] = style.write(f"fonts/{font.name}" for font in style.fonts).encode()
        files |= {f"fonts/{font.name}": font.content for font in style.fonts}
        files |= {picture.name: picture.content for picture in screens.pictures}
        if self.covered or screens.project.web.address:
            files[COVER_IMAGE] = screens.cover()
        return files

    def first(self, whole: PageFacts) -> dict[str, Any]:
        """Return what the layout of the first page sees: title page, contents, lists."""
        base = self.screens.project.web.address
        picture = address(base, f"{self.stem}-web/{COVER_IMAGE}") if base else ""
        contents = self.navigation("toc")
        assert contents is not None, "every nav has contents"
        markup.cut_contents(contents, self.screens.project.lists.levels)
        linked = {link.get("href") for link in contents.iter("a")}
        others = [
            {"title": self.titles[document.address], "href": path}
            for document in self.read
            if (path := self.paths[document.address]) not in linked and path != INDEX
        ]
        lists = [
            {"id": kind, "title": self.words[name], "content": Markup(markup.write_inside(found))}
            for kind, name in (("loi", "figures"), ("lot", "tables"))
            if (found := self.navigation(kind)) is not None
        ]
        opening = list(self.bodies.get(_FIRST[0], ()))
        marks = [mark for mark in self.bodies[NAV].iter("span") if mark.get("role") == "doc-pagebreak"]
        return self.values(whole, whole, picture) | {
            "heading": "" if any(part.find(".//h1") is not None for part in opening) else whole.title,
            "content": Markup(markup.write(opening[:1])),
            "below": Markup(markup.write(opening[1:])),
            "marks": Markup(markup.write(marks)),
            "contents": Markup(markup.write_inside(contents)),
            "others": others,
            "lists": lists,
            "page_list": self.page_list(),
            "downloads": self.downloads("../"),
            "cover": COVER_IMAGE if self.covered else "",
            "search": SEARCH,
        }

    def page(self, document: ScreenPage, whole: PageFacts) -> dict[str, Any]:
        """Return what the layout of a page sees."""
        name = self.paths[document.address]
        article = document.article
        title = page_values.headline_text(article) if article else self.titles[document.address]
        facts = PageFacts(f"{self.stem}-web/{name}", title, article, self.screens.types[1])
        content = Markup(markup.write_inside(self.bodies[document.address]))
        around = {"home": INDEX, "search": SEARCH, "whole": whole.title}
        headed = self.bodies[document.address].find(".//h1") is not None
        return self.values(facts, whole) | around | {"content": content, "heading": "" if headed else title}

    def around(self, before: ScreenPage | None, behind: ScreenPage | None = None) -> dict[str, Any]:
        """Return the pages before and behind a page."""
        first = {"title": self.words["contents"], "href": INDEX}
        return {"previous": self.link(before) if before else first, "next": self.link(behind) if behind else None}

    def link(self, document: ScreenPage) -> dict[str, str]:
        """Return title and address of a page."""
        return {"title": self.titles[document.address], "href": self.paths[document.address]}

    def searched(self, whole: PageFacts) -> dict[str, Any]:
        """Return what the layout of the search sees."""
        facts = PageFacts(f"{self.stem}-web/{SEARCH}", self.words["search"], None, "")
        read = [document.address for document in self.read if document.address not in (*_FIRST, _TERMS)]
        index = make_index((self.paths[at], self.titles[at], self.bodies[at]) for at in read)
        script = self.screens.assets.style(SCRIPT).read_text(encoding="utf-8").rstrip("\n")
        more = {"index": Markup(write_json(index)), "script": Markup(script), "home": INDEX, "whole": whole.title}
        return self.values(facts, whole) | more


def _name(at: str) -> str:
    """Return the name of a page of a site; the index of terms makes room for the first page."""
    return "terms.html" if at == _TERMS else f"{posixpath.basename(at).removesuffix('.xhtml')}.html"


def _measure(picture: Resource) -> tuple[int, int] | None:
    """Return width and height of a picture in pixels, so that no text moves when it comes; None for a drawing."""
    if picture.media_type.endswith("+xml"):
        return None
    with rasters.open_raster(io.BytesIO(picture.content)) as image:
        return rasters.shown_size(image)


def _data(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(content).decode()}"


def _size(count: int, language: str) -> str:
    """Return a number of bytes as it is read: ``84 kB``, ``1,2 MB``."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    text = f"{count / 1_000_000:.1f} MB"
    return text if language.startswith("en") else text.replace(".", ",")


def _protect(page: str, own: str) -> str:
    """Return a page that forbids all that it does not hold: no other script runs in it, nothing comes from elsewhere.

    Args:
        page: The page.
        own: Where its files may come from beside itself; empty for nowhere.

    Source: Content Security Policy Level 3, 8.2 (hashes).
    """
    hashes: dict[str, list[str]] = {"style": [], "script": []}
    for style, css, script, code in _INLINE.findall(page):
        digest = hashlib.sha256((css if style else code).encode()).digest()
        hashes[style or script].append(f"'sha256-{b64encode(digest).decode()}'")
    rules = {
        "default-src": ["'none'"],
        "style-src": [own, *hashes["style"]],
        "script-src": hashes["script"],
        "font-src": [own or "data:"],
        "img-src": [own, "data:"],
        "base-uri": [],
        "form-action": [],
    }
    policy = "; ".join(f"{name} {' '.join(filter(None, values)) or _NOTHING}" for name, values in rules.items())
    return page.replace(_POLICY_TOKEN, policy, 1)


_NOTHING = "'none'"
