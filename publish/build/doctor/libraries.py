"""The libraries of Python that the program and its extras take, and the engine with the libraries below it."""

from __future__ import annotations

import ctypes
import functools
import importlib.metadata
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from publish.base.extras import install_command, install_extra, plain_requirement
from publish.base.messages import join_messages, say, unpack
from publish.base.program_digest import dependency_lines, extra_names, required_lines
from publish.build.doctor.checkup import Checkup, Condition, broken, good, missing
from publish.build.doctor.packages import install_pango
from publish.build.doctor.trials import find_version, numbers, run, suits

_PACKAGE = Path(__file__).parents[2]

_COSTS: Mapping[str, str] = {
    "bibliography": say("citations and lists of works cannot be set"),
    "cluster": say("archives cannot be built on a Dask cluster, nor read from other stores than folders"),
    "docx": say("no Word files can be made"),
    "sign": say("no PDF can be signed"),
    "math": say("formulas cannot be set"),
    "preview": say("publish preview cannot show pages while a text is being written"),
    "words": say("words of several syllables may be parted at the ends of lines in headings, captions and tables"),
}
"""What each extra is for, as what cannot be done without it."""

_OTHERS = frozenset(("benchmark", "check", "test"))
"""Extras of those who work on the program, and that of the judges, which are looked at themselves."""

_NOTHING = say("nothing can be laid out")
_OLDEST_PANGO = "1.44"
"""What WeasyPrint needs."""


def extra_lines(extra: str) -> list[str]:
    """Return the requirements of an extra of ours."""
    return required_lines(_PACKAGE, extra)


def look_at_library(line: str) -> Checkup:
    """Return whether the library that a requirement names is installed, at a version that it takes."""
    requirement = plain_requirement(line)
    name = requirement.partition("[")[0]
    for sign in "<>=!~":
        name = name.partition(sign)[0]
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return missing(name, "", install_command([requirement]), said=say("{name} is not installed", name=name))
    if not suits(version, requirement):
        said = say("{name} is {version}; {requirement} is needed", name=name, version=version, requirement=requirement)
        return broken(name, said, "", install_command([requirement]))
    return good(name, version)


def look_at_dependencies() -> Checkup:
    """Return whether all libraries are there that the program cannot do without."""
    found = [look_at_library(line) for line in dependency_lines(_PACKAGE)]
    wrong = [one for one in found if one.condition is not Condition.GOOD]
    if not wrong:
        return good(say("Libraries"), say("{count} of {all}", count=len(found), all=len(found)), required=True)
    lines = [plain_requirement(line) for line in dependency_lines(_PACKAGE)]
    names = {one.name for one in wrong}
    remedy = install_command([line for line in lines if look_at_library(line).name in names])
    told = join_messages((one.said for one in wrong), "; ")
    return broken(
        say("Libraries"), told, say("the program may fail anywhere, or give other pages"), remedy, required=True
    )


def extras() -> Sequence[Callable[[], Checkup]]:
    """Return what looks at each extra of the program."""
    return [functools.partial(_look_at_extra, name) for name in extra_names(_PACKAGE) if name not in _OTHERS]


def _look_at_extra(extra: str) -> Checkup:
    """Return whether the libraries of an extra are there."""
    name = say("Extra {name}", name=extra)
    cost = _COSTS.get(extra, say("what the extra {name!r} is for cannot be done", name=extra))
    found = [look_at_library(line) for line in extra_lines(extra)]
    wrong = [one for one in found if one.condition is not Condition.GOOD]
    if not wrong:
        return good(name, ", ".join(f"{one.name} {one.said}" for one in found))
    told = join_messages((one.said for one in wrong), "; ")
    if all(one.condition is Condition.MISSING for one in wrong):
        return missing(name, cost, install_extra(extra), said=told)
    return broken(name, told, cost, install_extra(extra))


# The engine ----------------------------------------------------------------------------------------------------------

_LOAD = """
import json
from publish.base.diagnostics import EngineError
from publish.base.messages import pack
from publish.layout.engine.loading import left_out, load
hindrance = None
try:
    load()
except EngineError as failure:
    one = failure.diagnostics[0]
    hindrance = [pack(one.message), one.rule, pack(one.hint)]
print("\\n" + json.dumps({"hindrance": hindrance, "left_out": [pack(what) for what in left_out()]}))
"""
"""Loads the engine in a process of its own, since a library below it that is broken may take the process down."""


