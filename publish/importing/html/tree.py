"""HTML as a tree of elements, however carelessly it is written, and its inline parts as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
DEEPEST = 60
_CLOSED_BY = {
    "li": ("li",),
    "p": ("p", "div", "ul", "ol", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"),
    "td": ("td", "th", "tr", "tbody", "tfoot"),
    "th": ("td", "th", "tr", "tbody", "tfoot"),
    "tr": ("tr", "tbody", "tfoot"),
    "thead": ("tbody", "tfoot"),
    "tbody": ("tbody", "tfoot"),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "option": ("option",),
}
"""Elements that end where one of these begins, since their own end may be left out."""


@dataclass(eq=False)
class HtmlElement:
    """An element: its name in small letters, its attributes, and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[HtmlElement | str] = field(default_factory=list)

    def find(self, *tags: str) -> Iterator[HtmlElement]:
        """Yield the elements of these names in it, at any depth, in their order."""
        for child in self.children:
            if isinstance(child, HtmlElement):
                if child.tag in tags:
                    yield child
                yield from child.find(*tags)

    @property
    def text(self) -> str:
        """All of its text."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = HtmlElement("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        top = self.open[-1]
        if tag in _CLOSED_BY.get(top.tag, ()):
            self.open.pop()
            if tag in _CLOSED_BY.get(self.open[-1].tag, ()):
                self.open.pop()
        element = HtmlElement(tag, {key: value or "" for key, value in attrs})
        (self.open or [self.root])[-1].children.append(element)
        if tag not in VOID and len(self.open) < DEEPEST:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(HtmlElement(tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse_html(text: str) -> HtmlElement:
    """Return an element without a name that holds what a text amounts to; no text is too broken."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root


_SPECIAL = re.compile(r"([\\`*_\[\]<~^$]|(?<=\{)\{|^[#>+-](?=\s)|^\d+(?=[.)]\s))")
_KEPT = ("sub", "sup", "kbd", "u", "s", "del", "mark")


def escape(text: str) -> str:
    """Return plain text with a backslash before what would be a mark."""
    return _SPECIAL.sub(r"\\\1", text)


def code(text: str) -> str:
    """Return text as code inside a line."""
    text = " ".join(text.split())
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    mark = "`" * (longest + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{mark}{space}{text}{space}{mark}" if text else ""


def inline(element: HtmlElement | str) -> str:
    """Return an element as Markdown inside a line; blocks in it are lines of it, parted by ``<br>``."""
    if isinstance(element, str):
        return escape(re.sub(r"\s+", " ", element))
    tag = element.tag
    if tag in ("script", "style", "template", "head", "select", "textarea"):
        return ""
    if tag in ("code", "tt", "samp", "pre"):
        lines = element.text.strip("\n").split("\n")
        return "<br>".join(code(line) for line in lines if line.strip())
    if tag == "br":
        return "<br>"
    if tag == "img":
        return picture(element)
    inner = "".join(map(inline, element.children))
    if tag in ("p", "div", "li", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"):
        mark = "• " if tag == "li" else ""
        return f"<br>{mark}{inner.strip()}<br>" if inner.strip() else ""
    return _wrapped(element, inner)


def _wrapped(element: HtmlElement, inner: str) -> str:
    words = inner.strip()
    if not words:
        return inner
    before, behind = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    tag = element.tag
    if tag in ("b", "strong"):
        words = f"**{words}**"
    elif tag in ("i", "em", "cite", "var", "dfn"):
        words = f"*{words}*"
    elif tag in _KEPT:
        words = f"<{tag}>{words}</{tag}>"
    elif tag == "q":
        words = f"“{words}”"
    elif tag == "a" and element.attributes.get("href") and "](" not in words:
        words = f"[{words}](<{element.attributes['href'].strip()}>)"
    elif tag == "abbr" and element.attributes.get("title"):
        title = element.attributes["title"].replace('"', "'")
        words = f'<abbr title="{title}">{words}</abbr>'
    return f"{before}{words}{behind}"


def picture(element: HtmlElement) -> str:
    """Return a picture as Markdown: its file, its description, and the share of the text that it is wide."""
    given = element.attributes
    source = (given.get("src") or given.get("data-src") or "").strip()
    if not source:
        return ""
    alt = " ".join((given.get("alt") or given.get("title") or "").split())
    width = given.get("width") or ""
    if styled := re.search(r"(?<![-\w])width:\s*(\d+(?:\.\d+)?)%", given.get("style", "")):
        width = f"{styled[1]}%"
    share = f"{{width={width}}}" if re.fullmatch(r"(?:\d|[1-9]\d)(?:\.\d+)?%", width) and float(width[:-1]) >= 1 else ""
    return f"![{escape(alt)}](<{source}>){share}"


def cell(text: str) -> str:
    """Return Markdown fit for a cell of a table: one line, its bars escaped, no breaks at its ends."""
    text = re.sub(r"(?:\s*<br>\s*)+", "<br>", " ".join(text.split()))
    text = re.sub(r"^(?:<br>)+|(?:<br>)+$", "", text.strip())
    return re.sub(r"(?<!\\)\|", r"\\|", text)
