"""A small article, built once, and the ways in which the tests spoil what was made of it."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
from click.testing import CliRunner
from PIL import Image

from publish.cli import main

TEXT = """\
---
headline: Chợ phiên cuối năm
summary: Một buổi sáng ở chợ.
published: 2026-01-15
---

Chợ phiên mở từ lúc trời còn mờ sương.

## Người bán, người mua

Người từ các bản xa xuống núi, gùi măng trên lưng.

::: figure
![Một dãy mái nhà trong sương](figures/mai-nha.png)

Phiên chợ cuối năm, nhìn từ sườn đồi.

-- Ảnh: Trần Văn Ứng
:::

Chợ tan lúc quá trưa, [đường về](https://example.org/) còn xa.
"""
FIGURE, WORDS = 14, 11
"""Lines of the picture and of a paragraph."""


def build_article(root: Path) -> Path:
    """Write a project with one article and build it; return its dist/."""
    figures = root / "source" / "figures"
    figures.mkdir(parents=True)
    (root / "source" / "publish.toml").write_text('[publication]\nlanguage = "vi"\npublisher = "Nhà in"\n', "utf-8")
    (root / "source" / "bai.md").write_text(TEXT, encoding="utf-8")
    Image.new("RGB", (1200, 900), (120, 60, 30)).save(figures / "mai-nha.png")
    result = CliRunner().invoke(main, ["build", str(root / "source" / "bai.md")])
    assert (root / "dist" / "bai.epub").is_file(), result.output
    return root / "dist"


def copy_of(made: Path, target: Path) -> Path:
    """Copy a built project; return its dist/."""
    shutil.copytree(made.parent, target)
    return target / "dist"


def spoil(content: bytes, changes: Mapping[str, Callable[[str], str] | None]) -> bytes:
    """Return an EPUB with members changed, or taken out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            if info.filename not in changes:
                new.writestr(info, old.read(info))
            elif change := changes[info.filename]:
                before = old.read(info).decode("utf-8")
                after = change(before)
                assert before != after, info.filename
                new.writestr(info, after)
    return stream.getvalue()


def replacing(old: str, new: str) -> Callable[[str], str]:
    """Return what replaces a text once."""
    return lambda text: text.replace(old, new, 1)


def blank_pdf(pages: int = 1, text: bytes = b"") -> bytes:
    """Return a plain PDF that nobody of ours made."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(300, 400))
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            page.Contents = pdf.make_stream(b"1 0 0 rg BT /F 20 Tf 50 200 Td (%s) Tj ET" % text)
        pdf.save(stream)
    return stream.getvalue()
