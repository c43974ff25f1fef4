"""What each system says of its contents becomes those of the project."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from publish.importing import find_importer
from publish.importing.project import NewPart, Request
from publish.importing.trees.importer import read
from publish.kinds import KINDS
from tests.support.imports import DAY, take_in, write

TEXT = "# {}\n\nChợ họp sáu ngày một lần.\n"


def texts(*names: str) -> dict[str, str]:
    return {name: TEXT.format(Path(name).stem) for name in names}


def test_mdbook_has_parts_prefixes_and_suffixes(tmp_path: Path) -> None:
    summary = """\
# Summary

[Đầu](dau.md)

- [A](./a.md)

# Phần một

- [B `x`](b/README.md)
    - [C](b/c.md)
- [D]()

---
[Cuối](cuoi.md)
"""
    made = take_in(
        tmp_path,
        {
            "book.toml": "[book]\ntitle = 'Sách'\nauthors = ['Lê Ẩn']\nsrc = 'chu'\n",
            "chu/SUMMARY.md": summary,
            **texts("chu/dau.md", "chu/a.md", "chu/b/README.md", "chu/b/c.md", "chu/cuoi.md", "chu/thua.md"),
        },
    )
    project = made.project
    assert ("book", "Sách", ("Lê Ẩn",)) == (project.kind, project.title, project.creators)
    assert (("dau.md",), ("cuoi.md",)) == (project.front, project.back)
    assert ("a.md", NewPart("Phần một", ("b/README.md", "b/c.md"))) == project.contents
    assert ["chu/SUMMARY.md:11", "chu/thua.md"] == [entry.place for entry in made.balance.left_out]


def test_nested_chapters_are_parts_where_there_are_none(tmp_path: Path) -> None:
    summary = "- [A](a.md)\n- [B](b.md)\n  - [C](c.md)\n"
    made = take_in(tmp_path, {"book.toml": "", "src/SUMMARY.md": summary, **texts("src/a.md", "src/b.md", "src/c.md")})
    assert ("a.md", "b.md", NewPart("B", ("c.md",))) == made.project.contents


def test_quarto_has_parts_and_appendices(tmp_path: Path) -> None:
    config = (
        "project: {type: book}\nlang: vi\nbook:\n  title: Sách\n  author: [{name: Lê Ẩn}, Đỗ Ngữ]\n  date: 2026-02-10\n"
        "  chapters:\n    - index.qmd\n    - part: Phần\n      chapters: [a.qmd, b.qmd]\n  appendices: [c.qmd]\n"
    )
    index = {"index.qmd": "# Lời nói đầu {.unnumbered}\n\nchữ\n"}
    made = take_in(tmp_path, {"_quarto.yml": config, **index, **texts("a.qmd", "b.qmd", "c.qmd")}).project
    assert (("Lê Ẩn", "Đỗ Ngữ"), datetime.date(2026, 2, 10)) == (made.creators, made.date)
    assert (("index.md",), ("c.md",)) == (made.front, made.back)
    assert (NewPart("Phần", ("a.md", "b.md")),) == made.contents


def test_mkdocs_has_a_navigation_with_titles(tmp_path: Path) -> None:
    config = """\
site_name: Sách
nav:
  - Đầu: index.md
  - Phần:
      - a.md
      - Trong: [b.md]
  - Mạng: https://a.vn
x: !!python/name:os.system
"""
    made = take_in(tmp_path, {"mkdocs.yml": config, **texts("docs/index.md", "docs/a.md", "docs/b.md")})
    assert ("index.md", NewPart("Phần", ("a.md", "b.md"))) == made.project.contents
    assert ["it stands on the web: https://a.vn"] == [entry.how for entry in made.balance.left_out]


def test_jupyter_book_has_parts_and_notebooks(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Sổ\n", "\n", "chữ"]},
        {"cell_type": "code", "source": "1 + 1", "outputs": [{"data": {"text/plain": ["2"]}}]},
    ]
    notebook = json.dumps({"cells": cells, "metadata": {"kernelspec": {"language": "python"}}})
    toc = """\
