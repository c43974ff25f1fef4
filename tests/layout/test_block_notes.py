"""Notes with other blocks than paragraphs, and notes that are called again."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from tests.support.printed import print_text
from tests.support.tagtree import Tree

BLOCKS = {
    "list": ("- mai\n- kia", "<L listnumbering=Disc>"),
    "letters": ("a) mai\nb) kia", "<L listnumbering=LowerAlpha>"),
    "code": ("```\nmai\nkia\n```", "<Code>"),
    "table": ("| mai |\n| --- |\n| kia |", "<Table>"),
    "quote": ("> mai\n> -- kia", "<BlockQuote>"),
    "box": ("> [!NOTE]\n> mai kia", "<Aside>"),
    "verse": ("| mai\n| kia", "<Div>"),
}
PLACES = ("foot", "chapter", "end")


def noted(block: str, lead: str) -> str:
    lines = (f"{lead}\n\n{block}" if lead else block).split("\n")
    return "Một[^a] hai.\n\n[^a]: " + "\n".join([lines[0], *(f"    {line}" if line else "" for line in lines[1:])])


@pytest.mark.slow
@pytest.mark.parametrize("lead", ["Đầu", ""])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", BLOCKS)
def test_block_of_a_note_is_tagged_in_its_note(tmp_path: Path, kind: str, place: str, lead: str) -> None:
    block, tag = BLOCKS[kind]
    content = print_text(tmp_path, noted(block, lead), "book", settings=f'[notes]\nplace = "{place}"\n')
    tree = Tree(content)
    (note,) = re.findall("<Note.*?</Note>", tree.markup(tree.root), re.DOTALL)
    assert tag in note
    assert [*([lead] if lead else []), "mai", "kia"] == re.findall(r"Đầu|mai|kia", note)


def article(tmp_path: Path, text: str) -> str:
    with zipfile.ZipFile(io.BytesIO(print_text(tmp_path, text, format_="epub"))) as archive:
        return archive.read("EPUB/article.xhtml").decode()


AGAIN = "Một[^a] hai[^b] ba[^a].\n\nBốn[^a].\n\n[^a]: Đầu.\n\n[^b]: Sau."


def test_call_again_has_the_number_of_the_note_and_both_ways_are_linked(tmp_path: Path) -> None:
    page = article(tmp_path, AGAIN)
    calls = re.findall(r'role="doc-noteref" id="([^"]+)" href="#([^"]+)">(\d)<', page)
    assert [
        (f"noteref-{end}", f"note-{number}", number)
        for end, number in zip(("1", "2", "1-2", "1-3"), "1211", strict=True)
    ] == calls
    back = re.findall(r'class="number" role="doc-backlink" href="#([^"]+)" aria-label="([^"]+)">(.)<', page)
    assert [
        ("noteref-1", "1. Trở lại bài", "1"),
        ("noteref-1-2", "1. Trở lại bài (2)", "b"),
        ("noteref-1-3", "1. Trở lại bài (3)", "c"),
        ("noteref-2", "2. Trở lại bài", "2"),
    ] == back


@pytest.mark.parametrize(("number", "numbers"), [("chapter", "12"), ("page", "1234")])
def test_note_stands_once_at_the_foot_unless_pages_count_anew(tmp_path: Path, number: str, numbers: str) -> None:
    content = print_text(tmp_path, AGAIN, "book", settings=f'[notes]\nnumber = "{number}"\n')
    tree = Tree(content)
    notes = re.findall("<Note.*?</Note>", tree.markup(tree.root), re.DOTALL)
    assert list(numbers) == [re.findall(r"<Lbl>(?:<Link>)?(\d)", note)[0] for note in notes]
