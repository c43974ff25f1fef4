"""A clean PDF/X-4 of two pages, a clean tagged PDF for the screen, and functions that seed one fault in them each."""

from __future__ import annotations

import functools
import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

ROOT = Path(__file__).parents[1]
FONT = ROOT / "fonts/source-serif-4/SourceSerif4_400Regular.ttf"
PROFILE = ROOT / "styles/profiles/ISOcoated_v2_300_bas.icc"
RGB_PROFILE = ROOT / "styles/profiles/sRGB2014.icc"
MM = 72 / 25.4
TRIM_MM = (148.0, 210.0)
AROUND_MM, BLEED_MM = 10.0, 3.0
LETTERS = "Thung lũng có đường mới, người dân vui. 0123456789 Trang một hai"
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 pdf:Producer="publish" pdf:Trapped="False" xmp:CreatorTool="tests" xmp:CreateDate="2026-01-02T03:04:05+07:00"
 xmp:ModifyDate="2026-01-02T03:04:05+07:00" pdfxid:GTS_PDFXVersion="PDF/X-4">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Thung lũng</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Lương Thị Ẩn</rdf:li><rdf:li>Trần Văn Ứng</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def box(outside_mm: float) -> Array:
    """Return a box that lies so far outside of the trim."""
    near = (AROUND_MM - outside_mm) * MM
    far = [(AROUND_MM + side + outside_mm) * MM for side in TRIM_MM]
    return Array([round(near, 4), round(near, 4), round(far[0], 4), round(far[1], 4)])


def at(x_mm: float, y_mm: float) -> tuple[float, float]:
    """Return a place on the trim, from its upper left corner, in points of the page."""
    return (AROUND_MM + x_mm) * MM, (AROUND_MM + TRIM_MM[1] - y_mm) * MM


def area(x_mm: float, y_mm: float, width_mm: float, height_mm: float, paint: str) -> bytes:
    """Return content that fills a rectangle of the trim."""
    x, y = at(x_mm, y_mm + height_mm)
    return f" q {paint} {x:.3f} {y:.3f} {width_mm * MM:.3f} {height_mm * MM:.3f} re f Q ".encode()


@functools.cache
def font_program() -> tuple[bytes, dict[str, int], dict[int, int]]:
    """Return a subset of the font that keeps its glyph numbers, the glyph of each letter, and their widths."""
    font = TTFont(FONT)
    options = subset.Options(retain_gids=True, notdef_outline=True, layout_features=[], hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=LETTERS)
    cutter.subset(font)
    names = font.getBestCmap()
    glyphs = {letter: font.getGlyphID(names[ord(letter)]) for letter in LETTERS}
    scale = 1000 / font["head"].unitsPerEm
    widths = {glyph: round(font["hmtx"][font.getGlyphName(glyph)][0] * scale) for glyph in glyphs.values()}
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue(), glyphs, widths


def shown(text: str) -> str:
    """Return a text as a string of glyph numbers."""
    return "<" + "".join(f"{font_program()[1][letter]:04x}" for letter in text) + ">"


def words(x_mm: float, y_mm: float, text: str, paint: str = "0 0 0 1 k /over gs", size: float = 11) -> bytes:
    """Return content that sets a line with its baseline there."""
    x, y = at(x_mm, y_mm)
    return f" q {paint} BT /F1 {size} Tf {x:.3f} {y:.3f} Td {shown(text)} Tj ET Q ".encode()


