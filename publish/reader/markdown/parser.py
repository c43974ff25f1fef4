"""Parse Markdown into tokens that know where they start; the only module that imports markdown-it.

Block tokens carry the source offset of their first character in ``meta["start"]``, tokens with text also those of the
first visible character of each line in ``meta["lines"]``. Inline tokens count ``meta["start"]`` from their passage.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from publish.base.filenames import composed
from publish.reader.markdown.attributes import parse_attributes
from publish.reader.markdown.formulas import formula, formula_block
from publish.reader.markdown.html import anchor_line, block_html, inline_html, pair_tags
from publish.reader.markdown.inline_rules import (
    attributes_behind,
    citation,
    footnote_call,
    footnote_inline,
    spaced_address,
    span,
)
from publish.reader.source import DEEPEST
from publish.reader.syntax.addresses import Addresses, bare_address, text
from publish.reader.syntax.flanking import balance_marks
from publish.reader.syntax.foreign import foreign_markup
from publish.reader.syntax.forms import join_pairs, paired, raised
from publish.reader.syntax.grid_rule import grid_table
from publish.reader.syntax.line_rules import admonition, line_block, several_terms
from publish.reader.syntax.list_rule import list_block

__all__ = ["Token", "TooDeepError", "parse_blocks", "parse_inlines"]

Environment = dict[str, Any]


def parse_blocks(text: str, environment: Environment) -> list[Token]:
    """Return the block tokens of a text.

    Args:
        text: The body of the article; its front matter is blank, so that offsets are those of the file.
        environment: Empty; later given to ``parse_inlines``. Its ``deep`` holds offsets of blocks nested too deep.
    """
    environment.update(depth=0, deep=[], references=_References())
    tokens: list[Token] = []
    parser = _parser()
    parser.block.parse(text if text.endswith("\n") else f"{text}\n", parser, environment, tokens)
    return tokens


class _References(dict[str, Any]):
    """Link definitions by their labels, in the form in which names are compared."""

    def __contains__(self, label: object) -> bool:
        return super().__contains__(composed(str(label)))

    def __getitem__(self, label: str) -> Any:
        return super().__getitem__(composed(label))

    def __setitem__(self, label: str, definition: Any) -> None:
        super().__setitem__(composed(label), definition)

    def get(self, label: str, default: Any = None) -> Any:
        return super().get(composed(label), default)


class TooDeepError(Exception):
    """Inline markup stands inside too much other markup; ``offset`` says where in the text."""

    def __init__(self, offset: int) -> None:
        """Note the offset."""
        super().__init__(offset)
        self.offset = offset


def parse_inlines(text: str, environment: Environment) -> list[Token]:
    """Return the inline tokens of a text.

    Raises:
        TooDeepError: If brackets are nested too deep; going on would cost much time and give wrong nodes.
    """
    environment.setdefault("references", _References())
    environment["images"] = 0
    if text and not _MAY_MEAN_SOMETHING.search(text):
        return [Token("text", "", 0, content=text, meta={"start": 0})]
    parser = _parser()
    return pair_tags(parser.inline.parse(text, parser, environment, []))


_MAY_MEAN_SOMETHING = re.compile(r"[\n!#$%&*+\-:<=>@\[\]\\^_`{}~]|www\.")
"""What stands where any rule for a line begins to read; a text without it, as many are, is plain."""


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"store_labels": True, "inline_definitions": True, "maxNesting": DEEPEST})
    parser.validateLink = _accept_link  # type: ignore[method-assign]
    parser.normalizeLink = _keep_link  # type: ignore[method-assign]
    parser.normalizeLinkText = _keep_link  # type: ignore[method-assign, assignment]
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=_link_label, parseLinkDestination=parseLinkDestination, parseLinkTitle=parseLinkTitle
    )
    blocks, inlines = _Blocks(), _Inlines()
    blocks.ruler.enableOnly(parser.block.ruler.get_active_rules())
    inlines.ruler.enableOnly(parser.inline.ruler.get_active_rules())
    inlines.ruler2.enableOnly(["balance_pairs", "emphasis"])
    inlines.ruler2.at("balance_pairs", balance_marks)
    inlines.ruler2.after("balance_pairs", "join_pairs", join_pairs)
    parser.block, parser.inline = blocks, inlines
    blocks.ruler.at("html_block", block_html, {"alt": ["paragraph", "reference", "blockquote"]})
    blocks.ruler.enable("table")
    blocks.ruler.at("list", list_block, {"alt": ["paragraph", "reference", "blockquote"]})
    blocks.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    blocks.ruler.before("fence", "attributes", _attributes_line)
    blocks.ruler.before("fence", "anchor", anchor_line)
    blocks.ruler.before("table", "grid", grid_table, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    blocks.ruler.before("fence", "formula", formula_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    container_plugin(parser, "block", validate=_has_name)
    deflist_plugin(parser)
    inlines.ruler.at("text", text)
    inlines.ruler.after("text", "bare_address", bare_address)
    inlines.ruler.after("bare_address", "foreign_markup", foreign_markup)
    inlines.ruler.after("bare_address", "formula", formula)
    inlines.ruler.at("html_inline", inline_html)
    inlines.ruler.before("emphasis", "paired", paired)
    (terms,) = (rule.fn for rule in blocks.ruler.__rules__ if rule.name == "deflist")
    blocks.ruler.at("deflist", several_terms(terms), {"alt": ["paragraph", "reference", "blockquote"]})
    blocks.ruler.before("fence", "admonition", admonition, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    blocks.ruler.after("table", "line_block", line_block, {"alt": ["paragraph", "reference", "blockquote"]})
    inlines.ruler.before("link", "footnote_call", footnote_call)
    inlines.ruler.after("image", "footnote_inline", footnote_inline)
    inlines.ruler.after("footnote_inline", "raised", raised)
    inlines.ruler.after("link", "span", span)
    inlines.ruler.after("span", "citation", citation)
    inlines.ruler.after("image", "spaced_address", spaced_address)
    inlines.ruler.push("attributes", attributes_behind)
    return parser


def _link_label(state: StateInline, start: int, disableNested: bool = False) -> int:
    """Return the end of the words of a link, whatever stands in them; markdown-it ends no link with brackets in it.

    What a link cannot hold is told by who reads the tokens, while the marks of the link would only be printed.
    """
    return parseLinkLabel(state, start)


def _accept_link(url: str) -> bool:
    return True


def _keep_link(url: str) -> str:
    return url


def _has_name(info: str, markup: str) -> bool:
    return bool(info.strip())


# Blocks --------------------------------------------------------------------------------------------------------------


class _Blocks(ParserBlock):
    """The block parser with places noted, and depth counted in blocks instead of tokens."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        state.env["depth"] += 1
        if state.env["depth"] > DEEPEST + 1:
            state.env["deep"].append(_line_start(state, startLine))
            state.line = endLine
        else:
            self._tokenize(state, startLine, endLine)
        state.env["depth"] -= 1

    def _tokenize(self, state: StateBlock, line: int, last: int) -> None:
        """Apply the rules to one line after the other, as the parser of markdown-it does."""
        rules = self.ruler.getRules("")
        empty_lines = False
        while line < last:
            state.line = line = state.skipEmptyLines(line)
            if line >= last or state.sCount[line] < state.blkIndent:
                break
            known = len(state.tokens)
            _apply(rules, state, line, last)
            _note_places(state, known)
            state.tight = not empty_lines
            line = state.line
            if line - 1 < last and state.isEmpty(line - 1):
                empty_lines = True
            if line < last and state.isEmpty(line):
                empty_lines = True
                line += 1
                state.line = line


