"""The bench that the publications of a module are proved on, and the verdicts on all of its ``PROVED``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.proof.proving import Bench, Verdict


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("proof"))
    yield bench
    bench.close()


@pytest.fixture(scope="module")
def verdicts(bench: Bench, request: pytest.FixtureRequest) -> dict[str, Verdict]:
    """The verdicts by the names of the publications."""
    return {verdict.publication.name: verdict for verdict in bench.prove(request.module.PROVED)}
