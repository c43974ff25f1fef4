"""Know the font files that the styles name: which characters they have, and small copies of them for screens."""

from __future__ import annotations

import contextlib
import functools
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import tinycss2  # type: ignore[import-untyped]  # it has no types

from publish.base.diagnostics import AssetError, Position, StyleError, error
from publish.base.filenames import find_file
from publish.base.messages import say
from publish.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """One font file, as a ``@font-face`` rule names it.

    Attributes:
        weight: ``400``, ``700`` …
        style: ``normal`` or ``italic``.
    """

    family: str
    weight: str
    style: str
    path: Path
    position: Position


def read_faces(stylesheet: Path, text: str | None = None) -> tuple[Face, ...]:
    """Return the faces that the ``@font-face`` rules of a stylesheet name, in their order.

    Args:
        stylesheet: The file.
        text: What would stand in it, where it is made on the way.

    Raises:
        StyleError: If a rule has no family or no file.
        AssetError: If a file is missing.
    """
    try:
        changed = stylesheet.stat().st_mtime_ns
    except OSError:
        changed = 0  # reading it says why
    return _read_faces(stylesheet, changed, text)


@functools.lru_cache(maxsize=16)
def _read_faces(stylesheet: Path, changed: int, text: str | None) -> tuple[Face, ...]:
    """Read the faces of a stylesheet, once as long as it does not change."""
    text = _read_style(stylesheet) if text is None else text
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    faces = tuple(
        _read_face(rule, stylesheet)
        for rule in rules
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face"
    )
    for face in faces:
        if not face.path.is_file():
            raise AssetError(
                error(face.position, say("font file not found: {name}", name=face.path.name), "missing-font")
            )
    return faces


def measure_text(text: str, path: Path, size_pt: float) -> float:
    """Return how wide a text is in a font, in points, without kerning; what the font does not have takes no room.

    Raises:
        OSError: If the file cannot be read.
    """
    advances = _advances(path)
    return sum(advances.get(ord(letter), 0.0) for letter in text) * size_pt


@functools.lru_cache(4)
def _advances(path: Path) -> dict[int, float]:
    """Return how wide the glyph of each character of a font is, in em."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(path, lazy=True) as font:
        widths, unit = font["hmtx"], font["head"].unitsPerEm
        return {code: widths[name][0] / unit for code, name in font.getBestCmap().items()}


@functools.cache
def characters(path: Path) -> frozenset[int]:
    """Return the code points that a font file has glyphs for.

    Raises:
        AssetError: If the file is no font.
    """
    from publish.publication.assets.character_maps import read_glyphs

    try:
        return frozenset(read_glyphs(path.read_bytes(), 0 if path.suffix.lower() == ".ttc" else -1))
    except (OSError, ValueError) as failure:
        raise AssetError(
            error(Position(path), say("not a usable font: {failure}", failure=failure), "unreadable-font")
        ) from failure


@contextlib.contextmanager
def open_font(path: Path) -> Iterator[Any]:
    """Give a font (``fontTools.ttLib.TTFont``), the first of a collection.

    Raises:
        AssetError: If the file is no font.
    """
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as stream, TTFont(stream, lazy=True, fontNumber=0, recalcTimestamp=False) as font:
            yield font
    except (TTLibError, OSError, AssertionError, KeyError, ValueError) as failure:
        raise AssetError(
            error(Position(path), say("not a font: {failure}", failure=failure), "unreadable-font")
        ) from failure


def missing_characters(text: Iterable[str], faces: Sequence[Face]) -> set[str]:
    """Return the characters of the text that no face has; the styles name every family as the others' stand-in."""
    missing = {character for character in set(text) if not is_invisible(character)}
    for path in dict.fromkeys(face.path for face in faces):
        if not missing:
            break
        at_hand = characters(path)
        missing = {character for character in missing if ord(character) not in at_hand}
    return missing


def subset_faces(wanted: Sequence[tuple[Face, str]]) -> list[bytes]:
    """Return for each face a copy with the glyphs of a text only (:func:`subset`)."""
    return [subset(face, text) for face, text in wanted]


def web_faces(wanted: Sequence[tuple[Face, str]]) -> list[bytes]:
    """Return for each face a copy with the glyphs of a text only (:func:`subset`), packed as WOFF2."""
    return [_pack_woff2(subset(face, text)) for face, text in wanted]


def _pack_woff2(content: bytes) -> bytes:
    """Return a font as WOFF 2.0, which needs Brotli: always the same bytes for the same font."""
    from fontTools.ttLib import TTFont

    stream = io.BytesIO()
    with TTFont(io.BytesIO(content), recalcTimestamp=False, recalcBBoxes=False) as font:
        font.flavor = "woff2"
        font.save(stream)
    return stream.getvalue()


