"""Words that stand in a list or table and in none of its items and cells come in where browsers show them."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.importing.project import Imported
from publish.importing.shaping.proof import NOT_FOUND
from tests.importing.web.test_importer import SENTENCE, imported

OPENING = f"<p>{SENTENCE}</p>"


def brought_in(folder: Path, inner: str) -> tuple[str, Imported]:
    """The text behind the first paragraph, and all that came of a page."""
    result = imported(folder, f"<html><body>{OPENING}{inner}</body></html>")
    text = result.project.files["bai.md"].decode().split("---\n", 2)[2]
    return text.partition(SENTENCE.strip())[2].strip(), result


@pytest.mark.parametrize(
    ("inner", "written"),
    [
        ("<ul>mở đầu<li>một</li><li>hai</li></ul>", "mở đầu\n\n- một\n- hai"),
        ("<ul><li>một</li>ở <b>giữa</b> này<li>hai</ul>", "- một\n\nở **giữa** này\n\n- hai"),
        ("<ul><li>một</li></ul>sau", "- một\n\nsau"),
        ("<ul><li>một</li>cuối</ul><p>sau", "- một\n\ncuối\n\nsau"),
        ("<ol><li>một</li>giữa<li>hai</ol>", "1. một\n\n   giữa\n\n2. hai"),
        ("<ul><b>đậm</b><li>một</ul>", "**đậm**\n\n- một"),
        ("<ul>\n <li>một</li>\n <li>hai</li>\n</ul>", "- một\n- hai"),
        ("<ul>chỉ có chữ</ul>", "chỉ có chữ"),
    ],
)
def test_words_in_a_list_beside_its_items_stand_between_them(tmp_path: Path, inner: str, written: str) -> None:
    text, result = brought_in(tmp_path, inner)
    assert (written, []) == (text, not_found(result))


TABLE = "| a | b |\n| --- | --- |\n| c | d |"
HEAD, REST = "<tr><th>a<th>b</tr>", "<tr><td>c<td>d</tr>"


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        (f"<table>lạc{HEAD}{REST}</table>", "lạc"),
        (f"<table>{HEAD}lạc{REST}</table>", "lạc"),
        (f"<table>{HEAD}{REST}lạc</table>", "lạc"),
        (f"<table><tbody>lạc{HEAD}vào {REST}đây</tbody></table>", "lạc vào đây"),
        (f"<table>{HEAD}<tr>lạc<td>c</td>vào<td>d</td></tr></table>", "lạc vào"),
        (f"<table><b>lạc</b>{HEAD}{REST}</table>", "**lạc**"),
        (f"<table><p>lạc</p>{HEAD}<div>vào</div>{REST}</table>", "lạc\n\nvào"),
        (f"<table><div>{HEAD}{REST}</div></table>", ""),
        ("<table><th>a<th>b<tr><td>c<td>d</table>", ""),
        ("<table border=1><tbody><tr><th>a<th>b</tr><td>c<td>d</tbody></table>", ""),
        (f"<table><caption>lạc</caption>{HEAD}{REST}</table>", None),
    ],
)
def test_words_in_a_table_and_in_no_cell_stand_above_it(tmp_path: Path, inner: str, words: str | None) -> None:
    text, result = brought_in(tmp_path, inner)
    expected = f"::: table lạc\n\n{TABLE}\n:::" if words is None else f"{words}\n\n{TABLE}".strip()
    assert (expected, []) == (text, not_found(result))


def not_found(result: Imported) -> list[str]:
    """The words that nobody knows what became of."""
    return [entry.how for entry in result.balance.left_out if entry.how.startswith(NOT_FOUND)]
