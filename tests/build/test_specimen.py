"""The specimen: a page for each family, with letters of that family only."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publish.build.specimen import SIZES, WORDS
from publish.preflight.validators import Validator, validate
from publish.publication.assets.families import FontFamily, find_families
from publish.publication.assets.folders import find_assets
from publish.vietnamese.letters import ALPHABET, TONES, VOWELS, add_tone
from tests.support.fonts import draw_font


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with fonts of its own: one of chữ Nôm, one of some Latin letters."""
    root = tmp_path_factory.mktemp("site")
    (root / "source").mkdir()
    draw_font(root / "fonts" / "nom" / "nom.ttf", "喃字漢", "Nôm Squares")
    draw_font(root / "fonts" / "some.otf", "aeoAEOăbc", "Some Letters", weight=700)
    return root


@pytest.fixture(scope="module")
def families(folder: Path) -> tuple[FontFamily, ...]:
    return find_families(find_assets(folder))


@pytest.fixture(scope="module")
def specimen(folder: Path) -> bytes:
    return made_alone(folder)


def made_alone(folder: Path) -> bytes:
    """The specimen of a project, made in a process of its own, which knows no fonts of other tests."""
    code = (
        "import sys; from pathlib import Path; from publish.build.specimen import make_specimen;"
        "from publish.publication.assets.families import find_families;"
        "from publish.publication.assets.folders import find_assets; assets = find_assets(Path(sys.argv[1]));"
        "sys.stdout.buffer.write(make_specimen(find_families(assets), assets))"
    )
    return subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, check=True).stdout


@pytest.fixture(scope="module")
def pages(specimen: bytes) -> list[str]:
    with pypdfium2.PdfDocument(specimen) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_each_family_has_a_page(pages: list[str], families: tuple[FontFamily, ...]) -> None:
    assert [family.name for family in families] == [
        next(family.name for family in families if page.startswith(f"{family.name} {family.use.capitalize()}"))
        for page in pages
    ]


def test_a_page_has_the_alphabet_all_tones_all_sizes_and_every_file(
    pages: list[str], families: tuple[FontFamily, ...]
) -> None:
    page, family = pages[0], families[0]
    assert " ".join(ALPHABET.upper()) in page and " ".join(ALPHABET) in page
    for vowel in VOWELS:
        row = " ".join(f"{add_tone(vowel.upper(), mark)} {add_tone(vowel, mark)}" for mark in TONES.values())
        assert row in page
    assert len(SIZES) + len(family.files) == page.count(WORDS)
    assert all(f"{file.weight} {file.style} {WORDS}" in page for file in family.files)


def fonts_of(specimen: bytes, number: int) -> set[str]:
    """The fonts that a page sets anything in, without the mark of their subset."""
    with pikepdf.open(io.BytesIO(specimen)) as pdf:
        page = pdf.pages[number]
        used = {str(line.operands[0]) for line in pikepdf.parse_content_stream(page) if str(line.operator) == "Tf"}
        return {str(page.resources.Font[name].BaseFont).partition("+")[2] for name in used}


def test_letters_that_a_family_lacks_are_a_dash_and_set_by_no_other(
    specimen: bytes, pages: list[str], families: tuple[FontFamily, ...]
) -> None:
    number, page = next((number, page) for number, page in enumerate(pages) if page.startswith("Some Letters"))
    assert "A – – – – – – E" in page and "a ă – b c – – e" in page
    assert "lacks 133 of the 134 accented letters of Vietnamese" in page
    place = [family.name for family in families for _ in family.files].index("Some Letters") + 1
    assert {f"specimen-{place}"} == {
        name for name in fonts_of(specimen, number) if not name.startswith("Source-Sans-3")
    }


def test_a_family_without_latin_shows_its_signs(pages: list[str]) -> None:
    page = next(page for page in pages if page.startswith("Nôm Squares"))
    assert {"喃", "字", "漢"} < set(page)
    assert "SIGNS" in page and "LETTERS" not in page


def test_the_outline_names_the_families(specimen: bytes, families: tuple[FontFamily, ...]) -> None:
    with pikepdf.open(io.BytesIO(specimen)) as pdf, pdf.open_outline() as outline:
        assert [family.name for family in families] == [item.title for item in outline.root]


def test_twice_the_same_bytes(specimen: bytes, folder: Path) -> None:
    assert specimen == made_alone(folder)


@pytest.mark.slow
def test_vera_pdf_accepts_it(specimen: bytes, need: object, tmp_path: Path) -> None:
    assert callable(need)
    validator: Validator = need("verapdf")
    (tmp_path / "specimen.pdf").write_bytes(specimen)
    assert [] == validate(validator, [tmp_path / "specimen.pdf"])
