"""Turn LaTeX into MathML Core, strictly; the only door to math-core.

What is not known is refused with its place, and so is what one of the outputs could not show.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from publish.base.messages import say

MATHML = "http://www.w3.org/1998/Math/MathML"

LONGEST = 4_000
"""Characters that a formula may have."""

DEEPEST = 40
"""How many parts of a formula may stand inside each other."""

MOST_PARTS = 1_500
"""Letters, signs and rows that a formula may have."""

_MACROS = {
    **{"mbox": r"\text{#1}", "substack": r"\begin{subarray}{c}#1\end{subarray}", "pmb": r"\bm{#1}"},
    **dict.fromkeys(("ldots", "dots", "dotsc", "dotso"), "…"),
    **dict.fromkeys(("dotsb", "dotsm", "dotsi"), r"\cdots"),
    **{"wideparen": r"\overparen{#1}"},
    **{name: rf"\operatorname{{{name}}}" for name in ("tg", "cotg", "arctg", "arccotg", "sh", "ch", "th")},
}
"""Commands that people use and the library does not know, in the words of those that it knows."""

_ENVIRONMENTS = {"split": "aligned", "align": "aligned", "align*": "aligned", "gather": "gathered"}
_ENVIRONMENTS |= {"gather*": "gathered", "smallmatrix": "matrix", "equation": "gathered", "equation*": "gathered"}
"""Environments that number their lines, or are not known, and what is set instead."""

_SPACE = r"\[\s*-?(?:\d+(?:[.,]\d*)?|[.,]\d+)\s*(?:pt|em|ex|mu|mm|cm|in|pc|bp|sp|dd|cc)\s*\]"
_OTHERWISE = re.compile(
    r"\\(?:begin|end)\s*\{(?P<name>[A-Za-z]+\*?)(?=\})"
    rf"|\\\\(?P<space>\*(?:{_SPACE})?|{_SPACE})|\\\\"
)
"""An environment, or what stands behind the end of a line: the space below it, which the type sets as it needs it."""

_TOKEN = re.compile(r"\\(?:begin|end|left|right)(?![A-Za-z])|\\[\s\S]|[{}&%]")
_DEFINES = re.compile(r"\\(?:(?:re)?newcommand|providecommand|[gex]?def|let|DeclareMathOperator)(?![A-Za-z])")
_TEXT = re.compile(r"\\(?:text[a-z]*|mbox|emph)\s*\{[^{}]*\}")
_FACED = re.compile(
    r"\\(?:text(?:bf|it|sf|tt)|emph|math(?:bf|it|bb|cal|scr|frak|sf|tt)|bm|pmb|boldsymbol)\s*\{(?P<words>[^{}]*)\}"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_ERROR = re.compile(r"(\d+): (.*)", re.DOTALL)


class FormulaError(Exception):
    """A formula that cannot be set: what is wrong, where in its LaTeX, and what to do."""

    def __init__(self, message: str, offset: int = 0, hint: str = "") -> None:
        """Note all three."""
        super().__init__(message)
        self.message, self.offset, self.hint = message, offset, hint


def read_latex(latex: str, display: bool) -> Element:
    r"""Return a formula as MathML Core: the element ``math``, without namespaces.

    Lines that ``\\`` ends and that stand in no environment are set below one another, level at each ``&``.

    Raises:
        FormulaError: If it cannot be read, or has something that print or screen cannot show.
    """
    if not latex.strip():
        raise FormulaError(say("a formula without anything in it"), hint=say("write it, or '\\$' for the signs"))
    if len(latex) > LONGEST:
        raise FormulaError(say("a formula longer than {most:,} characters", most=LONGEST), hint=say("divide it"))
    _check(latex)
    whole, shift = _prepare(latex)
    made = _convert(whole, display, shift, len(latex)).replace("&ApplyFunction;", "\N{FUNCTION APPLICATION}")
    tree = ElementTree.fromstring(made)
    parts = list(tree.iter())
    if len(parts) > MOST_PARTS or _depth(tree) > DEEPEST:
        raise FormulaError(
            say("a formula with too many parts, or with too many inside each other"), hint=say("divide it")
        )
    for part in parts:
        _settle(part)
    for part in parts:
        _set_upright(part)
        _wrap_styled(part)
    return tree


def write_mathml(tree: Element, speech: str) -> str:
    """Return a formula as it stands in XHTML, said in words for who cannot see it."""
    tree.set("xmlns", MATHML)
    tree.set("alttext", speech)
    made: str = ElementTree.tostring(tree, encoding="unicode")
    del tree.attrib["xmlns"]
    return made


# What is written -----------------------------------------------------------------------------------------------------


def _check(latex: str) -> None:
    """Refuse what would not be set as it is meant, or be too much."""
    if found := _DEFINES.search(latex):
        raise FormulaError(
            say("a formula cannot define commands: {found}", found=found[0]),
            found.start(),
            say("write out what it stands for"),
        )
    depth = 0
    for token in _TOKEN.finditer(latex):
        depth += (token[0] in ("{", r"\begin", r"\left")) - (token[0] in ("}", r"\end", r"\right"))
        if depth > DEEPEST:
            raise FormulaError(say("parts of a formula are nested too deep"), token.start(), say("divide the formula"))
        if token[0] == "%":
            raise FormulaError(
                say("a comment inside a formula"), token.start(), say("delete it; write '\\%' for the sign")
            )
    for faced in _FACED.finditer(latex):
        letters = [
            letter for letter in faced["words"] if letter.isalpha() and not letter.isascii() and _is_latin(letter)
        ]
        if letters:
            hint = say("write '\\text{{{words}}}'", words=faced["words"])
            message = say("letters that the type of formulas has upright only: {letters}", letters="".join(letters))
            raise FormulaError(message, faced.start("words"), hint)
    bare = _TEXT.sub(lambda match: "\\" * len(match[0]), latex)
    for word in _WORD.finditer(bare):
        around = bare[max(0, word.start() - 1) : word.start()] + bare[word.end() : word.end() + 1]
        if not word[0].isascii() and any(map(str.isspace, around)) and _is_latin(word[0]):
            hint = say(
                "write '\\text{{{word}}}' in a formula; where no formula is meant, write '\\$' for the sign",
                word=word[0],
            )
            raise FormulaError(say("words in a formula outside of \\text: {word}", word=word[0]), word.start(), hint)


def _is_latin(word: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in word)


def _prepare(latex: str) -> tuple[str, list[tuple[int, int]]]:
    """Return what the library is given, and where it differs: places in it with what to take from an offset there."""
    shifts: list[tuple[int, int]] = []
    parts, here, shift = [], 0, 0
    wrap = _wrapping(latex)
    if wrap:
        parts.append(rf"\begin{{{wrap}}}")
        shift = len(parts[0])
    shifts.append((0, shift))
    for match in _OTHERWISE.finditer(latex):
        group = match.lastgroup
        name = _ENVIRONMENTS.get(match[group]) if group == "name" else ""
        if group and name is not None:
            parts += [latex[here : match.start(group)], name]
            here, shift = match.end(group), shift + len(name) - len(match[group])
            shifts.append((here + shift, shift))
    parts.append(latex[here:])
    return "".join(parts) + (rf"\end{{{wrap}}}" if wrap else ""), shifts


def _wrapping(latex: str) -> str:
    """Return the environment that lines need which stand in none; empty where there is one line."""
    depth, lines, columns = 0, False, False
    for token in _TOKEN.finditer(latex):
        depth += (token[0] in ("{", r"\begin", r"\left")) - (token[0] in ("}", r"\end", r"\right"))
        if depth == 0:
            lines, columns = lines or token[0] == "\\\\", columns or token[0] == "&"
    return "aligned" if columns else "gathered" if lines else ""


def _convert(latex: str, display: bool, shifts: list[tuple[int, int]], length: int) -> str:
    from math_core import LatexError

    try:
        return str(_converter().convert_with_local_state(latex, displaystyle=display))
    except LatexError as failure:
        found = _ERROR.match(str(failure))
        offset, message = (int(found[1]), found[2]) if found else (0, str(failure))
        offset -= next((shift for start, shift in reversed(shifts) if start <= offset), 0)
        raise FormulaError(*_told(message, min(max(0, offset), length))) from failure


@functools.cache
def _converter() -> Any:
    from math_core import LatexToMathML

    return LatexToMathML(
        macros=_MACROS, xml_namespace=False, fancy_error=False, allow_unreliable_rendering=True, max_expansions=200
    )


def _told(message: str, offset: int) -> tuple[str, int, str]:
    """Return what the library says is wrong in our words, its place, and what to do."""
    text = message.strip().rstrip(".")
    if text.startswith(("Unknown command", "Unknown environment")):
        kind, name = text.split('"')[:2]
        message = (
            say("unknown command in a formula: {name}", name=name)
            if "command" in kind
            else say("unknown environment in a formula: {name}", name=name)
        )
        return message, offset, say("write it with commands of LaTeX and amsmath that are known")
    reason, hint = f"{text[:1].lower()}{text[1:]}", say("mend the formula")
    if r"\tag" in text or r"\label" in text:
        reason = say("a formula is not numbered inside itself")
        hint = say("put {{#eq-name}} behind '$$'; publish.toml says how it counts")
    elif "Math mode within text" in text:
        hint = say("end \\text before the formula in it, and begin it again behind it")
    return say("a formula that cannot be read: {reason}", reason=reason), offset, hint


# What comes out ------------------------------------------------------------------------------------------------------

_PARTS = frozenset(
    (
        *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup"),
        *("munder", "mover", "munderover", "mtable", "mtr", "mtd", "mphantom"),
        "menclose",
    )
)
_ATTRIBUTES = frozenset(
    (
        *("display", "displaystyle", "scriptlevel", "stretchy", "lspace", "rspace", "form", "symmetric", "fence"),
        *("separator", "movablelimits", "accent", "accentunder", "largeop", "minsize", "maxsize", "linethickness"),
        *("width", "mathvariant", "notation", "class", "style", "columnalign"),
    )
)
_STYLE = re.compile(r"\s*(text-align|justify-items|padding-(?:left|right|top|bottom)|margin-left|width)\s*:\s*([^;]*)")
_STYLED: tuple[str, ...] = ("displaystyle", "scriptlevel")
_FACES = {"b": "bold", "i": "italic", "em": "italic"}
_PADDING = re.compile(r"padding-(left|right)\s*:\s*([0-9.]+em)")
_INVISIBLE = re.compile("[\ufe00-\ufe0f]")


def _settle(part: Element) -> None:
    """Bring an element into a form that print and screens show alike; refuse one that they cannot.

    Raises:
        FormulaError: If it is one.
    """
    if part.tag == "mtext" and len(part):
        _settle_text(part)
    if part.tag == "mpadded" and set(part.attrib) == {"style"}:
        _settle_padding(part)
    if part.tag in ("mover", "munder") and len(part) == 2:
        _settle_accent(part.tag, *part)
    if part.tag in _FACES:
        return  # its text has taken it in
    if part.tag not in _PARTS or not _ATTRIBUTES.issuperset(part.attrib):
        raise FormulaError(say("a formula with something that is not set in print"), hint=say("write it without"))
    if part.text:
        part.text = _INVISIBLE.sub("", unicodedata.normalize("NFC", part.text))
    for declaration in filter(str.strip, part.get("style", "").split(";")):
        found = _STYLE.match(declaration)
        if not found and "color" in declaration and "border" not in declaration:
            raise FormulaError(
                say("a formula with a colour"), hint=say("write it without: it has the colour of its text")
            )
        if not found and part.tag != "mtext":
            raise FormulaError(
                say("a formula with something that is not set in print"), hint=say("leave rules out of its tables")
            )
        if found and found[1] == "text-align":
            part.set("columnalign", found[2].strip())
        elif found and found[1] == "margin-left":
            part.set("width", found[2].strip())
    if part.tag == "mspace":
        part.attrib.pop("style", None)
        width = part.get("width", "").replace("rem", "em")
        if width and not -10 <= float(width.removesuffix("em")) <= 10:
            raise FormulaError(
                say("a space in a formula that is too wide: {width}", width=width), hint=say("use \\quad")
            )
        if width:
            part.set("width", width)


def _set_upright(parent: Element) -> None:
    """Set letters that stand together upright if one of them is Vietnamese: the index of ``R_{tđ}`` is a word."""
    for is_letters, run in itertools.groupby(parent, lambda part: part.tag == "mi" and len(part.text or "") == 1):
        letters = list(run) if is_letters else []
        if any(not letter.text.isascii() and _is_latin(letter.text) for letter in letters if letter.text):
            for letter in letters:
                letter.set("mathvariant", "normal")


def _wrap_styled(parent: Element) -> None:
    """Put what is set larger or smaller than what is around it into an ``mstyle``, which MathML 3 asks for."""
    for index, part in enumerate(list(parent)):
        styled = {key: part.attrib.pop(key) for key in _STYLED if key in part.attrib}
        if styled and part.tag == "mrow":
            part.tag = "mstyle"
            part.attrib.update(styled)
        elif styled:
            parent[index] = Element("mstyle", styled)
            parent[index].append(part)


def _settle_accent(tag: str, base: Element, sign: Element) -> None:
    """Have bars and arrows over several letters reach over all of them, in signs that browsers do not set aside."""
    if sign.text == "\N{COMBINING LOW LINE}":
        sign.text = "\N{OVERLINE}" if tag == "mover" else "_"
    elif sign.text == "\N{COMBINING RIGHT ARROW ABOVE}" and len("".join(base.itertext())) > 1:
        sign.text = "→"
        sign.set("stretchy", "true")


def _settle_padding(part: Element) -> None:
    """Make a row of what has room at its sides, and of the spaces that are this room."""
    found = dict(_PADDING.findall(part.get("style", "")))
    part.tag, part.attrib = "mrow", {}
    if "left" in found:
        part.insert(0, Element("mspace", width=found["left"]))
    if "right" in found:
        part.append(Element("mspace", width=found["right"]))


def _settle_text(part: Element) -> None:
    """Take bold and italics, which stand around the words of a text, into its style."""
    if len(part) > 1 or part.text or part[0].tag not in _FACES or len(part[0]) or part[0].tail:
        raise FormulaError(
            say("words in a formula in a face that is not set"), hint=say("write '\\text', one for each face")
        )
    face = _FACES[part[0].tag]
    part.text = part[0].text
    styles = {"bold": "font-weight: bold", "italic": "font-style: italic"}
    part.set("style", styles[face])
    del part[0]


def _depth(tree: Element) -> int:
    """Return how many elements stand inside each other at most."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in element]
    return deepest
