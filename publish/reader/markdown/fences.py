"""Turn blocks of code into nodes: indented ones, and those between fences with what is said behind the fence.

Read is what Pandoc, Quarto, mdBook, MkDocs, Docusaurus, VitePress and Hugo write:
``{.python .numberLines startFrom=5}``, ``python title="main.py" {1,3-5}``, ``py linenums="1"``, ``rust,ignore``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from publish.base.filenames import composed
from publish.base.messages import say
from publish.publication.model import Block, CodeBlock, Inline, Text
from publish.reader.markdown.attributes import ID, ID_HINT
from publish.reader.markdown.blocks import Blocks, Element
from publish.reader.markdown.equations import MATH, build_math

_LANGUAGE = re.compile(r"[^\s{},:=\[\]\"']+(?=[\s{,:]|$)")
_ITEM = re.compile(
    r"""(?P<lines>\{[\d\s,-]+\})
      | \[(?P<file>[^\[\]]+)\]
      | \#(?P<id>[^\s{},="]+)
      | \.(?P<class>[^\s{},="]+)
      | :?(?P<key>[A-Za-z][\w-]*)\s*=\s*
        (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|\[(?P<list>[^\]]*)\]|(?P<bare>[^\s{},"']+))
      | (?P<raw>=\w+)
      | :?(?P<word>[^\s{},]+)""",
    re.VERBOSE,
)
_BETWEEN = " \t,{}"
_RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
_NUMBER = re.compile(r"\d{1,7}")

_NUMBERED = frozenset(
    ("numberlines", "linenos", "linenums", "linenumbers", "showlinenumbers", "codelinenumbers", "lineno", "number")
)
_FIRST = frozenset(("startfrom", "start", "linenostart", "linenumstart", "firstnumber"))
_MARKED = frozenset(("hllines", "emphasizelines", "highlight", "highlightlines", "marklines"))
_TITLE = frozenset(("title", "filename", "file", "caption", "lstcap"))
_TABS = frozenset(("tabs", "tabsize", "tabwidth"))
_FOR_PROGRAMS = frozenset(
    (
        *("ignore", "norun", "shouldpanic", "compilefail", "noplayground", "noplaypen", "editable", "mdbookrunnable"),
        *("edition2015", "edition2018", "edition2021", "edition2024", "allowfail", "copy", "nocopy", "lineanchors"),
        *("sourcecode", "code", "wrap"),
    )
)
"""What is said to those who run or copy the code, which paper does not do."""

_PROSE = re.compile(r"[^\W\d_]+(?:[ ,]+[^\W\d_]+){3}")
_ACCENTED = re.compile("[\u00c0-\u1ef9]")
"""Letters with marks, which prose has and code rarely."""

_NO = frozenset(("false", "no", "none", "off", "nolinenumbers"))
_WIDEST_TAB = 16
_HINT = say('a block of code takes its language, .numberLines, startFrom=5, {{1,3-5}}, title="main.py", tabs=2 and #id')


@dataclass(slots=True)
class _Fence:
    """What a fence says of its code."""

    language: str = ""
    id: str | None = None
    title: tuple[Inline, ...] = ()
    numbered: bool = False
    first: int = 1
    marked: set[int] = field(default_factory=set)
    tabs: int = 0


def build_indented(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """Lines that are indented by four spaces; prose that is indented so is told, since it may be no code."""
    text = element.token.content
    if _PROSE.search(text) and _ACCENTED.search(text):
        hint = say("take the spaces at the start of the lines away, or put ``` above and below for code")
        blocks.source.warn(element.start, say("text indented by four spaces is set as code"), "indented-code", hint)
    return (CodeBlock("", text.removesuffix("\n"), element.id, blocks.position(element)),)


def build_fence(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """Code between fences."""
    token = element.token
    if not token.meta["closed"]:
        hint = say("end it with a line {markup}", markup=token.markup)
        blocks.source.report(element.start, say("code without an end"), "unclosed-code", hint, len(token.markup))
    fence = _Reader(blocks, element).read()
    if element.id and fence.id:
        blocks.source.report(element.start, say("a second id for one block"), "stray-attributes", say("keep one"))
    if fence.language.lower() == MATH:
        return _math(blocks, element, fence)
    text = token.content.removesuffix("\n")
    return (
        CodeBlock(
            fence.language,
            text,
            element.id or fence.id,
            blocks.position(element),
            title=fence.title,
            first=fence.first if fence.numbered else None,
            marked=frozenset(fence.marked),
            tabs=fence.tabs,
            fenced=True,
        ),
    )


def _math(blocks: Blocks, element: Element, fence: _Fence) -> tuple[Block, ...]:
    """A formula between fences, which has a name and nothing else."""
    if fence.title or fence.numbered or fence.marked or fence.tabs:
        hint = say("a formula has a name, #id, and no title or lines with numbers")
        blocks.source.report(element.start, say("a formula that is told as code"), "unknown-attribute", hint)
    return build_math(blocks, element, element.id or fence.id)


class _Reader:
    """Reads what stands behind a fence."""

    def __init__(self, blocks: Blocks, element: Element) -> None:
        self.source = blocks.source
        self.info = element.token.info
        self.start = self.source.text.find(self.info, element.start + len(element.token.markup)) if self.info else 0
        self.lines = element.token.content.removesuffix("\n").count("\n") + 1
        self.fence = _Fence()

    def read(self) -> _Fence:
        """Return what is said; what is not understood, the source takes note of."""
        here = len(self.info) - len(self.info.lstrip())
        if match := _LANGUAGE.match(self.info, here):
            self.fence.language, here = match[0], match.end()
        else:
            here = self.cell(here)
        while here < len(self.info):
            if self.info[here] in _BETWEEN and not re.match(r"\{[\d\s,-]+\}", self.info[here:]):
                here += 1
                continue
            match = _ITEM.match(self.info, here)
            if match is None:  # a quote that does not end
                self.unknown(self.info[here:], here)
                break
            self.item(match)
            here = match.end()
        return self.fence

    def cell(self, here: int) -> int:
        """Read ``{python}``, code that Quarto runs; return the place behind the language."""
        match = re.compile(r"\{\s*([A-Za-z][\w+-]*)(?=[\s,}])").match(self.info, here)
        if not match or _plain(match[1]) in _NUMBERED:
            return here
        self.fence.language = match[1]
        hint = say("write ```{text} for code that is to be printed, and put below it what it gives", text=match[1])
        message = say("code is not run, only printed: {{{text}}}", text=match[1])
        self.source.warn(self.start + here, message, "leftover-markup", hint, len(match[0]))
        return match.end()

    def item(self, match: re.Match[str]) -> None:
        kind = match.lastgroup or ""
        start = self.start + match.start()
        if kind == "lines":
            self.mark(match[0], start)
        elif kind == "file":
            self.name(match[1 + _ITEM.groupindex["lines"]], start + 1)
        elif kind == "id":
            self.identify(match["id"], start)
        elif kind == "raw":
            hint = say("write it in Markdown, or as code of a language")
            message = say("text for one format only is not read: {text}", text=match[0])
            self.source.report(start, message, "leftover-markup", hint, len(match[0]))
        elif kind in ("double", "single", "list", "bare"):
            self.pair(match["key"], match[kind], self.start + match.start(kind), match)
        else:
            self.word(match["class"] or match["word"], match)

    def word(self, word: str, match: re.Match[str]) -> None:
        """Read a class or a word."""
        name = _plain(word)
        if name in _NUMBERED:
            self.fence.numbered = True
        elif name in _NO:
            self.fence.numbered = False
        elif match["class"] and not self.fence.language:
            self.fence.language = word
        elif name not in _FOR_PROGRAMS:
            self.unknown(match[0], match.start())

    def pair(self, key: str, value: str, start: int, match: re.Match[str]) -> None:
        """Read ``key=value``."""
        name = _plain(key)
        if name in _NUMBERED:
            self.fence.numbered = value.lower() not in _NO
            if _NUMBER.fullmatch(value):
                self.fence.first = int(value)
        elif name in _FIRST:
            self.fence.numbered = True
            self.fence.first = self.number(value, start, 9_999_999, 1)
        elif name in _MARKED:
            self.mark(value, start)
        elif name in _TITLE:
            self.name(value, start)
        elif name in _TABS:
            self.fence.tabs = self.number(value, start, _WIDEST_TAB, 0)
        elif name not in _FOR_PROGRAMS:
            self.unknown(match[0], match.start())

    def number(self, value: str, start: int, most: int, otherwise: int) -> int:
        if _NUMBER.fullmatch(value) and int(value) <= most and (int(value) or most > _WIDEST_TAB):
            return int(value)
        hint = say("write a number up to {most:,}", most=most)
        self.source.report(start, say("not a number: {value}", value=value), "invalid-listing", hint, len(value))
        return otherwise

    def mark(self, value: str, start: int) -> None:
        """Read lines to mark, ``1,3-5``, counted from the first of the block, or as they are numbered."""
        for part in re.finditer(r"[^\s,{}\"']+", value):
            found = _RANGE.fullmatch(part[0])
            first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
            if not 1 <= first <= last <= self.lines:
                hint = say("lines are counted from the first of the block, 1 to {lines}: {{1,3-5}}", lines=self.lines)
                message = say("no such lines: {part}", part=part[0])
                self.source.report(start + part.start(), message, "invalid-listing", hint, len(part[0]))
            else:
                self.fence.marked.update(range(first, last + 1))

    def name(self, value: str, start: int) -> None:
        """Read the label that stands above the code."""
        if value.strip():
            self.fence.title = (Text(" ".join(value.split()), self.source.position(start)),)

    def identify(self, value: str, start: int) -> None:
        name = composed(value)
        if ID.fullmatch(name):
            self.fence.id = name
        else:
            self.source.report(
                start, say("not a valid id: {value}", value=value), "invalid-id", ID_HINT, len(value) + 1
            )

    def unknown(self, text: str, start: int) -> None:
        message = say("not read behind the fence: {text}", text=text)
        self.source.report(self.start + start, message, "unknown-attribute", _HINT, len(text))


def _plain(name: str) -> str:
    return name.replace("-", "").replace("_", "").lower()
