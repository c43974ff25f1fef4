"""Capitals in official documents: what a program can check of Nghị định 30/2020/NĐ-CP, Phụ lục II."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.vietnamese.letters import MARKED
from publish.vietnamese.problems.findings import RuleMatch

_UPPER = "A-Z" + "".join(sorted(letter for letter in MARKED if letter.isupper()))
_LOWER = "a-z" + "".join(sorted(letter for letter in MARKED if letter.islower()))
_INSIDE = rf"(?<=[{_LOWER}\d,;%)][ \u00a0])"
"""In the middle of a sentence: a word in lower case, a figure or a comma stands before it."""

_S = "[ \u00a0]"
_WEEKDAYS = "hai|ba|tư|năm|sáu|bảy"
_MONTHS = "giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp"
_MINISTRIES = """Giáo dục và Đào tạo|Tài chính|Y tế|Công an|Quốc phòng|Nội vụ|Tư pháp|Ngoại giao|Xây dựng|Công Thương
|Tài nguyên và Môi trường|Khoa học và Công nghệ|Giao thông vận tải|Nông nghiệp và Phát triển nông thôn
|Nông nghiệp và Môi trường|Kế hoạch và Đầu tư|Thông tin và Truyền thông|Lao động - Thương binh và Xã hội""".replace(
    "\n", ""
)
_MINISTRY_NAMES = {name.lower(): name for name in _MINISTRIES.split("|")}

_TO_LOWER = (
    # 2 điểm a khoản 2 Điều 103: khoản and điểm have no capital
    rf"{_INSIDE}(Khoản|Điểm){_S}(?=\d|[a-zđ]\b)",
    # the common noun before the name of a place; Thành phố Hồ Chí Minh is the exception
    rf"{_INSIDE}(Tỉnh|Huyện|Thị xã){_S}(?=[{_UPPER}][{_LOWER}])(?!Đoàn|Uỷ|Ủy|Hội)",
    rf"{_INSIDE}(Thành phố){_S}(?=[{_UPPER}][{_LOWER}])(?!Hồ Chí Minh)",
    # the festivals other than Tết Nguyên đán
    rf"{_INSIDE}(Tết){_S}(?=Trung thu|Đoan ngọ|Nguyên tiêu)",
    # the Party's own press writes Đảng viên
    rf"{_INSIDE}(Đảng) viên\b",
)

_TO_UPPER = (
    rf"\b(điều){_S}(?=\d)",
    rf"\b(chương|phần){_S}(?=[IVXLC]+\b)",
    rf"\b(quận|phường){_S}(?=\d)",
    rf"\b(thủ đô){_S}(?=Hà Nội)",
    rf"\b(thành phố){_S}(?=Hồ Chí Minh)",
    rf"\b(tết){_S}(?=Nguyên [đĐ]án)",
    rf"\b(?:[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm|[Nn]gày|vào){_S}thứ{_S}({_WEEKDAYS})\b(?!{_S}của)",
    rf"\bthứ{_S}({_WEEKDAYS})(?=,?{_S}(?:ngày|\d))",
    rf"(?<!mỗi)(?<!một)(?<!hàng){_S}tháng{_S}({_MONTHS})\b(?!{_S}lần)",
    r"\b(?:Bắc|Trung|Nam) (bộ)\b(?! phận)",
    r"\bTây (nguyên)\b",
)

_SMALL = re.compile("|".join(_TO_LOWER))
_GREAT = re.compile("|".join(_TO_UPPER))
_AGENCY = re.compile(rf"\b(?:Bộ|Sở|bộ|sở){_S}({'|'.join(_MINISTRY_NAMES)})(?![{_LOWER}])", re.IGNORECASE)
_PARTS = re.compile(rf"(?<![\w-])[{_UPPER}][{_LOWER}]{{0,4}}(?:-[{_UPPER}][{_LOWER}]{{0,4}}){{2,}}(?![\w-])")


def capital_findings(text: str) -> Iterator[RuleMatch]:
    """Yield words whose capitals differ from the decree; each is a question, for a name may be meant.

    Checked are khoản and điểm, Điều and Chương, the nouns before names of places, weekdays and months in words,
    regions, festivals, ministries, transliterations with hyphens, and Đảng viên.
    """
    for match in _SMALL.finditer(text):
        word = match[match.lastindex or 0]
        start = match.start(match.lastindex or 0)
        yield _finding(start, word, word[0].lower() + word[1:])
    for match in _GREAT.finditer(text):
        word = match[match.lastindex or 0]
        start = match.start(match.lastindex or 0)
        yield _finding(start, word, word[0].upper() + word[1:])
    for match in _AGENCY.finditer(text):
        name = _MINISTRY_NAMES[match[1].lower()]
        wanted = match[0][0].upper() + match[0][1 : match.start(1) - match.start()] + name
        if match[0][0].isupper() and wanted != match[0]:
            yield _finding(match.start(), match[0], wanted)
    for match in _PARTS.finditer(text):
        yield _finding(match.start(), match[0], match[0][0] + match[0][1:].lower())


def _finding(start: int, word: str, wanted: str) -> RuleMatch:
    return RuleMatch("capitals", start, start + len(word), wanted, sure=False)
