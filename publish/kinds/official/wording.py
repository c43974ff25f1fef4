"""Rules on the words of an official document: capitals, dates with their zeros, documents that are cited whole.

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục II for capitals; Phụ lục I, Phần I, Mục II, 3c, 4b and 6b for the others. Only
what can be told without knowing what is meant is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from publish.base.diagnostics import Diagnostic, Position, warning
from publish.base.messages import say
from publish.publication import model
from publish.vietnamese.edits import apply_edits
from publish.vietnamese.problems.official import official_edits

_DOCUMENT = "nghị định|thông tư|quyết định|nghị quyết|chỉ thị|kế hoạch|công văn|báo cáo|tờ trình|hướng dẫn|thông báo"

_OFFICE = "giáo sư|phó giáo sư|tiến sĩ|bộ trưởng|thứ trưởng|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|thủ tướng"
_FAMILY = "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Tôn|Đinh|Trịnh|Mai|Cao|Lương"
"""Offices and family names: an office with the name of who holds it has a capital."""

_CAPITALS: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern), section)
    for pattern, section in (
        (r"(?<!\w)điều(?= \d)", "Mục V.7"),
        (r"(?<!\w)(?:tiểu mục|mục)(?= \d+ (?:[Cc]hương|[Mm]ục) )", "Mục V.7"),
        (r"(?<!\w)chương(?= [IVXLC]+\b)", "Mục V.7"),
        (rf"(?<!\w)(?:{_DOCUMENT})(?= số \d+/)", "Mục V.6"),
        (r"(?<!\w)quốc hội(?! (?:các|những) )", "Mục IV.1.a"),
        (r"(?<!\w)(?<!phi )chính phủ(?! (?:các|những|điện tử|số)\b)", "Mục IV.1.a"),
        (r"(?<!\w)(?:thủ tướng(?= [Cc]hính phủ)|chủ tịch(?= (?:nước\b|[Qq]uốc hội)))", "Mục V.3"),
        (rf"(?<!\w)(?:{_OFFICE})(?= (?:{_FAMILY}) [A-ZĐÀ-Ỹ])", "Mục V.3"),
        (r"(?<!\w)thủ đô(?= Hà Nội)", "Mục III.1.c"),
        (r"(?<!\w)thành phố(?= Hồ Chí Minh)", "Mục III.1.c"),
        (r"(?<!\w)(?:quận|phường)(?= \d+\b)", "Mục III.1.b"),
        (r"(?<=[Tt]ết )(?:nguyên đán|đoan ngọ|trung thu)", "Mục V.8.b"),
        (r"(?<=[Nn]gày )(?:quốc khánh|quốc tế lao động|phụ nữ Việt Nam|tổng tuyển cử)", "Mục V.5"),
    )
)
"""What begins with a capital letter, and the section that says so."""

_SMALL: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"(?<=[a-zà-ỹđ,;] )(?:Khoản(?= \d)|Điểm(?= [a-zđ]\b))"), "Mục V.7"),
    (re.compile(r"(?<=(?:Ủy|Uỷ) ban )Nhân(?= dân)|(?<=Hội đồng )Nhân(?= dân)"), "Mục IV.1.a"),
)
"""What begins with a small letter."""

_CITED = re.compile(rf"(?P<kind>(?i:{_DOCUMENT})) số (?P<number>\d+(?:/\d{{4}})?/[\wĐđ-]+)(?P<behind>.{{0,24}})")
_LAW = re.compile(
    r"(?P<law>(?:Luật|Pháp lệnh|Bộ luật) [^.;:()]{2,80}?),? số:? (?P<number>\d+/\d{4}/(?:QH|UBTVQH|PL)[\wĐ-]*)"
)
_DAY = re.compile(r",? ngày \d")


def check_wording(article: model.Article) -> Iterator[Diagnostic]:
    """Yield what is wrong with the words of the text of an official document."""
    cited: set[str] = set()
    for block in model.walk(article.children):
        for children in _lines_of(block):
            spots = [(node.text, node.position) for node in model.walk(children) if isinstance(node, model.Text)]
            text = "".join(piece for piece, _ in spots)
            yield from _check_line(text, spots, cited)


def _lines_of(block: object) -> Iterator[tuple[model.Inline, ...]]:
    if isinstance(block, model.Paragraph | model.Heading):
        yield block.children


def _check_line(text: str, spots: Sequence[tuple[str, Position]], cited: set[str]) -> Iterator[Diagnostic]:
    for patterns, change in ((_CAPITALS, _capital), (_SMALL, _small)):
        for pattern, section in patterns:
            for match in pattern.finditer(text):
                message = say("{word} is written {right} here", word=match[0], right=change(match[0]))
                hint = say("Nghị định 30/2020/NĐ-CP, Phụ lục II, {section}", section=section)
                yield warning(_place(spots, match.start()), message, "official-capitals", hint, len(match[0]))
    for edit in official_edits(text):
        around = text[max(0, edit.start - 20) : edit.start + 12]
        shift = edit.start - max(0, edit.start - 20)
        right = apply_edits(around, [edit._replace(start=shift, end=shift)])
        message = say("a zero belongs here in an official document")
        hint = say("write {right!r}", right=right)
        yield warning(_place(spots, edit.start), message, "official-form", hint)
    for match in _LAW.finditer(text):
        message = say("of laws and ordinances no number is cited: {number}", number=match["number"])
        hint = say("write '{law}' alone", law=match["law"])
        yield warning(_place(spots, match.start("number")), message, "official-citation", hint, len(match["number"]))
    for match in _CITED.finditer(text):
        number = match["number"].casefold()
        if number not in cited and not _DAY.match(match["behind"]):
            document = f"{match['kind']} số {match['number']}"
            message = say("{document} is cited for the first time without its day", document=document)
            hint = say("add day, agency and subject: 'ngày … của … về …'; later its number is enough")
            yield warning(_place(spots, match.start()), message, "official-citation", hint)
        cited.add(number)


def _capital(word: str) -> str:
    return word[0].upper() + word[1:]


def _small(word: str) -> str:
    return word[0].lower() + word[1:]


def _place(spots: Sequence[tuple[str, Position]], offset: int) -> Position:
    """Return the place of a character in the source."""
    for piece, position in spots:
        if offset < len(piece):
            return replace(position, column=position.column + offset)
        offset -= len(piece)
    return spots[-1][1]
