"""publish.toml is read with the line of each mistake."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from publish.base.diagnostics import SourceError, render_short
from publish.kinds.projects import read_project
from publish.publication.project import Page, find_root
from publish.publication.settings import read_length, read_paper


def write(root: Path, text: str, *articles: str) -> Path:
    (root / "source").mkdir(exist_ok=True)
    (root / "source" / "publish.toml").write_text(text, encoding="utf-8")
    for name in articles:
        (root / "source" / name).write_text("", encoding="utf-8")
    return root


def findings(root: Path) -> list[str]:
    try:
        found = read_project(root).faults
    except SourceError as failure:
        found = failure.diagnostics
    return [render_short(one).replace(f"{root.as_posix()}/", "") for one in found]


def test_a_project_without_a_file_takes_the_defaults_and_all_articles(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    for name in ("b.md", "a.md", "notes.txt"):
        (tmp_path / "source" / name).touch()
    project = read_project(tmp_path)
    assert [path.name for path in project.sources] == ["a.md", "b.md"]
    assert (project.language, project.formats, project.page) == ("vi", ("pdf", "press", "epub"), Page())


def test_contents_keep_their_order(tmp_path: Path) -> None:
    root = write(tmp_path, '[publication]\ncontents = ["b.md", "*.md"]\n', "a.md", "b.md")
    assert [path.name for path in read_project(root).sources] == ["b.md", "a.md"]


def test_page_and_facts_are_read(tmp_path: Path) -> None:
    text = '[publication]\ntitle = "Bản tin"\ndate = 2026-01-02\n[page]\ntrim = "145mm × 205mm"\nbleed = "5mm"\n'
    project = read_project(write(tmp_path, text))
    assert (project.title, project.date) == ("Bản tin", datetime.date(2026, 1, 2))
    assert project.page == Page((145.0, 205.0), 5.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[page]\npaper = "A4"\nbleeed = "3mm"\n',
            "source/publish.toml:3:1: error: unknown key 'bleeed' in [page] [unknown-key]",
        ),
        ("[pages]\n", "source/publish.toml:1:1: error: unknown section or key 'pages' [unknown-key]"),
        (
            "[publication]\n\ntitle = 3\n",
            "source/publish.toml:3:1: error: 'title' must be a text in quotes, not int [wrong-type]",
        ),
        (
            '[publication]\nkind = "novel"\n',
            "source/publish.toml:2:1: error: 'kind': 'novel' is not known here; choose from article, bulletin,"
            " official, book [invalid-value]",
        ),
        (
            '[publication]\ndate = "26/9/2020"\n',
            "source/publish.toml:2:1: error: 'date' must be a date such as 2026-01-01, without quotes, "
            "not str [wrong-type]",
        ),
        (
            '[publication]\ncontents = ["no.md"]\n',
            "source/publish.toml:2:1: error: no such article: no.md [missing-source]",
        ),
        (
            '[publication]\ncontents = ["../no.md"]\n',
            "source/publish.toml:2:1: error: outside the project: ../no.md [outside-project]",
        ),
        ("page = 3\n", "source/publish.toml:1:1: error: 'page' must be a section, [page] [wrong-type]"),
    ],
)
def test_each_mistake_has_its_line(tmp_path: Path, text: str, expected: str) -> None:
    assert findings(write(tmp_path, text)) == [expected]


def test_broken_toml_has_line_and_column(tmp_path: Path) -> None:
    (found,) = findings(write(tmp_path, "[page]\npaper = A4\n"))
    assert found.startswith("source/publish.toml:2:9: error: not valid TOML")


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path, "")
    (root / "source" / "publish.toml").write_bytes(b'[publication]\ntitle = "T\xe1"\n')
    assert findings(root) == ["source/publish.toml:2:1: error: not UTF-8 [not-utf8]"]


@pytest.mark.parametrize("text", ["A3x", "210mm", "10mm x 10mm", "3000mm x 10mm", "a x b", "-5mm x 100mm"])
def test_a_size_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_paper(text)


def test_sizes_and_lengths() -> None:
    assert read_paper("a5") == (148.0, 210.0)
    assert read_paper("14.5cm x 20.5cm") == (145.0, 205.0)
    assert read_length("72pt") == 25.4


def test_the_root_is_found_from_anywhere_inside(tmp_path: Path) -> None:
    root = write(tmp_path, "", "a.md")
    (root / "source" / "figures").mkdir()
    assert find_root(root / "source" / "figures") == root
    assert find_root(root / "source" / "a.md") == root


LINES = [("publication", key) for key in ("title", "subtitle", "publisher", "rights")]
LINES += [("index", "title"), ("bibliography", "title")]


@pytest.mark.parametrize("space", ["  ", "\\t", "\\n", " \\u00a0"])
@pytest.mark.parametrize(("section", "key"), LINES)
def test_a_line_has_single_spaces(section: str, key: str, space: str, tmp_path: Path) -> None:
    project = read_project(write(tmp_path, f'[{section}]\n{key} = "{space}Nhà{space}in{space}"\n'))
    assert "Nhà in" == getattr(getattr(project, section, project), key)


def test_names_and_titles_of_parts_have_single_spaces(tmp_path: Path) -> None:
    lines = [
        "[publication]",
        'creators = ["Trần  Văn Ứng", " B"]',
        'contents = [{ title = " I  II", contents = ["a.md"] }]',
    ]
    project = read_project(write(tmp_path, "\n".join([*lines, 'kind = "book"', 'title = "T"']), "a.md"))
    assert (("Trần Văn Ứng", "B"), ("I II",)) == (project.creators, project.parts)


def test_an_empty_name_is_told(tmp_path: Path) -> None:
    (found,) = findings(write(tmp_path, '[publication]\ncreators = ["A", "  "]\n'))
    assert "'creators': a text in the list is empty; fill it, or take it out [invalid-value]" in found
