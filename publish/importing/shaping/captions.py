"""Captions, credits and the facts above a text, by how they are worded."""

from __future__ import annotations

import datetime
import re

from publish.vietnamese.structure import split_credit

_FIGURE = re.compile(
    r"(?:Hình(?: ảnh| vẽ)?|HÌNH|Ảnh|ẢNH|Sơ đồ|SƠ ĐỒ|Biểu đồ|BIỂU ĐỒ|Bản đồ|BẢN ĐỒ|Đồ thị"
    r"|Figure|FIGURE|Fig\.|Image|Photo|Picture)"
    r"\s*(?P<number>[A-ZĐ]{0,2}\.?[0-9IVX]+(?:[.\-–][0-9]+)*[a-z]?)?\s*(?P<end>[.:–—-])?(?:\s+|$)"
)
_TABLE = re.compile(
    r"(?:Bảng(?: biểu)?|BẢNG|Biểu|BIỂU|Table|TABLE)(?: số| SỐ)?\s*"
    r"(?P<number>[A-ZĐ]{0,2}\.?[0-9IVX]+(?:[.\-–][0-9]+)*[a-z]?)\s*(?P<end>[.:–—-])?(?:\s+|$)"
)
_CREDIT = re.compile(r"[(\[]?(?:Nguồn(?: ảnh)?|Ảnh(?: tư liệu)?|Source|Đồ họa|Đồ hoạ|Minh họa)\s*:\s*\S", re.IGNORECASE)
LONGEST = 400
"""Characters that a caption may have."""

_BYLINE = re.compile(
    r"(?:Tác giả|Người viết|Biên soạn|Author|By)\s*:?\s+(?=\w)"
    r"|(?:(?:Tin|Bài)(?:(?:,| và) (?:tin|bài|ảnh))*|Bài viết|Ảnh và bài|Thực hiện|Nhóm tác giả|Nhóm phóng viên|Nhóm PV"
    r"|Phóng viên|PV|Biên dịch|Tổng hợp)\s*:\s*(?=\w)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:Nhóm )?(?:PV|P\.V|Phóng viên|BTV|B\.B\.T|Ban Biên tập)(?:\s*[/(–-].{2,30})?\.?"
    r"|.{3,40}\((?:tổng hợp|t/h|biên dịch|lược dịch|ghi|thực hiện|theo [^)]{2,30})\)\.?"
)
"""How those sign who do not say that they wrote it: the office, or the name and what was done."""

_SOURCE = re.compile(r"\(?(?:Theo|Nguồn:)\s+(?P<name>(?:báo |Báo |TTXVN|[A-ZĐ])[^.:;!?]{0,50}?)\)?\.?")
_CLAUSE = re.compile(r",|\b(?:là|có|đã|sẽ|thì|cho|được|của|quy định|khoản|điều)\b", re.IGNORECASE)
_NAME = r"[^\W\d_][\w.]*(?:[ -][^\W\d_][\w.]*){0,5}"
_PLACE_AND_DAY = re.compile(
    rf"[(\[]?(?P<place>{_NAME}(?:, {_NAME})?)\s*,\s*(?:ngày\s+)?"
    r"(?P<day>\d{1,2})\s*[/-]\s*(?P<month>\d{1,2})(?:\s*[/-]\s*(?P<year>\d{4}))?(?P<agency>\s*\([^)]{2,30}\))?[)\]]?"
)
_OPENING = re.compile(rf"(?:{_PLACE_AND_DAY.pattern}|[(\[](?P<office>{_NAME})[)\]])\s*[–—-]+\s+")
_DAY = re.compile(
    r"(?:[\w ]{2,40}, )?(?:ngày|Ngày) (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})\.?"
    rf"|{_NAME}, (?:ngày )?(?P<day2>\d{{1,2}})[/-](?P<month2>\d{{1,2}})[/-](?P<year2>\d{{4}})\.?",
    re.IGNORECASE,
)
_PLACE_OF_DAY = re.compile(r"\(?(?P<place>[^,\d]{2,40}), (?=(?:ngày )?\d)", re.IGNORECASE)


def is_figure_caption(text: str, styled: bool, sequence: str) -> bool:
    """Tell whether a paragraph is worded as the caption of a picture."""
    if len(text) > LONGEST:
        return False
    match = _FIGURE.match(text)
    return bool(match and (match["number"] or match["end"] or styled)) or (
        bool(sequence) and not is_table_caption(text, False)
    )


def is_table_caption(text: str, styled: bool) -> bool:
    """Tell whether a paragraph is worded as the caption of a table."""
    match = _TABLE.match(text) if len(text) <= LONGEST else None
    return bool(match and (match["end"] or styled or len(text) < 150))


def names_a_table(text: str) -> bool:
    """Tell whether a short line right above a table names it without a number, "Bảng giá muối"."""
    return _NAMED.match(text) is not None and len(text.split()) <= _LONGEST_NAME and text.rstrip()[-1:] not in ".:;,"


_NAMED = re.compile(r"(?:Bảng|BẢNG|Biểu|BIỂU) [^\W\d_]")
_LONGEST_NAME = 16


def is_credit(text: str) -> bool:
    """Tell whether a paragraph says only who made what stands above it, "Nguồn: …"."""
    return len(text) <= 200 and bool(_CREDIT.match(text))


