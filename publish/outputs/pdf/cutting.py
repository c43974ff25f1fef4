"""Cut finished pages into blocks (:mod:`publish.outputs.pdf.blocks`); the only door to pikepdf, in the workers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name

from publish.outputs.pdf.blocks import DOCUMENT, FONTS, INKS, PAGES, PARENTS, Block, Template
from publish.publication.publication import SCHEME

_SLOT = re.compile(
    rb"\((?:[^()\\]|\\.)*+\)|(?<!<)<(?!<)[^>]*>"  # strings, in which nothing is a number of an object
    rb"|(?P<object>\d+) 0 R|/@(?P<own>ID)|/@(?P<outside>[A-Z]+)|/@(?P<parent>\d+)|%",
    re.DOTALL,
)
_LENGTH = re.compile(rb"/Length \d+( 0 R)?")
_OUTSIDE = {b"FONTS": FONTS, b"PAGES": PAGES, b"DOCUMENT": DOCUMENT, b"INKS": INKS}


def cut_pages(content: bytes) -> Block:
    """Return the pages of a tagged PDF, and their structure elements, as a block.

    Args:
        content: What the engine made, its font dictionary empty.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        cut = _Cut(pdf)
        pages = [page.obj for page in pdf.pages]
        owns = [page.Contents for page in pages]
        links = {}
        for page in pages:
            page.Parent = Name("/@PAGES")
            page.StructParents = Name(f"/@{page.StructParents}")
            del page["/Contents"]
            for resources in (page.Resources, *_forms(page.Resources)):
                resources.Font = Name("/@FONTS")
            for form in page.Resources.get("/XObject", {}).values():
                _open_parents(form)
            for note in page.get("/Annots", ()):
                if "/StructParent" in note:
                    note.StructParent = Name(f"/@{note.StructParent}")
                target = str(note.A.get("/URI", "")) if "/A" in note else ""
                if target.startswith(SCHEME):
                    del note["/A"]
                    if "/Contents" in note:
                        del note["/Contents"]
                    links[cut.number(note)] = target.removeprefix(SCHEME)
        tree = pdf.Root.StructTreeRoot
        elements = [element for document in tree.K for element in document.K]
        for element in elements:
            element.P = Name("/@DOCUMENT")
            if "/Lang" not in element and "/Lang" in pdf.Root:
                element.Lang = pdf.Root.Lang
        notes = list(tree.IDTree.Names)[1::2] if "/IDTree" in tree else []
        for note in notes:
            note.ID = Name("/@ID")
        numbers = tuple((cut.number(page), cut.number(own)) for page, own in zip(pages, owns, strict=True))
        highest = tuple(cut.number(element) for element in elements)
        parents = tuple(cut.value(value) for value in list(tree.ParentTree.Nums)[1::2])
        objects, streams = cut.finish()
        for number in (*(page for page, _ in numbers), *links):
            objects[number] = Template(objects[number].text.removesuffix(">>"), objects[number].numbers)
        named = tuple(cut.number(note) for note in notes)
        inks = any(INKS in template.numbers for template in objects)
        return Block(tuple(objects), streams, numbers, links, highest, parents, named, inks)


def cut_fonts(content: bytes) -> Block:
    """Return the font dictionary of the first page of a PDF, the first object of the block, and all below it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        cut = _Cut(pdf)
        fonts = pdf.pages[0].obj.Resources.Font
        cut.number(fonts if fonts.is_indirect else pdf.make_indirect(fonts))
        objects, streams = cut.finish()
        return Block(tuple(objects), streams)


def cut_plain(pdf: pikepdf.Pdf) -> Block:
    """Return the pages of an open file as a block, without links and structure elements."""
    cut = _Cut(pdf)
    pages = [page.obj for page in pdf.pages]
    owns = [page.Contents for page in pages]
    for page in pages:
        page.Parent = Name("/@PAGES")
        del page["/Contents"]
        for resources in (page.Resources, *_forms(page.Resources)):
            resources.Font = Name("/@FONTS")
    numbers = tuple((cut.number(page), cut.number(own)) for page, own in zip(pages, owns, strict=True))
    objects, streams = cut.finish()
    for number, _ in numbers:
        objects[number] = Template(objects[number].text.removesuffix(">>"), objects[number].numbers)
    return Block(tuple(objects), streams, numbers)


def count_pages(content: bytes) -> int:
    """Return the number of pages of a PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


class _Cut:
    """Gives the objects of a file new numbers in the order in which they are first met."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.numbers: dict[int, int] = {}
        self.met: list[int] = []

    def number(self, item: Any) -> int:
        """Return the new number of an object."""
        return self._renumber(item.objgen[0])

    def _renumber(self, old: int) -> int:
        if old not in self.numbers:
            self.numbers[old] = len(self.met)
            self.met.append(old)
        return self.numbers[old]

    def value(self, item: Any) -> Template:
        """Return what stands in another object: an object there, or the reference to one."""
        return Template("%d 0 R", (self.number(item),)) if item.is_indirect else self.template(item)

    def template(self, item: Any, own: int = 0) -> Template:
        """Return an object with its references left open, and its identifier, which is made of its own number."""
        if isinstance(item, pikepdf.Stream):
            whole = _LENGTH.sub(b"", item.stream_dict.unparse(), count=1)
        else:
            whole = item.unparse(resolved=True)
        numbers: list[int] = []

        def leave_open(slot: re.Match[bytes]) -> bytes:
            if slot["object"]:
                numbers.append(self._renumber(int(slot["object"])))
                return b"%d 0 R"
            if slot["own"]:
                numbers.append(own)
                return b"(note-%d)"
            if slot["outside"]:
                numbers.append(_OUTSIDE[slot["outside"]])
                return b"%d 0 R"
            if slot["parent"]:
                numbers.append(PARENTS - int(slot["parent"]))
                return b" %d"
            return slot[0].replace(b"%", b"%%")

        text = _SLOT.sub(leave_open, whole).decode("latin-1")
        return Template(text, tuple(numbers))

    def finish(self) -> tuple[list[Template], dict[int, bytes]]:
        """Return all objects that have been met, with those that they lead to, and the streams among them."""
        objects: list[Template] = []
        streams: dict[int, bytes] = {}
        for old in self.met:  # which grows meanwhile
            item = self.pdf.get_object(old, 0)
            if isinstance(item, pikepdf.Stream):
                streams[len(objects)] = item.read_raw_bytes()
            objects.append(self.template(item, len(objects)))
        return objects, streams


def _open_parents(form: Any) -> None:
    """Leave open where the marks of a form, and of those in it, stand in the parent tree."""
    if isinstance(form.get("/StructParents"), int):
        form.StructParents = Name(f"/@{form.StructParents}")
    for inner in form.get("/Resources", {}).get("/XObject", {}).values():
        _open_parents(inner)


def _forms(resources: Any) -> Iterator[Any]:
    """Yield the resources of the forms and patterns below some resources."""
    for kind in ("/XObject", "/Pattern"):
        for item in resources.get(kind, {}).values():
            if "/Resources" in item:
                yield item.Resources
                yield from _forms(item.Resources)
