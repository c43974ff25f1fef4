"""Values of styles that are kept: pages are the same, box by box, as those of the engine without it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publish.base.diagnostics import Position
from publish.layout import engine
from publish.layout.engine import computed_values, used_values
from publish.publication.assets.folders import find_assets

TEXT = "Chợ phiên mở từ lúc trời còn mờ sương, người các bản xuống núi mang theo mật ong, măng khô và thổ cẩm. "
BASE = """
@page { size: 90mm 120mm; margin: 10mm }
html { font: 10pt/14pt "Source Serif 4" }
body, p { margin: 0 }
"""
CASES = {
    "percentages": (
        "p { margin: 5% 10% 2% auto; padding: 1% 3px; width: 60%; max-width: 80%; min-width: 10% }"
        " .a { width: calc(50% + 3mm); height: calc(3em + 2px) } .b { min-height: 20%; max-height: 50% }"
        " .c { width: min(40%, 5cm); padding-left: calc(1em + 1%) }",
        "<p>{0}</p><p class='a'>{0}</p><p class='b'>{0}</p><p class='c'>{0}</p>",
    ),
    "lengths": (
        "p { margin: 3mm auto; padding: 1em 2px; width: 4cm; border: 1px solid; text-align: justify }"
        " .a { box-sizing: border-box; width: 6cm; min-height: 3cm } .b { box-sizing: padding-box; max-width: 3cm }"
        " .c { box-sizing: border-box; width: 2px; max-height: 5mm } .d { margin: 0 auto; width: auto; height: 1cm }"
        " em { padding: 0 2px; border-left: 3px double; margin-right: -1px }",
        "<p>{0}</p><p class='a'>{0}</p><p class='b'>{0}</p><p class='c'>{0}</p><p class='d'>{0}<em>và</em></p>",
    ),
    "logical sides": (
        ".a { margin-inline-start: 1cm; padding-block-end: 5mm; inline-size: 5cm; margin-left: inherit }"
        " .b { direction: rtl; margin-inline-start: 1cm; border-inline-end: 2px solid; border-start-start-radius: 2mm }"
        " .b em { border-end-end-radius: 3mm; background: silver; padding-inline: 1mm 2mm }",
        "<p class='a'>{0}</p><p class='b'>{0}<em>và</em></p>",
    ),
    "margin boxes": (
        "@page { @top-left { content: 'Trái'; width: 20% } @top-center { content: counter(page) }"
        " @top-right { content: 'Phải'; margin-left: 5%; border-bottom: 1px solid; background: #eee }"
        " @bottom-left { content: 'Chỉ bên trái'; padding: 1mm } @left-middle { content: 'Giữa'; height: 50% }"
        " @right-top { content: none; width: 20%; margin: 3mm; padding: 2mm } @bottom-right-corner { content: '·' } }"
        " @page :left { margin: 5% 12% 20mm auto; @top-left { content: none }"
        " @top-right { content: 'Riêng'; width: 60% } @bottom-center { content: 'Dưới'; width: 10mm } }"
        " p { break-after: page }",
        "<p>{0}</p><p>{0}</p><p>{0}</p>",
    ),
    "backgrounds": (
        "body { background: #fed } p { background: none; border-radius: 0 } .a { background: #eee; border-radius: 2mm }"
        " .b { box-shadow: 1px 1px red } .c { background: linear-gradient(red, blue); visibility: hidden }"
        " .d { border-top-left-radius: 10% } em { background-color: transparent; color: red }"
        " .e { color: teal; background-color: currentcolor }",
        "<p>{0}<em>và</em></p><p class='a'>{0}</p><p class='b'>{0}</p><p class='c'>{0}</p><p class='d'>{0}</p>"
        "<p class='e'>{0}</p>",
    ),
    "lines": (
        "p { line-height: 1.3 } .a { line-height: normal } .b { line-height: 150% } .b em { font-size: 14pt }"
        " .c { line-height: calc(1em + 2px) } .c em { line-height: 2 } p::first-line { font-size: 12pt; margin: 1em }"
        " .a::first-letter { font-size: 20pt; padding: 2px } .d { line-height: 2lh; height: 2lh; text-indent: 3ex }",
        "<p>{0}<em>và</em></p><p class='a'>{0}</p><p class='b'>{0}<em>và</em></p><p class='c'>{0}<em>và</em></p>"
        "<p class='d'>{0}</p>",
    ),
    "cascade": (
        ":root { --gap: 3mm; --ink: teal } p { margin-left: var(--gap); color: var(--ink); text-decoration: underline }"
        " em { text-decoration: overline; color: inherit; display: inline-block; position: relative; top: 1px }"
        " .a { display: block; float: left; width: 50% } .b { font: inherit; border: inherit }"
        " .b em { text-indent: calc(1em + 2%); padding: inherit } .c { column-count: 2; column-gap: 5% }"
        " .d { position: absolute; top: 50%; left: 10%; width: 40% } .e { display: flex } .e em { flex: 1 }",
        "<p>{0}<em>và</em></p><p class='a'>{0}</p><p class='b'>{0}<em>{0}</em></p><p class='c'>{0}</p>"
        "<p class='d'>{0}</p><p class='e'><em>{0}</em><em>và</em></p>",
    ),
    "tables": (
        "table { width: 100%; border: 1px solid; margin: 2mm } td { padding: 1mm 3%; background: #eee }"
        " .a { border-collapse: collapse; padding: 3mm } .a td { border: 3px solid; min-width: 20% }"
        " .b td { width: 30%; height: 2cm; vertical-align: middle } tr { background: #def } caption { margin: 1mm }",
        "<table><caption>Bảng</caption><tr><td>{0}</td><td>1</td></tr></table>"
        "<table class='a'><tr><td>{0}</td><td>2</td></tr><tr><td colspan='2'>3</td></tr></table>"
        "<table class='b'><tr><td>{0}</td><td>4</td></tr></table>",
    ),
}
"""Rules and markup that come out otherwise if a value is kept that should not be."""


def lay_out(rules: str, markup: str) -> Any:
    root = Path(__file__).parent
    assets = find_assets(root)
    body = markup.replace("{0}", TEXT * 2)
    html = f'<html lang="vi"><head><meta charset="utf-8"/><title>Thử</title></head><body>{body}</body></html>'
    styles = [engine.StyleSheet(assets.style("fonts.css")), engine.StyleSheet(root / "style.css", BASE + rules)]
    return engine.lay_out(html, styles, assets.roots, Position(root))


def tree(box: Any) -> Iterator[Any]:
    """All that is known of a box and of those in it: kind, text, and each number, keyword and pair of numbers."""
    box = getattr(box, "_box", box)
    values = {name: value for name, value in vars(box).items() if isinstance(value, str | int | float)}
    corners = {name: value for name, value in vars(box).items() if name.endswith("_radius")}
    background = getattr(box, "background", None)
    painted = background and (background.color, [layer.painting_area for layer in background.layers])
    yield type(box).__name__, values, corners, painted
    for child in getattr(box, "children", ()):
        yield from tree(child)


def engine_functions() -> dict[tuple[Any, str], Any]:
    """The functions of all modules of the engine, and of its styles, by where they stand."""
    places = [module for name, module in sys.modules.items() if name.startswith("weasyprint.")]
    places.append(engine.load().css.ComputedStyle)
    return {(place, name): value for place in places for name, value in vars(place).items() if callable(value)}


@pytest.fixture
def as_made() -> Iterator[Any]:
    """A switch that gives the engine its own functions back, as if nothing was kept."""
    weasyprint = engine.load()
    ours = engine_functions()
    changed: dict[tuple[Any, str], Any] = {}

    def switch() -> None:
        for (place, name), value in ours.items():
            own = _own(value)
            if own is not value:
                changed[place, name] = value
                setattr(place, name, own)

    yield switch
    for (place, name), value in changed.items():
        setattr(place, name, value)
    assert engine_functions() == ours
    assert weasyprint.css.ComputedStyle.__missing__.__module__ == computed_values.__name__


def _own(function: Any) -> Any:
    """The function of the engine that one of ours stands for."""
    while getattr(function, "__module__", "") in (used_values.__name__, computed_values.__name__):
        inner = dict(zip(function.__code__.co_freevars, function.__closure__, strict=True))
        of_engine = {"resolve", "resolve_percentages", "lay_out", "key", "compute"} & inner.keys()
        (name,) = of_engine - {"resolve_percentages"} or of_engine
        function = inner[name].cell_contents
    return function


@pytest.mark.parametrize("case", CASES)
def test_pages_are_those_of_the_engine_box_by_box(case: str, as_made: Any) -> None:
    ours = lay_out(*CASES[case])
    as_made()
    own = lay_out(*CASES[case])
    assert [list(tree(page._page_box)) for page in ours.pages] == [list(tree(page._page_box)) for page in own.pages]


def test_the_engine_is_as_made_without_ours(as_made: Any) -> None:
    weasyprint = engine.load()
    as_made()
    assert weasyprint.css.ComputedStyle.__missing__.__module__ == "weasyprint.css"
    assert weasyprint.layout.page.resolve_percentages.__module__ == "weasyprint.layout.percent"
    assert weasyprint.layout.block.resolve_percentages is weasyprint.layout.percent.resolve_percentages
    assert weasyprint.layout.background.layout_box_backgrounds.__module__ == "weasyprint.layout.background"
    assert weasyprint.text.line_break._font_style_cache_key.__module__ == "weasyprint.text.line_break"


def test_each_function_is_replaced_wherever_the_engine_has_imported_it() -> None:
    weasyprint = engine.load()
    for module in (weasyprint.layout.block, weasyprint.layout.inline, weasyprint.layout.float, weasyprint.layout.table):
        assert module.resolve_percentages.__module__ == used_values.__name__
    assert weasyprint.layout.background.layout_box_backgrounds.__module__ == used_values.__name__
    assert weasyprint.text.line_break._font_style_cache_key.__module__ == used_values.__name__


def test_a_style_that_changes_is_asked_again() -> None:
    weasyprint = engine.load()
    pixels = weasyprint.css.properties.Dimension
    style = weasyprint.css.InitialStyle(None)
    box = weasyprint.formatting_structure.boxes.BlockBox("p", style, None, [])
    resolve = weasyprint.layout.percent.resolve_percentages
    resolve(box, (100, 100))
    assert (box.width, box.margin_left) == ("auto", 0)
    style["width"], style["margin_left"] = pixels(7, "px"), pixels(3, "px")
    resolve(box, (100, 100))
    assert (box.width, box.margin_left) == (7, 3)
    style["width"] = pixels(50, "%")
    resolve(box, (100, 100))
    assert box.width == 50
