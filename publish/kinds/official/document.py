"""An official document as records: its head, whom it addresses, who signs it, and the copy that it may be."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from publish.base.records import dataclass
from publish.kinds.official.structure import Body, read_body
from publish.publication import model
from publish.publication.official.types import ANNEX, LETTER, TELEGRAM, find_type

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
OPEN = "……"
"""What stands for a day, month or year that is written in by hand."""

OPEN_NUMBER = "\N{NO-BREAK SPACE}" * 8
"""The room for a number that is written in by hand."""

_ABOUT = re.compile(r"^V/v\s*:?\s*|^Về việc\s*:?\s*(?=\S)", re.IGNORECASE)

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: on whose behalf, the office, what stands in the place of the signature, another office, the name."""

    authority: Lines = ()
    office: Lines = ()
    note: Lines = ()
    other_office: Lines = ()
    signer: str = ""
    image: str = ""
    seal: str = ""

    @property
    def titles(self) -> Lines:
        """The lines above the signature."""
        return (*self.authority, *self.office)


@dataclass(frozen=True, slots=True)
class DocumentCopy:
    """The copy that a document is: its form, and the head and foot of who made it."""

    form: str
    agency: Lines
    number: str
    dateline: str
    recipients: Lines
    signature: Signature
    digital: str = ""


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """An official document.

    Attributes:
        type: The type as it is named on the page; empty for a letter, which names none.
        superior, agency: The agency above and the one that issues, a line each.
        number: Number and symbol, ``Số: 05/QĐ-BNV``; empty for what is issued with another document.
        dateline: Place and day; empty for what is issued with another document.
        subject: What the document is about; that of a letter without its "V/v".
        authority: Who decides, above the legal bases.
        addressees, recipients: Whom it addresses and who receives it, without dashes and semicolons.
        issued_with: The document that it is issued with, as it is named in brackets.
        named: How annexes name the document that they belong to; empty where they cannot.
        body: The text of the document.
        cosigners: Who signs on the left.
        confirmation: Who confirms below the signature.
    """

    type: str
    superior: Lines
    agency: Lines
    number: str
    dateline: str
    subject: Lines
    authority: Lines
    addressees: Lines
    recipients: Lines
    issued_with: str
    named: str
    body: Body
    signature: Signature
    cosigners: tuple[Signature, ...] = ()
    confirmation: Signature | None = None
    digital: str = ""
    secrecy: str = ""
    urgency: str = ""
    circulation: str = ""
    drafter: str = ""
    address: str = ""
    copy: DocumentCopy | None = None

    @property
    def is_letter(self) -> bool:
        """Whether the document is a letter (công văn)."""
        return not self.type

    @property
    def is_annex(self) -> bool:
        """Whether the document is an annex in a file by itself, without head and signature."""
        return self.type == ANNEX

    @property
    def is_telegram(self) -> bool:
        """Whether the document is a công điện, which names its sender before whom it addresses."""
        return self.type == TELEGRAM

    @property
    def greeting(self) -> str:
        """What stands before whom the document addresses; a công điện names its sender."""
        return f"{' '.join(self.authority or self.agency)} điện" if self.is_telegram else "Kính gửi"

    @property
    def is_letter_subject(self) -> bool:
        """Whether its subject stands below the number, after "V/v" before it."""
        return self.is_letter and bool(self.subject)


