"""Pieces of a PDF are cut, numbered and written without a change to what is in them."""

from __future__ import annotations

import io
import json
import re
import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.outputs.pdf import blocks
from publish.outputs.pdf.blocks import FONTS, PAGES, PARENTS, Block, Template
from publish.outputs.pdf.cutting import cut_fonts, cut_pages
from publish.outputs.pdf.objects import File, write_dictionary, write_number, write_numbers, write_string
from publish.outputs.pdf.outline import write_outline

AWKWARD = "5 0 R (7 0 R) \\ 100 % /@FONTS <41 0 R> Tiếng Việt"


def tagged_pdf(alt: str = AWKWARD) -> bytes:
    """A tagged PDF of one page as the engine makes it, with awkward words in its tags."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 100)).obj
        page.StructParents = 0
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary())
        page.Contents = pdf.make_stream(b"BT (a) Tj ET % 3 0 R", Filtered=alt)
        link = pikepdf.Dictionary(
            Subtype=pikepdf.Name.Link, StructParent=1, A=pikepdf.Dictionary(URI=pikepdf.String("publish:b#c"))
        )
        page.Annots = pikepdf.Array([pdf.make_indirect(link)])
        root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        document = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Document, P=root))
        element = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.P, P=document, Pg=page, Alt=pikepdf.String(alt)))
        document.K = pikepdf.Array([element])
        root.K = pikepdf.Array([document])
        entries = pikepdf.Array([0, pikepdf.Array([element]), 1, element])
        root.ParentTree = pikepdf.Dictionary(Nums=entries)
        pdf.Root.StructTreeRoot = root
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def write(block: Block, outside: dict[int, int] | None = None) -> pikepdf.Pdf:
    """A file with the objects of a block, its catalog the first object that is not of the block."""
    file = File()
    catalog, base = file.reserve(), file.reserve(len(block.objects))
    outside = {FONTS: catalog, PAGES: catalog, blocks.DOCUMENT: catalog} | (outside or {})
    ends = {number: ">>" for number in (*(page for page, _ in block.pages), *(block.links or {}))}
    for number, template in enumerate(block.objects):
        text = template.fill(base, outside) + ends.get(number, "")
        if number in block.streams:
            file.put_stream(base + number, text, block.streams[number])
        else:
            file.put(base + number, text)
    kids = " ".join(f"{base + page} 0 R" for page, _ in block.pages)
    pages = file.reserve()
    file.put(pages, f"<</Type/Pages/Count {len(block.pages)}/Kids[{kids}]>>")
    file.put(catalog, f"<</Type/Catalog/Pages {pages} 0 R>>")
    info = file.reserve()
    file.put(info, "<<>>")
    return pikepdf.open(io.BytesIO(file.finish(catalog, info)))


def empty_book(file: File, **more: str) -> tuple[int, int]:
    """Write a catalog without pages, and the document information; return their numbers."""
    catalog, pages, info = (file.reserve() for _ in range(3))
    file.put(pages, "<</Type/Pages/Count 0/Kids[]>>")
    file.put(catalog, write_dictionary({"Type": "/Catalog", "Pages": f"{pages} 0 R"} | more))
    file.put(info, "<<>>")
    return catalog, info


def test_words_that_look_like_references_are_words() -> None:
    block = cut_pages(tagged_pdf())
    with write(block, {PARENTS: 40, PARENTS - 1: 41}) as pdf:
        assert not pdf.check_pdf_syntax()
        elements = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/P"]
        assert [AWKWARD] == [str(element.Alt) for element in elements]
        page = pdf.pages[0].obj
        assert (40, 41) == (page.StructParents, page.Annots[0].StructParent)
        assert elements[0].Pg.objgen == page.objgen
        (content,) = (o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Filtered" in o)
        assert (b"BT (a) Tj ET % 3 0 R", AWKWARD) == (content.read_bytes(), str(content.Filtered))


@given(st.text(max_size=60))
def test_any_words_survive(text: str) -> None:
    text = text.encode("utf-16", "replace").decode("utf-16")
    with write(blocks.unpack(blocks.pack(cut_pages(tagged_pdf(text)))), {PARENTS: 0, PARENTS - 1: 1}) as pdf:
        alts = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
        assert [text] == alts


def test_a_link_to_another_fragment_is_left_open() -> None:
    block = cut_pages(tagged_pdf())
    ((number, target),) = (block.links or {}).items()
    assert "b#c" == target
    assert "URI" not in block.objects[number].text
    assert not block.objects[number].text.endswith(">>")


def test_a_block_is_the_same_unpacked() -> None:
    block = cut_pages(tagged_pdf())
    assert block == blocks.unpack(blocks.pack(block))
    assert blocks.pack(block) == blocks.pack(cut_pages(tagged_pdf()))


def test_fonts_are_cut_with_all_below_them() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        file = pdf.make_stream(b"font", Length1=4)
        font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, FontFile2=file))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(A=font))
        stream = io.BytesIO()
        pdf.save(stream)
    block = cut_fonts(stream.getvalue())
    assert (3, b"font") == (len(block.objects), zlib.decompress(block.streams[2]))
    assert "/Length1 4" in block.objects[2].text
    assert not re.search(r"/Length \d", block.objects[2].text)


def test_many_objects_stand_in_several_streams_and_each_is_found() -> None:
    file = File()
    first = file.reserve(1000)
    for number in range(first, first + 1000):
        file.put(number, f"<</N {number}>>")
    content = file.finish(*empty_book(file))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert [*range(1, 1001)] == [int(pdf.get_object(number, 0).N) for number in range(1, 1001)]
    assert 6 == content.count(b"/Type/ObjStm")


def test_the_identifier_is_made_of_the_content() -> None:
    def make(text: str) -> bytes:
        file = File()
        number = file.reserve()
        file.put(number, text)
        return file.finish(number, number)

    names = [re.findall(rb"/ID\[<(\w+)><(\w+)>\]", make(text))[0] for text in ("<</A 1>>", "<</A 1>>", "<</A 2>>")]
    assert names[0] == names[1] != names[2]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.0004, "-0"), (0.1 + 0.2, "0.3"), (12.5, "12.5"), (100, "100"), (411.0236, "411.024")],
)
def test_numbers_are_written_to_the_thousandth(value: float, text: str) -> None:
    assert text.replace("-0", "0") == write_number(value).replace("-0", "0")
    assert f"[{write_number(value)}]" == write_numbers(value)


@given(st.text(max_size=40))
def test_strings_are_read_back(text: str) -> None:
    text = text.encode("utf-16", "replace").decode("utf-16")
    file = File()
    with pikepdf.open(io.BytesIO(file.finish(*empty_book(file, A=write_string(text))))) as pdf:
        assert text == str(pdf.Root.A)


def test_the_outline_is_a_tree_that_viewers_read() -> None:
    file = File()
    catalog, info, page, pages = (file.reserve() for _ in range(4))
    marks = [(1, "Phần một", "null"), (3, "Mục sâu", "null"), (2, "Chương", "null"), (1, "Phần (hai)", "null")]
    outline = write_outline(file, [(level, label, f"[{page} 0 R/Fit]") for level, label, _ in marks])
    file.put(page, f"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 9 9]>>")
    file.put(pages, f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>")
    file.put(catalog, f"<</Type/Catalog/Pages {pages} 0 R/Outlines {outline} 0 R>>")
    file.put(info, "<<>>")
    with pikepdf.open(io.BytesIO(file.finish(catalog, info))) as pdf, pdf.open_outline() as read:
        tree = [(item.title, [child.title for child in item.children]) for item in read.root]
        assert [("Phần một", ["Mục sâu", "Chương"]), ("Phần (hai)", [])] == tree
        assert 4 == pdf.Root.Outlines.Count


def test_a_template_keeps_its_percent_signs() -> None:
    assert "100 % of 7 0 R" == Template("100 %% of %d 0 R", (2,)).fill(5, {})
    assert "100 %" == Template("100 %%").fill(5, {})


def test_a_packed_block_is_data() -> None:
    head = blocks.pack(cut_pages(tagged_pdf()))[8:]
    assert {"objects", "streams", "pages", "links", "elements", "parents", "notes", "inks"} == set(
        json.JSONDecoder().raw_decode(head.decode("latin-1"))[0]
    )
