"""An EPUB, opened, and the ways in which the tests make one."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

from publish.kinds.projects import read_project
from publish.publication import model
from publish.publication.assets.folders import find_assets
from publish.publication.project import Page, Project
from publish.reader.reading import read_article
from tests.support.folders import ANATOMY
from tests.support.printed import render_epub

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"
MARK = re.compile(r'<span epub:type="pagebreak" role="doc-pagebreak" id="page-(\d+)" aria-label="\1"></span>')


class Book:
    """An EPUB, opened."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.package = ElementTree.fromstring(self.archive.read("EPUB/content.opf"))

    def read(self, name: str) -> str:
        return self.archive.read(f"EPUB/{name}").decode("utf-8")

    def facts(self, name: str) -> list[str]:
        return [element.text or "" for element in self.package.iter(DC + name)]

    def properties(self, name: str) -> list[str]:
        return [e.text or "" for e in self.package.iter(OPF + "meta") if e.get("property") == name]

    def manifest(self) -> dict[str, dict[str, str]]:
        return {item.attrib["href"]: item.attrib for item in self.package.iter(OPF + "item")}


def make(root: Path, subject: model.Article, page: Page | None = None, *, draft: bool = False, **facts: str) -> Book:
    project = Project(root, page=page or Page(), **facts)  # type: ignore[arg-type]  # the tests give texts only
    return Book(render_epub(subject, project, find_assets(root), draft=draft))


def read_sample() -> model.Article:
    """The sample with every element."""
    found = read_article(ANATOMY / "source" / "giai-phau.md").article
    assert found
    return found


def make_sample(subject: model.Article) -> Book:
    return Book(render_epub(subject, read_project(ANATOMY), find_assets(ANATOMY)))


def squeeze(xhtml: str) -> str:
    """The text of XHTML without marks and spaces."""
    return "".join(unescape(re.sub(r"<[^>]*>", "", xhtml)).split())
