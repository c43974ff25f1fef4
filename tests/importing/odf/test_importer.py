from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from publish.base.diagnostics import SourceError
from publish.importing import find_importer
from publish.importing.odf import importer
from publish.importing.project import Imported, Request
from publish.importing.word.xml import SPACES

NAMES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items() if prefix != "w")
STYLES = """
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="S" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="V" style:family="text"><style:text-properties style:font-name=".VnTime"/></style:style>
<style:style style:name="M" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="C" style:family="table-cell">
<style:table-cell-properties fo:border="0.5pt solid #000"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>
"""
LEADERS = """
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties><style:tab-stops>
<style:tab-stop style:position="1cm"/>
<style:tab-stop style:position="15.5cm" style:type="right" style:leader-style="dotted" style:leader-text="."/>
</style:tab-stops></style:paragraph-properties></style:style>
<style:style style:name="U" style:family="paragraph" style:parent-style-name="T"/>
<style:style style:name="W" style:family="paragraph"><style:paragraph-properties><style:tab-stops>
<style:tab-stop style:position="15.5cm" style:leader-style="solid" style:leader-text="_"/>
</style:tab-stops></style:paragraph-properties></style:style>
"""
TEXT = "<text:p>Đầu.</text:p>"


def imported(folder: Path, inner: str, content: str = "") -> Imported:
    content = content or (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}{LEADERS}</office:automatic-styles>"
        f"<office:body><office:text>{inner}</office:text></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    path = folder / "bai.odt"
    path.write_bytes(stream.getvalue())
    found = find_importer(path)
    assert found
    return found.read(path, Request(datetime.date(2026, 11, 30)))


def cell(text: str, about: str = "") -> str:
    return f'<table:table-cell table:style-name="C" {about}><text:p>{text}</text:p></table:table-cell>'


@pytest.mark.parametrize(
    ("written", "inner"),
    [
        ("Chợ **họp** sớm", '<text:p>Chợ <text:span text:style-name="B">họp</text:span> sớm</text:p>'),
        ("10<sup>2</sup>", '<text:p>10<text:span text:style-name="S">2</text:span></text:p>'),
        ("một hai\\\nba", "<text:p>một<text:tab/>hai<text:line-break/>ba</text:p>"),
        ("[báo](https://a.vn/)", '<text:p><text:a xlink:href="https://a.vn/">báo</text:a></text:p>'),
        ("## Phần\n\nsau", '<text:h text:outline-level="1">Phần</text:h><text:p>sau</text:p>'),
        (
            "Chợ[^n1]\n\n[^n1]: Chú thích",
            "<text:p>Chợ<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>Chú thích</text:p></text:note-body></text:note></text:p>",
        ),
        (
            "Chợ<!-- Lan: xem lại -->",
            "<text:p>Chợ<office:annotation><dc:creator>Lan</dc:creator><text:p>xem lại</text:p>"
            "</office:annotation></text:p>",
        ),
        ("Đảng bộ tỉnh Lạng Sơn", '<text:p><text:span text:style-name="V">§¶ng bé tØnh L¹ng S¬n</text:span></text:p>'),
        (
            "1. một\n   a) con\n   b) nữa\n2. hai",
            '<text:list text:style-name="L"><text:list-item><text:p>một</text:p><text:list>'
            "<text:list-item><text:p>con</text:p></text:list-item><text:list-item><text:p>nữa</text:p></text:list-item>"
            "</text:list></text:list-item><text:list-item><text:p>hai</text:p></text:list-item></text:list>",
        ),
        (
            "| A || B |\n| --- | --- | --- |\n| c | d | e |\n| ^^ | f | g |",
            "<table:table><table:table-row>"
            + cell("A", 'table:number-columns-spanned="2"')
            + "<table:covered-table-cell/>"
            + cell("B")
            + "</table:table-row><table:table-row>"
            + cell("c", 'table:number-rows-spanned="2"')
            + cell("d")
            + cell("e")
            + "</table:table-row><table:table-row>"
            + "<table:covered-table-cell/>"
            + cell("f")
            + cell("g")
            + "</table:table-row></table:table>",
        ),
        (
            "## Chương I<br>CHỢ PHIÊN\n\nsau đây là phần đầu.",
            '<text:p text:style-name="M">Chương I</text:p>'
            '<text:p text:style-name="M">CHỢ PHIÊN</text:p><text:p>sau đây là phần đầu.</text:p>',
        ),
        (
            "::: box\nTrong hộp.\n:::",
            "<text:p><draw:frame><draw:text-box><text:p>Trong hộp.</text:p></draw:text-box></draw:frame></text:p>",
        ),
    ],
)
def test_elements_are_ours(tmp_path: Path, written: str, inner: str) -> None:
    first = "<text:p>Đầu của bài viết này là một đoạn văn dài hơn mười lăm chữ, để không ai lấy nó làm tít.</text:p>"
    result = imported(tmp_path, first + inner)
    text = result.project.files["bai.md"].decode().split("---\n", 2)[2].strip()
    assert written == text.partition("\n\n")[2]
    assert () == result.balance.left_out


