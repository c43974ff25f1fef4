"""How crossheads are worded: the words and numbers that they open with, and lines that are none whatever their look."""

from __future__ import annotations

import re

from publish.vietnamese.numerals import roman_value

_NUMERAL = r"(?:[0-9]{1,3}|[IVXLC]{1,7}|[A-ZĐ])"
_COUNT = r"(?:một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười|nhất|nhì)"
_KEYWORDS = (
    (re.compile(rf"(?:PHẦN|Phần)(?: thứ)? (?:{_NUMERAL}\b|(?:THỨ )?{_COUNT}\b)", re.IGNORECASE), 1),
    (re.compile(rf"(?:PHỤ LỤC|Phụ lục)(?: (?:SỐ |số )?{_NUMERAL}\b|\s*$|[.:])"), 1),
    (re.compile(rf"(?:CHƯƠNG|Chương|CHAPTER|Chapter) (?:{_NUMERAL}\b|(?:THỨ |thứ )?(?i:{_COUNT})\b)"), 2),
    (re.compile(rf"(?:CHUYÊN ĐỀ|Chuyên đề|CHỦ ĐỀ|Chủ đề) {_NUMERAL}\b"), 2),
    (re.compile(r"(?:TUẦN|Tuần) [0-9]{1,2}\b"), 2),
    (re.compile(rf"(?:MỤC|Mục) {_NUMERAL}\b(?!.*\bnày\b)"), 3),
    (re.compile(rf"(?:TIỂU MỤC|Tiểu mục) {_NUMERAL}\b"), 4),
    (re.compile(r"(?:ĐIỀU|Điều) [0-9]{1,3}[a-zđ]?\s*[.:](?=\s|$)"), 5),
    (re.compile(r"(?:BÀI|Bài|TIẾT|Tiết|Hồi|HỒI) ?:? ?[0-9IVX]{1,4}\b"), 4),
    (re.compile(r"(?:Hoạt động|HOẠT ĐỘNG|HĐ) ?[0-9IVX]{1,4}\b"), 6.8),
)
"""Words that open a crosshead, with its rank: 1 is the highest."""

_OPENERS = re.compile(
    r"(?:lời (?:mở|nói) đầu|lời cảm ơn|lời cám ơn|lời cam đoan|lời giới thiệu|lời (?:kết|bạt|tựa)|mở đầu|phần mở đầu"
    r"|đặt vấn đề|kết luận(?: và (?:kiến|khuyến) nghị)?|kết luận chung|kiến nghị"
    r"|(?:tiểu kết|tóm tắt|kết luận) chương [0-9IVX]+|tiểu kết"
    r"|tài liệu tham khảo|danh mục (?:các |chữ |từ |bảng|hình|ký hiệu|kí hiệu|tài liệu|công trình).{0,40}"
    r"|mục lục|tóm tắt|abstract|introduction|conclusions?|references|phụ lục)[.:]?",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"(?:tiểu kết|tóm tắt|kết luận) chương [0-9IVX]+[.:]?|tiểu kết[.:]?", re.IGNORECASE)
_ROMAN = re.compile(r"(?P<mark>[IVX]{1,6})\s*[./)–-]\s*(?=\S)")
_LETTER = re.compile(
    r"(?P<mark>[A-HĐJ-Z])\s*[./)](?:\s+(?=\S)|(?=[^\W\d_][^\W\d_.]))|(?P<dash>[A-H])\s?[-–]\s?(?=[A-ZĐÀ-Ỹ])"
)
_FIGURES = re.compile(
    r"(?P<mark>[0-9]{1,2}(?:\.[0-9]{1,2}){0,4})(?:\s*[.)/]\s*(?=[^\W\d])|- ?(?=[^\W\d])|\s+(?=[A-ZĐÀ-Ỹ“]))"
)
_SMALL = re.compile(r"(?P<mark>[a-zđ])\s*[.)/]\s*(?=\S)")
_BULLET = re.compile(r"[*+•–-] ?(?=[^\W\d_])")
_ONLY = re.compile(r"(?:[0-9]{1,2}|[IVX]{1,6})[.)]?")
ROMANS, LETTERS = 6.0, 5.5
SMALL = 12.0

