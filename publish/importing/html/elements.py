"""Elements of HTML that are blocks, as lines of Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from publish.base.messages import say
from publish.importing.dialects.context import Context
from publish.importing.html.tree import HtmlElement, cell, inline, picture

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """p div table figure ul ol dl pre blockquote h1 h2 h3 h4 h5 h6 hr iframe video audio object embed svg form
        section article nav details center script style noscript template button select canvas li dt dd aside header""",
    )
)


def render(context: Context, element: HtmlElement, place: str) -> list[str]:
    """Return an element as the lines of blocks, parted by empty lines."""
    lines: list[str] = []
    words: list[HtmlElement | str] = []

    def end_words() -> None:
        text = re.sub(r"(?:\s*<br>\s*)+", "<br>", "".join(map(inline, words))).strip()
        text = re.sub(r"^(?:<br>)+|(?:<br>)+$", "", text).strip()
        if text:
            _add(lines, [text])
        words.clear()

    for child in element.children:
        if isinstance(child, HtmlElement) and child.tag in _BLOCKS:
            end_words()
            make = _MAKERS.get(child.tag)
            _add(lines, make(context, child, place) if make else render(context, child, place))
        else:
            words.append(child)
    end_words()
    return lines


def _add(lines: list[str], more: Iterable[str]) -> None:
    more = list(more)
    if more and lines:
        lines.append("")
    lines += more


def _heading(context: Context, element: HtmlElement, place: str) -> list[str]:
    pictures = [made for each in element.find("img") if (made := picture(each))]
    words = "".join(map(inline, element.children)).replace("<br>", " ")
    for each in pictures:  # below it
        words = re.sub(rf"\[{re.escape(each)}\]\([^()]*\)|{re.escape(each)}", "", words)
    words = " ".join(words.split())
    id_ = element.attributes.get("id", "")
    if words and not re.search(r"\w", words):  # a rule that is drawn with signs
        context.change(say("heading"), place, say("without a word: a break: {words}", words=words[:20]))
        return ["***"]
    lines = [f"{'#' * int(element.tag[1])} {words}" + (f" {{#{id_}}}" if id_ else "")] if words else []
    for each in pictures:
        _add(lines, [each])
    return lines


def _pre(context: Context, element: HtmlElement, place: str) -> list[str]:
    classes = " ".join(
        [element.attributes.get("class", ""), *(e.attributes.get("class", "") for e in element.find("code"))]
    )
    language = re.search(r"(?:language|lang|brush)[-:]\s*([\w+#-]+)", classes)
    text = element.text.strip("\n")
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    mark = "`" * (longest + 1)
    return [mark + (language[1] if language else ""), *text.split("\n"), mark]


def _list(context: Context, element: HtmlElement, place: str) -> list[str]:
    lines: list[str] = []
    number = int(start) if (start := element.attributes.get("start", "")).isdecimal() else 1
    for child in element.children:
        if not isinstance(child, HtmlElement):
            continue
        inner = render(context, child, place) if child.tag == "li" else _list(context, child, place)
        mark = f"{number}. " if element.tag == "ol" else "- "
        number += 1
        if inner:
            lines.append(mark + inner[0])
            lines += [f"{' ' * len(mark)}{each}" if each else "" for each in inner[1:]]
    return lines


def _terms(context: Context, element: HtmlElement, place: str) -> list[str]:
    lines: list[str] = []
    term = False
    for child in element.find("dt", "dd"):
        inner = render(context, child, place)
        if child.tag == "dt":
            lines += ["", *(" ".join(inner).split("\n"))] if not term else [" ".join(inner)]
            term = True
        elif inner:
            lines += [f":   {inner[0]}", *(f"    {each}" if each else "" for each in inner[1:])]
            term = False
    return lines[1:] if lines and not lines[0] else lines


def _quote(context: Context, element: HtmlElement, place: str) -> list[str]:
    return [f"> {line}".rstrip() for line in render(context, element, place)]


def _figure(context: Context, element: HtmlElement, place: str) -> list[str]:
    captions = list(element.find("figcaption"))
    caption = " ".join(" ".join(map(inline, captions[0].children)).replace("<br>", " ").split()) if captions else ""
    pictures = [made for each in element.find("img") if (made := picture(each))]
    id_ = element.attributes.get("id", "")
    if not pictures:
        rest = HtmlElement(
            "", {}, [c for c in element.children if not (isinstance(c, HtmlElement) and c.tag == "figcaption")]
        )
        lines = render(context, rest, place)
        _add(lines, [caption] if caption else [])
        return lines
    lines = []
    for each in pictures[:-1]:
        _add(lines, [each])
    if not caption:
        _add(lines, [*([f"{{#{id_}}}"] if id_ else []), pictures[-1]])
        return lines
    _add(lines, [f"::: figure {{#{id_}}}" if id_ else "::: figure", pictures[-1], "", caption, ":::"])
    return lines


def _media(context: Context, element: HtmlElement, place: str) -> list[str]:
    sources = (element, *element.find("source", "embed"))
    target = next((s for e in sources if (s := e.attributes.get("src") or e.attributes.get("data"))), "").strip()
    title = element.attributes.get("title") or element.attributes.get("aria-label") or ""
    if target.startswith("//"):
        target = f"https:{target}"
    if re.match(r"https?://", target):
        target = re.sub(r"youtube(?:-nocookie)?\.com/embed/([\w-]+).*", r"youtube.com/watch?v=\1", target)
        context.change(say("film or page of the web"), place, say("a link leads to it"))
        words = " ".join(title.split()) or target
        return [f"[{words}](<{target}>)".replace("\n", " ")]
    what = f"<{element.tag}> {target}".strip()
    context.leave_out(say("film or page of the web"), place, say("paper has none: {what}", what=what))
    return []


def _svg(context: Context, element: HtmlElement, place: str) -> list[str]:
    context.leave_out(say("picture"), place, say("a drawing inside of the text; save it as a file"))
    return []


def _program(context: Context, element: HtmlElement, place: str) -> list[str]:
    context.change(say("<{tag}>", tag=element.tag), place, say("what a page on paper does not need"))
    return []


def _form(context: Context, element: HtmlElement, place: str) -> list[str]:
    words = " ".join(element.text.split())
    context.leave_out(
        say("form of the web"),
        place,
        say("paper has none: {words}", words=words[:60]) if words else say("paper has none"),
    )
    return []


def _break(context: Context, element: HtmlElement, place: str) -> list[str]:
    return ["***"]


# Tables --------------------------------------------------------------------------------------------------------------

LEFT, UP = "<", "^"
"""Places of a table that belong to the cell on their left, or to that above."""


def _table(context: Context, element: HtmlElement, place: str) -> list[str]:
    rows = [row for row in element.find("tr") if any(isinstance(c, HtmlElement) for c in row.children)]
    heads = {id(row) for part in element.find("thead") for row in part.find("tr")}
    cells = [[c for c in row.children if isinstance(c, HtmlElement) and c.tag in ("td", "th")] for row in rows]
    if max(map(len, cells), default=0) == 1 and not heads:  # a table for the look of the page
        return [line for row in cells for each in row for line in [*render(context, each, place), ""]]
    if not any(cells):
        return []
    grid, alignments = _grid(cells)
    head = sum(id(row) in heads for row in rows)
    if not head and all(each.tag == "th" for each in cells[0]):
        head = 1
    lines = [_row(slots) for slots in grid]
    ruler = "|" + "|".join(_RULERS.get(align, " --- ") for align in alignments) + "|"
    if not head:
        lines = ["|" + " |" * len(alignments), ruler, *lines]
    elif head == 1:
        lines = [lines[0], ruler, *lines[1:]]
    else:
        lines = [lines[0], ruler, *lines[1:head], "|" + " === |" * len(alignments), *lines[head:]]
    caption = next((" ".join("".join(map(inline, c.children)).split()) for c in element.find("caption")), "")
    context.change(say("table"), place, say("HTML"))
    return [*lines, "", f": {caption}"] if caption else lines


_RULERS = {"left": " :--- ", "right": " ---: ", "center": " :---: "}


def _number(value: str) -> int:
    return min(max(int(value), 1), 100) if value.isdecimal() else 1


def _grid(cells: Sequence[Sequence[HtmlElement]]) -> tuple[list[list[str]], list[str]]:
    """Return the places of a table row by row, and the alignment of each column."""
    grid: list[dict[int, str]] = [{} for _ in cells]
    aligned: dict[int, str] = {}
    for number, row in enumerate(cells):
        column = 0
        for each in row:
            while column in grid[number]:
                column += 1
            width = _number(each.attributes.get("colspan", ""))
            height = min(_number(each.attributes.get("rowspan", "")), len(cells) - number)
            text = cell("".join(map(inline, each.children)))
            for down in range(height):
                for right in range(width):
                    grid[number + down][column + right] = UP if down else LEFT if right else text
            style = re.search(r"text-align:\s*(\w+)", each.attributes.get("style", ""))
            aligned.setdefault(column, (each.attributes.get("align") or (style[1] if style else "")).lower())
            column += width
    columns = 1 + max((max(row) for row in grid if row), default=0)
    return [[row.get(n, "") for n in range(columns)] for row in grid], [aligned.get(n, "") for n in range(columns)]


def _row(slots: Sequence[str]) -> str:
    parts = {LEFT: "|", UP: " ^^ |", "": " |"}
    return "|" + "".join(parts.get(slot, f" {slot} |") for slot in slots)


_MAKERS: Mapping[str, Callable[[Context, HtmlElement, str], list[str]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    **dict.fromkeys(("iframe", "video", "audio", "object", "embed"), _media),
    **dict.fromkeys(("script", "style", "noscript", "template", "canvas"), _program),
    **dict.fromkeys(("form", "select", "button", "textarea"), _form),
    "svg": _svg,
    "pre": _pre,
    "dl": _terms,
    "blockquote": _quote,
    "figure": _figure,
    "table": _table,
    "hr": _break,
}
"""What makes lines of each element; others leave what is in them."""
