"""Boxes, tabs and frames of others: ``:::`` of Pandoc, VuePress and MyST, ``!!!`` and ``===`` of MkDocs, alerts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from publish.base.messages import say
from publish.importing.dialects.code import read_options
from publish.importing.dialects.directives import DIRECTIVES, Directive
from publish.importing.dialects.draft import DraftLine, closes_code, opens_code
from publish.importing.dialects.structure import Scanner, indent
from publish.reader.markdown.attributes import Attribute, parse_attributes
from publish.reader.syntax.alert_names import ALERTS

_COLONS = re.compile(r"(?P<prefix>[ \t]*(?:>[ \t]?)*)(?P<mark>:{3,})[ \t]*(?P<rest>.*?)[ \t]*:*$")
_NAME = re.compile(r"(?P<name>[A-Za-z][\w.-]*)(?:[ \t]*\[(?P<title>[^\[\]]*)\])?[ \t]*(?P<rest>.*)$")
_MYST = re.compile(r"\{(?P<name>[A-Za-z][\w-]*)\}[ \t]*(?P<argument>.*)$")
_OURS = ("box", "figure", "pullquote", "table", "verse")
_ADMONITION = re.compile(
    r"""(?P<prefix>[ \t]*(?:>[ \t]?)*)(?P<mark>!!!|\?\?\?\+?)[ \t]*(?P<names>[A-Za-z][\w-]*(?:[ \t]+[\w-]+)*)
    (?:[ \t]+["“](?P<title>.*)["”])?[ \t]*$""",
    re.VERBOSE,
)
_TAB = re.compile(r"(?P<prefix>[ \t]*(?:>[ \t]?)*)===[+!]?[ \t]+[\"“](?P<title>.*)[\"”][ \t]*$")
_ALERT = re.compile(
    r"(?P<prefix>[ \t]*(?:>[ \t]?)+)\[!(?P<name>[A-Za-z][\w -]*)(?P<more>\|[^\]]*)?\](?P<fold>[+-]?)(?P<title>.*)$"
)
_HTML_ONLY = re.compile(r"when-format=[\"']?(?:html|revealjs|epub-none)|unless-format=[\"']?(?:pdf|latex|epub)")

_TAB_TITLE = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*(?:\{[^{}]*\})?$")

SAME = {
    **dict.fromkeys(("quote", "cite", "quotation", "def", "definition", "theorem", "exercise", "hinweis"), "note"),
    **dict.fromkeys(("alert", "notice", "callout", "message", "admonition", "card", "primary", "secondary"), "note"),
    **dict.fromkeys(("warn", "beware", "important-note"), "warning"),
    **dict.fromkeys(("red", "critical", "fatal"), "danger"),
    **dict.fromkeys(("blue", "read", "reading", "link", "links"), "info"),
    **dict.fromkeys(("green", "ok", "yes", "pro-tip"), "success"),
    **dict.fromkeys(("details", "spoiler", "collapse", "dropdown", "expand", "toggle"), "details"),
}
"""Names of boxes that are not read, and the one of ours that is nearest."""


def known_name(name: str) -> str:
    """Return the name of a box as ours are called; empty for what is none."""
    name = name.lower().removeprefix("callout-").removeprefix("admonition-").removeprefix("ad-")
    return name if name in ALERTS else SAME.get(name, "")


def read_colons(scanner: Scanner, line: DraftLine) -> bool:
    """A line of colons, which opens a container or ends one."""
    found = _COLONS.match(line.text) if ":::" in line.text else None
    if not found:
        return False
    prefix, rest = found["prefix"], found["rest"]
    if not rest:
        _close(scanner, line, prefix)
        return True
    if (myst := _MYST.match(rest)) and myst["name"].lower() in DIRECTIVES:
        name = myst["name"].lower()
        given, body = read_options(_take(scanner))
        made = DIRECTIVES[name](Directive(scanner.context, name, myst["argument"].strip(), given, body, line))
        scanner.again(indent(made, prefix))
        return True
    opening = _opening(scanner, line, rest)
    if opening is None:
        _take(scanner)
        return True
    scanner.open.append(bool(opening))
    if opening:
        scanner.put([DraftLine(f"{prefix}::: {opening}", line.place)])
    return True


def _close(scanner: Scanner, line: DraftLine, prefix: str) -> None:
    if not scanner.open:
        scanner.context.change(say("mark"), line.place, say("the end of a container that has no beginning, taken out"))
    elif scanner.open.pop():
        scanner.put([DraftLine(f"{prefix}:::", line.place)])
    elif scanner.done and scanner.done[-1].text.strip(" >\t"):
        scanner.put([DraftLine(prefix.rstrip(), line.place)])


def _take(scanner: Scanner) -> list[DraftLine]:
    """Take the lines of a container that has just been opened, up to its end, which is taken as well."""
    depth, body = 1, []
    fence = None
    while scanner.todo:
        line = scanner.todo.popleft()
        if fence:
            fence = None if closes_code(line.text, fence) else fence
        elif fence := opens_code(line.text):
            pass
        elif found := _COLONS.match(line.text):
            depth += 1 if found["rest"] else -1
            if not depth:
                break
        body.append(line)
    return body


def _opening(scanner: Scanner, line: DraftLine, rest: str) -> str | None:
    """Return how our container opens; empty for text without a frame, None for what is left out."""
    context = scanner.context
    parsed = parse_attributes(rest, 0) if rest.startswith("{") else None
    if parsed:
        return _by_attributes(scanner, line, parsed[0], rest[parsed[1] :].strip())
    found = _NAME.match(rest)
    if not found or (rest.startswith("{") and not parsed):
        context.change(say("frame"), line.place, say("its text stays without it"))
        return ""
    name = found["name"]
    if name in _OURS:
        return rest
    if "." in name:
        context.leave_out(say("passage"), line.place, say("made by a program: ::: {rest}", rest=rest))
        return ""
    title = found["title"] if found["title"] is not None else found["rest"]
    brace = re.search(r"(?:^|\s)\{([^{}]*)\}\s*$", title)
    id_ = ""
    if brace:
        title = title[: brace.start()]
        inner = parse_attributes(brace[0].strip(), 0)
        id_ = next((each.value for each in inner[0] if each.key == "#"), "") if inner else ""
        title = title or next((each.value for each in inner[0] if each.key == "title"), "") if inner else title
    if kind := known_name(name):
        if kind != name and not title and kind != "details":
            title = name.replace("-", " ").capitalize() if not name.startswith("callout") else ""
        return " ".join(filter(None, (kind, f"{{#{id_}}}" if id_ else "", title.strip())))
    context.change(say("frame"), line.place, say("its text stays without it: {name}", name=name))
    if title.strip():
        scanner.again([DraftLine(f"**{title.strip()}**", line.place), DraftLine("", line.place)])
    return ""


def _by_attributes(scanner: Scanner, line: DraftLine, attributes: tuple[Attribute, ...], behind: str) -> str | None:
    """Return how a container opens that Pandoc or Quarto writes with braces."""
    context = scanner.context
    classes = [each.value for each in attributes if each.key == "."]
    values = {each.key: each.value for each in attributes}
    id_ = f"{{#{values['#']}}}" if "#" in values else ""
    if _HTML_ONLY.search(line.text) and {"content-visible", "content-hidden"} & set(classes):
        shown = ("content-visible" in classes) != ("unless-format" in line.text)
        if shown or "unless-format" in line.text:
            context.leave_out(say("passage"), line.place, say("it is for the web only"))
            return None
    if "content-hidden" in classes and re.search(r"when-format=[\"']?(?:pdf|latex|epub)", line.text):
        context.leave_out(say("passage"), line.place, say("it is not for print"))
        return None
    if theorem := _theorem(scanner, classes, values, id_):
        return theorem
    for name in classes:
        if kind := known_name(name):
            title = values.get("title") or behind
            return " ".join(filter(None, (kind, id_, title)))
    if {"panel-tabset", "tabset"} & set(classes):
        context.change(say("tab"), line.place, say("its text stands below its title"))
        body = [DraftLine(_TAB_TITLE.sub(r"**\1**", each.text), each.place) for each in _take(scanner)]
        scanner.again([*body, DraftLine(":::", line.place)])
        return ""
    if "verse" in classes or "line-block" in classes:
        return f"verse {id_}".strip()
    how = say("its text stays without it: {value}", value=" ".join(classes) or "div")
    if classes or len(values) > ("#" in values):
        context.change(say("frame"), line.place, how)
    if id_:
        scanner.again([DraftLine("", line.place), DraftLine(id_, line.place)])
    return ""


_THEOREMS = {
    "theorem": ("thm", "Định lý"),
    "lemma": ("lem", "Bổ đề"),
    "corollary": ("cor", "Hệ quả"),
    "proposition": ("prp", "Mệnh đề"),
    "conjecture": ("cnj", "Giả thuyết"),
    "hypothesis": ("hyp", "Giả thiết"),
    "definition": ("def", "Định nghĩa"),
    "example": ("exm", "Ví dụ"),
    "exercise": ("exr", "Bài tập"),
    "solution": ("sol", "Lời giải"),
    "remark": ("rem", "Nhận xét"),
    "algorithm": ("alg", "Thuật toán"),
    "proof": ("prf", "Chứng minh"),
}
"""What is proved, by the class that it has in bookdown: how its ids begin in Quarto, and what it is in Vietnamese."""


def _theorem(scanner: Scanner, classes: Sequence[str], values: Mapping[str, str], id_: str) -> str:
    """Return how the box of what is proved opens, which has its kind and its name as title; empty for another one."""
    label = values.get("#", "")
    name = next((each for each in classes if each in _THEOREMS), "")
    name = name or next((each for each, (start, _) in _THEOREMS.items() if label.startswith(f"{start}-")), "")
    if not name:
        return ""
    if label and not label.startswith(f"{_THEOREMS[name][0]}-"):
        id_ = f"{{#{_THEOREMS[name][0]}:{label}}}"  # as bookdown calls it in references
    called = values.get("name") or values.get("title") or ""
    first = next((n for n, each in enumerate(itertools.islice(scanner.todo, 3)) if each.text.strip()), None)
    heading = re.match(r"#{1,6}[ \t]+(.*?)[ \t]*$", scanner.todo[first].text) if first is not None else None
    if heading and first is not None and not called:
        called = heading[1]
        del scanner.todo[first]
    text = " ".join(each.text for each in itertools.islice(scanner.todo, 40))
    vietnamese = (
        scanner.context.whole.tree.language.lower().startswith("vi") or len(re.findall("[À-ỹ]", text)) > len(text) / 20
    )
    word = _THEOREMS[name][1] if vietnamese else name.capitalize()
    return " ".join(filter(None, ("box", id_, f"{word} ({called})" if called else word)))


def read_admonition(scanner: Scanner, line: DraftLine) -> bool:
    """A box of MkDocs, with its text indented by four spaces."""
    found = _ADMONITION.match(line.text) if "!!!" in line.text or "???" in line.text else None
    if not found:
        return False
    names = found["names"].split()
    kind = next(filter(None, map(known_name, names)), "")
    if (
        not kind
        and not found["title"]
        and not (scanner.todo and re.match(r"[ \t]*(?: {4}|\t)\S", scanner.todo[0].text))
    ):
        return False
    title = found["title"] or ""
    if not kind:
        kind, title = "note", title or names[0].replace("-", " ").capitalize()
    elif kind != names[0].lower() and not title and found["title"] is None:
        title = names[0].replace("-", " ").capitalize() if names[0].lower() not in ALERTS else ""
    _framed(scanner, line, found["prefix"], f"::: {kind} {title}".rstrip(), ":::")
    return True


def read_tab(scanner: Scanner, line: DraftLine) -> bool:
    """A tab of MkDocs: its title in bold, and its text below."""
    found = _TAB.match(line.text) if "===" in line.text else None
    if not found:
        return False
    scanner.context.change(say("tab"), line.place, say("its text stands below its title"))
    _framed(scanner, line, found["prefix"], f"**{found['title']}**", "")
    return True


def _framed(scanner: Scanner, line: DraftLine, prefix: str, first: str, last: str) -> None:
    body = scanner.take_block(4, prefix)
    end = body[-1].place if body else line.place
    lines = [DraftLine("", line.place), DraftLine(first, line.place)]
    lines += [DraftLine("", line.place)] if not last else []
    scanner.again(indent([*lines, *body, DraftLine(last, end), *([DraftLine("", end)] if last else [])], prefix))


def read_alert(scanner: Scanner, line: DraftLine) -> bool:
    """The first line of an alert of GitHub or Obsidian; one of another name gets the nearest, and its own as title."""
    if early := _EARLY.match(line.text):  # as GitHub had it first
        scanner.put([DraftLine(f"{early['prefix']}[!{early['name'].upper()}]", line.place)])
        return True
    found = _ALERT.match(line.text) if "[!" in line.text else None
    if not found:
        return False
    name, title = found["name"].strip(), found["title"].strip()
    kind = known_name(name)
    if kind.lower() == name.lower() and not found["more"]:
        return False
    shown = title or name.replace("-", " ").capitalize()
    scanner.context.change(say("box"), line.place, say("a box of another name: {name}", name=name))
    scanner.put([DraftLine(f"{found['prefix']}[!{(kind or 'note').upper()}] {shown}", line.place)])
    return True


def close_open(scanner: Scanner) -> None:
    """End what is still open at the end of the text."""
    while scanner.open:
        if scanner.open.pop():
            place = scanner.done[-1].place if scanner.done else ""
            scanner.put([DraftLine(":::", place)])
            scanner.context.change(say("box"), place, say("it had no end"))


_EARLY = re.compile(r"(?P<prefix>[ \t]*>[ \t]?)\*\*(?P<name>Note|Warning|Tip|Important|Caution)\*\*[ \t]*$")
_OWN = re.compile(r"(?P<prefix>[ \t]*(?:>[ \t]?)*):{3,}(?P<rest>.*)$")


def recolon(lines: list[DraftLine]) -> list[DraftLine]:
    """Return the lines with as many colons as each container needs to stand around those in it."""
    from publish.importing.dialects.draft import code_flags

    stack: list[tuple[int, int]] = []
    counts: dict[int, int] = {}
    for index, (line, code) in enumerate(zip(lines, code_flags(lines), strict=True)):
        found = None if code else _OWN.match(line.text)
        if not found:
            continue
        if found["rest"].strip():
            stack.append((index, 3))
        elif stack:
            opening, count = stack.pop()
            counts[opening] = counts[index] = count
            if stack:
                stack[-1] = stack[-1][0], max(stack[-1][1], count + 1)
    made = []
    for index, line in enumerate(lines):
        found = _OWN.match(line.text) if index in counts else None
        made.append(DraftLine(f"{found['prefix']}{':' * counts[index]}{found['rest']}", line.place) if found else line)
    return made
