"""What the tests of the book share."""

from __future__ import annotations

import pytest

from tests.support.covers import make, write


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a book with its data and its cover, by their names."""
    return make(write(tmp_path_factory.mktemp("book"), spine="14mm"))
