"""What validators say becomes our findings; the real ones run over tiny files, where they are installed."""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from ebooklib import epub

from publish.base.diagnostics import OutputError, Severity, error, warning
from publish.base.diagnostics import Position as At
from publish.base.extras import install_extra
from publish.preflight import validators
from publish.preflight.validators import (
    Validator,
    find_validators,
    read_ace,
    read_epubcheck,
    read_qpdf,
    read_verapdf,
    validate,
)
from tests.support import faults, flawless

EPUB = Path("dist/a.epub")
PDF = Path("dist/a.pdf")

Need = Callable[[str], Validator]


def epubcheck_message(**facts: Any) -> dict[str, Any]:
    place = {"url": {"opaque": False}, "path": "EPUB/a.xhtml", "line": 7, "column": 40, "context": None}
    plain = {"ID": "RSC-007", "severity": "ERROR", "message": "Not found.", "locations": [place], "suggestion": None}
    return plain | facts


def epubcheck_report(*messages: dict[str, Any]) -> str:
    return json.dumps({"messages": list(messages), "checker": {"nError": len(messages)}})


def test_epubcheck_says_where_in_the_book() -> None:
    found = read_epubcheck(epubcheck_report(epubcheck_message(suggestion="Add it.")), EPUB)
    assert found == [error(At(EPUB), "EPUB/a.xhtml:7:40: Not found", "epubcheck-rsc-007", "Add it")]


def test_epubcheck_without_a_line_names_the_file_alone() -> None:
    place = {"path": "EPUB/a.xhtml", "line": -1, "column": -1}
    (found,) = read_epubcheck(epubcheck_report(epubcheck_message(locations=[place])), EPUB)
    assert found.message == "EPUB/a.xhtml: Not found"


def test_epubcheck_without_a_place_is_about_the_book() -> None:
    (found,) = read_epubcheck(epubcheck_report(epubcheck_message(locations=[])), EPUB)
    assert found.message == "Not found"


def test_epubcheck_tells_each_place_of_a_message() -> None:
    places = [{"path": f"{name}.xhtml", "line": 1, "column": 2} for name in "ab"]
    found = read_epubcheck(epubcheck_report(epubcheck_message(locations=places)), EPUB)
    assert [d.message for d in found] == ["a.xhtml:1:2: Not found", "b.xhtml:1:2: Not found"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("FATAL", [Severity.ERROR]),
        ("ERROR", [Severity.ERROR]),
        ("WARNING", [Severity.WARNING]),
        ("INFO", []),
        ("USAGE", []),
    ],
)
def test_epubcheck_severities(name: str, expected: list[Severity]) -> None:
    found = read_epubcheck(epubcheck_report(epubcheck_message(severity=name)), EPUB)
    assert [d.severity for d in found] == expected


def ace_report(impact: str = "serious", **result: str) -> str:
    entry = {
        "earl:result": {"earl:outcome": "fail", **result},
        "earl:test": {
            "earl:impact": impact,
            "dct:title": "image-alt",
            "dct:description": "Ensures images have text",
            "help": {"url": "http://example.org/", "dct:description": "Images must have alternative text"},
        },
    }
    page = {"earl:testSubject": {"url": "/EPUB/a.xhtml"}, "assertions": [entry]}
    return json.dumps({"earl:result": {"earl:outcome": "fail"}, "assertions": [page]})


def test_ace_says_what_and_where() -> None:
    report = ace_report(**{"dct:description": "No alt attribute\nNo title", "html": '<img src="no.png"/>'})
    message = 'EPUB/a.xhtml: No alt attribute: <img src="no.png"/>'
    assert read_ace(report, EPUB) == [error(At(EPUB), message, "ace-image-alt", "Images must have alternative text")]


def test_ace_minor_violations_are_warnings() -> None:
    (found,) = read_ace(ace_report("moderate"), EPUB)
    assert (found.severity, found.message) == (Severity.WARNING, "EPUB/a.xhtml: Ensures images have text")


