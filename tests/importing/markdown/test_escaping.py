from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.importing.markdown.spans import LineSetting, write_line
from publish.importing.shaping.tree import Break, Look, Piece, TextRun
from publish.publication.model import Table, lines, plain_text
from publish.reader import find_reader
from publish.reader.source import Source

SIGNS = st.sampled_from(
    [
        *(
            "c",
            "đ",
            "ê ",
            "A",
            " ",
            "1",
            ".",
            ",",
            ";",
            ":",
            "!",
            "?",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "<",
            ">",
            "*",
            "_",
            "~",
            "`",
        ),
        *(
            "^",
            "$",
            "%",
            "&",
            "#",
            "@",
            "|",
            "=",
            "-",
            "+",
            "/",
            "\\",
            '"',
            "'",
            "“",
            "”",
            "…",
            "–",
            "•",
            "§",
            "http://a.vn/x_y",
        ),
        *(
            "**",
            "__",
            "~~",
            "==",
            "$$",
            "{{",
            "[[",
            "]]",
            "-->",
            "<!--",
            ":::",
            "&amp;",
            "1. ",
            "a) ",
            "- ",
            "# ",
            "> ",
            "| ",
        ),
        *(
            "\t",
            "...",
            "___",
            "[^1]",
            "<b>",
            "x@y.vn",
            ":smile:",
            "%%",
            "\\frac{a}",
            "***",
            "---",
            "Bảng: ",
            "{#id}",
            "$x$",
        ),
    ]
)
LOOKS = st.builds(
    Look,
    bold=st.booleans(),
    italic=st.booleans(),
    underline=st.booleans(),
    strike=st.booleans(),
    raised=st.sampled_from(["", "", "superscript", "subscript"]),
)
PIECES = st.lists(
    st.one_of(st.builds(TextRun, st.lists(SIGNS, min_size=1, max_size=8).map("".join), LOOKS), st.just(Break("line"))),
    max_size=6,
)


def read(text: str) -> tuple[list[str], list[str], Source]:
    source = Source(Path("x.md"), f"---\nheadline: x\n---\n\nĐầu.\n\n{text}\n\nCuối.\n")
    article = find_reader(Path("x.md")).read(source, "vi")
    seen = [" ".join(plain_text(line).split()) for line in lines(article.children)]
    cells = [line for block in article.children if isinstance(block, Table) for line in lines(block)]
    return seen, [" ".join(plain_text(cell).split()) for cell in cells], source


def said(pieces: list[Piece]) -> str:
    return " ".join("".join(p.text if isinstance(p, TextRun) else " " for p in pieces).split())


@settings(max_examples=400, deadline=None)
@given(PIECES)
def test_any_words_in_any_look_are_read_as_these_words(pieces: list[Piece]) -> None:
    seen, _, source = read(write_line(pieces, LineSetting({})))
    words = said(pieces)
    assert (["Đầu.", *([words] if words else []), "Cuối."], []) == (seen, source.diagnostics)


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_any_words_in_a_cell_are_read_as_these_words(pieces: list[Piece]) -> None:
    line = write_line(pieces, LineSetting({}, cell=True, line_break="<br>"))
    _, cells, source = read(f"| a | b |\n| --- | --- |\n| c | {line} d |")
    assert ([*"abc", f"{said(pieces)} d".strip()], []) == (cells, source.diagnostics)
