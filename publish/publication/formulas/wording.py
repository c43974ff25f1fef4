"""Say a formula: in one line of plain signs, and in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element

from publish.publication.words import words

_UNSEEN = dict.fromkeys(range(0x2061, 0x2065))
_TIGHT = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉!′″‴.,;:/…⋅'%°")
_FUNCTION_APPLICATION = "\N{FUNCTION APPLICATION}"


def linear(tree: Element) -> str:
    """Return a formula in one line: ``(a + b)/c``, ``x^2``, ``√(x)``."""
    return _close_up(unicodedata.normalize("NFC", _line(tree)))


def plain(line: str, language: str) -> str:
    """Return the line of a formula in letters and signs that types for text have.

    Others are said in words, and letters that are only of another face are plain ones.
    """
    signs = _signs(words(language, "formulas"))
    return _close_up("".join(_PLAIN.get(sign) or _plain(sign, signs) for sign in line))


def _close_up(line: str) -> str:
    return re.sub(r" (?=[,;)_^])|(?<=\() ", "", " ".join(line.split()))


def _plain(sign: str, signs: Mapping[str, str]) -> str:
    is_letter = unicodedata.category(sign)[0] in "LM" and not unicodedata.decomposition(sign).startswith("<")
    if sign.isascii() or sign in _SET or is_letter:
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    return plain if plain.isalnum() else f" {signs.get(sign, sign)} "


def _signs(terms: Mapping[str, str]) -> Mapping[str, str]:
    signs = dict(pair.split(" ", 1) for pair in terms["signs"].split("; "))
    return {**signs, "{": terms["brace"], "}": terms["end_brace"]}


_SET = frozenset("≠≤≥≈−±×÷√∑∏∫∞∂¬→△°′″…")
"""Signs that types for text have."""

_PLAIN = {"⩽": "≤", "⩾": "≥", "⋅": "·", "∗": "*", "‖": "||", "∘": "°", "‴": "′′′", "⋯": "…", "ϵ": "ε", "ϕ": "φ"}


def _line(part: Element) -> str:
    if part.tag in _LEAVES:
        text = (part.text or "").translate(_UNSEEN)
        if part.tag != "mo" or not text:
            return " " if _FUNCTION_APPLICATION in (part.text or "") else text
        spaced = text in _RELATIONS or not (_TIGHT.issuperset(text) or part.get("rspace") == "0")
        return f" {text} " if spaced else f"{text} " if text in ",;" else text
    if part.tag == "mtr":
        between = " " if len(part) and part[0].get("columnalign") == "right" else ", "
        return between.join(filter(None, (_line(cell).strip() for cell in part)))
    if part.tag == "mfrac" and part.get("linethickness") == "0":
        return f"{_line(part[0])}; {_line(part[1])}"
    made = _LINES.get(part.tag)
    if made and len(part) >= made[0]:
        return made[1]([_line(child) for child in part])
    if part.tag == "mspace":
        return " "
    return "".join(map(_line, part))


def _held(text: str) -> str:
    """Return a part in brackets where it is more than one sign or word."""
    text = text.strip()
    return text if text.isalnum() or len(text) < 2 else f"({text})"


def _power(parts: Sequence[str]) -> str:
    above = parts[1].strip()
    return f"{parts[0]}{above}" if above in _PRIMES else f"{parts[0]}^{_held(above)}"


def _fraction(parts: Sequence[str]) -> str:
    return f"{_held(parts[0])}/{_held(parts[1])}"


def _over(parts: Sequence[str]) -> str:
    """Return what stands under a sign: an accent as it is written behind, braces as nothing, all else raised."""
    above = parts[1].strip()
    return f"{parts[0]}{_ACCENTS[above]}" if above in _ACCENTS else f"{parts[0]}^{_held(above)}"


_ACCENTS = {
    **{"⃗": "⃗", "→": "⃗", "ˆ": "̂", "̂": "̂", "˜": "̃", "~": "̃", "¯": "̄", "‾": "̅", "_": "", "˙": "̇", "¨": "̈", "ˇ": "̌"},
    **{"´": "́", "`": "̀", "˘": "̆", "˚": "̊", "⏞": "", "⏟": "", "⏜": ""},
}


_PRIMES = ("′", "″", "‴", "⁗", "∘")


def _under(parts: Sequence[str]) -> str:
    below = parts[1].strip()
    return parts[0] + ("̲" if below == "_" else "") if below in _ACCENTS else f"{parts[0].rstrip()}_{_held(below)} "


_LEAVES = frozenset(("mi", "mn", "mo", "mtext"))
_RELATIONS = frozenset("=≠<>≤≥⩽⩾≈≡∼≅∈∉⊂⊆⊃→←↔⇒⇐⇔⟹⟺↦∣∥⟂×÷±∓+−")
_LINES: Mapping[str, tuple[int, Callable[[Sequence[str]], str]]] = {
    "mfrac": (2, _fraction),
    "msqrt": (1, lambda parts: f"√{_held(''.join(parts))}"),
    "mroot": (2, lambda parts: f"{_held(parts[1])}√{_held(parts[0])}"),
    "msub": (2, lambda parts: f"{parts[0]}_{_held(parts[1])}"),
    "msup": (2, _power),
    "msubsup": (3, lambda parts: f"{parts[0]}_{_held(parts[1])}^{_held(parts[2])}"),
    "munder": (2, _under),
    "mover": (2, _over),
    "munderover": (3, lambda parts: f"{parts[0].rstrip()}_{_held(parts[1])}^{_held(parts[2])} "),
    "mtable": (1, lambda parts: "; ".join(parts)),
    "mphantom": (0, lambda parts: ""),
}


# Words ---------------------------------------------------------------------------------------------------------------


def speak(tree: Element, language: str) -> str:
    """Return a formula in words of the language of its text, as it is read aloud."""
    return " ".join(_Speaker(words(language, "formulas")).say(tree).replace(" ,", ",").split()).strip(" ,")


class _Speaker:
    """Says a formula in the words of one language."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self.terms = terms
        self.signs = _signs(terms)

    def say(self, part: Element) -> str:
        """Return a part in words."""
        if part.tag in _LEAVES:
            text = (part.text or "").translate(_UNSEEN).strip()
            return f" {self.signs.get(text, text)} "
        kids = list(part)
        saying = getattr(self, part.tag, None)
        return str(saying(part, kids)) if saying and kids else " ".join(map(self.say, kids))

    def fill(self, term: str, *parts: Element) -> str:
        """Return a phrase with parts of the formula in it."""
        return f" {self.terms[term].format(*(self.say(part).strip() for part in parts))} "

    def mfrac(self, part: Element, kids: list[Element]) -> str:
        """Return a fraction; a short one without words around it."""
        if part.get("linethickness") == "0":
            return self.fill("choose", *kids)
        short = all(kid.tag in ("mi", "mn") for kid in kids)
        return self.fill("over" if short else "fraction", *kids)

    def msqrt(self, part: Element, kids: list[Element]) -> str:
        """Return a square root."""
        return f" {self.terms['root'].format(' '.join(map(self.say, kids)).strip())} "

    def mroot(self, part: Element, kids: list[Element]) -> str:
        """Return a root of some degree."""
        return self.fill("nth_root", *kids)

    def msub(self, part: Element, kids: list[Element]) -> str:
        """Return something with an index; from where an integral goes."""
        return self.fill("under" if _is_large(kids[0]) else "sub", *kids)

    def msup(self, part: Element, kids: list[Element]) -> str:
        """Return a power, or something with primes."""
        above = "".join(kids[1].itertext())
        if above in _PRIMES:
            return f"{self.say(kids[0])} {self.signs.get(above, above)} "
        return self.fill("squared" if above == "2" else "power", *kids)

    def msubsup(self, part: Element, kids: list[Element]) -> str:
        """Return a power of something with an index; from where to where an integral goes."""
        if _is_large(kids[0]):
            return self.fill("range", *kids)
        return self.fill("sub", *kids[:2]) + self.terms["power"].format("", self.say(kids[2]).strip())

    def munder(self, part: Element, kids: list[Element]) -> str:
        """Return a sum, a limit and the like with what stands under it."""
        return self.fill("under", *kids)

    def mover(self, part: Element, kids: list[Element]) -> str:
        """Return something with a sign above it."""
        return f"{self.say(kids[0])} {self.say(kids[1])}"

    def munderover(self, part: Element, kids: list[Element]) -> str:
        """Return a sum or the like with where it begins and ends."""
        return self.fill("range", *kids)

    def mtable(self, part: Element, kids: list[Element]) -> str:
        """Return the rows of a table, one after the other."""
        rows = (", ".join(filter(None, (self.say(cell).strip() for cell in row))) for row in kids)
        return " " + "; ".join(f"{self.terms['row']} {number}: {row}" for number, row in enumerate(rows, 1)) + " "

    def mphantom(self, part: Element, kids: list[Element]) -> str:
        """Return nothing: it is not seen."""
        return " "


def _is_large(part: Element) -> bool:
    return part.tag == "mo" and (part.text or "")[:1] in "∫∬∭∮∯∑∏⋃⋂⋁⋀⨁⨂"
