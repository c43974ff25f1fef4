"""`publish check` of finished files: ours, those of others, what is neither, folders of them, and the reports."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from publish.base.diagnostics import ExitCode
from publish.preflight import validators
from publish.preflight.report import inspection
from publish.preflight.report.inspection import InspectionOrder
from tests.support import faults, flawless
from tests.support.finished import FIGURE, WORDS, blank_pdf, build_article, copy_of, spoil

pytestmark = pytest.mark.slow

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_article(tmp_path_factory.mktemp("made"))


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No validator of others is there, which saves their time."""
    monkeypatch.setattr(inspection, "find_validators", lambda: ())


def entries(result: Result) -> list[dict[str, object]]:
    return list(json.loads(result.stdout)["files"])


def findings(result: Result) -> list[dict[str, object]]:
    return [found for file in json.loads(result.stdout)["files"] for found in file["findings"]]


# Whom a file is judged for -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("bai.pdf", [], "screen"),
        ("bai-press.pdf", [], "vn-offset"),
        ("bai.pdf", ["--for", "vn-offset"], "vn-offset"),
        ("bai-press.pdf", ["--for", "screen"], "screen"),
        ("bai-press.pdf", ["--for", "digital"], "digital"),
    ],
)
def test_a_file_is_judged_for_what_it_says_it_is(
    made: Path, run: Run, name: str, options: list[str], expected: str
) -> None:
    result = run("check", made / name, "--format", "json", *options)
    assert expected == entries(result)[0]["judged_for"]


@pytest.mark.usefixtures("alone")
def test_a_project_names_the_printer(made: Path, tmp_path: Path, run: Run) -> None:
    dist = copy_of(made, tmp_path / "copy")
    with (dist.parent / "source" / "publish.toml").open("a", encoding="utf-8") as stream:
        stream.write('\n[press]\nprinter = "digital"\n')
    assert "digital" == entries(run("check", dist / "bai-press.pdf", "--format", "json"))[0]["judged_for"]


@pytest.mark.usefixtures("alone")
def test_the_pdf_of_another_is_judged_for_the_default_printer(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.pdf").write_bytes(blank_pdf(2, b"Text"))
    result = run("check", tmp_path / "a.pdf", "--format", "json")
    assert (ExitCode.CONFORMANCE, "vn-offset") == (result.exit_code, entries(result)[0]["judged_for"])
    assert all(found["source"] is None for found in findings(result))


def test_an_unknown_printer_is_wrong_usage(made: Path, run: Run) -> None:
    result = run("check", made / "bai.pdf", "--for", "vn-ofset")
    assert ExitCode.USAGE == result.exit_code
    assert "choose from screen, " in result.stderr


# What is no file, or no PDF ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["khong.pdf", "khong.epub", "x" * 300 + ".pdf"])
def test_a_file_that_is_not_there_is_an_error_of_the_source(tmp_path: Path, run: Run, name: str) -> None:
    result = run("check", tmp_path / name)
    assert ExitCode.SOURCE == result.exit_code
    assert "[missing-source]" in result.stderr


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.pdf", b"", "no-pdf"),
        ("a.pdf", b"PK\3\4", "no-pdf"),
        ("a.PDF", b"\0" * 5000, "no-pdf"),
        ("a.bin", b"\xff\xfe", "no-pdf"),
        ("a.epub", b"%PDF-1.7", "no-epub"),
        ("a.epub", b"", "no-epub"),
    ],
)
def test_what_is_neither_pdf_nor_epub_is_a_finding(
    tmp_path: Path, run: Run, name: str, content: bytes, rule: str
) -> None:
    (tmp_path / name).write_bytes(content)
    result = run("check", tmp_path / name, "--format", "json")
    assert (ExitCode.CONFORMANCE, [rule]) == (result.exit_code, [found["rule"] for found in findings(result)])


@pytest.mark.usefixtures("alone")
def test_a_pdf_by_another_name_is_known_by_its_first_bytes(tmp_path: Path, run: Run) -> None:
    (tmp_path / "order.bin").write_bytes(b"\n" * 100 + blank_pdf())
    (tmp_path / "order").write_bytes(blank_pdf())
    result = run("check", tmp_path / "order.bin", tmp_path / "order", "--format", "json")
    assert [("pdf", "vn-offset")] * 2 == [(file["kind"], file["judged_for"]) for file in entries(result)]


def test_articles_are_not_checked_among_finished_files(made: Path, run: Run) -> None:
    assert ExitCode.USAGE == run("check", made / "bai.pdf", made.parent / "source" / "bai.md").exit_code
    assert ExitCode.USAGE == run("check", made.parent / "source" / "bai.md", "--format", "json").exit_code


