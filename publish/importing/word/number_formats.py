"""Numbers as a sheet shows them: by the code of their format, with the signs of a language."""

from __future__ import annotations

import datetime
import math
import re

from publish.base.records import dataclass

_PASSED_OVER = re.compile(r"\[[^\]]*\]|[_*].")
_PIECES = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<digits>[0#?.,%]*[0#?%][0#?.,%]*)|(?P<sign>.)')
_LITERAL = re.compile(r'"[^"]*"|\\.')
_DAY = re.compile(r"[dy]|m", re.IGNORECASE)
_NO_DAY = re.compile(r"[0#?hs]|general|am/pm", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """Whether decimals stand behind a comma, as in Vietnamese, and the day from which days are counted."""

    comma: bool = False
    since: datetime.date = datetime.date(1899, 12, 30)


def show_value(text: str, code: str, style: NumberStyle) -> str:
    """Return a number as its format shows it (ECMA-376, part 1, 18.8.31); what is none as it is.

    Days are shown as ``31/1/2026``; formats that nobody needs in a chart show the plain number.

    Args:
        text: The number as a file has it, with a point.
        code: The format, such as ``#,##0.00``, ``0%`` or ``General``.
        style: How numbers are written.
    """
    try:
        amount = float(text)
    except ValueError:
        return text
    if not math.isfinite(amount):
        return text
    section = _PASSED_OVER.sub("", code.partition(";")[0])
    bare = _LITERAL.sub("", section)
    if _DAY.search(bare) and not _NO_DAY.search(bare) and 0 < amount < 1_000_000:
        day = style.since + datetime.timedelta(days=int(amount))
        return f"{day.day}/{day.month}/{day.year}"
    pieces = list(_PIECES.finditer(section))
    if "E" in bare.upper().replace("GENERAL", "") or sum(bool(piece["digits"]) for piece in pieces) != 1:
        return _signed(f"{amount:.12g}", style)
    around = [piece["quoted"] or piece["escaped"] or piece["sign"] or "" for piece in pieces]
    digits = next(index for index, piece in enumerate(pieces) if piece["digits"])
    around[digits] = _digits(abs(amount), pieces[digits]["digits"], style)
    shown = "".join(around).strip()
    return f"-{shown}" if amount < 0 and re.search("[1-9]", around[digits]) else shown


def _digits(amount: float, digits: str, style: NumberStyle) -> str:
    """Return an amount in the digits that a format asks for."""
    percent = digits.count("%")
    digits = digits.replace("%", "")
    whole, _, decimals = digits.rstrip(",").partition(".")
    amount = amount * 100**percent / 1000 ** (len(digits) - len(digits.rstrip(",")))
    least = decimals.count("0")
    shown = f"{amount:,.{len(decimals)}f}" if "," in whole else f"{amount:.{len(decimals)}f}"
    while "." in shown and len(shown.partition(".")[2]) > least and shown.endswith("0"):
        shown = shown[:-1]
    return _signed(shown.removesuffix("."), style) + "%" * percent


def _signed(shown: str, style: NumberStyle) -> str:
    return shown.translate(str.maketrans(",.", ".,")) if style.comma else shown
