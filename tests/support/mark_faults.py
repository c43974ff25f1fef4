"""One fault each in the marks of the clean file for the screen of :mod:`flawless`, or in what its letters say."""

from __future__ import annotations

import re

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from tests.support.faults import Seed, draw
from tests.support.flawless import shown, words

ARTIFACT = b" /Artifact BMC 9 9 9 9 re f EMC "


def rewritten(old: bytes, new: bytes) -> Seed:
    """Return a fault that is in the content of the first page."""

    def seed(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Contents = Stream(pdf, page.Contents.read_bytes().replace(old, new, 1))

    return seed


def unlisted_mark(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree.Nums[1][1] = Object.parse(b"null")


def page_without_parents(pdf: Pdf) -> None:
    del pdf.pages[0].obj["/StructParents"]


def mark_that_its_element_has_not(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[1].K = Array([])


def mark_of_another_element(pdf: Pdf) -> None:
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    parents[0], parents[1] = parents[1], parents[0]


def element_of_nothing(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.K[1].K = Array([1, 7])


def marked_form(pdf: Pdf, *pages: int) -> None:
    """Draw a form with a mark on these pages, with an element that has the mark."""
    content = b"/P <</MCID 0>> BDC 0 0 9 9 re f EMC"
    form = pdf.make_indirect(Stream(pdf, content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))
    tree, form.StructParents = pdf.Root.StructTreeRoot, 2
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=tree))
    element.K = Dictionary(Type=Name.MCR, Pg=pdf.pages[0].obj, Stm=form, MCID=0)
    tree.K.append(element)
    tree.ParentTree.Nums.extend([2, Array([element])])
    for page in (0, 1):
        pdf.pages[page].obj.Resources.XObject.Marked = form
    for page in pages:
        draw(pdf, b" /Marked Do ", page)


def form_in_an_artifact(pdf: Pdf) -> None:
    marked_form(pdf)
    draw(pdf, b" /Artifact BMC /Marked Do EMC ")


def saying(text: bytes | None, around: bytes = b"%b") -> Seed:
    """Return a fault that is in what the table of the font says of the letter T, which is shown once more."""

    def seed(pdf: Pdf) -> None:
        resources = pdf.pages[1].obj.Resources
        font = pdf.make_indirect(Dictionary(resources.Font.F1))
        table = font.ToUnicode.read_bytes()
        row = re.compile(rb"<(%b)> <0054>" % shown("T")[1:-1].encode())
        assert row.search(table)
        font.ToUnicode = pdf.make_indirect(Stream(pdf, row.sub(b"" if text is None else rb"<\1> <%b>" % text, table)))
        resources.Font.F2 = font
        letter = words(20, 120, "T", "0 0 0 rg").replace(b"/F1", b"/F2")
        draw(pdf, b" /Artifact BMC " + around % letter + b" EMC ")

    return seed


def no_table(pdf: Pdf) -> None:
    del pdf.pages[0].obj.Resources.Font.F1["/ToUnicode"]


def claims(old: str, new: str) -> Seed:
    """Return a fault that is in what the file says it is."""

    def seed(pdf: Pdf) -> None:
        xmp = pdf.Root.Metadata.read_bytes().replace(old.encode(), new.encode())
        pdf.Root.Metadata = Stream(pdf, xmp, Type=Name.Metadata, Subtype=Name.XML)

    return seed


BEYOND = words(-200, 120, "vui", "0 0 0 rg")
SPOKEN = b"/Span <</ActualText (T)>> BDC %b EMC"

MARK_FAULTS: dict[str, tuple[str, str, Seed]] = {
    "an artifact in tagged content": ("nested-artifact", "7.1-1", rewritten(b"BDC", b"BDC" + ARTIFACT)),
    "an artifact with a mark": ("nested-artifact", "7.1-1", rewritten(b"/P <<", b"/Artifact <<")),
    "tagged content in an artifact": (
        "nested-artifact",
        "7.1-2",
        form_in_an_artifact,
    ),
    "text beyond the page": ("untagged-content", "7.1-3", lambda pdf: draw(pdf, BEYOND)),
    "a mark that is not listed": ("orphaned-content", "7.1-3", unlisted_mark),
    "a page whose marks are not listed": ("orphaned-content", "7.1-3", page_without_parents),
    "a mark that no element has": (
        "orphaned-content",
        "7.1-3",
        lambda pdf: draw(pdf, b" /P <</MCID 9>> BDC 9 9 9 9 re f EMC "),
    ),
    "a mark that its element has not": ("orphaned-content", "", mark_that_its_element_has_not),
    "a mark of another element": ("orphaned-content", "", mark_of_another_element),
    "an element of nothing": ("tag-without-content", "", element_of_nothing),
    "a form that is not drawn": ("tag-without-content", "", marked_form),
    "a form that is drawn twice": ("repeated-form", "7.20-2", lambda pdf: marked_form(pdf, 1, 1)),
    "a form on two pages": ("repeated-form", "7.20-2", lambda pdf: marked_form(pdf, 0, 1)),
    "a file that does not say what it is": ("wrong-standard", "5-1", claims(' pdfxid:part="1"', "")),
    "a file of another part": ("wrong-standard", "5-2", claims('pdfxid:part="1"', 'pdfxid:part="2"')),
    "a font without a table": ("unreadable-text", "7.21.7-1", no_table),
    "a letter without text": ("unreadable-text", "7.21.7-1", saying(None)),
    "a letter that says it is no text": ("unreadable-text", "", saying(b"")),
    "a letter of nothing": ("unreadable-text", "7.21.7-2", saying(b"0000")),
    "a letter that is a byte order mark": ("unreadable-text", "7.21.7-2", saying(b"feff")),
    "a letter that is no character": ("unreadable-text", "7.21.7-2", saying(b"fffe")),
    "a letter of nothing with a text beside it": ("unreadable-text", "7.21.7-2", saying(b"0000", SPOKEN)),
    "a letter for private use": ("unreadable-text", "6.2.11.7.3-1", saying(b"e000")),
    "an invisible letter for private use": ("unreadable-text", "6.2.11.7.3-1", saying(b"e000", b"3 Tr %b 0 Tr")),
}
"""What each fault is called, its rule, the clause by which veraPDF refuses it, and what seeds it."""
