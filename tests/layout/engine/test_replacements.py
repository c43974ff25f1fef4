"""What is replaced in the engine stands in a table, whose rows fit the engine or are left out and named."""

from __future__ import annotations

import importlib
import itertools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from publish.base.diagnostics import ExitCode
from publish.layout.engine.digests import DIGESTS
from publish.layout.engine.installation import KNOWN, Installation, Row
from publish.layout.engine.originals import Sources
from publish.layout.engine.replacements import ROWS
from tests.support.engine_digests import DIGESTS as DIGESTS_FILE
from tests.support.engine_digests import digests
from tests.support.folders import ROOT
from tests.support.processes import run_python

pytestmark = pytest.mark.slow

PACKAGES = ("weasyprint", "pydyf", "cssselect2")
ROW_IDS = [row.name for row in ROWS]
RELIED_ON = {name for row in ROWS if row.required for name in row.relies}
REQUIRED = [row for row in ROWS if row.required or row.name in RELIED_ON]
OTHERS = [row for row in ROWS if row not in REQUIRED]

# The table ---------------------------------------------------------------------------------------------------------


def test_digests_are_those_of_the_engine_that_is_installed() -> None:
    """Where it is another, read what has changed; ``python -m tests.support.engine_digests`` writes them anew."""
    assert DIGESTS_FILE.read_text(encoding="utf-8") == digests()
    assert "" not in DIGESTS.values()
    assert Installation(ROWS).left_out() == []


def test_the_known_versions_are_those_that_tests_run_with() -> None:
    pinned = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert {f"{name}=={version}" for name, version in KNOWN.items()} <= set(pinned)
    assert set(KNOWN) == {name.partition(":")[0].partition(".")[0] for name in DIGESTS}
    assert list(KNOWN.values()) == [Sources().version(name) for name in KNOWN]


@pytest.mark.parametrize("row", ROWS, ids=ROW_IDS)
def test_each_row_says_what_it_does_and_why(row: Row) -> None:
    assert all((row.does, row.why, row.without))
    assert row.upstream.startswith(("no", "not general", "yes"))
    assert {*row.needs, *row.after} <= set(ROW_IDS)


def test_what_two_rows_replace_is_replaced_in_an_order_that_they_name() -> None:
    assert len(ROW_IDS) == len(set(ROW_IDS))
    behind = {row.name: {*row.needs, *row.after} for row in ROWS}
    for first, second in itertools.combinations(ROWS, 2):
        if set(first.names) & set(second.names):
            assert first.name in behind[second.name] or second.name in behind[first.name]


def test_rows_come_after_those_that_they_name_however_the_table_is_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    rows = [
        row._replace(make=lambda package, name=row.name: order.append(name) or {}) for row in ROWS if not row.imported
    ]
    Installation(rows[::-1]).replace_in(sys)
    assert sorted(order) == sorted(row.name for row in rows)
    for row in rows:
        assert all(order.index(name) < order.index(row.name) for name in (*row.needs, *row.after))


# Sources -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_rows_of_an_altered_source_are_left_out_with_those_that_need_them(name: str) -> None:
    class Altered(Row):
        @property
        def digests(self) -> dict[str, str]:
            return super().digests | ({name: "0" * 64} if name in (*self.names, *self.relies) else {})

    rows = [Altered(*row) for row in ROWS]
    out = {row.name for row in rows if name in (*row.names, *row.relies)}
    out |= {row.name for row in rows if out & set(row.needs)}
    installation = Installation(rows)
    assert set(installation.reasons) == out
    assert all(any(line.startswith(row) for line in installation.left_out()) for row in out)
    hindrance = installation.hindrance()
    assert (hindrance is not None) == any(row.required for row in rows if row.name in out)


TEXT = """---
headline: Chợ phiên
published: 2026-01-15
lang: vi
---

Chợ phiên mở từ lúc trời còn mờ sương, người các bản xuống núi mang theo mật ong, măng khô, thổ cẩm[^1] và những câu
chuyện của một mùa rẫy vừa xong; nghiêng mình bên bếp lửa, bà cụ bán hàng đếm từng đồng, cười mà không nói.

Ngày 30/4/2020, *người các bản* lại xuống núi mang theo mật ong, măng khô và những câu chuyện của một mùa rẫy vừa xong.

[^1]: Lời ghi ở chân trang.
"""


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the engine and the libraries under it, to be altered."""
    folder = tmp_path_factory.mktemp("engines")
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        assert spec and spec.origin
        shutil.copytree(Path(spec.origin).parent, folder / package)
    return folder


def alter(engines: Path, name: str) -> tuple[Path, bytes]:
    """Alter the source of something in a copy of the engine; return which file that is and what was in it."""
    source = Sources().source(name)
    package = name.partition(":")[0].partition(".")[0]
    files = [path for kind in ("*.py", "*.css") for path in (engines / package).rglob(kind)]
    own = engines.joinpath(*name.partition(":")[0].split("."))
    holding = {path for path in files if source and source in path.read_bytes()}
    (path,) = holding & {own.with_suffix(".py"), own / "__init__.py"} or holding
    before = path.read_bytes()
    indent = re.match(rb" *", source)[0] + b"    "  # type: ignore[index]  # it matches always
    remark = b"\n" + indent + b"# altered" if b"\n" in source else b"  # altered"
    path.write_bytes(before.replace(source, source + remark, 1))
    return path, before


def publish_pdf(folder: Path, engines: Path | None, *options: str) -> subprocess.CompletedProcess[str]:
    """Make a PDF of the sample with an engine."""
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    path = os.pathsep.join([*([str(engines)] if engines else []), str(ROOT), *sys.path])
    command = [sys.executable, "-m", "publish", "pdf", "a.md", "-o", "a.pdf", "--for", "screen", "--no-cache", *options]
    environment = os.environ | {"PYTHONPATH": path}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def words(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document).split()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The words of the sample as the known engine sets them, of which nothing is said."""
    folder = tmp_path_factory.mktemp("known")
    run = publish_pdf(folder, None, "-v")
    assert run.returncode == ExitCode.WRITTEN, run.stderr
    assert "not replaced" not in run.stderr
    found = words(folder / "a.pdf")
    assert {"Chợ", "phiên", "mở", "lúc"} < set(found)
    return found


