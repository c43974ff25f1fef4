"""A docstring is understood by those who open only its file: it names what it speaks of."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "publish"

NO_SUBJECT = re.compile(
    r"(It|Its|They|Them|Their|These|This|That|Those|Such|As|The same|One of|(All|Most|Part|None) of (it|them)"
    r"|(What|Where|Whether|How|Who|When) (it|they))\b"
)
"""How a line begins that says nothing of its subject; "This" and "That" stand for what the reader has not seen."""

MODULES = sorted(PACKAGE.rglob("*.py"))

SECTION = re.compile(r"(Args|Attributes|Raises|Returns|Yields|Source):")
ENTRY = re.compile(r" {4}\*{0,2}[A-Za-z_]\w*(?:, \*{0,2}\w+)*: (.+)")


def statements(docstring: str) -> Iterator[tuple[int, str]]:
    """The first line of a docstring and that of each entry under Args and Attributes, by the number of the line."""
    section = ""
    for number, line in enumerate(docstring.splitlines()):
        if number == 0:
            yield number, line
        elif found := SECTION.match(line):
            section = found[1]
        elif line and not line.startswith(" "):
            section = ""
        elif section in ("Args", "Attributes") and (entry := ENTRY.fullmatch(line)):
            yield number, entry[1]


def docstrings(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Every docstring of a module, those behind constants among them, by the number of its line."""
    for node in ast.walk(module):
        body = node.body if isinstance(node, ast.Module | ast.ClassDef) else []
        for before, after in itertools.pairwise(body):
            match before, after:
                case ast.Assign() | ast.AnnAssign(), ast.Expr(value=ast.Constant(value=str(text))):
                    yield after.lineno, text
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node)
            if text:
                yield node.body[0].lineno, text


def without_subject(source: str) -> list[tuple[int, str]]:
    return [
        (line + number, text)
        for line, docstring in docstrings(ast.parse(source))
        for number, text in statements(docstring)
        if NO_SUBJECT.match(text)
    ]


def test_lines_without_a_subject_are_found() -> None:
    source = '''"""It, typeset."""

SIZES = (1, 2)
"""The same in points."""


class Cover:
    """The cover.

    Its rule is that of the printer.

    Attributes:
        html: It as XHTML.
        size: Its size.
        scale: Thousandths of an em.
    """

    def draw(self, article, *rest):
        """Return a picture.

        Args:
            article: The article.
            *rest: Those that follow
                it in the book.

        Raises:
            KeyError: As a mapping does.
        """
'''
    found = [(1, "It, typeset."), (4, "The same in points."), (13, "It as XHTML."), (14, "Its size.")]
    assert [*found, (23, "Those that follow")] == sorted(without_subject(source))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_docstrings_name_their_subject(path: Path) -> None:
    assert [] == without_subject(path.read_text(encoding="utf-8"))
