"""The web pages of the sample projects, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from publish.cli import main
from tests.support.folders import PROJECTS, ROOT

MORE = "Cho $x^2 = \\frac{1}{y}$ và → ★ 😀.\n\n::: figure {width=50%}\n![Ô](figures/o.png)\n\nNửa cột.\n:::\n"
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
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of an article with every construct."""
    source = tmp_path_factory.mktemp("text") / "source"
    (source / "figures").mkdir(parents=True)
    shutil.copyfile(ROOT / "tests" / "outputs" / "docx" / "everything.md", source / "bai.md")
    Image.new("L", (800, 600), 200).save(source / "figures" / "o.png")
    (source / "publish.toml").write_text('[numbering]\nfigures = "publication"\nequations = "publication"\n')
    text = (source / "bai.md").read_text(encoding="utf-8")
    (source / "bai.md").write_text(f"{text}\n{MORE}", encoding="utf-8")
    return make_web(tmp_path_factory.mktemp("everything"), source) / "bai.html"


@pytest.fixture(scope="session")
def bulletin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the bulletin, whose address is known."""
    made = make_web(tmp_path_factory.mktemp("bulletin"), PROJECTS / "bulletin" / "source", WEB)
    return made / "thung-lung-web"


@pytest.fixture(scope="session")
def book_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the book."""
    return make_web(tmp_path_factory.mktemp("book"), PROJECTS / "book" / "source") / "so-tay-cho-phien-web"
