"""Fonts are read where they lie: nothing is left behind, and no process takes the fonts of another for its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from publish.base.diagnostics import Position
from publish.layout import engine
from tests.support.folders import ROOT
from tests.support.fonts import draw_font
from tests.support.paragraphs import boxes

SANS = ROOT / "fonts" / "source-sans-3" / "SourceSans3_400Regular.ttf"


def families(css: str, text: str, root: Path) -> set[str]:
    """The families of the fonts that a text is set in."""
    html = f'<html lang="vi"><head><title>Thử</title></head><body><p>{text}</p></body></html>'
    document = engine.lay_out(html, [engine.StyleSheet(root / "a.css", css)], (root, ROOT), Position(root))
    engine.write_pdf(document, Position(root), fonts=False)
    assert list(boxes(document, "TextBox"))
    return {font.family for font in document.fonts.values()}


def face(family: str, path: Path) -> str:
    return f'@font-face {{ font-family: "{family}"; src: url("{path.as_uri()}") }}\n'


def test_one_file_may_have_several_names(tmp_path: Path) -> None:
    css = face("Một Tên", SANS) + face("Tên Khác", SANS) + 'em { font-family: "Một Tên" } b { font-family: "Tên Khác" }'
    assert {"Một-Tên", "Tên-Khác"} == {name.replace(" ", "-") for name in families(css, "<em>a</em><b>b</b>", tmp_path)}


def test_a_font_that_is_compressed_is_read_as_well(tmp_path: Path) -> None:
    with TTFont(draw_font(tmp_path / "squares.ttf", "漢a", "Squares")) as font:
        font.flavor = "woff2"
        font.save(tmp_path / "squares.woff2")
    (tmp_path / "squares.ttf").unlink()
    css = face("Nén", tmp_path / "squares.woff2") + 'p { font-family: "Nén" }'
    assert {"Nén"} == families(css, "漢", tmp_path)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
def test_forked_processes_each_know_the_fonts_that_they_have_added() -> None:
    code = """
import os, tempfile
from pathlib import Path
from tests.support.printed import print_text, texts
def copied(text):
    return "".join(texts(print_text(Path(tempfile.mkdtemp()), text, "article")))
copied("Chữ.")  # the process has fonts, but none of signs
for _ in range(3):
    pid = os.fork()
    if pid == 0:
        os._exit(0 if "😀 ➜" in copied("Chữ 😀 ➜.") else 1)
    assert os.waitpid(pid, 0)[1] == 0
assert "😀 ➜" in copied("Chữ 😀 ➜.")
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


@pytest.mark.slow
def test_no_file_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    (tmp_path / "source").mkdir()
    text = "---\nheadline: Chữ\npublished: 2026-01-15\n---\n\nMở 😀 ➜ đầu.\n"
    (tmp_path / "source" / "bai.md").write_text(text, encoding="utf-8")
    environment = dict(os.environ, TMPDIR=str(tmp_path / "temporary"), PUBLISH_CACHE=str(tmp_path / "cache"))
    for command in ("build", "html", "fonts"):
        subprocess.run([sys.executable, "-m", "publish", command], cwd=tmp_path, env=environment, capture_output=True)
        assert [] == sorted(path.name for path in (tmp_path / "temporary").iterdir()), command
