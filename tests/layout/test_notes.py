"""A note begins on the page of its call, whatever the page and wherever the call; it may run on to the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from publish.base.cache import NoCache
from publish.base.diagnostics import ExitCode, Severity
from publish.build.rendering import render
from publish.outputs.commission import Workers
from tests.support.noted import Writer, check_notes, find_words
from tests.support.printed import read, tools
from tests.support.publications import Site
from tests.support.tagtree import Tree

MM = 72 / 25.4
SHORT = (2, 5, 12, 25, 45)
LONG = (3, 20, 90, 260)
TRIMS = {"A5": "148mm x 210mm", "book": "145mm x 205mm", "A4": "210mm x 297mm"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A publication without files in dist/."""
    (tmp_path / "source").mkdir()
    monkeypatch.chdir(tmp_path)
    yield Site(tmp_path)


def make(site: Site, format_: str = "pdf") -> bytes:
    """A twin of the publication, which nothing speaks against."""
    job = read(site.root / "source")
    workers = tools(NoCache())[0] if job.project.kind.joined else Workers()
    output = render(job, format_, workers, lambda step: None)
    assert ([], False) == (
        [found.message for found in output.diagnostics if found.severity is Severity.ERROR],
        output.rejected,
    )
    return output.content


def book(site: Site, trim: str, text: str, kind: str = "book") -> None:
    page = f'[page]\ntrim = "{trim}"' if kind == "book" else ""
    site.write(f'contents = ["mot.md"]\n{page}', {"mot": text}, kind)


def article(site: Site, paper: str, text: str) -> None:
    (site.root / "source" / "publish.toml").write_text(f'[page]\npaper = "{paper}"\n', encoding="utf-8")
    head = "---\nheadline: Bài\npublished: 2026-01-15\n---\n\n"
    (site.root / "source" / "bai.md").write_text(head + text, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "lengths"), [("A5", SHORT), ("book", LONG), ("A4", SHORT)])
def test_notes_of_a_book_begin_on_the_page_of_their_call(site: Site, name: str, lengths: tuple[int, ...]) -> None:
    trim = TRIMS[name]
    writer = Writer(len(trim) + lengths[-1], lengths)
    book(site, trim, writer.text(120 if lengths is SHORT else 60))
    check_notes(writer, make(site), lowest=20 * MM)
    assert make(site, "press")


@pytest.mark.slow
@pytest.mark.parametrize(("paper", "lengths"), [("A5", SHORT), ("A5", LONG), ("A4", SHORT), ("A4", LONG)])
def test_notes_of_an_article_begin_on_the_page_of_their_call(site: Site, paper: str, lengths: tuple[int, ...]) -> None:
    """An article of A4 has two columns."""
    Image.new("RGB", (900, 1200)).save(site.root / "source" / "p.jpg", dpi=(300, 300))
    writer = Writer(lengths[-1], lengths, "p.jpg")
    article(site, paper, writer.text(40 if lengths is SHORT else 20))
    content = make(site)
    check_notes(writer, content, lowest=15 * MM)
    assert {0} == {word.page for word in find_words(content) if word.name in ("v1q", "v20q")}, "below the headline"
    assert make(site, "press")


@pytest.mark.slow
def test_notes_of_a_bulletin_begin_on_the_page_of_their_call(site: Site) -> None:
    writer = Writer(7, SHORT)
    book(site, "", writer.text(40), "bulletin")
    check_notes(writer, make(site), lowest=15 * MM)


@pytest.mark.parametrize("paper", ["A5", "A4"])
def test_a_note_longer_than_a_page_runs_on(site: Site, paper: str) -> None:
    writer = Writer(1, SHORT)
    texts = [writer.words(60), f"{writer.words(9)} {writer.call(1500)} {writer.words(400)}", writer.words(300)]
    article(site, paper, "\n\n".join([*texts, *writer.definitions()]))
    check_notes(writer, make(site), lowest=15 * MM)


def test_a_note_on_two_pages_is_one_element_behind_its_call(site: Site) -> None:
    writer = Writer(1, SHORT)
    article(site, "A5", f"{writer.words(60)} {writer.call(1000)}.\n\n{writer.definitions()[0]}")
    content = make(site)
    tree = Tree(content)
    (note,) = tree.find("Note")
    label, text = map(tree.markup, tree.kids(note))
    assert ("<Lbl><Link>1</Link></Lbl>", f"<P>{' '.join(writer.note(1))}.</P>") == (label, text)
    (call,) = (element for element in tree.find("Reference") if "1" == tree.markup(element)[17:18])
    beside = list(tree.kids(call.P))
    assert beside[beside.index(call) + 1] == note
    links = [annotation for page in tree.pdf.pages for annotation in page.obj.get("/Annots", ())]
    there, back = sorted(str(link.Dest) for link in links)
    assert ("note-1", "noteref-1") == (there, back)
    assert len({word.page for word in find_words(content) if word.name.startswith("n")}) > 1


