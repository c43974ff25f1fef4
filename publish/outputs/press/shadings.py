"""Gradients for the press: their colours are sampled on the screen's side and printed in the inks of the press."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Name

from publish.base.messages import say
from publish.outputs.press.inks import Inks

_SAMPLES = 65  # steps of a sixty-fourth, finer than the eye sees between two stops


Paint = Callable[[str, Sequence[float]], Sequence[float]]
"""Gives what is painted for a colour of a space, each part from 0 to 1."""


def print_shading(pdf: pikepdf.Pdf, shading: Any, paint: Paint, space: Name) -> None:
    """Have a shading in colours of a screen, an axial or radial one, paint in another space.

    Raises:
        ValueError: For a shading whose colours are not functions of one number.
    """
    family = family_of(shading.ColorSpace)
    if family not in ("DeviceRGB", "CalRGB", "ICCBased", "Lab"):
        return
    if "/Function" not in shading:
        raise ValueError(say("a shading of type {number} without a function", number=str(shading.ShadingType)))
    start, end = (float(number) for number in shading.get("/Domain", [0, 1]))
    steps = [start + (end - start) * step / (_SAMPLES - 1) for step in range(_SAMPLES)]
    colours = [paint(family, _evaluate(shading.Function, step)) for step in steps]
    function = pikepdf.Stream(pdf, bytes(round(255 * part) for colour in colours for part in colour))
    function.FunctionType, function.BitsPerSample = 0, 8
    function.Domain, function.Size = Array([start, end]), Array([_SAMPLES])
    function.Range = Array([0, 1] * len(colours[0]))
    shading.Function = pdf.make_indirect(function)
    shading.ColorSpace = space
    if "/Background" in shading:
        shading.Background = Array([*paint(family, [float(part) for part in shading.Background])])


def inked(inks: Inks) -> Paint:
    """Return what paints the inks for a colour."""

    def paint(family: str, colour: Sequence[float]) -> Sequence[float]:
        first, second, third = colour
        return inks.lab(first, second, third) if family == "Lab" else inks.rgb(first, second, third)

    return paint


def lighten(family: str, colour: Sequence[float]) -> Sequence[float]:
    """Return how light a colour is, for a soft mask (ISO 32000-1, 11.5.3)."""
    if family == "Lab":
        return (colour[0] / 100,)
    return (0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2],)


def family_of(space: Any) -> str:
    """Return the family of a colour space, such as ``Lab`` (ISO 32000-1, 8.6.3)."""
    name = space if isinstance(space, Name) else space[0]
    return str(name).removeprefix("/")


def _evaluate(function: Any, at: float) -> list[float]:
    """Return what a function of one number gives (ISO 32000-1, 7.10.3 and 7.10.4)."""
    if isinstance(function, Array):
        return [_evaluate(part, at)[0] for part in function]
    low, high = (float(number) for number in function.Domain)
    at = min(high, max(low, at))
    if function.FunctionType == 2:
        first = [float(number) for number in function.get("/C0", [0])]
        last = [float(number) for number in function.get("/C1", [1])]
        power = at ** float(function.N)
        return [a + (b - a) * power for a, b in zip(first, last, strict=True)]
    if function.FunctionType == 3:
        bounds = [float(number) for number in function.Bounds]
        index = sum(at >= bound for bound in bounds)
        left, right = (low, *bounds)[index], (*bounds, high)[index]
        first_, last_ = (float(number) for number in list(function.Encode)[2 * index : 2 * index + 2])
        inside = first_ if right == left else first_ + (at - left) * (last_ - first_) / (right - left)
        return _evaluate(function.Functions[index], inside)
    raise ValueError(say("a shading whose function is of type {number}", number=str(function.FunctionType)))