_LABEL = re.compile(
    rf"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|TIỂU MỤC|Tiểu mục|PHỤ LỤC|Phụ lục|CHAPTER|Chapter|PART|Part"
    rf"|TIẾT|Tiết|BÀI|Bài)"
    rf"(?: (?:thứ|THỨ) \w+| (?:số |SỐ )?{_NUMERAL}| (?i:{_COUNT}))?[.:]?"
)
_KIND = re.compile(
    r"(?:LUẬT|PHÁP LỆNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|QUYẾT ĐỊNH|CHỈ THỊ|THÔNG TƯ(?: LIÊN TỊCH)?|QUY CHẾ(?: LÀM VIỆC)?|QUI CHẾ"
    r"|QUY ĐỊNH|QUY TRÌNH|ĐIỀU LỆ|THÔNG BÁO|THÔNG CÁO|HƯỚNG DẪN|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG)?|KẾ HOẠCH|PHƯƠNG ÁN|ĐỀ ÁN"
    r"|DỰ ÁN|BÁO CÁO|BIÊN BẢN|TỜ TRÌNH|CÔNG ĐIỆN|GIẤY \w+|ĐƠN|BẢN \w+|THƯ \w+|HỢP ĐỒNG|NỘI QUY|DANH SÁCH|PHIẾU \w+)"
)
"""Kinds of official documents, as they stand above what a document is about."""

