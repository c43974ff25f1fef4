"""A clean PDF/X-4 of two pages, and a clean tagged PDF for the screen."""

from __future__ import annotations

import functools
import io
import zlib
from pathlib import Path

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.support.folders import ROOT

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

SCREEN_XMP = XMP.replace("http://www.npes.org/pdfx/ns/id/", "http://www.aiim.org/pdfua/ns/id/").replace(
    'pdfxid:GTS_PDFXVersion="PDF/X-4"', 'pdfxid:part="1"'
)


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
    said = {0: 0xFFFD} | {glyph: ord(letter) for letter, glyph in glyphs.items()}
    rows = "\n".join(f"<{glyph:04x}> <{letter:04x}>" for glyph, letter in said.items())
    table = f"1 begincodespacerange <0000> <ffff> endcodespacerange {len(said)} beginbfchar\n{rows}\nendbfchar"
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
    describe(pdf, SCREEN_XMP)
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
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([80, 80, 120, 100]), Contents=String("báo"))
    link.StructParent = 1
    last.Annots, last.Tabs = Array([pdf.make_indirect(link)]), Name.S
    place = Dictionary(Type=Name.OBJR, Obj=last.Annots[0], Pg=last)
    linking = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=tree, K=Array([place])))
    tree.K = Array([*indirect, linking])
    tree.ParentTree = Dictionary(Nums=Array([0, Array(indirect), 1, linking]))
    root.StructTreeRoot = tree
    first.StructParents = 0
    return pdf


Tag = tuple[str, dict[str, object], list["Tag"]]
"""A structure element without content: its type, entries (those of ``A`` by their owner), and what is in it."""


def hang(pdf: Pdf, tag: Tag, parent: Dictionary | None = None) -> Dictionary:
    """Hang an element into another, or under the root of the tree; return it."""
    kind, facts, kids = tag
    tree = pdf.Root.StructTreeRoot
    entries = {f"/{key}": value for key, value in facts.items()}
    element = pdf.make_indirect(Dictionary({"/S": Name(f"/{kind}"), "/P": parent or tree, **entries}))
    (tree if parent is None else parent).K.append(element)
    element.K = Array([])
    for kid in kids:
        hang(pdf, kid, element)
    return element


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
