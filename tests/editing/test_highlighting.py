"""What is told apart in code."""

from __future__ import annotations

import pytest

from publish.base.diagnostics import Position
from publish.base.workers import progress
from publish.editing.code_languages import MOST_LETTERS
from publish.editing.highlighting import find_kinds, highlight_code
from publish.layout.listings.pieces import CodePiece, code_lines
from publish.publication.model import CodeBlock, List, ListItem
from tests.support.factories import AT, article

SAMPLES = {
    "python": '# Ghi chú\ndef cộng(a: int) -> str:\n    """Lời."""\n\n    return f"{a}  {1.5}"  # hết\n',
    "rust": 'fn main() {\n\tlet x = 5; // đếm\n\tprintln!("{}", x);\n}',
    "html": '<p class="a">Chữ &amp; số</p>\n<!-- ghi chú -->',
    "js": "const a = () => b !== null;\n\n",
    "diff": "--- a\n+++ b\n@@ -1 +1 @@\n-cũ\n+mới",
    "console": "$ echo 'a'\ntotal 0",
    "toml": '[a]\nb = "c"  # d',
    "json": '{"a": [1, null, true]}',
    "bash": 'if [ -n "$A" ]; then\n  echo "hai  dấu cách"\nfi',
    "c": "#include <stdio.h>\nint main(void) { return 0; }",
    "yaml": "a:\n  - b: 1\n\n  - c",
    "markdown": "# Đề mục\n\n*nghiêng* **đậm**",
    "makefile": "a: b\n\techo $@\n",
    "sql": "SELECT a FROM b WHERE c = 'd'; -- ghi chú",
}


def highlight(text: str, language: str) -> list[list[CodePiece]]:
    return code_lines(CodeBlock(language, text, None, AT, kinds=find_kinds(text, language)))


@pytest.mark.parametrize("language", SAMPLES)
def test_no_letter_is_lost_or_added(language: str) -> None:
    lines = highlight(SAMPLES[language], language)
    assert SAMPLES[language] == "\n".join("".join(piece.text for piece in line) for line in lines)


@pytest.mark.parametrize("language", SAMPLES)
def test_something_is_told_apart_and_no_piece_is_blank_beside_another(language: str) -> None:
    lines = highlight(SAMPLES[language], language)
    assert {piece.kind for line in lines for piece in line} - {""}
    assert all(piece.text.strip() for line in lines if len(line) > 1 for piece in line)


@pytest.mark.parametrize("text", ["", "\n", "\n\n  x\n\n", "  ", "\tx\r", "\ufeffx"])
def test_odd_text_stays_as_it_is(text: str) -> None:
    assert text == "\n".join("".join(piece.text for piece in line) for line in highlight(text, "python"))


def test_kinds_of_pieces() -> None:
    (line,) = highlight("return None  # xong", "python")
    assert [("keyword", "return"), ("literal", " None"), ("comment", "  # xong")] == list(line)


def test_code_that_is_too_long_is_plain() -> None:
    assert {""} == {piece.kind for line in highlight("x = 1\n" * MOST_LETTERS, "python") for piece in line}


def test_code_in_other_blocks_is_highlighted_and_code_of_no_language_left() -> None:
    plain, python = CodeBlock("", "return", None, AT), CodeBlock("python", "return", None, AT)
    items = List("bullet", 1, True, (ListItem((), (python,), AT),), None, AT)
    made = highlight_code(article(plain, items))
    inner = made.children[1]
    assert isinstance(inner, List) and plain is made.children[0]
    assert "kkkkkk" == getattr(inner.items[0].children[0], "kinds", "")


def test_the_block_that_is_looked_at_is_told_in_case_that_it_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(progress, "at", lambda file, line: told.append((file, line)))
    highlight_code(article(CodeBlock("", "x", None, AT), CodeBlock("python", "x", None, Position(AT.file, 7, 3))))
    assert [("", "7:3")] == told
