"""What goes the whole road takes its time."""

from __future__ import annotations

from pathlib import Path

import pytest

QUICK = {"test_readme.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent) and item.path.name not in QUICK:
            item.add_marker(pytest.mark.slow)
