"""The web page of an article stands alone, and that of a publication is a site whose links all lead somewhere."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html

from publish.cli import main
from tests.outputs.html.conftest import make_web
from tests.support.folders import PROJECTS, ROOT

pytestmark = pytest.mark.slow

LARGEST = 100_000
"""Bytes of a first page without its pictures."""


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def policy(text: str) -> dict[str, list[str]]:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert found
    return {name: values for name, *values in (rule.split() for rule in found[1].split("; "))}


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def facts(page: Path) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', read(page))
    assert found
    made: dict[str, Any] = json.loads(found[1])
    return made


def test_an_article_takes_nothing_from_elsewhere_and_runs_nothing(anatomy: Path) -> None:
    assert [anatomy] == list(anatomy.parent.iterdir())
    text = read(anatomy)
    root = html.document_fromstring(text)
    named = [value for element in root.iter() for name, value in element.items() if name in ("src", "srcset", "data")]
    assert named and all(value.startswith("data:") for value in named)
    assert {"icon"} == {link.get("rel") for link in root.iter("link")}
    assert {"application/ld+json"} == {script.get("type") for script in root.iter("script")}
    assert not re.search(r"url\((?!\"data:)|@import", text)
    assert not root.xpath("//@style | //@onclick")


def test_the_policy_of_an_article_allows_its_style_and_nothing_else(anatomy: Path) -> None:
    text = read(anatomy)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert policy(text) == {
        "default-src": ["'none'"],
        "style-src": [hash_of(style)],
        "script-src": ["'none'"],
        "font-src": ["data:"],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }


def test_what_single_elements_ask_of_their_style_stands_in_the_stylesheet(everything: Path) -> None:
    text = read(everything)
    root = html.document_fromstring(text)
    assert not root.xpath("//@style")
    (name,) = {value for figure in root.xpath("//figure[contains(@class, 'set-')]") for value in [figure.get("class")]}
    assert re.search(rf"\.{name} {{ width: 50%; margin-left: auto; margin-right: auto }}", text)


def test_pictures_have_their_size(everything: Path, bulletin: Path) -> None:
    sizes = {(image.get("width"), image.get("height")) for image in html.parse(everything).getroot().iter("img")}
    assert {("800", "600")} == sizes
    images = html.parse(bulletin / "dap-nuoc.html").getroot().iter("img")
    assert all(int(image.get("width")) > 100 for image in images)


def test_contents_go_as_deep_as_the_settings_say(book_site: Path, tmp_path: Path) -> None:
    def depth(site: Path) -> int:
        first = html.parse(site / "index.html").getroot()
        return len(first.xpath("//nav[@class='contents'][1]//a[contains(@href, '#')]"))

    assert depth(book_site) > 5
    source = shutil.copytree(PROJECTS / "book" / "source", tmp_path / "text")
    config = source / "publish.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("levels = 2", "levels = 1"), encoding="utf-8")
    assert 0 == depth(make_web(tmp_path / "one", source) / "so-tay-cho-phien-web")


def test_a_first_page_is_small(first: Path, anatomy: Path, bulletin: Path, book_site: Path) -> None:
    for page in (first, anatomy):
        assert len(re.sub(r'src="data:image[^"]*"', "", read(page)).encode()) < LARGEST
    for site in (bulletin, book_site):
        fonts = sum(font.stat().st_size for font in (site / "fonts").iterdir())
        assert fonts + sum((site / name).stat().st_size for name in ("index.html", "style.css")) < LARGEST


@pytest.mark.parametrize("name", ["bulletin", "book_site", "anatomy", "everything"])
def test_every_link_inside_leads_to_a_place(name: str, request: pytest.FixtureRequest) -> None:
    made = request.getfixturevalue(name)
    folder = made if made.is_dir() else made.parent
    pages = {page.name: html.document_fromstring(read(page)) for page in folder.glob("*.html")}
    links = [(page, link.get("href")) for page, root in pages.items() for link in root.iter("a")]
    inside = [
        (page, href) for page, href in links if not re.match(r"\w+:", href) and not href.endswith((".pdf", ".epub"))
    ]
    assert len(inside) > 5
    for page, href in inside:
        target, _, place = href.partition("#")
        root = pages[target or page]
        assert not place or root.xpath("//*[@id=$place]", place=place), f"{page}: {href}"
    for root in pages.values():
        ids = root.xpath("//@id")
        assert len(set(ids)) == len(ids)
        for source in root.xpath("//img/@src"):
            assert source.startswith("data:") or (folder / source).is_file()


def test_every_word_of_the_article_is_on_the_page(anatomy: Path) -> None:
    from publish.publication import model
    from tests.support.books import read_sample

    shown = " ".join(html.document_fromstring(read(anatomy)).find(".//main").text_content().split())
    sample = read_sample()
    texts = [node.text for node in model.walk(sample) if isinstance(node, model.Text)]
    assert len(texts) > 50
    missing = [text for text in texts if " ".join(text.replace("\N{WORD JOINER}", "").split()) not in shown]
    assert [] == missing


def test_pages_of_a_site_lead_to_each_other_in_their_order(book_site: Path) -> None:
    page = html.document_fromstring(read(book_site / "chapter-01-phien-dau.html"))
    around = {link.get("rel"): link.get("href") for link in page.xpath("//nav[@class='around']//a")}
    assert around == {"prev": "part-1.html", "next": "chapter-02-phien-he.html"}
    assert ["index.html", "search.html"] == page.xpath("//header[@class='top']//a/@href")
    heads = {link.get("rel"): link.get("href") for link in page.iter("link") if link.get("rel") in ("prev", "next")}
    assert around == heads


def test_the_pages_of_the_print_are_marked_and_listed(book_site: Path) -> None:
    first = html.document_fromstring(read(book_site / "index.html"))
    listed = first.xpath("//nav[@class='printed']//a")
    labels = [link.text_content() for link in listed]
    assert ["i", "ii", "iii"] == labels[:3] and "27" in labels
    target, _, place = listed[labels.index("27")].get("href").partition("#")
    (mark,) = html.document_fromstring(read(book_site / target)).xpath("//*[@id=$place]", place=place)
    assert ("doc-pagebreak", "27", "Trang 27") == (mark.get("role"), mark.get("data-label"), mark.get("title"))


def test_what_publish_build_makes_is_linked_with_its_size(book_site: Path, tmp_path: Path) -> None:
    links = html.document_fromstring(read(book_site / "index.html")).xpath("//p[@class='downloads']/a")
    assert ["../so-tay-cho-phien.pdf", "../so-tay-cho-phien.epub"] == [link.get("href") for link in links]
    assert all(re.search(r"[1-9][\d,]* (kB|MB)", link.text_content()) for link in links)
    made = make_web(tmp_path, ROOT / "source", '\n[output]\nformats = ["press"]\n') / "lang-son-2020.html"
    assert not html.document_fromstring(read(made)).xpath("//p[@class='downloads']")


def test_addresses_come_from_the_settings(bulletin: Path, first: Path) -> None:
    page = html.document_fromstring(read(bulletin / "cho-phien.html"))
    own = "https://example.org/tin/thung-lung-web/cho-phien.html"
    assert [own] == page.xpath("//link[@rel='canonical']/@href")
    others = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate']")}
    assert others == {"vi": own, "en": "https://example.org/en/thung-lung-web/cho-phien.html"}
    graph = {meta.get("property"): meta.get("content") for meta in page.iter("meta") if meta.get("property")}
    assert (own, "article", "Thung Lũng", "vi_VN") == tuple(
        graph[f"og:{name}"] for name in ("url", "type", "site_name", "locale")
    )
    index = html.document_fromstring(read(bulletin / "index.html"))
    assert ["https://example.org/tin/thung-lung-web/"] == index.xpath("//link[@rel='canonical']/@href")
    (image,) = index.xpath("//meta[@property='og:image']/@content")
    assert (bulletin / image.partition("thung-lung-web/")[2]).is_file()
    assert not html.document_fromstring(read(first)).xpath("//link[@rel='canonical' or @rel='alternate']")


def test_machines_are_told_what_a_page_is(anatomy: Path, bulletin: Path, book_site: Path) -> None:
    article = facts(anatomy)
    assert ("NewsArticle", "Ở xứ Ẩn Ngữ, mỗi chữ đều mang hai dấu chồng", "2026-01-15", "vi") == tuple(
        article[name] for name in ("@type", "headline", "datePublished", "inLanguage")
    )
    assert {"@type": "Person", "name": "Nguyễn Thị Ẩn"} == article["author"]
    book = facts(book_site / "index.html")
    assert ("Book", "Sổ tay chợ phiên", "9786047012350") == (book["@type"], book["name"], book["isbn"].replace("-", ""))
    assert ["Lương Thị Ẩn", "Trần Văn Ứng"] == [person["name"] for person in book["author"]]
    chapter = facts(book_site / "mo-dau.html")
    assert ("Chapter", {"@type": "Book", "name": "Sổ tay chợ phiên"}) == (chapter["@type"], chapter["isPartOf"])
    issue = facts(bulletin / "index.html")
    assert ("PublicationIssue", "2") == (issue["@type"], issue["issueNumber"])
    assert {"@type": "Periodical", "name": "Thung Lũng"} == issue["isPartOf"]
    assert "NewsArticle" == facts(bulletin / "cho-phien.html")["@type"]


def test_the_same_source_gives_the_same_bytes(bulletin: Path, tmp_path: Path) -> None:
    from tests.outputs.html.conftest import WEB

    again = make_web(tmp_path, PROJECTS / "bulletin" / "source", WEB) / "thung-lung-web"
    files = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert files == {path.relative_to(bulletin): path.read_bytes() for path in bulletin.rglob("*") if path.is_file()}
    assert len(files) > 20


def test_a_site_is_a_part_of_dist_that_the_manifest_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PROJECTS / "bulletin" / "source", tmp_path / "source")
    config = tmp_path / "source" / "publish.toml"
    config.write_text(config.read_text(encoding="utf-8") + '\n[output]\nformats = ["html", "pdf"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    assert 0 == run(main, ["build", "-q"]).exit_code
    names = {line.partition("  ")[2] for line in (tmp_path / "dist" / "SHA256SUMS").read_text().splitlines()}
    dist = tmp_path / "dist"
    made = {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}
    assert made - {"SHA256SUMS"} == names and "thung-lung-web/index.html" in names
    size = round((dist / "thung-lung.pdf").stat().st_size / 1000)
    assert f"{size} kB" in read(dist / "thung-lung-web" / "index.html")
    old, own = dist / "thung-lung-web" / "old.html", dist / "thung-lung-web" / "robots.txt"
    old.write_text("")
    own.write_text("")
    result = run(main, ["build"])
    assert 0 == result.exit_code
    assert (False, True) == (old.exists(), own.exists())
    assert 2 + 2 == len(result.stdout.splitlines()), "one line for the site, one for each file"


def test_a_site_goes_where_it_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PROJECTS / "bulletin" / "source", tmp_path / "source")
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    assert "tin/index.html\n" == run(main, ["html", "-o", "tin"]).stdout
    assert (tmp_path / "tin" / "fonts").is_dir()
    assert "web/thung-lung-web/index.html\n" == run(main, ["html", "-o", "web/"]).stdout
    assert 2 == run(main, ["html", "-q", "-o", "-"]).exit_code
    assert not (tmp_path / "dist").exists()


def test_a_chapter_alone_is_a_page_without_files_that_nothing_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(PROJECTS / "bulletin" / "source", tmp_path / "source")
    monkeypatch.chdir(tmp_path)
    assert 0 == CliRunner().invoke(main, ["html", "-q", "source/cho-phien.md"]).exit_code
    page = html.document_fromstring(read(tmp_path / "dist" / "cho-phien.html"))
    assert not page.xpath("//p[@class='downloads']")
