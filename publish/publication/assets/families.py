"""The families of type of a project: what sets its text, what stands in for that, and what is there unused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.assets.dropped_fonts import emoji_face, find_licence, sign_faces, stand_ins
from publish.publication.assets.folders import FONTS, Assets, bundled
from publish.publication.assets.fonts import characters, is_invisible, open_font, read_faces

NAMED, OWN, SIGNS, EMOJI, UNUSED = (
    say("named by the styles"),
    say("stands in for letters that the others lack"),
    say("sets signs"),
    say("sets emoji"),
    say("named by no style"),
)
"""What a family is used for."""

_SUFFIXES = (".ttf", ".otf", ".ttc")
_ITALIC = 2  # head.macStyle (OpenType 1.9)

_LICENCES = {
    "SIL OFL {}": re.compile(r"SIL OPEN FONT LICEN[CS]E,?\s+Version\s+([\d.]+\d)", re.IGNORECASE),
    "Apache {}": re.compile(r"Apache Licen[cs]e,?\s+Version\s+([\d.]+\d)", re.IGNORECASE),
    "MIT{}": re.compile(r"\bMIT Licen[cs]e()", re.IGNORECASE),
}
_READ = 20_000
"""How much of a licence is read for its name."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A file of a family.

    Attributes:
        path: The file.
        weight: Weight, such as ``400``.
        style: ``normal`` or ``italic``.
    """

    path: Path
    weight: str
    style: str

    @property
    def letters(self) -> frozenset[int]:
        """Code points that the file has glyphs for."""
        return characters(self.path)


@dataclass(frozen=True, slots=True)
class FontFamily:
    """A family of type.

    Attributes:
        name: Name of the family.
        use: What the family is used for: :data:`NAMED`, :data:`OWN`, :data:`SIGNS`, :data:`EMOJI` or :data:`UNUSED`.
        own: Whether its files lie in the project.
        files: Files, the regular one first.
        licence: Licence that stands beside its files; None without one.
    """

    name: str
    use: str
    own: bool
    files: tuple[FontFile, ...]
    licence: Path | None

    @property
    def letters(self) -> frozenset[int]:
        """Code points that one of the files, or more, has glyphs for."""
        return frozenset().union(*(file.letters for file in self.files))

    def lacks(self, letters: Iterable[str]) -> str:
        """Return which letters of a text no file of the family has, sorted."""
        return _visible(letter for letter in letters if ord(letter) not in self.letters)

    def lacks_in_some(self, letters: Iterable[str]) -> str:
        """Return which letters of a text some files of the family have and others have not, sorted."""
        some = self.letters - self.files[0].letters.intersection(*(file.letters for file in self.files))
        return _visible(letter for letter in letters if ord(letter) in some)

    @property
    def terms(self) -> str:
        """Name of the licence, such as ``SIL OFL 1.1``; that of its file where it is another; empty without one."""
        if self.licence is None:
            return ""
        text = self.licence.read_bytes()[:_READ].decode("utf-8", "replace")
        found = ((name, pattern.search(text)) for name, pattern in _LICENCES.items())
        return next((name.format(match[1]) for name, match in found if match), self.licence.name)


def find_families(assets: Assets) -> tuple[FontFamily, ...]:
    """Return all families that a project can draw on: in the order in which they are looked for a letter, then by name.

    Raises:
        StyleError, AssetError: If the stylesheet of the fonts or a font is not usable.
    """
    named = read_faces(assets.style("fonts.css"))
    uses: dict[Path, tuple[str, str, FontFile]] = {
        face.path: (face.family, NAMED, FontFile(face.path, face.weight, face.style)) for face in named
    }
    for use, faces in ((OWN, stand_ins(assets, named)), (SIGNS, sign_faces()), (EMOJI, [emoji_face()])):
        for face in faces:
            uses.setdefault(face.path, _describe(face.path, use))
    bundle = sorted(path.resolve() for path in bundled(FONTS).rglob("*") if path.suffix.lower() in _SUFFIXES)
    for path in bundle:
        uses.setdefault(path, _describe(path, UNUSED))
    return _gather(list(uses.values()), assets.roots[0])


def _describe(path: Path, use: str) -> tuple[str, str, FontFile]:
    """Return the name of the family that a file says it is of, its use, and the file."""
    with open_font(path) as font:
        family = font["name"].getBestFamilyName() or path.stem
        weight = font["OS/2"].usWeightClass if "OS/2" in font else 400
        style = "italic" if font["head"].macStyle & _ITALIC else "normal"
    return str(family), use, FontFile(path, str(weight), style)


def _gather(found: Sequence[tuple[str, str, FontFile]], project: Path) -> tuple[FontFamily, ...]:
    """Return files by their family; the first of a family says what it is used for."""
    families: dict[str, list[tuple[str, str, FontFile]]] = {}
    for entry in found:
        families.setdefault(entry[0].casefold(), []).append(entry)
    shared = bundled(FONTS).resolve()
    made = []
    for entries in families.values():
        name, use, first = entries[0]
        files = sorted(
            (file for _, _, file in entries),
            key=lambda file: (file.style != "normal", file.weight != "400", file.weight),
        )
        own = first.path.is_relative_to(project) and not first.path.is_relative_to(shared)
        made.append(FontFamily(name, use, own, tuple(files), find_licence(first.path)))
    return tuple(made)


def _visible(letters: Iterable[str]) -> str:
    """Return letters sorted, each once, without those that set nothing."""
    return "".join(sorted({letter for letter in letters if not is_invisible(letter)}))
