"""The measures of a regime as a style: what the layout of an official document sets its components by."""

from __future__ import annotations

from publish.base.diagnostics import Position
from publish.kinds.official.settings import official_of
from publish.layout.engine import StyleSheet
from publish.publication.assets.folders import Assets
from publish.publication.official.regimes import FOLDER, PageRules, Regime, find_regime
from publish.publication.project import Project
from publish.publication.toml_values import line_of


def regime_of(project: Project, assets: Assets) -> Regime:
    """Return the regime that a project follows.

    Raises:
        SourceError: If there is none of that name.
        StyleError: If its file is not as it should be.
    """
    text = project.config.read_text(encoding="utf-8") if project.config.is_file() else ""
    at = Position(project.config, line_of(text, "official", "regime"), 1)
    return find_regime(assets, official_of(project).regime, at)


def regime_style(project: Project, assets: Assets) -> StyleSheet:
    """Return the sizes, spaces and margins of the regime as custom properties and page margins.

    The size of the component ``motto`` is ``--motto``, the space above it ``--motto-above``. Margins are as narrow as
    the regime lets them be, the right one as wide.

    Raises:
        SourceError, StyleError: As :func:`regime_of` does.
    """
    regime = regime_of(project, assets)
    values = {f"--{key}": f"{part.set_pt:g}pt" for key, part in regime.components.items() if part.set_pt}
    values |= {
        f"--{key}-above": f"{part.above_pt:g}pt" for key, part in regime.components.items() if part.above_pt is not None
    }
    body = regime.components.get("body")
    if body and body.indents_mm:
        values["--indent"] = f"{max(body.indents_mm):g}mm"
    if body and body.paragraph_space_pt is not None:
        values["--paragraph-space"] = f"{body.paragraph_space_pt:g}pt"
    properties = "; ".join(f"{name}: {value}" for name, value in values.items())
    path = assets.style(f"{FOLDER}/{regime.key}.toml")
    return StyleSheet(path, f":root {{ {properties} }}\n{_margins(regime.page)}")


def _margins(page: PageRules) -> str:
    """Return the rule that gives the page the margins of a regime, where it has them."""
    if not (page.top_mm and page.right_mm and page.bottom_mm and page.left_mm):
        return ""
    top, right, bottom, left = page.top_mm[0], page.right_mm[1], page.bottom_mm[0], page.left_mm[0]
    return f"@page {{ margin: {top:g}mm {right:g}mm {bottom:g}mm {left:g}mm }}\n"
