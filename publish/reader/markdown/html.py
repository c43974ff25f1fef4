"""The little HTML that writers of Markdown use inside a line, and what only looks like HTML: ``Vec<T>``.

All other HTML is told as such where it stands (:mod:`publish.reader.markdown.inlines`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from markdown_it.common.html_re import HTML_TAG_RE
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, html_inline
from markdown_it.token import Token

from publish.base.messages import say
from publish.reader.markdown.attributes import Attribute

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(r"""\s+([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
IMAGE = re.compile(r"<img\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)/?>", re.IGNORECASE)
"""A picture; in its group are the attributes."""

_BREAK = re.compile(r"<br\s*/?>[ \t]*\n?[ \t]*", re.IGNORECASE)
_ANCHOR = re.compile(r"""<a\s+(?:id|name)\s*=\s*(["']?)([^\s"'<>]+)\1\s*(?:/>|>\s*</a>)\s*""", re.IGNORECASE)

_STYLED: Mapping[str, str] = {
    **{"sub": "subscript", "sup": "superscript", "kbd": "keyboard", "u": "underline", "mark": "mark"},
    **dict.fromkeys(("s", "del", "strike"), "strikethrough"),
}
_TAKES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_STYLED, ()),
    "abbr": ("title",),
    "a": ("id", "name"),
    "br": (),
}
"""The elements that are read, and the attributes of each."""

HTML_HINT = say("write it in Markdown; for a plain '<' write '\\<'")

_HINTS: Mapping[str, str] = {
    **dict.fromkeys(("b", "strong"), say("write **words**; for a plain '<' write '\\<'")),
    **dict.fromkeys(("i", "em", "cite"), say("write *words*; for a plain '<' write '\\<'")),
    **dict.fromkeys(("code", "tt", "samp"), say("write `words`; for a plain '<' write '\\<'")),
    "abbr": say('write <abbr title="what it stands for">'),
    "a": say('write [words](address), or <a id="name"></a> for a place'),
    "img": say("write ![what it shows](file)"),
    "span": say("write [words]{{lang=en}} or [words]{{#name}}; for a plain '<' write '\\<'"),
}
"""What to write instead of an element."""

_ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        """a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote
        body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl
        dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr
        html i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr
        noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script
        section select slot small source span strike strong style sub summary sup svg table tbody td template textarea
        tfoot th thead time title tr track tt u ul var video wbr""",
    )
)
"""The elements of HTML, those of its past included (https://html.spec.whatwg.org/multipage/indices.html, 16.2)."""


def hint_for(tag: str) -> str:
    """Return what to write instead of a tag that is not read."""
    match = _NAME.match(tag)
    name = match[1].lower() if match else ""
    return _HINTS.get(name) or (
        say("write '<{name}>' and nothing else in it", name=name) if name in _TAKES else HTML_HINT
    )


def is_html(text: str, start: int) -> bool:
    """Tell whether ``<`` opens HTML: a comment, or a tag of an element that is no type, ``List<Object>``."""
    match = _NAME.match(text, start)
    if not match:
        return True  # a comment, or nothing that the rules of HTML take
    name = match[1]
    if name.lower() not in _ELEMENTS:
        return False
    is_type = name[0].isupper() and (len(name) == 1 or not name.isupper())
    return not (is_type and start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"))


def attributes_of(inside: str) -> dict[str, str]:
    """Return the attributes of a tag by their names in small letters, their entities read."""
    return {key.lower(): unescape(one or other or bare) for key, one, other, bare in _ATTRIBUTE.findall(f" {inside}")}


def inline_html(state: StateInline, silent: bool) -> bool:
    """A tag or comment inside a line."""
    start = state.pos
    if state.src[start] != "<" or not is_html(state.src, start):
        return False
    if line_break := _BREAK.match(state.src, start, state.posMax):
        if not silent:
            state.pending = state.pending.rstrip(" ")
            state.push("hardbreak", "br", 0)
        state.pos = line_break.end()
        return True
    image = IMAGE.match(state.src, start, state.posMax)
    if image and (given := attributes_of(image[1])).get("src", "").strip():
        if not silent:
            token = state.push("image", "img", 0)
            token.attrs = {"src": given["src"].strip(), "alt": "", "title": given.get("title", "")}
            token.content = given.get("alt", "")
            token.children = [Token("text", "", 0, content=token.content)]
        state.pos = image.end()
        return True
    match = HTML_TAG_RE.match(state.src, start)
    if match and match.end() > state.posMax:
        return False
    known = len(state.tokens) if not state.pending else len(state.tokens) + 1
    level = state.linkLevel
    if not html_inline(state, silent):
        return False
    state.linkLevel = level  # a place is no link
    if not silent:
        _read_tag(state.tokens[known])
    return True


def _read_tag(token: Token) -> None:
    """Say of a tag that is read what it is: ``html_open`` or ``html_close``, with the name and the attributes."""
    name = _NAME.match(token.content)
    if not name or (kind := name[1].lower()) not in _TAKES:
        return
    found = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(token.content, name.end())}
    closing = token.content.startswith("</")
    needed = 1 if kind in ("a", "abbr") and not closing else 0
    refused = bool(set(found) - set(_TAKES[kind])) or len(found) != needed or not all(map(str.strip, found.values()))
    token.type = "html_close" if closing else "html_open"
    token.meta.update(name=kind, attributes=found, alone=token.content.endswith("/>"), refused=refused)


