"""Speech is told from lists."""

from __future__ import annotations

import pytest

from publish.vietnamese.dialogue import HyphenList, find_speech

SPEECH = [
    ("Bà hỏi, trời đã tối:", ("Cháu về bao giờ?", "Dạ, cháu về từ sáng.")),
    ("", ("Thế à.", "Vâng.")),
    ("Anh gật đầu.", ("Mai ta đi nhé!", "Ừ, mai đi.")),
    ("Bà cụ nói:", ("Trong nhà còn gạo.",)),
    ("Ông hỏi con:", ("Chợ họp ngày nào?", "Ngày kia.")),
    ("", ("Cháu chào bà ạ!",)),
    ("", ("“Mời bác vào nhà,” chị đáp. “Mưa rồi ạ.”",)),
    ("", ("Mưa rồi. – Bà nói khẽ.", "Con đóng cửa lại.")),
    ("", ("Lan ơi, về ăn cơm.",)),
    ("Cô bé trả lời:", ("Cháu không biết…",)),
    ("", ("Dạ thưa bà, cháu về.",)),
    ("", ("Trời ơi! Ai đốt nhà?",)),
]
LISTS = [
    ("Các huyện:", ("Bắc Sơn", "Lộc Bình")),
    ("Mục tiêu:", ("giữ gìn đoàn kết;", "xây dựng Đảng.")),
    ("Các bước:", ("Cài đặt Python.", "Mở tệp cấu hình.", "Chạy lệnh.")),
    ("Hãy tự hỏi:", ("Ai là người đọc?", "Họ cần gì?")),
    ("Ghi chú:", ("Trời mưa thì nghỉ.", "Thôi việc phải báo trước.")),
    ("Bộ phận:", ("Dạ dày chứa thức ăn.", "Vâng lời là đức tính.")),
    ("Các nước:", ("Bồ Đào Nha.", "Đông Nam Á.", "Tây Ban Nha.")),
    ("Luật nói:", ("Điều 1 có hiệu lực.", "Điều 2 hết hiệu lực.")),
    ("", ("Rộng 5 ha.", "Mùa hè.")),
    ("Bà nói:", (None, "Vâng ạ.")),
    ("Bà nói:", ("vâng ạ.",)),
]


@pytest.mark.parametrize(("above", "items"), SPEECH)
def test_speech_is_speech(above: str, items: tuple[str, ...]) -> None:
    assert [True] == find_speech([HyphenList(items, above)])


@pytest.mark.parametrize(("above", "items"), LISTS)
def test_list_is_a_list(above: str, items: tuple[str | None, ...]) -> None:
    assert [False] == find_speech([HyphenList(items, above)])


def test_where_all_lists_are_made_of_sentences_and_one_is_spoken_all_are_speech() -> None:
    plain, spoken, words = (HyphenList(each, "") for each in (("Mưa.",), ("Vâng ạ.",), ("mưa", "nắng")))
    assert [True, True] == find_speech([plain, spoken])
    assert [False, True, False] == find_speech([plain, spoken, words])
    assert [] == find_speech([])
