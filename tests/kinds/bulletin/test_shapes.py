"""Bulletins of other shapes than the sample, and settings that are wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from publish.base.cache import Cache
from publish.base.diagnostics import Severity, SourceError, StyleError
from publish.base.workers.pool import Inline
from publish.build.rendering import render
from publish.kinds.bulletin.grid import lay_grid
from publish.kinds.bulletin.settings import REQUIRED
from publish.kinds.projects import read_project
from publish.outputs.commission import Workers
from publish.outputs.pdf.layouter import Layouter
from tests.support import folders
from tests.support.printed import read
from tests.support.printed import texts as read_texts

pytestmark = pytest.mark.slow

SAMPLE = folders.PROJECTS / "bulletin"
GOLDEN = folders.GOLDEN / "bulletin"
ARTICLE = "---\nheadline: Bài\npublished: 2026-01-15\n---\n\n"


@pytest.fixture(scope="module")
def layouter(tmp_path_factory: pytest.TempPathFactory) -> Layouter:
    return Layouter(Inline(), Cache(tmp_path_factory.mktemp("cache")), lambda step: None)


def texts(content: bytes) -> list[str]:
    """The text of each page in one line."""
    return [" ".join(text.split()) for text in read_texts(content)]


def change(root: Path, *changes: tuple[str, str]) -> Path:
    shutil.copytree(SAMPLE, root)
    config = root / "source" / "publish.toml"
    text = config.read_text(encoding="utf-8")
    for pattern, replacement in changes:
        text, count = re.subn(pattern, replacement, text)
        assert count, pattern
    config.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(("article", "pixels", "span"), [("nghe-det", (800, 500), 2), ("truong-hoc", (800, 533), 1)])
def test_the_author_says_how_many_columns_a_picture_takes(
    tmp_path: Path, layouter: Layouter, article: str, pixels: tuple[int, int], span: int
) -> None:
    root = change(tmp_path / "span")
    source = root / "source" / f"{article}.md"
    text = re.sub(r"::: figure.*", f"::: figure {{span={span}}}", source.read_text(encoding="utf-8"))
    source.write_text(text, encoding="utf-8")
    job = read(root)
    printed = render(job, "pdf", Workers(layouter=layouter, store=layouter.store), lambda step: None).content
    with pypdfium2.PdfDocument(printed) as document:
        pictures = [item for page in document for item in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
        (width,) = [item.get_matrix().a for item in pictures if tuple(item.get_px_size()) == pixels]
    measure = lay_grid(job.project).measure(span) / 25.4 * 72
    assert measure - 0.1 < width < 1.1 * 1.15 * measure  # what is too much is trimmed


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("bulletin", "Một câu.\n\n::: figure {span=2}\n![Cờ](a.png)\n:::\n", "only the picture that opens an article"),
        ("bulletin", "::: figure {span=2}\nChưa có ảnh.\n:::\n", "only the picture that opens an article"),
        ("article", "::: figure {span=2}\n![Cờ](a.png)\n:::\n", "in a bulletin only"),
    ],
)
def test_columns_asked_for_in_vain_are_a_warning(project: Path, kind: str, text: str, words: str) -> None:
    shutil.copyfile(SAMPLE / "source" / "figures" / "bieu-trung.png", project / "source" / "a.png")
    for path in (project / "source").glob("*.md"):
        path.write_text(ARTICLE + text, encoding="utf-8")
    config = project / "source" / "publish.toml"
    config.write_text(f'[publication]\nkind = "{kind}"\ntitle = "Tin"\n', encoding="utf-8")
    found = [d for d in read(project).diagnostics if d.rule == "idle-span"]
    assert [Severity.WARNING] == [d.severity for d in found]
    assert words in found[0].message


def test_two_columns_without_named_openings(tmp_path: Path, layouter: Layouter) -> None:
    root = change(tmp_path / "two", ("columns = 3", "columns = 2"), ("openings = .*\n", ""), ("nameplate = .*\n", ""))
    found = texts(
        render(read(root), "pdf", Workers(layouter=layouter, store=layouter.store), lambda step: None).content
    )
    assert found[0].count("Xem tiếp trang 2") == 2
    assert found[1].count("Tiếp theo trang 1") == 2
    assert found[-1].split()[-1] == str(len(found))


def _crowded(root: Path, short: str = "") -> Path:
    """Write an issue of fifteen articles, all but the first with headlines of four lines in the list of page 1."""
    names = [f"bai-{number}" for number in range(15)]
    source = root / "source"
    source.mkdir(parents=True)
    for number, name in enumerate(names):
        headline = f"Bài {number} " + "nói về mùa nước trên đồng bằng " * (7 if number else 1)
        facts = f"headline: {headline}\n{short if number else ''}published: 2026-01-15"
        source.joinpath(f"{name}.md").write_text(f"---\n{facts}\n---\n\n{'Mùa nước về. ' * 9}\n", encoding="utf-8")
    contents = ", ".join(f'"{name}.md"' for name in names)
    facts = (
        f'[publication]\nkind = "bulletin"\ntitle = "Tin"\ncontents = [{contents}]\n[page]\ntrim = "190mm x 270mm"\n'
    )
    source.joinpath("publish.toml").write_text(facts, encoding="utf-8")
    return root


def test_a_list_that_page_1_does_not_hold_is_refused_at_the_contents(tmp_path: Path, layouter: Layouter) -> None:
    job = read(_crowded(tmp_path / "crowded"))
    with pytest.raises(StyleError) as refused:
        render(job, "pdf", Workers(layouter=layouter, store=layouter.store), lambda step: None)
    (found,) = refused.value.diagnostics
    assert ("front-page", 4) == (found.rule, found.position.line)


def test_the_list_of_page_1_has_short_headlines_where_there_are_any(tmp_path: Path, layouter: Layouter) -> None:
    job = read(_crowded(tmp_path / "short", "short_headline: Mùa nước\n"))
    printed = render(job, "pdf", Workers(layouter=layouter, store=layouter.store), lambda step: None).content
    assert 14 == texts(printed)[0].count("Mùa nước 2") + texts(printed)[0].count("Mùa nước 3")


def test_references_between_the_pieces_of_a_cut_article(tmp_path: Path, layouter: Layouter) -> None:
    root = change(tmp_path / "cut", ("number = .*\n", ""))
    source = root / "source" / "dap-nuoc.md"
    text = source.read_text(encoding="utf-8")
    text = text.replace("Bảy giờ sáng,", "Xem [](#cuoi){.page} hay [cuối bài](#cuoi).[^a] Bảy giờ sáng,")
    text = text.replace("Xã dự tính", "{#cuoi}\nẢnh ở [](#dap){.page}. Xã dự tính") + "\n[^a]: Chú thích một.\n"
    source.write_text(text, encoding="utf-8")
    found = texts(
        render(read(root), "pdf", Workers(layouter=layouter, store=layouter.store), lambda step: None).content
    )
    assert "Xem trang 2 hay cuối bài" in found[0]
    assert "Chú thích một." in found[0]
    assert "Ảnh ở trang 1." in found[1]


def test_what_the_law_asks_for_is_an_error_where_it_applies(tmp_path: Path) -> None:
    keys = [(f"\n{key} = .*", "") for key in REQUIRED]
    root = change(tmp_path / "bare", *keys, ("publisher = .*\n", ""))
    with pytest.raises(SourceError) as failure:
        read(root)
    found = [d for d in failure.value.diagnostics if d.rule == "missing-bulletin-data"]
    assert {f"add {key} = … to [bulletin]" for key in REQUIRED} == {d.hint for d in found}
    assert {"[bulletin]"} == {
        (root / "source/publish.toml").read_text("utf-8").splitlines()[d.position.line - 1] for d in found
    }
    config = root / "source" / "publish.toml"
    config.write_text(config.read_text("utf-8").replace("official = true", "official = false"), encoding="utf-8")
    assert len(REQUIRED) == sum(d.severity is Severity.WARNING for d in read(root).diagnostics)


def test_a_larger_page_than_the_law_allows_is_a_warning(tmp_path: Path) -> None:
    (found,) = read(change(tmp_path / "large", ("190mm x 270mm", "A4"))).diagnostics
    assert ("bulletin-trim", Severity.WARNING) == (found.rule, found.severity)
    assert "Luật Báo chí" in found.message


@pytest.mark.parametrize(
    ("line", "rule", "words"),
    [
        ("columns = 4", "invalid-value", "2 or 3 columns"),
        ('columns = "3"', "wrong-type", "a number without quotes"),
        ("number = 0", "invalid-value", "counted from 1"),
        ("number = true", "wrong-type", "a number, or a text in quotes"),
        ("print_run = -5", "invalid-value", "at least one copy"),
        ('licence_date = "2026-01-01"', "wrong-type", "a date"),
        ("official = 1", "wrong-type", "true or false"),
        ('sologan = "…"', "unknown-key", "unknown key 'sologan'"),
        ('openings = ["khac.md"]', "missing-source", "not an article of this bulletin: khac.md"),
        ('nameplate = "khong-co.png"', "missing-image", "picture not found: khong-co.png"),
    ],
)
def test_wrong_settings_are_told_with_their_line(project: Path, line: str, rule: str, words: str) -> None:
    config = project / "source" / "publish.toml"
    config.write_text(f'[publication]\nkind = "bulletin"\n\n[bulletin]\n{line}\n', encoding="utf-8")
    try:
        (found,) = read_project(project).faults
    except SourceError as failure:
        (found,) = failure.diagnostics
    assert (rule, 5) == (found.rule, found.position.line)
    assert words in found.message
