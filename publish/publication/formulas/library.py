"""Know whether the libraries that set formulas are there, and where their type is."""

from __future__ import annotations

import importlib.util
from pathlib import Path

EXTRA = "math"
"""The extra of ours that brings the libraries."""


def is_installed() -> bool:
    """Tell whether the libraries are there."""
    return all(importlib.util.find_spec(name) for name in ("math_core", "ziamath"))


def type_file() -> Path:
    """Return the file of the type that formulas are set in, STIX Two Math, which comes with the library."""
    found = importlib.util.find_spec("ziamath")
    assert found and found.submodule_search_locations, "there are no formulas without it"
    return Path(found.submodule_search_locations[0], "fonts", "STIXTwoMath-Regular.ttf")
