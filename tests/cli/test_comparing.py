"""`publish compare`: what it prints, its codes, its reports, and what it does with what cannot be compared."""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import Result

from publish.base.diagnostics import ExitCode
from tests.support.plain_epubs import epub
from tests.support.plain_pdfs import Picture, pdf, prose
from tests.support.web_judges import ask_axe, ask_nu

DARK = ("--force-dark-mode", "--blink-settings=preferredColorScheme=0")
PHONE = ("--window-size=500,900",)
Run = Callable[..., Result]
PAGES = [prose(number, 126) for number in range(3)]
CHANGED = PAGES[1].replace(PAGES[1].split()[5], "another")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("old.pdf").write_bytes(pdf(*PAGES))
    Path("new.pdf").write_bytes(pdf(PAGES[0], CHANGED, prose(70, 126), Picture(), PAGES[2]))
    Path("old.epub").write_bytes(epub({"one": f"<h1>First</h1><p>{PAGES[0]}</p>"}))
    Path("new.epub").write_bytes(epub({"one": f"<h1>First</h1><p>{PAGES[0]} More.</p>"}))
    return tmp_path


def test_each_page_that_differs_is_a_line_and_the_code_says_that_something_does(files: Path, run: Run) -> None:
    result = run("compare", "old.pdf", "new.pdf", "--lang", "en")
    word = PAGES[1].split()[5]
    first = f"page 2: changed: “{word}” → “another”"
    assert (ExitCode.DIFFERENT, first) == (result.exit_code, result.stdout.splitlines()[0])
    assert 4 == len(result.stdout.splitlines())


def test_nothing_is_printed_where_nothing_differs(files: Path, run: Run) -> None:
    result = run("compare", "old.pdf", "old.pdf", "--lang", "en")
    assert (ExitCode.WRITTEN, "") == (result.exit_code, result.stdout)
    assert "the two files say and show the same" in result.stderr


def test_it_speaks_vietnamese(files: Path, run: Run) -> None:
    assert "trang 2: đã đổi" in run("compare", "old.pdf", "new.pdf", "--lang", "vi").stdout
    assert "chương 1 “First”: đã đổi: + “More.”" in run("compare", "old.epub", "new.epub", "--lang", "vi").stdout


@pytest.mark.parametrize("kind", ["pdf", "epub"])
def test_the_report_needs_nothing_else_and_is_the_same_each_time(files: Path, run: Run, kind: str) -> None:
    command = ("compare", f"old.{kind}", f"new.{kind}", "--lang", "vi", "-o")
    assert [8, 8] == [run(*command, name).exit_code for name in ("a.html", "b.html")]
    report = Path("a.html").read_text(encoding="utf-8")
    assert Path("b.html").read_bytes() == Path("a.html").read_bytes()
    assert 'lang="vi"' in report and "<script" not in report
    assert [] == re.findall(r"(?:src|href)=\"(?!#|data:)[^\"]*", report)
    assert [] == re.findall(r"<img(?![^>]*alt=\"[^\"]+)[^>]*>", report)
    assert report.count("<table") == report.count("<thead")
    ids = re.findall(r" id=\"([^\"]+)", report)
    assert len(ids) == len(set(ids)) and set(re.findall(r"href=\"#([^\"]+)", report)) <= set(ids)


def test_a_machine_is_told_all(files: Path, run: Run) -> None:
    found = json.loads(run("compare", "old.pdf", "new.pdf", "--format", "json").stdout)
    assert (False, "pdf", 3, 5) == (found["same"], found["kind"], found["old"]["pages"], found["new"]["pages"])
    assert ["changed", "added", "changed", "added"] == [page["fate"] for page in found["differences"]]
    (word,) = found["differences"][0]["words"]
    assert "another" == word["new"]
    assert {"x_mm", "y_mm", "width_mm", "height_mm"} == word["new_boxes"][0].keys()