@functools.cache
def samples(width: int, height: int, count: int) -> bytes:
    """Return the packed samples of a picture."""
    return zlib.compress(bytes(20 + (i // count) % 60 for i in range(width * count)) * height)


@functools.cache
def packed_profile(path: Path) -> bytes:
    """Return a profile as it stands in a file."""
    return zlib.compress(path.read_bytes(), 1)


def profile(pdf: Pdf, path: Path, count: int) -> Stream:
    """Return a profile as an object of the file."""
    return pdf.make_indirect(Stream(pdf, packed_profile(path), N=count, Filter=Name.FlateDecode))


def picture(pdf: Pdf, space: str, width: int, height: int) -> Stream:
    """Return a picture with little ink that is no flat tint."""
    count = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}[space]
    packed = samples(width, height, count)
    image = Stream(pdf, packed, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height)
    image.ColorSpace, image.BitsPerComponent, image.Filter = Name("/" + space), 8, Name.FlateDecode
    return pdf.make_indirect(image)


def placed(name: str, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> bytes:
    """Return content that draws an image."""
    x, y = at(x_mm, y_mm + height_mm)
    return f" q {width_mm * MM:.3f} 0 0 {height_mm * MM:.3f} {x:.3f} {y:.3f} cm /{name} Do Q ".encode()


def embed_font(pdf: Pdf) -> Dictionary:
    """Return the font as an object of the file."""
    program, glyphs, widths = font_program()
    file = pdf.make_indirect(Stream(pdf, program, Length1=len(program)))
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+SourceSerif4"), Flags=4)
    descriptor.FontBBox, descriptor.ItalicAngle = Array([-100, -335, 1100, 1036]), 0
    descriptor.Ascent, descriptor.Descent, descriptor.CapHeight, descriptor.StemV = 1036, -335, 670, 80
    descriptor.FontFile2 = file
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+SourceSerif4"))
    inner.CIDSystemInfo = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    inner.FontDescriptor, inner.CIDToGIDMap = pdf.make_indirect(descriptor), Name.Identity
    inner.W = Array([part for glyph, width in sorted(widths.items()) for part in (glyph, Array([width]))])
    rows = "\n".join(f"<{glyph:04x}> <{ord(letter):04x}>" for letter, glyph in glyphs.items())
    table = f"1 begincodespacerange <0000> <ffff> endcodespacerange {len(glyphs)} beginbfchar\n{rows}\nendbfchar"
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=inner.BaseFont, Encoding=Name("/Identity-H"))
    font.DescendantFonts = Array([pdf.make_indirect(inner)])
    font.ToUnicode = pdf.make_indirect(Stream(pdf, table.encode()))
    return pdf.make_indirect(font)


def describe(pdf: Pdf, xmp: str = XMP) -> None:
    """Say in Info and XMP what the file is."""
    pdf.docinfo["/Title"] = "Thung lũng"
    pdf.docinfo["/Author"] = "Lương Thị Ẩn, Trần Văn Ứng"
    pdf.docinfo["/Creator"], pdf.docinfo["/Producer"] = "tests", "publish"
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = "D:20260101200405Z"
    pdf.docinfo["/Trapped"] = Name("/False")
    pdf.Root.Metadata = Stream(pdf, xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)


def add_page(pdf: Pdf, content: bytes, resources: Dictionary) -> Dictionary:
    """Add a page with all its boxes."""
    page = Dictionary(Type=Name.Page, MediaBox=box(AROUND_MM), BleedBox=box(BLEED_MM), TrimBox=box(0))
    page.Resources, page.Contents = resources, Stream(pdf, content)
    page.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[-1].obj


def build_print() -> Pdf:
    """Return a clean PDF/X-4."""
    pdf = Pdf.new()
    describe(pdf)
    over = Dictionary(OP=True, op=True, OPM=1)
    resources = pdf.make_indirect(
        Dictionary(
            Font=Dictionary(F1=embed_font(pdf)),
            ExtGState=Dictionary(over=over),
            XObject=Dictionary(Pic=picture(pdf, "DeviceCMYK", 724, 492)),
        )
    )
    first = area(-3, -3, 154, 216, "0.1 0.05 0 0 k") + placed("Pic", -3, -3, 60, 40)
    first += words(20, 60, "Thung lũng có đường mới") + area(20, 70, 60, 0.3, "0 0 0 1 k")
    add_page(pdf, first, resources)
    add_page(pdf, words(20, 60, "Trang hai, người dân vui"), resources)
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String("FOGRA39"))
    intent.RegistryName, intent.DestOutputProfile = String("http://www.color.org"), profile(pdf, PROFILE, 4)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    return pdf


def build_screen() -> Pdf:
    """Return a clean tagged PDF for readers on screen."""
    pdf = Pdf.new()
    describe(pdf, XMP.replace(' pdfxid:GTS_PDFXVersion="PDF/X-4"', ""))
    root = pdf.Root
    root.Lang, root.MarkInfo = String("vi"), Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    resources = Dictionary(
        Font=Dictionary(F1=embed_font(pdf)), XObject=Dictionary(Pic=picture(pdf, "DeviceRGB", 90, 60))
    )
    black = "0 0 0 rg"
    tagged = [
        b"/H1 <</MCID 0>> BDC" + words(20, 30, "Thung lũng", black) + b"EMC",
        b"/P <</MCID 1>> BDC" + words(20, 40, "có đường mới", black) + b"EMC",
        b"/Figure <</MCID 2>> BDC" + placed("Pic", 20, 50, 60, 40) + b"EMC",
        b"/H2 <</MCID 3>> BDC" + words(20, 110, "người dân vui", black) + b"EMC",
    ]
    first = add_page(pdf, b"\n".join(tagged), resources)
    last = add_page(pdf, b"/Artifact BMC" + words(20, 200, "2", black) + b"EMC", resources)
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    kinds = ("/H1", "/P", "/Figure", "/H2")
    elements = [Dictionary(Type=Name.StructElem, S=Name(kind), P=tree, Pg=first, K=i) for i, kind in enumerate(kinds)]
    elements[2].Alt = String("Con đường mới")
    indirect = [pdf.make_indirect(element) for element in elements]
    tree.K = Array(indirect)
    tree.ParentTree = Dictionary(Nums=Array([0, Array(indirect)]))
    root.StructTreeRoot = tree
    first.StructParents = 0
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([80, 80, 120, 100]), Contents=String("báo"))
    last.Annots = Array([pdf.make_indirect(link)])
    return pdf


def saved(pdf: Pdf) -> bytes:
    """Return the bytes of a file, the same each time."""
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True, fix_metadata_version=False)
    return stream.getvalue()


@functools.cache
def clean_print() -> bytes:
    """Return the bytes of the clean PDF/X-4."""
    return saved(build_print())


@functools.cache
def clean_screen() -> bytes:
    """Return the bytes of the clean tagged PDF."""
    return saved(build_screen())


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
