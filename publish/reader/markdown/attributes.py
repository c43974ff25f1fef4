"""Read ``{#id lang=en index}``, the attributes of a block or of words in brackets."""

from __future__ import annotations

import re

from publish.base.filenames import composed
from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.model import IndexMark
from publish.reader.markdown.marks import INDEX_KEYS, read_marks
from publish.reader.source import Passage, Source

_LIST = re.compile(r"\{([^{}\n]*)\}")
_ITEM = re.compile(
    r"""\s*(?:
        \#(?P<id>[^\s{}"=]+)
      | \.(?P<class>[^\s{}"=]+)
      | (?P<key>[A-Za-z][\w:.-]*)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))
      | (?P<flag>index|bleed)
    )(?=\s|$)""",
    re.VERBOSE,
)
ID = re.compile(r"[A-Za-z][\w.-]*")
ID_HINT = say("an id starts with a letter and goes on with letters, digits, '.', '-' and '_'")
_LANGUAGE = re.compile(
    r"""(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})  # language
    (?:-[a-z]{4})?                                   # script
    (?:-(?:[a-z]{2}|[0-9]{3}))?                      # region
    (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*         # variants
    (?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*             # extensions
    (?:-x(?:-[a-z0-9]{1,8})+)?                       # private use
    |x(?:-[a-z0-9]{1,8})+""",
    re.VERBOSE | re.IGNORECASE,
)

_NAMING = frozenset(["#", *INDEX_KEYS])
"""Attributes whose values are names, which are compared with others."""

STRAY = re.compile(r"\{\s*(?:#[A-Za-z]|\.[A-Za-z]|[A-Za-z]+=)[^{}\n]*\}")
"""What looks like attributes but stands where none can."""


_TAKEN = {
    ("#",): say("a block takes {{#id}} only"),
    ("#", "span", "bleed", "width"): say("a figure takes {{#id}}, {{width=50%}}, {{bleed}} and {{span=2}}"),
}
"""What there is instead of an attribute that is not known, by those that are; words take the others."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: ``#`` for an id, ``.`` for a class, else its key; ``offset`` counts from the opening brace."""

    key: str
    value: str
    offset: int


def parse_attributes(text: str, start: int) -> tuple[tuple[Attribute, ...], int] | None:
    """Return the attributes whose brace opens at ``start`` and the offset behind them; None if there are none."""
    match = _LIST.match(text, start)
    if not match or not match[1].strip():
        return None
    found = []
    inner, here = match[1].rstrip(), 0
    while here < len(inner):
        item = _ITEM.match(inner, here)
        if not item:
            return None
        name, value = next((k, v) for k in ("id", "class", "quoted", "bare", "flag") if (v := item[k]) is not None)
        key = {"id": "#", "class": ".", "flag": value}.get(name) or item["key"]
        indent = len(item[0]) - len(item[0].lstrip())
        found.append(Attribute(key, "" if name == "flag" else value, 1 + here + indent))
        here = item.end()
    return tuple(found), match.end()


def is_language(tag: str) -> bool:
    """Tell whether ``tag`` is a well-formed language tag (BCP 47, section 2.1)."""
    return _LANGUAGE.fullmatch(tag) is not None


def block_id(source: Source, attributes: tuple[Attribute, ...], passage: Passage) -> str | None:
    """Return the id among the attributes of a block; anything else is an error."""
    return _known(source, attributes, passage, ("#",)).get("#")


def figure_facts(
    source: Source, attributes: tuple[Attribute, ...], passage: Passage
) -> tuple[str | None, int, bool, float]:
    """Return id, columns, bleed and width among the attributes of a figure; 0 for what is not given."""
    known = _known(source, attributes, passage, ("#", "span", "bleed", "width"))
    places = {attribute.key: passage.source_offset(attribute.offset) for attribute in reversed(attributes)}
    span, bleed = known.get("span", ""), known.get("bleed")
    if span and span not in ("1", "2"):
        hint = say("a picture takes one column or two: span=1 or span=2")
        source.report(places["span"], say("not a number of columns: {span}", span=span), "invalid-span", hint)
    if bleed:
        hint = say("write {{bleed}} alone: the picture bleeds off all four sides")
        source.report(places["bleed"], say("a bleed takes no value: {bleed}", bleed=bleed), "invalid-bleed", hint)
    width = _share(known.get("width", ""))
    if "width" in known and not width:
        source.warn(
            places["width"],
            say("not read of a picture: width={width}", width=known["width"]),
            "unknown-attribute",
            _LOOKS_HINT,
        )
    return known.get("#"), int(span) if span in ("1", "2") else 0, bleed is not None, width % 100