def look_at_engine() -> Checkup:
    """Return whether WeasyPrint can be loaded, and is one that we know."""
    name, places = "WeasyPrint", [str(_PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    line = next((line for line in dependency_lines(_PACKAGE) if line.startswith("weasyprint")), "weasyprint")
    remedy = install_command([plain_requirement(line)])
    if importlib.util.find_spec("weasyprint") is None:
        return missing(name, _NOTHING, remedy, required=True)
    trial = run([sys.executable, "-P", "-c", _LOAD], os.environ | {"PYTHONPATH": os.pathsep.join(places)})
    if trial.failure:
        return broken(name, trial.failure, _NOTHING, remedy, required=True)
    said = next((line for line in reversed(trial.said.splitlines()) if line.startswith('{"hindrance"')), "")
    if not said:
        return broken(name, say("Python ends before it is loaded"), _NOTHING, remedy, required=True)
    answer = json.loads(said)
    if answer["hindrance"]:
        message, rule, hint = map(unpack, answer["hindrance"])
        helps = install_pango() if rule == "missing-engine" else hint or remedy
        return broken(name, message, _NOTHING, helps, required=True)
    version = _version_of("weasyprint")
    if answer["left_out"]:
        said = say(
            "{version} is not quite the version that we know: {what}",
            version=version,
            what=unpack(answer["left_out"][0]),
        )
        return broken(name, said, say("pages may come out in another way"), remedy)
    return good(name, say("{version}, known", version=version), required=True)


def _version_of(name: str) -> str:
    """Return the version of a distribution; empty if it has none."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def engine_libraries() -> Sequence[Callable[[], Checkup]]:
    """Return what looks at each of the libraries of the system that the engine stands on."""
    return [look_at_pango, look_at_harfbuzz, look_at_subsetter, look_at_fontconfig]


def look_at_pango() -> Checkup:
    """Return whether Pango is there, and new enough."""
    library = _open("pango-1.0", 0)
    if library is None or _open("pangoft2-1.0", 0) is None:
        return missing("Pango", _NOTHING, install_pango(), required=True)
    library.pango_version_string.restype = ctypes.c_char_p
    version = library.pango_version_string().decode()
    if numbers(version) < numbers(_OLDEST_PANGO):
        said = say("it is {version}; {oldest} or newer is needed", version=version, oldest=_OLDEST_PANGO)
        return broken("Pango", said, _NOTHING, install_pango(), required=True)
    return good("Pango", version, required=True)


def look_at_harfbuzz() -> Checkup:
    """Return whether HarfBuzz is there, which gives the letters their shapes."""
    library = _open("harfbuzz", 0)
    if library is None:
        return missing("HarfBuzz", _NOTHING, install_pango(), required=True)
    library.hb_version_string.restype = ctypes.c_char_p
    return good("HarfBuzz", library.hb_version_string().decode(), required=True)


def look_at_subsetter() -> Checkup:
    """Return whether the part of HarfBuzz is there that cuts fonts down."""
    if _open("harfbuzz-subset", 0) is None:
        cost = say("fonts are cut down by fontTools, which takes longer and gives other bytes")
        return missing("HarfBuzz subset", cost, install_pango())
    return good("HarfBuzz subset", say("is there"))


def look_at_fontconfig() -> Checkup:
    """Return whether fontconfig is there, through which Pango finds the fonts of a style."""
    library = _open("fontconfig", 1)
    if library is None:
        return missing("fontconfig", _NOTHING, install_pango(), required=True)
    version = library.FcGetVersion()
    return good("fontconfig", f"{version // 10000}.{version // 100 % 100}.{version % 100}", required=True)


def _open(stem: str, number: int) -> ctypes.CDLL | None:
    """Return a library of the system, by the name that it has on Linux, macOS or Windows; None if it is not there."""
    folders = ("", "/opt/homebrew/lib/", "/usr/local/lib/")
    names = [f"lib{stem}.so.{number}", *(f"{folder}lib{stem}.{number}.dylib" for folder in folders)]
    for name in [*names, f"lib{stem}-{number}.dll"]:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def look_at_python() -> Checkup:
    """Return the interpreter that runs this."""
    return good("Python", find_version(sys.version), sys.executable, required=True)
