"""A book with its data and its cover, made by the real engine."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from publish.base.diagnostics import Severity
from publish.build.finished import FinishedFile
from publish.build.jobs import prepare
from publish.build.rendering import build
from publish.build.workers import hire_workers
from publish.kinds.projects import open_project
from tests.support.imprints import FIELDS, section

ISBN = "9786047012343"
TRIM = (145.0, 205.0)
TOML = """\
[publication]
kind = "book"
title = "Ẩn Ngữ Ỷ Lan và những phiên chợ"
subtitle = "Bút ký"
creators = ["Nguyễn Thị Hường", "Trần Văn Ứng"]
publisher = "Nhà xuất bản Văn hóa dân tộc"
rights = "© 2026 Nguyễn Thị Hường"
date = 2026-01-20
contents = [{ title = "Phần thứ nhất. Đường lên biên ải", contents = ["a.md"] }, "b.md"]

[page]
trim = "145mm x 205mm"
bleed = "4mm"

[output]
name = "cho"

[cover]
image = "hill.png"
blurb = "Từ Kỳ Lừa tới Đồng Đăng.\\n\\nMỗi phiên chợ là một ngày hội."
"""


def write(root: Path, *more: str, spine: str = "", imprint: bool = True) -> Path:
    source = root / "source"
    source.mkdir(parents=True)
    toml = TOML + (f'spine = "{spine}"\n' if spine else "")
    if imprint:
        extra = 'publisher_address = "19 Nguyễn Bỉnh Khiêm, Hà Nội"', 'isbn_ebook = "978-604-70-1235-0"'
        toml += section(FIELDS, "official = true", *extra, *more)
    (source / "publish.toml").write_text(toml, encoding="utf-8")
    Image.new("RGB", (1800, 1200), "#46685a").save(source / "hill.png")
    for name in "ab":
        text = "Chợ phiên mở từ lúc trời còn mờ sương. " * 20
        (source / f"{name}.md").write_text(
            f"---\nheadline: Chương {name}\npublished: 2026-01-15\n---\n\n" + f"{text}\n\n" * 6, encoding="utf-8"
        )
    return root


def make(root: Path) -> dict[str, bytes]:
    project = open_project(root)
    with hire_workers(
        project, "publish.kinds.loading:warm_up", (project.setting,), 1, False, lambda step: None
    ) as tools:
        jobs = prepare(project, project.sources, lambda step: None)
        assert [d for job in jobs for d in job.diagnostics if d.severity is Severity.ERROR] == []
        outputs: list[FinishedFile] = build(jobs, tools, lambda step: None)
    return {output.path.name: output.content for output in outputs}


def texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]
