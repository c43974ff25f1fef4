"""Pages of 100 by 100 points, each with one way to lay ink over ink, and the most ink that a spot of it has."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from tests.support import flawless

CMYK = Name.DeviceCMYK
Made = Callable[[Pdf], Any]
Resources = dict[str, dict[str, Any]]


def copied(value: Any) -> Any:
    """Return an object that belongs to no file yet."""
    direct = isinstance(value, Object) and not isinstance(value, Stream)
    return Object.parse(value.unparse()) if direct else value


def ramp(*full: float) -> Dictionary:
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * len(full)), C1=Array(full), N=1)


def separation(name: str, *full: float) -> Array:
    return Array([Name.Separation, Name("/" + name), CMYK, ramp(*full)])


def device_n(names: str, tints: bytes) -> Made:
    def make(pdf: Pdf) -> Array:
        count = len(names.split())
        function = Stream(pdf, tints, FunctionType=4, Domain=Array([0, 1] * count), Range=Array([0, 1] * 4))
        colorants = Array([Name("/" + name) for name in names.split()])
        return Array([Name.DeviceN, colorants, CMYK, pdf.make_indirect(function)])

    return make


def icc(path: Any, count: int) -> Made:
    return lambda pdf: Array([Name.ICCBased, flawless.profile(pdf, path, count)])


def picture(space: Any, samples: bytes, side: int = 10, bits: int = 8, **entries: Any) -> Made:
    def make(pdf: Pdf) -> Stream:
        image = Stream(pdf, zlib.compress(samples), Type=Name.XObject, Subtype=Name.Image, Filter=Name.FlateDecode)
        image.Width = image.Height = side
        image.BitsPerComponent = bits
        if space is not None:
            image.ColorSpace = space(pdf) if callable(space) else copied(space)
        for key, value in entries.items():
            image["/" + key] = value(pdf) if callable(value) else value
        return pdf.make_indirect(image)

    return make


def form(content: str, **group: Any) -> Made:
    def make(pdf: Pdf) -> Stream:
        made = Stream(pdf, content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]))
        made.Resources = Dictionary(ExtGState=Dictionary({"/" + key: copied(value) for key, value in STATES.items()}))
        if group:
            made.Group = Dictionary({f"/{key}": value for key, value in {"S": Name.Transparency, **group}.items()})
        return pdf.make_indirect(made)

    return make


def soft_mask(pdf: Pdf) -> Dictionary:
    return Dictionary(SMask=Dictionary(S=Name.Luminosity, G=form(".5 g 0 0 100 100 re f", CS=Name.DeviceGray)(pdf)))


def tile(content: bytes) -> Made:
    def make(pdf: Pdf) -> Stream:
        made = Stream(pdf, content, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 8, 8]))
        made.XStep = made.YStep = 8
        made.Resources = Dictionary(ExtGState=Dictionary(over=copied(STATES["over"])))
        return pdf.make_indirect(made)

    return make


def axial(space: Any, *full: float) -> Dictionary:
    return Dictionary(
        ShadingType=2, ColorSpace=space, Coords=Array([10, 0, 90, 0]), Function=ramp(*full), Extend=Array([True, True])
    )


def text(size: float) -> str:
    return f"BT /F1 {size} Tf 5 40 Td {flawless.shown('Trang hai')} Tj ET"


STATES = {
    "over": Dictionary(OP=True, op=True, OPM=1),
    "over0": Dictionary(OP=True, op=True, OPM=0),
    "overstroke": Dictionary(OP=True, op=False, OPM=1),
    "half": Dictionary(ca=0.5, CA=0.5),
    "overhalf": Dictionary(OP=True, op=True, OPM=1, ca=0.5),
    "overmultiply": Dictionary(OP=True, op=True, OPM=1, BM=Name.Multiply),
    **{name.lower(): Dictionary(BM=Name("/" + name)) for name in ("Multiply", "Darken", "Screen", "Overlay", "Hue")},
}
BASE, TOP, AT = ".8 .7 .6 0 k 10 10 60 60 re f ", "20 20 60 60 re f", "50 0 0 50 20 20 cm /I Do"
GOLD, DARK = separation("Gold", 0, 0.5, 1, 0), bytes([230, 200, 200, 180]) * 100
BLACK_OVER_TWO = ".8 .7 0 0 k 10 10 60 60 re f /over gs 0 0 0 1 k " + TOP


def spot(space: Any) -> Resources:
    return {"ColorSpace": {"S": space}}


def drawn(made: Made) -> Resources:
    return {"XObject": {"I": made}}


FONT: Resources = {"Font": {"F1": flawless.embed_font}}
CASES: dict[str, tuple[float, str, Resources]] = {
    "an area": (340, ".9 .8 .8 .9 k " + TOP, {}),
    "gray": (80, ".2 g " + TOP, {}),
    "knocking out": (150, "1 .5 0 0 k 10 10 60 60 re f 0 0 1 0 k " + TOP, {}),
    "black overprints": (310, BASE + "/over gs 0 0 0 1 k " + TOP, {}),
    "black overprints in mode 0": (210, BASE + "/over0 gs 0 0 0 1 k " + TOP, {}),
    "gray does not overprint": (210, BASE + "/over gs 0 g " + TOP, {}),
    "all inks overprint": (210, BASE + "/over gs .1 .1 .1 1 k " + TOP, {}),
    "a stroke overprints": (310, BASE + "/over gs 0 0 0 1 K 8 w 20 20 60 60 re S", {}),
    "four overprint": (
        400,
        "1 0 0 0 k 10 10 60 60 re f /over gs 0 1 0 0 k 15 15 60 60 re f 0 0 1 0 k " + TOP + " 0 0 0 1 k " + TOP,
        {},
    ),
    "colour overprints black": (390, "0 0 0 1 k 10 10 60 60 re f /over gs 1 1 .9 0 k " + TOP, {}),
    "white overprints": (210, BASE + "/over gs 0 0 0 0 k 10 10 60 60 re f", {}),
    "half": (250, ".8 .7 .6 .4 k 10 10 60 60 re f /half gs 0 0 0 1 k " + TOP, {}),
    "half overprints": (260, BASE + "/overhalf gs 0 0 0 1 k " + TOP, {}),
    "multiplied": (335, BASE + "/multiply gs .5 .5 0 1 k " + TOP, {}),
    "multiplied and overprinting": (371, BASE + "/overmultiply gs 0 0 0 1 k " + TOP, {}),
    "darkened": (340, ".8 .7 .2 0 k 10 10 60 60 re f /darken gs .5 .5 .9 1 k " + TOP, {}),
    "screened": (289, ".8 .7 .2 .5 k 10 10 60 60 re f /screen gs .5 .5 .9 1 k " + TOP, {}),
    "overlaid": (289, ".8 .7 .2 .5 k 10 10 60 60 re f /overlay gs .5 .5 .9 1 k " + TOP, {}),
    "of a hue": (277, ".8 .7 .2 .5 k 10 10 60 60 re f /hue gs .5 .5 .9 .1 k " + TOP, {}),
    "a spot colour": (150, "/S cs 1 scn " + TOP, spot(GOLD)),
    "a spot colour knocks out": (200, "1 1 0 0 k 10 10 60 60 re f /S cs 1 scn " + TOP, spot(GOLD)),
    "black overprints a spot colour": (250, "/S cs 1 scn 10 10 60 60 re f /over gs 0 0 0 1 k " + TOP, spot(GOLD)),
    "black as a spot colour": (310, BASE + "/over gs /S cs 1 scn " + TOP, spot(separation("Black", 0, 0, 0, 1))),
    "cyan as a spot colour": (280, "0 .7 .6 .5 k 10 10 60 60 re f /over0 gs /S cs 1 scn " + TOP,
                              spot(separation("Cyan", 1, 0, 0, 0))),
    "all plates": (400, "/S cs 1 scn " + TOP, spot(separation("All", 0, 0, 0, 1))),
    "a tint of all plates": (240, "/S CS .6 SCN 8 w 20 20 60 60 re S", spot(separation("All", 1, 1, 1, 1))),
    "no plate": (210, BASE + "/S cs 1 scn " + TOP, spot(separation("None", 0, 0, 0, 1))),
    "two inks": (170, "/S cs .8 .9 scn " + TOP, spot(device_n("Cyan Black", b"{0 0 3 -1 roll}"))),
    "two inks overprint": (300, "0 .7 .6 0 k 10 10 60 60 re f /over gs /S cs .8 .9 scn " + TOP,
                           spot(device_n("Cyan Black", b"{0 0 3 -1 roll}"))),
    "gold and black": (210, "/S cs .8 .9 scn " + TOP,
                       spot(device_n("Gold Black", b"{exch dup 2 div exch 0 3 1 roll 4 -1 roll}"))),
    "black of a screen": (295, "0 0 0 rg " + TOP, {}),
    "dark brown of a screen": (271, ".2 .1 .1 rg " + TOP, {}),
    "ICC-based RGB": (281, "/S cs .1 .1 .1 scn " + TOP, spot(icc(flawless.RGB_PROFILE, 3))),
    "ICC-based CMYK": (284, "/S cs .9 .8 .8 .7 scn " + TOP, spot(icc(flawless.PROFILE, 4))),
    "Lab": (257, "/S cs 20 10 10 scn " + TOP, spot(Array([Name.Lab, Dictionary(
        WhitePoint=Array([0.96, 1, 0.82]), Range=Array([-100, 100, -100, 100]))]))),
    "a picture": (318, AT, drawn(picture(CMYK, DARK))),
    "a picture half seen": (254, ".2 .5 .9 .3 k 0 0 100 100 re f " + AT,
                            drawn(picture(CMYK, DARK, SMask=picture(Name.DeviceGray, bytes([128]) * 100)))),
    "a picture turned round": (333, AT, drawn(picture(CMYK, bytes([30, 20, 20, 100]) * 100, Decode=Array([1, 0] * 4)))),
    "a picture does not overprint": (161, "0 .7 .6 0 k 10 10 60 60 re f /over gs " + AT,
                                     drawn(picture(CMYK, bytes([230, 0, 0, 180]) * 100))),
    "a gray picture": (84, AT, drawn(picture(Name.DeviceGray, bytes([40]) * 100))),
    "an indexed picture": (318, AT, drawn(picture(Array([Name.Indexed, CMYK, 1, String(DARK[:4] * 2)]), bytes(100)))),
    "a stencil overprints": (310, BASE + "/over gs 0 0 0 1 k " + AT,
                             drawn(picture(None, bytes(20), bits=1, ImageMask=True))),
    "a picture in a spot colour": (141, AT, drawn(picture(GOLD, bytes([240]) * 100))),
    "a picture in black ink overprints": (304, BASE + "/over gs " + AT,
                                          drawn(picture(separation("Black", 0, 0, 0, 1), bytes([240]) * 100))),
    "a picture on all plates": (376, AT, drawn(picture(separation("All", 0, 0, 0, 1), bytes([240]) * 100))),
    "an indexed picture on all plates": (376, AT, drawn(picture(
        Array([Name.Indexed, separation("All", 0, 0, 0, 1), 1, String(bytes([240, 240]))]), bytes(100)))),
    "a picture of a screen": (287, AT, drawn(picture(Name.DeviceRGB, bytes([20, 10, 10]) * 100))),
    "a shading": (300, "10 10 80 80 re W n /A sh", {"Shading": {"A": axial(CMYK, 0.9, 0.8, 0.7, 0.6)}}),
    "a shading in a spot colour": (150, "10 10 80 80 re W n /A sh", {"Shading": {"A": axial(GOLD, 1)}}),
    "an area filled with a shading": (300, "/Pattern cs /P scn 10 10 80 80 re f", {
        "Pattern": {"P": Dictionary(PatternType=2, Shading=axial(CMYK, 0.9, 0.8, 0.7, 0.6))}}),
    "tiles": (300, "/Pattern cs /P scn 10 10 80 80 re f", {"Pattern": {"P": tile(b".9 .8 .7 .6 k 0 0 4 8 re f")}}),
    "a form": (250, "/I Do", drawn(form(BLACK_OVER_TWO))),
    "a group": (250, "/I Do", drawn(form(BLACK_OVER_TWO, CS=CMYK))),
    "an isolated group": (250, "/I Do", drawn(form(BLACK_OVER_TWO, CS=CMYK, I=True))),
    "a group overprints": (310, BASE + "/over gs /I Do", drawn(form("0 0 0 1 k " + TOP, CS=CMYK))),
    "in a group overprints": (310, BASE + "/I Do", drawn(form("/over gs 0 0 0 1 k " + TOP, CS=CMYK))),
    "in an isolated group does not overprint": (210, BASE + "/I Do",
                                                drawn(form("/over gs 0 0 0 1 k " + TOP, CS=CMYK, I=True))),
    "half a group": (210, BASE + "/half gs /I Do", drawn(form("0 0 0 1 k " + TOP, CS=CMYK))),
    "a group multiplied": (310, BASE + "/multiply gs /I Do", drawn(form("0 0 0 1 k " + TOP, CS=CMYK))),
    "a knockout group": (160, ".4 .4 .4 0 k 0 0 90 90 re f /I Do", drawn(form(
        "/half gs .8 .7 0 0 k 10 10 60 60 re f 0 0 1 1 k " + TOP, CS=CMYK, K=True))),
    "a soft mask": (210, BASE + "/soft gs 0 0 0 1 k " + TOP, {"ExtGState": {"soft": soft_mask}}),
    "small letters": (300, ".8 .7 .6 .9 k " + text(8), FONT),
    "letters overprint": (310, ".8 .7 .6 0 k 0 0 90 90 re f /over gs 0 0 0 1 k " + text(12), FONT),
    "letters clip a picture": (318, "7 Tr " + text(40) + " 100 0 0 100 0 0 cm /I Do",
                               {**FONT, **drawn(picture(CMYK, DARK))}),
    "a thin line": (300, ".8 .7 .6 .9 K .5 w 10 10 m 90 90 l S", {}),
    "filled and stroked": (310, BASE + "/overstroke gs 0 0 0 1 K 12 w 20 20 40 40 re f 20 20 40 40 re S", {}),
    "filled and stroked at once": (310, "/overstroke gs .8 .7 .6 0 k 0 0 0 1 K 12 w 20 20 60 60 re B", {}),
    "letters filled and stroked": (310, "/overstroke gs .8 .7 .6 0 k 0 0 0 1 K 3 w 2 Tr " + text(40), FONT),
    "overprinting in a knockout group": (250, ".4 .4 .4 0 k 0 0 90 90 re f /I Do", drawn(form(
        BLACK_OVER_TWO, CS=CMYK, K=True))),
    "neighbours": (180, ".9 .8 0 0 k 10 10 30.5 60 re f 0 0 .9 .9 k 40.5 10 30 60 re f", {}),
}  # fmt: skip
"""What each page shows, the most ink in per cent, its content, and what that names."""

OF_GHOSTSCRIPT = {
    "filled and stroked at once": 210,
    "letters filled and stroked": 100,
    "overprinting in a knockout group": 220,
}
"""Where Ghostscript has other ink: it lets no stroke overprint the fill of its own instruction, which ISO 32000-2,
11.7.4.4, has it do; and inside a knockout group MuPDF leaves the inks in place that are knocked out."""


def add_page(pdf: Pdf, content: str, resources: Resources, *, group: bool) -> Dictionary:
    page = pdf.add_blank_page(page_size=(100, 100)).obj
    page.Contents, page.Resources = Stream(pdf, content.encode()), Dictionary()
    for kind, named in {**resources, "ExtGState": {**STATES, **resources.get("ExtGState", {})}}.items():
        page.Resources["/" + kind] = Dictionary(
            {"/" + name: made(pdf) if callable(made) else copied(made) for name, made in named.items()}
        )
    if group:
        page.Group = Dictionary(S=Name.Transparency, CS=CMYK)
    return page


def saved(pdf: Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def build(*, group: bool, intent: bool = True) -> bytes:
    """Return a file with a page for each case."""
    pdf = Pdf.new()
    for _, content, resources in CASES.values():
        add_page(pdf, content, resources, group=group)
    if intent:
        made = Dictionary(S=Name.GTS_PDFX, DestOutputProfile=flawless.profile(pdf, flawless.PROFILE, 4))
        pdf.Root.OutputIntents = Array([made])
    return saved(pdf)
