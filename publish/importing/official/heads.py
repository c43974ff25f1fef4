"""The head of an official document to facts: agencies, number and symbol, place and day, and what is stamped on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.importing.official.draft import DocumentDraft, is_bold, is_open, without_notes
from publish.importing.shaping import captions
from publish.importing.shaping.official import OfficialHead, is_ornament
from publish.importing.shaping.tree import Boxed, Para, flat

PARTY = re.compile(r"đảng cộng sản việt nam", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<label>(?:Luật\s+)?số)\s*:?\s*(?P<number>[^/]*?)\s*(?:/\s*(?P<symbol>.*))?", re.IGNORECASE)
_ABOUT = re.compile(r"(?P<label>V/v|Về việc)\s*:?\s*", re.IGNORECASE)
_DAY = re.compile(r"(?P<place>.+?)\s*,\s*(?P<day>ngày\b.*)", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|PHƯỜNG|XÃ|THỊ TRẤN|VIỆT NAM|VÀ|CỦA|CHO|TẠI|SỐ|KHU VỰC|TRUNG ƯƠNG)\b"
)
"""Words with which the second line of one name begins, and no name of an agency does."""

_STAMPS = {
    "do_mat": {"mật": "Mật", "tối mật": "Tối mật", "tuyệt mật": "Tuyệt mật"},
    "do_khan": {"khẩn": "Khẩn", "thượng khẩn": "Thượng khẩn", "hoả tốc": "Hoả tốc", "hỏa tốc": "Hoả tốc"},
    "luu_hanh": {
        "lưu hành nội bộ": "Lưu hành nội bộ",
        "xem xong trả lại": "Xem xong trả lại",
        "tài liệu thu hồi": "Tài liệu thu hồi",
    },
}
_DIGITAL = re.compile(r"[^;]*;(?:[^;]*;)?\s*(?:ngày/tháng/năm|\d{1,2}[/-]\d{1,2}[/-]\d{4})\s*;.*", re.IGNORECASE)
"""The line of a digital signature: number, day and time."""

_OF_A_COPY = 2
"""Semicolons behind the form of a copy in the line of its digital signature."""


def is_digital(para: Para) -> bool:
    """Tell whether the line of a digital signature stands in a paragraph, or in a box of it."""
    boxes = [piece for piece in flat(para.pieces) if isinstance(piece, Boxed)]
    inner = [block.text for box in boxes for block in box.blocks if isinstance(block, Para)]
    return any(_DIGITAL.fullmatch(text) for text in (para.text, *inner))


def take_head(draft: DocumentDraft, head: OfficialHead) -> None:
    """Take the facts of a head."""
    _take_agencies(draft, head.agency)
    numbered = [(para, text) for para in (*head.number, *head.subject) for text in draft.lines(para)]
    subject: list[str] = []
    for para, text in numbered:
        if "so" not in draft.facts and "ky_hieu" not in draft.facts and (match := _NUMBER.fullmatch(text)):
            draft.again(para.place, match["label"])
            draft.facts["so"] = "" if is_open(match["number"]) else match["number"]
            draft.facts["ky_hieu"] = match["symbol"] or ""
        elif not subject and (about := _ABOUT.match(text)):
            draft.again(para.place, about["label"])
            subject.append(text[about.end() :])
        elif subject:
            subject.append(text)
        else:
            take_stray(draft, text)
    if subject:
        draft.facts["trich_yeu"] = [" ".join(filter(None, subject))]
    for para in head.country:
        draft.again(para.place, " ".join(draft.lines(para)))
    for para in head.dateline:
        for text in draft.lines(para):
            _take_day(draft, para, text)
    for para in (*head.others, *(para for para in head.ornaments if not is_ornament(para))):
        for text in draft.lines(para):
            take_stray(draft, text)


def take_stray(draft: DocumentDraft, text: str) -> None:
    """Take a line that is none of the usual ones: a stamp, the line of a digital signature, or a note to the editor."""
    said = " ".join(without_notes(text).casefold().split())
    for key, stamps in _STAMPS.items():
        if said in stamps and key not in draft.facts:
            draft.facts[key] = stamps[said]
            return
    if _DIGITAL.fullmatch(text):
        form, _, rest = text.partition(";")
        if rest.count(";") == _OF_A_COPY and "sao" not in draft.facts:  # it names the form and who made the copy
            draft.facts["sao"] = {"hinh_thuc": form.strip(), "co_quan": [rest.partition(";")[0].strip()], "ky_so": text}
            return
        if "ky_so" not in draft.facts:
            draft.facts["ky_so"] = text
            return
    draft.remarks.append(text)


def _take_agencies(draft: DocumentDraft, paras: Sequence[Para]) -> None:
    lines: list[tuple[str, bool]] = []
    for para in paras:
        for text in draft.lines(para):
            said = " ".join(without_notes(text).casefold().split())
            if any(said in stamps for stamps in _STAMPS.values()):
                take_stray(draft, text)
            else:
                lines.append((text, is_bold(para)))
    superior, agency = part_agencies(lines)
    if superior:
        draft.facts["co_quan_chu_quan"] = superior
    draft.facts["co_quan"] = agency


def part_agencies(lines: Sequence[tuple[str, bool]]) -> tuple[list[str], list[str]]:
    """Return the lines of the agency above, and of the one that issues, which is bold where the other is not."""
    texts = [text for text, _ in lines]
    first = next((index for index, (_, bold) in enumerate(lines) if bold), 0)
    if not first and len(lines) > 1:
        begins = [index for index in range(1, len(lines)) if not _GOES_ON.match(without_notes(texts[index]))]
        first = begins[-1] if begins and len(lines) > 1 else 0
    return texts[:first], texts[first:]


def _take_day(draft: DocumentDraft, para: Para, text: str) -> None:
    match = _DAY.fullmatch(text)
    if not match:
        draft.remarks.append(text)
        return
    draft.facts["dia_danh"] = match["place"]
    day = captions.day_of(text) or captions.day_of(f"Hà Nội, {match['day']}")
    if day:
        draft.facts["ngay"] = day.isoformat()
        draft.again(para.place, match["day"])
        return
    draft.facts["ngay"] = ""
    rest = match["day"]
    if any(letter.isdigit() for letter in rest):
        draft.remarks.append(text)
    else:
        draft.again(para.place, rest)
