"""Keep together what a line must not part: a number and its word, a title and its name, the two ends of a range.

Spaces become U+00A0; where a line could end without a space (after the dash of a range, the slash of a document number)
U+2060 forbids it. Both are few: a line that may end nowhere else grows wide gaps. Which characters need them was
measured with Pango 1.50, which breaks after an en dash, and after a slash or hyphen before a letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from publish.vietnamese.edits import Edit, apply_edits
from publish.vietnamese.letters import MARKED
from publish.vietnamese.protection import document_numbers

NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"

LONGEST_NAME = 22
"""Characters of a unit and its place name that stay whole; a longer name stays with its unit by its first word."""

_S = "[ \u00a0]"
_UPPER = "A-Z" + "".join(sorted(letter for letter in MARKED if letter.isupper()))
_LOWER = "a-z" + "".join(sorted(letter for letter in MARKED if letter.islower()))
_NAME = f"[{_UPPER}][{_LOWER}]*"

_DATED = "ngày|tháng|năm|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng|tuần|rằm"
_LABELS = (
    "điều|khoản|điểm|mục|phần|chương|phụ lục|hình|bảng|biểu|sơ đồ|trang|tr\\.|số|lần|thứ|khoá|khóa|kỳ|kì|quý"
    "|giai đoạn|thế kỷ|thế kỉ|quận|phường|tổ|lớp|khối|tập|quyển|bài|câu|đợt|vòng|cấp|hạng|loại|nhóm|bậc|tầng|phòng|nhà"
    "|ngõ|ngách|hẻm|kiệt|quốc lộ|tỉnh lộ|đường|khu|vùng|đại hội|nghị quyết|năm học|chú thích|mùa"
)
_HONORIFICS = (
    "ông|bà|anh|chị|cô|chú|bác|em|cụ|thầy|cậu|dì|đồng chí|ngài|nhà báo|nhà văn|nhà thơ|luật sư|bác sĩ|kỹ sư|nghệ sĩ"
)
_DEGREES = "PGS|GS|TSKH|TS|ThS|Th\\.S|BS|KS|LS|CN|NSND|NSƯT|NGND|NGƯT|Đ/c|đ/c"
_OFFICES = (
    "tổng bí thư|bí thư|phó bí thư|chủ tịch|chủ tịch nước|phó chủ tịch|thủ tướng|phó thủ tướng|bộ trưởng|thứ trưởng"
    "|chánh văn phòng|chánh án|viện trưởng|giám đốc|phó giám đốc|tổng giám đốc|hiệu trưởng|trưởng ban|phó trưởng ban"
    "|đại tướng|thượng tướng|trung tướng|thiếu tướng|đại tá|thượng tá|trung tá|thiếu tá|đại úy|đại uỷ|giáo sư|tiến sĩ"
    "|thạc sĩ|uỷ viên|ủy viên|đại biểu|tổng thống|đại sứ|chủ nhiệm|tổng biên tập"
)
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lương|Mai|Tô|Trịnh|Đoàn|Lâm|Phùng"
    "|Vương|Quách|Cao|Tạ|Thái|Hà|Châu|Đào|Nông|Vi|Lưu|Tống|Chu|Đồng|Triệu|Lò|Giàng|Thào|Vàng|Sùng|Hứa|Kim|Thạch|Diệp|La"
)
_PLACES = "thành phố|thị xã|thị trấn|tỉnh|huyện|quận|phường|xã|đặc khu|thôn|ấp|làng|TP\\.?|Tp\\.?|TX\\.?|TT\\."

_LINKS = "và|hoặc|hay|đến|tới|tại|ở|là|của|thì|đã|sẽ|được|bị|do|với|cho|theo|từ|trong|trên|dưới|nhưng|có|về|cùng"
_LETTER = r"[^\W\d_]"
_ROMAN = "[IVXLC]+\\b"


def _either(words: str) -> str:
    """Return a pattern for any of the words, with a small or a capital first letter, as a word of its own."""
    capitals = "|".join(word[0].upper() + word[1:] for word in words.split("|") if word[0].islower())
    return f"(?<![\\w.])(?:{words}|{capitals})"


_DATED_OR_LABEL = re.compile(rf"{_either(f'{_DATED}|{_LABELS}')}{_S}$")
_NUMBER = re.compile(
    rf"\d(?<![\w.,/:–-]\d)\d*(?:[.,/]\d+)*(?:–\u2060?\d+(?:[.,/]\d+)*)?( )(?={_LETTER}|[₫°])(?!(?:{_LINKS})\b)"
)
_FULL_DATE = re.compile(r"/\d{4}$")
_PLACE = re.compile(rf"{_either(_PLACES)}{_S}({_NAME})(?:{_S}{_NAME}){{0,3}}")


def _forms(words: str) -> list[str]:
    """Return words as they may stand in a text: with a small or a capital first letter."""
    plain = words.replace("\\.", ".").split("|")
    return [*plain, *(word[0].upper() + word[1:] for word in plain if word[0].islower())]


def _table(*rows: tuple[list[str], str]) -> dict[str, tuple[re.Pattern[str], ...]]:
    """Return what may follow the space behind a word for the two to stay together, by the word."""
    table: dict[str, tuple[re.Pattern[str], ...]] = {}
    for words, following in rows:
        pattern = re.compile(following)
        for word in words:
            table[word] = (*table.get(word, ()), pattern)
    return table


_BOUND = _table(
    (_forms(_DATED), r"\d"),
    (_forms(_LABELS), rf"\d|{_ROMAN}"),
    (_forms("điểm|phụ lục|hạng|loại|nhóm|khối|mẫu"), rf"[{_LOWER}{_UPPER}]\b(?!\.)"),
    (_forms(_HONORIFICS), f"[{_UPPER}]"),
    (_forms(_OFFICES), rf"(?:{_SURNAMES}){_S}{_NAME}"),
)
_DEGREE_FORMS = _DEGREES.replace("\\.", ".").split("|")
_BOUND_DEGREES = frozenset([*_DEGREE_FORMS, *(f"{degree}." for degree in _DEGREE_FORMS)])
_LENGTHS = sorted({len(word) for word in (*_BOUND, *_BOUND_DEGREES)})
_CAPITAL = re.compile(f"[{_UPPER}]")
_SPACE_BEFORE = re.compile(rf" (?=[\d{_UPPER}]|[{_LOWER}]\b(?!\.))")
"""A space behind which one of these may stand: words in front of it are looked up, which is faster than any pattern."""

_START = re.compile(r"(?:[–—•-]|\d{1,3}[.)]|[a-zđ]\)|[IVXLC]{1,6}\.)( )(?=\S)")
"""The sign or number that a paragraph begins with, and a space."""

_SPACES = tuple(
    (signs, re.compile(pattern))
    for signs, pattern in (
        ("–—", r"(?<=\S)( )[–—](?= )"),
        ("×", r"(?<=\d)( )×"),
        ("×", r"(?<=\d.×)( )(?=\d)"),
        ("–", rf"(?<=[\dIVXLC])(?:{_S})–(?:\u2060?)( )(?=[\dIVXLC])"),
    )
)
"""Signs of which one must be there, and a pattern whose group is a space at which no line may end."""

_JOINTS = tuple(
    (signs, re.compile(pattern))
    for signs, pattern in (
        ("–", r"(?<=[\d%hIVXLC])–()(?=[\dIVXLC])"),
        ("–", r"(?<=[\dIVXLC][ \u00a0])–()(?=[ \u00a0][\dIVXLC])"),
        ("/", r"(?<!\w)[Vv]/()(?=v\b)"),
        ("/", r"(?<!\w)[Đđ]/()(?=c\b)"),
        ("/", rf"\d{_S}{_LETTER}{{1,8}}/()(?={_LETTER})"),
    )
)
"""Signs as above, and a pattern whose group is a place without a space at which no line may end."""


def keep_together(text: str) -> str:
    """Return a text with U+00A0 and U+2060 where a line must not end; done twice, it changes nothing more.

    Args:
        text: A paragraph that is typeset already.
    """
    return apply_edits(text, nobreak_edits(text))


def bind_last(text: str) -> str:
    """Return a heading or caption of four words or more whose last one, if it is short, does not stand alone.

    Short are up to four letters.
    """
    head, _, last = text.rpartition(" ")
    short = 0 < len(last.rstrip(".,;:!?…”’)")) <= 4
    return f"{head}{NO_BREAK_SPACE}{last}" if short and len(head.split()) >= 3 else text


def nobreak_edits(text: str) -> list[Edit]:
    """Return what :func:`keep_together` changes, in the order of the text."""
    spaces = {*_found(text, _SPACES), *_bound(text), *_counted(text), *_named(text)}
    if match := _START.match(text):
        spaces.add(match.start(1))
    joints = {*_found(text, _JOINTS), *_numbered(text)}
    edits = [Edit("no-break", offset, offset + 1, NO_BREAK_SPACE) for offset in spaces]
    edits += [Edit("no-break", offset, offset, WORD_JOINER) for offset in joints]
    return sorted(edits, key=lambda edit: (edit.start, edit.end))


def _found(text: str, patterns: Iterable[tuple[str, re.Pattern[str]]]) -> Iterator[int]:
    """Yield the places that patterns find, of those whose signs are there."""
    for signs, pattern in patterns:
        if any(sign in text for sign in signs):
            yield from (match.start(1) for match in pattern.finditer(text))


def _bound(text: str) -> Iterator[int]:
    """Yield the spaces behind words that stay with what follows."""
    for match in _SPACE_BEFORE.finditer(text):
        space = match.start()
        for length in _LENGTHS:
            start = space - length
            if start < 0:
                break
            word = text[start:space]
            before = text[start - 1] if start else " "
            if word in _BOUND and before != "." and not _is_of_word(before):
                if any(pattern.match(text, space + 1) for pattern in _BOUND[word]):
                    yield space
            elif word in _BOUND_DEGREES and not _is_of_word(before) and _CAPITAL.match(text, space + 1):
                yield space


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _counted(text: str) -> Iterator[int]:
    """Yield the space between a number and what it counts; the number of a date or a label counts nothing."""
    for match in _NUMBER.finditer(text):
        start, space = match.start(), match.start(1)
        if _FULL_DATE.search(text, start, space) or _DATED_OR_LABEL.search(text, max(0, start - 16), start):
            continue
        yield space


def _named(text: str) -> Iterator[int]:
    """Yield the spaces between an administrative unit and the words of its name."""
    for match in _PLACE.finditer(text):
        name = match.start(1)
        spaces = [offset for offset in range(name - 1, match.end()) if text[offset] in " \u00a0"]
        kept = spaces if len(match[0]) <= LONGEST_NAME else spaces[:1]
        yield from (offset for offset in kept if text[offset] == " ")


def _numbered(text: str) -> Iterator[int]:
    """Yield the places in document numbers behind a slash or hyphen before a letter."""
    for start, end in document_numbers(text):
        for offset in range(start + 1, end):
            if text[offset - 1] in "/-" and text[offset].isalpha():
                yield offset