def credit_of(text: str) -> tuple[str, str]:
    """Return a caption without its credit, and the credit, "Ảnh: …"."""
    found = split_credit(text)
    if not found.credit or not found.caption:
        return text, ""
    start = text.rfind(found.credit)
    label = text[len(found.caption) : start].strip(" ([/–—-\u00a0").rstrip() if start > 0 else ""
    return found.caption, f"{label or 'Ảnh:'} {found.credit}".replace(" :", ":")


def is_credited(text: str) -> bool:
    """Tell whether a paragraph is a caption that ends with its credit, as texts copied from the web have it."""
    found = split_credit(text)
    return bool(found.credit) and bool(found.caption) and len(text) <= LONGEST


def is_photo_note(text: str, space: int) -> bool:
    """Tell whether a paragraph is the caption of a photograph that a text has lost.

    Args:
        text: The paragraph.
        space: Space above it in twentieths of a point.
    """
    if is_credited(text):
        return True
    if len(text.split()) > _LONGEST_NOTE or text.rstrip('”"').count(". ") or text.endswith((":", ";", "?")):
        return False
    if _SAID.search(text):
        return False
    return bool(_SHOWN.match(text)) and (space >= _GAP or bool(_DOING.search(text)))


_LONGEST_NOTE, _GAP = 60, 480
_SAID = re.compile(r"\b(?:nhấn mạnh|khẳng định|cho biết|cho rằng|đã|sẽ|cần|phải|chia sẻ|đề nghị|yêu cầu)\b")
_SHOWN = re.compile(
    r"(?:Các|Toàn cảnh|Quang cảnh|Đại biểu|Lãnh đạo|Đông đảo|Một góc|Cảnh)\b|(?:Ông|Bà|Đồng chí|Thủ tướng|Chủ tịch)?\s*"
    r"[A-ZĐÀ-Ỹ][\w ]{3,40} [-–—] [A-ZĐÀ-Ỹ]"
)
"""How captions of photographs begin: those who are seen, or a name with an office behind a dash."""

_DOING = re.compile(r"\b(?:phát biểu|trao|tặng|chụp ảnh|thăm|kiểm tra|chủ trì|tham dự|tại|trong)\b")


def is_byline(text: str) -> bool:
    """Tell whether a line says who wrote the text."""
    return len(text) <= 100 and bool(_BYLINE.match(text)) and not text.rstrip().endswith((":", ";", "?"))


def is_signature(text: str) -> bool:
    """Tell whether a line at the end of a text says who wrote it, "Bài và ảnh: …", "PV", "Lan Anh (tổng hợp)"."""
    return is_byline(text) or (len(text) <= 60 and bool(_SIGNED.fullmatch(text.strip())))


def is_source(text: str) -> bool:
    """Tell whether a line says only where a text comes from, "Theo TTXVN"."""
    match = _SOURCE.fullmatch(text.strip())
    return bool(match and len(text.split()) <= 8 and not _CLAUSE.search(match["name"]))


def is_dateline(text: str) -> bool:
    """Tell whether a line says only where and on which day a text was written, "Hà Nội, ngày 12/3/2024"."""
    match = _PLACE_AND_DAY.fullmatch(text.strip())
    return bool(match and _is_name(match["place"])) or (day_of(text) is not None and bool(place_of(text.strip(" ()"))))


def opening_of(text: str) -> tuple[str, str, int]:
    """Return the place and day with which a text begins, "Hà Nội, 12/3", the office, "TTXVN", and where it goes on.

    The texts of newspapers begin with "(Hà Nội, 12/3) – ", "Hà Nội, ngày 12/3 (TTXVN) – " or "(Dân trí) – ".
    """
    match = _OPENING.match(text)
    goes_on = text[match.end() :].lstrip('“"')[:1].isupper() if match else False
    if not match or not goes_on:
        return "", "", 0
    if office := match["office"]:
        said = office[:1].isupper() and len(office.split()) <= 3 and not _NO_OFFICE.match(office)
        return ("", office, match.end()) if said else ("", "", 0)
    if not _is_name(match["place"]):
        return "", "", 0
    end = match.end("year") if match["year"] else match.end("month")
    return text[match.start("place") : end], (match["agency"] or "").strip(" ()"), match.end()


_NO_OFFICE = re.compile(r"(?:Ảnh|Hình|Tiếp|Kỳ|Bài|Phần|Xem|Trích|Chú thích|Ghi chú|Bảng)\b")


def _is_name(text: str) -> bool:
    return all(word[:1].isupper() for word in text.replace(",", " ").split())


def place_of(text: str) -> str:
    """Return the place that stands before a day, "Hà Nội, ngày 5 tháng 3 năm 2020"; empty if there is none."""
    match = _PLACE_OF_DAY.match(text)
    return match["place"].strip() if match else ""


def day_of(text: str) -> datetime.date | None:
    """Return the day that a line of place and day names, "Hà Nội, ngày 5 tháng 3 năm 2020"; None if it is none."""
    match = _DAY.fullmatch(text.strip(" ()"))
    if not match:
        return None
    try:
        year, month, day = (match[name] or match[f"{name}2"] for name in ("year", "month", "day"))
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
