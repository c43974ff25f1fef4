"""The specimen of a project's fonts: a page for each family, with its letters, tones, sizes and weights."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from publish.base.diagnostics import Position
from publish.base.workers.task import Task
from publish.base.workers.worker import hire_worker
from publish.layout import engine
from publish.layout.font_styles import font_styles
from publish.layout.page_box import page_style
from publish.layout.page_values import GENERATOR
from publish.outputs.pdf.finishing import LAYING_OUT, print_pages
from publish.publication.assets.dropped_fonts import write_rules
from publish.publication.assets.families import FontFamily, FontFile
from publish.publication.assets.folders import Assets
from publish.publication.assets.fonts import Face
from publish.publication.assets.jinja import fill_layout
from publish.publication.project import Page
from publish.vietnamese.letters import ALPHABET, FOREIGN, MARKED, TONES, VOWELS, add_tone

LAYOUT, STYLE = "specimen/page.html", "specimen/print.css"

SIZES = (6, 8, 10, 12, 16, 22, 32)
"""Sizes that each family is shown in, in points."""

WORDS = "Đường xuống chợ phiên"
"""What sizes and weights are shown with."""

MOST_SIGNS, FEW_SIGNS = 84, 5
"""Signs that are shown of a family that cannot set Vietnamese: once, and in each size and weight."""

_OTHERS = "0123456789 “ ” ‘ ’ – — … « » ( ) [ ] & @ % ‰ ₫ № ° × ÷ ± − = ≤ ≥ ≠ + / * § † ‡ . , ; : ! ?"
_LACKING = "–"
"""What stands for a letter that the family lacks, so that no other family sets it."""


def make_specimen(families: Sequence[FontFamily], assets: Assets) -> bytes:
    """Return the specimen as a tagged PDF on A4, the pages in the order of the families.

    Raises:
        StyleError, AssetError: If the styles or a font are not usable.
        EngineError: If Pango is not installed.
    """
    names = {file: f"specimen-{number}" for number, file in enumerate(_files(families), 1)}
    values = {
        "title": "Type specimen",
        "language": "en",
        "generator": GENERATOR,
        "tone_names": list(TONES),
        "sizes": SIZES,
        "families": [_describe(family, names) for family in families],
    }
    html, page = fill_layout(assets, LAYOUT, values), Page()
    style = assets.style(STYLE)
    styles = (
        *font_styles(assets),
        *_rules(names, assets),
        engine.StyleSheet(style),
        engine.StyleSheet(style.with_name("page.css"), page_style(page)),
    )
    at = Position(style)
    with hire_worker("publish.layout.engine:load") as call:
        pdf: bytes = call(Task(print_pages, LAYING_OUT, at), html, styles, assets.roots, at, page)
    return pdf


def _files(families: Sequence[FontFamily]) -> list[FontFile]:
    return list(itertools.chain.from_iterable(family.files for family in families))


def _rules(names: Mapping[FontFile, str], assets: Assets) -> list[engine.StyleSheet]:
    """Return stylesheets that name each file as a family of its own, one for each folder that files lie below."""
    below: dict[Path, list[Face]] = {}
    for file, name in names.items():
        root = next(root for root in assets.roots if file.path.is_relative_to(root))
        below.setdefault(root, []).append(Face(name, "400", "normal", file.path, Position(file.path)))
    return [engine.StyleSheet(root / "specimen.css", write_rules(faces, root)) for root, faces in below.items()]


def _describe(family: FontFamily, names: Mapping[FontFile, str]) -> dict[str, Any]:
    """Return what the layout sees of a family."""
    first = family.files[0]
    latin = all(ord(letter) in first.letters for letter in "aeoAEO")
    lacking = [letter for letter in MARKED if ord(letter) not in first.letters]
    vietnamese = latin and len(lacking) < len(MARKED) / 2

    def show(text: str, file: FontFile = first) -> Markup:
        return _show(text, file, names[file])

    return {
        "title": family.name,
        "facts": _facts(family, len(lacking)),
        "alphabets": [show(row) for row in _alphabets(first)] if latin else [],
        "tones": [[show(cell) for cell in _row(vowel, first)] for vowel in VOWELS] if vietnamese else [],
        "signs": "" if vietnamese else show(" ".join(_signs(first, MOST_SIGNS))),
        "words": show(_words(first)),
        "files": [
            {"name": names[file], "label": f"{file.weight} {file.style}", "words": show(_words(file), file)}
            for file in family.files
        ],
    }


def _show(text: str, file: FontFile, name: str) -> Markup:
    """Return words set in a file; the spaces between them in another one where it has none."""
    words = [text] if ord(" ") in file.letters else text.split(" ")
    return Markup(" ").join(Markup('<span class="{}">{}</span>').format(name, word) for word in words)


def _facts(family: FontFamily, lacking: int) -> str:
    """Return what a family is, and how many accented letters of Vietnamese it lacks."""
    count = len(family.files)
    files = f"{count} file{'s' if count > 1 else ''}"
    whose = "the project’s own" if family.own else "bundled"
    lacks = f"; lacks {lacking} of the {len(MARKED)} accented letters of Vietnamese" if lacking else ""
    facts = f"{family.use.capitalize()}; {whose}; {files}, {len(family.letters):,} characters{lacks}"
    return f"{facts}; licence: {family.terms or 'none found'}."


def _alphabets(file: FontFile) -> list[str]:
    """Return capitals, small letters, and figures with signs, as far as a file has them."""
    letters = ALPHABET + FOREIGN
    rows = (letters.upper(), letters, _OTHERS.replace(" ", ""))
    return [" ".join(letter if ord(letter) in file.letters else _LACKING for letter in row) for row in rows]


def _row(vowel: str, file: FontFile) -> list[str]:
    """Return a vowel in each tone, as a capital and as a small letter."""
    pairs = ([add_tone(each, mark) for each in (vowel.upper(), vowel)] for mark in TONES.values())
    return [" ".join(each if ord(each) in file.letters else _LACKING for each in pair) for pair in pairs]


def _words(file: FontFile) -> str:
    """Return words that a file can set: ours, or some of its signs."""
    if all(ord(letter) in file.letters for letter in WORDS if not letter.isspace()):
        return WORDS
    return " ".join(_signs(file, FEW_SIGNS))


def _signs(file: FontFile, most: int) -> list[str]:
    """Return signs of a file, taken evenly from all of it; Latin letters only where there is nothing else."""
    signs = [chr(code) for code in sorted(file.letters)]
    printed = [sign for sign in signs if sign.isprintable() and unicodedata.category(sign) in _SEEN]
    own = [sign for sign in printed if ord(sign) > _LATIN_1 and "LATIN" not in unicodedata.name(sign, "")] or printed
    return [own[number * len(own) // most] for number in range(most)] if len(own) > most else own


_LATIN_1 = 0xFF
_SEEN = frozenset(("Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No", "Sm", "Sc", "So"))
"""Categories of Unicode whose characters are something to look at by themselves."""
