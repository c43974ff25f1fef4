"""The program that is proved, at its command line; nothing else here knows where its parts lie."""

from __future__ import annotations

import concurrent.futures
import dataclasses
import functools
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import publish

ROOT = Path(publish.__file__).parent

_SAID = re.compile(
    r"^(?P<file>[^:\n]+)(?::(?P<line>\d+):(?P<column>\d+))?: error: (?P<what>.*?)(?: \[(?P<rule>[\w-]+)\])?$"
)


@dataclasses.dataclass(frozen=True)
class Error:
    """An error that the program tells; ``line`` is 0 when it names none."""

    file: Path
    line: int
    rule: str
    what: str


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How the build of one publication ended: with finished files, or with errors."""

    files: tuple[Path, ...]
    errors: tuple[Error, ...]
    broken: str
    """What is wrong with the ending itself; empty when it is one of the two."""


def build(folders: Sequence[Path], *, seconds: float = 300) -> list[Outcome]:
    """Build publications, each from nothing and by itself, two at a time; none may take longer than so many seconds."""

    def make(folder: Path) -> Outcome:
        command = ["build", "--no-cache", "--diagnostics", "short", "--jobs", "1", str(folder)]
        with tempfile.TemporaryDirectory() as cache:
            said, code = _run(command, seconds, PUBLISH_CACHE=cache)
        return _outcome(folder, said, code)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(make, folders))


def preflight(files: Sequence[Path], *, seconds: float = 900) -> list[str]:
    """Return the errors that the program's own judges of finished files find; those of others are asked elsewhere."""
    if not files:
        return []
    said, _ = _run(["check", "--diagnostics", "short", "-q", "--jobs", "2", *map(str, files)], seconds, PATH="")
    return [line for line in said.splitlines() if ": error: " in line or "Traceback" in line]


def _run(arguments: list[str], seconds: float, **variables: str) -> tuple[str, int]:
    command = [sys.executable, "-m", "publish", *arguments]
    path = os.pathsep.join(filter(None, (str(ROOT.parent), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": path, **variables}
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command, env=environment, stdout=pipe, stderr=pipe, encoding="utf-8", errors="replace", start_new_session=True
    )
    try:
        stdout, stderr = process.communicate(timeout=seconds)
    except BaseException as failure:  # what the program started must not outlive it
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if isinstance(failure, subprocess.TimeoutExpired):
            return f"no end within {seconds:.0f} s", -1
        raise
    return stderr + stdout, process.returncode


def _outcome(folder: Path, said: str, code: int) -> Outcome:
    errors = []
    for line in said.splitlines():
        match = _SAID.match(line)
        if match and Path(match["file"]).is_relative_to(folder):
            errors.append(Error(Path(match["file"]), int(match["line"] or 0), match["rule"] or "", match["what"]))
    dist = folder / "dist"
    files = tuple(sorted(path for path in dist.glob("*.*") if path.suffix in (".pdf", ".epub")))
    built = (dist / "manifest.json").is_file()
    broken = ""
    if "Traceback" in said:
        broken = said[said.index("Traceback") :][-600:]
    elif not built and not errors:
        broken = f"neither files nor an error (code {code}): {said[-400:]}"
    elif not built and (nowhere := [error for error in errors if not error.line]):
        broken = f"an error without its place: {nowhere[0].what} [{nowhere[0].rule}]"
    return Outcome(files if built else (), () if built else tuple(errors), broken)


@functools.cache
def script() -> Path:
    """Return the script in which the program asks veraPDF."""
    return next(ROOT.rglob("verapdf.js"))
