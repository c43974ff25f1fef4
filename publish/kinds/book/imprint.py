"""Say the book data in the words of the trade: what stands on the verso of the title page and on the last page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publish.base.records import dataclass
from publish.kinds.book.book_data import Imprint, hyphenate_isbn
from publish.publication.publication import Publication
from publish.publication.words import words

_CREATORS = ("authors", "compilers", "chief_editors", "translators", "transcriber", "reviser")
_LONGEST_HELD = 24  # letters of a part of an address
_STAFF = ("editor", "designer", "technical_editor", "proofreader")


@dataclass(frozen=True, slots=True)
class Credit:
    """A line that names people: what they did, their title and names."""

    label: str
    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookData:
    """The book data as they are set.

    Attributes:
        creators: Who wrote, compiled, translated the book.
        responsible: Who answers for the publication and its content.
        staff: Who edited, designed and proofread the book.
        origin: Lines on the original of a translation.
        making: Lines on print, registration, decision and deposit.
        isbns: Numbers with hyphens, each with what it belongs to (empty for this very book).
        price: Line of the price; empty if none was given.
        volume: Line of the volume.
        heading, colophon_heading: Names of the two pages.
    """

    creators: tuple[Credit, ...]
    responsible: tuple[Credit, ...]
    staff: tuple[Credit, ...]
    publisher: str
    publisher_address: str
    partner: Credit | None
    partner_address: str
    origin: tuple[str, ...]
    making: tuple[str, ...]
    isbns: tuple[tuple[str, str], ...]
    price: str
    volume: str
    rights: str
    cip: tuple[str, ...]
    heading: str
    colophon_heading: str


def set_imprint(imprint: Imprint, publication: Publication, trim_mm: tuple[float, float]) -> BookData:
    """Return the book data in words, in the language of the publication.

    Source: the usual last page of Vietnamese publishers, after Luật Xuất bản 2012, Điều 27.
    """
    said = words(publication.language, "imprint")
    partner = Credit(said["partner"], "", (imprint.partner,)) if imprint.partner else None
    origin = [f"{said['original']}: {imprint.original_title}"] if imprint.original_title else []
    origin += [f"{said['translated_from']} {imprint.translated_from}"] if imprint.translated_from else []
    numbers = [("", imprint.isbn)] if imprint.isbn else []
    numbers += [(said["ebook"], imprint.isbn_ebook)] if imprint.isbn_ebook else []
    return BookData(
        tuple(_creators(imprint, publication, said)),
        tuple(_responsible(imprint, said)),
        tuple(Credit(said[key], "", (getattr(imprint, key),)) for key in _STAFF if getattr(imprint, key)),
        publication.publisher,
        hold_names(imprint.publisher_address),
        partner,
        hold_names(imprint.partner_address),
        tuple(origin),
        tuple(_making(imprint, trim_mm, said)),
        tuple((name, hyphenate_isbn(isbn)) for name, isbn in (*numbers, *imprint.other_isbns)),
        set_price(imprint, publication.language),
        set_volume(imprint, publication.language),
        publication.rights,
        imprint.cip,
        said["imprint"],
        said["colophon"],
    )


def set_credits(imprint: Imprint | None, publication: Publication) -> dict[str, object]:
    """Return what the title page says beside the creators: the volume, and who else compiled, translated or revised."""
    if not imprint:
        return {"volume": "", "credits": ()}
    others = [
        c
        for c in _creators(imprint, publication, words(publication.language, "imprint"))
        if c.names != publication.creators
    ]
    return {"volume": set_volume(imprint, publication.language), "credits": tuple(others)}


def count_lines(credits: Mapping[str, object]) -> int:
    """Return how many lines :func:`set_credits` adds to the title page, its spaces counted as lines."""
    others = credits["credits"]
    assert isinstance(others, tuple)
    return 2 * bool(credits["volume"]) + len(others) + bool(others)


def _creators(imprint: Imprint, publication: Publication, said: Mapping[str, str]) -> Iterator[Credit]:
    named = imprint.authors or imprint.compilers or imprint.chief_editors
    if publication.creators and not named:
        yield Credit(said["authors"], "", publication.creators)
    for key in _CREATORS:
        value = getattr(imprint, key)
        if value:
            yield Credit(said[key], "", (value,) if isinstance(value, str) else value)


def _responsible(imprint: Imprint, said: Mapping[str, str]) -> Iterator[Credit]:
    for key in ("director", "editor_in_chief"):
        if name := getattr(imprint, key):
            yield Credit(said[key], getattr(imprint, f"{key}_title"), (name,))


def _making(imprint: Imprint, trim_mm: tuple[float, float], said: Mapping[str, str]) -> Iterator[str]:
    size = set_size(trim_mm)
    if imprint.print_run and imprint.printer:
        printer = ", ".join(filter(None, (imprint.printer, hold_names(imprint.printer_address))))
        yield said["run"].format(run=set_number(imprint.print_run), size=size, printer=printer)
    else:
        yield said["size"].format(size=size)
    if imprint.registration:
        yield said["registration"].format(imprint.registration)
    if imprint.decision:
        line = said["decision"].format(imprint.decision)
        yield said["day"].format(line, imprint.decision_date) if imprint.decision_date else line
    if imprint.isbn:
        yield f"ISBN: {hyphenate_isbn(imprint.isbn)}"
    if imprint.deposit:
        yield said["deposit"].format(imprint.deposit)


def hold_names(address: str) -> str:
    """Return an address, or names, whose short parts stay on one line: *tỉnh Lạng Sơn* is one name."""
    parts = (
        part.replace(" ", "\N{NO-BREAK SPACE}") if len(part) <= _LONGEST_HELD else part for part in address.split(", ")
    )
    return ", ".join(parts)


def set_number(number: int) -> str:
    """Return a number in groups of three with points between, as Vietnamese sets it."""
    return f"{number:,}".replace(",", ".")


def set_size(trim_mm: tuple[float, float]) -> str:
    """Return a trim size in centimetres: 14,5 × 20,5 cm."""
    width, height = (f"{side / 10:g}".replace(".", ",") for side in trim_mm)
    return f"{width}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{height}\N{NO-BREAK SPACE}cm"


def set_volume(imprint: Imprint | None, language: str) -> str:
    """Return the line of the volume; empty if there is none."""
    return f"{words(language, 'imprint')['volume']} {imprint.volume}" if imprint and imprint.volume else ""


def set_price(imprint: Imprint | None, language: str) -> str:
    """Return the line of the price; empty if there is none."""
    price = imprint.price if imprint else ""
    if isinstance(price, int):
        return words(language, "imprint")["price"].format(set_number(price))
    return price[:1].upper() + price[1:]
