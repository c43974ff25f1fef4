"""Crossheads by look in five kinds of texts, marked by hand: each line begins with its level, ``-`` for none."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from publish.importing.shaping.crossheads import Wishes
from publish.importing.shaping.nodes import HeadingNode
from publish.importing.shaping.structure import Shaper
from publish.importing.shaping.tree import Para
from publish.importing.word.reading import read_word
from tests.support.word_files import para, picture, run, word_file

TEXT = (
    "Chợ phiên Kỳ Lừa họp sáu ngày một lần, và mỗi phiên là một ngày hội của cả vùng, người đi chợ từ sáng sớm.",
    "Từ trên dốc nhìn xuống, những chiếc ô xanh đỏ nối nhau thành một dòng sông chảy vào lòng chợ. Ai cũng vội.",
    "Theo thống kê của huyện, mỗi phiên có hơn ba nghìn lượt người, gấp đôi năm trước.",
    "Ông Lương Văn Bảo, năm nay bảy mươi hai tuổi, kể rằng ngày xưa đường lên chợ chỉ là một lối mòn.",
    "Các hộ kinh doanh đã được hướng dẫn phân loại rác tại nguồn, giữ vệ sinh chung và niêm yết giá.",
    "Trong nghiên cứu này, chúng tôi khảo sát 120 hộ ở ba xã, dùng bảng hỏi và phỏng vấn sâu.",
    "Cụ cười, bảo rằng không có gì phải vội, chợ nào rồi cũng tan.",
)
LOOKS = {
    "b": "<w:b/>",
    "i": "<w:i/>",
    "u": '<w:u w:val="single"/>',
    "L": '<w:sz w:val="32"/>',
    "s": '<w:sz w:val="24"/>',
}
GENRES = {
    "news": """
        - b Chợ phiên Kỳ Lừa họp sáu ngày một lần, và năm nay đông gấp đôi, theo Ủy ban nhân dân huyện cho biết hôm qua.
        -  *
        - P
        - ci Chợ phiên cuối năm. Ảnh: Báo Lạng Sơn
        1 b Ngày hội của cả vùng
        -  *
        1 b Người bán, người mua
        -  *
        - b Đây là câu quan trọng nhất của bài, nên được in đậm từ đầu đến cuối.
        -  *
        - i “Chúng tôi mong đường sớm xong”, một người bán hàng nói.
        1 b Đường mới, nỗi lo cũ
        -  *
        -  Trong năm qua:
        -  - Số hộ kinh doanh tăng 12%;
        -  - Doanh thu tăng 8%.
        -  *
        1 b Chờ một cây cầu
        -  *
        - br Lan Anh
        - ri (Theo Báo Lạng Sơn)
        """,
    "official": """
        - cb CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM là tiêu đề của mọi văn bản, không phải là một phần của nó.
        - i Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
        - i Theo đề nghị của Giám đốc Sở Công Thương,
        1 cb Chương I
        + cb QUY ĐỊNH CHUNG
        2 b Điều 1. Phạm vi điều chỉnh
        -  *
        2 b Điều 2. Đối tượng áp dụng
        -  1. Hộ kinh doanh tại chợ.
        -  2. Tổ chức, cá nhân có liên quan.
        -  Điều này không áp dụng đối với chợ tạm quy định tại khoản 2 Điều 5 của Quy định này.
        2 b Điều 3. Giải thích từ ngữ
        -  a) Chợ phiên là chợ họp theo ngày định trước;
        -  b) Hộ kinh doanh là hộ có điểm bán hàng tại chợ.
        1 cb Chương II
        + cb QUẢN LÝ CHỢ
        2 cb Mục 1
        + cb NGÀY HỌP
        3 b Điều 4. Ngày họp
        -  *
        2 cb Mục 2
        + cb VỆ SINH
        3 b Điều 5. Giữ gìn vệ sinh
        -  *
        - bi Nơi nhận:
        -  - Như Điều 9;
        -  - Lưu: VT.
        - cb Nguyễn Văn An
        """,
    "thesis": """
        1 cb CHƯƠNG 1: CƠ SỞ LÝ LUẬN
        2 b 1.1. Các khái niệm
        3 b 1.1.1. Chợ phiên
        -  *
        3 bi 1.1.2. Hộ kinh doanh
        -  *
        - b Định nghĩa 1. Chợ phiên là chợ họp theo ngày định trước, ở một nơi cố định, do một cộng đồng lập ra.
        2 b 1.2. Tổng quan nghiên cứu
        -  *
        - P
        - c Hình 1.1. Sơ đồ các chợ trong vùng
        -  *
        1 cb CHƯƠNG 2: PHƯƠNG PHÁP NGHIÊN CỨU
        2 b 2.1. Mẫu khảo sát
        -  *
        -  Bảng hỏi gồm ba phần:
        -  - Phần một: thông tin chung;
        -  - Phần hai: thu nhập.
        2 b 2.2. Công cụ
        -  *
        1 cb KẾT LUẬN
        -  *
        1 cb TÀI LIỆU THAM KHẢO
        -  [1] Nguyễn Văn A (2010), Chợ quê, Nxb Văn hóa, Hà Nội.
        -  [2] Trần B (2015), “Chợ phiên vùng cao”, Tạp chí Dân tộc học, số 3.
        """,
    "story": """
        1 c CHƯƠNG MỘT
        -  *
        -  - Bác đi chợ à?
        -  - Ừ, bác đi.
        -  *
        - c ***
        -  *
        - i Đêm ấy trăng sáng lắm.
        1 c CHƯƠNG HAI
        -  *
        -  – Thế còn muối? – nó hỏi.
        -  – Hết rồi.
        - b Không ai trả lời.
        -  *
        1 c CHƯƠNG BA
        -  *
        - r Lạng Sơn, mùa đông 1998
        """,
    "lesson": """
        1 b I. MỤC TIÊU
        2 b 1. Kiến thức
        -  - Nêu được đặc điểm của chợ phiên.
        -  - Kể được tên các mặt hàng.
        2 b 2. Năng lực
        -  *
        1 b II. THIẾT BỊ DẠY HỌC VÀ HỌC LIỆU
        -  - Giáo viên: tranh ảnh, phiếu học tập.
        -  - Học sinh: sách giáo khoa.
        1 b III. TIẾN TRÌNH DẠY HỌC
        2 b Hoạt động 1: Khởi động
        -  a) Mục tiêu: Tạo hứng thú cho học sinh trước khi vào bài mới.
        -  b) Nội dung: Học sinh quan sát tranh và trả lời câu hỏi.
        -  *
        2 b Hoạt động 2: Hình thành kiến thức
        -  *
        - b Câu hỏi: Vì sao chợ phiên họp sáu ngày một lần?
        -  *
        1 b IV. ĐIỀU CHỈNH SAU BÀI DẠY
        -  ................................................................................
        """,
}


def built(marked: str) -> tuple[bytes, list[tuple[str, str]]]:
    """A Word file of the lines, and the level and text of each; ``*`` is three paragraphs of running text."""
    texts = itertools.cycle(TEXT)
    body: list[str] = []
    lines: list[tuple[str, str]] = []
    for line in filter(str.strip, marked.split("\n")):
        level, _, rest = line.strip().partition(" ")
        looks, _, text = rest.partition(" ")
        if text.strip() == "*":
            for _ in range(3):
                words = next(texts)
                body.append(para(words))
                lines.append(("-", words))
            continue
        if looks == "P":
            body.append(para(picture("p1")))
            continue
        about = (
            '<w:jc w:val="center"/>'
            if "c" in looks
            else '<w:jc w:val="right"/>'
            if "r" in looks and "b" in looks
            else ""
        )
        properties = "".join(LOOKS.get(look, "") for look in looks)
        body.append(para(run(text, properties), about=about))
        lines.append((level, text))
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
    return word_file("".join(body), parts={"styles": styles}), lines


def found(content: bytes) -> dict[str, int]:
    """The crossheads of a file by their first line, with their levels."""
    text = read_word(Path("bai.docx"), content)
    nodes = Shaper(text.ledger, Wishes(), text.blocks).shape(text.blocks)
    return {node.para.place: node.level - 1 for node in nodes if isinstance(node, HeadingNode)}


@pytest.mark.parametrize("genre", GENRES)
def test_crossheads_of_a_genre_are_found(genre: str) -> None:
    content, lines = built(GENRES[genre] * 4)
    places = [
        block.place for block in read_word(Path("bai.docx"), content).blocks if isinstance(block, Para) and block.text
    ]
    wanted = {place: level for place, (level, _) in zip(places, lines, strict=True) if level not in "-+"}
    got = found(content)
    right = len(wanted.keys() & got.keys())
    missed = [text for place, (_, text) in zip(places, lines, strict=True) if place in wanted.keys() - got.keys()]
    wrong = [text for place, (_, text) in zip(places, lines, strict=True) if place in got.keys() - wanted.keys()]
    assert (right / len(got) >= 0.95, right / len(wanted) >= 0.9) == (True, True), (missed, wrong)
    levels = [(int(wanted[place]), got[place]) for place in wanted.keys() & got.keys()]
    assert sum(one == two for one, two in levels) >= 0.9 * len(levels), levels
