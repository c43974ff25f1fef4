"""References are led to their places, and figures, tables, chapters and notes are numbered as the project says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from publish.build.jobs import prepare
from publish.build.sources import choose_sources
from publish.kinds.projects import read_project
from publish.publication import model
from publish.publication.model import plain_text
from publish.publication.publication import Chapter, Publication

HEAD = '[publication]\nkind = "{}"\ntitle = "Sách"\ndate = 2026-01-15\n'
FIGURE = "{{#{0}}}\n::: figure\nẢnh {0}.\n:::"
TABLE = "{{#{0}}}\n::: table Bảng {0}\n| a | b |\n| --- | --- |\n| 1 | 2 |\n:::"


def chapters(root: Path, settings: str = "", kind: str = "book", **texts: str) -> tuple[Chapter, ...]:
    """The chapters of a book made of these texts, in their order."""
    source = root / "source"
    source.mkdir(exist_ok=True)
    contents = ", ".join(f'"{name}.md"' for name in texts)
    (source / "publish.toml").write_text(f"{HEAD.format(kind)}contents = [{contents}]\n{settings}", encoding="utf-8")
    for name, text in texts.items():
        (source / f"{name}.md").write_text(f"---\nheadline: Bài {name}\n---\n\n{text}\n", encoding="utf-8")
    project = read_project(root)
    jobs = prepare(project, choose_sources(project, None), lambda step: None)
    if isinstance(jobs[0].subject, Publication):
        return jobs[0].subject.chapters
    return tuple(Chapter("", job.articles[0], "", None) for job in jobs)


def links(chapter: Chapter) -> list[tuple[str, str]]:
    """Address and words of each reference."""
    nodes = [n for n in model.walk(chapter.article) if isinstance(n, model.Link | model.PageReference)]
    return [(node.target, plain_text(node.children)) for node in nodes]


def captions(chapter: Chapter) -> list[str]:
    nodes: list[Any] = [n for n in model.walk(chapter.article) if isinstance(n, model.Figure | model.Table)]
    return [plain_text(node.caption) for node in nodes]


def test_a_place_of_another_article_is_found_by_its_file(tmp_path: Path) -> None:
    one, _ = chapters(tmp_path, a="[x](b.md#c) và [y](b.md), [z](./b.md), [w](a.md#d)\n\n{#d}\nD.", b="{#c}\nC.")
    assert links(one) == [("publish:b#c", "x"), ("publish:b#", "y"), ("publish:b#", "z"), ("#d", "w")]


def test_ids_are_local_to_their_file(tmp_path: Path) -> None:
    one, two = chapters(tmp_path, a="[](#h) [](b.md#h)\n\n{#h}\n## Một", b="[](#h)\n\n{#h}\n## Hai")
    assert links(one) == [("#h", "“Một”"), ("publish:b#h", "“Hai”")]
    assert links(two) == [("#h", "“Hai”")]


def test_words_come_from_what_stands_at_the_place(tmp_path: Path) -> None:
    text = (
        f"[](#f) [](#t) [](#x) [](b.md)\n\n{FIGURE.format('f')}\n\n{TABLE.format('t')}\n\n::: box {{#x}} Hộp\nA.\n:::"
    )
    one, _ = chapters(tmp_path, a=text, b="B.")
    assert [words for _, words in links(one)] == ["“Ảnh f.”", "“Bảng t”", "“Hộp”", "“Bài b”"]
    assert captions(one) == ["Ảnh f.", "Bảng t"]


def test_figures_are_counted_through_the_publication(tmp_path: Path) -> None:
    settings = '[numbering]\nfigures = "publication"\n'
    one, two = chapters(
        tmp_path, settings, a=f"[](b.md#g)\n\n{FIGURE.format('f')}", b=f"{FIGURE.format('g')}\n\n{TABLE.format('t')}"
    )
    assert links(one) == [("publish:b#g", "Hình 2")]
    assert captions(one) + captions(two) == ["Hình 1. Ảnh f.", "Hình 2. Ảnh g.", "Bảng t"]


def test_tables_are_counted_by_chapter(tmp_path: Path) -> None:
    settings = '[numbering]\ntables = "chapter"\n'
    texts = {"a": TABLE.format("s"), "b": f"[](#v) [](a.md#s)\n\n{TABLE.format('u')}\n\n{TABLE.format('v')}"}
    one, two = chapters(tmp_path, settings, **texts)
    assert captions(one) + captions(two) == ["Bảng 1.1. Bảng s", "Bảng 2.1. Bảng u", "Bảng 2.2. Bảng v"]
    assert [words for _, words in links(two)] == ["Bảng 2.2", "Bảng 1.1"]


def test_chapters_of_the_body_are_numbered(tmp_path: Path) -> None:
    for style, expected in (("roman", "Chương II"), ("arabic", "Chương 2")):
        one, two = chapters(tmp_path, f'[numbering]\nchapters = "{style}"\n', a="[](b.md)", b="B.")
        assert links(one) == [("publish:b#", expected)]
        assert two.number.replace("\N{NO-BREAK SPACE}", " ") == expected


def test_a_figure_without_a_caption_is_not_counted(tmp_path: Path) -> None:
    settings = '[numbering]\nfigures = "publication"\n'
    (one,) = chapters(tmp_path, settings, a=f"::: figure\n-- Ảnh: An\n:::\n\n{FIGURE.format('f')}")
    assert captions(one) == ["", "Hình 1. Ảnh f."]


def test_a_listed_figure_gets_an_id_of_its_own(tmp_path: Path) -> None:
    text = "{#figure-1}\nĐoạn.\n\n::: figure\nẢnh.\n:::"
    (one,) = chapters(tmp_path, "[contents]\nfigures = true\n", a=text)
    assert [n.id for n in model.walk(one.article) if isinstance(n, model.Figure)] == ["figure-2"]


def test_a_page_reference_has_the_word_for_a_page(tmp_path: Path) -> None:
    (one,) = chapters(tmp_path, a="[](#d){.page}, [xem tr.](#d){.page}\n\n{#d}\nD.")
    assert links(one) == [("publish:a#d", "trang"), ("publish:a#d", "xem tr.")]


def test_an_article_refers_to_itself(tmp_path: Path) -> None:
    settings = '[numbering]\nfigures = "publication"\n'
    (one,) = chapters(tmp_path, settings, "article", a=f"[](#f), [](#f){{.page}}\n\n{FIGURE.format('f')}")
    assert links(one) == [("#f", "Hình 1"), ("#f", "trang")]


def test_notes_are_counted_through_the_publication(tmp_path: Path) -> None:
    note = "Chữ[^a] và^[Tại chỗ.].\n\n[^a]: Lời."
    one, two, three = chapters(tmp_path, '[notes]\nnumber = "publication"\n', a=note, b="B.", c=note)
    calls = [n.number for c in (one, two, three) for n in model.walk(c.article) if isinstance(n, model.NoteReference)]
    assert calls == [1, 2, 3, 4]
    assert [note.number for note in three.article.footnotes] == [3, 4]


def test_spaces_around_a_reference_without_words_stay(tmp_path: Path) -> None:
    (one,) = chapters(tmp_path, a="Xem [](#h), rồi [](#h) nữa.\n\n{#h}\n## Hai")
    paragraph = one.article.children[0]
    assert isinstance(paragraph, model.Paragraph)
    assert plain_text(paragraph.children) == "Xem “Hai”, rồi “Hai” nữa."