def test_what_was_deleted_is_told(tmp_path: Path) -> None:
    inner = "<text:changed-region><text:deletion><text:p>bỏ</text:p></text:deletion></text:changed-region>"
    deleted = f"<text:tracked-changes>{inner}</text:tracked-changes>"
    result = imported(tmp_path, deleted + TEXT)
    assert [("deleted words", "the change was accepted")] == [(e.what, e.how) for e in result.balance.left_out]


@pytest.mark.parametrize("content", ["<a/>", "no xml", '<!DOCTYPE x [<!ENTITY a "b">]><a/>'])
def test_file_without_a_text_is_an_error(tmp_path: Path, content: str) -> None:
    with pytest.raises(SourceError) as failure:
        imported(tmp_path, "", content)
    assert "damaged-input" == failure.value.diagnostics[0].rule


@pytest.mark.parametrize(("dpi", "size"), [((200, 200), (600, 600)), (None, (704, 600))])
def test_what_was_cut_off_a_picture_is_gone(tmp_path: Path, dpi: tuple[int, int] | None, size: tuple[int, int]) -> None:
    stream = io.BytesIO()
    Image.new("L", (800, 600), 255).save(stream, "PNG", **({"dpi": dpi} if dpi else {}))
    styles = (
        '<style:style style:name="K" style:family="graphic"><style:graphic-properties '
        'fo:clip="rect(0cm, 0.5in, 0cm, 0.5in)"/></style:style>'
    )
    frame = '<text:p><draw:frame draw:style-name="K"><draw:image xlink:href="Pictures/a.png"/></draw:frame></text:p>'
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{TEXT}{frame}</office:text></office:body></office:document-content>"
    )
    path = tmp_path / "bai.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("Pictures/a.png", stream.getvalue())
    result = importer.read(path, Request(datetime.date(2026, 11, 30)))
    assert size == Image.open(io.BytesIO(result.project.files["figures/a.png"])).size


def test_words_of_headers_are_told_and_numbers_of_pages_are_furniture(tmp_path: Path) -> None:
    styles = (
        f"<office:document-styles {NAMES}><office:master-styles><style:master-page><style:header><text:p>Gọi 113"
        "<text:tab/>Trang <text:page-number>3</text:page-number></text:p></style:header></style:master-page>"
        "</office:master-styles></office:document-styles>"
    )
    path = tmp_path / "bai.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("styles.xml", styles)
        package.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:body><office:text>{TEXT}</office:text></office:body>"
            "</office:document-content>",
        )
    made = importer.read(path, Request(datetime.date(2026, 11, 30))).balance
    assert [("header", 1), ("page furniture", 2)] == [(entry.what, entry.count) for entry in made.left_out]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<text:p text:style-name="T"><text:tab/>Căn cứ <text:tab/>;</text:p>', r"Căn cứ \.{20,60};"),
        ('<text:p text:style-name="U">Căn cứ <text:tab/>;</text:p>', r"Căn cứ \.{3,60};"),
        ('<text:p text:style-name="W">Ký tên: <text:tab/></text:p>', r"Ký tên: (\\?_){20,60}"),
        (
            '<text:p text:style-name="T">Lời nói đầu<text:tab/><text:span text:style-name="B">12</text:span></text:p>',
            r"Lời nói đầu \*\*12\*\*",
        ),
        ("<text:p>Trái<text:tab/>phải</text:p>", "Trái phải"),
    ],
)
def test_leader_of_a_tab_is_drawn_up_to_its_stop(tmp_path: Path, inner: str, expected: str) -> None:
    written = imported(tmp_path, TEXT + inner).project.files["bai.md"].decode()
    last = " ".join(written.strip().rpartition("\n\n")[2].split())
    assert re.fullmatch(expected, last), last
