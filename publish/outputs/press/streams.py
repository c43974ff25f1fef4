"""Rewrite what a content stream says of colours, so that a press prints it (ISO 32000-1, 8.6 and 8.9).

Colours of red, green and blue become inks, neutral ones black alone. Black at full tint overprints (8.6.7), all else
knocks out, so that white letters on a ground stay white. Marks of structure go, and words that are only to be copied:
nothing reads them on paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from publish.base.messages import say
from publish.outputs.press.inks import BLACK, Ink, Inks

_OPERATION = re.compile(
    rb"\((?:[^()\\]|\\.)*+\)|<(?!<)[^>]*>"  # strings, in which nothing is an operator
    rb"|(?<![^\s\]>)])(?P<numbers>(?:[-+.\d]++\s++){0,4}+)(?:/(?P<name>[^\s/<>\[\]()]++)\s++)?"
    rb"(?P<operator>rg|RG|g|G|k|K|cs|CS|scn|SCN|sc|SC|q|Q)(?=\s|\Z)"
    rb"|/[^\s/<>\[\]()]++\s*+(?:<<(?:[^<>()]|\([^)]*\)|<[0-9A-Fa-f]*>)*+>>\s*+|/[^\s/<>\[\]()]++\s++)?(?:BDC|BMC)(?=\s|\Z)"
    rb"|(?<!\S)(?:EMC|BI|BT\s+3\s+Tr\s[^()]*?\sET)(?=\s|\Z)",
    re.DOTALL,
)


class UnknownColourError(Exception):
    """A colour space that is not known how to print."""


class _State:
    """What is painted with: for fills, then for strokes, the colour space and whether black overprints."""

    __slots__ = ("overprint", "spaces")

    def __init__(self, spaces: tuple[str, str], overprint: tuple[bool, bool]) -> None:
        self.spaces, self.overprint = spaces, overprint


def print_stream(content: bytes, inks: Inks, spaces: Mapping[str, str], *, whole: bool) -> bytes:
    """Return a content stream in the inks of the press.

    Args:
        content: The stream, decoded.
        inks: Turns colours into inks.
        spaces: Family of each colour space in its resources, such as ``Lab``, by name.
        whole: Whether the stream begins with the colours of a page, and not with those of what calls it.

    Raises:
        UnknownColourError: For a colour space that is neither of a screen nor of a press.
    """
    return _Rewriter(inks, spaces).rewrite(content, whole)


class _Rewriter:
    def __init__(self, inks: Inks, spaces: Mapping[str, str]) -> None:
        self.inks, self.spaces = inks, spaces
        self.state = _State(("DeviceGray", "DeviceGray"), (True, True))
        self.saved: list[_State] = []

    def rewrite(self, content: bytes, whole: bool) -> bytes:
        if whole:
            begin = b"/Ink11 gs 0 0 0 1 k 0 0 0 1 K\n"
        else:  # whatever its caller painted with
            begin, self.state = b"/Ink00 gs\n", _State(("DeviceGray", "DeviceGray"), (False, False))
        return begin + _OPERATION.sub(self.replace, content)

    def replace(self, found: re.Match[bytes]) -> bytes:
        operator = found["operator"]
        if operator is None:
            text = found[0]
            if text.endswith((b"BDC", b"BMC", b"EMC")) or text.startswith(b"BT"):
                return b""
            if text == b"BI":
                raise UnknownColourError(say("an inline image"))
            return text
        if operator == b"q":
            self.saved.append(self.state)
            return found[0]
        if operator == b"Q":
            self.state = self.saved.pop() if self.saved else self.state
            return found[0]
        side = int(operator.isupper())
        numbers = [float(number) for number in found["numbers"].split()]
        name = found["name"].decode("latin-1") if found["name"] else ""
        return _HANDLERS[operator.lower()](self, side, numbers, name, found[0])

    def device(self, side: int, numbers: list[float], name: str, text: bytes) -> bytes:
        """A colour of a device, which sets its space as well."""
        space = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}[len(numbers)]
        self.space(side, space)
        return self.paint(side, self.ink(space, numbers))

    def choose_space(self, side: int, numbers: list[float], name: str, text: bytes) -> bytes:
        """A colour space; the first colour of one that is not printed itself is black."""
        family = self.spaces.get(name, name)
        self.space(side, family)
        if family in ("Pattern", "Separation", "DeviceN"):
            return self.overprint(side, False) + text
        return self.paint(side, BLACK)

    def choose_colour(self, side: int, numbers: list[float], name: str, text: bytes) -> bytes:
        """A colour, or a pattern, of the space that was chosen."""
        family = self.state.spaces[side]
        if family in ("Pattern", "Separation", "DeviceN"):
            return text
        return self.paint(side, self.ink(family, numbers))

    def ink(self, family: str, numbers: list[float]) -> Ink:
        """Return the inks for a colour of a space."""
        match family, numbers:
            case "DeviceGray" | "CalGray", [gray]:
                return self.inks.gray(gray)
            case "DeviceRGB" | "CalRGB" | "ICCBased", [red, green, blue]:
                return self.inks.rgb(red, green, blue)
            case "Lab", [lightness, a, b]:
                return self.inks.lab(lightness, a, b)
            case "DeviceCMYK" | "ICCBased", [cyan, magenta, yellow, black]:
                return cyan, magenta, yellow, black
            case _:
                raise UnknownColourError(
                    say("the colour space {name} with {count} numbers", name=family, count=len(numbers))
                )

    def paint(self, side: int, ink: Ink) -> bytes:
        """Return the operators that choose an ink; the space is that of the press from here on."""
        text = " ".join(f"{part:.4f}".rstrip("0").rstrip(".") for part in ink)
        return self.overprint(side, ink == BLACK) + f"{text} {'kK'[side]}".encode()

    def overprint(self, side: int, on: bool) -> bytes:
        """Return the operator that has the colour overprint, or knock out; nothing if it does so already."""
        before = self.state.overprint
        if before[side] == on:
            return b""
        now = (on, before[1]) if side == 0 else (before[0], on)
        self.state = _State(self.state.spaces, now)
        return f"/Ink{now[0]:d}{now[1]:d} gs ".encode()

    def space(self, side: int, family: str) -> None:
        spaces = self.state.spaces
        now = (family, spaces[1]) if side == 0 else (spaces[0], family)
        self.state = _State(now, self.state.overprint)


_HANDLERS: Mapping[bytes, Callable[[_Rewriter, int, list[float], str, bytes], bytes]] = {
    **dict.fromkeys((b"rg", b"g", b"k"), _Rewriter.device),
    b"cs": _Rewriter.choose_space,
    **dict.fromkeys((b"scn", b"sc"), _Rewriter.choose_colour),
}


def gray_stream(content: bytes) -> bytes:
    """Return the content of a luminosity mask in gray: how light it is is all that counts (11.5.3)."""

    def replace(found: re.Match[bytes]) -> bytes:
        operator = found["operator"]
        if operator and operator.lower() == b"rg":
            red, green, blue = (float(number) for number in found["numbers"].split())
            light = 0.3 * red + 0.59 * green + 0.11 * blue
            return f"{light:.4f} {'G' if operator.isupper() else 'g'}".encode()
        return found[0]

    return _OPERATION.sub(replace, content)
