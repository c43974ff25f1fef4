"""Marks on lines of their own: contents, places, page breaks, attributes of kramdown, comments of Obsidian, JSX."""

from __future__ import annotations

import itertools
import re

from publish.base.messages import say
from publish.importing.dialects.draft import DraftLine
from publish.importing.dialects.protection import CODE, outside_code
from publish.importing.dialects.structure import Scanner
from publish.reader.syntax.leftovers import KRAMDOWN

_CONTENTS = re.compile(
    r"[ \t]*(?:\[TOC\]|\[\[?_?TOC_?\]?\]|\$\{toc\}|@\[toc\](?:\([^()]*\))?|\{:toc[^{}]*\}|\{\{>?\s*toc\s*\}\}"
    r"|\[\[\s*toc\s*\]\])[ \t]*$",
    re.IGNORECASE,
)
_CONTENTS_ITEM = re.compile(r"[ \t]*(?:[-*+]|1\.)[ \t]+(?:TOC|toc|Table of contents|Mục lục|.*)[ \t]*$")
_KRAMDOWN_TOC = re.compile(r"[ \t]*\{:[ \t]*toc[^{}]*\}[ \t]*$", re.IGNORECASE)
_TARGET = re.compile(r"\((?P<id>[\w:./-]+)\)=[ \t]*$")
_ATTRIBUTES = re.compile(rf"[ \t>]*\{{::?(?P<inner>{KRAMDOWN})\}}[ \t]*$")
_INLINE_ATTRIBUTES = re.compile(rf"[ \t]*\{{::?(?P<inner>{KRAMDOWN})\}}")
_ID = re.compile(r"#([^\s{}\"=.]+)")
_WIDTH = re.compile(r"width[=:][ \t]*[\"']?((?:\d|[1-9]\d)%)")
_PAGE_BREAK = re.compile(
    r"[ \t]*\\(?:newpage|pagebreak|clearpage|cleardoublepage|bigskip|medskip|smallskip|vfill|noindent)"
    r"(?:\[\d\])?[ \t]*$"
)
_SILENT = re.compile(
    r"[ \t]?\\(?:index|nocite|vspace\*?|hspace\*?|setcounter|setlength|addtocounter|pagestyle|thispagestyle"
    r"|pagenumbering"
    r"|addcontentsline|markboth|markright|phantomsection|sloppy|frontmatter|mainmatter|backmatter)(?![A-Za-z])"
    r"(?:\[[^\[\]]*\]|\{(?:[^{}]|\{[^{}]*\})*\})*"
)
"""Commands of LaTeX that print nothing where they stand."""

_MADE = re.compile(
    r"[ \t]*\\(?:tableofcontents|listoffigures|listoftables|printindex|maketitle|appendix|printbibliography)[ \t]*$"
)
_BLOCK_ID = re.compile(r"(?P<text>.*\S)[ \t]+\^(?P<id>[A-Za-z][\w-]*)[ \t]*$")
_NO_SPACE = re.compile(r"(?P<marks>#{2,6})(?=[^\s#])")
_MODULE = re.compile(
    r"(?:import\s+(?:[\w{}*,\s]+from\s+)?[\"'][^\"']+[\"'];?|export\s+(?:const|default|let|var|function)\b.*)\s*$"
)
_IMPORT = re.compile(r"import\s+(?P<names>[\w{}*,\s]+)\s+from\s+(?:\"[^\"]+\"|'[^']+');?[ \t]*$")
_COMPONENT = re.compile(
    r"</?(?P<name>[A-Z]\w*(?:\.[A-Z]\w*)?)(?P<rest>(?:[^<>\"'{}]|\"[^\"]*\"|'[^']*'|\{[^{}]*\})*)/?>"
)
_LABEL = re.compile(r"(?:label|title|name)=(?:\"([^\"]*)\"|'([^']*)'|\{[\"'`]([^\"'`]*)[\"'`]\})")
_JSX_COMMENT = re.compile(r"\{/\*.*?\*/\}")


