"""Turn indented lines into blocks of code, and tell prose that is indented so."""

from __future__ import annotations

import re

from publish.publication.model import Block, CodeBlock
from publish.reader.markdown.blocks import Blocks, Element

_PROSE = re.compile(r"[^\W\d_]+(?:[ ,]+[^\W\d_]+){3}")
_MARKED = re.compile("[\u00c0-\u1ef9]")
"""Letters with marks, which prose has and code rarely."""


def build_indented(blocks: Blocks, element: Element) -> tuple[Block, ...]:
    """Lines that are indented by four spaces; prose that is indented so is told, since it may be no code."""
    text = element.token.content
    if _PROSE.search(text) and _MARKED.search(text):
        hint = "take the spaces at the start of the lines away, or put ``` above and below for code"
        blocks.source.warn(element.start, "text indented by four spaces is set as code", "indented-code", hint)
    return (CodeBlock("", text.removesuffix("\n"), element.id, blocks.position(element)),)
