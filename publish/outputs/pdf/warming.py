"""Load in a worker what fragments of a publication take, before the first of them is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Sequence

from publish.layout import engine
from publish.publication.assets.folders import Assets


def warm_up_fragments(styles: Sequence[engine.StyleSheet], assets: Assets) -> None:
    """Parse the styles, and import what every worker needs, being a copy of this one; few of them read."""
    engine.parse_styles(styles, assets.roots)
    for name in ("publish.outputs.pdf.cutting", "publish.layout.fitting", "publish.outputs.pdf.fragments"):
        importlib.import_module(name)
