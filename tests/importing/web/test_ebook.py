from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import pytest

from publish.base.diagnostics import SourceError
from publish.importing import find_importer
from publish.importing.project import Imported, Request
from publish.kinds import KINDS
from tests.support.word_imports import faults

OPF = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>Sổ tay chợ phiên</dc:title><dc:creator>Lan Anh</dc:creator><dc:language>vi</dc:language></metadata><manifest>
<item id="t" href="nav.xhtml"/><item id="a" href="text/a.xhtml"/><item id="b" href="text/b.xhtml"/></manifest>
<spine><itemref idref="t"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
PAGE = '<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>{}</body></html>'
NAV = PAGE.format('<nav epub:type="toc"><ol><li><a href="text/a.xhtml">Mục lục</a></li></ol></nav>')
SENTENCE = "Chợ họp sáu ngày một lần, và mỗi phiên là một ngày hội của cả vùng, người đi chợ từ sáng sớm."
FIRST = PAGE.format(
    f'<h1>Ngày họp</h1><p>{SENTENCE}<a epub:type="noteref" href="#n1">1</a></p>'
    '<p>Xem <a href="b.xhtml#gia">phần sau</a>.</p>'
    '<ol><li>a) muối</li><li>b) vải</li></ol><aside epub:type="footnote" id="n1"><p>Theo sổ của xã.</p></aside>'
)
SECOND = PAGE.format(f'<h1>Giá cả</h1><p>{SENTENCE}</p><p><span id="gia"/>Giá muối tăng.</p>')


def imported(folder: Path, **changed: str) -> Imported:
    container = '<container><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>'
    files = {"META-INF/container.xml": container, "OPS/p.opf": OPF, "OPS/nav.xhtml": NAV}
    files |= {"OPS/text/a.xhtml": FIRST, "OPS/text/b.xhtml": SECOND} | changed
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        for name, text in files.items():
            package.writestr(name, text)
    path = folder / "so-tay.epub"
    path.write_bytes(stream.getvalue())
    importer = find_importer(path)
    assert importer
    return importer.read(path, Request(datetime.date(2026, 11, 30), kinds=KINDS))


def test_ebook_is_a_book_of_its_chapters(tmp_path: Path) -> None:
    result = imported(tmp_path)
    project = result.project
    assert ("book", "Sổ tay chợ phiên", ("Lan Anh",)) == (project.kind, project.title, project.creators)
    assert ("01-ngay-hop.md", "02-gia-ca.md") == project.contents
    first = project.files["01-ngay-hop.md"].decode()
    assert "Xem [phần sau](02-gia-ca.md#" in first and "\na) muối\nb) vải\n" in first
    assert f"{SENTENCE}[^n1]" in first and "[^n1]: Theo sổ của xã." in first
    assert ["document"] == [entry.what for entry in result.balance.left_out]
    assert [] == faults(result)


@pytest.mark.parametrize(
    "changed",
    [{"OPS/p.opf": "<a/>"}, {"META-INF/container.xml": "no xml", "OPS/p.opf": ""}, {"OPS/p.opf": "<!DOCTYPE a []>"}],
)
def test_ebook_without_documents_is_an_error(tmp_path: Path, changed: dict[str, str]) -> None:
    with pytest.raises(SourceError) as failure:
        imported(tmp_path, **changed)
    assert "damaged-input" == failure.value.diagnostics[0].rule
