"""Imports point down only, and each library has one door; imports inside functions count as well."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "publish"

MAY_IMPORT = {
    "__init__": "",
    "diagnostics": "",
    "records": "",
    "folio": "",
    "dates": "",
    "filenames": "",
    "values": "",
    "model": "diagnostics",
    "apparatus": "",
    "assets": "diagnostics",
    "cache": "diagnostics",
    "programs": "",
    "dist": "diagnostics",
    "harfbuzz": "",
    "fonts": "diagnostics harfbuzz",
    "drawings": "",
    "images": "diagnostics drawings",
    "colours": "",
    "imprint": "values",
    "bulletin": "filenames values",
    "stock": "diagnostics assets",
    "settings": "diagnostics values colours filenames imprint bulletin press",
    "project": "diagnostics colours imprint bulletin settings apparatus press",
    "starter": "diagnostics project",
    "vietnamese": "",
    "validators": "diagnostics",
    "markup": "",
    "sarif": "diagnostics",
    "views": "",
    "frames": "",
    "imposition": "",
    "worker": "diagnostics frames",
    "pool": "diagnostics worker",
    "linebreaks": "",
    "layout": "diagnostics assets dates",
    "reader": "diagnostics model",
    "index": "diagnostics folio model vietnamese",
    "check_bulletin": "diagnostics assets bulletin fonts images project settings writers",
    "check_book": "diagnostics assets fonts images imprint project settings stock",
    "check": "diagnostics filenames model assets fonts images index project vietnamese",
    "bibliography": "diagnostics model references vietnamese",
    "backmatter": "diagnostics model assets settings project publication references check index bibliography",
    "references": "diagnostics filenames folio model project publication",
    "publication": "diagnostics model",
    "engine": "diagnostics linebreaks",
    "writers": "diagnostics dates engine finish folio imprint settings stock model assets fonts images project"
    " publication layout worker cache programs apparatus index printers units",
    "finish": "diagnostics assets imposition project units",
    "preflight": "diagnostics markup printers",
    "printers": "diagnostics assets",
    "press": "values",
    "units": "",
    "gate": "diagnostics preflight printers",
    "typesetting": "model vietnamese",
    "compounds": "vietnamese",
    "tools": "project worker pool cache writers",
    "outputs": "diagnostics dist tools",
    "recall": "diagnostics assets cache compounds fonts programs project",
    "preparation": "diagnostics model assets fonts project check reader typesetting compounds cache programs",
    "build": "diagnostics check_book check_bulletin model references assets fonts images project publication"
    " dist check preparation compounds settings writers validators cache programs backmatter tools outputs gate"
    " printers preflight tracing views",
    "tracing": "diagnostics assets markup model project settings views writers",
    "ownership": "diagnostics assets cache dist preparation printers project publication tracing writers",
    "inspection": "diagnostics ownership pool preflight printers validators views",
    "reports": "diagnostics assets inspection layout preflight project sarif views",
    "verdict": "diagnostics dist build tools writers validators model ownership tracing",
    "lint": "diagnostics model project reader vietnamese dist sarif",
    "convert": "diagnostics dist vietnamese",
    "remote": "diagnostics dist",
    "edition": "diagnostics assets fonts project dist build outputs tools engine cache compounds"
    " pool remote worker writers",
    "cluster": "diagnostics worker",
    "archive": "diagnostics build tools cluster edition pool remote",
    "cli": "diagnostics outputs recall tools archive edition verdict project settings cache lint"
    " convert starter worker writers build assets finish imposition stock printers dist inspection ownership reports",
    "__main__": "cli worker",
}
"""What each module, or each folder of modules, may import of ours beside itself, the version and the records."""

DOORS = {
    "click": "cli",
    "jinja2": "layout",
    "markupsafe": "writers",
    "markdown_it": "reader.markdown",
    "mdit_py_plugins": "reader.markdown",
    "yaml": "reader.frontmatter",
    "tinycss2": "fonts",
    "fontTools": "fonts finish preflight",
    "PIL": "images finish preflight",
    "weasyprint": "engine",
    "pydyf": "engine",
    "cssselect2": "engine",
    "cffi": "engine",
    "_cffi_backend": "engine",
    "barcode": "writers.barcode",
    "stdnum": "imprint",
    "underthesea": "compounds",
    "ebooklib": "writers.epub",
    "pypdfium2": "writers.cover views",
    "pymupdf": "preflight.mupdf",
    "pikepdf": "writers.cutting writers.inking finish preflight",
    "platformdirs": "cache",
    "distributed": "cluster",
    "fsspec": "remote",
    "bibtexparser": "bibliography.bibtex",
    "citeproc": "bibliography.citing",
}
"""The modules, or folders of modules, that alone may import each library."""


def modules() -> Iterator[tuple[str, Path]]:
    """Name, such as ``writers.pdf``, and path of each module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield ".".join(path.relative_to(PACKAGE).with_suffix("").parts), path


def imports(path: Path) -> Iterator[str]:
    """The full name of all that a module imports, anywhere in it and in whichever way."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import by the full name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield from (str(argument.value) for argument in node.args if isinstance(argument, ast.Constant))


@pytest.mark.parametrize(("name", "path"), [pytest.param(*module, id=module[0]) for module in modules()])
def test_imports_point_down(name: str, path: Path) -> None:
    layer = name.split(".")[0]
    ours = {full.split(".")[1] for full in imports(path) if full.startswith("publish.")}
    assert ours - {layer, "__version__", "records"} <= set(MAY_IMPORT[layer].split())


@pytest.mark.parametrize(("name", "path"), [pytest.param(*module, id=module[0]) for module in modules()])
def test_each_library_has_one_door(name: str, path: Path) -> None:
    libraries = {full.split(".")[0] for full in imports(path)} - sys.stdlib_module_names - {"publish"}
    for library in libraries:
        doors = tuple(f"{door}." for door in DOORS[library].split())
        assert f"{name}.".startswith(doors), f"{library} is imported by {DOORS[library]} only"


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [
        *project["dependencies"],
        *project["optional-dependencies"]["words"],
        *project["optional-dependencies"]["bibliography"],
        *project["optional-dependencies"]["cluster"],
    ]
    declared = {re.match(r"[\w-]+", line)[0].lower() for line in lines}  # type: ignore[index]
    distributions = {
        "citeproc": "citeproc-py",
        "_cffi_backend": "cffi",
        "yaml": "pyyaml",
        "PIL": "pillow",
        "barcode": "python-barcode",
        "stdnum": "python-stdnum",
        "markdown_it": "markdown-it-py",
    }
    imported = {full.split(".")[0] for _, path in modules() for full in imports(path)}
    imported -= sys.stdlib_module_names | {
        "publish",
        "pydyf",
        "cssselect2",
    }  # WeasyPrint's own, at the versions it wants
    assert {distributions.get(name, name.replace("_", "-").lower()) for name in imported} <= declared


@pytest.mark.parametrize(("name", "path"), [pytest.param(*module, id=module[0]) for module in modules()])
def test_a_module_is_read_in_one_sitting(name: str, path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    assert name.count(".") <= 1