_LOOKS = ("height", "align", "fig-align", "style", "loading", "scale", "fig-pos", "fig-width", "fig-height")
"""What other systems say of the look of a picture."""

_LOOKS_HINT = say("a picture is as wide as the text, or as a share of it: {{width=50%}}; delete the rest")

_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)%")


def _share(value: str) -> float:
    """Return a share in percent; 0 for what is none."""
    found = _SHARE.fullmatch(value)
    return float(found[1]) if found and 1 <= float(found[1]) <= 100 else 0.0


def picture_facts(source: Source, attributes: tuple[Attribute, ...], passage: Passage) -> tuple[str | None, float, str]:
    """Return id, width and description among the attributes of a picture; 0 for the width of the text.

    What they say of its look beside that is told and not read.
    """
    width, alt, left = 0.0, "", []
    for attribute in attributes:
        offset = passage.source_offset(attribute.offset)
        if attribute.key == "width" and (share := _share(attribute.value)):
            width = share
        elif attribute.key in ("alt", "fig-alt"):
            alt = attribute.value
        elif attribute.key in ("width", ".", *_LOOKS):
            shown = f".{attribute.value}" if attribute.key == "." else f"{attribute.key}={attribute.value}"
            source.warn(
                offset, say("not read of a picture: {shown}", shown=shown), "unknown-attribute", _LOOKS_HINT, len(shown)
            )
        else:
            left.append(attribute)
    return block_id(source, tuple(left), passage), width % 100, alt


def span_facts(
    source: Source, attributes: tuple[Attribute, ...], passage: Passage, words: str
) -> tuple[str | None, str | None, tuple[IndexMark, ...]]:
    """Return language, id and index marks among the attributes of words in brackets."""
    known = _known(source, attributes, passage, ("#", "lang", *INDEX_KEYS))
    places = {attribute.key: attribute.offset for attribute in reversed(attributes)}
    return known.get("lang"), known.get("#"), read_marks(source, known, places, passage, words)


def is_page_reference(attributes: tuple[Attribute, ...]) -> bool:
    """Tell whether attributes behind a link, ``{.page}``, ask for the folio of its place."""
    return [(attribute.key, attribute.value) for attribute in attributes] == [(".", "page")]


def _known(
    source: Source, attributes: tuple[Attribute, ...], passage: Passage, keys: tuple[str, ...]
) -> dict[str, str]:
    """Return the valid ones among the attributes; ``passage`` starts at the opening brace."""
    known: dict[str, str] = {}
    for attribute in attributes:
        offset = passage.source_offset(attribute.offset)
        shown = attribute.key + attribute.value if attribute.key in "#." else attribute.key
        value = composed(attribute.value) if attribute.key in _NAMING else attribute.value
        if attribute.key not in keys:
            hint = _TAKEN.get(keys, say("words take {{#id}}, {{lang=en}} and {{index}}, a link {{.page}}"))
            if attribute.key == "lang":
                hint = say("mark the words themselves: [words]{{lang=en}}")
            source.report(offset, say("unknown attribute: {shown}", shown=shown), "unknown-attribute", hint, len(shown))
        elif attribute.key in known:
            source.report(
                offset,
                say("attribute given twice: {shown}", shown=shown),
                "unknown-attribute",
                say("keep one"),
                len(shown),
            )
        elif attribute.key == "#" and not ID.fullmatch(value):
            source.report(
                offset, say("not a valid id: {value}", value=attribute.value), "invalid-id", ID_HINT, len(shown)
            )
        elif attribute.key == "lang" and not is_language(attribute.value):
            report_language(source, offset, attribute.value)
        else:
            known[attribute.key] = value
    return known


def report_language(source: Source, offset: int, tag: str) -> None:
    """Note that ``tag`` is no language tag."""
    hint = say("write a BCP 47 tag, such as vi, en or zh-Hans")
    source.report(offset, say("not a language tag: {tag}", tag=tag), "invalid-language", hint, len(tag))
