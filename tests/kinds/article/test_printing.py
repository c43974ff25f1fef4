"""The PDF has the boxes, tags, facts and fonts that the press and a screen reader need."""

from __future__ import annotations

import dataclasses
import datetime
import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from publish.base.diagnostics import SourceError, StyleError
from publish.kinds.article.printing import compose
from publish.publication import model
from publish.publication.assets.folders import find_assets
from publish.publication.project import Page, Project
from publish.publication.settings import read_paper
from tests.support.factories import AT, article, figure, paragraph, text
from tests.support.printed import render_pdf


def render(tmp_path: Path, subject: model.Article, page: Page | None = None, *, draft: bool = False) -> bytes:
    project = Project(tmp_path, page=page or Page())
    return render_pdf(subject, project, find_assets(tmp_path), draft=draft)


def characters(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def words(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document).replace("\ufffe", "").split()


def millimetres(box: pikepdf.Object) -> list[float]:
    return [round(float(value) * 25.4 / 72, 1) for value in box]


def test_boxes_are_exact_also_for_a_bleed_beyond_ten_points(tmp_path: Path) -> None:
    content = render(tmp_path, article(), Page(read_paper("145mm x 205mm"), 5.0))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        assert millimetres(page.TrimBox) == [0, 0, 145, 205]
        assert millimetres(page.CropBox) == [0, 0, 145, 205]
        assert millimetres(page.BleedBox) == millimetres(page.MediaBox) == [-5, -5, 150, 210]


def test_every_page_has_its_boxes(tmp_path: Path) -> None:
    content = render(tmp_path, article(*[paragraph("Một đoạn văn khá dài. " * 40)] * 8), Page(read_paper("A5"), 3.0))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) > 2
        assert {tuple(millimetres(page.TrimBox)) for page in pdf.pages} == {(0, 0, 148, 210)}
        assert {tuple(millimetres(page.BleedBox)) for page in pdf.pages} == {(-3, -3, 151, 213)}


def test_the_facts_are_in_info_and_xmp(tmp_path: Path) -> None:
    subject = article(
        byline=text("Nguyễn Thị Ẩn"), summary="Tóm tắt.", subjects=("kinh tế",), updated=datetime.date(2026, 1, 16)
    )
    with pikepdf.open(io.BytesIO(render(tmp_path, subject))) as pdf:
        assert str(pdf.docinfo.Title) == "Tít bài"
        assert str(pdf.docinfo.Author) == "Nguyễn Thị Ẩn"
        assert str(pdf.docinfo.CreationDate).startswith("D:20260115")
        assert str(pdf.docinfo.ModDate).startswith("D:20260116")
        assert str(pdf.Root.Lang) == "vi"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "Tít bài"
            assert xmp["dc:creator"] == ["Nguyễn Thị Ẩn"]
            assert xmp["pdfuaid:part"] == "1"


def test_source_date_epoch_goes_before_the_articles_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    with pikepdf.open(io.BytesIO(render(tmp_path, article()))) as pdf:
        assert str(pdf.docinfo.ModDate).startswith("D:19700101")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(SourceError):
        render(tmp_path, article())


def test_the_outline_has_headline_and_crossheads(tmp_path: Path) -> None:
    subject = article(paragraph("a"), model.Heading(2, "x", text("Trung đề"), AT), paragraph("b"))
    with pikepdf.open(io.BytesIO(render(tmp_path, subject))) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert (top.title, [child.title for child in top.children]) == ("Tít bài", ["Trung đề"])


def test_links_are_live(tmp_path: Path) -> None:
    link = model.Link("https://example.org/", text("trang"), AT)
    inner = model.Link("#x", text("xem"), AT)
    subject = article(model.Paragraph(None, (link, *text(" và "), inner), AT), paragraph("đích", "x"))
    with pikepdf.open(io.BytesIO(render(tmp_path, subject))) as pdf:
        annotations = list(pdf.pages[0].Annots)
        assert [str(a.Subtype) for a in annotations] == ["/Link", "/Link"]
        assert str(annotations[0].A.URI) == "https://example.org/"


