"""A kind, an output and a format of articles are a folder, or a module, and a row each: nothing else is changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.folders import ROOT

LETTER = {
    "settings": '''"""The settings of a letter."""

from __future__ import annotations

from publish.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """Who a letter is for."""

    to: str = ""


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a name in quotes")
    return value


SECTIONS = {"letter": {"to": _name}}


def read(values, config):
    return Letter(**values.get("letter", {})), []


def files(project):
    return ()


def outputs(project):
    return project.formats
''',
    "check": '''"""Check a letter."""

from __future__ import annotations

from publish.base.diagnostics import Position, warning


def check_settings(project, assets):
    if not project.own.to:
        yield warning(Position(project.config, 1, 1), "a letter to nobody", "letter-to-nobody", "write to = …")


def check_output(project, output, content):
    yield from ()
''',
    "styles": '''"""The styles of a letter: those of a book."""

from publish.kinds.book.styles import print_styles, warm_up

__all__ = ["print_styles", "warm_up"]
''',
    "printing": '''"""The printed pages of a letter: what a book's are made of."""

from publish.kinds.book.printing import printed

__all__ = ["printed"]
''',
    "epub": '''"""The screens of a letter: those of a book."""

from publish.kinds.book.epub import screens

__all__ = ["screens"]
''',
    "count": '''"""The pages of a letter, counted."""


def tally(asked, printed):
    return asked.project.own.to, printed.pagination.labels
''',
}

TALLY = '''"""How many pages there are, as text."""


def make(taken, workers, file_name):
    to, labels = taken
    return f"{file_name}: {len(labels)} pages to {to}\\n".encode()
'''

SHOUT = '''"""An article of one headline and plain paragraphs."""

from publish.base.diagnostics import Position
from publish.publication.model import Article, Paragraph, Text


def read(source, language):
    at = Position(source.file, 1, 1)
    head, *texts = [block.strip() for block in source.text.split("\\n\\n") if block.strip()]
    children = tuple(Paragraph(None, (Text(text, at),), at) for text in texts)
    return Article(
        source.file.stem, ((Text(head, at),),), published=None, language=language, children=children, position=at
    )
'''

CONFIG = """[publication]
kind = "letter"
title = "Thư gửi chợ"
date = 2026-01-01

[letter]
to = "Lan"

[output]
formats = ["pdf", "tally"]
"""


def insert(path: Path, before: str, row: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, row + before, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with a kind, an output and a reader of articles more."""
    root = tmp_path_factory.mktemp("program")
    package = root / "publish"
    shutil.copytree(ROOT / "publish", package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("styles", "fonts"):
        (root / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "pyproject.toml", root)
    for folder, modules in {"kinds/letter": LETTER, "outputs/tally": {"making": TALLY}}.items():
        (package / folder).mkdir()
        for name, text in ({"__init__": '"""One more."""\n'} | modules).items():
            (package / folder / f"{name}.py").write_text(text, encoding="utf-8")
    (package / "reader" / "shout.py").write_text(SHOUT, encoding="utf-8")
    kind = '        Kind("letter", "publish.kinds.letter", {**PAGES, "tally": "count"}, joined=True, linked=True),\n'
    insert(package / "kinds" / "__init__.py", "    )\n}\n", kind)
    output = '        Output("tally", ".tally", "tally", "publish.outputs.tally.making"),\n'
    insert(package / "outputs" / "__init__.py", "    )\n}\n", output)
    insert(package / "reader" / "__init__.py", "}\n", '    ".shout": Reader("publish.reader.shout", gathered=True),\n')
    return root


def build(program: Path, project: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(program), "XDG_CACHE_HOME": str(project / "cache")}
    command = [sys.executable, "-m", "publish", "build", "--diagnostics", "short"]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)


def test_a_kind_an_output_and_a_reader_are_a_folder_and_a_row_each(program: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "publish.toml").write_text(CONFIG, encoding="utf-8")
    (source / "thu.shout").write_text("Gửi Lan\n\nChợ phiên mở từ sớm.\n", encoding="utf-8")
    done = build(program, tmp_path)
    assert (0, "") == (done.returncode, done.stderr), done.stderr
    names = {path.name for path in (tmp_path / "dist").iterdir()}
    assert {"thu-gui-cho.pdf", "thu-gui-cho.tally", "manifest.json", "SHA256SUMS"} == names
    told = (tmp_path / "dist" / "thu-gui-cho.tally").read_text(encoding="utf-8")
    assert told.startswith("thu-gui-cho.tally: ") and told.endswith(" pages to Lan\n")
    again = build(program, tmp_path)  # what has not changed is recognised for it as for any other
    assert (0, told) == (again.returncode, (tmp_path / "dist" / "thu-gui-cho.tally").read_text(encoding="utf-8"))


def test_what_they_find_has_its_place(program: Path, tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "thu.shout").write_text("Gửi Lan\n\nChợ.\n", encoding="utf-8")
    for text, told in {
        CONFIG.replace('to = "Lan"', "to = 3"): "publish.toml:7:1: error: 'to' must be a name in quotes, not int",
        CONFIG.replace('to = "Lan"', ""): "publish.toml:1:1: warning: a letter to nobody [letter-to-nobody]",
        CONFIG.replace('"letter"\n', '"lettre"\n'): "choose from article, bulletin, official, book, letter",
        CONFIG.replace('"tally"', '"telly"'): "choose from pdf, press, epub, html, docx, tally",
    }.items():
        (tmp_path / "source" / "publish.toml").write_text(text, encoding="utf-8")
        assert told in build(program, tmp_path).stderr
