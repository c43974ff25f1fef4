"""The folders of the package keep their shape: imports go down one list, no files import each other, tables hold what
can be added, and each library has one door. Imports inside functions and module names in strings count as well."""

from __future__ import annotations

import ast
import functools
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.kinds import KINDS
from tests.support.folders import ROOT

PACKAGE = ROOT / "publish"

ORDER = (
    *("cli", "build", "preflight", "kinds", "outputs", "layout"),
    *("importing", "editing", "reader", "publication", "vietnamese", "base"),
)
"""Folders from the first on; each may import itself and what stands behind it."""

KNOW_LITTLE = {
    "vietnamese": "vietnamese",
    "base": "base",
    "publication.assets": "publication.assets base",
    "preflight.pdf": "preflight.pdf base",
    "preflight.rules": "preflight publication base",
    "preflight.ink": "preflight publication base",
    "preflight.official": "preflight.official preflight.typography preflight.pdf preflight.findings"
    " importing.libreoffice publication.assets publication.official base",
    "preflight.typography": "preflight.typography preflight.pdf preflight.findings base",
    "outputs.pdf": "outputs.pdf outputs.commission layout editing reader publication vietnamese base",
}
"""Folders that may import less than what stands behind them."""

PLAIN = {"publish", "publish.__version__", "publish.DISTRIBUTION"}
"""What every module may import: names of the package itself."""

MOST_ENTRIES, MOST_MODULES, MOST_LINES, DEEPEST = 12, 20, 400, 3

DOORS = {
    "PIL": "build.comparing outputs.press outputs.epub preflight publication.assets",
    "_cffi_backend": "layout.engine",
    "asn1crypto": "outputs.signing.pdf",
    "barcode": "kinds.book.barcode",
    "bibtexparser": "editing.bibliography.bibtex",
    "cffi": "layout.engine",
    "citeproc": "editing.bibliography.citing",
    "click": "cli",
    "cssselect2": "layout.engine outputs.html.faces",
    "distributed": "build.cluster",
    "docx": "outputs.docx.package",
    "ebooklib": "outputs.epub.package",
    "fontTools": "layout.listings.drawing outputs.press.slug preflight.pdf.glyph_outlines preflight.pdf.to_unicode"
    " publication.assets.character_maps"
    " publication.assets.dropped_fonts"
    " publication.assets.fonts",
    "fsspec": "build.remote",
    "jinja2": "publication.assets.jinja",
    "lxml": "importing.web.page importing.word.xml outputs.html.markup",
    "markdown_it": "reader",
    "math_core": "publication.formulas.mathml",
    "markupsafe": "kinds layout outputs.epub outputs.html build.specimen",
    "mdit_py_plugins": "reader.markdown.parser",
    "pygments": "editing.code_languages editing.highlighting",
    "pymupdf": "preflight.ink.mupdf",
    "pikepdf": "build.comparing.pdf_reading outputs.imposition outputs.pdf.cutting outputs.press preflight",
    "platformdirs": "base.cache",
    "pydyf": "layout.engine layout.tags",
    "pyhanko": "outputs.signing",
    "pypdfium2": "build.comparing build.preview.page_pictures outputs.epub.cover preflight.report.page_views"
    " importing.metafiles",
    "starlette": "build.preview.comparing build.preview.guard build.preview.server",
    "stdnum": "kinds.book.book_data",
    "tinycss2": "outputs.html.faces publication.assets.fonts",
    "underthesea": "editing.compounds",
    "uvicorn": "build.preview.running",
    "watchfiles": "build.preview.watching",
    "weasyprint": "layout.engine layout.tags",
    "yaml": "importing.configs reader.frontmatter reader.own_facts",
    "ziamath": "publication.formulas.drawing",
}
"""The modules, or folders of modules, that alone may import each library."""

_NAMED = re.compile(r"(publish(?:\.\w+)+)(?::\w+)?")


def modules() -> Iterator[tuple[str, Path]]:
    """Name, such as ``outputs.pdf.cutting``, and path of each module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield ".".join(path.relative_to(PACKAGE).with_suffix("").parts), path


def full_name(name: str) -> str:
    """How a module is imported: ``publish.outputs`` for ``outputs.__init__``."""
    return f"publish.{name}".removesuffix(".__init__")


FILES = {full_name(name): path for name, path in modules()}
TREES = {full: ast.parse(path.read_bytes()) for full, path in FILES.items()}
MODULES = [pytest.param(name, path, id=name) for name, path in modules()]
FOLDERS = sorted({path.parent for path in FILES.values()} - {PACKAGE})
"""Folders of modules; what holds no module, such as the samples of a kind, is no package."""


@functools.cache
def imports(full: str) -> frozenset[str]:
    """What a module imports (:func:`_imports`), found once."""
    return frozenset(_imports(TREES[full]))


def _imports(tree: ast.AST) -> Iterator[str]:
    """The full name of all that a module imports, anywhere in it and in whichever way; also what a string names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "import by the full name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (str(argument.value) for argument in node.args if isinstance(argument, ast.Constant))
        elif (named := _named(node)) and file_of(named[1]) != "publish":
            yield named[1]