def read_marks(scanner: Scanner, line: DraftLine) -> bool:
    """A line that is a mark and no text."""
    return any(read(scanner, line) for read in _READERS)


def _contents(scanner: Scanner, line: DraftLine) -> bool:
    listed = bool(scanner.todo) and bool(_KRAMDOWN_TOC.match(scanner.todo[0].text)) and _CONTENTS_ITEM.match(line.text)
    if not listed and not _CONTENTS.match(line.text) and not _MADE.match(line.text):
        return False
    if listed:
        scanner.todo.popleft()
    scanner.context.change(say("contents"), line.place, say("made by the book itself"))
    return True


def _target(scanner: Scanner, line: DraftLine) -> bool:
    found = _TARGET.match(line.text)
    if not found:
        return False
    while scanner.todo and not scanner.todo[0].text.strip():
        scanner.todo.popleft()
    scanner.put([DraftLine("", line.place), DraftLine(f"{{#{found['id']}}}", line.place)])
    return True


def _attributes(scanner: Scanner, line: DraftLine) -> bool:
    """Attributes of kramdown and of Python-Markdown: a name stays, all else is look."""
    if "{:" not in line.text or scanner.context.whole.tree.system in ("mdBook", "Quarto", "Jupyter Book"):
        return False
    if found := _ATTRIBUTES.match(line.text):
        id_ = _ID.search(found["inner"])
        above = scanner.done[-1] if scanner.done else None
        if id_ and above and re.match(r"#{1,6}\s", above.text) and "{#" not in above.text:
            scanner.done[-1] = DraftLine(f"{above.text} {{#{id_[1]}}}", above.place)
        scanner.context.change(say("attributes"), line.place, say("how it looks is said by the styles"))
        return True

    def change(match: re.Match[str]) -> str:
        id_, width = _ID.search(match["inner"]), _WIDTH.search(match["inner"])
        scanner.context.change(say("attributes"), line.place, say("how it looks is said by the styles"))
        parts = [f"#{id_[1]}" if id_ else "", f"width={width[1]}" if width else ""]
        inner = " ".join(filter(None, parts))
        space = " " if line.text.startswith("#") and inner else ""
        return f"{space}{{{inner}}}" if inner else ""

    text = outside_code(line.text, lambda plain: _INLINE_ATTRIBUTES.sub(change, plain))
    if text == line.text:
        return False
    scanner.again([DraftLine(text, line.place)])
    return True


def _page_break(scanner: Scanner, line: DraftLine) -> bool:
    if not _PAGE_BREAK.match(line.text):
        return False
    scanner.context.change(say("break"), line.place, say("pages end where the text does"))
    return True


def _silent(scanner: Scanner, line: DraftLine) -> bool:
    """Commands of LaTeX in a text of Pandoc's, which a page without LaTeX does not need."""
    if "\\" not in line.text or not scanner.context.whole.tree.pandoc:
        return False
    text = outside_code(line.text, lambda plain: _SILENT.sub("", plain))
    if text == line.text:
        return False
    scanner.context.change(say("mark"), line.place, say("of LaTeX, which prints nothing"))
    if text.strip():
        scanner.again([DraftLine(text, line.place)])
    return True


def _comment(scanner: Scanner, line: DraftLine) -> bool:
    """A comment of Obsidian, which becomes one that is not printed."""
    if "%%" not in line.text or scanner.context.whole.tree.system != "folder":
        return False
    text = line.text
    whole = re.fullmatch(r"[ \t]*%%(.*?)%%[ \t]*", text)
    if whole:
        lines = [text]
    elif re.fullmatch(r"[ \t]*%%[^%]*", text):
        lines = [text]
        for following in list(itertools.islice(scanner.todo, 200)):
            lines.append(following.text)
            if "%%" in following.text:
                break
        else:
            return False
        for _ in lines[1:]:
            scanner.todo.popleft()
    else:
        return False
    inner = "\n".join(lines).replace("%%", "").replace("--", "- -")
    scanner.context.change(say("comment"), line.place, say("of Obsidian"))
    scanner.put([DraftLine(each, line.place) for each in f"<!--{inner}-->".split("\n")])
    return True


