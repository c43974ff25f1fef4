"""Languages of code, and blocks that are too long to be looked at."""

from __future__ import annotations

import subprocess
import sys

import pytest

from publish.base.diagnostics import Severity
from publish.editing.code_languages import LONGEST_LINE, MOST_LETTERS, check_code, find_language
from publish.publication.model import Article, CodeBlock
from tests.support.factories import AT, article


def code(language: str, text: str = "x") -> Article:
    return article(CodeBlock(language, text, None, AT))


@pytest.mark.parametrize(
    ("name", "known"),
    {
        **{"python": "python", "py": "python", "PYTHON": "python", "yml": "yaml", "rs": "rust", "c#": "csharp"},
        **{"c++": "cpp", "sh": "bash", "shell": "bash", "dockerfile": "docker", "html": "html", "tsx": "tsx"},
    }.items(),
)
def test_a_language_is_known_by_its_names_and_the_suffix_of_its_files(name: str, known: str) -> None:
    assert find_language(known) == find_language(name) != ""
    assert [] == list(check_code(code(name)))


@pytest.mark.parametrize("name", ["", "text", "txt", "plaintext", "none"])
def test_code_in_no_language_is_nothing_to_tell(name: str) -> None:
    assert ("", []) == (find_language(name), list(check_code(code(name))))


def test_an_unknown_language_is_told_with_the_nearest_name() -> None:
    (found,) = check_code(code("pyton"))
    assert (Severity.WARNING, "unknown-language", "did you mean python?") == (found.severity, found.rule, found.hint)


@pytest.mark.parametrize("text", ["x\n" * MOST_LETTERS, "x" * (LONGEST_LINE + 1)])
def test_code_that_is_too_long_is_a_note(text: str) -> None:
    (found,) = check_code(code("python", text))
    assert (Severity.NOTE, "plain-code") == (found.severity, found.rule)


def test_pygments_is_not_loaded_where_no_block_names_a_language() -> None:
    program = (
        "import sys; from tests.support.factories import *; from publish.publication.model import CodeBlock;"
        "from publish.editing.code_languages import check_code; from publish.layout.listings.rendering import *;"
        "block = CodeBlock('', 'x', None, AT); list(check_code(article(block))); paper_code(block, str);"
        "screen_code(block, str); print('pygments' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "False" == done.stdout.strip()
