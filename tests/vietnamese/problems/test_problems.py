"""What the linter says about a text, and above all what it leaves alone: each sentence here is right as it stands."""

from __future__ import annotations

import time

import pytest

from publish.vietnamese import find_mixed, find_problems, typeset

RIGHT = [
    # names, loans, acronyms, Roman numerals
    "Già làng Y Thuyên ở Buôn Đôn kể chuyện với các bạn từ Krông Pắc, Chư Păh và Ea Kao.",
    "Bài của Mát-xcơ-va, Lê-nin-grát và ông Dvořák được đọc lại ở thế kỷ XX, khóa XIII.",
    "Ghi-đông, pê-đan, axít, prôtêin, ôxy và cácbon là từ mượn; GDP, CPI và UBND là chữ viết tắt.",
    "Đội tuyển U23 gặp đội B trong trận thứ 2, máy bay Su-30MK2 và A320 bay qua.",
    # sounds, drawn out and cut short
    "Đượ… được rồi, anh nghe đâ… đây!",
    "Cô ơiiii, vui quááá, hừmmm!",
    "Trống đánh tùng tùng, đường ngoằn ngoèo, chữ nguệch ngoạc, đêm khuya khoắt.",
    # paths, commands, code that nobody marked
    "Vào thư mục /usr/share rồi gõ ./configure, sau đó xem ../README.",
    "Lệnh ls /bin /sbin liệt kê tệp, lệnh cp chép chúng.",
    "Đặt lang=\"vi\" và title='Tin' trong tệp; hàm CONG(a;b) và BANG[x;y] trả về số.",
    "Nhóm là root:staff, danh sách {mot,hai} và tọa độ (x,y).",
    "Trang Booking.Com, vòng lặp Do...Loop và trình duyệt w3m.",
    "Hàm số y = b1x1 + b2x2, hiệu a - b và thương a/b.",
    "-Z đặt ngữ cảnh, -CF nén bảng.",
    # signs that the text is about
    "Dấu gạch chéo / đứng giữa hai chữ, dấu - đứng trước số âm, phím ' gõ dấu sắc.",
    "Nhấn dấu “(” rồi gõ “)”, tức là « ( » và « ) », không gõ \\( như trong công thức.",
    'Cửa sổ mở ra sau khi nhấn " trên bàn phím.',
    # marks
    "Vui quá ;) và buồn quá :( cũng được.",
    "Ví dụ: :set nu hiện số dòng.",
    # numbers and dates
    "Thắng 3-1 trong hiệp hai, đội hình 4-4-2, số đo 86-60-90, quyết định số 18/20.",
    "Công nghiệp 4.0, phiên bản 17.2, biến thể BA.5 và XBB.1.5, gọi 0912 345 678.",
    "Năm 1,250 tấn và số 1.5 có thể hiểu theo hai cách.",
    "Rằm tháng Giêng, mùng 10 tháng 3, ngày 30/2 âm lịch.",
    # quotes that go on in the next paragraph
    "“Đoạn đầu của lời nói dài.\n\n“Đoạn sau của lời nói ấy.”",
    "a) Điểm thứ nhất; 1) Một; (i) la mã; đ) điểm đ.",
    "Ngày ngày, đêm đêm, người người thì thầm là là trên đồi.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert list(find_problems(text)) == []
    assert typeset(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a"...', [("straight-quote", "“"), ("straight-quote", "”"), ("ellipsis", "…")]),
        ("anh,em và Huế,Vinh", [("missing-space", " "), ("missing-space", " ")]),
        ("Việc đã xong.Nam về.", [("missing-space", " ")]),
        ("tác giả / người tặng, km/ h, và /hoặc", [("spaced-slash", "/")] * 3),
        ("đất 5m2, cao 3,5m", [("missing-space", " "), ("superscript", "²"), ("missing-space", " ")]),
        ("con “cá“ to, con ”gà” nhỏ", [("unbalanced-quotes", "”"), ("unbalanced-quotes", "“")]),
        ("con (cá to", [("unbalanced-quotes", None)]),
        ("còn 60 % số hộ", [("space-before-mark", "")]),
        ("và và", [("repeated-word", "")]),
        ("ngưòi, hòan, nghành, ngườì", ["impossible-syllable", "misplaced-tone", "impossible-syllable", "two-tones"]),
        ("-Cháu chào bác.", [("dialogue-hyphen", "– ")]),
        ("tháng 13/2020, ngày 31/4", [("impossible-date", None)] * 2),
    ],
)
def test_what_is_wrong_is_found(text: str, expected: list[str] | list[tuple[str, str | None]]) -> None:
    found = [(problem.rule, problem.replacement) for problem in find_problems(text)]
    assert expected == [pair if isinstance(expected[0], tuple) else pair[0] for pair in found]


