"""Know the book data of the law: what a book says of its making, how it is written, and what must not be missing.

The fields are those of the Vietnamese Law on Publication (Luật Xuất bản số 19/2012/QH13, Điều 27). The only door to
python-stdnum, which knows the groups and check digits of book numbers.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from publish.base.messages import say
from publish.base.records import dataclass
from publish.publication.toml_values import read_date, read_flag, read_line, shaped

NOT_FOR_SALE, STATE_ORDER = "sách không bán", "sách Nhà nước đặt hàng"
"""What stands in the place of a price (Điều 27)."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who made a book, by whose leave, how many of it and where; an empty field is one that was not given.

    Attributes:
        official: Whether the book is published under the law, so that a missing field is an error.
        authors, compilers, chief_editors, translators: Names; without any of them the creators are its authors.
        transcriber: Who transcribed it from Nôm.
        reviser: Who revised it.
        publisher_address: Address of the publisher, whose name is that of the publication.
        partner, partner_address: The linked partner (đối tác liên kết).
        director, director_title: Who is responsible for the publication.
        editor_in_chief, editor_in_chief_title: Who is responsible for its content.
        registration: Số xác nhận đăng ký xuất bản.
        decision, decision_date: Số quyết định xuất bản, or the number of the licence.
        print_run: Copies.
        deposit: Quarter and year of the legal deposit, ``IV/2026``.
        isbn, isbn_ebook: Thirteen digits.
        other_isbns: What other volumes and formats are called, and their numbers.
        price: In đồng, :data:`NOT_FOR_SALE` or :data:`STATE_ORDER`.
        volume: Number of the volume.
        original_title, translated_from: Title of what was translated, and the language in between.
        cip: Lines of the catalogue entry of the national library.
    """

    official: bool = False
    authors: tuple[str, ...] = ()
    compilers: tuple[str, ...] = ()
    chief_editors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    transcriber: str = ""
    reviser: str = ""
    publisher_address: str = ""
    partner: str = ""
    partner_address: str = ""
    director: str = ""
    director_title: str = ""
    editor_in_chief: str = ""
    editor_in_chief_title: str = ""
    editor: str = ""
    designer: str = ""
    technical_editor: str = ""
    proofreader: str = ""
    registration: str = ""
    decision: str = ""
    decision_date: datetime.date | None = None
    print_run: int = 0
    printer: str = ""
    printer_address: str = ""
    deposit: str = ""
    isbn: str = ""
    isbn_ebook: str = ""
    other_isbns: tuple[tuple[str, str], ...] = ()
    price: int | str = ""
    volume: str = ""
    original_title: str = ""
    translated_from: str = ""
    cip: tuple[str, ...] = ()


REQUIRED: Mapping[str, str] = {
    "director": say("who is responsible for the publication (chịu trách nhiệm xuất bản)"),
    "director_title": say("the title of who is responsible for the publication, such as Giám đốc"),
    "editor_in_chief": say("who is responsible for the content (chịu trách nhiệm nội dung)"),
    "editor_in_chief_title": say("the title of who is responsible for the content, such as Tổng biên tập"),
    "editor": say("the editor (biên tập)"),
    "designer": say("the designer (trình bày, minh họa)"),
    "technical_editor": say("the technical editor (biên tập kỹ thuật)"),
    "proofreader": say("the proofreader (sửa bản in)"),
    "registration": say("the number of the registration (số xác nhận đăng ký xuất bản)"),
    "decision": say("the number of the decision to publish (số quyết định xuất bản)"),
    "print_run": say("the print run (số lượng in)"),
    "printer": say("the printer (cơ sở in)"),
    "printer_address": say("the address of the printer"),
    "deposit": say("the quarter of the legal deposit (nộp lưu chiểu)"),
    "isbn": say("the ISBN"),
    "price": say("the price, {free!r} or {ordered!r}", free=NOT_FOR_SALE, ordered=STATE_ORDER),
}
"""The fields that every book must have, and what each of them is (Điều 27)."""


def missing_fields(imprint: Imprint, creators: tuple[str, ...], publisher: str) -> Iterator[tuple[str, str]]:
    """Yield the key of each statutory field that is missing, and what it is.

    Args:
        imprint: The book data.
        creators: Creators of the publication, who are its authors if no others are named.
        publisher: Publisher of the publication.
    """
    if not (creators or imprint.authors or imprint.compilers or imprint.chief_editors):
        yield "authors", say("the author, compiler or chief editor")
    if not publisher:
        yield "publisher", say("the publisher")
    for key, what in REQUIRED.items():
        if not getattr(imprint, key):
            yield key, what
    if imprint.partner and not imprint.partner_address:
        yield "partner_address", say("the address of the linked partner")
    if imprint.translators and not imprint.original_title:
        yield "original_title", say("the original title of the translation")


# Reading -------------------------------------------------------------------------------------------------------------


def hyphenate_isbn(isbn: str) -> str:
    """Return an ISBN of thirteen digits with the hyphens of its group and publisher: 978-604-1-23456-7."""
    from stdnum import isbn as numbers

    return str(numbers.format(isbn))


def read_isbn(text: str) -> str:
    """Return the thirteen digits of an ISBN.

    Raises:
        ValueError: If it has another number of digits or a wrong check digit.

    Source: ISO 2108; Thông tư 05/2016/TT-BTTTT.
    """
    from stdnum import exceptions
    from stdnum import isbn as numbers

    try:
        digits: str = numbers.validate(text)
    except exceptions.InvalidChecksum as failure:
        body = re.sub(r"\D", "", text)[:12]
        message = say("{text!r} has a wrong check digit", text=text)
        if len(body) == 12:
            digit = _check_digit(body)
            message = say(
                "{text!r} has a wrong check digit; after {body} follows {digit}", text=text, body=body, digit=digit
            )
        raise ValueError(message) from failure
    except exceptions.ValidationError as failure:
        raise ValueError(
            say("{text!r} is not an ISBN of thirteen digits such as 978-604-0-00000-2", text=text)
        ) from failure
    if len(digits) != 13:
        raise ValueError(
            say(
                "{text!r} is an old ISBN; the one of thirteen digits is {isbn}",
                text=text,
                isbn=hyphenate_isbn(numbers.to_isbn13(digits)),
            )
        )
    return digits


def _check_digit(body: str) -> str:
    from stdnum import ean

    return str(ean.calc_check_digit(body))


_NAME = {"type": "string", "pattern": r"\S"}


@shaped(anyOf=[_NAME, {"type": "array", "items": _NAME, "minItems": 1}])
def _names(value: object) -> tuple[str, ...]:
    """Return names; one needs no list."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name.strip() for name in names):
        raise TypeError(say("a name or a list of names in quotes"))
    return tuple(read_line(name) for name in names)


