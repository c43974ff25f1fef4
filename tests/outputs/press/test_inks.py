"""Colours become inks: neutral ones black alone, pictures through their profile, never more than the limit."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from publish.outputs.press.inks import BLACK, Inks, for_screen, most_ink
from publish.outputs.press.streams import UnknownColourError, gray_stream, print_stream
from publish.publication.assets.folders import bundled

PROFILES = bundled("styles") / "profiles"


def inks(limit: float = 3.0) -> Inks:
    return Inks(PROFILES / "ISOcoated_v2_300_bas.icc", PROFILES / "sRGB2014.icc", limit)


OFFSET = inks()


def printed(content: str, whole: bool = False, **spaces: str) -> list[str]:
    """What is painted by a stream, its beginning left out."""
    begin = b"/Ink11 gs 0 0 0 1 k 0 0 0 1 K\n" if whole else b"/Ink00 gs\n"
    text = print_stream(content.encode(), OFFSET, spaces, whole=whole)
    assert text.startswith(begin)
    return text.removeprefix(begin).decode().split("\n")


def test_black_is_black_ink_alone_and_white_is_paper() -> None:
    assert OFFSET.rgb(0, 0, 0) == BLACK
    assert OFFSET.lab(0, 0, 0) == BLACK
    assert OFFSET.gray(1) == (0, 0, 0, 0)


@given(st.floats(0, 1), st.floats(0, 1))
def test_grays_are_tints_of_black_and_a_darker_gray_never_a_lighter_tint(one: float, other: float) -> None:
    darker, lighter = sorted((one, other))
    (*colours, dark), light = OFFSET.gray(darker), OFFSET.gray(lighter)[3]
    assert colours == [0, 0, 0]
    assert light <= dark <= 1


@settings(max_examples=60)
@given(st.tuples(*[st.floats(0, 1)] * 3), st.sampled_from([2.0, 2.4, 2.8, 3.0]))
def test_no_colour_has_more_ink_than_the_limit(colour: tuple[float, float, float], limit: float) -> None:
    assert sum(inks(limit).rgb(*colour)) <= limit + 1e-9


def test_red_is_magenta_and_yellow() -> None:
    cyan, magenta, yellow, black = OFFSET.rgb(1, 0, 0)
    assert max(cyan, black) < 0.05 and min(magenta, yellow) > 0.85
    assert OFFSET.lab(50, 60, 40)[1] > 0.7, "a and b are signed"


def test_a_picture_is_held_under_the_limit_and_keeps_its_black() -> None:
    dark = Image.merge("CMYK", [Image.new("L", (8, 8), part) for part in (230, 210, 200, 250)])
    held = inks(2.4).hold(dark)
    assert most_ink(dark) == pytest.approx(3.49, abs=0.01)
    assert 2.3 < most_ink(held) <= 2.4
    assert held.getpixel((3, 3))[3] == 250  # type: ignore[index]


def test_a_picture_goes_through_the_profile_that_it_carries() -> None:
    image = Image.new("RGB", (4, 4), (200, 40, 40))
    plain = OFFSET.picture(image)
    image.info["icc_profile"] = b"none"
    assert OFFSET.picture(image).tobytes() == plain.tobytes(), "what is no profile is passed over"


# Streams -------------------------------------------------------------------------------------------------------------


def test_only_full_black_overprints() -> None:
    assert printed("0 0 0 rg f") == ["/Ink10 gs 0 0 0 1 k f"]
    assert printed("0 0 0 rg f 1 1 1 rg f") == ["/Ink10 gs 0 0 0 1 k f /Ink00 gs 0 0 0 0 k f"]
    assert printed("0 0 0 RG S") == ["/Ink01 gs 0 0 0 1 K S"]
    assert printed("0 0 0 1 k f 0 0 0 .5 k f") == ["/Ink10 gs 0 0 0 1 k f /Ink00 gs 0 0 0 0.5 k f"]


def test_a_page_begins_in_black_that_overprints() -> None:
    assert printed("0 g f", whole=True) == ["0 0 0 1 k f"]
    assert printed("q 1 g f Q 0 g f", whole=True) == ["q /Ink01 gs 0 0 0 0 k f Q 0 0 0 1 k f"]


def test_words_in_strings_are_no_operators() -> None:
    text = r"BT (0 0 0 rg \) q) Tj <00> Tj [(1 g) -3 <0102>] TJ ET"
    assert printed(text) == [text]


def test_colour_spaces_of_the_screen_are_printed_and_spot_colours_stay() -> None:
    assert printed("/lab cs 0 0 0 scn f", lab="Lab")[0].endswith("0 0 0 1 k f")
    spot = "/Gold cs 1 scn f"
    assert printed(spot, Gold="Separation") == [spot]
    assert printed("/Pattern cs /p0 scn f") == ["/Pattern cs /p0 scn f"]
    with pytest.raises(UnknownColourError, match="Odd"):
        printed("/x cs 1 2 scn", x="Odd")


def test_marks_of_structure_go() -> None:
    text = "/P <</MCID 0/Lang (vi)>> BDC\nBT ET\nEMC\n/Artifact BMC\nf\nEMC"
    assert " ".join(printed(text)).split() == ["BT", "ET", "f"]


@given(st.lists(st.sampled_from(["q", "Q", "0 0 0 rg", "1 0 0 rg", "0 0 0 RG", "0.5 g", "1 1 1 RG", "f", "S"])))
def test_what_overprints_is_what_is_black(operators: list[str]) -> None:
    """A small machine that paints: at each f and S the overprint is on exactly if the colour is full black."""
    state, saved = {"f": False, "S": False, "k": None, "K": None}, []  # type: ignore[var-annotated]
    tokens = print_stream("\n".join(operators).encode(), OFFSET, {}, whole=False).decode().split()
    for number, token in enumerate(tokens):
        if token == "q":
            saved.append(dict(state))
        elif token == "Q" and saved:
            state = saved.pop()
        elif token == "gs":
            state["f"], state["S"] = (flag == "1" for flag in tokens[number - 1][-2:])
        elif token in "kK":
            state[token] = tokens[number - 4 : number]
        elif token in "fS" and (colour := state["k" if token == "f" else "K"]):
            assert state[token] == (colour == ["0", "0", "0", "1"])


def test_a_mask_counts_how_light_it_is() -> None:
    assert gray_stream(b"1 1 1 rg f 0 0 1 RG S") == b"1.0000 g f 0.1100 G S"


def test_jpeg_with_inks_opens_as_it_was_saved() -> None:
    content = io.BytesIO()
    Image.new("CMYK", (8, 8), (10, 200, 30, 40)).save(content, "JPEG", quality=95)
    assert most_ink(Image.open(content)) == pytest.approx(280 / 255, abs=0.03)


def test_profiles_have_their_licence_beside_them() -> None:
    assert Path(PROFILES, "LICENSE-ISOcoated_v2_300_bas.txt").read_text(encoding="utf-8").count("zlib") >= 2


def test_a_picture_in_inks_is_shown_in_colours_of_the_screen() -> None:
    for profile in (b"", (PROFILES / "ISOcoated_v2_300_bas.icc").read_bytes(), b"none"):
        content = io.BytesIO()
        Image.new("CMYK", (8, 8), (0, 235, 247, 0)).save(content, "JPEG", quality=95, icc_profile=profile)
        shown = for_screen(Image.open(content))
        red, green, blue = shown.getpixel((4, 4))  # type: ignore[misc]
        assert (shown.mode, red > 200, max(green, blue) < 80) == ("RGB", True, True)
