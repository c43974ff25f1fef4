"""One fault each, seeded in the clean files of :mod:`flawless`."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.support.flawless import (
    AROUND_MM,
    MM,
    RGB_PROFILE,
    XMP,
    area,
    at,
    box,
    clean_print,
    describe,
    picture,
    placed,
    profile,
    words,
)


def draw(pdf: Pdf, content: bytes, page: int = 1) -> None:
    """Draw more on a page, the second where none is named."""
    obj = pdf.pages[page].obj
    obj.Contents = Stream(pdf, obj.Contents.read_bytes() + content)


def own(pdf: Pdf, kind: str, name: str, value: object) -> None:
    """Name a resource."""
    resources = pdf.pages[1].obj.Resources
    if kind not in resources:
        resources[kind] = Dictionary()
    resources[kind][name] = value


Seed = Callable[[Pdf], None]


def rgb_image(pdf: Pdf) -> None:
    own(pdf, "/XObject", "/Rgb", picture(pdf, "DeviceRGB", 720, 480))
    draw(pdf, placed("Rgb", 20, 80, 60, 40))


def low_picture(pdf: Pdf) -> None:
    own(pdf, "/XObject", "/Low", picture(pdf, "DeviceCMYK", 170, 113))
    draw(pdf, placed("Low", 20, 80, 60, 40))


def indexed_rgb_image(pdf: Pdf) -> None:
    image = picture(pdf, "DeviceGray", 720, 480)
    image.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 255, String(bytes(range(256)) * 3)])
    own(pdf, "/XObject", "/Rgb", image)
    draw(pdf, placed("Rgb", 20, 80, 60, 40))


def icc_rgb(pdf: Pdf) -> None:
    own(pdf, "/ColorSpace", "/Icc", Array([Name.ICCBased, profile(pdf, RGB_PROFILE, 3)]))
    draw(pdf, area(20, 80, 40, 10, "/Icc cs 0.9 0.8 0.2 scn"))


def lab(pdf: Pdf) -> None:
    white = Dictionary(WhitePoint=Array([0.96, 1, 0.82]), Range=Array([-100, 100, -100, 100]))
    own(pdf, "/ColorSpace", "/Lab", Array([Name.Lab, white]))
    draw(pdf, area(20, 80, 40, 10, "/Lab cs 60 10 10 scn"))


def rgb_shading(pdf: Pdf) -> None:
    ramp = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 1, 1]), C1=Array([0.5, 0.5, 1]), N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 100, 0]), Function=ramp)
    own(pdf, "/Shading", "/Sh", shading)
    x, y = at(20, 100)
    draw(pdf, f" q {x:.2f} {y:.2f} 60 20 re W n /Sh sh Q ".encode())


def rgb_group(pdf: Pdf) -> None:
    pdf.pages[1].obj.Group.CS = Name.DeviceRGB


def rgb_group_of_form(pdf: Pdf) -> None:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    form = Stream(pdf, b"0 0 0 0.2 k 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Group = group
    own(pdf, "/XObject", "/Fm", form)
    x, y = at(40, 100)
    draw(pdf, f" q 1 0 0 1 {x:.2f} {y:.2f} cm /Fm Do Q ".encode())


def black_over_colour(pdf: Pdf) -> None:
    draw(pdf, area(20, 80, 80, 20, "0.3 0.1 0 0 k") + words(25, 92, "người dân", "0 0 0 1 k"))


def missing_trim(pdf: Pdf) -> None:
    del pdf.pages[1].obj["/TrimBox"]


def wrong_trim(pdf: Pdf) -> None:
    trim = box(0)
    trim[3] = round(float(trim[3]) - 4 * MM, 3)
    pdf.pages[1].obj.TrimBox = trim


def wrong_nesting(pdf: Pdf) -> None:
    pdf.pages[1].obj.BleedBox = box(AROUND_MM + 1)


def both_boxes(pdf: Pdf) -> None:
    pdf.pages[1].obj.ArtBox = box(0)


def no_bleed(pdf: Pdf) -> None:
    pdf.pages[0].obj.BleedBox = box(1)


def white_bleed(pdf: Pdf) -> None:
    draw(pdf, area(0, 80, 148, 20, "0.3 0.1 0 0 k"))


def white_bleed_of_picture(pdf: Pdf) -> None:
    draw(pdf, placed("Pic", 88.2, 80, 60, 40))


def unembedded(pdf: Pdf) -> None:
    own(pdf, "/Font", "/F2", Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    x, y = at(20, 100)
    draw(pdf, f" q 0 0 0 1 k BT /F2 10 Tf {x:.2f} {y:.2f} Td (vui) Tj ET Q ".encode())


def link(pdf: Pdf) -> None:
    x, y = at(20, 100)
    annotation = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([x, y, x + 50, y + 10]))
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(annotation)])


def unblended(pdf: Pdf) -> None:
    del pdf.pages[1].obj["/Group"]
    own(pdf, "/ExtGState", "/half", Dictionary(ca=0.5))
    draw(pdf, area(20, 80, 40, 10, "/half gs 0.3 0.1 0 0 k"))


def transparent(pdf: Pdf) -> None:
    own(pdf, "/ExtGState", "/half", Dictionary(BM=Name.Multiply))
    draw(pdf, area(20, 80, 40, 10, "/half gs 0.3 0.1 0 0 k"))


def spot(pdf: Pdf) -> None:
    ramp = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 0.5, 1, 0]), N=1)
    own(pdf, "/ColorSpace", "/Spot", Array([Name.Separation, Name("/Gold"), Name.DeviceCMYK, ramp]))
    draw(pdf, area(20, 80, 40, 10, "/Spot cs 1 scn"))


def no_intent(pdf: Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def intent_without_profile(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents[0]["/DestOutputProfile"]


def intent_of_other_inks(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = profile(pdf, RGB_PROFILE, 4)


def other_standard(pdf: Pdf) -> None:
    describe(pdf, XMP.replace("PDF/X-4", "PDF/X-5n"))


def broken_xmp(pdf: Pdf) -> None:
    describe(pdf, XMP.replace("</rdf:RDF>", ""))


def other_title(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "Thung lũng khác"


def other_date(pdf: Pdf) -> None:
    pdf.docinfo["/ModDate"] = "D:20260101200406Z"


def untrapped(pdf: Pdf) -> None:
    del pdf.docinfo["/Trapped"]
    pdf.Root.Metadata = Stream(pdf, XMP.replace(' pdf:Trapped="False"', "").encode())


def hairline(pdf: Pdf) -> None:
    (x, y), (end, _) = at(20, 100), at(90, 100)
    draw(pdf, f" q 0.05 w 0 0 0 1 K {x:.2f} {y:.2f} m {end:.2f} {y:.2f} l S Q ".encode())


def thin_area(pdf: Pdf) -> None:
    draw(pdf, area(20, 100, 70, 0.05, "0 0 0 1 k"))


def odd_count(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[0])


def verso_first(pdf: Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=2)]))


def notdef(pdf: Pdf) -> None:
    x, y = at(20, 100)
    draw(pdf, f" q 0 0 0 1 k /over gs BT /F1 10 Tf {x:.2f} {y:.2f} Td <0000> Tj ET Q ".encode())


def registration_in_bleed(pdf: Pdf) -> None:
    ramp = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 0, 0, 1]), N=1)
    own(pdf, "/ColorSpace", "/All", Array([Name.Separation, Name.All, Name.DeviceCMYK, ramp]))
    draw(pdf, area(-9, 40, 7, 0.2, "/All cs 1 scn"))


def javascript(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def form_fields(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]))


def text_near_trim(pdf: Pdf) -> None:
    draw(pdf, words(1, 100, "Trang hai"))


def in_tile(pdf: Pdf) -> None:
    tile = Stream(pdf, b"1 0.5 0 rg 0 0 4 4 re f", PatternType=1, PaintType=1, TilingType=1)
    tile.BBox, tile.XStep, tile.YStep, tile.Resources = Array([0, 0, 8, 8]), 8, 8, Dictionary()
    own(pdf, "/Pattern", "/P1", pdf.make_indirect(tile))
    draw(pdf, area(20, 80, 40, 10, "/Pattern cs /P1 scn"))


def seed(content: bytes) -> Seed:
    """Return a fault that is drawn."""
    return lambda pdf: draw(pdf, content)


PRINT_FAULTS: dict[str, tuple[str, Seed]] = {
    "an RGB picture": ("rgb-image", rgb_image),
    "an indexed RGB picture": ("rgb-image", indexed_rgb_image),
    "an inline RGB picture": ("rgb-image", seed(b" q 9 0 0 9 200 200 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q ")),
    "RGB black": ("rgb-black", seed(words(20, 100, "Trang hai", "0 0 0 rg"))),
    "an RGB area": ("rgb-colour", seed(area(20, 80, 40, 10, "0.9 0.8 0.2 rg"))),
    "an ICC-based RGB area": ("rgb-colour", icc_rgb),
    "an RGB shading": ("rgb-colour", rgb_shading),
    "RGB in a pattern": ("rgb-colour", in_tile),
    "a Lab area": ("device-independent", lab),
    "small text in rich black": ("rich-black-text", seed(words(20, 100, "Trang hai", "0.4 0.3 0.3 1 k", 9))),
    "small text in dark brown": ("rich-black-text", seed(words(20, 100, "Trang hai", "0.5 0.8 0.8 0.3 k", 9))),
    "black that knocks out": ("black-not-overprinting", black_over_colour),
    "white that overprints": ("white-overprinting", seed(words(20, 100, "Trang hai", "0 0 0 0 k /over gs"))),
    "an RGB page group": ("rgb-group", rgb_group),
    "an RGB group of a form": ("rgb-group", rgb_group_of_form),
    "340 % of ink": ("ink-limit", seed(area(20, 80, 40, 10, "0.9 0.8 0.8 0.9 k"))),
    "a picture of 72 ppi": ("image-resolution", low_picture),
    "no TrimBox": ("missing-trim-box", missing_trim),
    "a wrong TrimBox": ("trim-size", wrong_trim),
    "a BleedBox beyond the MediaBox": ("box-nesting", wrong_nesting),
    "an ArtBox beside the TrimBox": ("box-nesting", both_boxes),
    "too small a BleedBox": ("missing-bleed", no_bleed),
    "a white bleed": ("bleed-not-painted", white_bleed),
    "a white bleed beside a picture": ("bleed-not-painted", white_bleed_of_picture),
    "a font that is not embedded": ("font-not-embedded", unembedded),
    "a link": ("annotation", link),
    "transparency without a blend space": ("transparency-without-blend-space", unblended),
    "no output intent": ("no-output-intent", no_intent),
    "an output intent without profile": ("no-output-intent", intent_without_profile),
    "an output intent for RGB": ("no-output-intent", intent_of_other_inks),
    "another standard": ("wrong-standard", other_standard),
    "broken XMP": ("metadata-mismatch", broken_xmp),
    "another title in XMP": ("metadata-mismatch", other_title),
    "another date in XMP": ("metadata-mismatch", other_date),
    "no word about trapping": ("missing-trapped", untrapped),
    "a line of 0.05 pt": ("hairline", hairline),
    "an area as thin as a hair": ("hairline", thin_area),
    "an odd number of pages": ("page-multiple", odd_count),
    "a first page that is a verso": ("page-parity", verso_first),
    "text 1 mm from the trim": ("text-outside-safe-area", text_near_trim),
    "a letter without glyph": ("missing-glyph", notdef),
    "a register mark in the bleed": ("marks-in-bleed", registration_in_bleed),
    "a script": ("javascript", javascript),
    "form fields": ("forms", form_fields),
}
"""What each fault is called, its rule, and what seeds it; all for ``vn-offset``."""


def no_alt(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.K[2]["/Alt"]


def empty_alt(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[2].Alt = String(" ")


def skipped_level(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[3].S = Name.H3


def no_tags(pdf: Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def no_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]


def no_title(pdf: Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


def no_labels(pdf: Pdf) -> None:
    del pdf.Root["/PageLabels"]


def silent_link(pdf: Pdf) -> None:
    del pdf.pages[1].obj.Annots[0]["/Contents"]


SCREEN_FAULTS: dict[str, tuple[str, Seed]] = {
    "no alternative text": ("missing-alt", no_alt),
    "an empty alternative text": ("missing-alt", empty_alt),
    "a skipped heading level": ("skipped-heading", skipped_level),
    "no tags": ("missing-tags", no_tags),
    "no language": ("missing-language", no_language),
    "no title": ("missing-title", no_title),
    "no page labels": ("no-page-labels", no_labels),
    "a link without text": ("link-without-text", silent_link),
    "untagged text": ("untagged-content", seed(words(20, 120, "vui", "0 0 0 rg"))),
    "a letter without glyph": ("missing-glyph", seed(b"/Artifact BMC q BT /F1 9 Tf 200 200 Td <0000> Tj ET Q EMC")),
    "another title in XMP": ("metadata-mismatch", other_title),
}
"""The same for the screen."""


def encrypted(content: bytes) -> bytes:
    """Return a file with the same pages that opens with an empty password."""
    stream = io.BytesIO()
    with Pdf.open(io.BytesIO(content)) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="owner", user=""), fix_metadata_version=False)
    return stream.getvalue()


# What strangers' programs write and every reader takes ---------------------------------------------------------------


def harmless_files() -> dict[str, bytes]:
    """The clean PDF/X-4 with each of the errors that qpdf calls common and handled correctly, by its name."""
    clean = clean_print()
    body, table, rest = re.fullmatch(rb"(.*\n)xref\n0 \d+\n(.*?)trailer <<(.*)\n", clean, re.DOTALL).groups()  # type: ignore[union-attr]
    entries, count = table.splitlines(), len(table.splitlines())
    trailer = rest.partition(b">>\nstartxref")[0]
    grown = trailer.replace(b"/Size %d" % count, b"/Size %d" % (count + 1))
    listed = b"xref\n0 %d\n" % (count + 1) + table + b"0000000000 00000 n \n"
    at_zero = body + listed + b"trailer <<%s>>\nstartxref\n%d\n%%%%EOF\n" % (grown, len(body))
    packed = b"".join(struct.pack(">BIH", entry[17:18] == b"n", int(entry[:10]), 0) for entry in entries)
    facts = b"/Type /XRef /W [1 4 2] /Index [0 %d] /Length %d %s" % (count, len(packed), grown)
    table = b"%d 0 obj\n<<%s>>\nstream\n%s\nendstream\nendobj\n" % (count, facts, packed)
    unlisted = body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)
    return {"object-at-offset-0": at_zero, "unlisted-xref-stream": unlisted}
