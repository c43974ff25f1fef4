"""The wheel, installed where nothing of the checkout is seen, publishes by itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from publish import DISTRIBUTION
from tests.support.folders import ROOT

pytestmark = pytest.mark.slow

BIN = "Scripts" if sys.platform == "win32" else "bin"
ARTICLE = "---\nheadline: Tít bài\npublished: 2026-01-15\n---\n\nMột đoạn văn.\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment that holds the wheel and what it needs, as pinned."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=True)
    pip = [str(folder / BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", str(ROOT / ".ci" / "constraints.txt"), str(wheel)], check=True)
    return folder / BIN


def publish(programs: Path, folder: Path, *arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PUBLISH"))}
    subprocess.run([str(programs / "publish"), *arguments], cwd=folder, env=environment, check=True)


def test_the_wheel_holds_all_that_the_checkout_shows(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, place in (("publish", "publish"), ("styles", "publish/styles"), ("fonts", "publish/fonts")):
        paths = [path.relative_to(ROOT / folder).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()]
        assert {f"{place}/{path}" for path in paths if "__pycache__" not in path} <= names


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {re.sub(r"-.*\.(dist-info|data)$", r".\1", name.split("/")[0]) for name in names}
    assert {"publish", f"{DISTRIBUTION}.dist-info", f"{DISTRIBUTION}.data"} == tops
    assert ["data/share/man/man1/publish.1"] == [name.split("/", 1)[1] for name in names if ".data/" in name]


def test_the_licences_travel(wheel: Path) -> None:
    licences = {name.split("/licenses/")[1] for name in zipfile.ZipFile(wheel).namelist() if "/licenses/" in name}
    fonts = {path.relative_to(ROOT).as_posix() for path in (ROOT / "fonts").glob("*/OFL.txt")}
    assert fonts
    assert {"LICENSE"} | fonts <= licences


def test_every_font_folder_has_a_licence() -> None:
    for folder in (ROOT / "fonts").iterdir():
        if folder.is_dir():
            assert [*folder.glob("OFL.txt"), *folder.glob("LICENSE*")], folder.name


def test_an_article_alone_is_published(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "x.md").write_text(ARTICLE, encoding="utf-8")
    publish(programs, tmp_path, "build")
    assert (tmp_path / "dist" / "x.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "dist" / "x.epub").read_bytes().startswith(b"PK")


def test_a_new_project_is_published(programs: Path, tmp_path: Path) -> None:
    publish(programs, tmp_path, "new", "tin")
    publish(programs, tmp_path / "tin", "build")
    assert {path.suffix for path in (tmp_path / "tin" / "dist").iterdir()} >= {".pdf", ".epub"}


def test_every_package_is_pinned_and_none_by_address() -> None:
    lines = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        assert re.fullmatch(r"#.*|[\w.-]+==[\w.]+", line), line


def test_a_project_is_started_with_its_sample(programs: Path, tmp_path: Path) -> None:
    publish(programs, tmp_path, "new", "so-tay", "--kind", "book")
    publish(programs, tmp_path, "build", "so-tay", "--strict")
    assert (tmp_path / "so-tay" / "dist" / "so-tay-thung-lung.epub").read_bytes().startswith(b"PK")


def test_the_man_page_is_installed(programs: Path) -> None:
    page = programs.parent / "share" / "man" / "man1" / "publish.1"
    assert (ROOT / "docs" / "publish.1").read_bytes() == page.read_bytes()


def test_the_installation_is_fit(programs: Path, tmp_path: Path) -> None:
    publish(programs, tmp_path, "doctor", "-q")
