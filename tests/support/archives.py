"""Projects that the tests of archives build."""

from __future__ import annotations

from pathlib import Path
from typing import Any

CONFIG = '[page]\npaper = "A5"\n\n[output]\nformats = ["pdf"]\n'


def article(number: int, body: str = "Một đoạn văn.") -> str:
    return f"---\nheadline: Bài {number}\npublished: 2026-01-15\n---\n\n{body}\n"


def add_project(root: Path, number: int = 1, body: str = "Một đoạn văn.") -> Path:
    (root / "source").mkdir(parents=True)
    (root / "source" / "publish.toml").write_text(CONFIG, encoding="utf-8")
    (root / "source" / "bai.md").write_text(article(number, body), encoding="utf-8")
    return root


def summary(result: Any) -> str:
    return str(result.stderr.splitlines()[-1])
