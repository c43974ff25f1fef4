"""A name is the same name whether its letters are composed (NFC) or have separate marks (NFD), on either side."""

from __future__ import annotations

import itertools
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from click.testing import Result
from PIL import Image

from publish.base.diagnostics import PublishError
from publish.build.jobs import Job, prepare
from publish.build.sources import choose_sources
from publish.kinds.projects import open_project
from tests.support.flawless import FONT
from tests.support.folders import ROOT

FORMS = list(itertools.product(("NFC", "NFD"), repeat=2))
NAME = "chợ-ấy-ở-huế"
WORKS = "@book{%s, author = {Nguyễn Minh Châu}, title = {Sách}, publisher = {Nxb. Văn học}, year = {1985}}\n"

GIVEN = {
    "an id": "{#%s}\n## Phần\n",
    "an id of words": "[một phần]{#%s}\n",
    "a note": "[^%s]: Lời ghi.\n",
    "a link definition": "[%s]: https://a.vn/\n",
    "an index entry": '[Chợ]{index="%s"} [chợ]{index="%s!phiên"}\n',
}
USED = {
    "an id": "[phần](#%s)",
    "an id of words": "trang [](#%s){.page}",
    "a note": "Chữ[^%s].",
    "a link definition": "[chữ][%s] và [chữ khác][%s]",
    "an index entry": '[hội]{index="hội" see="%s"} [lễ]{index="lễ" see-also="%s!phiên"}',
}


def put(root: Path, name: str, text: str) -> None:
    (root / "source" / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "source" / name).write_text(text, encoding="utf-8")


def article(body: str) -> str:
    return f"---\nheadline: Tít\npublished: 2026-01-15\n---\n\n{body}\n"


def config(*lines: str) -> str:
    return "\n".join(["[publication]", 'title = "T"', *lines])


def picture(root: Path, name: str) -> None:
    path = root / "source" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (2500, 3000), "gray").save(path)


def jobs(root: Path) -> list[Job]:
    project = open_project(root)
    made = prepare(project, project.sources, lambda _: None)
    assert [] == [found.message for job in made for found in job.diagnostics if "book data" not in found.message]
    return made


@pytest.fixture(params=FORMS, ids=lambda forms: f"{forms[0]} used as {forms[1]}")
def names(request: pytest.FixtureRequest) -> tuple[str, str]:
    given, used = request.param
    return unicodedata.normalize(given, NAME), unicodedata.normalize(used, NAME)


@pytest.mark.parametrize("kind", GIVEN)
def test_a_name_in_an_article(kind: str, names: tuple[str, str], tmp_path: Path) -> None:
    given, used = (text.replace("%s", name) for text, name in zip((GIVEN[kind], USED[kind]), names, strict=True))
    put(tmp_path, "a.md", article(f"{used}\n\n{given}"))
    put(tmp_path, "publish.toml", config('kind = "book"'))
    assert 1 == len(jobs(tmp_path))


def test_an_id_given_in_both_forms_is_given_twice(tmp_path: Path) -> None:
    body = "\n\n".join(f"{{#{unicodedata.normalize(form, NAME)}}}\n## Phần" for form in ("NFC", "NFD"))
    put(tmp_path, "a.md", article(body))
    with pytest.raises(PublishError, match="given twice"):
        jobs(tmp_path)


def test_the_address_of_a_place_may_be_written_for_the_web(names: tuple[str, str], tmp_path: Path) -> None:
    from urllib.parse import quote

    put(tmp_path, "a.md", article(f"[phần](#{quote(names[1])})\n\n{{#{names[0]}}}\n## Phần"))
    jobs(tmp_path)


@pytest.mark.parametrize("quoted", [False, True])
def test_a_picture(quoted: bool, names: tuple[str, str], tmp_path: Path) -> None:
    from urllib.parse import quote

    file, address = (f"ảnh/{name} 1.png" for name in names)
    picture(tmp_path, unicodedata.normalize("NFD" if names[0] != unicodedata.normalize("NFC", NAME) else "NFC", file))
    address = quote(address) if quoted else address
    put(tmp_path, "a.md", article(f"![Ô xám]({address})"))
    (job,) = jobs(tmp_path)
    assert [True] == [file.is_file() for file in job.files]


def test_files_of_a_book(names: tuple[str, str], tmp_path: Path) -> None:
    given, used = names
    picture(tmp_path, f"{given}.png")
    put(tmp_path, f"{given}.bib", WORKS % given)
    put(tmp_path, f"phần/{given}.md", article("Xem [@" + used + "]."))
    put(tmp_path, "z.md", article(f"Xem [bài kia](phần/{used}.md)."))
    lines = [f'contents = ["phần/{used}.md", "z.md"]', 'kind = "book"', "[bibliography]", f'file = "{used}.bib"']
    put(tmp_path, "publish.toml", config(*lines, "[cover]", f'image = "{used}.png"'))
    (job,) = jobs(tmp_path)
    assert all(file.is_file() for file in job.files)


