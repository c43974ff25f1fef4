"""The web pages of the sample projects, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from publish.cli import main
from tests.support.folders import PROJECTS, ROOT

WEB = '\n[web]\naddress = "https://example.org/tin"\nalternates = { en = "https://example.org/en/" }\n'


def make_web(root: Path, source: Path, more: str = "") -> Path:
    """The folder of what ``publish html`` makes of a project."""
    shutil.copytree(source, root / "source")
    config = root / "source" / "publish.toml"
    config.write_text(config.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(main, ["html", "-q"])
    assert result.exit_code == 0, result.output
    return root / "dist"


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the first publication."""
    return make_web(tmp_path_factory.mktemp("first"), ROOT / "source") / "lang-son-2020.html"


@pytest.fixture(scope="session")
def anatomy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample with every element."""
    return make_web(tmp_path_factory.mktemp("anatomy"), PROJECTS / "anatomy" / "source") / "giai-phau.html"


@pytest.fixture(scope="session")
def bulletin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the bulletin, whose address is known."""
    made = make_web(tmp_path_factory.mktemp("bulletin"), PROJECTS / "bulletin" / "source", WEB)
    return made / "thung-lung-web"


@pytest.fixture(scope="session")
def book_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the book."""
    return make_web(tmp_path_factory.mktemp("book"), PROJECTS / "book" / "source") / "so-tay-cho-phien-web"
