"""The stylesheets that name the fonts of a page: that of the styles, of a project's ``fonts/``, and of emoji."""

from __future__ import annotations

from dataclasses import replace

from publish.layout.engine import StyleSheet
from publish.publication.assets.dropped_fonts import emoji_face, emoji_faces, stand_ins, write_rules
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
    emoji = write_rules([emoji_face() if others else replace(first, family=_EMOJI)], bundle)
    own = [StyleSheet(folder / NAME, rules)] if rules else []
    return (StyleSheet(path), *own, StyleSheet(bundle / NAME, emoji))


_EMOJI = "emoji"
"""The family that Pango looks for emoji in before all that a style names, and sets those of several characters in."""


def faces_of(style: StyleSheet) -> tuple[Face, ...]:
    """Return the faces that a stylesheet names, if it is one of fonts."""
    if style.path.name != NAME:
        return ()
    return read_faces(style.path, style.text)