def read_document(article: model.Article) -> OfficialDocument:
    """Return the document that an article of this kind is."""
    facts = dict(article.facts)
    kind = type_name(facts)
    issued_with = line(facts, "kem_theo")
    number, dateline = ("", "") if issued_with else (number_line(facts), date_line(facts))
    subject = lines(facts, "trich_yeu")
    if kind == LETTER and subject:
        subject = (_ABOUT.sub("", subject[0], count=1), *subject[1:])
    copy = _copy(dict(facts["sao"])) if facts.get("sao") else None
    digital = line(facts, "ky_so")
    if copy and copy.digital and not (digital or copy.signature.signer):  # an electronic one has no head and signature
        digital, copy = copy.digital, None
    return OfficialDocument(
        type="" if kind == LETTER else kind,
        superior=lines(facts, "co_quan_chu_quan"),
        agency=lines(facts, "co_quan"),
        number=number,
        dateline=dateline,
        subject=subject,
        authority=lines(facts, "tham_quyen"),
        addressees=items(facts, "kinh_gui"),
        recipients=items(facts, "noi_nhan"),
        issued_with=issued_with,
        named=issued_with or name_document(facts, kind),
        body=read_body(article.children),
        signature=_signature(facts),
        cosigners=tuple(_signature(dict(group)) for group in facts.get("cung_ky", ())),
        confirmation=_signature(dict(facts["xac_nhan"])) if facts.get("xac_nhan") else None,
        digital=digital,
        secrecy=line(facts, "do_mat"),
        urgency=line(facts, "do_khan"),
        circulation=line(facts, "luu_hanh"),
        drafter=line(facts, "ky_hieu_soan"),
        address=line(facts, "dia_chi"),
        copy=copy,
    )


def _copy(facts: Mapping[str, Any]) -> DocumentCopy:
    return DocumentCopy(
        line(facts, "hinh_thuc"),
        lines(facts, "co_quan"),
        number_line(facts),
        date_line(facts),
        items(facts, "noi_nhan"),
        _signature(facts),
        line(facts, "ky_so"),
    )


def _signature(facts: Mapping[str, Any]) -> Signature:
    return Signature(
        lines(facts, "quyen_han"),
        lines(facts, "chuc_vu"),
        lines(facts, "ghi_chu_ky"),
        lines(facts, "chuc_vu_khac"),
        line(facts, "nguoi_ky"),
        line(facts, "anh_chu_ky"),
        line(facts, "anh_dau"),
    )


# Facts as they are printed -------------------------------------------------------------------------------------------


def line(facts: Mapping[str, Any], key: str) -> str:
    """Return a fact as one line; empty where it is not given."""
    return " ".join(facts.get(key) or ())


def lines(facts: Mapping[str, Any], key: str) -> Lines:
    """Return the lines of a fact."""
    return tuple(facts.get(key) or ())


def items(facts: Mapping[str, Any], key: str) -> Lines:
    """Return the items of a list without the dashes before and the signs behind them, which the page sets."""
    return tuple(re.sub(r"^[-–]\s*|\s*[;.]$", "", text) for text in lines(facts, key))


def type_name(facts: Mapping[str, Any]) -> str:
    """Return the type of a document as the decree writes it, or as its author does where the decree has none such."""
    written = line(facts, "loai")
    return find_type(written) or written


def number_line(facts: Mapping[str, Any]) -> str:
    """Return number and symbol as they are printed, a number below 10 with a zero before it; room for one that is open.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, 3c.
    """
    number, symbol = line(facts, "so"), line(facts, "ky_hieu")
    if not number and not symbol:
        return ""
    number = number.zfill(2) if number.isdecimal() else number or OPEN_NUMBER
    return f"Số: {number}/{symbol}" if symbol else f"Số: {number}"


def date_line(facts: Mapping[str, Any]) -> str:
    """Return place and day as they are printed, days below 10 and months 1 and 2 with a zero before them.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, 4b.
    """
    place = line(facts, "dia_danh")
    return f"{place}, {day_in_words(line(facts, 'ngay'))}" if place else ""


def day_in_words(day: str) -> str:
    """Return a day as documents write it, ``ngày 05 tháng 01 năm 2020``; an open one has dots."""
    if not day:
        return f"ngày {OPEN} tháng {OPEN} năm {OPEN}"
    date = datetime.date.fromisoformat(day)
    month = f"{date.month:02}" if date.month < 3 else str(date.month)
    return f"ngày {date.day:02} tháng {month} năm {date.year}"


def name_document(facts: Mapping[str, Any], kind: str) -> str:
    """Return how an annex names the document that it belongs to: type, number, day and agency."""
    number = number_line(facts).removeprefix("Số: ")
    if not number:
        return ""
    agency = " ".join(lines(facts, "co_quan"))
    return f"{kind} số {number} {day_in_words(line(facts, 'ngay'))} của {agency}"
