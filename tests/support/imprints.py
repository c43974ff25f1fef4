"""The data of a book that the law asks for, and what is found in publish.toml."""

from __future__ import annotations

from pathlib import Path

from publish.base.diagnostics import SourceError, render_short
from publish.kinds.book.check import check_settings
from publish.kinds.projects import read_project
from publish.publication.assets.folders import find_assets

FIELDS = {
    "director": '"Lê Ngọc Ẩn"',
    "director_title": '"Giám đốc"',
    "editor_in_chief": '"Hoàng Thị Ngữ"',
    "editor_in_chief_title": '"Tổng biên tập"',
    "editor": '"Vũ Thị Ỷ Lan"',
    "designer": '"Đỗ Đức Thịnh"',
    "technical_editor": '"Phạm Văn Nghĩa"',
    "proofreader": '"Ngô Quỳnh Hương"',
    "registration": '"1234-2026/CXBIPH/05-67/VHDT"',
    "decision": '"89/QĐ-XBVHDT"',
    "print_run": "1000",
    "printer": '"Công ty TNHH In Thanh Bình"',
    "printer_address": '"432 đường K2, Hà Nội"',
    "deposit": '"IV/2026"',
    "isbn": '"978-604-70-1234-3"',
    "price": "98000",
}


def section(fields: dict[str, str], *more: str) -> str:
    return "\n".join(["[imprint]", *more, *(f"{key} = {value}" for key, value in fields.items()), ""])


def findings(root: Path) -> list[str]:
    """What is found in publish.toml, by reading it or by the rules."""
    try:
        project = read_project(root)
    except SourceError as failure:
        found = list(failure.diagnostics)
    else:
        found = list(check_settings(project, find_assets(root)))
    return [render_short(one).replace(f"{root.as_posix()}/", "") for one in found]
