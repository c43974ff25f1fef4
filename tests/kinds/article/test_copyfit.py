"""An article is fitted to its pages within the limits of its style, or a note says by how much it misses them."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image

from publish.base.diagnostics import Severity, SourceError, StyleError
from publish.cli import main
from publish.kinds.article.copyfit import FittedPiece, explain_misfit
from publish.kinds.article.printing import compose, printed
from publish.kinds.projects import read_project
from publish.layout import engine, fitting
from publish.layout.copyfit.choosing import LEAST_FILL, may_suit, suits
from publish.layout.copyfit.filling import Filling, measure_filling, measure_type
from publish.layout.copyfit.settings import FULL, SPREAD, FitSetting, list_settings, write_style
from publish.outputs.commission import Commission, Workers
from publish.outputs.pdf.printed import OnePiece
from publish.publication import model
from publish.publication.assets.fit_limits import FitLimits, read_limits
from publish.publication.assets.folders import find_assets
from publish.publication.project import Page, Project
from publish.publication.settings import read_paper
from tests.support.factories import AT, article, figure, paragraph, text
from tests.support.folders import ROOT

LIMITS = FitLimits(2, 10, 2, 6, 1, 2, 2, 1)


def long_article(count: int) -> model.Article:
    """An article of so many paragraphs, with a crosshead before every fifth."""
    blocks: list[model.Block] = []
    for number in range(count):
        if number % 5 == 4:
            blocks.append(model.Heading(2, f"h{number}", text("Một trung đề"), AT))
        blocks.append(paragraph("Một đoạn văn khá dài, nói về chuyện này. " * (5 + number % 4)))
    return article(*blocks)


NARROW = "size_percent = 1.5\ntracking = 5\nleading_percent = 1.5\npictures_percent = 6\ncrosshead_lines = 1\n"
"""Limits that not every article can be fitted within."""


def fitted(root: Path, count: int, fit: int | str, paper: str = "A5") -> OnePiece:
    limits = root / "styles" / "article" / "fit.toml"
    limits.parent.mkdir(parents=True, exist_ok=True)
    limits.write_text(NARROW, encoding="utf-8")
    project = Project(root, page=Page(read_paper(paper), 3.0, fit))
    return printed(Commission(long_article(count), project, find_assets(root), Workers()))


def measure_last_page(content: bytes) -> tuple[int, float]:
    """The number of pages of an A5 article, and how far down its last line stands, as parts of the text's height."""
    with pypdfium2.PdfDocument(content) as document:
        page = document[len(document) - 1]
        _, height = page.get_size()
        read = page.get_textpage()
        top = height - 22 * 72 / 25.4
        room = height - 44 * 72 / 25.4
        feet = [read.get_charbox(index)[1] for index in range(read.count_chars())]
        return len(document), (top - min(foot for foot in feet if foot > top - room)) / room


@pytest.mark.slow
def test_the_last_page_is_a_third_full_or_the_note_says_so(tmp_path: Path) -> None:
    told = set()
    for count in (1, 10, 12, 13, 14):
        piece = fitted(tmp_path, count, FULL)
        assert isinstance(piece, FittedPiece)
        setting, filling = piece.choice.setting, piece.choice.filling
        pages, fill = measure_last_page(piece.screen_twin)
        assert pages == filling.pages
        assert fill == pytest.approx(filling.fill, abs=0.03)  # from the baseline to the foot of the line
        assert piece.choice.fits == (filling.fill >= LEAST_FILL)
        for name, most in dataclasses.asdict(LIMITS).items():
            assert abs(getattr(setting, name)) <= most
        assert piece.choice.fits == (piece.findings == ())
        assert piece.choice.fits or setting == FitSetting()
        told.add((piece.choice.fits, setting == FitSetting()))
    assert {(True, True), (True, False)} <= told  # natural, fitted; what is missed is told above


