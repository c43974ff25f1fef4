"""A Word file is one that Word takes: its parts agree with one another, and its elements stand in their order."""

from __future__ import annotations

import importlib.util
import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from publish.base.diagnostics import AssetError, EngineError
from publish.build.jobs import Job
from tests.support.folders import ANATOMY, PROJECTS
from tests.support.manuscripts import jobs_of, word_file_of
from tests.support.word_schema import check_order, local, parts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def everything(folder: Path, settings: str = "") -> Job:
    """An article with every construct."""
    source = folder / "source"
    (source / "figures").mkdir(parents=True)
    shutil.copyfile(Path(__file__).parent / "everything.md", source / "bai.md")
    Image.new("L", (800, 600), 200).save(source / "figures" / "o.png")
    numbered = '[numbering]\nfigures = "publication"\ntables = "publication"\nequations = "publication"\n'
    (source / "publish.toml").write_text(settings or numbered, encoding="utf-8")
    return jobs_of(folder)[1][0]


@pytest.fixture(params=["everything", "book", "bulletin"])
def content(request: pytest.FixtureRequest, tmp_path: Path) -> bytes:
    if request.param == "everything":
        return word_file_of(everything(tmp_path))
    return word_file_of(jobs_of(PROJECTS / request.param)[1][0])


def test_every_part_agrees_with_the_others(content: bytes) -> None:
    found = parts(content)
    styles = {each.get(f"{_W}styleId") for each in found["word/styles.xml"].iter(f"{_W}style")}
    text = [each for name in ("word/document.xml", "word/footnotes.xml") for each in found[name].iter()]
    used = {each.get(f"{_W}val") for each in text if local(each) in ("pStyle", "rStyle", "tblStyle")}
    assert used <= styles
    lists = {each.get(f"{_W}numId") for each in found["word/numbering.xml"].iter(f"{_W}num")}
    assert {each.get(f"{_W}val") for each in text if local(each) == "numId"} <= lists
    notes = {each.get(f"{_W}id") for each in found["word/footnotes.xml"].iter(f"{_W}footnote")}
    assert {each.get(f"{_W}id") for each in text if local(each) == "footnoteReference"} <= notes
    related = {each.get("Id") for name, root in found.items() if name.endswith(".rels") for each in root}
    named = re.findall(r'r:(?:embed|id)="([^"]+)"', _raw(content))
    assert set(named) <= related


def test_names_and_numbers_are_given_once_and_lead_somewhere(content: bytes) -> None:
    found = parts(content)
    text = [each for name in ("word/document.xml", "word/footnotes.xml") for each in found[name].iter()]
    marks = [each for each in text if local(each) == "bookmarkStart"]
    names = Counter((each.get(f"{_W}name") or "").casefold() for each in marks)
    assert {} == {name: count for name, count in names.items() if count > 1 or len(name) > 40}
    assert [each.get(f"{_W}id") for each in marks] == [each.get(f"{_W}id") for each in _ends(text, marks)]
    anchors = {(each.get(f"{_W}anchor") or "").casefold() for each in text if local(each) == "hyperlink"} - {""}
    instructions = " ".join(each.text or "" for each in text if local(each) == "instrText")
    fields = {name.casefold() for name in re.findall(r"\b(?:PAGE|NOTE)?REF (\S+)", instructions)}
    assert (anchors | fields) <= set(names)
    controls = Counter(each.get(f"{_W}val") for each in text if local(each) == "id")
    assert {} == {number: count for number, count in controls.items() if count > 1}
    begun = Counter(each.get(f"{_W}fldCharType") for each in text if local(each) == "fldChar")
    assert begun["begin"] == begun["end"]


def _ends(text: list[ElementTree.Element], starts: list[ElementTree.Element]) -> list[ElementTree.Element]:
    ends = {each.get(f"{_W}id"): each for each in text if local(each) == "bookmarkEnd"}
    return [ends[each.get(f"{_W}id")] for each in starts]


def test_elements_stand_in_the_order_of_the_schema(content: bytes) -> None:
    check_order(content)


def _raw(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(package.read(name).decode() for name in ("word/document.xml", "word/footnotes.xml"))


def test_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    job = everything(tmp_path)
    assert word_file_of(job) == word_file_of(job)


def test_properties_are_those_of_the_publication() -> None:
    found = parts(word_file_of(jobs_of(ANATOMY)[1][0]))["docProps/core.xml"]
    facts = {local(each): each.text for each in found}
    assert "Ở xứ Ẩn Ngữ, mỗi chữ đều mang hai dấu chồng" == facts["title"]
    assert ("Nguyễn Thị Ẩn", "vi", "2026-01-16T00:00:00Z") == (facts["creator"], facts["language"], facts["modified"])


def test_template_of_the_project_comes_first_and_must_be_one(tmp_path: Path) -> None:
    job = everything(tmp_path)
    own = tmp_path / "styles" / "docx" / "template.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"none")
    with pytest.raises(AssetError) as failure:
        word_file_of(jobs_of(tmp_path)[1][0])
    assert ["invalid-template"] == [one.rule for one in failure.value.diagnostics]
    shutil.copyfile(job.assets.style("docx/template.docx"), own)
    assert word_file_of(job) == word_file_of(jobs_of(tmp_path)[1][0])


def test_without_python_docx_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "docx" else find(name))
    with pytest.raises(EngineError) as failure:
        word_file_of(jobs_of(ANATOMY)[1][0])
    (found,) = failure.value.diagnostics
    assert "missing-docx" == found.rule
    assert "python-docx" in found.hint


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdftotext"), reason="LibreOffice is not installed")
def test_libreoffice_shows_every_word(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_file_of(jobs_of(ANATOMY)[1][0]))
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True)
    shown = subprocess.run(["pdftotext", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True).stdout.decode()
    text = (ANATOMY / "source" / "giai-phau.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    text = re.sub(r"!\[.*?\]|\[\^\w+\]|:::.*", "", text)
    words = set(re.findall(r"(?<![\w#./(!\[:])[^\W\d_]{3,}(?![\w/.:\]])", text))
    assert {"toml", "lang"} >= words - set(re.findall(r"\w+", shown))


def test_what_older_programs_do_not_know_may_be_passed_over(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in ("word/document.xml", "word/footnotes.xml"):
            opening = re.search(rb"<w:(?:document|footnotes)\b[^>]*>", package.read(name))
            assert opening and {b"w14", b"w15"} <= set(re.search(rb'mc:Ignorable="([^"]*)"', opening[0])[1].split())  # type: ignore[index]
