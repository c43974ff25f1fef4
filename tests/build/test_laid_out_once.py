"""What several outputs show is laid out once."""

from __future__ import annotations

from typing import Any

import pytest

from publish.build.jobs import prepare
from publish.build.rendering import Rendering
from publish.build.sources import choose_sources
from publish.kinds.projects import open_project
from publish.layout import fitting
from publish.outputs.commission import Workers
from tests.support.folders import PROJECTS

SOURCES = (PROJECTS / "anatomy/source/giai-phau.md", PROJECTS / "official/source/mau-1-5-cong-van.md")


def make(source: Any, *outputs: str) -> list[bytes]:
    project = open_project(source)
    (job,) = prepare(project, choose_sources(project, source), lambda step: None)
    rendering = Rendering(job, Workers(), lambda step: None)
    return [rendering.make(output, judged=False)[0].content for output in outputs]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_pages_of_the_pdf_are_those_that_the_epub_names(source: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out, laid_out = fitting.lay_out, []

    def count(*arguments: Any) -> Any:
        laid_out.append(arguments)
        return lay_out(*arguments)

    (alone,) = make(source, "epub")
    monkeypatch.setattr(fitting, "lay_out", count)
    _, _, beside = make(source, "pdf", "press", "epub")
    assert 1 == len(laid_out)
    assert alone == beside
