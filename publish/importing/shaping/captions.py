"""Captions, credits and the facts above a text, by how they are worded."""

from __future__ import annotations

import datetime
import re

from publish.vietnamese.structure import split_credit

_FIGURE = re.compile(
    r"(?:Hình(?: ảnh| vẽ)?|HÌNH|Ảnh|ẢNH|Sơ đồ|SƠ ĐỒ|Biểu đồ|BIỂU ĐỒ|Bản đồ|BẢN ĐỒ|Đồ thị"
    r"|Figure|FIGURE|Fig\.|Image|Photo|Picture)"
    r"\s*(?P<number>[0-9IVX]+(?:[.\-–][0-9]+)*[a-z]?)?\s*(?P<end>[.:–—-])?(?:\s+|$)"
)
_TABLE = re.compile(
    r"(?:Bảng(?: biểu)?|BẢNG|Biểu|BIỂU|Table|TABLE)\s*"
    r"(?P<number>[0-9IVX]+(?:[.\-–][0-9]+)*[a-z]?)\s*(?P<end>[.:–—-])?(?:\s+|$)"
)
_CREDIT = re.compile(r"(?:Nguồn(?: ảnh)?|Ảnh|Source|Đồ họa|Đồ hoạ|Minh họa)\s*:\s*\S", re.IGNORECASE)
LONGEST = 400
"""Characters that a caption may have."""

_BYLINE = re.compile(
    r"(?:Tác giả|Bài(?: và ảnh)?|Người viết|Tin, ảnh|Bài, ảnh|Biên soạn|Author|By)\s*:?\s+(?=\w)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:[\w ]{2,40}, )?(?:ngày|Ngày) (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})\.?", re.IGNORECASE
)


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
    return len(text) <= 100 and bool(_BYLINE.match(text)) and not text.rstrip().endswith((":", ";"))


def day_of(text: str) -> datetime.date | None:
    """Return the day that a line of place and day names, "Hà Nội, ngày 5 tháng 3 năm 2020"; None if it is none."""
    match = _DAY.fullmatch(text.strip(" ()"))
    if not match:
        return None
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
