"""Find layouts, styles and fonts: the project's own first, the bundled ones second."""

from __future__ import annotations

from pathlib import Path

from publish.base.diagnostics import AssetError, Position, error
from publish.base.messages import say
from publish.base.records import dataclass


def bundled(name: str) -> Path:
    """Return the bundled folder ``styles`` or ``fonts``: inside the installed package, or beside it in a checkout.

    Raises:
        AssetError: If the installation has lost it.
    """
    package = Path(__file__).parents[2]
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise AssetError(
        error(Position(package / name), say("the folder is missing from this installation"), "installation")
    )


@dataclass(frozen=True, slots=True)
class Assets:
    """The folders a project draws its look from.

    Attributes:
        styles: Style folders, the project's own first if it has one.
        roots: Folders that may be read while a page is made; nothing else is.
        fonts: Font files in the project's own ``fonts/``, in the order of their names.
    """

    styles: tuple[Path, ...]
    roots: tuple[Path, ...]
    fonts: tuple[Path, ...] = ()

    def style(self, name: str) -> Path:
        """Return the file of that name from the first style folder that has it.

        Raises:
            AssetError: If none has.
        """
        for folder in self.styles:
            if (path := folder / name).is_file():
                return path
        raise AssetError(error(Position(self.styles[0] / name), say("no such layout or style"), "missing-style"))


def find_assets(root: Path) -> Assets:
    """Return the assets of the project in ``root``."""
    own, shared = root / "styles", bundled("styles")
    styles = (own, shared) if own.is_dir() and own.resolve() != shared.resolve() else (shared,)
    roots = dict.fromkeys(path.resolve() for path in (root, shared, bundled("fonts")))
    return Assets(styles, tuple(roots), _find_fonts(root / FONTS))


FONTS = "fonts"
"""The folder of a project whose fonts stand in where those of the styles lack a letter."""

_FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")


def _find_fonts(folder: Path) -> tuple[Path, ...]:
    if not folder.is_dir() or folder.resolve() == bundled(FONTS).resolve():
        return ()
    paths = (path for path in folder.rglob("*") if path.suffix.lower() in _FONT_SUFFIXES and path.is_file())
    return tuple(sorted(paths, key=lambda path: path.relative_to(folder).as_posix()))
