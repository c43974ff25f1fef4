"""Shortcodes and templates: of Hugo and Quarto ``{{< … >}}``, of Jekyll and GitBook ``{% … %}``, of all ``{{ … }}``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping

from publish.base.messages import say
from publish.importing.dialects.containers import known_name
from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import DraftLine
from publish.importing.dialects.protection import outside_code
from publish.importing.dialects.structure import Scanner

_TAG = re.compile(
    r"""(?<!\\)(?:\{\{(?P<hugo>[<%])[ \t]*(?P<close>/?)[ \t]*(?P<name>[A-Za-z][\w./-]*)(?P<rest>.*?)/?[ \t]*[>%]\}\}
    |\{%-?[ \t]*(?P<word>[A-Za-z]\w*(?:-[a-z]+)*)(?P<tail>.*?)-?%\})""",
    re.VERBOSE,
)
_LITERAL = re.compile(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}")
_VARIABLE = re.compile(r"(?<!\\)\{\{-?[ \t]*(?P<value>[^{}<>%#/!][^{}]*?)-?[ \t]*\}\}")
_ARGUMENT = re.compile(
    r"(?:(?P<key>[A-Za-z][\w-]*)[ \t]*=[ \t]*)?"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|`(?P<tick>[^`]*)`|(?P<bare>[^\s\"'=|]+))"
)
_BOXES = frozenset(
    [
        "notice",
        "hint",
        "alert",
        "callout",
        "admonition",
        "note",
        "tip",
        "warning",
        "info",
        "danger",
        "caution",
        "important",
        "success",
        "box",
        "panel",
    ]
)
_KINDS = ("type", "style", "kind", "class", "color", "level", "context", "0")
MOST_LINES = 2_000
"""Lines that code between two shortcodes may have."""

_HIGHLIGHT = re.compile(
    r"\{[{%][<%]?-?[ \t]*(?P<name>highlight|codeblock|code-toggle|code)(?![\w-])(?P<rest>.*?)-?[>%]?[%}]\}"
)
_SPECIFIC = re.compile(r"(?:site|page|layout|include|book|post|gitbook|config|var|env|params|theme)\.|.*\||_?\(|\.")


def arguments(text: str) -> dict[str, str]:
    """Return the arguments of a shortcode by name, those without one by their number."""
    given: dict[str, str] = {}
    for found in _ARGUMENT.finditer(text):
        value = next(
            each for each in (found["double"], found["single"], found["tick"], found["bare"]) if each is not None
        )
        given[found["key"] or str(sum(key.isdecimal() for key in given))] = value
    return given


def read_highlight(scanner: Scanner, line: DraftLine) -> bool:
    """Code between two shortcodes, which becomes a block of code."""
    found = _HIGHLIGHT.match(line.text.strip()) if "{{" in line.text or "{%" in line.text else None
    if not found:
        return False
    body: list[DraftLine] = []
    end = re.compile(rf"\{{[{{%][<%]?-?[ \t]*(?:/|end)[ \t]*{found['name']}(?![\w-])")
    if not any(end.search(each.text) for each in itertools.islice(scanner.todo, MOST_LINES)):
        return False
    rest = line.text.strip()[found.end() :]
    while scanner.todo:
        following = scanner.todo.popleft()
        if end.search(following.text):
            break
        body.append(following)
    given = arguments(found["rest"])
    language = given.get("lang", given.get("language", given.get("0", "")))
    language = language if re.fullmatch(r"[\w+#-]+", language) else ""
    title = given.get("file", given.get("filename", given.get("title", ""))).replace('"', "'")
    title = f' title="{title}"' if title else ""
    numbers = " linenos" if "linenos" in found["rest"] else ""
    lines = [*([DraftLine(rest, line.place)] if rest.strip() else []), *body]
    scanner.again([DraftLine(f"````{language}{title}{numbers}", line.place), *lines, DraftLine("````", line.place)])
    return True


def read_templates(scanner: Scanner, line: DraftLine) -> bool:
    """A line with shortcodes: those that stand for blocks stand on lines of their own, the others in the text."""
    if "{{" not in line.text and "{%" not in line.text:
        return False
    context = scanner.context
    joined = _join(scanner, line)

    def change(found: re.Match[str]) -> str:
        name = (found["name"] or found["word"]).lower()
        rest = found["rest"] if found["name"] else found["tail"]
        closing = bool(found["close"]) or name.startswith("end")
        return _shortcode(context, joined, name.removeprefix("end") if closing else name, rest, closing, found[0])

    def plain(text: str) -> str:
        text = _LITERAL.sub(r"\\{\\{\1\2\3}}", text)
        return _VARIABLE.sub(lambda found: _variable(context, joined, found), _TAG.sub(change, text))

    text = outside_code(joined.text, plain)
    if text == line.text:
        return False
    scanner.again(
        [DraftLine(each, joined.place) for each in text.split("\n")] if text.strip() or not line.text.strip() else []
    )
    return True


def _join(scanner: Scanner, line: DraftLine) -> DraftLine:
    """Return a line with those below in which a shortcode that it opens goes on."""
    text = line.text
    for _ in range(30):
        if text.count("{{<") <= text.count(">}}") and text.count("{%") <= text.count("%}"):
            return DraftLine(text, line.place)
        if not scanner.todo or not scanner.todo[0].text.strip():
            return line if text == line.text else DraftLine(text, line.place)
        text += " " + scanner.todo.popleft().text.strip()
    return DraftLine(text, line.place)


def _shortcode(context: Context, line: DraftLine, name: str, rest: str, closing: bool, written: str) -> str:
    """Return what stands for a shortcode."""
    given = arguments(rest)
    kind = next(filter(None, (known_name(given.get(key, "")) for key in _KINDS)), "") or known_name(name)
    if name in _BOXES or (known_name(name) and name not in ("code", "link", "links")):
        if closing:
            return "\n:::\n"
        title = given.get("title") or given.get("header") or ""
        positional = [value for key, value in given.items() if key.isdecimal() and not known_name(value)]
        title = title or (positional[0] if positional and len(positional[0]) > 1 else "")
        return f"\n::: {kind or 'note'} {title}".rstrip() + "\n"
    if closing:
        return "" if name in _SHORTCODES or name in _SILENT else "\n" if name in _FRAMES else ""
    if make := _SHORTCODES.get(name):
        return make(context, line, given)
    if name in _FRAMES:
        title = given.get("title") or given.get("name") or given.get("header") or given.get("0") or ""
        return f"\n\n**{title}**\n\n" if title and name in ("tab", "tabitem", "step", "card", "accordion") else "\n"
    if name in _SILENT:
        context.change(say("mark"), line.place, say("what a page on paper does not need: {name}", name=name))
        return "\n" if name in ("pagebreak", "newpage") else ""
    context.leave_out(say("shortcode"), line.place, say("not known: {written}", written=" ".join(written.split())[:80]))
    return ""


_FRAMES = frozenset(
    [
        "tabs",
        "tab",
        "tabitem",
        "steps",
        "step",
        "columns",
        "column",
        "cards",
        "card",
        "grid",
        "section",
        "div",
        "expandable",
        "accordion",
        "stepper",
        "tabset",
    ]
)
_SILENT = frozenset(
    (
        *("raw", "code", "pagebreak", "newpage", "toc", "br", "clear", "end", "capture", "comment", "nomarkdown"),
        *("if", "unless", "for", "else", "elsif", "assign", "increment", "case", "when", "mermaid", "katex", "math"),
    )
)


def _link(context: Context, line: DraftLine, given: Mapping[str, str], start: str = "", label: str = "") -> str:
    target = given.get("url") or given.get("src") or given.get("href") or given.get("id") or given.get("0") or ""
    title = given.get("title") or given.get("name") or given.get("1") or label or target
    if not target:
        return ""
    context.change(say("film or page of the web"), line.place, say("a link leads to it"))
    return f"[{title}](<{start}{target}>)"


def _on(start: str, label: str) -> Callable[[Context, DraftLine, Mapping[str, str]], str]:
    def make(context: Context, line: DraftLine, given: Mapping[str, str]) -> str:
        target = given.get("id") or given.get("url") or given.get("src") or given.get("0") or ""
        return _link(context, line, given, "" if "://" in target else start, label)

    return make


def _figure(context: Context, line: DraftLine, given: Mapping[str, str]) -> str:
    source = given.get("src") or given.get("link") or given.get("0") or given.get("url") or ""
    caption = given.get("caption") or given.get("title") or ""
    if given.get("caption") and given.get("title"):
        caption = f"{given['title'].rstrip('.')}. {given['caption']}"
    alt = given.get("alt") or caption
    context.change(say("picture"), line.place, say("a shortcode"))
    title = f' "{caption}"'.replace("\n", " ") if caption and '"' not in caption else ""
    return f"\n\n![{alt}](<{source}>{title})\n\n"


def _path(context: Context, line: DraftLine, given: Mapping[str, str]) -> str:
    return given.get("0") or given.get("path") or given.get("url") or ""


def _value(context: Context, line: DraftLine, given: Mapping[str, str]) -> str:
    name = given.get("0", "")
    if name in context.variables:
        context.change(say("variable"), line.place, say("its value stands here: {name}", name=name))
        return context.variables[name]
    context.leave_out(say("variable"), line.place, say("no value is known: {name}", name=name))
    return ""


def _keys(context: Context, line: DraftLine, given: Mapping[str, str]) -> str:
    return "+".join(f"<kbd>{key}</kbd>" for key in re.split(r"[-+]", given.get("0", "")) if key)


def _lost(context: Context, line: DraftLine, given: Mapping[str, str]) -> str:
    context.leave_out(
        say("picture"), line.place, say("a sign that decorates: {values}", values=" ".join(given.values()))
    )
    return ""


_SHORTCODES: Mapping[str, Callable[[Context, DraftLine, Mapping[str, str]], str]] = {
    **dict.fromkeys(("figure", "img", "image", "imgproc", "picture"), _figure),
    "youtube": _on("https://www.youtube.com/watch?v=", "YouTube"),
    "vimeo": _on("https://vimeo.com/", "Vimeo"),
    "gist": lambda context, line, given: _link(
        context, line, {"0": "/".join(given.get(key, "") for key in ("0", "1")).strip("/")}, "https://gist.github.com/"
    ),
    **dict.fromkeys(("tweet", "twitter", "x"), _on("https://twitter.com/i/status/", "Twitter")),
    **dict.fromkeys(("video", "embed", "iframe", "audio", "file", "swagger", "bilibili", "codepen"), _on("", "")),
    **dict.fromkeys(("ref", "relref", "link", "post_url", "content-ref", "static", "asset"), _path),
    **dict.fromkeys(("param", "meta", "var", "env", "get"), _value),
    **dict.fromkeys(("kbd",), _keys),
    **dict.fromkeys(("icon", "fa", "fas", "bi", "iconify", "badge", "emoji"), _lost),
}
"""What stands for a shortcode, by its name."""


def _variable(context: Context, line: DraftLine, found: re.Match[str]) -> str:
    """Return what stands for ``{{ … }}``: the value, the path in quotes, or the very signs where it is none."""
    value = found["value"].strip()
    name = value.partition("|")[0].strip()
    short = name.removeprefix("site.").removeprefix("book.").removeprefix("page.").removeprefix("config.extra.")
    system = context.whole.tree.system
    if quoted := re.match(r"[\"']([^\"']*)[\"']", name):
        context.change(say("variable"), line.place, say("its value stands here: {name}", name=name))
        return quoted[1]
    if short in ("baseurl", "url", "base_url"):
        return ""
    if system != "mdBook" and short in context.variables:
        context.change(say("variable"), line.place, say("its value stands here: {name}", name=name))
        return context.variables[short]
    if system not in ("mdBook", "Quarto") and _SPECIFIC.match(value):
        context.leave_out(say("variable"), line.place, say("no value is known: {value}", value=value[:60]))
        return ""
    context.change(say("mark"), line.place, say("braces that are meant as such"))
    return "\\{\\{" + found[0][2:]
