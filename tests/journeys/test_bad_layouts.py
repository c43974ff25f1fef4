"""Books and bulletins that cannot be laid out as they are: the fault is told at its article, the others are kept."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from publish.base.diagnostics import ExitCode
from publish.base.workers import worker
from publish.editing import typesetting
from publish.kinds.book import printing
from publish.layout import fitting
from publish.preflight import judging
from tests.support.folders import ROOT
from tests.support.publications import WORDS, Site

KINDS = pytest.mark.parametrize("kind", ["book", "bulletin"])

pytest.importorskip("resource", reason="no fork on Windows")

THREE = 'contents = ["mot.md", "ba.md", "hai.md"]\n[page]\ntrim = "120mm x 120mm"'
FOUR = 'contents = ["mot.md", "hai.md", "ba.md", "bon.md"]\n[page]\npaper = "A5"'


def burn() -> None:
    while True:
        pass


def eat() -> None:
    bytearray(16 << 30)


def hang() -> None:
    time.sleep(60)


LIMITS = [
    (burn, {"CPU_SECONDS": 3}, "took more than 3 s of processor time and was stopped"),
    (eat, {"MEMORY_BYTES": 4 << 30}, "took more than 4 GB of memory and was stopped"),
    (hang, {"WALL_SECONDS": 8.0}, "took more than 8 s and was stopped"),
]


def greedy(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, deed: Callable[[], None]) -> None:
    """Have a function of the worker do its worst with an article that says "Háu ăn"."""
    well = getattr(module, name)

    def badly(first: Any, *rest: Any) -> Any:
        if "Háu ăn" in str(first):
            deed()
        return well(first, *rest)

    monkeypatch.setattr(module, name, badly)


@pytest.mark.slow
@pytest.mark.parametrize(("deed", "limits", "what"), LIMITS, ids=["time", "memory", "wall"])
def test_chapters_that_come_to_the_limits_are_named_and_the_others_kept(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    deed: Callable[[], None],
    limits: dict[str, float],
    what: str,
) -> None:
    monkeypatch.setenv("PUBLISH_CACHE", str(site.root / "cache"))
    texts = {"mot": WORDS, "hai": "Háu ăn.", "ba": f"Háu ăn. {WORDS}", "bon": WORDS}
    site.write(FOUR, texts)
    with monkeypatch.context() as patch:
        for name, value in limits.items():
            patch.setattr(worker, name, value)
        greedy(patch, fitting, "lay_out", deed)
        found = [f"source/{name}.md:1:1: error: laying out the pages {what} [layout-limits]" for name in ("ba", "hai")]
        site.refuse(ExitCode.STYLE, *found)
        assert deed is not eat or site.run("pdf").stderr.count("hint: look for a table") == 2
    steps = site.run("pdf", "-v").stderr
    assert {"hai", "ba"} == set(re.findall(r"lay out (\w+) ", steps)) - {"contents"}


@pytest.mark.slow
def test_an_article_that_cannot_be_read_within_the_limits_is_named(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site.write(FOUR, {"mot": WORDS, "hai": "Háu ăn.", "ba": "Núi [](#khong).", "bon": WORDS})
    monkeypatch.setattr(worker, "CPU_SECONDS", 3)
    greedy(monkeypatch, typesetting, "typeset_article", burn)
    site.refuse(
        ExitCode.STYLE,
        "source/ba.md:5:5: error: link to nowhere: #khong [dangling-link]",
        "source/hai.md:1:1: error: reading it took more than 3 s of processor time and was stopped [layout-limits]",
    )


def test_a_file_that_cannot_be_judged_within_the_limits_is_named(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write(FOUR, {"mot": WORDS, "hai": WORDS, "ba": WORDS, "bon": WORDS})
    monkeypatch.setattr(worker, "CPU_SECONDS", 3)
    monkeypatch.setattr(judging, "remember_pages", lambda *_: burn())
    site.refuse(
        ExitCode.STYLE,
        "source/publish.toml: error: judging the pages took more than 3 s of processor time and was stopped"
        " [layout-limits]",
        command="pdf",
    )


# Folios --------------------------------------------------------------------------------------------------------------


def test_folios_that_never_settle_are_told_where_they_stand(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As with a reference whose folio moves its place to another page, and back."""
    turn = iter(range(100))
    find = printing._folios

    def moving(leaves: Any) -> Any:
        more = next(turn) % 2
        return ((address, str(int(folio) + more) if folio.isdigit() else folio) for address, folio in find(leaves))

    monkeypatch.setattr(printing, "_folios", moving)
    site.write('contents = ["mot.md", "hai.md"]', {"mot": "Xem [](hai.md){.page}.", "hai": WORDS})
    told = "the folios on {} do not settle in 8 rounds [unsettled-folios]"
    site.refuse(
        ExitCode.STYLE,
        f"source/mot.md:1:1: error: {told.format('mot')}",
        f"source/publish.toml: error: {told.format('contents')}",
        command="pdf",
    )


def hide(root: Path, kind: str, rule: str) -> None:
    """Have a style of the project hide something."""
    bundled = ROOT / "styles" / kind / "print.css"
    own = root / "styles" / kind / "print.css"
    own.parent.mkdir(parents=True)
    own.write_text(f"{bundled.read_text(encoding='utf-8')}\n{rule}\n", encoding="utf-8")


