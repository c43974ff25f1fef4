"""The libraries of an extra, and the command that installs them beside this very program."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from publish.base.messages import say
from publish.base.program_digest import required_lines

_REQUIREMENT = re.compile(r"([\w.-]+(?:\[[^]]*\])?)\s*\(?([^;)]*)")

_PACKAGE = Path(__file__).parents[1]


def install_extra(extra: str) -> str:
    """Return the command that installs the libraries of an extra, at versions that this program works with.

    It names the libraries, never our own distribution: whatever a registry keeps under that name is not this program.
    """
    return install_command([plain_requirement(line) for line in required_lines(_PACKAGE, extra)], extra)


def install_command(requirements: Sequence[str], what: str = "") -> str:
    """Return the command that installs requirements for the interpreter that runs this.

    Args:
        requirements: Requirements of the extra, such as ``underthesea<10,>=9.5``.
        what: The extra they are of, named where this copy of the program does not say what it requires.
    """
    if not requirements:
        return say("install the libraries that the extra {what!r} of this program names in pyproject.toml", what=what)
    pip = ["-m", "pip", "install", *requirements]
    commands = [pip] if importlib.util.find_spec("pip") else [["-m", "ensurepip"], pip]
    return " && ".join(_quoted([sys.executable, *command]) for command in commands)


def plain_requirement(line: str) -> str:
    """Return a line of requirements without spaces and without the conditions behind it."""
    name, versions = _REQUIREMENT.match(line.strip()).groups()  # type: ignore[union-attr]
    return name + "".join(versions.split())


def _quoted(arguments: Sequence[str]) -> str:
    """Return a command as the shell of this system reads it."""
    if sys.platform == "win32":
        return " ".join(f'"{part}"' if re.search(r"[\s<>&|^,;=()]", part) else part for part in arguments)
    return shlex.join(arguments)