_OFFICIAL = re.compile(
    r"cộng h[oòóô]\w{1,2} xã hội chủ nghĩa|độc lập\s*[-–—]\s*tự do|^đảng cộng sản việt nam|^(?:tm|kt|tl|tuq|q)\.\s"
    r"|^bên [ab]\b|^nơi nhận\b|^kính gửi\b|^kính chuyển\b|^\(ký|^số\s*:|^mẫu số\b"
    r"|^(?:người|đại diện|xác nhận)\b[\w ]{0,40}\b(?:đơn|viết|lập|khai|nghị|bên|duyệt|thực hiện|hướng dẫn|biểu)\b"
    r"|^(?:xác nhận|phê duyệt|duyệt)\b[\w ]{0,10}\b(?:của|tổ|ban)\b",
    re.IGNORECASE,
)
_OFFICES = re.compile(
    r"(?:ỦY BAN|UỶ BAN|HỘI ĐỒNG NHÂN DÂN|BỘ (?:TRƯỞNG|GIÁO DỤC|TÀI CHÍNH|Y TẾ|NỘI VỤ|CÔNG|TƯ PHÁP|NÔNG NGHIỆP"
    r"|QUỐC PHÒNG"
    r"|XÂY DỰNG|VĂN HÓA|VĂN HOÁ|KHOA HỌC|NGOẠI GIAO|GIAO THÔNG|TÀI NGUYÊN|KẾ HOẠCH|LAO ĐỘNG|THÔNG TIN|DÂN TỘC)"
    r"|SỞ (?!HỮU|THÍCH|TRƯỜNG|DĨ)|PHÒNG (?:GD|GIÁO)|TRƯỜNG (?:ĐẠI|CAO|TRUNG|TIỂU|MẦM|MẪU|THPT|THCS|TH|PTDT|PHỔ|CHÍNH)"
    r"|ĐẠI HỌC|HỌC VIỆN|VIỆN (?:HÀN|KHOA|NGHIÊN|KIỂM|ĐẠI|HUYẾT)|KHOA (?!HỌC)|CÔNG TY|TỔNG CÔNG TY|TẬP ĐOÀN|CHÍNH PHỦ$"
    r"|QUỐC HỘI$|THỦ TƯỚNG|BAN CHẤP HÀNH|ĐẢNG BỘ|CHI BỘ|HỢP TÁC XÃ)"
)
_COVER = re.compile(
    r"(?:TÓM TẮT )?(?:LUẬN (?:VĂN|ÁN)|KH(?:ÓA|OÁ) LUẬN|ĐỒ ÁN|TIỂU LUẬN|BÁO CÁO TỐT NGHIỆP|SÁNG KIẾN KINH NGHIỆM)\b"
    r"|(?:TP\. ?)?[A-ZĐÀ-Ỹ]\w*(?: [A-ZĐÀ-Ỹ]\w*){0,4}(?: ?[-–]|,) ?(?:(?:tháng )?\d{1,2} ?[ /-]? ?(?:năm )?|năm )?"
    r"(?:19|20)\d\d$"
)
_LONGEST_OFFICE = 12
_POSTS = re.compile(
    r"(?:PHÓ |QUYỀN )?(?:TỔNG )?(?:CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|BÍ THƯ|BỘ TRƯỞNG|THỨ TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG"
    r"|CHÁNH VĂN PHÒNG|CHÁNH ÁN|TRƯỞNG (?:PHÒNG|BAN|KHOA|ĐOÀN|THÔN)|TỔ TRƯỞNG|THỦ TRƯỞNG(?: ĐƠN VỊ| CƠ QUAN)?"
    r"|KẾ TOÁN(?: TRƯỞNG)?|THỦ QUỸ|THƯ KÝ|THƯ KÍ|CHỦ TRÌ|CHỦ TỌA|CHỦ TOẠ|CHỦ NHIỆM)"
    r"(?: (?:HỘI ĐỒNG|PHÒNG|TỈNH|HUYỆN|XÃ)\b.*)?",
    re.IGNORECASE,
)
_ENACTS = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|CHỈ THỊ|RA LỆNH)\s*:")
_FILLED_IN = re.compile(
    r"(?:Ngày (?:soạn|dạy|giảng|thực hiện|nộp)|Lớp|Môn(?: học)?|Giáo viên|GV|Sinh viên|SVTH|GVHD|Học viên"
    r"|Nghiên cứu sinh"
    r"|Họ (?:và )?tên|Giảng viên|Người (?:soạn|thực hiện|hướng dẫn|lập|viết|trình bày|dạy|nộp)|Cán bộ|Đơn vị|Ngành"
    r"|Chuyên ngành|Mã số|MSSV|(?:Niên )?Kh(?:óa|oá)(?: học)?|Địa điểm|Địa chỉ|Điện thoại|Thời gian|Thời lượng|Số tiết"
    r"|Tác giả|Chức vụ)\b[^:.]{0,30}:\s*\S|Năm học:? \d|Trang \d+$",
    re.IGNORECASE,
)
_TITLES = r"(?:(?:PGS|GS|TS|TH?S|ThS|BS|KS|CN|NCS|Ông|Bà)[.,\s]+)*"
_FAMILIES = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn"
    r"|Trịnh|Mai|Lương|Cao|Tạ|Hà|Lâm|Triệu|Nông|Hứa|Vi|Chu|Tô|Quách|Thái|Tống|Lò|Vàng|Giàng|Đào|Trương|Kiều|Phùng)"
)
_PERSON = re.compile(rf"{_TITLES}{_FAMILIES}(?: [A-ZĐÀ-Ỹ]\w*){{1,4}}")
_PERSON_IN_CAPITALS = re.compile(rf"{_TITLES}{_FAMILIES.upper()}(?: [A-ZĐÀ-Ỹ]+){{1,4}}")
_ASKED = re.compile(
    r"(?:Câu(?: hỏi)?|CÂU(?: HỎI)?|Bài tập|BT) ?[0-9]{1,3}\b|(?:PV|Phóng viên|Hỏi|Đáp)\s*:|(?:Thưa|Xin|Vâng|Dạ)\b"
)
_REMARKS = re.compile(
    r"(?:Định nghĩa|Giả thuyết|Ví dụ|Chú ý|Lưu ý|Ghi chú|Nhận xét|Định lý|Định lí|Bổ đề|Mệnh đề|Hệ quả"
    r"|Thuật toán|Đáp số)\b[ 0-9.]*[.:]"
)


def keyword_of(text: str) -> tuple[float, str] | None:
    """Return the rank of the word that opens a crosshead, "Chương", with the word and its number; None without one."""
    start = _BULLET.match(text)
    text = text[start.end() :] if start else text
    return next(((float(rank), found[0]) for pattern, rank in _KEYWORDS if (found := pattern.match(text))), None)


_COUNTED = re.compile(r"[A-ZĐÀ-Ỹ]\w*(?: \w+)? [0-9IVX]{1,3}\s*[:.–-]\s*\S|Thứ \w+,? (?:ngày )?[0-9]{1,2}[ /.-]")