def subset(face: Face, text: Iterable[str]) -> bytes:
    """Return a copy of the font with the glyphs of the text only, always the same bytes for the same text.

    The copy is a changed font, so it does not keep the reserved name (SIL OFL 1.1, condition 3): its names are
    ``Publish`` and the style, while copyright and licence stay.

    Raises:
        AssetError: If the file is no font.
    """
    from fontTools.ttLib import TTFont

    from publish.publication.assets.subsetting import cut_font

    letters = {ord(character) for character in set(text)}
    features = _FEATURES + (_SHAPING if any(map(_is_shaped, letters)) else [])
    cut = cut_font(face.path.read_bytes(), letters, features, _NAME_IDS) or _cut_slowly(face.path, letters, features)
    with TTFont(io.BytesIO(cut), recalcTimestamp=False, lazy=True) as font:
        style = f"{face.weight}{'' if face.style == 'normal' else ' ' + face.style}"
        name = f"Publish {_shape(face.family)}"
        for record in font["name"].names:
            if text_of := _NAMES.get(record.nameID):
                record.string = text_of.format(name=name, style=style, postscript=f"{name}-{style}".replace(" ", ""))
        if "CFF " in font:
            font["CFF "].cff.fontNames[0] = f"{name}-{style}".replace(" ", "")
        stream = io.BytesIO()
        font.save(stream, reorderTables=True)
    return stream.getvalue()


def _cut_slowly(path: Path, letters: set[int], features: list[str]) -> bytes:
    """Return what :func:`cut_font` does, without HarfBuzz."""
    from fontTools import subset as subsetting  # type: ignore[import-untyped]

    options = subsetting.Options(layout_features=features, name_IDs=_NAME_IDS, hinting=False, notdef_outline=True)
    subsetter, stream = subsetting.Subsetter(options), io.BytesIO()
    with open_font(path) as font:
        subsetter.populate(unicodes=letters)
        subsetter.subset(font)
        font.save(stream)
    return stream.getvalue()


_FEATURES = ["ccmp", "kern", "liga", "locl", "lnum", "mark", "mkmk", "pnum", "tnum"]
"""What the styles of the EPUB use of a font; keeping the alternates of every letter would double its size."""

_SHAPING = [
    *("init", "medi", "med2", "fina", "fin2", "fin3", "isol", "rlig", "calt", "clig", "stch", "rtla", "rtlm"),
    *("akhn", "rphf", "rkrf", "pref", "blwf", "abvf", "half", "pstf", "vatu", "cjct", "cfar", "nukt", "pres", "abvs"),
    *("blws", "psts", "haln", "dist", "abvm", "blwm", "ljmo", "vjmo", "tjmo"),
]
"""What scripts from Hebrew on are shaped by (OpenType 1.9, script development specifications)."""


def _is_shaped(letter: int) -> bool:
    """Tell whether a letter is of a script with shaping of its own: none of Europe, no punctuation, no symbol."""
    return 0x0590 <= letter < 0x1E00 or letter >= 0x2E80


_NAME_IDS = [0, 1, 2, 3, 4, 5, 6, 13, 14]
_NAMES = {
    1: "{name} {style}",
    2: "Regular",
    3: "{postscript}",
    4: "{name} {style}",
    6: "{postscript}",
}


def _shape(family: str) -> str:
    """Return a plain word for the kind of a family, free of its name."""
    for word in ("Mono", "Sans", "Serif"):
        if word in family:
            return word
    return "Text"


def is_invisible(character: str) -> bool:
    """Tell whether a character sets nothing: spaces, line ends, and what guides breaks or the choice of a glyph."""
    return character.isspace() or character in "\N{WORD JOINER}\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}\ufe0e\ufe0f"


def _read_style(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        raise StyleError(
            error(Position(path), say("cannot be read: {reason}", reason=failure), "unreadable-style")
        ) from failure


def _read_face(rule: tinycss2.ast.AtRule, stylesheet: Path) -> Face:
    position = Position(stylesheet, rule.source_line, rule.source_column)
    values: dict[str, list[tinycss2.ast.Node]] = {}
    for declaration in tinycss2.parse_blocks_contents(rule.content or [], skip_comments=True, skip_whitespace=True):
        if declaration.type == "declaration":
            values[declaration.lower_name] = [v for v in declaration.value if v.type not in ("whitespace", "comment")]
    family = next((v.value for v in values.get("font-family", ()) if v.type in ("string", "ident")), "")
    url = next((_url(v) for v in values.get("src", ()) if _url(v)), "")
    if not family or not url:
        raise StyleError(error(position, say("@font-face without a font-family and a file in src"), "font-face"))
    weight = next((getattr(v, "representation", "") or v.value for v in values.get("font-weight", ())), "400")
    style = next((v.value for v in values.get("font-style", ())), "normal")
    names = {"normal": "400", "bold": "700"}
    return Face(
        family, names.get(weight, weight), style, find_file(stylesheet.parent / unquote(url)).resolve(), position
    )


def _url(value: tinycss2.ast.Node) -> str:
    if value.type == "url":
        return str(value.value)
    if value.type == "function" and value.lower_name == "url":
        return next((str(argument.value) for argument in value.arguments if argument.type == "string"), "")
    return ""
