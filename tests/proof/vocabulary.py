"""Vietnamese syllables, each given out once, so that a word on a page tells which line of the source it comes from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_ONSETS = "b c ch d đ g h kh l m n nh ph r s t th tr v x".split()  # noqa: SIM905
_OPEN = """a ai ao au ay âu ây eo êu ia iu o oi ô ôi ơ ơi u ua ui ư ưa ươi ươu uôi iêu e ê""".split()  # noqa: SIM905
_CLOSED = """an ang anh ăn ăng ân âng en ên ênh iên iêng in inh on ong ôn ông ơn un ung uôn uông ươn ương ưng
    am""".split()  # noqa: SIM905
_STOPPED = "ac ach ăc ăt âc ât ich iêc iêt oc ôc uc uôc ươc ươt ưc ot ôt at".split()  # noqa: SIM905
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_STOPPED_TONES = ("\u0301", "\u0323")
_BARE = set("aăâeêioôơuưy")

_PRINTED = """trang hình bảng chương phần mục tiếp theo xem trong số này nguồn ảnh tài liệu tham khảo ghi chú thích
    lục danh các bản tin người ngày tháng năm in xong nộp lưu chiểu và với của cho có không một hai ba bốn thứ chịu
    trách nhiệm nội dung giám đốc tổng biên tập xuất đăng ký quyết định cuốn khổ giấy phép đầu cuối mời tra cứu việc
    chưa trên dưới lần thế kỷ tờ thêm cũng cơ quan chủ quản ban tác giả điện thoại kỳ hạn"""
_FACTS = """thung lũng tòa soạn lương thị ẩn nguyễn bỉnh khiêm hà nội lê ngọc vũ ỷ lan lời giới thiệu minh châu cỏ lau
    văn học nxb trung tâm hóa isbn tr vn dàn mẫu sách sửa"""

FURNITURE = frozenset(f"{_PRINTED} {_FACTS}".split())
"""Words that the program itself may print, or that are facts of every publication; none of them is given out."""


def _with_tone(rime: str, tone: str) -> str:
    """Return a rime with its tone on the vowel that carries it in the old style."""
    places = [place for place, letter in enumerate(rime) if letter in _BARE]
    marked = [place for place in places if rime[place] in "ăâêôơư"]
    at = marked[-1] if marked else places[0]
    return unicodedata.normalize("NFC", rime[: at + 1] + tone + rime[at + 1 :])


def syllables() -> Iterator[str]:
    """Yield some eleven thousand syllables in a fixed order in which neighbours differ in letters and tone."""
    rimes = [(rime, tone) for rime in _OPEN + _CLOSED for tone in _TONES]
    rimes += [(rime, tone) for rime in _STOPPED for tone in _STOPPED_TONES]
    made = [onset + _with_tone(rime, tone) for rime, tone in rimes for onset in _ONSETS]
    made = [word for word in made if word not in FURNITURE]
    stride = 2753  # a prime that the number of syllables is no multiple of
    for number in range(len(made)):
        yield made[number * stride % len(made)]


class Words:
    """The words of one publication; ``take`` gives some that were not given before."""

    def __init__(self) -> None:
        self._words = syllables()
        self._numbers = iter(range(1, 1_000_000))

    def take(self, count: int = 1) -> str:
        """Return so many words, with plain spaces.

        Raises:
            StopIteration: If there are no more.
        """
        return " ".join([next(self._words) for _ in range(count)])

    def name(self) -> str:
        """Return a name that was not given before, for what links point at."""
        return f"n{next(self._numbers)}"