def verapdf_failure(**facts: Any) -> dict[str, Any]:
    context = "root/document[0]/StructTreeRoot[0](22 0 obj PDStructTreeRoot)/K[2](30 0 obj SEFigure Figure)"
    plain = {"rule": "7.3-1", "message": "Figure has no text", "requirement": "Shall have", "context": context}
    return plain | {"count": 1} | facts


def test_verapdf_names_clause_and_object() -> None:
    found = read_verapdf(json.dumps({"compliant": False, "failures": [verapdf_failure()]}), PDF)
    assert found == [error(At(PDF), "30 0 obj: Figure has no text", "verapdf-7.3-1", "Shall have")]


def test_verapdf_counts_what_fails_often() -> None:
    (found,) = read_verapdf(json.dumps({"failures": [verapdf_failure(count=3, context="root")]}), PDF)
    assert found.message == "Figure has no text (3 times)"


def test_verapdf_that_cannot_read_a_file_gives_no_verdict() -> None:
    (found,) = read_verapdf(json.dumps({"failure": "Couldn't parse stream"}), PDF)
    assert found == error(At(PDF), "verapdf gave no verdict: Couldn't parse stream", "verapdf-failed")


def test_qpdf_tells_warnings_from_errors() -> None:
    messages = "WARNING: 0.pdf: file is damaged\nWARNING: 0.pdf (object 4 0): bad\nqpdf: 0.pdf: no trailer\n"
    assert read_qpdf(messages, PDF) == [
        warning(At(PDF), "file is damaged", "qpdf-warning"),
        warning(At(PDF), "(object 4 0): bad", "qpdf-warning"),
        error(At(PDF), "no trailer", "qpdf-error"),
    ]


def test_what_qpdf_calls_harmless_is_a_note() -> None:
    messages = "WARNING: 0.pdf (object 18 0): object has offset 0 - a common error handled correctly by qpdf and …"
    (found,) = read_qpdf(messages, PDF)
    assert (Severity.NOTE, "qpdf-note") == (found.severity, found.rule)


def test_a_file_that_every_reader_takes_has_no_warning(tmp_path: Path, need: Need) -> None:
    validator = need("qpdf")
    path = tmp_path / "a.pdf"
    path.write_bytes(faults.harmless_files()["object-at-offset-0"])
    assert [Severity.NOTE] == [found.severity for found in validate(validator, [path])]


# The real ones -------------------------------------------------------------------------------------------------------


def make_epub(folder: Path, body: str) -> Path:
    path = folder / "bản tin.epub"
    book = epub.EpubBook()
    book.set_identifier("urn:uuid:12345678-1234-4234-8234-123456789012")
    book.set_title("Bản tin")
    book.set_language("vi")
    page = epub.EpubHtml(title="Một", file_name="a.xhtml", lang="vi", content=body)
    for item in (page, epub.EpubNcx(), epub.EpubNav()):
        book.add_item(item)
    book.toc = [epub.Link("a.xhtml", "Một", "a")]
    book.spine = ["nav", page]
    epub.write_epub(path, book, {"raise_exceptions": True})
    return path


def make_pdf(folder: Path) -> Path:
    path = folder / "bản tin.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(path)
    return path


def rules(found: list[Any]) -> set[str]:
    return {diagnostic.rule for diagnostic in found}


@pytest.mark.slow
def test_epubcheck_accepts_a_good_book(need: Need, tmp_path: Path) -> None:
    assert validate(need("epubcheck"), [make_epub(tmp_path, "<h1>Một</h1>")]) == []


@pytest.mark.slow
def test_epubcheck_finds_a_missing_picture(need: Need, tmp_path: Path) -> None:
    path = make_epub(tmp_path, "<h1>Một</h1><img src='no.png' alt=''/>")
    (found,) = validate(need("epubcheck"), [path])
    assert (found.rule, found.position.file, found.severity) == ("epubcheck-rsc-007", path, Severity.ERROR)
    assert found.message.startswith("EPUB/a.xhtml:")


@pytest.mark.slow
def test_ace_finds_a_picture_without_text(need: Need, tmp_path: Path) -> None:
    found = validate(need("ace"), [make_epub(tmp_path, "<h1>Một</h1><img src='no.png'/>")])
    assert "ace-image-alt" in rules(found)


