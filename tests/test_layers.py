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
    "__main__": "base cli",
    "base": "DISTRIBUTION",
    "build": "base editing kinds layout outputs preflight publication",
    "cli": "base build editing kinds layout outputs preflight publication reader",
    "editing": "base publication reader vietnamese",
    "kinds": "base editing layout outputs publication reader",
    "layout": "base editing publication",
    "outputs": "base editing layout publication",
    "preflight": "base build editing kinds layout outputs publication",
    "publication": "base",
    "reader": "base publication vietnamese",
    "vietnamese": "",
}
"""What each module, or each folder of modules, may import of ours beside itself, name and version, and the records."""

DOORS = {
    "PIL": "outputs.press.inks outputs.press.pictures preflight.ink.ghostscript preflight.ink.measuring"
    " preflight.ink.raster preflight.pdf.resources outputs.epub.pictures publication.assets.rasters",
    "_cffi_backend": "layout.engine.pango_types layout.engine.stand_ins",
    "barcode": "kinds.book.barcode",
    "bibtexparser": "editing.bibliography.bibtex",
    "cffi": "layout.engine.stand_ins",
    "citeproc": "editing.bibliography.citing",
    "click": "cli.__init__ cli.archiving cli.caching cli.checking cli.console cli.imposing cli.making cli.texts",
    "distributed": "build.cluster",
    "ebooklib": "outputs.epub.package",
    "fontTools": "outputs.press.slug preflight.pdf.glyph_outlines publication.assets.dropped_fonts"
    " publication.assets.fonts",
    "fsspec": "build.remote",
    "jinja2": "publication.assets.jinja",
    "markdown_it": "reader.markdown.parser",
    "markupsafe": "kinds.article.epub kinds.article.printing kinds.book.epub kinds.book.printing"
    " kinds.bulletin.epub kinds.bulletin.issue layout.page_values outputs.epub.publication",
    "mdit_py_plugins": "reader.markdown.parser",
    "pikepdf": "outputs.imposition.pages outputs.imposition.sheets outputs.pdf.cutting outputs.press.inking"
    " outputs.press.pages outputs.press.pictures outputs.press.shadings preflight.judging preflight.metadata"
    " preflight.page_digests preflight.pdf.colours preflight.pdf.graphics preflight.pdf.painting"
    " preflight.pdf.reading preflight.pdf.resources preflight.pdf.typefaces preflight.rules.file"
    " preflight.rules.tags",
    "platformdirs": "base.cache",
    "pydyf": "layout.engine.__init__ layout.engine.tagging",
    "pypdfium2": "outputs.epub.cover preflight.report.page_views",
    "stdnum": "kinds.book.book_data",
    "tinycss2": "publication.assets.fonts",
    "underthesea": "editing.compounds",
    "weasyprint": "layout.engine.loading layout.engine.tagging",
    "yaml": "reader.frontmatter",
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
    assert ours - {layer, "DISTRIBUTION", "__version__", "records"} <= set(MAY_IMPORT[layer].split())


def test_no_circle_of_files() -> None:
    files = {f"publish.{name}".removesuffix(".__init__"): path for name, path in modules()}
    left = {
        name: {full if full in files else full.rpartition(".")[0] for full in imports(path)} & files.keys() - {name}
        for name, path in files.items()
    }
    while done := [name for name, below in left.items() if not below & left.keys()]:
        for name in done:
            del left[name]
    assert set() == left.keys(), "these import each other, or files that do"


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
    assert name.count(".") <= 2
