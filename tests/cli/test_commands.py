"""The commands: what they print, where, and with which exit code; bad input of any kind ends in a finding."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from publish.base.diagnostics import ExitCode
from publish.base.workers import worker
from publish.cli import main
from tests.support.programs import need

GOOD = """\
---
headline: Tít bài
published: 2026-01-15
---

Một đoạn văn.
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one article, the current folder; its dist/ holds an earlier file."""
    (tmp_path / "source" / "figures").mkdir(parents=True)
    (tmp_path / "source" / "bai.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "bai.pdf").write_bytes(b"earlier")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def write(site: Path, body: str, front: str = "headline: Tít\npublished: 2026-01-15") -> None:
    (site / "source" / "bai.md").write_text(f"---\n{front}\n---\n\n{body}\n", encoding="utf-8")


def test_pdf_names_the_file_it_wrote(site: Path) -> None:
    result = run("pdf")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "dist/bai.pdf\ndist/bai-press.pdf\n", "")
    assert (site / "dist" / "bai.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_build_makes_everything(site: Path) -> None:
    result = run("build")
    assert result.exit_code == 0
    assert result.stdout.split() == [
        "dist/bai.pdf",
        "dist/bai-press.pdf",
        "dist/bai.epub",
        "dist/manifest.json",
        "dist/SHA256SUMS",
    ]
    manifest = json.loads((site / "dist" / "manifest.json").read_bytes())
    assert [entry["name"] for entry in manifest["files"]] == ["bai-press.pdf", "bai.epub", "bai.pdf"]
    sums = (line.split("  ") for line in (site / "dist" / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    listed = {name: digest for digest, name in sums if name != "manifest.json"}
    assert {entry["name"]: entry["sha256"] for entry in manifest["files"]} == listed


def test_sha256sum_accepts_the_sums_of_what_was_built(site: Path) -> None:
    need("sha256sum")
    run("build")
    assert subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=site / "dist", capture_output=True).returncode == 0


def test_two_builds_in_two_folders_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site / "source", tmp_path / "far" / "away" / "source")
    run("build")
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh"}
    command = [sys.executable, "-m", "publish", "build", "-q"]
    subprocess.run(command, cwd=tmp_path / "far" / "away", env=environment, check=True)
    for path in (site / "dist").iterdir():
        assert path.read_bytes() == (tmp_path / "far" / "away" / "dist" / path.name).read_bytes(), path.name


@pytest.mark.slow
def test_output_takes_a_file_a_folder_or_stdout(site: Path) -> None:
    assert run("pdf", "-o", "a.pdf").stdout == "a.pdf\na-press.pdf\n"
    assert run("pdf", "-o", "a.pdf", "--for", "screen").stdout == "a.pdf\n"
    assert run("pdf", "-o", "dist").stdout == "dist/bai.pdf\ndist/bai-press.pdf\n"
    assert run("pdf", "-o", "-").stdout_bytes.startswith(b"%PDF")
    assert run("epub", "-o", "-").stdout_bytes.startswith(b"PK")


@pytest.mark.slow
def test_for_names_a_twin_or_a_printer(site: Path) -> None:
    assert run("pdf", "--for", "screen").stdout == "dist/bai.pdf\n"
    assert run("pdf", "--for", "press").stdout == "dist/bai-press.pdf\n"
    offset = (site / "dist" / "bai-press.pdf").read_bytes()
    assert run("pdf", "--for", "kdp").stdout == "dist/bai-press.pdf\n"
    assert offset != (site / "dist" / "bai-press.pdf").read_bytes(), "without marks"
    wrong = run("pdf", "--for", "kpd")
    assert (wrong.exit_code, "neither a twin nor a printer" in wrong.stderr) == (2, True)


def test_quiet_prints_nothing_and_verbose_each_step(site: Path) -> None:
    assert run("pdf", "-q").output == ""
    assert steps_of_its_own("pdf", "-v", "--no-cache") == [
        "read bai.md",
        "make bai.pdf",
        "judge bai.pdf",
        "make bai-press.pdf",
        "judge bai-press.pdf",
        "write 2 files",
    ]
    assert steps_of_its_own("pdf", "-v") == ["write 2 files"], "nothing has changed since the first"


def steps_of_its_own(*arguments: str) -> list[str]:
    """What a command tells in a process of its own: in this one, a test may have imported the engine before us."""
    command = [sys.executable, "-m", "publish", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr.splitlines()


def test_version_and_help() -> None:
    assert run("-V").stdout == run("--version").stdout
    assert run("-h").stdout == run("--help").stdout


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help_with_an_example(command: str) -> None:
    text = run(command, "--help").stdout
    assert f"Example: publish {command}" in text


def test_a_misspelled_command_is_guessed() -> None:
    result = run("pdff")
    assert result.exit_code == ExitCode.USAGE
    assert "pdf" in result.stderr


def test_a_wrong_paper_is_a_usage_error(site: Path) -> None:
    assert run("pdf", "--paper", "A99").exit_code == ExitCode.USAGE


def test_a_failure_is_told_as_the_options_say(site: Path) -> None:
    write(site, "::: figure\nChú thích.\n:::\n\n![](no.jpg)")
    short = run("pdf", "--diagnostics", "short").stderr.splitlines()
    assert [line.rpartition(" ")[2] for line in short[:-1]] == ["[no-photograph]", "[missing-alt]", "[missing-image]"]
    quiet = run("pdf", "--diagnostics", "short", "-q").stderr.splitlines()
    assert quiet == [*short[1:-1], "2 errors"]


def test_strict_turns_a_warning_into_a_failure(site: Path) -> None:
    write(site, "::: figure\nChú thích.\n:::\n")
    assert run("pdf").exit_code == 0
    result = run("pdf", "--strict")
    assert result.exit_code == ExitCode.CONFORMANCE
    assert "[no-photograph]" in result.stderr


def test_new_starts_a_project_that_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "tin").exit_code == 0
    assert run("pdf", "tin/source/tin.md").exit_code == 0
    assert (tmp_path / "tin" / "dist" / "tin.pdf").exists()
    assert run("new", "tin").exit_code == ExitCode.ABORTED


def test_commands_work_from_anywhere_inside(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site / "source" / "figures")
    assert run("pdf").exit_code == 0
    assert (site / "dist" / "bai.pdf").read_bytes().startswith(b"%PDF")


def test_completion_is_offered() -> None:
    environment = os.environ | {"_PUBLISH_COMPLETE": "bash_source"}
    code = "from publish.cli import main; main(prog_name='publish')"
    script = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True).stdout
    assert "_PUBLISH_COMPLETE=bash_complete" in script


BAD_TEXTS = {
    "empty": ("", "source/bai.md: error: ", "empty-source", ExitCode.SOURCE),
    "broken yaml": ("---\nheadline: [a\n---\n\nx\n", "source/bai.md:", "invalid-yaml", ExitCode.SOURCE),
    "unknown key": ("---\nheadlin: a\n---\n\nx\n", "source/bai.md:2:1: error: ", "unknown-key", ExitCode.SOURCE),
    "wrong type": (GOOD.replace("Tít bài", "[a, b]"), "source/bai.md:2:11: error: ", "wrong-type", ExitCode.SOURCE),
    "no date": (
        GOOD.replace("2026-01-15", "2026-13-15"),
        "source/bai.md:3:12: error: ",
        "invalid-date",
        ExitCode.SOURCE,
    ),
    "no headline": ("---\npublished: 2026-01-15\n---\n\nx\n", "source/bai.md:", "missing-headline", ExitCode.SOURCE),
    "missing image": (GOOD + "\n![a](no.jpg)\n", "source/bai.md:8:1: error: ", "missing-image", ExitCode.ASSET),
    "unreadable image": (GOOD + "\n![a](bad.jpg)\n", "source/bai.md:8:1: error: ", "unreadable-image", ExitCode.ASSET),
    "image outside": (
        GOOD + "\n![a](../../x.jpg)\n",
        "source/bai.md:8:1: error: ",
        "image-outside-project",
        ExitCode.ASSET,
    ),
    "image by link": (
        GOOD + "\n![a](link.jpg)\n",
        "source/bai.md:8:1: error: ",
        "image-outside-project",
        ExitCode.ASSET,
    ),
    "image remote": (
        GOOD + "\n![a](https://example.org/a.jpg)\n",
        "source/bai.md:8:1: error: ",
        "remote-image",
        ExitCode.ASSET,
    ),
    "image wide": (GOOD + "\n![a](wide.png)\n", "source/bai.md:8:1: error: ", "unreadable-image", ExitCode.ASSET),
    "image without alt": (GOOD + "\n![](good.jpg)\n", "source/bai.md:8:1: error: ", "missing-alt", ExitCode.SOURCE),
    "dangling note": (GOOD + "\nx[^a]\n", "source/bai.md:8:2: error: ", "undefined-footnote", ExitCode.SOURCE),
    "duplicate note": (
        GOOD + "\nx[^a]\n\n[^a]: b\n\n[^a]: c\n",
        "source/bai.md:12:1: error: ",
        "duplicate-footnote",
        ExitCode.SOURCE,
    ),
    "duplicate id": (GOOD + "\n{#a}\nx\n\n{#a}\ny\n", "source/bai.md:", "duplicate-id", ExitCode.SOURCE),
    "link to nowhere": (GOOD + "\n[x](#nowhere)\n", "source/bai.md:8:1: error: ", "dangling-link", ExitCode.SOURCE),
    "raw html": (GOOD + "\na <b>b</b>\n", "source/bai.md:8:3: error: ", "raw-html", ExitCode.SOURCE),
    "unclosed container": (
        GOOD + "\n::: box\nx\n",
        "source/bai.md:8:1: error: ",
        "unclosed-container",
        ExitCode.SOURCE,
    ),
    "control character": (GOOD + "\na\x07b\n", "source/bai.md:8:2: error: ", "control-character", ExitCode.SOURCE),
    "another script": (GOOD + "\nChữ 漢字.\n", "source/bai.md:8:5: error: ", "missing-glyph", ExitCode.ASSET),
    "a huge paragraph": (
        GOOD + "\n" + "chữ " * 1_300_000 + "\n",
        "source/bai.md:8",
        "paragraph-too-long",
        ExitCode.SOURCE,
    ),
    "deep nesting": (GOOD + "\n" + "> " * 300 + "x\n", "source/bai.md:8:", "nesting-too-deep", ExitCode.SOURCE),
    "deep lists": (
        GOOD + "\n" + "".join(f"{'  ' * n}- x\n" for n in range(300)),
        "source/bai.md:",
        "nesting-too-deep",
        ExitCode.SOURCE,
    ),
}


@pytest.mark.parametrize("case", BAD_TEXTS)
def test_bad_text_is_told_with_its_place_and_leaves_dist_alone(site: Path, case: str) -> None:
    content, place, rule, code = BAD_TEXTS[case]
    folder = site / "source"
    (folder / "bai.md").write_text(content, encoding="utf-8")
    (folder / "bad.jpg").write_text("no picture")
    Image.new("RGB", (3, 2)).save(folder / "good.jpg")
    Image.new("1", (40_000, 1)).save(folder / "wide.png")
    shutil.copy(folder / "good.jpg", site.parent / "outside.jpg")
    (folder / "link.jpg").symlink_to(site.parent / "outside.jpg")
    result = run("build", "--diagnostics", "short")
    assert result.exit_code == code, result.output
    lines = [line for line in result.stderr.splitlines() if f"[{rule}]" in line]
    assert lines and lines[0].startswith(place), result.stderr
    assert "Traceback" not in result.output
    assert [path.name for path in (site / "dist").iterdir()] == ["bai.pdf"]
    assert (site / "dist" / "bai.pdf").read_bytes() == b"earlier"


@pytest.mark.parametrize(("encoding", "name"), [("utf-16", "UTF-16"), ("cp1258", "Windows-1258"), ("tcvn3", "TCVN3")])
def test_a_text_in_another_encoding_is_named(site: Path, encoding: str, name: str) -> None:
    if encoding == "tcvn3":
        data = "§¹i héi ®¹i biÓu §¶ng bé tØnh L¹ng S¬n lÇn thø XVII, nhiÖm kú 2020".encode("latin-1")
    elif encoding == "cp1258":
        data = (
            "Ða\u0323i hô\u0323i ða\u0323i biê\u0309u tỉnh La\u0323ng Sơn".replace("Ð", "Đ")
            .replace("ð", "đ")
            .replace("ỉ", "i\u0309")
            .encode("cp1258")
        )
    else:
        data = "Đại hội đại biểu".encode(encoding)
    (site / "source" / "bai.md").write_bytes(data)
    result = run("pdf")
    assert result.exit_code == ExitCode.SOURCE
    assert name in result.stderr.splitlines()[0]
    assert "[not-utf8]" in result.stderr


def test_a_file_that_is_not_there(site: Path) -> None:
    result = run("pdf", "source/no.md")
    assert result.exit_code == ExitCode.SOURCE
    assert result.stderr.startswith("source/no.md: error: ")
    assert "[missing-source]" in result.stderr


def test_a_mistake_in_a_style_is_its_own(site: Path) -> None:
    (site / "styles" / "article").mkdir(parents=True)
    (site / "styles" / "article" / "two-columns.css").write_text("p {\n  colour: red;\n}\n")
    result = run("pdf")
    assert result.exit_code == ExitCode.STYLE
    assert result.stderr.startswith("styles/article/two-columns.css:2:3: error: ")


def test_a_dist_that_is_a_file_cannot_be_written(site: Path) -> None:
    shutil.rmtree(site / "dist")
    (site / "dist").touch()
    result = run("pdf")
    assert result.exit_code == ExitCode.ABORTED
    assert "[output]" in result.stderr


def test_a_page_that_is_out_of_all_measure_is_stopped(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "WALL_SECONDS", 0.01)
    result = run("pdf")
    assert result.exit_code == ExitCode.STYLE
    assert "[layout-limits]" in result.stderr


def test_without_pango_the_program_says_how_to_install_it(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = site / "weasyprint"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    environment = os.environ | {"PYTHONPATH": str(site)}
    result = subprocess.run([sys.executable, "-m", "publish", "pdf"], env=environment, capture_output=True, text=True)
    assert result.returncode == ExitCode.ENGINE
    assert "apt-get install" in result.stderr and "brew install" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_leaves_everything_as_it_was(site: Path) -> None:
    write(site, "Một đoạn văn. " * 50 + "\n\n" + ("Đoạn nữa. " * 60 + "\n\n") * 400)
    process = subprocess.Popen(
        [sys.executable, "-m", "publish", "build"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGINT)
    try:
        _, stderr = process.communicate(timeout=10)
    except subprocess.TimeoutExpired:  # Python loses one that comes while a callback of its import locks runs
        os.killpg(process.pid, signal.SIGINT)
        _, stderr = process.communicate(timeout=20)
    assert process.returncode == ExitCode.ABORTED
    assert "Traceback" not in stderr
    assert [path.name for path in (site / "dist").iterdir()] == ["bai.pdf"]
    assert (site / "dist" / "bai.pdf").read_bytes() == b"earlier"


@pytest.mark.slow
def test_check_tells_when_dist_is_older_than_the_source(site: Path) -> None:
    assert run("build").exit_code == 0
    write(site, "Một đoạn khác.")
    result = run("check")
    assert result.exit_code == ExitCode.CONFORMANCE
    assert "[stale-output]" in result.stderr


@pytest.mark.slow
def test_check_names_who_accepted_the_files(site: Path, judges: object) -> None:
    assert run("build").exit_code == 0
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "accepted by epubcheck, ace, verapdf, qpdf\n")


def test_every_wrong_key_is_told_at_once(site: Path) -> None:
    (site / "source" / "publish.toml").write_text('[page]\nbleeed = "3mm"\npapr = "A4"\n')
    result = run("build")
    assert result.exit_code == ExitCode.SOURCE
    assert result.stderr.splitlines()[-1] == "2 errors"
