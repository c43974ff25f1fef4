"""Programs, run to see whether they run, and versions, compared."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from publish.base.diagnostics import os_reason
from publish.base.messages import say, words_of

SECONDS = 30
"""How long a program may take to say its version."""

_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_CONDITION = re.compile(r"(===|==|~=|!=|<=|>=|<|>)\s*([\w.*+!-]+)")


class Trial(NamedTuple):
    """What a program did.

    Attributes:
        said: All that it printed.
        failure: Why it did not run to a good end; empty if it did.
    """

    said: str
    failure: str


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Trial:
    """Run a program that takes no input, and return what it printed; none of its failures is ours."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=environment,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        return Trial("", say("it does not answer within {seconds} s", seconds=SECONDS))
    except (OSError, ValueError) as failure:
        reason = os_reason(failure) if isinstance(failure, OSError) else words_of(failure)
        return Trial("", say("it cannot be started: {reason}", reason=reason))
    said = f"{done.stdout}\n{done.stderr}".strip()
    if done.returncode:
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        code = done.returncode
        how = (
            say("it ends with code {code}", code=code)
            if code > 0
            else say("it was killed by signal {code}", code=-code)
        )
        return Trial(said, say("{how}: {said}", how=how, said=lines[-1][:200]) if lines else how)
    return Trial(said, "")


def find_version(text: str) -> str:
    """Return the first number with points in a text, such as ``17.0.13``; empty if there is none."""
    found = re.search(r"\d+(?:\.\d+)+", text) or _NUMBER.search(text)
    return found[0] if found else ""


def numbers(version: str) -> tuple[int, ...]:
    """Return the numbers that a version starts with, without the zeros at its end: (9, 5) of ``9.5.0rc1``."""
    found = _NUMBER.match(version)
    parts = [int(part) for part in found[0].split(".")] if found else []
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def suits(version: str, requirement: str) -> bool:
    """Tell whether a version is one that a requirement asks for, such as ``weasyprint>=70,<71``.

    A condition that this does not know counts as met: pip has judged it.
    """
    have = numbers(version)
    for sign, wanted in _CONDITION.findall(requirement.partition(";")[0]):
        want = numbers(wanted)
        met = {"==": have == want, ">=": have >= want, "<=": have <= want, "<": have < want, ">": have > want}
        if "*" not in wanted and not met.get(sign, True):
            return False
    return True
