"""Fonts that no style names: they stand in for letters that the named ones lack.

They are those of a project's own ``fonts/``, then the bundled ones of signs and of emoji.

No style has to be changed for them. On paper the engine takes a letter that a family lacks from any font that it knows,
in the EPUB they are the last families of each list.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from publish.base.diagnostics import AssetError, Diagnostic, Position, error, warning
from publish.base.messages import say
from publish.publication.assets.folders import FONTS, Assets, bundled
from publish.publication.assets.fonts import Face, characters, missing_characters, open_font, read_faces

STAND_IN = "Stand-in"
"""How the names of their families begin."""

EMOJI = f"{STAND_IN} Emoji"
"""The family that sets emoji, where nothing else does."""

_SIGNS = {
    f"{STAND_IN} Mathematics": "noto-sans-math/NotoSansMath_400Regular.ttf",
    f"{STAND_IN} Dingbats": "noto-sans-symbols-2/NotoSansSymbols2_400Regular.ttf",
    f"{STAND_IN} Symbols": "noto-sans-symbols/NotoSansSymbols_400Regular.ttf",
}
"""The bundled fonts of signs: arrows and mathematics; dingbats and shapes; figures in circles and all else."""

_LICENCE = re.compile(r"(?i).*\b(ofl|licen[cs]e|copying|copyright).*|.*(ofl|licen[cs]e)[^.]*(\.(txt|md))?")
_OUTLINES = ("glyf", "CFF ", "CFF2")
_RESTRICTED = 0x0002  # OS/2 fsType (OpenType 1.9): "must not be modified, embedded or exchanged"
_FORMATTED = (400, 700)


def find_faces(assets: Assets) -> tuple[Face, ...]:
    """Return the faces that may be used: those of ``fonts.css``, then those that stand in for them; emoji are the last.

    Raises:
        StyleError, AssetError: If the stylesheet or a font is not usable.
    """
    named = read_faces(assets.style("fonts.css"))
    return (*named, *stand_ins(assets, named), *sign_faces(), emoji_face())


def stand_ins(assets: Assets, named: Sequence[Face]) -> Iterator[Face]:
    """Yield the faces of the project's ``fonts/`` that no style names; the files of a family have one name.

    Raises:
        AssetError: If one of them is no font, or has no outlines.
    """
    known = {face.path for face in named}
    families: dict[str, str] = {}
    for path in assets.fonts:
        if path.resolve() in known:
            continue
        family, weight, style = _describe(path, path.stat().st_mtime_ns)
        name = families.setdefault(family, f"{STAND_IN} {len(families) + 1}")
        yield Face(name, str(weight), style, path.resolve(), Position(path))


def sign_faces() -> list[Face]:
    """Return the bundled faces of signs: arrows, mathematics, dingbats, shapes, figures in circles; one weight each."""
    paths = {family: bundled(FONTS) / name for family, name in _SIGNS.items()}
    return [Face(family, "400", "normal", path.resolve(), Position(path)) for family, path in paths.items()]


def emoji_face() -> Face:
    """Return the bundled face of emoji, in one colour: that of the text."""
    path = bundled(FONTS) / "noto-emoji" / "NotoEmoji_400Regular.ttf"
    return Face(EMOJI, "400", "normal", path.resolve(), Position(path))


def emoji_faces(assets: Assets) -> list[Face]:
    """Return the faces that set emoji: of the project's ``fonts/`` those that have some, then the bundled one.

    Raises:
        StyleError, AssetError: If a stylesheet or a font is not usable.
    """
    own = stand_ins(assets, read_faces(assets.style("fonts.css"))) if assets.fonts else ()
    return [*(face for face in own if _SMILE in characters(face.path)), emoji_face()]


_SMILE = 0x1F600


def write_rules(faces: Iterable[Face], folder: Path) -> str:
    """Return the ``@font-face`` rules of faces for a stylesheet that stands in a folder."""
    from urllib.parse import quote

    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style};'
        f' src: url("{quote(face.path.relative_to(folder.resolve()).as_posix())}") }}\n'
        for face in faces
    )


def own_letters(face: Face, faces: Sequence[Face], text: str) -> str:
    """Return the letters of a text that a face has and those before it have not."""
    missing = missing_characters(text, faces[: faces.index(face)])
    return "".join(sorted(letter for letter in missing if ord(letter) in characters(face.path)))


@functools.lru_cache(maxsize=64)
def _describe(path: Path, changed: int) -> tuple[str, int, str]:
    """Return family, weight (400 or 700) and style (``normal``, ``italic``) of a font file."""
    with open_font(path) as font:
        if not any(table in font for table in _OUTLINES):
            hint = say("take the one with outlines, such as Noto Emoji instead of Noto Color Emoji")
            message = say("a font of pictures, which cannot be printed")
            raise AssetError(error(Position(path), message, "unreadable-font", hint))
        family = font["name"].getBestFamilyName() or path.stem
        heavy = font["OS/2"].usWeightClass >= 600 if "OS/2" in font else False
        slanted = bool(font["head"].macStyle & 2)
    return str(family), _FORMATTED[heavy], "italic" if slanted else "normal"


def check_fonts(assets: Assets) -> Iterator[Diagnostic]:
    """Yield what is wrong with the fonts of the project's ``fonts/``, and which have no licence beside them."""
    try:
        faces = list(stand_ins(assets, read_faces(assets.style("fonts.css"))))
    except AssetError as failure:
        yield from failure.diagnostics
        return
    for face in faces:
        at, name = face.position, face.path.name
        if find_licence(face.path) is None:
            hint = say("put the licence that it came with, such as OFL.txt, beside it into {folder}/", folder=FONTS)
            yield warning(at, say("a font without its licence: {name}", name=name), "font-licence", hint)
        elif _is_restricted(face.path, face.path.stat().st_mtime_ns):
            hint = say("ask its maker, or take another font")
            yield warning(at, say("a font that says it must not be embedded: {name}", name=name), "font-licence", hint)


