from __future__ import annotations

import base64
import datetime
import io
from pathlib import Path

import pytest
from PIL import Image

from publish.base.diagnostics import SourceError
from publish.importing import find_importer
from publish.importing.project import Imported, Request
from publish.importing.shaping.atoms import words_of

SENTENCE = "Chợ phiên Kỳ Lừa họp sáu ngày một lần, và mỗi phiên là một ngày hội của cả vùng, người đi chợ từ sáng sớm. "


def png() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (800, 600), 255).save(stream, "PNG")
    return stream.getvalue()


def imported(folder: Path, page: str | bytes, name: str = "bai.html") -> Imported:
    path = folder / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    importer = find_importer(path)
    assert importer
    return importer.read(path, Request(datetime.date(2026, 11, 30)))


def body(folder: Path, inner: str) -> str:
    text = imported(folder, f"<html><body>{inner}</body></html>").project.files["bai.md"].decode()
    return text.split("---\n", 2)[2].strip()


@pytest.mark.parametrize(
    ("written", "inner"),
    [
        ("Chợ **họp** *sớm*", "<p>Chợ <b>họp</b>\n <em>sớm</em></p>"),
        ("Chợ **họp**", "<div>Chợ <span style='font-weight:700'>họp</span></div>"),
        ("một\\\nhai", "<p>một<br>hai</p>"),
        ("[báo](https://a.vn/b)", "<p><a href='https://a.vn/b'>báo</a></p>"),
        ("một\n\n- hai\n- ba", "<p>một</p><ul><li>hai</li><li>ba</li></ul>"),
        (
            "một\n\n1. hai\n   a. con\n   b. nữa\n2. ba",
            "<p>một</p><ol><li>hai<ol type=a><li>con<li>nữa</ol></li><li>ba</ol>",
        ),
        ("> trích", "<blockquote>trích</blockquote>"),
        ("```\nif x:\n  y\n```", "<pre>if x:\n  y</pre>"),
        (
            "| a | b |\n| --- | --- |\n| c | d |\n| ^^ | e |",
            "<table border=1><tr><th>a<th>b<tr><td rowspan=2>c<td>d<tr><td>e</table>",
        ),
        ("đầu\n\n## Chợ\n\nsau", "<p>đầu<h2>Chợ</h2><p>sau"),
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        ("thấy", "<p>thấy<span style='display:none'>giấu</span></p>"),
        ("Việt Nam", "<p><font face='VNI-Times'>Vieät Nam</font></p>"),
    ],
)
def test_elements_are_ours(tmp_path: Path, written: str, inner: str) -> None:
    assert written == body(tmp_path, inner)


def test_article_is_chosen_and_what_stands_around_is_told(tmp_path: Path) -> None:
    page = f"""<html lang="vi"><head><title>Chợ - Báo</title><meta property="og:title" content="Chợ phiên">
    <script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Chợ phiên Kỳ Lừa",
    "datePublished": "2020-09-26T08:00:00+07:00", "author": {{"name": "Lan"}}}}</script></head><body>
    <div>Trang chủ Thời sự</div><article><h1>Chợ phiên Kỳ Lừa</h1><p>{SENTENCE * 4}</p></article>
    <footer>Bản quyền</footer></body></html>"""
    result = imported(tmp_path, page)
    text = result.project.files["bai.md"].decode()
    assert "headline: Chợ phiên Kỳ Lừa\npublished: 2020-09-26\nlang: vi\n---\n\nChợ phiên Kỳ Lừa họp" in text
    assert "Trang chủ" not in text and "Bản quyền" not in text
    assert [("words around the article", 6)] == [(entry.what, entry.count) for entry in result.balance.left_out]


def test_pictures_come_from_beside_the_page_and_from_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "one.png").write_bytes(png())
    (tmp_path / "two.png").write_bytes(png())
    data = base64.b64encode(png()).decode()
    figure = '<figure><img src="one.png" alt="Cờ"><figcaption>Chợ đông. Ảnh: Báo</figcaption></figure>'
    others = "".join(f'<img src="{each}">' for each in ("../two.png", "https://a.vn/x.png"))
    inner = f'<p>Đầu.</p>{figure}{others}<img src="data:image/png;base64,{data}">'
    result = imported(tmp_path / "page", f"<html><body>{inner}</body></html>")
    text = result.project.files["bai.md"].decode()
    assert "::: figure\n![Cờ](figures/one.png)\n\nChợ đông.\n\n-- Ảnh: Báo\n:::" in text
    assert 2 == sum(name.startswith("figures/") for name in result.project.files)
    assert ["picture", "picture"] == [entry.what for entry in result.balance.left_out]


def test_mail_has_its_page_and_its_pictures(tmp_path: Path) -> None:
    mail = (
        "From: a@b.vn\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes("<p>Đầu.</p><img src='cid:one' alt='Cờ'>".encode()).decode()
        + "\n--x\nContent-Type: image/png\nContent-ID: <one>\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(png()).decode()
        + "\n--x--\n"
    )
    result = imported(tmp_path, mail, "bai.mht")
    assert any(name.startswith("figures/") for name in result.project.files)
    assert "Đầu." in result.project.files["bai.md"].decode()


def test_page_of_word_has_the_styles_of_word(tmp_path: Path) -> None:
    page = f"""<html xmlns:o="x"><head><meta name=Generator content="Microsoft Word 15">
    <style>p.MsoNormal {{font-size:14.0pt}} .dam {{font-weight:bold}}</style></head><body lang=VI>
    <p class=MsoTitle>Chợ phiên</p><p class=MsoNormal>{SENTENCE}</p>
    <p class="MsoNormal dam" style='text-align:center'>Chương I<br>NGÀY HỌP</p>
    <p class=MsoNormal>{SENTENCE}</p></body></html>"""
    text = imported(tmp_path, page, "bai.doc").project.files["bai.md"].decode()
    assert text.startswith("---\nheadline: Chợ phiên\n") and "## Chương I<br>NGÀY HỌP" in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1258"])
