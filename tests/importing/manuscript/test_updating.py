"""What is changed in a Word file of ours comes back into the source, and nothing else is touched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from publish.base.diagnostics import SourceError
from publish.build.manuscripts import find_update
from publish.kinds.projects import open_project
from tests.support.folders import PROJECTS
from tests.support.manuscripts import deleted, edited, inserted, jobs_of, with_remark, word_file_of, words_of_run

FRONT = "---\nheadline: Chợ phiên\npublished: 2026-01-15\n---\n\n"


def update(folder: Path, source: str, change: Callable[[str], str], part: str = "word/document.xml") -> str:
    """The text of an article, below its facts, after its Word file was changed."""
    (folder / "source").mkdir()
    article = folder / "source" / "bai.md"
    article.write_text(FRONT + source, encoding="utf-8")
    content = word_file_of(jobs_of(folder)[1][0])
    (folder / "bai.docx").write_bytes(edited(content, change, part))
    found = find_update(folder / "bai.docx", open_project(folder), lambda step: None)
    after = found.after[article]
    assert found.before[article] == FRONT + source
    assert after.startswith(FRONT)
    return after.removeprefix(FRONT)


def test_tracked_change_is_made_in_the_words_alone(tmp_path: Path) -> None:
    source = "Người bán “muối” và *chè*\nxuống chợ -- từ sớm. Có <!-- xem lại --> ba người.\n\nĐoạn hai.\n"
    changed = update(tmp_path, source, lambda text: words_of_run(text, "xuống", deleted("xuống") + inserted("ra")))
    assert source.replace("xuống", "ra") == changed


def test_changed_words_need_not_be_tracked(tmp_path: Path) -> None:
    source = "Một hai ba\nbốn năm sáu.\n\n- bảy\n- tám\n"
    assert source.replace("năm", "lăm").replace("tám", "chín") == update(
        tmp_path, source, lambda text: text.replace("bốn năm", "bốn lăm").replace("tám", "chín")
    )


def test_words_made_bold_are_marked(tmp_path: Path) -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>hai</w:t></w:r>"
    changed = update(tmp_path, "Một hai ba\nbốn.\n", lambda text: words_of_run(text, "hai", bold))
    assert "Một **hai** ba\nbốn.\n" == changed


def test_new_paragraph_stands_where_it_was_put(tmp_path: Path) -> None:
    source = "Một.\n\n<!-- giữ -->\n\nHai.\n\n## Ba\n\nBốn.\n"
    new = '<w:p><w:pPr><w:pStyle w:val="ChinhVan"/></w:pPr><w:r><w:t>Mới * tinh.</w:t></w:r></w:p>'
    changed = update(tmp_path, source, lambda text: _behind(text, "Hai.", new))
    assert source.replace("Hai.\n", "Hai.\n\nMới \\* tinh.\n") == changed


def test_deleted_paragraph_goes_with_its_name(tmp_path: Path) -> None:
    source = "Một.\n\n{#hai}\nHai.\n\nBa.\n"
    assert "Một.\n\nBa.\n" == update(tmp_path, source, lambda text: _without(text, "Hai."))


def test_paragraphs_are_joined_where_the_end_of_one_was_deleted(tmp_path: Path) -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"/></w:rPr></w:pPr>'

    def change(text: str) -> str:
        start, _ = _paragraph(text, "Một,")
        return text[:start] + text[start:].replace("</w:pPr>", mark, 1)

    assert "Một,hai.\n\nBa.\n" == update(tmp_path, "Một,\n\nhai.\n\nBa.\n", change)


def test_note_and_caption_and_cell_change(tmp_path: Path) -> None:
    source = "Chợ[^a].\n\n::: table Giá *muối*\n\n| a | b |\n|---|--:|\n| 1 | hai |\n:::\n\n[^a]: Họp sớm\n    lắm.\n"
    changed = update(tmp_path, source, lambda text: text.replace("hai", "ba").replace("muối", "muối gói"))
    assert source.replace("hai", "ba").replace("muối", "muối gói") == changed
    (tmp_path / "hai").mkdir()
    changed = update(tmp_path / "hai", source, lambda text: text.replace("sớm", "muộn"), "word/footnotes.xml")
    assert source.replace("sớm", "muộn") == changed


def test_new_note_of_word_is_a_note_in_its_line(tmp_path: Path) -> None:
    call = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    note = '<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Xem sau.</w:t></w:r></w:p></w:footnote>'
    (tmp_path / "source").mkdir()
    article = tmp_path / "source" / "bai.md"
    article.write_text(f"{FRONT}Một hai.\n", encoding="utf-8")
    content = edited(word_file_of(jobs_of(tmp_path)[1][0]), lambda text: words_of_run(text, "hai", f"hai{call}"))
    content = edited(
        content, lambda text: text.replace("</w:footnotes>", f"{note}</w:footnotes>"), "word/footnotes.xml"
    )
    (tmp_path / "bai.docx").write_bytes(content)
    found = find_update(tmp_path / "bai.docx", open_project(tmp_path), lambda step: None)
    assert f"{FRONT}Một hai^[Xem sau.].\n" == found.after[article]


def test_remark_in_the_margin_is_a_comment_at_its_words(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    article = tmp_path / "source" / "bai.md"
    article.write_text(f"{FRONT}Một hai\nba.\n", encoding="utf-8")
    (tmp_path / "bai.docx").write_bytes(with_remark(word_file_of(jobs_of(tmp_path)[1][0]), "hai", "Hai hay ba?"))
    found = find_update(tmp_path / "bai.docx", open_project(tmp_path), lambda step: None)
    assert f"{FRONT}Một hai<!-- Lan: Hai hay ba? -->\nba.\n" == found.after[article]


def test_picture_that_was_put_in_comes_along(tmp_path: Path) -> None:
    (tmp_path / "source" / "figures").mkdir(parents=True)
    article = tmp_path / "source" / "bai.md"
    Image.new("L", (800, 600), 200).save(tmp_path / "source" / "figures" / "cu.png")
    article.write_text(f"{FRONT}![Cũ](figures/cu.png)\n\nHai.\n", encoding="utf-8")
    content = word_file_of(jobs_of(tmp_path)[1][0])

    def change(text: str) -> str:
        start = text.index("<w:drawing>")
        drawing = text[start : text.index("</w:drawing>") + len("</w:drawing>")].replace('descr="Cũ"', 'descr="Mới"')
        return _behind(text, "Hai.", f"<w:p><w:r>{drawing}</w:r></w:p>")

    (tmp_path / "bai.docx").write_bytes(edited(content, change))
    found = find_update(tmp_path / "bai.docx", open_project(tmp_path), lambda step: None)
    (picture,) = found.pictures
    assert (tmp_path / "source" / "figures", "image1-") == (picture.parent, picture.name[:7])
    added = f"\n![Mới](figures/{picture.name})\n"
    assert article.read_text(encoding="utf-8") + added == found.after[article]


def test_untouched_file_changes_nothing(tmp_path: Path) -> None:
    shutil.copytree(PROJECTS / "anatomy", tmp_path / "anatomy")
    root = tmp_path / "anatomy"
    (root / "a.docx").write_bytes(word_file_of(jobs_of(root)[1][0]))
    found = find_update(root / "a.docx", open_project(root), lambda step: None)
    assert ({}, {}) == (found.after, found.pictures)


@pytest.mark.slow
def test_book_takes_changes_into_the_chapters_that_they_are_in(tmp_path: Path) -> None:
    shutil.copytree(PROJECTS / "book", tmp_path / "book")
    root = tmp_path / "book"
    source = root / "source"
    content = word_file_of(jobs_of(root)[1][0])
    content = edited(content, lambda text: text.replace("muối lên bằng xe", "muối lên bằng ô").replace("vỏ lụa", "vỏ"))
    (root / "a.docx").write_bytes(content)
    found = find_update(root / "a.docx", open_project(root), lambda step: None)
    expected = {
        source / "phien" / "01-phien-dau.md": ("muối lên bằng xe", "muối lên bằng ô"),
        source / "giay" / "01-to-giay.md": ("vỏ lụa", "vỏ"),
    }
    assert {path: found.before[path].replace(*words) for path, words in expected.items()} == found.after


def test_source_that_has_changed_since_is_refused(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    article = tmp_path / "source" / "bai.md"
    article.write_text(f"{FRONT}Một.\n", encoding="utf-8")
    (tmp_path / "bai.docx").write_bytes(word_file_of(jobs_of(tmp_path)[1][0]))
    article.write_text(f"{FRONT}Hai.\n", encoding="utf-8")
    with pytest.raises(SourceError) as failure:
        find_update(tmp_path / "bai.docx", open_project(tmp_path), lambda step: None)
    assert ["stale-manuscript"] == [one.rule for one in failure.value.diagnostics]


def _paragraph(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return text.rindex("<w:p>", 0, at), text.index("</w:p>", at) + len("</w:p>")


def _behind(text: str, words: str, new: str) -> str:
    _, end = _paragraph(text, words)
    return text[:end] + new + text[end:]


def _without(text: str, words: str) -> str:
    start, end = _paragraph(text, words)
    return text[:start] + text[end:]
