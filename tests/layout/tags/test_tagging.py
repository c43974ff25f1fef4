"""The tag tree of the PDF says what the source says: read from the file, and made of the document model."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from publish.base.cache import NoCache
from publish.build.jobs import Job
from publish.build.rendering import render
from publish.preflight import judge
from publish.preflight.validators import Validator, validate
from publish.publication import model
from publish.publication.publication import Publication
from tests.support.folders import ROOT
from tests.support.printed import print_sample, print_text, read, sample, tools
from tests.support.tagtree import Expected, Tree

_AWAY, _BACK = (f"<P><Reference><Link>{words}[^<]*</Link></Reference></P>" for words in ("Xem tiếp", "Tiếp theo"))


@pytest.fixture(scope="module", params=["source", "anatomy"])
def article(request: pytest.FixtureRequest) -> tuple[Job, Tree]:
    if request.param == "anatomy":
        return sample("anatomy"), Tree(print_sample("anatomy"))
    job = read(ROOT)
    return job, Tree(render(job, "pdf", tools(NoCache())[0], lambda step: None).content)


@pytest.fixture(scope="module")
def book() -> tuple[Job, Tree]:
    return sample("book"), Tree(print_sample("book"))


@pytest.fixture(scope="module")
def bulletin() -> tuple[Job, Tree]:
    return sample("bulletin"), Tree(print_sample("bulletin"))


def assert_blocks(expected: list[str], found: list[str]) -> None:
    """Block by block, so that the first that differs is shown."""
    for pattern, block in zip(expected, found, strict=False):
        assert re.fullmatch(pattern, block), f"\n{pattern}\n{block}"
    assert len(expected) == len(found)


def headline(subject: model.Article) -> str:
    return " ".join(model.plain_text(line) for line in subject.headline)


# The same as the model


def test_an_article_block_by_block(article: tuple[Job, Tree]) -> None:
    job, found = article
    subject = job.subject
    assert isinstance(subject, model.Article)
    (art,) = found.find("Art")
    blocks = found.blocks(art)
    expected = Expected(subject, job.project.notes.place)
    start = next(at for at, block in enumerate(blocks) if block.startswith("<H1>"))
    assert f"<H1>{headline(subject)}</H1>" == blocks[start]
    above = [f"<P>{model.plain_text(subject.kicker).upper()}</P>"] if subject.kicker else []
    assert above == blocks[:start]
    below = [f"<P>{expected.inlines(subject.deck)}</P>"] if subject.deck else []
    imprint = subject.source or subject.credit or subject.rights or subject.updated
    below += ["<P>.*</P>", *expected.blocks(subject.children), *(["<P>.*</P>"] if imprint else [])]
    assert_blocks(below, blocks[start + 1 :])


@pytest.mark.slow
def test_a_book_block_by_block(book: tuple[Job, Tree]) -> None:
    job, found = book
    assert isinstance(job.subject, Publication)
    arts = [found.blocks(art) for art in found.find("Art")]
    for chapter in job.subject.chapters:
        title = f"<H1>{headline(chapter.article)}</H1>"
        (blocks,) = [blocks for blocks in arts if title in blocks]
        expected = Expected(chapter.article, job.project.notes.place)
        body = list(expected.blocks(chapter.article.children))
        assert_blocks(body, blocks[len(blocks) - len(body) :])


@pytest.mark.slow
def test_a_bulletin_block_by_block(bulletin: tuple[Job, Tree]) -> None:
    job, found = bulletin
    assert isinstance(job.subject, Publication)
    arts = [found.blocks(art) for art in found.find("Art")]
    for chapter in job.subject.chapters:
        head = re.compile(rf"<H.>{re.escape(headline(chapter.article))}</H.>")
        parts = [art for art in arts if any(map(head.fullmatch, art))]
        whole = "".join(block for art in parts for block in art)
        jump = rf"(</P>)?{_AWAY}{_BACK}{head.pattern}(?(1)<P>)"  # in a paragraph that goes on elsewhere
        whole = re.sub(jump, " ", whole)
        for pattern in Expected(chapter.article, "foot").blocks(chapter.article.children):
            assert re.search(re.sub("<P>(.*)</P>$", r"(<P>| )\1(</P>| )", pattern), whole), f"\n{pattern}\n{whole}"


# What no model knows


@pytest.mark.slow
def test_running_heads_and_folios_are_artifacts(book: tuple[Job, Tree]) -> None:
    _, found = book
    heads = [texts.get("/Header", "") for texts in found.texts.values()]
    folios = [texts.get("/PageNum", "") for texts in found.texts.values()]
    assert 8 < len([head for head in heads if head])
    assert "1" in folios
    assert not any("unmarked" in texts for texts in found.texts.values())


def test_every_mark_belongs_to_one_element(article: tuple[Job, Tree]) -> None:
    _, found = article
    pdf = found.pdf
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    for number, page in enumerate(pdf.pages):
        assert page.obj.StructParents == number == parents[2 * number]
        marks = [mark for mark in found.texts[page.obj.objgen] if isinstance(mark, int)]
        assert list(range(len(parents[2 * number + 1]))) == sorted(marks)


def test_a_figure_stands_where_its_box_says(article: tuple[Job, Tree]) -> None:
    _, found = article
    for figure in found.find("Figure"):
        left, low, right, high = (float(side) for side in figure.A.BBox)
        width, height = (float(side) for side in list(figure.Pg.TrimBox)[2:])
        assert 0 <= left < right <= width
        assert 0 <= low < high <= height


@pytest.mark.slow
def test_each_note_has_an_identifier_of_its_own(book: tuple[Job, Tree]) -> None:
    _, found = book
    notes = found.find("Note")
    names = list(found.pdf.Root.StructTreeRoot.IDTree.Names)
    told = {str(name): element.objgen for name, element in zip(names[::2], names[1::2], strict=True)}
    assert list(map(str, names[::2])) == sorted(told)
    assert {str(note.ID): note.objgen for note in notes} == told
    assert len(notes) == len(told) >= 3


@pytest.mark.slow
def test_contents_are_references_to_pages(book: tuple[Job, Tree]) -> None:
    _, found = book
    lines = [found.markup(line) for line in found.find("TOCI")]
    assert r"<TOCI><Reference><Link>Chương I. Đường xuống chợ 1</Link></Reference></TOCI>" in lines
    assert all(re.fullmatch(r"<TOCI><Reference><Link>.* [\divxlc]+</Link></Reference></TOCI>", line) for line in lines)
    assert found.find("Index")


@pytest.mark.slow
def test_a_link_is_one_place_to_click_at_in_each_line(bulletin: tuple[Job, Tree]) -> None:
    _, found = bulletin
    nums = list(found.pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    for line in found.find("TOCI"):
        (reference,) = line.K
        (link,) = reference.K
        places = [kid.Obj for kid in link.K if not isinstance(kid, int)]
        assert 1 <= len(places) <= 3
        assert {link.objgen} == {parents[int(place.StructParent)].objgen for place in places}


@pytest.mark.slow
def test_headings_leave_no_level_out(bulletin: tuple[Job, Tree]) -> None:
    _, found = bulletin
    levels = [int(str(heading.S)[2]) for heading in found.find("H1", "H2", "H3", "H4", "H5", "H6")]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


@pytest.mark.slow
def test_the_head_of_a_table_on_two_pages_is_read_once(book: tuple[Job, Tree]) -> None:
    _, found = book
    (table,) = (table for table in found.find("Table") if "Giờ tan" in found.markup(table))
    assert 1 == found.markup(table).count("Giờ tan")
    assert 1 < len({kid.Pg.objgen for kid in found.find("TD")})


# Links

INSIDES = {
    "code": "`mã`",
    "emphasis": "*nghiêng*",
    "strong": "**đậm**",
    "strong and code": "**đậm `mã` đậm**",
    "emphasis at its end": "trước *nghiêng*",
    "code at its start": "`mã` sau",
    "all of them": "trước *nghiêng* `mã` **đậm *và nghiêng*** sau",
    "a long text": " ".join(f"chữ *nghiêng {number}* và `mã{number}` **đậm**" for number in range(20)),
}
TARGETS = ("https://example.vn/a", "#dich")
PLACES = (
    "{} mở đầu.\n",
    "Một câu có {} ở giữa.\n",
    "## Tít {}\n",
    "- {}\n- hai\n",
    "| {} | b |\n| --- | --- |\n| {} | d |\n",
    "> {}\n",
    "::: pullquote\n{}\n:::\n",
    "::: box\n{}\n:::\n",
    "Chú thích.[^n{n}]\n\n[^n{n}]: Xem {}.\n",
)


def linking_text() -> str:
    links = [f"[{inside}]({target})" for inside in INSIDES.values() for target in TARGETS]
    blocks = [place.replace("{}", link).replace("{n}", str(n)) for link in links for n, place in enumerate(PLACES)]
    numbered = (re.sub(r"\[\^n\d+\]", f"[^c{number}]", block) for number, block in enumerate(blocks))
    return "Mở đầu.\n\n{#dich}\n## Đích\n\n" + "\n".join(numbered)


def check_places_to_click(pdf: pikepdf.Pdf) -> int:
    """Assert that each link is in the tree once, and stands once in each line; return how many there are."""
    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, nums[::2]), nums[1::2], strict=True))
    count = 0
    for page in pdf.pages:
        lines: dict[tuple[int, int], list[tuple[float, ...]]] = {}
        for note in page.obj.get("/Annots", ()):
            element = parents[int(note.StructParent)]
            assert "/Link" == element.S
            assert 1 == sum(not isinstance(kid, int) and kid.get("/Obj", None) == note for kid in element.K)
            left, low, right, high = map(float, note.Rect)
            for x1, y1, x2, y2 in lines.setdefault(element.objgen, []):
                assert min(high, y2) - max(low, y1) < (high - low) / 2 or left > x2 + 9 or right < x1 - 9
            lines[element.objgen].append((left, low, right, high))
            count += 1
    return count


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["article", "book"])
def test_a_link_is_one_place_to_click_at_whatever_is_in_it(kind: str, tmp_path: Path) -> None:
    content = print_text(tmp_path, linking_text(), kind)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(INSIDES) * len(TARGETS) * len(PLACES) < check_places_to_click(pdf)
    assert () == judge(content, None).findings


# Tables


def tables() -> Iterator[str]:
    """Tables of all shapes: heads and rows, joined cells, empty ones, captions and credits."""
    yield "| a | b |\n| --- | --- |"
    yield "| a | |\n| --- | --- |"
    yield "| | b |\n| --- | --- |\n| c | |\n| | |"
    yield "| |\n| --- |\n| |"
    yield "| a || b |\n| --- | --- | --- |\n| c || d |\n| e || ^^ |"
    for heads, rows, joined in itertools.product((1, 2), (0, 1, 3), ("", "||", "^^")):
        cells = [["a", "b", "c"] for _ in range(heads + rows)]
        for start, end in ((0, heads), (heads, heads + rows)):
            if joined == "||" and start < end:
                cells[start][1] = ""
            if joined == "^^" and end - start > 1:
                cells[start + 1] = ["^^", "^^", "^^"] if rows == 3 else ["^^", "b", "c"]
        lines = ["|" + "|".join(cell and f" {cell} " for cell in line) + "|" for line in cells]
        lines.insert(1, "| --- | --- | --- |")
        if heads > 1:
            lines.insert(heads + 1, "| === | === | === |")
        yield "\n".join(lines)
        yield "::: table Lời dẫn\n" + "\n".join(lines) + "\n:::"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["article", "book"])
def test_a_table_of_any_shape_has_a_tree_that_preflight_and_verapdf_take(
    kind: str, tmp_path: Path, need: Callable[[str], Validator]
) -> None:
    text = "\n\nĐoạn.\n\n".join(tables())
    content = print_text(tmp_path, f"Mở đầu.\n\n{text}", kind)
    assert () == judge(content, None).findings
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    assert [] == validate(need("verapdf"), [path])


# Words


@pytest.mark.slow
def test_a_space_between_two_elements_is_heard_wherever_it_stands(tmp_path: Path) -> None:
    pairs = [f"{one} {other}" for one, other in itertools.product(("*mai*", "**kia**", "`mốt`"), repeat=2)]
    image = tmp_path / "source/a.png"
    places = ("{}", "## {}", "- {}", "> {}", "| {} |\n| --- |\n| {} |", "::: box\n{}\n:::", "::: verse\n{}\n:::")
    figure = "::: figure\n![Chợ](a.png)\n\nPhiên {}\n\n-- {}\n:::"
    blocks = [place.replace("{}", pair) for pair in pairs for place in (*places, figure)]
    image.parent.mkdir()
    Image.new("RGB", (1200, 800), (120, 90, 60)).save(image)
    found = Tree(print_text(tmp_path, "Mở đầu.\n\n" + "\n\n".join(blocks)))
    text = re.sub(r"</?(Em|Strong|Code)>", "", found.markup(found.root))
    words = [word.strip() for word in re.split(r"<[^>]*>", text) if re.search("mai|kia|mốt", word)]
    plain = [re.sub("[*`]", "", pair) for pair in pairs]
    caption = [f"Phiên {pair} {pair}" for pair in plain]
    assert {*plain, *caption} == set(words)
    assert len(plain) * 8 == sum(word in plain for word in words)
