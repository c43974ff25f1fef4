"""Make the stylesheet of web pages and the fonts that it names: WOFF2 copies with the letters that each face sets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from publish.base.diagnostics import Position, StyleError, error
from publish.base.messages import say
from publish.base.records import dataclass
from publish.base.workers.task import Task
from publish.base.workers.worker import Call
from publish.layout.code import LETTER_BY_LETTER
from publish.outputs.epub.fonts import FORMULA, MATH, add_families, file_stem, name_families, notices, slanted
from publish.outputs.html.faces import collect_letters, letters_of_faces
from publish.publication import model
from publish.publication.assets import emoji
from publish.publication.assets.dropped_fonts import find_faces, find_licence
from publish.publication.assets.folders import Assets
from publish.publication.assets.fonts import Face, characters, read_faces, web_faces
from publish.publication.formulas.library import type_file

STYLE = "html/style.css"
"""The stylesheet of web pages."""


@dataclass(frozen=True, slots=True)
class WebFont:
    """A font of web pages.

    Attributes:
        name: Name of its file, with the suffix.
        rule: The ``@font-face`` rule that names the font, up to the address of the file.
        content: The font, WOFF2.
    """

    name: str
    rule: str
    content: bytes


@dataclass(frozen=True, slots=True)
class WebStyle:
    """The stylesheet of web pages and its fonts.

    Attributes:
        css: Rules, in which families have names of their own.
        notice: Whose fonts these are, as a comment.
        fonts: The fonts.
    """

    css: str
    notice: str
    fonts: tuple[WebFont, ...]

    def write(self, addresses: Iterable[str]) -> str:
        """Return the stylesheet with the fonts at these addresses, in their order."""
        rules = (
            f'{font.rule} src: url("{address}") format("woff2") }}\n'
            for font, address in zip(self.fonts, addresses, strict=True)
        )
        return f"{self.notice}{''.join(rules)}{self.css}"


def make_style(article: model.Article, assets: Assets, pages: Sequence[str], more: str, call: Call) -> WebStyle:
    """Return the stylesheet of web pages, and fonts with the letters of the pages.

    Args:
        article: What the pages hold.
        assets: Styles and fonts.
        pages: The finished pages.
        more: Rules of these pages behind those of the stylesheet.
        call: How the fonts are cut down: here, or in a worker, which has the libraries at hand.

    Raises:
        StyleError, AssetError: If a stylesheet or a font is not usable.
    """
    named, faces = read_faces(assets.style("fonts.css")), find_faces(assets)
    css = _shorten(f"{_read(assets.style(STYLE))}\ncode, pre {{ {LETTER_BY_LETTER} }}\n{more}")
    letters = collect_letters(css, pages)
    needed, left = letters_of_faces(letters, named)
    stand_ins: dict[str, None] = {}
    for face in (*faces[len(named) :], *named):
        if own := {letter for letter in left if ord(letter) in characters(face.path)}:
            joined = emoji.letters("".join(pages)) if face == faces[-1] else ""
            needed[face] = needed.get(face, set()) | own | set(joined)
            stand_ins[face.family] = None
            left -= own
    if formulas := "".join(formula for page in pages for formula in FORMULA.findall(page)):
        css += f'math {{ font-family: "{MATH}", math }}\n'
        face = Face(MATH, "400", "normal", type_file(), article.position)
        needed[face] = {"√", *formulas, *filter(None, map(slanted, formulas))}
    css = add_families(css, stand_ins)
    names = name_families([*faces, *(face for face in needed if face not in faces)])
    for family, name in names.items():
        css = re.sub(rf"([\"']){re.escape(family)}\1", f'"{name}"', css)
    task = Task(web_faces, say("cutting down the fonts"), article.position)
    contents = call(task, [(face, "".join(sorted(text))) for face, text in needed.items()])
    fonts = tuple(
        WebFont(
            f"{file_stem(face, names[face.family])}.woff2",
            f'@font-face {{ font-family: "{names[face.family]}"; font-weight: {face.weight};'
            f" font-style: {face.style}; font-display: swap;",
            content,
        )
        for face, content in zip(needed, contents, strict=True)
    )
    return WebStyle(css, notices(dict.fromkeys(find_licence(face.path) for face in needed)), fonts)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        message = say("cannot be read: {reason}", reason=failure)
        raise StyleError(error(Position(path), message, "unreadable-style")) from failure


_COMMENT = re.compile(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')|/\*.*?\*/", re.DOTALL)


def _shorten(css: str) -> str:
    """Return a style without comments, indents and empty lines."""
    plain = _COMMENT.sub(lambda found: found[1] or "", css)
    return "".join(f"{line.strip()}\n" for line in plain.splitlines() if line.strip())
