"""Turn passages into inline nodes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from publish.base.diagnostics import Position
from publish.base.filenames import composed, composed_place
from publish.base.messages import say
from publish.publication.model import (
    Abbreviation,
    Citation,
    CitedWork,
    Code,
    Emphasis,
    Icon,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    NoteReference,
    PageReference,
    Paragraph,
    Span,
    Strong,
    Styled,
    Text,
    plain_text,
)
from publish.reader.markdown.attributes import STRAY, Attribute, is_page_reference, span_facts
from publish.reader.markdown.footnotes import Notes
from publish.reader.markdown.formulas import read_formula
from publish.reader.markdown.html import hint_for
from publish.reader.markdown.parser import Environment, Token, TooDeepError, parse_inlines
from publish.reader.markdown.pictures import read_icon, with_facts
from publish.reader.source import DEEPEST, Passage, Source
from publish.reader.syntax.leftovers import report_leftovers

_SCHEMES = ("http", "https", "mailto", "tel")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PLACE = re.compile(r"#.+|(?![A-Za-z][A-Za-z0-9+.-]*:|/)[^#]+\.md(?:#.+)?", re.DOTALL)
"""A place in this article or in another one."""

MOST_MARKS = 50_000
"""Characters with a meaning in Markdown that one paragraph may have, so that none takes seconds to read."""


@dataclass(slots=True)
class _Frame:
    """A node whose end has not been met: its token, the nodes in it and the text that is still growing."""

    token: Token | None
    children: list[Inline] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    start: int | None = None


class Inlines:
    """Reader of passages; keeps what one passage must know of another: link definitions and footnotes."""

    def __init__(self, source: Source, notes: Notes, environment: Environment) -> None:
        """Start with a source and the environment that its block tokens come from."""
        self.source = source
        self.notes = notes
        self.environment = environment
        self.used_references: set[str] = set()

    def parse(self, passage: Passage) -> list[Token]:
        """Return the tokens of a passage."""
        text = passage.text
        if len(text) > MOST_MARKS and sum(map(text.count, "*_[]`<&!^{\\$")) > MOST_MARKS:
            message = say("paragraph with more than {most:,} marks", most=MOST_MARKS)
            self.source.report(passage.source_offset(0), message, "paragraph-too-long", say("is it a text?"))
            return [_text_token(text)]
        try:
            return parse_inlines(text, self.environment)
        except TooDeepError as failure:
            self.report_depth(passage, failure.offset)
            return [_text_token(text)]

    def read(self, passage: Passage, *, verse: bool = False) -> tuple[Inline, ...]:
        """Return the nodes of a passage; in verse a line of the source is a line of the text."""
        tokens = self.parse(passage)
        for token in tokens if verse else ():
            token.type = "hardbreak" if token.type == "softbreak" else token.type
        return self.build(tokens, passage)

    def build(self, tokens: list[Token], passage: Passage) -> tuple[Inline, ...]:
        """Return the nodes that the tokens of a passage amount to."""
        return _Builder(self, passage).build(tokens)

    def note_label(self, token: Token) -> None:
        """Note that a link or picture uses a definition elsewhere in the text."""
        if label := token.meta.get("label"):
            self.used_references.add(composed(label))

    def report_depth(self, passage: Passage, offset: int) -> None:
        """Report marks that stand inside too many others."""
        hint = say("at most {most} brackets or marks may stand inside each other", most=DEEPEST)
        self.source.report(passage.source_offset(offset), say("marks are nested too deep"), "nesting-too-deep", hint)


class _Builder:
    """Builds the nodes of one passage; a stack of frames instead of recursion, so that no text can exhaust it."""

    def __init__(self, inlines: Inlines, passage: Passage) -> None:
        self.inlines = inlines
        self.source = inlines.source
        self.passage = passage
        self.stack = [_Frame(None)]
        self.too_deep = False

    def build(self, tokens: list[Token]) -> tuple[Inline, ...]:
        for token in tokens:
            _HANDLERS[token.type](self, token)
        report_leftovers(self.source, self.passage, tokens)
        while len(self.stack) > 1:
            frame = self.stack.pop()
            self.stack[-1].children += self.end_text(frame)
        nodes = self.end_text(self.stack[0])
        if any(isinstance(node, LineBreak) for node in nodes) and not any(map(_says_something, nodes)):
            self.report(0, say("a line break without words"), "raw-html", say("a paragraph ends with an empty line"))
            return ()
        return tuple(nodes)

    # Text

    def add_text(self, words: str, start: int | None) -> None:
        frame = self.stack[-1]
        if frame.start is None:
            frame.start = start
        frame.words.append(words)

    def text(self, token: Token) -> None:
        if not token.content:
            return
        start = token.meta["start"]
        self.add_text(token.content, start)
        for stray in STRAY.finditer(token.content):
            self.report_stray(start + stray.start(), len(stray[0]))

    def text_special(self, token: Token) -> None:
        start = token.meta["start"]
        if token.content == "\ufffd" and token.markup.lower() != "&#xfffd;":
            self.report(
                start,
                say("not a character for print: {markup}", markup=token.markup),
                "control-character",
                say("delete it"),
            )
        self.end_text(self.stack[-1])
        self.add_text(token.content, start)
        self.end_text(self.stack[-1])

    def softbreak(self, token: Token) -> None:
        """End the text with the line, so that each character's place follows from that of its node."""
        self.add_text(" ", token.meta.get("start"))
        self.end_text(self.stack[-1])

    def end_text(self, frame: _Frame) -> list[Inline]:
        """Close the text that grows in a frame and return all of its nodes."""
        if frame.words:
            start = len(self.passage.text) if frame.start is None else frame.start
            words = "".join(frame.words)
            for here, end in self.passage.split(start, start + len(words)):
                frame.children.append(Text(words[here - start : end - start], self.position(here)))
            frame.words, frame.start = [], None
        return frame.children

    # Nodes without children

    def add(self, node: Inline) -> None:
        self.end_text(self.stack[-1]).append(node)

    def hardbreak(self, token: Token) -> None:
        self.add(LineBreak(self.place(token)))

    def code(self, token: Token) -> None:
        self.add(Code(token.content, self.place(token)))

    def formula(self, token: Token) -> None:
        start: int = token.meta["formula"]
        self.add(read_formula(self.source, self.passage, token.content, start, token.meta["display"]))

    def image(self, token: Token) -> None:
        self.inlines.note_label(token)
        self.add(read_icon(self.source, token, self.place(token)))

    def html(self, token: Token) -> None:
        if not token.content.startswith("<!--"):
            shown = token.content.split("\n")[0]
            self.report(
                token.meta["start"],
                say("HTML is not read: {shown}", shown=shown),
                "raw-html",
                hint_for(shown),
                len(shown),
            )
        self.end_text(self.stack[-1])

    def unpaired_html(self, token: Token) -> None:
        tag, name = token.content, token.meta["name"]
        message = say("HTML without an end: {tag}", tag=tag)
        hint = say("end it with '</{name}>' in the same paragraph", name=name)
        if tag.startswith("</"):
            message = say("HTML without a beginning: {tag}", tag=tag)
            hint = say("begin it with '<{name}>' in the same paragraph", name=name)
        self.report(token.meta["start"], message, "unclosed-html", hint, len(tag))
        self.end_text(self.stack[-1])

    def undefined_reference(self, token: Token) -> None:
        message = say("no definition for the link [{content}]", content=token.content)
        hint = say("add the line '[{content}]: https://…', or write '\\[' for a plain bracket", content=token.content)
        self.report(token.meta["start"], message, "undefined-reference", hint)

    def spaced_address(self, token: Token) -> None:
        message = say("no link, since its address has a space: {content}", content=token.content)
        hint = say("put the address in angle brackets: {link}", link=token.meta["link"])
        self.report(token.meta["start"], message, "spaced-address", hint, len(token.content))
        self.add_text(token.content, token.meta["start"])

    def footnote_call(self, token: Token) -> None:
        start = token.meta["start"]
        self.check_link(token, say("footnote inside a link"))
        offset = self.passage.source_offset(start)
        called = self.inlines.notes.call(token.content, offset, inside=self.inside_note())
        if called:
            self.add(NoteReference(called[0], self.place(token), again=called[1]))
        else:
            self.add_text(f"[^{token.content}]", start)

    def attributes(self, token: Token) -> None:
        """Attributes behind a link or code make a span of it; behind a link ``{.page}`` asks for the folio."""
        children = self.end_text(self.stack[-1])
        if children and isinstance(children[-1], Link) and is_page_reference(token.meta["attributes"]):
            children[-1] = self.page_reference(children[-1], token)
            return None
        if children and isinstance(children[-1], Icon):
            part = self.passage.part(token.meta["brace"])
            children[-1] = with_facts(self.source, children[-1], token.meta["attributes"], part)
            return None
        if not children or not isinstance(children[-1], Link | Code):
            return self.report_stray(token.meta["brace"], 1)
        lang, id_, marks = self.span_facts(token, (children[-1],))
        children[-1] = Span(lang, id_, (children[-1],), children[-1].position, marks=marks)
        return None

    # Nodes with children

    def open_link(self, token: Token) -> None:
        self.check_link(token, say("link inside a link"))
        self.open(token)

    def open_footnote(self, token: Token) -> None:
        self.check_link(token, say("footnote inside a link"))
        self.open(token)

    def open(self, token: Token) -> None:
        if len(self.stack) > DEEPEST and not self.too_deep:
            self.too_deep = True
            self.inlines.report_depth(self.passage, token.meta["start"])
        self.end_text(self.stack[-1])
        self.stack.append(_Frame(token))

    def close(self, make: Callable[[_Builder, Token, tuple[Inline, ...]], Inline | None]) -> None:
        frame = self.stack.pop()
        children = tuple(self.end_text(frame))
        assert frame.token is not None
        if len(self.stack) > DEEPEST:
            self.end_text(self.stack[-1]).extend(children)
        elif (node := make(self, frame.token, children)) is not None:
            self.add(node)

    def link(self, token: Token, children: tuple[Inline, ...]) -> Inline:
        self.inlines.note_label(token)
        target = str(token.attrs.get("href", ""))
        target = composed_place(target) if _PLACE.fullmatch(target) else target
        if token.info == "auto":
            children = tuple(Text(c.text, self.position(token.meta["start"] + 1)) for c in children if type(c) is Text)
        scheme = _SCHEME.match(target)
        if not (scheme and scheme[1].lower() in _SCHEMES) and not _PLACE.fullmatch(target):
            hint = say("link to http:, https:, mailto:, tel:, to '#id' of this article or to another, 'file.md#id'")
            message = say("link to a place that readers cannot reach: {target}", target=target)
            self.report(token.meta["start"], message, "link-scheme", hint)
        return Link(target, children, self.place(token), title=str(token.attrs.get("title") or ""))

    def page_reference(self, link: Link, token: Token) -> Inline:
        if not _PLACE.fullmatch(link.target):
            hint = say("only '#id' and 'file.md#id' stand on a page of this publication")
            self.report(token.meta["brace"], say("no page of print: {target}", target=link.target), "link-scheme", hint)
        return PageReference(link.target, link.children, link.position)

    def span(self, token: Token, children: tuple[Inline, ...]) -> Inline:
        lang, id_, marks = self.span_facts(token, children)
        return Span(lang, id_, children, self.place(token), marks=marks)

    def citation(self, token: Token) -> None:
        self.check_link(token, say("citation inside a link"))
        works = (CitedWork(key, locator, self.position(start)) for key, locator, start in token.meta["works"])
        self.add(Citation(tuple(works), self.place(token)))

    def footnote(self, token: Token, children: tuple[Inline, ...]) -> Inline | None:
        start = token.meta["start"]
        paragraph = Paragraph(None, children, self.position(start + 2))
        offset = self.passage.source_offset(start)
        number = self.inlines.notes.add_inline(paragraph, offset, inside=self.inside_note())
        if number is None:
            self.end_text(self.stack[-1]).extend(children)
            return None
        return NoteReference(number, self.place(token))

    # Places and findings

    def position(self, offset: int) -> Position:
        return self.source.position(self.passage.source_offset(offset))

    def place(self, token: Token) -> Position:
        return self.position(token.meta["start"] - (token.type == "strong_open"))

    def check_link(self, token: Token, message: str) -> None:
        """Report what leads elsewhere and stands in the words of a link."""
        around = [frame.token.type for frame in self.stack if frame.token]
        if next((kind for kind in reversed(around) if kind in ("link_open", "footnote_open")), "") == "link_open":
            hint = say("end the link before it: a place on the page leads to one place")
            self.report(token.meta["start"], message, "nested-link", hint)

    def inside_note(self) -> bool:
        return any(frame.token and frame.token.type == "footnote_open" for frame in self.stack)

    def span_facts(
        self, token: Token, children: tuple[Inline, ...]
    ) -> tuple[str | None, str | None, tuple[IndexMark, ...]]:
        attributes: tuple[Attribute, ...] = token.meta["attributes"]
        part = self.passage.part(token.meta["brace"])
        return span_facts(self.source, attributes, part, plain_text(children))

    def report(self, offset: int, message: str, rule: str, hint: str = "", length: int = 1) -> None:
        self.source.report(self.passage.source_offset(offset), message, rule, hint, length)

    def report_stray(self, offset: int, length: int) -> None:
        hint = say(
            "for a block put {{#id}} on the line above it; for words write [words]{{lang=en}}; for a plain brace '\\{{'"
        )
        self.report(offset, say("attributes that belong to nothing"), "stray-attributes", hint, length)


