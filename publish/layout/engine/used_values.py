"""Find the used values of a style once, not for each box and each line anew.

Most styles say nothing in percentages, and most boxes have no background: what the engine finds out about them depends
on nothing but their style, so it is kept there. Each replacement asks the engine itself what it makes of a style and
notes which properties it reads on the way; what is kept holds as long as these properties have the same values, so a
style may change.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from types import ModuleType, SimpleNamespace
from typing import Any


class _InitialStyle(dict[str, Any]):
    """A style of initial values that holds those that were read."""

    def __init__(self, weasyprint: ModuleType) -> None:
        super().__init__()
        self.initial = weasyprint.css.properties.INITIAL_VALUES

    def __missing__(self, name: str) -> Any:
        value = self[name] = self.initial[name]
        return value


def percentages(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what sets margins, borders, paddings, widths and heights of a box."""
    resolve = weasyprint.layout.percent.resolve_percentages
    box_class = weasyprint.formatting_structure.boxes.Box
    read = _InitialStyle(weasyprint)
    for height in (1, "auto"):
        resolve(SimpleNamespace(style=read), (1, height))
    values_of = itemgetter(*read)

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        values = values_of(style)
        known = style.__dict__.get("used_values")
        if known is None or known[0] != values:
            known = style.used_values = values, _used(values, style)
        if known[1] is None or not isinstance(box, box_class):
            resolve(box, containing_block)
        else:
            box.__dict__.update(known[1])

    def _used(values: tuple[Any, ...], style: Any) -> dict[str, Any] | None:
        """Return the used values of a style that says all in pixels; None where they depend on more than it."""
        if style["border_collapse"] == "collapse" or not all(map(_is_absolute, values)):
            return None
        probe = SimpleNamespace(style=style)
        resolve(probe, (1, 1))
        return {name: value for name, value in vars(probe).items() if name != "style"}

    def resolve_of_page(box: Any, containing_block: Any) -> None:
        if getattr(box, "is_generated", True):
            resolve_percentages(box, containing_block)

    return {
        "weasyprint.layout.percent:resolve_percentages": resolve_percentages,
        "weasyprint.layout.page:resolve_percentages": resolve_of_page,  # it resets margin boxes without content later
    }


def _is_absolute(value: Any) -> bool:
    """Return whether a value is a keyword, a number or a length in pixels."""
    return isinstance(value, str | int | float) or getattr(value, "unit", None) == "px"


def backgrounds(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what lays out backgrounds, at once where a box has neither one nor rounded corners."""
    lay_out = weasyprint.layout.background.layout_box_backgrounds
    read = _InitialStyle(weasyprint)
    probe = SimpleNamespace(style=read, all_children=tuple)
    lay_out(None, probe, None)
    values_of, plain = itemgetter(*read), tuple(read.values())
    used = {name: value for name, value in vars(probe).items() if name not in ("style", "all_children")}

    def layout_box_backgrounds(page: Any, box: Any, *rest: Any, **more: Any) -> None:
        if more or len(rest) != 1 or box is page or values_of(box.style) != plain:
            lay_out(page, box, *rest, **more)
            return
        for child in box.all_children():
            layout_box_backgrounds(page, child, *rest)
        for name, value in used.items():
            setattr(box, name, value)

    return {"weasyprint.layout.background:layout_box_backgrounds": layout_box_backgrounds}


def line_heights(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return the key by which the engine remembers the height of a line of a style, with font and features."""
    key = weasyprint.text.line_break._font_style_cache_key
    read = _InitialStyle(weasyprint)
    key(read, include_size=True)
    values_of = itemgetter(*read)

    def font_style_cache_key(style: Any, include_size: bool = False) -> Any:
        if not include_size:
            return key(style)
        values = values_of(style)
        known = style.__dict__.get("line_key")
        if known is None or known[0] != values:
            known = style.line_key = values, key(style, include_size=True)
        return known[1]

    return {"weasyprint.text.line_break:_font_style_cache_key": font_style_cache_key}
