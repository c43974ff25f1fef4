"""Pages for the press: inks instead of colours, nothing that only a screen shows. It runs in the workers."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from publish.base.diagnostics import Position, StyleError, error
from publish.base.messages import say
from publish.outputs.press.conversion import OVERPRINTS, PrintingCondition
from publish.outputs.press.inks import find_inks
from publish.outputs.press.pictures import Store, gray_picture, print_picture
from publish.outputs.press.shadings import family_of, inked, lighten, print_shading
from publish.outputs.press.streams import UnknownColourError, gray_stream, print_stream

HINT = say("use a colour of sRGB, of device-cmyk() or of lab()")


def print_pages(pdf: pikepdf.Pdf, look: PrintingCondition, at: Position, store: Store | None) -> None:
    """Have all pages of a file paint inks, and take from them what a press does not print.

    Args:
        pdf: The file; its structure tree and its catalog stay as they are.
        look: How the pages are printed.
        at: Where to point when a colour cannot be printed.
        store: Where converted pictures are kept; None for nowhere.

    Raises:
        StyleError: For a colour or gradient that cannot be printed.
    """
    printer = _Printer(pdf, look, store)
    try:
        for page in pdf.pages:
            printer.page(page.obj)
        printer.forget_spaces()
    except (UnknownColourError, ValueError) as failure:
        raise StyleError(
            error(at, say("a press cannot print {what}", what=failure), "unprintable-colour", HINT)
        ) from failure


class _Printer:
    """Goes through all that pages are painted with, each object once."""

    def __init__(self, pdf: pikepdf.Pdf, look: PrintingCondition, store: Store | None) -> None:
        self.pdf, self.look, self.store = pdf, look, store
        self.inks = find_inks(look.profile, look.srgb, look.limit)
        self.transparent: dict[tuple[int, int], bool] = {}
        self.spaces: list[Any] = []
        states = {name: pikepdf.Object.parse(text.encode()) for name, text in OVERPRINTS.items()}
        self.states = {name: pdf.make_indirect(state) for name, state in states.items()}

    def page(self, page: Any) -> None:
        """Print a page."""
        for key in ("/Annots", "/Tabs", "/StructParents"):
            if key in page:
                del page[key]
        self.stream(page.Contents, page.Resources, whole=True)
        if self.once(page.Resources, self.resources):
            page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)

    def once(self, item: Any, do: Callable[[Any], bool]) -> bool:
        """Do something with an object when it is met for the first time; return whether it is transparent."""
        if not item.is_indirect:
            return do(item)
        if item.objgen not in self.transparent:
            self.transparent[item.objgen] = False  # while it is looked at
            self.transparent[item.objgen] = do(item)
        return self.transparent[item.objgen]

    def stream(self, stream: Any, resources: Any, *, whole: bool) -> None:
        """Print a content stream by its resources."""
        spaces = {name.removeprefix("/"): family_of(space) for name, space in _entries(resources, "/ColorSpace")}
        content = print_stream(stream.read_bytes(), self.inks, spaces, whole=whole)
        stream.write(zlib.compress(content), filter=Name.FlateDecode)

    def resources(self, resources: Any) -> bool:
        """Print all that resources name; return whether any of it is transparent (ISO 32000-1, 11.3)."""
        found = [self.once(state, self.state) for _, state in _entries(resources, "/ExtGState")]  # masks first
        found += [self.once(item, self.item) for _, item in _entries(resources, "/XObject")]
        found += [self.once(pattern, self.pattern) for _, pattern in _entries(resources, "/Pattern")]
        for _, shading in _entries(resources, "/Shading"):
            self.once(shading, self.shading)
        self.spaces += [resources.ColorSpace] if "/ColorSpace" in resources else []
        if "/Properties" in resources:
            del resources["/Properties"]
        if "/ExtGState" not in resources:
            resources.ExtGState = Dictionary()
        for name, state in self.states.items():
            resources.ExtGState[f"/{name}"] = state
        return any(found)

    def forget_spaces(self) -> None:
        """Take away the colour spaces of screens, which no stream names any more."""
        for spaces in self.spaces:
            for name, space in list(spaces.items()):
                if family_of(space) in ("Lab", "CalRGB", "CalGray", "ICCBased"):
                    del spaces[name]

    def item(self, item: Any) -> bool:
        """Print an image or a form."""
        if item.Subtype == Name.Image:
            look = self.look
            print_picture(item, self.inks, flat=look.flat, key=look.key, store=self.store)
            return "/SMask" in item
        _plain(item, Name.DeviceCMYK)
        resources = item.get("/Resources", Dictionary())
        self.stream(item, resources, whole=False)
        return self.once(resources, self.resources) or "/Group" in item

    def pattern(self, pattern: Any) -> bool:
        """Print a pattern: of tiles, or a shading."""
        if pattern.PatternType == 2:
            return self.once(pattern.Shading, self.shading)
        self.stream(pattern, pattern.Resources, whole=True)
        return self.once(pattern.Resources, self.resources)

    def shading(self, shading: Any) -> bool:
        """Print a shading, which is never transparent itself."""
        print_shading(self.pdf, shading, inked(self.inks), Name.DeviceCMYK)
        return False

    def state(self, state: Any) -> bool:
        """Print what a graphics state masks with."""
        mask = state.get("/SMask")
        if isinstance(mask, Dictionary):
            self.once(mask.G, self.mask)
            if "/BC" in mask:
                del mask["/BC"]  # black, which it is without saying so
            return True
        opaque = min(state.get("/ca", 1), state.get("/CA", 1)) == 1
        return not opaque or state.get("/BM", Name.Normal) not in (Name.Normal, Name.Compatible)

    def mask(self, group: Any) -> bool:
        """Have a form in a soft mask paint gray; only how light it is counts (11.5.3)."""
        _plain(group, Name.DeviceGray)
        group.write(zlib.compress(gray_stream(group.read_bytes())), filter=Name.FlateDecode)
        self.once(group.get("/Resources", Dictionary()), self.mask_resources)
        return True

    def mask_resources(self, resources: Any) -> bool:
        """Have all that a soft mask is painted with be gray."""
        for _, item in _entries(resources, "/XObject"):
            self.once(item, gray_picture if item.Subtype == Name.Image else self.mask)
        for _, shading in _entries(resources, "/Shading"):
            self.once(shading, self.mask_shading)
        for _, pattern in _entries(resources, "/Pattern"):
            self.once(
                pattern.Shading if pattern.PatternType == 2 else pattern,
                self.mask_shading if pattern.PatternType == 2 else self.mask,
            )
        self.spaces += [resources.ColorSpace] if "/ColorSpace" in resources else []
        return True

    def mask_shading(self, shading: Any) -> bool:
        """Have a shading in a soft mask be gray."""
        print_shading(self.pdf, shading, lighten, Name.DeviceGray)
        return True


def _plain(form: Any, space: Name) -> None:
    """Give the group of a form its colour space, and take away its marks of structure."""
    if "/Group" in form:
        form.Group.CS = space
    for key in ("/StructParents", "/StructParent"):
        if key in form:
            del form[key]


def _entries(resources: Any, kind: str) -> list[tuple[str, Any]]:
    return list(resources[kind].items()) if kind in resources else []
