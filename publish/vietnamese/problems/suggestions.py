"""The possible syllables that a mistyped one comes closest to.

Slips of the two ways to type Vietnamese cost least: a hook that a vowel missed (ngưòi), a tone on the wrong letter, a
key of Telex left behind (đượcj), ngh for ng. No list of words is used beyond the commonest syllables.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from publish.vietnamese.letters import LETTERS, QUALITY_MARKS, TONE_MARKS, TONES, add_tone, split_tone
from publish.vietnamese.syllables import LONGEST, SPELLINGS, STOPPED, is_syllable
from publish.vietnamese.tones import place_tone

_COMMON = """
có một của và được không các người để với là hoặc làm cho từ định trong động thể vào về đó sự ra ở bạn đã dùng đến
điều việc những bản hình bằng bị thường công như phần nhiều này nói khác trình số hợp trên đặt sẽ trước dụng đồng
gói tại cách phải bộ lại chỉ giải trường thời theo thành tiếp cơ hiện quan hành tài tập phân đối đầu kết nước hệ nào
tự tính hơn cái vật nó mà quyền liệu giá kế thế chọn thì lên nhân ý hàng cài thị vụ án đi điểm cùng đường nam mặt
bên sử thống báo giới năm nhận nơi pháp bảo còn phạm văn ngày thông năng học chính thiết thực gì nhà nếu khi tượng
tạo do rất quyết con quy đổi cầu cũng chức chương tác cấp mục phát đang chất thư sản nhau mới quả việt dự cần gây
lệnh tôi thức nhất hội mềm sau hay hai quá dài độ cả thuộc cao tên ăn tòa tiền phương máy dân kinh đề luật ví mình
nguồn loại biểu bán toàn vị lớn phép giao dụ đơn sống tiếng chuyển vì gian vô lý tình viên khởi hoạt nhỏ anh tổ trị
quát hạn mức đoạn cây tệp gia liên xử thứ yêu vùng qua chủ phiên xác chúng vi xã lập tâm mắt nguyên biết tới nội nên
tay nhưng xuất dưới nghĩa bắt cấu giữ dạng khái màu địa đánh dịch rằng thêm sinh viện dẫn hết họ từng ngoài xét linh
sách kéo tương hóa tiến cụ tìm cảm thân mã biệt dữ hiệu tổng thấy chưa lượng kiểm chết sức áp mạng đồ chứa chế hoàn
mạnh lao điền bảng chứng thẩm mở mọi đất thái mất tội đủ muốn thủ sáng khó chịu chạy trí bỏ tiết rõ mua cảnh to bất
trạng lực đây lời lợi quốc nữ giữa tốt trở đại tố tin hữu thích bệnh trọng quản khả trung thúc tinh sửa gồm phí lòng
lấy bí sát trả nối diễn phụ riêng sở tiên nhập giấy vận tùy chung nhiệm kiểu kiến lưu cá địch câu truyền bóng ấn nhờ
ứng thương đầy chỗ biến hướng đèn đẹp cứ hồn ngữ lí tàu phối nổi chữ sẵn siêu gọi trang xuống chị thận tham tế ấy
kiện xem khoản tất tục chiều"""
"""The 400 commonest syllables, which make up 7 of 10 in the law codes of 2015, manuals and a dictionary's examples."""

_RANKS = {syllable: rank for rank, syllable in enumerate(_COMMON.split())}

FARTHEST = 1.6
"""Cost above which two words have nothing to do with each other."""

_MARK, _TONE, _ADDED_TONE, _SPELLING, _SWAP, _KEY = 0.4, 0.7, 0.6, 0.3, 0.7, 1.0
_RARE = 0.25
"""What a syllable costs more that is not among the commonest."""

_SHARP = {TONES["sắc"]: 0.4, TONES["nặng"]: 0.45}

