"""References as other systems write them: ``@fig-x`` of Quarto, roles of MyST, links of wikis, citations of Pandoc."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from publish.base.messages import say
from publish.importing.dialects.context import Context
from publish.importing.dialects.draft import DraftLine
from publish.importing.dialects.protection import CODE, outside_code
from publish.importing.dialects.structure import Scanner
from publish.importing.files import PICTURES

LABEL, WIKI = "label:", "wiki:"
"""Schemes of links whose file is not known yet: by a label anywhere in the book, by the name of a page."""

_LABELS = (
    r"(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|ch|chap|alg|suppfig|nte|tip|wrn|imp|cau)-[\w.:-]*\w"
)
_BRACKETED = re.compile(rf"\[(?P<inner>-?@{_LABELS}(?:[ \t]*[;,][ \t]*-?@{_LABELS})*)\]")
_INFO = re.compile(r"(?<!\]\()<(info:[\w./-]+(?:#[\w-]+)?)>")
"""A link of javascript.info to a text by its name, whose words are its title."""

_BARE = re.compile(rf"(?<![\w@\[/.;-])-?@(?P<label>{_LABELS})")
_BOOKDOWN = re.compile(r"\\@ref\((?P<label>[\w:.-]+)\)")
_ROLE = re.compile(
    r"""(?P<code>(?P<run>`+)(?!`).+?(?<!`)(?P=run)(?!`))
    |\{(?P<myst>[A-Za-z][\w:+.-]*)\}(?P<ticks>`+)(?P<words>.+?)(?P=ticks)
    |(?<![\w:]):(?P<sphinx>ref|doc|numref|eqref|eq|term|math|cite|citet|citep|file|kbd|sub|sup|abbr|code|py:\w+):
    `(?P<inner>[^`]+)`""",
    re.VERBOSE,
)
"""Code in the line, in which nothing is a role, or a role."""

_WIKI = re.compile(r"(?<!\\)(?P<picture>!?)\[\[(?P<target>[^\[\]|\n]*)(?:\\?\|(?P<words>[^\[\]\n]*))?\]\](?![(\[{])")
_NO_DEFINITION = r"(?:^(?!\[[^\[\]]*\]:)|(?<=.))"
_CITATION = rf"{_NO_DEFINITION}\[(?P<inner>[^\[\]]*(?<![\w@])-?@[\w][^\[\]]*)\](?![(\[{{])"
_NO_WORKS = re.compile(rf"{_NO_DEFINITION}(?<!\\)\[(?=@[^\W_][^\[\]]*\](?![(\[{{]))")
_KEY = re.compile(r"(?P<before>[^@;]*?)(?P<dash>-?)@\{?(?P<key>[\w][\w:.#$%&+?<>~/-]*\w|\w)\}?(?P<behind>[^;]*)")
_NARRATIVE = r"(?<![\w@/.\[;-])@(?P<key>\w[\w:.+/-]*\w|\w)(?:[ \t]*\[(?P<where>[^\[\]]*)\])?"
_CITED = re.compile(rf"{_CITATION}|{_NARRATIVE}")


def read_references(scanner: Scanner, line: DraftLine) -> bool:
    """A line with references of another system, which become links and citations of ours."""
    text = line.text
    if not any(sign in text for sign in ("@", "[[", "}`", ":`", "<info:", "`r ", "`{")):
        return False
    context = scanner.context
    if "`" in text:
        text = _ROLE.sub(lambda found: found[0] if found["code"] else _role(context, line, found), text)
    if context.whole.tree.pandoc and "`" in text:
        text = CODE.sub(lambda found: _run(context, line, found), text)
    text = outside_code(text, lambda plain: _plain_text(context, line, plain))
    if text == line.text:
        return False
    scanner.again([DraftLine(text, line.place)])
    return True


def _plain_text(context: Context, line: DraftLine, text: str) -> str:
    """Return text that is no code, with its references as ours."""
    text = _WIKI.sub(lambda found: _wiki(context, line, found), text)
    text = _INFO.sub(r"[](<\1>)", text)
    if context.whole.tree.pandoc:
        text = _BRACKETED.sub(lambda found: _labels(found["inner"]), text)
        text = _BARE.sub(lambda found: f"[](<{LABEL}{found['label']}>)", text)
        text = _BOOKDOWN.sub(lambda found: f"[](<{LABEL}{found['label']}>)", text)
    if context.whole.works is None:
        text = _NO_WORKS.sub(r"\\[", text)
    else:
        text = _CITED.sub(
            lambda found: _citation(context, line, found) if found["inner"] else _narrative(context, found), text
        )
    return text


_RUN = re.compile(r"`(?:\{?(?:r|python|julia)\}?)[ \t]+(?P<code>[^`]+)`")


def _run(context: Context, line: DraftLine, found: re.Match[str]) -> str:
    """Return code in a line that is run for its value, without the name of its language."""
    run = _RUN.fullmatch(found[0])
    if not run:
        return found[0]
    context.change(say("code in a line"), line.place, say("printed, and not run; what it gives is not there"))
    return f"`{run['code'].strip()}`"


def _labels(inner: str) -> str:
    return ", ".join(f"[](<{LABEL}{label.strip().lstrip('-@')}>)" for label in re.split(r"[;,]", inner))


def _wiki(context: Context, line: DraftLine, found: re.Match[str]) -> str:
    target, words = found["target"].strip().rstrip("\\"), (found["words"] or "").strip()
    if not target or target.isdecimal():
        return found[0]
    context.change(say("link"), line.place, say("of a wiki"))
    if found["picture"]:
        if target.partition("#")[0].lower().endswith(PICTURES):
            sized = re.fullmatch(r"\d+(?:x\d+)?", words)
            return f"![{'' if sized else words}](<{WIKI}{target}>)"
        context.leave_out(
            say("passage"), line.place, say("a page shown in another one; a link leads there: {target}", target=target)
        )
    page, _, place = target.partition("#")
    shown = words or (f"{page} › {place.lstrip('^')}" if page and place else page or place.lstrip("^"))
    return f"[{shown}](<{WIKI}{target}>)"


def _citation(context: Context, line: DraftLine, found: re.Match[str]) -> str:
    """Return citations with what stands before the first of them in front of the brackets."""
    works = context.whole.works or frozenset()
    parts = [_KEY.fullmatch(part.strip()) for part in found["inner"].split(";")]
    if not parts or not all(parts):
        return found[0]
    known = [part for part in parts if part and part["key"] in works]
    for part in parts:
        if part and part["key"] not in works:
            context.leave_out(
                say("citation"), line.place, say("the bibliography has no such work: {part}", part=part["key"])
            )
    if not known:
        return f"({'; '.join(part['key'] for part in parts if part)})"
    made = ""
    for part in known:  # words in front of a work stand in front of the brackets
        words, work = part["before"].strip(), f"@{part['key']}{_where(part['behind'])}"
        if made and not words:
            made = f"{made[:-1]}; {work}]"
        else:
            made += f"{'; ' if made else ''}{words}{' ' if words else ''}[{work}]"
    return made


def _where(behind: str) -> str:
    words = re.sub(r"^[\s,{]+|[\s}]+$", "", behind)
    words = re.sub(r"^pp?\.\s*", "tr. ", words)
    words = re.sub(r"^chap(?:ter|\.)\s*", "chương ", words)
    return f", {words}" if words else ""


def _narrative(context: Context, found: re.Match[str]) -> str:
    if found["key"] not in (context.whole.works or ()):
        return found[0]
    return f"[@{found['key']}{_where(found['where'] or '')}]"


# Roles ---------------------------------------------------------------------------------------------------------------

_TITLED = re.compile(r"(?P<words>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)


def _role(context: Context, line: DraftLine, found: re.Match[str]) -> str:
    name, inner = (found["myst"] or found["sphinx"]).lower(), (found["words"] or found["inner"]).strip()
    titled = _TITLED.match(inner)
    words, target = (titled["words"].strip(), titled["target"].strip()) if titled else ("", inner)
    if name in ("ref", "numref", "eq", "eqref", "prf:ref", "std:ref", "any"):
        words = "" if "%s" in words or "{number}" in words else words
        return f"[{words}](<{LABEL}{target}>)"
    if name == "doc":
        return f"[{words}](<{target.lstrip('/') if target.startswith('/') else target}.md>)".replace(".md.md", ".md")
    if name.startswith(("cite", "footcite")):
        if not set(map(str.strip, inner.split(","))) <= (context.whole.works or frozenset()):
            context.leave_out(
                say("citation"), line.place, say("the bibliography has no such work: {inner}", inner=inner)
            )
            return f"({inner})"
        return f"[{'; '.join('@' + key.strip() for key in inner.split(','))}]"
    if make := _ROLES.get(name):
        return make(words or inner, target)
    if found["myst"] and context.whole.tree.system != "Jupyter Book":
        return found[0]
    context.change(say("role"), line.place, say("its words stay: {name}", name=name))
    return f"`{inner}`"


_ROLES: Mapping[str, Callable[[str, str], str]] = {
    "math": lambda words, target: f"${target}$",
    "kbd": lambda words, target: f"<kbd>{target}</kbd>",
    **dict.fromkeys(("sub", "subscript"), lambda words, target: f"<sub>{target}</sub>"),
    **dict.fromkeys(("sup", "superscript"), lambda words, target: f"<sup>{target}</sup>"),
    **dict.fromkeys(
        ("abbr", "download", "term", "index", "span", "u", "underline", "guilabel"), lambda words, target: words
    ),
}
"""What is made of the words and the target of a role."""
