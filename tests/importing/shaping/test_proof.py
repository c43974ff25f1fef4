from __future__ import annotations

from pathlib import Path

from publish.importing.balance import Outcome
from publish.importing.shaping.atoms import Atom, Census
from publish.importing.shaping.ledger import Ledger
from publish.importing.shaping.proof import make_balance
from publish.reader import find_reader
from publish.reader.source import Source


def balanced(text: str, *atoms: Atom, ledger: Ledger | None = None, **counts: int) -> list[tuple[str, str, str, int]]:
    source = Source(Path("x.md"), text)
    article = find_reader(Path("x.md")).read(source, "vi")
    census = Census(list(atoms))
    census.counts.update(counts)
    balance = make_balance(census, ledger or Ledger(), [(article, text)])
    return [(entry.what, entry.outcome.value, entry.how, entry.count) for entry in balance.entries]


def test_word_that_is_nowhere_is_told_with_its_place() -> None:
    atom = Atom("word/document.xml: paragraph 3", "body", ("chợ", "phiên", "họp"))
    found = balanced("Chợ họp.\n", atom)
    assert [("words", "left out", "not found in the result: phiên", 1), ("words", "kept", "", 2)] == found


def test_word_that_was_told_is_no_loss() -> None:
    ledger = Ledger()
    ledger.leave_out("hidden words", "p", "they are not printed", "phiên chợ")
    atoms = [Atom("p", "body", ("chợ",)), Atom("p", "hidden", ("phiên", "chợ"))]
    assert [("words", "kept", "", 1), ("hidden words", "left out", "they are not printed", 2)] == balanced(
        "Chợ\n", *atoms, ledger=ledger
    )


def test_word_counts_as_often_as_it_is_there() -> None:
    atom = Atom("p", "body", ("chợ", "chợ"))
    assert ("words", "left out", "not found in the result: chợ", 1) in balanced("Chợ.\n", atom)


def test_words_of_remarks_and_marks_of_lists_are_in_the_result() -> None:
    atoms = [Atom("p", "body", ("1", "một", "2", "hai")), Atom("c", "comment", ("xem", "lại"))]
    assert all(
        outcome == Outcome.KEPT.value for _, outcome, _, _ in balanced("1. một\n2. hai\n\n<!-- Xem lại -->\n", *atoms)
    )


def test_picture_that_is_not_there_is_told() -> None:
    assert ("picture", "left out", "not found in the result", 2) in balanced("Chợ.\n", picture=2)


def test_word_that_is_told_in_pieces_is_one() -> None:
    ledger = Ledger()
    for piece in ("phi", "ên chợ"):
        ledger.leave_out("hidden words", "p", "they are not printed", piece)
    atoms = [Atom("p", "hidden", ("phiên", "chợ"))]
    assert not any("not found" in how for _, _, how, _ in balanced("Chợ\n", *atoms, ledger=ledger))