def find_licence(font: Path) -> Path | None:
    """Return the licence that stands beside a font; None without one."""
    names = sorted(path for path in font.parent.iterdir() if path.is_file() and path.suffix.lower() in _TEXTS)
    return next((path for path in names if _LICENCE.fullmatch(path.stem)), None)


_TEXTS = ("", ".txt", ".md", ".html", ".pdf")


@functools.lru_cache(maxsize=64)
def _is_restricted(path: Path, changed: int) -> bool:
    with open_font(path) as font:
        return "OS/2" in font and font["OS/2"].fsType & 0x000F == _RESTRICTED


def group_by_script(letters: Iterable[str]) -> dict[str, list[str]]:
    """Return letters by the name of their script, such as ``Thai``; signs of no script are ``symbols``."""
    from fontTools import unicodedata  # type: ignore[import-untyped]  # it has no types

    scripts: dict[str, list[str]] = {}
    for letter in letters:
        code = unicodedata.script(letter)
        name = "symbols" if code in ("Zyyy", "Zinh", "Zzzz") else unicodedata.script_name(code, "symbols")
        scripts.setdefault(str(name).replace("_", " "), []).append(letter)
    return scripts


def missing_glyphs(letters: Sequence[str], word: str, at: Position, script: str) -> Diagnostic:
    """Return the finding that no font has some letters of a script.

    Args:
        letters: The letters, in the order in which they stand in the text.
        word: Where the first of them stands.
        at: The place of that.
        script: Name of their script.
    """
    code, count, word = f"U+{ord(letters[0]):04X}", len(letters) - 1, word[:40]
    message = say("no font has {letter} ({code}) in the word {word!r}", letter=letters[0], code=code, word=word)
    if count:
        message = say(
            "no font has {letter} ({code}) in the word {word!r} and {count} more letters of {script}",
            letter=letters[0],
            code=code,
            word=word,
            count=count,
            script=script,
        )
    return error(at, message, "missing-glyph", _font_hint(script))


def _font_hint(script: str) -> str:
    """Return what font helps where letters of a script are missing."""
    example = _EXAMPLES.get(script, "")
    if script == "symbols":
        return say(
            "put a font that has it, such as {example}, into {folder}/ beside source/, with its licence",
            example=example,
            folder=FONTS,
        )
    if not example:
        return say(
            "put a font of {script} into {folder}/ beside source/, with its licence", script=script, folder=FONTS
        )
    return say(
        "put a font of {script}, such as {example}, into {folder}/ beside source/, with its licence",
        script=script,
        example=example,
        folder=FONTS,
    )


_EXAMPLES = {
    "Han": say("Noto Serif CJK or, for chữ Nôm, HanaMin"),
    "Thai": "Noto Serif Thai",
    "Khmer": "Noto Serif Khmer",
    "Lao": "Noto Serif Lao",
    "Arabic": "Noto Naskh Arabic",
    "Cham": "Noto Sans Cham",
    "Tai Viet": "Noto Sans Tai Viet",
    "symbols": say("Noto Sans Symbols 2, or Noto Emoji"),
}
