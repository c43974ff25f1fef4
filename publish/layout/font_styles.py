"""The stylesheets that name the fonts of a page: those of the styles, of a project's ``fonts/``, of signs and emoji."""

from __future__ import annotations

from dataclasses import replace

from publish.layout.engine import StyleSheet
from publish.publication.assets.dropped_fonts import emoji_face, emoji_faces, sign_faces, stand_ins, write_rules
from publish.publication.assets.folders import FONTS, Assets, bundled
from publish.publication.assets.fonts import Face, read_faces

NAME = "fonts.css"


def font_styles(assets: Assets) -> tuple[StyleSheet, ...]:
    """Return the stylesheets that name all fonts, in the order of the cascade.

    Raises:
        StyleError, AssetError: If the stylesheet or a font is not usable.
    """
    path, bundle, folder = assets.style(NAME), bundled(FONTS), assets.roots[0]  # the project
    first, *others = emoji_faces(assets)
    rules = write_rules(stand_ins(assets, read_faces(path)), folder) if assets.fonts else ""
    if others:
        rules += write_rules([replace(first, family=_EMOJI)], folder)
    signs = write_rules(sign_faces(), bundle)
    emoji = write_rules([emoji_face() if others else replace(first, family=_EMOJI)], bundle)
    own = [StyleSheet(folder / NAME, rules)] if rules else []
    letters = SIGN if path == bundled("styles") / NAME else ""
    return (StyleSheet(path), *own, *(StyleSheet(bundle / NAME, rules, letters) for rules in (signs, emoji)))


SIGN = (
    r"[^\x00-\u012b\u012e-\u0131\u0134-\u0165\u0168-\u017f\u0300-\u0304\u0306-\u030c\u0391-\u03a1\u03a3-\u03ce\u0410-\u044f"
    r"\u1ea0-\u1ef9\u2000-\u200c\u2028\u2029\u202f\u2060\u2074-\u2079\u2080-\u2089"
    "‐–—‘’‚“”„†‡•…‰′″‹›⁄⁰"
    "₫€₮₽ℓ№™℮←↑→↓↖↗↘↙∂∏∑−∕∙√∞∫≈≠≤≥■▲△▶▷▼▽◀◁◆◊]"
)
"""What the fonts of signs and emoji are loaded for, a tenth of an article's time: no bundled font lacks another."""

_EMOJI = "emoji"
"""The family that Pango looks for emoji in before all that a style names, and sets those of several characters in."""


def faces_of(style: StyleSheet) -> tuple[Face, ...]:
    """Return the faces that a stylesheet names, if it is one of fonts."""
    if style.path.name != NAME:
        return ()
    return read_faces(style.path, style.text)
