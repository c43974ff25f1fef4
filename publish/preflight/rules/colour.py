"""Rules about inks: what cannot be printed as it is, black that is not black alone, what shines through."""

from __future__ import annotations

from publish.base.messages import say
from publish.preflight.collecting import Collector
from publish.preflight.pdf.colours import NOTHING, Colour, Space
from publish.preflight.pdf.reading import PdfPage, lookup
from publish.preflight.pdf.resources import Resources
from publish.preflight.pdf.shapes import Painted
from publish.publication.assets.printers import Printer

SMALL_PT = 12
"""Text below this size is in one ink where it is dark."""

DARK = 0.4
"""A mix is black to the eye where red, green and blue are all below this."""

OVERPRINTS_PT = 24
"""Black text below this size overprints."""

MAX_BENEATH = 20_000
"""How many objects of a page are kept to look beneath."""

MAX_TESTS = 500_000
"""How many times a page looks beneath its text."""

WORDS = {
    "text": say("text"),
    "fill": say("area"),
    "stroke": say("line"),
    "image": say("picture"),
    "shading": say("shading"),
    "group": say("group"),
}
TO_INKS = say("convert it to the inks of the printing condition")


class ColourChecks:
    """Looks at each object's colour, and at what lies beneath black text."""

    def __init__(self, page: PdfPage, printer: Printer, found: Collector, resources: Resources) -> None:
        """Look at the page's own group first."""
        self._printer, self._found = printer, found
        self.beneath: list[Painted] = []
        self._tests = 0
        self._clean: set[int] = set()
        self._kept: list[Colour] = []
        group = lookup(page.obj, "/Group")
        space = lookup(group, "/CS")
        self._blends = space is not None
        if space is not None:
            self._check_group(resources.read(space), say("the page"), None)

    def look(self, item: Painted) -> None:
        """Judge an object."""
        kind = item.kind
        if kind == "group":
            if isinstance(item.space, Space):
                self._check_group(item.space, say("a group"), item)
            return
        if item.transparent:
            self._check_transparency(item)
        if kind in ("image", "shading") and item.space is not None:
            self._check_space(item, item.space)
        elif id(item.colour) not in self._clean:
            self._check_colour(item)
        if kind == "text":
            self._check_text(item)
        elif kind != "stroke" and len(self.beneath) < MAX_BENEATH:
            self.beneath.append(item)

    def _check_group(self, space: Space, whose: str, item: Painted | None) -> None:
        if space.kind == "rgb":
            hint = say("let transparency blend in DeviceCMYK")
            message = say("{whose} blends its transparency in {title}", whose=whose, title=space.title)
            self._found.add("rgb-group", message, hint, item.box if item else None)

    def _check_transparency(self, item: Painted) -> None:
        what = say("{what} with {transparent}", what=WORDS[item.kind], transparent=item.transparent)
        if "transparency" in self._printer.forbidden:
            self._found.add(
                "transparency", what, say("flatten it: the printer takes no transparency"), item.box, item.text
            )
        elif not self._blends and self._found.wants("transparency-without-blend-space"):
            hint = say("give the page a transparency group with /CS /DeviceCMYK")
            message = say("{what} on a page that does not say in which colours it blends", what=what)
            self._found.add("transparency-without-blend-space", message, hint, item.box, item.text)

    def _check_space(self, item: Painted, space: Space) -> None:
        base = space.base if space.kind == "indexed" and space.base else space
        what = WORDS[item.kind]
        if base.kind == "rgb":
            rule = "rgb-image" if item.kind == "image" else "rgb-colour"
            self._found.add(rule, say("{what} in {title}", what=what, title=base.title), TO_INKS, item.box)
        elif base.kind == "independent":
            self._found.add(
                "device-independent", say("{what} in {title}", what=what, title=base.title), TO_INKS, item.box
            )
        self._check_plates(item, base.plates)

    def _check_plates(self, item: Painted, plates: tuple[str, ...]) -> None:
        for plate in plates:
            if plate not in ("/Cyan", "/Magenta", "/Yellow", "/Black", "/All", "/None"):
                message = say("{what} in the spot colour {plate}", what=WORDS[item.kind], plate=plate[1:])
                self._found.add("spot", message, say("convert it to process inks"), item.box, item.text)

    def _check_colour(self, item: Painted) -> None:
        """Judge a colour; one that is clean is not looked at again."""
        colour = item.colour
        space = colour.space
        if space.kind == "indexed" and space.base:
            space = space.base
        what = WORDS[item.kind]
        parts = " ".join(f"{part:g}" for part in colour.parts)
        if space.kind == "rgb":
            black = space is colour.space and max(colour.parts, default=1.0) <= 0
            if black:
                self._found.add(
                    "rgb-black",
                    say("{what} in black of {title}", what=what, title=space.title),
                    say("set it in black ink alone"),
                    item.box,
                    item.text,
                )
            elif self._found.wants("rgb-colour"):
                self._found.add(
                    "rgb-colour",
                    say("{what} in {title} {parts}", what=what, title=space.title, parts=parts),
                    TO_INKS,
                    item.box,
                    item.text,
                )
        elif space.kind == "independent":
            self._found.add(
                "device-independent",
                say("{what} in {title} {parts}", what=what, title=space.title, parts=parts),
                TO_INKS,
                item.box,
                item.text,
            )
        elif colour.plates:
            self._check_plates(item, colour.plates)
        else:
            self._clean.add(id(colour))
            self._kept.append(colour)

    def _check_text(self, item: Painted) -> None:
        colour = item.colour
        if colour.black:
            if item.size < OVERPRINTS_PT and item.overprint < 2:
                self._check_overprint(item)
        elif item.size < SMALL_PT and colour.space.kind in ("cmyk", "spot"):
            self._check_rich_black(item)
        if colour.white and item.overprint == 2 and colour.space.kind == "cmyk":
            hint = say("let white knock out")
            self._found.add(
                "white-overprinting", say("white text overprints and so disappears"), hint, item.box, item.text
            )

    def _check_rich_black(self, item: Painted) -> None:
        colour = item.colour
        if colour.registration:
            return
        count = sum(ink > NOTHING for ink in colour.inks)
        if count > 1 and (colour.inks[3] >= 0.85 or (colour.total >= 2.0 and brightest(colour) < DARK)):
            inks = " ".join(f"{100 * ink:.0f}" for ink in colour.inks)
            size = item.size
            message = say("text of {size:.1f} pt in {count} inks (C M Y K {inks})", size=size, count=count, inks=inks)
            hint = say("text smaller than {size} pt is black alone, or no near-black of two full inks", size=SMALL_PT)
            self._found.add("rich-black-text", message, hint, item.box, item.text)

    def _check_overprint(self, item: Painted) -> None:
        if not self.beneath or not self._found.wants("black-not-overprinting"):
            return
        x0, y0, x1, y1 = item.box
        points = [(x0 + (x1 - x0) * i, y0 + (y1 - y0) * j) for i in (0.1, 0.5, 0.9) for j in (0.3, 0.5)]
        if any(self._coloured_at(x, y) for x, y in points):
            message = say("black text of {size:.1f} pt knocks out the colour beneath", size=item.size)
            hint = say("set it to overprint: op true and OPM 1")
            self._found.add("black-not-overprinting", message, hint, item.box, item.text)

    def _coloured_at(self, x: float, y: float) -> bool:
        """Whether what lies on top at a point has ink other than black."""
        for below in reversed(self.beneath):
            self._tests += 1
            if self._tests > MAX_TESTS:
                return False
            if below.covers(x, y):
                if below.kind in ("image", "shading") and below.space is not None:
                    return bool(below.space.kind != "gray")
                colour = below.colour
                return max(colour.inks[:3]) > NOTHING or bool(colour.plates)
        return False


def brightest(colour: Colour) -> float:
    """Return roughly how light the lightest of red, green and blue is in a mix of inks, from 0 to 1."""
    cyan, magenta, yellow, black = colour.inks
    return (1 - min(cyan, magenta, yellow)) * (1 - black)