@pytest.mark.slow
def test_a_last_page_of_a_few_lines_is_pulled_back(tmp_path: Path) -> None:
    piece = fitted(tmp_path, 27, 2, "A4")
    assert isinstance(piece, FittedPiece)
    assert (True, 2) == (piece.choice.fits, piece.choice.filling.pages)
    assert piece.choice.filling.fill * 49 >= 46  # full to three lines of its foot
    assert piece.choice.setting.size_percent < 0
    with pypdfium2.PdfDocument(fitted(tmp_path, 27, "", "A4").screen_twin) as document:
        assert len(document) == 3


@pytest.mark.slow
def test_the_same_text_is_fitted_alike_in_any_folder(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first, second = fitted(tmp_path, 13, FULL), fitted(tmp_path / "other", 13, FULL)
    assert first.style
    assert first.facts == second.facts
    assert first.screen_twin == second.screen_twin


def test_what_fits_as_it_is_has_the_bytes_that_it_has_without(tmp_path: Path) -> None:
    plain, natural = fitted(tmp_path, 10, ""), fitted(tmp_path, 10, FULL)
    assert (OnePiece, {}, ()) == (type(plain), plain.facts, plain.findings)
    assert plain.screen_twin == natural.screen_twin


def test_settings_go_from_the_natural_one_outwards() -> None:
    both = list(list_settings(LIMITS, 3, FULL))
    assert [-1.0, 1.0, 0.0, -2.0] == [one.size_percent for one in both[:4]]
    assert FitSetting(head_lines=1.0) == both[2]
    assert FitSetting(-2, -10, -2, 6, 0, 2, 0, 1) in both
    assert FitSetting(2, 10, 2, 0, 1, -2, 2, -1) == both[-1]
    assert len(both) == len(set(both))
    assert all(one.size_percent <= 0 <= one.foot_lines for one in list_settings(LIMITS, 3, 2))
    assert all(one.size_percent >= 0 >= one.foot_lines for one in list_settings(LIMITS, 3, 4))
    assert [] == list(list_settings(FitLimits(), 3, FULL))
    assert "-0.0" not in repr(both)
    assert [-0.75, 0.75, -1.5, 1.5] == [one.size_percent for one in list_settings(FitLimits(1.5), 3, SPREAD)]


@pytest.mark.parametrize(
    ("setting", "pages", "fill", "asked", "tried"),
    [
        (FitSetting(size_percent=1), 2, 0.24, FULL, False),  # a line or two, and nine are needed
        (FitSetting(2, 5, 1, 0, 0, -1, 2, -1), 2, 0.24, FULL, True),
        (FitSetting(-2, -10, -2, 6, 0, 2, 0, 1), 2, 0.24, FULL, False),
        (FitSetting(-2, -10, -2, 6, 0, 2, 0, 1), 2, 0.1, FULL, True),
        (FitSetting(2, 10, 2), 4, 0.9, 6, False),
        (FitSetting(-2, -10, -2), 9, 0.9, 8, False),
        (FitSetting(-2, -10, -2), 9, 0.3, 8, True),
        (FitSetting(-2, -10, -2), 9, 0.3, SPREAD, True),
        (FitSetting(-2, -10, -2), 8, 0.3, SPREAD, False),
    ],
)
def test_what_cannot_change_enough_lines_is_not_tried(
    setting: FitSetting, pages: int, fill: float, asked: int | str, *, tried: bool
) -> None:
    assert tried == may_suit(setting, Filling(pages, fill, 98, 9.0, 0.0, 2), asked)


@pytest.mark.slow
def test_what_is_not_tried_would_not_fit(tmp_path: Path) -> None:
    """Each setting is laid out for texts of some lengths; none that fits is passed over."""
    project, assets = Project(tmp_path, page=Page(read_paper("A5"), 3.0, FULL)), find_assets(tmp_path)
    for count in (6, 12):
        html, styles = compose(long_article(count), project, assets)
        document = fitting.lay_out(html, styles, assets.roots, AT)
        natural, size = measure_filling(document), measure_type(document)
        for setting in list_settings(LIMITS, natural.pages, FULL):
            fit = engine.StyleSheet(tmp_path / "fit.css", write_style(setting, size))
            filling = measure_filling(fitting.lay_out(html, (*styles, fit), assets.roots, AT))
            changes = filling.pages != natural.pages or natural.fill < LEAST_FILL <= filling.fill
            assert may_suit(setting, natural, FULL) or not (changes and suits(filling, FULL)), (count, setting)


@pytest.mark.parametrize(
    ("asked", "pages", "fill", "as_asked"),
    [(FULL, 3, 0.4, True), (FULL, 3, 0.3, False), (2, 2, 1.0, True), (2, 3, 1.0, False), (SPREAD, 3, 1.0, False)],
)
def test_pages_are_as_asked_for(asked: int | str, pages: int, fill: float, as_asked: bool) -> None:
    assert as_asked == suits(Filling(pages, fill, 98, 9.0), asked)


@pytest.mark.parametrize(
    ("asked", "pages", "fill", "lines", "hint"),
    [
        (FULL, 3, 0.1, ["10 % full", "third of it: 24", "away: 10"], "write about 240 words more, or 100 fewer"),
        (FULL, 1, 0.1, ["10 % full"], "write about 240 words more"),
        (2, 3, 0.1, ["2 pages", "it has 3", "too many: 10"], "write about 100 words fewer"),
        (2, 4, 0.1, ["2 pages", "it has 4", "too many: 110"], "write about 1100 words fewer"),
        (4, 3, 0.1, ["4 pages", "it has 3", "too few: 124"], "write about 1240 words more"),
        (SPREAD, 3, 0.1, ["it has 3", "too many: 10", "too few: 124"], "write about 1240 words more, or 100 fewer"),
        (SPREAD, 2, 0.1, ["10 % full"], "write about 240 words more"),
    ],
)
def test_the_note_says_how_many_lines_and_words(
    asked: int | str, pages: int, fill: float, lines: list[str], hint: str
) -> None:
    found = explain_misfit(Filling(pages, fill, 100, 10.0), asked, AT)
    assert (Severity.NOTE, "copyfit", AT, hint) == (found.severity, found.rule, found.position, found.hint)
    assert [] == [part for part in lines if part not in found.message]


@pytest.mark.slow
def test_the_first_publication_comes_to_two_pages_with_level_feet(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "source", tmp_path / "source")
    config = tmp_path / "source" / "publish.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("[page]", "[page]\nfit = true"), encoding="utf-8")
    done = CliRunner().invoke(main, ["build", "-v", "--no-cache", str(tmp_path)])
    assert (0, 0) == (done.exit_code, done.output.count("[copyfit]")), done.output
    assert "copyfit: size +2 %" in done.output
    manifest = json.loads((tmp_path / "dist" / "manifest.json").read_text(encoding="utf-8"))
    said = {entry["name"]: entry.get("fit") for entry in manifest["files"]}
    assert said["lang-son-2020.pdf"] == said["lang-son-2020-press.pdf"]
    assert (True, 2) == tuple(said["lang-son-2020.pdf"][name] for name in ("fits", "pages"))
    assert said["lang-son-2020.pdf"]["last_page_percent"] >= 33
    assert said["lang-son-2020.epub"] is None
    counts = measure(tmp_path / "dist" / "lang-son-2020.pdf")
    assert (0, 0, 0) == (counts["ragged-foot"], counts["widow"], counts["orphan"])


def measure(path: Path) -> dict[str, int]:
    """How often each rule of a page finds something in a file."""
    done = CliRunner().invoke(main, ["check", "--page", "--format", "json", str(path)])
    assert 0 == done.exit_code, done.output
    counts: dict[str, int] = json.loads(done.stdout)["files"][0]["typography"]["counts"]
    return counts


@pytest.mark.slow
def test_pictures_are_made_smaller_and_stay_whole(tmp_path: Path) -> None:
    """Where text is set tighter, a picture is narrower by the part that its style allows, and keeps its shape."""
    limits = tmp_path / "styles" / "article" / "fit.toml"
    limits.parent.mkdir(parents=True)
    limits.write_text(NARROW, encoding="utf-8")
    path = tmp_path / "a.png"
    Image.new("RGB", (1200, 800), "gray").save(path)
    picture = figure("a.png", path, alt="Một ô xám")
    widths = []
    for fit in ("", 2):
        plain = long_article(26)
        subject = dataclasses.replace(plain, children=(*plain.children[:3], picture, *plain.children[3:]))
        project = Project(tmp_path, page=Page(read_paper("A4"), 3.0, fit))
        piece = printed(Commission(subject, project, find_assets(tmp_path), Workers()))
        with pypdfium2.PdfDocument(piece.screen_twin) as document:
            (shown,) = (found for page in document for found in page.get_objects(filter=[3]))
            left, bottom, right, top = shown.get_bounds()
        assert 1.5 == pytest.approx((right - left) / (top - bottom), abs=0.01)
        widths.append(right - left)
    assert isinstance(piece, FittedPiece)
    assert piece.choice.setting.pictures_percent > 0
    narrower = (1 - piece.choice.setting.pictures_percent / 100) * (1 + piece.choice.setting.measure_percent / 100)
    assert widths[0] * narrower == pytest.approx(widths[1], rel=0.005)  # the space between columns stays


def write_config(root: Path, kind: str, fit: str) -> Path:
    (root / "source").mkdir()
    config = root / "source" / "publish.toml"
    config.write_text(f'[publication]\nkind = "{kind}"\n\n[page]\nfit = {fit}\n', encoding="utf-8")
    return config


@pytest.mark.parametrize(
    ("written", "read"), [("true", FULL), ("false", ""), ("2", 2), ('"spread"', SPREAD), ('" spread "', SPREAD)]
)
def test_what_fit_may_say(tmp_path: Path, written: str, read: int | str) -> None:
    write_config(tmp_path, "article", written)
    assert read == read_project(tmp_path).page.fit


@pytest.mark.parametrize(
    ("written", "rule"),
    [("0", "invalid-value"), ("1001", "invalid-value"), ('"sprad"', "invalid-value"), ("1.5", "wrong-type")],
)
def test_what_fit_may_not_say(tmp_path: Path, written: str, rule: str) -> None:
    config = write_config(tmp_path, "article", written)
    with pytest.raises(SourceError) as caught:
        read_project(tmp_path)
    (found,) = caught.value.diagnostics
    assert (rule, config, 5) == (found.rule, found.position.file, found.position.line)


@pytest.mark.parametrize("kind", ["book", "bulletin"])
def test_only_articles_are_fitted(tmp_path: Path, kind: str) -> None:
    write_config(tmp_path, kind, "true")
    with pytest.raises(SourceError) as caught:
        read_project(tmp_path)
    (found,) = caught.value.diagnostics
    assert ("invalid-value", 5) == (found.rule, found.position.line)
    assert 'kind = "article"' in found.hint


def test_a_style_names_its_limits(tmp_path: Path) -> None:
    assert LIMITS == read_limits(find_assets(tmp_path))
    own = tmp_path / "styles" / "article" / "fit.toml"
    own.parent.mkdir(parents=True)
    own.write_text("size_percent = 2\n", encoding="utf-8")
    assert FitLimits(2.0) == read_limits(find_assets(tmp_path))


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("size = 1", "invalid-limit"),
        ("tracking = 16", "invalid-limit"),
        ("tracking = -1", "invalid-limit"),
        ("tracking = true", "invalid-limit"),
        ("tracking = nan", "invalid-limit"),
        ("tracking =", "unreadable-style"),
    ],
)
def test_a_limit_that_is_none_has_its_file(tmp_path: Path, written: str, rule: str) -> None:
    own = tmp_path / "styles" / "article" / "fit.toml"
    own.parent.mkdir(parents=True)
    own.write_text(written, encoding="utf-8")
    with pytest.raises(StyleError) as caught:
        read_limits(find_assets(tmp_path))
    (found,) = caught.value.diagnostics
    assert (rule, own) == (found.rule, found.position.file)