@pytest.mark.parametrize("row", OTHERS, ids=[row.name for row in OTHERS])
def test_an_engine_that_is_altered_goes_on_alone(row: Row, engines: Path, expected: list[str], tmp_path: Path) -> None:
    path, before = alter(engines, row.name)
    try:
        run = publish_pdf(tmp_path, engines, "-v")
    finally:
        path.write_bytes(before)
    assert run.returncode == ExitCode.WRITTEN, run.stderr
    (line,) = (line for line in run.stderr.splitlines() if line.startswith(f"{row.name} of the engine is not replaced"))
    assert row.without in line
    assert words(tmp_path / "a.pdf") == expected


@pytest.mark.parametrize("row", REQUIRED, ids=[row.name for row in REQUIRED])
def test_an_engine_that_would_give_something_wrong_is_refused(row: Row, engines: Path, tmp_path: Path) -> None:
    path, before = alter(engines, row.name)
    try:
        run = publish_pdf(tmp_path, engines)
    finally:
        path.write_bytes(before)
    assert run.returncode == ExitCode.ENGINE
    assert re.search(rf"{row.name} (of the engine is not replaced|is another one)", run.stderr)
    assert "[unknown-engine]" in run.stderr
    assert f"weasyprint=={KNOWN['weasyprint']}" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "a.pdf").exists()


def test_what_is_left_out_is_told_only_where_each_step_is(engines: Path, expected: list[str], tmp_path: Path) -> None:
    path, before = alter(engines, "weasyprint.layout.inline:justify_line")  # lines of glyphs rely on it
    try:
        quiet, verbose = publish_pdf(tmp_path, engines), publish_pdf(tmp_path, engines, "-v")
    finally:
        path.write_bytes(before)
    assert (quiet.returncode, quiet.stderr) == (ExitCode.WRITTEN, "")
    assert "weasyprint.layout.inline:justify_line is another one in weasyprint" in verbose.stderr
    assert "since it needs weasyprint.layout.inline:add_word_spacing" in verbose.stderr
    assert words(tmp_path / "a.pdf") == expected


def test_an_engine_that_was_imported_before_is_used_as_it_is() -> None:
    code = """
import json, weasyprint, weasyprint.text.fonts as fonts
from publish.layout.engine import load, left_out
own = fonts.TTFont
load()
print(json.dumps([left_out(), own is fonts.TTFont]))
"""
    told, kept = run_python(code)
    assert kept
    assert [row.name for row in ROWS if row.imported] == [line.partition(" ")[0] for line in told]


# Nothing but the table ---------------------------------------------------------------------------------------------

DESCRIBE = """
import json, sys, types
def describe(value):
    kind = type(value)
    if kind.__module__ == 'cffi.api' and 'Library' in kind.__name__ or kind.__name__ == 'Lib':
        return ['library']  # the one as cffi makes it, the other as it is compiled
    if isinstance(value, types.FunctionType):
        return [value.__module__, value.__qualname__, value.__code__.co_filename.rpartition('site-packages')[2],
            value.__code__.co_firstlineno, value.__globals__ is vars(sys.modules.get(value.__module__, json))]
    if isinstance(value, type):
        return [value.__module__, value.__qualname__]
    if isinstance(value, (classmethod, staticmethod)):
        return [kind.__name__, describe(value.__func__)]
    if isinstance(value, property):
        return ['property', *map(describe, (value.fget, value.fset, value.fdel))]
    if isinstance(value, types.ModuleType):
        return ['module', value.__name__]
    if isinstance(value, (str, bytes, bool, type(None))) or isinstance(value, int) and value < 1 << 32:  # no address
        return [kind.__name__, repr(value)]
    return [kind.__module__, kind.__qualname__]
def walk(name, place):
    for key, value in vars(place).items():
        if key in ('__builtins__', '__loader__', '__spec__', '__cached__', '__dict__', '__weakref__', '__path__'):
            continue
        path = name + ('.' if ':' in name else ':') + key
        yield path, describe(value)
        own = key if isinstance(place, types.ModuleType) else place.__qualname__ + '.' + key
        if isinstance(value, type) and [value.__module__, value.__qualname__] == [name.partition(':')[0], own]:
            yield from walk(path, value)
PACKAGES = ('weasyprint', 'pydyf', 'cssselect2', 'tinycss2', 'tinyhtml5', 'webencodings', 'fontTools', 'PIL', 'cffi',
    'pyphen', 'builtins', 'pathlib', 'ctypes', 'importlib', 'warnings', 'logging', 'hashlib', 'tempfile', 'uuid', 're',
    'json', 'zlib', 'os', 'urllib')
found = {}
for name, module in sorted(sys.modules.items()):
    if name.partition('.')[0] in PACKAGES:
        found.update(walk(name, module))
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def as_made() -> dict[str, Any]:
    """All that stands in the engine, the libraries under it and some of Python's own as they are."""
    found: dict[str, Any] = run_python(f"import weasyprint, warnings, uuid, pathlib, ctypes.util\n{DESCRIBE}")
    return found


