"""A publication that a test writes, builds and looks at, and the words it is filled with."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
from click.testing import CliRunner, Result

from publish.base.diagnostics import ExitCode
from publish.cli import main

WORDS = "Chợ phiên mở từ lúc trời còn mờ sương, người từ các bản xa xuống núi. "


@dataclasses.dataclass(frozen=True)
class Site:
    """A publication in the current folder; its dist/ holds earlier files."""

    root: Path

    def write(self, settings: str, texts: Mapping[str, str], kind: str = "book") -> None:
        """Write publish.toml, whose settings start in line 5, and articles, whose texts do."""
        head = f'[publication]\nkind = "{kind}"\ntitle = "Chợ"\ndate = 2026-01-15\n'
        (self.root / "source" / "publish.toml").write_text(f"{head}{settings}\n", encoding="utf-8")
        for name, text in texts.items():
            path = self.root / "source" / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\nheadline: Bài {name}\n---\n\n{text}\n", encoding="utf-8")

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    def refuse(self, code: ExitCode, *expected: str, command: str = "build") -> Result:
        """Assert that a build ends with this code and these errors, and touches nothing in dist/."""
        result = self.run(command, "--diagnostics", "short", "-q")
        assert not result.exception or isinstance(result.exception, SystemExit), result.exception
        assert (code, list(expected)) == (result.exit_code, result.stderr.splitlines()[:-1])
        assert {"cho.pdf": b"earlier", "manifest.json": b"{}"} == {
            path.name: path.read_bytes() for path in (self.root / "dist").iterdir()
        }
        return result

    def pages(self) -> list[str]:
        """The text of each page of the finished PDF."""
        with pypdfium2.PdfDocument(self.root / "dist" / "cho.pdf") as document:
            raw = [page.get_textpage().get_text_range() for page in document]
        return [" ".join(text.replace("\ufffe", "").split()) for text in raw]