def _says_something(node: Inline) -> bool:
    return not isinstance(node, LineBreak) and not (isinstance(node, Text) and not node.text.strip())


def _text_token(text: str) -> Token:
    """Return the token for a text whose marks are not read."""
    return Token("text", "", 0, content=text, meta={"start": 0})


def _close(make: Callable[[_Builder, Token, tuple[Inline, ...]], Inline | None]) -> Callable[[_Builder, Token], None]:
    return lambda builder, token: builder.close(make)


_HANDLERS: dict[str, Callable[[_Builder, Token], None]] = {
    **dict.fromkeys(("abbreviation_open", "em_open", "span_open", "strong_open", "styled_open"), _Builder.open),
    "text": _Builder.text,
    "text_special": _Builder.text_special,
    "softbreak": _Builder.softbreak,
    "hardbreak": _Builder.hardbreak,
    "code_inline": _Builder.code,
    "formula": _Builder.formula,
    "image": _Builder.image,
    "html_inline": _Builder.html,
    "html_unpaired": _Builder.unpaired_html,
    "undefined_reference": _Builder.undefined_reference,
    "spaced_address": _Builder.spaced_address,
    "leftover": lambda builder, token: builder.add_text(token.content, token.meta["start"]),
    "footnote_call": _Builder.footnote_call,
    "citation": _Builder.citation,
    "attributes": _Builder.attributes,
    "em_close": _close(lambda builder, token, nodes: Emphasis(nodes, builder.place(token))),
    "strong_close": _close(lambda builder, token, nodes: Strong(nodes, builder.place(token))),
    "styled_close": _close(lambda builder, token, nodes: Styled(token.meta["kind"], nodes, builder.place(token))),
    "abbreviation_close": _close(
        lambda builder, token, nodes: Abbreviation(token.meta["expansion"], nodes, builder.place(token))
    ),
    "link_open": _Builder.open_link,
    "link_close": _close(_Builder.link),
    "span_close": _close(_Builder.span),
    "footnote_open": _Builder.open_footnote,
    "footnote_close": _close(_Builder.footnote),
}
