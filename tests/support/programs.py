"""Programs that tests call and that are not installed everywhere: who lacks one sees which, and what was not tested."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def need(*names: str) -> None:
    """Skip the test where one of these programs is not on the PATH; in continuous integration it fails."""
    for name in names:
        if not shutil.which(name):
            skip(f"{name} is not installed")


def skip(why: str) -> NoReturn:
    """Skip the test, or have it fail in continuous integration, where all is installed."""
    if os.environ.get("CI", "false") not in ("false", "0", ""):
        pytest.fail(why)
    pytest.skip(why)
