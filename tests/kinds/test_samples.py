"""The samples of all kinds: whole projects that build at once, and that every judge accepts without a word."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from publish.base.diagnostics import OutputError, render_short
from publish.cli import main
from publish.kinds import KINDS
from publish.kinds.projects import read_project
from publish.kinds.samples import create_project, languages, sample
from publish.kinds.schemas import SCHEMAS
from tests.support.folders import ROOT

SAMPLES = [
    pytest.param(kind, language, id=f"{name}-{language}")
    for name, kind in sorted(KINDS.items())
    for language in languages(kind)
]
each_sample = pytest.mark.parametrize(("kind", "language"), SAMPLES)


def start(folder: Path, kind: Any, language: str) -> Path:
    create_project(folder, kind, language)
    return folder


def digests(folder: Path) -> Mapping[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_has_a_sample_in_both_languages_and_documents_of_offices_in_theirs(name: str) -> None:
    assert (("vi",) if name == "official" else ("en", "vi")) == languages(KINDS[name])


@each_sample
def test_a_sample_is_a_project_without_faults(kind: Any, language: str, tmp_path: Path) -> None:
    project = read_project(start(tmp_path / "tin", kind, language))
    assert (kind, language, ()) == (project.kind, project.language, tuple(project.faults))
    assert project.sources


@each_sample
def test_all_texts_and_pictures_of_a_sample_are_used(kind: Any, language: str) -> None:
    files = sample(kind, language, "tin")
    texts = "\n".join(content.decode() for content in files.values())
    for path in files:
        if "/figures/" in path:
            assert f"figures/{path.rpartition('/')[2]}" in texts, path


@each_sample
def test_lint_finds_nothing_in_a_sample(kind: Any, language: str, run: Callable[..., Any], tmp_path: Path) -> None:
    result = run("lint", "--strict", start(tmp_path / "tin", kind, language))
    assert (0, "") == (result.exit_code, result.output)


@pytest.mark.slow
@each_sample
def test_a_sample_builds_and_every_judge_accepts_it(
    kind: Any,
    language: str,
    run: Callable[..., Any],
    judges: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(start(tmp_path / "tin", kind, language))
    built = run("build", "--strict")
    assert (0, "") == (built.exit_code, built.stderr)
    assert {"pdf", "epub", "json"} <= {name.rpartition(".")[2] for name in built.stdout.split()}
    checked = run("check", "--strict")
    assert (0, "accepted by epubcheck, ace, verapdf, qpdf\n") == (checked.exit_code, checked.output)
    finished = [path for path in Path("dist").iterdir() if path.suffix in (".pdf", ".epub")]
    monkeypatch.setenv("PATH", "")  # the judges of others have just said what they think of these files
    judged = run("check", "--strict", *finished)
    assert 0 == judged.exit_code, judged.output


@pytest.mark.slow
@each_sample
def test_a_sample_gives_the_same_bytes_twice(
    kind: Any, language: str, run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = (start(tmp_path / place / "tin", kind, language) for place in ("here", "there"))
    monkeypatch.chdir(here)
    assert 0 == run("build", "--no-cache").exit_code
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C"}
    command = [sys.executable, "-m", "publish", "build", "-q", "--no-cache"]
    subprocess.run(command, cwd=there, env=environment, check=True)
    assert digests(here / "dist") == digests(there / "dist")


def front_matter(kind: Any) -> str:
    return kind.name if kind.name in SCHEMAS else "article"


@each_sample
def test_the_schemas_of_a_project_are_those_that_the_program_prints(kind: Any, language: str) -> None:
    files = sample(kind, language, "tin")
    for name in ("publish", front_matter(kind)):
        assert SCHEMAS[name]() == json.loads(files[f"schema/{name}.schema.json"])


@each_sample
def test_editors_find_the_schemas(kind: Any, language: str) -> None:
    files = sample(kind, language, "tin")
    named = {
        (path, re.match(r"(\.\./)*", match[1])[0], match[1].removeprefix("../"))  # type: ignore[index]
        for path, content in files.items()
        for match in re.finditer(r"^#(?::schema| yaml-language-server: \$schema=)\s*(\S+)$", content.decode(), re.M)
    }
    assert {"source/publish.toml"} < {path for path, _, _ in named}
    assert {("../", name in files) for _, _, name in named} == {("../", True)}
    assert all(path.count("/") == up.count("../") for path, up, _ in named)


@each_sample
def test_front_matter_of_a_sample_is_valid_by_its_schema(kind: Any, language: str) -> None:
    files = sample(kind, language, "tin")
    schema = json.loads(files[f"schema/{front_matter(kind)}.schema.json"])
    articles = [content.decode() for path, content in files.items() if path.endswith(".md")]
    assert articles
    for text in articles:
        facts = yaml.safe_load(text.split("---\n")[1])
        assert set(facts) <= set(schema["properties"])
        plain = json.loads(json.dumps(facts, default=str))
        jsonschema.validate({key: value for key, value in plain.items() if key != "published"}, schema)


def test_the_workflow_runs_commands_that_there_are() -> None:
    workflow = yaml.safe_load(sample(KINDS["article"], "en", "tin")[".github/workflows/publish.yml"])
    (job,) = workflow["jobs"].values()
    steps = "\n".join(step.get("run", "") for step in job["steps"])
    assert {"lint", "build", "check"} == set(re.findall(r"^publish (\w+)", steps, re.MULTILINE))
    assert {"lint", "build", "check"} <= set(main.commands)


def test_the_workflow_installs_what_the_program_needs() -> None:
    text = sample(KINDS["article"], "en", "tin")[".github/workflows/publish.yml"].decode()
    (needed,) = re.findall(r"libpango-1\.0-0 [\w.\- ]+?libharfbuzz-subset0", text)
    assert needed in (ROOT / ".ci" / "system").read_text(encoding="utf-8")
    assert '"vietpublish[check] @ $PUBLISH"' in text


def test_the_workflow_stops_where_nobody_said_what_to_install(tmp_path: Path) -> None:
    workflow = yaml.safe_load(sample(KINDS["article"], "en", "tin")[".github/workflows/publish.yml"])
    (script,) = [s["run"] for s in workflow["jobs"]["check"]["steps"] if "PUBLISH" in s.get("env", {})]
    environment = {"PATH": os.environ["PATH"], "PUBLISH": ""}
    done = subprocess.run(["bash", "-e", "-c", script], env=environment, capture_output=True, text=True, cwd=tmp_path)
    assert (1, True) == (done.returncode, "set the variable PUBLISH" in done.stdout)


def test_the_article_is_called_as_the_project_is(tmp_path: Path) -> None:
    folder = start(tmp_path / "Bản tin số 1", KINDS["article"], "vi")
    assert [folder / "source" / "Bản tin số 1.md"] == list(read_project(folder).sources)


def refused(folder: Path) -> str:
    with pytest.raises(OutputError) as refusal:
        create_project(folder, KINDS["article"], "vi")
    (found,) = refusal.value.diagnostics
    assert found.hint
    return render_short(found).partition("error: ")[2]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    assert (start(tmp_path, KINDS["article"], "vi") / "source" / "publish.toml").is_file()


@pytest.mark.parametrize("name", [".git/config", "notes.txt", "source/publish.toml"])
def test_a_folder_with_anything_in_it_stays_as_it_is(name: str, tmp_path: Path) -> None:
    there = tmp_path / "tin" / name
    there.parent.mkdir(parents=True)
    there.write_text("mine", encoding="utf-8")
    first = name.partition("/")[0]
    assert f"the folder is not empty: {first} is in it [file-exists]" == refused(tmp_path / "tin")
    assert [there] == [path for path in (tmp_path / "tin").rglob("*") if path.is_file()]
    assert "mine" == there.read_text(encoding="utf-8")


def test_a_file_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "tin").write_text("mine", encoding="utf-8")
    assert "is there already [file-exists]" == refused(tmp_path / "tin")
    assert "mine" == (tmp_path / "tin").read_text(encoding="utf-8")


def test_a_link_to_nowhere_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "tin").symlink_to(tmp_path / "nowhere")
    assert "is there already [file-exists]" == refused(tmp_path / "tin")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", ["x\udcff", "a\nb", "a" * 300])
def test_a_name_that_no_file_can_have_is_refused(name: str, tmp_path: Path) -> None:
    assert "no project can be called that [output]" == refused(tmp_path / name)