@pytest.mark.parametrize(("number", "paper"), [(number, paper) for number in range(3) for paper in ("A5", "A4")])
def test_the_notes_of_a_caption_and_its_credit_follow_each_other(site: Site, number: int, paper: str) -> None:
    Image.new("RGB", (900, (600, 1200, 2400)[number])).save(site.root / "source" / "p.jpg", dpi=(300, 300))
    writer = Writer(number, SHORT)
    texts = [writer.words(80), writer.words(7)]
    caption, credit = f"{writer.words(4)} {writer.call(9)}", f"{writer.words(2)} {writer.call(12)}"
    figure = f"::: figure\n![Ảnh](p.jpg)\n\n{caption}.\n\n-- {credit}\n:::"
    after = f"{writer.words(60)} {writer.call(5)}."
    article(site, paper, "\n\n".join([*texts, figure, after, *writer.definitions()]))
    check_notes(writer, make(site), lowest=15 * MM)


@pytest.mark.parametrize("paper", ["A5", "A4"])
def test_several_calls_in_a_line_keep_their_notes(site: Site, paper: str) -> None:
    writer = Writer(1, SHORT)
    calls = " ".join(writer.call(length) for length in (9, 30, 3, 60))
    article(site, paper, "\n\n".join([writer.words(260), f"{writer.words(40)} {calls}.", *writer.definitions()]))
    check_notes(writer, make(site), lowest=15 * MM)


@pytest.mark.parametrize("paper", ["A5", "A4"])
def test_a_picture_leaves_room_for_the_note_of_its_caption(site: Site, paper: str) -> None:
    """It would fill the page, and is made smaller."""
    Image.new("RGB", (900, 2400), (120, 160, 90)).save(site.root / "source" / "p.jpg", dpi=(300, 300))
    writer = Writer(1, SHORT)
    before = writer.words(150)
    figure = f"::: figure\n![Ảnh](p.jpg)\n\n{writer.words(4)} {writer.call(40)}.\n\n-- Ảnh: A B\n:::"
    heading = f"## {writer.words(3)} {writer.call(12)}"
    article(site, paper, "\n\n".join([before, figure, heading, writer.words(200), *writer.definitions()]))
    check_notes(writer, make(site), lowest=15 * MM)


@pytest.mark.parametrize("before", range(140, 300, 9))
def test_the_note_of_a_last_line_takes_the_line_with_it(site: Site, before: int) -> None:
    writer = Writer(1, SHORT)
    lines = [f"{writer.words(before)} {writer.call(40)} {writer.words(3)} {writer.call(20)}.", writer.words(90)]
    article(site, "A5", "\n\n".join([*lines, *writer.definitions()]))
    check_notes(writer, make(site), lowest=15 * MM)


def test_a_note_that_cannot_begin_with_its_call_is_named_at_its_place(site: Site) -> None:
    (site.root / "dist").mkdir()
    (site.root / "dist" / "cho.pdf").write_bytes(b"earlier")
    (site.root / "dist" / "manifest.json").write_bytes(b"{}")
    writer = Writer(1, SHORT)
    calls = f"{writer.call(900)}{writer.call(900)}"
    book(site, TRIMS["A5"], "\n\n".join([calls, *writer.definitions()]))
    message = "note 2 does not begin on the page of its call [late-note]"
    site.refuse(ExitCode.STYLE, f"source/mot.md:5:11: error: {message}")


@pytest.mark.slow
@pytest.mark.parametrize("rows", range(9, 13))
def test_columns_with_notes_stay_on_the_page_of_the_headline(site: Site, rows: int) -> None:
    table = "| một | hai |\n| --- | --- |\n" + "| ba | bốn |\n" * rows
    article(site, "A4", f"Mở đầu.\n\nChợ phiên mở từ lúc trời còn mờ sương.^[Ghi chú.]\n\n{(table + chr(10)) * 12}")
    with pypdfium2.PdfDocument(make(site)) as document:
        assert "Mở đầu." in document[0].get_textpage().get_text_range()