def test_a_wrong_quote_is_no_reason_to_join_words() -> None:
    assert typeset("tên là “Cá“ trong truyện, ghi vào ”sổ” rồi") == "tên là “Cá“ trong truyện, ghi vào ”sổ” rồi"


def test_each_rule_finds_the_same_alone() -> None:
    text = '"Chữ"... 5m2 ,và  2020-2025'
    alone = {rule for rule in ("ellipsis", "straight-quote", "range-hyphen") for _ in find_problems(text, rules=[rule])}
    assert {problem.rule for problem in find_problems(text)} >= alone == {"ellipsis", "straight-quote", "range-hyphen"}


MIXED = [
    (["kỹ thuật, kỹ thuật", "kĩ thuật"], [("mixed-i-y", "kỹ")]),
    (["KỸ THUẬT, kỹ thuật", "KĨ THUẬT"], [("mixed-i-y", "KỸ")]),
    (["Lý Thị Vy, Trần Thị Vi và Bùi Thị Vy"], []),
    (["hy sinh, hi vọng, công ty, bác sĩ, tỷ đồng, tỉ mỉ"], []),
    (["hóa học, tòa nhà", "hoá học"], [("mixed-tone-style", "hóa")]),
    (["2015–2020, 2020–2025", "2010 – 2015"], [("mixed-ranges", "2010–2015")]),
    (["Đắk Lắk, Đắk Lắk", "Đăk Lăk"], [("mixed-spelling", "Đắk Lắk")]),
    (["Thanh Hóa", "Thành Hóa"], []),
    (["kinh tế – xã hội", "văn hóa xã hội, kinh tế xã hội"], [("mixed-pair-dash", "văn hóa – xã hội")] * 2),
    (["văn hóa xã hội, kinh tế xã hội"], []),
    (["xã hội chủ nghĩa, kinh tế – xã hội", "kinh tế xã hội chủ nghĩa"], []),
    (["Năm qua – chúng ta thắng", "năm qua chúng ta thắng"], []),
    (["đầu tư – xây dựng, đầu tư – xây dựng", "đầu tư xây dựng"], [("mixed-pair-dash", "đầu tư – xây dựng")]),
]


@pytest.mark.parametrize(("texts", "expected"), MIXED)
def test_what_is_written_in_several_ways(texts: list[str], expected: list[tuple[str, str]]) -> None:
    found = [(problem.rule, problem.replacement) for _, problem in find_mixed(texts)]
    assert expected[:1] == found[:1]
    assert len(expected) == len(found)


SHAPES = [
    "ngưòi ",
    "a",
    " ",
    '"',
    "(“",
    ")”",
    "9",
    "1.",
    "1/1/2020-",
    "NGƯỜI ",
    "Nguyễn Văn ",
    ". ",
    "/ ",
    "5m",
    "5x",
    "e\u0302\u0301",
]


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_length_only(shape: str) -> None:
    """A quadratic search would take a hundred times as long for ten times the text; forty is past any noise."""

    def seconds(length: int) -> float:
        text = shape * (length // len(shape))
        start = time.process_time()
        list(find_problems(text))
        list(find_mixed([text]))
        return time.process_time() - start

    short = max(max(seconds(5_000) for _ in range(2)), 0.0005)
    assert any(seconds(50_000) <= 40 * short for _ in range(5))
