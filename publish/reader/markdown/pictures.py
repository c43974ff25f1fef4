"""Pictures of the source: where their files are, what they show, and whether they stand alone or in a line of text."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from publish.base.diagnostics import Position
from publish.base.messages import say
from publish.publication.model import Icon, Inline, Span
from publish.reader.markdown.attributes import Attribute, picture_facts
from publish.reader.markdown.parser import Token
from publish.reader.source import Passage, Source

_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def picture_file(source: Source, name: str) -> Path | None:
    """Return the file of a picture; None for one that is not on this machine."""
    local = name and not _REMOTE.match(name)
    return Path(source.file).absolute().parent / unquote(name) if local else None


def read_icon(source: Source, token: Token, position: Position) -> Icon:
    """Return the picture in a line of text that a token is."""
    name, title = str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))
    return Icon(picture_file(source, name), name, alternative_text(token), title=title, position=position)


def with_facts(source: Source, picture: Icon, attributes: tuple[Attribute, ...], passage: Passage) -> Inline:
    """Return a picture in a line of text with the attributes behind it: a description, and a name for links."""
    for attribute in attributes:
        if attribute.key == "width":
            hint = say("a picture in a line of text is as high as its letters; put it in a paragraph of its own")
            offset, shown = passage.source_offset(attribute.offset), f"width={attribute.value}"
            source.warn(
                offset, say("not read of a picture: {shown}", shown=shown), "unknown-attribute", hint, len(shown)
            )
    kept = tuple(attribute for attribute in attributes if attribute.key != "width")
    id_, _, alt = picture_facts(source, kept, passage)
    picture = replace(picture, alt=picture.alt or alt)
    return Span(None, id_, (picture,), picture.position) if id_ else picture


def alternative_text(token: Token) -> str:
    """Return the text in the brackets of a picture, without markup."""
    parts = []
    for child in token.children or ():
        if child.type == "image":
            parts.append(alternative_text(child))
        else:
            is_tag = child.type in ("abbreviation_open", "html_inline", "html_open", "html_close", "html_unpaired")
            is_break = child.type in ("softbreak", "hardbreak")
            parts.append(" " if is_break else "" if is_tag else child.content)
    return "".join(parts)


def crowded_picture(tokens: list[Token]) -> Token | None:
    """Return the first picture of a passage, or the link around it, that has nothing but pictures and links in it."""
    left = [token for token in tokens if not _is_blank(token)]
    if any(token.type not in ("image", "attributes", "link_open", "link_close", "hardbreak") for token in left):
        return None
    return left[0] if any(token.type == "image" for token in left) else None


def only_picture(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a passage without its comments and outer space, if what is left starts with a picture.

    The result is the picture and perhaps its attributes; it is empty when there is anything else.
    """
    left = [t for t in tokens if not _is_blank(t)]
    kinds = [t.type for t in left]
    return left if kinds in (["image"], ["image", "attributes"]) else []


def _is_blank(token: Token) -> bool:
    if token.type == "html_inline":
        return token.content.startswith("<!--")
    return token.type == "softbreak" or (token.type == "text" and not token.content.strip())
