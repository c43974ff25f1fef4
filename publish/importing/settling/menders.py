"""Menders of blocks, HTML, marks and attributes, and the table that says who mends what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from publish.base.messages import say
from publish.importing.dialects.draft import Change, prefix_of
from publish.importing.settling.formulas import formula
from publish.importing.settling.links import (
    escape,
    inline_picture,
    link_words,
    nested_link,
    nested_note,
    second_note,
    spaced,
    undefined_note,
    unused_note,
)
from publish.importing.settling.trouble import Mender, Trouble

_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<[!?][^<>]*>")


def _html(trouble: Trouble) -> Iterator[Change]:
    start, end = trouble.line()
    found = _HTML.match(trouble.text, trouble.offset)
    if trouble.message.startswith("a line break without words"):
        yield Change(start, end, re.sub(r"<br\s*/?>", "", trouble.text[start:end]))
    elif found:
        trouble.changed(say("HTML"), say("its text stays without it: {found}", found=found[0][:40]))
        behind = trouble.text[found.end() : end]
        yield Change(found.start(), found.end() + (len(behind) - len(behind.lstrip()) if not behind.strip() else 0), "")
    elif trouble.text.startswith("<", trouble.offset):
        yield from escape(trouble)
    elif "beside a comment" in trouble.message:
        yield Change(trouble.offset, trouble.offset, "\n\n")
    else:
        yield from _escape_bracket(trouble)


def _escape_bracket(trouble: Trouble) -> Iterator[Change]:
    start, end = trouble.line()
    opening = trouble.text.find("<", start, end)
    if opening >= 0:
        trouble.changed(say("mark"), say("a bracket that is printed as it stands"))
        yield Change(opening, opening, "\\")


_SHORTCODE = re.compile(r"\{\{.*?\}\}+|\{%.*?%\}", re.DOTALL)


def _leftover(trouble: Trouble) -> Iterator[Change]:
    message, (start, end) = trouble.message, trouble.span()
    if message.startswith("text for one format"):
        yield from _code_block(trouble)
    elif message.startswith("a template") and (found := _SHORTCODE.match(trouble.text, start)):
        trouble.left_out(say("shortcode"), say("not known: {written}", written=" ".join(found[0].split())[:80]))
        yield Change(found.start(), found.end(), "")
    elif message.startswith(("a mark for the contents", "attributes of another")):
        trouble.changed(say("mark"), say("what the book makes by itself, or look: {said}", said=trouble.said[:40]))
        yield Change(start, end, "")
    elif message.startswith("a comment of another") and (
        found := re.compile(r"%%(.*?)%%", re.DOTALL).match(trouble.text, start)
    ):
        trouble.changed(say("comment"), say("of Obsidian"))
        yield Change(found.start(), found.end(), f"<!--{found[1].replace('--', '- -')}-->")
    elif message.startswith("a link that does not end"):
        trouble.changed(say("mark"), say("a link that does not end is printed as it stands"))
        yield Change(start + 1, start + 1, "\\")
    elif message.startswith("a role"):
        trouble.changed(say("role"), say("its words stay: {said}", said=trouble.said[:40]))
        yield Change(start, end, "")
    elif message.startswith("LaTeX"):
        yield from _latex(trouble)
    else:
        yield from escape(trouble)


_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>[a-z]+)(?P<star>\*?)\}(?P<inner>.*?)\\end\{(?P=name)(?P=star)\}", re.DOTALL
)
_ALIGNED = {
    "align": "aligned",
    "eqnarray": "aligned",
    "flalign": "aligned",
    "gather": "gathered",
    "multline": "gathered",
}
_COMMAND = re.compile(
    r"\\(?P<name>[A-Za-z]+)\*?(?:\[[^\]\n]*\])?(?:\{(?P<words>[^{}\n]*)\})?(?:\{(?P<more>[^{}\n]*)\})?"
)
_WRAPPED = {
    "textbf": "**",
    "textit": "*",
    "emph": "*",
    "textsl": "*",
    "texttt": "`",
    "underline": "",
    "textsc": "",
    "text": "",
}


def _latex(trouble: Trouble) -> Iterator[Change]:
    """Make a formula of an environment for one, marks of commands for words, and nothing of those for pages."""
    start = trouble.offset
    if (found := _ENVIRONMENT.match(trouble.text, start)) and found["name"] in {"equation", "displaymath", *_ALIGNED}:
        inner = "\n".join(
            line for line in re.sub(r"\\label\{[^{}]*\}", "", found["inner"]).split("\n") if line.strip(" >")
        )
        if name := _ALIGNED.get(found["name"]):
            inner = f"\\begin{{{name}}}{inner}\\end{{{name}}}"
        trouble.changed(say("formula"), say("an environment of LaTeX: {found}", found=found["name"]))
        prefix = prefix_of(trouble.text[trouble.line()[0] : start])
        lines = ["$$", *inner.strip().split("\n"), "$$"]
        yield Change(start, found.end(), f"\n{prefix}".join(line.strip(" >") for line in lines))
        return
    command = _COMMAND.match(trouble.text, start)
    if command and command["name"] in _WRAPPED and (command["words"] or "").strip():
        mark = _WRAPPED[command["name"]]
        trouble.changed(say("mark"), say("of LaTeX: {command}", command=command["name"]))
        yield Change(start, command.end("words") + 1, f"{mark}{command['words'].strip()}{mark}")
    elif command and command["words"] is None and command["name"] not in ("begin", "end"):
        trouble.changed(say("mark"), say("of LaTeX, what a page does not need: {command}", command=command["name"]))
        yield Change(start, start + 1 + len(command["name"]), "")
    else:
        yield from escape(trouble)


def _code_block(trouble: Trouble) -> Iterator[Change]:
    """Leave a block of code out whose fence names a format."""
    start, _ = trouble.line()
    line = trouble.text[start : trouble.text.find("\n", start)]
    mark = re.search(r"`{3,}|~{3,}", line)
    close = re.compile(rf"^[ \t>]*{re.escape(mark[0])}[`~]*[ \t]*$", re.MULTILINE) if mark else None
    found = close.search(trouble.text, trouble.text.find("\n", start)) if close else None
    trouble.left_out(say("passage"), say("it is for one format only: {said}", said=trouble.said))
    yield Change(start, found.end() if found else trouble.line()[1], "")


def _delete_line(what: str, why: str) -> Mender:
    def mend(trouble: Trouble) -> Iterator[Change]:
        start, end = trouble.line()
        trouble.left_out(what, say("{why}: {words}", why=why, words=trouble.text[start:end].strip()[:60]))
        yield Change(start, end, "")

    return mend


_BRACES = re.compile(r"[ \t]*\{[^{}\n]*\}")


def _attribute(trouble: Trouble) -> Iterator[Change]:
    """Take an attribute out that is not read; the braces go with the last one."""
    start, end = trouble.line()
    if re.fullmatch(r'[ \t]*(?:<a id="[^"]*"></a>|\{#[^{}]*\})[ \t]*', trouble.text[start:end]):
        trouble.changed(
            say("id"), say("nothing there can have one: {words}", words=trouble.text[start:end].strip()[:40])
        )
        yield Change(start, end, "")
        return
    before = trouble.text.rfind("{", start, trouble.offset + 1)
    brace = _BRACES.match(trouble.text, before) if before >= 0 else None
    trouble.changed(say("attributes"), say("not read here: {what}", what=trouble.message.partition(": ")[2][:40]))
    if trouble.message.startswith("not read behind the fence"):
        a, b = trouble.span()
        before = len(trouble.text[start:a].rstrip()) + start
        yield Change(before if re.match(r"[ \t]|$", trouble.text[b : min(b + 1, end)]) else a, min(b, end), "")
    elif brace and brace.end() > trouble.offset:
        ids = re.findall(r"#[A-Za-z][\w.-]*|lang=[\w-]+", brace[0])
        text = (
            f"{{{ids[0]}}}"
            if ids and trouble.found.rule != "stray-attributes" and ids[0] not in trouble.message
            else ""
        )
        if not text and trouble.text[before - 1 : before] == "]":
            opening = _open_bracket(trouble.text, before - 1)
            if opening is not None:
                yield Change(opening, brace.end(), trouble.text[opening + 1 : before - 1])
                return
        yield Change(before, brace.end(), text)
    else:
        yield from escape(trouble)


def _open_bracket(text: str, close: int) -> int | None:
    depth = 0
    for here in range(close, max(close - 2000, -1), -1):
        depth += (text[here] == "]") - (text[here] == "[")
        if not depth:
            return here
    return None


def _listing(trouble: Trouble) -> Iterator[Change]:
    """Take out what a fence says of lines that are not there."""
    start, end = trouble.line()
    line = trouble.text[start:end]
    made = re.sub(r"[ \t]*(?:\{[\d\s,-]+\}|\w[\w-]*=(?:\"[\d\s,-]*\"|'[\d\s,-]*'|\{[\d\s,-]+\}|[\d,-]+))", "", line)
    trouble.changed(say("attributes"), trouble.message)
    yield Change(start, end, made if made != line else re.sub(r"(`{3,}|~{3,})([\w+#.-]*).*", r"\1\2", line))


def _columns(trouble: Trouble) -> Iterator[Change]:
    """Give a table as many columns as its longest row, or end it above what is no row."""
    start, _ = trouble.line()
    if trouble.message.startswith("row of a table without bars"):
        trouble.changed(say("table"), say("an empty line below it"))
        yield Change(start, start, "\n")
        return
    lines = trouble.text[:start].split("\n")
    ruler = next(
        (n for n in range(len(lines) - 1, -1, -1) if re.fullmatch(r"[ \t>]*\|?[ \t:|-]*-[ \t:|-]*", lines[n])), None
    )
    if not ruler:
        yield from escape(trouble)
        return
    trouble.changed(say("table"), say("a row has more cells than the head: a column was added"))
    for number, cell in ((ruler - 1, "  |"), (ruler, " --- |")):
        at = sum(len(line) + 1 for line in lines[:number])
        text = lines[number].rstrip()
        yield Change(at, at + len(lines[number]), (text if text.endswith("|") else f"{text} |") + cell)


def _spans(trouble: Trouble) -> Iterator[Change]:
    start, end = trouble.line()
    trouble.changed(say("table"), say("cells that could not be joined"))
    text = trouble.text[start:end]
    yield Change(start, end, re.sub(r"\|(?=\|)", "| ", text).replace("^^", "\\^\\^"))


def _add_end(trouble: Trouble) -> Iterator[Change]:
    start, end = trouble.line()
    found = re.search(r"`{3,}|~{3,}|:{3,}", trouble.text[start:end])
    if found:
        trouble.changed(say("block"), say("it had no end"))
        yield Change(len(trouble.text), len(trouble.text), f"\n{found[0]}\n")


def _definition_mark(trouble: Trouble) -> Iterator[Change]:
    trouble.changed(say("mark"), say("a colon that is printed as it stands"))
    yield Change(trouble.offset, trouble.offset, "\\")


def _second_id(trouble: Trouble) -> Iterator[Change]:
    name = re.search(r"'([^']+)'", trouble.message)
    start, end = trouble.line()
    if not name:
        return
    id_ = name[1]
    for pattern in (
        rf"(?:(?<=\s)|^)\{{#{re.escape(id_)}\}}",
        rf"#{re.escape(id_)}(?![\w.-])",
        rf'<a id="{re.escape(id_)}"></a>',
    ):
        above = trouble.text.rfind("\n", 0, max(start - 1, 0)) + 1
        if found := re.compile(pattern, re.MULTILINE).search(trouble.text, start, end) or re.compile(pattern).search(
            trouble.text, above, end
        ):
            trouble.changed(say("id"), say("given twice: {id}", id=id_))
            yield Change(found.start(), found.end(), "")
            return


def _note_block(trouble: Trouble) -> Iterator[Change]:
    """A crosshead in a note is a line in bold."""
    start, end = trouble.line()
    found = re.match(r"([ \t]*(?:\[\^[^\]]+\]:)?[ \t]*)#{1,6}[ \t]+(.*)$", trouble.text[start:end])
    if found:
        trouble.changed(say("heading"), say("in a note: a line in bold"))
        yield Change(start, end, f"{found[1]}**{found[2].strip()}**")


def _container(trouble: Trouble) -> Iterator[Change]:
    start, end = trouble.line()
    line = trouble.text[start:end]
    trouble.changed(say("frame"), say("its text stays: {message}", message=trouble.message))
    if box := re.compile(r"\[!([^\]\n]+)\]").search(line) if trouble.message.startswith("unknown box") else None:
        yield Change(start + box.start(), start + box.end(), f"[!NOTE] {box[1].replace('-', ' ').capitalize()}")
        return
    opened = re.search(r":{3,}", line)
    if not opened:
        yield from escape(trouble)
        return
    close = re.compile(rf"^[ \t>]*{opened[0]}[ \t]*$", re.MULTILINE).search(trouble.text, end)
    yield Change(start, end, "")
    if close:
        yield Change(close.start(), close.end(), "")


def _out_of_container(trouble: Trouble) -> Iterator[Change]:
    """What a figure or table cannot hold comes behind it: the container is opened, its text stays."""
    before = re.compile(r"^[ \t>]*(:{3,})[ \t]*(?:figure|table|verse|pullquote)\b[^\n]*$", re.MULTILINE)
    opening = [found for found in before.finditer(trouble.text, 0, trouble.line()[1])]
    if not opening:
        yield from escape(trouble)
        return
    last = opening[-1]
    close = re.compile(rf"^[ \t>]*{last[1]}[ \t]*$", re.MULTILINE).search(trouble.text, trouble.offset)
    trouble.changed(say("frame"), say("its text stays without it: {message}", message=trouble.message))
    words = re.sub(r"^[ \t>]*:{3,}[ \t]*\w+[ \t]*(?:\{[^{}]*\})?[ \t]*", "", last[0])
    yield Change(last.start(), last.end(), words)
    if close:
        yield Change(close.start(), close.end(), "")


MENDERS: Mapping[str, Mender] = {
    "invalid-formula": formula,
    "raw-html": _html,
    "unclosed-html": _html,
    "unclosed-comment": _escape_bracket,
    "leftover-markup": _leftover,
    "unused-footnote": unused_note,
    "undefined-footnote": undefined_note,
    "duplicate-footnote": second_note,
    "nested-footnote": nested_note,
    "unused-reference": _delete_line(say("address of a link"), say("nothing uses it")),
    "duplicate-reference": _delete_line(say("address of a link"), say("given twice")),
    "link-scheme": link_words,
    "dangling-link": link_words,
    "link-outside": link_words,
    "nested-link": nested_link,
    "spaced-address": spaced,
    "inline-image": inline_picture,
    "unknown-attribute": _attribute,
    "stray-attributes": _attribute,
    "invalid-id": _attribute,
    "invalid-language": _attribute,
    "index-mark": _attribute,
    "invalid-listing": _listing,
    "table-columns": _columns,
    "table-spans": _spans,
    "unclosed-code": _add_end,
    "unclosed-container": _add_end,
    "stray-container": _delete_line("mark", say("it ends nothing")),
    "unknown-container": _container,
    "container-content": _out_of_container,
    "definition-term": _definition_mark,
    "footnote-block": _note_block,
    "duplicate-id": _second_id,
    "reserved-id": _second_id,
}
"""What mends each rule of the reader; a mark that has none is printed as it stands."""
