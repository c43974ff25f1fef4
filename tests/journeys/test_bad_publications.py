"""Books and bulletins whose files, settings and references are wrong: told with their places, dist/ left alone."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from publish.base.diagnostics import ExitCode
from tests.support.publications import WORDS, Site

BROKEN = "Núi [](#khong)."
"""A second fault, in another file."""

TOLD = "source/hai.md:5:5: error: link to nowhere: #khong [dangling-link]"

KINDS = pytest.mark.parametrize("kind", ["book", "bulletin"])
AT = "source/publish.toml"


# The files of a publication ------------------------------------------------------------------------------------------

LISTS = {
    "no such file": ('["mot.md",\n"khong.md", "hai.md"]', "6:1: error: no such article: khong.md [missing-source]"),
    "no such pattern": (
        '["mot.md",\n"tin/*.md", "hai.md"]',
        "6:1: error: no article is named like this: tin/*.md [missing-source]",
    ),
    "no pattern at all": (
        '["mot.md", "hai.md", "**.md"]',
        "5:1: error: no article is named like this: **.md [missing-source]",
    ),
    "a folder": ('["mot.md", "hai.md", "tranh"]', "5:1: error: no such article: tranh [missing-source]"),
    "twice": ('["mot.md", "hai.md",\n\n"mot.md"]', "5:1: error: listed twice: mot.md [listed-twice]"),
    "twice in other words": ('["mot.md", "hai.md",\n"./mot.md"]', "6:1: error: listed twice: ./mot.md [listed-twice]"),
    "twice by a link": ('["mot.md", "hai.md",\n"lien.md"]', "6:1: error: listed twice: lien.md [listed-twice]"),
    "twice in two parts": (
        '[{ title = "A", contents = ["mot.md", "hai.md"] },\n{ title = "B", contents = ["hai.md"] }]',
        "5:1: error: listed twice: hai.md [listed-twice]",
    ),
    "absolute": ('["mot.md", "hai.md",\n"/etc/passwd"]', "6:1: error: outside the project: /etc/passwd"),
    "absolute pattern": ('["mot.md", "hai.md",\n"/etc/*"]', "6:1: error: outside the project: /etc/*"),
    "above": ('["mot.md", "hai.md",\n"../x/ba.md"]', "6:1: error: outside the project: ../x/ba.md"),
    "a link out": ('["mot.md", "hai.md",\n"ngoai.md"]', "6:1: error: outside the project: ngoai.md"),
    "a pattern that leads out": ('["mot.md", "hai.md",\n"ngo*.md"]', "6:1: error: outside the project: ngo*.md"),
    "a circle of links": ('["mot.md", "hai.md",\n"vong.md"]', "6:1: error: no such article: vong.md [missing-source]"),
    "a part without articles": (
        '["mot.md", "hai.md",\n{ title = "Rỗng", contents = ["h*.md"] }]',
        "6:1: error: a part without articles: Rỗng [empty-part]",
    ),
    "escape codes": (
        '["mot.md", "hai.md",\n"\\u009bm.md"]',
        "5:1: error: no such article: \\x9bm.md [missing-source]",
    ),
}


@KINDS
@pytest.mark.parametrize("case", LISTS)
def test_a_wrong_list_is_told_together_with_what_is_wrong_in_the_articles(site: Site, case: str, kind: str) -> None:
    contents, expected = LISTS[case]
    site.write(f"contents = {contents}", {"mot": "Chợ.", "hai": BROKEN}, kind)
    source = site.root / "source"
    (source / "tranh").mkdir()
    (source / "lien.md").symlink_to(source / "mot.md")
    (source / "vong.md").symlink_to(source / "vong.md")
    outside = site.root.parent / "outside.md"
    outside.write_text("---\nheadline: Ngoài\n---\n\nNgoài.\n", encoding="utf-8")
    (source / "ngoai.md").symlink_to(outside)
    if "outside" in expected:
        expected += " [outside-project]"
    site.refuse(ExitCode.SOURCE, TOLD, f"{AT}:{expected}")
    human = site.run("build").stderr
    assert human.count("hint: ") >= 2, human


def test_a_missing_file_is_guessed(site: Site) -> None:
    site.write('contents = ["mot.md", "hia.md"]', {"mot": "Chợ.", "hai": "Núi."})
    assert "hint: did you mean hai.md?" in site.run("build").stderr


def test_all_faults_are_told_where_no_article_is_left(site: Site) -> None:
    site.write('contents = ["khong.md",\n"khac.md"]', {})
    expected = [f"{AT}:{n}:1: error: no such article: {x}.md [missing-source]" for n, x in ((5, "khong"), (6, "khac"))]
    for command in ("build", "lint"):
        result = site.run(command)
        assert (ExitCode.SOURCE, expected) == (
            result.exit_code,
            [line for line in result.stderr.splitlines() if "error: " in line],
        )


def test_a_pattern_follows_no_circle_of_folders(site: Site) -> None:
    site.write('contents = ["**/*.md"]', {"mot": BROKEN})
    (site.root / "source" / "vong").symlink_to(site.root / "source")
    site.refuse(ExitCode.SOURCE, TOLD.replace("hai", "mot"))


def test_the_linter_looks_at_the_articles_that_are_there(site: Site) -> None:
    site.write('contents = ["mot.md", "khong.md"]', {"mot": "Chợ cuả làng."})
    result = site.run("lint")
    assert ExitCode.SOURCE == result.exit_code
    assert "source/mot.md:5:5: error: " in result.stdout and "[misplaced-tone]" in result.stdout
    assert "no such article: khong.md" in result.stderr


# What publish.toml may not hold --------------------------------------------------------------------------------------

SETTINGS = {
    "contents = []": "5:1: error: 'contents': there is nothing in the list; fill it, or take the key out",
    'contents = "mot.md"': "5:1: error: 'contents' must be a list of files, patterns and parts, not str",
    "contents = [1]": "5:1: error: 'contents': a list of files, patterns and parts has no place for 1",
    f'contents = ["{"a" * 300}.md"]': f"5:1: error: 'contents': no file can be called '{'a' * 40}' …",
    'contents = ["a\\u0000.md"]': "5:1: error: 'contents': no file can be called 'a\\x00.md'",
    'contents = [{ title = " ", contents = ["mot.md"] }]': (
        "5:1: error: 'contents': the title of a part is a text in quotes that is not empty"
    ),
    'contents = [{ title = "A", contents = [] }]': (
        "5:1: error: 'contents': the contents of the part 'A' are a list of files and patterns in quotes, and no parts"
    ),
    'contents = [{ title = "A", contents = [{ title = "B", contents = ["mot.md"] }] }]': (
        "5:1: error: 'contents': the contents of the part 'A' are a list of files and patterns in quotes, and no parts"
    ),
    "front = []": "5:1: error: 'front': there is nothing in the list; fill it, or take the key out",
    '[page]\ntrim = "99999999999999999999mm x 200mm"': (
        "6:1: error: 'trim': a page of 99999999999999999999mm x 200mm cannot be set; "
        "each side may measure 50 mm to 1000 mm"
    ),
    '[page]\nbleed = "-3mm"': (
        "6:1: error: 'bleed': '-3mm' is not a length; write a number with mm, cm, in or pt, such as 3mm"
    ),
    "[bulletin]\ncolumns = 99999999999999999999": (
        "6:1: error: 'columns': a bulletin is set in 2 or 3 columns, not in 99999999999999999999"
    ),
    "[bulletin]\nprint_run = 99999999999": "6:1: error: 'print_run': 99,999,999,999 copies cannot be printed",
    '[bulletin]\nnameplate = ""': "6:1: error: 'nameplate': no file can be called ''",
    '[imprint]\nisbn = "978-604-70-1234-4"': (
        "6:1: error: 'isbn': '978-604-70-1234-4' has a wrong check digit; after 978604701234 follows 3"
    ),
}


@pytest.mark.parametrize("settings", SETTINGS)
def test_a_wrong_setting_is_told_with_its_line(site: Site, settings: str) -> None:
    site.write(settings, {"mot": "Chợ."})
    rule = "wrong-type" if "must be" in SETTINGS[settings] else "invalid-value"
    site.refuse(ExitCode.SOURCE, f"{AT}:{SETTINGS[settings]} [{rule}]")


@KINDS
@pytest.mark.parametrize(("title", "line"), [("", 1), ('title = "  "\n', 2)])
def test_a_publication_without_a_title(site: Site, kind: str, title: str, line: int) -> None:
    site.write("", {"hai": BROKEN})
    config = f'[publication]\n{title}kind = "{kind}"\ndate = 2026-01-15\n'
    (site.root / "source" / "publish.toml").write_text(config, encoding="utf-8")
    site.refuse(ExitCode.SOURCE, TOLD, f"{AT}:{line}:1: error: a {kind} needs a title [missing-title]")


# References and notes ------------------------------------------------------------------------------------------------

TEXTS = {
    "a place that is not there": ("Xem [](#dau).", "5:5: error: link to nowhere: #dau [dangling-link]"),
    "a page that is not there": ("Xem [](#dau){.page}.", "5:5: error: link to nowhere: #dau [dangling-link]"),
    "a note without call": ("Chợ.\n\n[^a]: Lời.", "7:1: error: footnote never called: [^a] [unused-footnote]"),
    "a call without note": ("Chợ[^a].", "5:4: error: footnote without text: [^a] [undefined-footnote]"),
    "a note that calls itself": (
        "Chợ[^a].\n\n[^a]: Lời[^a].",
        "7:10: error: footnote inside a footnote [nested-footnote]",
    ),
    "an id given twice": ("{#a}\nMột.\n\n{#a}\nHai.", "9:1: error: the id 'a' is given twice [duplicate-id]"),
    "a picture that no file can be": (
        f"![Chợ]({'a' * 300}.png)",
        f"5:1: error: no file can be called '{'a' * 40}' … [missing-image]",
    ),
    "a picture with a null": ("![Chợ](a%00.png)", "5:1: error: no file can be called 'a%00.png' [missing-image]"),
}


@KINDS
@pytest.mark.parametrize("case", TEXTS)
def test_a_fault_in_one_article_is_told_beside_that_in_another(site: Site, case: str, kind: str) -> None:
    text, expected = TEXTS[case]
    site.write('contents = ["mot.md", "hai.md"]', {"mot": text, "hai": BROKEN}, kind)
    site.refuse(ExitCode.SOURCE, TOLD, f"source/mot.md:{expected}")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("ba.md", "link to a file that is not in the publication: ba.md"),
        ("mot.md#dau", "link to nowhere: mot.md#dau"),
        (f"{'a' * 300}.md", f"link to a file that is not in the publication: {'a' * 300}.md"),
        ("a%00.md", "link to a file that is not in the publication: a%00.md"),
    ],
)
def test_a_reference_to_nowhere_in_another_chapter(site: Site, target: str, message: str) -> None:
    site.write('contents = ["mot.md", "hai.md"]', {"mot": f"Xem [x]({target}).", "hai": BROKEN})
    site.refuse(ExitCode.SOURCE, TOLD, f"source/mot.md:5:5: error: {message} [dangling-link]")


def test_articles_of_a_bulletin_refer_to_no_other(site: Site) -> None:
    site.write('contents = ["mot.md", "hai.md"]', {"mot": "[](hai.md#a){.page}", "hai": f"{{#a}}\n{WORDS}"}, "bulletin")
    site.refuse(ExitCode.SOURCE, "source/mot.md:5:1: error: link to another article: hai.md#a [link-outside]")


def test_entries_of_the_index_that_send_to_each_other_lead_nowhere(site: Site) -> None:
    text = '[]{index="chợ" see="phiên"}Chợ. []{index="phiên" see="chợ"}'
    site.write('contents = ["mot.md", "hai.md"]', {"mot": text, "hai": BROKEN})
    result = site.run("build", "--diagnostics", "short", "-q")
    found = [re.sub(r".*has no (entry '.*').*", r"\1", line) for line in result.stderr.splitlines()[:-1]]
    assert (ExitCode.SOURCE, [TOLD, "entry 'phiên'", "entry 'chợ'"]) == (result.exit_code, found)


def test_one_id_in_two_files_leads_to_the_place_in_its_own(site: Site) -> None:
    texts = {
        "mot": f"Ở đây [](#a){{.page}}, đằng kia [](hai.md#a){{.page}}.\n\n{{#a}}\n{WORDS}",
        "hai": f"{WORDS * 60}\n\n{WORDS * 60}\n\n{{#a}}\nĐích. Ở đây [](#a){{.page}}.",
    }
    site.write('contents = ["mot.md", "hai.md"]\n[page]\npaper = "A5"', texts)
    assert 0 == site.run("pdf").exit_code
    pages = site.pages()
    (goal,) = [number for number, page in enumerate(pages) if "Đích. Ở đây" in page]
    first = next(number for number, page in enumerate(pages) if "Ở đây trang 1, đằng kia" in page)
    folio = goal - first + 1
    assert folio > 2
    assert f"Ở đây trang 1, đằng kia trang {folio}." in pages[first]
    assert f"Đích. Ở đây trang {folio}." in pages[goal]


def test_the_words_of_a_page_reference_are_linted(site: Site) -> None:
    site.write("", {"mot": "Xem [cuả tr.](#x){.page}.\n\n{#x}\nChợ."})
    lines = site.run("lint", "--format", "short").stdout.splitlines()
    assert ["source/mot.md:5:6: error: "] == [line.partition("“")[0] for line in lines]
    assert 0 == site.run("lint", "--fix").exit_code
    assert "Xem [của tr.](#x){.page}." in (site.root / "source" / "mot.md").read_text(encoding="utf-8")


# Bibliography and cover ----------------------------------------------------------------------------------------------

WORKS = {
    "missing": ('file = "khac.bib"', f"{AT}:6:1: error: no such bibliography: khac.bib [missing-bibliography]", 3),
    "outside": ('file = "../../works.bib"', f"{AT}:6:1: error: outside the project: ../../works.bib", 3),
    "absolute": ('file = "/etc/passwd"', f"{AT}:6:1: error: outside the project: /etc/passwd", 3),
    "broken": ('file = "broken.bib"', "source/broken.bib:1:1: error: ", 3),
    "not json": ('file = "broken.json"', "source/broken.json:", 3),
    "broken style": ('file = "works.bib"\nstyle = "hong"', "styles/hong.csl: error: the style cannot be used: ", 5),
    "no style": ('file = "works.bib"\nstyle = "khong"', "", 4),
    "folder": ('file = "tranh"', f"{AT}:6:1: error: tranh cannot be read: is a directory", 3),
}


@pytest.mark.parametrize("case", WORKS)
def test_a_bibliography_that_cannot_be_used(site: Site, case: str) -> None:
    pytest.importorskip("citeproc")
    settings, expected, code = WORKS[case]
    site.write(f"[bibliography]\n{settings}", {"mot": "Chợ [@chau].", "hai": BROKEN if code == 3 else "Núi."})
    source = site.root / "source"
    (source / "works.bib").write_text("@book{chau, title = {Chợ}, author = {Châu}, year = 1987}\n", encoding="utf-8")
    (source / "broken.bib").write_text("@book{chau, title = {Chợ\n", encoding="utf-8")
    (source / "broken.json").write_text('[{"id": "chau",', encoding="utf-8")
    (source / "tranh").mkdir()
    (site.root / "styles").mkdir()
    (site.root / "styles" / "hong.csl").write_text("<style><citation></style>", encoding="utf-8")
    result = site.run("build", "--diagnostics", "short", "-q")
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    lines = result.stderr.splitlines()
    assert code == result.exit_code, lines
    assert [line for line in lines if line.startswith(expected)], lines
    assert code != 3 or TOLD in lines
    assert b"earlier" == (site.root / "dist" / "cho.pdf").read_bytes()


@pytest.mark.parametrize(
    ("kind", "setting", "message"),
    [
        ("book", '[cover]\nimage = "khong.jpg"', "picture not found: khong.jpg [missing-image]"),
        ("book", '[cover]\nimage = "hong.png"', "picture cannot be used: hong.png: damaged or unreadable: "),
        ("book", '[cover]\nimage = "/etc/passwd"', "picture outside the project: passwd [image-outside-project]"),
        ("bulletin", '[bulletin]\nnameplate = "khong.jpg"', "picture not found: khong.jpg [missing-image]"),
        ("bulletin", '[bulletin]\nnameplate = "hong.png"', "picture cannot be used: hong.png: damaged or unreadable: "),
        ("bulletin", '[bulletin]\nnameplate = "/etc/passwd"', "picture outside the project: passwd"),
    ],
)
def test_a_picture_of_the_publication_that_cannot_be_used(site: Site, kind: str, setting: str, message: str) -> None:
    site.write(setting, {"mot": "Chợ.", "hai": "![Núi](khong.png)"}, kind)
    whole = site.root / "source" / "anh.png"
    Image.effect_noise((300, 300), 50).save(whole)
    (whole.parent / "hong.png").write_bytes(whole.read_bytes()[:2000])
    result = site.run("build", "--diagnostics", "short", "-q")
    told, other, _ = sorted(result.stderr.splitlines(), reverse=True, key=lambda line: line.startswith(AT))
    assert (ExitCode.ASSET, True) == (result.exit_code, told.startswith(f"{AT}:6:1: error: {message}")), told
    assert other == "source/hai.md:5:1: error: picture not found: khong.png [missing-image]"
    assert b"earlier" == (site.root / "dist" / "cho.pdf").read_bytes()