@shaped(type="string")
def _lines(value: object) -> tuple[str, ...]:
    """Return the lines of a text, the spaces at their heads kept: a catalogue entry is set as it was given."""
    if not isinstance(value, str):
        raise TypeError(say("a text in quotes"))
    return tuple(line.rstrip() for line in value.strip("\n").splitlines())


_ISBN = {"type": "string", "pattern": r"^\s*([0-9][\s-]*){13}$"}


@shaped(**_ISBN)
def _isbn(value: object) -> str:
    return read_isbn(read_line(value))


@shaped(type="object", additionalProperties=_ISBN)
def _isbns(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise TypeError(say('a table such as {{ "tập 2" = "978-…" }}'))
    return tuple((read_line(name), _isbn(number)) for name, number in value.items())


@shaped(type="integer", minimum=1, maximum=100_000_000)
def _copies(value: object) -> int:
    if type(value) is not int:
        raise TypeError(say("a number of copies, without quotes"))
    if not 0 < value <= 100_000_000:
        raise ValueError(say("{value:,} copies cannot be printed", value=value))
    return value


@shaped(anyOf=[{"type": "integer", "minimum": 1}, {"type": "string", "enum": [NOT_FOR_SALE, STATE_ORDER]}])
def _price(value: object) -> int | str:
    if type(value) is int:
        if value <= 0:
            raise ValueError(say("a book that costs nothing is a {free!r}", free=NOT_FOR_SALE))
        return value
    if isinstance(value, str) and value in (NOT_FOR_SALE, STATE_ORDER):
        return value
    if isinstance(value, str):
        raise ValueError(
            say(
                "{value!r} is no price; write a number of đồng, {free!r} or {ordered!r}",
                value=value,
                free=NOT_FOR_SALE,
                ordered=STATE_ORDER,
            )
        )
    raise TypeError(say("a number of đồng, {free!r} or {ordered!r}", free=NOT_FOR_SALE, ordered=STATE_ORDER))


@shaped(type="string", pattern=r"^\s*([Qq][Uu][Ýý]\s+)?(I{1,3}|IV)\s*/\s*[0-9]{4}\s*$")
def _deposit(value: object) -> str:
    text = read_line(value)
    match = re.fullmatch(r"(?:quý\s+)?(I{1,3}|IV)\s*/\s*(\d{4})", text, re.IGNORECASE)
    if not match or match[1] != match[1].upper():
        raise ValueError(
            say("{text!r} is no quarter; it is written in roman figures with the year: IV/2026", text=text)
        )
    return f"{match[1]}/{match[2]}"


@shaped(anyOf=[{"type": "integer", "minimum": 1}, _NAME])
def _volume(value: object) -> str:
    if type(value) is int and value > 0:
        return str(value)
    if isinstance(value, str) and value.strip():
        return read_line(value)
    raise TypeError(say("the number of the volume"))


_READERS: Mapping[str, Callable[[object], Any]] = {
    "official": read_flag,
    **dict.fromkeys(("authors", "compilers", "chief_editors", "translators"), _names),
    "decision_date": read_date,
    "print_run": _copies,
    "deposit": _deposit,
    **dict.fromkeys(("isbn", "isbn_ebook"), _isbn),
    "other_isbns": _isbns,
    "price": _price,
    "volume": _volume,
    "cip": _lines,
}

KEYS: Mapping[str, Callable[[object], Any]] = {
    field: _READERS.get(field, read_line) for field in Imprint.__dataclass_fields__
}
"""What each key of ``[imprint]`` is read with."""
