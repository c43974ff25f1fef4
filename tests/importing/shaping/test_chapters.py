from __future__ import annotations

from pathlib import Path

from publish.importing.project import Request
from publish.importing.word.importer import read
from publish.kinds import KINDS
from tests.support.word_files import field, heading_styles, para, save, word_file
from tests.support.word_imports import TODAY

TEXT = para("Chợ họp sáu ngày một lần, và mỗi phiên là một ngày hội của cả vùng, người đi chợ từ sáng sớm.")


def test_crossheads_of_the_highest_level_are_chapters(tmp_path: Path) -> None:
    notes = f'<w:footnote w:id="2">{para("Chú thích.")}</w:footnote>'
    place = '<w:bookmarkStart w:id="1" w:name="_Ref1"/>'
    body = (
        para("Sổ tay chợ phiên", style="T")
        + TEXT
        + para("Chương một", style="H1")
        + para("Xem ", field("REF _Ref1 \\h", "phần sau"), '<w:r><w:footnoteReference w:id="2"/></w:r>', ".")
        + para("Mục nhỏ", style="H2")
        + TEXT
        + para(place, "Đường đến chợ", style="H1")
        + TEXT
    )
    path = save(tmp_path, word_file(body, parts={"styles": heading_styles(), "footnotes": notes}))
    project = read(path, Request(TODAY, "book", KINDS)).project
    assert ("00-bai.md", "01-chuong-mot.md", "02-duong-den-cho.md") == project.contents
    assert ("book", "Sổ tay chợ phiên") == (project.kind, project.title)
    first = project.files["01-chuong-mot.md"].decode()
    assert first.startswith("---\nheadline: Chương một\n")
    assert "Xem [phần sau](02-duong-den-cho.md#ref1)[^n1].\n\n## Mục nhỏ" in first and "[^n1]: Chú thích." in first
    assert "[^n1]" not in project.files["02-duong-den-cho.md"].decode()
