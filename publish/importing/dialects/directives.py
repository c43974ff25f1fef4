"""Directives of MyST, between fences of backticks or colons: each gives the lines that stand for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from publish.base.diagnostics import SourceError
from publish.base.messages import say
from publish.base.records import dataclass
from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import DraftLine, lines_of
from publish.reader.syntax.alert_names import ALERTS


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive as it is written.

    Attributes:
        argument: What stands behind its name.
        options: Values by name.
        body: The lines in it.
        line: The line that opens it.
    """

    context: Context
    name: str
    argument: str
    options: Mapping[str, str]
    body: list[DraftLine]
    line: DraftLine

    def lines(self, *texts: str) -> list[DraftLine]:
        """Return lines at the place of the directive."""
        return [DraftLine(text, self.line.place) for text in texts]

    @property
    def label(self) -> str:
        """A line that names the block below it; empty without a label."""
        return self.options.get("name") or self.options.get("label") or ""


def _box(kind: str) -> Callable[[Directive], list[DraftLine]]:
    def make(directive: Directive) -> list[DraftLine]:
        title = directive.argument
        named = next((word for word in directive.options.get("class", "").split() if word in ALERTS), kind)
        if directive.name in ALERTS and title and kind != "details":  # words on the line are text, and no title
            body = [*directive.lines(title, *([""] if directive.body else [])), *directive.body]
            title = ""
        else:
            body = directive.body
        return _boxed(directive, f"::: {named} {title}".rstrip(), body)

    return make


def _boxed(directive: Directive, opening: str, body: list[DraftLine]) -> list[DraftLine]:
    label = [f"{{#{directive.label}}}"] if directive.label else []
    return [*directive.lines("", *label, opening), *body, *directive.lines(":::", "")]


def _figure(directive: Directive) -> list[DraftLine]:
    alt = directive.options.get("alt", "")
    width = directive.options.get("width", "")
    attributes = " ".join(
        filter(
            None, (f"#{directive.label}" if directive.label else "", f"width={width}" if width.endswith("%") else "")
        )
    )
    caption = [line for line in directive.body if line.text.strip()]
    words = " ".join(line.text.strip() for line in caption)
    picture = f"![{alt or words}]({directive.argument})"
    if not words:
        return directive.lines("", picture + (f"{{{attributes}}}" if attributes else ""), "")
    head = f"::: figure {{#{directive.label}}}" if directive.label else "::: figure"
    width = f"{{width={width}}}" if width.endswith("%") else ""
    return directive.lines("", head, f"![{alt or _plain(words)}]({directive.argument}){width}", "", words, ":::", "")


def _plain(text: str) -> str:
    return re.sub(r"[\[\]*`_]|\{[^{}]*\}", "", text)


def _code(directive: Directive) -> list[DraftLine]:
    title = directive.options.get("caption", "").replace('"', "'")
    marked = directive.options.get("emphasize-lines", "")
    parts = [
        directive.argument or ("python" if directive.name == "code-cell" else ""),
        "linenos" if "linenos" in directive.options or "number-lines" in directive.options else "",
        f"startFrom={directive.options['lineno-start']}"
        if directive.options.get("lineno-start", "").isdecimal()
        else "",
        f'title="{title}"' if title else "",
        f"{{{marked}}}" if re.fullmatch(r"[\d,\s-]+", marked) else "",
        f"#{directive.label}" if directive.label else "",
    ]
    if directive.name == "code-cell":
        parts[0] = re.sub(r"i?python3?", "python", parts[0])
        directive.context.change(
            say("block of code"), directive.line.place, say("printed, and not run; what it gives is not there")
        )
    return [
        *directive.lines("", "`````" + " ".join(filter(None, parts))),
        *directive.body,
        *directive.lines("`````", ""),
    ]


def _math(directive: Directive) -> list[DraftLine]:
    label = f" {{#{directive.label}}}" if directive.label else ""
    body = [*directive.lines(directive.argument)] if directive.argument else []
    return [*directive.lines("", "$$"), *body, *directive.body, *directive.lines(f"$${label}", "")]


def _image(directive: Directive) -> list[DraftLine]:
    width = directive.options.get("width", "")
    shown = f"{{width={width}}}" if width.endswith("%") else ""
    label = [f"{{#{directive.label}}}"] if directive.label else []
    return directive.lines("", *label, f"![{directive.options.get('alt', '')}]({directive.argument}){shown}", "")


def _table(directive: Directive) -> list[DraftLine]:
    caption = f": {directive.argument}" if directive.argument else ""
    label = f" {{#{directive.label}}}" if directive.label and caption else ""
    named = [f"{{#{directive.label}}}"] if directive.label and not caption else []
    return [*directive.lines("", *named), *directive.body, *directive.lines("", caption + label, "")]