@pytest.mark.slow
def test_verapdf_finds_an_untagged_page_in_each_file(need: Need, tmp_path: Path) -> None:
    path = make_pdf(tmp_path)
    found = validate(need("verapdf"), [path, path])
    assert {"verapdf-6.2-1", "verapdf-7.1-8", "verapdf-7.1-11"} <= rules(found)
    assert [d.rule for d in found].count("verapdf-6.2-1") == 2


def test_qpdf_accepts_a_good_file_and_finds_a_damaged_one(need: Need, tmp_path: Path) -> None:
    path = make_pdf(tmp_path)
    assert validate(need("qpdf"), [path]) == []
    path.write_bytes(path.read_bytes()[:-100])
    assert rules(validate(need("qpdf"), [path])) & {"qpdf-warning", "qpdf-error"}


@pytest.mark.slow
def test_verapdf_knows_a_file_for_the_press_and_what_is_wrong_with_it(need: Need, tmp_path: Path) -> None:
    paths = [tmp_path / "good.pdf", tmp_path / "bad.pdf"]
    paths[0].write_bytes(flawless.clean_print())
    pdf = flawless.build_print()
    faults.unembedded(pdf)
    paths[1].write_bytes(flawless.saved(pdf))
    assert [True, False] == [validate(need("verapdf"), [path]) == [] for path in paths]


@pytest.mark.parametrize("name", ["epubcheck", "ace", "verapdf", "qpdf"])
def test_what_is_no_book_at_all_is_an_error(need: Need, tmp_path: Path, name: str) -> None:
    validator = need(name)
    path = tmp_path / f"a{validator.suffix}"
    path.write_bytes(b"rubbish")
    found = validate(validator, [path])
    assert Severity.ERROR in {d.severity for d in found}


# When they break -----------------------------------------------------------------------------------------------------


def test_a_file_that_is_gone_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot read the file: no such file"):
        validate(find_validators()[3], [tmp_path / "gone.pdf"])


@pytest.mark.skipif(sys.platform == "win32", reason="stands in with a shell script")
class TestBroken:
    """Programs of the same name that misbehave stand in for the real ones."""

    @pytest.fixture(autouse=True)
    def put_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        monkeypatch.setenv("PUBLISH_ACE", str(tmp_path / "ace-cli"))

    def program(self, folder: Path, name: str, script: str) -> None:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    @pytest.mark.parametrize(
        ("name", "program"), [("epubcheck", "java"), ("ace", "ace-cli"), ("verapdf", "java"), ("qpdf", "qpdf")]
    )
    def test_one_that_dies_is_a_finding(self, tmp_path: Path, name: str, program: str) -> None:
        self.program(tmp_path, program, "echo Out of memory. >&1; exit 9")
        validator = next(v for v in find_validators() if v.name == name)
        path = make_pdf(tmp_path).rename(tmp_path / f"a{validator.suffix}")
        message = f"{name} gave no verdict: it ended with code 9: Out of memory"
        assert validate(validator, [path]) == [error(At(path), message, f"{name}-failed")]

    def test_one_that_hangs_is_ended_with_its_children(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(validators, "TIMEOUT_SECONDS", 0.3)
        sleep = f"'{sys.executable}' -c 'import time; time.sleep(60)'"
        self.program(tmp_path, "qpdf", f"{sleep} & {sleep}")
        path = make_pdf(tmp_path)
        begin = time.monotonic()
        (found,) = validate(find_validators()[3], [path])
        assert (found.rule, time.monotonic() - begin < 10) == ("qpdf-failed", True)
        assert "no answer within" in found.message


def test_each_names_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("PUBLISH_ACE", "PUPPETEER_EXECUTABLE_PATH"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(validators, "_find_jar", lambda package, jar: tmp_path / jar)
    missing = {validator.name: validator.missing() for validator in find_validators()}
    assert install_extra("check") in missing["epubcheck"]
    assert install_extra("check") in missing["verapdf"]
    assert "@daisy/ace-cli" in missing["ace"]
    assert "qpdf" in missing["qpdf"]
