"""Crossheads by their look: how much speaks for a paragraph being one, and which rank it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from publish.base.records import dataclass
from publish.importing.shaping.tree import Para, TextRun, flat

ENOUGH = 3.0
"""Points from which on a paragraph is a crosshead."""

_NUMERAL = r"(?:[0-9]{1,3}|[IVXLC]{1,7}|[A-ZĐ])"
_KEYWORDS = (
    (re.compile(rf"(?:PHẦN|Phần)(?: thứ)? (?:{_NUMERAL}\b|THỨ \w+|[a-zàáâăéêíóôơúưđ]+ ?[a-z]*\b)", re.IGNORECASE), 1),
    (re.compile(rf"(?:PHỤ LỤC|Phụ lục)(?: {_NUMERAL}\b|\s*$|[.:])"), 1),
    (re.compile(rf"(?:CHƯƠNG|Chương|CHAPTER|Chapter) {_NUMERAL}\b"), 2),
    (re.compile(rf"(?:MỤC|Mục) {_NUMERAL}\b(?!.*\bnày\b)"), 3),
    (re.compile(rf"(?:TIỂU MỤC|Tiểu mục) {_NUMERAL}\b"), 4),
    (re.compile(r"(?:ĐIỀU|Điều) [0-9]{1,3}[a-zđ]?\s*[.:](?=\s|$)"), 5),
    (re.compile(r"(?:BÀI|Bài|TIẾT|Tiết|Hồi|HỒI) [0-9IVX]{1,4}\b"), 4),
    (re.compile(r"(?:Hoạt động|HOẠT ĐỘNG) [0-9IVX]{1,4}\b"), 6.8),
)
"""Words that open a crosshead, with its rank: 1 is the highest."""

_OPENERS = re.compile(
    r"(?:lời (?:mở|nói) đầu|lời cảm ơn|lời cam đoan|lời giới thiệu|mở đầu|phần mở đầu"
    r"|kết luận(?: và kiến nghị)?|kết luận chung"
    r"|tài liệu tham khảo|danh mục (?:các |chữ |từ |bảng|hình|ký hiệu|tài liệu).{0,40}"
    r"|mục lục|tóm tắt|abstract|introduction|conclusions?|references|phụ lục)[.:]?",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?P<mark>[IVX]{1,6})\s*[./)–-]\s*(?=\S)")
_LETTER = re.compile(r"(?P<mark>[A-HĐJ-Z])\s*[./)]\s+(?=\S)")
_FIGURES = re.compile(r"(?P<mark>[0-9]{1,2}(?:\.[0-9]{1,2}){0,4})\s*[.)/]?\s+(?=\S)")
_SMALL = re.compile(r"(?P<mark>[a-zđ])\s*[.)]\s+(?=\S)")
_ROMANS, _LETTERS = 6.0, 5.5
_LONGEST_WORDS, _LONGEST = 30, 220


@dataclass(frozen=True, slots=True)
class ByLook:
    """A crosshead by its look: its rank, its points and the reasons for them, and the number it begins with."""

    rank: float
    points: float
    reason: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Usual:
    """What most of a text looks like: the height of its letters, and whether it is bold."""

    size: int
    bold: bool


def usual(paras: Sequence[Para]) -> Usual:
    """Return what most words of a text look like."""
    sizes: Counter[int] = Counter()
    bold: Counter[bool] = Counter()
    for para in paras:
        for piece in para.words:
            sizes[piece.look.size] += len(piece.text)
            bold[piece.look.bold] += len(piece.text)
    return Usual(sizes.most_common(1)[0][0] if sizes else 20, bool(bold) and bold[True] > bold[False])


def judge(para: Para, before: Para | None, after: object, most: Usual) -> ByLook | None:
    """Return what speaks for a paragraph being a crosshead; None if it cannot be one.

    Args:
        para: The paragraph.
        before: The paragraph above it; None if something else stands there.
        after: The paragraph below it, or what else stands there; None if nothing does.
        most: What most of the text looks like.
    """
    text, words = para.text, para.words
    count = len(text.split())
    if not words or count > _LONGEST_WORDS or len(text) > _LONGEST or not any(letter.isalpha() for letter in text):
        return None
    if (para.label and para.label.bullet) or _LEADER.search(text) or _leads_to_a_page(para):
        return None
    points: list[tuple[float, str]] = []
    full = f"{para.label.text} {text}" if para.label else text
    keyword = next(((rank, found[0]) for pattern, rank in _KEYWORDS if (found := pattern.match(full))), None)
    letters = [letter for letter in text if letter.isalpha()]
    bold = _share(para, "bold")
    capital = (len(letters) > 3 and all(letter.isupper() for letter in letters)) or all(p.look.caps for p in words)
    size = max(piece.look.size for piece in words)
    if keyword:
        points.append((2.0, f"begins with {keyword[1]}"))
    if _OPENERS.fullmatch(text.strip()):
        points.append((1.5, "a name that parts have"))
    if bold >= 0.95 and not most.bold:
        points.append((2.0, "bold"))
    elif keyword and bold > 0.3 and _opens_bold(para):
        points.append((1.0, "its label is bold"))
    if capital:
        points.append((1.5, "in capitals"))
    if para.align == "center":
        points.append((1.0, "centred"))
    if size >= most.size + 2:
        points.append((1.5, "larger than the text"))
    elif size < most.size - 1:
        points.append((-1.0, "smaller than the text"))
    if _share(para, "italic") >= 0.95 and bold >= 0.95:
        points.append((0.3, "slanted"))
    if _share(para, "underline") >= 0.95:
        points.append((0.7, "underlined"))
    if para.keep_next:
        points.append((0.5, "held to the next paragraph"))
    if count <= 14:
        points.append((0.5, f"{count} words"))
    if numbered := _numbered(full):
        points.append((1.0 if bold >= 0.95 or capital else 0.5, f"numbered {numbered[1]}"))
    if before is None or not before.text or para.before >= 100:
        points.append((0.3, "space above"))
    ends = text.rstrip()[-1:]
    if (
        ends in ".;,?!…"
        and not (keyword and count < 5)
        and not (numbered and text.rstrip().count(".") <= 1 and count < 4)
    ):
        points.append((-1.2 if bold >= 0.95 else -2.0, f"ends with {ends}"))
    elif ends == ":":
        points.append((-0.7, "ends with :"))
    if text[:1] in '-–+•*“"' or text[:1].islower():
        points.append((-2.0, "begins like running text"))
    if _PERSON.fullmatch(text.strip()):
        points.append((-2.0, "the name of a person"))
    if para.align == "right":
        points.append((-1.5, "on the right"))
    if after is None:
        points.append((-1.0, "nothing below it"))
    elif isinstance(after, Para) and len(after.text) > len(text) and _share(after, "bold") < 0.5:
        points.append((0.5, "running text below"))
    total = sum(point for point, _ in points)
    if total < ENOUGH:
        return None
    rank = _rank(keyword, numbered, capital, size, most, para)
    reason = ", ".join(reason for point, reason in points if point > 0)
    return ByLook(rank, total, reason, "" if keyword or not numbered else numbered[1])


_PERSON = re.compile(
    r"(?:(?:TS|ThS|PGS|GS|BS|KS|Ông|Bà)[.\s]+)*(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn"
    r"|Trịnh|Mai|Lương|Cao|Tạ|Hà|Lâm|Triệu|Nông|Hứa|Vi|Chu|Tô|Quách|Thái|Tống|Lò|Vàng|Giàng|Đào|Trương|Kiều|Phùng)"
    r"(?: [A-ZĐÀ-Ỹ]\w*){1,4}"
)
"""The name of a person, as it stands below a text."""


def is_person(text: str) -> bool:
    """Tell whether a line is the name of a person and nothing else."""
    return _PERSON.fullmatch(text.strip()) is not None


_LABEL = re.compile(
    rf"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|TIỂU MỤC|Tiểu mục|PHỤ LỤC|Phụ lục|CHAPTER|Chapter|PART|Part)"
    rf"(?: (?:thứ|THỨ) \w+| {_NUMERAL})?[.:]?"
)


def is_label(text: str) -> bool:
    """Tell whether a crosshead is only the number of a part, which a title below it belongs to."""
    return _LABEL.fullmatch(text.strip()) is not None


def has_words(text: str) -> bool:
    """Tell whether a text is words and not a row of signs to fill in."""
    seen = [letter for letter in text if not letter.isspace()]
    return sum(letter.isalnum() for letter in seen) * 2 >= len(seen) > 0


def is_same(one: Para, other: Para) -> bool:
    """Tell whether two lines in the middle look alike, so that the second goes on where the first ended."""
    looks = [(p.look.bold, p.look.size, p.text.isupper()) for para in (one, other) for p in para.words]
    return one.align == other.align == "center" and len(set(looks)) == 1 and one.style == other.style


def has_number(text: str) -> bool:
    """Tell whether a crosshead has a keyword or number of its own."""
    return any(pattern.match(text) for pattern, _ in _KEYWORDS) or _numbered(text) is not None


_LEADER = re.compile(r"(?:\.{4,}|…{2,}|_{4,})\s*[0-9ivx]*$")


def _leads_to_a_page(para: Para) -> bool:
    """Tell whether a line is one of a table of contents that was typed by hand: a tab, and the number of a page."""
    line = "".join(piece.text for piece in flat(para.pieces) if isinstance(piece, TextRun))
    return re.search(r"\S\s*\t\s*[0-9]{1,4}\s*$", line) is not None


class CrossheadMarks:
    """Letters and roman numerals that crossheads begin with: those that come first stand above the others."""

    def __init__(self) -> None:
        """Start without any."""
        self.first = ""
        self.letter = ""

    def settle(self, found: ByLook) -> ByLook:
        """Return a crosshead with the rank that its letter or numeral has in this text."""
        if found.rank not in (_ROMANS, _LETTERS):
            return found
        letters = found.rank == _LETTERS or (found.mark == "I" and self.letter == "H")
        self.first = self.first or ("letter" if letters else "roman")
        if letters:
            self.letter = found.mark
        below = letters == (self.first == "roman")
        return replace(found, rank=_ROMANS + (0.5 if below else 0))


def _share(para: Para, name: str) -> float:
    """Return how much of the words of a paragraph has a look, 0 to 1."""
    words = [(len(piece.text.strip()), bool(getattr(piece.look, name))) for piece in para.words]
    total = sum(length for length, _ in words)
    return sum(length for length, has in words if has) / total if total else 0.0


def _opens_bold(para: Para) -> bool:
    words = para.words
    return bool(words) and words[0].look.bold


def _numbered(text: str) -> tuple[float, str] | None:
    """Return the rank that the number before a crosshead gives it, and the number."""
    if match := _ROMAN.match(text):
        return _ROMANS, match["mark"]
    if match := _LETTER.match(text):
        return _LETTERS, match["mark"]
    if match := _FIGURES.match(text):
        return 7.0 + match["mark"].count("."), match["mark"]
    if match := _SMALL.match(text):
        return 12.0, match["mark"]
    return None


def _rank(
    keyword: tuple[float, str] | None,
    numbered: tuple[float, str] | None,
    capital: bool,
    size: int,
    most: Usual,
    para: Para,
) -> float:
    """Return the rank of a crosshead: by its words, its number, and by how large it is."""
    if keyword:
        return float(keyword[0])
    if numbered:
        return numbered[0]
    if _OPENERS.fullmatch(para.text.strip()) and capital:
        return 2.0
    loud = (size >= most.size + 2) + capital + (para.align == "center")
    return 13.0 - loud