# Folders -------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("alone")
def test_a_folder_of_any_files_is_checked_to_the_end(made: Path, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "đơn hàng" / "sâu"
    folder.mkdir(parents=True)
    good = (made / "bai-press.pdf").read_bytes()
    for number in range(12):
        cut = good[: len(good) * number // 12]
        (folder / f"cut-{number}.pdf").write_bytes(cut)
        (folder / f"noise-{number}.pdf").write_bytes(b"%PDF-1.4\n" + os.urandom(2000))
        (folder / f"noise-{number}.epub").write_bytes(b"PK\3\4" + os.urandom(2000))
    (folder / "good.pdf").write_bytes(good)
    (folder / "link.pdf").symlink_to(folder / "nowhere.pdf")
    (folder / "folder.pdf").mkdir()
    os.mkfifo(folder / "pipe.pdf")
    result = run("check", tmp_path / "đơn hàng", "--format", "json")
    assert ExitCode.CONFORMANCE == result.exit_code
    rules = {Path(str(file["file"])).name: {found["rule"] for found in file["findings"]} for file in entries(result)}
    assert 12 * 3 + 3 == len(rules)
    assert {"unreadable-file"} == rules["pipe.pdf"] | rules["link.pdf"]
    assert "check-failed" not in set().union(*rules.values())
    assert not rules["good.pdf"] & {"no-pdf", "damaged-pdf"}


def exhaust(file: Path, order: InspectionOrder) -> inspection.Inspection:
    """Stand in for the check of a file that takes all there is."""
    if "slow" in file.name:
        time.sleep(60)
    if "busy" in file.name:
        while True:
            pass
    if "large" in file.name:
        bytearray(inspection.MEMORY_BYTES * 2)
    if "odd" in file.name:
        raise ZeroDivisionError("odd")
    return inspection.Inspection(file, "pdf", "vn-offset", ())


@pytest.mark.usefixtures("alone")
def test_a_file_that_comes_to_its_limits_is_a_finding_and_the_others_go_on(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspection, "WALL_SECONDS", 2)
    monkeypatch.setattr(inspection, "CPU_SECONDS", 0)
    monkeypatch.setattr(inspection, "inspect_file", exhaust)
    for name in ("a", "busy", "large", "odd", "slow", "z"):
        (tmp_path / f"{name}.pdf").write_bytes(b"%PDF-")
    result = run("check", tmp_path, "--format", "json", "--jobs", "2")
    found = {Path(str(file["file"])).stem: [one["rule"] for one in file["findings"]] for file in entries(result)}
    limit = ["check-limit"]
    assert {"a": [], "busy": limit, "large": limit, "odd": ["check-failed"], "slow": limit, "z": []} == found


@pytest.mark.usefixtures("alone")
def test_the_summary_counts_the_files(tmp_path: Path, run: Run) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.pdf").write_bytes(b"")
    result = run("check", tmp_path)
    assert "2 files checked, 2 with errors\n" == result.stdout
    assert 2 == result.stderr.count("[no-pdf]")


# Our own files -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("alone")
def test_findings_in_our_own_pdf_name_the_source_line(made: Path, run: Run) -> None:
    result = run("check", made / "bai.pdf", "--for", "vn-offset", "--format", "json")
    sources = [found["source"] for found in findings(result) if found.get("place")]
    assert {"bai.md", "publish.toml"} >= {Path(source["file"]).name for source in sources}
    pictures = [found for found in findings(result) if "image" in str(found["rule"]) and found["place"]]
    assert pictures and {FIGURE} == {found["source"]["line"] for found in pictures}
    assert WORDS in [source["line"] for source in sources]
    assert all(str(found["message"]).startswith(f"page {found['page']}") for found in pictures)


@pytest.mark.usefixtures("alone")
def test_the_text_names_line_page_and_place(made: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made.parent)
    result = run("check", "dist/bai.pdf", "--for", "vn-offset", "--diagnostics", "short")
    assert any(line.startswith(f"source/bai.md:{FIGURE}:1: error: page 1: ") for line in result.stderr.splitlines())
    assert " mm) [" in result.stderr


def test_a_seeded_fault_in_an_epub_is_named_by_all_at_its_line(
    made: Path, tmp_path: Path, run: Run, judges: object
) -> None:
    dist = copy_of(made, tmp_path / "copy")
    book = dist / "bai.epub"
    book.write_bytes(spoil(book.read_bytes(), {"EPUB/article.xhtml": lambda text: drop_alt(text, "mai-nha.png")}))
    for arguments in ([book], [dist.parent / "source" / "bai.md"]):
        result = run("check", *arguments, "--diagnostics", "short")
        lines = [line for line in result.stderr.splitlines() if f"source/bai.md:{FIGURE}:1: error" in line]
        assert ExitCode.CONFORMANCE == result.exit_code
        assert [line for line in lines if "[ace-image-alt]" in line]
    assert run("check", book, "--format", "json").stdout.count('"missing-alt"') == 1


def drop_alt(text: str, name: str) -> str:
    start = text.rindex("<img", 0, text.index(name))
    tag = text[start : text.index(">", start)]
    attribute = tag[tag.index(' alt="') : tag.index('"', tag.index(' alt="') + 6) + 1]
    return text.replace(tag, tag.replace(attribute, ""), 1)


def test_our_own_files_are_accepted_by_all(made: Path, run: Run, judges: object) -> None:
    result = run("check", made / "bai.epub", made / "bai.pdf", "--format", "json")
    assert ["epubcheck", "ace", "verapdf"] == json.loads(result.stdout)["asked"]
    assert [] == [found for found in findings(result) if found["severity"] == "error"]


def test_what_is_not_installed_is_named(made: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = [
        validators.Validator(v.name, v.suffix, lambda: "install it from somewhere", v.judge)
        for v in validators.find_validators()
    ]
    monkeypatch.setattr(inspection, "find_validators", lambda: gone)
    result = run("check", made / "bai.epub")
    assert "not checked by epubcheck: install it from somewhere\n" in result.stderr
    assert ExitCode.WRITTEN == result.exit_code


# Reports -------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("format_", ["text", "json", "sarif", "html"])
def test_reports_are_the_same_each_time_and_go_where_they_are_told(
    made: Path, tmp_path: Path, run: Run, format_: str
) -> None:
    texts = []
    for number in range(2):
        target = tmp_path / f"{number}.{format_}"
        result = run("check", made / "bai.pdf", "--for", "vn-offset", "--format", format_, "-o", target)
        assert ExitCode.CONFORMANCE == result.exit_code
        assert str(target) in result.stdout
        texts.append(target.read_bytes())
    assert texts[0] == texts[1] != b""


@pytest.mark.usefixtures("alone")
def test_sarif_names_source_and_finished_file(made: Path, run: Run) -> None:
    log = json.loads(run("check", made / "bai.pdf", "--for", "vn-offset", "--format", "sarif").stdout)
    (only,) = log["runs"]
    rules = [rule["id"] for rule in only["tool"]["driver"]["rules"]]
    assert "2.1.0" == log["version"]
    assert sorted(set(rules)) == rules
    for result in only["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
    traced = [result for result in only["results"] if "relatedLocations" in result]
    assert traced
    for result in traced:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].endswith(("source/bai.md", "source/publish.toml"))
        assert place["region"]["startLine"] >= 1
        related = result["relatedLocations"][0]["physicalLocation"]
        assert related["artifactLocation"]["uri"].endswith("dist/bai.pdf")


@pytest.mark.usefixtures("alone")
def test_the_page_of_html_shows_each_place_and_needs_nothing_else(made: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "report.html"
    run("check", made / "bai.pdf", "--for", "vn-offset", "-o", target)
    page = target.read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert 'src="data:image/png;base64,' in page
    assert 1 == page.count("<figure>")
    assert page.count('<div class="box ') >= 3
    assert "prefers-color-scheme: dark" in page and "@media print" in page
    assert "source/bai.md:" in page and "http" not in page.replace("https://example.org/", "")


@pytest.mark.usefixtures("alone")
def test_what_files_say_is_escaped_in_html(tmp_path: Path, run: Run) -> None:
    name = "<script>alert(1)<script>.pdf"
    (tmp_path / name).write_bytes(b"")
    page = run("check", tmp_path / name, "--format", "html").stdout
    assert "<script>" not in page and "&lt;script&gt;" in page


@pytest.mark.usefixtures("alone")
def test_ink_is_told_page_by_page(made: Path, run: Run) -> None:
    result = run("check", made / "bai-press.pdf", "--format", "json")
    (file,) = entries(result)
    ink = file["ink"]
    assert isinstance(ink, list) and isinstance(file["pages"], list)
    assert len(file["pages"]) == len(ink) and {"page", "percent", "place"} == set(ink[0])
    assert "% ink at " in run("check", made / "bai-press.pdf", "-v").stderr


@pytest.mark.usefixtures("alone")
def test_a_warning_counts_with_strict(tmp_path: Path, run: Run) -> None:
    pdf, path = flawless.build_print(), tmp_path / "a.pdf"
    faults.draw(pdf, flawless.placed("Pic", 20, 80, 100, 68))
    path.write_bytes(flawless.saved(pdf))
    assert 0 == run("check", path).exit_code
    assert ExitCode.CONFORMANCE == run("check", path, "--strict").exit_code


@pytest.mark.usefixtures("alone")
def test_a_project_that_cannot_be_read_does_not_keep_its_files_from_being_checked(
    made: Path, tmp_path: Path, run: Run
) -> None:
    dist = copy_of(made, tmp_path / "copy")
    (dist.parent / "source" / "publish.toml").write_text("[[[", encoding="utf-8")
    assert "screen" == entries(run("check", dist / "bai.pdf", "--format", "json"))[0]["judged_for"]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("format_", ["text", "json", "sarif", "html"])
def test_a_name_may_be_any_bytes(tmp_path: Path, run: Run, format_: str) -> None:
    (tmp_path / os.fsdecode(b"\xff\n\xe1.pdf")).write_bytes(b"")
    result = run("check", tmp_path, "--format", format_)
    assert ExitCode.CONFORMANCE == result.exit_code
    assert "no-pdf" in result.output


@pytest.mark.usefixtures("alone")
def test_a_folder_of_the_project_is_still_its_articles(made: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.build.dist_check.check_outputs", lambda jobs, report: pytest.fail("reached"))
    for folder in (made.parent, made.parent / "source", made.parent / "source" / "figures"):
        with pytest.raises(pytest.fail.Exception):
            run("check", folder)