def test_only_bundled_fonts_are_embedded(tmp_path: Path) -> None:
    code = model.CodeBlock("", "x = 1", None, AT)
    subject = article(paragraph("chữ"), model.Heading(2, None, text("Đề"), AT), code)
    with pikepdf.open(io.BytesIO(render(tmp_path, subject))) as pdf:
        fonts = {
            str(font.BaseFont): "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }
    assert all(fonts.values())
    names = {name.split("+")[1].replace("-", " ").strip(",") for name in fonts}
    assert all(name.startswith(("Source Serif 4", "Source Sans 3", "JetBrains Mono")) for name in names)


def test_a_missing_photograph_is_a_note_and_in_a_draft_an_open_place(tmp_path: Path) -> None:
    subject = article(figure(caption="Chú thích ảnh.", credit="Ảnh: Báo"))
    assert "Chưa" not in words(render(tmp_path, subject))
    assert "Chưa" in words(render(tmp_path, subject, draft=True))


def test_a_picture_is_embedded_with_its_description(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (60, 40), "gray").save(path)
    content = render(tmp_path, article(figure("a.jpg", path, alt="Một ô xám", caption="Chú thích")))
    assert "Một ô xám".encode("utf-16-be") in pikepdf_strings(content)


def pikepdf_strings(content: bytes) -> bytes:
    """All Alt texts of the structure tree, in UTF-16."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        alternatives = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    return "\n".join(alternatives).encode("utf-16-be")


def test_the_same_article_gives_the_same_bytes(tmp_path: Path) -> None:
    subject = article(paragraph("Chữ *đậm*."))
    (tmp_path / "other").mkdir()
    assert render(tmp_path, subject) == render(tmp_path / "other", subject)


def test_a_date_range_stays_on_one_line_and_extracts_clean(tmp_path: Path) -> None:
    subject = article(paragraph("nhiệm kỳ 2020–2025"))
    html, _ = compose(subject, Project(tmp_path), find_assets(tmp_path))
    assert "2020–\N{WORD JOINER}2025" in html
    assert "2020–2025" in words(render(tmp_path, subject))


@pytest.mark.parametrize(
    ("css", "line", "column", "part"),
    [
        ("p { colour: red }", 1, 5, "unknown property"),
        ("\n\np { color: nocolour }", 3, 5, "invalid value"),
        ("p { color: red", None, None, None),
        ("p { background: url(../../../../etc/passwd) }\nhtml { background: url(file:///etc/passwd) }", 0, 0, "passwd"),
        ('@import url("https://example.org/a.css");', 0, 0, "example.org"),
    ],
)
def test_a_mistake_in_a_stylesheet_has_its_file_and_line(
    tmp_path: Path, css: str, line: int | None, column: int | None, part: str | None
) -> None:
    style = tmp_path / "styles" / "article" / "one-column.css"
    style.parent.mkdir(parents=True)
    style.write_text(css, encoding="utf-8")
    page = Page(read_paper("A5"), 3.0)
    if part is None:
        assert render(tmp_path, article(), page)
        return
    with pytest.raises(StyleError) as caught:
        render(tmp_path, article(), page)
    found = caught.value.diagnostics[0]
    assert part in found.message
    if line:
        assert (found.position.file, found.position.line, found.position.column) == (style, line, column)


@pytest.mark.parametrize(
    ("layout", "rule", "line"),
    [
        ("<p>\n{% if %}", "layout-syntax", 2),
        ("<p>\n{{ nothing }}", "layout-value", 2),
        ('{% extends "publish/no.html" %}', "missing-style", 0),
        ("{% for i in range(10**9) %}{% endfor %}", "layout-value", 1),
        ("{{ words.__class__.__mro__ }}", "layout-value", 1),
    ],
)
def test_a_mistake_in_a_layout_has_its_file_and_line(tmp_path: Path, layout: str, rule: str, line: int) -> None:
    path = tmp_path / "styles" / "article" / "print.html"
    path.parent.mkdir(parents=True)
    path.write_text(layout, encoding="utf-8")
    with pytest.raises(StyleError) as caught:
        render(tmp_path, article())
    found = caught.value.diagnostics[0]
    assert (found.rule, found.position.line) == (rule, line)


def test_a_project_changes_one_block_of_a_layout(tmp_path: Path) -> None:
    path = tmp_path / "styles" / "article" / "print.html"
    path.parent.mkdir(parents=True)
    path.write_text('{% extends "publish/article/print.html" %}{% block byline %}<p>RIÊNG</p>{% endblock %}')
    html, _ = compose(article(), Project(tmp_path), find_assets(tmp_path))
    assert "<p>RIÊNG</p>" in html
    assert "Tít bài" in html


def test_text_is_escaped(tmp_path: Path) -> None:
    subject = article(paragraph('<script>"&'), headline=(text("<b>"),))
    html, _ = compose(subject, Project(tmp_path), find_assets(tmp_path))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<title>&lt;b&gt;</title>" in html


def test_notes_stand_at_the_foot_of_the_page(tmp_path: Path) -> None:
    call = model.Paragraph(None, (*text("Lời có chú thích"), model.NoteReference(1, AT)), AT)
    note = model.Footnote(1, "n", (paragraph("Nội dung chú thích."),), AT)
    found = words(render(tmp_path, article(call, paragraph("Đoạn sau."), footnotes=(note,))))
    assert found.index("Đoạn") < found.index("Nội")


def test_code_keeps_its_characters(tmp_path: Path) -> None:
    subject = article(model.Paragraph(None, (model.Code("1–2", AT),), AT), model.CodeBlock("", "3–4", None, AT))
    html, _ = compose(subject, Project(tmp_path), find_assets(tmp_path))
    assert "1–2" in html and "3–4" in html


def test_a_note_in_the_first_paragraph_is_set(tmp_path: Path) -> None:
    call = model.Paragraph(None, (*text("Lời"), model.NoteReference(1, AT)), AT)
    note = model.Footnote(1, "n", (paragraph("Chú thích."),), AT)
    assert "thích." in words(render(tmp_path, article(call, footnotes=(note,))))


def test_a_fault_of_the_engine_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "styles" / "article" / "print.html"
    path.parent.mkdir(parents=True)
    path.write_text("<html><body>" + "<div>" * 600 + "x" + "</div>" * 600 + "</body></html>")
    with pytest.raises(StyleError) as caught:
        render(tmp_path, article())
    assert "too deeply nested" in caught.value.diagnostics[0].message


def test_a_headline_broken_by_the_editor_is_one_title(tmp_path: Path) -> None:
    subject = dataclasses.replace(article(), headline=(text("Dòng một"), text("dòng hai")))
    with pikepdf.open(io.BytesIO(render(tmp_path, subject))) as pdf:
        assert str(pdf.docinfo.Title) == "Dòng một dòng hai"


def test_what_holds_a_line_together_leaves_no_trace_in_the_text(tmp_path: Path) -> None:
    heading = model.Heading(2, None, text("Số\u00a015 và 2020–\u20602025"), AT)
    content = render(tmp_path, article(heading, paragraph("5\u00a0km và")))
    assert not set("\u00a0\u2060") & set(characters(content))
    with pikepdf.open(io.BytesIO(content)) as document, document.open_outline() as outline:
        titles = [item.title for top in outline.root for item in (top, *top.children)]
    assert "Số 15 và 2020–2025" in titles
