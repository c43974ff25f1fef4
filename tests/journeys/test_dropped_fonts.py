"""A font that is put into a project's ``fonts/`` sets the letters that the bundled ones lack, in every output."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from publish.base.diagnostics import PublishError
from publish.build.inputs import Inputs
from publish.build.jobs import prepare
from publish.build.rendering import render
from publish.build.sources import choose_sources
from publish.kinds.projects import read_project
from publish.outputs.commission import Workers
from tests.support import printed
from tests.support.books import Book
from tests.support.fonts import draw_font

HAN, NOM, THAI, EMOJI = "漢字", "𡨸喃", "กข", "😀"
STAR = "★"


def project(root: Path, text: str) -> Path:
    (root / "source").mkdir(exist_ok=True)
    head = "---\nheadline: Chữ\npublished: 2026-01-15\n---\n\n"
    (root / "source" / "bai.md").write_text(f"{head}{text}\n", encoding="utf-8")
    return root


def findings(root: Path) -> list[str]:
    found = read_project(root)
    try:
        (job,) = prepare(found, choose_sources(found, None), lambda step: None)
    except PublishError as failure:
        return [f"{one.rule}: {one.message} ({one.hint})" for one in failure.diagnostics]
    return [f"{one.rule}: {one.message}" for one in job.diagnostics]


def test_what_no_font_has_is_told_once_for_each_script_and_the_hint_leads_to_the_folder(tmp_path: Path) -> None:
    first, second = findings(project(tmp_path, f"Chữ {HAN} và {NOM}, {THAI}, {STAR}."))
    assert first.startswith("missing-glyph: no font has 漢 (U+6F22) in the word '漢字' and 3 more letters of Han (")
    assert "into fonts/ beside source/, with its licence" in first
    assert "letters of Thai" in second  # a star is a sign, for which there is a bundled font


@pytest.mark.parametrize("suffix", ["ttf", "otf", "ttc"])
def test_a_dropped_font_sets_the_letters_that_the_others_lack(tmp_path: Path, suffix: str) -> None:
    project(tmp_path, f"Chữ {HAN}, **đậm {NOM}**, *nghiêng {THAI}* và `mã {EMOJI}`.")
    draw_font(tmp_path / "fonts" / "a" / f"han.{suffix}", HAN + NOM + "a", "Han Squares")
    draw_font(tmp_path / "fonts" / f"rest.{suffix}", THAI + EMOJI, "Other Squares")
    (tmp_path / "fonts" / "LICENSE.txt").write_text("Copyright 2026 Ẩn Ngữ. SIL Open Font License")
    (tmp_path / "fonts" / "a" / "OFL.txt").write_text("Copyright 2026 Ẩn Ngữ. SIL Open Font License")
    assert [] == findings(tmp_path)
    job = printed.read(tmp_path)
    pdf, press, epub = (render(job, name, Workers(), lambda step: None).content for name in ("pdf", "press", "epub"))
    for content in (pdf, press):
        text = "".join(printed.texts(content))
        assert all(letter in text for letter in HAN + NOM + THAI + EMOJI)
        assert {"Stand-in-1", "Stand-in-2"} <= embedded(content)
    book = Book(epub)
    css = book.read("styles/fonts.css")
    assert 2 == len(re.findall('font-family: "Publish Text', css))
    assert "Copyright 2026 Ẩn Ngữ" in css
    assert '"Publish Serif", "Publish Text", "Publish Text 2", serif' in book.read("styles/article.css")
    kind = "otf" if suffix == "otf" else "ttf"
    assert f"font/{kind}" == book.manifest()[f"fonts/publish-text-400.{kind}"]["media-type"]
    with TTFont(io.BytesIO(book.archive.read(f"EPUB/fonts/publish-text-400.{kind}"))) as font:
        assert set(map(ord, HAN + NOM)) == set(font.getBestCmap()), "and none that the others have"
        assert "Squares" not in font["name"].getDebugName(1)


def embedded(content: bytes) -> set[str]:
    """The families of the fonts in a PDF."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        names = (str(item.get("/FontName", "")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary))
        return {name.partition("+")[2].rstrip(",") for name in names}


def test_a_font_is_asked_for_its_licence(tmp_path: Path) -> None:
    project(tmp_path, f"Chữ {HAN}.")
    draw_font(tmp_path / "fonts" / "han.ttf", HAN)
    assert ["font-licence: a font without its licence: han.ttf"] == findings(tmp_path)
    (tmp_path / "fonts" / "OFL.txt").write_text("Copyright 2026")
    assert [] == findings(tmp_path)
    draw_font(tmp_path / "fonts" / "han.ttf", HAN, embedding=2)
    assert ["font-licence: a font that says it must not be embedded: han.ttf"] == findings(tmp_path)


def test_a_file_that_is_no_font_is_refused_by_its_name(tmp_path: Path) -> None:
    project(tmp_path, "Chữ.")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "a.ttf").write_text("no font")
    with pytest.raises(PublishError) as caught:
        printed.read(tmp_path)
    (found,) = caught.value.diagnostics
    assert ("unreadable-font", "a.ttf") == (found.rule, found.position.file.name)


def test_fonts_and_their_licences_are_inputs(tmp_path: Path) -> None:
    project(tmp_path, "Chữ.")
    draw_font(tmp_path / "fonts" / "han.ttf", HAN)
    (tmp_path / "fonts" / "OFL.txt").write_text("Copyright 2026")
    inputs = Inputs(read_project(tmp_path), (tmp_path / "source" / "bai.md",))
    assert {"project/fonts/han.ttf", "project/fonts/OFL.txt"} <= inputs.files().keys()
    before = inputs.source_digest()
    draw_font(tmp_path / "fonts" / "han.ttf", HAN + THAI)
    assert before != inputs.source_digest()


def test_letters_that_are_shaped_together_can_be_copied(tmp_path: Path) -> None:
    word = "\N{DEVANAGARI LETTER DA}\N{DEVANAGARI VOWEL SIGN U}\N{DEVANAGARI LETTER NA}\N{DEVANAGARI VOWEL SIGN I}"
    project(tmp_path, f"Chữ {word}.")
    draw_font(tmp_path / "fonts" / "a.ttf", word)
    content = render(printed.read(tmp_path), "pdf", Workers(), lambda step: None).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        said = [
            str(operands[1].ActualText)
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/ActualText" in operands[1]
        ]
    assert word in "".join(said)
