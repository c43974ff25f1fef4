"""Sources of the engine are found by their names, and read as they are."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from publish.layout.engine.digests import DIGESTS
from publish.layout.engine.originals import Sources
from tests.support.processes import run_python

PACKAGES = ("weasyprint", "pydyf", "cssselect2")


def test_sources_are_those_that_python_finds() -> None:
    code = f"""
import importlib, inspect, json
found = {{}}
for name in {sorted(DIGESTS)!r}:
    module, _, path = name.partition(':')
    value = importlib.import_module(module)
    for each in path.split('.') if not path.endswith('.css') else ():
        value = getattr(value, each)
    if getattr(value, '__module__', '').partition('.')[0] in {PACKAGES!r} and callable(value):
        found[name] = inspect.getsource(getattr(value, '__wrapped__', value)).rstrip()
print(json.dumps(found))
"""
    found = run_python(code)
    assert len(found) > 60
    sources = Sources()
    assert found == {name: sources.source(name).decode() for name in found}


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "sample_engine"
    folder.mkdir()
    (folder / "__init__.py").write_text("from .part import (  # sorted\n    one, two)\nfrom json import loads, dumps\n")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    return folder


PART = '''
TABLE = {
    1: 2,
}
@decorated
@twice(
)
def one(
    a,
):
    """Text.

    More."""

    return a
# not of it
def two(): return 1
class Kind:
    size = 3

    @property
    def one(self):
        return 2

    def two(self):
        return 3
class Kinds:
    def one(self): return 4
'''


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("sample_engine.part:TABLE", "TABLE = {\n    1: 2,\n}"),
        ("sample_engine.part:one", PART[PART.index("@decorated") : PART.index("\n# not")]),
        ("sample_engine:one", PART[PART.index("@decorated") : PART.index("\n# not")]),
        ("sample_engine:two", "def two(): return 1"),
        ("sample_engine:loads", "from json import loads, dumps"),
        ("sample_engine:three", ""),
        ("sample_engine.part:Kind.one", "    @property\n    def one(self):\n        return 2"),
        ("sample_engine.part:Kind.two", "    def two(self):\n        return 3"),
        ("sample_engine.part:Kind.three", ""),
        ("sample_engine.part:Kinds.one", "    def one(self): return 4"),
        ("sample_engine.part:Kinds.two", ""),
        ("sample_engine.none:one", ""),
        ("none_such:one", ""),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_source_is_read_by_its_name(sample: Path, name: str, source: str, ending: str) -> None:
    (sample / "part.py").write_bytes(PART.replace("\n", ending).encode())
    assert Sources().source(name).decode() == source


# Another engine ----------------------------------------------------------------------------------------------------
