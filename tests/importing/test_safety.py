"""Nothing outside of the folder is read, what is broken is told with its place, and the same input gives the same."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from publish.base.diagnostics import SourceError
from publish.importing.project import Request, render_config
from publish.importing.trees.importer import read
from publish.kinds import KINDS
from tests.support.imports import DAY, take_in, write

BOOK = {"book.toml": "[book]\ntitle = 'T'\n", "src/SUMMARY.md": "- [A](a.md)\n"}
SECRET = "mật khẩu"


@pytest.mark.parametrize(
    "line",
    [
        "{{#include ../../mat.md}}",
        "{{#include ../../../in/../mat.md}}",
        "{{#include lien.md}}",
        "{{#include thu-muc/mat.md}}",
        "{{< include /../mat.md >}}",
        '--8<-- "../../mat.md"',
        "```{include} ../../mat.md\n```",
        "```{literalinclude} ../../mat.md\n```",
        "<<< ../../mat.md",
        "![x](../../mat.png)",
        "![x](lien.png)",
        "![x](file:///etc/passwd)",
        "![[../../mat.png]]",
        '<img src="../../mat.png" alt="x">',
    ],
)
def test_nothing_outside_of_the_folder_is_read(line: str, tmp_path: Path) -> None:
    write(tmp_path, {"mat.md": SECRET, "mat.png": SECRET})
    folder = write(tmp_path / "in", {**BOOK, "src/a.md": f"# A\n\nchữ\n\n{line}\n"})
    (folder / "src" / "lien.md").symlink_to(tmp_path / "mat.md")
    (folder / "src" / "lien.png").symlink_to(tmp_path / "mat.png")
    (folder / "src" / "thu-muc").symlink_to(tmp_path)
    made = take_in(folder, {})
    assert not any(SECRET.encode() in content for content in made.project.files.values())
    assert made.balance.left_out


def test_a_chapter_that_is_a_link_is_told(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in", {**BOOK, "src/b.md": "# B\n\nchữ\n", "src/SUMMARY.md": "- [A](a.md)\n- [B](b.md)\n"}
    )
    write(tmp_path, {"mat.md": SECRET})
    (folder / "src" / "a.md").symlink_to(tmp_path / "mat.md")
    assert ["outside of the folder: a.md"] == [entry.how for entry in take_in(folder, {}).balance.left_out]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"book.toml": "[book\n", "src/SUMMARY.md": "- [A](a.md)\n"}, r"book\.toml:1:\d+: .*TOML"),
        ({"_quarto.yml": "book:\n\t- x\n"}, r"_quarto\.yml:2:1: .*YAML"),
        ({"mkdocs.yml": "a: [1\n"}, r"mkdocs\.yml:2:1: .*YAML"),
        ({"mkdocs.yml": "a: " + "[" * 5000}, "YAML"),
        ({"_toc.yml": "a: *b\n"}, r"_toc\.yml:1:4: .*YAML"),
        ({"_quarto.yml": "book: {chapters: [khong.qmd]}\n"}, "there is no such text: khong.qmd"),
        ({**BOOK}, "there is no such text: a.md"),
        ({**BOOK, "src/a.md": ""}, "a heading without a text"),
        ({"anh.png": "x"}, "no text in this folder"),
        ({"a.md": b"\x81\x8d\xfe"}, "UTF-8"),
        ({}, "no text in this folder"),
    ],
)
def test_what_is_broken_is_an_error_with_its_place(files: dict[str, str | bytes], told: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", files)
    folder.mkdir(exist_ok=True)
    with pytest.raises(SourceError) as failure:
        read(folder, Request(DAY, None, KINDS))
    shown = [f"{found.position}: {found.message}" for found in failure.value.diagnostics]
    assert any(re.search(told, line) for line in shown), shown


ODD = {
    "front matter that is no YAML": "---\na: [1\n---\n\nchữ\n",
    "front matter without an end": "---\na: 1\n\nchữ\n",
    "a list as front matter": "---\n- a\n---\n\nchữ\n",
    "aliases that grow": "---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: [*b,*b]\n---\n\nchữ\n",
    "odd values": "---\ntitle: {a: 1}\ndate: hôm nay\ntags: {x: y}\nlang: [vi]\nauthor: 5\n---\n\nchữ\n",
    "no letters": "\x00\x01\x02 chữ \ufffe\n",
    "deep lists": "\n".join(f"{'  ' * depth}- chữ" for depth in range(60)) + "\n",
    "deep quotes": "> " * 60 + "chữ\n",
    "deep brackets": "chữ " + "[" * 200 + "x" + "](y)" * 200 + "\n",
    "one long line": "chữ " * 20_000 + "\n",
    "many colons": "::: note\n" * 100 + "chữ\n",
    "broken HTML": "<table><tr><td" + "<b" * 300 + "\n\nchữ\n",
    "an old encoding": "Céng hoµ x· héi chñ nghÜa ViÖt Nam, ®éc lËp tù do h¹nh phóc".encode("latin-1"),
    "UTF-16": "# Chợ\n\nchữ\n".encode("utf-16"),
}


@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in ODD.items()])
def test_odd_texts_come_in(content: str | bytes, tmp_path: Path) -> None:
    made = take_in(tmp_path / "in", {"a.md": content, "b.md": "# B\n\nchữ\n"})
    assert "a.md" in made.texts


def test_an_old_encoding_is_told(tmp_path: Path) -> None:
    made = take_in(tmp_path, {"a.md": ODD["an old encoding"]})
    assert "Cộng hoà xã hội chủ nghĩa Việt Nam" in made.texts["a.md"]
    assert "changed: text: its encoding: tcvn3" in made.told


@pytest.mark.parametrize("name", ["tram-do", "thuc-hanh-so-lieu"])
def test_the_same_input_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    book = Path(__file__).parent / "books" / name
    shutil.copytree(book, tmp_path / name)
    first, second = (take_in(folder, {}) for folder in (book, tmp_path / name))
    assert first.project.files == second.project.files
    assert render_config(first.project) == render_config(second.project)
    assert first.balance.as_json() == second.balance.as_json()