def test_a_folder_gets_the_report(files: Path, run: Run) -> None:
    assert ExitCode.DIFFERENT == run("compare", "old.pdf", "new.pdf", "-o", "reports/").exit_code
    assert Path("reports/compare.html").is_file()


def test_the_report_is_not_written_over_what_it_compares(files: Path, run: Run) -> None:
    before = Path("new.pdf").read_bytes()
    result = run("compare", "old.pdf", "new.pdf", "--format", "html", "-o", "new.pdf")
    assert (ExitCode.ABORTED, before) == (result.exit_code, Path("new.pdf").read_bytes())


def bomb() -> bytes:
    """A PDF with an object stream that unpacks to more than is read."""
    packed = zlib.compress(b"\0" * (80 << 20))
    return b"%%PDF-1.7\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (
        len(packed),
        packed,
    )


def closed() -> bytes:
    """A PDF that opens with a password alone."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(*PAGES))) as opened:
        opened.save(stream, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "no-pdf"),
        (b"a text\n", "no-pdf"),
        (b"%PDF-1.7\nbroken", "damaged-pdf"),
        (pdf(*PAGES)[:900], "damaged-pdf"),
        (bomb(), "too-large"),
        (closed(), "encrypted"),
    ],
    ids=["empty", "text", "broken", "cut", "bomb", "encrypted"],
)
@pytest.mark.parametrize("order", [1, -1])
def test_what_cannot_be_read_ends_in_an_error_with_its_name(
    files: Path, run: Run, content: bytes, rule: str, order: int
) -> None:
    Path("bad.pdf").write_bytes(content)
    result = run("compare", *["old.pdf", "bad.pdf"][::order], "--diagnostics", "short")
    assert (ExitCode.SOURCE, "") == (result.exit_code, result.stdout)
    assert re.search(rf"^bad\.pdf: error: .* \[{rule}\]$", result.stderr, re.MULTILINE), result.stderr


def test_what_is_not_there_or_not_alike_is_told(files: Path, run: Run) -> None:
    for names, rule in ((("old.pdf", "none.pdf"), "unreadable-file"), (("old.pdf", "new.epub"), "unlike-files")):
        result = run("compare", *names)
        assert ExitCode.SOURCE == result.exit_code and f"[{rule}]" in result.stderr and names[1] in result.stderr
    Path("a.txt").write_text("a text", encoding="utf-8")
    assert "[no-finished-file]" in run("compare", "old.pdf", "a.txt").stderr
    assert "[unreadable-file]" in run("compare", "old.pdf", ".").stderr


def test_letters_that_no_terminal_shows_stay_where_they_are(files: Path, run: Run) -> None:
    Path("odd.epub").write_bytes(epub({"one": f"<h1>First\u202e</h1><p>{PAGES[0]} \u009b31m</p>"}))
    told = run("compare", "old.epub", "odd.epub").stdout
    assert told and "\u202e" not in told and "\u009b" not in told


def test_a_page_that_cannot_be_read_whole_brings_nothing_down(files: Path, run: Run) -> None:
    with pikepdf.open("old.pdf") as spoilt:
        spoilt.pages[1].Contents = spoilt.make_stream(b"BT /F 9 Tf ( never closed << q q q 1 0 0")
        spoilt.save("spoilt.pdf")
    result = run("compare", "old.pdf", "spoilt.pdf", "--lang", "en")
    assert ExitCode.DIFFERENT == result.exit_code and "page 2" in result.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "options"), [("pdf", ()), ("pdf", DARK), ("epub", PHONE)])
def test_outside_judges_find_nothing_in_the_report(files: Path, run: Run, kind: str, options: tuple[str, ...]) -> None:
    run("compare", f"old.{kind}", f"new.{kind}", "--lang", "vi", "-o", "a.html")
    assert [] == ask_axe(Path("a.html"), *options)
    if options != DARK:
        assert [] == ask_nu([Path("a.html")])
