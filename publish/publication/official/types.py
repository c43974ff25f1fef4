"""The types of official documents (Nghị định 30/2020/NĐ-CP, Điều 7) with their abbreviations (Phụ lục III, Mục I)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

LETTER = "Công văn"
"""The type that is not named on the page and has no abbreviation."""

TELEGRAM = "Công điện"
"""The type that names its sender before whom it addresses (Phụ lục III, Mẫu 1.6)."""

ANNEX = "Phụ lục"
"""What stands in the place of the type where an annex is a file by itself (Phụ lục III, Mẫu 2.1 and 2.2)."""

TYPES: Mapping[str, str] = {
    "Nghị quyết": "NQ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Quy chế": "QC",
    "Quy định": "QyĐ",
    "Thông cáo": "TC",
    "Thông báo": "TB",
    "Hướng dẫn": "HD",
    "Chương trình": "CTr",
    "Kế hoạch": "KH",
    "Phương án": "PA",
    "Đề án": "ĐA",
    "Dự án": "DA",
    "Báo cáo": "BC",
    "Biên bản": "BB",
    "Tờ trình": "TTr",
    "Hợp đồng": "HĐ",
    TELEGRAM: "CĐ",
    "Bản ghi nhớ": "BGN",
    "Bản thỏa thuận": "BTT",
    "Giấy uỷ quyền": "GUQ",
    "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT",
    "Giấy nghỉ phép": "GNP",
    "Phiếu gửi": "PG",
    "Phiếu chuyển": "PC",
    "Phiếu báo": "PB",
    LETTER: "",
    "Thư công": "",
}
"""The abbreviation of each type, by its name as the decree writes it; letters and open letters have none."""

COPIES: Mapping[str, str] = {"Sao y": "SY", "Trích sao": "TrS", "Sao lục": "SL"}
"""The abbreviation of each form of copy."""


FORM = "Tên loại văn bản"
"""What the forms of the decree have in the place of a type that is left open (Phụ lục III, Mẫu 1.4)."""


def is_form(name: str) -> bool:
    """Tell whether a type is left open as on a form; the figure of a note may stand behind it."""
    return _spelling(name.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")) == _spelling(FORM)


def find_type(name: str) -> str:
    """Return the type of that name as the decree writes it, whatever its case and where its tone stands; or empty."""
    return _BY_SPELLING.get(_spelling(name), "")


def search_types(name: str) -> tuple[str, ...]:
    """Return the types and forms of copies that a name means: one as it is spelt, or all that it is without marks."""
    wanted = name.casefold().strip().removeprefix("bản ") if name.casefold().strip() in _COPY_NAMES else name
    exact = [known for known in (*TYPES, *COPIES) if _spelling(known) == _spelling(wanted)]
    return tuple(exact or (known for known in (*TYPES, *COPIES) if plain_name(known) == plain_name(wanted)))


def plain_name(name: str) -> str:
    """Return a name in small letters without marks, ``quyet dinh``."""
    text = unicodedata.normalize("NFD", " ".join(name.casefold().split())).replace("đ", "d")
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def _spelling(name: str) -> str:
    """Return a name with the tone of its vowels ``oa``, ``oe`` and ``uy`` in one place, and in small letters."""
    text = unicodedata.normalize("NFD", " ".join(name.casefold().split()))
    for vowels in ("oa", "oe", "uy"):
        for tone in "\u0300\u0301\u0303\u0309\u0323":
            text = text.replace(f"{vowels[0]}{tone}{vowels[1]}", f"{vowels}{tone}")
    return unicodedata.normalize("NFC", text)


_COPY_NAMES = {f"bản {name.casefold()}" for name in COPIES}
_BY_SPELLING = {_spelling(name): name for name in (*TYPES, ANNEX)}
