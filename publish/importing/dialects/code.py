"""Blocks of code: hidden lines, cells that are run, diagrams and formulas between fences, directives of MyST."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from publish.base.messages import say
from publish.importing.dialects.directives import DIRECTIVES, Directive
from publish.importing.dialects.draft import DraftLine, Fence, prefix_of
from publish.importing.dialects.includes import without_conflicts
from publish.importing.dialects.structure import Scanner, indent
from publish.reader.syntax.alert_names import ALERTS

_DIRECTIVE = re.compile(r"\{([A-Za-z][\w:+.-]*)\}[ \t]*(.*)$")
_CELL = re.compile(r"\{\s*(?P<name>[A-Za-z][\w+-]*)(?P<rest>[^{}]*)\}\s*$")
_RAW = re.compile(r"\{\s*=\s*(\w+)\s*\}\s*$")
_ADMONISH = re.compile(
    r"""(?:admonish(?:[ \t]+(?P<kind>[A-Za-z][\w-]*))?|ad-(?P<name>[a-z]+))
    (?:.*?title[ \t]*=[ \t]*["'](?P<title>[^"']*)["']|[ \t]+["'](?P<quoted>[^"']*)["'])?.*$""",
    re.VERBOSE,
)
_RUN = frozenset(
    ["python", "r", "julia", "ojs", "bash", "sh", "sql", "stan", "javascript", "js", "node", "d3", "mermaid", "dot"]
)
_DIAGRAMS = frozenset(
    [
        "mermaid",
        "plantuml",
        "puml",
        "graphviz",
        "dot",
        "ditaa",
        "d2",
        "kroki",
        "flow",
        "sequence",
        "echarts",
        "chart",
        "markmap",
    ]
)
_FILE = re.compile(r"([A-Za-z][\w+#-]*):([\w./-]+\.\w+|[\w./-]*/[\w./-]+)(?=\s|$)")


MOST_LINES = 1_000
"""Lines that a box between fences may have."""


def read_code(scanner: Scanner, line: DraftLine, fence: Fence, body: list[DraftLine]) -> None:
    """Finish a block of code, or have the text looked at that it stands for."""
    info = fence.info
    if directive := _DIRECTIVE.match(info):
        name = directive[1].lower()
        if name in DIRECTIVES:
            given, rest = read_options(body)
            prefix = prefix_of(line.text)
            made = DIRECTIVES[name](Directive(scanner.context, name, directive[2].strip(), given, rest, line))
            first = line.text[: len(fence.prefix)]
            _resume(scanner, made, first, prefix)
            return
        if name not in _RUN and not directive[2] and ":" in name:
            info = f"{{{name}}}"
    if box := _ADMONISH.match(info):
        title = box["title"] or box["quoted"] or ""
        kind = box["kind"] or box["name"] or "note"
        kind, title = (kind, title) if kind in ALERTS else ("note", title or kind.capitalize())
        inner = [
            DraftLine("", line.place),
            DraftLine(f"::: {kind} {title}".rstrip(), line.place),
            *body,
            DraftLine(":::", line.place),
        ]
        _resume(scanner, inner, line.text[: len(fence.prefix)], prefix_of(line.text))
        return
    if raw := _RAW.match(info):
        scanner.context.leave_out(say("passage"), line.place, say("it is for {raw} only", raw=raw[1]))
        return
    cell = _CELL.match(info)
    if cell and (cell["name"].lower() in _RUN):
        given, body = _options(cell, body)
        shown = _pictures(given, body)
        if shown:
            _resume(scanner, [DraftLine(each, line.place) for each in ("", *shown, "")], "", prefix_of(line.text))
            scanner.context.change(say("block of code"), line.place, say("it shows a picture, which stands here"))
        if given.get("echo", "true").lower() == "false" or given.get("include", "true").lower() == "false":
            if not shown:
                why = say("it is run and not shown, and what it gives is not there")
                scanner.context.leave_out(say("block of code"), line.place, why)
            return
        if not shown:
            scanner.context.change(
                say("block of code"), line.place, say("printed, and not run; what it gives is not there")
            )
        info = _info(cell["name"].lower(), {} if shown else given)
    if info.lower() in ("toc", "eval_rst"):
        scanner.context.change(say("contents"), line.place, say("made by the book itself"))
        return
    if info.lower() in ("math", "latex-math", "katex"):
        prefix = prefix_of(line.text)
        lines = [DraftLine("$$", line.place), *body, DraftLine("$$", line.place)]
        scanner.put([DraftLine(line.text[: len(fence.prefix)] + "$$", line.place), *indent(lines[1:], prefix)])
        return
    language = re.split(r"[\s,{:]", info, maxsplit=1)[0].lower()
    if language in _DIAGRAMS:
        scanner.context.change(say("diagram"), line.place, say("printed as the text it is drawn from"))
    body = _without_hidden(scanner, line, info, language, body)
    info, body = _unmarked(info, body)
    info = _FILE.sub(r'\1 title="\2"', info) if ":" in info and "=" not in info else info
    info = _without_keys(info)
    _finish(scanner, line, fence, info, body)


_BOXED = re.compile(
    r"(?P<prefix>[ \t]*(?:>[ \t]?)*)(?P<mark>`{3,}|~{3,})[ \t]*(?P<name>smart|warn|note|tip|warning|info|danger)"
    r"[ \t]*(?:header[ \t]*=[ \t]*\"(?P<title>(?:[^\"\\]|\\.)*)\")?[ \t]*$"
)
"""A box between fences, as javascript.info has it; its title may hold code, which no fence of code can."""


def read_boxed(scanner: Scanner, line: DraftLine) -> bool:
    """A box between fences with words in it."""
    found = _BOXED.match(line.text) if "```" in line.text or "~~~" in line.text else None
    if not found or (found["title"] is None and found["name"] not in ("smart", "warn")):
        return False
    end = re.compile(rf"[ \t>]*{found['mark']}[ \t]*$")
    if not any(end.match(each.text) for each in itertools.islice(scanner.todo, MOST_LINES)):
        return False
    body: list[DraftLine] = []
    while not end.match(scanner.todo[0].text):
        body.append(scanner.todo.popleft())
    body, closing = without_conflicts(scanner.context, body), scanner.todo.popleft()
    kind = {"smart": "note", "warn": "warning"}.get(found["name"], found["name"])
    title = re.sub(r"\\(.)", r"\1", found["title"] or "")
    prefix = found["prefix"]
    opening = DraftLine(f"{prefix}::: {kind} {title}".rstrip(), line.place)
    scanner.again([DraftLine(prefix, line.place), opening, *body, DraftLine(f"{prefix}:::", closing.place)])
    return True


def _unmarked(info: str, body: list[DraftLine]) -> tuple[str, list[DraftLine]]:
    """Return code without the signs that mark parts of it at javascript.info, and the fence with its marked lines."""
    text = "\n".join(each.text for each in body)
    if text.count("*!*") != text.count("*/!*") or "*!*" not in text:
        return info, body
    shown: list[DraftLine] = []
    marked: list[int] = []
    inside = False
    for each in body:
        plain = each.text.replace("*!*", "").replace("*/!*", "")
        is_mark = plain != each.text and not plain.strip()
        if not is_mark:
            shown.append(DraftLine(plain, each.place))
            if inside or "*!*" in each.text:
                marked.append(len(shown))
        inside = each.text.rfind("*!*") > each.text.rfind("*/!*") if plain != each.text else inside
    lines = f" {{{','.join(map(str, marked))}}}" if marked and "{" not in info else ""
    return info + lines, shown


def _finish(scanner: Scanner, line: DraftLine, fence: Fence, info: str, body: Sequence[DraftLine]) -> None:
    """Put a block of code with its fences, which are longer than any in it."""
    prefix = prefix_of(line.text)
    mark = fence.mark
    runs = [found[0] for each in body for found in re.finditer(rf"^\s*{re.escape(mark[0])}{{3,}}\s*$", each.text)]
    longest = max((len(run.strip()) for run in runs), default=0)
    mark = mark[0] * max(len(mark), longest + 1 if longest else 3)
    opening = DraftLine(line.text[: len(fence.prefix)] + mark + info, line.place)
    end = body[-1].place if body else line.place
    scanner.put([opening, *indent(body, prefix), DraftLine(prefix + mark, end)])


def _resume(scanner: Scanner, made: Sequence[DraftLine], first: str, prefix: str) -> None:
    lines = indent(made, prefix)
    if lines and first.strip():
        lines[0] = DraftLine(first + made[0].text, made[0].place)
    scanner.again(lines)


def read_options(body: list[DraftLine]) -> tuple[dict[str, str], list[DraftLine]]:
    """Return what stands as ``:key: value`` or between two ``---`` at the top of a directive, and the rest."""
    given: dict[str, str] = {}
    rest = list(body)
    if rest and rest[0].text.strip() == "---":
        end = next((n for n, line in enumerate(rest[1:], 1) if line.text.strip() == "---"), 0)
        for line in rest[1:end]:
            key, _, value = line.text.partition(":")
            given[key.strip()] = value.strip().strip("\"'")
        return given, rest[end + 1 :]
    while rest and (found := re.match(r":([\w-]+):[ \t]*(.*)$", rest[0].text)):
        given[found[1].lower()] = found[2].strip()
        rest.pop(0)
    while rest and not rest[0].text.strip():
        rest.pop(0)
    return given, rest


_CELL_OPTION = re.compile(r"\s*(?:#|//|--|%%)\|[ \t]*([\w.-]+):[ \t]*(.*)$")


def _options(cell: re.Match[str], body: list[DraftLine]) -> tuple[dict[str, str], list[DraftLine]]:
    """Return the options of code that a system runs, in its braces and above it, and the lines below them."""
    given: dict[str, str] = {}
    if name := re.match(r"[ \t]+([\w-]+)[ \t]*(?:,|$)", cell["rest"]):
        given["label"] = name[1]
    for found in re.finditer(r"([\w.-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s,]+)", cell["rest"]):
        given[found[1].replace(".", "-").lower()] = found[2].strip("\"'")
    while body and (option := _CELL_OPTION.match(body[0].text)):
        given[option[1].replace(".", "-").lower()] = option[2].strip().strip("\"'")
        body = body[1:]
    return given, body


_GRAPHICS = re.compile(r"\binclude_graphics\s*\(((?:[^()]|\([^()]*\))*)\)")


def _pictures(given: Mapping[str, str], body: Sequence[DraftLine]) -> list[str]:
    """Return pictures in Markdown for code that shows files; the first has the label, the last the caption."""
    text = "\n".join(each.text for each in body)
    files = [one or other for found in _GRAPHICS.findall(text) for one, other in _QUOTED.findall(found)]
    files = [file for file in files if re.search(r"\.\w{2,4}$", file)]
    caption = given.get("fig-cap", "").replace("\\\\", "\\")
    label = given.get("label", "")
    width = given.get("out-width", "")
    shown: list[str] = []
    for number, file in enumerate(files):
        named = "" if number or not label else f"#{label}" if label.startswith("fig-") else f"#fig:{label}"
        share = f"width={width}" if re.fullmatch(r"\d{1,2}(?:\.\d+)?%", width) else ""
        facts = " ".join(filter(None, (named, share)))
        alt = given.get("fig-alt") or caption
        title = caption.replace('"', "'") if number == len(files) - 1 else ""
        shown += ["", f"![{alt}](<{file}>" + (f' "{title}"' if title else "") + ")" + (f"{{{facts}}}" if facts else "")]
    return shown


_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")


def _info(language: str, given: Mapping[str, str]) -> str:
    """Return what stands behind the fence of code that a system runs."""
    label = given.get("label", "")
    title = given.get("lst-cap") or given.get("fig-cap") or given.get("tbl-cap") or given.get("filename") or ""
    title = title.replace('"', "'")
    parts = [language, f'title="{title}"' if title else "", f"#{label}" if _is_label(label) else ""]
    return " ".join(filter(None, parts))


def _is_label(label: str) -> bool:
    return bool(re.fullmatch(r"(?:lst|fig|tbl)-[\w.-]+", label))


def _without_hidden(
    scanner: Scanner, line: DraftLine, info: str, language: str, body: list[DraftLine]
) -> list[DraftLine]:
    """Return the lines that mdBook shows: those that begin with ``# `` in Rust, or as the settings say, are hidden."""
    tree = scanner.context.whole.tree
    own = re.search(r"hidelines=([^\s,]+)", info)
    mark = own[1] if own else tree.hidden.get({"rs": "rust"}.get(language, language), "")
    if not mark:
        return body
    shown: list[DraftLine] = []
    count = 0
    for each in body:
        text = each.text.lstrip()
        if mark == "#" and text.startswith("##"):
            shown.append(DraftLine(each.text.replace("##", "#", 1), each.place))
        elif text.startswith(mark) and (mark != "#" or text == "#" or text[1:2] == " "):
            count += 1
        else:
            shown.append(each)
    if count:
        scanner.context.change(
            say("hidden line of code"), line.place, say("not printed, as it is not shown there"), count
        )
    return shown


_NO_KEYS = re.compile(r"[ \t,]*\b(?:hidelines|include|fig-cap|fig-alt|lst-label|eval|echo)=(?:\"[^\"]*\"|[^\s,{}]+)")


def _without_keys(info: str) -> str:
    return _NO_KEYS.sub("", info).strip()
