"""HTML on lines of its own, as Markdown: tables, lists, figures, code, boxes that fold; frames leave their text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from publish.base.messages import say
from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import DraftLine, opens_code
from publish.importing.dialects.protection import outside_code
from publish.importing.dialects.structure import Scanner, indent
from publish.importing.html.elements import render
from publish.importing.html.tree import inline, parse_html, picture

_WHOLE = frozenset(
    re.findall(
        r"\w+",
        """table figure iframe video audio object embed script style svg pre ul ol dl picture form noscript select
        canvas blockquote button template textarea math nav link meta input map h1 h2 h3 h4 h5 h6""",
    )
)
"""Elements that are taken as a whole."""

_INLINE_FRAMES = frozenset(re.findall(r"\w+", "span small big font label nobr wbr source"))
_FRAMES = _INLINE_FRAMES | frozenset(
    re.findall(
        r"\w+",
        """div center section article main header footer aside p address hgroup details summary hr br body html head
        title caption figcaption dialog fieldset legend tbody thead tr td th li dd dt""",
    )
)
"""Elements whose tags go, while their text stays."""

_START = re.compile(
    r"(?P<prefix>[ \t]*(?:>[ \t]?)*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)"
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?=[\s/>]|$)"
)
_IMAGE = re.compile(r"<img\s(?=[^<>]*=)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_PLACE = re.compile(
    r"<(?P<tag>a|span|div|p)\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\b(?:id|name)\s*=\s*[\"']?(?P<id>[^\s\"'<>]+)[\"']?"
    r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?:/>|>\s*</(?P=tag)>)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_NAMED = re.compile(r"\bid\s*=\s*[\"']?(?P<id>[^\s\"'<>]+)")
_ROW = re.compile(r"[^\n]*[^\n\\|`]\|[ \t]")
"""A row of a table, in which no frame breaks the line."""

_LEADS = re.compile(r"\bhref\s*=")
MOST_LINES = 5_000
"""Lines that one element may have."""


def read_html(scanner: Scanner, line: DraftLine) -> bool:
    """A line of HTML, or one with pictures and places as HTML writes them."""
    if "<" not in line.text:
        return False
    found = _START.match(line.text)
    name = found["name"].lower() if found else ""
    if found and line.text[found.end("prefix") :].startswith("<!--"):
        return False
    if found and not found["close"] and name in _WHOLE and _complete(scanner, line):
        return _element(scanner, line, found, name)
    if not (found and name in (_FRAMES | _WHOLE)) and _join(scanner, line):
        return True
    if found and (name in _FRAMES or name in _WHOLE):
        return _frame(scanner, line, found["prefix"])
    return _inside(scanner, line)


_ALONE = re.compile(
    r"[ \t>]*<(?P<name>a|b|i|em|strong|sub|sup|u|s|code|kbd|mark|q|ins|del)\b"
    r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>[ \t]*$",
    re.IGNORECASE,
)
_MOST_JOINED = 20


def _join(scanner: Scanner, line: DraftLine) -> bool:
    """Join the lines of an element that stands inside a line, where its tag stands alone on one."""
    found = _ALONE.match(line.text)
    if not found:
        return False
    closing = f"</{found['name'].lower()}"
    text = line.text.rstrip()
    for count, following in enumerate(list(itertools.islice(scanner.todo, _MOST_JOINED)), 1):
        if not following.text.strip(" \t>"):
            return False
        text += following.text.lstrip(" \t>").rstrip()
        if closing in following.text.lower():
            for _ in range(count):
                scanner.todo.popleft()
            scanner.again([DraftLine(text, line.place)])
            return True
    return False


def read_comment(scanner: Scanner, line: DraftLine) -> bool:
    """A comment on lines of its own, which is kept."""
    if not line.text.lstrip(" \t>").startswith("<!--"):
        return False
    taken = [line]
    while "-->" not in taken[-1].text and scanner.todo and len(taken) < MOST_LINES:
        taken.append(scanner.todo.popleft())
    behind = taken[-1].text.partition("-->")[2]
    if "-->" not in taken[-1].text:
        scanner.todo.extendleft(reversed(taken[1:]))
        scanner.context.change(say("mark"), line.place, say("the beginning of a comment that has no end"))
        scanner.put([DraftLine(line.text.replace("<!--", "\\<!--"), line.place)])
        return True
    last = taken[-1]
    if behind.strip():
        taken[-1] = DraftLine(last.text[: len(last.text) - len(behind)], last.place)
        scanner.again([DraftLine("", last.place), DraftLine(behind.strip(), last.place)])
    scanner.put(taken)
    return True


def _complete(scanner: Scanner, line: DraftLine) -> bool:
    """Tell whether the tag that a line begins with has an end, perhaps some lines below."""
    text = line.text
    for following in list(itertools.islice(scanner.todo, 20)):
        if ">" in text.partition("<")[2]:
            return True
        text += "\n" + following.text
    return ">" in text.partition("<")[2]


def _element(scanner: Scanner, line: DraftLine, found: re.Match[str], name: str) -> bool:
    """Take an element to its end, and put what stands for it."""
    prefix = re.sub(r"[^>\s]", " ", found["prefix"])
    taken = [DraftLine(line.text[found.end("prefix") :], line.place)]
    opening = re.compile(rf"<{name}(?=[\s/>])", re.IGNORECASE)
    closing = re.compile(rf"</{name}\s*>", re.IGNORECASE)
    text = taken[0].text
    single = name in ("link", "meta", "input", "embed", "source")
    while not single and len(opening.findall(text)) > len(closing.findall(text)) and scanner.todo:
        if len(taken) > MOST_LINES:
            break
        following = scanner.todo.popleft()
        taken.append(DraftLine(following.text.removeprefix(prefix), following.place))
        text += "\n" + taken[-1].text
    if not single and not closing.search(text):
        scanner.todo.extendleft(reversed(taken[1:]))
        return _frame(scanner, line, found["prefix"])
    end = text.find(">") + 1 if single else [match.end() for match in closing.finditer(text)][-1]
    behind = text[end:].strip()
    made = _markdown_figure(text[:end]) if name == "figure" and "![" in text else []
    made = made or render(scanner.context, parse_html(text[:end]), line.place)
    lines = [DraftLine(each, line.place) for each in ["", *made, ""]]
    put = indent(lines, prefix)
    if found["prefix"].strip(" \t>") and made:
        put = put[1:]
        put[0] = DraftLine(found["prefix"] + made[0], line.place)
    if name in ("table", "pre"):  # finished: its bars and signs mean what they say
        scanner.put(put)
    else:
        scanner.again(put)
    if behind:
        scanner.todo.insert(0 if name in ("table", "pre") else len(put), DraftLine(prefix + behind, taken[-1].place))
    return True


def _markdown_figure(text: str) -> list[str]:
    """Return the lines of a figure that holds Markdown, as MkDocs lets it."""
    caption = re.search(r"<figcaption\b[^<>]*>(.*?)</figcaption>", text, re.DOTALL | re.IGNORECASE)
    rest = re.sub(r"</?figure\b[^<>]*>|<figcaption\b.*?</figcaption>", "", text, flags=re.DOTALL | re.IGNORECASE)
    pictures = [each.strip() for each in rest.split("\n") if each.strip()]
    words = " ".join(" ".join(map(inline, parse_html(caption[1]).children)).split()) if caption else ""
    if not words or len(pictures) != 1:
        return [line for each in (*pictures, words) if each for line in (each, "")]
    return ["::: figure", pictures[0], "", words, ":::"]


def _frame(scanner: Scanner, line: DraftLine, prefix: str) -> bool:
    """Take the lines of a block of HTML up to an empty line, and leave its text without the tags of frames."""
    quote = re.sub(r"[^>\s]", " ", prefix)
    taken = [DraftLine(line.text[len(prefix) :], line.place)]
    while scanner.todo and scanner.todo[0].text.strip(" \t>") and len(taken) < MOST_LINES:
        text = scanner.todo[0].text
        if opens_code(text) or re.match(r"[ \t>]*(?::::|\||#|[-*+][ \t]|\d+[.)][ \t])", text):
            break
        inner = text.removeprefix(quote)
        taken.append(
            DraftLine(inner.lstrip() if re.match(r"\s{4}|\s*<", inner) else inner, scanner.todo.popleft().place)
        )
    made = list(_without_frames(scanner.context, taken))
    if made == taken:
        return _inside(scanner, line, taken[1:], quote)
    lines = indent(made, quote)
    if prefix.strip(" \t>") and lines:
        lines[0] = DraftLine(prefix + made[0].text.lstrip(), made[0].place)
    scanner.again(lines)
    return True


def _without_frames(context: Context, lines: Sequence[DraftLine]) -> Iterable[DraftLine]:
    """Yield the lines without tags of frames; what folds becomes a box, what is a place its name."""
    text = "\n".join(line.text for line in lines)
    place = lines[0].place
    counts: dict[str, int] = {}

    def summary(found: re.Match[str]) -> str:
        title = " ".join(inline(parse_html(found["title"] or "")).split()).replace("<br>", " ").strip()
        context.change(say("box"), place, say("what folds on a screen stands open"))
        return f"\n\n::: details {title}".rstrip() + "\n\n"

    def tag(found: re.Match[str]) -> str:
        name = found["name"].lower()
        start, end = found.string.rfind("\n", 0, found.start()) + 1, found.string.find("\n", found.end())
        in_row = name in _FRAMES and _ROW.match(found.string, start, end if end >= 0 else len(found.string))
        if name not in _FRAMES:
            return found[0]
        if name == "details":
            return "\n\n:::\n\n" if found["close"] else "\n\n::: details\n\n"
        if name == "hr":
            return "\n\n***\n\n"
        if name == "br":
            return "<br>"
        if not found["close"]:
            counts[name] = counts.get(name, 0) + 1
        place = _NAMED.search(found["rest"])
        named = f'<a id="{place["id"]}"></a>' if place else ""
        return named if name in _INLINE_FRAMES or in_row else f"\n\n{named}\n" if named else "\n\n"

    def plain(text: str) -> str:
        text = _PLACE.sub(lambda found: f'<a id="{found["id"]}"></a>', text)
        text = re.sub(
            r"<details\b[^<>]*>\s*(?:<summary\b[^<>]*>(?P<title>.*?)</summary>)",
            summary,
            text,
            flags=re.DOTALL | re.IGNORECASE,
        )
        text = _IMAGE.sub(lambda found: _picture(found[0]), text)
        return _TAG.sub(tag, text)

    text = outside_code(text, plain)
    text = re.sub(r"^(?:<br>\s*)+$|^(?:<br>)+|(?:<br>\s*)+$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\n{3,}", "\n\n", text)
    for name, count in counts.items():
        if name not in ("p", "br"):
            context.change(say("frame"), place, say("its text stays without it: <{name}>", name=name), count)
    if text == "\n".join(line.text for line in lines):
        return lines
    if len(made := text.split("\n")) == len(lines):
        return [DraftLine(each, line.place) for each, line in zip(made, lines, strict=True)]
    return [DraftLine(each, place) for each in made]


def _picture(tag: str) -> str:
    return "".join(picture(element) for element in parse_html(tag).find("img"))


def _inside(scanner: Scanner, line: DraftLine, rest: Sequence[DraftLine] = (), quote: str = "") -> bool:
    """Write the pictures and places in a line as ours; the rest of a block of HTML is looked at after it."""
    scanner.todo.extendleft(reversed(indent(rest, quote)))
    text = line.text
    taken = 0
    if "<img" in text.lower():
        while text.lower().rfind("<img") > text.rfind(">") and taken < 12 and taken < len(scanner.todo):
            text += " " + scanner.todo[taken].text.strip()
            taken += 1

    def plain(text: str) -> str:
        text = _IMAGE.sub(lambda found: _picture(found[0]), text)
        return _PLACE.sub(lambda each: f'<a id="{each["id"]}"></a>' if not _LEADS.search(each[0]) else each[0], text)

    made = outside_code(text, plain)
    if made == text:
        return False
    for _ in range(taken):
        scanner.todo.popleft()
    scanner.again([DraftLine(made, line.place)])
    return True
