"""``lint --fix`` leaves every address, name and piece of code as it is, and the article finds what it found before."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from publish.build.jobs import prepare
from publish.editing.lint import LintOptions, fixing, lint
from publish.editing.lint.addresses import in_address
from publish.kinds.projects import open_project

NAME = "thuỷ-hoà-ấy"
ADDRESSES = [
    f"[phần](#{NAME})",
    f"[phần](<#{NAME}>)",
    f"trang [](#{NAME}){{.page}}",
    f"![Ô xám](ảnh/{NAME}.png)",
    f'![Ô xám](ảnh/{NAME}.png "Chợ phiên")',
    f'![Ô xám](ảnh/{NAME}.png "{NAME}")',
    f"![Ô xám](ảnh/{NAME} (1).png)",
    f"[mạng](https://a.vn/{NAME}?q={NAME}#{NAME})",
    f"https://a.vn/{NAME}/{NAME}",
    f"<https://a.vn/{NAME}>",
    f"www.{NAME}.vn/{NAME}",
    f"{NAME}@{NAME}.vn",
    f"ảnh/{NAME}.png",
    f"{NAME}.docx",
    f"`{NAME}`",
    f"[chữ][{NAME}]",
    f"Chữ[^{NAME}].",
]
TAIL = f"{{#{NAME}}}\n## Phần\n\n[{NAME}]: https://a.vn/{NAME}\n\n[^{NAME}]: Lời ghi.\n\n```\n{NAME}\n```\n"
CONFIG = '[publication]\ntitle = "T"\nkind = "book"\n[text]\ntones = "old"\n'


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_left_alone(address: str, form: str, tmp_path: Path) -> None:
    written, tail = unicodedata.normalize(form, address), unicodedata.normalize(form, TAIL)
    words = unicodedata.normalize(form, "Hoà thuỷ")
    notes = "[^" if "[^" not in address else "[x"
    used = f"Chữ[chữ][{NAME}].\n\n" if f"[{NAME}]" not in address else ""
    used += f"Chữ[^{NAME}].\n\n" if notes == "[^" else ""
    folder = tmp_path / "source" / unicodedata.normalize(form, "ảnh")
    folder.mkdir(parents=True)
    for name in (f"{NAME}.png", f"{NAME} (1).png"):
        Image.new("RGB", (9, 9)).save(folder / unicodedata.normalize(form, name))
    (tmp_path / "source" / "publish.toml").write_text(CONFIG, encoding="utf-8")
    article = tmp_path / "source" / "a.md"
    head = f"---\nheadline: Tít\npublished: 2026-01-15\n---\n\n{used}{words}\n\n{written}\n\n"
    article.write_text(head + tail, encoding="utf-8")
    project = open_project(tmp_path)
    fixing.fix(lambda: lint(project, [article], LintOptions())[0])
    text = article.read_text(encoding="utf-8")
    name = unicodedata.normalize(form, NAME)
    titles = written.count(f'"{name}"')  # a title is text
    assert (head + tail).count(name) - titles <= text.count(name)
    assert "Hòa thủy" in text
    prepare(project, [article], lambda _: None)


@pytest.mark.parametrize("address", ADDRESSES)
def test_plain_text_keeps_its_addresses_too(address: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    written = unicodedata.normalize("NFD", f"Hoà {address} hoà thuỷ\n")
    path.write_text(written, encoding="utf-8")
    project = open_project(tmp_path)
    fixing.fix(lambda: lint(project, [path], LintOptions())[0])
    kept, name = path.read_text(encoding="utf-8"), unicodedata.normalize("NFD", NAME)
    assert written.count(name) == kept.count(name)
    assert kept.endswith("hoà thuỷ\n") and unicodedata.is_normalized("NFC", kept[-9:])


@pytest.mark.parametrize(
    "text", ["Tiền, vàng/bạc. Và rồi", "hết câu.Tiếp theo", "3.5 m", "a@b", "v.v.", "TP.HCM/Hà Nội"]
)
def test_running_text_is_no_address(text: str) -> None:
    assert not any(in_address(text, (place, place + 1)) for place in range(len(text)))
