"""What all tests share: a small project, the commands, the validators, and the switch that rewrites expected files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.support.programs import skip

if TYPE_CHECKING:
    from click.testing import Result

    from publish.preflight.validators import Validator
    from publish.publication import model
    from tests.support.books import Book
    from tests.support.publications import Site

hypothesis.settings.register_profile("untimed", deadline=None)  # how long a test takes, the machine decides
hypothesis.settings.load_profile("untimed")

ARTICLE = """\
---
headline: Chợ phiên cuối năm
published: 2026-01-15
---

Chợ phiên mở từ lúc trời còn mờ sương.
"""


@pytest.fixture(scope="session", autouse=True)
def private_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the tests lay out away from the user's own cache; all processes of a run share theirs."""
    base = tmp_path_factory.getbasetemp()
    cache = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "publish-cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PUBLISH_CACHE", str(cache))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected files in tests/golden/")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be rewritten rather than compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run a command in this process: ``run("pdf", "-q")``."""
    from click.testing import CliRunner

    from publish.cli import main

    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project: one article, ``source/bai.md``, and ``source/publish.toml``."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "publish.toml").write_text('[publication]\nlanguage = "vi"\n', encoding="utf-8")
    (source / "bai.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A publication in the current folder, still to be written; its dist/ holds earlier files."""
    from tests.support.publications import Site

    (tmp_path / "source").mkdir()
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "cho.pdf").write_bytes(b"earlier")
    (tmp_path / "dist" / "manifest.json").write_bytes(b"{}")
    monkeypatch.chdir(tmp_path)
    return Site(tmp_path)


@pytest.fixture(scope="session")
def sample() -> model.Article:
    """The sample with every element, read."""
    from tests.support.books import read_sample

    return read_sample()


@pytest.fixture(scope="session")
def book(sample: model.Article) -> Book:
    """The EPUB of the sample."""
    from tests.support.books import make_sample

    return make_sample(sample)


@pytest.fixture(scope="session")
def need() -> Callable[[str], Validator]:
    """Return a validator by name; the test skips where it is not installed, except in continuous integration."""
    from publish.preflight.validators import find_validators

    def find(name: str) -> Validator:
        validator = next(validator for validator in find_validators() if validator.name == name)
        if missing := validator.missing():
            skip(f"{name}: {missing}")
        return validator

    return find


@pytest.fixture(scope="session")
def judges(need: Callable[[str], Validator]) -> tuple[Validator, ...]:
    """All validators; the test skips where one is not installed, except in continuous integration."""
    from publish.preflight.validators import find_validators

    return tuple(need(validator.name) for validator in find_validators())
