"""The bundled fonts have what Vietnamese needs, and the styles give their marks room."""

from __future__ import annotations

import io
import itertools
import re
import struct
import sys
import unicodedata
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from publish.base.diagnostics import AssetError, Position, StyleError
from publish.publication.assets import fonts, subsetting
from publish.publication.assets.character_maps import _read
from publish.publication.assets.folders import bundled
from publish.publication.assets.fonts import Face, characters, missing_characters, read_faces, subset

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LETTERS = {unicodedata.normalize("NFC", v + t) for v, t in itertools.product(VOWELS, TONES)} | {"đ"}
LETTERS |= {letter.upper() for letter in LETTERS}
SIGNS = "‘’“”–—…«»·′″₫№%‰°×÷±≤≥≠−½¼¾²³§¶†‡©®™€ \N{NO-BREAK SPACE}"

FACES = read_faces(bundled("styles") / "fonts.css")
FILES = sorted(bundled("fonts").glob("*/*.ttf"))


@pytest.mark.parametrize("path", [file for file in FILES if "Noto" not in file.name], ids=lambda path: path.name)
def test_every_font_file_has_every_vietnamese_letter_and_sign(path: Path) -> None:
    assert len({letter for letter in LETTERS if not letter.isascii()}) == 134
    assert [c for c in sorted(LETTERS) + list(SIGNS) if ord(c) not in characters(path)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_font_file_is_static_and_has_its_licence_beside_it(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        assert "fvar" not in font
    assert "SIL OPEN FONT LICENSE" in (path.parent / "OFL.txt").read_text(encoding="utf-8").upper()


def test_the_styles_name_only_bundled_files() -> None:
    assert {face.path for face in FACES} <= set(FILES)
    assert {face.family for face in FACES} == {"Source Serif 4", "Source Sans 3", "JetBrains Mono"}


def test_no_two_faces_answer_to_the_same_description() -> None:
    described = [(face.family, face.weight, face.style) for face in FACES]
    assert len(described) == len(set(described))


def extent(path: Path, letters: set[str]) -> tuple[float, float]:
    """The highest and lowest ink of the letters, in em above and below the baseline."""
    with TTFont(path) as font:
        glyphs, cmap, em = font["glyf"], font.getBestCmap(), font["head"].unitsPerEm
        boxes = [glyphs[cmap[ord(letter)]] for letter in letters if ord(letter) in cmap]
        return max(box.yMax for box in boxes) / em, min(box.yMin for box in boxes) / em


def rules(name: str) -> str:
    text = (bundled("styles") / "article" / name).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


@pytest.mark.parametrize("name", ["print.css", "two-columns.css", "one-column.css"])
def test_line_heights_clear_stacked_capitals(name: str) -> None:
    """Baselines lie further apart than the highest capital (Ẩ, Ữ) over the deepest dot below of the same face."""
    line = float(re.search(r"--line:\s*([\d.]+)pt", rules("print.css"))[1])  # type: ignore[index]
    faces = {(face.family, face.weight, face.style): face.path for face in FACES}
    tallest = {
        family: max(
            top - bottom for key, path in faces.items() if key[0] == family for top, bottom in [extent(path, LETTERS)]
        )
        for family in ("Source Serif 4", "Source Sans 3")
    }
    found = 0
    for size, height in sizes_and_heights(rules(name), line):
        found += 1
        assert height / size >= max(tallest.values()), f"{name}: {size}pt on {height}pt"
    assert found


def sizes_and_heights(css: str, line: float) -> list[tuple[float, float]]:
    pairs = []
    for block in re.findall(r"\{([^{}]*)\}", css):
        shorthand = re.search(r"font:[^;]*?([\d.]+)pt/(?:([\d.]+)pt|var\(--line\))", block)
        size = re.search(r"font-size:\s*([\d.]+)pt", block)
        height = re.search(r"line-height:\s*(?:([\d.]+)pt|var\(--line\))", block)
        if shorthand:
            pairs.append((float(shorthand[1]), float(shorthand[2] or line)))
        elif size and height:
            pairs.append((float(size[1]), float(height[1] or line)))
    return pairs


def test_a_character_without_a_glyph_is_found() -> None:
    assert missing_characters("Tiếng Việt 漢 ₫", FACES) == {"漢"}
    assert missing_characters("một\u2060hai\u00a0ba\n", FACES) == set()


@pytest.fixture(params=["HarfBuzz", "fontTools"])
def cutter(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What cuts fonts down; where HarfBuzz is not there, fontTools does it."""
    if request.param == "fontTools":
        monkeypatch.setattr("publish.publication.assets.subsetting.cut_font", lambda *asked: None)
    elif not subsetting._load():
        pytest.skip("HarfBuzz's subsetter is not installed")
    return str(request.param)


@pytest.mark.usefixtures("cutter")
def test_a_subset_has_its_letters_and_not_the_reserved_name(tmp_path: Path) -> None:
    face = FACES[0]
    content = subset(face, "Lạng Sơn ẨỮ")
    assert content == subset(face, "ẨỮ nơSgnạL ")
    path = tmp_path / "subset.ttf"
    path.write_bytes(content)
    assert {ord(c) for c in "Lạng Sơn ẨỮ"} <= characters(path)
    assert ord("Q") not in characters(path)
    with TTFont(path) as font:
        names = " ".join(str(font["name"].getDebugName(i)) for i in (1, 2, 3, 4, 6, 16))
        assert "Source" not in names
        assert "Adobe" in str(font["name"].getDebugName(0))


@pytest.mark.usefixtures("cutter")
@pytest.mark.parametrize("face", FACES, ids=lambda face: face.path.name)
def test_a_subset_looks_like_the_whole_font(face: Face) -> None:
    """Each Vietnamese letter has its outline, its width and its height over the line."""
    letters = sorted(map(ord, LETTERS))
    with TTFont(face.path) as whole, TTFont(io.BytesIO(subset(face, map(chr, letters)))) as part:
        assert set(letters) == set(part.getBestCmap())
        for letter in letters:
            assert drawn(whole, letter) == drawn(part, letter)
        for table, names in (("hhea", ("ascent", "descent", "lineGap")), ("OS/2", ("usWinAscent", "sTypoDescender"))):
            assert [getattr(whole[table], n) for n in names] == [getattr(part[table], n) for n in names]


def drawn(font: TTFont, letter: int) -> tuple[list[object], int]:
    """The outline of a letter, without parts and hints, and its advance."""
    pen, name = DecomposingRecordingPen(font.getGlyphSet()), font.getBestCmap()[letter]
    font.getGlyphSet()[name].draw(pen)
    return pen.value, font["hmtx"][name][0]


@pytest.mark.usefixtures("cutter")
def test_a_subset_keeps_the_features_of_the_styles_and_drops_hints_and_alternates() -> None:
    with TTFont(io.BytesIO(subset(FACES[0], "AVToẩ fi 0123456789"))) as font:
        features = {
            record.FeatureTag for table in ("GSUB", "GPOS") for record in font[table].table.FeatureList.FeatureRecord
        }
        assert {"kern", "liga", "tnum"} <= features <= set(fonts._FEATURES)
        assert {"fpgm", "prep", "cvt "}.isdisjoint(font.keys())


@pytest.mark.usefixtures("cutter")
def test_a_file_that_is_no_font_cannot_be_subset(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(b"not a font")
    with pytest.raises(AssetError):
        subset(Face("A", "400", "normal", path, Position(path)), "a")


def test_a_missing_font_file_is_an_error_with_its_line(tmp_path: Path) -> None:
    style = tmp_path / "fonts.css"
    style.write_text('/* fonts */\n@font-face { font-family: "A"; src: url("no.ttf") }\n', encoding="utf-8")
    with pytest.raises(AssetError) as caught:
        read_faces(style)
    assert (caught.value.diagnostics[0].rule, caught.value.diagnostics[0].position.line) == ("missing-font", 2)


def test_a_rule_without_a_file_is_an_error(tmp_path: Path) -> None:
    style = tmp_path / "fonts.css"
    style.write_text('@font-face { font-family: "A" }', encoding="utf-8")
    with pytest.raises(StyleError):
        read_faces(style)


def test_a_file_that_is_no_font_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(b"not a font")
    with pytest.raises(AssetError):
        characters(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_characters_of_a_font_are_those_that_fonttools_finds(path: Path, tmp_path: Path) -> None:
    with TTFont(path) as font:
        assert characters(path) == set(font.getBestCmap())
        short = tmp_path / "short.ttf"  # format 4 only
        font["cmap"].tables = [table for table in font["cmap"].tables if table.format == 4]
        font.save(short)
    with TTFont(short) as font:
        assert characters(short) == set(font.getBestCmap())


def test_a_font_that_names_all_characters_often_is_refused_by_the_quick_way(tmp_path: Path) -> None:
    groups = b"".join(struct.pack(">LLL", 0, sys.maxunicode, 1) for _ in range(1000))
    table = struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, 1000) + groups
    cmap = struct.pack(">HHHHL", 0, 1, 3, 10, 12) + table
    path = tmp_path / "bomb.ttf"
    path.write_bytes(b"\0\1\0\0" + struct.pack(">HHHH4sLLL", 1, 0, 0, 0, b"cmap", 0, 28, len(cmap)) + cmap)
    with pytest.raises(ValueError, match="overlap"):
        _read(path.read_bytes())


def test_faces_are_read_with_weight_and_style(tmp_path: Path) -> None:
    (tmp_path / "a b.ttf").touch()
    style = tmp_path / "fonts.css"
    style.write_text("@font-face { font-family: A; font-weight: bold; font-style: italic; src: url(a%20b.ttf) }")
    (face,) = read_faces(style)
    assert face == Face("A", "700", "italic", tmp_path / "a b.ttf", face.position)
