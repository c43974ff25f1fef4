"""Writes the Word file that the tutorial of the manual begins with: ``python -m tests.support.tutorial_word``.

It looks as authors write them: crossheads that are only bold, a list typed by hand, straight quotes, hyphens in
ranges, slips.
"""

from __future__ import annotations

import datetime
import io
import zipfile

from PIL import Image

from tests.support.folders import PROJECTS, ROOT

FILE = ROOT / "docs" / "manual" / "cho-phien.docx"
PICTURE = PROJECTS / "photographs" / "source" / "figures" / "ruong-bac-thang.jpg"

HEADLINE = "CHỢ PHIÊN CUỐI NĂM Ở BẢN THƯỢNG"
DECK = "Từ mờ sáng, người từ bảy bản đã xuống chợ; đến trưa, muối và vải chàm đều bán hết."
BODY = """\
Chợ họp sáu ngày một lần, ở sân mới cạnh đầu cầu treo. Phiên cuối năm đông gấp đôi phiên thường: theo ban quản lý, \
có 350 người bán và chừng 1.200 lượt người mua. "Năm nay đường dễ đi, ai cũng xuống", chị Lò Thị Ánh nói.
# Người đến chợ
Người đi xa nhất là ông Vi Văn Ổn, ở cách chợ 14 km. Ông dậy từ 3h30 , đi bộ qua hai con suối, \
gùi theo mật ong và nấm hương. Những năm 2019-2024 ông đi ngựa; từ khi có cầu treo, ông đi cùng xe của trừơng học.
@ Ruộng bậc thang trên đường xuống chợ. Ảnh: Trần Văn Ứng
Hàng vải ngồi dãy phía tây, hàng muối dãy phía đông. Giữa chợ có một bếp chung, ai đến sớm thì nhóm lửa.
# Giữ chợ cho bền
Ban quản lý chợ dán ở cổng ba điều, viết bằng cả hai thứ tiếng:
- mua bán đúng giá đã niêm yết;
- không bán động vật hoang dã;
- gom rác về cuối chợ trứớc khi ra về.
Phiên đầu năm sẽ họp ngày 4/1, sớm hơn thường lệ. Ban quản lý mong người bán đến trước 6 giờ để xếp chỗ.
"""


def picture() -> io.BytesIO:
    """The photograph, as large as print wants it at the width of a column."""
    stream = io.BytesIO()
    with Image.open(PICTURE) as image:
        image.resize((900, 600), Image.Resampling.LANCZOS).save(stream, "JPEG", quality=80, optimize=True)
    stream.seek(0)
    return stream


def word_file() -> bytes:
    """The Word file, the same bytes each time with the same libraries."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    about = document.core_properties
    about.title, about.author, about.comments = "", "", ""
    about.created = about.modified = datetime.datetime(2026, 1, 2, 7, 30)

    def add(text: str, *, bold: bool = False, italic: bool = False, size: int = 13, middle: bool = False) -> None:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold or None, italic or None, Pt(size)
        if middle:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    add(HEADLINE, bold=True, size=18, middle=True)
    add(DECK, bold=True)
    for line in BODY.splitlines():
        mark, _, words = line.partition(" ")
        if mark == "#":
            add(words, bold=True)
        elif mark == "@":
            document.add_picture(picture(), width=Mm(140))
            document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
            add(words, italic=True, size=11, middle=True)
        else:
            add(line)
    add("Bài và ảnh: Trần Văn Ứng", bold=True)
    stream = io.BytesIO()
    document.save(stream)
    return undated(stream.getvalue())


def undated(archive: bytes) -> bytes:
    """An archive without the days on which its members were written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


if __name__ == "__main__":
    FILE.write_bytes(word_file())
