from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import Position, error
from publish.importing.balance import Balance
from publish.importing.book_tree import BookTree
from publish.importing.dialects.context import Context, Whole
from publish.importing.dialects.draft import Draft, lines_of
from publish.importing.files import Folder
from publish.importing.settling.formulas import formula
from publish.importing.settling.trouble import Trouble


@pytest.mark.parametrize(
    ("text", "line", "column", "expected"),
    [
        (r"Với $\foo{x}$ và $y$.", 1, 6, r"Với `\foo{x}` và $y$."),
        (r"Với $y$ và $a_$ rồi $z$.", 1, 15, "Với $y$ và `a_` rồi $z$."),
        ("$$\n\\foo\n$$", 2, 1, "```latex\n\\foo\n```"),
        ("> $$\n> \\foo\n> $$", 2, 3, "> ```latex\n> \\foo\n> ```"),
        ("$$\nx \\tag{1}\n$$", 2, 3, "$$\nx \n$$"),
        ("Giá $5 và $6", 1, 5, "Giá $5 và $6"),
    ],
)
def test_formula_that_cannot_be_read_is_printed_as_its_source(
    text: str, line: int, column: int, expected: str, tmp_path: Path
) -> None:
    draft = Draft(lines_of(text, "a.md"))
    context = Context(Whole(Folder(tmp_path), BookTree("folder"), Balance()), "a.md")
    found = error(Position(Path("a.md"), line, column), "a formula that cannot be read: x", "invalid-formula")
    draft.apply(formula(Trouble(context, draft, found)))
    assert expected == draft.text
    assert (text != expected) == bool(context.whole.balance.changed)
