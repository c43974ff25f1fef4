"""Signs that no text font has: bundled fonts set them, and are loaded only where there are any."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from publish.layout.font_styles import SIGN
from publish.publication.assets.dropped_fonts import find_faces
from publish.publication.assets.folders import find_assets
from publish.publication.assets.fonts import characters, missing_characters, read_faces
from tests.support.printed import texts

BLOCKS = {
    "arrows": range(0x2190, 0x2200),
    "mathematics": range(0x2200, 0x2300),
    "figures in circles": range(0x2460, 0x2500),
    "lines and shapes": range(0x2500, 0x2600),
    "signs": range(0x2600, 0x2700),
    "dingbats": range(0x2700, 0x27C0),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_signs_of_whole_blocks_can_be_set(name: str) -> None:
    assert set() == missing_characters(map(chr, BLOCKS[name]), find_faces(find_assets(Path())))


def test_fonts_of_signs_are_loaded_for_all_that_a_text_font_lacks() -> None:
    named = read_faces(find_assets(Path()).style("fonts.css"))
    idle = {code for code in range(0x20, sys.maxunicode) if not re.search(SIGN, chr(code))}
    drawn = {code for code in idle if unicodedata.category(chr(code))[0] not in "CZ"}
    assert set() == {chr(code) for code in drawn if any(code not in characters(face.path) for face in named)}
    assert re.search(SIGN, "😀") and re.search(SIGN, "1\ufe0f\u20e3") and not re.search(SIGN, "Chữ “đậm” – 5 ≤ 6 №…")


@pytest.mark.slow
@pytest.mark.parametrize("target", ["screen", "press"])
def test_signs_are_read_in_both_pdfs(tmp_path: Path, target: str) -> None:
    """In a process of its own, which knows no fonts of other tests."""
    signs = "➜ ⟶ ∈ ① ❶ ⌘ ✂ ⇒ ★"
    (tmp_path / "source").mkdir()
    text = f"---\nheadline: Bài\npublished: 2026-01-15\n---\n\nChữ {signs}, **{signs}**.\n"
    (tmp_path / "source" / "a.md").write_text(text, encoding="utf-8")
    made = tmp_path / "a.pdf"
    command = [sys.executable, "-m", "publish", "pdf", "-q", "--for", target, "-o", str(made)]
    subprocess.run(command, cwd=tmp_path, check=True)
    whole = " ".join(" ".join(texts(made.read_bytes())).split())
    assert 2 == whole.count(signs)


@pytest.mark.slow
def test_keys_of_emoji_are_copied_from_the_press_twin(tmp_path: Path) -> None:
    """In a process of its own, which knows no fonts of other tests."""
    keys = [f"{sign}\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}" for sign in "0123456789#"]
    (tmp_path / "source").mkdir()
    text = f"---\nheadline: Bài\npublished: 2026-01-15\n---\n\nChữ ❤️ {' và '.join(keys)}.\n"
    (tmp_path / "source" / "a.md").write_text(text, encoding="utf-8")
    made = tmp_path / "a.pdf"
    command = [sys.executable, "-m", "publish", "pdf", "-q", "--for", "press", "-o", str(made)]
    subprocess.run(command, cwd=tmp_path, check=True)
    whole = " ".join(" ".join(texts(made.read_bytes())).split())
    assert [] == [key for key in keys if key not in whole]
    assert "\N{REPLACEMENT CHARACTER}" not in whole
