"""What stands behind the fence of a block of code, in the words of several dialects."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.publication import model
from publish.reader.reading import read_article

CODE = "a\nb\nc\nd\ne"

READ = {
    "": "",
    "python": "python",
    "c++": "c++",
    "objective-c": "objective-c",
    "{.python .numberLines startFrom=8}": "python from=8",
    "{.python .number-lines start-from='8' #x}": "python #x from=8",
    '{#lst-a .py lst-cap="Một ví dụ"}': "py #lst-a title=Một ví dụ",
    'python title="main.py" {1,3-5}': "python title=main.py marked=1,3,4,5",
    "js{2}": "js marked=2",
    "js {1, 3}": "js marked=1,3",
    'py linenums="1" hl_lines="2 4-5"': "py from=1 marked=2,4,5",
    "go {linenos=table,hl_lines=[2,'4-5'],linenostart=199}": "go from=199 marked=2,4,5",
    'go {linenos=table,hl_lines=[2,"4-5"],linenostart=199}': "go from=199 marked=2,4,5",
    "ts:line-numbers {1}": "ts from=1 marked=1",
    "ts:line-numbers=2": "ts from=2",
    "js [config.js]": "js title=config.js",
    "jsx showLineNumbers": "jsx from=1",
    "rust,ignore": "rust",
    "rust,no_run,edition2021": "rust",
    '{.r filename="x.r" code-line-numbers="true"}': "r from=1 title=x.r",
    '{.r code-line-numbers="false"}': "r",
    "make tabs=8": "make tabs=8",
}

REFUSED = {
    "python đọc": "1:8 error unknown-attribute",
    "python {.la}": "1:9 error unknown-attribute",
    "python width=3": "1:8 error unknown-attribute",
    'python title="x': "1:8 error unknown-attribute",
    "python {0}": "1:9 error invalid-listing",
    "python {2-9}": "1:9 error invalid-listing",
    "python {5-2}": "1:9 error invalid-listing",
    "python {1-999999999}": "1:9 error invalid-listing",
    "python hl_lines=x": "1:17 error invalid-listing",
    "python tabs=0": "1:13 error invalid-listing",
    "python tabs=17": "1:13 error invalid-listing",
    "python startFrom=x": "1:18 error invalid-listing",
    "python {#1}": "1:9 error invalid-id",
    "{=html}": "1:2 error leftover-markup",
    "{python}": "1:1 warning leftover-markup",
    "{r, echo=FALSE}": "1:1 warning leftover-markup",
}


def read(folder: Path, info: str) -> tuple[model.CodeBlock, list[str]]:
    path = folder / "a.md"
    path.write_text(f"---\nheadline: H\n---\n\n```{info}\n{CODE}\n```\n", encoding="utf-8")
    reading = read_article(path)
    assert reading.article
    (block,) = reading.article.children
    assert isinstance(block, model.CodeBlock)
    told = [
        f"{d.position.line - 4}:{d.position.column - 3} {d.severity.name.lower()} {d.rule}" for d in reading.diagnostics
    ]
    return block, told


def short(block: model.CodeBlock) -> str:
    parts = [block.language, f"#{block.id}" if block.id else "", "" if block.first is None else f"from={block.first}"]
    parts += [f"title={model.plain_text(block.title)}" if block.title else ""]
    parts += [f"marked={','.join(map(str, sorted(block.marked)))}" if block.marked else ""]
    return " ".join(filter(None, [*parts, f"tabs={block.tabs}" if block.tabs else ""]))


@pytest.mark.parametrize("info", READ)
def test_what_is_said_of_code(info: str, tmp_path: Path) -> None:
    block, told = read(tmp_path, info)
    assert ([], READ[info], CODE) == (told, short(block), block.text)


@pytest.mark.parametrize("info", REFUSED)
def test_what_is_not_understood_is_told_at_its_place(info: str, tmp_path: Path) -> None:
    block, told = read(tmp_path, info)
    assert REFUSED[info] == told[0] and CODE == block.text


def test_an_id_above_a_block_and_one_in_it_are_one_too_many(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\nheadline: H\n---\n\n{{#a}}\n```py {{#b}}\n{CODE}\n```\n", encoding="utf-8")
    assert ["stray-attributes"] == [d.rule for d in read_article(path).diagnostics]
