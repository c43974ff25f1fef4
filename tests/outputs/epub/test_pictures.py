"""The EPUB's pictures: copied as they are, under names that any system takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from publish.base.diagnostics import AssetError
from publish.outputs.epub.pictures import safe_name
from tests.support.books import make
from tests.support.factories import AT, article, figure


def test_pictures_are_copied_as_they_are_under_safe_names(tmp_path: Path) -> None:
    paths = [tmp_path / "Chợ Đồng Đăng.png", tmp_path / "b" / "cho-dong-dang.PNG", tmp_path / "市.jpg"]
    (tmp_path / "b").mkdir()
    for path in paths:
        Image.new("RGB", (3, 2), "gray").save(path)
    figures = [figure(path.name, path, "Ô") for path in [*paths, paths[0]]]
    book = make(tmp_path, article(*figures))
    assert re.findall(r'<img src="([^"]+)"', book.read("article.xhtml")) == [
        "images/cho-dong-dang.png",
        "images/cho-dong-dang-2.png",
        "images/picture.jpg",
        "images/cho-dong-dang.png",
    ]
    assert book.archive.read("EPUB/images/picture.jpg") == paths[2].read_bytes()
    assert book.manifest()["images/picture.jpg"]["media-type"] == "image/jpeg"


@pytest.mark.parametrize(
    ("stem", "name"), [("../A b", "a-b"), ("ảnh_1", "anh-1"), ("ĐƯỜNG", "duong"), ("…", "picture")]
)
def test_names_of_pictures_are_plain(stem: str, name: str) -> None:
    assert safe_name(stem) == name


def test_a_picture_that_is_none_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_text("no picture")
    with pytest.raises(AssetError) as caught:
        make(tmp_path, article(figure("a.jpg", path, "Ô")))
    assert caught.value.diagnostics[0].position == AT


def test_a_missing_photograph_is_a_note_and_in_a_draft_an_open_place(tmp_path: Path) -> None:
    subject = article(figure(caption="Chú thích ảnh.", credit="Ảnh: Báo"))
    assert "Chưa có ảnh" not in make(tmp_path, subject).read("article.xhtml")
    assert "Chưa có ảnh" in make(tmp_path, subject, draft=True).read("article.xhtml")