def _named(node: ast.AST) -> re.Match[str] | None:
    """What a node names, if it is a string that names something of ours."""
    return _NAMED.fullmatch(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def file_of(full: str) -> str:
    """The module that a full name leads to: ``publish.base.cache`` for ``publish.base.cache.digest``."""
    while full not in FILES and "." in full:
        full = full.rpartition(".")[0]
    return full


@functools.cache
def ours(module: str) -> set[str]:
    """The modules of ours that a module imports or names."""
    named = {full for full in imports(module) if full.partition(".")[0] == "publish"}
    return {file_of(full) for full in named - PLAIN} - {"publish"}


def inside(name: str, folders: str) -> bool:
    """Whether a module is one of these, or lies in one of these folders."""
    return f"{name}.".startswith(tuple(f"{folder}." for folder in folders.split()))


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_imports_go_down_one_list(name: str, path: Path) -> None:
    folder = name.partition(".")[0]
    if folder in ORDER:
        below = ORDER[ORDER.index(folder) :]
        assert [] == sorted(full for full in ours(full_name(name)) if full.split(".")[1] not in below)


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_some_folders_know_little(name: str, path: Path) -> None:
    for folder, known in KNOW_LITTLE.items():
        if inside(name, folder):
            assert [] == sorted(
                full for full in ours(full_name(name)) if not inside(full.removeprefix("publish."), known)
            )


def test_no_files_import_each_other() -> None:
    left = {full: ours(full) - {full} for full in FILES}
    while done := [full for full, below in left.items() if not below & left.keys()]:
        for full in done:
            del left[full]
    assert set() == left.keys(), "these import each other, or files that do"


def test_what_a_string_names_is_there() -> None:
    """A module that is named in a string is not found by whoever moves it."""
    for full, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and (m := _NAMED.fullmatch(node.value)):
                if m[1].startswith("publish.toml") or m[1] in PLAIN or m[0] == "publish.css":
                    continue
                module, _, attribute = m[0].partition(":")
                assert module in FILES, f"{full} names {m[0]}"
                assert (
                    not attribute
                    or f"def {attribute}(" in FILES[module].read_text(encoding="utf-8")
                    or (attribute in FILES[module].read_text(encoding="utf-8"))
                ), f"{full} names {m[0]}"


def test_no_kind_is_compared_outside_of_kinds() -> None:
    found = defaultdict(list)
    for name, _ in modules():
        for node in ast.walk(TREES[full_name(name)]) if not inside(name, "kinds") else ():
            if isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                words = {n.value for side in sides for n in ast.walk(side) if isinstance(n, ast.Constant)}
                if words & KINDS.keys() and any("kind" in ast.unparse(side) for side in sides):
                    found[name].append(ast.unparse(node))
    assert {} == found


def test_the_package_has_few_entries() -> None:
    entries = {path.name for path in PACKAGE.iterdir()} - {"__pycache__", "__init__.py", "__main__.py", "py.typed"}
    assert entries == set(ORDER) and len(entries) <= MOST_ENTRIES


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(PACKAGE)))
def test_a_folder_is_read_at_a_glance(folder: Path) -> None:
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= MOST_MODULES
    assert len(folder.relative_to(PACKAGE).parts) < DEEPEST


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(PACKAGE)))
def test_a_folder_says_what_it_takes_what_it_gives_and_what_it_may_import(folder: Path) -> None:
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_bytes())) or ""
    assert re.search(r"\b(takes?|take)\b", said) and re.search(r"\bgives?\b", said) and "import" in said


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_a_module_is_read_in_one_sitting(name: str, path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize(("name", "path"), MODULES)
def test_each_library_has_one_door(name: str, path: Path) -> None:
    names = {full.partition(".")[0] for full in imports(full_name(name))}
    for library in names - sys.stdlib_module_names - {"publish"}:
        assert inside(name, DOORS[library]), f"{library} is imported by {DOORS[library]} only"


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [
        *project["dependencies"],
        *project["optional-dependencies"]["words"],
        *project["optional-dependencies"]["bibliography"],
        *project["optional-dependencies"]["math"],
        *project["optional-dependencies"]["docx"],
        *project["optional-dependencies"]["sign"],
        *project["optional-dependencies"]["preview"],
        *project["optional-dependencies"]["cluster"],
    ]
    declared = {re.match(r"[\w-]+", line)[0].lower() for line in lines}  # type: ignore[index]
    distributions = {
        "citeproc": "citeproc-py",
        "_cffi_backend": "cffi",
        "yaml": "pyyaml",
        "PIL": "pillow",
        "barcode": "python-barcode",
        "docx": "python-docx",
        "stdnum": "python-stdnum",
        "markdown_it": "markdown-it-py",
    }
    imported = {full.partition(".")[0] for module in FILES for full in imports(module)}
    imported -= sys.stdlib_module_names | {"publish", "pydyf", "cssselect2"}  # WeasyPrint's, at the versions it wants
    assert {distributions.get(name, name.replace("_", "-").lower()) for name in imported} <= declared
