"""Compute at once what no rule says of a style: the value of its parent, or the initial one.

The engine takes each property of each style through all steps of the cascade, though most are named by no rule at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any

_OTHER = {"display", "float", "page", "position"}
"""Properties of which the engine keeps the specified value too, or asks the parent though they are not inherited."""

_PROPAGATED = "text_decoration_"  # neither inherited nor initial


def values_at_once(weasyprint: ModuleType) -> Mapping[str, Any]:
    """Return what is done when a property of an element's style is read for the first time."""
    css = weasyprint.css
    style_class, initial, logical = css.ComputedStyle, css.INITIAL_VALUES, css.PHYSICAL_FUNCTIONS
    compute = style_class.__missing__
    plain = {name for name in initial if name not in _OTHER and not name.startswith(_PROPAGATED)}
    inherited = (plain & css.INHERITED) - logical.keys()
    constant = {name: initial[name] for name in plain - css.INHERITED - css.INITIAL_NOT_COMPUTED}
    sides = {  # what a rule may call them by the direction of the text: ``margin-inline-start`` for ``margin-left``
        name: frozenset(logical[name](block="ttb", inline=way) for way in ("ltr", "rtl"))
        for name in constant.keys() & logical.keys()
    }

    def missing(style: Any, name: str) -> Any:
        cascaded = style.cascaded
        if name not in cascaded:
            if name in constant:
                if name not in sides or cascaded.keys().isdisjoint(sides[name]):
                    value = style[name] = constant[name]
                    return value
            elif name in inherited and style.parent_style is not None:
                value = style[name] = style.parent_style[name]
                return value
        return compute(style, name)

    return {"weasyprint.css:ComputedStyle.__missing__": missing}
