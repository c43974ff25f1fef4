"""The functions of ``publish.vietnamese`` are there under their names, whichever of its modules was imported before."""

from __future__ import annotations

import subprocess
import sys

IMPORT_ALL = """
import importlib, pkgutil
from publish import vietnamese
if {first}:
    for module in pkgutil.walk_packages(vietnamese.__path__, "publish.vietnamese."):
        importlib.import_module(module.name)
print([name for name in vietnamese.__all__ if type(getattr(vietnamese, name)).__name__ != "function"])
"""


def test_each_name_is_its_function() -> None:
    for first in (False, True):
        command = [sys.executable, "-c", IMPORT_ALL.format(first=first)]
        assert "[]\n" == subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
