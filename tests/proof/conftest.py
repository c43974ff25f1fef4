"""The bench that the publications of a module are proved on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.proof.proving import Bench


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("proof"))
    yield bench
    bench.close()