format: jb-book
root: dau
parts:
  - caption: Phần
    chapters:
      - file: a
        sections: [{file: so}]
"""
    made = take_in(
        tmp_path,
        {
            "_toc.yml": toc,
            "_config.yml": "title: Sách\nauthor: Lê Ẩn\n",
            "so.ipynb": notebook,
            **texts("dau.md", "a.md"),
        },
    )
    assert (("dau.md",), (NewPart("Phần", ("a.md", "so.md")),)) == (made.project.front, made.project.contents)
    assert "# Sổ\n\nchữ\n\n```python\n1 + 1\n```\n\n```text\n2\n```\n" == made.texts["so.md"]


def test_myst_has_a_project(tmp_path: Path) -> None:
    config = """\
project:
  title: Sách
  authors: [{name: Lê Ẩn}]
  toc:
    - file: a.md
    - title: Phần
      children: [{file: b.md}]
"""
    made = take_in(tmp_path, {"myst.yml": config, **texts("a.md", "b.md")}).project
    assert (("Lê Ẩn",), ("a.md", NewPart("Phần", ("b.md",)))) == (made.creators, made.contents)


def test_folder_goes_by_weights_and_numbers(tmp_path: Path) -> None:
    made = take_in(
        tmp_path,
        {
            "hugo.toml": "title = 'Sách'\n",
            "content/_index.md": TEXT.format("Đầu"),
            "content/10-b.md": TEXT.format("B"),
            "content/9-a.md": TEXT.format("A"),
            "content/cuoi/_index.md": "---\ntitle: Phần cuối\nweight: 2\n---\n\nchữ\n",
            "content/cuoi/hai.md": "+++\ntitle = 'Hai'\nweight = 2\ntags = ['x']\n+++\n\nchữ\n",
            "content/cuoi/mot.md": "---\ntitle: Một\nweight: 1\n---\n\nchữ\n",
            "content/nhap.md": "---\ntitle: N\ndraft: true\n---\n\nchữ\n",
        },
    )
    end = NewPart("Phần cuối", ("cuoi/_index.md", "cuoi/mot.md", "cuoi/hai.md"))
    assert ("_index.md", "9-a.md", "10-b.md", end) == made.project.contents
    assert "---\nheadline: Hai\nsubjects: [x]\n---\n\nchữ\n" == made.texts["cuoi/hai.md"]


def test_one_text_is_an_article(tmp_path: Path) -> None:
    made = take_in(tmp_path, {"bai.md": "---\ntitle: Bài\nauthor: Lê Ẩn\ndate: 2024-05-06\nlayout: post\n---\nchữ\n"})
    assert ("article", ("bai.md",)) == (made.project.kind, made.project.contents)
    assert "---\nheadline: Bài\nbyline: Lê Ẩn\npublished: 2024-05-06\n---\n\nchữ\n" == made.texts["bai.md"]


def test_language_is_that_of_the_words(tmp_path: Path) -> None:
    book = {"book.toml": "[book]\nlanguage = 'en'\n", "src/SUMMARY.md": "- [A](a.md)\n"}
    vietnamese = take_in(tmp_path / "a", {**book, **texts("src/a.md")})
    english = take_in(tmp_path / "b", {"a.md": "# A\n\nThe market is held every six days.\n"})
    assert ("vi", "en") == (vietnamese.project.language, english.project.language)


def test_only_books_link_their_articles(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\n[chữ](b.md)\n", "b.md": "# B\n\nchữ\n"}
    assert "[chữ](b.md)" in take_in(tmp_path, files).texts["a.md"]
    assert "\nchữ\n" in take_in(tmp_path, files, "article").texts["a.md"]


def test_a_heading_without_a_text_names_its_part(tmp_path: Path) -> None:
    summary = "- [Phần một](mot/README.md)\n  - [A](mot/a.md)\n- [Rỗng](rong.md)\n"
    empty = {"src/mot/README.md": "# Phần một\n", "src/rong.md": "# Rỗng\n", "src/_manh.md": "mảnh\n"}
    made = take_in(tmp_path, {"book.toml": "", "src/SUMMARY.md": summary, **empty, **texts("src/mot/a.md")})
    assert (NewPart("Phần một", ("mot/a.md",)),) == made.project.contents
    assert "changed: chapter: a heading without a text: it is the title of its part" in made.told
    assert ["src/rong.md", "src/_manh.md"] == [entry.place for entry in made.balance.left_out]


def test_a_text_alone_is_an_article_with_the_files_that_it_names(tmp_path: Path) -> None:
    text = "---\nauthor: Lê Ẩn\n---\n\n# Chợ phiên\n\n<body>chữ</body>\n\n![Cờ](hinh/co.svg)\n\n[khác](khac.md)\n"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 900"><rect width="9" height="9"/></svg>'
    files = {"bai.md": text, "khac.md": "# Khác\n\nchữ\n", "hinh/co.svg": drawing, "hinh/khac.svg": drawing}
    importer = find_importer(write(tmp_path, files) / "bai.md")
    assert importer is not None
    made = importer.read(tmp_path / "bai.md", Request(DAY, kinds=KINDS))
    assert {"bai.md", "hinh/co.svg"} == made.project.files.keys()
    assert ("article", "Chợ phiên") == (made.project.kind, made.project.title)
    assert ["its words stay: there is no such file: khac.md"] == [each.how for each in made.balance.left_out]


def test_a_text_alone_has_no_files_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "ngoai.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>", encoding="utf-8")
    folder = write(tmp_path / "trong", {"bai.md": "# A\n\n![a](../ngoai.svg)\n\n![b](lien-ket.svg)\n"})
    (folder / "lien-ket.svg").symlink_to(tmp_path / "ngoai.svg")
    made = read(folder / "bai.md", Request(DAY, kinds=KINDS))
    assert {"bai.md"} == made.project.files.keys()


def test_bookdown_takes_all_texts_where_none_is_named(tmp_path: Path) -> None:
    head = "---\ntitle: Sách\nauthor: Lê Ẩn\n---\n\n"
    files = {"_bookdown.yml": "book_filename: x\n", "index.Rmd": head + TEXT.format("Đầu")}
    made = take_in(tmp_path, {**files, **texts("10-b.Rmd", "02-a.Rmd", "_ban-nhap.Rmd", "phu/c.Rmd")})
    assert ("index.md", "02-a.md", "10-b.md") == made.project.contents
    assert ("Sách", ("Lê Ẩn",)) == (made.project.title, made.project.creators)


def test_a_folder_is_called_by_the_headline_of_its_index(tmp_path: Path) -> None:
    made = take_in(tmp_path, {"1-js/index.md": "# Ngôn ngữ JS\n", **texts("1-js/2-b.md", "1-js/1-a.md")})
    assert (NewPart("Ngôn ngữ JS", ("1-js/1-a.md", "1-js/2-b.md")),) == made.project.contents


def test_a_text_may_be_linked_by_its_name_alone(tmp_path: Path) -> None:
    source = "# A\n\nXem <info:cau-truc#phan> và [lặp](info:khong-co).\n"
    made = take_in(
        tmp_path, {"1-a/article.md": source, "1-a/02-cau-truc/article.md": "# B\n\n## Phần {#phan}\n\nchữ\n"}
    )
    assert "Xem [](02-cau-truc/article.md#phan) và lặp." in made.texts["1-a/article.md"]


def test_of_words_that_a_drawing_has_twice_those_without_html_stay(tmp_path: Path) -> None:
    words = (
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">HTML</p></foreignObject><text x="1" y="9">Chữ</text>'
    )
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><g><switch>{words}</switch></g></svg>'
    made = take_in(tmp_path, {"a.md": "# A\n\n![Sơ đồ](so-do.svg)\n", "so-do.svg": drawing})
    content = made.project.files["so-do.svg"].decode()
    assert '<g><text x="1" y="9">Chữ</text></g>' in content and "HTML" not in content
    assert "![Sơ đồ](so-do.svg)" in made.texts["a.md"]
