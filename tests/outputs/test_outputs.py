"""The table of outputs names judges and validators that there are."""

from __future__ import annotations

from pathlib import Path

from publish.build.acceptance import find_judge
from publish.kinds.projects import read_project
from publish.outputs import OUTPUTS
from publish.preflight.validators import find_validators
from publish.publication.assets.folders import find_assets


def test_every_validator_is_asked_for_some_output_and_none_that_is_not_there() -> None:
    named = {name for output in OUTPUTS.values() for name in output.validators}
    assert {validator.name for validator in find_validators()} == named


def test_validators_know_the_files_that_they_are_asked_about() -> None:
    suffixes = {validator.name: validator.suffix for validator in find_validators()}
    for output in OUTPUTS.values():
        assert not output.validators or {Path(output.name_file("a")).suffix} == {
            suffixes[name] for name in output.validators
        }


def test_every_judge_is_one_that_there_is(tmp_path: Path) -> None:
    project, assets = read_project(tmp_path), find_assets(tmp_path)
    judges = {output.name: find_judge(output.judge, project, assets) for output in OUTPUTS.values() if output.judge}
    assert judges["pdf"].printer is None
    assert judges["press"].printer and judges["cover"].printer
