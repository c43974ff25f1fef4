"""What is done again of a book after a change, and what is taken from the time before."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from publish.base.cache import Cache, NoCache
from publish.build.rendering import render
from publish.kinds.projects import open_project
from publish.layout import engine
from publish.outputs.pdf.layouter import Layouter, Order
from publish.publication.assets.folders import find_assets
from tests.support.folders import PROJECTS
from tests.support.printed import Here, read, texts, tools

pytestmark = pytest.mark.slow

SAMPLE = PROJECTS / "book"


def test_nothing_is_done_again_when_nothing_has_changed(tmp_path: Path) -> None:
    root = copy(tmp_path)
    first, here = tools(Cache(tmp_path / "cache"))
    made = render(read(root), "pdf", first, lambda step: None).content
    assert here.done
    second, here = tools(Cache(tmp_path / "cache"))
    assert made == render(read(root), "pdf", second, lambda step: None).content
    assert [] == here.done


def test_a_change_in_one_article_lays_out_that_article(tmp_path: Path) -> None:
    root = copy(tmp_path)
    first, _ = tools(Cache(tmp_path / "cache"))
    render(read(root), "pdf", first, lambda step: None)
    change(root / "source" / "nguoi" / "ba-mui.md", "nứt trong một đêm", "nứt giữa một đêm")
    second, here = tools(Cache(tmp_path / "cache"))
    content = render(read(root), "pdf", second, lambda step: None).content
    assert 1 == here.done.count("render_fragment")
    assert "nứt giữa một đêm" in " ".join(" ".join(texts(content)).split())
    third, _ = tools(NoCache())
    assert content == render(read(root), "pdf", third, lambda step: None).content


def test_the_epub_takes_what_the_pdf_found_on_its_pages(tmp_path: Path) -> None:
    root = copy(tmp_path)
    render(read(root), "pdf", tools(Cache(tmp_path / "cache"))[0], lambda step: None)
    given, here = tools(Cache(tmp_path / "cache"))
    content = render(read(root), "epub", given, lambda step: None).content
    assert ["draw_cover"] == here.done
    alone, here = tools(NoCache())
    assert content == render(read(root), "epub", alone, lambda step: None).content
    assert {"draw_cover", "render_fragment"} == set(here.done), "the EPUB needs no font and no folio of the PDF"


def test_a_change_in_one_article_makes_that_page_of_the_epub(tmp_path: Path) -> None:
    root = copy(tmp_path)
    render(read(root), "epub", tools(Cache(tmp_path / "cache"))[0], lambda step: None)
    change(root / "source" / "nguoi" / "ba-mui.md", "nứt trong một đêm", "nứt giữa một đêm")
    second, here = tools(Cache(tmp_path / "cache"))
    content = render(read(root), "epub", second, lambda step: None).content
    assert ["render_fragment"] == here.done, "the cover has not changed"
    assert content == render(read(root), "epub", tools(NoCache())[0], lambda step: None).content


def test_the_cover_of_the_epub_is_drawn_again_when_what_it_shows_has_changed(tmp_path: Path) -> None:
    root = copy(tmp_path)
    first = pictured(render(read(root), "epub", tools(Cache(tmp_path / "cache"))[0], lambda step: None).content)
    change(root / "source" / "publish.toml", 'title = "Sổ tay chợ phiên"', 'title = "Sổ tay chợ họp"')
    given, here = tools(Cache(tmp_path / "cache"))
    second = pictured(render(read(root), "epub", given, lambda step: None).content)
    assert "draw_cover" in here.done
    assert first != second


def pictured(epub: bytes) -> bytes:
    """The cover of an EPUB."""
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        return archive.read("EPUB/images/cover.png")


def test_a_page_more_moves_the_folios_of_what_follows(tmp_path: Path) -> None:
    root = copy(tmp_path)
    first, _ = tools(Cache(tmp_path / "cache"))
    before = render(read(root), "pdf", first, lambda step: None).content
    path = root / "source" / "mo-dau.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[^vối]: ", "Đoạn thêm. " * 400 + "\n\n[^vối]: "), encoding="utf-8"
    )
    second, here = tools(Cache(tmp_path / "cache"))
    content = render(read(root), "pdf", second, lambda step: None).content
    assert len(texts(before)) < len(texts(content))
    assert 3 == here.done.count("render_fragment")  # the article, the contents and the index
    third, _ = tools(NoCache())
    assert content == render(read(root), "pdf", third, lambda step: None).content


def test_keys_change_with_pictures_and_styles(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"one")
    style = engine.StyleSheet(tmp_path / "a.css", "p { color: red }")
    layouter = Layouter(Here(), NoCache(), lambda step: None)
    project = open_project(SAMPLE)
    at = project.page

    def key(**changes: Any) -> str:
        facts = {"html": "<p/>", "styles": (style,), "side": "right", "pictures": (picture,)} | changes
        roots = find_assets(SAMPLE).roots
        return layouter.key(
            Order("a", facts["html"], facts["styles"], roots, None, at, facts["side"], facts["pictures"])
        )  # type: ignore[arg-type]

    other = engine.StyleSheet(tmp_path / "a.css", "p { color: blue }")
    keys = {key(), key(html="<b/>"), key(styles=(other,)), key(side="left"), key(pictures=())}
    assert 5 == len(keys)


def copy(tmp_path: Path) -> Path:
    """Return the first two parts of the book, which are laid out in half the time."""
    root = tmp_path / "book"
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns("dist", "giay"))
    change(root / "source" / "publish.toml", '  { title = "Phần ba. Giấy và chữ", contents = ["giay/*.md"] },\n', "")
    return root


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
