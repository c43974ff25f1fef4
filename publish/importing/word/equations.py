"""Equations of Word (OMML) as LaTeX (ECMA-376, part 1, 22.1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from publish.base.messages import say
from publish.importing.word.context import PartContext
from publish.importing.word.equation_signs import ACCENTS, BRACKETS, FUNCTIONS, NARY, SIGNS, UNDER
from publish.importing.word.xml import Element, child, flag, full, short, value

_DEEPEST = 60
_BELOW = r" \\ "


def to_latex(element: Element, context: PartContext) -> str:
    """Return an equation as LaTeX; what has no form there is told, and its words stay."""
    return _tidy(_Equation(context).inside(element, 0))


def _tidy(latex: str) -> str:
    return re.sub(r"\s+", " ", latex).strip()


class _Equation:
    def __init__(self, context: PartContext) -> None:
        self.context = context

    def inside(self, element: Element | None, depth: int) -> str:
        """Return all that stands in an element."""
        if element is None:
            return ""
        if depth > _DEEPEST:
            self.context.ledger.leave_out(say("equation"), self.context.place, say("parts of it are nested too deep"))
            return ""
        return "".join(self.one(each, depth + 1) for each in element)

    def one(self, element: Element, depth: int) -> str:
        name = short(element.tag)
        if name in _PASSED_OVER or name.endswith("Pr"):
            return ""
        if known := _KNOWN.get(name):
            return known(self, element, depth)
        if name not in _THROUGH:
            self.context.ledger.unknown[name] += 1
        return self.inside(element, depth)

    def part(self, element: Element, name: str, depth: int) -> str:
        """Return what stands in a part of an element, ``m:e``."""
        return self.inside(child(element, name), depth).strip()

    def run(self, element: Element, depth: int) -> str:
        about = child(element, "m:rPr")
        text = "".join(each.text or "" for each in element.iter(full("m:t")))
        if child(about, "m:nor") is not None and flag(about, "m:nor") is not False:
            return _text(text) if text.strip() else r"\ " if text else ""
        style, script = value(about, "m:sty", of="m:val") or "", value(about, "m:scr", of="m:val") or ""
        latex = _letters(text)
        alphabet = {"double-struck": "mathbb", "script": "mathcal", "fraktur": "mathfrak"}.get(script, "")
        if not alphabet and style in ("b", "bi") and text.isascii():
            alphabet = "mathbf"
        if not alphabet and style == "p" and re.fullmatch("[A-Za-z]+", text) and text not in FUNCTIONS:
            alphabet = "mathrm"
        plain = text.strip()
        return rf"\{alphabet}{{{plain}}}" if alphabet and re.fullmatch("[A-Za-z0-9]+", plain) else latex

    def fraction(self, element: Element, depth: int) -> str:
        above, below = self.part(element, "m:num", depth), self.part(element, "m:den", depth)
        kind = value(child(element, "m:fPr"), "m:type", of="m:val")
        if kind == "lin":
            return f"{above}/{below}"
        if kind == "noBar":
            return rf"\binom{{{above}}}{{{below}}}"
        return rf"\frac{{{above}}}{{{below}}}"

    def root(self, element: Element, depth: int) -> str:
        degree = self.part(element, "m:deg", depth)
        return rf"\sqrt{f'[{degree}]' if degree else ''}{{{self.part(element, 'm:e', depth)}}}"

    def base(self, element: Element, depth: int) -> str:
        """Return what something is raised or lowered beside, as one."""
        base = self.part(element, "m:e", depth)
        return base if re.fullmatch(r"[A-Za-z0-9]|\\[A-Za-z]+", base) else f"{{{base}}}"

    def scripts(self, element: Element, depth: int) -> str:
        below, above = self.part(element, "m:sub", depth), self.part(element, "m:sup", depth)
        if re.fullmatch(r"′+", above.replace(r"\prime", "′").replace(" ", "")):
            above = r"\prime " * len(above.replace(r"\prime", "′").replace(" ", ""))
        low, high = f"_{{{below}}}" if below else "", f"^{{{above.strip()}}}" if above else ""
        if short(element.tag) == "m:sPre":
            return f"{{}}{low}{high}{self.base(element, depth)}"
        return f"{self.base(element, depth)}{low}{high}"

    def sum(self, element: Element, depth: int) -> str:
        about = child(element, "m:naryPr")
        sign = value(about, "m:chr", of="m:val")
        command = NARY.get("∫" if sign is None else sign, sign or r"\int")
        below, above = self.part(element, "m:sub", depth), self.part(element, "m:sup", depth)
        low, high = f"_{{{below}}}" if below else "", f"^{{{above}}}" if above else ""
        limits = r"\limits" if value(about, "m:limLoc", of="m:val") == "undOvr" and "int" in command else ""
        return f"{command}{limits}{low}{high} {self.part(element, 'm:e', depth)}"

    def brackets(self, element: Element, depth: int) -> str:
        about = child(element, "m:dPr")
        opening, closing = value(about, "m:begChr", of="m:val"), value(about, "m:endChr", of="m:val")
        between = value(about, "m:sepChr", of="m:val")
        parts = [self.inside(each, depth).strip() for each in element.iterchildren(full("m:e"))]
        inner = f" {_letters('|' if between is None else between)} ".join(parts)
        left = BRACKETS.get("(" if opening is None else opening, ".")
        right = BRACKETS.get(")" if closing is None else closing, ".")
        return rf"\left{left} {inner} \right{right}"

    def matrix(self, element: Element, depth: int) -> str:
        rows = [
            " & ".join(self.inside(each, depth).strip() for each in row.iterchildren(full("m:e")))
            for row in element.iterchildren(full("m:mr"))
        ]
        return rf"\begin{{matrix}} {_BELOW.join(rows)} \end{{matrix}}"

    def lines(self, element: Element, depth: int) -> str:
        rows = [self.inside(each, depth).strip() for each in element.iterchildren(full("m:e"))]
        return rf"\begin{{aligned}} {_BELOW.join(rows)} \end{{aligned}}"

    def function(self, element: Element, depth: int) -> str:
        name = self.part(element, "m:fName", depth)
        return f"{name} {self.part(element, 'm:e', depth)}"

    def accent(self, element: Element, depth: int) -> str:
        sign = value(child(element, "m:accPr"), "m:chr", of="m:val")
        inner = self.part(element, "m:e", depth)
        command = ACCENTS.get("\u0302" if sign is None else sign, r"\hat")
        wide = {r"\hat": r"\widehat", r"\tilde": r"\widetilde", r"\bar": r"\overline", r"\vec": r"\overrightarrow"}
        long = len(re.sub(r"\\[A-Za-z]+|[{}\s]", "x" if "\\" in inner else "", inner)) > 1
        return f"{wide.get(command, command) if long else command}{{{inner}}}"

    def bar(self, element: Element, depth: int) -> str:
        above = value(child(element, "m:barPr"), "m:pos", of="m:val") == "top"
        return rf"\{'overline' if above else 'underline'}{{{self.part(element, 'm:e', depth)}}}"

    def limit(self, element: Element, depth: int) -> str:
        below = short(element.tag) == "m:limLow"
        base, limit = self.part(element, "m:e", depth), self.part(element, "m:lim", depth)
        if re.fullmatch(r"\\(?:lim|max|min|sup|inf|limsup|liminf)", base) and below:
            return f"{base}_{{{limit}}}"
        return rf"\{'under' if below else 'over'}set{{{limit}}}{{{base}}}"

    def group(self, element: Element, depth: int) -> str:
        about = child(element, "m:groupChrPr")
        sign, above = value(about, "m:chr", of="m:val"), value(about, "m:pos", of="m:val") == "top"
        inner = self.part(element, "m:e", depth)
        if command := UNDER.get(("⏟" if sign is None else sign, above)):
            return f"{command}{{{inner}}}"
        return rf"\{'over' if above else 'under'}set{{{_letters(sign or '')}}}{{{inner}}}"

    def framed(self, element: Element, depth: int) -> str:
        self.context.ledger.change(say("equation"), self.context.place, say("a frame around a part of it is gone"))
        return f"{{{self.part(element, 'm:e', depth)}}}"

    def words(self, element: Element, depth: int) -> str:
        """Words of the text among those of the equation, and changes around both."""
        return _text("".join(each.text or "" for each in element.iter(full("w:t"))))

    def inserted(self, element: Element, depth: int) -> str:
        return "" if self.context.is_dropped("inserted") else self.inside(element, depth)

    def deleted(self, element: Element, depth: int) -> str:
        return "" if self.context.is_dropped("deleted") else self.inside(element, depth)


_PASSED_OVER = frozenset(
    ["w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:commentRangeStart", "w:commentRangeEnd", "m:ctrlPr"]
)
_THROUGH = frozenset(
    [
        "m:oMath",
        "m:e",
        "m:num",
        "m:den",
        "m:sub",
        "m:sup",
        "m:deg",
        "m:fName",
        "m:lim",
        "m:box",
        "m:phant",
        "m:mr",
        "w:sdt",
        "w:sdtContent",
        "w:smartTag",
    ]
)

_KNOWN: dict[str, Callable[[_Equation, Element, int], str]] = {
    "m:r": _Equation.run,
    "w:r": _Equation.words,
    "m:f": _Equation.fraction,
    "m:rad": _Equation.root,
    **dict.fromkeys(("m:sSup", "m:sSub", "m:sSubSup", "m:sPre"), _Equation.scripts),
    "m:nary": _Equation.sum,
    "m:d": _Equation.brackets,
    "m:m": _Equation.matrix,
    "m:eqArr": _Equation.lines,
    "m:func": _Equation.function,
    "m:acc": _Equation.accent,
    "m:bar": _Equation.bar,
    **dict.fromkeys(("m:limLow", "m:limUpp"), _Equation.limit),
    "m:groupChr": _Equation.group,
    "m:borderBox": _Equation.framed,
    **dict.fromkeys(("w:ins", "w:moveTo"), _Equation.inserted),
    **dict.fromkeys(("w:del", "w:moveFrom"), _Equation.deleted),
}

_PIECE = re.compile(r"[^\W\d_]+|\s+|.", re.DOTALL)
_ESCAPED = {**{sign: f"\\{sign}" for sign in "#$%&_{}"}, "\\": r"\backslash ", "~": r"\sim ", "^": r"\hat{}"}


def _letters(text: str) -> str:
    """Return the letters and signs of an equation; names of functions and words of a language for themselves."""
    found = []
    for piece in _PIECE.findall(unicodedata.normalize("NFKC", text) if _is_styled(text) else text):
        if piece in FUNCTIONS:
            found.append(f"\\{piece} ")
        elif piece.isascii() and (piece.isalnum() or piece.isspace()):
            found.append(piece)
        elif piece in _ESCAPED:
            found.append(_ESCAPED[piece])
        elif piece.isalpha() and not all(letter in SIGNS for letter in piece):
            found.append(_text(piece))
        else:
            found += [SIGNS.get(letter, letter) for letter in piece]
    return "".join(found)


def _is_styled(text: str) -> bool:
    """Tell whether a text has letters of the alphabets of mathematics."""
    return any("\U0001d400" <= letter <= "\U0001d7ff" for letter in text)


def _text(text: str) -> str:
    """Return words of a language in an equation."""
    escaped = "".join(f"\\{letter}" if letter in "#$%&_{}" else " " if letter in "\\^~" else letter for letter in text)
    return rf"\text{{{escaped}}}" if escaped else ""
