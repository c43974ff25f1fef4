"""Our own rules for EPUBs: each finds its fault, none finds one in a good book; whatever the bytes are, they answer."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from publish.base.diagnostics import Severity
from publish.preflight import epub
from publish.preflight.epub import judge_epub
from tests.support.finished import build_article, replacing, spoil

FILE = Path("sach.epub")
OPF, PAGE, NAV = "EPUB/content.opf", "EPUB/article.xhtml", "EPUB/nav.xhtml"

Change = Callable[[str], str] | None


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return (build_article(tmp_path_factory.mktemp("good")) / "bai.epub").read_bytes()


def rules(content: bytes) -> list[str]:
    return [found.rule for found in judge_epub(content, FILE)]


def test_our_own_book_is_good(good: bytes) -> None:
    assert judge_epub(good, FILE) == ()


def without(pattern: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, "", text, flags=re.S)


FAULTS: list[tuple[str, Mapping[str, Change]]] = [
    ("mimetype", {"mimetype": replacing("epub", "ebup")}),
    ("mimetype", {"mimetype": None}),
    ("no-container", {"META-INF/container.xml": None}),
    ("no-package", {OPF: None}),
    ("no-package", {"META-INF/container.xml": replacing("content.opf", "inhalt.opf")}),
    ("malformed-xml", {PAGE: replacing("</p>", "</q>")}),
    ("entities", {PAGE: replacing("<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY a "aaaa">]>')}),
    ("missing-file", {OPF: replacing("</manifest>", '<item id="x" href="x.css" media-type="text/css"/></manifest>')}),
    ("unlisted-file", {OPF: without(r'<item [^>]*id="publish-sans-400"[^>]*/>')}),
    ("unknown-spine-item", {OPF: replacing('idref="article"', 'idref="bai"')}),
    ("no-spine", {OPF: without("<itemref[^>]*>")}),
    ("no-nav", {OPF: replacing('properties="nav"', "")}),
    ("no-title", {OPF: without("<dc:title.*?</dc:title>")}),
    ("no-language", {OPF: replacing("<dc:language>vi</dc:language>", "<dc:language> </dc:language>")}),
    ("no-identifier", {OPF: replacing('unique-identifier="id"', 'unique-identifier="khac"')}),
    ("no-modified", {OPF: without(r'<meta property="dcterms:modified">[^<]*</meta>')}),
    ("no-accessibility", {OPF: replacing("schema:accessibilitySummary", "schema:khac")}),
    (
        "no-cover",
        {OPF: lambda text: text.replace('properties="cover-image"', "").replace('name="cover"', 'name="bia"')},
    ),
    ("missing-alt", {PAGE: without(r'(?<=images/mai-nha.png") alt="[^"]*"|alt="[^"]*"(?= src="images/mai-nha.png")')}),
    ("broken-link", {PAGE: replacing("images/mai-nha.png", "images/khac.png")}),
    ("broken-link", {PAGE: replacing("https://example.org/", "#khong-co")}),
    ("broken-page", {NAV: replacing("article.xhtml#page-1", "article.xhtml#page-99")}),
    ("duplicate-id", {PAGE: replacing("<h2", '<span id="page-1"/><h2')}),
    ("not-nfc", {PAGE: replacing("Người từ các bản", unicodedata.normalize("NFD", "Người từ các bản"))}),
    ("missing-font", {"EPUB/styles/fonts.css": replacing("publish-sans-400.ttf", "publish-sans-500.ttf")}),
]


@pytest.mark.parametrize(("rule", "changes"), FAULTS, ids=[f"{n}-{fault[0]}" for n, fault in enumerate(FAULTS)])
def test_a_fault_is_found(good: bytes, rule: str, changes: Mapping[str, Change]) -> None:
    assert rule in rules(spoil(good, changes))


def test_a_fault_says_where(good: bytes) -> None:
    content = spoil(good, {PAGE: replacing("https://example.org/", "#khong-co")})
    (found,) = judge_epub(content, FILE)
    assert (Severity.ERROR, FILE) == (found.severity, found.position.file)
    assert found.spot
    assert (PAGE, '<a href="#khong-co">') == (found.spot.member, found.spot.text)
    assert found.message.startswith(f"{PAGE}:{found.spot.line}:{found.spot.column}: ")


def test_a_member_that_is_too_large_is_not_unpacked(good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub, "MAX_MEMBER", 1000)
    assert "too-large" in rules(good)
    monkeypatch.setattr(epub, "MAX_TOTAL", 1000)
    assert ["too-large"] == rules(good)


@pytest.mark.parametrize("name", ["../ngoai.txt", "/etc/passwd", "a/../../b", "C:/a.txt", "a\\b"])
def test_no_entry_leads_out_of_the_book(good: bytes, name: str) -> None:
    stream = io.BytesIO(good)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, b"")
    assert "unsafe-path" in rules(stream.getvalue())


def test_two_entries_of_one_name(good: bytes) -> None:
    stream = io.BytesIO(good)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(PAGE, b"<html/>")
    assert "duplicate-member" in rules(stream.getvalue())


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\3\4", b"\0" * 5000, b"%PDF-1.7\n", "chữ".encode() * 100])
def test_what_is_no_archive_is_no_book(content: bytes) -> None:
    assert ["no-epub"] == rules(content)


def test_a_damaged_book_gets_an_answer(good: bytes) -> None:
    for start in range(0, len(good), len(good) // 60):
        damaged = bytearray(good)
        damaged[start : start + 40] = bytes(reversed(damaged[start : start + 40]))
        assert isinstance(judge_epub(bytes(damaged), FILE), tuple)
        assert isinstance(judge_epub(good[:start], FILE), tuple)


def test_findings_are_told_up_to_a_number(good: bytes) -> None:
    links = "".join(f'<a href="#khong-{number}">a</a>' for number in range(2 * epub.MOST))
    found = judge_epub(spoil(good, {PAGE: replacing("</article>", f"<p>{links}</p></article>")}), FILE)
    assert epub.MOST == len(found)
