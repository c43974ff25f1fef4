"""Know the font files that the styles name: which characters they have, and small copies of them for the EPUB."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote

import tinycss2  # type: ignore[import-untyped]  # it has no types

from publish.base.diagnostics import AssetError, Position, StyleError, error
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


def read_faces(stylesheet: Path) -> tuple[Face, ...]:
    """Return the faces that the ``@font-face`` rules of a stylesheet name, in their order.

    Raises:
        StyleError: If a rule has no family or no file.
        AssetError: If a file is missing.
    """
    try:
        changed = stylesheet.stat().st_mtime_ns
    except OSError:
        changed = 0  # reading it says why
    return _read_faces(stylesheet, changed)


@functools.lru_cache(maxsize=16)
def _read_faces(stylesheet: Path, changed: int) -> tuple[Face, ...]:
    """Read the faces of a stylesheet, once as long as it does not change."""
    rules = tinycss2.parse_stylesheet(_read_style(stylesheet), skip_comments=True, skip_whitespace=True)
    faces = tuple(
        _read_face(rule, stylesheet)
        for rule in rules
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face"
    )
    for face in faces:
        if not face.path.is_file():
            raise AssetError(error(face.position, f"font file not found: {face.path.name}", "missing-font"))
    return faces


@functools.cache
def characters(path: Path) -> frozenset[int]:
    """Return the code points that a font file has glyphs for.

    Raises:
        AssetError: If the file is no font.
    """
    from publish.publication.assets.character_maps import read_glyphs

    try:
        return frozenset(read_glyphs(path.read_bytes()))
    except (OSError, ValueError) as failure:
        raise AssetError(error(Position(path), f"not a font: {failure}", "unreadable-font")) from failure


def missing_characters(text: Iterable[str], faces: Sequence[Face]) -> set[str]:
    """Return the characters of the text that no face has; the styles name every family as the others' stand-in."""
    missing = {character for character in set(text) if not _invisible(character)}
    for path in dict.fromkeys(face.path for face in faces):
        if not missing:
            break
        at_hand = characters(path)
        missing = {character for character in missing if ord(character) not in at_hand}
    return missing


def subset_faces(wanted: Sequence[tuple[Face, str]]) -> list[bytes]:
    """Return for each face a copy with the glyphs of a text only (:func:`subset`)."""
    return [subset(face, text) for face, text in wanted]


def subset(face: Face, text: Iterable[str]) -> bytes:
    """Return a copy of the font with the glyphs of the text only, as TrueType, always the same bytes for the same text.

    The copy is a changed font, so it does not keep the reserved name (SIL OFL 1.1, condition 3): its names are
    ``Publish`` and the style, while copyright and licence stay.

    Raises:
        AssetError: If the file is no font.
    """
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    from publish.publication.assets.subsetting import cut_font

    letters = {ord(character) for character in set(text)}
    cut = cut_font(face.path.read_bytes(), letters, _FEATURES, _NAME_IDS) or _cut_slowly(face.path, letters)
    with TTFont(io.BytesIO(cut), recalcTimestamp=False, lazy=True) as font:
        style = f"{face.weight}{'' if face.style == 'normal' else ' ' + face.style}"
        name = f"Publish {_shape(face.family)}"
        for record in font["name"].names:
            if text_of := _NAMES.get(record.nameID):
                record.string = text_of.format(name=name, style=style, postscript=f"{name}-{style}".replace(" ", ""))
        stream = io.BytesIO()
        font.save(stream, reorderTables=True)
    return stream.getvalue()


def _cut_slowly(path: Path, letters: set[int]) -> bytes:
    """Return what :func:`cut_font` does, without HarfBuzz."""
    from fontTools import subset as subsetting  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont, TTLibError

    options = subsetting.Options(layout_features=_FEATURES, name_IDs=_NAME_IDS, hinting=False, notdef_outline=True)
    subsetter, stream = subsetting.Subsetter(options), io.BytesIO()
    try:
        with path.open("rb") as file, TTFont(file, recalcTimestamp=False, lazy=True) as font:
            subsetter.populate(unicodes=letters)
            subsetter.subset(font)
            font.save(stream)
    except TTLibError as failure:
        raise AssetError(error(Position(path), f"not a font: {failure}", "unreadable-font")) from failure
    return stream.getvalue()


_FEATURES = ["ccmp", "kern", "liga", "locl", "lnum", "mark", "mkmk", "pnum", "tnum"]
"""What the styles of the EPUB use of a font; keeping the alternates of every letter would double its size."""

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


def _invisible(character: str) -> bool:
    """Tell whether a character sets nothing: spaces, line ends and the joiners that only guide line breaks."""
    return character.isspace() or character in "\N{WORD JOINER}\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}"


def _read_style(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        raise StyleError(error(Position(path), f"cannot be read: {failure}", "unreadable-style")) from failure


def _read_face(rule: tinycss2.ast.AtRule, stylesheet: Path) -> Face:
    position = Position(stylesheet, rule.source_line, rule.source_column)
    values: dict[str, list[tinycss2.ast.Node]] = {}
    for declaration in tinycss2.parse_blocks_contents(rule.content or [], skip_comments=True, skip_whitespace=True):
        if declaration.type == "declaration":
            values[declaration.lower_name] = [v for v in declaration.value if v.type not in ("whitespace", "comment")]
    family = next((v.value for v in values.get("font-family", ()) if v.type in ("string", "ident")), "")
    url = next((_url(v) for v in values.get("src", ()) if _url(v)), "")
    if not family or not url:
        raise StyleError(error(position, "@font-face without a font-family and a file in src", "font-face"))
    weight = next((getattr(v, "representation", "") or v.value for v in values.get("font-weight", ())), "400")
    style = next((v.value for v in values.get("font-style", ())), "normal")
    names = {"normal": "400", "bold": "700"}
    return Face(family, names.get(weight, weight), style, (stylesheet.parent / unquote(url)).resolve(), position)


def _url(value: tinycss2.ast.Node) -> str:
    if value.type == "url":
        return str(value.value)
    if value.type == "function" and value.lower_name == "url":
        return next((str(argument.value) for argument in value.arguments if argument.type == "string"), "")
    return ""
