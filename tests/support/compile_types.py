"""Compile the C declarations of WeasyPrint.

``python -m tests.support.compile_types`` writes them anew for another version.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import importlib.util
import io
import tempfile
from pathlib import Path

import cffi  # type: ignore[import-untyped]  # it has no types

from tests.support.folders import ROOT

COMPILED = ROOT / "publish" / "layout" / "engine" / "pango_types.py"

HEAD = '''"""The C types and functions of Pango, HarfBuzz and fontconfig that WeasyPrint declares, compiled by cffi.

Made by ``python -m tests.support.compile_types``; used when WeasyPrint declares just these, by the digest of its text.
"""
# ruff: noqa

DECLARATIONS = "{digest}"

'''


def declarations() -> str:
    """Return the C text that WeasyPrint hands to cffi."""
    spec = importlib.util.find_spec("weasyprint")
    assert spec and spec.origin
    module = ast.parse(Path(spec.origin).with_name("text").joinpath("ffi.py").read_text(encoding="utf-8"))
    (call,) = (node for node in ast.walk(module) if isinstance(node, ast.Call) and ast.unparse(node.func) == "ffi.cdef")
    return str(ast.literal_eval(call.args[0]))


def compile_types() -> str:
    """Return the module that holds the declarations compiled."""
    text = declarations()
    interface = cffi.FFI()
    interface.cdef(text)
    interface.set_source("pango_types", None)
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        path = Path(folder, "pango_types.py")
        interface.emit_python_code(str(path))
        code = path.read_text(encoding="utf-8")
    return HEAD.format(digest=hashlib.sha256(text.encode()).hexdigest()) + code.partition("\n")[2].replace(
        "import _cffi_backend", "import _cffi_backend  # type: ignore[import-untyped]"
    )


if __name__ == "__main__":
    COMPILED.write_text(compile_types(), encoding="utf-8")