_TELEX = {"s": TONES["sắc"], "f": TONES["huyền"], "r": TONES["hỏi"], "x": TONES["ngã"], "j": TONES["nặng"]}

_NEAR_KEYS = (
    "qw wa we er rt ty yu ui io op as sd df fg gh hj jk kl zx xc cv vb bn nm sz dx fc gv hb jn km "
    "sx dg ln rd rg vd ck iy ea ou"
)
_NEAR = frozenset(pair for pairs in _NEAR_KEYS.split() for pair in (pairs, pairs[::-1]))
"""Letters that lie side by side on a keyboard, or sound alike in some part of the country."""

_ALPHABET = "abcdeghiklmnopqrstuvxy"


class _Guess(NamedTuple):
    """A skeleton near the one written; ``letters`` are those written, empty where a letter is new."""

    cost: float
    skeleton: str
    letters: tuple[str, ...]
    tone: str | None


def nearest_syllables(word: str, limit: int = 3) -> list[str]:
    """Return the possible syllables nearest to a word, the best first, in the case of the word.

    The list is empty for a word that comes near none. Two syllables written as one come back with a space.
    """
    return [_in_case_of(word, syllable) for _, syllable in _rank(word)[:limit]]


def sure_syllable(word: str) -> str | None:
    """Return the one syllable that is much nearer to a word than every other; None when there is no such one."""
    ranked = _rank(word)
    if not ranked or ranked[0][0] > 0.75 + _RARE or (len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _RARE):
        return None
    return _in_case_of(word, ranked[0][1])


def skeleton(word: str) -> str:
    """Return a word in lower case without any mark: nguoi for Người, duoc for được."""
    bare = unicodedata.normalize("NFD", word.lower()).translate(_BARE)
    return unicodedata.normalize("NFC", bare)


def count_vowel_groups(word: str) -> int:
    """Return how many runs of vowels a word has; a syllable has one, the i of gi and the u of qu included."""
    return len(_VOWELS.findall(skeleton(word)))


_VOWELS = re.compile("[aeiouy]+")

_BARE = {**dict.fromkeys(map(ord, TONE_MARKS + QUALITY_MARKS)), ord("đ"): "d"}


def _skeletons() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for spelling in SPELLINGS:
        table.setdefault(skeleton(spelling), []).append(spelling)
    return {bare: tuple(spellings) for bare, spellings in table.items()}


SKELETONS = _skeletons()
"""The spellings without tone of each skeleton, such as truong: trương, truông."""


def _rank(word: str) -> tuple[tuple[float, str], ...]:
    return _rank_folded(unicodedata.normalize("NFC", word).lower()) if 0 < len(word) <= LONGEST else ()


@functools.lru_cache(maxsize=20_000)
def _rank_folded(word: str) -> tuple[tuple[float, str], ...]:
    """Return costs and syllables, the cheapest first."""
    toneless = split_tone(word)[0]
    tones = [mark for letter in word if (mark := split_tone(letter)[1])]
    if not all(letter in LETTERS for letter in toneless):
        return ()
    costs: dict[tuple[str, str], float] = {}
    for guess in _guesses(toneless):
        written = [guess.tone] if guess.tone and not tones else tones
        for spelling in SKELETONS.get(guess.skeleton, ()):
            marks = sum(_MARK for old, new in zip(guess.letters, spelling, strict=True) if old and old != new)
            for tone, cost in _tones(spelling, tuple(dict.fromkeys(written))):
                total = guess.cost + marks + cost
                if total <= FARTHEST and total < costs.get((spelling, tone), FARTHEST + 1):
                    costs[spelling, tone] = total
    ranked = [(cost, _write(spelling, tone)) for (spelling, tone), cost in _cheapest(costs)]
    weighed = [(cost + (0 if syllable in _RANKS else _RARE), syllable) for cost, syllable in ranked]
    weighed += [(_SPELLING, pair) for pair in split_joined(word)]
    return tuple(sorted(weighed, key=lambda pair: (round(pair[0], 2), _RANKS.get(pair[1], len(_RANKS)), pair[1])))


