"""What front matter says is printed, in each kind of publication, on paper and on a screen."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest

from tests.support.printed import check_links, print_text, texts
from tests.support.publications import WORDS

KINDS = pytest.mark.parametrize("kind", ["article", "book", "bulletin"])
FACTS = """\
source: Theo *Bản tin* Xứ Lạng^[Số năm, trang hai.]
credit: Ảnh của Trần Văn Ứng
rights: Giữ quyền bởi Tòa soạn
dateline: Lạng Sơn
updated: 2026-01-17
"""
IMPRINT = """\
[bulletin]
licence = "14/GP-XBBT"
responsible = "Lò Thị Ánh"
printer = "Xưởng in Suối Trong"
print_run = 1200
periodicity = "mỗi tháng một số"
"""


def words(text: str) -> str:
    return " ".join(text.replace("\ufffe", "").split())


SAID = r"Theo Bản tin Xứ Lạng ?1 · Ảnh của Trần Văn Ứng · Giữ quyền bởi Tòa soạn · Cập nhật 17/1/2026"


@KINDS
def test_facts_are_printed_below_the_last_line(tmp_path: Path, kind: str) -> None:
    content = print_text(tmp_path, WORDS, kind, facts=FACTS)
    printed = words(" ".join(texts(content)))
    assert re.search(rf"Lạng Sơn.* xuống núi\. (■ )?{SAID}.* 1 Số năm, trang hai\.", printed), printed
    if kind != "article":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            check_links(pdf)


@KINDS
def test_facts_are_shown_below_the_last_line(tmp_path: Path, kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(print_text(tmp_path, WORDS, kind, "epub", facts=FACTS))) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")]
    (page,) = [page for page in pages if "xuống núi" in page]
    shown = words(re.sub(r"<[^>]+>", "", page.split("<body", 1)[1].split(">", 1)[1]))
    assert re.search(rf"Lạng Sơn.* xuống núi\. {SAID}.* Số năm, trang hai\.", shown), shown
    (call,) = re.findall(r'href="#(note-\w+)"', page)
    (back,) = re.findall(r'href="#(noteref-\w+)"', page)
    assert {call, back} <= set(re.findall(r' id="([^"]+)"', page))


def test_the_imprint_of_a_bulletin_stays_whole_over_a_note(tmp_path: Path) -> None:
    printed = print_text(tmp_path, WORDS * 250, "bulletin", facts=FACTS, settings=IMPRINT)
    last = words(texts(printed)[-1])
    assert re.search(r"14/GP-XBBT.*Lò Thị Ánh.*Suối Trong.*1.200 bản.*mỗi tháng một số.* 1 Số năm", last), last


@KINDS
def test_code_in_a_kicker_keeps_its_letters(tmp_path: Path, kind: str) -> None:
    content = print_text(tmp_path, WORDS, kind, facts="kicker: Dùng `tệp.md` mới\n")
    assert "DÙNG tệp.md MỚI" in words(" ".join(texts(content)))
