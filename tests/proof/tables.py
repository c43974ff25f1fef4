"""Tables of every shape and size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.proof.blocks import draw_grid, grid
from tests.proof.specimen import Specimen
from tests.proof.vocabulary import Words
from tests.proof.writing import Block, Line


def _shape(columns: int, rows: int, count: int = 1, align: str = "---") -> Callable[[Words], Block]:
    return lambda words: grid(words, columns, rows, count, align)


def tables() -> Iterator[Specimen]:
    """Tables of every shape."""
    shapes = [(1, 1), (1, 2), (2, 1), (3, 1), (1, 12), (5, 3), (8, 4), (13, 3), (13, 9), (2, 70)]
    for columns, rows in shapes:
        yield Specimen(f"table of {columns} x {rows}", _shape(columns, rows))
    yield Specimen("table of 24 columns", _figures)
    for align in (":---", "---:", ":---:"):
        yield Specimen(f"table aligned {align}", _shape(3, 3, 2, align))
    yield Specimen("table with long cells", _shape(2, 3, 40))
    yield Specimen("table with a very long row", _shape(2, 2, 250))
    yield Specimen("table with empty cells", _table("| {a} | {b} |\n| --- | --- |\n|  | {c} |\n| {d} |  |\n|  |  |"))
    yield Specimen("table with an empty head", _table("|  |  |\n| --- | --- |\n| {a} | {b} |"))
    yield Specimen("table all empty", _table("|  |  |\n| --- | --- |\n|  |  |"))
    yield Specimen("table with short rows", _table("| {a} | {b} | {c} |\n| --- | --- | --- |\n| {d} |\n| {e} | {f} |"))
    yield Specimen(
        "table with joined columns", _table("| {a} || {b} |\n| --- | --- | --- |\n| {c} | {d} || \n| {e} |||")
    )
    yield Specimen(
        "table with joined rows", _table("| {a} | {b} |\n| --- | --- |\n| {c} | {d} |\n| ^^ | {e} |\n| ^^ | {f} |")
    )
    yield Specimen(
        "table with a head of two rows",
        _table("| {a} || {b} |\n| --- | --- | --- |\n| {c} | {d} | {e} |\n| === | === | === |\n| {f} | {g} | {h} |"),
    )
    yield Specimen(
        "table with a head of two rows and nothing else",
        _table("| {a} || {b} |\n| --- | --- | --- |\n| {c} | {d} | {e} |\n| === | === | === |"),
    )
    yield Specimen("table all joined", _table("| {a} || \n| --- | --- |\n| {b} ||\n| ^^ ||"))
    yield Specimen(
        "grid of paragraphs, lists and code", _grid([("{a}", "{b}"), ("{c}\n\n{d}", "- {e}\n- {f}\n\n```\n{g}\n```")])
    )
    yield Specimen("grid without a head", _grid([("{c}", "{d}"), ("1. {e}", "{f}")], head=False))
    yield Specimen("grid of joined cells", _joined_grid)
    yield Specimen("table with bars", _table("| {a}\\|x | {b} |\n| --- | --- |\n| `{c}\\|y` | {d} |"))


def _figures(words: Words) -> Block:
    rows = ["| " + " | ".join(str(row * 24 + column) for column in range(24)) + " |" for row in range(3)]
    rows.insert(1, "|" + " --- |" * 24)
    return Block("\n".join(rows), ())


def _table(pattern: str) -> Callable[[Words], Block]:
    def make(words: Words) -> Block:
        names = [name for name in "abcdefgh" if f"{{{name}}}" in pattern]
        taken = {name: words.take(2) for name in names}
        markdown = pattern
        lines = []
        for name in names:
            markdown = markdown.replace(f"{{{name}}}", taken[name])
            behind = {"a": "|x", "c": "|y"}.get(name, "") if "\\|" in pattern else ""
            lines.append(Line("head" if name in "ab" else "cell", taken[name] + behind))
        return Block(markdown, tuple(lines))

    return make


def _grid(rows: list[tuple[str, ...]], head: bool = True) -> Callable[[Words], Block]:
    def make(words: Words) -> Block:
        taken = {
            name: words.take(2) for name in "abcdefg" if any(f"{{{name}}}" in cell for row in rows for cell in row)
        }
        filled = [tuple(cell.format(**taken) for cell in row) for row in rows]
        roles = dict.fromkeys("ab", "head") | {"g": "code"}
        lines = tuple(Line(roles.get(name, "cell"), text) for name, text in taken.items())
        return Block(draw_grid(filled, head), lines)

    return make


def _joined_grid(words: Words) -> Block:
    one, two, three, four, five = (words.take(2).ljust(14) for _ in range(5))
    rows = [
        f"+{'-' * 16}+{'-' * 33}+",
        f"| {one} | {two}                  |",
        f"|{' ' * 16}+{'-' * 16}+{'-' * 16}+",
        f"|{' ' * 16}| {three} | {four} |",
        f"+{'-' * 16}+{'-' * 16}+{'-' * 16}+",
        f"| {five}                                   |",
        f"+{'-' * 50}+",
    ]
    return Block("\n".join(rows), tuple(Line("cell", text.strip()) for text in (one, two, three, four, five)))


def slow_tables() -> Iterator[Specimen]:
    """Tables that take minutes to lay out: to be asked for by name, not in the suite."""
    yield Specimen("table of 13 x 40", _shape(13, 40))
    yield Specimen("table of 24 x 12", _shape(24, 12))
