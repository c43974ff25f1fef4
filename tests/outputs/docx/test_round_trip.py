"""What the program reads back from a Word file of its own is what it was made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.support.folders import PROJECTS, ROOT
from tests.support.manuscripts import form, jobs_of, read_back, word_file_of

ONE_WAY = {"official"}
"""Kinds whose Word files are for offices, and are not read back."""

SAMPLES = [
    *sorted(path for path in PROJECTS.iterdir() if (path / "source").is_dir() and path.name not in ONE_WAY),
    ROOT,
]


def check(root: Path) -> None:
    """Make Word files of a project, and read them."""
    project, jobs = jobs_of(root)
    source = root / "source"
    for job in jobs:
        result = read_back(word_file_of(job))
        assert [] == list(result.balance.left_out)
        articles = {name for name in result.project.files if name.endswith(".md")}
        assert {path.relative_to(source).as_posix() for path in project.sources} >= articles
        for name in sorted(articles):
            written = result.project.files[name].decode()
            assert form(source / name, (source / name).read_text(encoding="utf-8"), project) == form(
                source / name, written, project
            )
        pictures = {name for name in result.project.files if name.startswith("figures/")}
        assert all((source / name).is_file() for name in pictures)


@pytest.mark.slow
@pytest.mark.parametrize("root", SAMPLES, ids=lambda path: path.name)
def test_samples_come_back(root: Path) -> None:
    check(root)


def test_every_construct_comes_back(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    text = (Path(__file__).parent / "everything.md").read_text(encoding="utf-8")
    (source / "bai.md").write_text(text, encoding="utf-8")
    (source / "publish.toml").write_text('[numbering]\nfigures = "publication"\ntables = "publication"\n')
    (source / "figures").mkdir()
    Image.new("L", (800, 600), 200).save(source / "figures" / "o.png")
    check(tmp_path)