def test_files_of_a_bulletin(names: tuple[str, str], tmp_path: Path) -> None:
    given, used = names
    picture(tmp_path, f"{given}.png")
    put(tmp_path, f"{given}.md", article("Bài."))
    lines = ['kind = "bulletin"', f'contents = ["{used}.md"]', "[bulletin]"]
    put(tmp_path, "publish.toml", config(*lines, f'openings = ["{used}.md"]', f'nameplate = "{used}.png"'))
    project = open_project(tmp_path)
    assert () == project.faults
    assert all(file.is_file() for file in (*project.sources, *project.own.openings, project.own.nameplate))


@pytest.mark.parametrize("pattern", ["%s.md", "%s*.md", "*/%s.md", "**/%s.md", "**/[c]%s.md", "phần/?%s.md"])
def test_a_pattern(pattern: str, names: tuple[str, str], tmp_path: Path) -> None:
    given, used = names
    name = unicodedata.normalize("NFC", pattern).replace("%s", used).replace("[c]c", "[c]").replace("?c", "?")
    folder = "" if pattern.startswith("%s") else "phần/"
    put(tmp_path, f"{unicodedata.normalize('NFD' if given.isascii() else 'NFC', folder)}{given}.md", article("Bài."))
    put(tmp_path, "publish.toml", config(f'contents = ["{name}"]', 'kind = "book"'))
    assert 1 == len(open_project(tmp_path).sources)


def test_an_article_on_the_command_line(names: tuple[str, str], tmp_path: Path) -> None:
    put(tmp_path, f"{names[0]}.md", article("Bài."))
    (source,) = choose_sources(open_project(tmp_path), tmp_path / "source" / f"{names[1]}.md")
    assert source.is_file()
    (job,) = prepare(open_project(tmp_path), [source], lambda _: None)
    assert unicodedata.normalize("NFC", NAME) == job.articles[0].name


def test_of_two_files_the_one_that_is_written_so_is_meant(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        put(tmp_path, unicodedata.normalize(form, f"{NAME}.md"), article("Bài."))
        meant = tmp_path / "source" / unicodedata.normalize(form, f"{NAME}.md")
        assert (meant,) == choose_sources(open_project(tmp_path), meant)


@pytest.mark.slow
@pytest.mark.parametrize("escaped", [False, True])
def test_files_that_styles_name(
    escaped: bool, names: tuple[str, str], run: Callable[..., Result], tmp_path: Path
) -> None:
    """A font, an imported style and the picture of a ground: in folders with such names, as they are or with %."""
    given, used = names[0], quote(names[1]) if escaped else names[1]
    styles = tmp_path / "styles"
    (styles / given).mkdir(parents=True)
    (styles / "article").mkdir()
    shutil.copy(FONT, styles / given / f"{given}.ttf")
    rules = (ROOT / "styles/fonts.css").read_text(encoding="utf-8")
    rules = rules.replace("../fonts/source-serif-4/SourceSerif4_400Regular.ttf", f"{used}/{used}.ttf")
    (styles / "fonts.css").write_text(rules.replace("../fonts/", f"{ROOT}/fonts/"), encoding="utf-8")
    Image.new("RGB", (20, 20), "red").save(styles / given / f"{given}.png")
    (styles / given / f"{given}.css").write_text(f'body {{ background: url("{used}.png") }}', encoding="utf-8")
    own = (ROOT / "styles/article/print.css").read_text(encoding="utf-8")
    (styles / "article/print.css").write_text(f'@import "../{used}/{used}.css";\n{own}', encoding="utf-8")
    put(tmp_path, "publish.toml", config())
    put(tmp_path, "a.md", article("Chợ phiên mở từ lúc trời còn mờ sương."))
    for output in (("pdf", "--for", "screen"), ("epub",)):
        result = run(output[0], tmp_path, "-q", *output[1:])
        assert (0, "") == (result.exit_code, result.stderr)
    with pikepdf.open(tmp_path / "dist" / "a.pdf") as pdf:
        assert any(item.get("/Subtype") == "/Image" for item in pdf.objects if isinstance(item, pikepdf.Stream))
        fonts = [str(item.get("/FontName", "")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        assert any(name.rstrip(",").endswith("Source-Serif-4") for name in fonts)