def test_nothing_is_replaced_but_what_stands_in_the_table(as_made: dict[str, Any]) -> None:
    code = f"import warnings, uuid, pathlib, ctypes.util\nfrom publish.layout.engine import load\nload()\n{DESCRIBE}"
    ours = run_python(code)
    assert len(ours.keys() & as_made.keys()) > 5000
    changed = {name for name in ours.keys() & as_made.keys() if ours[name] != as_made[name]}
    added = {name for name in ours.keys() - as_made.keys() if name.partition(":")[0] in _modules(as_made)}
    table = {name for row in ROWS for name in row.names}
    imported = [as_made[name] for row in ROWS if row.everywhere or row.imported for name in row.names]
    others = {name: as_made.get(name) for name in changed | added if name not in table}
    assert {name: value for name, value in others.items() if value not in imported} == {}
    assert table - changed == set()


def _modules(names: dict[str, Any]) -> set[str]:
    return {name.partition(":")[0] for name in names}


def test_nothing_of_the_engine_changes_while_pages_are_written() -> None:
    """It would be in the way of other threads that write pages."""
    code = """
import json, pathlib, sys
from tests.support.paragraphs import SENTENCE, lay_out
from publish.layout import engine
from publish.base.diagnostics import Position
engine.load()
before = {(name, key): value for name, module in sys.modules.items() if name.startswith(('weasyprint', 'pydyf'))
    for key, value in vars(module).items()}
changed, calls = set(), []
def watch(*arguments):
    calls.append(arguments)
    for (name, key), value in before.items():
        if vars(sys.modules[name]).get(key) is not value:
            changed.add(name + ':' + key)
document = lay_out('<p>' + SENTENCE + '</p>')
watch()
for embedded in (True, False):
    engine.write_pdf(document, Position(pathlib.Path('a')), watch, fonts=embedded, prepare=watch)
print(json.dumps([sorted(changed), len(calls)]))
"""
    assert run_python(code) == [[], 5]


def test_loading_changes_nothing_for_the_whole_process() -> None:
    """Not even for a moment, in which another thread could meet it: looked at with each call that loading makes."""
    code = """
import builtins, ctypes.util, json, pathlib, sys, warnings
from publish.layout.engine import load
import publish.layout.engine.replacements
watched = {(place, name): getattr(place, name) for place, names in (
    (pathlib.Path, ('read_text', 'read_bytes', 'open')), (builtins, ('eval', '__import__', 'open', 'compile')),
    (ctypes.util, ('find_library',)), (warnings, ('warn', 'filters', 'showwarning'))) for name in names}
rules = list(warnings.filters)
changed, calls = set(), 0
def watch(frame, event, argument):
    global calls
    calls += 1
    changed.update(name for (place, name), value in watched.items() if getattr(place, name) is not value)
    if calls % 100 == 0:
        changed.update(name for name, module in list(sys.modules.items())
            if name.startswith(('cffi', 'fontTools', 'PIL')) and getattr(module, '__spec__', None) is None)
    if warnings.filters != rules:
        changed.add('filters')
sys.setprofile(watch)
load()
sys.setprofile(None)
print(json.dumps([sorted(changed), calls]))
"""
    changed, calls = run_python(code)
    assert changed == []
    assert calls > 10_000


def test_an_exception_that_is_imported_late_is_the_one_that_is_raised() -> None:
    code = """
import io, json
from publish.layout.engine import load
fonts = load().pdf.fonts
early = fonts.TTLibError
try:
    fonts.TTFont(io.BytesIO(b'no font'))
except fonts.TTLibError as failure:
    print(json.dumps([type(failure).__module__, fonts.TTLibError is type(failure), early is fonts.TTLibError,
        issubclass(ValueError, early), isinstance(fonts.TTFont, type), fonts.subset.__name__]))
"""
    assert run_python(code) == ["fontTools.ttLib", True, False, False, True, "fontTools.subset"]
