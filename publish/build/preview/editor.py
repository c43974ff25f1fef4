"""Open a line of a source in the editor of whoever writes."""

from __future__ import annotations

import os
import shlex
import subprocess
import threading
from pathlib import Path

from publish.base.diagnostics import EngineError, Position, error, os_reason
from publish.base.messages import say

VARIABLE = "PUBLISH_EDITOR"
_LINE_FIRST = ("vi", "vim", "nvim", "nano", "emacs", "emacsclient", "kak", "micro", "gedit", "kate")
"""Editors that take ``+12 FILE``; the others are given ``FILE:12``, as VS Code, Sublime and Zed take it."""


def editor() -> list[str]:
    """Return the command of the editor that ``PUBLISH_EDITOR`` names, in words; none if it names none."""
    return shlex.split(os.environ.get(VARIABLE, ""))


def command(words: list[str], place: Position) -> list[str]:
    """Return the command that opens a place, a list of arguments that no shell reads."""
    name = Path(words[0]).stem
    if name in _LINE_FIRST:
        return [*words, f"+{place.line}", str(place.file)]
    goto = ["--goto"] if name in ("code", "codium", "cursor") and "--goto" not in words and "-g" not in words else []
    return [*words, *goto, f"{place.file}:{place.line}:{max(1, place.column)}"]


def open_place(place: Position) -> bool:
    """Open a place in the editor; False if none is named.

    Raises:
        EngineError: If the editor cannot be started.
    """
    words = editor()
    if not words:
        return False
    try:
        process = subprocess.Popen(command(words, place), stdin=subprocess.DEVNULL, start_new_session=True)
    except OSError as failure:
        message = say("the editor {program!r} cannot be started: {reason}", program=words[0], reason=os_reason(failure))
        at = Position(Path(VARIABLE))
        hint = say("set {variable} to its command", variable=VARIABLE)
        raise EngineError(error(at, message, "editor", hint)) from failure
    threading.Thread(target=process.wait, daemon=True).start()  # it may stay open for days
    return True
