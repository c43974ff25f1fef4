"""Rules of the parser for what this house adds inside a line: notes, spans, citations, addresses, attributes."""

from __future__ import annotations

import re
from typing import Any

from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from publish.base.filenames import composed
from publish.reader.markdown.attributes import parse_attributes


def footnote_call(state: StateInline, silent: bool) -> bool:
    """A call of a footnote, ``[^name]``, be there such a note or not."""
    start = state.pos
    if not state.src.startswith("[^", start):
        return False
    end = state.src.find("]", start + 2, min(state.posMax, start + 200))
    name = state.src[start + 2 : end]
    if end < 0 or not name.strip() or "\n" in name or "[" in name:
        return False
    if not silent:
        state.push("footnote_call", "", 0).content = name
    state.pos = end + 1
    return True


def footnote_inline(state: StateInline, silent: bool) -> bool:
    """A footnote in the text itself, ``^[…]``."""
    if not state.src.startswith("^[", state.pos):
        return False
    end = parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    return _enclose(state, silent, "footnote", state.pos + 2, end, end + 1, {})


def span(state: StateInline, silent: bool) -> bool:
    """Words in brackets with attributes, ``[…]{lang=en}``; also finds ``[…][name]`` that is no link."""
    if state.src[state.pos] != "[":
        return False
    end = parseLinkLabel(state, state.pos)
    if end < 0 or end + 1 >= state.posMax:
        return False
    if state.src[end + 1] == "[":
        close = state.src.find("]", end + 2, min(state.posMax, end + 200))
        name = state.src[end + 2 : close]
        if not silent and close > 0 and name.strip() and not name.startswith("^") and "[" not in name:
            token = state.push("undefined_reference", "", 0)
            token.content = name
        return False
    parsed = parse_attributes(state.src, end + 1)
    if not parsed or parsed[1] > state.posMax:
        return False
    meta = {"attributes": parsed[0], "brace": end + 1}
    return _enclose(state, silent, "span", state.pos + 1, end, parsed[1], meta)


_CITATION = re.compile(r"\[(@[^\[\]]{1,1000})\]")


_WORK = re.compile(r"\s*@([^\W_][\w\u0300-\u036f:.+/-]*)\s*(?:,\s*([^;]*?)\s*)?(?:;|$)")


def citation(state: StateInline, silent: bool) -> bool:
    """Works that the text rests on, ``[@key, tr. 12; @other]``."""
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    works, here = [], 0
    while here < len(match[1]):
        work = _WORK.match(match[1], here)
        if not work:
            return False
        works.append((composed(work[1]), " ".join((work[2] or "").split()), match.start(1) + work.start(1) - 1))
        here = work.end()
    if not silent:
        state.push("citation", "", 0).meta["works"] = works
    state.pos = match.end()
    return True


_SPACED = re.compile(
    r"""!?\[(?P<words>[^\[\]\n]*)\]\(
    (?P<address>[^\s()<>"](?:[^()<>"\n]|\([^()<>"\n]*\))*?\s(?:[^()<>"\n]|\([^()<>"\n]*\))*?)
    (?:\s+"(?P<title>[^"\n]*)")?\s*\)""",
    re.VERBOSE,
)


_LEADS = re.compile(r"#|[A-Za-z][A-Za-z0-9+.-]*://|.*\.\w{1,5}(?:#|$)")
"""How the address of a link begins, or ends as the name of a file; other words in brackets are words."""


def spaced_address(state: StateInline, silent: bool) -> bool:
    """A picture whose address has a space, as files have it that are not named for the web; a link is told of."""
    match = _SPACED.match(state.src, state.pos, state.posMax) if state.src[state.pos] in "![" else None
    if not match or silent:
        return False
    words, address, title = match["words"], match["address"], match["title"] or ""
    if match[0].startswith("!"):
        token = state.push("image", "img", 0)
        token.attrs, token.content = {"src": address, "alt": "", "title": title}, words
        token.children = [Token("text", "", 0, content=words)]
    elif _LEADS.match(address):
        token = state.push("spaced_address", "", 0)
        token.content = match[0]
        token.meta["link"] = f"[{words}](<{address}>" + (f' "{title}")' if title else ")")
    else:
        return False
    state.pos = match.end()
    return True


def _enclose(
    state: StateInline, silent: bool, name: str, start: int, end: int, behind: int, meta: dict[str, Any]
) -> bool:
    """Make a token pair around the text from ``start`` to ``end`` and go on at ``behind``."""
    if not silent:
        limit, state.posMax = state.posMax, end
        state.push(f"{name}_open", "", 1).meta.update(meta)
        state.pos = start
        state.md.inline.tokenize(state)
        state.push(f"{name}_close", "", -1)
        state.posMax = limit
    state.pos = behind
    return True


def attributes_behind(state: StateInline, silent: bool) -> bool:
    """Attributes right behind a link, a picture or code."""
    if silent or state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    if state.tokens[-1].type not in ("link_close", "image", "code_inline"):
        return False
    parsed = parse_attributes(state.src, state.pos)
    if not parsed or parsed[1] > state.posMax:
        return False
    token = state.push("attributes", "", 0)
    token.meta.update(attributes=parsed[0], brace=state.pos)
    state.pos = parsed[1]
    return True
