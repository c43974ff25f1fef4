"""The stylesheets that name the fonts of a page: that of the styles, and one for those in a project's ``fonts/``."""

from __future__ import annotations

from publish.layout.engine import StyleSheet
from publish.publication.assets.dropped_fonts import stand_ins, write_rules
from publish.publication.assets.folders import Assets
from publish.publication.assets.fonts import Face, read_faces

NAME = "fonts.css"


def font_styles(assets: Assets) -> tuple[StyleSheet, ...]:
    """Return the stylesheets that name all fonts, in the order of the cascade.

    Raises:
        StyleError, AssetError: If the stylesheet or a font is not usable.
    """
    path = assets.style(NAME)
    if not assets.fonts:
        return (StyleSheet(path),)
    folder = assets.roots[0]  # the project
    rules = write_rules(stand_ins(assets, read_faces(path)), folder)
    return (StyleSheet(path), StyleSheet(folder / NAME, rules)) if rules else (StyleSheet(path),)


def faces_of(style: StyleSheet) -> tuple[Face, ...]:
    """Return the faces that a stylesheet names, if it is one of fonts."""
    if style.path.name != NAME:
        return ()
    return read_faces(style.path, style.text)