def split_joined(word: str) -> list[str]:
    """Return a word of two syllables without a space between them in all ways to set the space.

    Both have two letters at least, and one has another tone than sắc, which loans such as ôxít or cácbon have as well.
    """
    if count_vowel_groups(word) != 2:
        return []
    pairs = [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
    return [
        f"{one} {other}"
        for one, other in pairs
        if is_syllable(one) and is_syllable(other) and {split_tone(one)[1], split_tone(other)[1]} - {"", _ACUTE}
    ]


_ACUTE = TONES["sắc"]


def _cheapest(costs: dict[tuple[str, str], float]) -> list[tuple[tuple[str, str], float]]:
    """Return the dozen cheapest of the syllables, so that only they are written out."""
    return sorted(costs.items(), key=lambda item: (item[1], item[0]))[:12]


def _tones(spelling: str, written: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """Yield the tones that a spelling can have, and what each costs against those written."""
    stopped = SPELLINGS[spelling][1] in STOPPED
    for tone in _SHARP if stopped else TONES.values():
        if tone in written:
            yield tone, 0.0 if len(written) == 1 else _MARK
        elif written:
            yield tone, _TONE
        else:
            yield tone, (_SHARP[tone] if stopped else _ADDED_TONE if tone else 0.0)


def _write(spelling: str, tone: str) -> str:
    if not tone:
        return spelling
    start = len(spelling) - len(SPELLINGS[spelling][1])
    return place_tone(spelling[:start] + add_tone(spelling[start], tone) + spelling[start + 1 :], "old")


def _guesses(toneless: str) -> Iterator[_Guess]:
    """Yield the skeletons one slip away from a word without tone, and its own."""
    bare, letters = skeleton(toneless), tuple(toneless)
    if len(bare) != len(letters):
        return
    yield _Guess(0.0, bare, letters, None)
    for place, letter in enumerate(bare):
        before, after = bare[:place], bare[place + 1 :]
        ahead, behind = letters[:place], letters[place + 1 :]
        last = not after
        tone = _TELEX.get(letter) if last else None
        yield _Guess(_drop_cost(before, letter, last), before + after, ahead + behind, tone)
        if after:
            swapped = after[0] + letter + after[1:]
            yield _Guess(_SWAP, before + swapped, (*ahead, behind[0], letters[place], *behind[1:]), None)
        for other in _ALPHABET:
            if other != letter:
                cost = _change_cost(place, letter, other)
                yield _Guess(cost, before + other + after, (*ahead, "", *behind), None)
    for place in range(len(bare) + 1):
        for other in _ALPHABET:
            cost = _insert_cost(bare[:place], bare[place:], other)
            yield _Guess(cost, bare[:place] + other + bare[place:], (*letters[:place], "", *letters[place:]), None)


def _drop_cost(before: str, letter: str, last: bool) -> float:
    if letter == "h" and before in ("ng", "g"):
        return _SPELLING
    if before.endswith(letter) or (last and letter in "sfrxjwz"):
        return _MARK
    return _KEY


def _change_cost(place: int, letter: str, other: str) -> float:
    if {letter, other} in ({"c", "k"}, {"i", "y"}) and (place == 0 or letter in "iy"):
        return _SPELLING
    return 0.8 * _KEY if letter + other in _NEAR else _KEY


def _insert_cost(before: str, after: str, other: str) -> float:
    if other == "h" and before in ("ng", "g"):
        return _SPELLING
    if other in "gnh" and before and (after == "" or (other == "n" and after in ("g", "h"))):
        return 0.7 * _KEY
    return _KEY


def _in_case_of(word: str, syllable: str) -> str:
    if len(word) > 1 and word.isupper():
        return syllable.upper()
    return syllable[0].upper() + syllable[1:] if word[:1].isupper() else syllable
