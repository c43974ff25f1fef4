"""Which letters are set in which face is read from the stylesheet and the pages."""

from __future__ import annotations

import pytest

from publish.base.diagnostics import Position
from publish.outputs.html.faces import Type, collect_letters, letters_of_faces
from publish.publication.assets.folders import bundled
from publish.publication.assets.fonts import Face

SERIF, SANS = ("Source Serif 4",), ("Source Sans 3",)
BODY = 'body { font-family: "Source Serif 4" } '


def letters(css: str, body: str) -> dict[Type, str]:
    found = collect_letters(
        BODY + css, [f"<!DOCTYPE html><html><head><title>X</title></head><body>{body}</body></html>"]
    )
    return {kind: "".join(sorted(text)) for kind, text in found.items() if text}


@pytest.mark.parametrize(
    ("css", "body", "expected"),
    [
        ("", "<p>ab <strong>c<em>d</em></strong> e</p>", {(400, False): "abe", (700, False): "c", (700, True): "d"}),
        (
            "p { font-weight: 600 } .x { font-style: italic }",
            '<p class="x">a</p>b',
            {(600, True): "a", (400, False): "b"},
        ),
        ("em { font-style: normal }", "<p><em>a</em></p>", {(400, False): "a"}),
        ("p { text-transform: uppercase }", "<p>đ</p>", {(400, False): "Đ"}),
        ("p { font: italic bold 1em/1.2 'Source Serif 4' }", "<p>a</p>", {(700, True): "a"}),
        ("p::before { content: 'x' attr(title) }", '<p title="y">a</p>', {(400, False): "axy"}),
        ("@media print { p { font-weight: 700 } }", "<p>a</p>", {(400, False): "a", (700, False): "a"}),
        ("p:hover { font-weight: 700 } p:unknown { font-weight: 700 }", "<p>a</p>", {(400, False): "a"}),
        ("p { content: none }", "<p>a</p>b", {(400, False): "b"}),
    ],
)
def test_letters_are_found_by_weight_and_slant(css: str, body: str, expected: dict[tuple[int, bool], str]) -> None:
    found = {(kind.weight, kind.italic): text for kind, text in letters(css, body).items()}
    assert expected == found


def test_families_are_those_of_the_nearest_rule() -> None:
    found = letters(
        '.a, .b i { font-family: "Source Sans 3", sans-serif }', '<p>a<b class="a">b</b></p><p class="b"><i>c</i></p>'
    )
    assert {SERIF: "a", (*SANS, "sans-serif"): "bc"} == {
        families: "".join(sorted("".join(text for kind, text in found.items() if kind.families == families)))
        for families in {kind.families for kind in found}
    }


def test_what_counts_a_list_is_in_its_face() -> None:
    assert set("0123456789.") < set(letters("", "<ol><li>a</li></ol>")[Type(SERIF)])


def face(name: str, family: str, weight: str, style: str = "normal") -> Face:
    path = bundled("fonts") / name
    return Face(family, weight, style, path, Position(path))


def test_a_letter_goes_to_the_first_family_that_has_it_in_the_nearest_face() -> None:
    serif = face("source-serif-4/SourceSerif4_400Regular.ttf", "Serif", "400")
    bold = face("source-serif-4/SourceSerif4_700Bold.ttf", "Serif", "700")
    signs = face("noto-sans-symbols-2/NotoSansSymbols2_400Regular.ttf", "Signs", "400")
    wanted = {Type(("Serif", "Signs"), 400): {"a", "✂"}, Type(("Serif",), 600): {"b", "喃"}, Type(("Gone",)): {"c"}}
    found, missing = letters_of_faces(wanted, [serif, bold, signs])
    assert ({serif: {"a"}, bold: {"b"}, signs: {"✂"}}, {"喃", "c"}) == (found, missing)