def pair_tags(tokens: list[Token]) -> list[Token]:
    """Make elements of the tags that belong together; one without the other becomes ``html_unpaired``."""
    stack: list[Token] = []
    made: list[Token] = []
    for token in tokens:
        made.append(token)
        if token.type == "html_close":
            _close(stack, token)
        elif token.type == "html_open":
            if token.meta["alone"] and token.meta["name"] == "a":
                made.append(Token("html_close", "", -1, meta=dict(token.meta)))
                _join(token, made[-1])
            else:
                stack.append(token)
        elif token.nesting > 0:
            stack.append(token)
        elif token.nesting < 0:
            while stack and (opening := stack.pop()).type == "html_open":
                _leave(opening)
    for token in stack:
        if token.type == "html_open":
            _leave(token)
    return made


def _leave(opening: Token) -> None:
    """Note that the end of a tag is missing, unless it is not read anyway."""
    opening.type = "html_inline" if opening.meta["refused"] else "html_unpaired"


def _close(stack: list[Token], token: Token) -> None:
    """Close the nearest element of that name around a tag, and those in it that have no end."""
    depth = len(stack)
    while depth and stack[depth - 1].type == "html_open":
        depth -= 1
        if stack[depth].meta["name"] == token.meta["name"]:
            for opening in stack[depth + 1 :]:
                _leave(opening)
            _join(stack[depth], token)
            del stack[depth:]
            return
    token.type = "html_unpaired"


def _join(opening: Token, closing: Token) -> None:
    name, attributes = opening.meta["name"], opening.meta["attributes"]
    if opening.meta["refused"]:
        opening.type, closing.type, closing.content = "html_inline", "text", ""
        return
    kind = {"abbr": "abbreviation", "a": "span"}.get(name, "styled")
    opening.type, opening.nesting = f"{kind}_open", 1
    closing.type, closing.nesting = f"{kind}_close", -1
    if kind == "styled":
        opening.meta["kind"] = _STYLED[name]
    elif kind == "abbreviation":
        opening.meta["expansion"] = attributes["title"]
    else:
        opening.meta["brace"] = opening.meta["start"]
        (id_,) = attributes.values()
        opening.meta["attributes"] = (Attribute("#", id_, opening.content.find(id_)),)


def block_html(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """HTML on lines of its own; a line that begins with what is read inside a line, or with no HTML, is a paragraph."""
    start = state.bMarks[line] + state.tShift[line]
    name = _NAME.match(state.src, start, state.eMarks[line])
    if name and (name[1].lower() in _TAKES or name[1].lower() not in _ELEMENTS):
        return False
    return html_block(state, line, last, silent)


def anchor_line(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """A line ``<a id="name"></a>``, which names the block below it."""
    start = state.bMarks[line] + state.tShift[line]
    match = None if state.is_code_block(line) else _ANCHOR.fullmatch(state.src, start, state.eMarks[line])
    if not match:
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.map = [line, line + 1]
        token.meta["attributes"] = (Attribute("#", match[2], match.start(2) - start),)
        state.line = line + 1
    return True