def test_a_folio_that_no_page_gives_is_never_printed_as_0(site: Site) -> None:
    site.write("[contents]\nlevels = 2", {"mot": "Chợ.\n\n## Tít phụ\n\nNúi.", "hai": f"{{#b}}\n## Tít\n\n{WORDS}"})
    hide(site.root, "book", ".crosshead { display: none }")
    told = "no printed page has the place {}, whose folio is to be shown [missing-place]"
    site.refuse(
        ExitCode.STYLE,
        f"source/hai.md:1:1: error: {told.format('hai#b')}",
        f"source/mot.md:1:1: error: {told.format('mot#section-1')}",
    )


def test_a_link_to_what_a_style_hides_is_told_where_it_stands(site: Site) -> None:
    site.write('contents = ["mot.md", "hai.md"]', {"mot": "Núi.\n\nXem [chợ](#b).\n\n{#b}\n## Tít", "hai": WORDS})
    hide(site.root, "book", ".crosshead { display: none }")
    told = "no printed page has the place b, where a link leads [missing-place]"
    site.refuse(ExitCode.STYLE, f"source/mot.md:7:1: error: {told}", command="pdf")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("body { display: none }", "masthead-end, which the pages are measured from"),
        ("div[id$='page-end'] { display: none }", "hai.page-end, which the pages are measured from"),
        ("article.wide { display: none }", "hai#page-start, whose folio is to be shown"),
    ],
)
def test_a_bulletin_whose_style_hides_a_place_is_refused(site: Site, rule: str, found: str) -> None:
    site.write('contents = ["mot.md", "ba.md", "hai.md"]', dict.fromkeys(("mot", "ba", "hai"), WORDS * 40), "bulletin")
    hide(site.root, "bulletin", rule)
    result = site.run("build", "--diagnostics", "short", "-q")
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    assert (ExitCode.STYLE, True) == (result.exit_code, f"no printed page has the place {found}" in result.stderr)
    assert b"earlier" == (site.root / "dist" / "cho.pdf").read_bytes()


@pytest.mark.slow
def test_each_line_of_long_contents_has_its_folio(site: Site) -> None:
    texts = {
        f"c{chapter}": "\n\n".join(f"## Mục {chapter}.{number}\n\nChợ phiên." for number in range(100))
        for chapter in range(4)
    }
    site.write('[page]\npaper = "A5"\n[contents]\nlevels = 2', texts)
    assert 0 == site.run("pdf", "-q").exit_code
    pages = site.pages()
    starts = {mark: number for number, page in enumerate(pages) for mark in re.findall(r"Mục (\S+) Chợ phiên", page)}
    with pypdfium2.PdfDocument(site.root / "dist" / "cho.pdf") as document:
        folios = {mark: document.get_page_label(number) for mark, number in starts.items()}
    assert 400 == len(folios)
    assert folios == dict(re.findall(r"Mục (\d\.\d+)[ .]+(\d+)(?=\s|$)", " ".join(pages)))


# What is too large for its page --------------------------------------------------------------------------------------


@pytest.mark.slow
@KINDS
def test_what_no_page_can_hold_is_told_and_not_lost(site: Site, kind: str) -> None:
    """The head of a table, which is not divided."""
    texts = dict.fromkeys(("mot", "ba"), WORDS * 8) | {"hai": f"| a | {WORDS * 12} |\n| --- | --- |\n| b | c |"}
    site.write(THREE, texts, kind)
    found = f"the head of a table is higher than a page: {f'a {WORDS}'[:60]}… [lost-text]"
    site.refuse(ExitCode.STYLE, f"source/hai.md:5:1: error: {found}")


@pytest.mark.slow
@KINDS
def test_a_note_that_no_page_can_hold_runs_on(site: Site, kind: str) -> None:
    note = " ".join(f"chữ{number}" for number in range(900))
    site.write(
        THREE.replace("120mm x 120mm", "148mm x 210mm"),
        dict.fromkeys(("mot", "ba"), WORDS * 8) | {"hai": f"Gọi[^a].\n\n[^a]: {note}."},
        kind,
    )
    assert 0 == site.run("pdf", "-q").exit_code
    pages = [page.split() for page in site.pages()]
    assert note.split() == [word.rstrip(".") for page in pages for word in page if re.fullmatch(r"chữ\d+\.?", word)]
    (first,) = (page for page in pages if "chữ0" in page)
    assert "Gọi1" in first and "chữ899." not in first


@pytest.mark.slow
@KINDS
@pytest.mark.parametrize(
    "text",
    [
        f"| {' | '.join(['Nghiêng'] * 12)} |\n|{' --- |' * 12}\n| {' | '.join(['Khuỷu'] * 12)} |",
        f"Một từ: {'dài' * 90}.\n\n## {'Dài' * 60}",
        f"{WORDS}\n\n![Cột đá](cao.png 'Chân cột đá.')\n\nSau đó.",
    ],
    ids=["table", "word", "figure"],
)
def test_what_is_too_large_is_made_to_fit_its_page(site: Site, kind: str, text: str) -> None:
    Image.new("RGB", (400, 3600), "gray").save(site.root / "source" / "cao.png")
    settings = 'contents = ["mot.md", "ba.md", "hai.md"]\n[page]\ntrim = "148mm x 210mm"'
    site.write(settings, dict.fromkeys(("mot", "ba", "hai"), WORDS * 20) | {"hai": text}, kind)
    assert 0 == site.run("pdf", "-q").exit_code
    with pypdfium2.PdfDocument(site.root / "dist" / "cho.pdf") as document:
        for page in document:
            width, height = page.get_size()
            for item in page.get_objects(filter=[1, 3]):  # text, pictures
                left, bottom, right, top = item.get_bounds()
                assert left > -1 and bottom > -1 and right < width + 1 and top < height + 1