def test_page_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    words = "Chợ họp sáng sớm" if encoding != "cp1258" else "quê hương"
    page = f"<html><head><meta charset={encoding}></head><body><p>{words} </p></body></html>"
    assert f"{words}" in imported(tmp_path, page.encode(encoding)).project.files["bai.md"].decode()


def test_element_with_the_article_may_be_named(tmp_path: Path) -> None:
    named = "<div id=a class='x detail'><p>Đây mới là bài.</p></div>"
    page = f"<html><body><article>{SENTENCE * 4}</article>{named}</body></html>"
    path = tmp_path / "bai.html"
    path.write_text(page, encoding="utf-8")
    importer = find_importer(path)
    assert importer
    for body in ("div.detail", "#a", ".x.detail", "div#a.x"):
        files = importer.read(path, Request(datetime.date(2026, 11, 30), body=body)).project.files
        assert "Đây mới là bài." in files["bai.md"].decode() and "Chợ phiên" not in files["bai.md"].decode()
    for body in ("div.none", "div > p"):
        with pytest.raises(SourceError) as failure:
            importer.read(path, Request(datetime.date(2026, 11, 30), body=body))
        assert "missing-body" == failure.value.diagnostics[0].rule


NAV = "<nav>Trang nhất Thời sự</nav>"
HEAD = "<header><div>Báo Chợ</div></header>"
FOOT = "<footer>Tòa soạn: 5 phố Chợ</footer>"


@pytest.mark.parametrize(
    ("around", "count"),
    [
        (NAV, 4),
        (HEAD, 2),
        (FOOT, 5),
        ("<aside>Đọc nhiều nhất</aside>", 3),
        ("<form><label>Tìm</label><button>Gửi đi</button></form>", 3),
        ("<select><option>Một</option><option>Hai</option></select>", 2),
        ("<div class='cookie-banner'>Trang này dùng cookie</div>", 4),
        ("<div id=cookieConsent>Đồng ý</div>", 2),
        ("<div role=navigation>Mục lục</div>", 2),
        ("<ul class='breadcrumb'><li>Nhà</li></ul>", 1),
        ("<svg><text>Hình vẽ</text></svg>", 2),
        (NAV + HEAD + FOOT, 11),
        ("<script>var a</script><style>p {}</style><noscript>bật lên</noscript>", 0),
    ],
)
@pytest.mark.parametrize("marked", [True, False])
def test_what_stands_around_the_article_is_one_row_with_its_words(
    tmp_path: Path, around: str, count: int, marked: bool
) -> None:
    article = f"<h1>Chợ phiên</h1><p>{SENTENCE * 4}</p>"
    page = around + (f"<article>{article}</article>" if marked else article)
    result = imported(tmp_path, f"<html><body>{page}</body></html>")
    assert [("words around the article", count)] * bool(count) == [(e.what, e.count) for e in result.balance.left_out]
    totals = result.balance.totals()["words"]
    assert len(words_of(f"Chợ phiên {SENTENCE * 4}")) == sum(totals.values())


@pytest.mark.parametrize(
    "page",
    [
        f"<form id=aspnetForm><div><h1>Chợ phiên</h1><p>{SENTENCE * 4}</p></div></form>",
        f"<header><h1>Chợ phiên</h1></header><p>{SENTENCE * 4}</p>",
        f"<h1>Chợ phiên</h1><div class=sidebar><p>{SENTENCE * 4}</p></div>",
        f"<article><header><h1>Chợ phiên</h1></header><p>{SENTENCE * 4}</p></article>",
        f"<main><h1>Chợ phiên</h1><p>{SENTENCE * 3}</p><aside>{SENTENCE}</aside></main>",
    ],
)
def test_article_is_never_taken_for_what_stands_around_it(tmp_path: Path, page: str) -> None:
    result = imported(tmp_path, f"<html><body>{page}</body></html>")
    assert () == result.balance.left_out
    text = result.project.files["bai.md"].decode()
    assert "Chợ phiên" in text and 4 == text.count("một ngày hội của cả vùng")


def test_element_that_is_named_by_hand_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "bai.html"
    path.write_text(f"<body><div id=x><p>{SENTENCE}</p><aside class=sidebar>bên lề</aside></div></body>", "utf-8")
    found = find_importer(path)
    assert found
    result = found.read(path, Request(datetime.date(2026, 11, 30), body="#x"))
    assert "bên lề" in result.project.files["bai.md"].decode() and () == result.balance.left_out


def test_words_beside_what_is_taken_out_stay_apart(tmp_path: Path) -> None:
    page = f"<p>Chợ<button>x</button>phiên họp. {SENTENCE}</p><nav><a>Trang nhất</a><a>Thời sự</a></nav>"
    result = imported(tmp_path, f"<html><body>{page}</body></html>")
    assert "Chợ phiên họp." in result.project.files["bai.md"].decode()
    assert [("words around the article", 4)] == [(e.what, e.count) for e in result.balance.left_out]


@pytest.mark.parametrize("value", ["²", "٣", "-1", "x", "9" * 30])
def test_numbers_that_are_none_are_passed_over(tmp_path: Path, value: str) -> None:
    cells = f"<tr><th colspan={value}>a<th>b<tr><td rowspan={value}>c<td style='font-weight:{value}'>d"
    page = f"<ol start={value}><li value={value}>một<li>hai</ol><table border=1>{cells}</table>"
    assert "một" in body(tmp_path, f"<p>đầu</p>{page}")
