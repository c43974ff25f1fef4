"""No PDF that fails its preflight enters dist/; the page that was judged before is not judged again."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import Result
from PIL import Image

from publish.base.cache import Cache
from publish.base.diagnostics import ExitCode, Severity
from publish.base.messages import say, translate
from publish.build import acceptance
from publish.build.acceptance import RecalledFindings, judge_file
from publish.build.rendering import render
from publish.preflight import pages
from publish.preflight.findings import Finding, Place
from publish.publication.assets.printers import read_printer
from tests.support import printed
from tests.support.folders import PROJECTS, ROOT

pytestmark = pytest.mark.slow

OFFSET = read_printer(ROOT / "styles" / "printers" / "vn-offset.toml")
FIGURE = "::: figure\n![Một mảng xám](figures/a.png)\n\nMảng xám.\n\n-- Ảnh: Tòa soạn\n:::"


@pytest.fixture
def coarse(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose picture is far too coarse for print, and what was in dist/ before."""
    site = project
    monkeypatch.chdir(site)
    (site / "source" / "figures").mkdir()
    Image.new("RGB", (60, 40), (90, 120, 140)).save(site / "source" / "figures" / "a.png")
    text = f"---\nheadline: Tít\npublished: 2026-01-15\n---\n\nMở đầu.\n\n{FIGURE}\n"
    (site / "source" / "bai.md").write_text(text, encoding="utf-8")
    (site / "dist").mkdir(exist_ok=True)
    for name in ("bai.pdf", "bai-press.pdf"):
        (site / "dist" / name).write_bytes(b"earlier")
    return site


def test_a_file_that_fails_is_left_beside_and_nothing_else_changes(coarse: Path, run: Callable[..., Result]) -> None:
    result = run("pdf")
    assert result.exit_code == ExitCode.CONFORMANCE
    dist = coarse / "dist"
    assert sorted(path.name for path in dist.iterdir()) == ["bai-press.pdf", "bai-press.rejected.pdf", "bai.pdf"]
    assert {(dist / name).read_bytes() for name in ("bai.pdf", "bai-press.pdf")} == {b"earlier"}
    assert (dist / "bai-press.rejected.pdf").read_bytes().startswith(b"%PDF-1.6")


def test_it_says_why_at_the_line_of_the_picture(coarse: Path, run: Callable[..., Result]) -> None:
    told = run("pdf", "--for", "press").stderr
    assert "[image-resolution]" in told
    assert "source/bai.md:9:" in told
    assert "page 1" in told and "mm)" in told


def test_what_the_press_refuses_the_screen_may_have(coarse: Path, run: Callable[..., Result]) -> None:
    assert run("pdf", "--for", "screen").exit_code == 0
    assert (coarse / "dist" / "bai.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_a_file_that_passes_takes_the_rejected_one_away(coarse: Path, run: Callable[..., Result]) -> None:
    assert run("build").exit_code == ExitCode.CONFORMANCE
    assert (coarse / "dist" / "bai-press.rejected.pdf").exists()
    Image.new("RGB", (1800, 1200), (90, 120, 140)).save(coarse / "source" / "figures" / "a.png")
    assert run("build").exit_code == 0
    names = sorted(path.name for path in (coarse / "dist").iterdir())
    assert names == ["SHA256SUMS", "bai-press.pdf", "bai.epub", "bai.pdf", "manifest.json"]


def test_a_page_that_was_judged_before_is_not_judged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "book"
    shutil.copytree(PROJECTS / "book" / "source", root / "source")
    tools, _ = printed.tools(Cache(tmp_path / "cache"))
    before = render(printed.read(root), "press", tools, lambda step: None).content
    findings, remembered = judge_file(before, OFFSET, None, b"")
    painted: list[int] = []
    judge_page = pages.judge_page
    monkeypatch.setattr(
        "publish.preflight.judging.judge_page",
        lambda page, *rest: (painted.append(page.index), judge_page(page, *rest))[1],
    )
    assert judge_file(before, OFFSET, None, remembered) == (findings, remembered)
    assert painted == []
    chapter = root / "source" / "phien" / "02-phien-he.md"
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(text.replace(" và ", " với ", 1), encoding="utf-8")
    tools, _ = printed.tools(Cache(tmp_path / "cache"))
    after = render(printed.read(root), "press", tools, lambda step: None).content
    judge_file(after, OFFSET, None, remembered)
    with pikepdf.open(io.BytesIO(before)) as one, pikepdf.open(io.BytesIO(after)) as other:
        changed = [number for number, pair in enumerate(zip(one.pages, other.pages, strict=True)) if differ(*pair)]
    assert sorted(set(painted)) == changed, "once as it is made, once here"
    assert 0 < len(changed) <= 8


def test_what_was_found_on_a_page_can_be_told_in_another_language_when_it_is_remembered() -> None:
    place = Place(1, 2.5, 3.0, 4.0, 5.0)
    found = Finding(Severity.WARNING, "rule", say("picture not found: {name}", name="chợ"), say("delete it"), 1, place)
    back = acceptance._unpack(acceptance._pack({"page": (found,)}))
    assert {"page": (found,)} == back
    ((one,),) = back.values()
    assert ("không tìm thấy ảnh: chợ", "xóa đi") == (translate(one.message, "vi"), translate(one.hint, "vi"))


def test_what_is_no_longer_asked_for_is_forgotten() -> None:
    found = (Finding(Severity.NOTE, "rule", "message"),)
    recalled = RecalledFindings({"kept": found, "empty": (), "gone": found})
    assert (found, (), None) == (recalled.get("kept"), recalled.get("empty"), recalled.get("unknown"))
    recalled["new"] = found
    assert found == recalled.get("new")
    assert {"kept": found, "empty": (), "new": found} == recalled.used


def differ(one: pikepdf.Page, other: pikepdf.Page) -> bool:
    """Whether anything else is drawn on a page."""
    one_, other_ = ([stream.read_bytes() for stream in page.Contents] for page in (one, other))
    return one_ != other_