def _block_id(scanner: Scanner, line: DraftLine) -> bool:
    found = _BLOCK_ID.match(line.text) if "^" in line.text else None
    if not found or scanner.context.whole.tree.system != "folder" or "|" in line.text:
        return False
    scanner.again([DraftLine(f'{found["text"]}<a id="{found["id"]}"></a>', line.place)])
    return True


def _no_space(scanner: Scanner, line: DraftLine) -> bool:
    """A crosshead without a space behind its marks."""
    found = _NO_SPACE.match(line.text)
    if not found or scanner.context.whole.tree.pandoc:
        return False
    scanner.context.change(say("heading"), line.place, say("a space behind its marks"))
    scanner.again([DraftLine(f"{found[0]} {line.text[found.end() :]}", line.place)])
    return True


def _jsx(scanner: Scanner, line: DraftLine) -> bool:
    """Imports and components of MDX; what they hold stays."""
    context = scanner.context
    if not context.name.endswith((".mdx", ".md")) or context.whole.tree.system != "folder":
        return False
    whole = context.name.endswith(".mdx")
    if found := _IMPORT.match(line.text) or (_MODULE.match(line.text) if whole else None):
        context.change(say("line for programs"), line.place, say("it imports for MDX"))
        context.components.update(re.findall(r"\b[A-Z]\w*", found.groupdict().get("names") or ""))
        return True
    if not (whole or context.components) or not (_COMPONENT.search(line.text) or _JSX_COMMENT.search(line.text)):
        return False

    def component(match: re.Match[str]) -> str:
        if not whole and match["name"].partition(".")[0] not in context.components:
            return match[0]
        label = _LABEL.search(match["rest"])
        words = next((each for each in label.groups() if each), "") if label else ""
        if match[0].endswith("/>"):
            context.leave_out(say("component"), line.place, say("a program of the web: <{name}>", name=match["name"]))
        else:
            context.change(say("frame"), line.place, say("its text stays without it: <{name}>", name=match["name"]))
        return f"\n\n**{words}**\n\n" if words and not match[0].startswith("</") else "\n\n"

    made = outside_code(line.text, lambda plain: _COMPONENT.sub(component, _JSX_COMMENT.sub("", plain)))
    if made == line.text:
        return False
    scanner.again([DraftLine(each.strip() if each != line.text else each, line.place) for each in made.split("\n")])
    return True


_KEYS = re.compile(r"(?<![+\w])\+\+(?P<keys>[\w\"'-]+(?:\+[\w\"'-]+)*)\+\+(?![+\w])")
_CRITIC = re.compile(r"\{(?P<mark>\+\+|--|==|>>)(?P<words>[^{}]+?)(?:\+\+|--|==|<<)\}")
_ICON = re.compile(r"[ \t]?:(?:material|fontawesome|octicons|simple|custom)-[\w-]+:(?:\{[^{}]*\})?")
_ABBREVIATION = re.compile(r"\*\[(?P<short>[^\[\]]+)\]:[ \t]*(?P<long>.*)$")
_EDITS = {"++": ("<u>", "</u>"), "--": ("~~", "~~"), "==": ("==", "=="), ">>": ("<!--", "-->")}


_D2L = re.compile(
    r"[ \t]*:(?P<name>label|eqlabel|width|begin_tab|end_tab|bibliography)(?::`(?P<inner>[^`]*)`)?:?[ \t]*$"
)


