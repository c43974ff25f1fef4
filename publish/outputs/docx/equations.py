"""Formulas as Word sets them: MathML to OMML (ECMA-376, part 1, 22.1)."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from publish.outputs.docx.places import WordPlaces
from publish.outputs.docx.wordml import quote, run
from publish.publication import model

_NARY = frozenset("∑∏∐∫∬∭∮⋃⋂⨁⨂⋁⋀")
_ACCENTS = {"ˆ": "\u0302", "^": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0305", "‾": "\u0305", "→": "\u20d7"}
_ACCENTS |= {"⃗": "\u20d7", "˙": "\u0307", "¨": "\u0308", "\u0302": "\u0302", "\u0303": "\u0303", "\u0305": "\u0305"}
_APPLIED = "\N{FUNCTION APPLICATION}"
_LIMITS = frozenset(["lim", "max", "min", "sup", "inf", "lim sup", "lim inf", "limsup", "liminf"])
_INVISIBLE = frozenset("\u2061\u2062\u2063\u2064")
_FENCES = frozenset("()[]{}|‖∥⟨⟩⌊⌋⌈⌉/↑↓⇑⇓") | _INVISIBLE


def write_formula(places: WordPlaces, node: model.Formula) -> str:
    """Return a formula as an equation of Word; as text where it is not set, since its library is not there."""
    if not node.mathml:
        return places.control("formula", "", run(f"${node.latex}$"), {"latex": node.latex})
    inside = to_omml(node.mathml)
    facts = {"latex": node.latex, "shown": shown_text(inside), "display": "1" if node.display else ""}
    return places.control("formula", "", f"<m:oMath>{inside}</m:oMath>", facts)


def shown_text(omml: str) -> str:
    """Return all that is written in an equation, by which it is seen whether somebody has changed it."""
    root = ElementTree.fromstring(f'<x xmlns:m="m" xmlns:w="w">{omml}</x>')
    return "".join(each.text or "" for each in root.iter("{m}t"))


def to_omml(mathml: str) -> str:
    """Return what stands in an equation of Word for a formula in MathML."""
    return _inside(ElementTree.fromstring(mathml))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _inside(element: Element) -> str:
    """Return the children of an element; a sign of a sum takes what stands behind it, a function what it is of."""
    children = [each for each in element if _name(each) not in ("annotation", "annotation-xml")]
    parts: list[str] = []
    index = 0
    while index < len(children):
        each = children[index]
        if _is_nary(each):
            parts.append(_nary(each, _row(children[index + 1 :])))
            break
        if index + 2 < len(children) and _sign_of(children[index + 1]) == _APPLIED:
            parts.append(_wrap("func", ("fName", _one(each)), ("e", _one(children[index + 2]))))
            index += 3
            continue
        parts.append(_one(each))
        index += 1
    return "".join(parts)


def _row(children: Sequence[Element]) -> str:
    row = Element("mrow")
    row.extend(children)
    return _inside(row)


def _sign_of(element: Element) -> str:
    """Return the sign that an element is; empty for any other."""
    return "".join(element.itertext()).strip() if _name(element) == "mo" else ""


def _fenced(element: Element) -> str:
    """Return a row; one between signs that grow with it as what stands between brackets."""
    ends = [each for each in (element[:1] + element[-1:]) if _sign_of(each) and each.get("stretchy") != "false"]
    signs = [_sign_of(each) for each in ends]
    if len(element) < 3 or len(ends) < 2 or not (_FENCES.issuperset(signs) and set(signs) - _INVISIBLE):
        return _inside(element)
    before, behind = ("" if sign in _INVISIBLE else quote(sign) for sign in signs)
    about = f'<m:begChr m:val="{before}"/><m:endChr m:val="{behind}"/>'
    return _wrap("d", ("e", _row(element[1:-1])), about=about)


def _one(element: Element) -> str:
    known = _KNOWN.get(_name(element))
    return known(element) if known else _inside(element)


def _token(text: str, *, upright: bool = False, words: bool = False, bold: bool = False) -> str:
    if not text:
        return ""
    about = "<m:nor/>" if words else f'<m:sty m:val="{"b" if bold else "p"}"/>' if upright or bold else ""
    properties = f"<m:rPr>{about}</m:rPr>" if about else ""
    font = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'
    return f'<m:r>{properties}{font}<m:t xml:space="preserve">{quote(text)}</m:t></m:r>'


def _letters(element: Element) -> str:
    text = "".join(element.itertext()).strip()
    return _token(text, upright=element.get("mathvariant") == "normal" or len(text) > 1)


def _sign(element: Element) -> str:
    text = "".join(element.itertext()).strip()
    return "" if text in _INVISIBLE else _token(text, upright=len(text) > 1 and text.isalpha())


def _wrap(name: str, *parts: tuple[str, str], about: str = "") -> str:
    properties = f"<m:{name}Pr>{about}</m:{name}Pr>" if about else ""
    return f"<m:{name}>{properties}{''.join(f'<m:{part}>{inside}</m:{part}>' for part, inside in parts)}</m:{name}>"


def _structure(name: str, *parts: str) -> Callable[[Element], str]:
    def write(element: Element) -> str:
        return _wrap(name, *((part, _one(each)) for part, each in zip(parts, element, strict=False)))

    return write


def _fraction(element: Element) -> str:
    bar = element.get("linethickness", "") in ("0", "0px", "0em")
    numerator, denominator = map(_one, element)
    about = '<m:type m:val="noBar"/>' if bar else ""
    return _wrap("f", ("num", numerator), ("den", denominator), about=about)


def _square_root(element: Element) -> str:
    return _wrap("rad", ("deg", ""), ("e", _inside(element)), about='<m:degHide m:val="1"/>')


def _root(element: Element) -> str:
    inside, degree = map(_one, element)
    return _wrap("rad", ("deg", degree), ("e", inside))


def _is_nary(element: Element) -> bool:
    name = _name(element)
    if name in ("msub", "msup", "msubsup", "munder", "mover", "munderover") and len(element):
        return "".join(element[0].itertext()).strip() in _NARY
    return name == "mo" and "".join(element.itertext()).strip() in _NARY


def _nary(element: Element, behind: str) -> str:
    name = _name(element)
    sign = "".join((element if name == "mo" else element[0]).itertext()).strip()
    limits = list(element)[1:] if name != "mo" else []
    below = _one(limits[0]) if name in ("msub", "munder", "msubsup", "munderover") else ""
    above = _one(limits[-1]) if name in ("msup", "mover", "msubsup", "munderover") else ""
    place = "undOvr" if name in ("munder", "mover", "munderover") else "subSup"
    about = f'<m:chr m:val="{sign}"/><m:limLoc m:val="{place}"/>'
    about += '<m:subHide m:val="1"/>' if not below else ""
    about += '<m:supHide m:val="1"/>' if not above else ""
    return _wrap("nary", ("sub", below), ("sup", above), ("e", behind), about=about)


def _lowered(element: Element) -> str:
    """Return what is lowered behind its base; behind the name of a limit it stands below, as programs like it."""
    base = "".join(element[0].itertext()).strip()
    return _below(element) if base in _LIMITS else _structure("sSub", "e", "sub")(element)


def _below(element: Element) -> str:
    base, mark = element
    sign = "".join(mark.itertext()).strip()
    if sign == "⏟":
        return _wrap("groupChr", ("e", _one(base)), about='<m:chr m:val="⏟"/>')
    return _wrap("limLow", ("e", _one(base)), ("lim", _one(mark)))


def _above(element: Element) -> str:
    base, mark = element
    sign = "".join(mark.itertext()).strip()
    if sign in _ACCENTS:
        return _wrap("acc", ("e", _one(base)), about=f'<m:chr m:val="{_ACCENTS[sign]}"/>')
    if sign == "⏞":
        about = '<m:chr m:val="⏞"/><m:pos m:val="top"/><m:vertJc m:val="bot"/>'
        return _wrap("groupChr", ("e", _one(base)), about=about)
    return _wrap("limUpp", ("e", _one(base)), ("lim", _one(mark)))


def _both(element: Element) -> str:
    base, below, above = element
    inner = _wrap("limLow", ("e", _one(base)), ("lim", _one(below)))
    return _wrap("limUpp", ("e", inner), ("lim", _one(above)))


def _table(element: Element) -> str:
    rows = [[_inside(cell) for cell in row] for row in element]
    columns = max((len(row) for row in rows), default=1)
    about = f'<m:mcs><m:mc><m:mcPr><m:count m:val="{columns}"/><m:mcJc m:val="center"/></m:mcPr></m:mc></m:mcs>'
    lines = "".join(f"<m:mr>{_cells(row, columns)}</m:mr>" for row in rows)
    return f"<m:m><m:mPr>{about}</m:mPr>{lines}</m:m>"


def _cells(row: Sequence[str], columns: int) -> str:
    return "".join(f"<m:e>{cell}</m:e>" for cell in (*row, *[""] * (columns - len(row))))


def _space(element: Element) -> str:
    return _token(" ", words=True) if element.get("width", "").lstrip("0.") not in ("", "em") else ""


_KNOWN: dict[str, Callable[[Element], str]] = {
    "mrow": _fenced,
    "mi": _letters,
    "mn": lambda element: _token("".join(element.itertext()).strip()),
    "mo": _sign,
    "mtext": lambda element: _token("".join(element.itertext()), words=True),
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "msub": _lowered,
    "msup": _structure("sSup", "e", "sup"),
    "msubsup": _structure("sSubSup", "e", "sub", "sup"),
    "munder": _below,
    "mover": _above,
    "munderover": _both,
    "mtable": _table,
}
