"""The engine is loaded lean, and what stands for parts of it is what it would have made itself."""

from __future__ import annotations

import subprocess
import sys

from tests.support.compile_types import COMPILED, compile_types


def test_compiled_types_are_those_of_the_engine_that_is_installed() -> None:
    """Where another declares others, they are parsed as ever; ``python -m tests.support.compile_types`` mends it."""
    kept, made = (text.partition("# ruff: noqa")[2] for text in (COMPILED.read_text(encoding="utf-8"), compile_types()))
    assert made and made == kept


def test_loading_the_engine_parses_no_c() -> None:
    code = "import sys; from publish.layout import engine; engine.load(); print('cffi' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_an_engine_that_declares_other_types_is_loaded_with_them() -> None:
    code = (
        "from publish.layout.engine import load, pango_types; pango_types.DECLARATIONS = ''; load();"
        "from weasyprint.text.ffi import ffi, pango; import sys;"
        "print('cffi' in sys.modules, ffi.sizeof('PangoRectangle'), pango.pango_units_from_double(1))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "True 16 1024\n"
