"""The man page publish(1), as roff."""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterator, Sequence

from publish import __version__
from publish.base.messages import SOURCE_LANGUAGE
from tests.support.folders import ROOT
from tests.support.reference.program import Option, commands, program_options, shared_options
from tests.support.reference.wording import MANUAL

_FILES = {
    "source/publish.toml": "Settings of the project; without it every source/*.md is an article.",
    "source/*.md": "The text.",
    "styles/, fonts/": "What takes the place of bundled styles, and stands in for letters that bundled fonts lack.",
    "dist/": "What publish build makes.",
}
_ENVIRONMENT = {
    "PUBLISH_COMMAND_OPTION": "The value of an option, such as PUBLISH_PDF_PAPER=A5 for publish pdf --paper A5.",
    "PUBLISH_CACHE": "The folder in which finished pages are kept.",
    "PUBLISH_EDITOR": "The editor that publish preview opens.",
    "NO_COLOR": "If set, nothing is coloured.",
    "SOURCE_DATE_EPOCH": "If set, the day that files carry, in seconds since 1970.",
}


def man_page() -> str:
    """The man page of all commands."""
    settings = tomllib.loads((MANUAL / "en" / "source" / "publish.toml").read_text(encoding="utf-8"))
    lines = [
        r".\" python -m tests.support.reference",
        f'.TH PUBLISH 1 "{settings["publication"]["date"]}" "publish {__version__}" "User Commands"',
        *(".SH NAME", r"publish \- press-ready PDF and store-ready EPUB from one structured text"),
        *(".SH SYNOPSIS", r".B publish", r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGS\fR]..."),
        *(
            ".SH DESCRIPTION",
            lines_of("One structured text in, a press-ready PDF and a store-ready EPUB out, right for Vietnamese."),
        ),
        *(
            ".PP",
            lines_of("Inside a project, a folder with a source/, commands work on all of it, from any folder below."),
        ),
        ".SH COMMANDS",
    ]
    for command in commands(SOURCE_LANGUAGE):
        first, *others = command.paragraphs
        lines += [f'.SS "publish {command.name}"', f".B {roff(command.usage)}", ".PP", lines_of(first)]
        lines += [line for text in others for line in (".PP", lines_of(text))]
        lines += [line for option in command.options for line in _option(option)]
        if command.shared:
            lines += [".PP", "Also", *(rf"\fB{roff(name)}\fR{mark}" for name, mark in _listed(command.shared))]
        lines += [".PP", "Example:", ".PP", ".in +4n", ".nf", roff(command.example), ".fi", ".in"]
    lines += [".SH OPTIONS", *(line for each in program_options(SOURCE_LANGUAGE) for line in _option(each))]
    lines += [".PP", "Of most commands:", *(line for each in shared_options(SOURCE_LANGUAGE) for line in _option(each))]
    lines += [*_terms("ENVIRONMENT", _ENVIRONMENT), *_terms("FILES", _FILES), *_terms("EXIT STATUS", _codes())]
    lines += [".SH SEE ALSO", lines_of("The manual in docs/manual and the reference in docs/ of the project.")]
    return "\n".join(lines) + "\n"


def lines_of(text: str) -> str:
    """A text as roff in lines of a measure that editors and linters like."""
    return "\n".join(map(roff, textwrap.wrap(text, 60, break_long_words=False, break_on_hyphens=False)))


def roff(text: str) -> str:
    """A text as roff: signs of the language escaped, other letters by their numbers."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("`", r"\(ga")
    text = "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in text)
    return re.sub(r"^\.", r"\\&.", text, flags=re.MULTILINE)


def _listed(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each name with the mark behind it."""
    yield from zip(names, [","] * (len(names) - 1) + ["."], strict=True)


def _option(option: Option) -> Iterator[str]:
    yield ".TP"
    yield rf"\fB{roff(option.names)}\fR"
    said = [
        option.about,
        f"[default: {option.default}]" if option.default else "",
        f"[{option.span}]" if option.span else "",
    ]
    yield lines_of(" ".join(filter(None, said)))


def _terms(heading: str, terms: dict[str, str]) -> Iterator[str]:
    yield f".SH {heading}"
    for term, about in terms.items():
        yield from (".TP", rf"\fB{roff(term)}\fR", lines_of(about))


def _codes() -> dict[str, str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d) \| (\w+) \| (.+) \|$", readme, re.MULTILINE)
    return {code: f"{name}: {when.replace('`', '')}." for code, name, when in rows}