def _d2l(scanner: Scanner, line: DraftLine) -> bool:
    """Marks of D2L-Book on lines of their own: the name of what stands above, its width, tabs."""
    found = _D2L.match(line.text) if ":" in line.text else None
    if not found:
        return False
    above = next((n for n in range(len(scanner.done) - 1, -1, -1) if scanner.done[n].text.strip()), None)
    id_ = found["inner"] if found["name"] in ("label", "eqlabel") else ""
    if id_ and above is not None:
        text, place = scanner.done[above]
        if re.match(r"[ \t]*#{1,6}[ \t]|.*\$\$[ \t]*$", text):
            scanner.done[above] = DraftLine(f"{text.rstrip()} {{#{id_}}}", place)
        elif re.match(r"[ \t]*!\[.*\)[ \t]*$", text):
            plain = re.sub(
                r"^([ \t]*!\[([^\[\]\"]+)\]\([^()\s]+)\)[ \t]*$", r'\1 "\2")', text
            )  # its words are the caption
            scanner.done[above] = DraftLine(f"{plain.rstrip()}{{#{id_}}}", place)
        elif text.strip().startswith("|") or re.match(r"[ \t]*:[^:]", text):
            scanner.put([DraftLine("", line.place), DraftLine(f": {id_} {{#{id_}}}", line.place)])
        else:
            scanner.put([DraftLine("", line.place), DraftLine(f"{{#{id_}}}", line.place)])
    elif found["name"] == "begin_tab":
        scanner.put([DraftLine(f"**{found['inner']}**", line.place), DraftLine("", line.place)])
    scanner.context.change(say("mark"), line.place, say("of D2L-Book: {found}", found=found["name"]))
    return True


def _python_markdown(scanner: Scanner, line: DraftLine) -> bool:
    """Keys, edits, icons and abbreviations of the extensions that MkDocs knows."""
    text = line.text
    if "++" not in text and "{" not in text and ":" not in text:
        return False
    if found := _ABBREVIATION.match(text):
        what = say("what it stands for: {short}: {long}", short=found["short"], long=found["long"][:40])
        scanner.context.leave_out(say("abbreviation"), line.place, what)
        return True

    def icon(match: re.Match[str]) -> str:
        scanner.context.leave_out(say("sign"), line.place, say("an icon of the web: {words}", words=match[0].strip()))
        return ""

    def keys(match: re.Match[str]) -> str:
        return "+".join(f"<kbd>{key.strip(chr(34)).capitalize()}</kbd>" for key in match["keys"].split("+"))

    def plain(text: str) -> str:
        text = _ICON.sub(icon, text)
        if scanner.context.whole.tree.system != "MkDocs":
            return text
        return _KEYS.sub(keys, _CRITIC.sub(lambda match: match["words"].join(_EDITS[match["mark"]]), text))

    text = outside_code(text, plain)
    if text == line.text:
        return False
    scanner.again([DraftLine(text, line.place)])
    return True


_FORMULA = re.compile(r"(?<![\\\w$])\$(?=\S)(?:(?! \| )[^$`])*?\|(?:(?! \| )[^$`])*?(?<=\S)\$(?![\w$])")
"""A formula with a bar in it; two prices in two cells have spaces around theirs."""


def _bars(scanner: Scanner, line: DraftLine) -> bool:
    """A row of a table in which two bars are an empty cell, and bars in code are none of the table."""
    stripped = line.text.strip()
    if not (stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 2):
        return False
    text = CODE.sub(lambda found: re.sub(r"(?<!\\)\|", r"\\|", found[0]), line.text)
    text = _FORMULA.sub(lambda found: found[0].replace("|", "\\vert "), text)
    text = re.sub(r"(?<!\\)\|(?=\|)", "| ", text)
    if text == line.text:
        return False
    scanner.put([DraftLine(text, line.place)])
    return True


_READERS = (
    _contents,
    _target,
    _attributes,
    _page_break,
    _silent,
    _comment,
    _block_id,
    _no_space,
    _jsx,
    _d2l,
    _python_markdown,
    _bars,
)
