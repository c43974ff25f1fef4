"""Find the used values of a style once, not for each box and each line anew.

Most styles say nothing in percentages, and most boxes have no background: what the engine finds out about them depends
on nothing but their style, so it is kept there. Each replacement asks the engine itself what it makes of a style and
notes which properties it reads on the way; what is kept holds as long as these properties have the same values, so a
style may change. An engine that reads something else than a style is left as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from operator import itemgetter
from types import ModuleType, SimpleNamespace
from typing import Any

_OTHER_ENGINE = AttributeError, KeyError, TypeError, ValueError
"""What comes of asking an engine that is made otherwise."""


def install(weasyprint: ModuleType) -> None:
    """Have the engine remember used values."""
    initial = weasyprint.css.properties.INITIAL_VALUES
    for remember in (_percentages, _backgrounds, _line_heights):
        with suppress(*_OTHER_ENGINE):
            remember(weasyprint, initial)


class _InitialStyle(dict[str, Any]):
    """A style of initial values that holds those that were read."""

    def __init__(self, initial: Mapping[str, Any], **values: Any) -> None:
        super().__init__(values)
        self.initial = initial

    def __missing__(self, name: str) -> Any:
        value = self[name] = self.initial[name]
        return value


def _percentages(weasyprint: ModuleType, initial: Mapping[str, Any]) -> None:
    """Replace ``resolve_percentages``, which sets margins, borders, paddings, widths and heights of a box."""
    resolve = weasyprint.layout.percent.resolve_percentages
    box_class = weasyprint.formatting_structure.boxes.Box
    read = _InitialStyle(initial)
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

    _replace("resolve_percentages", resolve, resolve_percentages)
    weasyprint.layout.page.resolve_percentages = resolve_of_page  # margin boxes without content are reset after it


def _is_absolute(value: Any) -> bool:
    """Return whether a value is a keyword, a number or a length in pixels."""
    return isinstance(value, str | int | float) or getattr(value, "unit", None) == "px"


def _backgrounds(weasyprint: ModuleType, initial: Mapping[str, Any]) -> None:
    """Replace ``layout_box_backgrounds`` for boxes that have neither background nor rounded corners."""
    module = weasyprint.layout.background
    lay_out = module.layout_box_backgrounds
    read = _InitialStyle(initial)
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

    module.layout_box_backgrounds = layout_box_backgrounds


def _line_heights(weasyprint: ModuleType, initial: Mapping[str, Any]) -> None:
    """Replace the key by which the engine remembers the height of a line of a style, with font and features."""
    lines = weasyprint.text.line_break
    key = lines._font_style_cache_key
    read = _InitialStyle(initial)
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

    lines._font_style_cache_key = font_style_cache_key


def _replace(name: str, old: Callable[..., Any], new: Callable[..., Any]) -> None:
    """Replace a function in each module of the engine that has imported it."""
    for module in [module for path, module in sys.modules.items() if path.startswith("weasyprint.")]:
        if vars(module).get(name) is old:
            setattr(module, name, new)
