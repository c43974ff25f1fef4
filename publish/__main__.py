"""Run the program, as ``publish`` or ``python -m publish``."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

ENGINE_COMMANDS = frozenset(("pdf", "epub", "html", "cover", "build"))
"""Commands that lay out pages; each has its worker load the engine while the rest of the program is being imported."""

VALUED_OPTIONS = frozenset(("-o", "--output", "--for", "--paper", "--jobs", "--scheduler", "--diagnostics", "--lang"))
"""Options that take a value, which may be the next argument."""

_NO = frozenset(("", "0", "false", "f", "no", "n", "off"))

UNCOLLECTED = 100_000
"""Objects that may wait for the collector: importing and unpacking make that many, and looking through them again for
cycles that are not there took 30 of the 430 ms until an article was read."""


def main() -> None:
    """Run the command that the arguments name."""
    gc.set_threshold(UNCOLLECTED)
    if lays_out_pages(sys.argv[1:], os.environ):
        _start("publish.layout.engine:load")
    elif imports_word(sys.argv[1:]):
        _start("publish.importing.limits:load", "publish.importing.word.importer")
    from publish.cli import main as run

    code: object = 0
    try:
        run(prog_name="publish")
    except SystemExit as end:
        code = end.code
    leave(code if isinstance(code, int) else int(code is not None))


def _start(prepare: str, *arguments: str) -> None:
    from publish.base.workers import worker  # the help does without

    worker.start(prepare, *arguments)


def lays_out_pages(arguments: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Tell whether the command that will run lays out pages on this machine, unless it finds something wrong.

    The group has one option that leaves a command to run, --lang: all else before a command has nothing laid out.

    Args:
        arguments: The arguments of the program, without its name.
        environment: The environment variables of the program.
    """
    words = iter(arguments)
    command = next(words, "")
    while command.partition("=")[0] == "--lang":
        command = next(words, "") if "=" in command else next(words, "") and next(words, "")
    if command == "--":
        command = next(words, "")
    if command not in ENGINE_COMMANDS or "_PUBLISH_COMPLETE" in environment:
        return False
    if environment.get("PUBLISH_VERSION", "").strip().lower() not in _NO:
        return False
    if command == "build" and environment.get("PUBLISH_BUILD_SCHEDULER"):
        return False
    for word in words:
        if word == "--":
            break
        names = _option_names(word)
        valued = next((name for name in names if name in VALUED_OPTIONS), "")
        flags = names[: names.index(valued)] if valued else names
        if valued == "--scheduler" or "-h" in flags or "--help" in flags:
            return False
        if valued and valued == names[-1] and "=" not in word:
            next(words, "")
    return True


def imports_word(arguments: Sequence[str]) -> bool:
    """Tell whether the command that will run imports a file that is named as Word files are.

    Args:
        arguments: The arguments of the program, without its name.
    """
    return arguments[:1] == ["import"] and any(word.lower().endswith(".docx") for word in arguments[1:])


def _option_names(word: str) -> list[str]:
    """Return the options that an argument gives: ``--name``, ``--name=value``, or letters behind one dash."""
    if word.startswith("--"):
        return [word.partition("=")[0]]
    return [f"-{letter}" for letter in word[1:]] if word.startswith("-") else []


def leave(code: int) -> NoReturn:
    """End the process at once: all files are closed, and taking its modules apart would cost as much as a reading."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):  # closed, or nobody reads on
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