def _apply(rules: list[Callable[[StateBlock, int, int, bool], bool]], state: StateBlock, line: int, last: int) -> None:
    for rule in rules:
        if rule(state, line, last, False):
            return


def _line_start(state: StateBlock, line: int) -> int:
    """Return the offset of the first visible character of a line, inside the blocks that are open."""
    return state.bMarks[line] + state.tShift[line]


def _note_places(state: StateBlock, known: int) -> None:
    """Note the places of the tokens that one rule has made, while the state still has those of its lines."""
    for token in state.tokens[known:]:
        if token.map is None or "start" in token.meta:
            continue
        first, last = token.map
        token.meta["start"] = _line_start(state, first)
        if token.content:
            token.meta["lines"] = [_line_start(state, line) for line in range(first, max(last, first + 1))]
        if token.content and token.type == "inline":  # its first line has lost all kinds of space
            token.meta["lines"][0] = state.src.find(token.content[0], token.meta["start"])
        if token.type == "container_block_open":
            token.meta["closed"] = state.line > last
        elif token.type == "fence":
            closing = state.src[_line_start(state, last - 1) : state.eMarks[last - 1]]
            token.meta["closed"] = last - first > 1 and closing.startswith(token.markup)


def _attributes_line(state: StateBlock, line: int, last: int, silent: bool) -> bool:
    """A line of attributes for the block below it."""
    if state.is_code_block(line):
        return False
    text = state.src[_line_start(state, line) : state.eMarks[line]].rstrip()
    parsed = parse_attributes(text, 0) if text.startswith("{") else None
    if not parsed or parsed[1] != len(text):
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.map = [line, line + 1]
        token.meta["attributes"] = parsed[0]
        state.line = line + 1
    return True


# Inlines -------------------------------------------------------------------------------------------------------------


class _Inlines(ParserInline):
    """The inline parser with places noted and depth limited."""

    def tokenize(self, state: StateInline) -> None:
        assert isinstance(state, _State)
        rules = self.ruler.getRules("")
        end = state.posMax
        if state.level >= DEEPEST:
            raise TooDeepError(state.pos)
        while state.pos < end:
            state.rule_start, state.markers = state.pos, 0
            for rule in rules:
                if rule(state, False):
                    break
            else:
                state.append_pending(state.src[state.pos])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:
        if state.level >= DEEPEST and state.pos not in state.cache:
            raise TooDeepError(state.pos)
        super().skipToken(state)

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        env["images"] += 1
        if env["images"] > DEEPEST:
            raise TooDeepError(0)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        env["images"] -= 1
        return state.tokens


class _State(StateInline):
    """The state of the inline parser, with the offset at which each token starts."""

    rule_start = 0
    markers = 0
    pending_start = 0

    @functools.cached_property
    def addresses(self) -> Addresses:
        return Addresses(self.src)

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self.pending_start = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:
        token = super().pushPending()
        token.meta["start"] = self.pending_start
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["start"] = self.rule_start
        if ttype == "text":  # each * of a row is a token of its own, from which emphasis is made later
            token.meta["start"] += self.markers
            self.markers += 1
        return token
