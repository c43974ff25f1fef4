"""Styles: what a run and a paragraph look like, from the defaults of the file down to what is said at the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from publish.base.records import dataclass
from publish.importing.shaping.tree import Look
from publish.importing.word.xml import Element, child, flag, full, number, short, value

TOGGLES = ("b", "i", "caps", "smallCaps", "strike", "dstrike", "vanish")
"""Properties that a style within a style turns round (ECMA-376, part 1, 17.7.3)."""

_DEEPEST = 50
"""Styles that may be based on one another."""


Properties = dict[str, Element]
"""The elements that say something of a paragraph, the first of each name."""


def properties_of(element: Element) -> Properties:
    """Return the elements in the properties of a paragraph by their names as lxml has them."""
    found: Properties = {}
    for each in element:
        found.setdefault(each.tag, each)
    return found


def numbering_of(known: Iterable[Properties]) -> tuple[str, int] | None:
    """Return list and level of a paragraph, of which its style may say one and the place the other; None for no item.

    Args:
        known: The properties of the paragraph, as :meth:`Styles.paragraph` has them.
    """
    list_, level = None, None
    for properties in known:
        numbered = properties.get(full("w:numPr"))
        if numbered is not None:
            list_ = list_ if list_ is not None else value(numbered, "w:numId")
            level = level if level is not None else value(numbered, "w:ilvl")
    return (list_, number(level)) if list_ and list_ != "0" else None


@dataclass(frozen=True, slots=True)
class Style:
    """A style of the file: its name as Word shows it in English, and the elements of its properties."""

    id: str
    name: str
    kind: str
    based_on: str
    run: Element | None
    paragraph: Element | None


class Styles:
    """The styles of a file."""

    def __init__(self, root: Element | None, theme: Element | None) -> None:
        """Take in the part with the styles, and that with the fonts of the theme; either may be missing."""
        self._styles: dict[str, Style] = {}
        self._runs: dict[tuple[str, str], dict[str, object]] = {}
        self._paragraphs: dict[str, list[Properties]] = {}
        self._looks: dict[tuple[object, ...], Look] = {}
        self._theme = _theme_fonts(theme)
        self.default: dict[str, str] = {}
        self._defaults = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr") if root is not None else None
        for each in root.iterchildren(full("w:style")) if root is not None else ():
            id_, kind = each.get(full("w:styleId")) or "", each.get(full("w:type")) or "paragraph"
            name = value(each, "w:name") or id_
            style = Style(id_, name, kind, value(each, "w:basedOn") or "", child(each, "w:rPr"), child(each, "w:pPr"))
            self._styles.setdefault(id_, style)
            if each.get(full("w:default")) in ("1", "true", "on"):
                self.default.setdefault(kind, id_)

    def name(self, id_: str | None, kind: str = "paragraph") -> str:
        """Return the name of a style, in small letters; that of the default where none is named."""
        style = self._styles.get(id_ or self.default.get(kind, ""))
        return style.name.lower() if style else (id_ or "").lower()

    def names(self, id_: str | None) -> list[str]:
        """Return the names of a style and of those that it is based on, in small letters."""
        return [style.name.lower() for style in self._chain(id_ or self.default.get("paragraph", ""))]

    def paragraph(self, id_: str | None, direct: Element | None) -> list[Properties]:
        """Return the properties of a paragraph, from what is said at the place up to the defaults."""
        id_ = id_ or self.default.get("paragraph", "")
        if (styled := self._paragraphs.get(id_)) is None:
            said = [properties_of(style.paragraph) for style in self._chain(id_) if style.paragraph is not None]
            styled = self._paragraphs[id_] = said
        return styled if direct is None else [properties_of(direct), *styled]

    def look(self, paragraph: str | None, run: str | None, direct: Element | None, table: str | None = None) -> Look:
        """Return what a run looks like in a paragraph and a table, by the ids of their styles."""
        said = tuple([(each.tag, *each.attrib.items()) for each in direct]) if direct is not None else ()
        key = (paragraph, run, table, said)
        if key not in self._looks:
            self._looks[key] = self._look(paragraph, run, direct, table)
        return self._looks[key]

    def _look(self, paragraph: str | None, run: str | None, direct: Element | None, table: str | None) -> Look:
        found = dict(self._base(paragraph, run, table))
        if direct is not None:
            found |= self._read(direct)
        return Look(
            bold=bool(found.get("b")),
            italic=bool(found.get("i")),
            underline=bool(found.get("u")),
            strike=bool(found.get("strike")) or bool(found.get("dstrike")),
            caps=bool(found.get("caps")),
            small_caps=bool(found.get("smallCaps")),
            hidden=bool(found.get("vanish")) or bool(found.get("webHidden")),
            raised=str(found.get("raised") or ""),
            highlight=bool(found.get("highlight")),
            size=number(str(found.get("sz") or ""), 20),
            font=str(found.get("font") or ""),
            other_font=str(found.get("other_font") or found.get("font") or ""),
            language=str(found.get("lang") or ""),
            code=_is_code(self.name(run, "character")) if run else False,
        )

    def _base(self, paragraph: str | None, run: str | None, table: str | None) -> Mapping[str, object]:
        key = f"{table or ''}\n{paragraph or ''}", run or ""
        if key not in self._runs:
            defaults = self._read(self._defaults)
            layers = [self._flat(table), self._flat(paragraph or self.default.get("paragraph", "")), self._flat(run)]
            found: dict[str, object] = dict(defaults)
            for layer in layers:
                found |= layer
            for name in TOGGLES:
                said = [bool(layer[name]) for layer in layers if name in layer]
                if said:
                    found[name] = bool(defaults.get(name)) or sum(said) % 2 == 1
            self._runs[key] = found
        return self._runs[key]

    def _flat(self, id_: str | None) -> dict[str, object]:
        found: dict[str, object] = {}
        for style in reversed(list(self._chain(id_ or ""))):
            found |= self._read(style.run)
        return found

    def _chain(self, id_: str) -> Iterator[Style]:
        for _ in range(_DEEPEST):
            style = self._styles.get(id_)
            if style is None:
                return
            yield style
            id_ = style.based_on

    def _read(self, properties: Element | None) -> dict[str, object]:
        found: dict[str, object] = {}
        if properties is None:
            return found
        for each in properties:
            name = short(each.tag).removeprefix("w:")
            said = each.get(full("w:val"))
            if name in TOGGLES or name == "webHidden":
                found[name] = flag(properties, f"w:{name}")
            elif name == "u":
                found[name] = said not in ("none", None)
            elif name == "vertAlign":
                found["raised"] = said if said in ("superscript", "subscript") else ""
            elif name in ("highlight",):
                found[name] = said not in ("none", None)
            elif name == "sz" or (name == "lang" and said):
                found[name] = said
            elif name == "rFonts":
                found |= self._fonts(each)
        return found

    def _fonts(self, fonts: Element) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, attribute in (("font", "ascii"), ("other_font", "hAnsi")):
            theme = self._theme.get(fonts.get(full(f"w:{attribute}Theme")) or "")
            if name := theme or fonts.get(full(f"w:{attribute}")):
                found[key] = name
        return found


def _is_code(name: str) -> bool:
    return any(word in name for word in ("code", "verbatim", "html typewriter", "html keyboard", "source text"))


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    scheme = child(theme, "a:themeElements", "a:fontScheme") if theme is not None else None
    found: dict[str, str] = {}
    for kind in ("major", "minor"):
        font = value(scheme, f"a:{kind}Font", "a:latin", of="typeface") if scheme is not None else None
        if font:
            found |= {f"{kind}HAnsi": font, f"{kind}Ascii": font, f"{kind}Bidi": font, f"{kind}EastAsia": font}
    return found
