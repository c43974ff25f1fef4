"""Draw seconds against pages."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

LOOKS = {"publish": ("#a11d21", "o"), "WeasyPrint": ("#4d4d4d", "s"), "Typst": ("#2f6f8f", "^")}


def draw(points: Mapping[str, Sequence[tuple[int, float]]], path: Path) -> None:
    """Write a small PNG with a line for each program, both axes logarithmic."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.ticker import ScalarFormatter
    from PIL import Image

    figure, axes = pyplot.subplots(figsize=(7.2, 4.2), dpi=110)
    for name, series in points.items():
        color, marker = LOOKS[name]
        axes.plot(*zip(*series, strict=True), color=color, marker=marker, label=name)
    axes.set(xscale="log", yscale="log", xlabel="pages", ylabel="seconds, nothing kept from before")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(ScalarFormatter())
    axes.grid(which="major", color="#dddddd")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.tight_layout()
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    pyplot.close(figure)
    Image.open(drawn).convert("RGB").quantize(64).save(path, optimize=True)
