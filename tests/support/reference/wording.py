"""What the reference says in each language: English as the code and the docs have it, Vietnamese by a table."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping

from publish.cli import main
from tests.support.folders import ROOT

LANGUAGES = ("en", "vi")
MANUAL = ROOT / "docs" / "manual"
TABLE = MANUAL / "vi" / "reference.toml"

_SIGN = re.compile(r"([\\`*_\[\]{}<>$~^|])")
_CODE = re.compile(
    rf"\bpublish (?:{'|'.join(sorted(main.commands))})\b(?: --[a-z]+)?"
    r"|https?://\S+[\w/]"
    r"|(?<![\w-])--?[a-z](?:[\w-]*\w)?"
    r"|(?<=; )-(?= )|(?<=or )-(?= )|(?<=hoặc )-(?= )"
    r"|(?<![\w/])(?:[A-Za-z.~][\w.-]*/)+[\w.-]*(?<![.,;:])"
    r"|(?<![\w/.])[\w-]*\.?[\w-]+\.(?:toml|html|json|md|old|docx|gitignore)\b|\.gitignore"
    r"|\d+mm(?: x \d+mm)?|\bm[23]\b|\bh(?:òa|oà)\b|2020 ?– ?2025|PUBLISH_[A-Z_]+(?:=\w+)?|div\.detail|#noi-dung"
)
_TYPED = re.compile(r"`[^`]+`")
"""What is typed, in any language."""


class Wording:
    """The words of a language.

    Attributes:
        language: ``en`` or ``vi``.
        missing: Texts that the table lacks, which are printed in English.
        idle: Texts of the table that nobody has asked for.
    """

    def __init__(self, language: str) -> None:
        """Read the table of the language."""
        self.language = language
        self._table = {} if language == "en" else read_table()
        self.missing: set[str] = set()
        self.idle = set(self._table)

    def text(self, english: str) -> str:
        """A plain text of the code as Markdown, with options, paths and addresses as code."""
        return self._say(english, marked)

    def markdown(self, english: str) -> str:
        """A text that is Markdown already."""
        return self._say(english, str)

    def _say(self, english: str, mark: Callable[[str], str]) -> str:
        self.idle.discard(english)
        if self.language == "en" or _TYPED.fullmatch(english):
            return mark(english)
        if english in self._table:
            return mark(self._table[english])
        self.missing.add(english)
        return f"[{mark(english)}]{{lang=en}}"


def read_table() -> Mapping[str, str]:
    """What English texts are in Vietnamese."""
    tables = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {english: text for table in tables.values() for english, text in table.items()}


def marked(text: str) -> str:
    """A plain text as Markdown: what is typed as code, and no sign taken for markup."""
    parts, end = [], 0
    for match in _CODE.finditer(text):
        parts += [_SIGN.sub(r"\\\1", text[end : match.start()]), f"`{match[0]}`"]
        end = match.end()
    return "".join([*parts, _SIGN.sub(r"\\\1", text[end:])])