def is_counted(text: str) -> bool:
    """Tell whether a line opens with a word and a number of its own, "Chặng 1: …", whatever the word is."""
    return _COUNTED.match(text) is not None


def is_opener(text: str) -> bool:
    """Tell whether a line is a name that parts of books and theses have, "Lời nói đầu"."""
    return _OPENERS.fullmatch(text.strip()) is not None


def number_of(text: str) -> tuple[float, str] | None:
    """Return the rank that the number before a crosshead gives it, and the number."""
    if match := _ROMAN.match(text):
        return ROMANS, match["mark"]
    if match := _LETTER.match(text):
        return LETTERS, match["mark"] or match["dash"]
    if match := _FIGURES.match(text):
        return 7.0 + match["mark"].count("."), match["mark"]
    if match := _SMALL.match(text):
        return SMALL, match["mark"]
    return None


def count_of(text: str) -> tuple[str, int] | None:
    """Return what a crosshead counts, "I." or "Chương", and its number; None where a number has several parts."""
    if match := _WORD_COUNT.match(text):
        number = roman_value(match["number"]) if match["number"].isalpha() else int(match["number"])
        return (match["word"].lower(), number) if number else None
    numbered = number_of(text)
    if numbered is None or keyword_of(text) or "." in numbered[1]:
        return None
    kind = {ROMANS: "I", LETTERS: "A", SMALL: "a"}.get(numbered[0], "1")
    if kind == "I":
        value = roman_value(numbered[1])
    elif kind == "1":
        value = int(numbered[1])
    else:
        value = _ALPHABET.find(numbered[1].lower()) + 1
    return (kind, value) if value else None


_WORD_COUNT = re.compile(
    r"(?P<word>(?i:phần|chương|mục|tiểu mục|phụ lục|hoạt động)) (?P<number>[0-9]{1,3}|[IVXLC]{1,7})\b"
)
_ALPHABET = "abcdđeghiklmnopqrstuvxy"


def is_summary(text: str) -> bool:
    """Tell whether a line names the summary at the end of a chapter, "Tiểu kết chương 1"."""
    return _SUMMARY.fullmatch(text.strip()) is not None


def is_only_number(text: str) -> bool:
    """Tell whether a line is nothing but a number, as those above the parts of a story are."""
    return _ONLY.fullmatch(text.strip()) is not None


def has_number(text: str) -> bool:
    """Tell whether a crosshead has a keyword or number of its own."""
    return keyword_of(text) is not None or number_of(text) is not None


def is_label(text: str) -> bool:
    """Tell whether a crosshead is only the number of a part, which a title below it belongs to."""
    return _LABEL.fullmatch(text.strip()) is not None


def is_kind(text: str) -> bool:
    """Tell whether a line is only the kind of an official document, "BÁO CÁO", which a title below it belongs to."""
    return _KIND.fullmatch(text.strip()) is not None


def is_person(text: str) -> bool:
    """Tell whether a line is the name of a person, as it stands below a text or on its cover."""
    return any(pattern.fullmatch(text.strip()) for pattern in (_PERSON, _PERSON_IN_CAPITALS))


def stands_on_a_form(text: str, centred: bool) -> bool:
    """Tell whether a line belongs to the form of a document: mottos, signers, and in the middle offices and covers."""
    if any(found(text) for found in (_OFFICIAL.search, _POSTS.fullmatch, _ENACTS.fullmatch, _FILLED_IN.match)):
        return True
    named = _OFFICES.match(text) or _COVER.match(text)
    return centred and named is not None and len(text.split()) <= _LONGEST_OFFICE


_SIGNERS = re.compile(r"(?:TM|KT|TL|TUQ|Q)\. ?\S", re.IGNORECASE)


def is_signer(text: str) -> bool:
    """Tell whether a line says for whom or in which post somebody signs."""
    return bool(_SIGNERS.match(text) or _POSTS.fullmatch(text))


def is_question(text: str) -> bool:
    """Tell whether a line is worded as a question of an exam or an interview."""
    return _ASKED.match(text) is not None


def is_remark(text: str) -> bool:
    """Tell whether a line is worded as a definition, an example or a remark with its label."""
    return _REMARKS.match(text) is not None
