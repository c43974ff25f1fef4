"""What is kept is made anew when any library that has a part in it is another."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import pytest

from publish import DISTRIBUTION
from publish.base import program_digest
from publish.base.program_digest import (
    WITHOUT_EFFECT,
    dependency_lines,
    extra_names,
    library_versions,
    programs_digest,
    required_names,
)
from tests.support.folders import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LIBRARIES = library_versions(required_names(ROOT / "publish"))
BEFORE = programs_digest.__wrapped__()

METADATA = """Metadata-Version: 2.4
Name: publish
Version: 0.1.0
Requires-Dist: Pillow>=11
Requires-Dist: tinycss2 (>=1.4) ; python_version < "4"
Provides-Extra: words
Requires-Dist: underthesea[full]<10,>=9.5; extra == 'words'
Requires-Dist: pytest; extra == "test"

Requires-Dist: description
"""


def change(monkeypatch: pytest.MonkeyPatch, headers: Mapping[str, str | None]) -> None:
    """Have other metadata installed of some distributions."""
    header = program_digest._header
    monkeypatch.setattr(program_digest, "_header", lambda name: headers[name] if name in headers else header(name))


@pytest.mark.parametrize("name", sorted(LIBRARIES))
def test_another_version_of_a_library_is_another_digest(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    header = program_digest._header(name)
    assert header
    change(monkeypatch, {name: re.sub("(?m)^Version: .*$", "Version: 999.9", header)})
    assert BEFORE != programs_digest.__wrapped__()


def test_a_library_that_is_gone_is_another_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, {"mdit-py-plugins": None})
    assert BEFORE != programs_digest.__wrapped__()


def test_nothing_changed_is_the_same_digest() -> None:
    assert BEFORE == programs_digest.__wrapped__() == programs_digest()


@pytest.mark.parametrize("name", ["_pango_version", "_harfbuzz_version", "_littlecms_version"])
def test_another_library_of_the_system_is_another_digest(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program_digest, name, lambda: "another")
    assert BEFORE != programs_digest.__wrapped__()


def test_what_shapes_outputs_is_among_the_libraries() -> None:
    assert {"pillow", "ebooklib", "tinycss2", "mdit-py-plugins", "weasyprint"} <= LIBRARIES.keys()
    assert {"cssselect2", "pydyf", "pyphen", "tinyhtml5"} <= LIBRARIES.keys(), "WeasyPrint's own"


def test_the_name_and_the_extras_are_those_of_the_package() -> None:
    assert PROJECT["name"] == DISTRIBUTION
    assert PROJECT["optional-dependencies"].keys() > WITHOUT_EFFECT
    asked = {re.split(r"[^\w.-]", line)[0] for line in PROJECT["dependencies"]}
    assert asked <= set(required_names(ROOT / "publish"))


def test_in_a_checkout_its_own_file_says_what_is_required(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was installed before a dependency was added does not know of it, and may be of another package."""
    lines = [
        "[project]",
        f"name = {DISTRIBUTION!r}",
        "dependencies = ['added>=1']",
        "[project.optional-dependencies]",
        "words = ['w~=2']",
        "test = ['t']",
    ]
    (tmp_path / "pyproject.toml").write_text("\n".join(lines), encoding="utf-8")
    change(monkeypatch, {DISTRIBUTION: METADATA})
    assert ["added", "w"] == required_names(tmp_path / "publish")


@pytest.mark.parametrize("text", ["[project]\nname = 'other'\ndependencies = ['x']", "[tool.x]", "no TOML", "\xff"])
def test_the_file_of_another_project_says_nothing(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text(text, encoding="latin-1")
    change(monkeypatch, {DISTRIBUTION: METADATA.partition("\n\n")[0]})
    assert ["Pillow", "tinycss2", "underthesea"] == required_names(tmp_path / "publish")


def test_where_it_is_installed_its_metadata_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(monkeypatch, {DISTRIBUTION: METADATA.partition("\n\n")[0]})
    assert ["Pillow", "tinycss2", "underthesea"] == required_names(tmp_path / "publish")


def test_what_is_required_and_the_extras_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = "Provides-Extra: words\nProvides-Extra: math\nRequires-Dist: a<2,>=1\nRequires-Dist: w; extra == 'words'"
    change(monkeypatch, {DISTRIBUTION: header})
    package = tmp_path / "publish"
    assert (["a<2,>=1"], ["math", "words"]) == (dependency_lines(package), extra_names(package))
    lines = ["[project]", f"name = {DISTRIBUTION!r}", "dependencies = ['b>=3']", "[project.optional-dependencies]"]
    (tmp_path / "pyproject.toml").write_text("\n".join([*lines, "x = ['y']", "d = []"]), encoding="utf-8")
    assert (["b>=3"], ["d", "x"]) == (dependency_lines(package), extra_names(package))


def test_where_nothing_is_known_of_the_program_there_are_no_extras(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(monkeypatch, {DISTRIBUTION: None})
    assert ([], []) == (dependency_lines(tmp_path / "publish"), extra_names(tmp_path / "publish"))


def test_where_nothing_says_what_is_required_all_that_is_there_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(monkeypatch, {DISTRIBUTION: None})
    names = {name.lower() for name in required_names(tmp_path / "publish")}
    assert {"pytest", "pillow", "weasyprint"} <= names


def test_the_libraries_of_a_library_count_but_not_those_of_its_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    header = "Version: 2\nRequires-Dist: b.B>1\nRequires-Dist: c ; extra == 'more'"
    change(monkeypatch, {"a": header, "b-b": "Version: 3\nRequires-Dist: A", "c": "Version: 4"})
    assert {"a": "2", "b-b": "3"} == library_versions(["A", "missing"])


@pytest.mark.parametrize(
    "file", ["odd_name-1.2.dist-info/METADATA", "Odd.Name-1.2-py3.egg-info/PKG-INFO", "odd_name-1.2.egg-info"]
)
def test_a_header_ends_where_the_description_begins(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"Name: odd-name\r\nVersion: 1.2\r\n\r\nRequires-Dist: none\r\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert "Name: odd-name\nVersion: 1.2" == program_digest._header("odd-name")
    assert program_digest._header("no-such-distribution") is None


def test_the_versions_are_those_that_are_imported() -> None:
    assert {name: metadata.version(name) for name in LIBRARIES} == LIBRARIES
