"""The cover is a picture of the size that stores ask for, with the headline broken by sense."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from publish.base.diagnostics import StyleError
from publish.layout.headlines import set_headline
from publish.outputs.epub.cover import HEIGHT, WIDTH, draw_cover, set_cover
from publish.publication import model
from publish.publication.assets.folders import find_assets
from publish.publication.project import Project
from tests.support.factories import AT, article, text

LANG_SON = ["Khai mạc Đại hội đại biểu", "Đảng bộ tỉnh Lạng Sơn lần thứ XVII,", "nhiệm kỳ 2020–2025"]
MARGIN = 26 * WIDTH // 288


def render(root: Path, subject: model.Article, title: str = "") -> Image.Image:
    return Image.open(io.BytesIO(draw_cover(set_cover(subject, Project(root, title=title), find_assets(root)))))


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """The box of all that is not white."""
    plain = image.convert("RGB")
    box = ImageChops.difference(plain, Image.new("RGB", plain.size, plain.getpixel((0, 0)))).getbbox()
    assert box
    return box


def test_the_cover_is_a_small_png_of_the_right_size(tmp_path: Path) -> None:
    subject = article(headline=tuple(text(line) for line in LANG_SON), dateline=text("Lạng Sơn"))
    content = draw_cover(set_cover(subject, Project(tmp_path, title="Bản tin"), find_assets(tmp_path)))
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(content) < 400_000


@pytest.mark.parametrize("field", ["kicker", "byline", "dateline"])
def test_what_leads_elsewhere_is_only_words_on_the_cover(field: str, tmp_path: Path) -> None:
    words = text("Theo Chu")
    plain, linked, referring = (
        article(**{field: inlines})
        for inlines in (words, (model.Link("#ref-chau", words, AT),), (model.PageReference("#x", words, AT),))
    )
    boxes = [ink(render(tmp_path, subject)) for subject in (plain, linked, referring)]
    assert [boxes[0]] * 3 == boxes


def test_the_same_article_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first, second = (
        draw_cover(set_cover(article(), Project(root), find_assets(root))) for root in (tmp_path, tmp_path / "other")
    )
    assert first == second


@pytest.mark.parametrize(
    "lines",
    [LANG_SON, ["WWWWWWWWWW MMMMMMMMMM mmmmmmmmmm"], ["Nghiêng" * 12], ["Ẩ Ữ Ỹ"], ["từ dài " * 40], ["X"]],
    ids=["usual", "wide", "one long word", "short", "long", "one letter"],
)
def test_nothing_runs_out_of_the_margins(tmp_path: Path, lines: list[str]) -> None:
    left, top, right, bottom = ink(render(tmp_path, article(headline=tuple(text(line) for line in lines)), "Bản tin"))
    assert left >= MARGIN - 8
    assert right <= WIDTH - MARGIN + 8
    assert top >= MARGIN - 8
    assert bottom <= HEIGHT - MARGIN + 8


def test_marks_of_one_line_stay_clear_of_the_line_above(tmp_path: Path) -> None:
    subject = article(headline=(text("gợi ặp ợp"), text("Ẩn Ữ Ễ Ỗ")))
    image = render(tmp_path, subject).convert("L")
    headline = image.crop((0, 560, WIDTH, 1400))
    rows = [headline.crop((0, y, WIDTH, y + 1)).getextrema()[0] < 128 for y in range(headline.height)]
    starts = [y for y in range(1, len(rows)) if rows[y] and not rows[y - 1]]
    assert len(starts) >= 2, "a white row lies between the lines"


def test_a_mistake_in_a_projects_cover_has_its_file(tmp_path: Path) -> None:
    style = tmp_path / "styles" / "article" / "cover.css"
    style.parent.mkdir(parents=True)
    style.write_text("h1 { colour: red }", encoding="utf-8")
    with pytest.raises(StyleError) as caught:
        render(tmp_path, article())
    assert caught.value.diagnostics[0].position.file == style


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            LANG_SON,
            ["Khai mạc", "Đại hội đại biểu", "Đảng bộ tỉnh", "Lạng Sơn lần thứ XVII,", "nhiệm kỳ 2020–2025"],
        ),
        (["Ở xứ Ẩn Ngữ, mỗi chữ", "đều mang hai dấu chồng"], ["Ở xứ Ẩn Ngữ,", "mỗi chữ", "đều mang hai", "dấu chồng"]),
        (["Chợ phiên cuối năm"], ["Chợ phiên", "cuối năm"]),
        (["Tít"], ["Tít"]),
        ([], []),
    ],
)
def test_a_headline_breaks_by_sense(lines: list[str], expected: list[str]) -> None:
    assert set_headline(lines)[0] == expected


@pytest.mark.parametrize("number", ["XVII", "2026", "3.000"])
def test_a_noun_keeps_its_number(number: str) -> None:
    lines, _ = set_headline([f"Hội nghị toàn quốc về phát triển lâm nghiệp lần thứ {number} họp ở tỉnh Cao Bằng"])
    assert f"thứ {number}" in " / ".join(lines)
    assert "Cao Bằng" in " / ".join(lines)


def test_a_short_headline_is_larger_than_a_long_one() -> None:
    assert set_headline(["Chợ phiên"])[1] > set_headline(LANG_SON)[1] > set_headline(["từ dài " * 40])[1]