def _list_table(directive: Directive) -> list[DraftLine]:
    """A table whose rows are lists of lists."""
    rows: list[list[str]] = []
    for line in directive.body:
        if found := re.match(r"\s*[*-][ \t]+[*-](?:[ \t]+(.*))?$", line.text):
            rows.append([found[1] or ""])
        elif rows and (found := re.match(r"\s+[*-](?:[ \t]+(.*))?$", line.text)):
            rows[-1].append(found[1] or "")
        elif rows and line.text.strip():
            rows[-1][-1] += f" {line.text.strip()}"
    if not rows:
        return _text(directive)
    width = max(map(len, rows))
    texts = ["| " + " | ".join(cell.strip() or " " for cell in row + [""] * (width - len(row))) + " |" for row in rows]
    if directive.options.get("header-rows", "0") == "0":
        texts.insert(0, "|" + "  |" * width)
    texts.insert(1, "|" + " --- |" * width)
    caption = ["", f": {directive.argument}"] if directive.argument else []
    return directive.lines("", *texts, *caption, "")


def _text(directive: Directive) -> list[DraftLine]:
    """The text of a directive without its frame."""
    directive.context.change(
        say("frame"), directive.line.place, say("its text stays without it: {name}", name=directive.name)
    )
    title = directive.lines(f"**{directive.argument}**", "") if directive.argument else []
    return [*directive.lines(""), *title, *directive.body, *directive.lines("")]


def _quote(directive: Directive) -> list[DraftLine]:
    quoted = [DraftLine(f"> {line.text}".rstrip(), line.place) for line in directive.body]
    credit = directive.lines(f"> -- {directive.argument}") if directive.argument else []
    return [*directive.lines(""), *quoted, *credit, *directive.lines("")]


def _nothing(directive: Directive) -> list[DraftLine]:
    """What a book makes by itself: contents, index, lists of works."""
    directive.context.change(directive.name, directive.line.place, say("made by the book itself"))
    return []


def _lost(directive: Directive) -> list[DraftLine]:
    directive.context.leave_out(
        say("passage"), directive.line.place, say("a directive that is not read: {name}", name=directive.name)
    )
    return []


def _literal(directive: Directive) -> list[DraftLine]:
    """A file as code."""
    folder = directive.context.whole.folder
    found = folder.find(directive.argument, directive.context.base)
    try:
        text = folder.text(found)[0] if found else ""
    except SourceError:
        found = None
    if not found:
        directive.context.leave_out(
            say("included file"),
            directive.line.place,
            say("there is no such file: {argument}", argument=directive.argument),
        )
        return []
    lines = lines_of(text.removesuffix("\n"), found)
    if wanted := re.fullmatch(r"(\d+)-(\d+)", directive.options.get("lines", "")):
        lines = lines[int(wanted[1]) - 1 : int(wanted[2])]
    language = directive.options.get("language", found.rpartition(".")[2])
    directive.context.whole.included.add(found)
    return _code(Directive(directive.context, "literalinclude", language, directive.options, lines, directive.line))


def _included(directive: Directive) -> list[DraftLine]:
    return directive.lines(f"{{{{< include {directive.argument} >}}}}")


def _terms(directive: Directive) -> list[DraftLine]:
    """A glossary: terms, with their texts indented below them."""
    made: list[DraftLine] = []
    for line in directive.body:
        if line.text[:1].isspace() and made and line.text.strip() and not made[-1].text.startswith((":", " ")):
            made.append(DraftLine(f":   {line.text.strip()}", line.place))
        else:
            made.append(DraftLine(f"    {line.text.strip()}" if line.text[:1].isspace() else line.text, line.place))
    return [*directive.lines(""), *made, *directive.lines("")]


DIRECTIVES: Mapping[str, Callable[[Directive], list[DraftLine]]] = {
    **{name: _box(name) for name in ALERTS},
    **dict.fromkeys(("admonition", "sidebar", "margin", "topic"), _box("note")),
    "dropdown": _box("details"),
    **dict.fromkeys(("exercise", "solution", "proof", "theorem", "definition", "lemma"), _box("note")),
    **dict.fromkeys(("figure", "figure-md"), _figure),
    "image": _image,
    **dict.fromkeys(("code", "code-block", "sourcecode", "code-cell"), _code),
    "literalinclude": _literal,
    "include": _included,
    "math": _math,
    **dict.fromkeys(("table", "csv-table-of-text"), _table),
    "list-table": _list_table,
    **dict.fromkeys(("epigraph", "pull-quote", "highlights", "blockquote"), _quote),
    **dict.fromkeys(("tab-set", "tab-item", "grid", "grid-item", "grid-item-card", "card", "tabbed", "div"), _text),
    **dict.fromkeys(("rubric", "centered", "container", "panels", "aside"), _text),
    "glossary": _terms,
    **dict.fromkeys(
        ("tableofcontents", "toctree", "contents", "bibliography", "index", "genindex", "footbibliography"), _nothing
    ),
    **dict.fromkeys(
        ("raw", "iframe", "embed", "video", "youtube", "glue", "bokeh", "only", "eval-rst", "button"), _lost
    ),
}
"""What is made of each directive, by its name."""
