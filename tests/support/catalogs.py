"""Bring the catalogs of messages up to date with the program: ``python -m tests.support.catalogs``.

New sentences come in without a translation, those that are said no more go, and what is translated is compiled. Babel
does all of it; it guesses no translation from a similar sentence.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from publish.base.messages import CATALOGS, DOMAIN, TRANSLATED
from publish.cli import main
from publish.cli.languages import help_sentences
from tests.support.folders import ROOT

KEYWORDS = {"say": None, "say_count": (1, 2)}
_HEADER = "# What publish says, in another language; see docs/translating.md."


CLICK = Path(click.__file__).parent
CLICK_SAYS = ("core", "exceptions", "formatting", "parser", "types")
"""Modules of Click whose sentences a command line can come upon."""


def collect() -> Catalog:
    """All sentences of the program, with the files that say them, help texts and what Click says of itself."""
    catalog = Catalog(project=DOMAIN, header_comment=_HEADER, fuzzy=False)
    for sentence in sorted(click_sentences(), key=str):
        catalog.add(sentence, locations=[("click", None)])
    for command in (main, *main.commands.values()):
        for sentence in help_sentences(command):
            catalog.add(sentence, locations=[("help", None)])
    for file, _, sentence, comments, _ in extract_from_dir(ROOT / "publish", [("**.py", "python")], keywords=KEYWORDS):
        catalog.add(sentence, locations=[(f"publish/{Path(file).as_posix()}", None)], auto_comments=comments)
    return catalog


def click_sentences() -> set[str | tuple[str, ...]]:
    """What Click has translated by gettext."""
    keywords = {"_": None, "ngettext": (1, 2)}
    found = {one[1] for module in CLICK_SAYS for one in extract_from_file("python", CLICK / f"{module}.py", keywords)}
    return {sentence for sentence in found if sentence} | {"Show this message and exit."}


def path_of(language: str) -> Path:
    """The catalog of a language as its translators write it."""
    return CATALOGS / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """The catalog of a language."""
    path = path_of(language)
    content = path.read_bytes() if path.exists() else b""
    return read_po(io.BytesIO(content), locale=language, domain=DOMAIN)


def renew(language: str) -> tuple[bytes, bytes]:
    """The catalog of a language for today's program: as translators write it, and compiled."""
    catalog = read(language)
    catalog.update(collect(), no_fuzzy_matching=True)
    catalog.header_comment, catalog.fuzzy, catalog.obsolete = _HEADER, False, {}
    catalog.project, catalog.version, catalog.msgid_bugs_address = DOMAIN, "", ""
    catalog.last_translator, catalog.language_team = "", language
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    written, compiled = io.BytesIO(), io.BytesIO()
    write_po(written, catalog, width=110, sort_output=True, include_lineno=False, omit_header=False)
    write_mo(compiled, catalog)
    return written.getvalue(), compiled.getvalue()


def bring_up_to_date() -> None:
    """Write the catalogs of all languages."""
    for language in TRANSLATED:
        written, compiled = renew(language)
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
        path.with_suffix(".mo").write_bytes(compiled)


if __name__ == "__main__":
    bring_up_to_date()
